//! What the office lays over the bundled catalogue: procedures it wrote or changed, in versions that
//! are never altered, and official records it imported.

mod dismiss;
mod edit;
mod import;
mod layer;
mod report;
mod stage;
mod table;
mod version;

pub use edit::{NewProcedureDraft, ProcedureDraft};
pub use import::Beside;
pub use layer::LayerRow;
pub use report::{
    BatchCounts, ImportedState, ImportedView, RecordBatch, RecordImport, RejectedRecord,
};
pub use version::{Approval, LeadTime, OfficeVersion};

pub(crate) use table::MIGRATIONS;
