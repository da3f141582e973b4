//! The worked examples of the domain handbook, 7.5 to 7.7, in its order and with its weekdays.

#![allow(clippy::unwrap_used)] // a test that cannot build its input should stop

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use motcua_calendar::{
    Calendar, Due, Limit, apology_by, at_most_extended, due, minute, resume, second_appointment,
    valid_until,
};

/// `Wed 14/10/2026 09:20`; a wrong weekday is a slip in the example and fails.
fn moment(text: &str) -> NaiveDateTime {
    let (weekday, rest) = text.split_once(' ').unwrap();
    let moment = NaiveDateTime::parse_from_str(rest, "%d/%m/%Y %H:%M").unwrap();
    assert_eq!(moment.weekday().to_string(), weekday, "{text}");
    moment
}

fn counted(received: &str, limit: &str) -> Due {
    due(
        &Calendar::bundled().unwrap(),
        moment(received),
        &limit.parse().unwrap(),
    )
    .unwrap()
}

const EXAMPLES: &[(&str, &str, &str, &str)] = &[
    (
        "T1",
        "Wed 14/10/2026 09:20",
        "same_day",
        "Wed 14/10/2026 17:00",
    ),
    (
        "T2",
        "Wed 14/10/2026 15:00",
        "same_day",
        "Wed 14/10/2026 17:00",
    ),
    (
        "T3",
        "Wed 14/10/2026 15:01",
        "same_day",
        "Thu 15/10/2026 17:00",
    ),
    (
        "T4",
        "Fri 16/10/2026 16:10",
        "same_day",
        "Mon 19/10/2026 17:00",
    ),
    (
        "T5",
        "Fri 13/02/2026 16:40",
        "same_day",
        "Mon 23/02/2026 17:00",
    ),
    (
        "T6",
        "Fri 21/08/2026 15:30",
        "same_day",
        "Sat 22/08/2026 17:00",
    ),
    (
        "T7",
        "Sat 22/08/2026 08:15",
        "same_day",
        "Sat 22/08/2026 17:00",
    ),
    (
        "T8",
        "Sat 22/08/2026 15:20",
        "same_day",
        "Mon 24/08/2026 17:00",
    ),
    (
        "T9",
        "Mon 23/11/2026 15:45",
        "same_day",
        "Wed 25/11/2026 17:00",
    ),
    (
        "T10",
        "Sun 18/10/2026 20:00",
        "same_day",
        "Mon 19/10/2026 17:00",
    ),
    (
        "T11",
        "Wed 14/10/2026 06:10",
        "same_day",
        "Wed 14/10/2026 17:00",
    ),
    (
        "T12",
        "Thu 31/12/2026 16:45",
        "same_day",
        "Mon 04/01/2027 17:00",
    ),
    (
        "T13",
        "Thu 15/10/2026 19:00",
        "same_day",
        "Fri 16/10/2026 17:00",
    ),
    (
        "T14",
        "Tue 10/02/2026 10:00",
        "4 working_day",
        "Mon 23/02/2026 17:00",
    ),
    (
        "T15",
        "Tue 10/02/2026 08:00",
        "7 working_day",
        "Thu 26/02/2026 17:00",
    ),
    (
        "T16",
        "Fri 13/02/2026 10:00",
        "2 working_day",
        "Tue 24/02/2026 17:00",
    ),
    (
        "T17",
        "Thu 20/08/2026 14:00",
        "3 working_day",
        "Mon 24/08/2026 17:00",
    ),
    (
        "T18",
        "Wed 26/08/2026 09:00",
        "5 working_day",
        "Mon 07/09/2026 17:00",
    ),
    (
        "T19",
        "Fri 28/08/2026 11:00",
        "2 working_day",
        "Fri 04/09/2026 17:00",
    ),
    (
        "T20",
        "Thu 19/11/2026 16:30",
        "5 working_day",
        "Fri 27/11/2026 17:00",
    ),
    (
        "T21",
        "Thu 23/04/2026 09:00",
        "3 working_day",
        "Wed 29/04/2026 17:00",
    ),
    (
        "T22",
        "Thu 23/04/2026 09:00",
        "4 working_day",
        "Mon 04/05/2026 17:00",
    ),
    (
        "T23",
        "Fri 16/10/2026 20:00",
        "3 working_day",
        "Thu 22/10/2026 17:00",
    ),
    (
        "T24",
        "Sun 18/10/2026 20:00",
        "3 working_day",
        "Thu 22/10/2026 17:00",
    ),
    (
        "T25",
        "Wed 31/12/2025 10:00",
        "1 working_day",
        "Mon 05/01/2026 17:00",
    ),
    (
        "T26",
        "Mon 05/01/2026 10:00",
        "5 working_day",
        "Sat 10/01/2026 17:00",
    ),
    (
        "T27",
        "Wed 03/02/2027 10:00",
        "3 working_day",
        "Mon 15/02/2027 17:00",
    ),
    (
        "T28",
        "Mon 12/10/2026 08:00",
        "10 day",
        "Thu 22/10/2026 17:00",
    ),
    (
        "T29",
        "Fri 30/01/2026 09:00",
        "15 day",
        "Mon 23/02/2026 17:00",
    ),
    (
        "T30",
        "Tue 25/08/2026 09:00",
        "7 day",
        "Thu 03/09/2026 17:00",
    ),
    (
        "T31",
        "Mon 03/08/2026 10:00",
        "19 day",
        "Sat 22/08/2026 17:00",
    ),
    (
        "T32",
        "Sat 17/10/2026 09:00",
        "5 day",
        "Mon 26/10/2026 17:00",
    ),
    (
        "T33",
        "Mon 09/11/2026 10:00",
        "15 day",
        "Wed 25/11/2026 17:00",
    ),
    (
        "T34",
        "Wed 04/02/2026 10:00",
        "30 day",
        "Fri 06/03/2026 17:00",
    ),
    (
        "T35",
        "Wed 14/10/2026 11:00",
        "2 working_hour",
        "Wed 14/10/2026 14:30",
    ),
    (
        "T36",
        "Wed 14/10/2026 11:45",
        "2 working_hour",
        "Wed 14/10/2026 15:00",
    ),
    (
        "T37",
        "Mon 12/10/2026 09:00",
        "8 working_hour",
        "Tue 13/10/2026 09:00",
    ),
    (
        "T38",
        "Mon 12/10/2026 09:00",
        "1 working_day",
        "Tue 13/10/2026 17:00",
    ),
    (
        "T39",
        "Fri 16/10/2026 15:30",
        "8 working_hour",
        "Mon 19/10/2026 15:30",
    ),
    (
        "T40",
        "Fri 13/02/2026 16:00",
        "8 working_hour",
        "Mon 23/02/2026 16:00",
    ),
    (
        "T41",
        "Fri 21/08/2026 13:00",
        "8 working_hour",
        "Sat 22/08/2026 11:30",
    ),
    (
        "T42",
        "Sat 17/10/2026 09:00",
        "4 working_hour",
        "Mon 19/10/2026 11:30",
    ),
    (
        "T43",
        "Tue 13/10/2026 14:00",
        "4 working_hour",
        "Wed 14/10/2026 08:30",
    ),
    (
        "T44",
        "Wed 14/10/2026 07:30",
        "8 working_hour",
        "Wed 14/10/2026 17:00",
    ),
    (
        "T45",
        "Thu 15/10/2026 10:00",
        "24 hour",
        "Fri 16/10/2026 10:00",
    ),
    (
        "T46",
        "Thu 15/10/2026 10:00",
        "48 hour",
        "Mon 19/10/2026 17:00",
    ),
    (
        "T47",
        "Wed 14/10/2026 16:00",
        "4 hour",
        "Wed 14/10/2026 20:00",
    ),
];

#[test]
fn every_worked_example_comes_out_as_written() {
    for (name, received, limit, expected) in EXAMPLES {
        let due = counted(received, limit);
        assert_eq!(
            due.due,
            moment(expected),
            "{name}: {received}, {limit}: {:#?}",
            due.counted
        );
        let days: Vec<NaiveDate> = due.counted.iter().map(|day| day.date).collect();
        assert!(
            days.is_sorted_by(|a, b| a < b),
            "{name}: each day once, in order"
        );
        assert_eq!(
            days.last(),
            Some(&due.due.date()),
            "{name}: the working ends on the due day"
        );
    }
    assert_eq!(EXAMPLES.len(), 47);
}

/// Only what rests on an unannounced day or year is called provisional.
#[test]
fn the_provisional_ones_are_known() {
    let provisional: Vec<&str> = EXAMPLES
        .iter()
        .filter(|(_, received, limit, _)| counted(received, limit).provisional)
        .map(|(name, ..)| *name)
        .collect();
    assert_eq!(provisional, ["T12", "T25", "T26", "T27"]);
    assert_eq!(
        counted("Wed 03/02/2027 10:00", "3 working_day").notes,
        ["dự kiến: lịch nghỉ năm 2027 chưa chính thức"]
    );
    assert_eq!(
        counted("Mon 05/01/2026 10:00", "5 working_day").notes,
        ["dự kiến: ngày 10/01/2026 (Làm bù cho ngày 02/01/2026) chưa được xác nhận"]
    );
    assert_eq!(
        counted("Thu 01/06/2028 10:00", "1 working_day").notes,
        ["dự kiến: chưa có lịch nghỉ năm 2028, mới trừ thứ Bảy và Chủ nhật"]
    );
}

fn lines(due: &Due) -> Vec<(String, bool, &str)> {
    due.counted
        .iter()
        .map(|d| {
            (
                d.date.format("%-d/%-m").to_string(),
                d.counts,
                d.why.as_str(),
            )
        })
        .collect()
}

fn line(day: &str, counts: bool, why: &'static str) -> (String, bool, &'static str) {
    (day.to_owned(), counts, why)
}

#[test]
fn t18_is_shown_line_by_line() {
    let due = counted("Wed 26/08/2026 09:00", "5 working_day");
    assert_eq!(
        lines(&due),
        [
            line("27/8", true, "ngày làm việc thứ 1"),
            line("28/8", true, "ngày làm việc thứ 2"),
            line("29/8", false, "thứ Bảy"),
            line("30/8", false, "Chủ nhật"),
            line("31/8", false, "Nghỉ hoán đổi, làm bù ngày 22/8/2026"),
            line("1/9", false, "Quốc khánh (ngày liền kề)"),
            line("2/9", false, "Quốc khánh"),
            line("3/9", true, "ngày làm việc thứ 3"),
            line("4/9", true, "ngày làm việc thứ 4"),
            line("5/9", false, "thứ Bảy"),
            line("6/9", false, "Chủ nhật"),
            line("7/9", true, "ngày làm việc thứ 5"),
        ]
    );
    assert!(due.notes.is_empty() && !due.provisional);
    assert_eq!(minute::write(due.due), "2026-09-07T17:00");
}

#[test]
fn in_calendar_days_holidays_count_and_the_days_moved_over_do_not() {
    let due = counted("Tue 25/08/2026 09:00", "7 day");
    assert_eq!(
        lines(&due)[4..],
        [
            line("30/8", true, "ngày thứ 5 (Chủ nhật)"),
            line(
                "31/8",
                true,
                "ngày thứ 6 (Nghỉ hoán đổi, làm bù ngày 22/8/2026)"
            ),
            line("1/9", true, "ngày thứ 7 (Quốc khánh (ngày liền kề))"),
            line("2/9", false, "Quốc khánh"),
            line(
                "3/9",
                false,
                "hết hạn vào ngày nghỉ, chuyển sang ngày làm việc tiếp theo"
            ),
        ]
    );
    let tet = counted("Wed 04/02/2026 10:00", "30 day");
    assert!(
        tet.counted.iter().all(|day| day.counts),
        "T34: Tết inside the period changes nothing"
    );
}

#[test]
fn hours_and_same_day_show_their_day_of_receipt() {
    assert_eq!(
        lines(&counted("Fri 16/10/2026 15:30", "8 working_hour")),
        [
            line("16/10", true, "1 giờ 30 phút"),
            line("17/10", false, "thứ Bảy"),
            line("18/10", false, "Chủ nhật"),
            line("19/10", true, "6 giờ 30 phút"),
        ]
    );
    assert_eq!(
        lines(&counted("Mon 23/11/2026 15:45", "same_day")),
        [
            line("23/11", false, "nhận sau 15 giờ 00"),
            line("24/11", false, "Ngày Văn hóa Việt Nam"),
            line("25/11", true, "trả trong ngày"),
        ]
    );
}

#[test]
fn remarks_say_what_a_clerk_would_ask() {
    assert_eq!(
        counted("Wed 14/10/2026 16:00", "4 hour").notes,
        ["ngoài giờ tiếp dân"],
        "T47"
    );
    let online = counted("Fri 16/10/2026 20:00", "3 working_day");
    assert_eq!(online.received_as, moment("Mon 19/10/2026 07:30"), "T23");
    assert_eq!(
        online.notes,
        ["tính như nhận lúc 07 giờ 30, thứ Hai, ngày 19/10/2026"]
    );
}

#[test]
fn t48_a_stopped_clock_keeps_the_days_it_used() {
    let calendar = Calendar::bundled().unwrap();
    let limit: Limit = "7 working_day".parse().unwrap();
    let received = moment("Mon 05/10/2026 09:00");
    let unstopped = resume(&calendar, received, &limit, &[]).unwrap();
    assert_eq!(unstopped, due(&calendar, received, &limit).unwrap());
    assert_eq!(unstopped.due, moment("Wed 14/10/2026 17:00"));

    let stop = (
        moment("Wed 07/10/2026 10:00"),
        moment("Mon 12/10/2026 15:00"),
    );
    let resumed = resume(&calendar, received, &limit, &[stop]).unwrap();
    assert_eq!(resumed.due, moment("Mon 19/10/2026 17:00"));
    assert_eq!(resumed.counted.iter().filter(|day| day.counts).count(), 7);
    assert_eq!(
        lines(&resumed)[..8],
        [
            line("6/10", true, "ngày làm việc thứ 1"),
            line("7/10", true, "ngày làm việc thứ 2"),
            line("8/10", false, "tạm dừng, chờ bổ sung"),
            line("9/10", false, "tạm dừng, chờ bổ sung"),
            line("10/10", false, "tạm dừng, chờ bổ sung"),
            line("11/10", false, "tạm dừng, chờ bổ sung"),
            line("12/10", false, "tạm dừng, chờ bổ sung"),
            line("13/10", true, "ngày làm việc thứ 3"),
        ]
    );
}

#[test]
fn t49_certification_is_prolonged_from_its_normal_day() {
    let calendar = Calendar::bundled().unwrap();
    let most = |received| {
        at_most_extended(&calendar, moment(received), &Limit::SameDay)
            .unwrap()
            .due
    };
    assert_eq!(most("Wed 14/10/2026 10:00"), moment("Fri 16/10/2026 17:00"));
    assert_eq!(most("Thu 15/10/2026 15:30"), moment("Tue 20/10/2026 17:00"));
}

#[test]
fn t50_the_apology_comes_a_working_day_before() {
    let calendar = Calendar::bundled().unwrap();
    let by = |due| apology_by(&calendar, moment(due)).unwrap();
    assert_eq!(by("Mon 07/09/2026 17:00"), moment("Fri 04/09/2026 17:00"));
    assert_eq!(
        by("Mon 23/02/2026 17:00"),
        moment("Fri 13/02/2026 17:00"),
        "before Tết"
    );
}

#[test]
fn t51_land_has_two_appointments() {
    let calendar = Calendar::bundled().unwrap();
    assert_eq!(
        counted("Wed 05/08/2026 09:00", "16 working_day").due,
        moment("Wed 26/08/2026 17:00")
    );
    let second = second_appointment(
        &calendar,
        moment("Fri 28/08/2026 09:00"),
        &"4 working_day".parse().unwrap(),
    )
    .unwrap();
    assert_eq!(second.due, moment("Tue 08/09/2026 17:00"));
}

#[test]
fn validity_in_months_ends_on_the_corresponding_or_last_day() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(
        valid_until(day("2026-08-31"), 6).unwrap(),
        day("2027-02-28"),
        "Q11"
    );
    assert_eq!(
        valid_until(day("2026-04-15"), 6).unwrap(),
        day("2026-10-15")
    );
    assert!(valid_until(day("9999-12-31"), 1).is_err());
    assert!(valid_until(day("2026-01-01"), u32::MAX).is_err());
}

/// The tables hold what was published and nothing else: 53 days, three of them worked Saturdays.
#[test]
fn the_bundled_tables_are_whole() {
    let calendar = Calendar::bundled().unwrap();
    let of = |year| {
        calendar
            .days()
            .filter(|day| day.date.year() == year)
            .count()
    };
    assert_eq!(
        (of(2025), of(2026), of(2027), calendar.days().count()),
        (17, 21, 15, 53)
    );
    let worked: Vec<String> = calendar
        .days()
        .filter(|day| day.kind.works())
        .map(|day| day.date.to_string())
        .collect();
    assert_eq!(worked, ["2025-04-26", "2026-01-10", "2026-08-22"]);
    assert_eq!(
        calendar.why("2027-02-06".parse().unwrap()),
        "Tết Nguyên đán Đinh Mùi (dự kiến)"
    );
    assert_eq!(
        calendar.why("2026-08-22".parse().unwrap()),
        "Làm bù cho ngày 31/8/2026"
    );
    assert_eq!(calendar.why("2026-10-17".parse().unwrap()), "thứ Bảy");
    assert_eq!(calendar.why("2026-10-16".parse().unwrap()), "ngày làm việc");
}
