//! Finding in the real window: a question answered above a list that stays, a service that is not
//! received here, a life event that leads into guides, and what is learned from choosing.

use crate::{CARD, open};
use serde_json::json;

#[test]
fn a_settled_list_stays_under_the_cursor_and_a_scanner_leaves_it_alone() {
    let Some((_screen, _counter, window)) = open() else {
        return;
    };
    window.focus_on("find");
    window.write("khai sinh can gi");
    window.see("hits");
    window.see_in("answer", "NĐ");
    window.wait("the list answers what is typed", || {
        window.attribute("hits", "data-settled").as_deref() == Some("true")
    });
    window.press("ArrowDown");
    let rows = window.all("hit-");
    let chosen = || window.attribute("find", "aria-activedescendant");
    let (at, top) = (chosen(), place_of(&window, &rows[1]));
    window.keep_picture("answer");

    // A card scanned into the field: it is taken whole, and nothing under the hand moves.
    window.scan(CARD);
    window.see("card-waits");
    assert_eq!(window.value("find"), "khai sinh can gi");
    assert_eq!(window.all("hit-"), rows, "the rows stay");
    assert_eq!(chosen(), at, "and so does the cursor");

    // A space more asks nothing new.
    window.write(" ");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(window.all("hit-"), rows);
    assert_eq!(chosen(), at);
    assert!(top.is_some());
}

/// The top edge of a row, in pixels.
fn place_of(window: &motcua_tests::window::Window, row: &str) -> Option<f64> {
    window
        .ask(
            "return by(arguments[0]).getBoundingClientRect().top",
            &[json!(row)],
        )
        .as_f64()
}

#[test]
fn what_is_not_received_here_and_what_happens_in_a_life_open_by_keyboard() {
    let Some((_screen, _counter, window)) = open() else {
        return;
    };
    window.focus_on("find");
    window.write("làm hộ chiếu");
    window.see_in("hit-referral-ho-chieu-pho-thong", "Không nhận tại quầy");
    window.keep_picture("found-elsewhere");
    window.press("Enter");
    window.see_in("screen-referral", "Công an thành phố");
    window.keep_picture("referral");
    window.press("Escape");
    window.see("screen-counter");
    window.focus_on("find");
    window.write("nhà tôi vừa sinh em bé");
    window.see("hit-event-sinh-con");
    let rows = window.all("hit-");
    let event = rows.iter().position(|row| row == "hit-event-sinh-con");
    for _ in 0..event.expect("the event among the rows") {
        window.press("ArrowDown");
    }
    window.press("Enter");
    window.see("event-steps");
    window.keep_picture("life-event");
    // The second step is birth registration: its number opens its guide.
    window.press("2");
    window.see_in("screen-guide", "khai sinh");
}

#[test]
fn the_same_words_and_the_same_choice_twice_are_learned_shown_and_taken_back() {
    let Some((_screen, counter, window)) = open() else {
        return;
    };
    let first = || {
        let found = counter.run(["find", "tờ giấy con cò"]).yes();
        found[0]["code"].as_str().unwrap_or_default().to_owned()
    };
    assert_ne!(first(), "2.001019", "nobody calls a will so yet");
    for _ in 0..2 {
        counter
            .run(["learned", "choose", "2.001019", "Tờ giấy", "con cò"])
            .yes();
    }
    assert_eq!(first(), "2.001019", "chosen twice, it comes first");

    window.press("Ctrl+5");
    window.see("screen-catalogue");
    window.see("events");
    window.keep_picture("catalogue-events");
    window.press("F6");
    window.see_in("learned", "tờ giấy con cò");
    window.focus_on("learned-phrase");
    window.write("giấy trời ơi");
    window.press("Tab");
    window.write("di chuc");
    window.see("hit-2.001019");
    window.press("Enter");
    window.see("learned-chosen");
    window.press("Ctrl+Enter");
    window.see_in("learned", "giấy trời ơi");
    window.keep_picture("learned");
    window.click("learned-remove-giấy trời ơi");
    window.see("learned-undo");
    window.press("Ctrl+Z");
    window.gone("learned-undo");
    window.see_in("learned", "giấy trời ơi");
}
