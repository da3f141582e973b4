//! Kinds of results, replacement rules and referrals.

use super::{Checker, is_slug};
use crate::{finding::Rule, model::FieldType};
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    /// Kinds of results, replacement rules and referrals.
    pub(super) fn results(&mut self) {
        let mut ids = BTreeSet::new();
        for placed in &self.parts.kinds {
            let (file, line, kind) = (placed.file.as_str(), placed.line, &placed.value);
            self.uses(file, line, &kind.id);
            if !ids.insert(kind.id.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("loại kết quả “{}” khai báo hai lần", kind.id),
                );
            }
            for ender in &kind.ended_by {
                self.uses(file, line, ender);
            }
            let mut fields = BTreeSet::new();
            for field in &kind.fields {
                let choices = field.kind == FieldType::Choice;
                if !fields.insert(&field.id)
                    || !is_slug(&field.id)
                    || choices == field.choices.is_empty()
                {
                    self.find(
                        Rule::BadCode,
                        file,
                        line,
                        format!(
                            "trường “{}” của “{}” trùng, sai mã hoặc sai lựa chọn",
                            field.id, kind.id
                        ),
                    );
                }
            }
        }
        for placed in &self.parts.rules {
            let (file, line, rule) = (placed.file.as_str(), placed.line, &placed.value);
            self.uses(file, line, &rule.evidence);
            for result in &rule.results {
                if !ids.contains(result.as_str()) {
                    self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("không có loại kết quả “{result}”"),
                    );
                }
            }
            if let Some(source) = &rule.source
                && !self.parts.sources.iter().any(|s| s.value.id == *source)
            {
                self.find(
                    Rule::UnknownId,
                    file,
                    line,
                    format!("không có nguồn dữ liệu “{source}”"),
                );
            }
            if rule.results.is_empty() && rule.source.is_none() {
                self.find(
                    Rule::Contradiction,
                    file,
                    line,
                    format!("“{}” không được thay bằng gì", rule.evidence),
                );
            }
            if rule.basis.trim().is_empty() {
                self.find(
                    Rule::BasisMissing,
                    file,
                    line,
                    "quy tắc thay thế chưa có căn cứ",
                );
            }
            if rule.to.is_some_and(|to| to < rule.from) {
                self.find(
                    Rule::BadDates,
                    file,
                    line,
                    "ngày hết hiệu lực đứng trước ngày có hiệu lực",
                );
            }
        }
        let mut names = BTreeSet::new();
        for placed in &self.parts.referrals {
            let referral = &placed.value;
            if !is_slug(&referral.id) || !names.insert(&referral.id) {
                self.find(
                    Rule::Duplicate,
                    &placed.file,
                    placed.line,
                    format!("dịch vụ “{}” trùng hoặc sai mã", referral.id),
                );
            }
            if referral.by.trim().is_empty()
                || referral.place.trim().is_empty()
                || referral.how.trim().is_empty()
            {
                self.find(
                    Rule::Contradiction,
                    &placed.file,
                    placed.line,
                    format!("“{}” chưa nói ai làm, ở đâu, làm thế nào", referral.id),
                );
            }
        }
    }
}
