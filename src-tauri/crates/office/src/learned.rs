//! What people searched here and then chose: how this office calls things. Kept in the office's file
//! and nowhere else: the change log says that something was chosen, never what was typed.

use motcua_fault::{Code, Fault, Result};
use motcua_store::{Migration, Moment, ReadTx, WriteTx};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use uuid::Uuid;

pub(crate) const MIGRATION: Migration = Migration {
    table: "learned",
    version: 5,
    // `removed`: the clerk does not want it; kept so that it is not learned anew and can come back.
    sql: "CREATE TABLE learned (
              id TEXT PRIMARY KEY, folded TEXT NOT NULL, phrase TEXT NOT NULL, code TEXT NOT NULL,
              times INTEGER NOT NULL, taught INTEGER NOT NULL, last TEXT NOT NULL,
              removed INTEGER NOT NULL, UNIQUE (folded, code)
          ) STRICT, WITHOUT ROWID;",
};

/// Chosen so often for the same words, it is no slip any more.
pub const LEARNED_FROM: u32 = 2;
/// Most that are kept; beyond it the oldest that were chosen once go.
const MOST: u32 = 2_000;

/// One way of calling a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Learned {
    /// Its id.
    pub id: String,
    /// As typed, lower case.
    pub phrase: String,
    /// The procedure that was chosen.
    pub code: String,
    /// How often.
    pub times: u32,
    /// Written down by a clerk.
    pub taught: bool,
    /// Whether finding uses it: taught, or chosen often enough, and not removed.
    pub used: bool,
    /// Removed by a clerk; it can come back.
    pub removed: bool,
}

impl Learned {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (times, taught, removed): (u32, bool, bool) = (row.get(3)?, row.get(4)?, row.get(5)?);
        Ok(Self {
            id: row.get(0)?,
            phrase: row.get(1)?,
            code: row.get(2)?,
            times,
            taught,
            used: !removed && (taught || times >= LEARNED_FROM),
            removed,
        })
    }
}

const COLUMNS: &str = "SELECT id, phrase, code, times, taught, removed FROM learned";

/// All of it, the likeliest meaning of a phrase first.
pub(crate) fn all(tx: &ReadTx<'_>) -> Result<Vec<Learned>> {
    tx.all(
        "SELECT id, phrase, code, times, taught, removed FROM learned
         ORDER BY folded, taught DESC, times DESC, code",
        [],
        Learned::read,
    )
}

fn one(tx: &ReadTx<'_>, id: &str) -> Result<Learned> {
    tx.first(&format!("{COLUMNS} WHERE id = ?1"), [id], Learned::read)?
        .ok_or_else(|| {
            Fault::new(
                Code::BadInput,
                "Không có cách gọi này trong danh sách đã học. Hãy xem lại danh sách.",
            )
        })
}

/// Counts one choice.
pub(crate) fn choose(
    tx: &mut WriteTx<'_>,
    phrase: &str,
    folded: &str,
    code: &str,
) -> Result<Learned> {
    put(tx, phrase, folded, code, false)
}

/// Writes down what the clerk says himself.
pub(crate) fn teach(
    tx: &mut WriteTx<'_>,
    phrase: &str,
    folded: &str,
    code: &str,
) -> Result<Learned> {
    put(tx, phrase, folded, code, true)
}

fn put(
    tx: &mut WriteTx<'_>,
    phrase: &str,
    folded: &str,
    code: &str,
    taught: bool,
) -> Result<Learned> {
    let now = Moment(tx.now());
    tx.execute(
        "INSERT INTO learned VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)
         ON CONFLICT (folded, code) DO UPDATE SET
             times = times + excluded.times, last = excluded.last,
             taught = max(taught, excluded.taught),
             removed = CASE excluded.taught WHEN 1 THEN 0 ELSE removed END,
             phrase = CASE excluded.taught WHEN 1 THEN excluded.phrase ELSE phrase END",
        params![
            Uuid::now_v7().to_string(),
            folded,
            phrase,
            code,
            u32::from(!taught),
            taught,
            now
        ],
    )?;
    let kept = tx.one(
        &format!("{COLUMNS} WHERE folded = ?1 AND code = ?2"),
        params![folded, code],
        Learned::read,
    )?;
    let action = if taught { "teach" } else { "choose" };
    tx.log("learned", &kept.id, action, &json!({ "code": code }))?;
    tx.execute(
        "DELETE FROM learned WHERE id IN (
             SELECT id FROM learned WHERE taught = 0 AND removed = 0 AND times < ?1 AND id <> ?3
             ORDER BY last DESC LIMIT -1 OFFSET ?2)",
        params![LEARNED_FROM, MOST, kept.id],
    )?;
    Ok(kept)
}

/// Does not use it any more, or uses it again.
///
/// # Errors
/// `BAD_INPUT` when there is none of that id.
pub(crate) fn remove(tx: &mut WriteTx<'_>, id: &str, removed: bool) -> Result<Learned> {
    let code = one(tx, id)?.code;
    tx.execute(
        "UPDATE learned SET removed = ?2 WHERE id = ?1",
        params![id, removed],
    )?;
    let action = if removed { "remove" } else { "restore" };
    tx.log("learned", id, action, &json!({ "code": code }))?;
    one(tx, id)
}
