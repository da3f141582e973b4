//! What the office lays over the bundled catalogue: procedures it wrote or changed, in versions that
//! are never altered, and official records it imported.

mod dismiss;
mod edit;
mod import;
mod layer;
mod table;
mod version;

pub use edit::{NewProcedureDraft, ProcedureDraft};
pub use import::{
    BatchCounts, Beside, ImportedState, ImportedView, RecordBatch, RecordImport, RejectedRecord,
};
pub use layer::LayerRow;
pub use version::{Approval, LeadTime, OfficeVersion};

pub(crate) use table::MIGRATIONS;
