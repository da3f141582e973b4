//! The seal, and reading it back off a photo.

use crate::{
    measure::{
        Table, in_turn,
        plan::{MIDDLE, PROCESSES, SMALL},
    },
    room::{Room, birth, now},
};
use ed25519_dalek::{Signer as _, SigningKey};
use motcua_seal::{seal, verify};
use motcua_tests::Page;
use std::{fs, path::Path, process::Command};

pub fn bench(room: &Room) {
    let table = Table::new("Seal and verify");
    let (_temp, desk) = room.office();
    let outcome = desk.receive(birth(), now()).expect("received");
    let keys = desk.keys();
    let key = keys.office().expect("a key");
    let verdict = verify(&outcome.qr, keys.trust(), now());
    let claims = verdict.claims.expect("our own seal is good");

    // The plain alternative is the signature alone, over as many bytes as the QR has.
    let bare = SigningKey::from_bytes(&key.to_bytes());
    let bytes = outcome.qr.as_bytes();
    let signed = bare.sign(bytes);
    let (ours, other) = in_turn(SMALL, || seal(key, &claims), || bare.sign(bytes));
    table.row("seal", &ours, "Ed25519 alone", &other);
    let (ours, other) = in_turn(
        SMALL,
        || verify(&outcome.qr, keys.trust(), now()),
        || bare.verifying_key().verify_strict(bytes, &signed),
    );
    table.row(
        "verify the text of a QR",
        &ours,
        "Ed25519 alone, strict",
        &other,
    );
    drop(keys);

    let pdf = Path::new(&outcome.papers[0].path);
    let Some(page) = Page::of(pdf) else { return };
    for (name, path) in [
        ("scan, 150 dpi", page.png()),
        ("photo turned by 10°, 150 dpi", page.photo(10.0)),
    ] {
        let file = fs::read(&path).expect("the picture");
        let verdict = desk.verify_picture(&file, now()).expect("a picture");
        assert!(verdict.valid && verdict.known_here, "{}", verdict.why);
        let size = crate::measure::bytes(file.len() as u64);
        let what = format!("{name}, {size}: read, verify");
        match zbar(&path) {
            None => {
                let (ours, _) = in_turn(MIDDLE, || desk.verify_picture(&file, now()), || ());
                table.alone(&what, &ours);
                table.note("zbarimg is not installed");
            }
            Some(text) => {
                let (ours, other) = in_turn(
                    PROCESSES,
                    || desk.verify_picture(&file, now()),
                    || zbar(&path),
                );
                let reads = match text.trim() == outcome.qr {
                    true => "zbarimg (a process): read",
                    false => "zbarimg (a process): DOES NOT READ IT",
                };
                table.row(&what, &ours, reads, &other);
            }
        }
    }
}

/// What zbarimg reads; `None` where it is not installed.
fn zbar(picture: &Path) -> Option<String> {
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .arg(picture)
        .output();
    Some(String::from_utf8_lossy(&read.ok()?.stdout).into_owned())
}
