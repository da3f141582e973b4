//! Memory of a process and all that it started, as the kernel counts it.

use std::{collections::BTreeMap, fs};

/// A process: its name, its fair share of shared pages (PSS), and all it touches (RSS); bytes.
pub struct Process {
    pub id: u32,
    pub name: String,
    pub pss: u64,
    pub rss: u64,
}

/// A program's processes.
#[derive(Default)]
pub struct Memory(pub Vec<Process>);

impl Memory {
    /// The process and its descendants.
    pub fn of_all_below(id: u32) -> Self {
        let parents = parents();
        let mut ids = vec![id];
        let mut at = 0;
        while at < ids.len() {
            let children = parents.iter().filter(|(_, parent)| **parent == ids[at]);
            let children: Vec<u32> = children.map(|(child, _)| *child).collect();
            ids.extend(children);
            at += 1;
        }
        Self(ids.into_iter().filter_map(process).collect())
    }

    /// Fair share of all; bytes.
    pub fn pss(&self) -> u64 {
        self.0.iter().map(|process| process.pss).sum()
    }

    /// All pages, shared ones once for each process; bytes.
    pub fn rss(&self) -> u64 {
        self.0.iter().map(|process| process.rss).sum()
    }
}

fn process(id: u32) -> Option<Process> {
    let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let field = |name: &str| -> Option<u64> {
        let line = rollup.lines().find(|line| line.starts_with(name))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    };
    Some(Process {
        id,
        name: fs::read_to_string(format!("/proc/{id}/comm"))
            .ok()?
            .trim()
            .to_owned(),
        pss: field("Pss:")?,
        rss: field("Rss:")?,
    })
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
