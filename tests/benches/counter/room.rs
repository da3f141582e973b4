//! A counter to measure: the catalogue as built for the program, and offices on a real disk.

use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::{build::build, source::Files};
use motcua_desk::{Desk, Reference, SetUp};
use motcua_office::Reception;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

pub struct Room {
    pub reference: Arc<Reference>,
    pub files: Files,
}

impl Room {
    pub fn new() -> Self {
        let files = Files::read_dir(&data()).expect("the authored catalogue");
        let built = build(&files).expect("a faultless catalogue");
        // No tables of its own: the bundled ones hold.
        let reference = Reference::new(&built, folder().path()).expect("the built catalogue");
        Self {
            reference: Arc::new(reference),
            files,
        }
    }

    /// A new office in a folder of its own.
    pub fn office(&self) -> (TempDir, Desk) {
        let folder = folder();
        let desk = Desk::open(&folder.path().join("data"), self.reference.clone(), now());
        let desk = desk.expect("a desk");
        let set_up = SetUp {
            unit: "phường Hải Châu".to_owned(),
            unit_code: None,
            counter: 1,
            clerk: "Trần Thị Bình".to_owned(),
            phone: Some("02363822134".to_owned()),
        };
        desk.set_up(set_up, false, now()).expect("an office");
        (folder, desk)
    }
}

/// The authored catalogue.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data")
}

/// Below the build's own folder: the system's temporary one may be memory, where syncing is free.
pub fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// A Wednesday morning.
pub fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 10, 14)
        .and_then(|day| day.and_hms_opt(9, 20, 0))
        .expect("a moment")
}

/// Birth in time, complete.
pub fn birth() -> Reception {
    serde_json::from_value(motcua_tests::birth()).expect("a reception")
}
