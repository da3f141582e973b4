//! Who has the file open: an empty file beside it, locked by the system for as long as we live.
//!
//! SQLite's own locks cannot say "nobody else is here". We must know it to migrate, to restore,
//! and to tell a power cut (a WAL left behind) from another window at work (a WAL in use).

use crate::sentence::{busy, file_fault};
use motcua_fault::Result;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(Debug)]
pub(crate) struct Presence {
    file: File,
    path: PathBuf,
    alone: bool,
}

impl Presence {
    /// Comes in: alone when nobody is here, else beside the others once nobody is alone.
    ///
    /// # Errors
    /// [`motcua_fault::Code::Busy`] when somebody stays alone (migrating, restoring) for `patience`.
    pub(crate) fn arrive(database: &Path, patience: Duration) -> Result<Self> {
        let mut here = Self::open(database)?;
        if here.try_alone()? {
            return Ok(here);
        }
        let deadline = Instant::now() + patience;
        loop {
            match here.file.try_lock_shared() {
                Ok(()) => return Ok(here),
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => return Err(busy(here.path.display())),
                Err(TryLockError::Error(cause)) => return Err(file_fault(&cause, &here.path)),
            }
        }
    }

    /// Comes in only if nobody is here.
    ///
    /// # Errors
    /// [`motcua_fault::Code::Busy`] when somebody is.
    pub(crate) fn arrive_alone(database: &Path) -> Result<Self> {
        let mut here = Self::open(database)?;
        if here.try_alone()? {
            return Ok(here);
        }
        Err(busy(here.path.display()))
    }

    /// Nobody else has the file open.
    pub(crate) fn alone(&self) -> bool {
        self.alone
    }

    /// Lets others in.
    pub(crate) fn settle(&mut self) -> Result<()> {
        if self.alone {
            // Asking for another lock while holding one may deadlock on Windows: let go first.
            let settled = self.file.unlock().and_then(|()| self.file.lock_shared());
            settled.map_err(|cause| file_fault(&cause, &self.path))?;
            self.alone = false;
        }
        Ok(())
    }

    fn open(database: &Path) -> Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|cause| file_fault(&cause, &path))?;
        Ok(Self {
            file,
            path,
            alone: false,
        })
    }

    fn try_alone(&mut self) -> Result<bool> {
        match self.file.try_lock() {
            Ok(()) => self.alone = true,
            Err(TryLockError::WouldBlock) => self.alone = false,
            Err(TryLockError::Error(cause)) => return Err(file_fault(&cause, &self.path)),
        }
        Ok(self.alone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_fault::Code;

    #[test]
    fn the_first_is_alone_until_it_lets_others_in() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("office.sqlite");
        let mut first = Presence::arrive(&database, Duration::ZERO).unwrap();
        assert!(first.alone());
        let refused = Presence::arrive(&database, Duration::ZERO).unwrap_err();
        assert_eq!(refused.code, Code::Busy, "the first may be migrating");
        first.settle().unwrap();
        let second = Presence::arrive(&database, Duration::ZERO).unwrap();
        assert!(!second.alone());
        assert_eq!(
            Presence::arrive_alone(&database).unwrap_err().code,
            Code::Busy,
            "a restore must not replace a file in use"
        );
        drop((first, second));
        assert!(Presence::arrive_alone(&database).unwrap().alone());
    }
}
