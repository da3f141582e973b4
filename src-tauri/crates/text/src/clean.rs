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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::{Tone, is_marked, is_vowel, join, upper};
    use proptest::prelude::*;

    #[test]
    fn all_134_accented_letters_survive_composed_and_decomposed() {
        let mut letters: Vec<char> = vec!['đ', 'Đ'];
        for vowel in ('\0'..='\u{1FFF}').filter(|c| is_vowel(*c)) {
            for tone in Tone::ALL {
                let letter = join(vowel, tone);
                letters.extend(
                    [letter, upper(letter)]
                        .into_iter()
                        .filter(|c| is_marked(*c)),
                );
            }
        }
        assert_eq!(letters.len(), 134);
        for letter in letters {
            let one = letter.to_string();
            assert_eq!(clean(&one), one);
            assert_eq!(clean(&one.nfd().collect::<String>()), one);
            assert_eq!(nfc(&one.nfd().collect::<String>()), one);
            assert!(crate::fold(&one).is_ascii(), "{one}");
        }
    }

    #[test]
    fn a_line_is_tidied() {
        assert_eq!(
            clean("\u{FEFF} Nguyễn\u{A0}\tVăn\r\nAn\u{200B}\u{7} "),
            "Nguyễn Văn An"
        );
        assert_eq!(
            clean("e\u{200B}\u{302}"),
            "ê",
            "nothing invisible comes between a letter and its mark"
        );
        assert_eq!(clean(" \u{AD} "), "");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(&clean(&once), &once);
            prop_assert!(!once.chars().any(|c| c.is_control() || invisible(c)));
        }
    }
}
