//! Every official component is accounted for.

use super::{Checker, report::Coverage};
use crate::{
    authored::Authored,
    finding::{Finding, Rule},
    source::Placed,
};
use std::collections::BTreeMap;

impl<'a> Checker<'a> {
    /// Every official component is mapped or named with its reason.
    pub(super) fn account(&mut self, placed: &Placed<Authored>) -> Coverage {
        let Authored {
            procedure, lines, ..
        } = &placed.value;
        let file = placed.file.as_str();
        let mut named = BTreeMap::<&str, bool>::new();
        for (requirement, line) in procedure.requirements.iter().zip(&lines.requirements) {
            for key in &requirement.official {
                named.insert(key, true);
                self.official_key(file, *line, &procedure.code, key);
            }
        }
        for (row, line) in procedure.not_asked.iter().zip(&lines.not_asked) {
            if row.because.trim().is_empty() {
                self.find(Rule::BasisMissing, file, *line, "“not_asked” phải có lý do");
            }
            for key in &row.official {
                if named.insert(key, false).is_some() {
                    self.find(
                        Rule::Contradiction,
                        file,
                        *line,
                        format!("thành phần {key} đã được nhắc ở chỗ khác"),
                    );
                }
                self.official_key(file, *line, &procedure.code, key);
            }
        }
        let Some(official) = self.parts.official.0.get(&procedure.code) else {
            if !self.parts.office.contains(file) {
                self.find(
                    Rule::Unaccounted,
                    file,
                    1,
                    format!(
                        "không có thành phần chính thức của {} để đối chiếu",
                        procedure.code
                    ),
                );
            }
            return Coverage {
                code: procedure.code.clone(),
                name: procedure.name.clone(),
                official: 0,
                papers: 0,
                mapped: 0,
                not_asked: 0,
            };
        };
        for component in &official.components {
            if !named.contains_key(component.key.as_str()) {
                self.findings.push(Finding::new(
                    Rule::Unaccounted,
                    file,
                    1,
                    format!(
                        "thành phần chính thức {}{} chưa được nhắc tới",
                        component.key,
                        if component.note { " (ghi chú)" } else { "" }
                    ),
                ));
            }
        }
        let count = |mapped: bool| {
            official
                .components
                .iter()
                .filter(|c| named.get(c.key.as_str()) == Some(&mapped))
                .count()
        };
        Coverage {
            code: procedure.code.clone(),
            name: procedure.name.clone(),
            official: official.components.len(),
            papers: official.components.iter().filter(|c| !c.note).count(),
            mapped: count(true),
            not_asked: count(false),
        }
    }

    pub(super) fn official_key(&mut self, file: &str, line: usize, code: &str, key: &str) {
        let known = self
            .parts
            .official
            .0
            .get(code)
            .is_none_or(|official| official.components.iter().any(|c| c.key == key));
        if !known {
            self.find(
                Rule::UnknownOfficial,
                file,
                line,
                format!("bản chính thức của {code} không có thành phần {key}"),
            );
        }
    }
}
