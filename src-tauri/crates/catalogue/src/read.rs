//! The built catalogue, answered from.

use crate::{
    build::LAYOUT,
    fee::FeeRow,
    model::{EvidenceType, Kind, Procedure, Referral, ReplacementRule, ResultKind, Source, Unit},
    source::Files,
};
use chrono::NaiveDate;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_text::fold;
use rusqlite::{Connection, OptionalExtension, config::DbConfig, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    collections::BTreeMap,
    io::Cursor,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use ts_rs::TS;

/// A line of the list of procedures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Entry {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// What it does.
    pub kind: Kind,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
}

/// Most procedures kept parsed: a counter has few at hand at once.
const MOST_PARSED: usize = 32;

/// The catalogue. Evidence, sources, fees and units are in memory; procedures are read one at a time.
pub struct Catalogue {
    db: Mutex<Connection>,
    /// Procedures asked for lately, by code and day.
    parsed: Mutex<BTreeMap<(String, NaiveDate), Arc<Procedure>>>,
    digest: String,
    evidence: BTreeMap<String, EvidenceType>,
    sources: BTreeMap<String, Source>,
    fees: Vec<FeeRow>,
    units: Vec<Unit>,
    kinds: BTreeMap<String, ResultKind>,
    rules: Vec<ReplacementRule>,
    referrals: Vec<Referral>,
}

impl Catalogue {
    /// Opens a built file that is carried inside the program.
    ///
    /// # Errors
    /// `DAMAGED` when it is not a catalogue, `NEWER_FILE` when its layout is not ours.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let damaged = "Danh mục thủ tục bị hỏng. Hãy cài đặt lại Một Cửa.";
        let mut db = Connection::open_in_memory().or_fault(Code::Damaged, damaged)?;
        db.deserialize_read_exact("main", Cursor::new(bytes), bytes.len(), true)
            .or_fault(Code::Damaged, damaged)?;
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
            .or_fault(Code::Damaged, damaged)?;
        let layout: i64 = db
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .or_fault(Code::Damaged, damaged)?;
        if layout != LAYOUT {
            return Err(Fault::new(
                Code::NewerFile,
                "Danh mục này dành cho một phiên bản khác của Một Cửa.",
            ));
        }
        let digest = db
            .query_row("SELECT value FROM meta WHERE key = 'digest'", [], |row| {
                row.get(0)
            })
            .or_fault(Code::Damaged, damaged)?;
        let evidence: Vec<EvidenceType> = bodies(&db, "SELECT body FROM evidence")?;
        let sources: Vec<Source> = bodies(&db, "SELECT body FROM data_source")?;
        Ok(Self {
            parsed: Mutex::default(),
            digest,
            evidence: evidence.into_iter().map(|e| (e.id.clone(), e)).collect(),
            sources: sources.into_iter().map(|s| (s.id.clone(), s)).collect(),
            fees: bodies(&db, "SELECT body FROM fee")?,
            units: bodies(&db, "SELECT body FROM unit ORDER BY position")?,
            kinds: bodies::<ResultKind>(&db, "SELECT body FROM result_kind")?
                .into_iter()
                .map(|kind| (kind.id.clone(), kind))
                .collect(),
            rules: bodies(&db, "SELECT body FROM replacement ORDER BY position")?,
            referrals: bodies(&db, "SELECT body FROM referral ORDER BY id")?,
            db: Mutex::new(db),
        })
    }

    /// SHA-256 of the authored files, hex.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Evidence types by id.
    pub fn evidence(&self) -> &BTreeMap<String, EvidenceType> {
        &self.evidence
    }

    /// Sources of data by id.
    pub fn sources(&self) -> &BTreeMap<String, Source> {
        &self.sources
    }

    /// Units of the city, in official order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Units that a name or code may mean: the code, the present name with or without its kind, or
    /// the name of a unit merged into it (which may give several).
    pub fn units_called(&self, text: &str) -> Vec<&Unit> {
        let wanted = fold(text);
        let by = |is: &dyn Fn(&Unit) -> bool| -> Vec<&Unit> {
            self.units.iter().filter(|unit| is(unit)).collect()
        };
        let now = by(&|unit| {
            unit.code.eq_ignore_ascii_case(text.trim())
                || fold(&unit.title()) == wanted
                || fold(&unit.name) == wanted
                || wanted == format!("ubnd {}", fold(&unit.title()))
        });
        if !now.is_empty() {
            return now;
        }
        by(&|unit| unit.merged_from.iter().any(|old| fold(old) == wanted))
    }

    /// Kinds of results that can be stored, by id.
    pub fn result_kinds(&self) -> &BTreeMap<String, ResultKind> {
        &self.kinds
    }

    /// What replaces what for a procedure, of all dates.
    pub fn rules(&self, procedure: &str) -> Vec<&ReplacementRule> {
        self.rules
            .iter()
            .filter(|rule| {
                rule.procedures.is_empty() || rule.procedures.iter().any(|code| code == procedure)
            })
            .collect()
    }

    /// Services received elsewhere.
    pub fn referrals(&self) -> &[Referral] {
        &self.referrals
    }

    /// Takes in fee rows of the office's own: a row of the same id replaces the bundled one.
    pub fn put_fees(&mut self, rows: Vec<FeeRow>) {
        for row in rows {
            match self.fees.iter_mut().find(|known| known.id == row.id) {
                Some(known) => *known = row,
                None => self.fees.push(row),
            }
        }
    }

    /// Fee rows of a procedure, of all dates.
    pub fn fees(&self, procedure: &str) -> Vec<&FeeRow> {
        self.fees
            .iter()
            .filter(|row| row.procedures.iter().any(|code| code == procedure))
            .collect()
    }

    /// All procedures, newest version of each, by field and title.
    pub fn list(&self) -> Result<Vec<Entry>> {
        let db = self.db();
        let mut statement = db
            .prepare_cached(
                "SELECT code, name, field, kind, guided FROM procedure p
                 WHERE effective_from = (SELECT max(effective_from) FROM procedure q WHERE q.code = p.code)
                 ORDER BY field, name, code",
            )
            .or_fault(Code::Damaged, READ)?;
        let rows = statement
            .query_map([], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get::<_, String>(3)?,
                    row.get(4)?,
                ))
            })
            .or_fault(Code::Damaged, READ)?;
        rows.map(|row| {
            let (code, name, field, kind, guided) = row.or_fault(Code::Damaged, READ)?;
            Ok(Entry {
                code,
                name,
                field,
                kind: serde_json::from_value(kind.into()).or_fault(Code::Damaged, READ)?,
                guided,
            })
        })
        .collect()
    }

    /// The version in force on `day`; failing that the nearest one, so that an abolished procedure
    /// can still be read (see [`Procedure::in_force`]). A local suffix of the code is cut off.
    ///
    /// # Errors
    /// `UNKNOWN_PROCEDURE`.
    pub fn procedure(&self, code: &str, day: NaiveDate) -> Result<Procedure> {
        Ok(Arc::unwrap_or_clone(self.shared_procedure(code, day)?))
    }

    /// The same, read once and kept: a case is asked for again at each answer.
    ///
    /// # Errors
    /// `UNKNOWN_PROCEDURE`.
    pub fn shared_procedure(&self, code: &str, day: NaiveDate) -> Result<Arc<Procedure>> {
        let code = national_code(code);
        let key = (code.to_owned(), day);
        if let Some(known) = self.parsed().get(&key) {
            return Ok(known.clone());
        }
        let body: Option<String> = self
            .db()
            .query_row(
                "SELECT body FROM procedure WHERE code = ?1
                 ORDER BY effective_from <= ?2 AND coalesce(effective_to, '9999') >= ?2 DESC,
                          effective_from <= ?2 DESC,
                          CASE WHEN effective_from <= ?2 THEN effective_from END DESC,
                          effective_from
                 LIMIT 1",
                params![code, day.to_string()],
                |row| row.get(0),
            )
            .optional()
            .or_fault(Code::Damaged, READ)?;
        let body = body.or_fault(
            Code::UnknownProcedure,
            format!(
                "Không có thủ tục mã “{}” trong danh mục. Hãy tìm theo tên, hoặc kiểm tra lại mã (dạng 1.001193).",
                code.chars().take(40).collect::<String>()
            ),
        )?;
        let procedure: Arc<Procedure> =
            Arc::new(serde_json::from_str(&body).or_fault(Code::Damaged, READ)?);
        let mut parsed = self.parsed();
        if parsed.len() >= MOST_PARSED {
            parsed.clear();
        }
        parsed.insert(key, procedure.clone());
        Ok(procedure)
    }

    /// The newest first day of a procedure, `YYYY-MM-DD`: how far the catalogue reaches.
    pub fn newest_day(&self) -> Result<String> {
        self.db()
            .query_row("SELECT max(effective_from) FROM procedure", [], |row| {
                row.get(0)
            })
            .or_fault(Code::Damaged, READ)
    }

    /// The authored files the catalogue was built from.
    pub fn files(&self) -> Result<Files> {
        let db = self.db();
        let mut statement = db
            .prepare("SELECT path, text FROM file")
            .or_fault(Code::Damaged, READ)?;
        let files = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .or_fault(Code::Damaged, READ)?;
        Ok(Files(files))
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn parsed(&self) -> MutexGuard<'_, BTreeMap<(String, NaiveDate), Arc<Procedure>>> {
        self.parsed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const READ: &str = "Không đọc được danh mục thủ tục. Hãy cài đặt lại Một Cửa.";

/// `2.000815.000.00.00.H61` is `2.000815`.
pub fn national_code(code: &str) -> &str {
    let code = code.trim();
    match code.match_indices('.').nth(1) {
        Some((at, _)) => &code[..at],
        None => code,
    }
}

fn bodies<T: DeserializeOwned>(db: &Connection, sql: &str) -> Result<Vec<T>> {
    let mut statement = db.prepare(sql).or_fault(Code::Damaged, READ)?;
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .or_fault(Code::Damaged, READ)?;
    rows.map(|body| {
        serde_json::from_str(&body.or_fault(Code::Damaged, READ)?).or_fault(Code::Damaged, READ)
    })
    .collect()
}
