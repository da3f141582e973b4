//! The store: one writer, many readers, one file.

use crate::actor::Actor;
use crate::copy::full_check;
use crate::device::{Device, new_id};
use crate::guard::{Guard, Whose};
use crate::log::{self, LogFault};
use crate::migrate::Migration;
use crate::notice::{Notice, NoticeKind};
use crate::open::{Opened, open};
use crate::pragma::Place;
use crate::presence::Presence;
use crate::sentence::{OrSqlFault, internal};
use crate::tx::{ReadTx, WriteTx};
use chrono::{NaiveDateTime, TimeDelta};
use motcua_fault::Result;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

/// Readers kept open between uses; more are opened when needed.
const IDLE_READERS: usize = 4;

/// How far the clock may stand before the last recorded time unremarked.
const CLOCK_SLACK: TimeDelta = TimeDelta::minutes(2);

/// The office's file. Shared between threads by reference; other processes may open it too.
///
/// It keeps the only connection that can write. Fields are dropped in this order: readers cannot
/// put the WAL away, so the writer must be the last connection to close.
pub struct Store {
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Writer>,
    place: Place,
    writing: Mutex<Option<ThreadId>>,
    notices: Mutex<Vec<Notice>>,
    back_is_logged: AtomicBool,
    _presence: Option<Presence>,
}

struct Writer {
    connection: Connection,
    guard: Guard,
}

impl Store {
    /// Opens the file, making or migrating it first. `now` is local time.
    ///
    /// # Errors
    /// The file is left as it was. [`motcua_fault::Code`]: `BadFile` (not ours), `NewerFile`,
    /// `Damaged`, `Busy` (in use by others while it must be migrated), `DiskFull`, `NoAccess`,
    /// `Internal` (a migration that fails).
    pub fn open(path: &Path, schema: &[Migration], now: NaiveDateTime) -> Result<Self> {
        Self::at(Place::File(path.to_owned()), schema, now)
    }

    /// A store that lives as long as this value, for tests. No WAL, no copies.
    ///
    /// # Errors
    /// `Internal` when a migration fails.
    pub fn open_in_memory(schema: &[Migration], now: NaiveDateTime) -> Result<Self> {
        Self::at(Place::memory(new_id(now)), schema, now)
    }

    fn at(place: Place, schema: &[Migration], now: NaiveDateTime) -> Result<Self> {
        let Opened {
            connection,
            guard,
            presence,
            notices,
        } = open(&place, schema, now)?;
        let last_known_at = Device::here(&connection)?
            .ok_or_else(|| internal("no device"))?
            .last_known_at;
        let store = Self {
            readers: Mutex::default(),
            writer: Mutex::new(Writer { connection, guard }),
            place,
            writing: Mutex::default(),
            notices: Mutex::new(notices),
            back_is_logged: AtomicBool::new(false),
            _presence: presence,
        };
        store.compare_clock(last_known_at, now);
        Ok(store)
    }

    /// Reads at one moment of the file, also while somebody writes.
    ///
    /// Inside `write`, read through the `WriteTx`: this sees only what is committed.
    pub fn read<T>(&self, work: impl FnOnce(&ReadTx<'_>) -> Result<T>) -> Result<T> {
        let idle = held(&self.readers).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.place.open_reader()?,
        };
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Deferred)
            .or_sql_fault()?;
        let read = work(&ReadTx {
            connection: &transaction,
        });
        drop(transaction);
        // After an error the connection may know stale things of the file: let it go.
        if read.is_ok() {
            let mut readers = held(&self.readers);
            if readers.len() < IDLE_READERS {
                readers.push(connection);
            }
        }
        read
    }

    /// The only way to write. All of `work` is committed and on disk when this returns `Ok`;
    /// on `Err` nothing is, and later writes work.
    ///
    /// `work` must log what it does with [`WriteTx::log`]. If it changed nothing and logged
    /// nothing, nothing is written. When `now` stands more than two minutes before the last
    /// recorded time the write is done all the same, a line `clock`/`back` goes into the log, and
    /// [`Store::notices`] says so.
    ///
    /// # Errors
    /// `work`'s own; `Internal` for a change that was not logged and for a write inside a write;
    /// `Busy`, `DiskFull`, `NoAccess`, `Damaged`.
    pub fn write<T>(
        &self,
        actor: &Actor,
        now: NaiveDateTime,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut turn = self.take_turn()?;
        let Writer { connection, guard } = &mut *turn.writer;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .or_sql_fault()?;
        let device = Device::here(&transaction)?.ok_or_else(|| internal("no device"))?;
        let last_known_at = device.last_known_at;
        let mut tx = WriteTx::new(&transaction, guard, actor, now, device);

        let back = self.compare_clock(last_known_at, now);
        if back && !self.back_is_logged.load(Ordering::Relaxed) {
            let said = serde_json::json!({ "last_known_at": last_known_at, "now": now });
            let id = tx.device.id.clone();
            tx.log("clock", id, "back", &said)?;
        }
        let logged = tx.logged;
        let changed = tx.changed();
        let value = guard.during(Whose::Writer, || work(&mut tx))?;
        if transaction.is_autocommit() {
            // SQLite gave up the transaction (disk full, I/O) and `work` did not pass it on.
            return Err(internal("the transaction ended inside the write"));
        }
        if tx.logged == logged {
            return if tx.changed() == changed {
                Ok(value)
            } else {
                Err(internal("a write that logged nothing"))
            };
        }
        tx.device.last_known_at = last_known_at.max(now);
        tx.device.save(&transaction)?;
        transaction.commit().or_sql_fault()?;
        self.back_is_logged.store(back, Ordering::Relaxed);
        Ok(value)
    }

    /// A clerk says the clock is right as it is now: times are compared with `now` from here on.
    /// Logged.
    pub fn settle_clock(&self, actor: &Actor, now: NaiveDateTime) -> Result<()> {
        let mut turn = self.take_turn()?;
        let Writer { connection, guard } = &mut *turn.writer;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .or_sql_fault()?;
        let device = Device::here(&transaction)?.ok_or_else(|| internal("no device"))?;
        let said = serde_json::json!({ "last_known_at": device.last_known_at, "now": now });
        let mut tx = WriteTx::new(&transaction, guard, actor, now, device);
        let id = tx.device.id.clone();
        tx.log("clock", id, "settled", &said)?;
        tx.device.last_known_at = now;
        tx.device.save(&transaction)?;
        transaction.commit().or_sql_fault()?;
        self.compare_clock(now, now);
        Ok(())
    }

    /// What a clerk should be told: a clock set back, a power cut survived, a migration done.
    pub fn notices(&self) -> Vec<Notice> {
        held(&self.notices).clone()
    }

    /// Walks the change log from end to end. Empty: every line is as it was written.
    pub fn verify_log(&self) -> Result<Vec<LogFault>> {
        self.read(|tx| log::verify(tx.connection))
    }

    /// Checks every page, index and reference of the file. Empty: nothing found. The lines are
    /// SQLite's own, for the technician.
    pub fn integrity(&self) -> Result<Vec<String>> {
        self.read(|tx| {
            let mut found = full_check(tx.connection)?;
            tx.each("PRAGMA foreign_key_check", [], |row| {
                let table: String = row.get(0).or_sql_fault()?;
                let id: Option<i64> = row.get(1).or_sql_fault()?;
                found.push(format!("foreign key of {table} row {id:?} leads nowhere"));
                Ok(())
            })?;
            Ok(found)
        })
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Whether the clock stands back; keeps one notice for as long as it does.
    fn compare_clock(&self, last_known_at: NaiveDateTime, now: NaiveDateTime) -> bool {
        let back = last_known_at - now > CLOCK_SLACK;
        let mut notices = held(&self.notices);
        let noticed = notices
            .iter()
            .position(|notice| notice.kind == NoticeKind::ClockBack);
        match (noticed, back) {
            (None, true) => {
                tracing::warn!(%last_known_at, %now, "the clock was set back");
                notices.push(Notice::clock_back(last_known_at, now));
            }
            (Some(at), false) => drop(notices.remove(at)),
            _ => {}
        }
        back
    }

    /// Waits for the writer. A write inside a write would wait for itself for ever: refused.
    fn take_turn(&self) -> Result<Turn<'_>> {
        let me = thread::current().id();
        if *held(&self.writing) == Some(me) {
            return Err(internal("a write inside a write"));
        }
        let writer = held(&self.writer);
        *held(&self.writing) = Some(me);
        Ok(Turn {
            writing: &self.writing,
            writer,
        })
    }
}

/// The writer, and the note of whose it is; gives both back.
struct Turn<'a> {
    writing: &'a Mutex<Option<ThreadId>>,
    writer: MutexGuard<'a, Writer>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *held(self.writing) = None;
    }
}

/// A thread that panicked inside left nothing half-done: its transaction rolled back on the way.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
