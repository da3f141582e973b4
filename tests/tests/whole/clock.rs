//! A clock that stands before what was recorded. The system's own clock is left alone: the file is
//! made to believe that it has seen a later day.

use motcua_tests::{Counter, birth};

#[test]
fn a_clock_set_back_is_said_and_nothing_is_lost() {
    let counter = Counter::office();
    let first = counter.receive(&birth()).yes();
    let file = rusqlite::Connection::open(counter.file()).unwrap();
    let moved = file
        .execute("UPDATE device SET last_known_at = replace(last_known_at, substr(last_known_at, 1, 4), '2099')", [])
        .unwrap();
    assert_eq!(moved, 1);
    drop(file);
    let state = counter.run(["office", "show"]).yes();
    let notices = state["notices"].to_string();
    assert!(
        notices.contains("Đồng hồ") && notices.contains("2099"),
        "{notices}"
    );
    // The citizen waits: he is received all the same, with the next number, and it is on record.
    let second = counter.receive(&birth()).yes();
    assert_ne!(second["dossier"], first["dossier"]);
    let file = rusqlite::Connection::open(counter.file()).unwrap();
    let lines: i64 = file
        .query_row(
            "SELECT count(*) FROM change_log WHERE action = 'back'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(lines, 1);
    drop(file);
    counter.is_whole();
}

#[test]
fn the_counters_time_is_viet_nams_whatever_the_pc_believes() {
    // Each run of the harness sets the time zone to Honolulu, seventeen hours behind.
    let counter = Counter::office();
    let mut now = birth();
    now.as_object_mut().unwrap().remove("received");
    let said = counter.receive(&now);
    let code = said.json()["dossier"].as_str().unwrap().to_owned();
    let received = counter.show(&code)["received"].as_str().unwrap().to_owned();
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let minutes = |text: &str| text.parse::<u64>().unwrap();
    let here = (seconds / 60 + 7 * 60) % (24 * 60);
    let there = minutes(&received[11..13]) * 60 + minutes(&received[14..16]);
    let apart = (here + 24 * 60 - there) % (24 * 60);
    assert!(
        apart <= 5,
        "received {received}, {apart} minutes from the hour in Đà Nẵng"
    );
}
