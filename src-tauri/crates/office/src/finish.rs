//! A dossier that is done gives its results to the store: the same write moves it and keeps them.

use crate::{
    dossier::Dossier,
    list,
    office::{Office, moved},
    person::{canonical, tidy_id},
    result::{self, FileRef, Kept, NewResult, ResultView},
    state::State,
};
use chrono::NaiveDateTime;
use motcua_calendar::Calendar;
use motcua_catalogue::{
    Catalogue,
    model::{HeldBy, Holder},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::HolderOf;
use motcua_store::{Json, ReadTx};
use motcua_text::{self as text, Sex};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use uuid::Uuid;

/// A result that a dossier's procedure gives, filled in as far as the dossier says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProducedView {
    /// Evidence id.
    pub kind: String,
    /// What that is called.
    pub name: String,
    /// As it would go in.
    pub result: NewResult,
    /// What the clerk has yet to give, by its shown name; empty: it goes in by itself.
    pub missing: Vec<String>,
}

/// What the clerk gives of a result; what is left out is taken from the dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Finished {
    /// Evidence id; not needed where the procedure gives only one.
    pub kind: Option<String>,
    /// Whose; needed where it is not the applicant's own.
    pub holder: Option<HolderOf>,
    /// Official number.
    pub number: Option<String>,
    /// Day of issue, `YYYY-MM-DD`; today when not given.
    pub issued: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`, or `không thời hạn`.
    pub valid_until: Option<String>,
    /// Who issued it; the competent unit when not given.
    pub issuer: Option<String>,
    /// Structured fields by id.
    pub fields: BTreeMap<String, String>,
    /// Path of its file, or the name of a waiting scan.
    pub file: Option<String>,
    /// Pages that the file must have.
    pub pages: Option<u32>,
    /// The shelf on which the paper lies.
    pub shelf: Option<String>,
}

impl Office {
    /// The results that a dossier's procedure gives.
    ///
    /// # Errors
    /// `UNKNOWN_DOSSIER`.
    pub fn produced(
        &self,
        code: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<Vec<ProducedView>> {
        let dossier = self
            .store()
            .read(|tx| dossier(tx, &code.trim().to_uppercase()))?;
        let procedure = catalogue.procedure(&dossier.case.code, dossier.received.date())?;
        let own = matches!(procedure.result_holder, None | Some(Holder::Applicant));
        Ok(procedure
            .produces
            .iter()
            .filter(|kind| catalogue.result_kinds().contains_key(*kind))
            .map(|kind| view(kind, own, &dossier, catalogue, now))
            .collect())
    }

    /// What goes into the store when the clerk gives this much: checked, and merged with what the
    /// dossier says.
    ///
    /// # Errors
    /// `UNKNOWN_DOSSIER`; `UNKNOWN_RESULT` for a kind the procedure does not give; `BAD_PERSON` when
    /// the holder must be named.
    pub fn finished(
        &self,
        code: &str,
        given: Finished,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<NewResult> {
        let produced = self.produced(code, catalogue, now)?;
        let known = produced.iter().map(|one| one.kind.as_str());
        let names = known.collect::<Vec<_>>().join(", ");
        let found = match &given.kind {
            Some(kind) => produced.iter().find(|one| one.kind == *kind),
            None if produced.len() == 1 => produced.first(),
            None => None,
        };
        let view = found.or_fault(
            Code::UnknownResult,
            if names.is_empty() {
                "Thủ tục của hồ sơ này không cho ra loại kết quả nào lưu được trong kho.".to_owned()
            } else {
                format!("Hãy ghi loại kết quả; thủ tục này cho ra: {names}.")
            },
        )?;
        let proposed = view.result.clone();
        let another = given
            .holder
            .as_ref()
            .is_some_and(|holder| holder.id != proposed.holder.id);
        let holder = given.holder.unwrap_or(proposed.holder);
        if holder.id.is_empty() {
            return Err(Fault::new(
                Code::BadPerson,
                "Kết quả này không phải của người nộp: hãy ghi rõ người được cấp (holder).",
            ));
        }
        // What the dossier says of the applicant is nobody else's.
        let mut fields = if another {
            BTreeMap::new()
        } else {
            proposed.fields
        };
        fields.extend(given.fields);
        Ok(NewResult {
            kind: proposed.kind,
            holder,
            number: given.number,
            issued: given.issued.or(proposed.issued),
            valid_until: given.valid_until,
            issuer: given.issuer.or(proposed.issuer),
            fields,
            file: given.file,
            pages: given.pages,
            shelf: given.shelf,
            source: proposed.source,
        })
    }

    /// Moves a dossier to “có kết quả” and keeps its results: both or neither. Files have been kept
    /// already.
    ///
    /// # Errors
    /// Those of [`Office::go`] and of [`Office::add_result`]: nothing is written.
    pub fn finish(
        &self,
        code: &str,
        results: Vec<(NewResult, Option<FileRef>)>,
        why: Option<&str>,
        catalogue: &Catalogue,
        calendar: &Calendar,
        now: NaiveDateTime,
    ) -> Result<Vec<ResultView>> {
        let code = code.trim().to_uppercase();
        let settings = self.set_up()?;
        let kept = results
            .into_iter()
            .map(|(new, file)| {
                let id = Uuid::now_v7().to_string();
                Kept::checked(new, file, id, catalogue, &settings.clerk, now)
            })
            .collect::<Result<Vec<_>>>()?;
        self.store().write(&settings.actor(), now, |tx| {
            moved(tx, &settings, &code, State::Result, why, calendar)?;
            for one in &kept {
                result::insert(tx, one)?;
                result::happened(tx, &one.id, "added", Some(&code))?;
            }
            Ok(())
        })?;
        kept.iter()
            .map(|one| self.result(&one.id, catalogue, now))
            .collect()
    }
}

fn dossier(tx: &ReadTx<'_>, code: &str) -> Result<Dossier> {
    tx.first("SELECT body FROM dossier WHERE code = ?1", [code], |row| {
        Ok(row.get::<_, Json<Dossier>>(0)?.0)
    })?
    .or_fault(Code::UnknownDossier, list::unknown(code))
}

fn view(
    kind: &str,
    own: bool,
    dossier: &Dossier,
    catalogue: &Catalogue,
    now: NaiveDateTime,
) -> ProducedView {
    let known = catalogue.result_kinds().get(kind);
    let held_by = known.map_or(HeldBy::Either, |kind| kind.holder);
    let holder = own.then(|| holder(dossier, held_by)).flatten();
    let mut fields = BTreeMap::new();
    let mut missing = Vec::new();
    if holder.is_none() {
        missing.push("Người được cấp".to_owned());
    }
    if let Some(known) = known {
        for field in &known.fields {
            let said = field
                .person
                .as_deref()
                .filter(|_| holder.is_some())
                .and_then(|what| of_applicant(dossier, what));
            match said {
                Some(value) => drop(fields.insert(field.id.clone(), value)),
                None if field.required => missing.push(field.name.clone()),
                None => {}
            }
        }
        if known.number {
            missing.insert(0, "Số".to_owned());
        }
        if known.own_end {
            missing.push("Ngày hết hạn, hoặc “không thời hạn”".to_owned());
        }
    }
    ProducedView {
        kind: kind.to_owned(),
        name: catalogue
            .evidence()
            .get(kind)
            .map_or_else(|| kind.to_owned(), |evidence| evidence.name.clone()),
        missing,
        result: NewResult {
            kind: kind.to_owned(),
            holder: holder.unwrap_or(HolderOf {
                id: String::new(),
                name: String::new(),
                birth: None,
                organisation: held_by == HeldBy::Organisation,
            }),
            number: None,
            issued: Some(now.date().to_string()),
            valid_until: None,
            issuer: Some(dossier.units.competent.clone()),
            fields,
            file: None,
            pages: None,
            shelf: None,
            source: Some(format!("hồ sơ {}", dossier.code)),
        },
    }
}

/// The organisation, the principal, or the applicant himself; `None` where the kind cannot be theirs.
fn holder(dossier: &Dossier, held_by: HeldBy) -> Option<HolderOf> {
    if let Some(organisation) = &dossier.organisation
        && held_by != HeldBy::Person
    {
        return Some(HolderOf {
            id: tidy_id(&organisation.id),
            name: organisation.name.clone(),
            birth: None,
            organisation: true,
        });
    }
    if held_by == HeldBy::Organisation {
        return None;
    }
    let (id, name, birth) = match &dossier.on_behalf_of {
        Some(principal) => (&principal.id, &principal.name, &principal.birth),
        None => (
            &dossier.person.id,
            &dossier.person.name,
            &dossier.person.birth,
        ),
    };
    Some(HolderOf {
        id: canonical(id),
        name: name.clone(),
        birth: birth.clone(),
        organisation: false,
    })
    .filter(|holder| !holder.id.is_empty())
}

/// A field of whoever the dossier is for.
fn of_applicant(dossier: &Dossier, what: &str) -> Option<String> {
    let person = &dossier.person;
    let spoken_sex = |sex: Sex| sex.vietnamese().to_owned();
    match (&dossier.on_behalf_of, what) {
        (Some(principal), "name") => Some(principal.name.clone()),
        (Some(principal), "birth") => principal.birth.clone().filter(|birth| birth.len() == 10),
        (Some(principal), "address") => principal.address.clone(),
        (Some(principal), "phone") => principal.phone.clone(),
        (Some(principal), "email") => principal.email.clone(),
        (Some(_), _) => None,
        (None, "name") => Some(person.name.clone()),
        (None, "birth") => person.birth.clone().filter(|birth| birth.len() == 10),
        (None, "sex") => person.sex.map(spoken_sex),
        (None, "address") => person.address.clone(),
        (None, "phone") => person.phone.clone(),
        (None, "email") => person.email.clone(),
        (None, "nationality") => person.nationality.clone(),
        _ => None,
    }
    .map(|value| text::clean(&value))
    .filter(|value| !value.is_empty())
}
