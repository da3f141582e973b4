//! Signed updates from outside: made by one command, shown, taken, taken back; what is not right goes nowhere.

use motcua_tests::{Counter, changed_copying, fits, trusted};
use serde_json::json;
use std::fs;

#[test]
fn an_update_travels_on_a_stick() {
    let author = Counter::office();
    changed_copying(&author);
    let stick = author.data.with_file_name("stick.motcua-update");
    let stick = stick.to_str().unwrap();
    let about = json!({
        "version": "text", "signer": "text", "key": "text", "root": "bool", "made": "moment",
        "least_program": "text", "made_with": "text", "note": "string", "sha256": "sha256"
    });
    let made = author
        .run([
            "update",
            "make",
            "--out",
            stick,
            "--note",
            "Chứng thực hai ngày",
        ])
        .yes();
    fits(
        &made,
        &json!({ "path": "path", "bytes": "int", "about": about }),
    );

    let reader = Counter::of("phường Thanh Khê", 2);
    let due = || {
        reader
            .run(["guide", "2.000815", "--received", "2026-10-14T09:00"])
            .yes()["due"]
            .clone()
    };
    reader.run(["update", "show", stick]).refused("BAD_KEY");
    trusted(&author, &reader);
    let shown = reader.run(["update", "show", stick]).yes();
    fits(
        &shown,
        &json!({
            "about": about, "refused": "null",
            "difference": { "added": [], "changed": [{ "code": "text", "name": "text", "what": ["text"] }],
                "removed": [], "tables": ["text"], "keys": ["text"], "strangers": ["text"] }
        }),
    );
    assert_eq!(shown["difference"]["changed"][0]["code"], "2.000815");
    assert_eq!(due(), "2026-10-14T17:00", "showing changes nothing");
    reader.run(["update", "take", stick]).yes();
    assert_eq!(due(), "2026-10-16T17:00");
    reader.run(["update", "take", stick]).refused("OLDER");
    let again = reader.run(["update", "show", stick]).no();
    assert_eq!(again["refused"]["code"], "OLDER");
    assert_eq!(reader.run(["update", "list"]).yes()[0]["state"], "in_use");
    // A backup carries what is in use.
    let copy = reader.data.with_file_name("copy.motcua");
    let copy = copy.to_str().unwrap();
    reader.run(["backup", copy]).yes();
    reader.run(["update", "back"]).yes();
    assert_eq!(due(), "2026-10-14T17:00");
    reader.run(["update", "back"]).refused("BAD_INPUT");
    assert_eq!(reader.run(["check"]).yes()["ok"], true);
    reader.run(["restore", copy]).yes();
    assert_eq!(due(), "2026-10-16T17:00");
}

#[test]
fn what_is_altered_or_no_update_goes_nowhere() {
    let author = Counter::office();
    let stick = author.data.with_file_name("stick.motcua-update");
    author
        .run(["update", "make", "--out", stick.to_str().unwrap()])
        .yes();
    let good = fs::read(&stick).unwrap();
    let bad = author.data.with_file_name("bad.motcua-update");
    let take = |bytes: &[u8]| {
        fs::write(&bad, bytes).unwrap();
        author.run(["update", "take", bad.to_str().unwrap()])
    };
    take(b"").refused("BAD_FILE");
    take(b"PK\x03\x04").refused("BAD_FILE");
    take(&good[..good.len() / 2]).refused("BAD_FILE");
    take(&[good.as_slice(), b"x"].concat()).refused("BAD_FILE");
    let mut altered = good.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    take(&altered).refused("BAD_SEAL");
    let mut later = good.clone();
    later[14] = b'2';
    take(&later).refused("NEWER_FILE");
    author
        .run(["update", "take", "/khong/co/tep"])
        .refused("BAD_FILE");
    let states = author.run(["update", "list"]).yes();
    assert_eq!(states.as_array().unwrap().len(), 1);
    assert_eq!(states[0]["state"], "made");
    // A folder with a fault is not packed.
    let folder = author.data.with_file_name("authored");
    fs::create_dir_all(folder.join("catalogue/x")).unwrap();
    fs::write(folder.join("catalogue/x/1.000001.toml"), "code = 1").unwrap();
    author
        .run([
            "update",
            "make",
            "--out",
            stick.to_str().unwrap(),
            "--catalogue",
            folder.to_str().unwrap(),
        ])
        .refused("CATALOGUE_FAULTS");
    assert_eq!(
        fs::read(&stick).unwrap(),
        good,
        "the file there is as it was"
    );
}
