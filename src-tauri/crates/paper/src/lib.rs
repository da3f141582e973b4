//! Official forms as PDF, the QR drawn and read back, fonts, the printer's queue

mod forms;
mod layout;
mod pdf;
pub mod printer;
pub mod qr;
pub mod scan;
pub mod scanned;

pub use forms::{
    Applicant, ApplicantKind, Appointment, BringItem, FeeDue, GuidanceSlip, LookedUp, MissingItem,
    Office, Paper, PaperForm, Principal, PrintedField, Receipt, RefusalSlip, Rendered, ResultCopy,
    SubmittedPaper, SupplementSlip, printed_fields, render,
};
