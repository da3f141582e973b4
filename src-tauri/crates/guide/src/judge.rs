//! Papers on the counter against the checklist: complete, or everything that is missing at once.

use crate::{
    checklist::{Checklist, PaperView, RequirementView},
    source::Found,
    words::quantity,
};
use motcua_catalogue::model::Need;
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper handed in or shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Submitted {
    /// Requirement id.
    pub requirement: String,
    /// Evidence id.
    pub evidence: String,
    /// Originals.
    #[serde(default)]
    pub original: u32,
    /// Copies.
    #[serde(default)]
    pub copy: u32,
}

/// A stored result used instead of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reused {
    /// Requirement id.
    pub requirement: String,
    /// Result id.
    pub result: String,
}

/// Something form 02 asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MissingItem {
    /// Requirement id.
    pub requirement: String,
    /// Its name.
    pub name: String,
    /// What is missing, with every alternative, and the legal basis.
    pub why: String,
}

/// The verdict over the papers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Everything missing; empty: complete.
    pub missing: Vec<MissingItem>,
    /// Data requirements that the office has yet to look up itself: they never hold up reception
    /// (NQ 66.7/2025; the citizen is not asked), but stay on record.
    pub to_look_up: Vec<String>,
}

/// Judges papers against this case's checklist. `asked`: requirements of data for which the clerk asks
/// for the paper, because the database has nothing or is wrong (L9).
///
/// # Errors
/// `NOT_USABLE` for a stored result that may not be used now; `UNKNOWN_REQUIREMENT` when a paper names a requirement or evidence that this case does not have.
pub fn judge(
    checklist: &Checklist,
    submitted: &[Submitted],
    shown: &[String],
    reused: &[Reused],
    asked: &[&str],
) -> Result<Judgement> {
    for paper in submitted {
        let requirement = find(checklist, &paper.requirement)?;
        let known = requirement
            .alternatives
            .iter()
            .flatten()
            .any(|known| known.evidence == paper.evidence);
        if !known {
            return Err(Fault::new(
                Code::UnknownRequirement,
                format!(
                    "Giấy tờ “{}” không thuộc yêu cầu “{}” của trường hợp này.",
                    paper.evidence, requirement.name
                ),
            ));
        }
    }
    for id in shown
        .iter()
        .map(String::as_str)
        .chain(asked.iter().copied())
    {
        find(checklist, id)?;
    }
    for reuse in reused {
        usable(find(checklist, &reuse.requirement)?, &reuse.result)?;
    }
    let mut judgement = Judgement::default();
    for requirement in &checklist.requirements {
        let here: Vec<_> = submitted
            .iter()
            .filter(|paper| paper.requirement == requirement.id)
            .collect();
        let is_shown = shown.contains(&requirement.id);
        let stands_for: Vec<_> = requirement
            .reuse
            .iter()
            .filter(|view| {
                reused
                    .iter()
                    .any(|r| r.requirement == requirement.id && r.result == view.result)
            })
            .flat_map(|view| &view.replaces)
            .collect();
        let is_reused = !stands_for.is_empty();
        let is_filed = requirement.alternatives.iter().any(|list| {
            list.iter()
                .all(|paper| stands_for.contains(&&paper.evidence) || covers(&here, paper))
        });
        let done = match requirement.need {
            Need::File => is_filed,
            // What is only shown may be shown in any number.
            Need::Show => is_reused || is_shown || !here.is_empty(),
            Need::Data if asked.contains(&&*requirement.id) => is_filed || is_shown,
            Need::Data => {
                if !(is_reused || is_shown || is_filed || is_looked_up(requirement)) {
                    judgement.to_look_up.push(requirement.id.clone());
                }
                true
            }
        };
        if !done {
            judgement.missing.push(MissingItem {
                requirement: requirement.id.clone(),
                name: requirement.name.clone(),
                why: why(requirement, &here),
            });
        }
    }
    Ok(judgement)
}

/// Somebody looked for this very paper today and the data is there, with its evidence on record.
fn is_looked_up(requirement: &RequirementView) -> bool {
    requirement
        .source_state
        .as_ref()
        .and_then(|state| state.look_up.as_ref())
        .is_some_and(|done| done.found == Found::Data && done.paper.is_some())
}

/// A result is used only where the guide says that it may be, now.
fn usable(requirement: &RequirementView, result: &str) -> Result<()> {
    match requirement.reuse.iter().find(|view| view.result == result) {
        Some(view) if view.usable => Ok(()),
        Some(view) => Err(Fault::new(
            Code::NotUsable,
            format!(
                "Kết quả đã chọn cho “{}” không dùng thay giấy được: {}.",
                requirement.name, view.why
            ),
        )),
        None => Err(Fault::new(
            Code::NotUsable,
            format!(
                "Không có kết quả nào mã “{}” dùng được cho “{}”.",
                result.chars().take(60).collect::<String>(),
                requirement.name
            ),
        )),
    }
}

fn find<'c>(checklist: &'c Checklist, id: &str) -> Result<&'c RequirementView> {
    checklist
        .requirements
        .iter()
        .find(|requirement| requirement.id == id)
        .ok_or_else(|| {
            Fault::new(
                Code::UnknownRequirement,
                format!("Trường hợp này không có yêu cầu “{id}”."),
            )
        })
}

/// An original does for a copy: the clerk compares and copies it. A copy never does for an original.
fn covers(here: &[&Submitted], paper: &PaperView) -> bool {
    let (original, copy) = handed_in(here, &paper.evidence);
    original >= paper.original.into()
        && copy + (original - u64::from(paper.original)) >= paper.copy.into()
}

fn handed_in(here: &[&Submitted], evidence: &str) -> (u64, u64) {
    here.iter().filter(|paper| paper.evidence == evidence).fold(
        (0, 0),
        |(original, copy), paper| {
            (
                original + u64::from(paper.original),
                copy + u64::from(paper.copy),
            )
        },
    )
}

fn why(requirement: &RequirementView, here: &[&Submitted]) -> String {
    let verb = match requirement.need {
        Need::Show => "xuất trình",
        Need::File | Need::Data => "nộp",
    };
    let alternatives: Vec<_> = requirement
        .alternatives
        .iter()
        .map(|list| {
            list.iter()
                .filter(|paper| !covers(here, paper))
                .map(|paper| {
                    let (original, copy) = handed_in(here, &paper.evidence);
                    let rest = |asked: u32, given: u64| {
                        u32::try_from(u64::from(asked).saturating_sub(given)).unwrap_or(asked)
                    };
                    let (lacks_original, lacks_copy) =
                        (rest(paper.original, original), rest(paper.copy, copy));
                    match requirement.need {
                        Need::Show => paper.name.clone(),
                        _ => format!("{} ({})", paper.name, quantity(lacks_original, lacks_copy)),
                    }
                })
                .collect::<Vec<_>>()
                .join(" và ")
        })
        .collect();
    format!("Chưa {verb} {}.", alternatives.join("; hoặc "))
}
