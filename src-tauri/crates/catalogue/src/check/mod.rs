//! The checker: a real linter over the authored files.

mod basis;
mod codes;
mod fees;
mod official;
mod procedure;
mod questions;
mod report;
mod requirements;
mod results;
mod shared;

use crate::{
    find::Synonyms,
    finding::{Finding, Rule},
    life_event::LifeEvent,
    source::{Files, Parts},
};
use motcua_text::fold;
use std::collections::BTreeMap;

pub use report::{Coverage, FieldTotal, Report};

/// Plain words: together at most this many (PRODUCT K1, the measure).
const MOST_PLAIN_WORDS: usize = 90;

/// Checks all files.
pub fn check(files: &Files) -> Report {
    let parts = Parts::read(files);
    check_parts(files, &parts)
}

/// Checks files that have been read already.
pub fn check_parts(files: &Files, parts: &Parts) -> Report {
    let mut checker = Checker::new(parts);
    checker.findings.extend(parts.findings.iter().cloned());
    for (file, text) in &files.0 {
        checker.text(file, text);
    }
    checker.shared();
    checker.codes();
    let coverage = parts
        .guided
        .iter()
        .map(|placed| checker.procedure(placed))
        .collect();
    checker.listed();
    checker.fees(None);
    checker.results();
    checker.unused();
    let mut findings = checker.findings;
    let guided = parts.guided.iter().map(|placed| &placed.value.procedure);
    let listed = parts.listed.iter().map(|placed| &placed.value);
    let codes = guided
        .chain(listed)
        .map(|procedure| procedure.code.as_str());
    findings.extend(Synonyms::findings(files, &codes.collect()));
    findings.extend(LifeEvent::findings(files, parts));
    findings.sort_by(|a, b| (&a.file, a.line, a.rule).cmp(&(&b.file, b.line, b.rule)));
    findings.dedup();
    Report {
        ok: findings.is_empty(),
        findings,
        fields: report::totals(parts),
        coverage,
        guided: parts.guided.len(),
        listed: parts.listed.len(),
        evidence: parts.evidence.len(),
        fees: parts.fees.len(),
    }
}

/// Checks one file of a procedure among files that have been checked already: what stands in it, and
/// how it goes with the others.
pub fn check_file(parts: &Parts, file: &str, text: &str) -> Vec<Finding> {
    let mut checker = Checker::new(parts);
    checker.text(file, text);
    checker.unfilled(file, text);
    checker.shared();
    checker.codes();
    checker.fees(Some(file));
    for placed in parts.guided.iter().filter(|placed| placed.file == file) {
        checker.procedure(placed);
        checker.fees_from_elsewhere(placed);
    }
    let mut findings = checker.findings;
    findings.retain(|finding| finding.file == file);
    findings.sort_by_key(|finding| (finding.line, finding.rule));
    findings.dedup();
    findings
}

struct Checker<'a> {
    parts: &'a Parts,
    findings: Vec<Finding>,
    /// How often each evidence type is used.
    evidence: BTreeMap<&'a str, usize>,
}

impl<'a> Checker<'a> {
    fn new(parts: &'a Parts) -> Self {
        Self {
            parts,
            findings: Vec::new(),
            evidence: parts
                .evidence
                .iter()
                .map(|e| (e.value.id.as_str(), 0))
                .collect(),
        }
    }

    fn find(&mut self, rule: Rule, file: &str, line: usize, message: impl Into<String>) {
        self.findings.push(Finding::new(rule, file, line, message));
    }
}

/// Whether it is a national code, `D.DDDDDD`.
pub fn is_procedure_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 8
        && bytes[1] == b'.'
        && bytes
            .iter()
            .enumerate()
            .all(|(i, byte)| i == 1 || byte.is_ascii_digit())
}

fn is_slug(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The folder of a field: folded, words joined by hyphens.
pub fn slug(field: &str) -> String {
    fold(field)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
