//! Official records: cleaned, put beside what is authored, never over it; bad lines go only into the
//! report; the same file again changes nothing; a batch can be taken back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

mod offices;

use motcua_desk::Desk;
use motcua_fault::Code;
use motcua_office::RecordImport;
use offices::{Place, at};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn place() -> Place {
    Place::of("phường Hải Châu", at(2026, 11, 20, 8, 0))
}

fn import(place: &Place, text: impl AsRef<[u8]>) -> RecordImport {
    let file = place.folder.path().join("records.jsonl");
    fs::write(&file, text).unwrap();
    run(&place.desk, &file)
}

fn run(desk: &Desk, file: &Path) -> RecordImport {
    desk.import_records(file, false, at(2026, 11, 20, 9, 0))
        .unwrap()
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// A procedure that nobody has.
fn made(code: &str, name: &str) -> Value {
    json!({
        "code": code, "name": name, "field": "Lâm nghiệp", "relevance": "core",
        "departments": ["Ủy ban nhân dân cấp xã"],
        "methods": [{"channel": "truc_tiep", "time_qty": 5, "time_unit": "working_day",
                     "free": false, "fees": [{"amount": 20000, "currency": "VND", "note": ""}], "note": ""}],
        "components": [
            {"group": "Giấy tờ phải nộp:", "text": "Đơn đề nghị", "original": 1, "copy": 0, "is_note": false, "forms": []},
            {"group": "", "text": "Người nộp tự chịu trách nhiệm.", "original": 0, "copy": 0, "is_note": true, "forms": []},
        ],
        "results": [{"name": "Giấy xác nhận", "code": ""}], "url": null, "steps": "", "extra": {"unknown": 1},
    })
}

fn counts(report: &RecordImport) -> (u64, u64, u64, u64, u64, usize) {
    (
        report.read,
        report.imported,
        report.updated,
        report.unchanged,
        report.offered,
        report.rejected.len(),
    )
}

fn codes(desk: &Desk) -> Vec<String> {
    let list = desk.reference().catalogue.list().unwrap();
    list.into_iter().map(|entry| entry.code).collect()
}

#[test]
fn a_record_goes_in_is_listed_found_and_read_and_the_same_again_changes_nothing() {
    let place = place();
    let text = lines(&[
        made("9.900001", "Xác nhận bảng kê vẹt đuôi dài"),
        made("9.900002", "Việc hai"),
    ]);
    assert_eq!(counts(&import(&place, &text)), (2, 2, 0, 0, 0, 0));
    assert!(codes(&place.desk).contains(&"9.900001".to_owned()));
    let now = at(2026, 11, 20, 10, 0);
    let reference = place.desk.reference();
    let hits = reference
        .find("bang ke vet duoi dai", 3, &place.desk.usage().unwrap(), now)
        .unwrap();
    assert_eq!(hits[0].code, "9.900001");
    let shown = reference.show("9.900001", now).unwrap();
    assert_eq!(shown.limit.as_deref(), Some("5 ngày làm việc"));
    assert_eq!(shown.fee.as_deref(), Some("20.000 đồng"));
    let again = import(&place, &text);
    assert_eq!(counts(&again), (2, 0, 0, 2, 0, 0));
    assert_eq!(again.batch, None, "nothing to take back");
    // Windows line ends, a mark, empty lines and another order are the same file.
    let mut rows: Vec<_> = text.lines().collect();
    rows.reverse();
    let same = format!("\u{feff}{}\r\n\r\n", rows.join("\r\n\r\n"));
    assert_eq!(counts(&import(&place, same)), (2, 0, 0, 2, 0, 0));
    let changed = text.replace("Việc hai", "Việc hai, sửa tên");
    assert_eq!(counts(&import(&place, changed)), (2, 0, 1, 1, 0, 0));
}

#[test]
fn an_authored_entry_is_never_changed_the_difference_is_offered() {
    let place = place();
    let now = at(2026, 11, 20, 10, 0);
    let before = place.desk.reference().show("1.001193", now).unwrap();
    let row = json!({"code": "1.001193.000.00.00.H17", "name": "Tên khác hẳn", "field": "Hộ tịch"});
    let report = import(&place, lines(std::slice::from_ref(&row)));
    assert_eq!(counts(&report), (1, 0, 0, 0, 1, 0));
    assert_eq!(report.differs, ["1.001193"]);
    assert_eq!(
        place.desk.reference().show("1.001193", now).unwrap(),
        before
    );
    let diff = place.desk.record_difference("1.001193", now).unwrap();
    assert_eq!(diff.changes[0].what, "Tên");
    assert_eq!(diff.changes[0].after.as_deref(), Some("Tên khác hẳn"));
    assert_eq!(counts(&import(&place, lines(&[row]))), (1, 0, 0, 1, 0, 0));
    let guided = place.desk.take_record("1.001193", true, now).unwrap_err();
    assert_eq!(guided.code, Code::BadMove, "a guide is changed by editing");
}

#[test]
fn a_listed_entry_takes_the_record_only_when_told_and_gives_it_back() {
    let place = place();
    let now = at(2026, 11, 20, 10, 0);
    let list = place.desk.reference().catalogue.list().unwrap();
    let listed = list.iter().find(|entry| !entry.guided).unwrap();
    let row = json!({"code": listed.code, "name": "Tên mới của thủ tục", "field": listed.field});
    assert_eq!(import(&place, lines(&[row])).offered, 1);
    let name = || place.desk.reference().show(&listed.code, now).unwrap().name;
    assert_eq!(name(), listed.name);
    place.desk.take_record(&listed.code, true, now).unwrap();
    assert_eq!(name(), "Tên mới của thủ tục");
    place.desk.take_record(&listed.code, false, now).unwrap();
    assert_eq!(name(), listed.name);
}

#[test]
fn hostile_lines_go_only_into_the_report_and_the_good_ones_around_them_go_in() {
    let place = place();
    let good = |n: u32| made(&format!("9.90000{n}"), &format!("Việc số {n}")).to_string();
    let deep = format!(
        "{{\"code\":\"9.900100\",\"name\":\"x\",\"deep\":{}{}}}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    let bad: Vec<(Vec<u8>, &str)> = vec![
        (b"not json".to_vec(), "JSON"),
        (b"[1,2]".to_vec(), "đối tượng"),
        (b"{}".to_vec(), "mã thủ tục"),
        (br#"{"code":"1.2","name":"x"}"#.to_vec(), "dạng"),
        (br#"{"code":7,"name":"x"}"#.to_vec(), "code"),
        (br#"{"code":"9.900101","name":"  "}"#.to_vec(), "tên"),
        (
            br#"{"code":"9.900101","name":"x","methods":"y"}"#.to_vec(),
            "methods",
        ),
        (
            br#"{"code":"9.900101","name":"x","methods":[{"time_qty":"ba"}]}"#.to_vec(),
            "methods[1].time_qty",
        ),
        (
            br#"{"code":"9.900101","name":"x","components":[{"copy":-1}]}"#.to_vec(),
            "components[1].copy",
        ),
        (br#"{"code":"9.900101","name":"\ud800"}"#.to_vec(), "JSON"),
        (
            "{\"code\":\"9.900101\",\"name\":\"Việc \u{1F600}\"}".into(),
            "ký tự lạ",
        ),
        (
            b"{\"code\":\"9.900101\",\"name\":\"a\0b\"}".to_vec(),
            "JSON",
        ),
        (
            b"{\"code\":\"9.900101\",\"name\":\"\xff\xfe\"}".to_vec(),
            "UTF-8",
        ),
        (deep.into_bytes(), "sâu"),
        (vec![b'x'; 50 << 20], "dài quá"),
        (good(1).into_bytes(), "trùng mã với dòng 1"),
    ];
    let mut text = format!("{}\n", good(1)).into_bytes();
    for (line, _) in &bad {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    text.extend_from_slice(good(2).as_bytes());
    let report = import(&place, text);
    assert_eq!(counts(&report), (18, 2, 0, 0, 0, 16));
    for (at, (rejected, (_, why))) in report.rejected.iter().zip(&bad).enumerate() {
        assert_eq!(rejected.line, at as u64 + 2);
        assert!(
            rejected.why.contains(why),
            "{rejected:?} should say {why:?}"
        );
    }
    assert_eq!(report.rejected[5].code.as_deref(), Some("9.900101"));
    assert!(!codes(&place.desk).contains(&"9.900101".to_owned()));
}

#[test]
fn what_holds_no_record_at_all_is_refused_and_nothing_is_written() {
    let place = place();
    for text in ["", "\n\n", "xin chào\n", "[]\n{}\n", "PK\u{3}\u{4}"] {
        let file = place.folder.path().join("x");
        fs::write(&file, text).unwrap();
        let fault = place
            .desk
            .import_records(&file, false, at(2026, 11, 20, 9, 0))
            .unwrap_err();
        assert_eq!(fault.code, Code::BadInput, "{text:?}");
    }
    let missing = place
        .desk
        .import_records(Path::new("/khong/co"), false, at(2026, 11, 20, 9, 0));
    assert_eq!(missing.unwrap_err().code, Code::BadFile);
    assert!(place.desk.office().record_batches().unwrap().is_empty());
}

#[test]
fn a_batch_is_taken_back_unless_a_later_one_rests_on_it_and_a_dry_run_writes_nothing() {
    let place = place();
    let now = at(2026, 11, 20, 10, 0);
    let file = place.folder.path().join("dry.jsonl");
    fs::write(&file, lines(&[made("9.900001", "Việc một")])).unwrap();
    let dry = place.desk.import_records(&file, true, now).unwrap();
    assert_eq!((dry.imported, dry.batch), (1, None));
    assert!(!codes(&place.desk).contains(&"9.900001".to_owned()));
    let first = run(&place.desk, &file).batch.unwrap();
    let second = import(
        &place,
        lines(&[
            made("9.900001", "Việc một, sửa"),
            made("9.900002", "Việc hai"),
        ]),
    );
    let refused = place.desk.undo_record_import(&first, now).unwrap_err();
    assert_eq!(refused.code, Code::BadMove);
    place
        .desk
        .undo_record_import(&second.batch.unwrap(), now)
        .unwrap();
    let shown = place.desk.reference().show("9.900001", now).unwrap();
    assert_eq!(shown.name, "Việc một");
    assert!(!codes(&place.desk).contains(&"9.900002".to_owned()));
    place.desk.undo_record_import(&first, now).unwrap();
    assert!(!codes(&place.desk).contains(&"9.900001".to_owned()));
    assert_eq!(
        place.desk.undo_record_import(&first, now).unwrap_err().code,
        Code::BadMove
    );
}

#[test]
fn what_is_not_for_this_counter_can_be_read_but_is_not_offered() {
    let place = place();
    let mut doubtful = made("9.900001", "Việc của hải quan");
    doubtful["relevance"] = json!("doubtful");
    let mut internal = made("9.900002", "Việc giữa các cơ quan");
    internal["type"] = json!("STANDARD_INTERNAL");
    let mut elsewhere = made("9.900003", "Việc riêng của tỉnh khác");
    elsewhere["promulgated_by"] = json!("UBND tỉnh Tây Ninh");
    let mut ours = made("9.900004", "Việc riêng của thành phố");
    (ours["promulgated_by"], ours["type"]) = (json!("UBND Thành phố Đà Nẵng"), json!("SPECIFIC"));
    let report = import(&place, lines(&[doubtful, internal, elsewhere, ours]));
    assert_eq!(report.imported, 4);
    let codes = codes(&place.desk);
    let reference = place.desk.reference();
    for hidden in ["9.900001", "9.900002", "9.900003"] {
        assert!(!codes.contains(&hidden.to_owned()), "{hidden}");
        assert!(
            reference.show(hidden, at(2026, 11, 20, 10, 0)).is_ok(),
            "{hidden}"
        );
    }
    assert!(codes.contains(&"9.900004".to_owned()));
}

fn shared(file: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let path = root.join("../shared/data").join(file);
    path.exists().then_some(path)
}

#[test]
fn the_real_records_go_in_but_one_and_the_second_time_nothing_does() {
    let Some(file) = shared("commune_procedures.jsonl") else {
        return;
    };
    let place = place();
    let report = run(&place.desk, &file);
    assert_eq!((report.read, report.rejected.len()), (865, 1));
    assert_eq!(report.rejected[0].code.as_deref(), Some("1.115950"));
    let sorted = report.imported + report.updated + report.unchanged + report.offered;
    assert_eq!(sorted, 864);
    assert_eq!(counts(&run(&place.desk, &file)), (865, 0, 0, 864, 0, 1));
    // The traps by name.
    let now = at(2026, 11, 20, 10, 0);
    let record = |code: &str| place.desk.imported(code).unwrap().unwrap().record;
    let limit = |code: &str| {
        record(code)
            .limits()
            .last()
            .map(|rule| rule.limit.to_string())
    };
    assert_eq!(limit("1.001193").as_deref(), Some("same_day"));
    assert_eq!(limit("1.005040").as_deref(), Some("2 working_hour"));
    assert_eq!(limit("2.000986").as_deref(), Some("20 working_day"));
    assert_eq!(
        record("2.001827").fee_text(),
        None,
        "700 đồng cannot be right"
    );
    let authority = record("1.000656").procedure().authority.unwrap_or_default();
    assert!(
        !authority.contains("thị trấn"),
        "there is none any more: {authority}"
    );
    let listed = codes(&place.desk);
    assert!(!listed.contains(&"1.012789".to_owned()), "Tây Ninh's");
    assert!(!listed.contains(&"1.000020".to_owned()), "the customs'");
    assert!(place.desk.reference().show("1.000020", now).is_ok());
}

#[test]
fn the_real_index_goes_in_and_offers_nothing_of_other_provinces() {
    let Some(file) = shared("national_index.jsonl") else {
        return;
    };
    let place = place();
    let report = run(&place.desk, &file);
    println!(
        "{:?} {:?} {:?}",
        counts(&report),
        report.rejected,
        report.differs.len()
    );
    assert_eq!(report.read, 5670);
    // Three codes of a wrong form, and one that stands twice once the space before it is gone.
    assert_eq!(report.rejected.len(), 4, "{:?}", report.rejected);
    assert_eq!(run(&place.desk, &file).unchanged, 5666);
    let codes = codes(&place.desk);
    assert!(codes.len() > 4_000, "{}", codes.len());
    assert!(!codes.contains(&"3.000614".to_owned()), "Huế's");
}
