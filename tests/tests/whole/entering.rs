//! Results come in from sheets and scans, sources have a state, two numbers can be one person's: from
//! outside, as a script would do it.

use image::{GrayImage, Luma};
use motcua_tests::{Counter, fits};
use serde_json::{Value, json};
use std::fs;

const HOA: &str = "048190001234";

const SHEET: &str = "loại;số định danh;họ tên;ngày sinh;số;ngày cấp\n\
    Giấy chứng nhận kết hôn;48190001234;Lê Thị Hoa;21/05/1990;12/2025;5/3/2025\n\
    giấy lạ;048190001235;Lê Thị Huệ;21/05/1990;13/2025;5/3/2025\n\
    giay-chung-nhan-ket-hon;048190001236;Lê Thị Hồng;31/02/1990;14/2025;5/3/2025\n";

fn sheet(counter: &Counter) -> String {
    fs::create_dir_all(&counter.data).unwrap();
    let path = counter.data.with_extension("csv");
    fs::write(&path, SHEET).unwrap();
    path.display().to_string()
}

fn of(counter: &Counter, id: &str) -> Vec<Value> {
    let found = counter.run(["result", "find", "--person", id]).yes();
    found.as_array().unwrap().clone()
}

fn add(counter: &Counter, result: &Value) -> motcua_tests::Said {
    counter.feed(["result", "add", "-"], result.to_string().as_bytes())
}

fn marriage(id: &str, number: &str) -> Value {
    json!({
        "kind": "giay-chung-nhan-ket-hon", "number": number, "issued": "2025-03-05",
        "holder": { "id": id, "name": "Lê Thị Hoa", "birth": "1990-05-21" }
    })
}

#[test]
fn a_sheet_is_looked_at_goes_in_and_is_taken_back() {
    let counter = Counter::office();
    let file = sheet(&counter);
    let before = counter.files();
    let dry = counter.run(["result", "import", &file, "--dry-run"]).yes();
    assert_eq!(counter.files(), before, "a dry run writes nothing");
    assert_eq!(
        (&dry["read"], &dry["good"], &dry["added"]),
        (&json!(3), &json!(1), &json!(0))
    );
    assert_eq!(dry["batch"], Value::Null);

    let run = counter.run(["result", "import", &file]).yes();
    fits(
        &run,
        &json!({
            "read": "int", "added": "int", "batch": "text",
            "rejected": [{ "line": "int", "why": "text" }]
        }),
    );
    assert_eq!(run["added"], 1);
    let lines: Vec<_> = run["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bad| &bad["line"])
        .collect();
    assert_eq!(lines, [3, 4]);
    assert_eq!(of(&counter, HOA).len(), 1, "with its zero again");

    let again = counter.run(["result", "import", &file]).yes();
    assert_eq!(
        (&again["added"], &again["batch"]),
        (&json!(0), &Value::Null)
    );
    let batch = run["batch"].as_str().unwrap();
    counter.run(["result", "undo-import", batch]).yes();
    assert_eq!(of(&counter, HOA), Vec::<Value>::new());
    let twice = counter.run(["result", "undo-import", batch]);
    assert_eq!(twice.exit, 2);
    let shown = counter.plain(["result", "import", &file, "--dry-run"]);
    assert!(shown.out.contains("dòng 4"), "{}", shown.out);
    counter.is_whole();
}

#[test]
fn what_is_no_sheet_is_bad_input() {
    let counter = Counter::office();
    let path = counter.data.with_extension("xlsx");
    for bytes in [
        &b"PK\x03\x04"[..],
        b"",
        b"a,b\n1,2\n",
        b"\xff\xfe\x00",
        b"\x00\x01",
    ] {
        fs::write(&path, bytes).unwrap();
        let said = counter.run(["result", "import", path.to_str().unwrap()]);
        assert_eq!(said.exit, 2, "{said:#?}");
    }
    let nowhere = counter.run(["result", "import", "không có.xlsx"]);
    assert_eq!(nowhere.exit, 2);
}

#[test]
fn a_scan_waits_until_a_result_names_it_with_the_right_number_of_pages() {
    let counter = Counter::office();
    let folder = counter.run(["result", "scans"]).yes()["folder"].clone();
    let path = std::path::Path::new(folder.as_str().unwrap()).join("a.png");
    let mut page = GrayImage::from_pixel(400, 560, Luma([250]));
    (0..300).for_each(|x| (100..104).for_each(|y| page.put_pixel(50 + x, y, Luma([0]))));
    page.save(&path).unwrap();
    let scans = counter.run(["result", "scans"]).yes();
    assert_eq!(scans["scans"][0]["pages"], 1);
    assert_eq!(scans["scans"][0]["ready"], true);

    let mut result = marriage(HOA, "12/2025");
    result["file"] = json!("a.png");
    result["pages"] = json!(2);
    assert_eq!(add(&counter, &result).exit, 2);
    assert_eq!(of(&counter, HOA), Vec::<Value>::new());
    assert!(path.exists());
    result["pages"] = json!(1);
    let added = add(&counter, &result).yes();
    assert_eq!(added["file"]["pages"], 1);
    assert!(!path.exists());
    assert_eq!(counter.run(["result", "scans"]).yes()["scans"], json!([]));
}

#[test]
fn a_source_out_of_reach_is_told_with_its_hour_and_a_look_up_with_its_evidence() {
    let counter = Counter::office();
    let all = counter.run(["source", "list"]).yes();
    fits(
        &all,
        &json!([{
            "id": "text", "name": "text", "owner": "text", "state": "text", "since": "moment|null",
            "why": "text|null", "by": "text|null", "at": "moment|null", "text": "text"
        }]),
    );
    let guide = || {
        let case = counter.run(["guide", "1.000689", "--person", HOA]).yes();
        let all = case["requirements"].as_array().unwrap().clone();
        let by_source = |one: &Value| one["source_state"]["source"] == "cu-tru";
        all.into_iter().find(by_source).unwrap()["source_state"].clone()
    };
    assert_eq!(guide()["state"], "unknown");
    let down = counter
        .run(["source", "set", "cu-tru", "down", "--why", "mất mạng"])
        .yes();
    assert!(
        down["text"]
            .as_str()
            .unwrap()
            .starts_with("chưa khai thác được từ ")
    );
    assert_eq!(guide()["text"], down["text"]);
    counter
        .run([
            "source",
            "look-up",
            "cu-tru",
            "--person",
            HOA,
            "--found",
            "nothing",
            "--evidence",
            "trang tra cứu báo không có",
        ])
        .yes();
    assert_eq!(guide()["state"], "ready");
    assert!(
        guide()["text"]
            .as_str()
            .unwrap()
            .contains("không có dữ liệu")
    );
    let outages = counter
        .run([
            "source",
            "outages",
            "--from",
            "2026-01-01",
            "--to",
            "2100-01-01",
        ])
        .yes();
    assert_eq!(outages[0]["source"], "cu-tru");
    assert_eq!(outages[0]["why"], "mất mạng");
    for bad in [
        &["source", "set", "mây", "down"][..],
        &["source", "set", "cu-tru", "hỏng"],
        &[
            "source", "look-up", "cu-tru", "--person", HOA, "--found", "data",
        ],
    ] {
        assert_eq!(counter.run(bad).exit, 2, "{bad:?}");
    }
    counter.is_whole();
}

#[test]
fn two_numbers_are_one_person_by_decision_only() {
    let counter = Counter::office();
    let old = "201234567";
    add(&counter, &marriage(old, "1/2010")).yes();
    add(&counter, &marriage(HOA, "2/2025")).yes();
    let view = counter.run(["person", "show", HOA]).yes();
    assert_eq!(view["name"], "Lê Thị Hoa");
    assert_eq!(view["namesakes"][0]["id"], old);
    assert_eq!(view["namesakes"][0]["same_birth"], true);
    fits(
        &view["fields"],
        &json!([{
            "field": "text", "value": "text", "source": "text", "date": "date", "verified": "bool"
        }]),
    );
    assert_eq!(of(&counter, HOA).len(), 1);
    assert_eq!(
        counter.run(["person", "same", old, HOA]).exit,
        2,
        "a reason is required"
    );
    let same = counter
        .run(["person", "same", old, HOA, "--why", "ghi trên thẻ căn cước"])
        .yes();
    assert_eq!(same["numbers"], json!([old, HOA]));
    assert_eq!(of(&counter, old).len(), 2);
    counter
        .run(["person", "undo-same", HOA, old, "--why", "nhầm"])
        .yes();
    assert_eq!(of(&counter, HOA).len(), 1);

    let other = json!({
        "kind": "giay-chung-nhan-ket-hon", "number": "3/2010", "issued": "2010-03-05",
        "holder": { "id": "201234568", "name": "Lê Thị Hoa", "birth": "1990-05-22" }
    });
    add(&counter, &other).yes();
    let refused = counter.run(["person", "same", "201234568", HOA, "--why", "cùng tên"]);
    assert_eq!(refused.exit, 2);
    assert!(refused.err.contains("ngày sinh"), "{}", refused.err);
    assert_eq!(counter.run(["person", "show", "B1234567"]).exit, 1);
    counter.is_whole();
}
