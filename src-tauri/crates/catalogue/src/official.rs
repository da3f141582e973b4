//! The official components of each procedure, as keys and digests: enough to prove that every one
//! of them is accounted for, without carrying their sentences.
//!
//! A key is the national code of the paper where the procedure names it once; `code#row` where it
//! names it several times; `#row` where the record gives none. Rows count from 1 in source order.

use crate::{
    authored::{OneOrMany, syntax},
    finding::Finding,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write as _};

/// Path of the index below `data/`.
pub const FILE: &str = "official.toml";

/// One component of the official record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Stable key within the procedure.
    pub key: String,
    /// First 8 hex digits of the SHA-256 of its text, white space folded.
    pub digest: String,
    /// A heading or remark rather than a paper.
    pub note: bool,
}

/// What the official record of one procedure holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// Official title.
    pub name: String,
    /// In source order.
    pub components: Vec<Component>,
}

/// Official records by procedure code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index(pub BTreeMap<String, Official>);

/// A row of a record as the import format has it.
#[derive(Debug, Clone, Deserialize)]
pub struct RecordComponent {
    /// What is required.
    #[serde(default)]
    pub text: String,
    /// Originals.
    #[serde(default)]
    pub original: u32,
    /// Copies.
    #[serde(default)]
    pub copy: u32,
    /// A heading or remark.
    #[serde(default)]
    pub is_note: bool,
    /// National code.
    #[serde(default)]
    pub component_code: Option<String>,
}

impl Official {
    /// Gives every row its key.
    pub fn of_record(name: &str, rows: &[RecordComponent]) -> Self {
        let code_of = |row: &RecordComponent| {
            row.component_code
                .as_deref()
                .map(str::trim)
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
        };
        let mut times = BTreeMap::<String, usize>::new();
        for code in rows.iter().filter_map(code_of) {
            *times.entry(code).or_default() += 1;
        }
        let components = rows
            .iter()
            .enumerate()
            .map(|(i, row)| {
                let key = match code_of(row) {
                    Some(code) if times[&code] == 1 => code,
                    Some(code) => format!("{code}#{}", i + 1),
                    None => format!("#{}", i + 1),
                };
                Component {
                    key,
                    digest: digest(&row.text),
                    note: row.is_note || (row.original == 0 && row.copy == 0),
                }
            })
            .collect();
        Self {
            name: squeeze(name),
            components,
        }
    }
}

/// The keys of an import record that matter here.
#[derive(Deserialize)]
struct Record {
    code: String,
    name: String,
    #[serde(default)]
    relevance: Option<String>,
    #[serde(default)]
    components: Vec<RecordComponent>,
}

impl Index {
    /// Makes the index from import records, one JSON object a line; lines that are no records and rows
    /// of bodies other than the commune are left out. A record whose components were never published
    /// keeps its title: such a procedure is authored from the law, and its coverage reads 0 of 0.
    pub fn of_records(lines: &str) -> Self {
        let records = lines
            .lines()
            .filter_map(|line| serde_json::from_str::<Record>(line).ok());
        Self(
            records
                .filter(|record| record.relevance.as_deref() != Some("doubtful"))
                .filter(|record| !record.name.trim().is_empty())
                .map(|record| {
                    let official = Official::of_record(&record.name, &record.components);
                    (record.code, official)
                })
                .collect(),
        )
    }

    /// Reads the index file.
    pub fn read(text: &str) -> Result<Self, Finding> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Raw {
            name: String,
            #[serde(default)]
            papers: OneOrMany,
            #[serde(default)]
            notes: OneOrMany,
        }
        let raw: BTreeMap<String, Raw> =
            toml::from_str(text).map_err(|error| syntax(FILE, text, &error))?;
        let component = |line: &String, note| {
            let (key, digest) = line.split_once(' ').unwrap_or((line, ""));
            Component {
                key: key.to_owned(),
                digest: digest.to_owned(),
                note,
            }
        };
        Ok(Self(
            raw.into_iter()
                .map(|(code, raw)| {
                    let components = raw
                        .papers
                        .0
                        .iter()
                        .map(|line| component(line, false))
                        .chain(raw.notes.0.iter().map(|line| component(line, true)))
                        .collect();
                    let name = raw.name;
                    (code, Official { name, components })
                })
                .collect(),
        ))
    }

    /// Writes the index file.
    pub fn to_toml(&self) -> String {
        let mut out = String::from(
            "# Keys and digests of the official components of each procedure: facts to check against,\n\
             # without the sentences. Written by `cargo run -p motcua-catalogue --example official -- RECORDS.jsonl`.\n",
        );
        for (code, official) in &self.0 {
            let _ = write!(out, "\n[\"{code}\"]\nname = {:?}\n", official.name);
            for (list, note) in [("papers", false), ("notes", true)] {
                let rows: Vec<_> = official
                    .components
                    .iter()
                    .filter(|c| c.note == note)
                    .collect();
                if rows.is_empty() {
                    continue;
                }
                let _ = writeln!(out, "{list} = [");
                for row in rows {
                    let _ = writeln!(out, "  \"{} {}\",", row.key, row.digest);
                }
                out.push_str("]\n");
            }
        }
        out
    }
}

fn squeeze(text: &str) -> String {
    motcua_text::clean(text)
}

fn digest(text: &str) -> String {
    hex::encode(&Sha256::digest(squeeze(text).as_bytes())[..4])
}
