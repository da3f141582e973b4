//! What is searched: the catalogue as it is bundled, the whole national list, ten thousand.

use crate::root;
use motcua_catalogue::{
    Entry,
    find::{FILE, Synonyms},
    model::Kind,
    source::{Files, Parts},
};
use std::{fs, path::PathBuf};

fn files() -> Files {
    Files::read_dir(&root().join("data")).expect("the authored files")
}

pub fn synonyms() -> Synonyms {
    Synonyms::parse(&files().0[FILE]).expect("the synonyms")
}

/// The procedures of the catalogue.
pub fn bundled() -> Vec<Entry> {
    let parts = Parts::read(&files());
    let guided = parts.guided.iter().map(|placed| &placed.value.procedure);
    guided
        .chain(parts.listed.iter().map(|placed| &placed.value))
        .map(|procedure| Entry {
            code: procedure.code.clone(),
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            kind: procedure.kind,
            guided: procedure.guided,
        })
        .collect()
}

/// The national list where the reference data lie beside the project (`MOTCUA_REFERENCE` says
/// where), otherwise as many made up; and what it is.
pub fn national() -> (&'static str, Vec<Entry>) {
    let folder = std::env::var_os("MOTCUA_REFERENCE")
        .map_or_else(|| root().join("../shared/data"), PathBuf::from);
    match fs::read_to_string(folder.join("national_index.jsonl")) {
        Err(_) => ("made-up titles", enlarged(bundled(), 5_670)),
        Ok(text) => {
            let entries = text.lines().filter_map(|line| {
                let row: serde_json::Value = serde_json::from_str(line).ok()?;
                let field = row["fields"][0].as_str().unwrap_or_default();
                Some(entry(
                    row["code"].as_str()?.trim(),
                    row["name"].as_str()?,
                    field,
                ))
            });
            ("the national list", entries.collect())
        }
    }
}

/// As many as wanted: beside the given ones, the beginning of one title with the end of another.
pub fn enlarged(mut entries: Vec<Entry>, wanted: usize) -> Vec<Entry> {
    let given = entries.len();
    for at in given..wanted {
        let (one, other) = (&entries[at * 7 % given], &entries[at * 13 % given]);
        let half = |name: &str| name.split(' ').count() / 2;
        let begin = one.name.split(' ').take(half(&one.name).max(3));
        let end = other.name.split(' ').skip(half(&other.name));
        let name = begin.chain(end).collect::<Vec<_>>().join(" ");
        let made = entry(&format!("9.{at:06}"), &name, &one.field);
        entries.push(made);
    }
    entries
}

fn entry(code: &str, name: &str, field: &str) -> Entry {
    Entry {
        code: code.to_owned(),
        name: name.to_owned(),
        field: field.to_owned(),
        kind: Kind::New,
        guided: false,
    }
}
