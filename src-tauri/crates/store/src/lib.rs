//! The office's SQLite file: open, migrate, one way to write, change log, backup.
//!
//! A general room: it knows SQLite and nothing of dossiers. The crates above bring their tables as
//! [`Migration`]s and reach them through [`Store::read`] and [`Store::write`] only.
//!
//! What holds here and is tested:
//! - [`Store::write`] is the only write transaction, and what it changes is in the change log of
//!   the same transaction or is not there at all.
//! - `synchronous=FULL` on a bundled SQLite of at least 3.51.3: what `write` returned is on disk.
//! - A file that is damaged, newer or somebody else's is refused and left byte for byte as it was.
//! - Every SQLite error reaches the caller as a [`motcua_fault::Fault`] with a Vietnamese sentence.
//!
//! Times are local (Asia/Ho_Chi_Minh, +07:00, no daylight saving) and come as arguments.

mod actor;
mod aside;
mod backup;
mod column;
mod copy;
mod device;
mod guard;
mod library;
mod log;
mod migrate;
mod notice;
mod open;
mod pragma;
mod presence;
mod restore;
mod sentence;
mod setting;
mod store;
mod tx;

pub use actor::Actor;
pub use aside::Aside;
pub use backup::BackupInfo;
pub use column::{Day, Json, Moment};
pub use log::{Change, LogFault};
pub use migrate::Migration;
pub use notice::{Notice, NoticeKind};
pub use restore::RestoreInfo;
pub use rusqlite;
pub use sentence::{OrSqlFault, sql_fault};
pub use store::Store;
pub use tx::{ReadTx, WriteTx};
