//! Legal bases that are no longer in force.

use super::Checker;
use crate::{authored::Authored, finding::Rule, source::Placed};
use chrono::NaiveDate;

impl<'a> Checker<'a> {
    /// Every basis of a procedure, its requirements and refusals.
    pub(super) fn bases(&mut self, placed: &'a Placed<Authored>) {
        let Authored {
            procedure, lines, ..
        } = &placed.value;
        let (file, to) = (placed.file.as_str(), procedure.effective_to);
        let own = procedure
            .limits
            .iter()
            .filter_map(|rule| rule.basis.as_ref());
        for basis in procedure.basis.iter().chain(own) {
            self.basis(file, 1, basis, to);
        }
        for (requirement, line) in procedure.requirements.iter().zip(&lines.requirements) {
            for basis in &requirement.basis {
                self.basis(file, *line, basis, to);
            }
        }
        for (refusal, line) in procedure.refusals.iter().zip(&lines.refusals) {
            for basis in &refusal.basis {
                self.basis(file, *line, basis, to);
            }
        }
    }

    /// One basis of something that is in force until `to`.
    pub(super) fn basis(&mut self, file: &str, line: usize, basis: &str, to: Option<NaiveDate>) {
        let parts = self.parts;
        for repealed in &parts.repealed {
            let cited = basis
                .split([' ', ';', ',', '(', ')'])
                .any(|word| word == repealed.number);
            if cited && to.is_none_or(|to| to >= repealed.from) {
                self.find(
                    Rule::BasisExpired,
                    file,
                    line,
                    format!(
                        "{} đã hết hiệu lực từ {}; hiện là {}",
                        repealed.number,
                        motcua_text::date(repealed.from),
                        repealed.by
                    ),
                );
            }
        }
    }
}
