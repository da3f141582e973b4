//! How limits and moments are written, and that what is not so written is refused.

#![allow(clippy::unwrap_used)] // a test that cannot build its input should stop

use motcua_calendar::{Limit, Span, Unit, minute};
use motcua_fault::Code;
use proptest::prelude::*;

#[test]
fn limits_are_refused_when_they_are_not_so_written() {
    for text in [
        "",
        "same day",
        "3",
        "working_day",
        "0 day",
        "-1 day",
        "+3 day",
        "3.5 day",
        "3 days",
        "3 Day",
        "3 day +",
        "+ 3 day",
        "3 day 4 day",
        "3661 day",
        "99999999999 day",
        "same_day + 1 day",
        "３ day",
    ] {
        assert_eq!(
            text.parse::<Limit>().unwrap_err().code,
            Code::BadLimit,
            "{text}"
        );
    }
    let sum: Limit = " 10 day+15   day + 5 working_day ".parse().unwrap();
    assert_eq!(sum.to_string(), "10 day + 15 day + 5 working_day");
}

#[test]
fn moments_are_refused_when_they_are_not_so_written() {
    for text in [
        "",
        "2026-08-26",
        "26/08/2026 09:00",
        "2026-08-26 09:00",
        "2026-08-26T9:00",
        "2026-02-29T09:00",
        "2026-08-26T24:00",
        "2026-08-26T09:00Z",
        "+12026-08-26T09:00",
        "0000-08-26T09:00",
        "2026-08-26T09:60",
    ] {
        assert_eq!(
            minute::parse(text).unwrap_err().code,
            Code::BadDate,
            "{text}"
        );
    }
    assert_eq!(
        minute::write(minute::parse("2026-08-26T15:00:59").unwrap()),
        "2026-08-26T15:00",
        "seconds are dropped"
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        spans in proptest::collection::vec((1..=3_660_u32, 0..4_usize), 1..5), minutes in 0..4_000_000_i64, text in "\\PC*",
    ) {
        let units = [Unit::WorkingDay, Unit::Day, Unit::WorkingHour, Unit::Hour];
        let limit = Limit::Spans(spans.into_iter().map(|(count, unit)| Span { count, unit: units[unit] }).collect());
        prop_assert_eq!(limit.to_string().parse::<Limit>().unwrap(), limit);
        let moment = minute::parse("2020-01-01T00:00").unwrap() + chrono::TimeDelta::minutes(minutes);
        prop_assert_eq!(minute::parse(&minute::write(moment)).unwrap(), moment);
        let _ = text.parse::<Limit>();
        let _ = minute::parse(&text);
    }
}
