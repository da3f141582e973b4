//! What is missing is named whole; what is not ours is refused with its reason.

use crate::{CARD, answer, begin_birth, open, plain_birth};

#[test]
fn nothing_on_the_counter_gives_form_02_with_everything_missing() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    plain_birth(&window);
    window.press("Ctrl+Enter");
    window.see("screen-check");
    let missing = window.see("missing");
    assert!(
        missing.contains("Tờ khai") && missing.contains("tùy thân"),
        "{missing}"
    );
    window.press("Ctrl+Enter");
    window.see("screen-outcome");
    let code = window.see("dossier-code");
    let dossier = counter.show(code.trim());
    assert_eq!(dossier["state"], "supplement");
    assert_eq!(dossier["papers"][0]["form"], "02");
    counter.is_whole();
}

#[test]
fn a_case_that_belongs_elsewhere_gives_form_03() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    begin_birth(&window);
    // A foreign parent: another procedure.
    answer(&window, "5");
    window.scan(CARD);
    window.see("refusal");
    window.press("Ctrl+Enter");
    window.see("screen-check");
    window.press("Ctrl+Enter");
    window.see("screen-outcome");
    let code = window.see("dossier-code");
    let dossier = counter.show(code.trim());
    assert_eq!(dossier["state"], "refused");
    assert_eq!(dossier["papers"][0]["form"], "03");
}
