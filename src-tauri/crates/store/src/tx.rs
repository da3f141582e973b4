//! What a closure of `Store::read` or `Store::write` holds: statements, never the connection.

use crate::actor::Actor;
use crate::device::Device;
use crate::guard::{Guard, Whose};
use crate::log::{self, Change, Entry};
use crate::sentence::{OrSqlFault, internal};
use chrono::NaiveDateTime;
use motcua_fault::Result;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};
use serde::Serialize;
use std::fmt::Display;
use std::ops::Deref;

/// A view of the file at one moment: everything read through it belongs together.
///
/// Statements are cached by their text: keep the text constant and bind what varies.
pub struct ReadTx<'c> {
    pub(crate) connection: &'c Connection,
}

impl ReadTx<'_> {
    /// After a full disk SQLite may have ended the transaction; a statement now would stand alone.
    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        if self.connection.is_autocommit() {
            return Err(internal("the transaction has ended"));
        }
        self.connection.prepare_cached(sql).or_sql_fault()
    }

    /// The one row there must be.
    ///
    /// # Errors
    /// [`motcua_fault::Code::Internal`] when there is none or the row is not as `map` expects.
    pub fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.prepare(sql)?.query_row(params, map).or_sql_fault()
    }

    /// The first row, if any.
    pub fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        self.prepare(sql)?
            .query_row(params, map)
            .optional()
            .or_sql_fault()
    }

    /// All rows.
    pub fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.prepare(sql)?
            .query_map(params, map)
            .or_sql_fault()?
            .collect::<rusqlite::Result<_>>()
            .or_sql_fault()
    }

    /// Row by row, for what need not be in memory at once. `each` may refuse with its own fault.
    pub fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut each: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(params).or_sql_fault()?;
        while let Some(row) = rows.next().or_sql_fault()? {
            each(row)?;
        }
        Ok(())
    }

    /// The value of a setting, `None` when it was never set.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        crate::setting::get(self.connection, key)
    }

    /// This machine's id, a version 7 UUID; a new one after a restore.
    pub fn device_id(&self) -> Result<String> {
        Device::here(self.connection)?
            .map(|device| device.id)
            .ok_or_else(|| internal("no device"))
    }

    /// The change log of one device after line `seq`, in order, at most `limit` lines.
    pub fn changes_after(&self, device_id: &str, seq: i64, limit: usize) -> Result<Vec<Change>> {
        log::after(self.connection, device_id, seq, limit)
    }

    /// Lines of the log about one table that a restore left behind: they happened, papers may be
    /// out, and the tables here know nothing of them. Their numbers must not be given again.
    pub fn changes_left_behind(&self, table: &str) -> Result<Vec<Change>> {
        log::left_behind(self.connection, table)
    }

    /// What was logged about one row, oldest first.
    pub fn changes_of(&self, table: &str, row: impl Display) -> Result<Vec<Change>> {
        log::of_row(self.connection, table, &row.to_string())
    }
}

/// A write transaction. It reads what it has written; it ends when the closure does.
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
    guard: &'c Guard,
    actor: &'c Actor,
    now: NaiveDateTime,
    pub(crate) device: Device,
    pub(crate) logged: u64,
    /// Row changes that were taken back by a failed attempt; SQLite's count still has them.
    undone: u64,
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}

impl<'c> WriteTx<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        guard: &'c Guard,
        actor: &'c Actor,
        now: NaiveDateTime,
        device: Device,
    ) -> Self {
        Self {
            read: ReadTx { connection },
            guard,
            actor,
            now,
            device,
            logged: 0,
            undone: 0,
        }
    }

    /// Runs one statement; how many rows it changed.
    ///
    /// # Errors
    /// [`motcua_fault::Code::Internal`] for a broken constraint, and for what a write may not do:
    /// begin or end transactions, change tables, touch this crate's own tables.
    pub fn execute(&mut self, sql: &str, params: impl Params) -> Result<usize> {
        self.prepare(sql)?.execute(params).or_sql_fault()
    }

    /// Runs one `INSERT`; the rowid of the new row.
    ///
    /// # Errors
    /// As [`WriteTx::execute`].
    pub fn insert(&mut self, sql: &str, params: impl Params) -> Result<i64> {
        self.prepare(sql)?.insert(params).or_sql_fault()
    }

    /// Appends a line to the change log; its number. `body` is kept as JSON for ever and shared
    /// with the hub: no keys, no passwords.
    pub fn log(
        &mut self,
        table: &str,
        row: impl Display,
        action: &str,
        body: &impl Serialize,
    ) -> Result<i64> {
        let body = serde_json::to_string(body).map_err(internal)?;
        let entry = Entry {
            at: self.now,
            actor: self.actor,
            table,
            row: &row.to_string(),
            action,
            body: &body,
        };
        let connection = self.read.connection;
        if connection.is_autocommit() {
            return Err(internal("the transaction has ended"));
        }
        let device = &mut self.device;
        self.guard
            .during(Whose::Ours, || log::append(connection, device, &entry))?;
        self.logged += 1;
        Ok(self.device.seq)
    }

    /// Sets a setting and logs it, value and all: not the place for a secret.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        let connection = self.read.connection;
        self.guard
            .during(Whose::Ours, || crate::setting::set(connection, key, value))?;
        self.log(
            "setting",
            key,
            "set",
            &serde_json::json!({ "value": value }),
        )?;
        Ok(())
    }

    /// Tries something that may be refused without giving up the whole write: on `Err` what
    /// `work` wrote and logged is undone and the transaction goes on.
    pub fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let before = (self.device.clone(), self.logged);
        let changed = self.changed();
        self.ours("SAVEPOINT attempt")?;
        match work(self) {
            Ok(value) => {
                self.ours("RELEASE attempt")?;
                Ok(value)
            }
            Err(fault) => {
                self.ours("ROLLBACK TO attempt; RELEASE attempt")?;
                (self.device, self.logged) = before;
                self.undone += self.changed() - changed;
                Err(fault)
            }
        }
    }

    /// How many row changes this connection made and did not take back.
    pub(crate) fn changed(&self) -> u64 {
        self.connection.total_changes() - self.undone
    }

    /// Who writes.
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The time of this write, as given to `Store::write`; local.
    pub fn now(&self) -> NaiveDateTime {
        self.now
    }

    fn ours(&self, sql: &str) -> Result<()> {
        // Without a transaction a savepoint would begin one of its own.
        if self.connection.is_autocommit() {
            return Err(internal("the transaction has ended"));
        }
        self.guard
            .during(Whose::Ours, || self.read.connection.execute_batch(sql))
            .or_sql_fault()
    }
}
