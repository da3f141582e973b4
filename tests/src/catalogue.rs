//! Counters that change their catalogue and trust one another.

use crate::Counter;
use sha2::{Digest, Sha256};
use std::fs;

/// The name of a key: the first 8 bytes of the SHA-256 of its public half, hex.
fn root_id(public: &str) -> String {
    let bytes: Vec<u8> = (0..public.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&public[at..at + 2], 16).expect("hex"))
        .collect();
    Sha256::digest(bytes)[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Certified copies take two working days here, approved and in use from 14/10/2026.
pub fn changed_copying(counter: &Counter) {
    let draft = counter.run(["catalogue", "draft", "2.000815"]).yes();
    let text = draft["text"]
        .as_str()
        .expect("a text")
        .replace("limit = \"same_day\"", "limit = \"2 working_day\"");
    let path = counter.data.with_file_name("changed.toml");
    fs::write(&path, text).expect("written");
    let saved = counter
        .run(["catalogue", "edit", path.to_str().expect("UTF-8")])
        .yes();
    let id = saved["id"].as_str().expect("an id");
    counter
        .run(["catalogue", "approve", id, "--from", "2026-10-14"])
        .yes();
}

/// Makes one counter trust the other's root.
pub fn trusted(theirs: &Counter, by: &Counter) {
    let path = theirs.data.with_file_name("trusted.json");
    let path = path.to_str().expect("UTF-8");
    theirs.run(["keys", "export", path]).yes();
    let list = theirs.run(["keys", "list"]).yes();
    let public = list["lists"][0]["root"].as_str().expect("a root");
    by.run(["keys", "trust", path, "--root", &root_id(public)])
        .yes();
}
