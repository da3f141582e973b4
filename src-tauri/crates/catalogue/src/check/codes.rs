//! Codes, file names, titles, and versions that overlap.

use super::{Checker, is_procedure_code, slug};
use crate::{
    finding::{Finding, Rule},
    model::Procedure,
};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Checker<'a> {
    /// Codes, file names, and versions that overlap.
    pub(super) fn codes(&mut self) {
        let mut seen = BTreeMap::<&str, Vec<&Procedure>>::new();
        for placed in &self.parts.guided {
            let procedure = &placed.value.procedure;
            let wanted = format!("catalogue/{}/{}", slug(&procedure.field), procedure.code);
            let stem = placed.file.trim_end_matches(".toml");
            if stem.split('@').next() != Some(wanted.as_str()) {
                self.find(
                    Rule::BadCode,
                    &placed.file,
                    1,
                    format!("tệp phải tên là {wanted}.toml theo lĩnh vực và mã thủ tục"),
                );
            }
            if !is_procedure_code(&procedure.code) {
                self.find(
                    Rule::BadCode,
                    &placed.file,
                    1,
                    format!("mã thủ tục “{}” không có dạng D.DDDDDD", procedure.code),
                );
            }
            if procedure
                .effective_to
                .zip(procedure.effective_from)
                .is_some_and(|(to, from)| to < from)
            {
                self.find(
                    Rule::BadDates,
                    &placed.file,
                    1,
                    "ngày hết hiệu lực đứng trước ngày có hiệu lực",
                );
            }
            for other in seen.entry(&procedure.code).or_default().iter() {
                if overlap(procedure, other) {
                    self.findings.push(Finding::new(
                        Rule::BadDates,
                        &placed.file,
                        1,
                        format!(
                            "hai phiên bản của {} cùng có hiệu lực trong một ngày",
                            procedure.code
                        ),
                    ));
                }
            }
            seen.entry(&procedure.code).or_default().push(procedure);
        }
    }

    pub(super) fn listed(&mut self) {
        let guided: BTreeSet<_> = self
            .parts
            .guided
            .iter()
            .map(|p| p.value.procedure.code.as_str())
            .collect();
        let mut seen = BTreeSet::new();
        for placed in &self.parts.listed {
            let procedure = &placed.value;
            let (file, line) = (&placed.file, placed.line);
            if !is_procedure_code(&procedure.code) {
                self.find(
                    Rule::BadCode,
                    file,
                    line,
                    format!("mã thủ tục “{}” không có dạng D.DDDDDD", procedure.code),
                );
            }
            if procedure.name.trim().is_empty() {
                self.find(Rule::Title, file, line, "thiếu tên thủ tục");
            }
            // What the office has made a guide of is only listed until that guide's first day.
            let closed = procedure.effective_to.is_some();
            if !seen.insert(&procedure.code)
                || (!closed && guided.contains(procedure.code.as_str()))
            {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("thủ tục {} đã có trong danh mục", procedure.code),
                );
            }
            if *file != format!("catalogue/{}/listed.toml", slug(&procedure.field)) {
                self.find(
                    Rule::BadCode,
                    file,
                    1,
                    format!("thư mục phải tên là {}", slug(&procedure.field)),
                );
            }
            self.title(file, line, procedure);
        }
    }

    /// The official title carries over to the letter.
    pub(super) fn title(&mut self, file: &str, line: usize, procedure: &Procedure) {
        if !self.parts.office.contains(file)
            && let Some(official) = self.parts.official.0.get(&procedure.code)
            && official.name != procedure.name
            && !(in_capitals(&official.name)
                && official.name.to_lowercase() == procedure.name.to_lowercase())
        {
            self.find(
                Rule::Title,
                file,
                line,
                format!("tên khác tên chính thức: “{}”", official.name),
            );
        }
    }
}

/// A title published in capitals may be written as titles are.
fn in_capitals(title: &str) -> bool {
    let small = title.chars().filter(|c| c.is_lowercase()).count();
    small * 2 < title.chars().filter(|c| c.is_alphabetic()).count()
}

fn overlap(one: &Procedure, other: &Procedure) -> bool {
    let starts_before_end = |a: &Procedure, b: &Procedure| match (a.effective_from, b.effective_to)
    {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    starts_before_end(one, other) && starts_before_end(other, one)
}
