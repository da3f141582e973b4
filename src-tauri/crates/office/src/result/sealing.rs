//! Results sealed, printed, handed over, and taken in from the seal of another office.

use super::{Kept, NewResult, ResultView, events, happened, insert, stored};
use crate::{
    ahead::ahead,
    dossier::{Made, PaperRow},
    filing::{self, Filing},
    number::Row,
    office::Office,
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::{Catalogue, model::FieldType};
use motcua_fault::{Code, Fault, Result};
use motcua_guide::{HolderOf, Standing, ended};
use motcua_store::{Json, Migration, Moment, ReadTx, WriteTx, append_only};
use motcua_text as text;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use ts_rs::TS;
use uuid::Uuid;

pub(crate) const MIGRATIONS: [Migration; 3] = [
    Migration {
        table: "result_seal",
        version: 4,
        sql: concat!(
            "CREATE TABLE result_seal (
                 reference TEXT PRIMARY KEY, result TEXT NOT NULL REFERENCES result (id),
                 text TEXT NOT NULL, at TEXT NOT NULL, ours INTEGER NOT NULL
             ) STRICT, WITHOUT ROWID;
             CREATE INDEX result_seal_by_result ON result_seal (result, at);",
            append_only!("result_seal"),
        ),
    },
    Migration {
        table: "result_paper",
        version: 4,
        sql: "CREATE TABLE result_paper (
                  result TEXT NOT NULL REFERENCES result (id), position INTEGER NOT NULL,
                  form TEXT NOT NULL, title TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
                  body TEXT NOT NULL, made TEXT NOT NULL,
                  PRIMARY KEY (result, position)
              ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        table: "hand_over",
        version: 4,
        sql: concat!(
            "CREATE TABLE hand_over (
                 position INTEGER PRIMARY KEY, result TEXT NOT NULL REFERENCES result (id),
                 procedure TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, receiver TEXT
             ) STRICT;
             CREATE INDEX hand_over_by_at ON hand_over (at);",
            append_only!("hand_over"),
        ),
    },
];

/// A structured field as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedField {
    /// What it is called.
    pub name: String,
    /// What it says, dates as dates are shown.
    pub text: String,
}

/// A result about to be sealed or printed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealable {
    /// The seal's own code.
    pub reference: String,
    /// The seal there is already, which stays.
    pub seal: Option<String>,
    /// The result.
    pub result: ResultView,
    /// Day of issue.
    pub issued: NaiveDate,
    /// Who issued it, where that is not this office.
    pub other_issuer: Option<String>,
    /// Its fields with their names, in the order of its kind.
    pub fields: Vec<NamedField>,
    /// How many prints there are already.
    pub prints: u32,
    /// It was handed over for the same procedure on this day: its print is at hand, nothing is counted anew.
    pub given: bool,
}

/// A seal that somebody brought, opened and found to be theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRead {
    /// The seal's own code.
    pub reference: String,
    /// Its text.
    pub text: String,
    /// Evidence id.
    pub kind: String,
    /// Whose.
    pub holder: HolderOf,
    /// Official number.
    pub number: Option<String>,
    /// Day of issue.
    pub issued: NaiveDate,
    /// Last day of validity.
    pub valid_until: Option<NaiveDate>,
    /// Who issued it.
    pub issuer: String,
    /// Who sealed it.
    pub sealer: String,
    /// Structured fields, where they were read from the page and are those that were sealed.
    pub fields: BTreeMap<String, String>,
}

/// To whom a result is handed over, and instead of which procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandOver {
    /// Id of the result.
    pub result: String,
    /// Code of the reissue or extract that is not opened.
    pub procedure: String,
    /// Number of whoever stands at the counter; the result must be theirs.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub person: Option<String>,
    /// Their birth date, `YYYY-MM-DD`.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub birth: Option<String>,
    /// Who took it, and the identity paper shown, where it was not the holder.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub receiver: Option<String>,
}

impl Office {
    /// Seals a result, or prints one again that is sealed already; `good` says whether its seal still is.
    /// `make` seals and renders, before the write where it can; `lay` puts the print on the disk within it.
    /// The record, the seal and the print's values are one write.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT`; `NOT_USABLE` for one that does not stand, has expired, or says too little to be
    /// relied on; those of `make` and `lay`. Nothing is written.
    pub fn seal_result<F, L>(
        &self,
        id: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
        good: &dyn Fn(&str) -> bool,
        make: impl Fn(&Sealable) -> Result<(Made, F)>,
        lay: impl Fn(&F) -> Result<L>,
    ) -> Result<(Sealable, Made, L)> {
        let settings = self.set_up()?;
        let (sealable, (made, _), laid) = ahead(
            (self.store(), &settings.actor(), now),
            |tx| sealable(tx, id, catalogue, &settings, good, now.date()),
            make,
            |tx, sealable, (made, files)| {
                let laid = lay(files)?;
                keep(tx, sealable, made, &settings)?;
                Ok(laid)
            },
        )?;
        Ok((sealable, made, laid))
    }

    /// Hands a result over instead of opening a dossier: a print, an event, and a reissue avoided. The
    /// same result for the same procedure twice on one day is one: the second time only its print comes
    /// back.
    ///
    /// # Errors
    /// Those of [`Office::seal_result`].
    pub fn hand_over<F, L>(
        &self,
        over: &HandOver,
        catalogue: &Catalogue,
        now: NaiveDateTime,
        good: &dyn Fn(&str) -> bool,
        make: impl Fn(&Sealable) -> Result<(Made, F)>,
        lay: impl Fn(&F) -> Result<L>,
    ) -> Result<(Sealable, Made, L)> {
        let settings = self.set_up()?;
        let receiver = over
            .receiver
            .as_deref()
            .map(text::clean)
            .filter(|receiver| !receiver.is_empty());
        let (sealable, (made, _), laid) = ahead(
            (self.store(), &settings.actor(), now),
            |tx| {
                Ok(Sealable {
                    given: given_on(tx, over, now.date())?,
                    ..sealable(tx, &over.result, catalogue, &settings, good, now.date())?
                })
            },
            make,
            |tx, sealable, (made, files)| {
                let laid = lay(files)?;
                keep(tx, sealable, made, &settings)?;
                if !sealable.given {
                    note(tx, over, receiver.as_deref(), &settings.clerk)?;
                }
                Ok(laid)
            },
        )?;
        Ok((sealable, made, laid))
    }

    /// Stores a result from the seal of another office.
    ///
    /// # Errors
    /// `RESULT_EXISTS`, `BAD_PERSON`.
    pub fn take_sealed(
        &self,
        read: SealRead,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        let settings = self.set_up()?;
        let id = Uuid::now_v7().to_string();
        // A seal carries no name: where nobody said it, none is kept.
        let mut holder = read.holder;
        let nameless = holder.name.trim().is_empty();
        if nameless {
            holder.name = "Chưa ghi tên".to_owned();
        }
        let new = NewResult {
            kind: read.kind,
            holder,
            number: read.number,
            issued: Some(read.issued.to_string()),
            valid_until: Some(
                read.valid_until
                    .map_or_else(|| "không thời hạn".to_owned(), |day| day.to_string()),
            ),
            issuer: Some(read.issuer),
            fields: read.fields,
            file: None,
            pages: None,
            shelf: None,
            source: Some(format!("QR niêm phong của {}", read.sealer)),
        };
        let mut kept = Kept::checked(new, None, id.clone(), catalogue, &settings.clerk, now)?;
        kept.valid_until = read.valid_until;
        kept.seal = Some(read.text.clone());
        kept.taken = true;
        if nameless {
            kept.holder.name.clear();
        }
        self.store().write(&settings.actor(), now, |tx| {
            if let Some(known) = of_reference(tx, &read.reference)? {
                return Err(Fault::new(
                    Code::ResultExists,
                    format!(
                        "Kết quả của mã niêm phong {} đã có trong kho (mã {}).",
                        read.reference, known.result
                    ),
                ));
            }
            insert(tx, &kept)?;
            seal_row(tx, &read.reference, &kept.id, &read.text, false)?;
            happened(tx, &kept.id, "taken", Some(&read.reference))
        })?;
        self.result(&id, catalogue, now)
    }

    /// The result that carries a seal, and whether it still stands; `None` where the seal is not known
    /// here.
    pub fn sealed_result(&self, reference: &str, text: &str) -> Result<Option<(String, Standing)>> {
        self.store().read(|tx| {
            let Some(known) = of_reference(tx, reference)?.filter(|known| known.text == text)
            else {
                return Ok(None);
            };
            Ok(Some((
                known.result.clone(),
                stored(tx, &known.result)?.standing,
            )))
        })
    }

    /// The newest print of a result.
    pub fn print_of(&self, result: &str) -> Result<Option<PaperRow>> {
        self.store().read(|tx| {
            tx.first(
                "SELECT form, title, file, sha256, body FROM result_paper WHERE result = ?1
                 ORDER BY position DESC LIMIT 1",
                [result],
                |row| {
                    Ok(PaperRow {
                        form: row.get(0)?,
                        title: row.get(1)?,
                        file: row.get(2)?,
                        sha256: row.get(3)?,
                        body: row.get(4)?,
                    })
                },
            )
        })
    }
}

struct Known {
    result: String,
    text: String,
}

fn of_reference(tx: &ReadTx<'_>, reference: &str) -> Result<Option<Known>> {
    tx.first(
        "SELECT result, text FROM result_seal WHERE reference = ?1",
        [reference],
        |row| {
            Ok(Known {
                result: row.get(0)?,
                text: row.get(1)?,
            })
        },
    )
}

/// Whether it was handed over for that procedure on that day.
fn given_on(tx: &ReadTx<'_>, over: &HandOver, day: NaiveDate) -> Result<bool> {
    tx.one(
        "SELECT EXISTS (SELECT 1 FROM hand_over
                        WHERE result = ?1 AND procedure = ?2 AND at BETWEEN ?3 AND ?4)",
        params![
            over.result,
            over.procedure,
            day.to_string(),
            format!("{day}T99")
        ],
        |row| row.get(0),
    )
}

fn note(tx: &mut WriteTx<'_>, over: &HandOver, receiver: Option<&str>, clerk: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO hand_over (result, procedure, at, by, receiver) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            over.result,
            over.procedure,
            Moment(tx.now()),
            clerk,
            receiver
        ],
    )?;
    tx.log(
        "hand_over",
        &over.result,
        "hand_over",
        &json!({ "procedure": over.procedure, "receiver": receiver }),
    )?;
    let why = match receiver {
        Some(receiver) => format!("{}; người nhận: {receiver}", over.procedure),
        None => over.procedure.clone(),
    };
    happened(tx, &over.result, "handed_over", Some(&why))
}

/// What would be sealed or printed now, under the code that would be drawn.
fn sealable(
    tx: &ReadTx<'_>,
    id: &str,
    catalogue: &Catalogue,
    settings: &crate::Settings,
    good: &dyn Fn(&str) -> bool,
    today: NaiveDate,
) -> Result<Sealable> {
    let kept = stored(tx, id)?;
    let issued = reliable(&kept, today)?;
    let on_record = filing::on_hand(
        tx,
        &match kept.holder.organisation {
            true => Filing::organisation(&kept.holder.id),
            false => Filing::person(&kept.holder.id),
        },
    )?;
    if let Some(why) = ended(&kept.for_guide(), &on_record.on_hand(&[], catalogue), today) {
        return Err(unfit(&why));
    }
    let ours: Option<(String, String)> = tx.first(
        "SELECT reference, text FROM result_seal WHERE result = ?1 AND ours = 1
         ORDER BY at DESC LIMIT 1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // A seal whose key was lost since is no use to anybody: a new one is made.
    let (reference, seal) = match ours.filter(|(_, text)| good(text)) {
        Some((reference, text)) => (reference, Some(text)),
        None => (row(settings, today).next(tx)?, None),
    };
    let prints = tx.one(
        "SELECT count(*) FROM result_paper WHERE result = ?1",
        [id],
        |row| row.get(0),
    )?;
    // Under its own name only: what an abolished unit issued says so, though we keep its register now.
    let by_us = kept.issuer.as_deref().is_none_or(|issuer| {
        let plain = text::fold(issuer).replacen("uy ban nhan dan ", "", 1);
        plain.trim_start_matches("ubnd ") == text::fold(&settings.unit_title)
    });
    let events = events(tx, id)?;
    Ok(Sealable {
        reference,
        seal,
        issued,
        other_issuer: kept.issuer.clone().filter(|_| !by_us).map(|issuer| {
            // A unit of the city is known without its old district, for which the code has no room.
            match issuer.split_once(',') {
                Some((unit, _)) if kept.issuer_unit.is_some() => unit.trim().to_owned(),
                _ => issuer,
            }
        }),
        fields: named(&kept, catalogue),
        prints,
        given: false,
        result: kept.view(catalogue, today, events),
    })
}

fn row(settings: &crate::Settings, day: NaiveDate) -> Row {
    Row::seals(&settings.unit_code, day, settings.counter)
}

fn unfit(why: &str) -> Fault {
    Fault::new(
        Code::NotUsable,
        format!("Không niêm phong, không giao được kết quả này: {why}."),
    )
}

/// Only what another office could rely on is sealed; the day of issue then.
fn reliable(kept: &Kept, today: NaiveDate) -> Result<NaiveDate> {
    let no = |why: &str| Err(unfit(why));
    match &kept.standing {
        Standing::Valid => {}
        Standing::Revoked { on, why } => {
            return no(&format!("đã thu hồi ngày {}: {why}", text::date(*on)));
        }
        Standing::Replaced { .. } => return no("đã được thay bằng kết quả khác"),
    }
    let Some(issued) = kept.issued else {
        return no("chưa ghi ngày cấp");
    };
    if issued > today {
        return no(&format!("ngày cấp {} còn ở phía trước", text::date(issued)));
    }
    if let Some(until) = kept.valid_until.filter(|until| *until < today) {
        return no(&format!("hết hạn ngày {}", text::date(until)));
    }
    if !kept.validity_known {
        return no("chưa rõ thời hạn ghi trên giấy");
    }
    if kept.number.is_none() && kept.fields.is_empty() && kept.seal.is_none() {
        return no("mới là ảnh chụp, chưa có số và dữ liệu");
    }
    let whole = |birth: &String| birth.len() == 10;
    if !kept.holder.organisation && !kept.holder.birth.as_ref().is_some_and(whole) {
        return no("thiếu ngày, tháng, năm sinh của người được cấp");
    }
    Ok(issued)
}

/// Fields in the order of the kind, with their names; what the kind no longer has comes last.
fn named(kept: &Kept, catalogue: &Catalogue) -> Vec<NamedField> {
    let known = catalogue
        .result_kinds()
        .get(&kept.kind)
        .map(|kind| kind.fields.as_slice())
        .unwrap_or_default();
    let shown = |value: &str, kind: FieldType| match (kind, value.parse()) {
        (FieldType::Date, Ok(day)) => text::date(day),
        _ => value.to_owned(),
    };
    let mut fields: Vec<_> = known
        .iter()
        .filter_map(|field| {
            Some(NamedField {
                name: field.name.clone(),
                text: shown(kept.fields.get(&field.id)?, field.kind),
            })
        })
        .collect();
    fields.extend(
        kept.fields
            .iter()
            .filter(|(id, _)| !known.iter().any(|field| field.id == **id))
            .map(|(id, value)| NamedField {
                name: id.clone(),
                text: value.clone(),
            }),
    );
    fields
}

fn keep(
    tx: &mut WriteTx<'_>,
    sealable: &Sealable,
    made: &Made,
    settings: &crate::Settings,
) -> Result<()> {
    let id = &sealable.result.result;
    if sealable.seal.is_none() {
        row(settings, tx.now().date()).draw(tx)?;
        seal_row(tx, &sealable.reference, id, &made.seal, true)?;
        let mut kept = stored(tx, id)?;
        kept.seal = Some(made.seal.clone());
        tx.execute(
            "UPDATE result SET body = ?2 WHERE id = ?1",
            params![id, Json(&kept)],
        )?;
        tx.log(
            "result",
            id,
            "seal",
            &json!({ "reference": sealable.reference }),
        )?;
        happened(tx, id, "sealed", Some(&sealable.reference))?;
    }
    for paper in &made.papers {
        tx.execute(
            "INSERT INTO result_paper
             SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7
             FROM result_paper WHERE result = ?1",
            params![
                id,
                paper.form,
                paper.title,
                paper.file,
                paper.sha256,
                paper.body,
                Moment(tx.now()),
            ],
        )?;
        tx.log(
            "result_paper",
            id,
            "made",
            &json!({ "file": paper.file, "sha256": paper.sha256 }),
        )?;
    }
    Ok(())
}

fn seal_row(
    tx: &mut WriteTx<'_>,
    reference: &str,
    result: &str,
    seal: &str,
    ours: bool,
) -> Result<()> {
    tx.execute(
        "INSERT INTO result_seal VALUES (?1, ?2, ?3, ?4, ?5)",
        params![reference, result, seal, Moment(tx.now()), ours],
    )?;
    tx.log(
        "result_seal",
        reference,
        "keep",
        &json!({ "result": result, "ours": ours }),
    )?;
    Ok(())
}
