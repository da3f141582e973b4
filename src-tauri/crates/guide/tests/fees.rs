//! The worked fee examples E1–E26 of the handbook (`DOMAIN` 8.5), on the bundled tables.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod bundled;

use bundled::{day, fees};
use motcua_catalogue::model::{Answers, Channel};
use motcua_guide::{Fee, Quantities, fee};

/// What somebody asks for at the counter; the rest as given.
#[derive(Default)]
struct Case<'a> {
    answers: &'a [(&'a str, &'a str)],
    online: bool,
    pages: Option<u32>,
    copies: Option<u32>,
    quantity: Option<u32>,
    exempt: Option<&'a str>,
}

fn charge(code: &str, case: &Case<'_>) -> Fee {
    let rows = fees(code);
    assert!(!rows.is_empty(), "{code} has no fee row");
    let answers: Answers = case
        .answers
        .iter()
        .map(|(question, option)| ((*question).to_owned(), (*option).to_owned()))
        .collect();
    let channel = if case.online {
        Channel::Online
    } else {
        Channel::Counter
    };
    let quantities = Quantities {
        pages: case.pages,
        copies: case.copies,
        quantity: case.quantity,
    };
    fee(&rows, &answers, channel, day(), quantities, case.exempt).unwrap()
}

fn total(code: &str, case: Case<'_>) -> i64 {
    let fee = charge(code, &case);
    assert_eq!(fee.range, None, "{code}: a tariff, not a span");
    let total = fee.total.unwrap();
    let lines: i64 = fee.lines.iter().map(|line| line.sum.unwrap()).sum();
    assert_eq!(total, lines, "{code}: the lines add up");
    total
}

fn copies(pages: u32, copies: u32) -> Case<'static> {
    Case {
        pages: Some(pages),
        copies: Some(copies),
        ..Case::default()
    }
}

fn online() -> Case<'static> {
    Case {
        online: true,
        ..Case::default()
    }
}

fn exempt(id: &str) -> Case<'_> {
    Case {
        exempt: Some(id),
        ..Case::default()
    }
}

#[test]
fn certified_copies_by_page_with_a_cap_for_each_copy() {
    let examples = [
        ("E1", 1, 4, 8_000),
        ("E2", 2, 5, 20_000),
        ("E3", 3, 2, 10_000),
        ("E4", 5, 3, 21_000),
        ("E5", 24, 2, 52_000),
        ("E6", 198, 3, 600_000),
        ("E7", 199, 2, 400_000),
        ("E8", 250, 2, 400_000),
    ];
    for (example, pages, number, sum) in examples {
        assert_eq!(total("2.000815", copies(pages, number)), sum, "{example}");
    }
}

#[test]
fn each_original_by_itself() {
    let diploma = total("2.000815", copies(2, 2));
    let land = total("2.000815", copies(4, 1));
    assert_eq!(
        (diploma, land, diploma + land),
        (8_000, 6_000, 14_000),
        "E9: pages of two originals are not added up"
    );
}

#[test]
fn signatures_by_paper_and_transactions_by_case() {
    assert_eq!(total("2.000884", Case::default()), 10_000, "E10");
    let two = Case {
        quantity: Some(2),
        ..Case::default()
    };
    assert_eq!(total("2.000884", two), 20_000, "E11");
    let contract = total("2.001035", Case::default());
    let of_it = total("2.000942", copies(6, 2));
    assert_eq!((contract, of_it), (50_000, 16_000), "E12");
    assert_eq!(contract + of_it, 66_000, "E12");
    assert_eq!(total("2.000913", Case::default()), 30_000, "E13");
    assert_eq!(total("2.000908", Case::default()), 0, "E14");
}

#[test]
fn copies_of_extracts() {
    let two = Case {
        copies: Some(2),
        ..Case::default()
    };
    assert_eq!(total("2.000635", two), 16_000, "E15");
    let birth = Case {
        answers: &[("tre", "thuong"), ("thoi-han", "dung-han")],
        copies: Some(3),
        ..Case::default()
    };
    assert_eq!(total("1.001193", birth), 24_000, "E16: 0 + 3 × 8.000");
}

#[test]
fn civil_status_in_da_nang() {
    assert_eq!(total("1.004772", Case::default()), 5_000, "E17");
    assert_eq!(total("1.004884", Case::default()), 8_000, "E18");
    assert_eq!(total("1.004884", online()), 0, "E19");
    let poor = charge("1.004884", &exempt("poor_household"));
    assert_eq!(poor.total, Some(0), "E20");
    assert_eq!(
        poor.exempted_because.as_deref(),
        Some("hộ nghèo"),
        "E20: the receipt names the exemption"
    );
    assert_eq!(total("1.000894", Case::default()), 0, "E21");
    let foreign = charge("2.000806", &Case::default());
    assert_eq!(foreign.total, Some(1_500_000), "E22");
    assert!(
        foreign.lines.iter().any(|line| line.to_confirm),
        "E22: the office still confirms it"
    );
}

#[test]
fn a_span_is_asked_and_never_charged() {
    let recognition = charge("1.001022", &Case::default());
    assert_eq!(recognition.total, None, "E26");
    assert_eq!(recognition.range, Some((15_000, 50_000)), "E26");
    assert!(
        recognition.lines.iter().all(|line| line.sum.is_none()),
        "E26: no line pretends to know"
    );
}

#[test]
fn residence_adoption_and_building_permits() {
    assert_eq!(total("1.004222", Case::default()), 20_000, "E23");
    assert_eq!(total("1.004222", online()), 10_000, "E23");
    assert_eq!(total("2.001263", Case::default()), 400_000, "E24");
    assert_eq!(total("2.001263", exempt("close_relative")), 0, "E24");
    assert_eq!(total("1.013228", Case::default()), 10_000, "E25");
    assert_eq!(total("1.013228", online()), 0, "E25");
}
