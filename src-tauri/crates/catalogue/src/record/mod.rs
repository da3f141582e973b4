//! The official record of a procedure, as published: read from a line of JSON, cleaned of what is known
//! to be dirty in it, merged with what was known before, and put beside what is authored.
//!
//! Nothing in it is taken for a question, a checkbox or an amount: it is material, and facts a clerk
//! may look up.

mod compare;
mod facts;
mod line;
mod merge;
mod parse;
mod write;

pub use compare::compare;
pub use line::{LONGEST_LINE, Line, Lines};
pub use parse::{Rejected, parse};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

fn is_false(value: &bool) -> bool {
    !value
}

/// A record, cleaned. What is not known is `None` or empty; that never means “nothing is required”,
/// “free” or “no limit”.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "OfficialRecord")]
pub struct Record {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Fields of administration, the first one leads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Who announced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promulgated_by: Option<String>,
    /// Number of the announcing decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Levels of administration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// Executing bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
    /// Who may file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// How sure it is that a commune handles it: `core`, `likely`, `doubtful`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevance: Option<String>,
    /// State on the portal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// `STANDARD`, `SPECIFIC` (local), `STANDARD_INTERNAL` (between agencies).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Ways of filing with time and fee.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// Requirements and remarks, in source order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// The official sequence of steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<String>,
    /// Conditions for granting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<String>,
    /// Names of the results.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<String>,
    /// Numbers of the legal texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Competent authority as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Papers that databases replace (NQ 66.7/2025).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<String>,
    /// Page on the national portal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How old the data are, as the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// A way of filing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "OfficialMethod")]
pub struct Method {
    /// `counter`, `online`, `post`; another word as published.
    pub channel: String,
    /// Number of the time limit; `None`: not entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Its unit as published: `working_day`, `day`, `hour`, `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What a processing case says of it: number and unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<(u32, String)>,
    /// The page says that it is free of charge, and no remark takes it back.
    #[serde(skip_serializing_if = "is_false")]
    pub free: bool,
    /// The provincial council sets the fee.
    #[serde(skip_serializing_if = "is_false")]
    pub set_by_province: bool,
    /// Amounts in đồng that may be right: none cut short, none of missions abroad.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(type = "number[]")]
    pub amounts: Vec<i64>,
    /// The published amount cannot be right.
    #[serde(skip_serializing_if = "is_false")]
    pub cut_short: bool,
    /// The published remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Time and fee were printed glued together: neither is sure.
    #[serde(skip_serializing_if = "is_false")]
    pub unsure: bool,
}

/// A requirement or a remark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "OfficialComponent")]
pub struct Component {
    /// Heading it stood under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What is required.
    pub text: String,
    /// Originals.
    pub original: u32,
    /// Copies.
    pub copy: u32,
    /// A heading, remark or instruction: not a paper.
    #[serde(skip_serializing_if = "is_false")]
    pub note: bool,
    /// National code of the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Record {
    /// The first field of administration; empty where none is known.
    pub fn field(&self) -> &str {
        self.fields.first().map_or("", String::as_str)
    }

    /// Whether requirements are known at all.
    pub fn is_detailed(&self) -> bool {
        !self.components.is_empty()
    }
}
