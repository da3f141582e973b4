//! The QR of an identity card (`DOMAIN` 9.1):
//! `number|old number|name|ddMMyyyy|sex|residence|ddMMyyyy issued`, more fields may follow.

use crate::{
    clean::clean,
    fold::fold,
    letters::is_marked,
    mangled::unspoil,
    name::name,
    person_id::{IdKind, PersonId, Sex},
    warning::{Field, Warning},
};
use chrono::NaiveDate;
use motcua_fault::{Code, Fault, Result};
use serde::Serialize;
use std::fmt;
use ts_rs::TS;

/// What an identity card's QR says of its holder.
///
/// Its debug form shows no personal data.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct IdCard {
    /// 12 digits.
    pub id_number: PersonId,
    /// 9 digits.
    pub old_id_number: Option<PersonId>,
    /// As read; a warning may hold a better reading.
    pub full_name: String,
    /// `None` with a warning when it could not be read.
    pub birth_date: Option<NaiveDate>,
    /// As written, else as the number says (with a warning).
    pub sex: Sex,
    /// Free text; often names units from before 01/7/2025.
    pub residence: String,
    /// Day of issue.
    pub issued: Option<NaiveDate>,
    /// Fields after the seventh, which are dropped.
    pub extra_fields: usize,
    /// What the clerk should look at.
    pub warnings: Vec<Warning>,
}

/// Longer text is no identity card, and need not be looked at.
const LONGEST: usize = 2_000;

/// Reads what a scanner typed. Tolerates a byte-order mark, line ends and tabs around it, the scanner's own prefix
/// `]Q1`, and another separator where the keyboard layout changed `|`.
///
/// Fails with `BAD_INPUT` when it is no identity card: fewer than 6 fields or no 12-digit number.
/// Contradictions and spoiled letters are warnings. The fault never repeats the text.
pub fn parse(raw: &str) -> Result<IdCard> {
    let no_card = || {
        Fault::new(
            Code::BadInput,
            "Mã vừa quét không phải mã QR của thẻ căn cước. Hãy quét lại mã ở mặt trước của thẻ, hoặc nhập tay.",
        )
    };
    // Only these: other white space may be a piece of a letter in the wrong code page.
    let text = raw.trim_matches(['\u{FEFF}', '\r', '\n', '\t', ' ', '\0']);
    let text = text.strip_prefix("ï»¿").unwrap_or(text);
    let text = match text.strip_prefix("]Q") {
        Some(rest) => rest
            .strip_prefix(|c: char| c.is_ascii_digit())
            .unwrap_or(rest),
        None => text,
    };
    if text.len() > LONGEST {
        return Err(no_card());
    }
    let separator = if text.contains('|') {
        Some('|')
    } else {
        text.chars().nth(12)
    };
    let separator = separator
        .filter(|c| !c.is_alphanumeric() && !c.is_whitespace())
        .ok_or_else(no_card)?;
    let fields: Vec<&str> = text.split(separator).collect();
    let [number, old_number, full_name, born, sex, residence, ..] = fields[..] else {
        return Err(no_card());
    };
    let id_number = PersonId::parse(number).map_err(|_| no_card())?;
    let (IdKind::Citizen, Some(citizen)) = (id_number.kind(), id_number.citizen()) else {
        return Err(no_card());
    };

    let mut warnings = Vec::new();
    let old_id_number = old_number_of(old_number, &mut warnings);
    let full_name = name_of(full_name, &mut warnings);
    let birth_date = date_of(born, Field::BirthDate, &mut warnings);
    let sex = sex_of(sex).unwrap_or_else(|| {
        let text = format!(
            "Không đọc được giới tính, lấy theo số định danh: {}.",
            citizen.sex.vietnamese()
        );
        warnings.push(Warning::new(Field::Sex, text));
        citizen.sex
    });
    let residence = residence_of(residence, &mut warnings);
    let issued = match fields.get(6) {
        Some(issued) => date_of(issued, Field::Issued, &mut warnings),
        None => None,
    };
    if birth_date
        .zip(issued)
        .is_some_and(|(born, issued)| issued < born)
    {
        warnings.push(Warning::new(
            Field::Issued,
            "Ngày cấp thẻ trước ngày sinh. Hãy đối chiếu với thẻ.",
        ));
    }
    warnings.extend(id_number.check(birth_date, Some(sex)));
    Ok(IdCard {
        id_number,
        old_id_number,
        full_name,
        birth_date,
        sex,
        residence,
        issued,
        extra_fields: fields.len().saturating_sub(7),
        warnings,
    })
}

fn old_number_of(text: &str, warnings: &mut Vec<Warning>) -> Option<PersonId> {
    if clean(text).is_empty() {
        return None;
    }
    let number = PersonId::parse(text)
        .ok()
        .filter(|number| number.kind() == IdKind::OldIdentityCard);
    if number.is_none() {
        warnings.push(Warning::new(
            Field::OldIdNumber,
            "Số chứng minh nhân dân cũ không phải 9 chữ số nên không lấy.",
        ));
    }
    number
}

fn name_of(text: &str, warnings: &mut Vec<Warning>) -> String {
    let read = clean(text);
    if let Some(meant) = unspoil(text).filter(|meant| *meant != read && name(meant).is_ok()) {
        let text = "Họ tên có vẻ bị bộ gõ hoặc máy quét làm sai chữ. Hãy đối chiếu với thẻ rồi chọn cách ghi đúng.";
        warnings.push(Warning::new(Field::FullName, text).suggesting(Some(meant)));
    } else if let Err(fault) = name(&read) {
        warnings.push(Warning::new(Field::FullName, fault.message));
    }
    read
}

fn residence_of(text: &str, warnings: &mut Vec<Warning>) -> String {
    let read = clean(text);
    if let Some(meant) = unspoil(text).filter(|meant| *meant != read) {
        let text = "Nơi cư trú có vẻ bị bộ gõ hoặc máy quét làm sai chữ. Hãy đối chiếu với thẻ rồi chọn cách ghi đúng.";
        warnings.push(Warning::new(Field::Residence, text).suggesting(Some(meant)));
    } else if read.contains('\u{FFFD}') {
        warnings.push(Warning::new(
            Field::Residence,
            "Nơi cư trú có chữ không đọc được. Hãy đối chiếu với thẻ và gõ lại.",
        ));
    } else if read.split(' ').count() > 2 && !read.chars().any(is_marked) {
        let text = "Nơi cư trú không có dấu tiếng Việt, có thể máy quét làm mất dấu. Hãy đối chiếu với thẻ, cả họ tên.";
        warnings.push(Warning::new(Field::Residence, text));
    }
    read
}

/// Also `Nữ` through Telex, VNI or a wrong code page.
fn sex_of(text: &str) -> Option<Sex> {
    let meant = unspoil(text);
    match fold(meant.as_deref().unwrap_or(text)).as_str() {
        "nam" => Some(Sex::Male),
        "nu" => Some(Sex::Female),
        _ => None,
    }
}

/// `ddMMyyyy`.
fn date_of(text: &str, field: Field, warnings: &mut Vec<Warning>) -> Option<NaiveDate> {
    let digits = clean(text);
    if digits.is_empty() && field == Field::Issued {
        return None;
    }
    let date = if digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()) {
        NaiveDate::parse_from_str(&digits, "%d%m%Y").ok()
    } else {
        None
    };
    if date.is_none() {
        let what = if field == Field::Issued {
            "ngày cấp thẻ"
        } else {
            "ngày sinh"
        };
        warnings.push(Warning::new(
            field,
            format!("Không đọc được {what}. Hãy nhập theo thẻ."),
        ));
    }
    date
}

impl fmt::Debug for IdCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdCard")
            .field("extra_fields", &self.extra_fields)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = "048200001234|201234567|Nguyễn Văn An|15032000|Nam|Tổ 1, phường Hải Châu, thành phố Đà Nẵng|20052021";

    fn with(field: usize, value: &str) -> String {
        let mut fields: Vec<&str> = SAMPLE.split('|').collect();
        fields[field] = value;
        fields.join("|")
    }

    fn warned(raw: &str) -> Vec<(Field, Option<String>)> {
        parse(raw)
            .unwrap()
            .warnings
            .into_iter()
            .map(|w| (w.field, w.suggestion))
            .collect()
    }

    #[test]
    fn the_sample_is_read_whole() {
        let card = parse(SAMPLE).unwrap();
        assert_eq!(card.id_number.as_str(), "048200001234");
        assert_eq!(
            card.old_id_number.as_ref().map(PersonId::as_str),
            Some("201234567")
        );
        assert_eq!(card.full_name, "Nguyễn Văn An");
        assert_eq!(card.birth_date, "2000-03-15".parse().ok());
        assert_eq!(card.sex, Sex::Male);
        assert_eq!(card.residence, "Tổ 1, phường Hải Châu, thành phố Đà Nẵng");
        assert_eq!(card.issued, "2021-05-20".parse().ok());
        assert_eq!((card.extra_fields, card.warnings.len()), (0, 0));
    }

    #[test]
    fn what_scanners_and_newer_cards_add_is_tolerated() {
        let card = parse(SAMPLE).unwrap();
        for raw in [
            format!("\u{FEFF}{SAMPLE}\r\n"),
            format!("]Q1{SAMPLE}\t"),
            SAMPLE.replace('|', "~"),
            SAMPLE.replace('|', "¦"),
            SAMPLE.replace("Nguyễn", "Nguye\u{302}\u{303}n"),
        ] {
            assert_eq!(parse(&raw).unwrap(), card);
        }
        let newer = parse(&format!("{SAMPLE}|||Nguyễn Văn Bình|Trần Thị Cúc")).unwrap();
        assert_eq!((newer.extra_fields, newer.warnings.len()), (4, 0));
        let without = parse(&with(1, "")).unwrap();
        assert_eq!((without.old_id_number, without.warnings.len()), (None, 0));
        let six = parse(SAMPLE.rsplit_once('|').unwrap().0).unwrap();
        assert_eq!(
            (six.issued, six.warnings.len()),
            (None, 0),
            "six fields are enough"
        );
    }

    #[test]
    fn contradictions_warn_and_do_not_refuse() {
        assert_eq!(warned(&with(3, "15031999")), [(Field::BirthDate, None)]);
        assert_eq!(warned(&with(3, "1940")), [(Field::BirthDate, None)]);
        assert_eq!(
            warned(&with(3, "31022000")),
            [(Field::BirthDate, None)],
            "no such day"
        );
        assert_eq!(warned(&with(4, "Nữ")), [(Field::Sex, None)]);
        assert_eq!(warned(&with(4, "?")), [(Field::Sex, None)]);
        assert_eq!(warned(&with(1, "12345")), [(Field::OldIdNumber, None)]);
        assert_eq!(warned(&with(6, "01011999")), [(Field::Issued, None)]);
        assert_eq!(warned(&with(2, "")), [(Field::FullName, None)]);
    }

    #[test]
    fn spoiled_letters_come_with_a_correction() {
        let an = || Some("Nguyễn Văn An".to_owned());
        let home = || Some("Tổ 1, phường Hải Châu, thành phố Đà Nẵng".to_owned());
        for name in [
            "Nguyeenx Vawn An",
            "Nguyeexn Vawn An",
            "Nguye6n4 Va8n An",
            "Nguyá»…n VÄƒn An",
        ] {
            assert_eq!(warned(&with(2, name)), [(Field::FullName, an())], "{name}");
            assert_eq!(
                parse(&with(2, name)).unwrap().full_name,
                name,
                "the clerk decides"
            );
        }
        for address in [
            crate::to_telex(&home().unwrap()),
            crate::to_vni(&home().unwrap()),
            home().unwrap().bytes().map(char::from).collect(),
        ] {
            assert_eq!(
                warned(&with(5, &address)),
                [(Field::Residence, home())],
                "{address}"
            );
        }
        assert_eq!(
            warned(&with(5, "To 1, phuong Hai Chau, Da Nang")),
            [(Field::Residence, None)],
            "marks lost"
        );
        assert_eq!(
            warned(&with(2, "Nguy?n Văn An")),
            [(Field::FullName, None)],
            "a letter lost"
        );
        let woman = with(0, "048300001234");
        for sex in ["Nuwx", "Nu74", "Ná»¯", "Nu", "NỮ"] {
            assert_eq!(
                warned(&woman.replace("|Nam|", &format!("|{sex}|"))),
                [],
                "{sex}"
            );
        }
    }

    #[test]
    fn names_without_marks_are_not_suspected() {
        for name in [
            "Cao Minh Khang",
            "NGUYỄN VĂN AN",
            "H'Bar Niê",
            "Y Khôi Ksor",
        ] {
            assert_eq!(warned(&with(2, name)), [], "{name}");
        }
    }

    #[test]
    fn anything_else_is_no_card() {
        let no_id = with(0, "48200001234");
        let long = with(5, &"a".repeat(3_000));
        for raw in [
            "",
            "|||||||",
            "H17.001-261014-1001",
            "048200001234",
            "048200001234|1|2|3|4",
            "https://example.vn",
            &no_id,
            &long,
        ] {
            let fault = parse(raw).unwrap_err();
            assert_eq!(fault.code, Code::BadInput, "{raw}");
            assert!(
                fault.detail.is_none() && !fault.message.contains("04820"),
                "nothing of the text is repeated"
            );
        }
    }

    #[test]
    fn debugging_shows_no_personal_data() {
        let shown = format!("{:?}", parse(&with(2, "Nguyeenx Vawn An")).unwrap());
        for secret in ["0482", "Nguy", "An", "2000", "Tổ"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn nothing_scanned_breaks_it(raw in "\\PC*", fields in proptest::collection::vec("\\PC{0,12}", 0..10)) {
            let _ = parse(&raw);
            let _ = parse(&format!("048200001234|{}", fields.join("|")));
            for (at, field) in fields.iter().enumerate().take(7).skip(1) {
                let _ = parse(&with(at, field));
            }
        }
    }
}
