//! The table of results and what happens to them.

use super::record::{Kept, ResultEvent};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{Standing, StoredResult};
use motcua_store::{Json, Migration, Moment, ReadTx, WriteTx, append_only};
use rusqlite::params;
use serde_json::json;

pub(crate) const MIGRATIONS: [Migration; 4] = [
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
    Migration {
        table: "result_file",
        version: 3,
        sql: "CREATE TABLE result_file (
                  sha256 TEXT NOT NULL, result TEXT NOT NULL, PRIMARY KEY (sha256, result)
              ) STRICT, WITHOUT ROWID;
              INSERT INTO result_file
              SELECT json_extract(body, '$.file.sha256'), id FROM result
              WHERE json_extract(body, '$.file.sha256') IS NOT NULL;",
    },
    Migration {
        table: "result",
        version: 5,
        // With rowids. A result is long: without them whole results stand in the inner pages of the tree
        // too, three to a page, and one of 2.6 million lies eleven pages deep.
        sql: "CREATE TABLE result_with_rowid (
                  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, holder TEXT NOT NULL,
                  number TEXT, body TEXT NOT NULL
              ) STRICT;
              INSERT INTO result_with_rowid SELECT id, kind, holder, number, body FROM result ORDER BY id;
              DROP TABLE result;
              ALTER TABLE result_with_rowid RENAME TO result;
              CREATE INDEX result_by_holder ON result (holder);
              CREATE INDEX result_by_number ON result (kind, number);",
    },
];

/// Adds a result. The same kind, number and holder twice is refused.
pub(crate) fn add(tx: &mut WriteTx<'_>, kept: &Kept) -> Result<()> {
    insert(tx, kept)?;
    happened(tx, &kept.id, "added", None)
}

/// What is stored already of the same kind, number and holder; without a number, with the same day of
/// issue and the same fields.
pub(super) fn twin(tx: &ReadTx<'_>, kept: &Kept) -> Result<Option<String>> {
    let Some(number) = &kept.number else {
        return Ok(of_holder(tx, &kept.holder.id)?
            .into_iter()
            .find(|other| {
                other.number.is_none()
                    && other.kind == kept.kind
                    && other.issued == kept.issued
                    && other.fields == kept.fields
                    && (other.file.is_none() || kept.file.is_none() || other.file == kept.file)
            })
            .map(|other| other.id));
    };
    tx.first(
        "SELECT id FROM result WHERE kind = ?1 AND number = ?2 AND holder = ?3",
        params![kept.kind, number, kept.holder.id],
        |row| row.get(0),
    )
}

/// Adds a result without an event of its own.
pub(crate) fn insert(tx: &mut WriteTx<'_>, kept: &Kept) -> Result<()> {
    if let Some(twin) = twin(tx, kept)? {
        let called = match &kept.number {
            Some(number) => format!("Kết quả số {number}"),
            None => "Kết quả cùng loại, cùng nội dung".to_owned(),
        };
        return Err(Fault::new(
            Code::ResultExists,
            format!("{called} của người này đã có trong kho (mã {twin})."),
        ));
    }
    tx.execute(
        "INSERT INTO result VALUES (?1, ?2, ?3, ?4, ?5)",
        params![kept.id, kept.kind, kept.holder.id, kept.number, Json(kept)],
    )?;
    if let Some(file) = &kept.file {
        tx.execute(
            "INSERT INTO result_file VALUES (?1, ?2)",
            params![file.sha256, kept.id],
        )?;
    }
    crate::namesake::note(tx, &kept.holder)?;
    tx.log("result", &kept.id, "add", kept)?;
    Ok(())
}

/// Takes a result out as if it had never come in: only for one to which nothing has happened.
pub(crate) fn take_out(tx: &mut WriteTx<'_>, kept: &Kept) -> Result<()> {
    if let Some(file) = &kept.file {
        tx.execute(
            "DELETE FROM result_file WHERE sha256 = ?1 AND result = ?2",
            params![file.sha256, kept.id],
        )?;
    }
    tx.execute("DELETE FROM result WHERE id = ?1", [&kept.id])?;
    crate::namesake::forget(tx, &kept.holder)?;
    tx.log(
        "result",
        &kept.id,
        "take_out",
        &json!({ "batch": kept.batch }),
    )?;
    Ok(())
}

/// The results that were made from a file of that digest.
pub(crate) fn of_file(tx: &ReadTx<'_>, sha256: &str) -> Result<Vec<String>> {
    tx.all(
        "SELECT result FROM result_file WHERE sha256 = ?1",
        [sha256],
        |row| row.get(0),
    )
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

/// Writes a result whose file is new.
pub(super) fn put_file(tx: &mut WriteTx<'_>, kept: &Kept) -> Result<()> {
    if let Some(file) = &kept.file {
        tx.execute(
            "INSERT INTO result_file VALUES (?1, ?2)",
            params![file.sha256, kept.id],
        )?;
    }
    put(tx, kept, "attach")
}

/// Says that a newer result of the same kind and holder has taken its place.
pub(crate) fn replace(tx: &mut WriteTx<'_>, id: &str, by: &str, why: &str) -> Result<Kept> {
    let mut kept = stored(tx, id)?;
    let newer = stored(tx, by)?;
    let theirs = crate::link::numbers(tx, &kept.holder.id)?;
    if newer.id == kept.id
        || newer.kind != kept.kind
        || newer.holder.organisation != kept.holder.organisation
        || !theirs.contains(&newer.holder.id)
        || newer.standing != Standing::Valid
    {
        return Err(Fault::new(
            Code::BadMove,
            "Chỉ một kết quả khác cùng loại, của cùng người và còn giá trị mới thay được kết quả này.",
        ));
    }
    if kept.standing != Standing::Valid {
        return Err(Fault::new(
            Code::BadMove,
            "Kết quả này đã bị thu hồi hoặc đã được thay từ trước.",
        ));
    }
    kept.standing = Standing::Replaced {
        by: newer.id.clone(),
    };
    put(tx, &kept, "replace")?;
    happened(tx, id, "replaced", Some(&format!("{}; {why}", newer.id)))?;
    Ok(kept)
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
        &json!({ "standing": kept.standing, "file": kept.file }),
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
