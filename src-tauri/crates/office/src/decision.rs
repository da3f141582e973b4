//! What the clerk decided about stored results while guiding. Each decision becomes an event of the
//! dossier: why paper was asked for although data was there can be read years later (NQ 66.7/2025, L9).

use crate::result;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::Checklist;
use motcua_store::WriteTx;
use motcua_text as text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Most decisions of one case: beyond it somebody feeds in rubbish.
const MOST: usize = 200;
/// Longest reason, letters.
const LONGEST: usize = 500;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// The stored result's file was looked at.
    Viewed,
    /// Paper is asked for although a result is stored; needs a reason.
    PaperAsked,
    /// A dossier is opened although the result could be handed over at once; needs a reason.
    DossierOpened,
}

/// One decision about a stored result. That a result was used is known from the reception itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// What.
    pub what: DecisionKind,
    /// Id of the result.
    pub result: String,
    /// For which requirement; none where it is about the procedure as a whole.
    #[serde(default)]
    pub requirement: Option<String>,
    /// Why.
    #[serde(default)]
    pub why: Option<String>,
}

/// Cleans and checks: a reason where one is due, requirements that this case has.
///
/// # Errors
/// `REASON_MISSING`, `UNKNOWN_REQUIREMENT`, `BAD_INPUT`.
pub(crate) fn checked(decisions: Vec<Decision>, case: &Checklist) -> Result<Vec<Decision>> {
    if decisions.len() > MOST {
        return Err(Fault::new(
            Code::BadInput,
            "Quá nhiều quyết định trong một hồ sơ.",
        ));
    }
    decisions
        .into_iter()
        .map(|decision| {
            let why = decision
                .why
                .as_deref()
                .map(text::clean)
                .filter(|why| !why.is_empty());
            if why.is_none() && decision.what != DecisionKind::Viewed {
                return Err(Fault::new(
                    Code::ReasonMissing,
                    match decision.what {
                        DecisionKind::DossierOpened => {
                            "Đã có bản điện tử để trả ngay; mở hồ sơ phải ghi lý do."
                        }
                        _ => "Đã có dữ liệu; yêu cầu nộp giấy phải ghi lý do.",
                    },
                ));
            }
            if why
                .as_ref()
                .is_some_and(|why| why.chars().count() > LONGEST)
            {
                return Err(Fault::new(
                    Code::BadInput,
                    format!("Lý do dài quá {LONGEST} chữ."),
                ));
            }
            let known = |id: &String| case.requirements.iter().any(|one| one.id == *id);
            if let Some(id) = decision.requirement.as_ref().filter(|id| !known(id)) {
                return Err(Fault::new(
                    Code::UnknownRequirement,
                    format!(
                        "Trường hợp này không có yêu cầu “{}”.",
                        id.chars().take(60).collect::<String>()
                    ),
                ));
            }
            Ok(Decision { why, ..decision })
        })
        .collect()
}

/// A decision as an event: its kind and what is written beside it.
pub(crate) fn event(
    tx: &WriteTx<'_>,
    what: &'static str,
    requirement: Option<&str>,
    id: &str,
    why: Option<&str>,
    case: &Checklist,
) -> Result<(&'static str, String)> {
    let kept = result::stored(tx, id)
        .ok()
        .or_fault(Code::UnknownResult, "Không có kết quả này trong kho.")?;
    let named = requirement
        .and_then(|id| case.requirements.iter().find(|one| one.id == id))
        .map(|one| one.name.clone());
    let number = kept.number.map(|number| format!("kết quả số {number}"));
    let parts: Vec<String> = [named, number, why.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect();
    Ok((what, parts.join("; ")))
}

impl DecisionKind {
    /// The kind of the dossier's event.
    pub(crate) fn event(self) -> &'static str {
        match self {
            Self::Viewed => "result_viewed",
            Self::PaperAsked => "paper_asked",
            Self::DossierOpened => "dossier_despite_result",
        }
    }
}
