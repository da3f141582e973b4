//! What the checker finds, with file and line.

use serde::Serialize;
use std::fmt;
use ts_rs::TS;

/// The rule that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rule {
    /// Not TOML, an unknown or missing key, a wrong type.
    Syntax,
    /// Text that is not in composed Unicode.
    NotNfc,
    /// A code, id or file name of the wrong form or in the wrong place.
    BadCode,
    /// The official title differs.
    Title,
    /// The same id twice.
    Duplicate,
    /// An id of a question, option, evidence or source that does not exist.
    UnknownId,
    /// A question that depends on itself or on a later one.
    Order,
    /// A question, option, requirement or alternative that no case ever reaches.
    Unreachable,
    /// Conditions that contradict each other.
    Contradiction,
    /// A requirement without legal basis.
    BasisMissing,
    /// No time limit for some case.
    LimitMissing,
    /// No fee row, not even a free one.
    FeeMissing,
    /// A fee row without dates or with impossible amounts.
    BadFee,
    /// An official component neither mapped nor named under `not_asked`.
    Unaccounted,
    /// An official key that the official record does not have.
    UnknownOfficial,
    /// The same paper under two ids.
    SameEvidence,
    /// An evidence type that nothing uses.
    Unused,
    /// Plain words too long.
    TooLong,
    /// Dates that cannot be.
    BadDates,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Path below `data/`.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong and, where it helps, what would be right; Vietnamese.
    pub message: String,
}

impl Finding {
    /// A finding at a place.
    pub fn new(rule: Rule, file: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            rule,
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
