//! Digitised results and papers of persons and organisations: kept once, found at once, used again.

mod archive;
mod record;
mod table;

pub use archive::{Archive, FileRef};
pub use record::{FiveTests, NewResult, ResultEvent, ResultView};

pub(crate) use record::Kept;
pub(crate) use table::{
    MIGRATIONS, add, events, for_guide, happened, of_holder, revoke, seal, stored,
};
