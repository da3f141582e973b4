//! What a procedure brings beside itself: its own fees, and why it ended.

use super::read;
use crate::{
    fee::Per,
    model::{Channel, When},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a procedure is over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct EndedForm {
    /// The text that ended it.
    pub by: String,
    /// Codes of the procedures that take its place.
    #[serde(deserialize_with = "read::texts")]
    pub successors: Vec<String>,
}

/// A fee row of the procedure's own: one of amount, range and pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct FeeForm {
    /// Unique over all tables.
    pub id: String,
    /// As printed.
    pub name: String,
    /// Whole đồng.
    pub amount: Option<i64>,
    /// A span in whole đồng.
    pub range: Option<[i64; 2]>,
    /// By pages of the original.
    pub pages: Option<PagesForm>,
    /// For what.
    pub per: Per,
    /// Charged only for what is asked for beside the main result.
    pub on_request: bool,
    /// Ways of filing; all when empty.
    pub channels: Vec<Channel>,
    /// Cases of the procedure.
    #[ts(type = "Record<string, string[]>[]")]
    pub when: When,
    /// Exemption ids.
    pub exempt: Vec<String>,
    /// Legal text.
    pub basis: String,
    /// First day, `YYYY-MM-DD`; the procedure's own when empty.
    #[serde(deserialize_with = "read::day")]
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    #[serde(deserialize_with = "read::day")]
    pub to: String,
    /// The amount still has to be confirmed by the office.
    pub to_confirm: bool,
}

impl Default for FeeForm {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            amount: None,
            range: None,
            pages: None,
            per: Per::Case,
            on_request: false,
            channels: Vec::new(),
            when: When::default(),
            exempt: Vec::new(),
            basis: String::new(),
            from: String::new(),
            to: String::new(),
            to_confirm: false,
        }
    }
}

/// A price by pages of the original, for each copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PagesForm {
    /// How many pages at the first price.
    pub first: u32,
    /// Price of each of them.
    pub first_amount: i64,
    /// Price of each further page.
    pub next_amount: i64,
    /// At most so much for a copy.
    pub cap: i64,
}
