//! One result: what is entered, what is kept, and the five tests of real digitisation.

use super::archive::FileRef;
use crate::person::Person;
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::{minute, valid_until};
use motcua_catalogue::{
    Catalogue,
    model::{FieldType, HeldBy, ResultKind, Unit},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{HolderOf, Standing, StoredResult};
use motcua_text as text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A result as entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewResult {
    /// An evidence id.
    pub kind: String,
    /// Whose.
    pub holder: HolderOf,
    /// Official number.
    #[serde(default)]
    pub number: Option<String>,
    /// Day of issue, `YYYY-MM-DD`.
    #[serde(default)]
    pub issued: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`, or `không thời hạn`; counted from the day of issue where the
    /// kind has a validity.
    #[serde(default)]
    pub valid_until: Option<String>,
    /// Who issued it; abolished units keep their name and resolve to the present one.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Structured fields by id.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Path of its file (PDF or picture), or the name of one that waits in the folder of scans.
    #[serde(default)]
    pub file: Option<String>,
    /// Pages that the file must have.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub pages: Option<u32>,
    /// The shelf on which the paper lies.
    #[serde(default)]
    pub shelf: Option<String>,
    /// Where it comes from; entered at the counter when not said.
    #[serde(default)]
    pub source: Option<String>,
}

/// The five tests: a PDF alone passes none of the first three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FiveTests {
    /// Every required field of its kind, and its number.
    pub structured: bool,
    /// Dates are dates, choices are choices, and an issuer of the city means one present unit.
    pub standardised: bool,
    /// The holder is known by number and birth date.
    pub identified: bool,
    /// Sealed by an office, or with the file it was made from.
    pub authenticated: bool,
    /// Stands, and has not expired.
    pub current: bool,
}

/// Something that happened to a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResultEvent {
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// `added`, `taken`, `sealed`, `used`, `handed_over`, `revoked`, `replaced`.
    pub what: String,
    /// Who.
    pub by: String,
    /// Why, or for which dossier.
    pub why: Option<String>,
}

/// A result as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) holder: HolderOf,
    pub(crate) number: Option<String>,
    pub(crate) issued: Option<NaiveDate>,
    pub(crate) valid_until: Option<NaiveDate>,
    pub(crate) issuer: Option<String>,
    /// The present unit that the issuer's name means, where it means just one.
    pub(crate) issuer_unit: Option<String>,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) file: Option<FileRef>,
    pub(crate) shelf: Option<String>,
    pub(crate) source: String,
    pub(crate) standing: Standing,
    pub(crate) seal: Option<String>,
    pub(crate) entered_by: String,
    #[serde(with = "minute")]
    pub(crate) entered_at: NaiveDateTime,
    pub(crate) standardised: bool,
    pub(crate) complete: bool,
    /// False where the paper names its own end and nobody entered it.
    #[serde(default = "yes")]
    pub(crate) validity_known: bool,
    /// The import it came with.
    #[serde(default)]
    pub(crate) batch: Option<String>,
    /// Taken from a seal, which says no name.
    #[serde(default)]
    pub(crate) taken: bool,
}

fn yes() -> bool {
    true
}

/// A result as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ResultView {
    /// Its id.
    pub result: String,
    /// Evidence id.
    pub kind: String,
    /// What that is called.
    pub name: String,
    /// Whose.
    pub holder: HolderOf,
    /// Official number.
    pub number: Option<String>,
    /// Day of issue.
    pub issued: Option<NaiveDate>,
    /// Last day of validity.
    pub valid_until: Option<NaiveDate>,
    /// Whether it is known: with neither a last day nor `không thời hạn` entered it may be over.
    pub validity_known: bool,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Code of the present unit.
    pub issuer_unit: Option<String>,
    /// The present unit, or those among which an abolished one was divided; empty where the issuer is no unit
    /// of the city.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub issuer_now: Vec<String>,
    /// Structured fields.
    pub fields: BTreeMap<String, String>,
    /// Its file.
    pub file: Option<FileRef>,
    /// The shelf.
    pub shelf: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Whether it stands.
    pub standing: Standing,
    /// Whether it carries a seal.
    pub sealed: bool,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub entered_at: NaiveDateTime,
    /// The five tests.
    pub tests: FiveTests,
    /// What has happened, oldest first.
    pub events: Vec<ResultEvent>,
}

impl Kept {
    /// Cleans and checks what was entered.
    pub(crate) fn checked(
        new: NewResult,
        file: Option<FileRef>,
        id: String,
        catalogue: &Catalogue,
        by: &str,
        now: NaiveDateTime,
    ) -> Result<Self> {
        let evidence = catalogue.evidence().get(&new.kind).or_fault(
            Code::UnknownResult,
            format!(
                "Không có loại kết quả “{}”. Loại là mã giấy tờ trong danh mục, ví dụ giay-khai-sinh.",
                new.kind.chars().take(60).collect::<String>()
            ),
        )?;
        let known = catalogue.result_kinds().get(&evidence.id);
        let holder = holder(new.holder, known)?;
        let day = |what: &str, value: &Option<String>| -> Result<Option<NaiveDate>> {
            let value = value
                .as_deref()
                .map(str::trim)
                .filter(|value| !value.is_empty());
            value
                .map(|value| {
                    value.parse().or_fault(
                        Code::BadDate,
                        format!(
                            "{what} “{}” không đúng. Viết năm-tháng-ngày, ví dụ 2026-10-14.",
                            value.chars().take(30).collect::<String>()
                        ),
                    )
                })
                .transpose()
        };
        let issued = day("Ngày cấp", &new.issued)?;
        let endless = new.valid_until.as_deref().is_some_and(is_endless);
        let stated = match endless {
            true => None,
            false => day("Ngày hết hạn", &new.valid_until)?,
        };
        let counted = match (issued, known.and_then(|kind| kind.months)) {
            (Some(issued), Some(months)) => Some(valid_until(issued, months)?),
            _ => None,
        };
        let own_end = known.is_some_and(|kind| kind.own_end);
        // Months the law sets are not made longer by what is written on the paper.
        let until = stated.or(counted.filter(|_| !(endless && own_end)));
        if issued
            .zip(until)
            .is_some_and(|(issued, until)| until < issued)
        {
            return Err(Fault::new(
                Code::BadDate,
                "Ngày hết hạn đứng trước ngày cấp.",
            ));
        }
        let tidy = |value: Option<String>| {
            value
                .map(|value| text::clean(&value))
                .filter(|value| !value.is_empty())
        };
        let issuer = tidy(new.issuer);
        let units = issuer.as_deref().map(|name| units_of(catalogue, name));
        // Divided among several: nobody can say from the name alone which of them keeps the register.
        let clear = units.as_ref().is_none_or(|units| units.len() < 2);
        let issuer_unit = units
            .filter(|units| units.len() == 1)
            .map(|units| units[0].code.clone());
        let number = tidy(new.number);
        let fields: BTreeMap<String, String> = new
            .fields
            .into_iter()
            .map(|(id, value)| (id, text::clean(&value)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let (complete, standardised) = judged(known, &fields, number.is_some())?;
        Ok(Self {
            id,
            kind: evidence.id.clone(),
            holder,
            number,
            issued,
            valid_until: until,
            issuer,
            issuer_unit,
            fields,
            file,
            shelf: tidy(new.shelf),
            source: tidy(new.source).unwrap_or_else(|| "nhập tại quầy".to_owned()),
            standing: Standing::Valid,
            seal: None,
            entered_by: by.to_owned(),
            entered_at: now,
            standardised: standardised && clear,
            complete,
            validity_known: until.is_some() || endless || !own_end,
            batch: None,
            taken: false,
        })
    }

    /// As the guide sees it.
    pub(crate) fn for_guide(&self) -> StoredResult {
        StoredResult {
            id: self.id.clone(),
            kind: self.kind.clone(),
            holder: self.holder.clone(),
            number: self.number.clone(),
            issued: self.issued,
            valid_until: self.valid_until,
            validity_known: self.validity_known,
            standing: self.standing.clone(),
            source: match &self.number {
                Some(number) => format!("{}, số {number}", self.source),
                None => self.source.clone(),
            },
            // A seal says kind, dates and issuer in a form that programs read.
            structured: self.number.is_some() || !self.fields.is_empty() || self.seal.is_some(),
        }
    }

    /// As shown on `day`.
    pub(crate) fn view(
        self,
        catalogue: &Catalogue,
        day: NaiveDate,
        mut events: Vec<ResultEvent>,
    ) -> ResultView {
        // An imported result has no event of its own until something happens to it: so an import can
        // be taken back whole.
        if !events.iter().any(|event| event.what == "added") {
            let added = ResultEvent {
                at: self.entered_at,
                what: "added".to_owned(),
                by: self.entered_by.clone(),
                why: self.batch.clone(),
            };
            events.insert(0, added);
        }
        let tests = FiveTests {
            structured: self.complete,
            standardised: self.standardised,
            identified: self.holder.organisation
                || (text::PersonId::parse(&self.holder.id).is_ok()
                    && self
                        .holder
                        .birth
                        .as_ref()
                        .is_some_and(|birth| birth.len() == 10)),
            authenticated: self.seal.is_some() || self.file.is_some(),
            current: self.standing == Standing::Valid
                && self.validity_known
                && self.valid_until.is_none_or(|until| day <= until),
        };
        ResultView {
            name: catalogue
                .evidence()
                .get(&self.kind)
                .map_or_else(|| self.kind.clone(), |evidence| evidence.name.clone()),
            result: self.id,
            kind: self.kind,
            holder: self.holder,
            number: self.number,
            issued: self.issued,
            valid_until: self.valid_until,
            validity_known: self.validity_known,
            issuer_now: self
                .issuer
                .as_deref()
                .map(|issuer| units_of(catalogue, issuer))
                .unwrap_or_default()
                .iter()
                .map(|unit| unit.title())
                .collect(),
            issuer: self.issuer,
            issuer_unit: self.issuer_unit,
            fields: self.fields,
            file: self.file,
            shelf: self.shelf,
            source: self.source,
            standing: self.standing,
            sealed: self.seal.is_some(),
            entered_by: self.entered_by,
            entered_at: self.entered_at,
            tests,
            events,
        }
    }
}

/// The present units that an issuer's name means: abolished ones lead to those they went into.
fn units_of<'c>(catalogue: &'c Catalogue, issuer: &str) -> Vec<&'c Unit> {
    let plain = issuer
        .trim_start_matches("Ủy ban nhân dân ")
        .trim_start_matches("UBND ");
    let found = catalogue.units_called(plain);
    // What follows a comma says where it was; units of other provinces bear the same names.
    match plain.split_once(',') {
        Some((name, place)) if found.is_empty() && is_of_the_city(place) => {
            catalogue.units_called(name)
        }
        _ => found,
    }
}

fn is_of_the_city(place: &str) -> bool {
    let place = text::fold(place);
    place.contains("da nang") || place.contains("quang nam")
}

/// `không thời hạn`, as papers say it.
pub(super) fn is_endless(text: &str) -> bool {
    matches!(
        text::fold(text).as_str(),
        "khong thoi han" | "vo thoi han" | "khong xac dinh thoi han" | "khong co thoi han"
    )
}

/// A holder must be named and numbered; a bare year of birth is kept, but identifies nobody.
fn holder(holder: HolderOf, known: Option<&ResultKind>) -> Result<HolderOf> {
    let wrong = match known.map(|kind| kind.holder) {
        Some(HeldBy::Person) => holder.organisation,
        Some(HeldBy::Organisation) => !holder.organisation,
        _ => false,
    };
    if wrong {
        return Err(Fault::new(
            Code::BadPerson,
            "Loại kết quả này không thuộc về người hoặc tổ chức như đã nhập.",
        ));
    }
    if holder.organisation {
        let organisation = crate::person::Organisation {
            id: holder.id,
            name: holder.name,
            ..crate::person::Organisation::default()
        }
        .cleaned()?;
        return Ok(HolderOf {
            id: organisation.id,
            name: organisation.name,
            birth: None,
            organisation: true,
        });
    }
    let person = Person {
        id: holder.id,
        name: holder.name,
        birth: holder.birth,
        ..Person::default()
    }
    .cleaned()?;
    Ok(HolderOf {
        id: person.id,
        name: person.name,
        birth: person.birth,
        organisation: false,
    })
}

/// Whether every required field is there, and whether all fit their types. An unknown field is refused.
fn judged(
    known: Option<&ResultKind>,
    fields: &BTreeMap<String, String>,
    numbered: bool,
) -> Result<(bool, bool)> {
    let Some(kind) = known else {
        return Ok((numbered && !fields.is_empty(), false));
    };
    for id in fields.keys() {
        if !kind.fields.iter().any(|field| field.id == *id) {
            return Err(Fault::new(
                Code::BadInput,
                format!(
                    "Loại “{}” không có trường “{}”. Có: {}.",
                    kind.id,
                    id.chars().take(40).collect::<String>(),
                    kind.fields
                        .iter()
                        .map(|field| field.id.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            ));
        }
    }
    let complete = (numbered || !kind.number)
        && kind
            .fields
            .iter()
            .all(|field| !field.required || fields.contains_key(&field.id));
    let standardised = kind.fields.iter().all(|field| {
        fields.get(&field.id).is_none_or(|value| match field.kind {
            FieldType::Text => true,
            FieldType::Date => value.parse::<NaiveDate>().is_ok(),
            FieldType::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
            FieldType::Choice => field.choices.contains(value),
        })
    });
    Ok((complete, standardised))
}
