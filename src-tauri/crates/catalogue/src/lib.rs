//! Procedures, questions, requirements, evidence, fees and their versions: check, build, read, find.
//!
//! The authored files in `data/` are the source. [`authored`] reads one, [`check`] judges them all,
//! [`build`] turns them into a read-only SQLite file, [`Catalogue`] answers from it.

pub mod authored;
pub mod build;
pub mod check;
pub mod compose;
pub mod difference;
pub mod fee;
pub mod find;
pub mod finding;
pub mod form;
pub mod life_event;
pub mod model;
pub mod official;
mod plain;
mod rates;
mod reach;
mod read;
pub mod record;
pub mod source;
pub mod suggest;
pub mod written;

pub use check::is_procedure_code;
pub use read::{Catalogue, Entry, national_code};
