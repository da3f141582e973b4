//! Lost or damaged: before a dossier is opened, the digital result itself (R3).

use crate::{
    checklist::OnHand,
    reuse::{basis, obstacle},
};
use chrono::NaiveDate;
use motcua_catalogue::model::{EvidenceType, Kind, Procedure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A stored result that is what the citizen has come for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpotView {
    /// Id of the result.
    pub result: String,
    /// The evidence it is.
    pub evidence: String,
    /// What that is called.
    pub name: String,
    /// Official number.
    pub number: Option<String>,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`.
    pub valid_until: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Whether it may be handed over now, without a dossier.
    pub usable: bool,
    /// Why, or why not.
    pub why: String,
}

/// An electronic result is handed over as itself, printed where paper is wanted.
const AS_ITSELF: &str = "NĐ 45/2020/NĐ-CP Đ16, Đ18, sửa đổi bởi NĐ 118/2025/NĐ-CP Đ40";

/// Results of whoever files that a reissue or an extract would give again: what it produces, what it is
/// authored to give again, and what a rule in force lets stand for either. Usable ones first.
pub fn on_the_spot(
    procedure: &Procedure,
    evidence: &BTreeMap<String, EvidenceType>,
    on_hand: &OnHand<'_>,
    day: NaiveDate,
) -> Vec<SpotView> {
    if !matches!(procedure.kind, Kind::Reissue | Kind::Extract) {
        return Vec::new();
    }
    let wanted: Vec<&str> = procedure
        .produces
        .iter()
        .chain(&procedure.reissues)
        .map(String::as_str)
        .collect();
    let mut views: Vec<SpotView> = on_hand
        .results
        .iter()
        .filter_map(|result| {
            let mut basis = basis(result, &wanted, on_hand.rules, day)?;
            if wanted.contains(&result.kind.as_str()) {
                basis = Some(AS_ITSELF.to_owned());
            }
            let (usable, why) = match obstacle(result, None, &basis, on_hand, day) {
                Some(why) => (false, why),
                None => (true, basis.unwrap_or_default()),
            };
            Some(SpotView {
                result: result.id.clone(),
                evidence: result.kind.clone(),
                name: evidence
                    .get(&result.kind)
                    .map_or_else(|| result.kind.clone(), |known| known.name.clone()),
                number: result.number.clone(),
                issued: result.issued.map(|day| day.to_string()),
                valid_until: result.valid_until.map(|day| day.to_string()),
                source: result.source.clone(),
                usable,
                why,
            })
        })
        .collect();
    views.sort_by_key(|view| !view.usable);
    views
}
