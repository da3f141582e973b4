//! The way back: a backup takes the file's place, and what the file had besides is not lost.
//!
//! The restored file gets a new device id. Under the old one it would number its lines again from
//! where the backup ends, and the hub and other counters would see two truths under one number.

use crate::actor::Actor;
use crate::backup::bad;
use crate::copy::{
    free_name, full_check, remove_if_there, sync_folder_of, with_suffix, write_copy,
};
use crate::device::Device;
use crate::log::{self, Entry};
use crate::migrate::{self, Migration, Schema, Standing};
use crate::pragma::{Place, keep_wal_on_close};
use crate::presence::Presence;
use crate::sentence::{OrSqlFault, file_fault, internal};
use crate::store::Store;
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Lines of the log that the replaced file had and the backup has not. They wait here to be sent
/// to the hub and to keep numbers from being given twice.
pub(crate) const MIGRATION: Migration = Migration {
    table: "change_left_behind",
    version: 1,
    sql: "CREATE TABLE change_left_behind (
              device_id TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL,
              clerk TEXT NOT NULL, counter INTEGER NOT NULL, tbl TEXT NOT NULL,
              row TEXT NOT NULL, action TEXT NOT NULL, body TEXT NOT NULL,
              prev_hash BLOB NOT NULL, hash BLOB NOT NULL,
              PRIMARY KEY (device_id, seq, hash)
          ) STRICT;
          CREATE INDEX change_left_behind_row ON change_left_behind (tbl, row);",
};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestoreInfo {
    /// The file that now is the office's, absolute.
    pub path: PathBuf,
    /// Where the file it replaced was put, if there was one.
    pub kept_aside: Option<PathBuf>,
    /// The last time recorded in the backup.
    pub last_known_at: NaiveDateTime,
    /// How many lines of the log the replaced file had and the backup has not; `None` when it
    /// could not be read to the end, or there was none.
    pub left_behind: Option<u64>,
    /// The machine's new id.
    pub device_id: String,
}

impl Store {
    /// Puts the backup `from` in the place of the office's file `to`, which nobody may have open
    /// (not even the caller: drop the store first). The replaced file is kept beside as
    /// `<name>.before-restore-<time>.sqlite`. An older backup is migrated when it is next opened.
    ///
    /// The log gets a line `restore`/`file`/`restored` with what [`RestoreInfo`] says.
    ///
    /// # Errors
    /// Nothing is changed. `BadFile` (not there, not ours), `NewerFile`, `Damaged` (the backup),
    /// `Busy` (`to` is open), `DiskFull`, `NoAccess`.
    pub fn restore(
        from: &Path,
        to: &Path,
        schema: &[Migration],
        now: NaiveDateTime,
    ) -> Result<RestoreInfo> {
        let from = fs::canonicalize(from).map_err(|cause| {
            bad(format!(
                "Không đọc được bản sao lưu {}. Hãy kiểm tra tên tệp và ổ đĩa.",
                from.display()
            ))
            .because(cause)
        })?;
        let to = std::path::absolute(to).map_err(|cause| file_fault(&cause, to))?;
        if fs::canonicalize(&to).is_ok_and(|to| to == from) {
            return Err(bad(
                "Bản sao lưu và tệp dữ liệu đang dùng là một. Hãy chọn bản sao lưu khác."
                    .to_owned(),
            ));
        }
        let backup = Place::File(from.clone());
        examine(&backup, &from, &Schema::collect(schema)?)?;

        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|cause| file_fault(&cause, folder))?;
        }
        let _alone = Presence::arrive_alone(&to)?;
        let next = with_suffix(&to, ".restoring");
        remove_if_there(&next)?;
        let done = write_copy(&backup, &next).and_then(|()| {
            let mut info = prepare(&next, &to, now)?;
            info.kept_aside = put_aside(&to, now)?;
            fs::rename(&next, &to).map_err(|cause| file_fault(&cause, &to))?;
            sync_folder_of(&to)?;
            tracing::warn!(from = %from.display(), left_behind = ?info.left_behind, "restored");
            Ok(info)
        });
        if done.is_err() {
            // Best effort: the fault to tell is the first one.
            let _ = fs::remove_file(&next);
        }
        done
    }
}

/// Refuses what would not do, before anything is touched.
fn examine(backup: &Place, from: &Path, schema: &Schema) -> Result<()> {
    let judged = backup.open_reader().and_then(|connection| {
        if let Standing::Fresh = migrate::judge(&connection, schema)? {
            return Err(bad(format!(
                "{} là tệp trống, không phải bản sao lưu. Hãy chọn bản sao lưu khác.",
                from.display()
            )));
        }
        let mut faults = full_check(&connection)?;
        faults.extend(
            log::verify(&connection)?
                .into_iter()
                .map(|fault| format!("{} {}: {}", fault.device_id, fault.seq, fault.what)),
        );
        match faults.as_slice() {
            [] => Ok(()),
            faults => Err(Fault::new(Code::Damaged, "").because(faults.join("; "))),
        }
    });
    judged.map_err(|fault| match fault.code {
        Code::Damaged => Fault {
            message: format!(
                "Bản sao lưu {} bị hỏng hoặc đã bị sửa nên không dùng; dữ liệu hiện có chưa bị thay đổi. Hãy chọn bản sao lưu khác.",
                from.display()
            ),
            ..fault
        },
        _ => fault,
    })
}

/// Makes the copy the office's next file: new device, what was left behind, a line in the log.
fn prepare(next: &Path, old: &Path, now: NaiveDateTime) -> Result<RestoreInfo> {
    let (mut connection, _guard) = Place::File(next.to_owned()).open_writer()?;
    connection
        .pragma_update(None, "synchronous", "FULL")
        .or_sql_fault()?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .or_sql_fault()?;
    let before = Device::here(&transaction)?.ok_or_else(|| internal("no device"))?;
    let left_behind = if old.exists() {
        // A file too damaged to read to its end is why people restore: go on without.
        carry_over(old, &transaction).ok()
    } else {
        None
    };
    let mut device = Device::create(&transaction, now)?;
    let said = serde_json::json!({
        "backup_device": before.id,
        "backup_seq": before.seq,
        "backup_last_known_at": before.last_known_at,
        "left_behind": left_behind,
    });
    let entry = Entry {
        at: now,
        actor: &Actor::program(),
        table: "restore",
        row: "file",
        action: "restored",
        body: &said.to_string(),
    };
    log::append(&transaction, &mut device, &entry)?;
    device.last_known_at = before.last_known_at.max(now);
    device.save(&transaction)?;
    transaction.commit().or_sql_fault()?;
    Ok(RestoreInfo {
        path: old.to_owned(),
        kept_aside: None,
        last_known_at: before.last_known_at,
        left_behind,
        device_id: device.id,
    })
}

/// Copies the lines of the old file's log that the new one has not; how many.
fn carry_over(old: &Path, next: &Connection) -> Result<u64> {
    let old = Place::File(old.to_owned()).open_reader()?;
    let mut insert = next
        .prepare(
            "INSERT OR IGNORE INTO change_left_behind
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
             WHERE NOT EXISTS (SELECT 1 FROM change_log WHERE device_id = ?1 AND seq = ?2 AND hash = ?11)",
        )
        .or_sql_fault()?;
    let mut count = 0;
    for table in ["change_log", "change_left_behind"] {
        let mut select = old
            .prepare(&format!(
                "SELECT {} FROM {table} ORDER BY device_id, seq",
                log::COLUMNS
            ))
            .or_sql_fault()?;
        let mut rows = select.query([]).or_sql_fault()?;
        while let Some(row) = rows.next().or_sql_fault()? {
            let columns: Vec<Value> = (0..11)
                .map(|column| row.get(column))
                .collect::<rusqlite::Result<_>>()
                .or_sql_fault()?;
            let added = insert
                .execute(rusqlite::params_from_iter(columns))
                .or_sql_fault()?;
            count += added as u64;
        }
    }
    Ok(count)
}

/// Gives the old file a second name, and takes its WAL from under the first: a WAL left there
/// would be read into the new file. The first name is never without a file.
fn put_aside(old: &Path, now: NaiveDateTime) -> Result<Option<PathBuf>> {
    if !old.exists() {
        return Ok(None);
    }
    let aside = free_name(old, "before-restore", now);
    // A healthy file takes its WAL in as it closes; a damaged one keeps it, beside its new name.
    let _ = close_cleanly(old);
    for end in ["-wal", "-shm"] {
        let left = with_suffix(old, end);
        if left.exists() {
            let there = with_suffix(&aside, end);
            fs::rename(&left, &there).map_err(|cause| file_fault(&cause, &there))?;
        }
    }
    if fs::hard_link(old, &aside).is_err() {
        // FAT has no second names: copy, and make the copy last.
        fs::copy(old, &aside)
            .and_then(|_| File::options().write(true).open(&aside)?.sync_all())
            .map_err(|cause| file_fault(&cause, &aside))?;
    }
    sync_folder_of(&aside)?;
    Ok(Some(aside))
}

fn close_cleanly(old: &Path) -> Result<()> {
    let (connection, _guard) = Place::File(old.to_owned()).open_writer()?;
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .or_sql_fault()?;
    keep_wal_on_close(&connection, false)
}
