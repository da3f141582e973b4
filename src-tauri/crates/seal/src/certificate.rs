use crate::framed::Framed;
use crate::key::{KeyId, PublicKey, RootKey, Signature};
use crate::minute;
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A root's word that a key belongs to a unit, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Number among the root's certificates, from 1.
    pub serial: u32,
    /// The office's public key.
    pub key: PublicKey,
    /// Unit code it may seal for; compared exactly.
    pub unit: String,
    /// The unit's name, as shown to whoever verifies.
    pub unit_name: String,
    /// First minute in which it may seal, local.
    #[serde(with = "minute::json")]
    #[ts(type = "string")]
    pub not_before: NaiveDateTime,
    /// Last minute in which it may seal, local.
    #[serde(with = "minute::json")]
    #[ts(type = "string")]
    pub not_after: NaiveDateTime,
    /// The root's signature over all of the above.
    pub signature: Signature,
}

impl Certificate {
    /// Certifies a key. Wrong order of times, an empty unit or an unusable key is
    /// [`Code::BadKey`].
    pub fn issue(
        root: &RootKey,
        serial: u32,
        key: PublicKey,
        unit: &str,
        unit_name: &str,
        (not_before, not_after): (NaiveDateTime, NaiveDateTime),
    ) -> Result<Self> {
        let mut certificate = Self {
            serial,
            key,
            unit: unit.to_owned(),
            unit_name: unit_name.to_owned(),
            not_before: minute::whole(not_before),
            not_after: minute::whole(not_after),
            signature: Signature([0; 64]),
        };
        certificate.check_fields()?;
        certificate.signature = root.sign(&certificate.signed_bytes());
        Ok(certificate)
    }

    /// Refuses a certificate this root did not sign or that cannot be.
    pub(crate) fn check(&self, root: &PublicKey) -> Result<()> {
        self.check_fields()?;
        if root.verify(&self.signed_bytes(), &self.signature) {
            return Ok(());
        }
        Err(self.fault("không do khóa gốc của danh sách ký, hoặc đã bị sửa"))
    }

    /// Whether it holds at that time, both ends included.
    pub(crate) fn holds_at(&self, time: NaiveDateTime) -> bool {
        self.not_before <= time && time <= self.not_after
    }

    fn check_fields(&self) -> Result<()> {
        if self.unit.is_empty() || self.unit_name.is_empty() {
            return Err(self.fault("thiếu mã hoặc tên đơn vị"));
        }
        if self.not_after < self.not_before {
            return Err(self.fault("có ngày hết hạn trước ngày bắt đầu"));
        }
        if !self.key.is_usable() {
            return Err(self.fault("chứa khóa công khai không dùng được"));
        }
        Ok(())
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::new(
            Code::BadKey,
            format!(
                "Chứng thư số {} của đơn vị “{}” {what}. Hãy xin lại danh sách khóa tin cậy từ nơi phát hành.",
                self.serial, self.unit
            ),
        )
    }

    fn signed_bytes(&self) -> Vec<u8> {
        Framed::new("motcua-certificate-1")
            .number(self.serial.into())
            .bytes(&self.key.0)
            .text(&self.unit)
            .text(&self.unit_name)
            .number(minute::count(self.not_before))
            .number(minute::count(self.not_after))
            .done()
    }
}

/// Why a key is no longer trusted; it decides which of its seals still count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RevocationKind {
    /// Lost, stolen or perhaps copied: no seal of it counts, whatever day it bears, because the
    /// thief writes the day.
    Compromised,
    /// Replaced or the office closed: what it sealed before that time still counts.
    Retired,
}

/// A root's word that a key is no longer trusted. Guarded by the signature of its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The key.
    pub key: KeyId,
    /// Since when, local.
    #[serde(with = "minute::json")]
    #[ts(type = "string")]
    pub from: NaiveDateTime,
    /// What happened to it.
    pub kind: RevocationKind,
    /// The same in words, as shown to whoever verifies.
    pub reason: String,
}

impl Revocation {
    /// Whether a seal that says it was made at that time is refused.
    pub(crate) fn covers(&self, sealed: NaiveDateTime) -> bool {
        match self.kind {
            RevocationKind::Compromised => true,
            RevocationKind::Retired => self.from <= sealed,
        }
    }

    pub(crate) fn frame(&self, framed: Framed) -> Framed {
        framed
            .bytes(&self.key.0)
            .number(minute::count(self.from))
            .number(match self.kind {
                RevocationKind::Compromised => 1,
                RevocationKind::Retired => 2,
            })
            .text(&self.reason)
    }
}
