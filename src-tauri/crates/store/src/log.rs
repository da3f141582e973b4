//! The change log: who changed what, when, in an order nobody can rewrite unseen.
//!
//! Each device has its own chain, numbered from 1 without gaps. A line's hash is SHA-256 over all
//! its other columns and the hash of the line before it, so a changed, removed, added or swapped
//! line breaks the chain from there on.

use crate::actor::Actor;
use crate::column::{moment_of, moment_text};
use crate::device::Device;
use crate::migrate::Migration;
use crate::sentence::OrSqlFault;
use chrono::NaiveDateTime;
use motcua_fault::Result;
use rusqlite::{Connection, Row};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// SQL of the two triggers that let rows of a table be added but never changed or removed: a
/// literal, to stand in a `concat!` beside the table's own SQL.
///
/// ```
/// const SQL: &str = concat!(
///     "CREATE TABLE dossier_event (id INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT;",
///     motcua_store::append_only!("dossier_event"),
/// );
/// ```
#[macro_export]
macro_rules! append_only {
    ($table:literal) => {
        concat!(
            "CREATE TRIGGER ",
            $table,
            "_not_updated BEFORE UPDATE ON ",
            $table,
            " BEGIN SELECT RAISE(ABORT, '",
            $table,
            " is append-only'); END;",
            "CREATE TRIGGER ",
            $table,
            "_not_deleted BEFORE DELETE ON ",
            $table,
            " BEGIN SELECT RAISE(ABORT, '",
            $table,
            " is append-only'); END;",
        )
    };
}

pub(crate) const MIGRATION: Migration = Migration {
    table: "change_log",
    version: 1,
    sql: concat!(
        "CREATE TABLE change_log (
            device_id TEXT NOT NULL,
            seq       INTEGER NOT NULL,
            at        TEXT NOT NULL,
            clerk     TEXT NOT NULL,
            counter   INTEGER NOT NULL,
            tbl       TEXT NOT NULL,
            row       TEXT NOT NULL,
            action    TEXT NOT NULL,
            body      TEXT NOT NULL,
            prev_hash BLOB NOT NULL,
            hash      BLOB NOT NULL,
            PRIMARY KEY (device_id, seq)
        ) STRICT;
        CREATE INDEX change_log_row ON change_log (tbl, row);",
        append_only!("change_log"),
    ),
};

pub(crate) const COLUMNS: &str =
    "device_id, seq, at, clerk, counter, tbl, row, action, body, prev_hash, hash";

/// One line of the change log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The machine that wrote it, a version 7 UUID.
    pub device_id: String,
    /// Its number on that machine, from 1 without gaps.
    pub seq: i64,
    /// Local time by that machine's clock.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: Actor,
    /// The table changed.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// What was done, a word of the consumer's.
    pub action: String,
    /// What the consumer said of it, JSON text exactly as hashed.
    pub body: String,
    /// The line's hash, 32 bytes.
    #[serde(serialize_with = "as_hex")]
    pub hash: [u8; 32],
}

fn as_hex<S: serde::Serializer>(hash: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex::encode(hash))
}

/// A line that cannot be as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogFault {
    /// The machine whose chain is broken.
    pub device_id: String,
    /// The line, 0 when it is the chain's end that is wrong.
    pub seq: i64,
    /// What is wrong with it, Vietnamese.
    pub what: String,
}

/// What a new line says, before it has its place in the chain.
pub(crate) struct Entry<'a> {
    pub(crate) at: NaiveDateTime,
    pub(crate) actor: &'a Actor,
    pub(crate) table: &'a str,
    pub(crate) row: &'a str,
    pub(crate) action: &'a str,
    pub(crate) body: &'a str,
}

/// Adds a line to this device's chain and moves its head; the caller saves the device.
pub(crate) fn append(
    connection: &Connection,
    device: &mut Device,
    entry: &Entry<'_>,
) -> Result<()> {
    let seq = device.seq + 1;
    let at = moment_text(entry.at);
    let hash = hash_of(&Columns {
        device_id: device.id.as_bytes(),
        seq,
        at: at.as_bytes(),
        clerk: entry.actor.clerk.as_bytes(),
        counter: i64::from(entry.actor.counter),
        table: entry.table.as_bytes(),
        row: entry.row.as_bytes(),
        action: entry.action.as_bytes(),
        body: entry.body.as_bytes(),
        prev_hash: &device.hash,
    });
    connection
        .prepare_cached(&format!(
            "INSERT INTO change_log ({COLUMNS}) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
        ))
        .or_sql_fault()?
        .execute((
            &device.id,
            seq,
            &at,
            &entry.actor.clerk,
            entry.actor.counter,
            entry.table,
            entry.row,
            entry.action,
            entry.body,
            device.hash,
            hash,
        ))
        .or_sql_fault()?;
    device.seq = seq;
    device.hash = hash;
    Ok(())
}

/// Every line after `seq` of one device, in order, at most `limit`.
pub(crate) fn after(
    connection: &Connection,
    device_id: &str,
    seq: i64,
    limit: usize,
) -> Result<Vec<Change>> {
    select(
        connection,
        "change_log WHERE device_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        (device_id, seq, i64::try_from(limit).unwrap_or(i64::MAX)),
    )
}

/// Every line about one row, oldest first as this file received them.
pub(crate) fn of_row(connection: &Connection, table: &str, row: &str) -> Result<Vec<Change>> {
    select(
        connection,
        "change_log WHERE tbl = ?1 AND row = ?2 ORDER BY rowid",
        (table, row),
    )
}

/// Lines about one table that a restore left behind, in the order they were written.
pub(crate) fn left_behind(connection: &Connection, table: &str) -> Result<Vec<Change>> {
    select(
        connection,
        "change_left_behind WHERE tbl = ?1 ORDER BY rowid",
        [table],
    )
}

fn select(
    connection: &Connection,
    which: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<Change>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM {which}"))
        .or_sql_fault()?
        .query_map(params, change)
        .or_sql_fault()?
        .collect::<rusqlite::Result<_>>()
        .or_sql_fault()
}

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    Ok(Change {
        device_id: row.get(0)?,
        seq: row.get(1)?,
        at: row.get::<_, crate::Moment>(2)?.0,
        actor: Actor::new(row.get::<_, String>(3)?, row.get(4)?),
        table: row.get(5)?,
        row: row.get(6)?,
        action: row.get(7)?,
        body: row.get(8)?,
        hash: row.get(10)?,
    })
}

/// Walks every chain from its first line to its head. Empty: the log is as it was written.
pub(crate) fn verify(connection: &Connection) -> Result<Vec<LogFault>> {
    let mut walk = Walk::default();
    let mut statement = connection
        .prepare(&format!(
            "SELECT {COLUMNS} FROM change_log ORDER BY device_id, seq"
        ))
        .or_sql_fault()?;
    let mut rows = statement.query([]).or_sql_fault()?;
    while let Some(row) = rows.next().or_sql_fault()? {
        walk.step(row).or_sql_fault()?;
    }
    let mut heads = connection
        .prepare("SELECT device_id, last_seq, last_hash FROM device")
        .or_sql_fault()?;
    let mut rows = heads.query([]).or_sql_fault()?;
    while let Some(row) = rows.next().or_sql_fault()? {
        walk.head(row).or_sql_fault()?;
    }
    Ok(walk.finish())
}

/// One chain's end, as walked so far.
struct End {
    device_id: Vec<u8>,
    seq: i64,
    hash: Vec<u8>,
}

#[derive(Default)]
struct Walk {
    ends: Vec<End>,
    faults: Vec<LogFault>,
}

impl Walk {
    /// Bytes, not text: what was tampered with need not be valid text any more.
    fn step(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let bytes = |column: usize| -> rusqlite::Result<&[u8]> {
            row.get_ref(column)?.as_bytes().map_err(Into::into)
        };
        let device_id = bytes(0)?;
        if self
            .ends
            .last()
            .is_none_or(|end| end.device_id != device_id)
        {
            self.ends.push(End {
                device_id: device_id.to_vec(),
                seq: 0,
                hash: vec![0; 32],
            });
        }
        let Some(end) = self.ends.last_mut() else {
            return Ok(());
        };
        let columns = Columns {
            device_id,
            seq: row.get(1)?,
            at: bytes(2)?,
            clerk: bytes(3)?,
            counter: row.get(4)?,
            table: bytes(5)?,
            row: bytes(6)?,
            action: bytes(7)?,
            body: bytes(8)?,
            prev_hash: bytes(9)?,
        };
        let hash = bytes(10)?;
        let what = if columns.seq != end.seq + 1 {
            Some(format!(
                "Nhật ký thiếu dòng: sau dòng {} là dòng {}.",
                end.seq, columns.seq
            ))
        } else if columns.prev_hash != end.hash {
            Some("Dòng này không nối với dòng trước: dòng trước đã bị thay.".to_owned())
        } else if hash != hash_of(&columns) {
            Some("Nội dung dòng này đã bị sửa sau khi ghi.".to_owned())
        } else if std::str::from_utf8(columns.at)
            .ok()
            .is_none_or(|at| moment_of(at).is_err())
        {
            Some("Thời điểm của dòng này không đọc được.".to_owned())
        } else {
            None
        };
        end.seq = columns.seq;
        end.hash = hash.to_vec();
        if let Some(what) = what {
            self.faults.push(fault(device_id, columns.seq, what));
        }
        Ok(())
    }

    /// Compares a chain's end with the head its device kept.
    fn head(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let device_id = row.get_ref(0)?.as_bytes()?;
        let seq: i64 = row.get(1)?;
        let hash = row.get_ref(2)?.as_bytes()?;
        let at = self.ends.iter().position(|end| end.device_id == device_id);
        let whole = match at.map(|at| self.ends.swap_remove(at)) {
            Some(end) => end.seq == seq && end.hash == hash,
            None => seq == 0,
        };
        if !whole {
            self.faults.push(fault(
                device_id,
                0,
                format!("Cuối nhật ký không khớp: máy đã ghi đến dòng {seq}."),
            ));
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<LogFault> {
        for stray in &self.ends {
            self.faults.push(fault(
                &stray.device_id,
                0,
                "Nhật ký có dòng của một máy không được ghi nhận.".to_owned(),
            ));
        }
        self.faults
    }
}

fn fault(device_id: &[u8], seq: i64, what: String) -> LogFault {
    LogFault {
        device_id: String::from_utf8_lossy(device_id).into_owned(),
        seq,
        what,
    }
}

/// All columns that are hashed.
struct Columns<'a> {
    device_id: &'a [u8],
    seq: i64,
    at: &'a [u8],
    clerk: &'a [u8],
    counter: i64,
    table: &'a [u8],
    row: &'a [u8],
    action: &'a [u8],
    body: &'a [u8],
    prev_hash: &'a [u8],
}

/// The canonical encoding: a name for it, then each column, text with its length before it so
/// that no two lines share an encoding.
fn hash_of(line: &Columns<'_>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"motcua change log 1\n");
    let mut text = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    text(line.device_id);
    text(&line.seq.to_le_bytes());
    text(line.at);
    text(line.clerk);
    text(&line.counter.to_le_bytes());
    text(line.table);
    text(line.row);
    text(line.action);
    text(line.body);
    text(line.prev_hash);
    hasher.finalize().into()
}
