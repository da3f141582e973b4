//! Keys as WebDriver presses them.

use serde_json::{Value, json};

/// Enter, within a text.
pub(super) const ENTER: char = '\u{E007}';

/// What one key is to WebDriver: `Ctrl`, `Enter`, `F2`, `ArrowDown`, `Space`, or the character itself.
fn code(key: &str) -> String {
    let named = match key {
        "Escape" => '\u{E00C}',
        "Shift" => '\u{E008}',
        "Ctrl" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Tab" => '\u{E004}',
        "Backspace" => '\u{E003}',
        "Enter" => ENTER,
        "Space" => ' ',
        "Home" => '\u{E011}',
        "End" => '\u{E010}',
        "ArrowLeft" => '\u{E012}',
        "ArrowUp" => '\u{E013}',
        "ArrowRight" => '\u{E014}',
        "ArrowDown" => '\u{E015}',
        _ => match key
            .strip_prefix('F')
            .and_then(|nth| nth.parse::<u32>().ok())
        {
            Some(nth) => char::from_u32(0xE030 + nth).expect("a function key"),
            None => {
                assert_eq!(key.chars().count(), 1, "no key is called {key}");
                return key.to_owned();
            }
        },
    };
    named.to_string()
}

/// The steps of pressing `Ctrl+Enter` and the like: all down, all up.
pub(super) fn chord(keys: &str) -> Vec<Value> {
    let parts: Vec<String> = keys.split('+').map(code).collect();
    let down = parts
        .iter()
        .map(|key| json!({ "type": "keyDown", "value": key }));
    let up = parts
        .iter()
        .rev()
        .map(|key| json!({ "type": "keyUp", "value": key }));
    down.chain(up).collect()
}

/// The steps of writing a text, a key at a time, with nothing between them.
pub(super) fn text(text: &str) -> Vec<Value> {
    text.chars()
        .flat_map(|one| {
            ["keyDown", "keyUp"].map(|step| json!({ "type": step, "value": one.to_string() }))
        })
        .collect()
}

/// A hand's pause, in milliseconds.
pub(super) fn pause(milliseconds: u64) -> Value {
    json!({ "type": "pause", "duration": milliseconds })
}

/// All steps as one request.
pub(super) fn actions(steps: &[Value]) -> Value {
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] })
}
