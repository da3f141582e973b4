//! Requirements and their alternatives.

use super::{Checker, is_slug};
use crate::{
    authored::Authored,
    finding::Rule,
    model::{Condition, PaperList, Procedure, When},
    reach::{Reach, both, reachable},
    source::Placed,
};
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    pub(super) fn requirements(&mut self, placed: &'a Placed<Authored>) {
        let Authored {
            procedure, lines, ..
        } = &placed.value;
        let file = placed.file.as_str();
        let mut ids = BTreeSet::new();
        if procedure.requirements.is_empty() {
            self.find(
                Rule::Unreachable,
                file,
                1,
                "thủ tục hướng dẫn mà không có yêu cầu nào",
            );
        }
        for (requirement, line) in procedure.requirements.iter().zip(&lines.requirements) {
            let line = *line;
            if !ids.insert(requirement.id.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("yêu cầu “{}” viết hai lần", requirement.id),
                );
            }
            if !is_slug(&requirement.id) || requirement.name.trim().is_empty() {
                self.find(
                    Rule::BadCode,
                    file,
                    line,
                    format!(
                        "yêu cầu “{}” có mã hoặc tên không dùng được",
                        requirement.id
                    ),
                );
            }
            if requirement
                .basis
                .iter()
                .all(|basis| basis.trim().is_empty())
            {
                self.find(
                    Rule::BasisMissing,
                    file,
                    line,
                    format!("yêu cầu “{}” chưa có căn cứ pháp lý", requirement.id),
                );
            }
            if let Some(source) = &requirement.replaced_by
                && !self.parts.sources.iter().any(|s| s.value.id == *source)
            {
                self.find(
                    Rule::UnknownId,
                    file,
                    line,
                    format!("không có nguồn dữ liệu “{source}”"),
                );
            }
            let before = self.findings.len();
            self.when(
                file,
                line,
                procedure,
                &requirement.when,
                procedure.questions.len(),
            );
            let sound = self.findings.len() == before;
            self.alternatives(file, line, &requirement.id, &requirement.any_of);
            for more in &requirement.or_when {
                self.alternatives(file, line, &requirement.id, &more.any_of);
                self.when(file, line, procedure, &more.when, procedure.questions.len());
                if sound {
                    self.joint(file, line, procedure, &requirement.when, &more.when);
                }
            }
        }
    }

    /// An alternative that counts only where its requirement does not is never seen.
    pub(super) fn joint(
        &mut self,
        file: &str,
        line: usize,
        procedure: &Procedure,
        outer: &When,
        inner: &When,
    ) {
        let always = [Condition::new()];
        let outer = if outer.is_always() {
            &always[..]
        } else {
            &outer.0
        };
        let possible = outer.iter().any(|one| {
            inner.0.iter().any(|other| {
                both(one, other)
                    .is_some_and(|goal| reachable(&procedure.questions, &goal) != Reach::No)
            })
        });
        if !possible {
            self.find(
                Rule::Unreachable,
                file,
                line,
                "“or_when” chỉ đúng khi chính yêu cầu này không áp dụng",
            );
        }
    }

    pub(super) fn alternatives(
        &mut self,
        file: &str,
        line: usize,
        id: &str,
        lists: &'a [PaperList],
    ) {
        if lists.is_empty() || lists.iter().any(Vec::is_empty) {
            self.find(
                Rule::Unreachable,
                file,
                line,
                format!("yêu cầu “{id}” có danh sách giấy tờ trống"),
            );
        }
        for (i, list) in lists.iter().enumerate() {
            if lists[..i].contains(list) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("yêu cầu “{id}” có hai lựa chọn giống nhau"),
                );
            }
            for paper in list {
                self.uses(file, line, &paper.evidence);
                if paper.original == 0 && paper.copy == 0 {
                    self.find(
                        Rule::Contradiction,
                        file,
                        line,
                        format!("“{}”: không bản chính, không bản sao", paper.evidence),
                    );
                }
            }
        }
    }
}
