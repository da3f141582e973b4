//! Married at one office, sealed, and used at another that shares nothing but the trusted keys; a lost
//! paper handed over without a dossier; and what is refused, with its reason.

use motcua_tests::{Counter, Page, fits};
use serde_json::{Value, json};
use std::path::Path;

/// Nobody's names and numbers.
const AN: (&str, &str, &str) = ("048095001234", "Nguyễn Văn An", "1995-03-15");
const HOA: (&str, &str, &str) = ("048197005678", "Lê Thị Hoa", "1997-09-02");

fn holder((id, name, birth): (&str, &str, &str)) -> Value {
    json!({ "id": id, "name": name, "birth": birth })
}

/// A marriage registered, with its result; the husband's stored result.
fn married(at: &Counter) -> String {
    let received = at
        .receive(&json!({
            "procedure": "1.000894",
            "answers": { "hai-ben": "trong-nuoc", "tuoi": "du", "nguoi-nop": "ben-ket-hon", "ly-hon-nuoc-ngoai": "khong" },
            "person": holder(AN),
            "submitted": [{ "requirement": "to-khai", "evidence": "to-khai-dang-ky-ket-hon", "original": 1 }],
            "shown": ["nhan-than"]
        }))
        .yes();
    let code = received["dossier"].as_str().unwrap();
    let results = json!([{ "holder": holder(AN) }, { "holder": holder(HOA) }]).to_string();
    let moved = at.feed(
        [
            "dossier", "move", code, "result", "--result", "-", "--number", "123/2026",
        ],
        results.as_bytes(),
    );
    assert_eq!(moved.yes()["state"], "result");
    let kept = at.run(["result", "find", "--person", AN.0]).yes();
    assert_eq!(kept.as_array().unwrap().len(), 1);
    assert_eq!(kept[0]["kind"], "giay-chung-nhan-ket-hon");
    assert_eq!(
        at.run(["result", "find", "--person", HOA.0]).yes()[0]["number"],
        "123/2026"
    );
    kept[0]["result"].as_str().unwrap().to_owned()
}

/// The one thing two offices share.
fn trusts(one: &Counter, other: &Counter) {
    let file = other.data.join("keys-of-another.json");
    let file = file.to_str().unwrap();
    let path = other.data.join("..").join("shared.json");
    let path = path.to_str().unwrap();
    one.run(["keys", "export", path]).yes();
    std::fs::copy(path, file).unwrap();
    let list = one.plain(["keys", "list"]).out;
    let root = list.split_whitespace().nth(2).unwrap();
    let merged = other.run(["keys", "trust", file, "--root", root]).yes();
    assert_eq!(merged["added"].as_array().unwrap().len(), 1, "{merged:#}");
    std::fs::remove_file(file).unwrap();
}

fn residence(at: &Counter, today: &str) -> Value {
    let answers = json!({ "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" });
    let case = at
        .feed(
            [
                "guide",
                "1.004222",
                "--answers",
                "-",
                "--person",
                AN.0,
                "--received",
                today,
            ],
            answers.to_string().as_bytes(),
        )
        .yes();
    case["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .find(|requirement| requirement["id"] == "vo-chong")
        .unwrap()["reuse"]
        .clone()
}

fn moving_in(reuse: &Value) -> Value {
    json!({
        "procedure": "1.004222",
        "answers": { "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" },
        "person": holder(AN),
        "submitted": [
            { "requirement": "to-khai", "evidence": "ct01", "original": 1 },
            { "requirement": "chu-nha-dong-y", "evidence": "y-kien-chu-cho-o-trong-to-khai", "original": 1 }
        ],
        "reuse": reuse
    })
}

#[test]
fn married_here_and_at_another_office_nothing_is_asked_for_it() {
    let here = Counter::office();
    let there = Counter::of("xã Hòa Vang", 3);
    let result = married(&here);
    let sealed = here.run(["result", "seal", &result]).yes();
    fits(
        &sealed,
        &json!({ "result": "text", "path": "path", "qr": "text", "reference": "text", "sha256": "sha256" }),
    );
    let qr = sealed["qr"].as_str().unwrap();
    assert!(qr.len() <= 366 && !qr.contains(AN.0), "{qr}");
    let shown = here.run(["result", "show", &result]).yes();
    assert_eq!(shown["sealed"], true);
    here.is_whole();

    // Next year, elsewhere: nobody knows of them there.
    let next_year = "2027-02-22T08:30";
    assert_eq!(residence(&there, next_year), json!([]));
    let take = ["result", "take", qr, "--holder-id", AN.0, "--birth", AN.2];
    assert!(there.run(take).refused("BAD_SEAL").contains("khóa"));
    trusts(&here, &there);

    let verdict = there.run(["verify", qr]).yes();
    assert_eq!(verdict["claims"]["kind"], "result");
    assert_eq!(verdict["known_here"], false);
    assert_eq!(verdict["result"]["kind"], "giay-chung-nhan-ket-hon");
    assert_eq!(verdict["result"]["issuer"], "UBND phường Hải Châu");
    assert!(
        !verdict.to_string().contains("123/2026"),
        "the number is only for who knows the holder"
    );

    // The print is scanned, where there is something to rasterise it with.
    let page = Page::of(Path::new(sealed["path"].as_str().unwrap()));
    let what = page.as_ref().map_or_else(
        || qr.to_owned(),
        |page| page.photo(3.0).display().to_string(),
    );
    let taken = there
        .run([
            "result",
            "take",
            &what,
            "--holder-id",
            AN.0,
            "--birth",
            AN.2,
            "--name",
            AN.1,
        ])
        .yes();
    assert_eq!(taken["source"], "QR niêm phong của UBND phường Hải Châu");
    assert_eq!(
        (&taken["number"], &taken["sealed"], &taken["kind"]),
        (
            &json!("123/2026"),
            &json!(true),
            &json!("giay-chung-nhan-ket-hon")
        )
    );
    let reuse = residence(&there, next_year);
    assert_eq!(
        (&reuse[0]["usable"], &reuse[0]["result"]),
        (&json!(true), &taken["result"])
    );

    let with = there
        .receive(&moving_in(
            &json!([{ "requirement": "vo-chong", "result": taken["result"] }]),
        ))
        .yes();
    assert_eq!(with["outcome"], "received");
    let day = with["dossier"]
        .as_str()
        .unwrap()
        .split('-')
        .nth(1)
        .unwrap()
        .to_owned();
    let day = format!("20{}-{}-{}", &day[..2], &day[2..4], &day[4..]);
    let measure = there
        .run(["result", "measure", "--from", &day, "--to", &day])
        .yes();
    assert_eq!(measure["components"]["by_result"], 1);
    assert_eq!(measure["kinds"][0]["id"], "giay-chung-nhan-ket-hon");
    assert_eq!(measure["kinds_wanted"], 15);
    there.is_whole();
}

#[test]
fn what_is_altered_anothers_known_or_no_result_is_refused_and_nothing_is_written() {
    let here = Counter::office();
    let there = Counter::of("xã Hòa Vang", 3);
    trusts(&here, &there);
    let result = married(&here);
    let sealed = here.run(["result", "seal", &result]).yes();
    let qr = sealed["qr"].as_str().unwrap();
    let again = here.run(["result", "seal", &result]).yes();
    assert_eq!(
        (&again["qr"], &again["path"]),
        (&sealed["qr"], &sealed["path"])
    );

    let before = there.run(["result", "find", "--person", AN.0]).yes();
    let mut altered = qr.to_owned();
    let last = if altered.ends_with('0') { '1' } else { '0' };
    altered.pop();
    altered.push(last);
    let take = |text: &str, id: &str, birth: &str| {
        there.run(["result", "take", text, "--holder-id", id, "--birth", birth])
    };
    take(&altered, AN.0, AN.2).refused("BAD_SEAL");
    take("không phải mã", AN.0, AN.2).refused("BAD_SEAL");
    take(qr, HOA.0, HOA.2).refused("OTHER_HOLDER");
    take(qr, AN.0, "1995-03-16").refused("OTHER_HOLDER");
    take(qr, AN.0, "").refused("OTHER_HOLDER");
    let receipt = here.receive(&moving_in(&json!([]))).yes();
    take(receipt["qr"].as_str().unwrap(), AN.0, AN.2).refused("BAD_SEAL");
    assert_eq!(
        there.run(["result", "find", "--person", AN.0]).yes(),
        before
    );
    take(qr, AN.0, AN.2).yes();
    take(qr, AN.0, AN.2).refused("RESULT_EXISTS");

    // Revoked where it was issued: no longer genuine there, and never sealed again.
    here.run(["result", "revoke", &result, "--why", "đã ly hôn"])
        .yes();
    let verdict = here.run(["verify", qr]).no();
    assert_eq!(verdict["reason"], "withdrawn");
    assert!(verdict["why"].as_str().unwrap().contains("đã ly hôn"));
    assert!(
        here.run(["result", "seal", &result])
            .refused("NOT_USABLE")
            .contains("đã thu hồi")
    );
    here.run(["result", "seal", "khong-co"])
        .refused("UNKNOWN_RESULT");
}

#[test]
fn a_lost_paper_is_handed_over_at_once_and_counted() {
    let counter = Counter::office();
    let result = counter
        .feed(
            ["result", "add", "-"],
            json!({
                "kind": "giay-xac-nhan-khuyet-tat", "holder": holder(HOA), "number": "07/2025",
                "issued": "2025-08-01", "valid_until": "không thời hạn"
            })
            .to_string()
            .as_bytes(),
        )
        .yes();
    let id = result["result"].as_str().unwrap();
    let case = counter.run(["guide", "1.001653", "--person", HOA.0]).yes();
    assert_eq!(case["on_the_spot"][0]["result"], id);
    assert_eq!(case["on_the_spot"][0]["usable"], true);
    let none = counter.run(["guide", "1.001653", "--person", AN.0]).yes();
    assert_eq!(none["on_the_spot"], json!([]));

    let over = |more: &[&str]| counter.run([&["result", "hand-over", id][..], more].concat());
    let her = ["--person", HOA.0, "--birth", HOA.2];
    over(&[&["--procedure", "1.004746"][..], &her].concat()).refused("NOT_USABLE");
    over(&[&["--procedure", "9.999999"][..], &her].concat()).refused("UNKNOWN_PROCEDURE");
    over(&["--procedure", "1.001653", "--person", AN.0, "--birth", AN.2]).refused("NOT_USABLE");
    // Who stands there is said, by number and birth date, or who takes it for her.
    over(&["--procedure", "1.001653"]).refused("BAD_PERSON");
    over(&["--procedure", "1.001653", "--person", HOA.0]).refused("NOT_USABLE");
    let given = over(&[
        "--procedure",
        "1.001653",
        "--person",
        HOA.0,
        "--birth",
        HOA.2,
    ])
    .yes();
    assert!(Path::new(given["path"].as_str().unwrap()).is_file());
    assert!(counter.list().is_empty(), "no dossier");
    // Once more on the same day, to whoever takes it for her: the same print, one reissue avoided.
    let twice = over(&[
        "--procedure",
        "1.001653",
        "--receiver",
        "Nguyễn Văn An, chồng, thẻ căn cước",
    ])
    .yes();
    assert_eq!(
        (&twice["path"], &twice["qr"]),
        (&given["path"], &given["qr"])
    );
    let events = counter.run(["result", "show", id]).yes()["events"].clone();
    assert_eq!(events[2]["what"], "handed_over");
    let measure = counter
        .run([
            "result",
            "measure",
            "--from",
            "2020-01-01",
            "--to",
            "2099-12-31",
        ])
        .yes();
    assert_eq!(measure["reissues_avoided"], 1);
    assert_eq!(measure["avoided"][0]["id"], "1.001653");
    counter
        .run([
            "result",
            "measure",
            "--from",
            "2026-02-01",
            "--to",
            "2026-01-01",
        ])
        .refused("BAD_DATE");
    counter.is_whole();
}
