//! What came of an import of official records, as it is shown.

use chrono::NaiveDateTime;
use motcua_calendar::minute;
use motcua_catalogue::{difference::ProcedureDiff, record::Record};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A line that went nowhere but here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RejectedRecord {
    /// Its number in the file.
    #[ts(type = "number")]
    pub line: u64,
    /// The procedure code as far as it could be read.
    pub code: Option<String>,
    /// Why, in words.
    pub why: String,
}

/// What came of an import, or would.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct RecordImport {
    /// Lines that are not empty.
    #[ts(type = "number")]
    pub read: u64,
    /// New here.
    #[ts(type = "number")]
    pub imported: u64,
    /// Known here, and other than before.
    #[ts(type = "number")]
    pub updated: u64,
    /// Nothing in it was new.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Differs from an authored entry: kept beside it to look at.
    #[ts(type = "number")]
    pub offered: u64,
    /// Lines that went nowhere.
    pub rejected: Vec<RejectedRecord>,
    /// Further bad lines, beyond those shown.
    #[ts(type = "number")]
    pub rejected_more: u64,
    /// Codes that differ from an authored entry.
    pub differs: Vec<String>,
    /// What would be otherwise, where nothing was to be written: the first few hundred procedures.
    pub changes: Vec<ProcedureDiff>,
    /// Under which it can be taken back; none when nothing went in.
    pub batch: Option<String>,
    /// Nothing was written, as was asked.
    pub dry_run: bool,
    /// Stopped half-way: nothing was written.
    pub cancelled: bool,
}

/// An import that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordBatch {
    /// Its id.
    pub batch: String,
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// Who.
    pub by: String,
    /// Name of the file.
    pub file: String,
    /// How many lines of each sort.
    pub counts: BatchCounts,
    /// When it was taken back.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub undone_at: Option<NaiveDateTime>,
    /// Who took it back.
    pub undone_by: Option<String>,
}

/// How many lines of each sort an import had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RecordBatchCounts")]
pub struct BatchCounts {
    /// New here.
    #[ts(type = "number")]
    pub imported: u64,
    /// Other than before.
    #[ts(type = "number")]
    pub updated: u64,
    /// Nothing new.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Beside an authored entry.
    #[ts(type = "number")]
    pub offered: u64,
    /// Went nowhere.
    #[ts(type = "number")]
    pub rejected: u64,
}

/// An imported record as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportedView {
    /// The record.
    pub record: Record,
    /// What became of it.
    pub state: ImportedState,
    /// When it came in or changed last.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// Name of the file it came from.
    pub file: String,
}

/// What became of an imported record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportedState {
    /// It stands in the list: nothing else is known of the procedure.
    Listed,
    /// It says the same as the entry that is authored.
    Same,
    /// It says otherwise than the entry that is authored.
    Offered,
    /// It stands in place of the bundled entry, which was only listed.
    Taken,
}

impl ImportedState {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Same => "same",
            Self::Offered => "offered",
            Self::Taken => "taken",
        }
    }

    pub(super) fn of(word: &str) -> Self {
        match word {
            "same" => Self::Same,
            "offered" => Self::Offered,
            "taken" => Self::Taken,
            _ => Self::Listed,
        }
    }
}
