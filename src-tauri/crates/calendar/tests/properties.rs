//! What holds for every calendar, moment and limit, and a plain second opinion.

#![allow(clippy::unwrap_used)] // a test that cannot build its input should stop

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use motcua_calendar::{
    Calendar, CalendarYear, Certainty, DayEnd, DayEntry, DayKind, Limit, OfficeHours, Overrides,
    Rules, Session, due, resume,
};
use motcua_fault::Code;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(date: NaiveDate, kind: DayKind) -> DayEntry {
    DayEntry {
        date,
        kind,
        name: "Ngày thử".into(),
        certain: Certainty::Published,
        note: String::new(),
    }
}

/// 2026 and 2027 with random days off and random worked weekend days.
fn calendars() -> impl Strategy<Value = BTreeMap<NaiveDate, DayKind>> {
    proptest::collection::btree_map(0..730_i64, any::<bool>(), 0..80).prop_map(|days| {
        days.into_iter()
            .map(|(offset, off)| {
                let date = day("2026-01-01") + TimeDelta::days(offset);
                let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
                (
                    date,
                    if off || !weekend {
                        DayKind::Holiday
                    } else {
                        DayKind::MakeUp
                    },
                )
            })
            .collect()
    })
}

fn build(days: &BTreeMap<NaiveDate, DayKind>) -> Calendar {
    let years: Vec<CalendarYear> = [2026, 2027]
        .map(|year| CalendarYear {
            year,
            confirmed: true,
            basis: vec![],
            days: days
                .iter()
                .filter(|(date, _)| date.year() == year)
                .map(|(d, k)| entry(*d, *k))
                .collect(),
        })
        .to_vec();
    Calendar::from_years(&years).unwrap()
}

fn moments() -> impl Strategy<Value = NaiveDateTime> {
    (0..300_i64, 0..1440_i64).prop_map(|(d, m)| {
        day("2026-01-01").and_time(NaiveTime::MIN) + TimeDelta::days(d) + TimeDelta::minutes(m)
    })
}

fn limit(count: u32, unit: &str) -> Limit {
    format!("{count} {unit}").parse().unwrap()
}

/// The rules again, minute by minute and day by day, sharing nothing with the crate but the table.
mod plain {
    use super::*;

    pub fn works(days: &BTreeMap<NaiveDate, DayKind>, date: NaiveDate) -> bool {
        match days.get(&date) {
            Some(DayKind::MakeUp) => true,
            Some(_) => false,
            None => date.weekday().number_from_monday() <= 5,
        }
    }

    fn open(time: NaiveTime) -> bool {
        let m = minutes(time);
        (450..690).contains(&m) || (780..1020).contains(&m)
    }

    fn minutes(time: NaiveTime) -> i64 {
        (time - NaiveTime::MIN).num_minutes()
    }

    pub fn due(
        days: &BTreeMap<NaiveDate, DayKind>,
        mut at: NaiveDateTime,
        count: i64,
        unit: &str,
    ) -> NaiveDateTime {
        let minute = TimeDelta::minutes(1);
        let counts = |at: NaiveDateTime| {
            works(days, at.date()) && (450..=1020).contains(&minutes(at.time()))
        };
        let closing = |date: NaiveDate| date.and_hms_opt(17, 0, 0).unwrap();
        let moved = |mut date: NaiveDate| {
            while !works(days, date) {
                date += TimeDelta::days(1);
            }
            closing(date)
        };
        if unit != "hour" {
            while !counts(at) {
                at += minute;
            }
        }
        match unit {
            "same_day" if minutes(at.time()) <= 900 => closing(at.date()),
            "same_day" => moved(at.date() + TimeDelta::days(1)),
            "day" => moved(at.date() + TimeDelta::days(count)),
            "working_day" => {
                let (mut date, mut left) = (at.date(), count);
                while left > 0 {
                    date += TimeDelta::days(1);
                    left -= i64::from(works(days, date));
                }
                closing(date)
            }
            "working_hour" => {
                let mut left = count * 60;
                while left > 0 {
                    left -= i64::from(works(days, at.date()) && open(at.time()));
                    at += minute;
                }
                at
            }
            "hour" => {
                let end = at + TimeDelta::hours(count);
                if works(days, end.date()) {
                    end
                } else {
                    moved(end.date())
                }
            }
            other => panic!("{other}"),
        }
    }
}

const UNITS: [&str; 4] = ["working_day", "day", "working_hour", "hour"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_plain_second_opinion_agrees(days in calendars(), at in moments(), count in 1..60_u32) {
        let calendar = build(&days);
        for unit in UNITS {
            let found = due(&calendar, at, &limit(count, unit)).unwrap();
            prop_assert_eq!(found.due, plain::due(&days, at, count.into(), unit), "{} {}", count, unit);
        }
        prop_assert_eq!(due(&calendar, at, &Limit::SameDay).unwrap().due, plain::due(&days, at, 0, "same_day"));
    }

    #[test]
    fn due_is_after_receipt_in_opening_time_and_the_working_adds_up(
        days in calendars(), at in moments(), count in 1..90_u32,
    ) {
        let calendar = build(&days);
        for unit in UNITS {
            let found = due(&calendar, at, &limit(count, unit)).unwrap();
            prop_assert!(found.due >= found.received_as && found.received_as >= at);
            prop_assert!(unit == "hour" || calendar.is_open(found.due), "{}: {}", unit, found.due);
            prop_assert!(calendar.is_working(found.due.date()));
            prop_assert!(found.counted.is_sorted_by(|a, b| a.date < b.date));
            prop_assert_eq!(found.counted.last().map(|day| day.date), Some(found.due.date()));
            let used = found.counted.iter().filter(|day| day.counts);
            if unit == "working_day" {
                prop_assert!(used.clone().all(|day| calendar.is_working(day.date)));
                let between = calendar.working_days_between(found.received_as.date(), found.due.date());
                prop_assert_eq!(between, count as usize);
            }
            if unit.ends_with("day") {
                prop_assert_eq!(used.count(), count as usize, "{}", unit);
            }
        }
        let same_day = due(&calendar, at, &Limit::SameDay).unwrap();
        prop_assert!(same_day.due >= at && calendar.is_open(same_day.due));
    }

    /// Not so for `hour`: an end on a Sunday moves to Monday 17:00, an end early on Monday stays (Q6, A6).
    #[test]
    fn later_receipt_or_a_longer_limit_is_never_due_earlier(
        days in calendars(), at in moments(), wait in 0..5_000_i64, count in 1..60_u32, more in 0..10_u32,
    ) {
        let calendar = build(&days);
        let later = at + TimeDelta::minutes(wait);
        for unit in &UNITS[..3] {
            let first = due(&calendar, at, &limit(count, unit)).unwrap().due;
            prop_assert!(due(&calendar, later, &limit(count, unit)).unwrap().due >= first, "{} later", unit);
            prop_assert!(due(&calendar, at, &limit(count + more, unit)).unwrap().due >= first, "{} longer", unit);
        }
        let first = due(&calendar, at, &Limit::SameDay).unwrap().due;
        prop_assert!(due(&calendar, later, &Limit::SameDay).unwrap().due >= first);
    }

    #[test]
    fn another_holiday_is_never_due_earlier(
        days in calendars(), at in moments(), count in 1..60_u32, extra in 0..400_i64,
    ) {
        let calendar = build(&days);
        let holiday = entry(day("2026-01-01") + TimeDelta::days(extra), DayKind::Holiday);
        let more = calendar.clone().with_overrides(&Overrides { days: vec![holiday], ..Overrides::default() }).unwrap();
        for limit in UNITS.map(|unit| limit(count, unit)).into_iter().chain([Limit::SameDay]) {
            prop_assert!(due(&more, at, &limit).unwrap().due >= due(&calendar, at, &limit).unwrap().due, "{}", limit);
        }
    }

    #[test]
    fn a_sum_is_its_steps_one_after_the_other(days in calendars(), at in moments(), a in 1..20_u32, b in 1..20_u32) {
        let calendar = build(&days);
        for (one, two) in [("day", "day"), ("working_day", "day"), ("day", "working_day"), ("working_hour", "working_day")] {
            let sum = due(&calendar, at, &format!("{a} {one} + {b} {two}").parse().unwrap()).unwrap();
            let first = due(&calendar, at, &limit(a, one)).unwrap();
            prop_assert_eq!(sum.due, due(&calendar, first.due, &limit(b, two)).unwrap().due, "{} + {}", one, two);
            prop_assert!(sum.counted.is_sorted_by(|a, b| a.date < b.date), "each day once");
        }
    }

    #[test]
    fn a_stop_never_brings_the_due_day_forward(
        days in calendars(), at in moments(), count in 1..30_u32, issued in 0..20_000_i64, waited in 0..20_000_i64,
    ) {
        let calendar = build(&days);
        let stop = (at + TimeDelta::minutes(issued), at + TimeDelta::minutes(issued + waited));
        for limit in UNITS[..3].iter().map(|unit| limit(count, unit)).chain([Limit::SameDay]) {
            let plain = due(&calendar, at, &limit).unwrap();
            let resumed = resume(&calendar, at, &limit, &[stop]).unwrap();
            prop_assert!(resumed.due >= plain.due || resumed.due.date() >= stop.1.date(), "{}", limit);
            prop_assert!(resumed.counted.is_sorted_by(|a, b| a.date < b.date), "{}: each day once", limit);
        }
    }

    /// Whatever the numbers, an answer or a fault, and no panic.
    #[test]
    fn no_moment_and_no_limit_panics(
        days in -96_000_000..96_000_000_i64, minute in 0..1440_u32, count in 1..3_660_u32, unit in 0..4_usize,
    ) {
        let date = day("2026-01-01").checked_add_signed(TimeDelta::days(days)).unwrap_or(NaiveDate::MAX);
        let at = date.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
        let limit = limit(count, UNITS[unit]);
        let answer = due(&Calendar::bundled().unwrap(), at, &limit);
        prop_assert!(answer.as_ref().is_ok_and(|d| d.due >= at) || answer.is_err_and(|f| f.code == Code::BadDate));
    }
}

#[test]
fn the_ends_of_the_calendar_are_faults_not_crashes() {
    let calendar = Calendar::bundled().unwrap();
    let long: Limit = vec!["3660 day"; 2_000].join(" + ").parse().unwrap();
    for (at, limit) in [
        (NaiveDateTime::MIN, Limit::SameDay),
        (NaiveDateTime::MAX, Limit::SameDay),
        (
            day("9999-12-31").and_hms_opt(16, 0, 0).unwrap(),
            Limit::SameDay,
        ),
        (
            day("9999-12-31").and_hms_opt(16, 0, 0).unwrap(),
            limit(24, "hour"),
        ),
        (day("2026-01-05").and_hms_opt(8, 0, 0).unwrap(), long),
    ] {
        assert_eq!(
            due(&calendar, at, &limit).unwrap_err().code,
            Code::BadDate,
            "{at}"
        );
    }
    assert!(
        due(
            &calendar,
            day("0001-01-01").and_hms_opt(8, 0, 0).unwrap(),
            &Limit::SameDay
        )
        .is_ok()
    );
}

#[test]
fn a_calendar_with_no_working_day_left_is_a_fault() {
    let days = day("9990-01-01")
        .iter_days()
        .take_while(|d| d.year() < 10_000);
    let off = days.map(|date| entry(date, DayKind::Holiday)).collect();
    let calendar = Calendar::default()
        .with_overrides(&Overrides {
            days: off,
            ..Overrides::default()
        })
        .unwrap();
    let at = day("9990-01-01").and_hms_opt(8, 0, 0).unwrap();
    assert_eq!(
        due(&calendar, at, &Limit::SameDay).unwrap_err().code,
        Code::BadDate
    );
}

#[test]
fn stops_out_of_order_are_refused_and_late_ones_change_nothing() {
    let calendar = Calendar::bundled().unwrap();
    let at = |text: &str| motcua_calendar::minute::parse(text).unwrap();
    let received = at("2026-10-05T09:00");
    let three = limit(3, "working_day");
    for stop in [
        (at("2026-10-04T09:00"), at("2026-10-06T09:00")),
        (at("2026-10-06T09:00"), at("2026-10-05T09:00")),
    ] {
        assert_eq!(
            resume(&calendar, received, &three, &[stop])
                .unwrap_err()
                .code,
            Code::BadDate
        );
    }
    let late = resume(
        &calendar,
        received,
        &three,
        &[(at("2026-10-20T09:00"), at("2026-10-22T09:00"))],
    )
    .unwrap();
    assert_eq!(
        late.due,
        at("2026-10-08T17:00"),
        "a stop after the due day does not revive it"
    );
    let twice = [
        (at("2026-10-06T09:00"), at("2026-10-08T09:00")),
        (at("2026-10-09T09:00"), at("2026-10-12T18:00")),
    ];
    let resumed = resume(&calendar, received, &three, &twice).unwrap();
    assert_eq!(
        resumed.due,
        at("2026-10-14T17:00"),
        "6 and 9 used; complete after closing on 12: counts as 13, so 14"
    );
    let at_reception = resume(
        &calendar,
        received,
        &three,
        &[(received, at("2026-10-07T10:00"))],
    )
    .unwrap();
    assert_eq!(
        at_reception.due,
        at("2026-10-12T17:00"),
        "form 02 at reception: the clock had not started"
    );
    let hours = resume(
        &calendar,
        received,
        &limit(8, "working_hour"),
        &[(at("2026-10-05T11:00"), at("2026-10-06T13:00"))],
    );
    assert_eq!(
        hours.unwrap().due,
        at("2026-10-07T09:30"),
        "2 used, 4 on Tuesday afternoon, 2 on Wednesday"
    );
}

#[test]
fn an_office_can_decide_the_open_points_otherwise() {
    let at = |text: &str| motcua_calendar::minute::parse(text).unwrap();
    let with = |rules: Rules| {
        Calendar::bundled()
            .unwrap()
            .with_overrides(&Overrides {
                rules: Some(rules),
                ..Overrides::default()
            })
            .unwrap()
    };
    let answer = |rules: Rules, received: &str, limit: &str| {
        motcua_calendar::minute::write(
            due(&with(rules), at(received), &limit.parse().unwrap())
                .unwrap()
                .due,
        )
    };
    let usual = Rules::default;
    let until = NaiveTime::from_hms_opt(14, 59, 0).unwrap();
    for (name, rules, received, limit, expected) in [
        (
            "A1",
            Rules {
                day_ends: DayEnd::Midnight,
                ..usual()
            },
            "2026-10-14T09:00",
            "1 day",
            "2026-10-15T23:59",
        ),
        (
            "A2",
            Rules {
                same_day_until: until,
                ..usual()
            },
            "2026-10-14T15:00",
            "same_day",
            "2026-10-15T17:00",
        ),
        (
            "A3",
            Rules {
                afternoon_loses_a_day: true,
                ..usual()
            },
            "2026-10-14T16:00",
            "1 working_day",
            "2026-10-16T17:00",
        ),
        (
            "A4",
            Rules {
                outside_hours_waits_for_opening: false,
                ..usual()
            },
            "2026-10-18T20:00",
            "3 working_day",
            "2026-10-21T17:00",
        ),
        (
            "A6",
            Rules {
                clock_end_outside_hours_stays: false,
                ..usual()
            },
            "2026-10-14T16:00",
            "4 hour",
            "2026-10-15T07:30",
        ),
    ] {
        assert_eq!(answer(rules, received, limit), expected, "{name}");
    }
    let stop = [(at("2026-10-07T10:00"), at("2026-10-12T15:00"))];
    let resumed = |rules| {
        resume(
            &with(rules),
            at("2026-10-05T09:00"),
            &limit(7, "working_day"),
            &stop,
        )
        .unwrap()
        .due
    };
    assert_eq!(
        resumed(Rules {
            issue_day_is_used: false,
            ..usual()
        }),
        at("2026-10-20T17:00"),
        "A8, issue day"
    );
    assert_eq!(
        resumed(Rules {
            rest_starts_next_day: false,
            ..usual()
        }),
        at("2026-10-16T17:00"),
        "A8, completion day"
    );
}

#[test]
fn other_hours_move_the_closing_time() {
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    let hours = OfficeHours::new(vec![
        Session {
            open: time(8, 0),
            close: time(12, 0),
        },
        Session {
            open: time(13, 30),
            close: time(16, 30),
        },
    ])
    .unwrap();
    let calendar = Calendar::bundled()
        .unwrap()
        .with_overrides(&Overrides {
            hours: Some(hours),
            ..Overrides::default()
        })
        .unwrap();
    let at = |text: &str| motcua_calendar::minute::parse(text).unwrap();
    let due = |received, text: &str| {
        due(&calendar, at(received), &text.parse().unwrap())
            .unwrap()
            .due
    };
    assert_eq!(due("2026-10-14T09:00", "same_day"), at("2026-10-14T16:30"));
    assert_eq!(
        due("2026-10-14T16:45", "same_day"),
        at("2026-10-15T16:30"),
        "after this office's closing"
    );
    assert_eq!(
        due("2026-10-14T09:00", "7 working_hour"),
        at("2026-10-15T09:00")
    );
}

#[test]
fn the_office_confirms_a_year_and_its_days_become_certain() {
    let at = |text: &str| motcua_calendar::minute::parse(text).unwrap();
    let changes: Overrides = toml::from_str(
        "confirmed = [2027]\nordinary = [\"2027-02-10\"]\n\
         [[day]]\ndate = 2027-02-03\nkind = \"tet\"\nname = \"Tết Nguyên đán Đinh Mùi\"\ncertain = \"published\"\n",
    )
    .unwrap();
    let calendar = Calendar::bundled()
        .unwrap()
        .with_overrides(&changes)
        .unwrap();
    let found = due(&calendar, at("2027-02-02T10:00"), &limit(1, "working_day")).unwrap();
    assert_eq!(
        (found.due, found.provisional),
        (at("2027-02-10T17:00"), false)
    );
}

#[test]
fn tables_with_slips_are_refused() {
    let read = |days: &str| {
        let table: CalendarYear =
            toml::from_str(&format!("year = 2026\nconfirmed = true\n{days}")).unwrap();
        Calendar::from_years(&[table])
    };
    let entry = |date: &str, kind: &str| {
        format!(
            "[[day]]\ndate = {date}\nkind = \"{kind}\"\nname = \"Ngày thử\"\ncertain = \"published\"\n"
        )
    };
    assert!(read(&entry("2026-01-01", "holiday")).is_ok());
    assert!(
        read(&entry("\"2026-01-01\"", "holiday")).is_ok(),
        "a date may be a string"
    );
    assert!(
        read(&entry("2025-01-01", "holiday")).is_err(),
        "another year"
    );
    assert!(
        read(&entry("2026-01-02", "make_up")).is_err(),
        "a Friday is worked anyway"
    );
    assert!(
        read(&(entry("2026-01-01", "holiday") + &entry("2026-01-01", "tet"))).is_err(),
        "twice"
    );
    assert!(toml::from_str::<CalendarYear>("year = 2026\nconfirmed = true\nsurprise = 1").is_err());
}
