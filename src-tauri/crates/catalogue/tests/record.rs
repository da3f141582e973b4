//! Properties of the records' parser and merge, and of the authored form written back.
#![allow(clippy::unwrap_used, reason = "a test may die")]

use motcua_catalogue::{
    authored,
    record::{Lines, Record, parse},
    source::{Files, Parts},
    written::to_toml_with,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn text() -> impl Strategy<Value = String> {
    "[a-zđA-ZÀ-ỹ0-9 ,.:;()-]{0,40}"
}

fn maybe<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(value)
}

/// A record as a source may write it; what is not known may be absent, null or empty.
fn row() -> impl Strategy<Value = Value> {
    let method = (
        prop::sample::select(vec!["truc_tiep", "truc_tuyen", "buu_chinh", ""]),
        maybe(0u32..60),
        prop::sample::select(vec!["working_day", "day", "hour", "other", ""]),
        any::<bool>(),
        prop::collection::vec((0i64..400_000, any::<bool>()), 0..3),
        maybe(text()),
    )
        .prop_map(|(channel, qty, unit, free, fees, note)| {
            let fees: Vec<_> = fees
                .into_iter()
                .map(|(amount, usd)| json!({"amount": amount, "currency": if usd { "USD" } else { "VND" }}))
                .collect();
            json!({"channel": channel, "time_qty": qty, "time_unit": unit, "free": free, "fees": fees, "note": note})
        });
    let component = (maybe(text()), text(), 0u32..4, 0u32..4, any::<bool>(), maybe("[A-Z0-9.-]{1,12}"))
        .prop_map(|(group, text, original, copy, note, code)| {
            json!({"group": group, "text": text, "original": original, "copy": copy, "is_note": note, "component_code": code})
        });
    (
        (0u32..40, "[a-zà-ỹ]{1,10}( [a-zà-ỹ]{1,8}){0,5}"),
        (maybe(text()), maybe(text()), maybe(text())),
        prop::collection::vec(text(), 0..3),
        prop::collection::vec(method, 0..3),
        prop::collection::vec(component, 0..4),
        prop::sample::select(vec![None, Some("core"), Some("likely"), Some("doubtful")]),
    )
        .prop_map(|((n, name), (field, by, steps), departments, methods, components, relevance)| {
            json!({
                "code": format!("9.9{n:05}"), "name": name, "field": field, "promulgated_by": by,
                "steps": steps, "departments": departments, "methods": methods,
                "components": components, "relevance": relevance,
            })
        })
}

fn read(row: &Value) -> Record {
    parse(row.to_string().as_bytes()).unwrap()
}

proptest! {
    #[test]
    fn any_bytes_are_a_record_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(rejected) = parse(&bytes) {
            prop_assert!(!rejected.why.is_empty());
        }
    }

    #[test]
    fn any_json_is_a_record_or_a_reason(row in row(), key in "[a-z_]{1,12}", junk in "\\PC{0,20}") {
        let mut row = row;
        row[key] = json!([{ "x": junk }]);
        let _ = parse(row.to_string().as_bytes());
    }

    #[test]
    fn a_record_written_and_read_again_is_the_same(row in row()) {
        let record = read(&row);
        prop_assert_eq!(&parse(record.to_line().as_bytes()).unwrap(), &record);
        let kept: Record = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
        prop_assert_eq!(kept, record);
    }

    #[test]
    fn merging_twice_is_merging_once_and_erases_nothing(old in row(), new in row()) {
        let (old, new) = (read(&old), read(&new));
        let once = old.clone().merged(new.clone());
        prop_assert_eq!(&once.clone().merged(new.clone()), &once);
        prop_assert_eq!(&new.clone().merged(new.clone()), &new);
        prop_assert!(once.components.is_empty() == (old.components.is_empty() && new.components.is_empty()));
        prop_assert!(once.steps.is_some() == (old.steps.is_some() || new.steps.is_some()));
    }

    #[test]
    fn what_is_said_of_a_record_never_fails_and_never_promises_nothing_for_free(row in row()) {
        let record = read(&row);
        let procedure = record.procedure();
        prop_assert!(!procedure.guided);
        prop_assert!(procedure.fee_text.as_deref() != Some("0 đồng"));
        record.offered();
        prop_assert_eq!(record.official().components.len(), record.components.len());
    }

    #[test]
    fn lines_are_those_of_the_text_however_they_end(rows in prop::collection::vec("[^\r\n\u{feff}]{0,20}", 0..12), crlf in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text = rows.join(end);
        let read: Vec<_> = Lines::new(text.as_bytes())
            .map(|line| String::from_utf8(line.unwrap().bytes.unwrap()).unwrap())
            .collect();
        let wanted: Vec<_> = rows
            .into_iter()
            .filter(|row| !row.bytes().all(|b| b.is_ascii_whitespace()))
            .collect();
        prop_assert_eq!(read, wanted);
    }
}

#[test]
fn every_authored_procedure_written_and_read_again_is_the_same() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    let parts = Parts::read(&Files::read_dir(&data).unwrap());
    assert!(!parts.guided.is_empty());
    for placed in &parts.guided {
        let before = &placed.value;
        let fees: Vec<_> = before.fees.iter().map(|(_, row)| row.clone()).collect();
        let papers: Vec<_> = before
            .evidence
            .iter()
            .map(|(_, paper)| paper.clone())
            .collect();
        let text = to_toml_with(&before.procedure, &fees, &papers);
        let mut after = authored::read("", &text)
            .unwrap_or_else(|finding| panic!("{}: {finding}\n{text}", placed.file))
            .procedure;
        // Only the digest of the text is another.
        after.version.clone_from(&before.procedure.version);
        assert_eq!(after, before.procedure, "{}", placed.file);
    }
}
