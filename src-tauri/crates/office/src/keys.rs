//! The office's sealing key and the list of keys it trusts, as files of the data folder.

use crate::setting::Settings;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua_fault::{Code, OrFault, Result};
use motcua_seal::{KeyId, Merged, OfficeKey, RootKey, TrustList};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

const FIVE_YEARS: TimeDelta = TimeDelta::days(5 * 366);

/// Keys in a folder: `office.key` and `root.key` (secret, readable by this user only) and
/// `trusted.json`, which any counter may be given.
pub struct Keys {
    folder: PathBuf,
    office: Option<OfficeKey>,
    trust: TrustList,
}

impl Keys {
    /// Opens the folder; an empty or missing one trusts nobody and cannot seal.
    ///
    /// # Errors
    /// `BAD_KEY`, `NEWER_FILE`, `DAMAGED`.
    pub fn open(data: &Path) -> Result<Self> {
        let folder = data.join("keys");
        let office = secret(&folder.join("office.key"))?
            .map(|bytes| OfficeKey::from_bytes(&bytes))
            .transpose()?;
        let list = folder.join("trusted.json");
        let trust = if list.exists() {
            let text = fs::read_to_string(&list).or_fault(
                Code::Damaged,
                "Không đọc được danh sách khóa tin cậy (keys/trusted.json).",
            )?;
            TrustList::parse(&text)?
        } else {
            TrustList::default()
        };
        Ok(Self {
            folder,
            office,
            trust,
        })
    }

    /// Makes what is missing for this office to seal: a key of its own and, until the city's root
    /// has certified it, a root of its own. `seed` gives 32 random bytes.
    ///
    /// # Errors
    /// `NO_ACCESS` when the folder cannot be written; those of `seed`.
    pub fn ready(
        &mut self,
        settings: &Settings,
        now: NaiveDateTime,
        mut seed: impl FnMut() -> Result<[u8; 32]>,
    ) -> Result<()> {
        fs::create_dir_all(&self.folder).or_fault(Code::NoAccess, CANNOT_WRITE)?;
        if self.office.is_none() {
            let key = OfficeKey::from_seed(seed()?);
            keep_secret(&self.folder.join("office.key"), &key.to_bytes())?;
            self.office = Some(key);
        }
        let Some(key) = &self.office else {
            return Ok(());
        };
        let certified = self.trust.lists().iter().any(|list| {
            list.certificates
                .iter()
                .any(|c| c.key == key.public() && c.unit == settings.unit_code)
        });
        if certified {
            return Ok(());
        }
        let file = self.folder.join("root.key");
        let root = match secret(&file)? {
            Some(bytes) => RootKey::from_bytes(&bytes)?,
            None => {
                let root = RootKey::from_seed(seed()?);
                keep_secret(&file, &root.to_bytes())?;
                root
            }
        };
        if !self.trust.root_ids().contains(&root.id()) {
            let own = TrustList::with_root(&root, &format!("UBND {}", settings.unit_title), now);
            self.trust.merge(&own, &[root.id()])?;
        }
        let from = since();
        self.trust.certify(
            &root,
            key.public(),
            &settings.unit_code,
            &format!("UBND {}", settings.unit_title),
            (from, now.max(from) + FIVE_YEARS),
            now,
        )?;
        self.save()
    }

    /// The key this office seals with.
    ///
    /// # Errors
    /// `NO_OFFICE` before the office is set up.
    pub fn office(&self) -> Result<&OfficeKey> {
        self.office.as_ref().ok_or_else(crate::setting::no_office)
    }

    /// Keys trusted here.
    pub fn trust(&self) -> &TrustList {
        &self.trust
    }

    /// The list as a file to hand to another counter.
    pub fn file(&self) -> PathBuf {
        self.folder.join("trusted.json")
    }

    /// The root this office made for itself, if it did.
    ///
    /// # Errors
    /// `BAD_KEY` for a file that is no key.
    pub fn own_root(&self) -> Result<Option<RootKey>> {
        secret(&self.folder.join("root.key"))?
            .map(|bytes| RootKey::from_bytes(&bytes))
            .transpose()
    }

    /// Takes in another list: newer issues of known roots, and new roots that are named.
    ///
    /// # Errors
    /// Those of [`TrustList::merge`].
    pub fn take(&mut self, other: &TrustList, trusted: &[KeyId]) -> Result<Merged> {
        let merged = self.trust.merge(other, trusted)?;
        self.save()?;
        Ok(merged)
    }

    /// Changes the list as its root: certify, revoke.
    ///
    /// # Errors
    /// Those of `change`.
    pub fn change(&mut self, change: impl FnOnce(&mut TrustList) -> Result<()>) -> Result<()> {
        change(&mut self.trust)?;
        self.save()
    }

    fn save(&self) -> Result<()> {
        let json = self.trust.to_json()?;
        fs::create_dir_all(&self.folder).or_fault(Code::NoAccess, CANNOT_WRITE)?;
        let file = self.file();
        let aside = file.with_extension("json.part");
        fs::write(&aside, json)
            .and_then(|()| fs::File::open(&aside)?.sync_all())
            .and_then(|()| fs::rename(&aside, &file))
            .or_fault(Code::NoAccess, CANNOT_WRITE)
    }
}

/// The units exist since this day, so no paper of theirs is older.
fn since() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2025, 7, 1).map_or(NaiveDateTime::MIN, |day| {
        day.and_time(chrono::NaiveTime::MIN)
    })
}

const CANNOT_WRITE: &str =
    "Không ghi được thư mục khóa (keys) của quầy. Kiểm tra quyền ghi và dung lượng đĩa.";

fn secret(file: &Path) -> Result<Option<Vec<u8>>> {
    if !file.exists() {
        return Ok(None);
    }
    fs::read(file).map(Some).or_fault(
        Code::NoAccess,
        "Không đọc được khóa của quầy. Kiểm tra quyền đọc thư mục keys.",
    )
}

fn keep_secret(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
        .open(file)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .or_fault(Code::NoAccess, CANNOT_WRITE)
}
