//! The counter's desk: one data folder, and what a clerk does there.
//!
//! The window and the command line both stand on this; neither does anything the other cannot.
//! No rules of law here: it opens, calls one room after the other, and keeps the order that
//! matters, the record first and paper after it.

mod demo;
mod desk;
mod editing;
mod entering;
mod exporting;
mod form;
mod ground;
mod importing;
mod layer;
mod reference;
mod result;
mod shelf;
mod slip;
mod table;
mod update;
mod versions;
mod view;

pub use demo::demo;
pub use desk::Desk;
pub use editing::{DraftFinding, ProcedureDraftView};
pub use entering::{ImportProgress, ScanView, Scans};
pub use exporting::{Exported, RejectedFile, Taken, is_authored};
pub use form::{
    EditBegin, EditFacts, EditLists, EditView, FindingAt, NamedId, SharedFee, read as read_form,
};
pub use importing::RecordProgress;
pub use reference::{Case, HitView, ProcedureView, Reference, fee_in_words};
pub use result::{HolderRead, TakeSealed};
pub use table::begin_tables;
pub use update::{ProcedureLine, UpdateDifference, UpdateShown};
pub use versions::VersionView;
pub use view::{
    DossierView, OfficeChange, OfficeState, Outcome, PrintedPaper, SealedResultView, SealedView,
    SetUp, SubmittedView, UnitView, VerdictView,
};
