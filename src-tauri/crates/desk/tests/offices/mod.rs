//! Offices in folders of their own, with the catalogue as it is shipped.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::{build::build, source::Files};
use motcua_desk::{Desk, Reference, SetUp};
use serde_json::json;
use std::{path::Path, sync::Arc, sync::OnceLock};

pub fn at(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(y, m, d)
        .unwrap()
        .and_hms_opt(h, min, 0)
        .unwrap()
}

fn files() -> Files {
    let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data"));
    Files::read_dir(data).unwrap()
}

fn bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| build(&files()).unwrap())
}

/// The same catalogue with one more line in a procedure's file.
pub fn with_line(file: &str, line: &str) -> Vec<u8> {
    let mut files = files();
    let text = files.0.get_mut(file).unwrap();
    *text = text.replacen("\n[plain]", &format!("{line}\n\n[plain]"), 1);
    assert!(text.contains(line));
    build(&files).unwrap()
}

/// An office, and the folder it goes with.
pub struct Place {
    pub desk: Desk,
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn of(unit: &str, now: NaiveDateTime) -> Self {
        Self::with(bytes(), unit, now)
    }

    pub fn with(catalogue: &[u8], unit: &str, now: NaiveDateTime) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let reference = Arc::new(Reference::new(catalogue, folder.path()).unwrap());
        let desk = Desk::open(folder.path(), reference, now).unwrap();
        desk.set_up(
            SetUp {
                unit: unit.to_owned(),
                unit_code: None,
                counter: 1,
                clerk: "Trần Thị Bình".to_owned(),
                phone: None,
            },
            false,
            now,
        )
        .unwrap();
        Self { desk, folder }
    }

    /// Closed and opened again, as the next morning.
    pub fn reopened(self, now: NaiveDateTime) -> Self {
        let Self { desk, folder } = self;
        drop(desk);
        let reference = Arc::new(Reference::new(bytes(), folder.path()).unwrap());
        let desk = Desk::open(folder.path(), reference, now).unwrap();
        Self { desk, folder }
    }

    /// Gives its trusted keys to another, which trusts them.
    pub fn is_trusted_by(&self, other: &Place) {
        let ours = self.desk.keys().trust().clone();
        let roots = ours.root_ids();
        other.desk.keys().take(&ours, &roots).unwrap();
    }
}

/// The couple of these tests; nobody's names and numbers.
pub const HUSBAND: (&str, &str, &str) = ("048095001234", "Nguyễn Văn An", "1995-03-15");
pub const WIFE: (&str, &str, &str) = ("048197005678", "Lê Thị Hoa", "1997-09-02");

pub fn person((id, name, birth): (&str, &str, &str)) -> serde_json::Value {
    json!({ "id": id, "name": name, "birth": birth, "address": "Tổ 1, phường Hải Châu, thành phố Đà Nẵng" })
}

pub fn holder((id, name, birth): (&str, &str, &str)) -> serde_json::Value {
    json!({ "id": id, "name": name, "birth": birth })
}

pub fn of<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).unwrap()
}
