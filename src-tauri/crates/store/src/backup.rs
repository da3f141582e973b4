//! Backups: a whole, checked copy of what is committed, while work goes on.

use crate::copy::{remove_if_there, sync_folder_of, with_suffix, write_copy};
use crate::device::Device;
use crate::log::{self, LogFault};
use crate::pragma::{APPLICATION_ID, Place, number};
use crate::sentence::{file_fault, internal};
use crate::store::Store;
use motcua_fault::{Code, Fault, Result};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// A backup that was made and read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupInfo {
    /// Where it lies, absolute.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The machine it is of.
    pub device_id: String,
    /// The last line of that machine's change log in it.
    pub seq: i64,
    /// What is wrong with the change log in it: a backup is made all the same.
    pub log_faults: Vec<LogFault>,
}

impl Store {
    /// Writes a backup to `to`. An earlier backup there is replaced at the end, in one step;
    /// whatever else is there is refused.
    ///
    /// # Errors
    /// `BadFile` (no such folder, or a file there that is not a backup of ours), `DiskFull`,
    /// `NoAccess`, `Damaged` (what was written does not read back). An earlier backup stays.
    pub fn backup(&self, to: &Path) -> Result<BackupInfo> {
        let to = std::path::absolute(to).map_err(|cause| file_fault(&cause, to))?;
        refuse_unless_replaceable(&to)?;
        let fresh = with_suffix(&to, ".new");
        remove_if_there(&fresh)?;
        write_copy(self.place(), &fresh)?;
        let info = examine(&fresh, &to);
        let done = info.and_then(|info| {
            fs::rename(&fresh, &to).map_err(|cause| file_fault(&cause, &to))?;
            sync_folder_of(&to)?;
            Ok(info)
        });
        if done.is_err() {
            // Best effort: the fault to tell is the first one.
            let _ = fs::remove_file(&fresh);
        }
        done
    }
}

fn examine(copy: &Path, to: &Path) -> Result<BackupInfo> {
    let connection = Place::File(copy.to_owned()).open_reader()?;
    let device = Device::here(&connection)?.ok_or_else(|| internal("no device"))?;
    Ok(BackupInfo {
        path: to.to_owned(),
        bytes: fs::metadata(copy)
            .map_err(|cause| file_fault(&cause, copy))?
            .len(),
        device_id: device.id,
        seq: device.seq,
        log_faults: log::verify(&connection)?,
    })
}

fn refuse_unless_replaceable(to: &Path) -> Result<()> {
    let folder = to.parent().unwrap_or(to);
    if !folder.is_dir() {
        return Err(bad(format!(
            "Không có thư mục {}. Hãy cắm ổ đĩa hoặc chọn thư mục khác để sao lưu.",
            folder.display()
        )));
    }
    if !to.exists() {
        return Ok(());
    }
    // A file that is or was open has its lock file beside it: it is an office's, not a backup.
    if with_suffix(to, ".lock").exists() {
        return Err(bad(format!(
            "{} là tệp dữ liệu đang dùng, không phải bản sao lưu. Hãy chọn tên khác để sao lưu.",
            to.display()
        )));
    }
    let ours = to.is_file()
        && Place::File(to.to_owned())
            .open_reader()
            .and_then(|connection| number(&connection, "application_id"))
            .is_ok_and(|id| id == APPLICATION_ID);
    if ours {
        return Ok(());
    }
    Err(bad(format!(
        "Đã có {} và đó không phải bản sao lưu của Một Cửa nên không ghi đè. Hãy chọn tên khác.",
        to.display()
    )))
}

pub(crate) fn bad(message: String) -> Fault {
    Fault::new(Code::BadFile, message)
}
