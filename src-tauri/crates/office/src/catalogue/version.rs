//! Versions that the office made of procedures: approved, in force from a day, taken back; and how long
//! it took from the decision to its use.

use super::edit::day;
use crate::office::Office;
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::{Calendar, Limit, Span, Unit, due, minute};
use motcua_catalogue::model::Procedure;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Day, Json, Moment, ReadTx};
use motcua_text as text;
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

/// A changed procedure must be usable so many working days after it was announced (PRODUCT, rule 4).
const LEAD_DAYS: u32 = 2;

macro_rules! versions_where {
    ($rest:literal) => {
        concat!(
            "SELECT v.id, v.code, v.name, v.version, v.effective_from, v.based_on, v.decision,
                    v.issued, v.note, v.author, v.begun, v.approved, v.approved_by,
                    u.at, u.by, u.why
             FROM office_procedure v LEFT JOIN office_procedure_undone u ON u.id = v.id ",
            $rest
        )
    };
}

/// A draft said to be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ProcedureApproval")]
pub struct Approval {
    /// Id of the draft.
    pub draft: String,
    /// First day it is used, `YYYY-MM-DD`.
    pub effective_from: String,
    /// The decision that it rests on; the draft's where `None`.
    #[serde(default)]
    pub decision: Option<String>,
    /// Day of that decision, `YYYY-MM-DD`; the draft's where `None`.
    #[serde(default)]
    pub issued: Option<String>,
    /// What to remember of it.
    #[serde(default)]
    pub note: Option<String>,
}

/// A version that the office made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OfficeVersion {
    /// Its id.
    pub id: String,
    /// Procedure code.
    pub code: String,
    /// Title.
    pub name: String,
    /// First day and digest: what a dossier keeps.
    pub version: String,
    /// First day it is used, `YYYY-MM-DD`.
    pub effective_from: String,
    /// Version that it began from.
    pub based_on: Option<String>,
    /// The decision that it rests on.
    pub decision: Option<String>,
    /// Day of that decision, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// What to remember of it.
    pub note: Option<String>,
    /// Who wrote it.
    pub author: String,
    /// When it was begun.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub begun: NaiveDateTime,
    /// When it was approved.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub approved: NaiveDateTime,
    /// Who approved it.
    pub approved_by: String,
    /// When it was taken back.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub undone: Option<NaiveDateTime>,
    /// Who took it back.
    pub undone_by: Option<String>,
    /// Why.
    pub undone_why: Option<String>,
}

/// From a decision to its use at the counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeadTime {
    /// Procedure code.
    pub code: String,
    /// Title.
    pub name: String,
    /// The version.
    pub version: String,
    /// The decision.
    pub decision: Option<String>,
    /// Day of the decision, `YYYY-MM-DD`.
    pub issued: String,
    /// When it could be used: approved and in force.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub usable: NaiveDateTime,
    /// Working days from the decision's day, that day not counted.
    pub working_days: u32,
    /// By when it had to be usable.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub latest: NaiveDateTime,
    /// Whether it was.
    pub in_time: bool,
    /// Minutes from the first line written to the approval.
    pub minutes: u32,
}

impl Office {
    /// Versions that the office made, newest first: of one procedure, or of all.
    pub fn office_versions(&self, code: Option<&str>) -> Result<Vec<OfficeVersion>> {
        self.store().read(|tx| {
            tx.all(
                versions_where!("WHERE ?1 IS NULL OR v.code = ?1 ORDER BY v.position DESC"),
                [code],
                version,
            )
        })
    }

    /// The text of a version.
    ///
    /// # Errors
    /// `BAD_INPUT` when it is not there.
    pub fn office_version_text(&self, id: &str) -> Result<String> {
        self.store().read(|tx| {
            tx.first(
                "SELECT text FROM office_procedure WHERE id = ?1",
                [id],
                |row| row.get(0),
            )?
            .or_fault(Code::BadInput, UNKNOWN)
        })
    }

    /// How the procedure stood when a dossier of it was last received here, and when that was; `None`
    /// where none was.
    pub fn last_used(&self, code: &str) -> Result<Option<(Procedure, NaiveDateTime)>> {
        self.store().read(|tx| {
            tx.first(
                "SELECT v.body, d.received FROM dossier d
                 JOIN procedure_version v ON v.code = d.procedure AND v.version = d.version
                 WHERE d.procedure = ?1 ORDER BY d.received DESC, d.code DESC LIMIT 1",
                [code],
                |row| {
                    Ok((
                        row.get::<_, Json<Procedure>>(0)?.0,
                        row.get::<_, Moment>(1)?.0,
                    ))
                },
            )
        })
    }

    /// A version as dossiers of it keep it; `None` where no dossier was received under it.
    pub fn used_version(&self, code: &str, version: &str) -> Result<Option<Procedure>> {
        self.store().read(|tx| {
            tx.first(
                "SELECT body FROM procedure_version WHERE code = ?1 AND version = ?2",
                [code, version],
                |row| Ok(row.get::<_, Json<Procedure>>(0)?.0),
            )
        })
    }

    /// Takes a version back: what was in force before it is in force again. Dossiers keep theirs.
    ///
    /// # Errors
    /// `NO_OFFICE`, `BAD_INPUT` when it is not there, `BAD_MOVE` when it was taken back already,
    /// `REASON_MISSING`.
    pub fn undo_procedure(&self, id: &str, why: &str, now: NaiveDateTime) -> Result<OfficeVersion> {
        let settings = self.set_up()?;
        let why = text::clean(why);
        if why.is_empty() {
            return Err(Fault::new(
                Code::ReasonMissing,
                "Rút lại một bản thủ tục phải nêu lý do.",
            ));
        }
        self.store().write(&settings.actor(), now, |tx| {
            let before = one(tx, id)?;
            if before.undone.is_some() {
                return Err(Fault::new(
                    Code::BadMove,
                    "Bản này đã được rút lại từ trước.",
                ));
            }
            tx.execute(
                "INSERT INTO office_procedure_undone VALUES (?1, ?2, ?3, ?4)",
                rusqlite::params![id, Moment(now), settings.clerk, why],
            )?;
            tx.log(
                "office_procedure",
                id,
                "undo",
                &json!({ "code": before.code, "version": before.version, "why": why }),
            )?;
            one(tx, id)
        })
    }

    /// How long each version took from its decision to its use, newest first; those whose decision has
    /// no day are left out.
    pub fn lead_times(&self, calendar: &Calendar) -> Result<Vec<LeadTime>> {
        self.office_versions(None)?
            .into_iter()
            .filter(|version| version.undone.is_none())
            .filter_map(|version| {
                let issued = version.issued.clone()?;
                Some(lead_time(version, issued, calendar))
            })
            .collect()
    }
}

fn lead_time(version: OfficeVersion, issued: String, calendar: &Calendar) -> Result<LeadTime> {
    let first = day(&version.effective_from)?;
    let day = day(&issued)?;
    let midnight = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN);
    let usable = version.approved.max(midnight(first));
    let limit = Limit::Spans(vec![Span {
        count: LEAD_DAYS,
        unit: Unit::WorkingDay,
    }]);
    let noon = midnight(day) + chrono::TimeDelta::hours(8);
    let latest = due(calendar, noon, &limit)?.due;
    let working_days = calendar.working_days_between(day, usable.date());
    let minutes = (version.approved - version.begun).num_minutes().max(0);
    Ok(LeadTime {
        code: version.code,
        name: version.name,
        version: version.version,
        decision: version.decision,
        issued,
        usable,
        working_days: u32::try_from(working_days).unwrap_or(u32::MAX),
        latest,
        in_time: usable <= latest,
        minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
    })
}

const UNKNOWN: &str = "Không có bản thủ tục này.";

pub(super) fn one(tx: &ReadTx<'_>, id: &str) -> Result<OfficeVersion> {
    tx.first(versions_where!("WHERE v.id = ?1"), [id], version)?
        .or_fault(Code::BadInput, UNKNOWN)
}

fn version(row: &Row<'_>) -> rusqlite::Result<OfficeVersion> {
    let day = |at: usize| -> rusqlite::Result<Option<String>> {
        Ok(row.get::<_, Option<Day>>(at)?.map(|day| day.0.to_string()))
    };
    Ok(OfficeVersion {
        id: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        version: row.get(3)?,
        effective_from: row.get::<_, Day>(4)?.0.to_string(),
        based_on: row.get(5)?,
        decision: row.get(6)?,
        issued: day(7)?,
        note: row.get(8)?,
        author: row.get(9)?,
        begun: row.get::<_, Moment>(10)?.0,
        approved: row.get::<_, Moment>(11)?.0,
        approved_by: row.get(12)?,
        undone: row.get::<_, Option<Moment>>(13)?.map(|at| at.0),
        undone_by: row.get(14)?,
        undone_why: row.get(15)?,
    })
}
