//! Files of results, stored once by their hash.

use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};
use ts_rs::TS;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileRef {
    /// SHA-256, hex; also where it lies.
    pub sha256: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Name it came with.
    pub name: String,
    /// Pages of a PDF, 1 for a picture.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub pages: Option<u32>,
}

impl crate::office::Office {
    /// The results that were made from a file of that digest.
    pub fn made_from(&self, sha256: &str) -> Result<Vec<String>> {
        self.store().read(|tx| super::of_file(tx, sha256))
    }

    /// Digests of all files that results were made from.
    pub fn files(&self) -> Result<Vec<String>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT DISTINCT sha256 FROM result_file ORDER BY sha256",
                [],
                |row| row.get(0),
            )
        })
    }
}

/// The folder of files.
pub struct Archive {
    folder: PathBuf,
}

impl Archive {
    /// The archive of a data folder.
    pub fn of(data: &Path) -> Self {
        Self {
            folder: data.join("files"),
        }
    }

    /// Where a file lies.
    pub fn path(&self, sha256: &str) -> PathBuf {
        self.folder
            .join(sha256.get(..2).unwrap_or_default())
            .join(sha256)
    }

    /// Keeps a file whole, once.
    ///
    /// # Errors
    /// `NO_ACCESS`.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<FileRef> {
        let sha256 = hex::encode(Sha256::digest(bytes));
        let path = self.path(&sha256);
        if !path.exists() {
            // Another program may keep the same file in this very moment: each writes beside it, the last wins.
            static NEXT: AtomicU32 = AtomicU32::new(0);
            let own = format!(
                "{}-{}.part",
                std::process::id(),
                NEXT.fetch_add(1, Ordering::Relaxed)
            );
            let aside = path.with_extension(own);
            let folder = path.parent().unwrap_or(&self.folder);
            let write = || -> std::io::Result<()> {
                fs::create_dir_all(folder)?;
                let mut file = fs::File::create(&aside)?;
                file.write_all(bytes)?;
                file.sync_all()?;
                fs::rename(&aside, &path)?;
                named_for_good(folder)
            };
            if let Err(cause) = write() {
                let _ = fs::remove_file(&aside);
                let (code, message) = match cause.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
                        Code::DiskFull,
                        "Ổ đĩa đã đầy nên chưa lưu được tệp của kết quả. Hãy xóa bớt tệp không cần rồi làm lại.",
                    ),
                    _ => (
                        Code::NoAccess,
                        "Không lưu được tệp của kết quả. Kiểm tra quyền ghi vào thư mục files.",
                    ),
                };
                return Err(Fault::new(code, message).because(cause));
            }
        }
        Ok(FileRef {
            sha256,
            bytes: bytes.len() as u64,
            name: name.to_owned(),
            pages: None,
        })
    }
}

/// The record that names the file comes next: after a power cut the name must be there too.
fn named_for_good(folder: &Path) -> io::Result<()> {
    // Only where a folder can be opened like a file.
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
