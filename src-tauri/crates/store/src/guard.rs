//! What a statement may do on the writing connection, decided by SQLite as it prepares it.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Whose statement is being prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Whose {
    /// This crate's: anything.
    Ours,
    /// Inside `Store::write`: rows of the consumers' tables, nothing else.
    Writer,
    /// A migration: tables too, but it may not end the transaction it runs in.
    Migration,
}

/// The switch; a clone turns the same one.
#[derive(Debug, Clone)]
pub(crate) struct Guard(Arc<AtomicU8>);

/// Tables only this crate writes. `setting` is written through `set_setting`, which logs.
pub(crate) const OURS: [&str; 5] = [
    "change_log",
    "change_left_behind",
    "device",
    "migration",
    "setting",
];

/// Pragmas that only look, though they take an argument; `ALTER TABLE` itself asks the last two.
const LOOKING: [&str; 9] = [
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "foreign_key_check",
    "foreign_key_list",
    "quick_check",
    "integrity_check",
];

impl Guard {
    /// Stands at the connection's door, letting everything through until told otherwise.
    pub(crate) fn post(connection: &mut Connection) -> Result<Self> {
        let switch = Arc::new(AtomicU8::new(Whose::Ours as u8));
        let seen = Arc::clone(&switch);
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            let allowed = match seen.load(Ordering::Relaxed) {
                mode if mode == Whose::Writer as u8 => writer_may(&context),
                mode if mode == Whose::Migration as u8 => migration_may(&context),
                _ => true,
            };
            if allowed {
                Authorization::Allow
            } else {
                Authorization::Deny
            }
        }))?;
        Ok(Self(switch))
    }

    /// Runs `work` with statements judged as `whose`, and puts the switch back whatever happens.
    pub(crate) fn during<T>(&self, whose: Whose, work: impl FnOnce() -> T) -> T {
        struct PutBack<'a>(&'a AtomicU8, u8);
        impl Drop for PutBack<'_> {
            fn drop(&mut self) {
                self.0.store(self.1, Ordering::Relaxed);
            }
        }
        let _put_back = PutBack(&self.0, self.0.swap(whose as u8, Ordering::Relaxed));
        work()
    }
}

fn writer_may(context: &AuthContext<'_>) -> bool {
    match context.action {
        AuthAction::Insert { table_name }
        | AuthAction::Delete { table_name }
        | AuthAction::Update { table_name, .. } => {
            !OURS.contains(&table_name) && !table_name.starts_with("sqlite_")
        }
        AuthAction::Read { .. }
        | AuthAction::Select
        | AuthAction::Function { .. }
        | AuthAction::Recursive => true,
        AuthAction::Pragma {
            pragma_name,
            pragma_value,
        } => pragma_value.is_none() || LOOKING.contains(&pragma_name),
        _ => false,
    }
}

fn migration_may(context: &AuthContext<'_>) -> bool {
    match context.action {
        AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Attach { .. }
        | AuthAction::Detach { .. } => false,
        AuthAction::Pragma {
            pragma_name,
            pragma_value,
        } => pragma_value.is_none() || LOOKING.contains(&pragma_name),
        AuthAction::Insert { table_name }
        | AuthAction::Delete { table_name }
        | AuthAction::Update { table_name, .. } => !OURS.contains(&table_name),
        AuthAction::DropTable { table_name }
        | AuthAction::AlterTable { table_name, .. }
        | AuthAction::DropTrigger { table_name, .. } => !OURS.contains(&table_name),
        _ => true,
    }
}
