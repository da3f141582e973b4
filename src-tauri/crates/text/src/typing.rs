//! Text typed with an input method that was not there: raw Telex and VNI keys back to letters, and letters to keys.

use crate::{
    clean::nfc,
    letters::{Tone, is_vowel, lower, split},
    syllable::{rime, set_tone},
    tone::{each_word, with_case_of},
};

/// `"Nguyeenx Vawn An"` → `"Nguyễn Văn An"`. Words that are no Telex keys of a Vietnamese syllable stay;
/// `None` when no word changes. Keys may come anywhere in the word: `vieetj`, `vietej`, `vieejt`.
pub fn from_telex(text: &str) -> Option<String> {
    by_word(text, telex_word)
}

/// `"d9a8ng ky1"` → `"đăng ký"`. Words that are no VNI keys of a Vietnamese syllable stay; `None` when no word changes.
pub fn from_vni(text: &str) -> Option<String> {
    by_word(text, vni_word)
}

/// The Telex keys of a text: `"đăng ký"` → `"ddawng kys"`, tones at the end of the word.
pub fn to_telex(text: &str) -> String {
    keys(text, &TELEX)
}

/// The VNI keys of a text: `"đăng ký"` → `"d9a8ng ky1"`.
pub fn to_vni(text: &str) -> String {
    keys(text, &VNI)
}

/// Longest word worth trying, in keys: `nghieenge` has nine.
const LONGEST: usize = 12;

fn by_word(text: &str, decode: impl Fn(&str) -> Option<String>) -> Option<String> {
    let text = nfc(text);
    let mut decoded = String::with_capacity(text.len() + 8);
    let mut changed = false;
    each_word(&text, char::is_alphanumeric, |word| {
        let letters = word.is_ascii() && (2..=LONGEST).contains(&word.len());
        match letters.then(|| decode(word)).flatten() {
            Some(word) => {
                changed = true;
                decoded.push_str(&word);
            }
            None => decoded.push_str(word),
        }
    });
    changed.then_some(decoded)
}

/// A word's plain letters, in their case, and the marks its keys ask for.
#[derive(Default)]
struct Keys {
    letters: Vec<char>,
    tone: Option<Tone>,
    bar: bool,
    /// Letters that get a circumflex (Telex), or any one of them (VNI).
    hats: Vec<char>,
    any_hat: bool,
    /// Times a horn, a breve or (Telex `w`) either of them was asked for.
    horns: usize,
    breves: usize,
    either: usize,
    /// A real double letter, typed three times.
    doubled: bool,
}

impl Keys {
    fn has_vowel(&self) -> bool {
        self.letters.iter().any(|c| is_vowel(lower(*c)))
    }

    fn set_tone(&mut self, tone: Tone) -> bool {
        self.tone.replace(tone).is_none()
    }

    /// The first way to put the marks on the letters that gives a syllable.
    fn syllable(&self) -> Option<String> {
        if self.tone.is_none()
            && !self.bar
            && self.hats.is_empty()
            && !self.any_hat
            && self.soft() == 0
            && !self.doubled
        {
            return None;
        }
        let mut letters: Vec<char> = self.letters.iter().copied().map(lower).collect();
        if self.bar {
            let d = letters.iter().position(|c| *c == 'd')?;
            letters[d] = 'đ';
        }
        let vowels = letters.iter().filter(|c| is_vowel(**c)).count();
        if vowels == 0 || vowels > 4 || !self.put_marks(&mut letters, 0) {
            return None;
        }
        set_tone(&mut letters, self.tone.unwrap_or(Tone::Level))
            .then(|| with_case_of(self.letters.iter().copied(), &letters))
    }

    fn soft(&self) -> usize {
        self.horns + self.breves + self.either
    }

    /// Tries every mark on every letter from `at` on; true when the letters are left as a fitting syllable.
    fn put_marks(&self, letters: &mut [char], at: usize) -> bool {
        let Some(&letter) = letters.get(at) else {
            return self.fits(letters) && rime(letters).is_some();
        };
        let choices: &[char] = match letter {
            'a' => &['a', 'ă', 'â'],
            'e' => &['e', 'ê'],
            'o' => &['o', 'ơ', 'ô'],
            'u' => &['u', 'ư'],
            _ => &[],
        };
        if choices.is_empty() {
            return self.put_marks(letters, at + 1);
        }
        for choice in choices {
            letters[at] = *choice;
            if self.put_marks(letters, at + 1) {
                return true;
            }
        }
        letters[at] = letter;
        false
    }

    /// Exactly the marks that were asked for; one horn key serves both letters of ươ.
    fn fits(&self, letters: &[char]) -> bool {
        let count = |wanted: &[char]| letters.iter().filter(|c| wanted.contains(c)).count();
        let (hats, horns, breves) = (count(&['â', 'ê', 'ô']), count(&['ư', 'ơ']), count(&['ă']));
        let pair = letters.windows(2).any(|two| two == ['ư', 'ơ']);
        let hats_fit = if self.any_hat {
            hats == 1
        } else {
            hats == self.hats.len()
                && self.hats.iter().all(|hat| {
                    count(&[match hat {
                        'a' => 'â',
                        'e' => 'ê',
                        _ => 'ô',
                    }]) == 1
                })
        };
        let soft_fit = match (self.either, self.horns, self.breves) {
            (0, asked, b) => breves == b && (horns == asked || (asked == 1 && horns == 2 && pair)),
            (1, ..) => horns + breves == 1 || (breves == 0 && horns == 2 && pair),
            (2, ..) => breves == 0 && horns == 2 && pair,
            _ => false,
        };
        hats_fit && soft_fit
    }
}

fn telex_word(word: &str) -> Option<String> {
    telex_keys(word, true)?
        .syllable()
        .or_else(|| telex_keys(word, false)?.syllable())
}

/// `far`: a repeated a, e, o marks the earlier one even with other letters between (`vietej`).
fn telex_keys(word: &str, far: bool) -> Option<Keys> {
    let typed: Vec<char> = word.chars().collect();
    let mut keys = Keys::default();
    let mut i = 0;
    while let Some(&c) = typed.get(i) {
        let key = lower(c);
        let same_before = keys.letters.last().is_some_and(|last| lower(*last) == key);
        let known = || keys.letters.iter().any(|letter| lower(*letter) == key);
        match key {
            's' | 'f' | 'r' | 'x' | 'j' if keys.has_vowel() => {
                let tone = match key {
                    's' => Tone::Acute,
                    'f' => Tone::Grave,
                    'r' => Tone::Hook,
                    'x' => Tone::Tilde,
                    _ => Tone::Dot,
                };
                if !keys.set_tone(tone) {
                    return None;
                }
            }
            'w' => {
                if !keys.has_vowel() {
                    keys.letters.push(if c == 'W' { 'U' } else { 'u' });
                }
                keys.either += 1;
            }
            'd' if !keys.bar && known() => keys.bar = true,
            // A third one takes the circumflex back: xooong is xoong.
            'a' | 'e' | 'o'
                if same_before && typed.get(i + 1).is_some_and(|next| lower(*next) == key) =>
            {
                keys.letters.push(c);
                keys.doubled = true;
                i += 1;
            }
            'a' | 'e' | 'o' if (same_before || (far && known())) && !keys.hats.contains(&key) => {
                keys.hats.push(key)
            }
            _ if c.is_ascii_alphabetic() => keys.letters.push(c),
            _ => return None,
        }
        i += 1;
    }
    Some(keys)
}

fn vni_word(word: &str) -> Option<String> {
    let mut keys = Keys::default();
    for c in word.chars() {
        let taken = match c {
            _ if c.is_ascii_alphabetic() => {
                keys.letters.push(c);
                true
            }
            _ if keys.letters.is_empty() => false,
            '1' => keys.set_tone(Tone::Acute),
            '2' => keys.set_tone(Tone::Grave),
            '3' => keys.set_tone(Tone::Hook),
            '4' => keys.set_tone(Tone::Tilde),
            '5' => keys.set_tone(Tone::Dot),
            '6' => !std::mem::replace(&mut keys.any_hat, true),
            '7' => {
                keys.horns += 1;
                keys.horns <= 2
            }
            '8' => {
                keys.breves += 1;
                keys.breves == 1
            }
            '9' => !std::mem::replace(&mut keys.bar, true),
            _ => false,
        };
        if !taken {
            return None;
        }
    }
    keys.syllable()
}

/// The keys of one method: circumflex (`None`: the letter again), horn, breve, bar (`None`: `d` again), the five tones.
struct Method {
    hat: Option<char>,
    horn: char,
    breve: char,
    bar: Option<char>,
    tones: [char; 5],
    /// Doubled letters mean something, so a real double is typed three times.
    doubles: bool,
}

const TELEX: Method = Method {
    hat: None,
    horn: 'w',
    breve: 'w',
    bar: None,
    tones: ['f', 'r', 'x', 's', 'j'],
    doubles: true,
};
const VNI: Method = Method {
    hat: Some('6'),
    horn: '7',
    breve: '8',
    bar: Some('9'),
    tones: ['2', '3', '4', '1', '5'],
    doubles: false,
};

fn keys(text: &str, method: &Method) -> String {
    let text = nfc(text);
    let mut keys = String::with_capacity(text.len() + 8);
    each_word(&text, char::is_alphanumeric, |word| {
        let mut tone_key = None;
        let mut last = None;
        for c in word.chars() {
            let (letter, tone) = split(lower(c)).unwrap_or((lower(c), Tone::Level));
            let cased = |key: char| {
                if c.is_uppercase() {
                    key.to_ascii_uppercase()
                } else {
                    key
                }
            };
            if tone != Tone::Level {
                tone_key = Some(cased(method.tones[tone as usize - 1]));
            }
            let (base, mark) = match letter {
                'â' => ('a', Some(method.hat.unwrap_or('a'))),
                'ê' => ('e', Some(method.hat.unwrap_or('e'))),
                'ô' => ('o', Some(method.hat.unwrap_or('o'))),
                'ơ' => ('o', Some(method.horn)),
                'ư' => ('u', Some(method.horn)),
                'ă' => ('a', Some(method.breve)),
                'đ' => ('d', Some(method.bar.unwrap_or('d'))),
                _ => (
                    if tone == Tone::Level {
                        lower(c)
                    } else {
                        letter
                    },
                    None,
                ),
            };
            if method.doubles
                && mark.is_none()
                && last == Some(base)
                && matches!(base, 'a' | 'e' | 'o')
            {
                keys.push(cased(base));
            }
            keys.push(if c.is_uppercase() {
                crate::letters::upper(base)
            } else {
                base
            });
            keys.extend(mark.map(cased));
            last = mark.is_none().then_some(base);
        }
        keys.extend(tone_key);
    });
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_clerks_type_raw_is_read() {
        for (typed, read) in [
            ("ddawng kys", "đăng ký"),
            ("dawng kys", "dăng ký"),
            ("Nguyeenx Vawn An", "Nguyễn Văn An"),
            ("giaays khai sinh", "giấy khai sinh"),
            ("vieetj vietej vieejt", "việt việt việt"),
            (
                "truowngf truwowngf truongwf truwngf",
                "trường trường trường trừng",
            ),
            ("thuowr", "thuở"),
            ("dduwowngf DDUWOWNGF DDuwowngf", "đường ĐƯỜNG Đường"),
            ("hoaf thuys", "hòa thúy"),
            ("nhwng tw w", "nhưng tư w"),
            ("muaw quaw", "mưa quaw"),
            ("xooong", "xoong"),
            ("giaf gif giuwx", "già gì giữ"),
            ("ngoeos", "ngoéo"),
            ("cuar", "của"),
            ("dangd", "đang"),
        ] {
            assert_eq!(from_telex(typed).as_deref(), Some(read), "{typed}");
        }
        for (typed, read) in [
            ("d9a8ng ky1", "đăng ký"),
            ("Nguye6n4 Va8n An", "Nguyễn Văn An"),
            ("tru7o7ng2 truong72", "trường trường"),
            ("D9U7O7NG2", "ĐƯỜNG"),
            ("thuo73", "thuở"),
            ("Tổ 12 nu74", "Tổ 12 nữ"),
        ] {
            assert_eq!(from_vni(typed).as_deref(), Some(read), "{typed}");
        }
    }

    #[test]
    fn what_is_not_telex_stays() {
        for text in [
            "khai sinh",
            "Nguyen Van An",
            "xntthn",
            "1.001193",
            "chứng thực",
            "Fox Wallis",
            "dogs and",
            "KQ.G15",
            "",
            "a",
            "ww",
        ] {
            assert_eq!(from_telex(text), None, "{text}");
        }
        for text in ["ct01", "khai sinh 2026", "K23", "1a", "B12345678", "nd07"] {
            assert_eq!(from_vni(text), None, "{text}");
        }
    }

    /// Every syllable of the language, in three cases, by both methods and back.
    #[test]
    fn every_syllable_survives_the_keys() {
        for syllable in crate::syllable::tests::all() {
            let title: String = syllable
                .chars()
                .enumerate()
                .map(|(i, c)| if i == 0 { crate::letters::upper(c) } else { c })
                .collect();
            for word in [syllable.clone(), title, syllable.to_uppercase()] {
                let telex = to_telex(&word);
                assert!(telex.is_ascii(), "{word}: {telex}");
                assert_eq!(from_telex(&telex).unwrap_or(telex.clone()), word, "{telex}");
                let vni = to_vni(&word);
                assert!(vni.is_ascii(), "{word}: {vni}");
                assert_eq!(from_vni(&vni).unwrap_or(vni.clone()), word, "{vni}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_nothing_breaks(text in "\\PC*", keys in "[a-zA-Z0-9 ]{0,40}") {
            for text in [&text, &keys] {
                for read in [from_telex(text), from_vni(text)].into_iter().flatten() {
                    prop_assert_ne!(&read, text);
                    prop_assert!(read.chars().count() <= text.chars().count(), "keys only become fewer letters");
                }
                to_telex(text);
                to_vni(text);
            }
        }
    }
}
