//! Which machine writes, and where its part of the change log ends.
//!
//! The head of the chain is kept here as well as in the log itself: lines cut off the log's end
//! would otherwise leave no trace.

use crate::column::Moment;
use crate::migrate::Migration;
use crate::sentence::OrSqlFault;
use chrono::{NaiveDateTime, TimeDelta};
use motcua_fault::Result;
use rusqlite::{Connection, OptionalExtension};
use uuid::{Timestamp, Uuid};

pub(crate) const MIGRATION: Migration = Migration {
    table: "device",
    version: 1,
    sql: "
        CREATE TABLE device (
            device_id     TEXT PRIMARY KEY,
            created_at    TEXT NOT NULL,
            here          INTEGER NOT NULL CHECK (here IN (0, 1)),
            last_seq      INTEGER NOT NULL,
            last_hash     BLOB NOT NULL CHECK (length(last_hash) = 32),
            last_known_at TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX device_here ON device (here) WHERE here = 1;
    ",
};

/// This device's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
    /// The latest time this device has recorded.
    pub(crate) last_known_at: NaiveDateTime,
}

impl Device {
    /// A device that has written nothing. Its id sorts by the time it was made.
    pub(crate) fn create(connection: &Connection, now: NaiveDateTime) -> Result<Self> {
        let fresh = Self {
            id: new_id(now).to_string(),
            seq: 0,
            hash: [0; 32],
            last_known_at: now,
        };
        connection
            .execute("UPDATE device SET here = 0 WHERE here = 1", [])
            .or_sql_fault()?;
        connection
            .execute(
                "INSERT INTO device VALUES (?1, ?2, 1, ?3, ?4, ?2)",
                (&fresh.id, Moment(now), fresh.seq, fresh.hash),
            )
            .or_sql_fault()?;
        Ok(fresh)
    }

    /// This machine, if it has been named.
    pub(crate) fn here(connection: &Connection) -> Result<Option<Self>> {
        connection
            .prepare_cached(
                "SELECT device_id, last_seq, last_hash, last_known_at FROM device WHERE here = 1",
            )
            .or_sql_fault()?
            .query_row([], |row| {
                Ok(Self {
                    id: row.get(0)?,
                    seq: row.get(1)?,
                    hash: row.get(2)?,
                    last_known_at: row.get::<_, Moment>(3)?.0,
                })
            })
            .optional()
            .or_sql_fault()
    }

    /// Keeps the head of the chain and the latest time.
    pub(crate) fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "UPDATE device SET last_seq = ?2, last_hash = ?3, last_known_at = ?4
                 WHERE device_id = ?1",
            )
            .or_sql_fault()?
            .execute((&self.id, self.seq, self.hash, Moment(self.last_known_at)))
            .or_sql_fault()?;
        Ok(())
    }
}

/// A version 7 UUID of that moment.
pub(crate) fn new_id(now: NaiveDateTime) -> Uuid {
    // Việt Nam is UTC+7 all year.
    let utc = (now - TimeDelta::hours(7)).and_utc();
    let seconds = u64::try_from(utc.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix_time(
        seconds,
        utc.timestamp_subsec_nanos(),
        0,
        0,
    ))
}
