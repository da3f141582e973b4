//! The contract of the command line: what an office does.

use crate::shapes::{dossier_shape, outcome_shape, row_shape};
use motcua_tests::{Counter, birth, fits};
use serde_json::{Value, json};
use std::{fs, path::Path};

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
    let noise = folder.path().join("nhiễu.bin");
    fs::write(&noise, [0xff, 0xfe, 0x00, 0x80, 0x07].repeat(300)).unwrap();
    fits(
        &counter.run(["verify", noise.to_str().unwrap()]).no(),
        &none,
    );
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
