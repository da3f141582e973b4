use crate::{calendar::Calendar, limit::Limit, minute, walk::Walk};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_fault::Result;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When a result is promised, and how that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Due {
    /// The promise, `YYYY-MM-DDTHH:MM` local time.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub due: NaiveDateTime,
    /// The working, one line a day, in order, each day once. Limits in days: from the day after receipt to the
    /// due day. Limits in hours and same-day ones: from the day of receipt.
    pub counted: Vec<CountedDay>,
    /// Rests on a day or year that is not officially known yet (A16): print "dự kiến".
    pub provisional: bool,
    /// Remarks a clerk should read, Vietnamese.
    pub notes: Vec<String>,
    /// The moment at which it counts as received (A4).
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub received_as: NaiveDateTime,
}

/// One line of the working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CountedDay {
    /// The day.
    pub date: NaiveDate,
    /// Whether it uses up a part of the limit.
    pub counts: bool,
    /// Why, in Vietnamese.
    pub why: String,
}

/// The due date of `limit` for something that arrives at `received`, local time (`DOMAIN` 7.3, Q1–Q8).
///
/// Fails with `BAD_DATE` when a year outside 1–9999 is touched.
pub fn due(calendar: &Calendar, received: NaiveDateTime, limit: &Limit) -> Result<Due> {
    let mut walk = Walk::receive(calendar, received, limit)?;
    walk.all(limit)?;
    Ok(walk.finish())
}
