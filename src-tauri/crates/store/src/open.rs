//! Opening: judge first, change nothing until the file is known to be ours and whole.

use crate::copy::{
    before_migration, forget_old, kept_beside, quick_check, sync_folder_of, with_suffix,
};
use crate::guard::Guard;
use crate::library::require_safe;
use crate::migrate::{self, Migration, Schema, Standing};
use crate::notice::Notice;
use crate::pragma::{PATIENCE, Place, keep_wal_on_close, set_up_writer};
use crate::presence::Presence;
use crate::sentence::{OrSqlFault, busy, file_fault, read_only};
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

/// An open file, ready for one writer.
pub(crate) struct Opened {
    pub(crate) connection: Connection,
    pub(crate) guard: Guard,
    pub(crate) presence: Option<Presence>,
    pub(crate) notices: Vec<Notice>,
}

pub(crate) fn open(place: &Place, theirs: &[Migration], now: NaiveDateTime) -> Result<Opened> {
    require_safe(rusqlite::version_number())?;
    let schema = Schema::collect(theirs)?;
    match place {
        Place::File(path) => open_file(place, path, &schema, now),
        Place::Memory(_) => {
            let (mut connection, guard) = place.open_writer()?;
            set_up_writer(&connection, place)?;
            let steps = migrate::pending(&schema, &Standing::Fresh);
            migrate::apply(&mut connection, &guard, &schema, &steps, now)?;
            Ok(Opened {
                connection,
                guard,
                presence: None,
                notices: Vec::new(),
            })
        }
    }
}

fn open_file(place: &Place, path: &Path, schema: &Schema, now: NaiveDateTime) -> Result<Opened> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|cause| file_fault(&cause, folder))?;
    }
    let mut presence = Presence::arrive(path, PATIENCE)?;
    let wal_left = presence.alone() && size(&with_suffix(path, "-wal")) > 0;
    if size(path) == 0 {
        refuse_if_lost(path, wal_left)?;
    }
    let (mut connection, guard) = place.open_writer()?;
    if connection.is_readonly("main").or_sql_fault()? {
        return Err(read_only(path));
    }
    let standing = judge(&connection, path, schema, wal_left)?;
    keep_wal_on_close(&connection, false)?;

    let mut notices = Vec::new();
    if wal_left {
        tracing::warn!(path = %path.display(), "a WAL was left; the file was checked");
        notices.push(Notice::power_cut(now));
    }
    let steps = migrate::pending(schema, &standing);
    if !steps.is_empty() && !presence.alone() {
        return Err(busy("others have the file open and it must be migrated"));
    }
    set_up_writer(&connection, place)?;
    if !steps.is_empty() {
        let copy = match standing {
            Standing::Fresh => None,
            Standing::Ours(_) => Some(before_migration(path, schema.version(), now)?),
        };
        migrate::apply(&mut connection, &guard, schema, &steps, now)?;
        sync_folder_of(path)?;
        if let Some(copy) = copy {
            forget_old(path)?;
            tracing::info!(version = schema.version(), copy = %copy.display(), "migrated");
            notices.push(Notice::migrated(&copy, now));
        }
    }
    presence.settle()?;
    Ok(Opened {
        connection,
        guard,
        presence: Some(presence),
        notices,
    })
}

/// Somebody else's, newer and damaged files are refused here, as they were.
fn judge(
    connection: &Connection,
    path: &Path,
    schema: &Schema,
    suspicious: bool,
) -> Result<Standing> {
    let judged = migrate::judge(connection, schema).and_then(|standing| {
        let faults = if suspicious {
            quick_check(connection)?
        } else {
            Vec::new()
        };
        match faults.as_slice() {
            [] => Ok(standing),
            faults => Err(Fault::new(Code::Damaged, "").because(faults.join("; "))),
        }
    });
    judged.map_err(|fault| match fault.code {
        Code::Damaged => damaged(path, fault.detail.as_deref().unwrap_or_default()),
        _ => fault,
    })
}

/// An empty file where there was one is a loss, not a new office.
fn refuse_if_lost(path: &Path, wal_left: bool) -> Result<()> {
    if wal_left || !kept_beside(path, "before-")?.is_empty() {
        return Err(damaged(path, "the file is empty or gone"));
    }
    Ok(())
}

/// Says which file, that it is untouched, and which copy to go back to.
pub(crate) fn damaged(path: &Path, cause: &str) -> Fault {
    let copy = kept_beside(path, "before-")
        .ok()
        .and_then(|mut copies| copies.pop());
    let remedy = match copy {
        Some(copy) => format!(
            "Hãy khôi phục từ bản sao lưu gần nhất bằng lệnh motcua restore; bản sao gần nhất cạnh tệp này là {}.",
            copy.display()
        ),
        None => "Hãy khôi phục từ bản sao lưu gần nhất bằng lệnh motcua restore.".to_owned(),
    };
    Fault::new(
        Code::Damaged,
        format!(
            "Tệp dữ liệu {} bị hỏng; chương trình giữ nguyên tệp, không ghi gì thêm. {remedy}",
            path.display()
        ),
    )
    .because(cause)
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
