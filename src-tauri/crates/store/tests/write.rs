//! One way to write: what it takes, what it refuses, what it leaves.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod support;

use motcua_fault::{Code, Fault};
use motcua_store::rusqlite::config::DbConfig;
use motcua_store::{Actor, NoticeKind, Store};
use support::{Desk, SCHEMA, add, at, clerk, notes, stranger};

#[test]
fn a_write_is_committed_with_its_line_in_the_log() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let changes = store.read(|tx| tx.changes_of("note", "a")).unwrap();
    assert_eq!(notes(&store), ["a"]);
    assert_eq!(changes.len(), 1);
    let line = &changes[0];
    assert_eq!(line.actor, clerk());
    assert_eq!(line.at, at(1));
    assert_eq!(line.action, "added");
    assert_eq!(line.body, r#"{"text":"một dòng"}"#);
    assert_eq!(store.verify_log().unwrap(), []);
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_change_that_was_not_logged_is_taken_back() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    let fault = store
        .write(&clerk(), at(1), |tx| {
            tx.execute("INSERT INTO note VALUES ('a', 'b')", [])
        })
        .unwrap_err();
    assert_eq!(fault.code, Code::Internal);
    assert!(notes(&store).is_empty(), "nothing goes unlogged");
}

#[test]
fn a_write_that_changes_nothing_needs_no_line() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    let changed = store
        .write(&clerk(), at(1), |tx| {
            tx.execute("DELETE FROM note WHERE id = 'nobody'", [])
        })
        .unwrap();
    assert_eq!(
        changed, 0,
        "an import that finds nothing new is not a fault"
    );
}

#[test]
fn a_refused_write_leaves_nothing_and_the_next_one_works() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    let fault = store
        .write(&clerk(), at(1), |tx| {
            tx.execute("INSERT INTO note VALUES ('a', 'b')", [])?;
            tx.log("note", "a", "added", &())?;
            Err::<(), _>(Fault::new(Code::BadInput, "Không nhận."))
        })
        .unwrap_err();
    assert_eq!(
        fault.message, "Không nhận.",
        "the caller's own fault comes through"
    );
    assert!(notes(&store).is_empty());
    assert_eq!(
        add(&store, "b", 2).unwrap(),
        2,
        "no number is used up by a refusal"
    );
    assert_eq!(store.verify_log().unwrap(), []);
}

#[test]
fn a_panic_inside_a_write_leaves_nothing_and_the_next_one_works() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(&clerk(), at(1), |tx| -> motcua_fault::Result<()> {
            tx.execute("INSERT INTO note VALUES ('a', 'b')", [])?;
            tx.log("note", "a", "added", &())?;
            panic!("the clerk's screen died")
        })
    }));
    assert!(died.is_err());
    add(&store, "b", 2).unwrap();
    assert_eq!(notes(&store), ["b"]);
}

#[test]
fn a_reader_cannot_write() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let other = desk.folder.path().join("other.sqlite");
    for sql in [
        "INSERT INTO note VALUES ('b', 'c') RETURNING id".to_owned(),
        "UPDATE note SET text = 'c' RETURNING id".to_owned(),
        "DELETE FROM note RETURNING id".to_owned(),
        "CREATE TABLE mine (a)".to_owned(),
        "PRAGMA user_version = 9".to_owned(),
        format!("ATTACH '{}' AS other", other.display()),
    ] {
        // Told to look away from query_only, the connection is still opened read-only.
        let _ = store.read(|tx| tx.first("PRAGMA query_only = 0", [], |_| Ok(())));
        let tried = store.read(|tx| tx.first(&sql, [], |_| Ok(())));
        // These two may look as if they did: that nothing came of it is seen below.
        let quiet = sql.starts_with("PRAGMA") || sql.starts_with("ATTACH");
        assert!(tried.is_err() || quiet, "{sql}");
    }
    assert_eq!(notes(&store), ["a"]);
    assert!(!other.exists(), "a reader makes no file");
    drop(store);
    assert_eq!(
        notes(&desk.open()),
        ["a"],
        "with another version it would be refused"
    );
}

#[test]
fn a_write_cannot_end_its_transaction_or_touch_what_is_ours() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    for sql in [
        "COMMIT",
        "ROLLBACK",
        "BEGIN",
        "SAVEPOINT mine",
        "ATTACH ':memory:' AS other",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = OFF",
        "PRAGMA foreign_keys = OFF",
        "CREATE TABLE mine (a)",
        "DROP TABLE note",
        "DROP TRIGGER change_log_not_updated",
        "UPDATE device SET last_seq = 0",
        "INSERT INTO setting VALUES ('a', 'b')",
        "DELETE FROM migration",
        "INSERT INTO change_log SELECT * FROM change_log",
    ] {
        let refused = store.write(&clerk(), at(1), |tx| {
            tx.log("note", "a", "tried", &())?;
            tx.execute(sql, [])
        });
        assert_eq!(refused.unwrap_err().code, Code::Internal, "{sql}");
    }
    assert_eq!(store.verify_log().unwrap(), []);
}

#[test]
fn events_and_the_log_cannot_be_rewritten_even_by_replace() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    store
        .write(&clerk(), at(2), |tx| {
            let id = tx.insert(
                "INSERT INTO note_event (note, what) VALUES ('a', 'nhận')",
                [],
            )?;
            tx.log("note_event", id, "added", &())
        })
        .unwrap();
    for sql in [
        "UPDATE note_event SET what = 'trả'",
        "DELETE FROM note_event",
        "REPLACE INTO note_event VALUES (1, 'a', 'trả')",
    ] {
        let refused = store.write(&clerk(), at(3), |tx| {
            tx.log("note_event", 1, "tried", &())?;
            tx.execute(sql, [])
        });
        assert!(refused.is_err(), "{sql}");
    }
    drop(store);
    // The triggers are in the file: another program meets them too.
    let other = stranger(&desk.file);
    other
        .set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
        .unwrap();
    assert!(
        other
            .execute("UPDATE change_log SET clerk = 'x'", [])
            .is_err()
    );
    assert!(other.execute("DELETE FROM change_log", []).is_err());
}

#[test]
fn a_write_inside_a_write_is_refused_and_does_not_hang() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    let fault = store
        .write(&clerk(), at(1), |_| add(&store, "a", 1))
        .unwrap_err();
    assert_eq!(fault.code, Code::Internal);
    add(&store, "a", 2).unwrap();
}

#[test]
fn an_attempt_that_fails_takes_back_its_rows_and_lines_only() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    store
        .write(&clerk(), at(1), |tx| {
            for id in ["a", "b", "a", "c"] {
                let tried = tx.attempt(|tx| {
                    tx.log("note", id, "added", &())?;
                    tx.execute("INSERT INTO note VALUES (?1, '')", [id])
                });
                assert_eq!(
                    tx.changes_of("note", id)?.len(),
                    1,
                    "{id}: the second try left no line"
                );
                if tried.is_err() {
                    tx.log("note", id, "refused", &())?;
                }
            }
            Ok(())
        })
        .unwrap_or_else(|_| panic!("the write goes on after a refused row"));
    assert_eq!(notes(&store), ["a", "b", "c"]);
    assert_eq!(
        store.verify_log().unwrap(),
        [],
        "numbers stay without a gap"
    );
}

#[test]
fn an_attempt_that_fails_alone_is_no_change() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    let tried = store.write(&clerk(), at(1), |tx| {
        let refused = tx.attempt(|tx| {
            tx.execute("INSERT INTO note VALUES ('a', '')", [])?;
            Err::<(), _>(Fault::new(Code::BadInput, "Không nhận."))
        });
        Ok(refused.is_err())
    });
    assert_eq!(tried, Ok(true), "what was taken back needs no line");
    let sneaked = store.write(&clerk(), at(1), |tx| {
        let _ = tx.attempt(|tx| {
            tx.execute("INSERT INTO note VALUES ('a', '')", [])?;
            Err::<(), _>(Fault::new(Code::BadInput, "Không nhận."))
        });
        tx.execute("INSERT INTO note VALUES ('b', '')", [])
    });
    assert!(sneaked.is_err(), "what was not taken back does");
}

#[test]
fn settings_are_kept_and_logged() {
    let desk = Desk::new();
    let store = desk.open();
    let unset = store.read(|tx| tx.setting("unit")).unwrap();
    assert_eq!(unset, None);
    for value in ["Hải Châu", "Hòa Cường"] {
        store
            .write(&clerk(), at(1), |tx| tx.set_setting("unit", value))
            .unwrap();
    }
    drop(store);
    let store = desk.open();
    let set = store.read(|tx| tx.setting("unit")).unwrap();
    assert_eq!(set.as_deref(), Some("Hòa Cường"));
    let lines = store.read(|tx| tx.changes_of("setting", "unit")).unwrap();
    assert_eq!(
        lines[0].body, r#"{"value":"Hải Châu"}"#,
        "the old value stays readable"
    );
}

#[test]
fn a_clock_set_back_is_said_logged_once_and_settled() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 300).unwrap();
    add(&store, "b", 299).unwrap();
    assert!(
        store.notices().is_empty(),
        "a minute back is how clocks are set"
    );
    add(&store, "c", 100).unwrap();
    add(&store, "d", 101).unwrap();
    assert_eq!(
        notes(&store).len(),
        4,
        "nothing may be lost for a wrong clock"
    );
    assert_eq!(store.notices()[0].kind, NoticeKind::ClockBack);
    drop(store);

    let store = Store::open(&desk.file, SCHEMA, at(102)).unwrap();
    assert_eq!(
        store.notices()[0].kind,
        NoticeKind::ClockBack,
        "it is still wrong after a restart"
    );
    let id = store.read(|tx| tx.device_id()).unwrap();
    let backs = store.read(|tx| tx.changes_of("clock", &id)).unwrap();
    assert_eq!(backs.len(), 1, "said once in a run of the program");
    assert!(
        backs[0].body.contains("2026-03-02T13:00"),
        "{}",
        backs[0].body
    );

    store
        .settle_clock(&Actor::new("Trưởng", 1), at(103))
        .unwrap();
    assert!(store.notices().is_empty());
    add(&store, "e", 104).unwrap();
    assert!(store.notices().is_empty(), "from here on the time is right");
    assert_eq!(store.verify_log().unwrap(), []);
}

#[test]
fn the_file_is_set_up_to_keep_what_was_promised() {
    let desk = Desk::new();
    let store = desk.open();
    let (synchronous, foreign_keys, journal) = store
        .write(&clerk(), at(1), |tx| {
            Ok((
                tx.one("PRAGMA synchronous", [], |row| row.get::<_, i64>(0))?,
                tx.one("PRAGMA foreign_keys", [], |row| row.get::<_, i64>(0))?,
                tx.one("PRAGMA journal_mode", [], |row| row.get::<_, String>(0))?,
            ))
        })
        .unwrap();
    assert_eq!(synchronous, 2, "FULL: a commit is on disk when it returns");
    assert_eq!(foreign_keys, 1);
    assert_eq!(journal, "wal", "readers must not stop the writer");
    let orphan = store.write(&clerk(), at(1), |tx| {
        tx.log("note_event", 1, "added", &())?;
        tx.insert(
            "INSERT INTO note_event (note, what) VALUES ('nobody', '')",
            [],
        )
    });
    assert!(orphan.is_err());
}
