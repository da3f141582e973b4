//! Procedures, questions, requirements, evidence, fees and their versions: check, build, read, find.
//!
//! The authored files in `data/` are the source. [`authored`] reads one, [`check`] judges them all,
//! [`build`] turns them into a read-only SQLite file, [`Catalogue`] answers from it.

pub mod authored;
pub mod build;
pub mod check;
pub mod fee;
pub mod find;
pub mod finding;
pub mod model;
pub mod official;
mod plain;
mod reach;
mod read;
pub mod source;

pub use read::{Catalogue, Entry, national_code};
