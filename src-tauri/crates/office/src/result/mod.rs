//! Digitised results and papers of persons and organisations: kept once, found at once, used again.

mod archive;
mod columns;
mod import;
mod record;
mod sheet;
mod table;

pub use archive::{Archive, FileRef};
pub use import::{ImportBatch, ImportLine, ImportReport, LineRemark, RejectedLine};
pub use record::{FiveTests, NewResult, ResultEvent, ResultView};

pub(crate) use import::MIGRATIONS as IMPORT_MIGRATIONS;
pub(crate) use record::Kept;
pub(crate) use table::{
    MIGRATIONS, add, events, for_guide, happened, insert, of_file, of_holder, revoke, seal, stored,
};
