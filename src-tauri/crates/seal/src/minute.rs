//! Times of the seal: local (Asia/Ho_Chi_Minh), whole minutes, `YYYY-MM-DDTHH:MM` in JSON.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

const SHAPE: &str = "%Y-%m-%dT%H:%M";

/// Minutes since 01/01/2020 00:00; seconds are dropped.
pub(crate) fn count(at: NaiveDateTime) -> i64 {
    (at - epoch()).num_seconds().div_euclid(60)
}

/// The time that many minutes after 01/01/2020 00:00, if the calendar reaches there.
pub(crate) fn at(minutes: i64) -> Option<NaiveDateTime> {
    epoch().checked_add_signed(TimeDelta::try_minutes(minutes)?)
}

/// The same time without its seconds.
pub(crate) fn whole(time: NaiveDateTime) -> NaiveDateTime {
    at(count(time)).unwrap_or(time)
}

/// As a clerk reads it: `08 giờ 30 ngày 14/10/2026`.
pub(crate) fn shown(time: NaiveDateTime) -> String {
    time.format("%H giờ %M ngày %d/%m/%Y").to_string()
}

fn epoch() -> NaiveDateTime {
    // Both parts are constants that exist; the fallback is never reached.
    NaiveDate::from_ymd_opt(2020, 1, 1)
        .unwrap_or_default()
        .and_time(chrono::NaiveTime::MIN)
}

pub(crate) mod json {
    use super::SHAPE;
    use chrono::NaiveDateTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(time: &NaiveDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&time.format(SHAPE))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<NaiveDateTime, D::Error> {
        let text = String::deserialize(from)?;
        NaiveDateTime::parse_from_str(&text, SHAPE).map_err(D::Error::custom)
    }
}

pub(crate) mod json_option {
    use super::SHAPE;
    use chrono::NaiveDateTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        time: &Option<NaiveDateTime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => to.collect_str(&time.format(SHAPE)),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDateTime>, D::Error> {
        Option::<String>::deserialize(from)?
            .map(|text| NaiveDateTime::parse_from_str(&text, SHAPE).map_err(D::Error::custom))
            .transpose()
    }
}
