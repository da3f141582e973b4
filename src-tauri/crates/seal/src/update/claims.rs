//! What the manifest says, and who signed it.

use crate::{
    key::{KeyId, OfficeKey, PublicKey, RootKey, Signature},
    minute,
    text::protected,
    trust::TrustList,
};
use chrono::{NaiveDate, NaiveDateTime};
use coset::{CborSerializable, CoseSign1, CoseSign1Builder};
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ts_rs::TS;

/// Signed beside the manifest, so that a seal of a paper never serves as an update, nor the reverse.
const PURPOSE: &[u8] = b"motcua-update-1";

/// Day and number of the day; a later one replaces an earlier one, never the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct UpdateVersion {
    /// The day it was made.
    pub day: NaiveDate,
    /// From 1 on each day.
    pub serial: u32,
}

impl fmt::Display for UpdateVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.day, self.serial)
    }
}

impl From<UpdateVersion> for String {
    fn from(version: UpdateVersion) -> Self {
        version.to_string()
    }
}

impl TryFrom<String> for UpdateVersion {
    type Error = Fault;
    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for UpdateVersion {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self> {
        let read = || {
            let (day, serial) = text.split_once('.')?;
            let version = Self {
                day: day.parse().ok()?,
                serial: serial.parse().ok()?,
            };
            // One way to write it.
            (version.serial > 0 && version.to_string() == text).then_some(version)
        };
        read().ok_or_else(|| {
            Fault::new(
                Code::BadInput,
                "Số hiệu bản cập nhật phải là ngày và số thứ tự, ví dụ 2026-11-21.1.",
            )
        })
    }
}

/// One file of the update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateFile {
    /// Path below `data/`, or [`super::KEYS`].
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    #[serde(with = "hex")]
    pub digest: [u8; 32],
}

/// What the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateClaims {
    /// Day and number.
    pub version: UpdateVersion,
    /// When it was signed, local, whole minutes.
    #[serde(with = "minute::json")]
    pub made: NaiveDateTime,
    /// The oldest program that can use it, `0.1.0`.
    pub least_program: String,
    /// The program it was made with.
    pub made_with: String,
    /// What it brings, in the maker's words; may be empty.
    pub note: String,
    /// The files, ascending by path.
    pub files: Vec<UpdateFile>,
}

/// The key an update is signed with.
#[derive(Clone, Copy)]
pub enum Signer<'a> {
    /// A root: the city's, or an office's own.
    Root(&'a RootKey),
    /// An office's key, certified by a root.
    Office(&'a OfficeKey),
}

impl Signer<'_> {
    fn id(self) -> KeyId {
        match self {
            Signer::Root(key) => key.id(),
            Signer::Office(key) => key.id(),
        }
    }

    fn sign(self, bytes: &[u8]) -> Signature {
        match self {
            Signer::Root(key) => key.sign(bytes),
            Signer::Office(key) => key.sign(bytes),
        }
    }
}

/// Who signed, as this machine's list of trusted keys knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UpdateSigner {
    /// Name of the key.
    pub key: KeyId,
    /// Whose it is.
    pub name: String,
    /// Signed with a root key.
    pub root: bool,
}

/// The signed manifest.
pub(super) fn sign(signer: Signer<'_>, claims: &UpdateClaims) -> Result<Vec<u8>> {
    let internal = |cause: String| {
        Fault::new(
            Code::Internal,
            "Không lập được bản cập nhật. Hãy báo cán bộ kỹ thuật.",
        )
        .because(cause)
    };
    let mut payload = Vec::new();
    ciborium::into_writer(claims, &mut payload).map_err(|cause| internal(cause.to_string()))?;
    CoseSign1Builder::new()
        .protected(protected(signer.id()))
        .payload(payload)
        .create_signature(PURPOSE, |bytes| signer.sign(bytes).0.to_vec())
        .build()
        .to_vec()
        .map_err(|cause| internal(cause.to_string()))
}

/// Checks the signature, then reads what it covers.
pub(super) fn open(bytes: &[u8], trust: &TrustList) -> Result<(UpdateClaims, UpdateSigner)> {
    let broken = || {
        Fault::new(
            Code::BadSeal,
            "Tệp cập nhật không có chữ ký đọc được: tệp bị cắt, bị sửa hoặc không do Một Cửa lập. Hãy lấy lại tệp.",
        )
    };
    let message = CoseSign1::from_slice(bytes).map_err(|_| broken())?;
    let key: [u8; 8] = message
        .protected
        .header
        .key_id
        .as_slice()
        .try_into()
        .map_err(|_| broken())?;
    let key = KeyId(key);
    let signature: [u8; 64] = message
        .signature
        .as_slice()
        .try_into()
        .map_err(|_| broken())?;
    let signature = Signature(signature);
    let canonical = message.unprotected.is_empty()
        && message.protected.original_data.as_deref() == protected(key).to_vec().ok().as_deref()
        && message.clone().to_vec().is_ok_and(|again| again == bytes);
    let payload = message
        .payload
        .as_deref()
        .filter(|_| canonical)
        .ok_or_else(broken)?;
    let signed = message.tbs_data(PURPOSE);
    let by = |public: &PublicKey| public.verify(&signed, &signature);
    let altered = || {
        Fault::new(
            Code::BadSeal,
            "Chữ ký của tệp cập nhật không khớp: tệp đã bị sửa sau khi ký. Không dùng tệp này.",
        )
    };
    let read = || {
        let claims: UpdateClaims = ciborium::from_reader(payload).map_err(|_| broken())?;
        Ok::<_, Fault>(claims)
    };
    if let Some(list) = trust.lists().iter().find(|list| list.root.id() == key) {
        if !by(&list.root) {
            return Err(altered());
        }
        let signer = UpdateSigner {
            key,
            name: list.name.clone(),
            root: true,
        };
        return Ok((read()?, signer));
    }
    let named: Vec<_> = trust.certificates_of(key).collect();
    if named.is_empty() {
        return Err(Fault::new(
            Code::BadKey,
            format!(
                "Tệp cập nhật ký bằng khóa {key}, không có trong danh sách khóa tin cậy của máy này. \
                 Hãy hỏi nơi gửi; tin thì nạp danh sách khóa của nơi đó trước."
            ),
        ));
    }
    if !named.iter().any(|(_, certificate)| by(&certificate.key)) {
        return Err(altered());
    }
    let claims = read()?;
    if let Some((_, revocation)) = named
        .iter()
        .find_map(|(list, c)| Some((c, list.revocation(key, claims.made)?)))
    {
        return Err(Fault::new(
            Code::BadKey,
            format!(
                "Khóa ký tệp cập nhật này đã bị thu hồi (lý do: {}). Không dùng tệp này.",
                revocation.reason
            ),
        ));
    }
    let holds = named
        .iter()
        .find(|(_, certificate)| by(&certificate.key) && certificate.holds_at(claims.made));
    match holds {
        Some((_, certificate)) => Ok((
            claims,
            UpdateSigner {
                key,
                name: certificate.unit_name.clone(),
                root: false,
            },
        )),
        None => Err(Fault::new(
            Code::BadKey,
            "Tệp cập nhật ký ngoài thời gian khóa của nơi lập được chứng nhận. Hãy xin tệp ký lại.",
        )),
    }
}
