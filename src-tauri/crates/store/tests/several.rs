//! Several threads and several processes on one file; a process killed while it writes.
//!
//! The other processes are this test program again, told by an environment variable which file.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod support;

use motcua_fault::Code;
use motcua_store::Store;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use support::{Desk, EVENT, NOTE, SCHEMA, add, at, clerk, notes};

const FILE: &str = "MOTCUA_TEST_FILE";
const NAME: &str = "MOTCUA_TEST_NAME";
const COUNT: &str = "MOTCUA_TEST_COUNT";

/// Starts this program as another process that writes `count` notes named after `name`.
fn writer(file: &Path, name: &str, count: usize) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "as_another_process", "--ignored", "--nocapture"])
        .env(FILE, file)
        .env(NAME, name)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    (child, said)
}

/// The other process: writes a note with two events, and prints its id after the commit.
#[test]
#[ignore = "started by the other tests"]
fn as_another_process() {
    let Ok(file) = std::env::var(FILE) else {
        return;
    };
    let name = std::env::var(NAME).unwrap();
    let count: usize = std::env::var(COUNT).unwrap().parse().unwrap();
    let store = Store::open(Path::new(&file), SCHEMA, at(0)).unwrap();
    let mut out = std::io::stdout().lock();
    for n in 0..count {
        let id = format!("{name}-{n}");
        whole(&store, &id).unwrap();
        // One write call: the parent reads the whole line or none of it.
        out.write_all(format!("\ncommitted {id}\n").as_bytes())
            .unwrap();
        out.flush().unwrap();
    }
}

/// A note and its two events in one write: what must be there whole or not at all.
fn whole(store: &Store, id: &str) -> motcua_fault::Result<()> {
    store.write(&clerk(), at(1), |tx| {
        tx.execute(
            "INSERT INTO note VALUES (?1, ?2)",
            (id, "nội dung ".repeat(200)),
        )?;
        tx.log("note", id, "added", &serde_json::json!({ "id": id }))?;
        for what in ["nhận", "chuyển"] {
            tx.insert(
                "INSERT INTO note_event (note, what) VALUES (?1, ?2)",
                (id, what),
            )?;
        }
        tx.log("note_event", id, "added", &2)?;
        Ok(())
    })
}

/// Every note is there whole and once, with its lines; the log has no gap.
fn assert_whole(store: &Store, ids: &BTreeSet<String>, what: &str) {
    let kept: BTreeSet<String> = notes(store).into_iter().collect();
    let lost: Vec<_> = ids.difference(&kept).collect();
    assert!(lost.is_empty(), "{what}: printed and lost: {lost:?}");
    let torn: Vec<(String, i64)> = store
        .read(|tx| {
            tx.all(
                "SELECT note.id, count(what) FROM note LEFT JOIN note_event ON note = note.id
                 GROUP BY note.id HAVING count(what) <> 2 OR length(text) <> 9 * 200",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        })
        .unwrap();
    assert!(torn.is_empty(), "{what}: not whole: {torn:?}");
    let lines: (i64, i64) = store
        .read(|tx| {
            tx.one(
                "SELECT count(*), count(DISTINCT row) FROM change_log WHERE tbl = 'note'",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        })
        .unwrap();
    let kept = i64::try_from(kept.len()).unwrap();
    assert_eq!(lines, (kept, kept), "{what}: each note is logged once");
    assert_eq!(store.verify_log().unwrap(), [], "{what}");
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new(), "{what}");
}

#[test]
fn four_threads_and_two_processes_lose_nothing_and_share_no_number() {
    let desk = Desk::new();
    let store = desk.open();
    let others: Vec<_> = ["p1", "p2"].map(|name| writer(&desk.file, name, 40)).into();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let store = &store;
            scope.spawn(move || {
                for n in 0..40 {
                    whole(store, &format!("t{thread}-{n}")).unwrap();
                    // Readers go on meanwhile and see whole notes only.
                    let events: i64 = store
                        .read(|tx| tx.one("SELECT count(*) FROM note_event", [], |row| row.get(0)))
                        .unwrap();
                    assert_eq!(events % 2, 0);
                }
            });
        }
    });
    let mut ids = BTreeSet::new();
    for (mut child, said) in others {
        ids.extend(printed(said));
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(ids.len(), 80, "the processes said all they wrote");
    ids.extend((0..4).flat_map(|t| (0..40).map(move |n| format!("t{t}-{n}"))));
    assert_eq!(notes(&store).len(), 240);
    assert_whole(&store, &ids, "six writers");
    let id = store.read(|tx| tx.device_id()).unwrap();
    let lines = store.read(|tx| tx.changes_after(&id, 0, 10_000)).unwrap();
    let numbers: Vec<i64> = lines.iter().map(|line| line.seq).collect();
    let expected: Vec<i64> = (1..=481).collect();
    assert_eq!(
        numbers, expected,
        "two lines a note and one for the tables, none doubled or lost"
    );
}

#[test]
fn a_process_killed_at_any_moment_loses_nothing_it_said_was_done() {
    const ROUNDS: usize = 30;
    let desk = Desk::new();
    drop(desk.open());
    let seed: [u8; 32] = std::array::from_fn(|n| n as u8);
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut ids = BTreeSet::new();
    let mut cut = 0;
    for round in 0..ROUNDS {
        let (mut child, mut said) = writer(&desk.file, &format!("r{round}"), 100_000);
        // Some rounds die while opening, the others within a few dozen commits.
        if round % 5 != 0 {
            let mut first = String::new();
            while !first.starts_with("committed") {
                first.clear();
                assert!(
                    said.read_line(&mut first).unwrap() > 0,
                    "the writer ended by itself"
                );
            }
            ids.insert(first["committed ".len()..].trim().to_owned());
        }
        std::thread::sleep(Duration::from_micros(u64::from(random.next_u32() % 60_000)));
        // SIGKILL: no destructor, no flush, no goodbye.
        child.kill().unwrap();
        ids.extend(printed(said));
        child.wait().unwrap();
        let left = desk.names().contains(&"office.sqlite-wal".to_owned());
        cut += usize::from(left);
        assert_whole(&desk.open(), &ids, &format!("round {round}"));
    }
    assert!(ids.len() > ROUNDS, "the writers did write: {}", ids.len());
    println!(
        "{ROUNDS} kills, {cut} with a WAL left, {} notes promised, all there",
        ids.len()
    );
}

/// What a writer said until it ended.
fn printed(said: BufReader<ChildStdout>) -> Vec<String> {
    said.lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("committed ").map(str::to_owned))
        .collect()
}

#[test]
fn a_file_that_stays_locked_is_busy_and_then_works() {
    let desk = Desk::new();
    let store = desk.open();
    let other = support::stranger(&desk.file);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let fault = add(&store, "a", 1).unwrap_err();
    assert_eq!(fault.code, Code::Busy);
    assert!(fault.message.contains("Hãy đợi"), "{}", fault.message);
    other.execute_batch("ROLLBACK").unwrap();
    add(&store, "a", 1).unwrap();
}

#[test]
fn a_torn_wal_gives_back_whole_writes_only() {
    let desk = Desk::new();
    let store = Store::open(&desk.file, &[NOTE, EVENT], at(0)).unwrap();
    for n in 0..12 {
        whole(&store, &format!("n{n:02}")).unwrap();
    }
    let wal = desk.folder.path().join("office.sqlite-wal");
    let (main, log) = (
        std::fs::read(&desk.file).unwrap(),
        std::fs::read(&wal).unwrap(),
    );
    drop(store);
    let mut seen = BTreeSet::new();
    // What a disk that lies about its cache may leave: the WAL up to anywhere, then rubbish.
    for cut in (0..log.len()).step_by(log.len() / 60) {
        let torn = Desk::new();
        std::fs::write(&torn.file, &main).unwrap();
        let mut bytes = log[..cut].to_vec();
        bytes.extend([0xEE; 700]);
        std::fs::write(torn.folder.path().join("office.sqlite-wal"), bytes).unwrap();
        let store = match Store::open(&torn.file, &[NOTE, EVENT], at(2)) {
            Ok(store) => store,
            Err(fault) => panic!("cut at {cut}: {fault:?}"),
        };
        let kept = notes(&store);
        let first: Vec<String> = (0..kept.len()).map(|n| format!("n{n:02}")).collect();
        assert_eq!(kept, first, "cut at {cut}: the first ones, in order");
        assert_whole(&store, &BTreeSet::new(), &format!("cut at {cut}"));
        whole(&store, "on").unwrap();
        seen.insert(kept.len());
    }
    assert!(
        seen.len() > 8,
        "the cuts fell between many commits: {seen:?}"
    );
}
