//! Vietnamese text that a scanner, a code page or an input method spoiled on its way in.

use crate::{
    clean::{clean, nfc},
    letters::is_marked,
    typing::{from_telex, from_vni},
};

/// What `text` was before it was spoiled, if it looks spoiled: UTF-8 read in a Windows code page
/// (`Nguyá»…n`), or letters turned into Telex or VNI keys (`Nguyeenx`, `Nguye6n4`). Cleaned.
pub fn unspoil(text: &str) -> Option<String> {
    if let Some(repaired) = reread(text) {
        return Some(clean(&repaired));
    }
    // Keys instead of letters only where no letter of Vietnamese came through: names like "H'Bar" are no Telex.
    if text.chars().any(is_marked) {
        return None;
    }
    let telex = from_telex(text).map(|read| clean(&read));
    let vni = from_vni(text).map(|read| clean(&read));
    let marks = |read: &Option<String>| {
        read.iter()
            .flat_map(|text| text.chars())
            .filter(|c| is_marked(*c))
            .count()
    };
    if marks(&vni) > marks(&telex) {
        vni
    } else {
        telex
    }
}

/// UTF-8 bytes that were shown as Windows-1252, Latin-1 or Windows-1258 characters.
fn reread(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    // White space may have been tidied already: à is C3 A0, and A0 is a non-breaking space.
    let spaced = text.replace("Ã ", "Ã\u{A0}");
    [text, &spaced].into_iter().find_map(|text| {
        [western, vietnamese]
            .into_iter()
            .find_map(|byte_of: fn(char) -> Option<u8>| {
                let bytes = text.chars().map(byte_of).collect::<Option<Vec<u8>>>()?;
                let read = nfc(&String::from_utf8(bytes).ok()?);
                read.chars().any(is_marked).then_some(read)
            })
    })
}

/// Windows-1252 where it has the character, else Latin-1.
fn western(c: char) -> Option<u8> {
    Some(match c {
        '\0'..='\u{FF}' => c as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    })
}

/// Windows-1258, the code page of Vietnamese Windows, where it differs.
fn vietnamese(c: char) -> Option<u8> {
    Some(match c {
        'Ă' => 0xC3,
        '\u{300}' => 0xCC,
        'Đ' => 0xD0,
        '\u{309}' => 0xD2,
        'Ơ' => 0xD5,
        'Ư' => 0xDD,
        '\u{303}' => 0xDE,
        'ă' => 0xE3,
        '\u{301}' => 0xEC,
        'đ' => 0xF0,
        '\u{323}' => 0xF2,
        'ơ' => 0xF5,
        'ư' => 0xFD,
        '₫' => 0xFE,
        _ => return western(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How a program that believes in Windows-1252 shows UTF-8.
    fn as_1252(text: &str) -> String {
        let high = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
        let high: Vec<char> = high.chars().collect();
        text.bytes()
            .map(|b| {
                if (0x80..0xA0).contains(&b) {
                    high[usize::from(b) - 0x80]
                } else {
                    char::from(b)
                }
            })
            .collect()
    }

    #[test]
    fn the_usual_accidents_are_undone() {
        for (spoiled, meant) in [
            ("Nguyá»…n VÄƒn An", "Nguyễn Văn An"),
            ("HÃ  Ná»™i", "Hà Nội"),
            ("Nguyeenx Vawn An", "Nguyễn Văn An"),
            ("Nguye6n4 Va8n An", "Nguyễn Văn An"),
            ("Tooj 1, phuwowngf Hair Chaau", "Tộ 1, phường Hải Châu"),
        ] {
            assert_eq!(unspoil(spoiled).as_deref(), Some(meant), "{spoiled}");
        }
        assert_eq!(
            unspoil(&as_1252("Đặng Thị Ngọc")).as_deref(),
            Some("Đặng Thị Ngọc")
        );
        assert_eq!(
            unspoil("Trâ\u{300}n").as_deref(),
            None,
            "sound, only decomposed"
        );
        assert_eq!(unspoil("HĂ\u{A0}").as_deref(), Some("Hà"), "Windows-1258");
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "",
            "Nguyễn Văn An",
            "Nguyen Van An",
            "Hà",
            "H'Bar Niê",
            "José",
            "Tổ 1, phường Hải Châu",
            "\u{FFFD}",
        ] {
            assert_eq!(unspoil(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_name_comes_back_from_the_wrong_code_page(at in proptest::collection::vec(0..10_000_usize, 1..5)) {
            let all = crate::syllable::tests::all();
            let name = at.iter().map(|i| all[i % all.len()].as_str()).collect::<Vec<_>>().join(" ");
            if name.chars().any(is_marked) {
                prop_assert_eq!(unspoil(&as_1252(&name)), Some(name.clone()));
                let latin1: String = name.bytes().map(char::from).collect();
                prop_assert_eq!(unspoil(&latin1), Some(name));
            }
        }
    }
}
