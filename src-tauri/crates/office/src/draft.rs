//! Half-done guides: saved with every change, so that a crash loses nothing.

use crate::{
    person::{Organisation, Person, Principal},
    reception::Decision,
};
use chrono::NaiveDateTime;
use motcua_calendar::minute;
use motcua_catalogue::model::{Answers, Channel};
use motcua_fault::Result;
use motcua_guide::Reused;
use motcua_store::{Json, Migration, Moment, ReadTx, WriteTx};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use uuid::Uuid;

pub(crate) const MIGRATION: Migration = Migration {
    table: "draft",
    version: 1,
    sql: "CREATE TABLE draft (
              id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, saved TEXT NOT NULL,
              body TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;",
};

/// What the window knows of a half-done case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftBody {
    /// Question id to option id.
    pub answers: Answers,
    /// How it is filed.
    pub channel: Channel,
    /// Who files.
    pub person: Option<Person>,
    /// For which organisation.
    pub organisation: Option<Organisation>,
    /// On whose behalf.
    pub on_behalf_of: Option<Principal>,
    /// Papers ticked, `requirement/alternative`.
    pub ticked: Vec<String>,
    /// Requirements shown or looked up.
    pub shown: Vec<String>,
    /// Stored results used instead of paper.
    #[serde(default)]
    pub reuse: Vec<Reused>,
    /// What was decided about stored results beside using them.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Why a dossier is opened although its result could be handed over at once.
    #[serde(default)]
    pub despite: Option<String>,
    /// Fields of the person that were read from the card and not typed over.
    #[serde(default)]
    pub scanned: Vec<String>,
    /// Exemption id.
    pub exempt: Option<String>,
    /// Pages of the original.
    pub pages: Option<u32>,
    /// Copies asked for.
    pub copies: Option<u32>,
    /// Cases, papers or persons.
    pub quantity: Option<u32>,
    /// What the clerk noted.
    pub note: Option<String>,
}

/// A half-done guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Procedure code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// When last saved.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub saved: NaiveDateTime,
    /// What was known.
    pub body: DraftBody,
}

/// Saves a draft under its id, or under a new one. The log keeps that it was saved, not what it
/// says: a citizen who turns away has given nothing.
pub(crate) fn save(
    tx: &mut WriteTx<'_>,
    id: Option<String>,
    code: &str,
    name: &str,
    body: DraftBody,
) -> Result<Draft> {
    let id = id.unwrap_or_else(|| Uuid::now_v7().to_string());
    let saved = tx.now();
    tx.execute(
        "INSERT INTO draft VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET saved = excluded.saved, body = excluded.body",
        params![id, code, name, Moment(saved), Json(&body)],
    )?;
    tx.log("draft", &id, "save", &json!({ "code": code }))?;
    Ok(Draft {
        id,
        code: code.to_owned(),
        name: name.to_owned(),
        saved,
        body,
    })
}

/// Lets a draft go; nothing happens where there is none.
pub(crate) fn drop(tx: &mut WriteTx<'_>, id: &str) -> Result<()> {
    if tx.execute("DELETE FROM draft WHERE id = ?1", [id])? > 0 {
        tx.log("draft", id, "drop", &json!({}))?;
    }
    Ok(())
}

/// All drafts, newest first.
pub(crate) fn list(tx: &ReadTx<'_>) -> Result<Vec<Draft>> {
    tx.all(
        "SELECT id, code, name, saved, body FROM draft ORDER BY saved DESC",
        [],
        |row| {
            Ok(Draft {
                id: row.get(0)?,
                code: row.get(1)?,
                name: row.get(2)?,
                saved: row.get::<_, Moment>(3)?.0,
                body: row.get::<_, Json<DraftBody>>(4)?.0,
            })
        },
    )
}
