//! What the office lays over the bundled catalogue: procedures it wrote or changed, in versions that
//! are never altered, and official records it imported.

mod edit;
mod layer;
mod table;
mod version;

pub use edit::{NewProcedureDraft, ProcedureDraft};
pub use layer::LayerRow;
pub use version::{Approval, LeadTime, OfficeVersion};

pub(crate) use table::MIGRATIONS;
