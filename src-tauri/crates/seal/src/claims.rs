//! What a seal says, and its CBOR form.
//!
//! A map with small integers as keys, in ascending order, shortest encoding:
//!
//! | key | claim | form |
//! | --- | --- | --- |
//! | 1 | kind | unsigned |
//! | 2 | dossier | unsigned `n`: the code is `{unit}-{YYMMDD of received}-{n, at least 4 digits}`; any other code is text |
//! | 3 | unit | text; left out when key 2 is text and the unit is what precedes its last two hyphens |
//! | 4 | procedure | unsigned `d·10⁶ + dddddd` for `d.dddddd`; any other code is text |
//! | 5 | received | minutes since 01/01/2020 00:00, local |
//! | 6 | due | minutes after received; left out when there is none |
//! | 7 | digest | 32 bytes |
//! | 8 | sample | `true`; left out when not |
//! | 9 | what a sealed result says (`result.rs`) | array; only for kind 4 |
//!
//! Other keys ≥ 0 are extras of a later program and are passed over; a negative key must be
//! understood, so whoever does not know it refuses the seal as newer.

use crate::minute;
use crate::result::ResultClaims;
use chrono::NaiveDateTime;
use ciborium::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What paper carries the seal. Numbers from 5 on are reserved for later programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SealKind {
    /// Form 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt = 1,
    /// Form 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementSlip = 2,
    /// Form 03, phiếu từ chối tiếp nhận giải quyết hồ sơ.
    RefusalSlip = 3,
    /// A result handed over.
    Result = 4,
}

impl SealKind {
    /// As a clerk calls the paper, lower case.
    pub fn title(self) -> &'static str {
        match self {
            Self::Receipt => "giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            Self::SupplementSlip => "phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
            Self::RefusalSlip => "phiếu từ chối tiếp nhận giải quyết hồ sơ",
            Self::Result => "kết quả giải quyết thủ tục hành chính",
        }
    }

    fn from_number(number: i128) -> Option<Self> {
        [
            Self::Receipt,
            Self::SupplementSlip,
            Self::RefusalSlip,
            Self::Result,
        ]
        .into_iter()
        .find(|kind| *kind as i128 == number)
    }
}

/// What a seal says of the paper it stands on. No name, no identity number (invariant 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Claims {
    /// Which paper.
    pub kind: SealKind,
    /// Dossier code, `{unit code}-{YYMMDD}-{NNNN}` or the official system's own.
    pub dossier: String,
    /// Code of the unit that issued the paper.
    pub unit: String,
    /// Procedure code, `1.001193`.
    pub procedure: String,
    /// When the dossier was received: local, whole minutes (seconds are dropped by sealing).
    #[serde(with = "minute::json")]
    #[ts(type = "string")]
    pub received: NaiveDateTime,
    /// When the result is promised: local, whole minutes.
    #[serde(with = "minute::json_option")]
    #[ts(type = "string | null")]
    pub due: Option<NaiveDateTime>,
    /// [`crate::printed_digest`] of the fields on the page; hexadecimal in JSON.
    #[serde(with = "hex")]
    #[ts(type = "string")]
    pub digest: [u8; 32],
    /// The paper of a sample office: proves nothing.
    pub sample: bool,
}

const KIND: i128 = 1;
const DOSSIER: i128 = 2;
const UNIT: i128 = 3;
const PROCEDURE: i128 = 4;
const RECEIVED: i128 = 5;
const DUE: i128 = 6;
const DIGEST: i128 = 7;
const SAMPLE: i128 = 8;
const RESULT: i128 = 9;

/// Why signed bytes are not claims this program understands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotClaims {
    /// A kind or a key that must be understood and is not known here.
    Newer,
    /// Not the map described above.
    Malformed,
}

impl Claims {
    /// The same claims with times in whole minutes, as sealing keeps them.
    pub(crate) fn whole_minutes(&self) -> Self {
        Self {
            received: minute::whole(self.received),
            due: self.due.map(minute::whole),
            ..self.clone()
        }
    }

    pub(crate) fn to_cbor(&self, result: Option<Value>) -> Vec<u8> {
        let mut map: Vec<(Value, Value)> = Vec::with_capacity(9);
        let mut put = |key: i128, value: Value| map.push((integer(key), value));
        put(KIND, integer(self.kind as i128));
        match daily_number(&self.dossier, &self.unit, self.received) {
            Some(number) => {
                put(DOSSIER, integer(number.into()));
                put(UNIT, self.unit.as_str().into());
            }
            None => {
                put(DOSSIER, self.dossier.as_str().into());
                if unit_of(&self.dossier) != Some(self.unit.as_str()) {
                    put(UNIT, self.unit.as_str().into());
                }
            }
        }
        put(
            PROCEDURE,
            match short_procedure(&self.procedure) {
                Some(number) => integer(number.into()),
                None => self.procedure.as_str().into(),
            },
        );
        let received = minute::count(self.received);
        put(RECEIVED, integer(received.into()));
        if let Some(due) = self.due {
            put(DUE, integer((minute::count(due) - received).into()));
        }
        put(DIGEST, Value::Bytes(self.digest.to_vec()));
        if self.sample {
            put(SAMPLE, Value::Bool(true));
        }
        if let Some(result) = result {
            put(RESULT, result);
        }
        let mut bytes = Vec::new();
        // Writing to memory cannot fail; were it to, the empty payload verifies nowhere.
        if ciborium::into_writer(&Value::Map(map), &mut bytes).is_err() {
            bytes.clear();
        }
        bytes
    }

    pub(crate) fn from_cbor(bytes: &[u8]) -> Result<(Self, Option<ResultClaims>), NotClaims> {
        let mut rest = bytes;
        let Ok(Value::Map(map)) = ciborium::from_reader(&mut rest) else {
            return Err(NotClaims::Malformed);
        };
        if !rest.is_empty() {
            return Err(NotClaims::Malformed);
        }
        let map = Entries::read(map)?;
        let kind = SealKind::from_number(map.integer(KIND).ok_or(NotClaims::Malformed)?)
            .ok_or(NotClaims::Newer)?;
        let result = match map.get(RESULT).filter(|_| kind == SealKind::Result) {
            None => None,
            Some(value) => Some(ResultClaims::read(value).ok_or(NotClaims::Malformed)?),
        };
        Ok((map.build(kind).ok_or(NotClaims::Malformed)?, result))
    }
}

/// The map with each key once.
struct Entries(Vec<(i128, Value)>);

impl Entries {
    fn read(map: Vec<(Value, Value)>) -> Result<Self, NotClaims> {
        let mut entries: Vec<(i128, Value)> = Vec::with_capacity(map.len());
        for (key, value) in map {
            let key: i128 = key.as_integer().ok_or(NotClaims::Malformed)?.into();
            if key < 0 {
                return Err(NotClaims::Newer);
            }
            if entries.iter().any(|(seen, _)| *seen == key) {
                return Err(NotClaims::Malformed);
            }
            entries.push((key, value));
        }
        Ok(Self(entries))
    }

    fn get(&self, key: i128) -> Option<&Value> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    fn integer(&self, key: i128) -> Option<i128> {
        self.get(key)?.as_integer().map(Into::into)
    }

    fn minutes(&self, key: i128) -> Option<i64> {
        self.integer(key)?.try_into().ok()
    }

    fn build(&self, kind: SealKind) -> Option<Claims> {
        let unit = self.get(UNIT).map(|unit| unit.as_text());
        let start = self.minutes(RECEIVED)?;
        let received = minute::at(start)?;
        let (dossier, unit) = match self.get(DOSSIER)? {
            Value::Integer(number) => {
                let unit = unit??;
                let number = u32::try_from(*number).ok()?;
                (daily_code(unit, received, number), unit.to_owned())
            }
            Value::Text(code) => {
                let unit = match unit {
                    Some(unit) => unit?,
                    None => unit_of(code)?,
                };
                (code.clone(), unit.to_owned())
            }
            _ => return None,
        };
        let procedure = match self.get(PROCEDURE)? {
            Value::Text(code) => code.clone(),
            Value::Integer(number) => {
                let number = u32::try_from(*number).ok()?;
                let (family, serial) = (number / 1_000_000, number % 1_000_000);
                (family < 10).then(|| format!("{family}.{serial:06}"))?
            }
            _ => return None,
        };
        let due = match self.get(DUE) {
            None => None,
            Some(_) => Some(minute::at(start.checked_add(self.minutes(DUE)?)?)?),
        };
        let sample = match self.get(SAMPLE) {
            None => false,
            Some(value) => value.as_bool()?,
        };
        Some(Claims {
            kind,
            dossier,
            unit,
            procedure,
            received,
            due,
            digest: self.get(DIGEST)?.as_bytes()?.as_slice().try_into().ok()?,
            sample,
        })
    }
}

fn integer(number: i128) -> Value {
    // Every number here is far inside CBOR's range; zero would be refused on reading.
    Value::Integer(ciborium::value::Integer::try_from(number).unwrap_or(0.into()))
}

fn daily_code(unit: &str, received: NaiveDateTime, number: u32) -> String {
    format!("{unit}-{}-{number:04}", received.format("%y%m%d"))
}

/// The number of the day, when the code is exactly what [`daily_code`] writes.
fn daily_number(dossier: &str, unit: &str, received: NaiveDateTime) -> Option<u32> {
    let number = dossier.rsplit_once('-')?.1.parse().ok()?;
    (daily_code(unit, received, number) == dossier).then_some(number)
}

fn unit_of(dossier: &str) -> Option<&str> {
    Some(dossier.rsplit_once('-')?.0.rsplit_once('-')?.0)
}

/// `1.001193` → 1 001 193; anything else stays text.
fn short_procedure(code: &str) -> Option<u32> {
    let (family, serial) = code.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if family.len() != 1 || serial.len() != 6 || !digits(family) || !digits(serial) {
        return None;
    }
    Some(family.parse::<u32>().ok()? * 1_000_000 + serial.parse::<u32>().ok()?)
}
