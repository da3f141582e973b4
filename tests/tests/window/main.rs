//! The real window under a virtual display, through WebDriver. One test program, one window at a time.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

mod crash;
mod editing;
mod finding;
mod main_job;
mod other_endings;
mod places;
mod results;
mod updates;

use motcua_tests::{
    Counter,
    window::{Screen, Window},
};

/// The QR of an invented card, as a scanner types it.
pub(crate) const CARD: &str = "048200001234|201234567|Nguyễn Văn An|15032000|Nam|Tổ 1, phường Hải Châu, thành phố Đà Nẵng|20052021";

/// Answers the questions that are open with these digits, one after the other.
pub(crate) fn answer(window: &Window, digits: &str) {
    for digit in digits.chars() {
        window.press(&digit.to_string());
    }
}

/// Opens the guide of birth registration from the find field.
pub(crate) fn begin_birth(window: &Window) {
    window.press("F2");
    window.focus_on("find");
    window.write("dang ky khai sinh");
    window.see("hit-1.001193");
    window.press("Enter");
    window.see("screen-guide");
    window.see("questions");
}

/// Known parents, the father comes himself, the hospital's paper, married, in time.
pub(crate) fn plain_birth(window: &Window) {
    begin_birth(window);
    answer(window, "11111");
    window.scan(CARD);
    window.see_in("person-line", "Nguyễn Văn An");
}

/// A window on a set-up office, if windows can be had here.
pub(crate) fn open() -> Option<(Screen, Counter, Window)> {
    let screen = Screen::open()?;
    let counter = Counter::office();
    let window = Window::open(&screen, &counter);
    window.see("screen-counter");
    Some((screen, counter, window))
}
