//! Looking beside procedures: what is not received here never takes the place of what is, a procedure
//! that has ended is found last and says so, and a choice counts at once at an open desk.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

mod offices;
#[allow(dead_code, reason = "the counting is for the bench")]
#[path = "../../../../tests/queries/set.rs"]
mod set;

use motcua_catalogue::find::Usage;
use motcua_desk::LookRow;
use offices::{Place, at, with_line};
use std::path::Path;

#[test]
fn services_and_events_stand_beside_procedures_and_not_before_the_right_one() {
    let now = at(2026, 11, 20, 9, 0);
    let place = Place::of("phường Hải Châu", now);
    let queries = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../tests/queries"
    ));
    let queries = set::read(queries);
    let (mut first, mut third, mut beside) = (0, 0, 0);
    for query in &queries {
        let rows = place
            .desk
            .reference()
            .look(&query.text, 8, &Usage::new(), now)
            .unwrap()
            .rows;
        let right = |row: &LookRow| matches!(row, LookRow::Procedure(hit) if query.codes.contains(&hit.code));
        let at = rows.iter().position(right);
        first += usize::from(at == Some(0));
        third += usize::from(at.is_some_and(|at| at < 3));
        beside += usize::from(rows.iter().any(|row| !matches!(row, LookRow::Procedure(_))));
    }
    let percent = |count: usize| 100.0 * count as f64 / queries.len() as f64;
    println!(
        "of {} queries: first {:.1} %, among three rows {:.1} %, with something beside {:.1} %",
        queries.len(),
        percent(first),
        percent(third),
        percent(beside)
    );
    assert!(percent(first) >= 88.0 && percent(third) >= 97.0);
}

#[test]
fn what_has_ended_is_found_after_what_is_in_force_and_says_so() {
    let file = "catalogue/ho-tich/1.001193.toml";
    let ended = with_line(file, "effective_to = 2026-10-31");
    let now = at(2026, 11, 20, 9, 0);
    let place = Place::with(&ended, "phường Hải Châu", now);
    let find = |day| {
        let look = place
            .desk
            .reference()
            .look("đăng ký khai sinh", 100, &Usage::new(), day);
        let rows = look.unwrap().rows;
        rows.into_iter()
            .filter_map(|row| match row {
                LookRow::Procedure(hit) => Some((hit.code, hit.in_force)),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let after = find(now);
    assert_ne!(after[0].0, "1.001193");
    let last = after.iter().find(|hit| hit.0 == "1.001193");
    assert_eq!(
        last.map(|hit| hit.1),
        Some(false),
        "still found, and marked"
    );
    assert_eq!(
        find(at(2026, 10, 30, 9, 0))[0],
        ("1.001193".to_owned(), true)
    );
}

#[test]
fn the_second_equal_choice_counts_at_once_and_can_be_taken_back() {
    let now = at(2026, 11, 20, 9, 0);
    let place = Place::of("phường Hải Châu", now);
    let desk = &place.desk;
    let first = || {
        let usage = desk.usage().unwrap();
        let hits = desk
            .reference()
            .find("giấy con cò", 1, &usage, now)
            .unwrap();
        hits.first().map(|hit| hit.code.clone())
    };
    let will = Some("2.001019".to_owned());
    assert!(desk.chose("giấy con cò", "2.001019", now).unwrap());
    assert_ne!(first(), will);
    assert!(desk.chose("Giay con co", "2.001019", now).unwrap());
    assert_eq!(first(), will);
    let learned = desk.learned(now).unwrap();
    let taken_back = desk.set_learned(&learned[0].learned.id, true, now).unwrap();
    assert!(taken_back.learned.removed && !taken_back.learned.used);
    assert_ne!(first(), will);
    assert!(
        desk.check().unwrap().is_empty(),
        "the change log stays whole"
    );
}
