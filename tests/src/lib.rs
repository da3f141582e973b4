//! The whole program from outside: runs the real binary on a data folder of its own and looks at
//! exit code, standard output and standard error. What holds for every answer is checked on each.

mod catalogue;
mod dice;
mod folder;
mod papers;
mod said;
mod sample;
mod shape;
#[cfg(target_os = "linux")]
pub mod window;

pub use catalogue::{changed_copying, trusted};
pub use dice::Dice;
pub use folder::{Counter, binary};
pub use papers::{Page, sha256, tool};
pub use said::Said;
pub use sample::{birth, case, complete_case, submitted_for};
pub use shape::fits;
