//! Stored results worked in the window, by keys: sealed at one office and used at another, handed over in
//! place of a reissue, paper asked for with a reason, scans and sheets on their way in.

use crate::{CARD, answer, main_job::tick_all, open, plain_birth};
use motcua_tests::{
    Counter,
    window::{Screen, Window},
};
use serde_json::{Value, json};
use std::fs;

/// The person on the card; nobody.
const AN: (&str, &str, &str) = ("048200001234", "Nguyễn Văn An", "2000-03-15");
const HOA: (&str, &str, &str) = ("048197005678", "Lê Thị Hoa", "1997-09-02");

fn holder((id, name, birth): (&str, &str, &str)) -> Value {
    json!({ "id": id, "name": name, "birth": birth })
}

/// Stores a result; its id.
fn stored(at: &Counter, kind: &str, number: &str, issued: &str) -> String {
    let new = json!({ "kind": kind, "holder": holder(AN), "number": number, "issued": issued });
    let result = at
        .feed(["result", "add", "-"], new.to_string().as_bytes())
        .yes();
    result["result"].as_str().expect("an id").to_owned()
}

/// The one thing two offices share: `one`'s key, by file.
fn trusts(one: &Counter, other: &Counter) {
    let file = other.data.with_extension("keys.json");
    let file = file.to_str().expect("UTF-8");
    one.run(["keys", "export", file]).yes();
    let list = one.plain(["keys", "list"]).out;
    let root = list.split_whitespace().nth(2).expect("a root");
    other.run(["keys", "trust", file, "--root", root]).yes();
}

/// Opens a procedure by its code.
fn begin(window: &Window, code: &str) {
    window.press("F2");
    window.focus_on("find");
    window.write(code);
    window.see(&format!("hit-{code}"));
    window.press("Enter");
    window.see("screen-guide");
    window.see("questions");
}

/// A part of the place of results.
fn part(window: &Window, nth: u32) {
    window.press("Ctrl+3");
    window.see("screen-results");
    window.press(&format!("Alt+{nth}"));
}

fn focus(window: &Window, testid: &str) {
    window.see(testid);
    window.ask("by(arguments[0]).focus()", &[json!(testid)]);
}

#[test]
fn a_marriage_sealed_here_is_no_paper_at_another_office() {
    let Some(screen) = Screen::open() else { return };
    let here = Counter::office();
    let received = here
        .receive(&json!({
            "procedure": "1.000894",
            "answers": { "hai-ben": "trong-nuoc", "tuoi": "du", "nguoi-nop": "ben-ket-hon", "ly-hon-nuoc-ngoai": "khong" },
            "person": holder(AN),
            "submitted": [{ "requirement": "to-khai", "evidence": "to-khai-dang-ky-ket-hon", "original": 1 }],
            "shown": ["nhan-than"]
        }))
        .yes();
    let dossier = received["dossier"].as_str().expect("a code").to_owned();

    // The dossier has its result: only the number and the wife are asked.
    let window = Window::open(&screen, &here);
    window.press("Ctrl+2");
    window.click(&format!("dossier-{dossier}"));
    window.see("screen-dossier");
    window.click("move-result");
    window.focus_on("finish-number-0");
    window.write("123/2026");
    window.click("finish-again-0");
    focus(&window, "finish-id-1");
    window.write(HOA.0);
    focus(&window, "finish-name-1");
    window.write(HOA.1);
    focus(&window, "finish-birth-1");
    window.write("02/09/1997");
    window.keep_picture("finish");
    window.press("Ctrl+Enter");
    window.gone("finish-form");
    assert_eq!(here.show(&dossier)["state"], "result");
    let hers = here.run(["result", "find", "--person", HOA.0]).yes();
    assert_eq!(hers[0]["number"], "123/2026");

    // Sealed and printed with one key.
    let his = here.run(["result", "find", "--person", AN.0]).yes();
    let id = his[0]["result"].as_str().expect("an id").to_owned();
    part(&window, 1);
    window.focus_on("result-person");
    window.scan(CARD);
    window.see(&format!("result-{id}"));
    window.press("ArrowDown");
    window.focus_on(&format!("result-{id}"));
    window.press("S");
    window.see("printer-choice");
    window.press("Escape");
    window.see("paper-result");
    focus(&window, &format!("result-{id}"));
    window.press("E");
    window.see_in("result-events", "Niêm phong");
    window.keep_picture("results");
    let qr = here.run(["result", "seal", &id]).yes()["qr"].clone();
    let qr = qr.as_str().expect("a seal").to_owned();
    drop(window);

    // Another office knows nothing but the key. Whoever brings it must be who it was issued to.
    let there = Counter::of("xã Hòa Vang", 3);
    trusts(&here, &there);
    let window = Window::open(&screen, &there);
    window.scan(&qr);
    window.see("screen-scan");
    window.see_in("verdict", "Kết quả thật");
    window.see_in("verdict-result", "Hải Châu");
    window.keep_picture("scan-result");
    window.press("Ctrl+Enter");
    window.see("take-id");
    window.write(HOA.0);
    focus(&window, "take-birth");
    window.write("02/09/1997");
    window.press("Ctrl+Enter");
    window.see_in("take-refused", "không phải của người");
    window.press("Escape");
    window.gone("take-sealed");

    // In the guide his card is on the counter already: the seal opens with one key and proposes itself.
    begin(&window, "1.004222");
    answer(&window, "211");
    window.scan(CARD);
    window.see_in("person-line", AN.1);
    let mut altered = qr.clone();
    let last = altered.pop().expect("a character");
    altered.push(if last == '0' { '1' } else { '0' });
    window.scan(&altered);
    window.see("take-verdict");
    assert!(window.now("take-do").is_none(), "nothing to take");
    window.press("Escape");
    window.gone("take-sealed");
    window.scan(&qr);
    window.see_in("take-verdict", "Con dấu hợp lệ");
    assert_eq!(window.value("take-id"), AN.0);
    assert_eq!(window.value("take-birth"), "15/03/2000");
    window.press("Ctrl+Enter");
    window.gone("take-sealed");
    let taken = there.run(["result", "find", "--person", AN.0]).yes();
    let taken = taken[0]["result"].as_str().expect("an id").to_owned();
    let proposal = format!("reuse-{taken}");
    window.see_in(&proposal, "Đã có dữ liệu");
    focus(&window, &proposal);
    window.press("D");
    window.wait("nothing is asked for it", || {
        window
            .attribute("requirement-vo-chong", "data-met")
            .as_deref()
            == Some("true")
    });
    window.see_in(&proposal, "Thôi dùng");
    here.is_whole();
    there.is_whole();
}

#[test]
fn what_is_lost_is_handed_over_at_once_or_a_reason_stands_for_the_dossier() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let result = stored(&counter, "giay-chung-nhan-ket-hon", "12/2025", "2025-03-05");
    // Something to measure beside it: a birth with its papers, a residence with the stored marriage.
    counter.receive(&motcua_tests::birth()).yes();
    counter
        .receive(&json!({
            "procedure": "1.004222",
            "answers": { "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" },
            "person": holder(AN),
            "submitted": [
                { "requirement": "to-khai", "evidence": "ct01", "original": 1 },
                { "requirement": "chu-nha-dong-y", "evidence": "y-kien-chu-cho-o-trong-to-khai", "original": 1 }
            ],
            "reuse": [{ "requirement": "vo-chong", "result": result }]
        }))
        .yes();
    let dossiers = counter.list().len();
    begin(&window, "2.000635");
    window.see_in("spot-first", "Quét thẻ trước");
    window.scan(CARD);
    window.see_in("on-the-spot", "12/2025");
    window.keep_picture("on-the-spot");
    assert!(window.see("main-action").contains("Trả ngay bản điện tử"));

    // A dossier all the same: the reason in one digit, and taken back.
    window.click("spot-dossier");
    window.see("despite");
    window.press("1");
    window.see_in("spot-opened", "Thông tin đã thay đổi");
    window.press("Ctrl+Z");
    window.see("on-the-spot");

    window.press("Ctrl+Enter");
    window.see("hand-over");
    window.press("Ctrl+Enter");
    window.see("screen-handed");
    // No printer here: the choice is offered once and put aside.
    window.see("printer-choice");
    window.press("Escape");
    window.see_in("handed-what", "kết hôn");
    window.keep_picture("handed-over");
    window.press("Ctrl+Enter");
    window.see("screen-counter");

    assert_eq!(counter.list().len(), dossiers, "no dossier");
    let events = counter.run(["result", "show", &result]).yes()["events"].clone();
    assert!(events.to_string().contains("handed_over"), "{events}");
    part(&window, 6);
    window.see_in("measure-avoided", "1");
    window.keep_picture("measure");
    assert_eq!(window.all("draft-"), Vec::<String>::new());
    counter.is_whole();
}

#[test]
fn paper_asked_for_with_a_reason_and_a_look_up_with_its_evidence_are_on_record() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let result = stored(&counter, "giay-chung-nhan-ket-hon", "12/2025", "2025-03-05");
    let status = "giay-xac-nhan-tinh-trang-hon-nhan";
    let old = stored(&counter, status, "7/2024", "2024-05-02");
    begin(&window, "1.004222");
    answer(&window, "211");
    window.scan(CARD);
    let proposal = format!("reuse-{result}");
    window.see_in(&proposal, "12/2025");
    window.see_in(&format!("reuse-{old}"), "hết hạn ngày 02/11/2024");
    // Looked up by hand, with what the source said: it has nothing, which is not the same as silence.
    focus(&window, "tick-vo-chong-data");
    window.press("T");
    window.see("look-up-form");
    window.press("2");
    window.focus_on("look-up-evidence");
    window.write("Trang tra cứu báo không có, mã 77");
    window.keep_picture("look-up");
    window.press("Ctrl+Enter");
    window.gone("look-up-form");
    window.see_in("source-ho-tich", "không có dữ liệu");

    // One key per decision.
    focus(&window, &proposal);
    window.press("D");
    window.see_in(&proposal, "Thôi dùng");
    window.press("V");
    window.see_in("proposal-said", "không có tệp");
    focus(&window, &proposal);
    window.press("P");
    window.see("ask-paper");
    window.press("3");
    window.gone("ask-paper");
    window.see_in(&proposal, "Bản lưu mờ");
    window.keep_picture("proposal");
    focus(&window, "tick-vo-chong-0");
    window.press("Space");
    window.wait("the paper meets it", || {
        window
            .attribute("requirement-vo-chong", "data-met")
            .as_deref()
            == Some("true")
    });

    tick_all(&window);
    window.press("Ctrl+Enter");
    window.see("screen-check");
    window.see_in("check-asked", "Bản lưu mờ");
    window.press("Ctrl+Enter");
    window.see("screen-outcome");
    window.see("printer-choice");
    window.press("Escape");
    let code = window.see("dossier-code");
    let events = counter.show(code.trim())["events"].clone();
    let asked = events
        .as_array()
        .expect("events")
        .iter()
        .find(|event| event["kind"] == "paper_asked" || event["what"] == "Đề nghị nộp giấy")
        .expect("the decision is an event");
    assert!(asked["why"].as_str().expect("why").contains("Bản lưu mờ"));
    assert!(!events.to_string().contains("thay giấy"), "{events}");
    part(&window, 4);
    window.see_in("look-ups", "mã 77");
    window.press("H");
    window.see("source-state");
    window.press("1");
    window.gone("source-state");
    window.see_in("outages", "Mất mạng ở quầy");
    window.keep_picture("sources");
    counter.is_whole();
}

#[test]
fn a_sheet_with_bad_lines_goes_in_and_is_taken_back() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let sheet = counter.data.with_extension("csv");
    let text = "loại;số định danh;họ tên;ngày sinh;số;ngày cấp\n\
        Giấy chứng nhận kết hôn;48197005678;Lê Thị Hoa;02/09/1997;12/2025;5/3/2025\n\
        giấy lạ;048190001235;Lê Thị Huệ;21/05/1990;13/2025;5/3/2025\n\
        giay-chung-nhan-ket-hon;048190001236;Lê Thị Hồng;31/02/1990;14/2025;5/3/2025\n";
    fs::write(&sheet, text).expect("written");
    part(&window, 3);
    window.focus_on("sheet-path");
    window.write(sheet.to_str().expect("UTF-8"));
    window.press("Enter");
    window.see_in("sheet-sum", "2 dòng không nhập được");
    window.see_in("rejected-3", "giấy lạ");
    window.see_in("rejected-4", "31/02/1990");
    window.see_in("good-2", "048197005678");
    // A kept picture names no folder of this machine.
    window.ask("by('sheet-path').value = 'ho-tich-2025.csv'", &[]);
    window.keep_picture("sheet");
    assert_eq!(
        counter.run(["result", "find", "--person", HOA.0]).yes(),
        json!([])
    );
    window.press("Ctrl+Enter");
    window.see_in("sheet-sum", "Đã nhập 1 dòng");
    let found = counter.run(["result", "find", "--person", HOA.0]).yes();
    assert_eq!(found.as_array().expect("a list").len(), 1);

    let undo = window
        .all("import-undo-")
        .pop()
        .expect("the import can be taken back");
    window.click(&undo);
    window.see("undo-import");
    window.press("Ctrl+Enter");
    window.gone("undo-import");
    window.see_in("imports", "đã hủy");
    assert_eq!(
        counter.run(["result", "find", "--person", HOA.0]).yes(),
        json!([])
    );

    // What is no sheet is said, and nothing is written.
    fs::write(&sheet, [0_u8, 1, 2]).expect("written");
    focus(&window, "sheet-path");
    window.press("Enter");
    window.see("sheet-fault");
    counter.is_whole();
}

/// A page with lines on it, or nothing.
fn page(ink: bool) -> image::GrayImage {
    let mut page = image::GrayImage::from_pixel(420, 594, image::Luma([250]));
    if ink {
        for y in (80..500).step_by(24) {
            for x in 60..300 {
                page.put_pixel(x, y, image::Luma([20]));
                page.put_pixel(x, y + 1, image::Luma([20]));
            }
        }
    }
    page
}

#[test]
fn a_scan_is_attached_with_two_keys_and_another_becomes_a_result() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let result = stored(&counter, "giay-to-cu-tru", "41/2026", "2026-10-12");
    let scans = counter.data.join("scans");
    fs::create_dir_all(&scans).expect("a folder");
    page(true).save(scans.join("a.png")).expect("saved");
    page(false).save(scans.join("trang.png")).expect("saved");
    part(&window, 2);
    window.see_in("scan-a.png", "đọc được");
    window.see_in("scan-trang.png", "toàn trang trắng");
    focus(&window, "scan-a.png");
    // A kept picture names no folder of this machine.
    window.ask("by('scan-folder-now').textContent = 'D:\\\\Quet'", &[]);
    window.keep_picture("scans");
    window.press("G");
    window.focus_on("attach-person");
    window.scan(CARD);
    window.see(&format!("attach-{result}"));
    window.press("Enter");
    window.press("1");
    window.see_in("scan-said", "Đã gắn");
    window.gone("scan-a.png");
    let shown = counter.run(["result", "show", &result]).yes();
    assert_eq!(shown["file"]["pages"], 1);
    assert!(!scans.join("a.png").exists());

    // The stored file is looked at without leaving the window.
    part(&window, 1);
    window.focus_on("result-person");
    window.write(AN.0);
    window.see(&format!("result-{result}"));
    window.press("ArrowDown");
    window.press("V");
    window.see("file-picture");
    window.press("Ctrl+Enter");
    window.gone("file-view");

    // A new one: the picture beside what is typed, and pages that must agree.
    let mut other = page(true);
    other.put_pixel(200, 300, image::Luma([0]));
    other.save(scans.join("b.png")).expect("saved");
    part(&window, 2);
    window.see("scan-b.png");
    focus(&window, "scan-b.png");
    window.press("Ctrl+Enter");
    window.see("form-picture");
    window.focus_on("new-kind");
    window.write("giay chung nhan ket hon");
    window.press("Enter");
    window.scan(CARD);
    focus(&window, "new-number");
    window.write("12/2025");
    focus(&window, "new-issued");
    window.write("05/03/2025");
    focus(&window, "new-pages");
    window.write("2");
    window.keep_picture("scan-form");
    window.press("Ctrl+Enter");
    window.see_in("result-fault", "2 trang");
    window.press("Backspace");
    window.write("1");
    window.press("Ctrl+Enter");
    window.gone("result-form");
    assert!(!scans.join("b.png").exists());
    counter.is_whole();
}

#[test]
fn an_old_number_is_joined_by_a_clerk_and_taken_apart_again() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let add = |id: &str, number: &str| {
        let new = json!({
            "kind": "giay-chung-nhan-ket-hon", "number": number, "issued": "2018-03-05",
            "holder": { "id": id, "name": AN.1, "birth": AN.2 }
        });
        counter
            .feed(["result", "add", "-"], new.to_string().as_bytes())
            .yes();
    };
    add("201234567", "1/2018");
    add(AN.0, "2/2025");
    // The card itself names the old number: shown in the guide, never joined by itself.
    plain_birth(&window);
    window.see_in("near", "201234567");
    assert_eq!(
        counter
            .run(["result", "find", "--person", AN.0])
            .yes()
            .as_array()
            .expect("a list")
            .len(),
        1
    );
    window.click("near-old");
    window.see_in("same-name", AN.1);
    window.keep_picture("same-person");
    window.press("Ctrl+Enter");
    window.see("same-why");
    window.press("1");
    window.gone("same-person");
    assert_eq!(
        counter
            .run(["result", "find", "--person", AN.0])
            .yes()
            .as_array()
            .expect("a list")
            .len(),
        2
    );
    part(&window, 5);
    window.focus_on("people-person");
    window.write(AN.0);
    window.see_in("known", "201234567");
    window.keep_picture("people");
    let undo = window.all("unjoin-").pop().expect("it can be taken apart");
    window.click(&undo);
    window.press("1");
    window.gone("joined");
    window.see_in("namesakes", "201234567");
    counter.is_whole();
}
