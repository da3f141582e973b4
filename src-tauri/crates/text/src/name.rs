use crate::clean::clean;
use motcua_fault::{Code, Fault, Result};
use unicode_normalization::char::is_combining_mark;

/// Longest name of a person, in characters: what form 01 is laid out for.
pub const LONGEST_NAME: usize = 120;

/// A person's full name, cleaned (NFC, single spaces), in the case it was given.
///
/// Latin letters with any marks, spaces, hyphen, apostrophe and full stop. Fails with `BAD_PERSON` when empty,
/// longer than [`LONGEST_NAME`], or with anything else in it.
pub fn name(text: &str) -> Result<String> {
    let name = clean(text);
    if name.is_empty() {
        return Err(bad("Chưa có họ tên."));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(bad("Họ tên dài quá 120 ký tự. Hãy kiểm tra lại."));
    }
    if text
        .trim()
        .chars()
        .any(|c| c.is_control() && !c.is_whitespace())
    {
        return Err(bad("Họ tên có ký tự điều khiển. Hãy gõ lại họ tên."));
    }
    if name.chars().any(|c| c.is_numeric()) {
        return Err(bad(
            "Họ tên không được có chữ số. Hãy gõ lại đúng như trên giấy tờ tùy thân.",
        ));
    }
    if let Some(c) = name.chars().find(|c| !may_stand_in_a_name(*c)) {
        return Err(bad(format!(
            "Họ tên không được có ký tự “{c}”. Chỉ dùng chữ cái La-tinh, dấu cách, gạch nối, dấu nháy và dấu chấm; \
             người nước ngoài ghi theo dòng chữ La-tinh trên hộ chiếu."
        )));
    }
    if !name.chars().any(char::is_alphabetic) || name.starts_with(is_combining_mark) {
        return Err(bad("Họ tên phải có chữ cái."));
    }
    Ok(name)
}

fn may_stand_in_a_name(c: char) -> bool {
    let latin = |c: char| match c {
        'a'..='z' | 'A'..='Z' => true,
        '×' | '÷' => false,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => false,
    };
    // Marks that do not compose with their letter (a tilde over ŋ) stay beside it.
    latin(c) || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '\u{300}'..='\u{36F}')
}

fn bad(sentence: impl Into<String>) -> Fault {
    Fault::new(Code::BadPerson, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::invisible;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn names_of_many_countries_pass() {
        for (given, kept) in [
            ("  Nguyễn   Văn An ", "Nguyễn Văn An"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            ("H'Bloos Niê", "H'Bloos Niê"),
            ("Jean-Luc O’Brien Jr.", "Jean-Luc O’Brien Jr."),
            ("Zoë Ångström Łukasz", "Zoë Ångström Łukasz"),
            ("A\u{200b}n\t", "An"),
        ] {
            assert_eq!(name(given).unwrap(), kept);
        }
        assert!(name(&"ễ".repeat(120)).is_ok());
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_reason() {
        for given in [
            "",
            "   ",
            "\u{feff}",
            "An 2",
            "An\u{7}",
            "An 😀",
            "-",
            "Nguyễn|An",
            "王小明",
            "٣",
            "An½",
            "\u{301}",
        ] {
            let fault = name(given).unwrap_err();
            assert_eq!(fault.code, Code::BadPerson, "{given:?}");
        }
        assert!(name(&"a".repeat(121)).is_err());
    }

    proptest! {
        #[test]
        fn a_name_that_passes_passes_again_unchanged(text in "\\PC{0,130}") {
            if let Ok(kept) = name(&text) {
                prop_assert_eq!(name(&kept).unwrap(), kept.clone());
                prop_assert_eq!(kept.nfc().collect::<String>(), kept.clone());
                prop_assert!(!kept.chars().any(invisible));
            }
        }
    }
}
