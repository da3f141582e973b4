//! Ask once: what a person or an organisation has given before comes back field by field, with where
//! it comes from, of what day, and whether it is verified. A value typed anew is no longer verified.

use crate::{
    dossier::Dossier,
    link::{self, LinkEvent},
    namesake::{self, Namesake},
    office::Office,
    person::{Organisation, Person, canonical, tidy_id},
    result,
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::Catalogue;
use motcua_fault::Result;
use motcua_guide::{HolderOf, Standing};
use motcua_store::{Day, Json, Migration, ReadTx, WriteTx};
use motcua_text::{self as text, Sex};
use rusqlite::params;
use serde::Serialize;
use ts_rs::TS;

pub(crate) const MIGRATION: Migration = Migration {
    table: "known_field",
    version: 3,
    sql: "CREATE TABLE known_field (
              organisation INTEGER NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL,
              value TEXT NOT NULL, source TEXT NOT NULL, dossier TEXT NOT NULL, day TEXT NOT NULL,
              verified INTEGER NOT NULL, PRIMARY KEY (organisation, id, field)
          ) STRICT, WITHOUT ROWID;",
};

const CARD: &str = "thẻ căn cước quét tại quầy";

/// What a card's QR says of a person.
const ON_CARD: [&str; 4] = ["name", "birth", "sex", "address"];

/// Fields that only change by an official act: what is verified counts before what is newer.
const LASTING: [&str; 4] = ["name", "birth", "sex", "nationality"];

/// One field that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnownField {
    /// Its name as in [`Person`] or [`Organisation`].
    pub field: String,
    /// The value.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// Of what day.
    pub date: NaiveDate,
    /// Read from a card or from an official result that stands, and not typed over since.
    pub verified: bool,
}

/// What is known of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnownPerson {
    /// The best of each field.
    #[serde(flatten)]
    #[ts(flatten)]
    pub person: Person,
    /// Every number known to be this person's, the one asked for first.
    pub numbers: Vec<String>,
    /// Where each field comes from.
    pub fields: Vec<KnownField>,
    /// What is on record beside it and says something else: a changed name, an old address.
    pub others: Vec<KnownField>,
}

/// What is known of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnownOrganisation {
    /// The best of each field.
    #[serde(flatten)]
    #[ts(flatten)]
    pub organisation: Organisation,
    /// Where each field comes from.
    pub fields: Vec<KnownField>,
    /// What is on record beside it and says something else.
    pub others: Vec<KnownField>,
}

/// A person with everything that must be looked at before numbers are said to be one person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonView {
    /// What is known.
    #[serde(flatten)]
    #[ts(flatten)]
    pub known: KnownPerson,
    /// What was decided about the numbers, oldest first.
    pub links: Vec<LinkEvent>,
    /// Others of that name: only to be looked at.
    pub namesakes: Vec<Namesake>,
    /// How many results are stored under all numbers.
    pub results: u32,
}

impl Office {
    /// What is known of a person through every number known to be theirs; `None`: nothing.
    pub fn known(
        &self,
        id: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<Option<KnownPerson>> {
        self.store()
            .read(|tx| person(tx, &canonical(id), catalogue, now.date()))
    }

    /// What is known of an organisation; `None`: nothing.
    pub fn known_organisation(
        &self,
        id: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<Option<KnownOrganisation>> {
        let id = tidy_id(id);
        self.store().read(|tx| {
            let mut all = given(tx, true, &id)?;
            all.extend(of_results(tx, true, &id, catalogue, now.date())?);
            let (fields, others) = best(all);
            let value = |field: &str| value(&fields, field);
            Ok((!fields.is_empty()).then(|| KnownOrganisation {
                organisation: Organisation {
                    id,
                    name: value("name").unwrap_or_default(),
                    address: value("address"),
                    phone: value("phone"),
                    email: value("email"),
                    representative_role: value("representative_role"),
                },
                fields: fields.clone(),
                others,
            }))
        })
    }

    /// Others on record under that name: only to be looked at, never taken for the same person.
    pub fn namesakes(&self, id: &str, name: &str, birth: Option<&str>) -> Result<Vec<Namesake>> {
        let id = canonical(id);
        self.store().read(|tx| {
            let numbers = link::numbers(tx, &id)?;
            namesake::of(tx, name, birth, &numbers)
        })
    }

    /// A person, whole; `None`: nothing is known.
    pub fn person(
        &self,
        id: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<Option<PersonView>> {
        let id = canonical(id);
        self.store().read(|tx| {
            let Some(known) = person(tx, &id, catalogue, now.date())? else {
                return Ok(None);
            };
            let mut results = 0;
            for number in &known.numbers {
                results += result::of_holder(tx, number)?.len();
            }
            Ok(Some(PersonView {
                links: link::events(tx, &known.numbers)?,
                namesakes: namesake::of(
                    tx,
                    &known.person.name,
                    known.person.birth.as_deref(),
                    &known.numbers,
                )?,
                results: u32::try_from(results).unwrap_or(u32::MAX),
                known,
            }))
        })
    }
}

fn person(
    tx: &ReadTx<'_>,
    id: &str,
    catalogue: &Catalogue,
    day: NaiveDate,
) -> Result<Option<KnownPerson>> {
    let numbers = link::numbers(tx, id)?;
    let mut all = Vec::new();
    for number in &numbers {
        all.extend(given(tx, false, number)?);
        all.extend(of_results(tx, false, number, catalogue, day)?);
    }
    if all.is_empty() && numbers.len() == 1 {
        return Ok(None);
    }
    let (fields, others) = best(all);
    let value = |field: &str| value(&fields, field);
    Ok(Some(KnownPerson {
        person: Person {
            id: id.to_owned(),
            name: value("name").unwrap_or_default(),
            birth: value("birth"),
            sex: value("sex").as_deref().and_then(sex),
            address: value("address"),
            phone: value("phone"),
            email: value("email"),
            nationality: value("nationality"),
        },
        numbers,
        fields,
        others,
    }))
}

fn value(fields: &[KnownField], field: &str) -> Option<String> {
    fields
        .iter()
        .find(|known| known.field == field)
        .map(|known| known.value.clone())
}

/// The best of each field, in the order of the form, and whatever else was said.
fn best(mut all: Vec<KnownField>) -> (Vec<KnownField>, Vec<KnownField>) {
    const ORDER: [&str; 8] = [
        "name",
        "birth",
        "sex",
        "address",
        "phone",
        "email",
        "nationality",
        "representative_role",
    ];
    let place = |field: &str| ORDER.iter().position(|known| *known == field);
    all.sort_by(|a, b| {
        let verified = |known: &KnownField| LASTING.contains(&&*known.field) && known.verified;
        place(&a.field)
            .cmp(&place(&b.field))
            .then(verified(b).cmp(&verified(a)))
            .then(b.date.cmp(&a.date))
            .then(b.verified.cmp(&a.verified))
    });
    let (mut fields, mut others): (Vec<KnownField>, Vec<KnownField>) = Default::default();
    for known in all {
        match fields.iter_mut().find(|best| best.field == known.field) {
            None => fields.push(known),
            // The same value from a better source: an address typed again is still the card's.
            Some(best) if best.value == known.value => {
                if known.verified && !best.verified {
                    *best = known;
                }
            }
            Some(_) => {
                let said =
                    |other: &KnownField| other.field == known.field && other.value == known.value;
                if !others.iter().any(said) {
                    others.push(known);
                }
            }
        }
    }
    (fields, others)
}

/// What was given at the counter under a number.
fn given(tx: &ReadTx<'_>, organisation: bool, id: &str) -> Result<Vec<KnownField>> {
    tx.all(
        "SELECT field, value, source, dossier, day, verified FROM known_field
         WHERE organisation = ?1 AND id = ?2",
        params![organisation, id],
        |row| {
            let (source, dossier): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(KnownField {
                field: row.get(0)?,
                value: row.get(1)?,
                source: match source.as_str() {
                    "card" => format!("{CARD}, hồ sơ {dossier}"),
                    _ => format!("hồ sơ {dossier}"),
                },
                date: row.get::<_, Day>(4)?.0,
                verified: row.get(5)?,
            })
        },
    )
}

/// What the results held under a number say of their holder.
fn of_results(
    tx: &ReadTx<'_>,
    organisation: bool,
    id: &str,
    catalogue: &Catalogue,
    day: NaiveDate,
) -> Result<Vec<KnownField>> {
    let mut found = Vec::new();
    for kept in result::of_holder(tx, id)? {
        if kept.holder.organisation != organisation || kept.standing != Standing::Valid {
            continue;
        }
        let called = catalogue
            .evidence()
            .get(&kept.kind)
            .map_or(kept.kind.as_str(), |evidence| evidence.name.as_str());
        let source = match &kept.number {
            Some(number) => format!("{called}, số {number}"),
            None => called.to_owned(),
        };
        let date = kept.issued.unwrap_or_else(|| kept.entered_at.date());
        let current = kept.valid_until.is_none_or(|until| day <= until) && kept.validity_known;
        let verified = current && (kept.seal.is_some() || kept.file.is_some());
        let mut say = |field: &str, value: String| {
            found.push(KnownField {
                field: field.to_owned(),
                value,
                source: source.clone(),
                date,
                // The name beside a seal is what somebody said: the seal ties number and birth date.
                verified: verified && !(kept.taken && field == "name"),
            });
        };
        // A result taken from a seal may have come without its name.
        if !kept.holder.name.is_empty() {
            say("name", kept.holder.name.clone());
        }
        if let Some(birth) = &kept.holder.birth {
            say("birth", birth.clone());
        }
        let Some(kind) = catalogue.result_kinds().get(&kept.kind) else {
            continue;
        };
        let fields: Vec<_> = kind
            .fields
            .iter()
            .filter_map(|field| Some((field.person.as_deref()?, kept.fields.get(&field.id)?)))
            .collect();
        // A paper that names somebody else (a child's birth, kept for the mother) says nothing of its holder.
        let of_another = fields.iter().any(|(field, value)| match *field {
            "name" => text::fold(value) != text::fold(&kept.holder.name),
            "birth" => kept
                .holder
                .birth
                .as_ref()
                .is_some_and(|birth| birth != *value && !value.starts_with(birth.as_str())),
            _ => false,
        });
        if of_another {
            continue;
        }
        for (field, value) in fields {
            match field {
                "name" | "birth" => {}
                "sex" => {
                    if let Some(sex) = sex(value) {
                        say(field, word(sex).to_owned());
                    }
                }
                _ => say(field, value.clone()),
            }
        }
    }
    Ok(found)
}

fn sex(text: &str) -> Option<Sex> {
    match text::fold(text).as_str() {
        "male" | "nam" => Some(Sex::Male),
        "female" | "nu" => Some(Sex::Female),
        _ => None,
    }
}

fn word(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

/// Keeps what a dossier gave of the applicant, the principal and the organisation.
pub(crate) fn remember(tx: &mut WriteTx<'_>, dossier: &Dossier, scanned: &[String]) -> Result<()> {
    let person = &dossier.person;
    if !person.id.is_empty() {
        tx.execute(
            "INSERT INTO person VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET body = excluded.body, dossier = excluded.dossier",
            params![person.id, Json(person), dossier.code],
        )?;
        let own = [
            ("name", Some(&person.name)),
            ("birth", person.birth.as_ref()),
            ("sex", person.sex.map(|sex| word(sex).to_owned()).as_ref()),
            ("address", person.address.as_ref()),
            ("phone", person.phone.as_ref()),
            ("email", person.email.as_ref()),
            ("nationality", person.nationality.as_ref()),
        ]
        .map(|(field, value)| (field, value.cloned()));
        keep(tx, dossier, false, &person.id, &own, scanned, true)?;
        named(tx, &person.id, &person.name)?;
    }
    if let Some(principal) = &dossier.on_behalf_of {
        let theirs = [
            ("name", Some(principal.name.clone())),
            ("birth", principal.birth.clone()),
            ("address", principal.address.clone()),
            ("phone", principal.phone.clone()),
            ("email", principal.email.clone()),
        ];
        // Said by somebody else: it does not take the place of what is verified.
        keep(tx, dossier, false, &principal.id, &theirs, &[], false)?;
        named(tx, &principal.id, &principal.name)?;
    }
    if let Some(organisation) = &dossier.organisation {
        let its = [
            ("name", Some(organisation.name.clone())),
            ("address", organisation.address.clone()),
            ("phone", organisation.phone.clone()),
            ("email", organisation.email.clone()),
            (
                "representative_role",
                organisation.representative_role.clone(),
            ),
        ];
        keep(tx, dossier, true, &organisation.id, &its, &[], true)?;
    }
    Ok(())
}

fn named(tx: &mut WriteTx<'_>, id: &str, name: &str) -> Result<()> {
    let holder = HolderOf {
        id: id.to_owned(),
        name: name.to_owned(),
        birth: None,
        organisation: false,
    };
    namesake::note(tx, &holder)
}

/// Keeps each field; a value that has not changed keeps its source, a changed one is not verified any
/// more unless it was read from the card just now.
fn keep(
    tx: &mut WriteTx<'_>,
    dossier: &Dossier,
    organisation: bool,
    id: &str,
    fields: &[(&str, Option<String>)],
    scanned: &[String],
    over_verified: bool,
) -> Result<()> {
    for (field, value) in fields {
        let Some(value) = value.as_ref().filter(|value| !value.is_empty()) else {
            continue;
        };
        let card = ON_CARD.contains(field) && scanned.iter().any(|name| name == field);
        let before: Option<(String, bool)> = tx.first(
            "SELECT value, verified FROM known_field
             WHERE organisation = ?1 AND id = ?2 AND field = ?3",
            params![organisation, id, field],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let stays = before.is_some_and(|(known, verified)| {
            if known == *value {
                !card
            } else {
                verified && !over_verified
            }
        });
        if stays {
            continue;
        }
        tx.execute(
            "INSERT INTO known_field VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT DO UPDATE SET value = excluded.value, source = excluded.source,
                 dossier = excluded.dossier, day = excluded.day, verified = excluded.verified",
            params![
                organisation,
                id,
                field,
                value,
                if card { "card" } else { "dossier" },
                dossier.code,
                Day(dossier.received.date()),
                card,
            ],
        )?;
    }
    Ok(())
}
