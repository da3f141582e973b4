//! What procedures share: text, evidence types, sources, and what nothing uses.

use super::{Checker, is_slug};
use crate::{
    finding::{Finding, Rule},
    written::TODO,
};
use motcua_text::{fold, nfc};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Checker<'a> {
    pub(super) fn text(&mut self, file: &str, text: &str) {
        for (i, line) in text.lines().enumerate() {
            if nfc(line) != line {
                self.find(
                    Rule::NotNfc,
                    file,
                    i + 1,
                    "chữ chưa ở dạng Unicode dựng sẵn (NFC)",
                );
            }
        }
    }

    /// Marked places that somebody still has to fill in.
    pub(super) fn unfilled(&mut self, file: &str, text: &str) {
        for (i, line) in text.lines().enumerate() {
            if let Some((_, what)) = line.split_once(TODO) {
                let what = what.trim_start_matches(':').split('"').next();
                let what = what.unwrap_or_default().trim();
                self.find(Rule::ToDo, file, i + 1, format!("chưa soạn: {what}"));
            }
        }
    }

    /// Evidence types and sources.
    pub(super) fn shared(&mut self) {
        let mut ids = BTreeSet::new();
        let mut names = BTreeMap::<String, &str>::new();
        for placed in &self.parts.evidence {
            let evidence = &placed.value;
            if !ids.insert(&evidence.id) {
                self.find(
                    Rule::Duplicate,
                    &placed.file,
                    placed.line,
                    format!("giấy tờ “{}” khai báo hai lần", evidence.id),
                );
            }
            if !is_slug(&evidence.id) {
                self.find(
                    Rule::BadCode,
                    &placed.file,
                    placed.line,
                    format!(
                        "mã “{}” chỉ được gồm chữ thường không dấu, số và gạch nối",
                        evidence.id
                    ),
                );
            }
            for name in std::iter::once(&evidence.name).chain(&evidence.also) {
                let other = names.insert(fold(name), &evidence.id);
                if let Some(other) = other.filter(|other| *other != evidence.id) {
                    self.find(
                        Rule::SameEvidence,
                        &placed.file,
                        placed.line,
                        format!(
                            "“{name}” là tên của cả “{other}” và “{}”: một giấy tờ chỉ có một mã",
                            evidence.id
                        ),
                    );
                }
            }
        }
        let mut ids = BTreeSet::new();
        for placed in &self.parts.sources {
            if !ids.insert(&placed.value.id) {
                self.find(
                    Rule::Duplicate,
                    &placed.file,
                    placed.line,
                    format!("nguồn dữ liệu “{}” khai báo hai lần", placed.value.id),
                );
            }
        }
    }

    pub(super) fn uses(&mut self, file: &str, line: usize, evidence: &str) {
        match self.evidence.get_mut(evidence) {
            Some(times) => *times += 1,
            None => self.find(
                Rule::UnknownId,
                file,
                line,
                format!("không có giấy tờ “{evidence}” trong danh mục giấy tờ"),
            ),
        }
    }

    pub(super) fn unused(&mut self) {
        // What people bring from elsewhere stands with the kinds of results: no procedure need use it.
        for placed in self
            .parts
            .evidence
            .iter()
            .filter(|e| e.file != "results.toml")
        {
            if self.evidence.get(placed.value.id.as_str()) == Some(&0) {
                self.findings.push(Finding::new(
                    Rule::Unused,
                    &placed.file,
                    placed.line,
                    format!("giấy tờ “{}” không thủ tục nào dùng", placed.value.id),
                ));
            }
        }
    }
}
