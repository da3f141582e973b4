//! The right procedure from whatever a citizen says or a clerk types.
//!
//! [`Synonyms`] are data (`data/synonyms.toml`); [`Finder`] is built once from the list of procedures
//! and answers each keystroke; [`answer`] recognises questions. Pure: no clock, no I/O, and the same
//! input always gives the same order.

pub mod answer;
mod because;
mod code;
mod cut;
mod favour;
mod finder;
mod index;
mod lexicon;
mod phrase;
mod profile;
mod rank;
mod reading;
mod rough;
mod saying;
mod slip;
mod synonyms;
mod terms;
mod words;

pub use finder::Finder;
pub use phrase::Private;
pub use synonyms::{Called, FILE, Same, Sort, Synonyms};

use crate::model::Kind;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// How often this counter chose each procedure code. May be empty.
pub type Usage = BTreeMap<String, u32>;

/// A procedure found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Hit {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// What it does.
    pub kind: Kind,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// Higher is better; comparable only within one answer. About 1 for the very title.
    pub score: f64,
    /// Why it was found, in Vietnamese, for the clerk: goes on after *vì*.
    pub because: String,
    /// Found by a name of its own, and not by some words of its title.
    pub named: bool,
}
