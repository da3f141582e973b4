use crate::clean::invisible;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The form that search compares: no marks, đ → d, lower case, everything that is neither letter
/// nor digit becomes one space, none at the ends.
///
/// `"Đăng ký  KHAI SINH"` → `"dang ky khai sinh"`; `"1.001193"` → `"1 001193"`.
/// Equal for composed and decomposed text; folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// [`fold`] into a string that is emptied first and keeps its room, for use on every keystroke.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    folded.reserve(text.len());
    let mut line = Line { folded, gap: false };
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => line.letter(c),
            'A'..='Z' => line.letter(c.to_ascii_lowercase()),
            '\0'..='\x7f' => line.gap = true,
            // Decomposed text: the five tones, circumflex, breve, horn and their kin.
            '\u{300}'..='\u{36f}' => {}
            _ => match plain(c) {
                Some(base) => line.letter(base),
                None => line.other(c),
            },
        }
    }
}

/// The first letter of each word, folded: `"Xác nhận tình trạng hôn nhân"` → `"xntthn"`.
pub fn initials(text: &str) -> String {
    fold(text)
        .split(' ')
        .filter_map(|word| word.chars().next())
        .collect()
}

/// The folded words in order.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

struct Line<'a> {
    folded: &'a mut String,
    gap: bool,
}

impl Line<'_> {
    fn letter(&mut self, c: char) {
        if self.gap && !self.folded.is_empty() {
            self.folded.push(' ');
        }
        self.gap = false;
        self.folded.push(c);
    }

    /// Letters outside Vietnamese: decompose, lower, decompose again (`İ` lowers to two characters).
    fn other(&mut self, c: char) {
        for c in std::iter::once(c).nfd().flat_map(char::to_lowercase).nfd() {
            if is_combining_mark(c) || invisible(c) {
            } else if c.is_alphanumeric() {
                self.letter(plain(c).unwrap_or(c));
            } else {
                self.gap = true;
            }
        }
    }
}

/// The bare lower-case letter of a Vietnamese one; also `ð`, which some keyboards give for `đ`.
pub(crate) fn plain(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ă' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ă' | '\u{1EA0}'..='\u{1EB7}' => {
            'a'
        }
        'è' | 'é' | 'ê' | 'È' | 'É' | 'Ê' | '\u{1EB8}'..='\u{1EC7}' => 'e',
        'ì' | 'í' | 'ĩ' | 'Ì' | 'Í' | 'Ĩ' | '\u{1EC8}'..='\u{1ECB}' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ơ' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ơ' | '\u{1ECC}'..='\u{1EE3}' => {
            'o'
        }
        'ù' | 'ú' | 'ũ' | 'ư' | 'Ù' | 'Ú' | 'Ũ' | 'Ư' | '\u{1EE4}'..='\u{1EF1}' => 'u',
        'ý' | 'Ý' | '\u{1EF2}'..='\u{1EF9}' => 'y',
        'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn everyday_text_folds_as_a_clerk_would_type_it() {
        assert_eq!(fold("  Đăng ký, KHAI  SINH! "), "dang ky khai sinh");
        assert_eq!(fold("1.001193"), "1 001193", "a code keeps its digits");
        assert_eq!(
            fold("Đ\u{103}\u{301}k R'Lấp – Hòa\u{a0}Bình"),
            "dak r lap hoa binh"
        );
        assert_eq!(fold("—"), "");
        assert_eq!(initials("Xác nhận tình trạng hôn nhân"), "xntthn");
        assert_eq!(words("Sao y (bản chính)"), ["sao", "y", "ban", "chinh"]);
    }

    #[test]
    fn every_character_folds_to_a_fixed_point_and_the_same_decomposed() {
        for c in char::MIN..=char::MAX {
            let text = format!("x{c}y");
            let once = fold(&text);
            assert_eq!(fold(&once), once, "{c:?} {:x}", c as u32);
            assert_eq!(
                fold(&text.nfd().collect::<String>()),
                once,
                "{c:?} decomposed"
            );
            assert_eq!(
                fold(&text.nfc().collect::<String>()),
                once,
                "{c:?} composed"
            );
        }
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_blind_to_composition(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
            prop_assert_eq!(&fold(&text.nfd().collect::<String>()), &once);
            prop_assert_eq!(&fold(&text.nfc().collect::<String>()), &once);
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }
    }
}
