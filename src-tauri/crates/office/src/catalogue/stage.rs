//! Lines of a file read once, the good ones put aside until they go in together.

use super::report::{RecordImport, RejectedRecord};
use motcua_catalogue::record::{LONGEST_LINE, Lines, Record, Rejected, parse};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::Aside;
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

/// Good lines of a file.
pub(super) struct Staged(Aside);

impl Staged {
    pub(super) fn new() -> Result<Self> {
        Aside::new().map(Self)
    }

    /// Keeps a record; the line that had its code before, where one had.
    fn put(&self, no: u64, record: &Record) -> Result<Option<u64>> {
        let no = i64::try_from(no).unwrap_or(i64::MAX);
        let body = serde_json::to_string(record).or_fault(Code::Internal, BROKEN)?;
        let first = self.0.put(no, &record.code, &body)?;
        Ok(first.and_then(|first| u64::try_from(first).ok()))
    }

    pub(super) fn each(&self, mut each: impl FnMut(Record) -> Result<()>) -> Result<()> {
        self.0
            .each(|body| each(serde_json::from_str(body).or_fault(Code::Internal, BROKEN)?))
    }
}

const BROKEN: &str = "Không giữ tạm được dữ liệu đang nhập. Hãy nhập lại.";
