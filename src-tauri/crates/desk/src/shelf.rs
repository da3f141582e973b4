//! Papers as files: whole or not at all, and under their name only once their record is safe.

use motcua_fault::{Code, Fault, Result};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// The folder that papers lie in.
pub(crate) struct Shelf {
    folder: PathBuf,
}

/// A paper that is on the disk, but not yet under its name. One that is never put there stays aside
/// until the same number is drawn again: taking it away could take the next drawer's.
pub(crate) struct Laid {
    aside: PathBuf,
    to: PathBuf,
}

/// A paper as rendered, on its way to the disk.
pub(crate) struct Rendered {
    /// Where it will lie, below the data folder.
    pub(crate) file: String,
    pub(crate) pdf: Vec<u8>,
}

impl Shelf {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Where a paper lies.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// Writes a paper beside its place, so that a full disk is known before anything is recorded.
    /// Only one program at a time may lay the same paper: whoever holds its number.
    ///
    /// # Errors
    /// `DISK_FULL`, `NO_ACCESS`.
    pub(crate) fn lay(&self, file: &str, bytes: &[u8]) -> Result<Laid> {
        let to = self.path(file);
        lay(to.with_extension("part"), to, bytes)
    }

    /// The same for all papers of one record.
    ///
    /// # Errors
    /// As [`Shelf::lay`].
    pub(crate) fn lay_all(&self, papers: &[Rendered]) -> Result<Vec<Laid>> {
        papers
            .iter()
            .map(|paper| self.lay(&paper.file, &paper.pdf))
            .collect()
    }

    /// Writes a paper at once, whoever else does the same.
    ///
    /// # Errors
    /// `DISK_FULL`, `NO_ACCESS`.
    pub(crate) fn keep(&self, file: &str, bytes: &[u8]) -> Result<()> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let to = self.path(file);
        let own = format!(
            "{}-{}.part",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        lay(to.with_extension(own), to, bytes)?.put()
    }

    /// Makes good a paper that a cut kept from its place; what it left there goes.
    ///
    /// # Errors
    /// `DISK_FULL`, `NO_ACCESS`.
    pub(crate) fn mend(&self, file: &str, bytes: &[u8]) -> Result<()> {
        self.keep(file, bytes)?;
        let _ = fs::remove_file(self.path(file).with_extension("part"));
        Ok(())
    }
}

impl Laid {
    /// Gives the paper its name.
    ///
    /// # Errors
    /// `DISK_FULL`, `NO_ACCESS`.
    pub(crate) fn put(self) -> Result<()> {
        match fs::rename(&self.aside, &self.to) {
            // Another program found it missing in this very moment and made it: the same bytes.
            Err(cause) if cause.kind() == io::ErrorKind::NotFound && self.to.exists() => Ok(()),
            done => done.map_err(fault),
        }
    }
}

fn lay(aside: PathBuf, to: PathBuf, bytes: &[u8]) -> Result<Laid> {
    let laid = Laid { aside, to };
    let write = || -> io::Result<()> {
        if let Some(folder) = laid.to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&laid.aside, bytes)?;
        fs::File::open(&laid.aside)?.sync_all()
    };
    write().map_err(|cause| {
        let _ = fs::remove_file(&laid.aside);
        fault(cause)
    })?;
    Ok(laid)
}

fn fault(cause: io::Error) -> Fault {
    let (code, message) = match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            Code::DiskFull,
            "Ổ đĩa đã đầy nên chưa lưu được tờ giấy. Hãy xóa bớt tệp không cần trên ổ đĩa rồi làm lại.",
        ),
        _ => (
            Code::NoAccess,
            "Không ghi được vào thư mục giấy tờ (papers). Hãy kiểm tra quyền ghi.",
        ),
    };
    Fault::new(code, message).because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_has_its_name_only_once_it_is_put_and_what_was_laid_before_it_goes() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path());
        drop(shelf.lay("papers/a.pdf", b"the longer first").unwrap());
        assert!(!shelf.path("papers/a.pdf").exists());
        shelf.lay("papers/a.pdf", b"second").unwrap().put().unwrap();
        assert_eq!(fs::read(shelf.path("papers/a.pdf")).unwrap(), b"second");
        assert_eq!(
            fs::read_dir(folder.path().join("papers")).unwrap().count(),
            1
        );
    }

    #[test]
    fn a_paper_mended_by_another_in_between_is_put_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path());
        let laid = shelf.lay("a.pdf", b"one").unwrap();
        shelf.mend("a.pdf", b"one").unwrap();
        laid.put().unwrap();
        assert_eq!(fs::read(shelf.path("a.pdf")).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
