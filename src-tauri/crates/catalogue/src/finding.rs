//! What the checker finds, with file and line.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// The rule that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
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
    /// A legal basis that is no longer in force.
    BasisExpired,
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
    /// A marked place that somebody still has to fill in.
    ToDo,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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

/// Where a line stands in an authored text: what an editor must point at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Spot {
    /// `question`, `requirement`, `plain` …; empty: the head of the file.
    pub section: String,
    /// Which of the sections of that name, from 0.
    pub index: u32,
    /// The key on the line; empty where it is the section's first line.
    pub key: String,
}

impl Spot {
    /// The place of a line, from 1.
    pub fn of(text: &str, line: usize) -> Self {
        let mut spot = Self::default();
        let mut seen = std::collections::BTreeMap::<&str, u32>::new();
        for (at, said) in text.lines().enumerate().take(line.max(1)) {
            let said = said.trim();
            if let Some(section) = said
                .strip_prefix("[[")
                .and_then(|rest| rest.split("]]").next())
                .or_else(|| {
                    said.strip_prefix('[')
                        .and_then(|rest| rest.split(']').next())
                })
                .map(str::trim)
                .filter(|section| section.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
                .filter(|section| !section.is_empty())
            {
                let count = seen.entry(section).or_default();
                spot = Self {
                    section: section.to_owned(),
                    index: *count,
                    key: String::new(),
                };
                *count += 1;
            } else if at + 1 == line {
                let key = said.split('=').next().unwrap_or_default().trim();
                if said.contains('=') && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                    key.clone_into(&mut spot.key);
                }
            }
        }
        spot
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
