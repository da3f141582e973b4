//! Settings of the office: a key, a text. Written through [`crate::WriteTx::set_setting`], logged.

use crate::migrate::Migration;
use crate::sentence::OrSqlFault;
use motcua_fault::Result;
use rusqlite::{Connection, OptionalExtension};

pub(crate) const MIGRATION: Migration = Migration {
    table: "setting",
    version: 1,
    sql: "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
};

pub(crate) fn get(connection: &Connection, key: &str) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")
        .or_sql_fault()?
        .query_row([key], |row| row.get(0))
        .optional()
        .or_sql_fault()
}

pub(crate) fn set(connection: &Connection, key: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        )
        .or_sql_fault()?
        .execute([key, value])
        .or_sql_fault()?;
    Ok(())
}
