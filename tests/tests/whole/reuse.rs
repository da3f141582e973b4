//! Results while a counter works: sources that do not answer, decisions on record, a reissue opened all the
//! same, and the power cut while one is sealed.

use motcua_tests::{Counter, Dice, birth, sha256};
use serde_json::{Value, json};
use std::{path::Path, thread, time::Instant};

/// Nobody's names and numbers.
const AN: (&str, &str, &str) = ("048200001234", "Nguyễn Văn An", "2000-03-15");

fn holder((id, name, birth): (&str, &str, &str)) -> Value {
    json!({ "id": id, "name": name, "birth": birth })
}

fn add(counter: &Counter, kind: &str, number: &str) -> String {
    let new = json!({
        "kind": kind, "holder": holder(AN), "number": number,
        "issued": "2025-08-01", "valid_until": "không thời hạn"
    });
    let added = counter
        .feed(["result", "add", "-"], new.to_string().as_bytes())
        .yes();
    added["result"].as_str().unwrap().to_owned()
}

/// He moves in with his wife: that they are married is data.
fn moving_in() -> Value {
    json!({
        "procedure": "1.004222",
        "answers": { "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" },
        "person": holder(AN),
        "submitted": [
            { "requirement": "to-khai", "evidence": "ct01", "original": 1 },
            { "requirement": "chu-nha-dong-y", "evidence": "y-kien-chu-cho-o-trong-to-khai", "original": 1 }
        ]
    })
}

/// What the guide says of the marriage then.
fn marriage(counter: &Counter) -> Value {
    let answers = moving_in()["answers"].to_string();
    let case = counter
        .feed(
            ["guide", "1.004222", "--answers", "-", "--person", AN.0],
            answers.as_bytes(),
        )
        .yes();
    let requirements = case["requirements"].as_array().unwrap();
    let found = requirements.iter().find(|one| one["id"] == "vo-chong");
    found.unwrap().clone()
}

fn kinds(counter: &Counter, dossier: &str) -> Vec<String> {
    let events = counter.show(dossier)["events"].clone();
    let events = events.as_array().unwrap();
    events
        .iter()
        .map(|event| event["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn out_of_reach_is_not_without_data_and_can_be_named_as_the_reason_of_a_delay() {
    let counter = Counter::office();
    let why = |counter: &Counter| marriage(counter)["source_state"]["why"].clone();
    let said = |counter: &Counter| why(counter).as_str().unwrap().to_owned();
    assert!(said(&counter).contains("chưa ai kiểm tra"));
    counter.run(["source", "set", "ho-tich", "down"]).yes();
    let down = said(&counter);
    assert!(down.contains("chưa khai thác được từ"), "{down}");
    assert!(down.contains("chưa biết có dữ liệu hay không"), "{down}");
    // Neither waived nor demanded: received, and still to be looked up.
    let received = counter.receive(&moving_in()).yes();
    let code = received["dossier"].as_str().unwrap();

    counter
        .run(["dossier", "delay", code, "--source", "dan-cu"])
        .refused("BAD_INPUT");
    let late = counter
        .run([
            "dossier",
            "delay",
            code,
            "--source",
            "ho-tich",
            "--why",
            "cả buổi sáng",
        ])
        .yes();
    let event = late["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(event["kind"], "delay_explained");
    assert!(event["why"].as_str().unwrap().contains("cả buổi sáng"));
    assert_eq!(late["delays"][0]["source"], "ho-tich");
    assert_eq!(late["state"], "received");
    counter
        .run(["dossier", "delay", code, "--source", "ho-tich"])
        .refused("BAD_MOVE");

    // It answers again, and has nothing: now the paper may be asked for.
    let look_up = |found: &str| {
        counter
            .run([
                "source",
                "look-up",
                "ho-tich",
                "--person",
                AN.0,
                "--found",
                found,
                "--evidence",
                "phiếu 12",
                "--paper",
                "giay-chung-nhan-ket-hon",
            ])
            .yes()
    };
    look_up("nothing");
    let nothing = said(&counter);
    assert!(
        nothing.contains("không có dữ liệu") && nothing.contains("Bộ Tư pháp"),
        "{nothing}"
    );
    look_up("data");
    assert_eq!(why(&counter), Value::Null);
    counter.is_whole();
}

#[test]
fn what_a_clerk_decides_of_a_result_is_on_record() {
    let counter = Counter::office();
    let kept = add(&counter, "giay-chung-nhan-ket-hon", "12/2025");
    assert_eq!(marriage(&counter)["reuse"][0]["usable"], true);
    let with = |key: &str, value: Value| {
        let mut reception = moving_in();
        reception["received"] = json!("2026-10-14T09:20");
        reception[key] = value;
        reception
    };
    let used = counter
        .receive(&with(
            "reuse",
            json!([{ "requirement": "vo-chong", "result": kept }, { "requirement": "vo-chong", "result": kept }]),
        ))
        .yes();
    let used = used["dossier"].as_str().unwrap();
    assert_eq!(kinds(&counter, used), ["received", "reused"]);
    let asked = |why: Option<&str>| {
        let decision = json!([{ "requirement": "vo-chong", "result": kept, "did": "paper_asked", "why": why }]);
        counter.receive(&with("decisions", decision))
    };
    asked(None).refused("REASON_MISSING");
    let waits = asked(Some("dữ liệu ghi sai năm sinh")).no();
    assert_eq!(waits["outcome"], "supplement");
    assert_eq!(waits["missing"][0]["requirement"], "vo-chong");
    let waits = waits["dossier"].as_str().unwrap();
    assert_eq!(
        kinds(&counter, waits),
        ["supplement_requested", "paper_asked"]
    );
    let measure = counter
        .run([
            "result",
            "measure",
            "--from",
            "2026-10-14",
            "--to",
            "2026-10-14",
        ])
        .yes();
    let counted = &measure["components"];
    assert_eq!(counted["by_result"], 1);
    assert_eq!(counted["paper_asked"], 1);
    assert_eq!(counted["missing"], 1);
    assert_eq!(measure["kinds_reused"], 1);
    assert_eq!(measure["kinds_wanted"], 15);
    counter.is_whole();
}

#[test]
fn a_reissue_says_that_its_result_lies_ready_and_opening_it_all_the_same_is_on_record() {
    let counter = Counter::office();
    let kept = add(&counter, "giay-xac-nhan-khuyet-tat", "07/2025");
    let reissue = json!({
        "procedure": "1.001653", "answers": { "ly-do": "mat" }, "person": holder(AN),
        "submitted": [{ "requirement": "don", "evidence": "don-de-nghi-khuyet-tat", "original": 1 }],
        "received": "2026-10-14T09:20", "despite": "cần bản giấy mới để nộp ra nước ngoài"
    });
    let received = counter.receive(&reissue).yes();
    assert_eq!(received["on_the_spot"][0]["result"], kept.as_str());
    assert_eq!(
        received["due"], "2026-10-14T17:00",
        "no field verification: today"
    );
    let code = received["dossier"].as_str().unwrap();
    assert_eq!(kinds(&counter, code), ["received", "despite_result"]);
    let mut later = reissue;
    later["not_same_day"] = json!("hồ sơ gốc ở kho lưu trữ");
    assert_eq!(counter.receive(&later).yes()["due"], "2026-10-21T17:00");
    let measure = counter
        .run([
            "result",
            "measure",
            "--from",
            "2026-10-14",
            "--to",
            "2026-10-14",
        ])
        .yes();
    assert_eq!(measure["reissues_despite"], 2);
    assert_eq!(measure["reissues_avoided"], 0);
}

#[test]
fn papers_are_numbered_by_form_counter_and_year() {
    let counter = Counter::of("phường Hải Châu", 2);
    let mut incomplete = birth();
    incomplete["submitted"] = json!([]);
    let body = |dossier: &Value| {
        let file = rusqlite::Connection::open(counter.file()).unwrap();
        let sql = "SELECT json_extract(body, '$.number') FROM dossier WHERE code = ?1";
        file.query_row(sql, [dossier["dossier"].as_str().unwrap()], |row| {
            row.get::<_, String>(0)
        })
        .unwrap()
    };
    assert_eq!(body(&counter.receive(&birth()).yes()), "1.Q2");
    assert_eq!(body(&counter.receive(&incomplete).no()), "1.Q2");
    assert_eq!(body(&counter.receive(&birth()).yes()), "2.Q2");
    let mut next_year = birth();
    next_year["received"] = json!("2027-01-04T09:20");
    assert_eq!(body(&counter.receive(&next_year).yes()), "1.Q2");
    counter.is_whole();
}

/// The power fails while results are sealed: each is sealed with its print, or not at all.
#[test]
fn a_cut_while_sealing_leaves_a_result_sealed_whole_or_not_sealed() {
    let counter = Counter::office();
    let mut dice = Dice::new(20_261_122);
    let results: Vec<String> = (0..14)
        .map(|n| add(&counter, "giay-xac-nhan-khuyet-tat", &format!("{n}/2025")))
        .collect();
    let start = Instant::now();
    counter.run(["result", "seal", &results[0]]).yes();
    let takes = start.elapsed();
    let mut said = 0;
    for result in &results[1..] {
        let mut child = counter
            .command(["result", "seal", result, "--json"])
            .spawn()
            .unwrap();
        thread::sleep(takes * (300 + dice.below(900) as u32) / 1000);
        let _ = child.kill();
        let printed = child.wait_with_output().unwrap().stdout;
        said += usize::from(printed.ends_with(b"}\n"));
    }
    println!("{said} of {} said that they were done", results.len() - 1);
    // The next start makes good what a cut kept from the disk.
    counter.is_whole();
    let mut codes = std::collections::BTreeSet::new();
    for result in &results {
        let sealed = counter.run(["result", "show", result]).yes()["sealed"] == true;
        let again = counter.run(["result", "seal", result]).yes();
        let events = counter.run(["result", "show", result]).yes()["events"].clone();
        let seals = events.as_array().unwrap().iter();
        assert_eq!(
            seals.filter(|event| event["what"] == "sealed").count(),
            1,
            "sealed before: {sealed}"
        );
        let path = Path::new(again["path"].as_str().unwrap());
        assert_eq!(again["sha256"], sha256(path));
        assert!(codes.insert(again["reference"].as_str().unwrap().to_owned()));
        assert_eq!(
            counter.run(["verify", again["qr"].as_str().unwrap()]).yes()["known_here"],
            true
        );
    }
    let expected: Vec<_> = (1..=results.len()).map(|n| format!("901{n:05}")).collect();
    let given: Vec<_> = codes
        .iter()
        .map(|code| code.rsplit('-').next().unwrap().to_owned())
        .collect();
    assert_eq!(given, expected, "a cut program takes no number with it");
    counter.is_whole();
}

#[test]
fn the_keys_come_back_only_with_their_passphrase_and_never_over_others() {
    let counter = Counter::office();
    let received = counter.receive(&birth()).yes();
    let qr = received["qr"].as_str().unwrap();
    let file = |name: &str| counter.data.join("..").join(name).display().to_string();
    let (data, keys, words, wrong) = (
        file("data.motcua"),
        file("keys"),
        file("words"),
        file("wrong"),
    );
    std::fs::write(&words, "sông hàn chiều mưa rất êm\n").unwrap();
    std::fs::write(&wrong, "sông hàn chiều nắng rất êm\n").unwrap();
    counter.run(["backup", &data]).yes();
    counter
        .run(["keys", "backup", &keys, "--passphrase", &words])
        .yes();
    counter
        .run(["keys", "backup", &keys, "--passphrase", &words])
        .refused("BAD_FILE");
    let text = std::fs::read_to_string(&keys).unwrap();
    let secret = std::fs::read(counter.data.join("keys/office.key")).unwrap();
    assert!(
        !text.contains(&hex::encode(&secret))
            && !text.contains(&String::from_utf8_lossy(&secret).into_owned())
    );

    // Another machine: the data, then the keys.
    let other = Counter::empty();
    other.run(["restore", &data]).yes();
    let restore =
        |at: &Counter, words: &str| at.run(["keys", "restore", &keys, "--passphrase", words]);
    restore(&other, &wrong).refused("BAD_KEY");
    assert_eq!(
        other.run(["verify", qr]).exit,
        1,
        "not one of the keys has come"
    );
    restore(&other, &words).yes();
    restore(&other, &words).yes();
    assert_eq!(other.run(["verify", qr]).yes()["known_here"], true);
    let next = other.receive(&birth()).yes();
    assert_eq!(
        counter.run(["verify", next["qr"].as_str().unwrap()]).yes()["valid"],
        true,
        "the same key"
    );
    // Over another office's keys: refused.
    let third = Counter::of("xã Hòa Vang", 1);
    restore(&third, &words).refused("BAD_KEY");
    third.is_whole();
}
