//! Procedures written, approved, taken back.

use super::super::{Place, answer::Answer, input};
use crate::clock::now;
use motcua_desk::ProcedureDraftView;
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{Approval, NewProcedureDraft};
use serde_json::json;
use std::fmt::Write as _;

pub(super) fn draft(place: &Place, code: &str) -> Result<Answer> {
    let now = now();
    let text = place.desk()?.procedure_toml(code, now.date(), now)?;
    Answer::yes(&json!({ "code": code, "text": text }), text)
}

pub(super) fn edit(
    place: &Place,
    file: &str,
    decision: Option<String>,
    issued: Option<String>,
) -> Result<Answer> {
    let text = String::from_utf8(input::bytes(file)?)
        .or_fault(Code::BadInput, "Bản soạn không phải văn bản UTF-8.")?;
    let new = NewProcedureDraft {
        id: None,
        text: text.trim_start_matches('\u{feff}').to_owned(),
        based_on: None,
        decision,
        issued,
    };
    let saved = place.desk()?.save_procedure(new, now())?;
    let text = said(&saved);
    Answer::yes(&saved, text)
}

fn said(saved: &ProcedureDraftView) -> String {
    let mut out = format!(
        "{}  {}  {}\n",
        saved.draft.id, saved.draft.code, saved.draft.name
    );
    for finding in &saved.findings {
        let _ = writeln!(out, "  dòng {}: {}", finding.line, finding.message);
    }
    if saved.findings.is_empty() {
        let _ = writeln!(
            out,
            "  không có lỗi; duyệt bằng: motcua catalogue approve {}",
            saved.draft.id
        );
    }
    out
}

pub(super) fn drafts(place: &Place) -> Result<Answer> {
    let drafts = place.desk()?.procedure_drafts()?;
    let text: String = drafts.iter().map(said).collect();
    Answer::yes(&drafts, text)
}

pub(super) fn approve(place: &Place, draft: String, from: Option<String>) -> Result<Answer> {
    let now = now();
    let approval = Approval {
        draft,
        effective_from: match from {
            Some(from) => input::day(&from)?.to_string(),
            None => now.date().to_string(),
        },
        decision: None,
        issued: None,
        note: None,
    };
    let version = place.desk()?.approve_procedure(&approval, now)?;
    let text = format!(
        "Đã duyệt {} ({}), dùng từ {}. Rút lại được bằng: motcua catalogue undo {} --why …",
        version.code, version.version, version.effective_from, version.id
    );
    Answer::yes(&version, text)
}

pub(super) fn undo(place: &Place, version: &str, why: &str) -> Result<Answer> {
    let undone = place.desk()?.undo_procedure(version, why, now())?;
    let text = format!("Đã rút lại bản {} của {}.", undone.version, undone.code);
    Answer::yes(&undone, text)
}

pub(super) fn history(place: &Place, code: &str) -> Result<Answer> {
    let versions = match place.desk()?.procedure_versions(code, now()) {
        Err(fault) if fault.code == Code::UnknownProcedure => {
            return Answer::no(
                &json!({ "code": code, "why": fault.message }),
                fault.message,
            );
        }
        versions => versions?,
    };
    let mut out = String::new();
    for version in &versions {
        let mark = if version.in_force { "●" } else { "○" };
        let from = version.effective_from.as_deref().unwrap_or("—");
        let to = version.effective_to.as_deref().unwrap_or("…");
        let _ = write!(out, "{mark} {from} → {to}  {}", version.version);
        if let Some(made) = &version.office {
            let _ = write!(
                out,
                "  {} duyệt {}",
                made.approved_by,
                motcua_text::moment(made.approved)
            );
            if let Some(decision) = &made.decision {
                let _ = write!(out, " theo {decision}");
            }
            if let Some(undone) = made.undone {
                let _ = write!(out, "; đã rút lại {}", motcua_text::moment(undone));
            }
            let _ = write!(out, "  [{}]", made.id);
        }
        out.push('\n');
    }
    Answer::yes(&versions, out)
}

pub(super) fn lead(place: &Place) -> Result<Answer> {
    let times = place.desk()?.lead_times()?;
    let mut out = String::new();
    for time in &times {
        let mark = if time.in_time { "✓" } else { "✗" };
        let _ = writeln!(
            out,
            "{mark} {}  {} ngày làm việc từ {} ({}), soạn trong {} phút",
            time.code,
            time.working_days,
            time.issued,
            time.decision.as_deref().unwrap_or("không ghi quyết định"),
            time.minutes
        );
    }
    Answer::yes(&times, out)
}
