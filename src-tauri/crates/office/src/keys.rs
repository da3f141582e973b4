//! The office's sealing key and the list of keys it trusts, as files of the data folder.

use crate::setting::Settings;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_seal::{Fresh, KeyId, Merged, OfficeKey, RootKey, TrustList, lock, unlock};
use serde::{Deserialize, Serialize};
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

/// What a locked file holds.
#[derive(Serialize, Deserialize)]
struct Pack {
    office: String,
    root: Option<String>,
    trusted: String,
}

const CANNOT_PACK: &str = "Không đọc được nội dung tệp khóa dự phòng.";

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

    /// The secret keys and the trusted list as one locked file, to be kept apart from the data's backup.
    ///
    /// # Errors
    /// `NO_OFFICE` without a key; those of [`lock`].
    pub fn locked(&self, passphrase: &str, fresh: Fresh) -> Result<String> {
        let pack = Pack {
            office: hex::encode(self.office()?.to_bytes()),
            root: self.own_root()?.map(|root| hex::encode(root.to_bytes())),
            trusted: self.trust.to_json()?,
        };
        let bytes = serde_json::to_vec(&pack).or_fault(Code::Internal, CANNOT_PACK)?;
        lock(&bytes, passphrase, fresh)
    }

    /// Brings keys back from such a file. Keys that are here already stay: another office's never take
    /// their place.
    ///
    /// # Errors
    /// Those of [`unlock`]; `BAD_KEY` where other keys are in the folder; `NO_ACCESS`.
    pub fn bring_back(&mut self, text: &str, passphrase: &str) -> Result<()> {
        let bytes = unlock(text, passphrase)?;
        let pack: Pack = serde_json::from_slice(&bytes).or_fault(Code::BadFile, CANNOT_PACK)?;
        let raw = |text: &str| hex::decode(text).or_fault(Code::BadFile, CANNOT_PACK);
        let office = OfficeKey::from_bytes(&raw(&pack.office)?)?;
        let root = pack.root.as_deref().map(raw).transpose()?;
        let root = root.map(|bytes| RootKey::from_bytes(&bytes)).transpose()?;
        let trusted = TrustList::parse(&pack.trusted)?;
        let other = |here: Option<KeyId>, back: Option<KeyId>| here.is_some() && here != back;
        if other(self.office.as_ref().map(OfficeKey::id), Some(office.id()))
            || other(
                self.own_root()?.map(|root| root.id()),
                root.as_ref().map(RootKey::id),
            )
        {
            return Err(Fault::new(
                Code::BadKey,
                "Thư mục này đang có khóa khác. Hãy phục hồi khóa vào thư mục dữ liệu chưa có khóa (đổi tên thư mục keys hiện có trước).",
            ));
        }
        fs::create_dir_all(&self.folder).or_fault(Code::NoAccess, CANNOT_WRITE)?;
        if self.own_root()?.is_none()
            && let Some(root) = &root
        {
            keep_secret(&self.folder.join("root.key"), &root.to_bytes())?;
        }
        let roots = trusted.root_ids();
        self.trust.merge(&trusted, &roots)?;
        self.save()?;
        // Last: with it the office can seal, and then everything else is there.
        if self.office.is_none() {
            keep_secret(&self.folder.join("office.key"), &office.to_bytes())?;
            self.office = Some(office);
        }
        Ok(())
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
