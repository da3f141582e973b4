//! The due date with its working, beside a loop over the days that only gives the last one.

use crate::{
    measure::{Table, in_turn, plan::SMALL},
    room::{Room, now},
};
use chrono::{Datelike, NaiveDate, Weekday};
use motcua_calendar::{Calendar, Limit, due};
use std::collections::HashSet;

pub fn bench(room: &Room) {
    let table = Table::new("Due date, received 14/10/2026 09:20");
    let calendar = &room.reference.calendar;
    let off: HashSet<NaiveDate> = calendar
        .days()
        .filter(|day| !day.kind.works())
        .map(|day| day.date)
        .collect();
    for days in [3_u32, 30] {
        let limit: Limit = format!("{days} working_day").parse().expect("a limit");
        let ours = || due(calendar, now(), &limit).expect("a due date");
        let plain = || last_day(calendar, &off, now().date(), days);
        assert_eq!(ours().due.date(), plain(), "both give the same day");
        let (ours, other) = in_turn(SMALL, ours, plain);
        let what = format!("{days} working days, with each day's reason");
        table.row(&what, &ours, "the last day alone, by a loop", &other);
    }
    let three: Limit = "10 day + 15 day + 5 day".parse().expect("a limit");
    let (ours, _) = in_turn(SMALL, || due(calendar, now(), &three), || ());
    table.alone("10 + 15 + 5 days", &ours);
}

/// As anyone would write it: weekends and a set of days off. Worked Saturdays it does not know.
fn last_day(
    calendar: &Calendar,
    off: &HashSet<NaiveDate>,
    from: NaiveDate,
    days: u32,
) -> NaiveDate {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        day = day.succ_opt().expect("a day");
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if !weekend && !off.contains(&day) {
            left -= 1;
        }
    }
    assert!(calendar.is_working(day));
    day
}
