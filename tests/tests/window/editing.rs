//! The edit path: from a decision's text to a procedure that is found, guided and received; what the
//! checker says stands where it is to be mended; a kill loses nothing; a change is shown, dated, undone.

use crate::open;
use motcua_tests::window::{Window, kill, lives};
use serde_json::json;
use std::{thread::sleep, time::Duration};

/// Invented, in the shape that announcements have.
const DECISION: &str =
    "Quyết định số 2145/QĐ-UBND ngày 18 tháng 11 năm 2026 công bố thủ tục hành chính
Tên thủ tục: Hỗ trợ chi phí sửa chữa nhà ở bị hư hỏng do bão
Mã thủ tục: 1.019999
Lĩnh vực: Phòng, chống thiên tai
3. Thành phần hồ sơ gồm:
- Đơn đề nghị hỗ trợ sửa nhà;
- Bản sao Giấy chứng nhận quyền sử dụng đất hoặc giấy xác nhận của tổ trưởng tổ dân phố;
4. Thời hạn giải quyết: 05 (năm) ngày làm việc
6. Cơ quan thực hiện: Ủy ban nhân dân cấp xã
7. Kết quả: Quyết định hỗ trợ sửa chữa nhà ở
8. Phí, lệ phí: Không
11. Căn cứ pháp lý
- Nghị định số 20/2021/NĐ-CP ngày 15/3/2021 của Chính phủ;
";

/// As from the clipboard, into the field that has the focus.
fn paste(window: &Window, text: &str) {
    window.ask(
        "document.execCommand('insertText', false, arguments[0])",
        &[json!(text)],
    );
}

fn into(window: &Window, field: &str, text: &str) {
    window.see(field);
    window.ask(
        "by(arguments[0]).focus(); by(arguments[0]).select?.()",
        &[json!(field)],
    );
    window.focus_on(field);
    paste(window, text);
}

fn choose(window: &Window, field: &str, option: &str) {
    window.see(field);
    window.ask(
        "const one = by(arguments[0]); one.value = arguments[1]; one.dispatchEvent(new Event('change', { bubbles: true }))",
        &[json!(field), json!(option)],
    );
}

/// A hand rests before the draft is saved and checked.
fn rest() {
    sleep(Duration::from_millis(900));
}

fn begin(window: &Window) {
    window.press("Ctrl+5");
    window.see("screen-catalogue");
    window.press("Alt+1");
    window.see("screen-new-procedure");
    window.focus_on("new-text");
    paste(window, DECISION);
    window.see_in("new-found", "2 thành phần");
    assert_eq!(window.value("new-code"), "1.019999");
    assert_eq!(window.value("new-issued"), "18/11/2026");
    into(window, "new-from", "01072025");
    window.keep_picture("new-procedure");
    window.press("Ctrl+Enter");
    window.see("screen-edit");
}

#[test]
fn from_a_decision_to_the_guide_and_back() {
    let Some((screen, counter, window)) = open() else {
        return;
    };
    begin(&window);

    // The main action leads to what is missing, and says there what it is.
    window.see_in("edit-approve", "cần sửa");
    window.press("Ctrl+Enter");
    window.see_in("edit-form", "lời cho người dân");

    // A question decides which paper is needed; the preview answers at once.
    window.press("Alt+2");
    window.focus_on("question-add");
    window.press("Enter");
    window.focus_on("question-ask-0");
    window.write("Nhà có giấy đất không?");
    rest();
    window.see_in("question-0", "không quyết định điều gì");
    window.press("Alt+3");
    window.click("requirement-1-toggle");
    choose(&window, "requirement-1-when-add", "nha-co-giay-dat-khong");
    window.see_in("preview", "Nhà có giấy đất không?");
    window.wait("the preview has one paper less", || {
        window.see("preview").contains("Cần có (1)")
    });
    window.keep_picture("edit");

    // The power fails in the middle: the draft is there again.
    rest();
    let process = window.process();
    kill(process);
    window.wait("the program is gone", || !lives(process));
    drop(window);
    let window = Window::open(&screen, &counter);
    window.press("Ctrl+5");
    window.press("Alt+2");
    window.see("screen-changes");
    let draft = window.all("draft-").pop().expect("the draft is kept");
    window.ask(
        "by(arguments[0]).querySelector('button').click()",
        &[json!(draft)],
    );
    window.see("screen-edit");
    window.press("Alt+2");
    window.see_in("question-0", "Nhà có giấy đất không?");

    // In plain words, counted.
    window.press("Alt+7");
    into(&window, "plain-purpose", "Nhận tiền sửa nhà sau bão.");
    into(&window, "plain-bring", "Đơn, giấy đất và thẻ căn cước.");
    into(&window, "plain-next", &"một ".repeat(90));
    window.see_in("plain-count", "thừa");
    into(
        &window,
        "plain-next",
        "Sau 5 ngày làm việc có quyết định. Không mất tiền.",
    );
    window.see_in("plain-count", "/90");
    rest();
    window.see_in("edit-approve", "duyệt");

    // The difference first, then the approval.
    window.press("Ctrl+Enter");
    window.see("screen-approve");
    window.see_in("diff", "Phòng, chống thiên tai");
    assert_eq!(window.value("approve-decision"), "2145/QĐ-UBND");
    window.keep_picture("approve");
    window.press("Ctrl+Enter");
    window.see("screen-procedure");

    // It is found by its words and guided like any other.
    window.press("F2");
    window.focus_on("find");
    window.write("sua nha hu hong do bao");
    window.see("hit-1.019999");
    window.press("Enter");
    window.see("screen-guide");
    window.see("question-nha-co-giay-dat-khong");

    // The time it took is measured; the command line sees the same.
    window.press("Ctrl+5");
    window.press("Alt+2");
    window.see_in("lead-times", "1.019999");
    let said = counter.run(["catalogue", "show", "1.019999"]).yes();
    assert_eq!(said["guided"], json!(true));

    // Taken back with a reason, it is gone from the counter and still in the list.
    let undo = window.all("undo-").pop().expect("it can be taken back");
    window.click(&undo);
    window.see("undo");
    into(&window, "undo-why", "Nhập thử");
    window.press("Ctrl+Enter");
    window.gone("undo");
    window.wait("it says why", || window.page().contains("Nhập thử"));
    counter.run(["catalogue", "show", "1.019999"]).no();
}

#[test]
fn a_change_of_a_procedure_says_what_differs_and_what_was_before_can_be_read() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    window.press("Ctrl+5");
    window.focus_on("catalogue-find");
    window.write("1.000894");
    window.see("hit-1.000894");
    window.press("Enter");
    window.see("screen-procedure");
    window.press("Alt+E");
    window.see("screen-edit");
    window.see_in("edit-approve", "duyệt");

    // The time limit becomes three days from a day on.
    window.press("Alt+4");
    choose(&window, "limit-value-0-unit", "working_day");
    rest();
    window.press("Alt+1");
    into(&window, "edit-from", "01112026");
    rest();
    window.press("Ctrl+Enter");
    window.see_in("diff", "3 ngày làm việc");
    let line = window.see_in("diff", "trong ngày");
    assert!(line.contains("Thời hạn"), "{line}");
    window.press("Ctrl+Enter");
    window.see("screen-procedure");

    // Its versions, and how it read on a day before.
    window.press("Alt+H");
    window.see("screen-versions");
    window.see_in("version-line-0", "từ 01/11/2026");
    window.see_in("version-line-0", "quầy soạn");
    into(&window, "as-of", "01062026");
    window.see_in("version-text", "trong ngày");
    window.keep_picture("versions");

    // The text can be taken out, changed by hand and given back; nonsense is refused in words.
    let text = counter.run(["catalogue", "show", "1.000894"]).yes();
    assert_eq!(text["effective_from"], json!("2026-11-01"));
    window.press("Escape");
    window.see("screen-procedure");
    window.press("Alt+E");
    window.see("screen-edit");
    window.press("Alt+9");
    window.wait("the text is there", || {
        window.value("edit-text").contains("1.000894")
    });
    into(&window, "edit-text", "code = \"1.000894\"\nmàu = 1\n");
    window.click("edit-text-take");
    window.see_in("fault", "Bản chữ chưa đọc được");
}
