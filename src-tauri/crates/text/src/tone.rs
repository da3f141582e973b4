use crate::{
    clean::nfc,
    letters::{Tone, lower, split, upper},
    syllable::set_tone,
};

/// The same words with every tone where official papers write it, for comparing: `hoà`, `hòa` → `hòa`;
/// `thuý` → `thúy`; `tòan` → `toàn`. Words that are no Vietnamese syllable stay as they are. The answer is NFC.
pub fn same_tone_placement(text: &str) -> String {
    let text = nfc(text);
    let mut placed = String::with_capacity(text.len());
    each_word(&text, char::is_alphabetic, |word| match replaced(word) {
        Some(word) => placed.push_str(&word),
        None => placed.push_str(word),
    });
    placed
}

fn replaced(word: &str) -> Option<String> {
    if word.is_ascii() || word.len() > 32 {
        return None;
    }
    let mut tone = Tone::Level;
    let mut letters = Vec::with_capacity(8);
    for c in word.chars().map(lower) {
        let (letter, own) = split(c).unwrap_or((c, Tone::Level));
        if own != Tone::Level {
            if tone != Tone::Level {
                return None;
            }
            tone = own;
        }
        letters.push(letter);
    }
    if tone == Tone::Level || !set_tone(&mut letters, tone) {
        return None;
    }
    Some(with_case_of(word.chars(), &letters))
}

/// `letters` in the upper and lower case of `model`, letter by letter.
pub(crate) fn with_case_of(model: impl Iterator<Item = char>, letters: &[char]) -> String {
    letters
        .iter()
        .zip(model)
        .map(|(letter, c)| {
            if c.is_uppercase() {
                upper(*letter)
            } else {
                *letter
            }
        })
        .collect()
}

/// Hands over runs of `inside` characters and the runs between them, in order.
pub(crate) fn each_word<'a>(
    text: &'a str,
    inside: impl Fn(char) -> bool,
    mut take: impl FnMut(&'a str),
) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = inside(first);
        let end = rest.find(|c| inside(c) != kind).unwrap_or(rest.len());
        take(&rest[..end]);
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn old_and_new_placement_compare_equal() {
        for (given, placed) in [
            ("Hoà Khánh, hòa giải", "Hòa Khánh, hòa giải"),
            ("THUÝ Thúy", "THÚY Thúy"),
            ("tòan qúy khoẻ", "toàn quý khỏe"),
            ("Hoa\u{300}", "Hòa"),
            ("Đăk R'Lấp, Ayún", "Đăk R'Lấp, Ayún"),
            ("San José", "San José"),
        ] {
            assert_eq!(same_tone_placement(given), placed);
        }
        for syllable in crate::syllable::tests::all() {
            assert_eq!(
                same_tone_placement(syllable),
                *syllable,
                "already in its place"
            );
        }
    }

    proptest! {
        #[test]
        fn placing_twice_changes_nothing_and_keeps_the_letters(text in "\\PC*") {
            let once = same_tone_placement(&text);
            prop_assert_eq!(&same_tone_placement(&once), &once);
            prop_assert_eq!(crate::fold(&once), crate::fold(&text));
        }
    }
}
