//! Who files: persons, foreigners, organisations, and people who act for others.

use motcua_fault::{Code, Fault, Result};
use motcua_text as text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use motcua_text::Sex;

/// A person at the counter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// Personal identification number (12 digits), old identity card (9 digits) or passport number.
    #[serde(default)]
    pub id: String,
    /// Full name.
    #[serde(default)]
    pub name: String,
    /// `YYYY-MM-DD`, or `YYYY` where only the year is known.
    #[serde(default)]
    pub birth: Option<String>,
    /// As on the paper shown.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Residence.
    #[serde(default)]
    pub address: Option<String>,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Country; `null` is Việt Nam.
    #[serde(default)]
    pub nationality: Option<String>,
}

/// An organisation that files through a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Organisation {
    /// Enterprise, tax or establishment number.
    #[serde(default)]
    pub id: String,
    /// Full name.
    #[serde(default)]
    pub name: String,
    /// Seat.
    #[serde(default)]
    pub address: Option<String>,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// What the person is in it (*giám đốc, người được cử đi nộp*).
    #[serde(default)]
    pub representative_role: Option<String>,
}

/// The principal, when someone files for another (*người ủy quyền*).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Principal {
    /// As for [`Person`].
    #[serde(default)]
    pub id: String,
    /// Full name.
    #[serde(default)]
    pub name: String,
    /// `YYYY-MM-DD` or `YYYY`.
    #[serde(default)]
    pub birth: Option<String>,
    /// Residence.
    #[serde(default)]
    pub address: Option<String>,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The authorisation paper: its kind, number and date.
    #[serde(default)]
    pub authorisation: Option<String>,
}

/// Something about one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "Warning")]
pub struct Remark {
    /// Name of the field.
    pub field: String,
    /// What a clerk reads.
    pub text: String,
    /// What it probably should be.
    pub suggestion: Option<String>,
}

impl From<text::Warning> for Remark {
    fn from(warning: text::Warning) -> Self {
        let field = match warning.field {
            text::Field::IdNumber => "id",
            text::Field::OldIdNumber => "old_id",
            text::Field::FullName => "name",
            text::Field::BirthDate => "birth",
            text::Field::Sex => "sex",
            text::Field::Residence => "address",
            text::Field::Issued => "issued",
        };
        Self {
            field: field.to_owned(),
            text: warning.text,
            suggestion: warning.suggestion,
        }
    }
}

/// What an identity card's QR says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardRead {
    /// As read, names in composed Unicode.
    pub person: Person,
    /// The old nine-digit number.
    pub old_id: Option<String>,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// What the clerk should look at, with corrections offered.
    pub warnings: Vec<Remark>,
}

/// Reads the text a scanner typed (`DOMAIN` 9.1). The raw text is not kept.
///
/// # Errors
/// `BAD_PERSON` when it is not an identity card's QR.
pub fn read_card(raw: &str) -> Result<CardRead> {
    let card = text::id_card::parse(raw)?;
    Ok(CardRead {
        person: Person {
            id: card.id_number.as_str().to_owned(),
            name: card.full_name,
            birth: card.birth_date.map(|day| day.to_string()),
            sex: Some(card.sex),
            address: Some(card.residence).filter(|place| !place.is_empty()),
            phone: None,
            email: None,
            nationality: None,
        },
        old_id: card.old_id_number.map(|id| id.as_str().to_owned()),
        issued: card.issued.map(|day| day.to_string()),
        warnings: card.warnings.into_iter().map(Remark::from).collect(),
    })
}

/// What is wrong and what is odd about a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonCheck {
    /// Must be mended before reception.
    pub faults: Vec<Remark>,
    /// May stay: a contradiction is a warning, not a refusal (`DOMAIN` 9.1).
    pub warnings: Vec<Remark>,
}

impl Person {
    /// Cleans every field and refuses what cannot be.
    ///
    /// # Errors
    /// `BAD_PERSON` with the first fault.
    pub fn cleaned(self) -> Result<Self> {
        if let Some(fault) = self.check().faults.into_iter().next() {
            return Err(Fault::new(Code::BadPerson, fault.text));
        }
        let person = self.tidy();
        Ok(Self {
            phone: tel(person.phone)?,
            email: mail(person.email)?,
            ..person
        })
    }

    fn tidy(self) -> Self {
        Self {
            id: canonical(&self.id),
            name: text::clean(&self.name),
            birth: tidy(self.birth),
            sex: self.sex,
            address: tidy(self.address),
            phone: tidy(self.phone),
            email: tidy(self.email),
            nationality: tidy(self.nationality),
        }
    }

    /// What must be mended and what is only odd.
    pub fn check(&self) -> PersonCheck {
        let person = self.clone().tidy();
        let mut check = PersonCheck::default();
        let mut fault = |field: &str, result: Result<()>| {
            if let Err(fault) = result {
                check.faults.push(remark(field, fault.message));
            }
        };
        // As given: cleaning would join what a control character parts.
        fault("name", text::name(&self.name).map(drop));
        fault("phone", tel(person.phone.clone()).map(drop));
        fault("email", mail(person.email.clone()).map(drop));
        fault("birth", birth(person.birth.as_deref()));
        fault("address", short(person.address.as_deref(), "Địa chỉ", 300));
        fault(
            "nationality",
            short(person.nationality.as_deref(), "Quốc tịch", 80),
        );
        match text::PersonId::parse(&person.id) {
            Err(fault) => check.faults.push(remark("id", fault.message)),
            Ok(id) => {
                let born = person
                    .birth
                    .as_deref()
                    .and_then(|birth| chrono::NaiveDate::parse_from_str(birth, "%Y-%m-%d").ok());
                check
                    .warnings
                    .extend(id.check(born, person.sex).into_iter().map(Remark::from));
            }
        }
        check
    }
}

impl Organisation {
    /// Cleans every field and refuses what cannot be.
    ///
    /// # Errors
    /// `BAD_PERSON`.
    pub fn cleaned(self) -> Result<Self> {
        let organisation = Self {
            id: tidy_id(&self.id),
            name: text::clean(&self.name),
            address: tidy(self.address),
            phone: tel(tidy(self.phone))?,
            email: mail(tidy(self.email))?,
            representative_role: tidy(self.representative_role),
        };
        if organisation.name.is_empty() || organisation.name.chars().count() > 250 {
            return Err(bad("Tên tổ chức phải có từ 1 đến 250 chữ."));
        }
        let id = &organisation.id;
        if id.is_empty()
            || id.len() > 20
            || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return Err(bad(
                "Mã số tổ chức chỉ gồm chữ, số và gạch nối, dài không quá 20 ký tự.",
            ));
        }
        short(organisation.address.as_deref(), "Địa chỉ", 300)?;
        Ok(organisation)
    }
}

impl Principal {
    /// Cleans every field and refuses what cannot be. The authorisation must be named.
    ///
    /// # Errors
    /// `BAD_PERSON`.
    pub fn cleaned(self) -> Result<Self> {
        let authorisation = tidy(self.authorisation);
        let person = Person {
            id: self.id,
            name: self.name,
            birth: self.birth,
            address: self.address,
            phone: self.phone,
            email: self.email,
            ..Person::default()
        }
        .cleaned()
        .map_err(|fault| bad(format!("Người ủy quyền: {}", fault.message)))?;
        short(authorisation.as_deref(), "Giấy tờ ủy quyền", 300)?;
        Ok(Self {
            id: person.id,
            name: person.name,
            birth: person.birth,
            address: person.address,
            phone: person.phone,
            email: person.email,
            authorisation,
        })
    }
}

fn remark(field: &str, text: String) -> Remark {
    Remark {
        field: field.to_owned(),
        text,
        suggestion: None,
    }
}

fn bad(message: impl Into<String>) -> Fault {
    Fault::new(Code::BadPerson, message)
}

/// Cleaned; nothing where nothing is left.
fn tidy(value: Option<String>) -> Option<String> {
    value
        .map(|value| text::clean(&value))
        .filter(|value| !value.is_empty())
}

/// A person's number as it is kept; what cannot be one only tidied.
pub(crate) fn canonical(id: &str) -> String {
    text::PersonId::parse(id).map_or_else(|_| tidy_id(id), |id| id.as_str().to_owned())
}

/// A number as it is kept: what a seal ties to its holder.
pub fn canonical_number(id: &str, organisation: bool) -> String {
    if organisation {
        tidy_id(id)
    } else {
        canonical(id)
    }
}

pub(crate) fn tidy_id(id: &str) -> String {
    text::clean(id)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .collect::<String>()
        .to_uppercase()
}

fn tel(phone: Option<String>) -> Result<Option<String>> {
    phone
        .map(|phone| text::phone(&phone))
        .transpose()
        .map(Option::flatten)
}

fn mail(email: Option<String>) -> Result<Option<String>> {
    email
        .map(|email| text::email(&email))
        .transpose()
        .map(Option::flatten)
}

/// A day, or only the year.
fn birth(birth: Option<&str>) -> Result<()> {
    let Some(birth) = birth else { return Ok(()) };
    let year = birth.len() == 4 && birth.bytes().all(|b| b.is_ascii_digit());
    let day = chrono::NaiveDate::parse_from_str(birth, "%Y-%m-%d").is_ok() && birth.len() == 10;
    let plausible = birth
        .get(..4)
        .and_then(|y| y.parse::<i32>().ok())
        .is_some_and(|y| (1850..=2150).contains(&y));
    if (year || day) && plausible {
        Ok(())
    } else {
        Err(bad(format!(
            "Ngày sinh “{}” không đúng. Viết năm-tháng-ngày (1990-05-21), hoặc chỉ năm sinh (1990).",
            birth.chars().take(30).collect::<String>()
        )))
    }
}

fn short(value: Option<&str>, what: &str, most: usize) -> Result<()> {
    if value.is_some_and(|value| value.chars().count() > most) {
        return Err(bad(format!("{what} dài quá {most} chữ.")));
    }
    Ok(())
}
