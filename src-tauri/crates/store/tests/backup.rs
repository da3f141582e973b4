//! Backup and the way back.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod support;

use motcua_fault::Code;
use motcua_store::{Migration, NoticeKind, Store};
use std::fs;
use support::{Desk, EVENT, NOTE, SCHEMA, add, at, notes, stranger};

#[test]
fn a_backup_is_whole_and_can_be_opened() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let to = desk.folder.path().join("usb.sqlite");
    let info = store.backup(&to).unwrap();
    assert_eq!(info.path, to);
    assert_eq!(info.bytes, fs::metadata(&to).unwrap().len());
    assert_eq!(info.log_faults, []);
    assert_eq!(info.seq, 2, "the making of the tables and one note");

    add(&store, "b", 2).unwrap();
    let again = store.backup(&to).unwrap();
    assert_eq!(again.seq, 3, "an earlier backup is replaced");
    let copy = Store::open(&to, SCHEMA, at(3)).unwrap();
    assert_eq!(notes(&copy), ["a", "b"]);
    assert!(copy.notices().is_empty());
    let leftovers: Vec<_> = desk
        .names()
        .into_iter()
        .filter(|n| n.contains(".new") || n.contains(".part"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[test]
fn a_backup_replaces_nothing_that_is_not_a_backup() {
    let desk = Desk::new();
    let store = desk.open();
    let thesis = desk.folder.path().join("thesis.doc");
    fs::write(&thesis, "ten years of work").unwrap();
    for (to, why) in [
        (thesis.clone(), "somebody's document"),
        (desk.file.clone(), "the office's own file"),
        (
            desk.folder.path().join("none").join("b.sqlite"),
            "no such folder",
        ),
        (desk.folder.path().to_owned(), "a folder"),
    ] {
        assert_eq!(store.backup(&to).unwrap_err().code, Code::BadFile, "{why}");
    }
    assert_eq!(fs::read_to_string(&thesis).unwrap(), "ten years of work");
    add(&store, "a", 1).unwrap();
}

#[test]
fn a_restore_goes_back_keeps_the_old_file_and_what_it_alone_knew() {
    let desk = Desk::new();
    let store = desk.open();
    let id = store.read(|tx| tx.device_id()).unwrap();
    add(&store, "a", 1).unwrap();
    let backup = desk.folder.path().join("usb.sqlite");
    store.backup(&backup).unwrap();
    add(&store, "b", 2).unwrap();
    add(&store, "c", 3).unwrap();

    let busy = Store::restore(&backup, &desk.file, SCHEMA, at(4)).unwrap_err();
    assert_eq!(busy.code, Code::Busy, "the window is open");
    drop(store);
    let info = Store::restore(&backup, &desk.file, SCHEMA, at(4)).unwrap();
    assert_eq!(info.left_behind, Some(2));
    assert_eq!(info.last_known_at, at(1));

    let store = desk.open();
    assert_eq!(notes(&store), ["a"]);
    assert_eq!(store.verify_log().unwrap(), []);
    let new_id = store.read(|tx| tx.device_id()).unwrap();
    assert_ne!(
        new_id, id,
        "the old number 3 means the note b, out in the world"
    );
    let left = store.read(|tx| tx.changes_left_behind("note")).unwrap();
    let rows: Vec<_> = left.iter().map(|line| line.row.as_str()).collect();
    assert_eq!(rows, ["b", "c"]);
    let told = store.read(|tx| tx.changes_of("restore", "file")).unwrap();
    assert_eq!(told.len(), 1);
    add(&store, "d", 5).unwrap();
    drop(store);

    let old = Store::open(&info.kept_aside.unwrap(), SCHEMA, at(6)).unwrap();
    assert_eq!(notes(&old), ["a", "b", "c"], "the replaced file is whole");
    drop(old);

    // A second restore of the same backup still knows what the first left behind.
    let again = Store::restore(&backup, &desk.file, SCHEMA, at(7)).unwrap();
    assert!(again.left_behind >= Some(3));
    let store = desk.open();
    let left = store.read(|tx| tx.changes_left_behind("note")).unwrap();
    let rows: Vec<_> = left.iter().map(|line| line.row.as_str()).collect();
    assert_eq!(rows, ["d", "b", "c"]);
    assert_eq!(
        desk.copies("before-restore").len(),
        3,
        "with the lock file of one opened above"
    );
}

#[test]
fn a_wal_of_the_replaced_file_is_not_read_into_the_restored_one() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let backup = desk.folder.path().join("usb.sqlite");
    store.backup(&backup).unwrap();
    add(&store, "b", 2).unwrap();
    let wal = desk.folder.path().join("office.sqlite-wal");
    let (file, log) = (fs::read(&desk.file).unwrap(), fs::read(&wal).unwrap());
    drop(store);
    // As a power cut leaves it: the note b is in the WAL only.
    fs::write(&desk.file, file).unwrap();
    fs::write(&wal, log).unwrap();
    let info = Store::restore(&backup, &desk.file, SCHEMA, at(3)).unwrap();
    assert_eq!(info.left_behind, Some(1), "b is known from the WAL");
    let store = desk.open();
    assert_eq!(notes(&store), ["a"]);
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    let old = Store::open(&info.kept_aside.unwrap(), SCHEMA, at(4)).unwrap();
    assert_eq!(notes(&old), ["a", "b"]);
}

#[test]
fn the_wal_of_a_ruined_file_goes_aside_with_it() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let backup = desk.folder.path().join("usb.sqlite");
    store.backup(&backup).unwrap();
    drop(store);
    desk.cut_after(|store| {
        add(store, "b", 2).unwrap();
    });
    let wal = fs::read(desk.wal()).unwrap();
    let size = fs::metadata(&desk.file).unwrap().len();
    fs::write(&desk.file, vec![9; usize::try_from(size).unwrap()]).unwrap();
    let info = Store::restore(&backup, &desk.file, SCHEMA, at(3)).unwrap();
    let aside = info
        .kept_aside
        .unwrap()
        .into_os_string()
        .into_string()
        .unwrap();
    assert_eq!(
        fs::read(aside + "-wal").unwrap(),
        wal,
        "for whoever tries to rescue it"
    );
    let store = desk.open();
    assert_eq!(notes(&store), ["a"], "b belongs to the other file");
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_backup_that_will_not_do_changes_nothing() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let good = desk.folder.path().join("good.sqlite");
    store.backup(&good).unwrap();
    drop(store);
    let before = fs::read(&desk.file).unwrap();
    let bad = desk.folder.path().join("bad.sqlite");
    let spoil = |how: &dyn Fn()| {
        fs::copy(&good, &bad).unwrap();
        how();
        let fault = Store::restore(&bad, &desk.file, SCHEMA, at(2)).unwrap_err();
        assert_eq!(fs::read(&desk.file).unwrap(), before, "untouched");
        assert!(desk.copies("before-restore").is_empty());
        fault.code
    };
    assert_eq!(spoil(&|| fs::remove_file(&bad).unwrap()), Code::BadFile);
    assert_eq!(spoil(&|| fs::write(&bad, "").unwrap()), Code::BadFile);
    assert_eq!(
        spoil(&|| fs::write(&bad, [7; 9000]).unwrap()),
        Code::Damaged
    );
    assert_eq!(
        spoil(&|| {
            let bytes = fs::read(&bad).unwrap();
            fs::write(&bad, &bytes[..bytes.len() / 2]).unwrap();
        }),
        Code::Damaged,
        "cut short, as by pulling the stick out"
    );
    assert_eq!(
        spoil(&|| {
            stranger(&bad)
            .execute_batch("DROP TRIGGER change_log_not_updated; UPDATE change_log SET clerk = 'X' WHERE tbl = 'note'")
            .unwrap()
        }),
        Code::Damaged,
        "somebody edited the log"
    );
    assert_eq!(
        spoil(&|| stranger(&bad)
            .execute_batch("PRAGMA application_id = 5")
            .unwrap()),
        Code::BadFile
    );
    assert_eq!(
        spoil(&|| stranger(&bad)
            .execute_batch("PRAGMA user_version = 99")
            .unwrap()),
        Code::NewerFile
    );
    assert_eq!(
        Store::restore(&desk.file, &desk.file, SCHEMA, at(2))
            .unwrap_err()
            .code,
        Code::BadFile,
        "onto itself"
    );
}

#[test]
fn a_lost_or_ruined_file_is_restored_too() {
    let desk = Desk::new();
    let store = desk.open();
    add(&store, "a", 1).unwrap();
    let backup = desk.folder.path().join("usb.sqlite");
    store.backup(&backup).unwrap();
    drop(store);
    fs::write(&desk.file, [9; 20_000]).unwrap();
    let info = Store::restore(&backup, &desk.file, SCHEMA, at(2)).unwrap();
    assert_eq!(info.left_behind, None, "nothing could be read");
    assert_eq!(fs::read(info.kept_aside.unwrap()).unwrap(), [9; 20_000]);
    assert_eq!(notes(&desk.open()), ["a"]);

    fs::remove_file(&desk.file).unwrap();
    let info = Store::restore(&backup, &desk.file, SCHEMA, at(3)).unwrap();
    assert_eq!(info.kept_aside, None);
    assert_eq!(notes(&desk.open()), ["a"]);
}

#[test]
fn an_older_backup_is_migrated_when_it_is_opened() {
    let desk = Desk::new();
    let old = Store::open(&desk.file, &[NOTE], at(0)).unwrap();
    add(&old, "a", 1).unwrap();
    let backup = desk.folder.path().join("usb.sqlite");
    old.backup(&backup).unwrap();
    drop(old);
    let more = Migration {
        version: 2,
        ..EVENT
    };
    Store::restore(&backup, &desk.file, &[NOTE, more], at(2)).unwrap();
    let store = Store::open(&desk.file, &[NOTE, more], at(3)).unwrap();
    assert_eq!(notes(&store), ["a"]);
    assert_eq!(store.notices()[0].kind, NoticeKind::Migrated);
}
