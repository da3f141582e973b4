//! The bundled catalogue and what an office lays over it, as one: its own procedures, and the official
//! records it imported.

use crate::{
    authored::{self, Authored},
    build::write,
    check::{check_file, slug},
    fee::FeeRow,
    finding::{Finding, Rule},
    model::Procedure,
    read::Catalogue,
    source::{Files, Offered, Parts, placed},
};
use chrono::NaiveDate;
use motcua_fault::{Code, OrFault, Result};
use motcua_text::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an office lays over the bundled catalogue.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// Procedures of its own, in the order in which they were approved.
    pub texts: Vec<LayerText>,
    /// Procedures from official records.
    pub records: Vec<LayerRecord>,
}

/// A procedure from an official record.
#[derive(Debug, Clone)]
pub struct LayerRecord {
    /// As it can be looked up.
    pub procedure: Procedure,
    /// Whether it stands in the list.
    pub offered: Offered,
    /// It stands in place of a bundled entry that is only listed.
    pub instead: bool,
}

/// A procedure that the office wrote or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerText {
    /// As below `data/`: `catalogue/<field>/<code>@<first day>.toml`.
    pub file: String,
    /// The authored text.
    pub text: String,
}

/// A text of the office that does not go with the catalogue below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Its file.
    pub file: String,
    /// Why.
    pub findings: Vec<Finding>,
}

const LEFT_OUT: &str = "left_out";

/// Where an office's text of a procedure stands.
pub fn layer_file(field: &str, code: &str, from: NaiveDate) -> String {
    format!("catalogue/{}/{code}@{from}.toml", slug(field))
}

/// Builds the catalogue with its layer; the bytes of the built file. A text that does not go with it
/// is left out and named there ([`Catalogue::left_out`]).
///
/// # Errors
/// `INTERNAL`.
pub fn compose(base: &Files, layer: &Layer) -> Result<Vec<u8>> {
    let mut parts = Parts::read(base);
    let mut files = base.clone();
    let mut left_out = Vec::new();
    for text in &layer.texts {
        let (next, mut findings) = lay(&parts, &text.file, &text.text);
        // The official record may have changed since: that makes a guide incomplete, not wrong.
        findings
            .retain(|finding| !matches!(finding.rule, Rule::Unaccounted | Rule::UnknownOfficial));
        match next {
            Some(next) if findings.is_empty() => {
                parts = next;
                files.0.insert(text.file.clone(), text.text.clone());
            }
            _ => left_out.push(LeftOut {
                file: text.file.clone(),
                findings,
            }),
        }
    }
    for record in &layer.records {
        if record.instead {
            parts.listed.retain(|placed| {
                placed.value.code != record.procedure.code || placed.value.effective_to.is_some()
            });
        }
    }
    let guided = parts.guided.iter().map(|placed| &placed.value.procedure);
    let listed = parts.listed.iter().map(|placed| &placed.value);
    let known: BTreeSet<_> = guided.chain(listed).map(|p| p.code.clone()).collect();
    parts.imported = layer
        .records
        .iter()
        .filter(|record| !known.contains(&record.procedure.code))
        .map(|record| (record.procedure.clone(), record.offered))
        .collect();
    let cannot = "Không dựng được danh mục của quầy.";
    let left_out = serde_json::to_string(&left_out).or_fault(Code::Internal, cannot)?;
    write(&files, &parts, &[(LEFT_OUT, left_out)]).or_fault(Code::Internal, cannot)
}

/// Lays one text of the office over what is there, and what the checker says of it; nothing is laid
/// when the text cannot be read.
pub fn lay(parts: &Parts, file: &str, text: &str) -> (Option<Parts>, Vec<Finding>) {
    let authored = match authored::read(file, text) {
        Ok(authored) => authored,
        Err(finding) => return (None, vec![finding]),
    };
    let mut next = parts.clone();
    settle(&mut next, file, authored);
    let findings = check_file(&next, file, text);
    (Some(next), findings)
}

/// What was in force before ends the day before; a version of the very same first day is replaced.
fn settle(parts: &mut Parts, file: &str, mut authored: Authored) {
    let code = authored.procedure.code.clone();
    let Some(from) = authored.procedure.effective_from else {
        return;
    };
    let day_before = from.pred_opt();
    let is_same =
        |procedure: &Procedure| procedure.code == code && procedure.effective_from == Some(from);
    let replaced: Vec<_> = parts
        .guided
        .iter()
        .filter(|placed| is_same(&placed.value.procedure))
        .map(|placed| placed.file.clone())
        .collect();
    parts
        .guided
        .retain(|placed| !is_same(&placed.value.procedure));
    parts.fees.retain(|fee| !replaced.contains(&fee.file));
    let others = parts
        .guided
        .iter_mut()
        .map(|placed| &mut placed.value.procedure)
        .chain(parts.listed.iter_mut().map(|placed| &mut placed.value))
        .filter(|other| other.code == code);
    let mut next: Option<NaiveDate> = None;
    for other in others {
        match other.effective_from {
            Some(other_from) if other_from > from => {
                next = Some(next.map_or(other_from, |next| next.min(other_from)));
            }
            _ if other.effective_to.is_none_or(|to| to >= from) => other.effective_to = day_before,
            _ => {}
        }
    }
    let procedure = &mut authored.procedure;
    if let Some(next) = next
        && procedure.effective_to.is_none_or(|to| to >= next)
    {
        procedure.effective_to = next.pred_opt();
    }
    if !authored.fees.is_empty() {
        end_fees(parts, &code, from, day_before);
    }
    // A paper that an earlier version of the office's brought along is the same paper.
    authored.evidence.retain(|(_, paper)| {
        !parts
            .evidence
            .iter()
            .any(|known| known.value.id == paper.id && fold(&known.value.name) == fold(&paper.name))
    });
    let office = &parts.office;
    parts.evidence.retain(|known| {
        !(office.contains(&known.file)
            && authored
                .evidence
                .iter()
                .any(|(_, paper)| paper.id == known.value.id))
    });
    parts.office.insert(file.to_owned());
    parts.put(file, authored);
}

/// A procedure's own fees are all its fees from their first day on: the tables' rows stop before.
fn end_fees(parts: &mut Parts, code: &str, from: NaiveDate, day_before: Option<NaiveDate>) {
    let mut ended = Vec::new();
    for placed_fee in &mut parts.fees {
        let row = &mut placed_fee.value;
        if !row.procedures.iter().any(|known| known == code) || row.to.is_some_and(|to| to < from) {
            continue;
        }
        let before = (row.from < from).then(|| FeeRow {
            id: format!("{}@{code}", row.id),
            procedures: vec![code.to_owned()],
            to: day_before,
            ..row.clone()
        });
        row.procedures.retain(|known| known != code);
        ended.extend(before.map(|row| placed(&placed_fee.file, placed_fee.line, row)));
    }
    parts.fees.retain(|fee| !fee.value.procedures.is_empty());
    parts.fees.extend(ended);
}

impl Catalogue {
    /// Texts of the office that do not go with the catalogue below them any more.
    ///
    /// # Errors
    /// `DAMAGED`.
    pub fn left_out(&self) -> Result<Vec<LeftOut>> {
        match self.meta(LEFT_OUT)? {
            None => Ok(Vec::new()),
            Some(json) => serde_json::from_str(&json).or_fault(
                Code::Damaged,
                "Không đọc được danh mục thủ tục. Hãy cài đặt lại Một Cửa.",
            ),
        }
    }
}
