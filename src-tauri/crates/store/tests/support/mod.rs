//! A small office of the tests: one table of notes, and ways to look behind the store's back.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "only tests call this")]

use chrono::{NaiveDate, NaiveDateTime};
use motcua_store::rusqlite::Connection;
use motcua_store::{Actor, Migration, Store};
use std::path::{Path, PathBuf};

pub const NOTE: Migration = Migration {
    table: "note",
    version: 1,
    sql: "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;",
};

pub const EVENT: Migration = Migration {
    table: "note_event",
    version: 1,
    sql: concat!(
        "CREATE TABLE note_event (
             id INTEGER PRIMARY KEY,
             note TEXT NOT NULL REFERENCES note (id),
             what TEXT NOT NULL
         ) STRICT;",
        motcua_store::append_only!("note_event"),
    ),
};

pub const SCHEMA: &[Migration] = &[NOTE, EVENT];

/// 08:00 and some minutes on an ordinary working day.
pub fn at(minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, 2)
        .unwrap()
        .and_hms_opt(8 + minute / 60, minute % 60, 0)
        .unwrap()
}

pub fn clerk() -> Actor {
    Actor::new("Cán bộ Mẫu", 3)
}

pub struct Desk {
    pub folder: tempfile::TempDir,
    pub file: PathBuf,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("office.sqlite");
        Self { folder, file }
    }

    pub fn open(&self) -> Store {
        Store::open(&self.file, SCHEMA, at(0)).unwrap()
    }

    /// As after a power cut: the writes of `work` are in the WAL only, and nobody has it open.
    pub fn cut_after(&self, work: impl FnOnce(&Store)) {
        drop(self.open());
        let store = self.open();
        work(&store);
        let files = [self.file.clone(), self.wal()].map(|file| {
            let bytes = std::fs::read(&file).unwrap();
            (file, bytes)
        });
        drop(store);
        for (file, bytes) in files {
            std::fs::write(file, bytes).unwrap();
        }
    }

    pub fn wal(&self) -> PathBuf {
        self.folder.path().join("office.sqlite-wal")
    }

    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub fn copies(&self, why: &str) -> Vec<PathBuf> {
        self.names()
            .into_iter()
            .filter(|name| name.starts_with(&format!("office.{why}")))
            .map(|name| self.folder.path().join(name))
            .collect()
    }
}

/// Adds a note and logs it.
pub fn add(store: &Store, id: &str, minute: u32) -> motcua_fault::Result<i64> {
    store.write(&clerk(), at(minute), |tx| {
        tx.execute("INSERT INTO note VALUES (?1, ?2)", (id, "một dòng"))?;
        tx.log(
            "note",
            id,
            "added",
            &serde_json::json!({ "text": "một dòng" }),
        )
    })
}

pub fn notes(store: &Store) -> Vec<String> {
    store
        .read(|tx| tx.all("SELECT id FROM note ORDER BY id", [], |row| row.get(0)))
        .unwrap()
}

/// Another program on the file, past every guard of ours.
pub fn stranger(file: &Path) -> Connection {
    Connection::open(file).unwrap()
}
