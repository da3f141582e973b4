//! The contract of the command line: every verb's keys, types and exit codes. Keys may be added;
//! one that is left out, renamed or of another type fails here.

use motcua_tests::{Counter, birth, fits};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// The procedures that were guided first: twenty named in the task, ten chosen.
pub const GUIDED: [&str; 30] = [
    "1.001193", "1.000656", "1.000894", "1.004873", "2.000635", "1.004859", "1.004884", "1.004746",
    "2.000986", "1.000689", "1.004837", "2.001263", "1.003583", "2.000815", "2.000884", "2.001035",
    "2.001008", "1.004222", "1.004194", "1.001612", "1.001653", "1.001699", "1.001776", "1.014027",
    "1.014028", "1.002755", "1.010038", "1.010041", "1.012812", "1.013228",
];

fn fee_shape() -> Value {
    json!({
        "total": "int|null", "range": "array|null", "exempted_because": "text|null",
        "lines": [{
            "name": "text", "amount": "int|null", "quantity": "int", "sum": "int|null", "basis": "text"
        }]
    })
}

fn outcome_shape() -> Value {
    json!({
        "outcome": "=received|=supplement|=refused", "dossier": "text", "due": "moment|null",
        "fee": fee_shape(), "qr": "text",
        "papers": [{ "form": "=01|=02|=03", "path": "path", "sha256": "sha256" }],
        "missing": [{ "requirement": "text", "name": "text", "why": "text" }]
    })
}

fn row_shape() -> Value {
    json!({
        "dossier": "text", "procedure": "text", "name": "text", "applicant": "text",
        "state": "=received|=supplement|=solving|=result|=returned|=refused|=stopped",
        "received": "moment", "due": "moment|null"
    })
}

fn dossier_shape() -> Value {
    let mut shape = row_shape();
    let more = json!({
        "official_code": "text|null", "version": "text",
        "units": { "receiving": "text", "competent": "text", "residence": "text|null" },
        "person": {
            "id": "text", "name": "text", "birth": "text|null", "sex": "=female|=male|null",
            "address": "text|null", "phone": "text|null", "email": "text|null"
        },
        "on_behalf_of": "object|null", "submitted": ["object"], "reused": ["object"],
        "fee": fee_shape(),
        "events": [{ "at": "moment", "what": "text", "by": "text", "why": "text|null" }],
        "papers": [{ "form": "=01|=02|=03", "path": "path", "sha256": "sha256" }]
    });
    for (key, value) in more.as_object().unwrap() {
        shape[key] = value.clone();
    }
    shape
}

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
fn the_three_outcomes_have_all_their_keys() {
    let counter = Counter::office();
    let received = counter.receive(&birth()).yes();
    fits(&received, &outcome_shape());
    assert_eq!(received["outcome"], "received");
    assert_eq!(received["missing"], json!([]));
    assert_eq!(received["papers"][0]["form"], "01");

    let mut lacking = birth();
    lacking["submitted"] = json!([]);
    let supplement = counter.receive(&lacking).no();
    fits(&supplement, &outcome_shape());
    assert_eq!(supplement["outcome"], "supplement");
    assert_eq!(supplement["papers"][0]["form"], "02");
    assert_eq!(supplement["due"], Value::Null, "the clock has not started");

    let mut foreign = birth();
    foreign["refuse"] = json!({ "reason": "Không thuộc thẩm quyền", "go_to": "UBND xã Hòa Vang" });
    let refused = counter.receive(&foreign).no();
    fits(&refused, &outcome_shape());
    assert_eq!(refused["outcome"], "refused");
    assert_eq!(refused["papers"][0]["form"], "03");
    assert_eq!(
        (&refused["due"], &refused["fee"]["total"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn dossiers_are_listed_shown_searched_and_moved() {
    let counter = Counter::office();
    assert_eq!(counter.run(["dossier", "list"]).yes(), json!([]));
    let code = counter.receive(&birth()).yes()["dossier"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        code, "H17.001-261014-1001",
        "unit, day of reception, counter × 1000 + 1"
    );
    let list = counter.run(["dossier", "list"]).yes();
    fits(&list, &json!([row_shape()]));
    assert_eq!(list.as_array().unwrap().len(), 1);
    let shown = counter.show(&code);
    fits(&shown, &dossier_shape());
    for (key, value) in list[0].as_object().unwrap() {
        assert_eq!(
            &shown[key], value,
            "{key} is the same in the list and alone"
        );
    }
    assert_eq!(
        counter.run(["dossier", "show", &code.to_lowercase()]).yes()["dossier"],
        code
    );

    for text in [
        &code[..],
        "nguyen van an",
        "Nguyễn  Văn An",
        "0905123456",
        "048200001234",
        "khai sinh",
    ] {
        let found = counter.run(["dossier", "search", text]).yes();
        assert_eq!(found[0]["dossier"], code, "{text}");
    }
    assert_eq!(
        counter.run(["dossier", "search", "không ai cả"]).yes(),
        json!([])
    );

    let unknown = counter.run(["dossier", "show", "H17.001-261014-9999"]).no();
    fits(&unknown, &json!({ "dossier": "null", "why": "text" }));

    let moved = counter
        .run([
            "dossier",
            "move",
            &code,
            "solving",
            "--why",
            "chuyển công chức hộ tịch",
        ])
        .yes();
    fits(&moved, &dossier_shape());
    assert_eq!(moved["state"], "solving");
    let events = moved["events"].as_array().unwrap();
    assert_eq!(events.len(), 2, "one more, the first as it was");
    assert_eq!(events[0], shown["events"][0]);
    assert_eq!(events[1]["why"], "chuyển công chức hộ tịch");
    assert_eq!(counter.show(&code), moved);

    let go =
        |state: &str, why: &[&str]| counter.run([&["dossier", "move", &code, state], why].concat());
    go("received", &[]).refused("BAD_MOVE");
    go("nowhere", &[]).refused("BAD_MOVE");
    go("stopped", &[]).refused("REASON_MISSING");
    go("stopped", &["--why", "  "]).refused("REASON_MISSING");
    counter
        .run(["dossier", "move", "H17.001-261014-9999", "solving"])
        .refused("UNKNOWN_DOSSIER");
    assert_eq!(
        counter.show(&code),
        moved,
        "what was refused changed nothing"
    );
    go("result", &[]).yes();
    go("returned", &[]).yes();
    go("solving", &[]).refused("BAD_MOVE");
    counter.is_whole();
}

#[test]
fn verify_answers_yes_and_no_and_fails_only_for_what_cannot_be_read() {
    let counter = Counter::office();
    let received = counter.receive(&birth()).yes();
    let shape = json!({
        "valid": "bool", "why": "text", "known_here": "bool",
        "claims": {
            "kind": "=receipt", "dossier": "text", "unit": "text", "procedure": "text",
            "received": "moment", "due": "moment|null"
        }
    });
    let qr = received["qr"].as_str().unwrap();
    let good = counter.run(["verify", qr]).yes();
    fits(&good, &shape);
    assert_eq!(good["claims"]["dossier"], received["dossier"]);
    assert_eq!(
        counter
            .feed(["verify", "-"], format!("{qr}\n").as_bytes())
            .yes(),
        good
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mã.txt");
    fs::write(&file, qr).unwrap();
    assert_eq!(
        counter.run(["verify", file.to_str().unwrap()]).yes(),
        good,
        "an existing file wins"
    );

    let none = json!({ "valid": "bool", "why": "text", "known_here": "bool", "claims": "null" });
    for text in [
        "H17.001-261014-1001",
        "xin chào",
        "",
        "MC1:",
        "không-có-tệp.png",
        "https://example.vn/x",
    ] {
        let bad = counter.run(["verify", text]).no();
        fits(&bad, &none);
        assert_eq!(
            (&bad["valid"], &bad["known_here"]),
            (&json!(false), &json!(false)),
            "{text}"
        );
    }
    // Anyone may ask, also where no office has been set up.
    fits(&Counter::empty().run(["verify", qr]).no(), &none);
}

#[test]
fn check_finds_a_paper_that_was_changed_or_is_gone() {
    let counter = Counter::office();
    let shape =
        json!({ "ok": "bool", "faults": [{ "code": "text", "where": "text", "what": "text" }] });
    let said = counter.run(["check"]).yes();
    fits(&said, &shape);
    assert_eq!(said, json!({ "ok": true, "faults": [] }));
    let received = counter.receive(&birth()).yes();
    let paper = Path::new(received["papers"][0]["path"].as_str().unwrap());
    let mut bytes = fs::read(paper).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(paper, bytes).unwrap();
    let said = counter.run(["check"]).no();
    fits(&said, &shape);
    assert_eq!(said["ok"], false);
    assert_eq!(said["faults"].as_array().unwrap().len(), 1);
    let place = said["faults"][0]["where"].as_str().unwrap();
    assert!(place.contains("H17.001-261014-1001"), "{place}");
    // A paper that is gone is made again, the very same, as soon as the program starts.
    fs::remove_file(paper).unwrap();
    counter.is_whole();
    assert_eq!(motcua_tests::sha256(paper), received["papers"][0]["sha256"]);
}

#[test]
fn demo_receives_a_real_dossier_in_a_sample_office() {
    let counter = Counter::empty();
    let said = counter.run(["demo"]).yes();
    let mut shape = outcome_shape();
    shape["data"] = json!("path");
    shape["clerk"] = json!("text");
    fits(&said, &shape);
    assert_eq!(said["outcome"], "received");
    let verdict = counter.run(["verify", said["qr"].as_str().unwrap()]).yes();
    assert_eq!(
        (&verdict["valid"], &verdict["known_here"]),
        (&json!(true), &json!(true))
    );
    assert!(
        verdict["why"].as_str().unwrap().contains("MẪU"),
        "{verdict:#}"
    );
    let again = counter.run(["demo"]).yes();
    assert_ne!(
        again["dossier"], said["dossier"],
        "a second run receives a second one"
    );
    let told = counter.plain(["demo"]);
    let third = &counter.list()[0];
    assert!(
        told.out.contains(third["dossier"].as_str().unwrap()),
        "{}",
        told.out
    );
    assert!(
        told.out.contains(".pdf") && told.out.contains("MC1:"),
        "{}",
        told.out
    );
    counter.is_whole();
    let real = Counter::office();
    real.run(["demo"]).refused("OFFICE_EXISTS");
    assert_eq!(real.list(), Vec::<Value>::new());
}

#[test]
fn an_office_is_set_up_once_and_only_as_it_can_be() {
    let counter = Counter::empty();
    let init = |unit: &str, number: &str, clerk: &str| {
        counter.run([
            "office",
            "init",
            "--unit",
            unit,
            "--counter",
            number,
            "--clerk",
            clerk,
        ])
    };
    init("phường Không Có", "1", "Trần Thị Bình").refused("UNKNOWN_UNIT");
    init("", "1", "Trần Thị Bình").refused("UNKNOWN_UNIT");
    init("phường Hải Châu", "0", "Trần Thị Bình").refused("BAD_NUMBER");
    init("phường Hải Châu", "100", "Trần Thị Bình").refused("BAD_NUMBER");
    init("phường Hải Châu", "một", "Trần Thị Bình").refused("USAGE");
    init("phường Hải Châu", "1", " ").refused("BAD_PERSON");
    init("phường Hải Châu", "1", "Bình 2").refused("BAD_PERSON");
    counter.run(["dossier", "list"]).refused("NO_OFFICE");
    let done = init("hai chau", "7", "Trần Thị Bình").yes();
    let state = json!({
        "set_up": "bool", "unit_code": "text", "unit_title": "text", "counter": "int", "clerk": "text",
        "clerks": ["text"], "data_dir": "path", "notices": ["text"]
    });
    fits(&done, &state);
    assert_eq!(
        (&done["unit_title"], &done["counter"]),
        (&json!("phường Hải Châu"), &json!(7))
    );
    init("xã Hòa Vang", "1", "Lê Văn Cường").refused("OFFICE_EXISTS");
    assert_eq!(
        counter.run(["office", "show"]).yes()["unit_title"],
        "phường Hải Châu"
    );

    let by_code = Counter::empty();
    by_code
        .run([
            "office",
            "init",
            "--unit",
            done["unit_code"].as_str().unwrap(),
            "--counter",
            "2",
            "--clerk",
            "An",
        ])
        .yes();
    let secret = counter.data.join("keys/office.key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&secret).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "the key is this user's only");
    }
    assert_ne!(
        motcua_tests::sha256(&secret),
        motcua_tests::sha256(&by_code.data.join("keys/office.key")),
        "each counter has a key of its own"
    );
}

#[test]
fn all_94_units_can_be_set_up_by_code_and_an_old_name_leads_to_its_new_unit() {
    let counter = Counter::empty();
    // Hòa Liên was divided: both are named, none is guessed.
    let said = counter
        .run([
            "office",
            "init",
            "--unit",
            "xã Hòa Liên",
            "--counter",
            "1",
            "--clerk",
            "An",
        ])
        .refused("UNKNOWN_UNIT");
    assert!(
        said.contains("Hải Vân") && said.contains("Liên Chiểu"),
        "{said}"
    );
    counter.set_up("đặc khu Hoàng Sa", 1);
    assert_eq!(
        counter.run(["office", "show"]).yes()["unit_title"],
        "đặc khu Hoàng Sa"
    );
}

#[test]
fn a_backup_brings_everything_back_on_another_machine() {
    let counter = Counter::office();
    let received = counter.receive(&birth()).yes();
    let code = received["dossier"].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sao lưu.sqlite");
    let file = file.to_str().unwrap();
    let backup = counter.run(["backup", file]).yes();
    fits(&backup, &json!({ "path": "path", "bytes": "int" }));
    let before = counter.show(code);

    let other = Counter::empty();
    let restored = other.run(["restore", file]).yes();
    fits(
        &restored,
        &json!({ "path": "path", "kept_aside": "path|null" }),
    );
    assert_eq!(restored["kept_aside"], Value::Null);
    let mut after = other.show(code);
    let paper = Path::new(after["papers"][0]["path"].as_str().unwrap()).to_owned();
    assert!(
        paper.starts_with(other.data.canonicalize().unwrap()),
        "{}",
        paper.display()
    );
    assert_eq!(
        motcua_tests::sha256(&paper),
        received["papers"][0]["sha256"],
        "the very same paper"
    );
    after["papers"] = before["papers"].clone();
    assert_eq!(after, before);
    other.is_whole();
    // The new machine goes on receiving, with the next number, and its seals hold.
    let next = other.receive(&birth()).yes();
    assert_eq!(next["dossier"], "H17.001-261014-1002");
    let verdict = other.run(["verify", next["qr"].as_str().unwrap()]).yes();
    assert_eq!(verdict["known_here"], true);

    // Over a folder in use: the old file is kept.
    counter.receive(&birth()).yes();
    let restored = counter.run(["restore", file]).yes();
    let kept = restored["kept_aside"]
        .as_str()
        .expect("the replaced file is kept");
    assert!(Path::new(kept).is_file());
    assert_eq!(counter.codes(), [code]);
    counter.is_whole();
    counter
        .run(["restore", "/không/có.sqlite"])
        .refused("BAD_FILE");
    counter
        .run(["backup", "/không/có/đâu.sqlite"])
        .refused("BAD_FILE");
    assert_eq!(counter.codes(), [code]);
}

#[test]
fn what_needs_an_office_says_what_to_do_and_what_only_reads_works_without() {
    let counter = Counter::empty();
    let reception = birth();
    for said in [
        counter.receive(&reception),
        counter.run(["dossier", "list"]),
        counter.run(["dossier", "show", "H17.001-261014-1001"]),
        counter.run(["dossier", "search", "an"]),
        counter.run(["dossier", "move", "H17.001-261014-1001", "solving"]),
        counter.run(["office", "show"]),
        counter.run(["backup", "sao-luu.sqlite"]),
    ] {
        let sentence = said.refused("NO_OFFICE");
        assert!(
            sentence.contains("motcua office init") && sentence.contains("motcua demo"),
            "{sentence}"
        );
    }
    counter.run(["check"]).yes();
    counter.run(["keys", "list"]).yes();
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

#[test]
fn the_folder_may_be_named_by_the_environment_and_the_flag_wins() {
    let here = Counter::office();
    let elsewhere = Counter::empty();
    let ask = |command: &mut std::process::Command| {
        let output = command.output().unwrap();
        motcua_tests::Said::of(output, "office show".to_owned(), true)
    };
    let mut by_flag = elsewhere.command(["office", "show", "--json"]);
    by_flag.env("MOTCUA_DATA", &here.data);
    ask(&mut by_flag).refused("NO_OFFICE");
    let mut by_environment = std::process::Command::new(motcua_tests::binary());
    by_environment
        .args(["office", "show", "--json"])
        .env("MOTCUA_DATA", &here.data);
    assert_eq!(ask(&mut by_environment).yes()["set_up"], true);
}
