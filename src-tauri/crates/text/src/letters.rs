//! The Vietnamese vowels taken apart: letter with its own mark, and tone.

/// The six tones in school order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Level,
    Grave,
    Hook,
    Tilde,
    Acute,
    Dot,
}

impl Tone {
    pub(crate) const ALL: [Tone; 6] = [
        Tone::Level,
        Tone::Grave,
        Tone::Hook,
        Tone::Tilde,
        Tone::Acute,
        Tone::Dot,
    ];
}

/// One row a vowel, one column a tone.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// A lower-case vowel without its tone, and the tone.
pub(crate) fn split(c: char) -> Option<(char, Tone)> {
    VOWELS.iter().find_map(|row| {
        let column = row.iter().position(|vowel| *vowel == c)?;
        Some((row[0], Tone::ALL[column]))
    })
}

/// A lower-case vowel with a tone; other letters come back as they are.
pub(crate) fn join(vowel: char, tone: Tone) -> char {
    VOWELS
        .iter()
        .find(|row| row[0] == vowel)
        .map_or(vowel, |row| row[tone as usize])
}

pub(crate) fn is_vowel(c: char) -> bool {
    VOWELS.iter().any(|row| row[0] == c)
}

pub(crate) fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

pub(crate) fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

/// A letter only Vietnamese text has: one with a mark or a tone, or đ.
pub(crate) fn is_marked(c: char) -> bool {
    let c = lower(c);
    c == 'đ' || split(c).is_some_and(|(vowel, tone)| tone != Tone::Level || !vowel.is_ascii())
}
