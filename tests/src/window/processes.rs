//! Processes that we started, and all that they started.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// A process and its descendants, itself first.
pub fn all_below(id: u32) -> Vec<u32> {
    let parents = parents();
    let mut ids = vec![id];
    let mut at = 0;
    while at < ids.len() {
        let children = parents.iter().filter(|(_, parent)| **parent == ids[at]);
        let children: Vec<u32> = children.map(|(child, _)| *child).collect();
        ids.extend(children);
        at += 1;
    }
    ids
}

/// What a process is called.
pub fn name(id: u32) -> Option<String> {
    let name = fs::read_to_string(format!("/proc/{id}/comm")).ok()?;
    Some(name.trim().to_owned())
}

/// Whether it is still there.
pub fn lives(id: u32) -> bool {
    let state = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("stat"));
    // A process that nobody has waited for yet is dead all the same.
    state.is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .is_some_and(|rest| rest.starts_with(" Z"))
    })
}

/// Ends it at once, as a power cut would.
pub fn kill(id: u32) {
    let _ = Command::new("kill")
        .args(["-KILL", &id.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// Each process and who started it.
fn parents() -> BTreeMap<u32, u32> {
    let parent = |id: u32| -> Option<(u32, u32)> {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // The name stands in brackets and may hold anything; state and parent follow it.
        let (_, rest) = stat.rsplit_once(')')?;
        Some((id, rest.split_whitespace().nth(1)?.parse().ok()?))
    };
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(parent)
        .collect()
}
