//! The other places: the list, one dossier, checking a QR, the catalogue, results; and small screens.

use crate::{open, plain_birth};
use motcua_tests::birth;
use serde_json::json;

#[test]
fn a_dossier_is_found_opened_moved_and_its_seal_checked() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let received = counter.receive(&birth()).yes();
    let code = received["dossier"].as_str().expect("a code").to_owned();
    let seal = received["qr"].as_str().expect("a seal").to_owned();

    window.press("Ctrl+2");
    window.see("screen-dossiers");
    window.write("nguyen van an");
    window.see(&format!("dossier-{code}"));
    window.keep_picture("dossiers");
    window.click(&format!("dossier-{code}"));
    window.see("screen-dossier");
    window.see("events");
    window.keep_picture("dossier");
    window.click("move-solving");
    window.see("move-form");
    window.press("Ctrl+Enter");
    window.gone("move-form");
    assert_eq!(counter.show(&code)["state"], "solving");

    // A source that was down meanwhile is named as the reason why it may be late.
    let down = [
        "source",
        "set",
        "ho-tich",
        "down",
        "--why",
        "mất mạng ở quầy",
    ];
    counter.run(down).yes();
    window.click("delay");
    window.see_in("delay-ho-tich", "mất mạng ở quầy");
    window.press("1");
    window.press("Ctrl+Enter");
    window.gone("delay-form");
    window.see("event-delay_explained");
    assert_eq!(counter.show(&code)["delays"][0]["source"], "ho-tich");

    // A scanned seal opens the check wherever the focus is; an altered one is refused.
    window.scan(&seal);
    window.see("screen-scan");
    window.see_in("verdict", "hợp lệ");
    window.keep_picture("scan");
    let mut altered = seal.clone();
    let last = altered.pop().expect("a character");
    altered.push(if last == '0' { '1' } else { '0' });
    window.scan(&altered);
    window.wait("the altered seal is refused", || {
        !window
            .see("verdict")
            .to_lowercase()
            .contains("con dấu hợp lệ")
    });
}

#[test]
fn every_main_action_is_in_sight_on_a_small_screen_with_large_text() {
    let Some((_screen, _counter, window)) = open() else {
        return;
    };
    window.resize(1024, 600);
    window.text_size(125);
    let in_sight = |what: &str| {
        let shown = window.ask(
            "const b = [...document.querySelectorAll('.button.main')].at(-1).getBoundingClientRect();
             return b.left >= 0 && b.top >= 0 && b.right <= innerWidth + 1 && b.bottom <= innerHeight + 1",
            &[],
        );
        assert_eq!(shown, json!(true), "the main action of {what} is cut off");
        let wide = window.ask(
            "return document.documentElement.scrollWidth <= innerWidth + 1",
            &[],
        );
        assert_eq!(wide, json!(true), "{what} is wider than the window");
    };
    plain_birth(&window);
    in_sight("the guide");
    window.press("Ctrl+Enter");
    window.see("screen-check");
    in_sight("the check");
    window.press("Ctrl+3");
    window.see("screen-results");
    in_sight("results");
    for (nth, what) in [
        (2, "scans"),
        (3, "sheets"),
        (4, "sources"),
        (5, "people"),
        (6, "the measure"),
    ] {
        window.press(&format!("Alt+{nth}"));
        in_sight(what);
    }
    window.press("Alt+1");
}

#[test]
fn a_stored_result_is_found_by_its_holder_and_not_offered_for_anothers_paper() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let stored = json!({
        "kind": "giay-to-cu-tru", "number": "41/2026", "issued": "2026-10-12", "valid_until": "2030-04-12",
        "issuer": "Công an phường Hải Châu",
        "holder": { "id": "048200001234", "name": "Nguyễn Văn An", "birth": "2000-03-15" }
    });
    let result = counter
        .feed(["result", "add", "-"], stored.to_string().as_bytes())
        .yes();
    let id = result["result"].as_str().expect("an id").to_owned();
    plain_birth(&window);
    // Where the parents live is asked, not the applicant alone: shown, said why, never offered.
    window.see_in(&format!("reuse-{id}"), "giấy của người khác");
    window.press("Ctrl+3");
    window.see("screen-results");
    window.write("048200001234");
    window.see(&format!("result-{id}"));
    window.press("Ctrl+5");
    window.see("screen-catalogue");
    window.keep_picture("catalogue");
}
