//! SQLite's and the system's errors, said to a clerk.

use motcua_fault::{Code, Fault, Result};
use rusqlite::{Error, ErrorCode, ffi};
use std::io;
use std::path::Path;

const FULL: &str = "Ổ đĩa đã đầy nên chưa lưu được; dữ liệu trước đó vẫn nguyên vẹn. Hãy xóa bớt tệp không cần trên ổ đĩa rồi làm lại.";
const BUSY: &str = "Dữ liệu đang được dùng ở cửa sổ hoặc lệnh Một Cửa khác nên chưa làm được. Hãy đợi vài giây rồi làm lại.";
const READ_ONLY: &str = "Không có quyền ghi vào thư mục dữ liệu, nên chưa lưu được gì. Hãy nhờ người quản trị máy cấp quyền ghi cho thư mục này.";
const CANNOT_OPEN: &str = "Không mở được tệp dữ liệu. Hãy kiểm tra thư mục dữ liệu còn đó và tài khoản đang dùng có quyền đọc, ghi.";
const DISK: &str = "Ổ đĩa không đọc hoặc không ghi được, nên chưa lưu. Hãy sao lưu ra ổ khác ngay và nhờ người quản trị máy kiểm tra ổ đĩa.";
const DAMAGED: &str = "Tệp dữ liệu bị hỏng. Hãy ngừng tiếp nhận trên máy này, giữ nguyên tệp và khôi phục từ bản sao lưu gần nhất bằng lệnh motcua restore.";
const MEMORY: &str =
    "Máy hết bộ nhớ nên chưa làm được. Hãy đóng bớt chương trình khác rồi làm lại.";
const INTERNAL: &str = "Chương trình gặp lỗi khi làm việc với dữ liệu; chưa có gì được ghi. Hãy làm lại; nếu vẫn lỗi, hãy báo bộ phận hỗ trợ.";

/// An SQLite error as a fault: [`Code::DiskFull`], [`Code::Busy`], [`Code::NoAccess`],
/// [`Code::Damaged`], or [`Code::Internal`] for a wrong statement or a broken constraint.
pub fn sql_fault(error: Error) -> Fault {
    let (code, sentence) = match error.sqlite_error() {
        Some(cause) => of_sqlite(cause),
        // What this program wrote reads back, unless somebody else wrote over it.
        None if matches!(
            error,
            Error::Utf8Error(..) | Error::FromSqlConversionFailure(..)
        ) =>
        {
            (Code::Damaged, DAMAGED)
        }
        None => (Code::Internal, INTERNAL),
    };
    Fault::new(code, sentence).because(error)
}

fn of_sqlite(cause: &ffi::Error) -> (Code, &'static str) {
    match cause.code {
        ErrorCode::DiskFull => (Code::DiskFull, FULL),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => (Code::Busy, BUSY),
        ErrorCode::FileLockingProtocolFailed => (Code::Busy, BUSY),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => (Code::NoAccess, READ_ONLY),
        ErrorCode::CannotOpen => (Code::NoAccess, CANNOT_OPEN),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => (Code::Damaged, DAMAGED),
        ErrorCode::OutOfMemory => (Code::Internal, MEMORY),
        ErrorCode::SystemIoFailure => match cause.extended_code {
            // The shared-memory file could not grow: how a full disk shows when the WAL is begun.
            ffi::SQLITE_IOERR_SHMSIZE => (Code::DiskFull, FULL),
            ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA => (Code::Damaged, DAMAGED),
            ffi::SQLITE_IOERR_NOMEM => (Code::Internal, MEMORY),
            _ => (Code::NoAccess, DISK),
        },
        _ => (Code::Internal, INTERNAL),
    }
}

/// Puts the clerk's sentence on an SQLite result.
pub trait OrSqlFault<T> {
    /// `Err` becomes [`sql_fault`] of it.
    fn or_sql_fault(self) -> Result<T>;
}

impl<T> OrSqlFault<T> for rusqlite::Result<T> {
    fn or_sql_fault(self) -> Result<T> {
        self.map_err(sql_fault)
    }
}

/// A file-system error on `path`.
pub(crate) fn file_fault(error: &io::Error, path: &Path) -> Fault {
    let (code, sentence) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (Code::DiskFull, FULL),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            (Code::NoAccess, READ_ONLY)
        }
        io::ErrorKind::NotFound => (Code::NoAccess, CANNOT_OPEN),
        _ => (Code::NoAccess, DISK),
    };
    Fault::new(code, sentence).because(format!("{}: {error}", path.display()))
}

/// A file that can be read and not written.
pub(crate) fn read_only(path: &Path) -> Fault {
    Fault::new(Code::NoAccess, READ_ONLY).because(path.display())
}

/// A fault of the program: the sentence is general, the cause is for the technician.
pub(crate) fn internal(cause: impl std::fmt::Display) -> Fault {
    Fault::new(Code::Internal, INTERNAL).because(cause)
}

pub(crate) fn busy(cause: impl std::fmt::Display) -> Fault {
    Fault::new(Code::Busy, BUSY).because(cause)
}
