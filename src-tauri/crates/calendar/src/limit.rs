use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What a time limit counts (BLDS 2015 Đ147–148; `DOMAIN` 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Working days, the day of receipt not counted.
    WorkingDay,
    /// Calendar days, the day of receipt not counted.
    Day,
    /// Hours inside opening hours, from the moment of receipt.
    WorkingHour,
    /// Clock hours, from the moment of receipt.
    Hour,
}

impl Unit {
    const ALL: [(Unit, &'static str); 4] = [
        (Unit::WorkingDay, "working_day"),
        (Unit::Day, "day"),
        (Unit::WorkingHour, "working_hour"),
        (Unit::Hour, "hour"),
    ];

    /// The word used in data and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::WorkingDay => "working_day",
            Unit::Day => "day",
            Unit::WorkingHour => "working_hour",
            Unit::Hour => "hour",
        }
    }
}

/// So many of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// At least 1.
    pub count: u32,
    /// What is counted.
    pub unit: Unit,
}

/// A time limit as the law or the catalogue states it.
///
/// Written `same_day`, `3 working_day`, or a sum counted step by step, `10 day + 15 day + 5 day`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Limit {
    /// Returned the same day when received no later than 15:00.
    SameDay,
    /// One or more spans, each counted from the end of the one before it.
    Spans(Vec<Span>),
}

/// Ten years: anything longer is a slip of the key.
const MOST: u32 = 3_660;

impl FromStr for Limit {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self> {
        let bad = || {
            Fault::new(
                Code::BadLimit,
                format!(
                    "Không hiểu thời hạn “{}”. Viết “same_day” hoặc số và đơn vị, ví dụ “3 working_day” \
                     (đơn vị: working_day, day, working_hour, hour).",
                    text.chars().take(60).collect::<String>()
                ),
            )
        };
        if text.trim() == "same_day" {
            return Ok(Limit::SameDay);
        }
        let spans = text
            .split('+')
            .map(|part| {
                let mut words = part.split_whitespace();
                let (Some(count), Some(unit), None) = (words.next(), words.next(), words.next())
                else {
                    return Err(bad());
                };
                if !count.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(bad());
                }
                let count: u32 = count.parse().map_err(|_| bad())?;
                let unit = Unit::ALL
                    .iter()
                    .find(|(_, name)| *name == unit)
                    .map(|(unit, _)| *unit)
                    .ok_or_else(bad)?;
                if count == 0 || count > MOST {
                    return Err(bad());
                }
                Ok(Span { count, unit })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Limit::Spans(spans))
    }
}

impl TryFrom<String> for Limit {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> Self {
        limit.to_string()
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::SameDay => f.write_str("same_day"),
            Limit::Spans(spans) => {
                for (i, span) in spans.iter().enumerate() {
                    if i > 0 {
                        f.write_str(" + ")?;
                    }
                    write!(f, "{} {}", span.count, span.unit.as_str())?;
                }
                Ok(())
            }
        }
    }
}
