//! The table of results and what happens to them.

use super::record::{Kept, ResultEvent};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{Standing, StoredResult};
use motcua_store::{Json, Migration, Moment, ReadTx, WriteTx, append_only};
use rusqlite::params;
use serde_json::json;

pub(crate) const MIGRATIONS: [Migration; 2] = [
    Migration {
        table: "result",
        version: 2,
        sql: "CREATE TABLE result (
                  id TEXT PRIMARY KEY, kind TEXT NOT NULL, holder TEXT NOT NULL,
                  number TEXT, body TEXT NOT NULL
              ) STRICT, WITHOUT ROWID;
              CREATE INDEX result_by_holder ON result (holder);
              CREATE INDEX result_by_number ON result (kind, number);",
    },
    Migration {
        table: "result_event",
        version: 2,
        sql: concat!(
            "CREATE TABLE result_event (
                 result TEXT NOT NULL REFERENCES result (id), position INTEGER NOT NULL,
                 at TEXT NOT NULL, what TEXT NOT NULL, by TEXT NOT NULL, why TEXT,
                 PRIMARY KEY (result, position)
             ) STRICT, WITHOUT ROWID;",
            append_only!("result_event"),
        ),
    },
];

/// Adds a result. The same kind, number and holder twice is refused.
pub(crate) fn add(tx: &mut WriteTx<'_>, kept: &Kept) -> Result<()> {
    let twin: Option<String> = match &kept.number {
        None => None,
        Some(number) => tx.first(
            "SELECT id FROM result WHERE kind = ?1 AND number = ?2 AND holder = ?3",
            params![kept.kind, number, kept.holder.id],
            |row| row.get(0),
        )?,
    };
    if let Some(twin) = twin {
        return Err(Fault::new(
            Code::ResultExists,
            format!(
                "Kết quả số {} của người này đã có trong kho (mã {twin}).",
                kept.number.as_deref().unwrap_or_default()
            ),
        ));
    }
    tx.execute(
        "INSERT INTO result VALUES (?1, ?2, ?3, ?4, ?5)",
        params![kept.id, kept.kind, kept.holder.id, kept.number, Json(kept)],
    )?;
    tx.log("result", &kept.id, "add", kept)?;
    happened(tx, &kept.id, "added", None)
}

/// Revokes a result; a reason is required.
pub(crate) fn revoke(tx: &mut WriteTx<'_>, id: &str, why: &str) -> Result<Kept> {
    let mut kept = stored(tx, id)?;
    if kept.standing != Standing::Valid {
        return Err(Fault::new(
            Code::BadMove,
            "Kết quả này đã bị thu hồi hoặc đã được thay từ trước.",
        ));
    }
    kept.standing = Standing::Revoked {
        on: tx.now().date(),
        why: why.to_owned(),
    };
    put(tx, &kept, "revoke")?;
    happened(tx, id, "revoked", Some(why))?;
    Ok(kept)
}

/// Keeps the seal that was made for a result.
pub(crate) fn seal(tx: &mut WriteTx<'_>, id: &str, seal: &str) -> Result<()> {
    let mut kept = stored(tx, id)?;
    kept.seal = Some(seal.to_owned());
    put(tx, &kept, "seal")?;
    happened(tx, id, "sealed", None)
}

fn put(tx: &mut WriteTx<'_>, kept: &Kept, action: &str) -> Result<()> {
    tx.execute(
        "UPDATE result SET body = ?2 WHERE id = ?1",
        params![kept.id, Json(kept)],
    )?;
    tx.log(
        "result",
        &kept.id,
        action,
        &json!({ "standing": kept.standing }),
    )?;
    Ok(())
}

/// Notes what happened to a result.
pub(crate) fn happened(
    tx: &mut WriteTx<'_>,
    id: &str,
    what: &str,
    why: Option<&str>,
) -> Result<()> {
    let by = tx.actor().clerk.clone();
    tx.execute(
        "INSERT INTO result_event
         SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5
         FROM result_event WHERE result = ?1",
        params![id, Moment(tx.now()), what, by, why],
    )?;
    tx.log("result_event", id, what, &json!({ "why": why }))?;
    Ok(())
}

/// The result of that id.
pub(crate) fn stored(tx: &ReadTx<'_>, id: &str) -> Result<Kept> {
    of_id(tx, id)?.or_fault(
        Code::UnknownResult,
        format!(
            "Không có kết quả mã “{}” trong kho.",
            id.chars().take(60).collect::<String>()
        ),
    )
}

/// The result of that id, if any.
pub(crate) fn of_id(tx: &ReadTx<'_>, id: &str) -> Result<Option<Kept>> {
    tx.first("SELECT body FROM result WHERE id = ?1", [id], |row| {
        Ok(row.get::<_, Json<Kept>>(0)?.0)
    })
}

/// Everything held by somebody, newest entry first.
pub(crate) fn of_holder(tx: &ReadTx<'_>, holder: &str) -> Result<Vec<Kept>> {
    tx.all(
        "SELECT body FROM result WHERE holder = ?1 ORDER BY id DESC",
        [holder],
        |row| Ok(row.get::<_, Json<Kept>>(0)?.0),
    )
}

/// What has happened to a result, oldest first.
pub(crate) fn events(tx: &ReadTx<'_>, id: &str) -> Result<Vec<ResultEvent>> {
    tx.all(
        "SELECT at, what, by, why FROM result_event WHERE result = ?1 ORDER BY position",
        [id],
        |row| {
            Ok(ResultEvent {
                at: row.get::<_, Moment>(0)?.0,
                what: row.get(1)?,
                by: row.get(2)?,
                why: row.get(3)?,
            })
        },
    )
}

/// Results of several holders as the guide sees them.
pub(crate) fn for_guide(tx: &ReadTx<'_>, holders: &[String]) -> Result<Vec<StoredResult>> {
    let mut found = Vec::new();
    for holder in holders {
        found.extend(of_holder(tx, holder)?.iter().map(Kept::for_guide));
    }
    Ok(found)
}
