//! Fees through the command line: the worked examples E1–E26 of the handbook (8.5).

use motcua_tests::Counter;
use serde_json::{Value, json};

/// A day on which all tables of the handbook hold.
const DAY: &str = "2026-10-14";

fn fee(counter: &Counter, code: &str, channel: &str, more: &[&str]) -> Value {
    let args = ["fee", code, "--channel", channel, "--date", DAY];
    counter.run([&args[..], more].concat()).yes()
}

fn total(counter: &Counter, code: &str, channel: &str, more: &[&str]) -> i64 {
    let said = fee(counter, code, channel, more);
    let sums: i64 = said["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let (amount, quantity) = (
                line["amount"].as_i64().unwrap(),
                line["quantity"].as_i64().unwrap(),
            );
            assert_eq!(line["sum"], json!(amount * quantity), "{said:#}");
            amount * quantity
        })
        .sum();
    assert_eq!(said["total"], sums, "the lines add up: {said:#}");
    assert_eq!(said["range"], Value::Null, "{said:#}");
    sums
}

#[test]
fn certification_e1_to_e14() {
    let counter = Counter::empty();
    let copies = |pages: &str, copies: &str| {
        total(
            &counter,
            "2.000815",
            "counter",
            &["--pages", pages, "--copies", copies],
        )
    };
    assert_eq!(copies("1", "4"), 8_000, "E1");
    assert_eq!(copies("2", "5"), 20_000, "E2");
    assert_eq!(copies("3", "2"), 10_000, "E3");
    assert_eq!(copies("5", "3"), 21_000, "E4");
    assert_eq!(copies("24", "2"), 52_000, "E5");
    assert_eq!(copies("198", "3"), 600_000, "E6: exactly the cap");
    assert_eq!(copies("199", "2"), 400_000, "E7: over the cap");
    assert_eq!(copies("250", "2"), 400_000, "E8");
    assert_eq!(
        copies("2", "2") + copies("4", "1"),
        14_000,
        "E9: each original by itself"
    );
    let plain = |code: &str, more: &[&str]| total(&counter, code, "counter", more);
    assert_eq!(plain("2.000884", &[]), 10_000, "E10: one paper is one case");
    assert_eq!(plain("2.000884", &["--quantity", "2"]), 20_000, "E11");
    let contract = plain("2.001035", &[]);
    let its_copies = plain("2.000942", &["--pages", "6", "--copies", "2"]);
    assert_eq!((contract, contract + its_copies), (50_000, 66_000), "E12");
    assert_eq!(plain("2.000913", &[]), 30_000, "E13");
    assert_eq!(plain("2.000908", &[]), 0, "E14");
}

#[test]
fn civil_status_e15_to_e22() {
    let counter = Counter::empty();
    let folder = tempfile::tempdir().unwrap();
    let answers = |answers: Value| {
        let path = folder.path().join("answers.json");
        std::fs::write(&path, answers.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let plain = |code: &str, channel: &str, more: &[&str]| total(&counter, code, channel, more);
    assert_eq!(
        plain("2.000635", "counter", &["--copies", "2"]),
        16_000,
        "E15"
    );
    let in_time = answers(json!({ "tre": "thuong", "thoi-han": "dung-han" }));
    assert_eq!(
        plain(
            "1.001193",
            "counter",
            &["--copies", "3", "--answers", &in_time]
        ),
        24_000,
        "E16"
    );
    assert_eq!(plain("1.004772", "counter", &[]), 5_000, "E17");
    assert_eq!(plain("1.004884", "counter", &[]), 8_000, "E18");
    assert_eq!(plain("1.004884", "online", &[]), 0, "E19");
    let poor = fee(
        &counter,
        "1.004884",
        "counter",
        &["--exempt", "poor_household"],
    );
    assert_eq!(poor["total"], 0, "E20: {poor:#}");
    assert_eq!(
        poor["exempted_because"], "hộ nghèo",
        "the receipt names it: {poor:#}"
    );
    assert_eq!(plain("1.000894", "counter", &[]), 0, "E21");
    assert_eq!(plain("2.000806", "counter", &[]), 1_500_000, "E22");
}

#[test]
fn the_others_e23_to_e26() {
    let counter = Counter::empty();
    let plain = |code: &str, channel: &str, more: &[&str]| total(&counter, code, channel, more);
    assert_eq!(plain("1.004222", "counter", &[]), 20_000, "E23");
    assert_eq!(plain("1.004222", "online", &[]), 10_000, "E23");
    assert_eq!(plain("2.001263", "counter", &[]), 400_000, "E24");
    assert_eq!(
        plain("2.001263", "counter", &["--exempt", "close_relative"]),
        0,
        "E24: by a stepparent"
    );
    assert_eq!(plain("1.013228", "counter", &[]), 10_000, "E25");
    assert_eq!(plain("1.013228", "online", &[]), 0, "E25");
    let range = fee(&counter, "1.001022", "counter", &[]);
    assert_eq!(
        range["total"],
        Value::Null,
        "E26: nobody may guess: {range:#}"
    );
    assert_eq!(range["range"], json!([15_000, 50_000]), "E26: {range:#}");
}

#[test]
fn an_exemption_that_this_fee_does_not_know_takes_nothing_off() {
    let counter = Counter::empty();
    let said = fee(
        &counter,
        "2.000815",
        "counter",
        &["--exempt", "poor_household"],
    );
    assert_eq!(
        (&said["total"], &said["exempted_because"]),
        (&json!(2_000), &Value::Null),
        "{said:#}"
    );
}

#[test]
fn what_cannot_be_charged_is_refused() {
    let counter = Counter::empty();
    let ask = |args: &[&str]| counter.run([&["fee"], args].concat());
    ask(&["2.000815", "--channel", "boat"]).refused("BAD_CHANNEL");
    ask(&["9.999999", "--channel", "counter"]).refused("UNKNOWN_PROCEDURE");
    ask(&["2.000815", "--channel", "counter", "--exempt", "rich"]).refused("UNKNOWN_EXEMPTION");
    ask(&["2.000815", "--channel", "counter", "--date", "2026-02-30"]).refused("BAD_DATE");
    ask(&["2.000815", "--channel", "counter", "--pages", "-1"]).refused("USAGE");
    ask(&["2.000815", "--channel", "counter", "--pages", "5000000000"]).refused("USAGE");
    ask(&["2.000815"]).refused("USAGE");
    let most = ["--copies", "4294967295", "--quantity", "4294967295"];
    ask(&[&["2.000815", "--channel", "counter"], &most[..]].concat()).refused("BAD_NUMBER");
}
