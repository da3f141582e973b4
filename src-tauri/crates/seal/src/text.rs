//! The text in the QR: `{dossier code} MC1:{base45 of the COSE_Sign1 message}`.
//!
//! The message is an untagged COSE_Sign1: protected `{1: -8 (EdDSA), 4: key id}`, nothing
//! unprotected, the claims, the signature. There is one way to write it; a message written otherwise
//! is refused even if its signature is right, so that no bit of the text is without meaning.

use crate::claims::Claims;
use crate::key::{KeyId, OfficeKey, PublicKey, Signature};
use crate::result::{HolderKey, ResultToSeal};
use ciborium::Value;
use coset::{CborSerializable, CoseSign1, CoseSign1Builder, Header, HeaderBuilder, iana};
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Characters a version-11 code at level M holds in alphanumeric mode (ISO/IEC 18004, table 7).
pub const MAX_CHARS: usize = 366;
/// Modules a side of a version-11 code.
pub const MAX_MODULES: usize = 61;
/// Longest dossier code: a unit code of 35 characters, the day, a number of 8 digits.
const MAX_DOSSIER: usize = 51;

const MARK: &str = "MC";
const VERSION: u32 = 1;

/// A seal as text of a QR's alphanumeric mode, at most [`MAX_CHARS`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct SealText(String);

impl SealText {
    /// The text to put into the QR.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SealText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Seals the claims with the office's key.
///
/// Seconds of the times are dropped. The dossier code may hold digits, capitals and `.-/` (all of
/// DOMAIN.md 5). Any code up to 51 characters that begins with its unit, with a procedure code up
/// to 15, fits; what does not is [`Code::DoesNotFit`].
pub fn seal(key: &OfficeKey, claims: &Claims) -> Result<SealText> {
    write(key, claims, None)
}

/// Seals a result for its holder. The holder's key must be derived with the same reference.
///
/// What does not fit is [`Code::DoesNotFit`]: with a unit code of 9 characters number and issuer may
/// have 50 bytes together, with the longest, 35, 8.
pub fn seal_result(
    key: &OfficeKey,
    result: &ResultToSeal<'_>,
    holder: &HolderKey,
) -> Result<SealText> {
    let (claims, more) = result.claims(holder);
    write(key, &claims, Some(more))
}

fn write(key: &OfficeKey, claims: &Claims, result: Option<Value>) -> Result<SealText> {
    if !is_code(&claims.dossier) || claims.dossier.len() > MAX_DOSSIER {
        return Err(Fault::new(
            Code::DoesNotFit,
            format!(
                "Mã hồ sơ “{}” không đưa được vào mã QR: chỉ dùng chữ in hoa không dấu, chữ số và các dấu . - /, \
                 dài không quá {MAX_DOSSIER} ký tự. Hãy kiểm tra mã đơn vị trong phần thiết lập.",
                claims.dossier
            ),
        ));
    }
    let message = CoseSign1Builder::new()
        .protected(protected(key.id()))
        .payload(claims.whole_minutes().to_cbor(result))
        .create_signature(&[], |bytes| key.sign(bytes).0.to_vec())
        .build()
        .to_vec()
        .map_err(|cause| {
            Fault::new(
                Code::Internal,
                "Không tạo được con dấu điện tử. Hãy báo cán bộ kỹ thuật.",
            )
            .because(cause)
        })?;
    let text = format!(
        "{} {MARK}{VERSION}:{}",
        claims.dossier,
        base45::encode(message)
    );
    if text.len() > MAX_CHARS {
        return Err(Fault::new(
            Code::DoesNotFit,
            "Nội dung con dấu điện tử dài quá cỡ mã QR trên giấy. Hãy rút ngắn mã đơn vị hoặc mã thủ tục.",
        )
        .because(format!("{} characters, at most {MAX_CHARS}", text.len())));
    }
    Ok(SealText(text))
}

/// The one protected header of every message of ours.
pub(crate) fn protected(key: KeyId) -> Header {
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .key_id(key.0.to_vec())
        .build()
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b".-/".contains(&b))
}

/// A text that has the form of a seal; nothing in it is proven yet.
pub(crate) struct Unproven {
    /// The code in clear before the mark.
    pub(crate) prefix: String,
    pub(crate) key: KeyId,
    message: CoseSign1,
    signature: Signature,
}

/// Why a text has not the form of a seal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotSeal {
    /// No mark of ours.
    NotOurs,
    /// The mark of ours, with letters that a QR never gives: an input method rewrote it.
    Mangled,
    /// The mark of ours, then not a whole message.
    Garbled,
    /// The mark of a later version.
    Newer,
}

impl Unproven {
    pub(crate) fn read(text: &str) -> Result<Self, NotSeal> {
        // Base45 never ends in a space, so what a scanner adds at the ends can go.
        let text = text.trim();
        let (prefix, rest) = text.split_once(' ').ok_or(NotSeal::NotOurs)?;
        let (mark, rest) = rest.split_at_checked(MARK.len()).ok_or(NotSeal::NotOurs)?;
        let (version, body) = rest.split_once(':').ok_or(NotSeal::NotOurs)?;
        if !mark.eq_ignore_ascii_case(MARK)
            || version.len() > 4
            || !version.bytes().all(|b| b.is_ascii_digit())
        {
            return Err(NotSeal::NotOurs);
        }
        if !text.is_ascii() || text.bytes().any(|b| b.is_ascii_lowercase()) {
            return Err(NotSeal::Mangled);
        }
        match version.parse::<u32>() {
            Ok(VERSION) if version.len() == 1 => {}
            Ok(number) if number > VERSION && !version.starts_with('0') => {
                return Err(NotSeal::Newer);
            }
            _ => return Err(NotSeal::Garbled),
        }
        if !is_code(prefix) || text.len() > MAX_CHARS {
            return Err(NotSeal::Garbled);
        }
        Self::message(prefix, body).ok_or(NotSeal::Garbled)
    }

    fn message(prefix: &str, body: &str) -> Option<Self> {
        let bytes = base45::decode(body).ok()?;
        // The decoder lets some texts through that the encoder never writes.
        if base45::encode(&bytes) != body {
            return None;
        }
        let message = CoseSign1::from_slice(&bytes).ok()?;
        let key = KeyId(message.protected.header.key_id.as_slice().try_into().ok()?);
        let signature = Signature(message.signature.as_slice().try_into().ok()?);
        let alone = message.unprotected.is_empty() && message.payload.is_some();
        let plain =
            message.protected.original_data.as_deref() == protected(key).to_vec().ok().as_deref();
        if !alone || !plain || message.clone().to_vec().ok()? != bytes {
            return None;
        }
        Some(Self {
            prefix: prefix.to_owned(),
            key,
            message,
            signature,
        })
    }

    /// The signed bytes, if this key signed them.
    pub(crate) fn proven_by(&self, key: &PublicKey) -> Option<&[u8]> {
        key.verify(&self.message.tbs_data(&[]), &self.signature)
            .then_some(self.message.payload.as_deref()?)
    }
}
