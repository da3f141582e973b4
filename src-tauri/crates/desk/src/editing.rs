//! The catalogue changed by the office itself: written, checked, tried, compared, approved, taken back.

use crate::{
    desk::Desk,
    layer,
    reference::{Case, Reference},
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::minute;
use motcua_catalogue::{
    authored,
    check::{Report, check_parts},
    compose::{LayerText, compose, lay, layer_file},
    difference::{ProcedureDiff, Side, difference},
    fee::FeeRow,
    finding::{Finding, Rule, Spot},
    model::{EvidenceType, Procedure},
    source::Parts,
    suggest::suggest,
    written::with_first_day,
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{Checklist, Known, checklist};
use motcua_office::{Approval, NewProcedureDraft, OfficeVersion, OnRecord, ProcedureDraft};
use motcua_text as text;
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use ts_rs::TS;

/// What the checker says of a text being written, and where an editor points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DraftFinding {
    /// The rule.
    pub rule: Rule,
    /// Line of the text, from 1.
    pub line: usize,
    /// What is wrong; Vietnamese.
    pub message: String,
    /// The part and the key.
    pub spot: Spot,
}

/// A procedure being written, with what the checker says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProcedureDraftView {
    /// The draft.
    #[serde(flatten)]
    #[ts(flatten)]
    pub draft: ProcedureDraft,
    /// Empty: it can be approved.
    pub findings: Vec<DraftFinding>,
}

impl Desk {
    /// Begins to write: from the version in force today where there is one that was authored, else from
    /// a skeleton that names what is still to be said.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` for what is no procedure code.
    pub fn begin_procedure(&self, code: &str, now: NaiveDateTime) -> Result<ProcedureDraftView> {
        let code = motcua_catalogue::national_code(code).to_owned();
        let reference = self.reference();
        let known = match reference.catalogue.procedure(&code, now.date()) {
            Ok(known) => Some(known),
            Err(fault) if fault.code == Code::UnknownProcedure => None,
            Err(fault) => return Err(fault),
        };
        let based_on = known.as_ref().map(|procedure| procedure.version.clone());
        let text = self.procedure_toml(&code, now.date(), now)?;
        self.save_procedure(
            NewProcedureDraft {
                id: None,
                text,
                based_on,
                decision: None,
                issued: None,
            },
            now,
        )
    }

    /// Saves a procedure being written, however unfinished.
    ///
    /// # Errors
    /// Those of [`motcua_office::Office::save_procedure_draft`].
    pub fn save_procedure(
        &self,
        new: NewProcedureDraft,
        now: NaiveDateTime,
    ) -> Result<ProcedureDraftView> {
        let draft = self.office().save_procedure_draft(new, now)?;
        self.with_findings(draft)
    }

    /// Procedures being written, last saved first.
    pub fn procedure_drafts(&self) -> Result<Vec<ProcedureDraftView>> {
        self.office()
            .procedure_drafts()?
            .into_iter()
            .map(|draft| self.with_findings(draft))
            .collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// `BAD_INPUT` when it is not there.
    pub fn procedure_draft(&self, id: &str) -> Result<ProcedureDraftView> {
        self.with_findings(self.office().procedure_draft(id)?)
    }

    fn with_findings(&self, draft: ProcedureDraft) -> Result<ProcedureDraftView> {
        Ok(ProcedureDraftView {
            findings: self.check_procedure(&draft.text)?,
            draft,
        })
    }

    /// What the checker says of a text.
    pub fn check_procedure(&self, text: &str) -> Result<Vec<DraftFinding>> {
        let (_, findings) = self.laid(text)?;
        Ok(findings
            .into_iter()
            .map(|finding| DraftFinding {
                spot: Spot::of(text, finding.line),
                rule: finding.rule,
                line: finding.line,
                message: finding.message,
            })
            .collect())
    }

    /// The catalogue's parts with this text laid over; `None` when it cannot be read.
    fn laid(&self, text: &str) -> Result<(Option<Parts>, Vec<Finding>)> {
        let reference = self.reference();
        let parts = reference.parts(&self.office().layer_texts()?)?;
        let read = authored::read("", text).ok();
        let file = file_of(text);
        // A newer official record than the bundled one is what a new text has to account for.
        let newer = match &read {
            Some(read) => self.office().imported(&read.procedure.code)?,
            None => None,
        };
        match newer.filter(|newer| newer.record.is_detailed()) {
            None => Ok(lay(parts, &file, text)),
            Some(newer) => {
                let mut parts = parts.clone();
                let official = newer.record.official();
                parts.official.0.insert(newer.record.code.clone(), official);
                Ok(lay(&parts, &file, text))
            }
        }
    }

    /// What a text would change: beside what is in force on its first day.
    ///
    /// # Errors
    /// `CATALOGUE_FAULTS` when it cannot be read.
    pub fn procedure_difference(&self, text: &str) -> Result<ProcedureDiff> {
        let (laid, findings) = self.laid(text)?;
        let parts = laid.ok_or_else(|| unreadable(&findings))?;
        let new = placed_in(&parts, &file_of(text)).or_fault(Code::Internal, UNREADABLE)?;
        let day = new.effective_from.unwrap_or_default();
        let reference = self.reference();
        let before = match reference.catalogue.procedure(&new.code, day) {
            Ok(before) => Some(before),
            Err(fault) if fault.code == Code::UnknownProcedure => None,
            Err(fault) => return Err(fault),
        };
        let evidence = evidence_of(&parts);
        let fees = fees_on(&parts, &new.code, day);
        let fees: Vec<_> = fees.iter().collect();
        let after = Side {
            procedure: new,
            fees: &fees,
            evidence: &evidence,
        };
        let empty = nothing(new);
        let old_fees = fees_in(&reference, &new.code, day);
        let changes = difference(
            Side {
                procedure: before.as_ref().unwrap_or(&empty),
                fees: &old_fees,
                evidence: reference.catalogue.evidence(),
            },
            after,
        );
        Ok(ProcedureDiff {
            code: new.code.clone(),
            name: new.name.clone(),
            before: before
                .as_ref()
                .map_or_else(|| "Chưa có trong danh mục".to_owned(), said_version),
            after: format!("Bản soạn, áp dụng từ {}", text::date(day)),
            changes,
        })
    }

    /// The guide as it would be with this text.
    ///
    /// # Errors
    /// `CATALOGUE_FAULTS` when it cannot be read, and those of [`checklist`].
    pub fn preview_procedure(
        &self,
        text: &str,
        case: &Case,
        now: NaiveDateTime,
    ) -> Result<Checklist> {
        let (laid, findings) = self.laid(text)?;
        let parts = laid.ok_or_else(|| unreadable(&findings))?;
        let procedure = placed_in(&parts, &file_of(text)).or_fault(Code::Internal, UNREADABLE)?;
        let reference = self.reference();
        let first = procedure.effective_from.unwrap_or_default();
        // The day it is tried for: its first one, or now where it is in force already.
        let received = minute::floor(case.received.unwrap_or(now));
        let received = match received.date() < first {
            true => first.and_time(received.time()),
            false => received,
        };
        let evidence = evidence_of(&parts);
        let fees: Vec<_> = parts
            .fees
            .iter()
            .map(|placed| &placed.value)
            .filter(|row| row.procedures.contains(&procedure.code))
            .collect();
        checklist(
            &Known {
                procedure,
                evidence: &evidence,
                sources: reference.catalogue.sources(),
                fees: &fees,
                calendar: &reference.calendar,
                received,
                channel: case.channel,
                quantities: case.quantities(),
                exempt: case.exempt.as_deref(),
                on_hand: OnRecord::default().on_hand(&reference.catalogue.rules(&procedure.code)),
            },
            &case.answers,
        )
    }

    /// Puts a draft into use from a day on: the version before ends the day before. In the running
    /// program at once.
    ///
    /// # Errors
    /// `CATALOGUE_FAULTS` with every finding as the detail; `BAD_DATE`; those of the office.
    pub fn approve_procedure(
        &self,
        approval: &Approval,
        now: NaiveDateTime,
    ) -> Result<OfficeVersion> {
        let draft = self.office().procedure_draft(&approval.draft)?;
        let from: NaiveDate = approval.effective_from.trim().parse().or_fault(
            Code::BadDate,
            "Ngày áp dụng không đúng. Viết năm-tháng-ngày, ví dụ 2026-10-14.",
        )?;
        let text = with_first_day(&draft.text, from);
        let (laid, findings) = self.laid(&text)?;
        if laid.is_none() || !findings.is_empty() {
            return Err(refused(&findings));
        }
        // Built before anything is written: what is approved can be used.
        let reference = self.reference().bundled();
        let mut whole = layer::layer_of(self.office())?;
        let file = file_of(&text);
        whole.texts.retain(|known| known.file != file);
        whole.texts.push(LayerText {
            file: file.clone(),
            text: text.clone(),
        });
        whole.texts.sort_by_key(|known| first_day(&known.text));
        let ground = reference.ground()?;
        whole.texts.splice(..0, ground.texts);
        let built = compose(&ground.files, &whole)?;
        let tried = motcua_catalogue::Catalogue::from_bytes(&built)?;
        if let Some(out) = tried.left_out()?.into_iter().find(|out| out.file == file) {
            return Err(refused(&out.findings));
        }
        let version = self.office().approve_procedure(approval, &text, now)?;
        self.lay_over()?;
        Ok(version)
    }

    /// Takes a version of the office's back: what was in force before it is in force again.
    ///
    /// # Errors
    /// Those of [`motcua_office::Office::undo_procedure`].
    pub fn undo_procedure(&self, id: &str, why: &str, now: NaiveDateTime) -> Result<OfficeVersion> {
        let undone = self.office().undo_procedure(id, why, now)?;
        self.lay_over()?;
        Ok(undone)
    }

    /// The authored text of the version in force on a day; of a procedure that is only listed, or not
    /// known, a skeleton with what is known of it.
    ///
    /// # Errors
    /// `BAD_INPUT` for what is no procedure code.
    pub fn procedure_toml(&self, code: &str, day: NaiveDate, now: NaiveDateTime) -> Result<String> {
        let reference = self.reference();
        match reference.catalogue.procedure(code, day) {
            Ok(procedure) if procedure.guided => {
                let files = reference.catalogue.files()?;
                let found = files.0.iter().find(|(file, text)| {
                    file.contains(&procedure.code)
                        && authored::read(file, text)
                            .is_ok_and(|read| read.procedure.version == procedure.version)
                });
                found.map(|(_, text)| text.clone()).or_fault(
                    Code::Internal,
                    "Không tìm thấy bản soạn của thủ tục này trong danh mục.",
                )
            }
            Ok(procedure) => match self.suggested(&procedure.code, now)? {
                Some(text) => Ok(text),
                None => Ok(skeleton(&procedure, now.date())),
            },
            Err(fault) if fault.code == Code::UnknownProcedure => {
                if !motcua_catalogue::is_procedure_code(code) {
                    return Err(Fault::new(
                        Code::BadInput,
                        "Mã thủ tục phải có dạng một chữ số, dấu chấm, sáu chữ số, ví dụ 1.001193.",
                    ));
                }
                let mut empty = Procedure::empty(code);
                empty.field = "Hộ tịch".to_owned();
                Ok(skeleton(&empty, now.date()))
            }
            Err(fault) => Err(fault),
        }
    }

    /// A first draft of a guide from the imported record of a procedure: questions and groups from its
    /// own words, with what a person must still say marked; `None` where no record with requirements was
    /// imported.
    pub fn suggested(&self, code: &str, now: NaiveDateTime) -> Result<Option<String>> {
        let Some(imported) = self.imported(code)? else {
            return Ok(None);
        };
        if !imported.record.is_detailed() {
            return Ok(None);
        }
        let reference = self.reference();
        let catalogue = &reference.catalogue;
        let fees_known = !catalogue.fees(&imported.record.code).is_empty();
        Ok(Some(suggest(
            &imported.record,
            catalogue.evidence(),
            now.date(),
            fees_known,
        )))
    }

    /// Takes an authored text (exported here or elsewhere) as a draft.
    ///
    /// # Errors
    /// Those of [`Desk::save_procedure`].
    pub fn take_procedure(&self, text: &str, now: NaiveDateTime) -> Result<ProcedureDraftView> {
        self.save_procedure(
            NewProcedureDraft {
                id: None,
                text: text.to_owned(),
                based_on: None,
                decision: None,
                issued: None,
            },
            now,
        )
    }

    /// The check of the whole catalogue as it is in use, the office's own texts among it.
    pub fn check_catalogue(&self) -> Result<Report> {
        let reference = self.reference();
        let base = reference.bundled().catalogue.files()?;
        let texts = self.office().layer_texts()?;
        let parts = reference.parts(&texts)?;
        let mut files = base;
        for text in texts {
            files.0.insert(text.file, text.text);
        }
        Ok(check_parts(&files, parts))
    }
}

const UNREADABLE: &str = "Bản soạn chưa đọc được. Hãy sửa các lỗi được chỉ ra.";

fn unreadable(findings: &[Finding]) -> Fault {
    Fault::new(Code::CatalogueFaults, UNREADABLE).because(lines(findings))
}

fn refused(findings: &[Finding]) -> Fault {
    let first = findings.first().map_or_else(String::new, |finding| {
        format!(" Lỗi đầu tiên, dòng {}: {}.", finding.line, finding.message)
    });
    Fault::new(
        Code::CatalogueFaults,
        format!(
            "Bản soạn còn {} lỗi nên chưa duyệt được.{first}",
            findings.len()
        ),
    )
    .because(lines(findings))
}

fn lines(findings: &[Finding]) -> String {
    let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Where a text stands in the layer; somewhere at all while it cannot be read.
fn file_of(text: &str) -> String {
    authored::read("", text).ok().map_or_else(
        || "catalogue/ban-soan/ban-soan.toml".to_owned(),
        |read| {
            let procedure = read.procedure;
            let from = procedure.effective_from.unwrap_or_default();
            layer_file(&procedure.field, &procedure.code, from)
        },
    )
}

fn first_day(text: &str) -> Option<NaiveDate> {
    authored::read("", text).ok()?.procedure.effective_from
}

fn placed_in<'a>(parts: &'a Parts, file: &str) -> Option<&'a Procedure> {
    let mut placed = parts.guided.iter().filter(|placed| placed.file == file);
    placed.next().map(|placed| &placed.value.procedure)
}

fn evidence_of(parts: &Parts) -> BTreeMap<String, EvidenceType> {
    parts
        .evidence
        .iter()
        .map(|placed| (placed.value.id.clone(), placed.value.clone()))
        .collect()
}

fn fees_on(parts: &Parts, code: &str, day: NaiveDate) -> Vec<FeeRow> {
    parts
        .fees
        .iter()
        .map(|placed| &placed.value)
        .filter(|row| row.procedures.iter().any(|known| known == code) && in_force(row, day))
        .cloned()
        .collect()
}

pub(crate) fn fees_in<'a>(
    reference: &'a Arc<Reference>,
    code: &str,
    day: NaiveDate,
) -> Vec<&'a FeeRow> {
    let mut fees = reference.catalogue.fees(code);
    fees.retain(|row| in_force(row, day));
    fees
}

fn in_force(row: &FeeRow, day: NaiveDate) -> bool {
    row.from <= day && row.to.is_none_or(|to| day <= to)
}

pub(crate) fn said_version(procedure: &Procedure) -> String {
    match procedure.effective_from {
        Some(from) => format!("Bản áp dụng từ {}", text::date(from)),
        None => "Bản tra cứu trong danh mục".to_owned(),
    }
}

/// The same procedure with nothing in it, to compare a new one with.
fn nothing(of: &Procedure) -> Procedure {
    Procedure {
        kind: of.kind,
        ..Procedure::empty(&of.code)
    }
}

/// What can be said of a procedure without its requirements, as a text to go on from.
fn skeleton(procedure: &Procedure, day: NaiveDate) -> String {
    motcua_catalogue::written::to_toml(&Procedure {
        effective_from: Some(day),
        ..procedure.clone()
    })
}
