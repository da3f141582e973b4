//! Local time to the minute, `2026-08-26T09:00`: as the command line, the window and the papers write it.
//!
//! Use on a field as `#[serde(with = "motcua_calendar::minute")]`.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

const SHAPE: &str = "%Y-%m-%dT%H:%M";

/// Reads `2026-08-26T09:00`; seconds may follow and are dropped. Years 0001 to 9999.
pub fn parse(text: &str) -> Result<NaiveDateTime> {
    let text = text.trim();
    let read = match text.len() {
        16 => NaiveDateTime::parse_from_str(text, SHAPE).ok(),
        19 => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok(),
        _ => None,
    };
    read.filter(|moment| (1..=9999).contains(&moment.year())).map(floor).ok_or_else(|| {
        Fault::new(
            Code::BadDate,
            format!(
                "Không hiểu thời điểm “{}”. Viết năm-tháng-ngày, chữ T rồi giờ:phút, ví dụ 2026-10-14T09:20.",
                text.chars().take(40).collect::<String>()
            ),
        )
    })
}

/// Writes `2026-08-26T09:00`.
pub fn write(moment: NaiveDateTime) -> String {
    moment.format(SHAPE).to_string()
}

/// The whole minute: what the receipt shows is what counts, so 15:00:30 is still 15:00.
pub fn floor(moment: NaiveDateTime) -> NaiveDateTime {
    let time = moment.time();
    moment
        .date()
        .and_time(NaiveTime::from_hms_opt(time.hour(), time.minute(), 0).unwrap_or(time))
}

#[doc(hidden)]
pub fn serialize<S: Serializer>(moment: &NaiveDateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&write(*moment))
}

#[doc(hidden)]
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDateTime, D::Error> {
    parse(&String::deserialize(from)?).map_err(D::Error::custom)
}

/// The same for a moment that may be missing: `null`.
pub mod option {
    use super::{NaiveDateTime, parse, write};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[doc(hidden)]
    pub fn serialize<S: Serializer>(
        moment: &Option<NaiveDateTime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match moment {
            Some(moment) => to.serialize_str(&write(*moment)),
            None => to.serialize_none(),
        }
    }

    #[doc(hidden)]
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDateTime>, D::Error> {
        Option::<String>::deserialize(from)?
            .map(|text| parse(&text).map_err(D::Error::custom))
            .transpose()
    }
}
