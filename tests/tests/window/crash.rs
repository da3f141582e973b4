//! A killed program loses nothing of a half-done guide; a damaged file is said, not crashed on.

use crate::{open, plain_birth};
use motcua_tests::{
    Counter,
    window::{Screen, Window, kill, lives},
};
use std::{fs, thread::sleep, time::Duration};

#[test]
fn a_half_done_guide_comes_back_after_a_kill() {
    let Some((screen, counter, window)) = open() else {
        return;
    };
    plain_birth(&window);
    // A hand rests before the draft is saved.
    sleep(Duration::from_millis(900));
    let process = window.process();
    kill(process);
    window.wait("the program is gone", || !lives(process));
    drop(window);
    let window = Window::open(&screen, &counter);
    window.see("drafts");
    let draft = window
        .all("draft-")
        .into_iter()
        .find(|id| !id.starts_with("draft-drop"))
        .expect("the half-done guide is offered");
    window.click(&draft);
    window.see("screen-guide");
    window.see_in("person-line", "Nguyễn Văn An");
    // Every question had been answered: the due date stands and nothing is asked.
    window.see_in("due", "17 giờ 00");
}

#[test]
fn a_damaged_file_is_said_in_the_window() {
    let Some(screen) = Screen::open() else { return };
    let counter = Counter::office();
    let file = counter.file();
    let mut bytes = fs::read(&file).expect("the office's file");
    for byte in bytes.iter_mut().take(100) {
        *byte = 0x55;
    }
    fs::write(&file, bytes).expect("written");
    let window = Window::open(&screen, &counter);
    window.wait("the fault is said", || {
        let page = window.page();
        page.contains("hỏng") || page.contains("không phải")
    });
}
