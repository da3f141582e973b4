//! The disk fills, or cannot be written: nothing is half-written and the clerk is told.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod support;

use motcua_fault::{Code, Result};
use motcua_store::Store;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use support::{Desk, SCHEMA, add, at, clerk, notes};

/// A small disk of its own; needs root, as a container's tests have. One at a time: the `mount` that
/// another test starts holds, between fork and exec, every file that this one has open.
struct SmallDisk(
    tempfile::TempDir,
    #[allow(dead_code, reason = "held")] MutexGuard<'static, ()>,
);

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|done| done.status.success());
        if !mounted {
            println!("SKIPPED: no right to mount a small disk here");
        }
        mounted.then_some(Self(folder, turn))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

fn big(store: &Store, id: &str) -> Result<()> {
    store.write(&clerk(), at(1), |tx| {
        tx.execute("INSERT INTO note VALUES (?1, ?2)", (id, "x".repeat(20_000)))?;
        tx.log("note", id, "added", &())?;
        Ok(())
    })
}

/// Writes until a write is refused; how many went in, and the refusal.
fn fill(store: &Store) -> (usize, motcua_fault::Fault) {
    for n in 0..2_000 {
        if let Err(fault) = big(store, &format!("{n:04}")) {
            return (n, fault);
        }
    }
    panic!("the disk never filled");
}

#[test]
fn a_full_disk_refuses_keeps_all_before_and_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount("4m") else {
        return;
    };
    let file = disk.path().join("office.sqlite");
    let ballast = disk.path().join("ballast");
    fs::write(&ballast, vec![0; 1_000_000]).unwrap();
    let store = Store::open(&file, SCHEMA, at(0)).unwrap();
    let (kept, fault) = fill(&store);
    assert_eq!(fault.code, Code::DiskFull, "{:?}", fault.detail);
    assert!(fault.message.contains("Ổ đĩa đã đầy"), "{}", fault.message);
    assert!(kept > 10, "{kept}");
    assert_eq!(notes(&store).len(), kept, "what was written is there");
    assert_eq!(store.verify_log().unwrap(), []);

    let to = disk.path().join("backup.sqlite");
    assert_eq!(store.backup(&to).unwrap_err().code, Code::DiskFull);
    assert!(!to.exists(), "half a backup is no backup");

    fs::remove_file(&ballast).unwrap();
    big(&store, "after").unwrap();
    drop(store);
    let store = Store::open(&file, SCHEMA, at(2)).unwrap();
    assert_eq!(notes(&store).len(), kept + 1);
    assert_eq!(store.verify_log().unwrap(), []);
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_full_disk_at_the_first_open_says_so_and_leaves_no_office() {
    for room in [0, 4, 24, 60] {
        let Some(disk) = SmallDisk::mount("256k") else {
            return;
        };
        let file = disk.path().join("office.sqlite");
        let ballast = disk.path().join("ballast");
        let _ = fs::write(&ballast, vec![0; (256 - room) * 1024]);
        match Store::open(&file, SCHEMA, at(0)) {
            Ok(store) => panic!("{room} KiB should not do: {:?}", store.notices()),
            Err(fault) => assert_eq!(fault.code, Code::DiskFull, "{room}: {:?}", fault.detail),
        }
        fs::remove_file(&ballast).unwrap();
        let store = Store::open(&file, SCHEMA, at(1)).unwrap();
        add(&store, "a", 2).unwrap();
    }
}

#[test]
fn a_write_that_hides_the_full_disk_is_not_committed_in_pieces() {
    let Some(disk) = SmallDisk::mount("2m") else {
        return;
    };
    let store = Store::open(&disk.path().join("office.sqlite"), SCHEMA, at(0)).unwrap();
    let (kept, _) = fill(&store);
    let outcome = store.write(&clerk(), at(1), |tx| {
        for n in 0..40 {
            let id = format!("hidden {n}");
            // A caller that does not look at what went wrong.
            let _ = tx.execute(
                "INSERT INTO note VALUES (?1, ?2)",
                (&id, "x".repeat(40_000)),
            );
            let _ = tx.log("note", &id, "added", &"y".repeat(40_000));
        }
        Ok(())
    });
    let hidden = notes(&store).len() - kept;
    assert!(
        outcome.is_ok() || hidden == 0,
        "refused and yet {hidden} written"
    );
    assert_eq!(store.verify_log().unwrap(), []);
    let unlogged: i64 = store
        .read(|tx| {
            tx.one(
                "SELECT count(*) FROM note WHERE id NOT IN (SELECT row FROM change_log)",
                [],
                |row| row.get(0),
            )
        })
        .unwrap();
    assert_eq!(unlogged, 0, "no row stands outside the transaction");
}

#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let desk = Desk::new();
    let file = desk.folder.path().join("not a folder");
    fs::write(&file, "").unwrap();
    let fault = Store::open(&file.join("office.sqlite"), SCHEMA, at(0))
        .map(drop)
        .unwrap_err();
    assert_eq!(fault.code, Code::NoAccess);

    let Some(disk) = SmallDisk::mount("4m") else {
        return;
    };
    let file = disk.path().join("office.sqlite");
    let store = Store::open(&file, SCHEMA, at(0)).unwrap();
    add(&store, "a", 1).unwrap();
    drop(store);
    let done = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk.path())
        .status()
        .unwrap();
    assert!(done.success());
    let fault = Store::open(&file, SCHEMA, at(1)).map(drop).unwrap_err();
    assert_eq!(fault.code, Code::NoAccess);
    assert!(fault.message.contains("quyền ghi"), "{}", fault.message);
}
