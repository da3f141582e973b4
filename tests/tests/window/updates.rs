//! Updates and official records in the window: looked at first, taken, taken back; and the guide says
//! what changed since the procedure was last received.

use crate::{open, plain_birth};
use motcua_tests::{Counter, birth, changed_copying, trusted, window::Window};
use serde_json::json;
use std::fs;

#[test]
fn an_update_is_shown_before_it_is_taken_and_the_way_back_stays() {
    let Some((screen, counter, window)) = open() else {
        return;
    };
    let author = Counter::of("phường Thanh Khê", 2);
    changed_copying(&author);
    let stick = author.data.with_file_name("stick.motcua-update");
    let path = stick.to_str().unwrap();
    author.run(["update", "make", "--out", path]).yes();

    window.press("Ctrl+5");
    window.press("Alt+3");
    window.see("screen-updates");
    window.ask("by('update-path').focus()", &[]);
    window.write(path);
    window.press("Ctrl+Enter");
    // Signed by somebody nobody here trusts: said, nothing shown.
    window.see_in("update-fault", "khóa");
    trusted(&author, &counter);
    drop(window);
    let window = Window::open(&screen, &counter);
    window.press("Ctrl+5");
    window.press("Alt+3");
    window.ask("by('update-path').focus()", &[]);
    window.write(path);
    window.press("Ctrl+Enter");
    window.see_in("update-shown", "2.000815");
    window.see_in("update-shown", "thời hạn");
    window.keep_picture("update");
    window.press("Ctrl+Enter");
    window.see_in("update-said", "Đã dùng");
    assert_eq!(counter.run(["update", "list"]).yes()[0]["state"], "in_use");
    window.click("update-back");
    window.see_in("update-said", "trở lại");
    assert_eq!(
        counter.run(["update", "list"]).yes()[0]["state"],
        "taken_back"
    );
}

#[test]
fn records_are_tried_reported_by_line_imported_and_taken_back() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let good = json!({
        "code": "9.000001", "name": "Việc một", "field": "Lâm nghiệp", "relevance": "core",
        "methods": [{"channel": "truc_tiep", "time_qty": 5, "time_unit": "working_day", "fees": []}],
        "components": [{"group": "", "text": "Đơn đề nghị", "original": 1, "copy": 0}],
    });
    let path = counter.data.with_file_name("records.jsonl");
    fs::write(&path, format!("{good}\nkhông phải JSON\n")).unwrap();
    window.press("Ctrl+5");
    window.press("Alt+4");
    window.see("screen-imports");
    window.ask("by('import-path').focus()", &[]);
    window.write(path.to_str().unwrap());
    window.press("Ctrl+Enter");
    window.see_in("import-report", "Nếu nhập thì");
    window.see_in("import-report", "1 mới");
    window.press("Ctrl+Enter");
    window.see_in("import-report", "Đã nhập");
    window.see_in("batch", "records.jsonl");
    window.keep_picture("import");
    counter.run(["catalogue", "show", "9.000001"]).yes();
    window.click("batch-undo");
    window.see_in("batch", "Đã rút lại");
    counter.run(["catalogue", "show", "9.000001"]).no();
}

#[test]
fn the_guide_says_what_changed_since_the_procedure_was_last_received() {
    let Some((screen, counter, window)) = open() else {
        return;
    };
    counter.receive(&birth()).yes();
    plain_birth(&window);
    assert!(window.now("changed").is_none(), "nothing changed yet");
    let draft = counter.run(["catalogue", "draft", "1.001193"]).yes();
    let text = draft["text"].as_str().unwrap().replace(
        "ask = \"Cháu thuộc trường hợp nào?\"",
        "ask = \"Cháu được sinh ra thế nào?\"",
    );
    let path = counter.data.with_file_name("birth.toml");
    fs::write(&path, text).unwrap();
    let saved = counter
        .run(["catalogue", "edit", path.to_str().unwrap()])
        .yes();
    let id = saved["id"].as_str().unwrap();
    counter
        .run(["catalogue", "approve", id, "--from", "2026-02-01"])
        .yes();
    drop(window);
    let window = Window::open(&screen, &counter);
    plain_birth(&window);
    window.see_in("changed", "đã thay đổi từ lần bạn dùng gần nhất");
    window.click("changed-open");
    window.see_in("changed-diff", "Cháu được sinh ra thế nào?");
    window.press("Escape");
    window.gone("changed-diff");
}
