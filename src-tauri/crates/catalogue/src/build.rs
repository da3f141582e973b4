//! The authored files into one read-only SQLite file.

use crate::{
    check::{Report, check_parts},
    model::Origin,
    source::{Files, Offered, Parts},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use rusqlite::{Connection, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Layout of the built file; a reader of another layout refuses it.
pub(crate) const LAYOUT: i64 = 3;

const SCHEMA: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE file (path TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE procedure (
        code TEXT NOT NULL, effective_from TEXT NOT NULL, effective_to TEXT,
        guided INTEGER NOT NULL, name TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL,
        origin TEXT NOT NULL, offered INTEGER NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (code, effective_from)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE evidence (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE data_source (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE fee (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE result_kind (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE replacement (position INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE referral (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE unit (code TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL)
        STRICT, WITHOUT ROWID;
";

/// Builds the file in memory and returns its bytes.
///
/// # Errors
/// `CATALOGUE_FAULTS` with every finding as the detail, one a line.
pub fn build(files: &Files) -> Result<Vec<u8>> {
    let parts = Parts::read(files);
    refuse(&check_parts(files, &parts))?;
    write(files, &parts, &[])
        .map_err(|error| Fault::new(Code::Internal, "Không dựng được tệp danh mục.").because(error))
}

fn refuse(report: &Report) -> Result<()> {
    if report.ok {
        return Ok(());
    }
    let lines: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    Err(Fault::new(
        Code::CatalogueFaults,
        format!("Danh mục có {} lỗi, chưa dùng được.", lines.len()),
    )
    .because(lines.join("\n")))
}

/// Writes what was read and found sound; `meta` beside the digest of the files.
pub(crate) fn write(
    files: &Files,
    parts: &Parts,
    meta: &[(&str, String)],
) -> rusqlite::Result<Vec<u8>> {
    let mut db = Connection::open_in_memory()?;
    db.execute_batch(SCHEMA)?;
    db.pragma_update(None, "user_version", LAYOUT)?;
    let mut digest = Sha256::new();
    for (path, text) in &files.0 {
        db.execute("INSERT INTO file VALUES (?1, ?2)", params![path, text])?;
        digest.update(path.as_bytes());
        digest.update([0]);
        digest.update(text.as_bytes());
        digest.update([0]);
    }
    db.execute(
        "INSERT INTO meta VALUES ('digest', ?1)",
        [hex::encode(digest.finalize())],
    )?;
    for (key, value) in meta {
        db.execute("INSERT INTO meta VALUES (?1, ?2)", [*key, value])?;
    }
    let guided = parts.guided.iter().map(|placed| {
        let origin = match parts.office.contains(&placed.file) {
            true => Origin::Office,
            false => Origin::Bundled,
        };
        (&placed.value.procedure, origin, Offered::Yes)
    });
    let listed = parts
        .listed
        .iter()
        .map(|placed| (&placed.value, Origin::Bundled, Offered::Yes));
    let imported = parts
        .imported
        .iter()
        .map(|(procedure, offered)| (procedure, Origin::Imported, *offered));
    let mut insert =
        db.prepare("INSERT INTO procedure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    for (procedure, origin, offered) in guided.chain(listed).chain(imported) {
        insert.execute(params![
            procedure.code,
            procedure
                .effective_from
                .map_or(String::new(), |day| day.to_string()),
            procedure.effective_to.map(|day| day.to_string()),
            procedure.guided,
            procedure.name,
            procedure.field,
            json(&procedure.kind)?.trim_matches('"'),
            json(&origin)?.trim_matches('"'),
            offered == Offered::Yes,
            json(procedure)?,
        ])?;
    }
    drop(insert);
    for placed in &parts.evidence {
        db.execute(
            "INSERT INTO evidence VALUES (?1, ?2)",
            params![placed.value.id, json(&placed.value)?],
        )?;
    }
    for placed in &parts.sources {
        db.execute(
            "INSERT INTO data_source VALUES (?1, ?2)",
            params![placed.value.id, json(&placed.value)?],
        )?;
    }
    for placed in &parts.fees {
        db.execute(
            "INSERT INTO fee VALUES (?1, ?2)",
            params![placed.value.id, json(&placed.value)?],
        )?;
    }
    for placed in &parts.kinds {
        db.execute(
            "INSERT INTO result_kind VALUES (?1, ?2)",
            params![placed.value.id, json(&placed.value)?],
        )?;
    }
    for placed in &parts.rules {
        db.execute(
            "INSERT INTO replacement (body) VALUES (?1)",
            [json(&placed.value)?],
        )?;
    }
    for placed in &parts.referrals {
        db.execute(
            "INSERT INTO referral VALUES (?1, ?2)",
            params![placed.value.id, json(&placed.value)?],
        )?;
    }
    for (position, unit) in parts.units.iter().enumerate() {
        db.execute(
            "INSERT INTO unit VALUES (?1, ?2, ?3)",
            params![unit.code, position as i64, json(unit)?],
        )?;
    }
    db.execute_batch("VACUUM")?;
    Ok(db.serialize("main")?.to_vec())
}

fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))
}

/// Builds the file from a folder into `to`, for the program's build.
///
/// # Errors
/// As [`build`], and `BAD_FILE` or `NO_ACCESS` for the paths.
pub fn build_dir(folder: &std::path::Path, to: &std::path::Path) -> Result<()> {
    let bytes = build(&Files::read_dir(folder)?)?;
    std::fs::write(to, bytes).or_fault(
        Code::NoAccess,
        format!("Không ghi được tệp {}.", to.display()),
    )
}
