//! An invented office with its root, for the tests.
#![allow(dead_code)]

use chrono::{NaiveDate, NaiveDateTime};
use motcua_seal::*;

pub const UNIT: &str = "H17.35.12";

pub fn at(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(y, m, d)
        .and_then(|day| day.and_hms_opt(h, min, 0))
        .unwrap()
}

pub fn now() -> NaiveDateTime {
    at(2026, 10, 14, 9, 0)
}

pub fn year() -> (NaiveDateTime, NaiveDateTime) {
    (at(2026, 1, 1, 0, 0), at(2027, 12, 31, 23, 59))
}

pub fn root() -> RootKey {
    RootKey::from_seed([1; 32])
}

pub fn key() -> OfficeKey {
    OfficeKey::from_seed([2; 32])
}

/// The list of a root that certified [`key`] for [`UNIT`].
pub fn trust() -> TrustList {
    let mut trust = TrustList::with_root(&root(), "Thành phố thử nghiệm", now());
    trust
        .certify(
            &root(),
            key().public(),
            UNIT,
            "Phường Thử Nghiệm",
            year(),
            now(),
        )
        .unwrap();
    trust
}

pub fn claims() -> Claims {
    Claims {
        kind: SealKind::Receipt,
        dossier: format!("{UNIT}-261014-1001"),
        unit: UNIT.to_owned(),
        procedure: "1.001193".to_owned(),
        received: at(2026, 10, 14, 8, 30),
        due: Some(at(2026, 10, 14, 17, 0)),
        digest: printed_digest(&[("dossier_code", "H17.35.12-261014-1001"), ("phone", "")]),
        sample: false,
    }
}
