//! Files of results, stored once by their hash.

use motcua_fault::{Code, OrFault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
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
            let aside = path.with_extension("part");
            let write = || -> std::io::Result<()> {
                fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
                let mut file = fs::File::create(&aside)?;
                file.write_all(bytes)?;
                file.sync_all()?;
                fs::rename(&aside, &path)
            };
            write().or_fault(
                Code::NoAccess,
                "Không lưu được tệp của kết quả. Kiểm tra quyền ghi và dung lượng đĩa.",
            )?;
        }
        Ok(FileRef {
            sha256,
            bytes: bytes.len() as u64,
            name: name.to_owned(),
            pages: None,
        })
    }
}
