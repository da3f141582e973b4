//! Questions, and the conditions that rest on them.

use super::{Checker, is_slug};
use crate::{
    authored::Authored,
    finding::Rule,
    model::{CHANNEL_KEY, Channel, Condition, Procedure, When},
    reach::{Reach, reachable},
    source::Placed,
};
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    pub(super) fn questions(&mut self, placed: &'a Placed<Authored>) {
        let Authored {
            procedure, lines, ..
        } = &placed.value;
        let file = placed.file.as_str();
        let mut ids = BTreeSet::new();
        for (i, (question, line)) in procedure.questions.iter().zip(&lines.questions).enumerate() {
            if !ids.insert(question.id.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    *line,
                    format!("câu hỏi “{}” viết hai lần", question.id),
                );
            }
            if !is_slug(&question.id) || question.id == CHANNEL_KEY {
                self.find(
                    Rule::BadCode,
                    file,
                    *line,
                    format!("mã câu hỏi “{}” không dùng được", question.id),
                );
            }
            if question.options.len() < 2 {
                self.find(
                    Rule::Contradiction,
                    file,
                    *line,
                    format!("câu hỏi “{}” cần ít nhất hai lựa chọn", question.id),
                );
            }
            let mut options = BTreeSet::new();
            for option in &question.options {
                if !options.insert(&option.id)
                    || !is_slug(&option.id)
                    || option.text.trim().is_empty()
                {
                    self.find(
                        Rule::BadCode,
                        file,
                        *line,
                        format!(
                            "lựa chọn “{}” trùng, trống hoặc mã không đúng dạng",
                            option.id
                        ),
                    );
                }
            }
            self.when(file, *line, procedure, &question.when, i);
            if !self.decides(procedure, &question.id) {
                self.find(
                    Rule::Unused,
                    file,
                    *line,
                    format!("câu hỏi “{}” không quyết định điều gì", question.id),
                );
            }
        }
    }

    /// Whether anything depends on the answer.
    pub(super) fn decides(&self, procedure: &Procedure, question: &str) -> bool {
        let names = |when: &When| when.0.iter().any(|c| c.contains_key(question));
        procedure.questions.iter().any(|q| names(&q.when))
            || procedure
                .requirements
                .iter()
                .any(|r| names(&r.when) || r.or_when.iter().any(|more| names(&more.when)))
            || procedure.limits.iter().any(|l| names(&l.when))
            || procedure.refusals.iter().any(|r| names(&r.when))
            || self
                .parts
                .fees
                .iter()
                .any(|fee| fee.value.procedures.contains(&procedure.code) && names(&fee.value.when))
    }

    /// A condition may name questions before `before` and must be able to hold.
    pub(super) fn when(
        &mut self,
        file: &str,
        line: usize,
        procedure: &Procedure,
        when: &When,
        before: usize,
    ) {
        for condition in &when.0 {
            let mut sound = !condition.is_empty();
            if condition.is_empty() {
                self.find(Rule::Contradiction, file, line, "điều kiện trống");
            }
            for (question, options) in condition {
                if options.is_empty() {
                    self.find(
                        Rule::Contradiction,
                        file,
                        line,
                        format!("điều kiện “{question}” không có lựa chọn nào"),
                    );
                    sound = false;
                }
                if question == CHANNEL_KEY {
                    for option in options {
                        if !Channel::ALL.iter().any(|c| c.as_str() == option) {
                            self.find(
                                Rule::UnknownId,
                                file,
                                line,
                                format!("không có cách nộp “{option}”"),
                            );
                            sound = false;
                        }
                    }
                    continue;
                }
                let Some(at) = procedure.questions.iter().position(|q| q.id == *question) else {
                    self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("điều kiện nhắc câu hỏi “{question}” không có"),
                    );
                    sound = false;
                    continue;
                };
                if at >= before {
                    self.find(
                        Rule::Order,
                        file,
                        line,
                        format!("câu hỏi chỉ được phụ thuộc câu đứng trước; “{question}” đứng sau"),
                    );
                    sound = false;
                }
                for option in options {
                    if !procedure.questions[at]
                        .options
                        .iter()
                        .any(|o| o.id == *option)
                    {
                        self.find(
                            Rule::UnknownId,
                            file,
                            line,
                            format!("câu hỏi “{question}” không có lựa chọn “{option}”"),
                        );
                        sound = false;
                    }
                }
            }
            if !sound {
                continue;
            }
            match reachable(&procedure.questions, condition) {
                Reach::Yes => {}
                Reach::No => self.find(
                    Rule::Unreachable,
                    file,
                    line,
                    format!(
                        "không trường hợp nào đạt tới điều kiện {}",
                        shown(condition)
                    ),
                ),
                Reach::TooTangled => self.find(
                    Rule::Unreachable,
                    file,
                    line,
                    "câu hỏi chằng chịt quá, không kiểm tra được; hãy tách bớt",
                ),
            }
        }
    }
}

fn shown(condition: &Condition) -> String {
    condition
        .iter()
        .map(|(question, options)| format!("{question} = {}", options.join(" hoặc ")))
        .collect::<Vec<_>>()
        .join(", ")
}
