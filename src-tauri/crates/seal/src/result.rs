//! The seal of a result: what another office needs to use it, and nothing that says whose it is.
//!
//! Key 9 of the claims, an array of at least four:
//!
//! | at | what | form |
//! | --- | --- | --- |
//! | 0 | kind | first 4 bytes of SHA-256 of the evidence id |
//! | 1 | issued | days since 01/01/2000 |
//! | 2 | number | bytes, masked with the holder's key; null where it has none |
//! | 3 | issuer | text; null where the unit that sealed issued it too |
//!
//! `received` is when it was sealed, `due` the last minute of its validity. The official number of a
//! health-insurance card or an identity card names a person, so it is masked: whoever knows the
//! holder's number and birth date reads it, nobody else does.
//!
//! `digest` is two halves. The first ties kind, number, issue, validity, issuer and holder together and can
//! be made again from the code and the holder alone: that is the proof that the result is theirs. The
//! second ties the structured fields, which stand only on the page.
//!
//! All of it hangs on a [`HolderKey`]: Argon2id over number and birth date, salted with the seal's own
//! reference. Twelve digits of which an acquaintance can guess six are no secret, so no hash hides them
//! from somebody who spends days on one paper; but each guess costs 19 MiB and some 20 ms, no table
//! serves for two papers, and sweeping all numbers and birth dates takes thousands of years of computing.

use crate::claims::Claims;
use crate::framed::Framed;
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ciborium::Value;
use motcua_fault::{Code, OrFault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

/// Memory of one derivation in KiB, and passes over it (RFC 9106; the low-memory profile of OWASP).
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// What only those know who know the holder's number and birth date, for one seal. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct HolderKey([u8; 32]);

impl HolderKey {
    /// Derives it; takes some tens of milliseconds. `id`: identity number or the organisation's, as
    /// stored; `birth`: `YYYY-MM-DD`, `None` for an organisation.
    pub fn derive(reference: &str, id: &str, birth: Option<&str>) -> Result<Self> {
        let failed = "Không tính được mã gắn kết quả với người giữ. Hãy báo cán bộ kỹ thuật.";
        let salt = Sha256::digest(Framed::new("motcua-holder-salt-1").text(reference).done());
        let known = Framed::new("motcua-holder-1")
            .text(id)
            .text(birth.unwrap_or_default())
            .done();
        let params = Params::new(MEMORY, PASSES, 1, Some(32)).or_fault(Code::Internal, failed)?;
        let mut key = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(&known, &salt[..16], &mut key)
            .or_fault(Code::Internal, failed)?;
        Ok(Self(key))
    }

    fn framed(&self, purpose: &str) -> Framed {
        Framed::new(purpose).bytes(&self.0)
    }

    /// The same once more gives the bytes back.
    fn masked(&self, bytes: &[u8]) -> Vec<u8> {
        bytes
            .chunks(32)
            .enumerate()
            .flat_map(|(block, chunk)| {
                let mask =
                    Sha256::digest(self.framed("motcua-number-1").number(block as i64).done());
                chunk
                    .iter()
                    .zip(mask)
                    .map(|(byte, mask)| byte ^ mask)
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

impl std::fmt::Debug for HolderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HolderKey(secret)")
    }
}

/// The first 4 bytes of SHA-256 of an evidence id; hexadecimal in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(as = "String")]
pub struct KindMark(#[serde(with = "hex")] pub [u8; 4]);

impl KindMark {
    /// The mark of an evidence id.
    pub fn of(evidence: &str) -> Self {
        let hash: [u8; 32] = Sha256::digest(evidence).into();
        Self([hash[0], hash[1], hash[2], hash[3]])
    }
}

/// A result to be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultToSeal<'a> {
    /// The seal's own code, `{unit}-{YYMMDD of sealing}-{number}`.
    pub reference: &'a str,
    /// Code of the unit that seals.
    pub unit: &'a str,
    /// Procedure it came of; empty where that is not known.
    pub procedure: &'a str,
    /// When it is sealed, local.
    pub sealed: NaiveDateTime,
    /// Evidence id.
    pub kind: &'a str,
    /// Official number.
    pub number: Option<&'a str>,
    /// Day of issue.
    pub issued: NaiveDate,
    /// Last day of validity.
    pub valid_until: Option<NaiveDate>,
    /// Who issued it, where that is not the unit that seals.
    pub issuer: Option<&'a str>,
    /// Structured fields, in the order of the page.
    pub fields: &'a [(&'a str, &'a str)],
    /// Of a sample office.
    pub sample: bool,
}

impl ResultToSeal<'_> {
    pub(crate) fn claims(&self, holder: &HolderKey) -> (Claims, Value) {
        let claims = Claims {
            kind: crate::SealKind::Result,
            dossier: self.reference.to_owned(),
            unit: self.unit.to_owned(),
            procedure: self.procedure.to_owned(),
            received: self.sealed,
            due: self.valid_until.and_then(|day| day.and_hms_opt(23, 59, 0)),
            digest: digest(
                &holder_half(
                    holder,
                    self.kind,
                    self.number,
                    self.issued,
                    self.valid_until,
                    self.issuer,
                ),
                &fields_half(holder, self.fields),
            ),
            sample: self.sample,
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let extra = Value::Array(vec![
            Value::Bytes(KindMark::of(self.kind).0.to_vec()),
            Value::Integer((self.issued - first_day()).num_days().into()),
            self.number.map_or(Value::Null, |number| {
                Value::Bytes(holder.masked(number.as_bytes()))
            }),
            self.issuer.map_or(Value::Null, text),
        ]);
        (claims, extra)
    }
}

/// What a sealed result says beside its claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResultClaims {
    /// Which kind; the catalogue knows its name.
    pub kind: KindMark,
    /// Day of issue.
    #[ts(type = "string")]
    pub issued: NaiveDate,
    /// Who issued it, where that is not the unit that sealed.
    pub issuer: Option<String>,
    /// The official number, masked.
    #[serde(skip)]
    number: Option<Vec<u8>>,
}

/// What the right holder opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The official number.
    pub number: Option<String>,
}

impl ResultClaims {
    /// Whether the result is of that kind and that holder's; then what was masked. The key must be
    /// derived with the reference of these claims.
    pub fn open(&self, claims: &Claims, kind: &str, holder: &HolderKey) -> Option<Opened> {
        let number = match &self.number {
            None => None,
            Some(masked) => Some(String::from_utf8(holder.masked(masked)).ok()?),
        };
        let half = holder_half(
            holder,
            kind,
            number.as_deref(),
            self.issued,
            claims.due.map(|due| due.date()),
            self.issuer.as_deref(),
        );
        (KindMark::of(kind) == self.kind && claims.digest[..16] == half)
            .then_some(Opened { number })
    }

    pub(crate) fn read(value: &Value) -> Option<Self> {
        let [kind, issued, number, issuer, ..] = value.as_array()?.as_slice() else {
            return None;
        };
        let days: i64 = i128::from(issued.as_integer()?).try_into().ok()?;
        Some(Self {
            kind: KindMark(kind.as_bytes()?.as_slice().try_into().ok()?),
            issued: first_day().checked_add_signed(TimeDelta::try_days(days)?)?,
            number: match number {
                Value::Null => None,
                masked => Some(masked.as_bytes()?.clone()),
            },
            issuer: match issuer {
                Value::Null => None,
                text => Some(text.as_text()?.to_owned()),
            },
        })
    }
}

/// Whether structured fields, as read from the page, are those that were sealed.
pub fn fields_are_sealed(claims: &Claims, holder: &HolderKey, fields: &[(&str, &str)]) -> bool {
    claims.digest[16..] == fields_half(holder, fields)
}

fn holder_half(
    holder: &HolderKey,
    kind: &str,
    number: Option<&str>,
    issued: NaiveDate,
    valid_until: Option<NaiveDate>,
    issuer: Option<&str>,
) -> [u8; 16] {
    let day = |day: NaiveDate| day.to_string();
    half(
        holder
            .framed("motcua-result-1")
            .text(kind)
            .number(number.is_some().into())
            .text(number.unwrap_or_default())
            .text(&day(issued))
            .text(&valid_until.map(day).unwrap_or_default())
            .number(issuer.is_some().into())
            .text(issuer.unwrap_or_default()),
    )
}

fn fields_half(holder: &HolderKey, fields: &[(&str, &str)]) -> [u8; 16] {
    let start = holder.framed("motcua-fields-1").number(fields.len() as i64);
    half(
        fields
            .iter()
            .fold(start, |framed, (name, text)| framed.text(name).text(text)),
    )
}

fn half(framed: Framed) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&Sha256::digest(framed.done())[..16]);
    half
}

fn digest(first: &[u8; 16], second: &[u8; 16]) -> [u8; 32] {
    let mut digest = [0; 32];
    digest[..16].copy_from_slice(first);
    digest[16..].copy_from_slice(second);
    digest
}

fn first_day() -> NaiveDate {
    // A constant that exists; the fallback is never reached.
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}
