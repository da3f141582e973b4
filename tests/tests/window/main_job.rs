//! The main job by keyboard only, from the first start to a receipt that other programs read.

use crate::{CARD, answer};
use motcua_tests::{
    Counter, Page, sha256, tool,
    window::{Screen, Window},
};
use serde_json::json;
use std::path::Path;

/// Ticks every paper that is still owed, with the keyboard: Tab to it, Space.
pub(crate) fn tick_all(window: &Window) {
    for _ in 0..12 {
        let ticks = window.all("tick-");
        let owed = ticks.iter().find(|id| {
            let requirement = id
                .trim_start_matches("tick-")
                .rsplit_once('-')
                .map_or("", |(requirement, _)| requirement);
            let looked_up = ticks.contains(&format!("tick-{requirement}-data"));
            let met = window.attribute(&format!("requirement-{requirement}"), "data-met");
            !looked_up && met.as_deref() == Some("false")
        });
        let Some(owed) = owed else { return };
        window.tab_to(owed);
        window.press("Space");
    }
}

#[test]
fn from_the_first_start_to_a_receipt_without_the_mouse() {
    let Some(screen) = Screen::open() else { return };
    let counter = Counter::empty();
    let window = Window::open(&screen, &counter);

    // First run: unit without diacritics, counter, clerk.
    window.see("screen-first-run");
    window.focus_on("unit-input");
    window.keep_picture("first-run");
    window.write("hai chau");
    window.see("unit-H17.001");
    window.press("Enter");
    window.focus_on("setup-counter");
    window.press("Enter");
    window.write("Lê Thị Mai");
    window.press("Ctrl+Enter");
    window.see("screen-counter");

    // Strict window: no Tauri global.
    assert_eq!(
        window.ask("return typeof window.__TAURI__", &[]),
        json!("undefined")
    );

    // What the citizen said, as a clerk types it.
    window.focus_on("find");
    window.write("mat giay khai sinh");
    window.see("hits");
    window.press("F2");
    window.write("");
    window.ask(
        "const f = by('find'); f.value=''; f.dispatchEvent(new Event('input',{bubbles:true}))",
        &[],
    );
    window.write("khai sinh");
    window.see("hit-1.001193");
    window.keep_picture("counter");
    window.press("Enter");
    window.see("screen-guide");

    // Digits answer; a scanned card fills the person.
    answer(&window, "11111");
    window.scan(CARD);
    window.see_in("person-line", "Nguyễn Văn An");
    window.see_in("due", "17 giờ 00");
    tick_all(&window);
    window.keep_picture("guide");
    window.press("Ctrl+Enter");
    window.see("screen-check");
    window.keep_picture("check");
    window.press("Ctrl+Enter");
    window.see("screen-outcome");
    let code = window.see("dossier-code");
    // No printer here: the choice is offered once and put aside.
    window.press("Escape");
    window.keep_picture("received");

    // The record is there, whole, and the paper is its paper.
    let dossier = counter.show(code.trim());
    assert_eq!(dossier["state"], "received", "{dossier}");
    assert_eq!(dossier["person"]["name"], "Nguyễn Văn An");
    let path = dossier["papers"][0]["path"]
        .as_str()
        .expect("a path")
        .to_owned();
    assert_eq!(
        sha256(Path::new(&path)),
        dossier["papers"][0]["sha256"].as_str().expect("a hash")
    );

    // Another program reads the QR on the paper; ours finds it genuine and known.
    if let Some(page) = Page::of(Path::new(&path)) {
        let png = page.png();
        let read =
            tool("zbarimg", &["-q", "--raw", png.to_str().expect("UTF-8")]).expect("zbarimg");
        assert!(read.trim().starts_with(code.trim()), "{read}");
        let verdict = counter.run(["verify", read.trim()]).yes();
        assert_eq!(
            (&verdict["valid"], &verdict["known_here"]),
            (&json!(true), &json!(true))
        );
    }
    counter.is_whole();
}

#[test]
fn a_card_spoiled_by_an_input_method_is_mended_with_one_press() {
    let Some((_screen, _counter, window)) = crate::open() else {
        return;
    };
    crate::begin_birth(&window);
    window.scan(
        "048200001234|201234567|Nguyeenx Vawn An|15032000|Nam|Hair Chaau, DDaf Nawngx|20052021",
    );
    window.see("mend-name");
    window.click("mend-name");
    window.see_in("person", "Nguyễn Văn An");
}
