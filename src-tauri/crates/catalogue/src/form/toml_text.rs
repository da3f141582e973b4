//! Pieces of TOML text in the house's way of writing it.

use crate::model::When;
use std::fmt::Write as _;

/// A string on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", letter as u32);
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A key, quoted only where it must be.
pub(super) fn key(text: &str) -> String {
    let bare = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { text.to_owned() } else { quoted(text) }
}

/// One text as such, several as an array.
pub(super) fn one_or_many(texts: &[String]) -> String {
    match texts {
        [one] => quoted(one),
        many => array(many.iter().map(|text| quoted(text))),
    }
}

/// `[a, b]`.
pub(super) fn array(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

/// `{ a = 1, b = 2 }`.
pub(super) fn table(items: impl IntoIterator<Item = (String, String)>) -> String {
    let items: Vec<_> = items
        .into_iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    if items.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", items.join(", "))
    }
}

/// Conditions: one table, or an array of them.
pub(super) fn when(when: &When) -> String {
    let mut cases = when.0.iter().map(|condition| {
        table(
            condition
                .iter()
                .map(|(question, options)| (key(question), one_or_many(options))),
        )
    });
    match when.0.len() {
        1 => cases.next().unwrap_or_default(),
        _ => array(cases),
    }
}

/// A date where it is one: TOML has dates of its own.
pub(super) fn day(text: &str) -> String {
    match text.parse::<chrono::NaiveDate>() {
        Ok(day) if day.to_string() == text => text.to_owned(),
        _ => quoted(text),
    }
}
