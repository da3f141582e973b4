use crate::hours::clock;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How this office decides what the law leaves open (`DOMAIN` 7.4). The defaults are the project's;
/// an office that reads the law otherwise changes the one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// A1: the moment of the last day at which a limit in days ends.
    pub day_ends: DayEnd,
    /// A2: the last minute that is not yet "after 15:00".
    #[serde(with = "clock")]
    #[ts(type = "string")]
    pub same_day_until: NaiveTime,
    /// A3: does a receipt after [`Rules::same_day_until`] cost a limit in days one day?
    pub afternoon_loses_a_day: bool,
    /// A4: what arrives outside hours counts as received at the next opening; else on its own date.
    pub outside_hours_waits_for_opening: bool,
    /// A6: a clock limit that ends on a working day outside hours keeps its time; else the next opening.
    pub clock_end_outside_hours_stays: bool,
    /// A8: the day on which form 02 is issued is used up.
    pub issue_day_is_used: bool,
    /// A8: the rest of a stopped limit runs from the day after completion; else from that day.
    pub rest_starts_next_day: bool,
    /// A9: working days by which certification may be prolonged, from the normal due day.
    pub longest_extension: u32,
    /// A10: working days before the due day by whose closing time the apology is due.
    pub apology_days_before: u32,
}

/// The moment at which a day that ends a limit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayEnd {
    /// Closing time of the counter.
    Closing,
    /// 24:00 as in BLDS 2015 Đ148, shown as 23:59.
    Midnight,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            day_ends: DayEnd::Closing,
            same_day_until: NaiveTime::from_hms_opt(15, 0, 0).unwrap_or_default(),
            afternoon_loses_a_day: false,
            outside_hours_waits_for_opening: true,
            clock_end_outside_hours_stays: true,
            issue_day_is_used: true,
            rest_starts_next_day: true,
            longest_extension: 2,
            apology_days_before: 1,
        }
    }
}
