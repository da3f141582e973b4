//! Lists of dossiers, and how urgent each is.

use crate::{
    dossier::{DossierRow, Urgency},
    state::State,
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::Calendar;
use motcua_fault::Result;
use motcua_store::{Moment, ReadTx};
use motcua_text::fold;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Working days ahead that count as soon.
const SOON: usize = 2;
/// Rows of the waiting list.
const MOST_WAITING: u32 = 50;
/// Rows of a list that names no limit.
const MOST: u32 = 500;

/// Which dossiers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DossierQuery {
    /// Words of code, name, number, telephone or title; with or without diacritics.
    pub text: Option<String>,
    /// Only in this state.
    pub state: Option<State>,
    /// At most so many; 500 when not given.
    pub limit: Option<u32>,
}

/// What waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Waiting {
    /// To be returned today.
    pub today: u32,
    /// On the next two working days.
    pub soon: u32,
    /// Late.
    pub late: u32,
    /// Waiting for the citizen's additions.
    pub supplement: u32,
    /// Most urgent first, at most 50.
    pub rows: Vec<DossierRow>,
}

const COLUMNS: &str = "SELECT code, procedure, name, applicant, state, received, due FROM dossier";

/// Reads rows and judges their urgency at one moment.
struct Reader {
    now: NaiveDateTime,
    soon_until: NaiveDate,
}

impl Reader {
    fn new(calendar: &Calendar, now: NaiveDateTime) -> Result<Self> {
        let mut soon_until = now.date();
        for _ in 0..SOON {
            soon_until = calendar.working_day_after(soon_until)?;
        }
        Ok(Self { now, soon_until })
    }

    fn row(&self, row: &Row<'_>) -> rusqlite::Result<DossierRow> {
        let state = row.get::<_, String>(4)?;
        let state = State::named(&state).ok_or(rusqlite::Error::InvalidQuery)?;
        let due = row.get::<_, Option<Moment>>(6)?.map(|due| due.0);
        Ok(DossierRow {
            dossier: row.get(0)?,
            procedure: row.get(1)?,
            name: row.get(2)?,
            applicant: row.get(3)?,
            state,
            received: row.get::<_, Moment>(5)?.0,
            due,
            urgency: self.urgency(state, due),
        })
    }

    fn urgency(&self, state: State, due: Option<NaiveDateTime>) -> Urgency {
        match (state, due) {
            (State::Returned | State::Refused | State::Stopped, _) => Urgency::Done,
            (State::Supplement, _) => Urgency::Waiting,
            // Ready in time; the citizen has yet to come.
            (State::Result, Some(due)) if due.date() != self.now.date() => Urgency::Waiting,
            (_, Some(due)) if due < self.now => Urgency::Late,
            (_, Some(due)) if due.date() == self.now.date() => Urgency::Today,
            (_, Some(due)) if due.date() <= self.soon_until => Urgency::Soon,
            _ => Urgency::Later,
        }
    }
}

pub(crate) fn row(
    tx: &ReadTx<'_>,
    code: &str,
    calendar: &Calendar,
    now: NaiveDateTime,
) -> Result<Option<DossierRow>> {
    let reader = Reader::new(calendar, now)?;
    tx.first(
        "SELECT code, procedure, name, applicant, state, received, due FROM dossier WHERE code = ?1",
        [code],
        |row| reader.row(row),
    )
}

pub(crate) fn list(
    tx: &ReadTx<'_>,
    query: &DossierQuery,
    calendar: &Calendar,
    now: NaiveDateTime,
) -> Result<Vec<DossierRow>> {
    let reader = Reader::new(calendar, now)?;
    let words: Vec<String> = query
        .text
        .as_deref()
        .map(|text| fold(text).split_whitespace().map(str::to_owned).collect())
        .unwrap_or_default();
    let most = query.limit.unwrap_or(MOST) as usize;
    let mut rows = Vec::new();
    let sql = format!(
        "{} WHERE ?1 IS NULL OR state = ?1 ORDER BY received DESC, code DESC",
        COLUMNS.replace(" FROM", ", folded FROM")
    );
    tx.each(&sql, params![query.state.map(State::as_str)], |row| {
        if rows.len() < most {
            use motcua_store::OrSqlFault;
            let folded: String = row.get(7).or_sql_fault()?;
            if words.iter().all(|word| folded.contains(word)) {
                rows.push(reader.row(row).or_sql_fault()?);
            }
        }
        Ok(())
    })?;
    Ok(rows)
}

pub(crate) fn waiting(tx: &ReadTx<'_>, calendar: &Calendar, now: NaiveDateTime) -> Result<Waiting> {
    let reader = Reader::new(calendar, now)?;
    let mut rows = tx.all(
        &format!("{COLUMNS} WHERE state IN ('received', 'solving', 'result', 'supplement')"),
        [],
        |row| reader.row(row),
    )?;
    let count = |urgency| {
        rows.iter()
            .filter(|row: &&DossierRow| row.urgency == urgency)
            .count() as u32
    };
    let (today, soon, late) = (
        count(Urgency::Today),
        count(Urgency::Soon),
        count(Urgency::Late),
    );
    let supplement = rows
        .iter()
        .filter(|row| row.state == State::Supplement)
        .count() as u32;
    rows.sort_by(|a, b| (a.urgency, a.due, &a.dossier).cmp(&(b.urgency, b.due, &b.dossier)));
    rows.truncate(MOST_WAITING as usize);
    Ok(Waiting {
        today,
        soon,
        late,
        supplement,
        rows,
    })
}

/// What a clerk reads where there is no dossier of that code.
pub(crate) fn unknown(code: &str) -> String {
    format!(
        "Không có hồ sơ mã “{}”.",
        code.chars().take(60).collect::<String>()
    )
}
