//! The one place that reads the clock.

use chrono::{NaiveDateTime, TimeDelta, Utc};

/// Việt Nam is seven hours ahead of UTC all year round, whatever the PC's time zone says.
const AHEAD: TimeDelta = TimeDelta::hours(7);

/// Local time of the counter.
pub fn now() -> NaiveDateTime {
    (Utc::now() + AHEAD).naive_utc()
}
