//! Fee rows.

use super::Checker;
use crate::{
    authored::Authored,
    fee::{Amount, EXEMPTIONS},
    finding::Rule,
    model::Procedure,
    source::Placed,
};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Checker<'a> {
    /// All rows, or those of one file.
    pub(super) fn fees(&mut self, only: Option<&str>) {
        let procedures: BTreeMap<&str, Option<&Procedure>> = self
            .parts
            .listed
            .iter()
            .map(|p| (p.value.code.as_str(), None))
            .chain(
                self.parts
                    .guided
                    .iter()
                    .map(|p| (p.value.procedure.code.as_str(), Some(&p.value.procedure))),
            )
            .collect();
        let mut ids = BTreeSet::new();
        for placed in &self.parts.fees {
            let row = &placed.value;
            let (file, line) = (placed.file.as_str(), placed.line);
            if only.is_some_and(|only| only != file) {
                ids.insert(&row.id);
                continue;
            }
            if !ids.insert(&row.id) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("dòng phí “{}” viết hai lần", row.id),
                );
            }
            let sound = match row.amount {
                Amount::Fixed(amount) => amount >= 0,
                Amount::Range(low, high) => 0 <= low && low < high,
                Amount::Pages {
                    first_amount,
                    next_amount,
                    cap,
                    ..
                } => first_amount > 0 && next_amount > 0 && cap >= first_amount,
            };
            if !sound || row.basis.trim().is_empty() || row.to.is_some_and(|to| to < row.from) {
                self.find(
                    Rule::BadFee,
                    file,
                    line,
                    format!(
                        "dòng phí “{}”: số tiền, căn cứ hoặc ngày không hợp lý",
                        row.id
                    ),
                );
            }
            self.basis(file, line, &row.basis, row.to);
            for id in &row.exempt {
                if !EXEMPTIONS.iter().any(|(known, _)| known == id) {
                    self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("không có diện miễn “{id}”"),
                    );
                }
            }
            for code in &row.procedures {
                match procedures.get(code.as_str()) {
                    None => self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("dòng phí nhắc thủ tục {code} không có trong danh mục"),
                    ),
                    Some(Some(procedure)) => {
                        self.when(file, line, procedure, &row.when, procedure.questions.len());
                    }
                    Some(None) if !row.when.is_always() => self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("{code} chưa có câu hỏi, dòng phí không thể có điều kiện"),
                    ),
                    Some(None) => {}
                }
            }
        }
    }

    /// Rows of the shared tables still fit the questions of a procedure that was changed.
    pub(super) fn fees_from_elsewhere(&mut self, placed: &Placed<Authored>) {
        let procedure = &placed.value.procedure;
        for fee in &self.parts.fees {
            let over = fee
                .value
                .to
                .zip(procedure.effective_from)
                .is_some_and(|(to, from)| to < from);
            if fee.file != placed.file && !over && fee.value.procedures.contains(&procedure.code) {
                self.when(
                    &placed.file,
                    1,
                    procedure,
                    &fee.value.when,
                    procedure.questions.len(),
                );
            }
        }
    }
}
