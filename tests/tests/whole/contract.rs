//! The contract of the command line: what needs no office, and how every verb is called.

use crate::shapes::{GUIDED, fee_shape};
use motcua_tests::{Counter, birth, fits};
use serde_json::json;
use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn find_answers_with_what_was_found_and_nothing_found_is_an_answer_too() {
    let counter = Counter::empty();
    let found = counter.run(["find", "đăng ký khai sinh"]).yes();
    let shape = json!([{
        "code": "text", "name": "text", "field": "text", "kind": "text", "guided": "bool",
        "score": "number", "because": "text"
    }]);
    fits(&found, &shape);
    assert!(!found.as_array().unwrap().is_empty());
    let few = counter.run(["find", "--limit", "2", "đăng", "ký"]).yes();
    assert_eq!(few.as_array().unwrap().len(), 2);
    let by_code = counter.run(["find", "1.001193"]).yes();
    let codes: Vec<_> = by_code
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| &hit["code"])
        .collect();
    assert!(codes.contains(&&json!("1.001193")), "{codes:?}");
    assert_eq!(counter.run(["find", "qxzwvqxzwv"]).yes(), json!([]));
    assert!(
        !counter.data.exists(),
        "looking something up writes nothing"
    );
}

#[test]
fn guide_shows_questions_and_requirements_and_exits_0_complete_or_not() {
    let counter = Counter::empty();
    let shape = json!({
        "code": "=1.001193", "name": "text", "version": "text",
        "questions": [{
            "id": "text", "text": "text", "answer": "text|null",
            "options": [{ "id": "text", "text": "text" }]
        }],
        "requirements": [{
            "id": "text", "name": "text", "need": "=file|=show|=data", "because": "text", "basis": "text",
            "alternatives": [[{
                "evidence": "text", "name": "text", "original": "int", "copy": "int", "form": "text|null"
            }]],
            "reuse": [{
                "result": "text", "evidence": "text", "issued": "date|null", "valid_until": "date|null",
                "source": "text", "usable": "bool", "why": "text"
            }]
        }],
        "complete": "bool", "missing": ["text"], "due": "moment|null", "fee": fee_shape()
    });
    let open = counter.run(["guide", "1.001193"]).yes();
    fits(&open, &shape);
    assert_eq!(open["complete"], false);
    assert_eq!(
        open["missing"],
        json!(["tre"]),
        "only the question that applies yet"
    );
    let whole = counter
        .feed(
            [
                "guide",
                "1.001193",
                "--answers",
                "-",
                "--received",
                "2026-10-14T09:20",
            ],
            birth()["answers"].to_string().as_bytes(),
        )
        .yes();
    fits(&whole, &shape);
    assert_eq!(
        (&whole["complete"], &whole["missing"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(whole["due"], "2026-10-14T17:00");
    for requirement in whole["requirements"].as_array().unwrap() {
        let alternatives = requirement["alternatives"].as_array().unwrap();
        assert!(!alternatives.is_empty(), "{requirement:#}");
        assert!(
            alternatives
                .iter()
                .all(|list| !list.as_array().unwrap().is_empty()),
            "{requirement:#}"
        );
    }
    // An unknown person has no reuse; a suffix of the city is cut off.
    let unknown = counter
        .run([
            "guide",
            "1.001193.000.00.00.H17",
            "--person",
            "048299999999",
        ])
        .yes();
    fits(&unknown, &shape);
    for requirement in unknown["requirements"].as_array().unwrap() {
        assert_eq!(requirement["reuse"], json!([]));
    }
    assert!(
        !counter.data.exists(),
        "looking something up writes nothing"
    );
}

#[test]
fn guide_reads_answers_from_a_file_and_refuses_what_the_procedure_does_not_know() {
    let counter = Counter::empty();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trả lời.json");
    fs::write(&file, r#"{"tre":"thuong"}"#).unwrap();
    let args = ["guide", "1.001193", "--answers", file.to_str().unwrap()];
    let said = counter.run(args).yes();
    assert_eq!(said["questions"][0]["answer"], "thuong");
    let ask =
        |answers: &str| counter.feed(["guide", "1.001193", "--answers", "-"], answers.as_bytes());
    ask(r#"{"khong-co":"x"}"#).refused("BAD_ANSWER");
    ask(r#"{"tre":"khong-co"}"#).refused("BAD_ANSWER");
    ask(r#"{"tre":3}"#).refused("BAD_INPUT");
    ask("[]").refused("BAD_INPUT");
    counter
        .run(["guide", "1.001193", "--answers", "không có.json"])
        .refused("BAD_FILE");
    counter
        .run(["guide", "0.000000"])
        .refused("UNKNOWN_PROCEDURE");
    counter
        .run(["guide", "1.001193", "--channel", "boat"])
        .refused("BAD_CHANNEL");
    counter
        .run(["guide", "1.001193", "--received", "mai"])
        .refused("BAD_DATE");
}

#[test]
fn due_and_fee_have_their_keys() {
    let counter = Counter::empty();
    let due = counter
        .run([
            "due",
            "--received",
            "2026-10-14T09:20",
            "--limit",
            "same_day",
        ])
        .yes();
    let shape = json!({
        "due": "moment", "provisional": "bool", "counted": [{ "date": "date", "counts": "bool", "why": "text" }]
    });
    fits(&due, &shape);
    let ask = |args: &[&str]| {
        counter
            .run([&["fee"], args, &["--date", "2026-10-14"]].concat())
            .yes()
    };
    for args in [
        &[
            "2.000815",
            "--channel",
            "counter",
            "--pages",
            "3",
            "--copies",
            "2",
        ][..],
        &["1.001022", "--channel", "counter"],
        &[
            "1.004884",
            "--channel",
            "counter",
            "--exempt",
            "poor_household",
        ],
        // Only listed: nothing is known of its fee.
        &["1.013855", "--channel", "post"],
    ] {
        fits(&ask(args), &fee_shape());
    }
}

#[test]
fn the_catalogue_lists_guided_and_listed_procedures() {
    let counter = Counter::empty();
    let list = counter.run(["catalogue", "list"]).yes();
    fits(
        &list,
        &json!([{ "code": "text", "name": "text", "field": "text", "kind": "text", "guided": "bool" }]),
    );
    let list = list.as_array().unwrap();
    let codes: BTreeSet<_> = list
        .iter()
        .map(|entry| entry["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes.len(), list.len(), "each code once");
    assert!(codes.len() >= 567, "98 % of 578 rows: {}", codes.len());
    let guided: BTreeSet<_> = list
        .iter()
        .filter(|entry| entry["guided"] == true)
        .map(|entry| entry["code"].as_str().unwrap())
        .collect();
    for code in GUIDED {
        assert!(guided.contains(code), "{code}");
    }
    let shown = counter.run(["catalogue", "show", "1.001193"]).yes();
    fits(
        &shown,
        &json!({
            "code": "=1.001193", "name": "text", "field": "text", "kind": "text", "guided": "bool",
            "version": "text", "authority": "text|null", "limit": "text|null", "fee": "text|null",
            "results": ["text"], "url": "text|null", "basis": ["text"]
        }),
    );
    let unknown = counter.run(["catalogue", "show", "0.000000"]).no();
    fits(&unknown, &json!({ "code": "=0.000000", "why": "text" }));
}

#[test]
fn the_bundled_catalogue_accounts_for_every_official_component() {
    let report = Counter::empty().run(["catalogue", "check"]).yes();
    let shape = json!({
        "ok": "bool", "guided": "int", "listed": "int",
        "coverage": [{
            "code": "text", "name": "text", "official": "int", "papers": "int", "mapped": "int", "not_asked": "int"
        }],
        "findings": [{ "rule": "text", "file": "text", "line": "int", "message": "text" }]
    });
    fits(&report, &shape);
    assert_eq!(
        (&report["ok"], &report["findings"]),
        (&json!(true), &json!([]))
    );
    let coverage = report["coverage"].as_array().unwrap();
    assert!(coverage.len() >= GUIDED.len());
    for row in coverage {
        let number = |key: &str| row[key].as_u64().unwrap();
        assert_eq!(
            number("mapped") + number("not_asked"),
            number("official"),
            "{row:#}"
        );
    }
}

/// The authored files, copied so that one can be spoilt.
fn authored() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../data"),
        folder.path(),
    );
    folder
}

#[test]
fn a_gap_in_the_authored_files_is_found_with_file_and_line() {
    let counter = Counter::empty();
    let folder = authored();
    let path = folder.path().to_str().unwrap();
    assert_eq!(
        counter.run(["catalogue", "check", path]).exit,
        0,
        "the files as they are"
    );
    let file = "catalogue/ho-tich/1.001193.toml";
    let spoilt = folder.path().join(file);
    let text = fs::read_to_string(&spoilt).unwrap();
    let line = 1 + text
        .lines()
        .position(|line| line.contains("\"giay-chung-sinh\""))
        .expect("the file names this paper");
    fs::write(
        &spoilt,
        text.replacen("\"giay-chung-sinh\"", "\"giay-khong-co\"", 1),
    )
    .unwrap();
    let report = counter.run(["catalogue", "check", path]).no();
    assert_eq!(report["ok"], false);
    let found = report["findings"].as_array().unwrap();
    assert!(
        found.iter().any(|finding| finding["file"] == file
            && finding["line"]
                .as_u64()
                .is_some_and(|at| at.abs_diff(line as u64) <= 3)
            && finding["message"]
                .as_str()
                .unwrap()
                .contains("giay-khong-co")),
        "line {line}: {report:#}"
    );
    let said = counter.plain(["catalogue", "check", path]);
    assert_eq!(said.exit, 1);
    assert!(said.out.contains(&format!("{file}:")), "{}", said.out);
    counter
        .run(["catalogue", "check", "/không có"])
        .refused("BAD_FILE");
}

#[test]
fn a_wrong_call_is_a_usage_fault_in_vietnamese() {
    let counter = Counter::empty();
    let wrong: [&[&str]; 12] = [
        &["nhận"],
        &["receive"],
        &["receive", "a", "b"],
        &["find"],
        &["find", "--limit", "x", "khai sinh"],
        &["due", "--received", "2026-10-14T09:20"],
        &["due", "--limit"],
        &["dossier"],
        &["dossier", "show"],
        &["office", "init", "--unit", "Hải Châu"],
        &["catalogue", "list", "--khong-co"],
        &["keys", "revoke", "không phải khóa", "--why", "x"],
    ];
    for args in wrong {
        counter.run(args).refused("USAGE");
    }
    assert!(!counter.data.exists(), "a wrong call writes nothing");
}

#[test]
fn help_is_there_for_every_verb_and_exits_0() {
    let counter = Counter::empty();
    for verb in [
        "",
        "find",
        "guide",
        "due",
        "fee",
        "catalogue",
        "receive",
        "dossier",
        "verify",
        "office",
        "keys",
        "result",
        "backup",
        "restore",
        "check",
        "demo",
    ] {
        let args: Vec<&str> = [verb, "--help"]
            .into_iter()
            .filter(|arg| !arg.is_empty())
            .collect();
        let said = counter.plain(args);
        assert_eq!(said.exit, 0, "{said:#?}");
        assert!(said.out.contains("--json"), "{}", said.out);
        assert!(said.out.contains("Cách dùng: "), "{}", said.out);
        for english in ["Usage", "Commands", "Options", "Arguments", "Print"] {
            assert!(!said.out.contains(english), "{english}: {}", said.out);
        }
    }
    assert!(counter.plain(["--version"]).out.starts_with("motcua "));
}

#[test]
fn without_json_people_read_vietnamese_and_the_exit_code_is_the_same() {
    let counter = Counter::office();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hồ sơ.json");
    fs::write(&file, birth().to_string()).unwrap();
    let file = file.to_str().unwrap();
    let said = counter.plain(["receive", file]);
    assert_eq!(said.exit, 0, "{said:#?}");
    assert!(
        said.out.contains("Đã tiếp nhận hồ sơ H17.001-261014-1001"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("17 giờ 00") && said.out.contains("14/10/2026"),
        "{}",
        said.out
    );
    let list = counter.plain(["dossier", "list"]);
    assert!(list.out.contains("Đã tiếp nhận"), "{}", list.out);
    assert_eq!(
        counter
            .plain(["dossier", "show", "H17.001-261014-7777"])
            .exit,
        1
    );
    assert_eq!(counter.plain(["verify", "xin chào"]).exit, 1);
    let guided = counter.plain(["guide", "1.001193"]);
    assert!(
        guided.out.contains("Cháu thuộc trường hợp nào?"),
        "{}",
        guided.out
    );
    let fee = counter.plain([
        "fee",
        "2.000815",
        "--channel",
        "counter",
        "--pages",
        "24",
        "--copies",
        "2",
    ]);
    assert!(fee.out.contains("52.000 đồng"), "{}", fee.out);
}
