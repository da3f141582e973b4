//! A case and what is on hand to the checklist, the due date and the fee.
//!
//! Pure: the procedure, the calendar, the fee rows and the moment are arguments. Answers are
//! normalised first, so that no answer ever leaves a contradiction behind.

mod answers;
mod checklist;
mod fee;
mod judge;
mod reuse;
mod source;
mod spot;
mod words;

pub use answers::{normalise, unknown_answer};
pub use checklist::{
    Checklist, ChoiceView, ExemptionView, Known, LawfulView, OnHand, PaperView, QuestionView,
    RefusalView, RequirementView, ReuseView, checklist,
};
pub use fee::{Fee, FeeLine, Quantities, fee};
pub use judge::{Judgement, MissingItem, Reused, Submitted, judge};
pub use reuse::{HolderOf, Seeker, Standing, StoredResult, ended, proposals};
pub use source::{Found, LookUp, Reach, SourceNow, SourceStateView, in_words as source_in_words};
pub use spot::{SpotView, on_the_spot};
pub use words::limit_in_words;
