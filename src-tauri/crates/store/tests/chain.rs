//! The change log's chain: whatever is done to it behind the store's back is found.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod support;

use motcua_store::rusqlite::Connection;
use motcua_store::{Actor, Store};
use proptest::prelude::*;
use support::{Desk, SCHEMA, add, at, stranger};

const TEXT: [&str; 7] = ["device_id", "at", "clerk", "tbl", "row", "action", "body"];
const BLOB: [&str; 2] = ["prev_hash", "hash"];
const NUMBER: [&str; 2] = ["seq", "counter"];

/// A log of a few lines by several clerks, closed, its triggers taken off.
fn written(lines: usize) -> (Desk, Connection) {
    let desk = Desk::new();
    let store = desk.open();
    for n in 0..lines {
        store
            .write(&Actor::new(format!("Cán bộ {n}"), 7), at(1), |tx| {
                tx.execute("INSERT INTO note VALUES (?1, '')", [n.to_string()])?;
                tx.log(
                    "note",
                    n,
                    "added",
                    &serde_json::json!({ "n": n, "họ": "Đỗ" }),
                )
            })
            .unwrap();
    }
    assert_eq!(store.verify_log().unwrap(), []);
    drop(store);
    let behind = stranger(&desk.file);
    behind
        .execute_batch("DROP TRIGGER change_log_not_updated; DROP TRIGGER change_log_not_deleted;")
        .unwrap();
    (desk, behind)
}

fn found(desk: &Desk) -> usize {
    let store = Store::open(&desk.file, SCHEMA, at(2)).unwrap();
    store.verify_log().unwrap().len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_changed_byte_of_any_column_of_any_line_is_found(
        line in 1..=6_i64,
        column in 0..TEXT.len() + BLOB.len(),
        place in any::<prop::sample::Index>(),
        flip in 1..=255_u8,
    ) {
        let (desk, behind) = written(5);
        let (name, kind) = if column < TEXT.len() {
            (TEXT[column], "TEXT")
        } else {
            (BLOB[column - TEXT.len()], "BLOB")
        };
        let mut bytes: Vec<u8> = behind
            .query_row(
                &format!("SELECT CAST({name} AS BLOB) FROM change_log WHERE seq = ?1"),
                [line],
                |row| row.get(0),
            )
            .unwrap();
        let at = place.index(bytes.len());
        bytes[at] ^= flip;
        behind
            .execute(
                &format!("UPDATE change_log SET {name} = CAST(?1 AS {kind}) WHERE seq = ?2"),
                (bytes, line),
            )
            .unwrap();
        drop(behind);
        prop_assert!(found(&desk) > 0);
    }

    #[test]
    fn any_changed_number_is_found(line in 1..=6_i64, column in 0..2_usize, other in -3..40_i64) {
        let (desk, behind) = written(5);
        let name = NUMBER[column];
        let was: i64 = behind
            .query_row(&format!("SELECT {name} FROM change_log WHERE seq = ?1"), [line], |row| row.get(0))
            .unwrap();
        let changed = behind.execute(
            &format!("UPDATE OR IGNORE change_log SET {name} = ?1 WHERE seq = ?2"),
            (other, line),
        );
        drop(behind);
        // A number another line has cannot be taken: then nothing was changed.
        let differs = changed.unwrap() == 1 && was != other
            && !(name == "seq" && (1..=6).contains(&other));
        prop_assert_eq!(found(&desk) > 0, differs);
    }

    #[test]
    fn any_removed_line_is_found(from in 1..=6_i64, count in 1..=6_i64) {
        let (desk, behind) = written(5);
        behind
            .execute("DELETE FROM change_log WHERE seq >= ?1 AND seq < ?1 + ?2", (from, count))
            .unwrap();
        drop(behind);
        prop_assert!(found(&desk) > 0, "also at the very end: the device knows how far it wrote");
    }

    #[test]
    fn any_two_swapped_lines_are_found(a in 1..=6_i64, b in 1..=6_i64) {
        prop_assume!(a != b);
        let (desk, behind) = written(5);
        behind
            .execute_batch(&format!(
                "UPDATE change_log SET seq = -1 WHERE seq = {a};
                 UPDATE change_log SET seq = {a} WHERE seq = {b};
                 UPDATE change_log SET seq = {b} WHERE seq = -1;"
            ))
            .unwrap();
        drop(behind);
        prop_assert!(found(&desk) > 0);
    }

    /// Whatever clerks, tables and bodies hold, what was written is read back and holds.
    #[test]
    fn any_text_is_logged_and_read_back(
        clerk in ".*", table in ".*", row in ".*", action in ".*", body in ".*", counter: u16,
    ) {
        let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
        let actor = Actor::new(clerk, counter);
        store.write(&actor, at(1), |tx| tx.log(&table, &row, &action, &body)).unwrap();
        let lines = store.read(|tx| tx.changes_of(&table, &row)).unwrap();
        prop_assert_eq!(&lines[0].actor, &actor);
        prop_assert_eq!(&lines[0].action, &action);
        prop_assert_eq!(serde_json::from_str::<String>(&lines[0].body).unwrap(), body);
        prop_assert_eq!(store.verify_log().unwrap(), []);
    }
}

#[test]
fn an_added_line_is_found() {
    let (desk, behind) = written(3);
    behind
        .execute_batch(
            "INSERT INTO change_log SELECT device_id, seq + 1, at, clerk, counter, tbl, row, action,
             body, hash, zeroblob(32) FROM change_log ORDER BY seq DESC LIMIT 1",
        )
        .unwrap();
    drop(behind);
    assert!(found(&desk) > 0);
}

#[test]
fn lines_of_an_unknown_machine_are_found() {
    let (desk, behind) = written(3);
    behind
        .execute_batch("DELETE FROM device; INSERT INTO device VALUES ('x', '2026-03-02T08:00:00.000', 1, 0, zeroblob(32), '2026-03-02T08:00:00.000')")
        .unwrap();
    drop(behind);
    assert!(found(&desk) > 0);
}

#[test]
fn a_cut_end_stays_found_after_more_is_written() {
    let (desk, behind) = written(4);
    behind
        .execute("DELETE FROM change_log WHERE seq >= 4", [])
        .unwrap();
    drop(behind);
    let store = desk.open();
    add(&store, "later", 5).unwrap();
    let faults = store.verify_log().unwrap();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].what, "Nhật ký thiếu dòng: sau dòng 3 là dòng 6.");
}

#[test]
fn the_log_is_read_on_from_where_one_stopped() {
    let store = Store::open_in_memory(SCHEMA, at(0)).unwrap();
    for n in 0..10 {
        add(&store, &n.to_string(), 1).unwrap();
    }
    let numbers: Vec<i64> = store
        .read(|tx| tx.changes_after(&tx.device_id()?, 4, 3))
        .unwrap()
        .iter()
        .map(|line| line.seq)
        .collect();
    assert_eq!(numbers, [5, 6, 7]);
}
