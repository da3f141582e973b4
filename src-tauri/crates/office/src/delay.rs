//! An outage named as the reason of a delay: the dossier says which source did not answer, and when.

use crate::{
    event, list,
    office::Office,
    source::{self, Outage},
    state::State,
};
use chrono::NaiveDateTime;
use motcua_calendar::{Calendar, minute};
use motcua_catalogue::Catalogue;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Migration, Moment, append_only};
use motcua_text as text;
use rusqlite::params;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

pub(crate) const MIGRATION: Migration = Migration {
    table: "delay",
    version: 5,
    sql: concat!(
        "CREATE TABLE delay (
             dossier TEXT NOT NULL REFERENCES dossier (code), position INTEGER NOT NULL,
             source TEXT NOT NULL, since TEXT NOT NULL, until TEXT,
             at TEXT NOT NULL, by TEXT NOT NULL, why TEXT,
             PRIMARY KEY (dossier, position)
         ) STRICT, WITHOUT ROWID;",
        append_only!("delay"),
    ),
};

/// An outage that a dossier names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Delay {
    /// Id of the source.
    pub source: String,
    /// When it stopped answering.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub since: NaiveDateTime,
    /// When it answered again, as known when it was named.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub until: Option<NaiveDateTime>,
    /// When it was named.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// By whom.
    pub by: String,
    /// What the clerk added.
    pub why: Option<String>,
}

impl Office {
    /// Names the outages of a source since the dossier came in as the reason why it is late or will be.
    ///
    /// # Errors
    /// `UNKNOWN_DOSSIER`; `BAD_INPUT` for an unknown source or one that has answered all the time since;
    /// `BAD_MOVE` for a dossier that is done, and for an outage that it names already.
    pub fn explain_delay(
        &self,
        code: &str,
        source: &str,
        why: Option<&str>,
        (catalogue, calendar): (&Catalogue, &Calendar),
        now: NaiveDateTime,
    ) -> Result<()> {
        let code = code.trim().to_uppercase();
        let settings = self.set_up()?;
        let source = source::source_called(catalogue, source)?;
        let why = why.map(text::clean).filter(|why| !why.is_empty());
        if why.as_ref().is_some_and(|why| why.chars().count() > 500) {
            return Err(Fault::new(Code::BadInput, "Một ô ghi chú dài quá 500 chữ."));
        }
        self.store().write(&settings.actor(), now, |tx| {
            let row = list::row(tx, &code, calendar, now)?
                .or_fault(Code::UnknownDossier, list::unknown(&code))?;
            if row.state.is_final() && row.state != State::Returned {
                return Err(Fault::new(
                    Code::BadMove,
                    format!("Hồ sơ đã ở “{}”, không có gì để giải thích chậm.", row.state.title()),
                ));
            }
            let outages: Vec<Outage> = source::outages(tx, row.received, now, catalogue)?
                .into_iter()
                .filter(|outage| outage.source == source.id)
                .collect();
            if outages.is_empty() {
                return Err(Fault::new(
                    Code::BadInput,
                    format!(
                        "Từ khi nhận hồ sơ ({}) đến nay chưa ghi lần nào {} không khai thác được. Hãy ghi tình trạng của nguồn trước.",
                        text::moment(row.received),
                        source.name
                    ),
                ));
            }
            let mut named = Vec::new();
            for outage in &outages {
                let known: bool = tx.one(
                    "SELECT EXISTS (SELECT 1 FROM delay WHERE dossier = ?1 AND source = ?2 AND since = ?3
                                    AND until IS ?4)",
                    params![code, source.id, Moment(outage.from), outage.to.map(Moment)],
                    |row| row.get(0),
                )?;
                if known {
                    continue;
                }
                tx.execute(
                    "INSERT INTO delay
                     SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7
                     FROM delay WHERE dossier = ?1",
                    params![
                        code,
                        source.id,
                        Moment(outage.from),
                        outage.to.map(Moment),
                        Moment(now),
                        settings.clerk,
                        why,
                    ],
                )?;
                named.push(match outage.to {
                    Some(to) => format!("từ {} đến {}", text::moment(outage.from), text::moment(to)),
                    None => format!("từ {}, chưa có lại", text::moment(outage.from)),
                });
            }
            if named.is_empty() {
                return Err(Fault::new(
                    Code::BadMove,
                    format!("Hồ sơ đã ghi lý do này: {} không khai thác được.", source.name),
                ));
            }
            let mut said = format!("{} không khai thác được {}", source.name, named.join("; "));
            if let Some(why) = &why {
                said = format!("{said}; {why}");
            }
            tx.log("delay", &code, "explain", &json!({ "source": source.id, "said": said }))?;
            event::append(
                tx,
                &event::Event {
                    dossier: &code,
                    at: now,
                    kind: "delay_explained",
                    state: row.state,
                    due: row.due,
                    by: &settings.clerk,
                    counter: settings.counter,
                    why: Some(&said),
                },
            )
        })
    }

    /// The outages that a dossier names, oldest first.
    pub fn delays(&self, code: &str) -> Result<Vec<Delay>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT source, since, until, at, by, why FROM delay WHERE dossier = ?1 ORDER BY position",
                [code.trim().to_uppercase()],
                |row| {
                    Ok(Delay {
                        source: row.get(0)?,
                        since: row.get::<_, Moment>(1)?.0,
                        until: row.get::<_, Option<Moment>>(2)?.map(|at| at.0),
                        at: row.get::<_, Moment>(3)?.0,
                        by: row.get(4)?,
                        why: row.get(5)?,
                    })
                },
            )
        })
    }
}
