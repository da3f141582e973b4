//! How a connection is set up.

use crate::guard::Guard;
use crate::sentence::{OrSqlFault, internal};
use motcua_fault::Result;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a statement waits for another process before [`motcua_fault::Code::Busy`].
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// `MC26` as bytes: what the first 100 bytes of every file of ours say.
pub(crate) const APPLICATION_ID: i32 = 0x4d43_3236;

/// SQLite's own name for the file in memory; each store has its own.
const MEMORY: &str = "file:/motcua-";

/// Where a store's connections lead.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// A file on disk.
    File(std::path::PathBuf),
    /// A name in SQLite's shared memory, for tests.
    Memory(String),
}

impl Place {
    pub(crate) fn memory(id: uuid::Uuid) -> Self {
        Self::Memory(format!("{MEMORY}{id}?vfs=memdb"))
    }

    fn name(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Memory(uri) => Path::new(uri),
        }
    }

    fn open(&self, mut flags: OpenFlags) -> Result<Connection> {
        flags |= OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // A path is taken as it is; only the name in memory is a URI.
        if let Self::Memory(_) = self {
            flags |= OpenFlags::SQLITE_OPEN_URI;
        }
        let connection = Connection::open_with_flags(self.name(), flags).or_sql_fault()?;
        connection.busy_timeout(PATIENCE).or_sql_fault()?;
        connection.set_prepared_statement_cache_capacity(128);
        for (switch, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        ] {
            connection.set_db_config(switch, on).or_sql_fault()?;
        }
        Ok(connection)
    }

    /// The writing connection, before the file is known to be ours: nothing is changed by opening.
    pub(crate) fn open_writer(&self) -> Result<(Connection, Guard)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = self.open(flags)?;
        // Until the file has been judged, closing must not move the WAL into it.
        keep_wal_on_close(&connection, true)?;
        let guard = Guard::post(&mut connection).or_sql_fault()?;
        Ok((connection, guard))
    }

    /// A connection that can only read.
    pub(crate) fn open_reader(&self) -> Result<Connection> {
        let connection = self.open_plain_reader()?;
        connection
            .pragma_update(None, "query_only", true)
            .or_sql_fault()?;
        Ok(connection)
    }

    /// A reader that may still `VACUUM INTO` another file, which `query_only` forbids.
    pub(crate) fn open_plain_reader(&self) -> Result<Connection> {
        let connection = self.open(OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        // A read-only connection could otherwise write to another file it attaches.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false)
            .or_sql_fault()?;
        Ok(connection)
    }
}

/// With `true`, closing the last connection leaves the WAL where it is.
pub(crate) fn keep_wal_on_close(connection: &Connection, keep: bool) -> Result<()> {
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)
        .or_sql_fault()?;
    Ok(())
}

/// The writing connection, once the file is ours.
pub(crate) fn set_up_writer(connection: &Connection, place: &Place) -> Result<()> {
    let wanted = match place {
        Place::File(_) => "wal",
        Place::Memory(_) => "memory",
    };
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", wanted, |row| row.get(0))
        .or_sql_fault()?;
    if mode != wanted {
        return Err(internal(format!("journal_mode is {mode}, not {wanted}")));
    }
    // FULL: `COMMIT` returns after the disk has it; a receipt is printed on that word.
    connection
        .pragma_update(None, "synchronous", "FULL")
        .or_sql_fault()?;
    connection
        .pragma_update(None, "foreign_keys", true)
        .or_sql_fault()?;
    // Without it `INSERT OR REPLACE` would delete a row past the append-only trigger.
    connection
        .pragma_update(None, "recursive_triggers", true)
        .or_sql_fault()?;
    Ok(())
}

pub(crate) fn number(connection: &Connection, name: &str) -> Result<i32> {
    connection
        .pragma_query_value(None, name, |row| row.get(0))
        .or_sql_fault()
}
