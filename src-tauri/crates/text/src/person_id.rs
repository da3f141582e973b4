use crate::{
    clean::clean,
    place::birth_place_of,
    warning::{Field, Warning},
};
use chrono::{Datelike, NaiveDate};
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ts_rs::TS;

/// `female` or `male`, as official papers record it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nữ
    Female,
    /// Nam
    Male,
}

impl Sex {
    /// `Nữ` or `Nam`.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Sex::Female => "Nữ",
            Sex::Male => "Nam",
        }
    }
}

/// What kind of number identifies a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// Số định danh cá nhân, 12 digits.
    Citizen,
    /// Số CMND, 9 digits.
    OldIdentityCard,
    /// Passport or another foreign paper: 5 to 20 letters and digits, at least one letter.
    Passport,
}

/// The number of a person's identity paper, in its written form without spaces, dots or hyphens. A string in JSON.
///
/// Its debug form shows only the kind and the last three characters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct PersonId(String);

/// What the 12 digits of a personal number say (NĐ 137/2015, TT 59/2021/TT-BCA).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citizen {
    /// Code of the place where the birth was first registered.
    pub place: u16,
    /// Sex as first registered.
    pub sex: Sex,
    /// Year of birth as first registered.
    pub birth_year: i32,
}

impl PersonId {
    /// Same as [`str::parse`]. Fails with `BAD_PERSON`.
    pub fn parse(text: &str) -> Result<Self> {
        let number: String = clean(text)
            .chars()
            .filter(|c| !matches!(c, ' ' | '.' | '-'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let digits = number.bytes().all(|b| b.is_ascii_digit());
        let letters_and_digits = number.bytes().all(|b| b.is_ascii_alphanumeric());
        match number.len() {
            0 => Err(bad("Chưa có số giấy tờ tùy thân.")),
            9 | 12 if digits => Ok(Self(number)),
            _ if digits => Err(bad(format!(
                "Số này có {} chữ số. Số định danh cá nhân có 12 chữ số, chứng minh nhân dân cũ có 9 chữ số.",
                number.len()
            ))),
            5..=20 if letters_and_digits => Ok(Self(number)),
            _ => Err(bad(
                "Số giấy tờ tùy thân không hợp lệ. Nhập 12 chữ số (căn cước), 9 chữ số (chứng minh nhân dân) hoặc số \
                 hộ chiếu gồm 5 đến 20 chữ cái và chữ số.",
            )),
        }
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of number it is.
    pub fn kind(&self) -> IdKind {
        match self.0.len() {
            12 if self.is_digits() => IdKind::Citizen,
            9 if self.is_digits() => IdKind::OldIdentityCard,
            _ => IdKind::Passport,
        }
    }

    fn is_digits(&self) -> bool {
        self.0.bytes().all(|b| b.is_ascii_digit())
    }

    /// What a 12-digit number says of its holder; `None` for other kinds.
    pub fn citizen(&self) -> Option<Citizen> {
        if self.kind() != IdKind::Citizen {
            return None;
        }
        let digits: Vec<u16> = self.0.bytes().map(|b| u16::from(b - b'0')).collect();
        let [a, b, c, century, tens, ones, ..] = digits[..] else {
            return None;
        };
        Some(Citizen {
            place: a * 100 + b * 10 + c,
            sex: if century % 2 == 0 {
                Sex::Male
            } else {
                Sex::Female
            },
            birth_year: 1900 + i32::from(century / 2 * 100 + tens * 10 + ones),
        })
    }

    /// Contradictions between a 12-digit number and what else is known: warnings, never a refusal.
    pub fn check(&self, birth_date: Option<NaiveDate>, sex: Option<Sex>) -> Vec<Warning> {
        let Some(citizen) = self.citizen() else {
            return Vec::new();
        };
        let mut warnings = Vec::new();
        // Codes from 101 on are countries.
        if citizen.place <= 100 && birth_place_of(citizen.place).is_none() {
            warnings.push(Warning::new(
                Field::IdNumber,
                format!("Ba số đầu {:03} không phải mã tỉnh, thành phố nào. Hãy đối chiếu lại số định danh.", citizen.place),
            ));
        }
        if citizen.birth_year >= 2100 {
            warnings.push(Warning::new(
                Field::IdNumber,
                format!(
                    "Chữ số thứ tư cho năm sinh {}. Hãy đối chiếu lại số định danh.",
                    citizen.birth_year
                ),
            ));
        }
        if let Some(date) = birth_date.filter(|date| date.year() != citizen.birth_year) {
            warnings.push(Warning::new(
                Field::BirthDate,
                format!(
                    "Năm sinh {} không khớp số định danh (theo số là {}). Hãy đối chiếu giấy tờ.",
                    date.year(),
                    citizen.birth_year
                ),
            ));
        }
        if let Some(sex) = sex.filter(|sex| *sex != citizen.sex) {
            warnings.push(Warning::new(
                Field::Sex,
                format!(
                    "Giới tính {} không khớp số định danh (theo số là {}). Hãy đối chiếu giấy tờ.",
                    sex.vietnamese(),
                    citizen.sex.vietnamese()
                ),
            ));
        }
        warnings
    }
}

impl FromStr for PersonId {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PersonId {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PersonId({:?}, …{})",
            self.kind(),
            self.0
                .get(self.0.len().saturating_sub(3)..)
                .unwrap_or_default()
        )
    }
}

fn bad(sentence: impl Into<String>) -> Fault {
    Fault::new(Code::BadPerson, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> PersonId {
        text.parse().unwrap()
    }

    #[test]
    fn twelve_digits_tell_place_sex_and_year() {
        let citizen = id("048 200 001 234").citizen().unwrap();
        assert_eq!(
            citizen,
            Citizen {
                place: 48,
                sex: Sex::Male,
                birth_year: 2000
            }
        );
        let citizen = id("049187000001").citizen().unwrap();
        assert_eq!(
            citizen,
            Citizen {
                place: 49,
                sex: Sex::Female,
                birth_year: 1987
            }
        );
        let birth = "2000-03-15".parse().ok();
        assert!(id("048200001234").check(birth, Some(Sex::Male)).is_empty());
    }

    #[test]
    fn a_contradiction_warns() {
        let birth = "1999-03-15".parse().ok();
        let fields = |id: &str, birth, sex| -> Vec<Field> {
            PersonId::parse(id)
                .unwrap()
                .check(birth, sex)
                .into_iter()
                .map(|w| w.field)
                .collect()
        };
        assert_eq!(
            fields("048200001234", birth, Some(Sex::Female)),
            [Field::BirthDate, Field::Sex]
        );
        assert_eq!(fields("003200001234", None, None), [Field::IdNumber]);
        assert_eq!(
            fields("048400001234", None, None),
            [Field::IdNumber],
            "born in 2100"
        );
        assert_eq!(fields("101200001234", None, None), [], "born abroad");
        assert_eq!(
            fields("201234567", birth, Some(Sex::Female)),
            [],
            "an old number says nothing"
        );
    }

    #[test]
    fn kinds_are_told_apart() {
        assert_eq!(id("201234567").kind(), IdKind::OldIdentityCard);
        assert_eq!(id("b1234567").as_str(), "B1234567");
        assert_eq!(id("b1234567").kind(), IdKind::Passport);
        assert_eq!(id("AB 12345678901").kind(), IdKind::Passport);
        for text in [
            "",
            "  ",
            "12345678",
            "1234567890123",
            "B123",
            "A1234567890123456789X",
            "048-20000123é",
            "0482000|1234",
        ] {
            assert_eq!(
                PersonId::parse(text).unwrap_err().code,
                Code::BadPerson,
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_does_not_reach_a_log_by_accident() {
        assert_eq!(
            format!("{:?}", id("048200001234")),
            "PersonId(Citizen, …234)"
        );
    }
}
