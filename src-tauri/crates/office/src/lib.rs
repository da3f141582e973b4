//! People, dossiers and their events, numbering, clerks, half-done guides.
//!
//! [`Office`] is the only door to the office's file. A dossier is its events, appended and never
//! changed; its present state is a projection kept in the same transaction.

mod ahead;
mod check;
mod delay;
mod dossier;
mod draft;
mod event;
mod filing;
mod finish;
mod keys;
mod known;
mod link;
mod list;
mod namesake;
mod number;
mod office;
mod person;
mod receive;
mod reception;
mod result;
mod setting;
mod source;
mod state;

pub use check::CheckFault;
pub use delay::Delay;
pub use dossier::{
    Dossier, DossierEvent, DossierNow, DossierRow, Made, OutcomeKind, PaperRow, Units, Urgency,
};
pub use draft::{Draft, DraftBody};
pub use filing::{Filing, OnRecord};
pub use finish::{Finished, ProducedView};
pub use keys::Keys;
pub use known::{KnownField, KnownOrganisation, KnownPerson, PersonView};
pub use link::LinkEvent;
pub use list::{DossierQuery, Waiting};
pub use namesake::Namesake;
pub use number::MOST_COUNTERS;
pub use office::{Office, schema};
pub use person::{
    CardRead, Organisation, Person, PersonCheck, Principal, Remark, canonical_number, read_card,
};
pub use reception::{Decision, Did, Reception, Refuse, ReturnAt};
pub use result::{
    Archive, ClerkShare, Components, FileRef, FiveTests, HandOver, ImportBatch, ImportLine,
    ImportReport, LineRemark, NamedField, NewResult, Rate, RejectedLine, ResultEvent, ResultView,
    ReuseMeasure, SameDay, SealRead, Sealable, Times,
};
pub use setting::Settings;
pub use source::{NewLookUp, Outage, SourceView};
pub use state::State;
