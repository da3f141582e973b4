//! The catalogue changed from outside: records imported, killed half-way, taken back; a procedure written,
//! approved, used, taken back; all of it exported and taken in elsewhere.

use motcua_tests::{Counter, Dice, fits};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::PathBuf, thread, time::Duration};

fn row(n: usize, name: &str) -> String {
    json!({
        "code": format!("9.{n:06}"), "name": name, "field": "Lâm nghiệp", "relevance": "core",
        "methods": [{"channel": "truc_tiep", "time_qty": 5, "time_unit": "working_day", "fees": []}],
        "components": [{"group": "", "text": "Đơn đề nghị", "original": 1, "copy": 0}],
    })
    .to_string()
}

fn file(counter: &Counter, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = counter.data.with_file_name(name);
    fs::write(&path, text).unwrap();
    path
}

fn codes(counter: &Counter) -> BTreeSet<String> {
    let list = counter.run(["catalogue", "list"]).yes();
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row["code"].as_str().unwrap().to_owned())
        .filter(|code| code.starts_with("9."))
        .collect()
}

#[test]
fn good_lines_go_in_bad_ones_are_reported_and_the_same_again_changes_nothing() {
    let counter = Counter::empty();
    let text = format!(
        "\u{feff}{}\r\n\r\nkhông phải JSON\n{}\n{{\"code\":\"9.000003\"}}\n",
        row(1, "Việc một"),
        row(2, "Việc hai")
    );
    let path = file(&counter, "records.jsonl", text);
    let path = path.to_str().unwrap();
    let shape = json!({
        "read": "int", "imported": "int", "updated": "int", "unchanged": "int", "offered": "int",
        "rejected": [{ "line": "int", "code": "text|null", "why": "text" }]
    });
    let report = counter.run(["catalogue", "import", path]).yes();
    fits(&report, &shape);
    assert_eq!(
        (&report["read"], &report["imported"]),
        (&json!(4), &json!(2))
    );
    assert_eq!(report["rejected"][0]["line"], 3);
    assert_eq!(report["rejected"][1]["code"], "9.000003");
    let again = counter.run(["catalogue", "import", path]).yes();
    assert_eq!(
        (&again["imported"], &again["updated"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(2))
    );
    assert_eq!(codes(&counter).len(), 2);
    let shown = counter.run(["catalogue", "show", "9.000001"]).yes();
    assert_eq!(shown["name"], "Việc một");
    let hits = counter.run(["find", "9.000002"]).yes();
    assert_eq!(hits[0]["code"], "9.000002");
    let diff = file(&counter, "next.jsonl", row(1, "Việc một, tên mới"));
    let diff = counter
        .run(["catalogue", "diff", diff.to_str().unwrap()])
        .yes();
    assert_eq!(
        (&diff["updated"], &diff["dry_run"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(
        diff["changes"][0]["changes"][0]["after"],
        "Việc một, tên mới"
    );
    assert_eq!(
        counter.run(["catalogue", "show", "9.000001"]).yes()["name"],
        "Việc một"
    );
}

#[test]
fn what_holds_no_record_is_refused_with_exit_2_and_writes_nothing() {
    let counter = Counter::empty();
    for text in [&b""[..], b"xin ch\xe0o", b"[1]\n{}\n"] {
        let path = file(&counter, "bad", text);
        let said = counter.run(["catalogue", "import", path.to_str().unwrap()]);
        said.refused("BAD_INPUT");
    }
    counter
        .run(["catalogue", "import", "/khong/co/tep"])
        .refused("BAD_FILE");
    assert!(codes(&counter).is_empty());
}

#[test]
fn an_import_killed_half_way_leaves_all_or_nothing() {
    let counter = Counter::office();
    let many: String = (0..1500)
        .map(|n| row(n, &format!("Việc số {n}")) + "\n")
        .collect();
    let path = file(&counter, "many.jsonl", many);
    let mut dice = Dice::new(20_261_121);
    for _ in 0..6 {
        let mut child = counter
            .command(["catalogue", "import", path.to_str().unwrap()])
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(dice.below(900) as u64));
        let _ = child.kill();
        child.wait().unwrap();
        let there = codes(&counter).len();
        assert!(there == 0 || there == 1500, "{there} of 1500");
    }
    counter
        .run(["catalogue", "import", path.to_str().unwrap()])
        .yes();
    assert_eq!(codes(&counter).len(), 1500);
    assert_eq!(counter.run(["check"]).yes()["ok"], true);
}

#[test]
fn a_procedure_is_changed_approved_used_and_taken_back_and_travels_to_another_office() {
    let counter = Counter::office();
    let draft = counter.run(["catalogue", "draft", "2.000815"]).yes();
    let text = draft["text"]
        .as_str()
        .unwrap()
        .replace("limit = \"same_day\"", "limit = \"2 working_day\"");
    let path = file(&counter, "moi.toml", &text);
    let path = path.to_str().unwrap();
    let diff = counter.run(["catalogue", "diff", path]).yes();
    let limit = diff["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["what"] == "Thời hạn");
    assert_eq!(limit.unwrap()["after"], "2 ngày làm việc");
    let saved = counter
        .run([
            "catalogue",
            "edit",
            path,
            "--decision",
            "QĐ 1/QĐ-UBND",
            "--issued",
            "2026-10-01",
        ])
        .yes();
    assert_eq!(saved["findings"], json!([]));
    let due = |counter: &Counter| {
        counter
            .run(["guide", "2.000815", "--received", "2026-10-14T09:00"])
            .yes()["due"]
            .clone()
    };
    assert_eq!(due(&counter), "2026-10-14T17:00");
    let id = saved["id"].as_str().unwrap();
    let version = counter
        .run(["catalogue", "approve", id, "--from", "2026-10-14"])
        .yes();
    assert_eq!(due(&counter), "2026-10-16T17:00");
    let yesterday = counter
        .run(["guide", "2.000815", "--received", "2026-10-13T09:00"])
        .yes();
    assert_eq!(
        yesterday["due"], "2026-10-13T17:00",
        "before its day as before"
    );
    let history = counter.run(["catalogue", "history", "2.000815"]).yes();
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_eq!(
        counter.run(["catalogue", "lead"]).yes()[0]["issued"],
        "2026-10-01"
    );
    let check = counter.run(["catalogue", "check"]).yes();
    assert_eq!(check["ok"], true);

    let zip = counter.data.with_file_name("danh-muc.zip");
    let zip = zip.to_str().unwrap();
    let out = counter.run(["catalogue", "export", zip]).yes();
    assert_eq!(out["office"], 1);
    let other = Counter::of("phường Thanh Khê", 2);
    let taken = other.run(["catalogue", "import", zip]).yes();
    let drafts = taken["drafts"].as_array().unwrap();
    assert_eq!(drafts.len(), 1, "only what is other becomes a draft");
    assert_eq!(
        due(&other),
        "2026-10-14T17:00",
        "and is not in use before it is approved"
    );
    let id = drafts[0]["id"].as_str().unwrap();
    other
        .run(["catalogue", "approve", id, "--from", "2026-10-14"])
        .yes();
    assert_eq!(due(&other), "2026-10-16T17:00");

    let id = version["id"].as_str().unwrap();
    counter
        .run(["catalogue", "undo", id, "--why", "nhập nhầm"])
        .yes();
    assert_eq!(due(&counter), "2026-10-14T17:00");
    counter
        .run(["catalogue", "undo", id, "--why", "nhập nhầm"])
        .refused("BAD_MOVE");
}

#[test]
fn an_abolished_procedure_is_read_but_not_received_and_its_successor_is_named() {
    let counter = Counter::office();
    let draft = counter.run(["catalogue", "draft", "2.000815"]).yes();
    let text = draft["text"].as_str().unwrap();
    let ended = text.replacen(
        "\nbasis = ",
        "\neffective_to = 2026-10-14\nended = { by = \"QĐ 2/QĐ-UBND\", successors = [\"2.000884\"] }\nbasis = ",
        1,
    );
    let path = file(&counter, "het.toml", ended);
    let saved = counter
        .run(["catalogue", "edit", path.to_str().unwrap()])
        .yes();
    assert_eq!(saved["findings"], json!([]), "{saved}");
    counter
        .run([
            "catalogue",
            "approve",
            saved["id"].as_str().unwrap(),
            "--from",
            "2026-10-01",
        ])
        .yes();
    let reception: Value = json!({
        "procedure": "2.000815", "answers": {}, "channel": "counter", "received": "2026-10-20T09:00",
        "person": {"id": "048095001234", "name": "Nguyễn Văn An", "birth": "1995-03-15", "sex": "male",
                   "address": "Tổ 1, phường Hải Châu, thành phố Đà Nẵng"},
        "submitted": [], "shown": [], "reuse": [], "return": "counter"
    });
    let said = counter.feed(["receive", "-"], reception.to_string().as_bytes());
    let why = said.refused("NOT_IN_FORCE");
    assert!(
        why.contains("QĐ 2/QĐ-UBND") && why.contains("2.000884"),
        "{why}"
    );
    let shown = counter
        .run(["catalogue", "show", "2.000815", "--on", "2026-10-20"])
        .yes();
    assert_eq!(
        (&shown["in_force"], &shown["ended"]["successors"][0]),
        (&json!(false), &json!("2.000884"))
    );
}
