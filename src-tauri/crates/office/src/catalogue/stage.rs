//! Lines of a file read once, the good ones put aside until they go in together.

use super::report::{RecordImport, RejectedRecord};
use motcua_catalogue::record::{LONGEST_LINE, Lines, Record, Rejected, parse};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Json, OrSqlFault};
use rusqlite::{Connection, OptionalExtension, params};
use std::io::BufRead;

/// Bad lines shown; the rest is counted.
const SHOWN: usize = 10_000;

/// Reads all lines into the stage; false: stopped.
pub(super) fn stage(
    staged: &Staged,
    from: impl BufRead,
    report: &mut RecordImport,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<bool> {
    let mut any_record = false;
    for line in Lines::new(from) {
        let line = line.or_fault(
            Code::BadFile,
            "Không đọc được hết tệp. Hãy kiểm tra ổ đĩa hoặc chép lại tệp.",
        )?;
        if !go_on(line.read) {
            return Ok(false);
        }
        report.read += 1;
        let parsed = match &line.bytes {
            Some(bytes) => parse(bytes),
            None => Err(Rejected::line(format!(
                "dòng dài quá {} MB",
                LONGEST_LINE >> 20
            ))),
        };
        let rejected = match parsed {
            Ok(record) => {
                any_record = true;
                match staged.put(line.no, &record)? {
                    None => continue,
                    Some(first) => Rejected {
                        code: Some(record.code),
                        why: format!("trùng mã với dòng {first}; đã lấy dòng ấy"),
                        is_record: true,
                    },
                }
            }
            Err(rejected) => rejected,
        };
        any_record |= rejected.is_record;
        if report.rejected.len() < SHOWN {
            report.rejected.push(RejectedRecord {
                line: line.no,
                code: rejected.code,
                why: rejected.why,
            });
        } else {
            report.rejected_more += 1;
        }
    }
    if any_record {
        return Ok(true);
    }
    let first = report.rejected.first().map_or_else(String::new, |first| {
        format!(" Dòng {}: {}.", first.line, first.why)
    });
    Err(Fault::new(
        Code::BadInput,
        format!(
            "Tệp không có bản ghi thủ tục nào. Mỗi dòng phải là một đối tượng JSON có “code” và “name”.{first}"
        ),
    ))
}

/// Good lines of a file, on disk where they are many, in a file that vanishes by itself.
pub(super) struct Staged(Connection);

impl Staged {
    pub(super) fn new() -> Result<Self> {
        let db = Connection::open("").or_sql_fault()?;
        db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             CREATE TABLE line (no INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, record TEXT NOT NULL);",
        )
        .or_sql_fault()?;
        Ok(Self(db))
    }

    /// Keeps a record; the line that had its code before, where one had.
    fn put(&self, no: u64, record: &Record) -> Result<Option<u64>> {
        let no = i64::try_from(no).unwrap_or(i64::MAX);
        let kept = self
            .0
            .prepare_cached("INSERT OR IGNORE INTO line VALUES (?1, ?2, ?3)")
            .and_then(|mut insert| insert.execute(params![no, record.code, Json(record)]))
            .or_sql_fault()?;
        if kept > 0 {
            return Ok(None);
        }
        let first: Option<i64> = self
            .0
            .prepare_cached("SELECT no FROM line WHERE code = ?1")
            .and_then(|mut first| first.query_row([&record.code], |row| row.get(0)).optional())
            .or_sql_fault()?;
        Ok(first.and_then(|first| u64::try_from(first).ok()))
    }

    pub(super) fn each(&self, mut each: impl FnMut(Record) -> Result<()>) -> Result<()> {
        let mut lines = self
            .0
            .prepare("SELECT record FROM line ORDER BY code")
            .or_sql_fault()?;
        let mut rows = lines.query([]).or_sql_fault()?;
        while let Some(row) = rows.next().or_sql_fault()? {
            each(row.get::<_, Json<Record>>(0).or_sql_fault()?.0)?;
        }
        Ok(())
    }
}
