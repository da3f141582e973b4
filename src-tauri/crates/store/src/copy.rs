//! Whole copies of a live file, and the copies kept beside it.

use crate::pragma::Place;
use crate::sentence::{OrSqlFault, file_fault, internal};
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use rusqlite::Connection;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Copies kept from before migrations.
const KEPT: usize = 3;

/// Writes a whole, checked copy of what is committed at `place` to `to`, which must not be there.
/// It is on disk, under its name, or not there at all.
pub(crate) fn write_copy(place: &Place, to: &Path) -> Result<()> {
    let part = part_of(to);
    remove_if_there(&part)?;
    let copied = copy_and_check(place, &part)
        .and_then(|()| fs::rename(&part, to).map_err(|cause| file_fault(&cause, to)))
        .and_then(|()| sync_folder_of(to));
    if copied.is_err() {
        // Best effort: half a copy is no copy, and the first error is the one to tell.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// The name a copy has while it is not whole.
pub(crate) fn part_of(to: &Path) -> PathBuf {
    with_suffix(to, ".part")
}

/// `path` with text added to its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn copy_and_check(place: &Place, to: &Path) -> Result<()> {
    let name = to
        .to_str()
        .ok_or_else(|| internal(format!("not UTF-8: {}", to.display())))?;
    place
        .open_plain_reader()?
        .execute("VACUUM INTO ?1", [name])
        .or_sql_fault()?;
    // VACUUM INTO leaves the copy to the system's good time; a copy counts once it is on disk.
    File::options()
        .write(true)
        .open(to)
        .and_then(|file| file.sync_all())
        .map_err(|cause| file_fault(&cause, to))?;
    let copy = Place::File(to.to_owned()).open_reader()?;
    match quick_check(&copy)?.as_slice() {
        [] => Ok(()),
        faults => Err(Fault::new(
            Code::Damaged,
            "Bản sao vừa ghi không đọc lại được đúng. Hãy sao lưu ra ổ đĩa khác và kiểm tra ổ đĩa này.",
        )
        .because(faults.join("; "))),
    }
}

/// SQLite's own words on what is wrong with the file's pages; empty: nothing found.
pub(crate) fn quick_check(connection: &Connection) -> Result<Vec<String>> {
    check(connection, "PRAGMA quick_check(20)")
}

/// As [`quick_check`], and every index against its table.
pub(crate) fn full_check(connection: &Connection) -> Result<Vec<String>> {
    check(connection, "PRAGMA integrity_check(100)")
}

fn check(connection: &Connection, pragma: &str) -> Result<Vec<String>> {
    let lines: Vec<String> = connection
        .prepare(pragma)
        .or_sql_fault()?
        .query_map([], |row| row.get(0))
        .or_sql_fault()?
        .collect::<rusqlite::Result<_>>()
        .or_sql_fault()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Copies the file before it is migrated to `version`; where the copy lies.
pub(crate) fn before_migration(file: &Path, version: u32, now: NaiveDateTime) -> Result<PathBuf> {
    let to = free_name(file, &format!("before-v{version}"), now);
    write_copy(&Place::File(file.to_owned()), &to)?;
    Ok(to)
}

/// `<name>.<why>-<time>.sqlite` beside `file`, with a number if that is taken.
pub(crate) fn free_name(file: &Path, why: &str, now: NaiveDateTime) -> PathBuf {
    let time = now.format("%Y%m%d-%H%M%S");
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    (1..)
        .map(|n: u32| match n {
            1 => file.with_file_name(format!("{stem}.{why}-{time}.sqlite")),
            n => file.with_file_name(format!("{stem}.{why}-{time}-{n}.sqlite")),
        })
        .find(|name| !name.exists())
        .unwrap_or_else(|| file.to_owned())
}

/// Keeps the last few copies from before migrations.
pub(crate) fn forget_old(file: &Path) -> Result<()> {
    let copies = kept_beside(file, "before-v")?;
    for old in copies.iter().rev().skip(KEPT) {
        fs::remove_file(old).map_err(|cause| file_fault(&cause, old))?;
    }
    Ok(())
}

/// Copies of `file` beside it whose name goes on with `why`, oldest first by the time in the name.
pub(crate) fn kept_beside(file: &Path, why: &str) -> Result<Vec<PathBuf>> {
    let Some(folder) = file.parent() else {
        return Ok(Vec::new());
    };
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let start = format!("{stem}.{why}");
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(file_fault(&cause, folder)),
    };
    for entry in entries {
        let path = entry.map_err(|cause| file_fault(&cause, folder))?.path();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if let Some(rest) = name.strip_prefix(&start)
            && let Some(rest) = rest.strip_suffix(".sqlite")
        {
            // `v3-20261121-101800`: what follows the first dash is the time.
            let time = rest.split_once('-').map_or("", |(_, time)| time).to_owned();
            found.push((time, path));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

/// Makes names in the folder of `path` last.
pub(crate) fn sync_folder_of(path: &Path) -> Result<()> {
    // Windows has no handle to a folder to sync; its journal keeps names in order.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|cause| file_fault(&cause, folder))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(file_fault(&cause, path)),
    }
}
