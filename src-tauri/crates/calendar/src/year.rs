use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a day is not what its weekday says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Public holiday (BLLĐ 2019 Đ112).
    Holiday,
    /// Off in place of a holiday on a weekly day off (BLLĐ 2019 Đ111 k3).
    InLieu,
    /// Working day off, exchanged for a worked Saturday.
    SwappedOff,
    /// The announced Tết period, weekends included.
    Tet,
    /// The expected Tết period, not yet announced.
    TetExpected,
    /// Weekly day off that is worked in exchange.
    MakeUp,
}

impl DayKind {
    /// Whether the counter works on such a day.
    pub fn works(self) -> bool {
        self == DayKind::MakeUp
    }
}

/// How far an entry can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Seen in a published source, or confirmed by the office.
    Published,
    /// Known, to be confirmed by the office.
    ToConfirm,
    /// Computed from the law or the lunar calendar.
    Computed,
}

/// One day that is not what its weekday says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayEntry {
    /// The day.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// What it is.
    pub kind: DayKind,
    /// What a clerk reads.
    pub name: String,
    /// How sure it is.
    pub certain: Certainty,
    /// Remark, mostly empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The table of one year, `data/calendar/<year>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Whether the year is announced as a whole. If not, due dates that rest on it are provisional (A16).
    pub confirmed: bool,
    /// Legal texts.
    #[serde(default)]
    pub basis: Vec<String>,
    /// The days, in any order, each once.
    #[serde(default, rename = "day")]
    pub days: Vec<DayEntry>,
}

/// A date as TOML's own (`2026-01-01`) or as a string, which JSON and a database give.
fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(NaiveDate),
        Toml(toml::value::Datetime),
    }
    match Written::deserialize(from)? {
        Written::Text(date) => Ok(date),
        Written::Toml(date) => date.to_string().parse().map_err(serde::de::Error::custom),
    }
}
