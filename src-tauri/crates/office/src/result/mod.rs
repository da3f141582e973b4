//! Digitised results and papers of persons and organisations: kept once, found at once, used again.

mod archive;
mod attach;
mod columns;
mod import;
mod measure;
mod record;
mod sealing;
mod sheet;
mod table;

pub use archive::{Archive, FileRef};
pub use import::{ImportBatch, ImportLine, ImportReport, LineRemark, RejectedLine};
pub use measure::{ClerkShare, Components, Rate, ReuseMeasure, SameDay, Times};
pub use record::{FiveTests, NewResult, ResultEvent, ResultView};
pub use sealing::{HandOver, NamedField, SealRead, Sealable};

pub(crate) use record::Kept;
pub(crate) use table::{
    add, events, for_guide, happened, insert, of_file, of_holder, replace, revoke, stored,
};

use motcua_store::Migration;

/// The tables of results.
pub(crate) fn migrations() -> Vec<Migration> {
    let mut all = table::MIGRATIONS.to_vec();
    all.extend(import::MIGRATIONS);
    all.extend(sealing::MIGRATIONS);
    all
}
