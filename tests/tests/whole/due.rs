//! The law's calendar through the command line: the worked examples T1–T47 of the handbook (7.5).

use motcua_tests::Counter;
use serde_json::{Value, json};

/// Number, received, limit, due, and whether it rests on days that are not yet official.
const EXAMPLES: [(u8, &str, &str, &str, bool); 47] = [
    (1, "2026-10-14T09:20", "same_day", "2026-10-14T17:00", false),
    (2, "2026-10-14T15:00", "same_day", "2026-10-14T17:00", false),
    (3, "2026-10-14T15:01", "same_day", "2026-10-15T17:00", false),
    (4, "2026-10-16T16:10", "same_day", "2026-10-19T17:00", false),
    (5, "2026-02-13T16:40", "same_day", "2026-02-23T17:00", false),
    (6, "2026-08-21T15:30", "same_day", "2026-08-22T17:00", false),
    (7, "2026-08-22T08:15", "same_day", "2026-08-22T17:00", false),
    (8, "2026-08-22T15:20", "same_day", "2026-08-24T17:00", false),
    (9, "2026-11-23T15:45", "same_day", "2026-11-25T17:00", false),
    (
        10,
        "2026-10-18T20:00",
        "same_day",
        "2026-10-19T17:00",
        false,
    ),
    (
        11,
        "2026-10-14T06:10",
        "same_day",
        "2026-10-14T17:00",
        false,
    ),
    // Due in a year whose days off have not been announced: said so.
    (12, "2026-12-31T16:45", "same_day", "2027-01-04T17:00", true),
    (
        13,
        "2026-10-15T19:00",
        "same_day",
        "2026-10-16T17:00",
        false,
    ),
    (
        14,
        "2026-02-10T10:00",
        "4 working_day",
        "2026-02-23T17:00",
        false,
    ),
    (
        15,
        "2026-02-10T08:00",
        "7 working_day",
        "2026-02-26T17:00",
        false,
    ),
    (
        16,
        "2026-02-13T10:00",
        "2 working_day",
        "2026-02-24T17:00",
        false,
    ),
    (
        17,
        "2026-08-20T14:00",
        "3 working_day",
        "2026-08-24T17:00",
        false,
    ),
    (
        18,
        "2026-08-26T09:00",
        "5 working_day",
        "2026-09-07T17:00",
        false,
    ),
    (
        19,
        "2026-08-28T11:00",
        "2 working_day",
        "2026-09-04T17:00",
        false,
    ),
    (
        20,
        "2026-11-19T16:30",
        "5 working_day",
        "2026-11-27T17:00",
        false,
    ),
    (
        21,
        "2026-04-23T09:00",
        "3 working_day",
        "2026-04-29T17:00",
        false,
    ),
    (
        22,
        "2026-04-23T09:00",
        "4 working_day",
        "2026-05-04T17:00",
        false,
    ),
    (
        23,
        "2026-10-16T20:00",
        "3 working_day",
        "2026-10-22T17:00",
        false,
    ),
    (
        24,
        "2026-10-18T20:00",
        "3 working_day",
        "2026-10-22T17:00",
        false,
    ),
    (
        25,
        "2025-12-31T10:00",
        "1 working_day",
        "2026-01-05T17:00",
        true,
    ),
    (
        26,
        "2026-01-05T10:00",
        "5 working_day",
        "2026-01-10T17:00",
        true,
    ),
    (
        27,
        "2027-02-03T10:00",
        "3 working_day",
        "2027-02-15T17:00",
        true,
    ),
    (28, "2026-10-12T08:00", "10 day", "2026-10-22T17:00", false),
    (29, "2026-01-30T09:00", "15 day", "2026-02-23T17:00", false),
    (30, "2026-08-25T09:00", "7 day", "2026-09-03T17:00", false),
    (31, "2026-08-03T10:00", "19 day", "2026-08-22T17:00", false),
    (32, "2026-10-17T09:00", "5 day", "2026-10-26T17:00", false),
    (33, "2026-11-09T10:00", "15 day", "2026-11-25T17:00", false),
    (34, "2026-02-04T10:00", "30 day", "2026-03-06T17:00", false),
    (
        35,
        "2026-10-14T11:00",
        "2 working_hour",
        "2026-10-14T14:30",
        false,
    ),
    (
        36,
        "2026-10-14T11:45",
        "2 working_hour",
        "2026-10-14T15:00",
        false,
    ),
    (
        37,
        "2026-10-12T09:00",
        "8 working_hour",
        "2026-10-13T09:00",
        false,
    ),
    (
        38,
        "2026-10-12T09:00",
        "1 working_day",
        "2026-10-13T17:00",
        false,
    ),
    (
        39,
        "2026-10-16T15:30",
        "8 working_hour",
        "2026-10-19T15:30",
        false,
    ),
    (
        40,
        "2026-02-13T16:00",
        "8 working_hour",
        "2026-02-23T16:00",
        false,
    ),
    (
        41,
        "2026-08-21T13:00",
        "8 working_hour",
        "2026-08-22T11:30",
        false,
    ),
    (
        42,
        "2026-10-17T09:00",
        "4 working_hour",
        "2026-10-19T11:30",
        false,
    ),
    (
        43,
        "2026-10-13T14:00",
        "4 working_hour",
        "2026-10-14T08:30",
        false,
    ),
    (
        44,
        "2026-10-14T07:30",
        "8 working_hour",
        "2026-10-14T17:00",
        false,
    ),
    (45, "2026-10-15T10:00", "24 hour", "2026-10-16T10:00", false),
    (46, "2026-10-15T10:00", "48 hour", "2026-10-19T17:00", false),
    (47, "2026-10-14T16:00", "4 hour", "2026-10-14T20:00", false),
];

fn due(counter: &Counter, received: &str, limit: &str) -> Value {
    counter
        .run(["due", "--received", received, "--limit", limit])
        .yes()
}

#[test]
fn every_worked_example_comes_out_at_its_hour() {
    let counter = Counter::empty();
    for (number, received, limit, expected, provisional) in EXAMPLES {
        let said = due(&counter, received, limit);
        assert_eq!(said["due"], expected, "T{number}: {said:#}");
        assert_eq!(said["provisional"], provisional, "T{number}: {said:#}");
        assert!(
            said["counted"]
                .as_array()
                .is_some_and(|days| !days.is_empty()),
            "T{number} shows its working: {said:#}"
        );
    }
}

#[test]
fn t18_shows_every_day_from_the_one_after_reception_to_the_due_day() {
    let said = due(&Counter::empty(), "2026-08-26T09:00", "5 working_day");
    let counted: Vec<_> = said["counted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| {
            (
                day["date"].as_str().unwrap(),
                day["counts"].as_bool().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("2026-08-27", true),
        ("2026-08-28", true),
        ("2026-08-29", false),
        ("2026-08-30", false),
        ("2026-08-31", false),
        ("2026-09-01", false),
        ("2026-09-02", false),
        ("2026-09-03", true),
        ("2026-09-04", true),
        ("2026-09-05", false),
        ("2026-09-06", false),
        ("2026-09-07", true),
    ];
    assert_eq!(counted, expected);
}

#[test]
fn days_off_inside_a_limit_of_calendar_days_count_and_the_days_it_moves_over_do_not() {
    // T29: the limit ends on the first day of Tết.
    let said = due(&Counter::empty(), "2026-01-30T09:00", "15 day");
    let counts = |date: &str| {
        said["counted"]
            .as_array()
            .unwrap()
            .iter()
            .find(|day| day["date"] == date)
            .map(|day| day["counts"].as_bool().unwrap())
    };
    assert_eq!(counts("2026-02-08"), Some(true), "a Sunday inside");
    assert_eq!(counts("2026-02-14"), Some(true), "the fifteenth day");
    assert_eq!(counts("2026-02-15"), Some(false), "moved over");
    assert_eq!(counts("2026-02-22"), Some(false), "moved over");
}

#[test]
fn a_plain_answer_says_why_each_day_counts_or_not_and_that_a_date_is_expected_only() {
    let counter = Counter::empty();
    let said = counter.plain([
        "due",
        "--received",
        "2027-02-03T10:00",
        "--limit",
        "3 working_day",
    ]);
    assert_eq!(said.exit, 0, "{said:#?}");
    assert!(said.out.contains("15/02/2027"), "{}", said.out);
    assert!(said.out.contains("dự kiến"), "{}", said.out);
}

#[test]
fn a_limit_of_parts_runs_one_after_the_other() {
    // Adoption: 10 + 15 + 5 days of the calendar.
    let said = due(
        &Counter::empty(),
        "2026-10-05T09:00",
        "10 day + 15 day + 5 day",
    );
    assert_eq!(said["due"], "2026-11-04T17:00", "{said:#}");
}

#[test]
fn what_is_no_moment_and_no_limit_is_refused() {
    let counter = Counter::empty();
    let ask = |received: &str, limit: &str| {
        counter.run(["due", "--received", received, "--limit", limit])
    };
    for received in [
        "2026-02-30T09:00",
        "2026-13-01T09:00",
        "2026-10-14T24:00",
        "2026-10-14",
        "hôm nay",
        "",
        "14/10/2026 09:20",
        "0000-01-01T00:00",
        "2026-10-14T09:60",
    ] {
        ask(received, "same_day").refused("BAD_DATE");
    }
    for limit in [
        "",
        "3",
        "three day",
        "3 weeks",
        "0 day",
        "0.5 working_day",
        "3 working_day +",
        "99999999999999999999 day",
        "100000 day",
        "3 day 4 day",
        "SAME_DAY ngay",
    ] {
        ask("2026-10-14T09:20", limit).refused("BAD_LIMIT");
    }
    ask("-2026-10-14T09:00", "same_day").refused("USAGE");
    ask("2026-10-14T09:00", "-3 day").refused("USAGE");
    // The calendar ends somewhere; it says so instead of counting on.
    let far = ask("9999-12-31T16:00", "3660 day");
    assert_eq!(json!(far.exit), 2, "{far:#?}");
}
