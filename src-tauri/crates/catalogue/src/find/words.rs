//! Words as typed and as written: with their tones for comparing, and folded for looking up.

use motcua_text::{fold, nfc, same_tone_placement};
use unicode_marks::covers;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Lower case, NFC, tones where official papers write them.
    pub toned: String,
    /// Without any mark.
    pub folded: String,
}

impl Word {
    pub(crate) fn new(toned: &str) -> Self {
        Self {
            folded: fold(toned),
            toned: toned.to_owned(),
        }
    }

    /// Whether it carries a tone or a mark, so that its tones mean something.
    pub(crate) fn marked(&self) -> bool {
        !self.toned.is_ascii()
    }
}

/// The words of a text, at most `most` of them. Tone placement is made one.
pub(crate) fn words(text: &str, most: usize) -> Vec<Word> {
    let lower = nfc(text).to_lowercase();
    split(&same_tone_placement(&lower)).take(most).collect()
}

/// The words of a text that is already lower case with tones in place.
pub(crate) fn split(text: &str) -> impl Iterator<Item = Word> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining(c))
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let folded = fold(word);
            if folded.contains(' ') || folded.is_empty() {
                // Odd scripts may fold into several words or none.
                folded
                    .split(' ')
                    .filter(|part| !part.is_empty())
                    .map(|part| Word {
                        toned: part.to_owned(),
                        folded: part.to_owned(),
                    })
                    .collect()
            } else {
                vec![Word {
                    toned: word.to_owned(),
                    folded,
                }]
            }
        })
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// How well the tones of a typed word agree with a written one, both folding to the same letters
/// (or the typed to the beginning of the written): 1 the same, less for marks left out, least for
/// marks that contradict.
pub(crate) fn tones(typed: &Word, written: &str) -> f32 {
    if typed.toned == written {
        1.0
    } else if !typed.marked() {
        0.97
    } else if covers(&typed.toned, written) {
        0.94
    } else {
        0.8
    }
}

/// Whether a typed word may be the beginning of a written one: the marks it has are there too.
pub(crate) fn begins(typed: &Word, written: &str) -> bool {
    !typed.marked() || covers(&typed.toned, written)
}

mod unicode_marks {
    use motcua_text::fold;

    /// Whether every mark typed is in the written word too: `dăng` is covered by `đăng`, `dâng` is not.
    pub(super) fn covers(typed: &str, written: &str) -> bool {
        let mut written = written.chars();
        typed.chars().all(|t| {
            written.next().is_some_and(|w| {
                t == w || base(t) == Some(t) && base(w) == Some(t) || shape(w) == t
            })
        })
    }

    fn base(c: char) -> Option<char> {
        if c.is_ascii() {
            return Some(c);
        }
        let mut buffer = [0; 4];
        fold(c.encode_utf8(&mut buffer)).chars().next()
    }

    /// The letter without its tone but with its own mark: ấ is â.
    fn shape(c: char) -> char {
        match c {
            'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' => 'â',
            'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => 'ă',
            'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => 'ê',
            'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' => 'ô',
            'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' => 'ơ',
            'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' => 'ư',
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_tones_and_lose_everything_else() {
        let read = words("Đăng ký  KHAI-SINH (hoà)", 10);
        let toned: Vec<_> = read.iter().map(|w| w.toned.as_str()).collect();
        assert_eq!(toned, ["đăng", "ký", "khai", "sinh", "hòa"]);
        assert_eq!(read[0].folded, "dang");
        assert!(read[0].marked() && !read[3].marked());
    }

    #[test]
    fn tones_typed_right_beat_none_beat_some_beat_wrong() {
        let typed = |t: &str| tones(&Word::new(t), "đăng");
        assert!(typed("đăng") > typed("dang"));
        assert!(typed("dang") > typed("dăng"));
        assert!(typed("dăng") > typed("dâng"));
    }
}
