//! What a Vietnamese syllable can be, and where its tone is written.

use crate::letters::{Tone, is_vowel, join};

/// Longest first, so that `ngh` is not read as `n`.
pub(crate) const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

pub(crate) const RIMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em",
    "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "êng", "ênh", "êp", "êt", "êu", "i",
    "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt",
    "iêu", "o", "oc", "oi", "om", "on", "ong", "op", "ot", "ooc", "oong", "oa", "oac", "oach",
    "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng",
    "oăt", "oe", "oem", "oen", "oeo", "oet", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ",
    "ơi", "ơm", "ơn", "ơp", "ơt", "u", "uc", "ui", "um", "un", "ung", "up", "ut", "ua", "uân",
    "uâng", "uât", "uây", "uê", "uêch", "uên", "uênh", "uơ", "uy", "uya", "uych", "uyn", "uynh",
    "uyp", "uyt", "uyu", "uyên", "uyêt", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "ư", "ưc",
    "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ưa", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt",
    "ươu", "y", "ych", "ynh", "yt", "yêm", "yên", "yêng", "yêt", "yêu",
];

/// Where the rime begins, if these lower-case letters without tone make a syllable.
pub(crate) fn rime(letters: &[char]) -> Option<usize> {
    ONSETS.iter().find_map(|onset| {
        let start = onset.chars().count();
        let begins = letters.len() > start && onset.chars().eq(letters[..start].iter().copied());
        let rest = letters.get(start..)?;
        (begins
            && RIMES
                .iter()
                .any(|rime| rime.chars().eq(rest.iter().copied())))
        .then_some(start)
    })
}

/// Syllables closed by c, ch, p, t carry sắc or nặng; bare ones occur in names of the mountain peoples.
pub(crate) fn tone_fits(letters: &[char], tone: Tone) -> bool {
    let stopped = matches!(letters, [.., 'c', 'h'] | [.., 'c' | 'p' | 't']);
    !stopped || matches!(tone, Tone::Level | Tone::Acute | Tone::Dot)
}

/// The index of the letter that carries the tone, the way official papers write it: hòa, thúy, toàn.
/// `letters` are lower case without tone; `None` if they are no syllable.
pub(crate) fn tone_seat(letters: &[char]) -> Option<usize> {
    let start = rime(letters)?;
    let vowels = letters[start..]
        .iter()
        .take_while(|c| is_vowel(**c))
        .count();
    let closed = start + vowels < letters.len();
    let marked = (start..start + vowels)
        .rev()
        .find(|i| !letters[*i].is_ascii());
    Some(marked.unwrap_or(match (vowels, closed) {
        (1, _) | (2, false) => start,
        _ => start + 1,
    }))
}

/// Writes the tone on its seat; false if the letters are no syllable or cannot carry it.
pub(crate) fn set_tone(letters: &mut [char], tone: Tone) -> bool {
    if !tone_fits(letters, tone) {
        return false;
    }
    let Some(seat) = tone_seat(letters) else {
        return false;
    };
    letters[seat] = join(letters[seat], tone);
    true
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::LazyLock;

    /// Every syllable the tables allow, in every tone it can carry.
    pub(crate) fn all() -> &'static [String] {
        static ALL: LazyLock<Vec<String>> = LazyLock::new(build);
        &ALL
    }

    fn build() -> Vec<String> {
        let mut all = Vec::new();
        for onset in ONSETS {
            for rime_text in RIMES {
                let letters: Vec<char> = onset.chars().chain(rime_text.chars()).collect();
                // What splits differently is spelt by another pair.
                if rime(&letters) != Some(onset.chars().count()) {
                    continue;
                }
                for tone in Tone::ALL {
                    let mut letters = letters.clone();
                    if set_tone(&mut letters, tone) {
                        all.push(letters.into_iter().collect());
                    }
                }
            }
        }
        all
    }

    #[test]
    fn the_tone_sits_where_official_papers_write_it() {
        for syllable in [
            "hòa",
            "thúy",
            "khỏe",
            "toàn",
            "quý",
            "quốc",
            "già",
            "gì",
            "giếng",
            "của",
            "mía",
            "người",
            "nghĩa",
            "thuở",
            "khuỷu",
            "ngoài",
            "ngoéo",
            "yến",
            "đường",
            "lựu",
            "hươu",
            "quyết",
            "quỳnh",
            "giữ",
            "xoong",
            "oái",
        ] {
            let bare: Vec<char> = syllable
                .chars()
                .map(|c| crate::letters::split(c).map_or(c, |(vowel, _)| vowel))
                .collect();
            let tone = syllable
                .chars()
                .find_map(|c| crate::letters::split(c).filter(|(_, t)| *t != Tone::Level));
            let mut placed = bare.clone();
            assert!(
                set_tone(&mut placed, tone.map_or(Tone::Level, |(_, tone)| tone)),
                "{syllable}"
            );
            assert_eq!(placed.into_iter().collect::<String>(), syllable);
        }
        assert!(all().len() > 10_000, "the tables are not nearly empty");
    }
}
