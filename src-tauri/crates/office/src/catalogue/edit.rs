//! Procedures being written: kept with every change, until they are approved or let go.

use super::version::{self, Approval, OfficeVersion};
use crate::office::Office;
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::minute;
use motcua_catalogue::{authored, compose::layer_file};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Day, Moment, ReadTx};
use motcua_text as text;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use uuid::Uuid;

/// No procedure is longer, bytes; a mistaken file must not fill the office's.
const MOST: usize = 1 << 20;
/// Before a code is known.
const NO_CODE: &str = "";

/// A procedure being written, as saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewProcedureDraft {
    /// Which draft; a new one where `None`.
    #[serde(default)]
    pub id: Option<String>,
    /// The authored text, however unfinished.
    pub text: String,
    /// Version of the procedure that it began from; `None` for a new one.
    #[serde(default)]
    pub based_on: Option<String>,
    /// The decision that it rests on.
    #[serde(default)]
    pub decision: Option<String>,
    /// Day of that decision, `YYYY-MM-DD`.
    #[serde(default)]
    pub issued: Option<String>,
}

/// A procedure being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProcedureDraft {
    /// Its id.
    pub id: String,
    /// Procedure code; empty until the text has one.
    pub code: String,
    /// Title; empty until the text has one.
    pub name: String,
    /// The authored text.
    pub text: String,
    /// Version of the procedure that it began from.
    pub based_on: Option<String>,
    /// The decision that it rests on.
    pub decision: Option<String>,
    /// Day of that decision, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// When it was begun.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub begun: NaiveDateTime,
    /// When it was last saved.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub saved: NaiveDateTime,
    /// Who wrote it.
    pub by: String,
}

impl Office {
    /// Saves a procedure being written. The log keeps that it was saved; what it says is logged when it
    /// is approved.
    ///
    /// # Errors
    /// `NO_OFFICE`, `BAD_INPUT` for a text beyond measure or a draft that is not there, `BAD_DATE`.
    pub fn save_procedure_draft(
        &self,
        new: NewProcedureDraft,
        now: NaiveDateTime,
    ) -> Result<ProcedureDraft> {
        let settings = self.set_up()?;
        if new.text.len() > MOST {
            return Err(Fault::new(
                Code::BadInput,
                "Bản soạn dài quá 1 MB, không phải một thủ tục.",
            ));
        }
        let tidy = |value: Option<String>| {
            value
                .map(|value| text::clean(&value))
                .filter(|value| !value.is_empty())
        };
        let issued = new.issued.as_deref().map(day).transpose()?;
        let body = text::nfc(&new.text);
        let (code, name) = called(&body);
        self.store().write(&settings.actor(), now, |tx| {
            let (id, begun) = match new.id {
                None => (Uuid::now_v7().to_string(), now),
                Some(id) => {
                    let before = one(tx, &id)?;
                    (id, before.begun)
                }
            };
            tx.execute(
                "INSERT INTO procedure_draft VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT DO UPDATE SET code = excluded.code, name = excluded.name,
                     text = excluded.text, based_on = excluded.based_on,
                     decision = excluded.decision, issued = excluded.issued,
                     saved = excluded.saved, by = excluded.by",
                params![
                    id,
                    code,
                    name,
                    body,
                    new.based_on,
                    tidy(new.decision),
                    issued.map(Day),
                    Moment(begun),
                    Moment(now),
                    settings.clerk
                ],
            )?;
            tx.log("procedure_draft", &id, "save", &json!({ "code": code }))?;
            one(tx, &id)
        })
    }

    /// Procedures being written, last saved first.
    pub fn procedure_drafts(&self) -> Result<Vec<ProcedureDraft>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT id, code, name, text, based_on, decision, issued, begun, saved, by
                 FROM procedure_draft ORDER BY saved DESC, id DESC",
                [],
                draft,
            )
        })
    }

    /// One of them.
    ///
    /// # Errors
    /// `BAD_INPUT` when it is not there.
    pub fn procedure_draft(&self, id: &str) -> Result<ProcedureDraft> {
        self.store().read(|tx| one(tx, id))
    }

    /// Lets one go; nothing happens where there is none.
    pub fn drop_procedure_draft(&self, id: &str, now: NaiveDateTime) -> Result<()> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            if tx.execute("DELETE FROM procedure_draft WHERE id = ?1", [id])? > 0 {
                tx.log("procedure_draft", id, "drop", &json!({}))?;
            }
            Ok(())
        })
    }

    /// Makes a draft a version of the catalogue. `text` is the draft's with the day it takes effect; the
    /// caller has checked it.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` when the draft is not there or is not readable; `BAD_DATE`.
    pub fn approve_procedure(
        &self,
        approval: &Approval,
        text: &str,
        now: NaiveDateTime,
    ) -> Result<OfficeVersion> {
        let settings = self.set_up()?;
        let unreadable = |why: String| {
            Fault::new(Code::CatalogueFaults, "Bản soạn còn lỗi, chưa duyệt được.").because(why)
        };
        let read = authored::read("", text).map_err(|finding| unreadable(finding.to_string()))?;
        let procedure = read.procedure;
        let from = procedure
            .effective_from
            .ok_or_else(|| unreadable("no first day".to_owned()))?;
        let decision = approval.decision.as_deref().map(text::clean);
        let issued = approval.issued.as_deref().map(day).transpose()?;
        self.store().write(&settings.actor(), now, |tx| {
            let draft = one(tx, &approval.draft)?;
            let id = Uuid::now_v7().to_string();
            let issued = match issued {
                Some(issued) => Some(issued),
                None => draft.issued.as_deref().map(day).transpose()?,
            };
            tx.execute(
                "INSERT INTO office_procedure
                     (id, code, name, file, version, effective_from, text, based_on, decision,
                      issued, note, begun, author, approved, approved_by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                params![
                    id,
                    procedure.code,
                    procedure.name,
                    layer_file(&procedure.field, &procedure.code, from),
                    procedure.version,
                    Day(from),
                    text,
                    draft.based_on,
                    decision.filter(|said| !said.is_empty()).or(draft.decision),
                    issued.map(Day),
                    approval.note.as_deref().map(text::clean),
                    Moment(draft.begun),
                    draft.by,
                    Moment(now),
                    settings.clerk
                ],
            )?;
            tx.execute("DELETE FROM procedure_draft WHERE id = ?1", [&draft.id])?;
            tx.log(
                "office_procedure",
                &id,
                "approve",
                &json!({
                    "code": procedure.code, "version": procedure.version, "text": text,
                    "draft": draft.id,
                }),
            )?;
            version::one(tx, &id)
        })
    }
}

/// Code and title as far as an unfinished text has them.
fn called(body: &str) -> (String, String) {
    let value = |key: &str| {
        body.lines()
            .map(str::trim)
            .take_while(|line| !line.starts_with("[["))
            .find_map(|line| {
                let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
                let value = value.trim().strip_prefix('"')?;
                value.split('"').next().map(text::clean)
            })
    };
    (
        value("code").unwrap_or_else(|| NO_CODE.to_owned()),
        value("name").unwrap_or_default(),
    )
}

pub(super) fn day(text: &str) -> Result<NaiveDate> {
    text.trim().parse().or_fault(
        Code::BadDate,
        format!(
            "Ngày “{}” không đúng. Viết năm-tháng-ngày, ví dụ 2026-10-14.",
            text.chars().take(40).collect::<String>()
        ),
    )
}

fn one(tx: &ReadTx<'_>, id: &str) -> Result<ProcedureDraft> {
    tx.first(
        "SELECT id, code, name, text, based_on, decision, issued, begun, saved, by
         FROM procedure_draft WHERE id = ?1",
        [id],
        draft,
    )?
    .or_fault(
        Code::BadInput,
        "Không còn bản soạn này: nó đã được duyệt hoặc đã bỏ.",
    )
}

fn draft(row: &Row<'_>) -> rusqlite::Result<ProcedureDraft> {
    Ok(ProcedureDraft {
        id: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        text: row.get(3)?,
        based_on: row.get(4)?,
        decision: row.get(5)?,
        issued: row.get(6)?,
        begun: row.get::<_, Moment>(7)?.0,
        saved: row.get::<_, Moment>(8)?.0,
        by: row.get(9)?,
    })
}
