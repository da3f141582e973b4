//! Opening: making, migrating, and refusing without touching.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod support;

use motcua_fault::Code;
use motcua_store::{Migration, NoticeKind, Store};
use std::fs;
use support::{Desk, EVENT, NOTE, SCHEMA, add, at, clerk, notes, stranger};

const COLOUR: Migration = Migration {
    table: "note",
    version: 2,
    sql: "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'trắng';
          UPDATE note SET text = 'đã nâng';",
};

const BROKEN: Migration = Migration {
    table: "note_event",
    version: 3,
    sql: "CREATE TABLE half (a) STRICT; UPDATE note SET text = 'hỏng'; DROP TABLE nowhere;",
};

#[test]
fn a_first_open_makes_the_file_and_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data").join("office.sqlite");
    let store = Store::open(&file, SCHEMA, at(0)).unwrap();
    let id = store.read(|tx| tx.device_id()).unwrap();
    assert_eq!(uuid::Uuid::parse_str(&id).unwrap().get_version_num(), 7);
    drop(store);
    let again = Store::open(&file, SCHEMA, at(1)).unwrap();
    assert_eq!(
        again.read(|tx| tx.device_id()).unwrap(),
        id,
        "a device is named once"
    );
    assert!(again.notices().is_empty());
    drop(again);
    let left: Vec<_> = std::fs::read_dir(folder.path().join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with("-wal") || name.ends_with("-shm"))
        .collect();
    assert!(
        left.is_empty(),
        "a clean end leaves no WAL to be taken for a power cut: {left:?}"
    );
}

#[test]
fn an_older_file_is_migrated_after_a_copy() {
    let desk = Desk::new();
    let old = desk.open();
    add(&old, "a", 1).unwrap();
    drop(old);
    let new = Store::open(&desk.file, &[NOTE, EVENT, COLOUR], at(2)).unwrap();
    let (text, colour): (String, String) = new
        .read(|tx| {
            tx.one("SELECT text, colour FROM note", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        })
        .unwrap();
    assert_eq!((text.as_str(), colour.as_str()), ("đã nâng", "trắng"));
    assert_eq!(new.notices()[0].kind, NoticeKind::Migrated);
    assert_eq!(new.verify_log().unwrap(), []);
    let copies = desk.copies("before-v2-20260302-080200");
    assert_eq!(copies.len(), 1, "{:?}", desk.names());
    let old = Store::open(&copies[0], SCHEMA, at(3)).unwrap();
    assert_eq!(notes(&old), ["a"], "the copy opens in the program before");
}

#[test]
fn a_migration_may_do_to_its_tables_what_sqlite_can() {
    let desk = Desk::new();
    let old = desk.open();
    add(&old, "a", 1).unwrap();
    old.write(&clerk(), at(1), |tx| {
        tx.insert(
            "INSERT INTO note_event (note, what) VALUES ('a', 'nhận')",
            [],
        )?;
        tx.log("note_event", 1, "added", &())
    })
    .unwrap();
    drop(old);
    let all = Migration {
        table: "note",
        version: 2,
        sql: "ALTER TABLE note RENAME COLUMN text TO body;
              ALTER TABLE note ADD COLUMN n INTEGER NOT NULL DEFAULT 0 CHECK (n >= 0);
              ALTER TABLE note DROP COLUMN n;
              CREATE INDEX note_body ON note (body);
              CREATE VIEW short AS SELECT id FROM note;
              CREATE VIRTUAL TABLE found USING fts5(body);
              INSERT INTO found SELECT body FROM note;
              CREATE TABLE rebuilt (id TEXT PRIMARY KEY, body TEXT NOT NULL, n INTEGER) STRICT;
              INSERT INTO rebuilt SELECT id, body, 1 FROM note;
              DROP VIEW short; DROP TABLE note; ALTER TABLE rebuilt RENAME TO note;",
    };
    let store = Store::open(&desk.file, &[NOTE, EVENT, all], at(2)).unwrap();
    assert_eq!(notes(&store), ["a"]);
    store
        .write(&clerk(), at(3), |tx| {
            tx.execute("INSERT INTO found VALUES ('tìm được')", [])?;
            tx.execute("DELETE FROM found WHERE found MATCH 'dòng'", [])?;
            tx.execute("INSERT INTO found(found) VALUES ('optimize')", [])?;
            tx.log("found", 0, "indexed", &())
        })
        .unwrap();
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was_beside_its_copy() {
    let desk = Desk::new();
    let old = desk.open();
    add(&old, "a", 1).unwrap();
    drop(old);
    let before = fs::read(&desk.file).unwrap();
    let fault = Store::open(&desk.file, &[NOTE, EVENT, COLOUR, BROKEN], at(2))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::Internal);
    assert!(
        fault.detail.unwrap().contains("note_event 3"),
        "the technician sees which"
    );
    assert_eq!(
        fs::read(&desk.file).unwrap(),
        before,
        "not even the step before the broken one stays"
    );
    assert_eq!(desk.copies("before-v3").len(), 1);
    assert_eq!(notes(&desk.open()), ["a"], "the program before works on");
}

#[test]
fn a_migration_cannot_end_its_transaction_or_leave_orphans() {
    for sql in [
        "CREATE TABLE half (a) STRICT; COMMIT;",
        "DELETE FROM note;",
        "UPDATE change_log SET clerk = 'x';",
        "DROP TABLE change_log;",
        "DROP TRIGGER change_log_not_deleted;",
    ] {
        let desk = Desk::new();
        let old = desk.open();
        add(&old, "a", 1).unwrap();
        old.write(&clerk(), at(1), |tx| {
            tx.insert(
                "INSERT INTO note_event (note, what) VALUES ('a', 'nhận')",
                [],
            )?;
            tx.log("note_event", 1, "added", &())
        })
        .unwrap();
        drop(old);
        let step = Migration {
            table: "bad",
            version: 9,
            sql,
        };
        let refused = Store::open(&desk.file, &[NOTE, EVENT, step], at(2)).map(drop);
        assert_eq!(refused.unwrap_err().code, Code::Internal, "{sql}");
        let store = desk.open();
        assert_eq!(notes(&store), ["a"], "{sql}");
        assert_eq!(store.verify_log().unwrap(), [], "{sql}");
    }
}

#[test]
fn three_copies_are_kept() {
    let desk = Desk::new();
    let mut schema = SCHEMA.to_vec();
    drop(desk.open());
    for version in 2..=12 {
        schema.push(Migration {
            table: "grow",
            version,
            sql: "SELECT 1;",
        });
        drop(Store::open(&desk.file, &schema, at(version)).unwrap());
    }
    let copies = desk.copies("before-v");
    let names: Vec<_> = copies
        .iter()
        .map(|copy| {
            copy.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .split('-')
                .nth(1)
                .unwrap()
        })
        .collect();
    assert_eq!(
        names,
        ["v10", "v11", "v12"],
        "the latest by time, not by spelling"
    );
}

#[test]
fn without_room_for_the_copy_nothing_is_migrated() {
    let desk = Desk::new();
    let old = desk.open();
    add(&old, "a", 1).unwrap();
    drop(old);
    // A folder stands where the copy would be begun: the copy cannot be written.
    let to = desk
        .folder
        .path()
        .join("office.before-v2-20260302-080200.sqlite.part");
    fs::create_dir(&to).unwrap();
    let before = fs::read(&desk.file).unwrap();
    assert!(Store::open(&desk.file, &[NOTE, EVENT, COLOUR], at(2)).is_err());
    assert_eq!(fs::read(&desk.file).unwrap(), before);
    assert_eq!(notes(&desk.open()), ["a"]);
}

#[test]
fn a_newer_file_is_refused_and_untouched() {
    let desk = Desk::new();
    let schema = [NOTE, EVENT, COLOUR];
    let new = Store::open(&desk.file, &schema, at(0)).unwrap();
    add_coloured(&new);
    drop(new);
    let before = fs::read(&desk.file).unwrap();
    let fault = Store::open(&desk.file, SCHEMA, at(1))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::NewerFile);
    assert!(
        fault.message.contains("cập nhật Một Cửa"),
        "{}",
        fault.message
    );
    // Same greatest version, but a table this program never heard of.
    let other = Migration {
        table: "other",
        version: 2,
        sql: "SELECT 1;",
    };
    let fault = Store::open(&desk.file, &[NOTE, EVENT, other], at(1))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::NewerFile);
    assert_eq!(fs::read(&desk.file).unwrap(), before);
    assert!(desk.copies("before-").is_empty());
}

fn add_coloured(store: &Store) {
    store
        .write(&clerk(), at(1), |tx| {
            tx.execute("INSERT INTO note VALUES ('a', 'b', 'xanh')", [])?;
            tx.log("note", "a", "added", &())
        })
        .unwrap();
}

#[test]
fn somebody_elses_file_is_refused_and_untouched() {
    let desk = Desk::new();
    stranger(&desk.file)
        .execute_batch("CREATE TABLE songs (a); INSERT INTO songs VALUES (1)")
        .unwrap();
    let before = fs::read(&desk.file).unwrap();
    let fault = Store::open(&desk.file, SCHEMA, at(0))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::BadFile);
    assert_eq!(fs::read(&desk.file).unwrap(), before);
}

#[test]
fn a_damaged_file_is_refused_untouched_and_says_what_to_do() {
    let desk = Desk::new();
    let store = desk.open();
    for n in 0..400 {
        add(&store, &format!("ghi chú {n}"), 1).unwrap();
    }
    drop(store);
    drop(Store::open(&desk.file, &[NOTE, EVENT, COLOUR], at(2)).unwrap());
    let schema = [NOTE, EVENT, COLOUR];
    let whole = fs::read(&desk.file).unwrap();
    assert!(whole.len() > 60_000);

    type Spoil<'a> = (&'a str, &'a dyn Fn(&mut Vec<u8>));
    let ways: [Spoil<'_>; 4] = [
        ("a header of rubbish", &|bytes| bytes[..4096].fill(0xAA)),
        ("cut short", &|bytes| bytes.truncate(20_000)),
        ("a torn page", &|bytes| bytes[4096..40_960].fill(0)),
        ("nothing left", &Vec::clear),
    ];
    for (what, spoil) in ways {
        let mut bytes = whole.clone();
        spoil(&mut bytes);
        fs::write(&desk.file, &bytes).unwrap();
        // As after a power cut: something is left in the WAL, so the pages are looked at.
        fs::write(desk.folder.path().join("office.sqlite-wal"), [0; 64]).unwrap();
        let fault = Store::open(&desk.file, &schema, at(3))
            .map(drop)
            .unwrap_err();
        assert_eq!(fault.code, Code::Damaged, "{what}");
        assert!(
            fault.message.contains("motcua restore"),
            "{}",
            fault.message
        );
        assert!(
            fault.message.contains("before-v2"),
            "the copy is named: {}",
            fault.message
        );
        assert_eq!(
            fs::read(&desk.file).unwrap(),
            bytes,
            "{what}: never overwritten"
        );
    }
}

#[test]
fn a_refused_file_does_not_even_take_in_its_own_wal() {
    let desk = Desk::new();
    let schema = [NOTE, EVENT, COLOUR];
    let store = desk.open();
    for n in 0..400 {
        add(&store, &format!("ghi chú {n}"), 1).unwrap();
    }
    drop(store);
    desk.cut_after(|store| {
        add(store, "sau cùng", 2).unwrap();
    });
    let whole = fs::read(&desk.file).unwrap();
    let wal = fs::read(desk.wal()).unwrap();
    let mut torn = whole.clone();
    torn[4096..40_960].fill(0);
    fs::write(&desk.file, &torn).unwrap();
    let fault = Store::open(&desk.file, SCHEMA, at(3))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::Damaged);
    assert_eq!(fs::read(&desk.file).unwrap(), torn, "damaged");
    assert_eq!(fs::read(desk.wal()).unwrap(), wal);

    fs::write(&desk.file, &whole).unwrap();
    let older = [Migration { version: 1, ..NOTE }];
    let fault = Store::open(&desk.file, &older, at(3))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::NewerFile);
    assert_eq!(fs::read(&desk.file).unwrap(), whole, "newer");
    assert_eq!(fs::read(desk.wal()).unwrap(), wal);
    assert!(
        notes(&Store::open(&desk.file, &schema, at(4)).unwrap()).contains(&"sau cùng".to_owned())
    );
}

#[test]
fn what_is_damaged_while_open_is_said_and_found() {
    let desk = Desk::new();
    let store = desk.open();
    for n in 0..400 {
        add(&store, &format!("ghi chú {n}"), 1).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(&desk.file).unwrap();
    let end = bytes.len();
    bytes[end - 12_288..].fill(0x5A);
    fs::write(&desk.file, &bytes).unwrap();
    // A clean shutdown is trusted, for a quick start; `motcua check` looks at every page.
    let store = desk.open();
    let found = store.integrity();
    assert!(
        found.is_err_and(|f| f.code == Code::Damaged)
            || !store.integrity().unwrap_or_default().is_empty()
    );
}

#[test]
fn a_power_cut_is_noticed_and_nothing_is_lost() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let wal = desk.folder.path().join("office.sqlite-wal");
    let kept = fs::read(&wal).unwrap();
    let main = fs::read(&desk.file).unwrap();
    assert!(!kept.is_empty());
    drop(store);
    fs::write(&desk.file, main).unwrap();
    fs::write(&wal, kept).unwrap();
    let store = Store::open(&desk.file, SCHEMA, at(2)).unwrap();
    assert_eq!(store.notices()[0].kind, NoticeKind::PowerCut);
    assert_eq!(notes(&store), ["a"]);
    // A second window meets a WAL too, and it is no power cut.
    let second = Store::open(&desk.file, SCHEMA, at(2)).unwrap();
    assert!(second.notices().is_empty());
}

#[test]
fn while_others_have_the_file_open_it_is_not_migrated_under_them() {
    let desk = Desk::new();
    let old = desk.open();
    add(&old, "a", 1).unwrap();
    let fault = Store::open(&desk.file, &[NOTE, EVENT, COLOUR], at(2))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::Busy);
    add(&old, "b", 2).unwrap();
    drop(old);
    Store::open(&desk.file, &[NOTE, EVENT, COLOUR], at(2)).unwrap();
}

#[test]
fn steps_with_one_name_are_the_programs_fault() {
    let fault = Store::open_in_memory(&[NOTE, NOTE], at(0))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::Internal);
}
