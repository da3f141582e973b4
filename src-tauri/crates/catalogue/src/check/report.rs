//! What the check says: findings, totals by field, coverage of official components.

use crate::{finding::Finding, source::Parts};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What the check says.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Report {
    /// No finding.
    pub ok: bool,
    /// Everything found, by file and line.
    pub findings: Vec<Finding>,
    /// Totals by field, largest first.
    pub fields: Vec<FieldTotal>,
    /// Coverage of official components by guided procedure.
    pub coverage: Vec<Coverage>,
    /// Guided procedures.
    pub guided: usize,
    /// Listed procedures.
    pub listed: usize,
    /// Evidence types.
    pub evidence: usize,
    /// Fee rows.
    pub fees: usize,
}

/// How many procedures a field has.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldTotal {
    /// The field.
    pub field: String,
    /// Guided procedures in it.
    pub guided: usize,
    /// Listed procedures in it.
    pub listed: usize,
}

/// How many of the official components of one procedure are accounted for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Coverage {
    /// Procedure code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Rows of the official record.
    pub official: usize,
    /// Of them, papers rather than remarks.
    pub papers: usize,
    /// Mapped to a requirement.
    pub mapped: usize,
    /// Named under `not_asked` with a reason.
    pub not_asked: usize,
}

pub(super) fn totals(parts: &Parts) -> Vec<FieldTotal> {
    let mut fields = BTreeMap::<&str, (usize, usize)>::new();
    for placed in &parts.guided {
        fields.entry(&placed.value.procedure.field).or_default().0 += 1;
    }
    for placed in &parts.listed {
        fields.entry(&placed.value.field).or_default().1 += 1;
    }
    let mut totals: Vec<_> = fields
        .into_iter()
        .map(|(field, (guided, listed))| FieldTotal {
            field: field.to_owned(),
            guided,
            listed,
        })
        .collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.guided + total.listed));
    totals
}
