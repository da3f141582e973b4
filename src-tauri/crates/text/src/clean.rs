use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Composed Unicode (NFC), the only form the program keeps.
pub fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// One tidy line: NFC, no control or invisible characters, single spaces, nothing at the ends.
///
/// Line breaks, tabs and non-breaking spaces count as white space.
pub fn clean(text: &str) -> String {
    let visible = |c: &char| c.is_whitespace() || !(c.is_control() || invisible(*c));
    let composed: String =
        if is_nfc_quick(text.chars()) == IsNormalized::Yes && text.chars().all(|c| visible(&c)) {
            text.to_owned()
        } else {
            text.chars().filter(visible).nfc().collect()
        };
    let mut line = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Characters that take no room and change nothing a reader sees: joiners, marks of direction,
/// soft hyphen, byte-order mark.
pub(crate) fn invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
