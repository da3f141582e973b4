//! Tables and their versions: what stands beside each table, applied all or nothing.

use crate::actor::Actor;
use crate::column::Moment;
use crate::device::Device;
use crate::guard::{Guard, OURS, Whose};
use crate::log::{self, Entry};
use crate::pragma::{APPLICATION_ID, number};
use crate::sentence::{OrSqlFault, internal};
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeSet;

/// One step of one table. It stands beside the table it makes or changes.
///
/// The pair of `table` and `version` is its name and is recorded in the file; a released one is
/// never changed. Steps not yet in the file are applied by rising version, equal versions in the
/// order given; the greatest version is the file's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The table, or the family of tables, it belongs to.
    pub table: &'static str,
    /// From 1. A later release only ever adds greater ones than it has released anywhere.
    pub version: u32,
    /// Statements; they run in one transaction and may not end it.
    pub sql: &'static str,
}

const RECORD: Migration = Migration {
    table: "migration",
    version: 1,
    sql: "CREATE TABLE migration (
              tbl TEXT NOT NULL, version INTEGER NOT NULL, applied_at TEXT NOT NULL,
              PRIMARY KEY (tbl, version)
          ) STRICT, WITHOUT ROWID;",
};

/// All steps this program knows, ours first, in the order they are applied.
#[derive(Debug)]
pub(crate) struct Schema(Vec<Migration>);

impl Schema {
    pub(crate) fn collect(theirs: &[Migration]) -> Result<Self> {
        let mut all = vec![
            RECORD,
            crate::device::MIGRATION,
            log::MIGRATION,
            crate::restore::MIGRATION,
            crate::setting::MIGRATION,
        ];
        all.extend_from_slice(theirs);
        let mut names = BTreeSet::new();
        for step in &all {
            if !names.insert((step.table, step.version)) || step.version == 0 {
                return Err(internal(format!(
                    "migration {} {} is doubled or has no version",
                    step.table, step.version
                )));
            }
        }
        all.sort_by_key(|step| step.version);
        Ok(Self(all))
    }

    pub(crate) fn version(&self) -> u32 {
        self.0.last().map_or(0, |step| step.version)
    }

    fn knows(&self, table: &str, version: u32) -> bool {
        self.0
            .iter()
            .any(|step| step.table == table && step.version == version)
    }
}

/// What a file turned out to be.
#[derive(Debug)]
pub(crate) enum Standing {
    /// Empty: to be made.
    Fresh,
    /// Ours, with these steps applied.
    Ours(BTreeSet<(String, u32)>),
}

/// Judges a file without changing it.
///
/// # Errors
/// [`Code::BadFile`] for somebody else's, [`Code::NewerFile`], [`Code::Damaged`].
pub(crate) fn judge(connection: &Connection, schema: &Schema) -> Result<Standing> {
    let application = number(connection, "application_id")?;
    let version = number(connection, "user_version")?;
    if application != APPLICATION_ID {
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .or_sql_fault()?;
        if application == 0 && version == 0 && tables == 0 {
            return Ok(Standing::Fresh);
        }
        return Err(Fault::new(
            Code::BadFile,
            "Tệp này không phải dữ liệu của Một Cửa nên không được mở. Hãy chọn đúng tệp dữ liệu hoặc bản sao lưu do Một Cửa tạo.",
        )
        .because(format!("application_id {application:#x}")));
    }
    if u32::try_from(version).unwrap_or(u32::MAX) > schema.version() {
        return Err(newer(format!(
            "file version {version}, program knows {}",
            schema.version()
        )));
    }
    let applied: BTreeSet<(String, u32)> = connection
        .prepare("SELECT tbl, version FROM migration")
        .or_sql_fault()?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .or_sql_fault()?
        .collect::<rusqlite::Result<_>>()
        .or_sql_fault()?;
    if let Some((table, version)) = applied.iter().find(|(t, v)| !schema.knows(t, *v)) {
        return Err(newer(format!("unknown migration {table} {version}")));
    }
    Ok(Standing::Ours(applied))
}

fn newer(cause: String) -> Fault {
    Fault::new(
        Code::NewerFile,
        "Dữ liệu này do bản Một Cửa mới hơn ghi, bản đang cài không mở để tránh làm hỏng. Hãy cập nhật Một Cửa rồi mở lại; dữ liệu chưa bị thay đổi.",
    )
    .because(cause)
}

/// The steps a file still lacks.
pub(crate) fn pending(schema: &Schema, standing: &Standing) -> Vec<Migration> {
    let applied = match standing {
        Standing::Fresh => &BTreeSet::new(),
        Standing::Ours(applied) => applied,
    };
    schema
        .0
        .iter()
        .filter(|step| !applied.contains(&(step.table.to_owned(), step.version)))
        .copied()
        .collect()
}

/// Applies the steps in one transaction and logs that it did.
pub(crate) fn apply(
    connection: &mut Connection,
    guard: &Guard,
    schema: &Schema,
    steps: &[Migration],
    now: NaiveDateTime,
) -> Result<()> {
    // Rebuilding a table drops the old one; references are checked at the end instead.
    connection
        .pragma_update(None, "foreign_keys", false)
        .or_sql_fault()?;
    let done = apply_all(connection, guard, schema, steps, now);
    connection
        .pragma_update(None, "foreign_keys", true)
        .or_sql_fault()?;
    done
}

fn apply_all(
    connection: &mut Connection,
    guard: &Guard,
    schema: &Schema,
    steps: &[Migration],
    now: NaiveDateTime,
) -> Result<()> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .or_sql_fault()?;
    let from = number(&transaction, "user_version")?;
    for step in steps {
        let whose = if OURS.contains(&step.table) {
            Whose::Ours
        } else {
            Whose::Migration
        };
        guard
            .during(whose, || transaction.execute_batch(step.sql))
            .map_err(|cause| failed(step, cause))?;
        transaction
            .execute(
                "INSERT INTO migration VALUES (?1, ?2, ?3)",
                (step.table, step.version, Moment(now)),
            )
            .or_sql_fault()?;
    }
    let orphan: Option<String> = transaction
        .prepare("PRAGMA foreign_key_check")
        .or_sql_fault()?
        .query_map([], |row| row.get(0))
        .or_sql_fault()?
        .next()
        .transpose()
        .or_sql_fault()?;
    if let Some(table) = orphan {
        return Err(refused(format!("foreign key of {table} leads nowhere")));
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .or_sql_fault()?;
    transaction
        .pragma_update(None, "user_version", schema.version())
        .or_sql_fault()?;
    let mut device = match Device::here(&transaction)? {
        Some(device) => device,
        None => Device::create(&transaction, now)?,
    };
    let applied: Vec<String> = steps
        .iter()
        .map(|step| format!("{} {}", step.table, step.version))
        .collect();
    let body = serde_json::json!({ "from": from, "to": schema.version(), "applied": applied });
    let entry = Entry {
        at: now,
        actor: &Actor::program(),
        table: "migration",
        row: &schema.version().to_string(),
        action: "applied",
        body: &body.to_string(),
    };
    log::append(&transaction, &mut device, &entry)?;
    device.last_known_at = device.last_known_at.max(now);
    device.save(&transaction)?;
    transaction.commit().or_sql_fault()
}

fn failed(step: &Migration, cause: rusqlite::Error) -> Fault {
    let fault = crate::sentence::sql_fault(cause);
    let detail = format!(
        "{} {}: {}",
        step.table,
        step.version,
        fault.detail.as_deref().unwrap_or_default()
    );
    match fault.code {
        // A full disk has its own remedy; keep its sentence.
        Code::Internal => refused(detail),
        _ => fault.because(detail),
    }
}

fn refused(cause: String) -> Fault {
    Fault::new(
        Code::Internal,
        "Chưa nâng được dữ liệu lên phiên bản mới; dữ liệu cũ còn nguyên. Hãy cài lại bản Một Cửa trước đó để làm việc tiếp và báo bộ phận hỗ trợ.",
    )
    .because(cause)
}
