//! The editor's form over the drafts: what the window speaks, while the office keeps authored texts.

use crate::{Case, Desk, DraftFinding};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::minute;
use motcua_catalogue::{
    difference::ProcedureDiff,
    fee::{Amount, EXEMPTIONS},
    finding::Rule,
    form::{FromDecision, ProcedureForm, Written, from_decision},
    model::{Answers, Channel, EvidenceType},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::Checklist;
use motcua_office::{NewProcedureDraft, ProcedureDraft};
use motcua_text::money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// With what to begin: a procedure of the catalogue, or a new one from a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditBegin {
    /// A procedure to change.
    pub code: Option<String>,
    /// The version of which day, `YYYY-MM-DD`; today's where `None`.
    pub day: Option<String>,
    /// The text of a decision, for a new one.
    pub text: String,
    /// What the clerk entered beside it, for a new one.
    pub facts: Option<EditFacts>,
}

/// What a clerk says of a new procedure before writing it; empty where nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditFacts {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// Number of the decision.
    pub decision: String,
    /// Its day, `YYYY-MM-DD`.
    pub issued: String,
    /// First day in force, `YYYY-MM-DD`.
    pub effective_from: String,
}

/// A procedure being written, as the form shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EditView {
    /// The draft; none until it has been saved.
    pub id: Option<String>,
    /// The form.
    pub form: ProcedureForm,
    /// What the checker says, by part of the form; empty: it can be approved.
    pub findings: Vec<FindingAt>,
    /// The version it began from.
    pub based_on: Option<String>,
    /// Number of the decision it rests on.
    pub decision: String,
    /// Day of that decision, `YYYY-MM-DD`.
    pub issued: String,
    /// When it was last saved.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub saved: Option<NaiveDateTime>,
}

/// What the checker says of a part of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FindingAt {
    /// A key of the form (`name`), or of a list with its position from 0 (`questions.2`).
    pub at: String,
    /// What is wrong, Vietnamese.
    pub message: String,
}

/// Something to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NamedId {
    /// Its id.
    pub id: String,
    /// As shown.
    pub name: String,
}

/// A row of the shared tables of fees, to be seen only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SharedFee {
    /// Its id.
    pub id: String,
    /// As printed.
    pub name: String,
    /// How much, in words.
    pub words: String,
    /// Procedure codes.
    pub procedures: Vec<String>,
}

/// What the form lets one choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EditLists {
    /// Papers.
    pub evidence: Vec<EvidenceType>,
    /// Places where data can be looked up.
    pub sources: Vec<NamedId>,
    /// Fields of administration.
    pub fields: Vec<String>,
    /// Who can be exempt from fees.
    pub exemptions: Vec<NamedId>,
    /// Rows of the shared tables of fees.
    pub fees: Vec<SharedFee>,
}

impl Desk {
    /// Begins a form: of a procedure in the catalogue, or of a new one. A new one is a draft at once:
    /// what was pasted is not lost.
    ///
    /// # Errors
    /// `NO_OFFICE`, `BAD_DATE`, `BAD_INPUT`; those of [`ProcedureForm::read`].
    pub fn begin_form(&self, begin: EditBegin, now: NaiveDateTime) -> Result<EditView> {
        if let Some(code) = begin.code {
            let day = match begin.day {
                Some(day) => first_day(&day)?,
                None => now.date(),
            };
            let text = self.procedure_toml(&code, day, now)?;
            let based_on = self.reference().catalogue.procedure(&code, day).ok();
            let view = EditView {
                id: None,
                form: read(&text)?,
                findings: Vec::new(),
                based_on: based_on.map(|procedure| procedure.version),
                decision: String::new(),
                issued: String::new(),
                saved: None,
            };
            return self.checked(view);
        }
        let facts = begin.facts.unwrap_or_default();
        let FromDecision { mut form, .. } = self.suggest_form(&begin.text);
        let said = |given: &str, found: &mut String| {
            let given = motcua_text::clean(given);
            if !given.is_empty() {
                *found = given;
            }
        };
        said(&facts.code, &mut form.code);
        said(&facts.name, &mut form.name);
        said(&facts.field, &mut form.field);
        said(&facts.effective_from, &mut form.effective_from);
        self.save_form(None, &form, None, &facts.decision, &facts.issued, now)
    }

    /// What a decision's text says.
    pub fn suggest_form(&self, text: &str) -> FromDecision {
        from_decision(text, self.reference().catalogue.evidence())
    }

    /// A draft as a form.
    ///
    /// # Errors
    /// `BAD_INPUT` when it is not there or cannot be read.
    pub fn form(&self, id: &str) -> Result<EditView> {
        let draft = self.office().procedure_draft(id)?;
        let form = read(&draft.text)?;
        self.checked(of_draft(draft, form))
    }

    /// Saves a form as a draft and says what the checker finds.
    ///
    /// # Errors
    /// Those of [`Desk::save_procedure`].
    pub fn save_form(
        &self,
        id: Option<String>,
        form: &ProcedureForm,
        based_on: Option<String>,
        decision: &str,
        issued: &str,
        now: NaiveDateTime,
    ) -> Result<EditView> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let draft = self.office().save_procedure_draft(
            NewProcedureDraft {
                id,
                text: form.write().text,
                based_on,
                decision: given(decision),
                issued: given(issued),
            },
            now,
        )?;
        self.checked(of_draft(draft, form.clone()))
    }

    fn checked(&self, view: EditView) -> Result<EditView> {
        let written = view.form.write();
        let findings = self.check_procedure(&written.text)?;
        Ok(EditView {
            findings: findings
                .into_iter()
                .map(|finding| FindingAt {
                    at: place(&written, &finding),
                    message: in_words(&view.form, &finding.message),
                })
                .collect(),
            ..view
        })
    }

    /// The guide as it would be with this form.
    ///
    /// # Errors
    /// Those of [`Desk::preview_procedure`].
    pub fn preview_form(
        &self,
        form: &ProcedureForm,
        answers: Answers,
        channel: Channel,
        now: NaiveDateTime,
    ) -> Result<Checklist> {
        let case = Case {
            answers,
            channel,
            ..Case::of(form.code.clone())
        };
        self.preview_procedure(&form.write().text, &case, now)
    }

    /// What a form would change.
    ///
    /// # Errors
    /// Those of [`Desk::procedure_difference`].
    pub fn form_difference(&self, form: &ProcedureForm) -> Result<ProcedureDiff> {
        self.procedure_difference(&form.write().text)
    }

    /// What the form lets one choose from.
    pub fn form_lists(&self) -> Result<EditLists> {
        let reference = self.reference();
        let catalogue = &reference.catalogue;
        let mut fields: Vec<_> = catalogue.list()?.into_iter().map(|e| e.field).collect();
        fields.dedup();
        let mut fees = Vec::new();
        for fee in catalogue.all_fees() {
            fees.push(SharedFee {
                id: fee.id.clone(),
                name: fee.name.clone(),
                words: match &fee.amount {
                    Amount::Fixed(amount) => money(*amount),
                    Amount::Range(low, high) => format!("{} đến {}", money(*low), money(*high)),
                    Amount::Pages { first_amount, .. } => {
                        format!("{} mỗi trang", money(*first_amount))
                    }
                },
                procedures: fee.procedures.clone(),
            });
        }
        Ok(EditLists {
            evidence: catalogue.evidence().values().cloned().collect(),
            sources: catalogue
                .sources()
                .values()
                .map(|source| NamedId {
                    id: source.id.clone(),
                    name: source.name.clone(),
                })
                .collect(),
            fields,
            exemptions: EXEMPTIONS
                .iter()
                .map(|(id, name)| NamedId {
                    id: (*id).to_owned(),
                    name: (*name).to_owned(),
                })
                .collect(),
            fees,
        })
    }
}

/// Reads an authored text into a form.
///
/// # Errors
/// `BAD_INPUT` with the line.
pub fn read(text: &str) -> Result<ProcedureForm> {
    ProcedureForm::read("bản soạn", text).map_err(|finding| {
        Fault::new(
            Code::BadInput,
            format!(
                "Bản chữ chưa đọc được, dòng {}: {}.",
                finding.line, finding.message
            ),
        )
    })
}

/// What is missing altogether has no line of its own: its rule or its name says where it is entered.
fn place(written: &Written, finding: &DraftFinding) -> String {
    const KEYS: [&str; 6] = ["code", "name", "field", "kind", "effective_from", "basis"];
    if finding.line > 1 {
        return written.place_of(finding.line).to_owned();
    }
    let said = |word: &str| finding.message.contains(word);
    match finding.rule {
        Rule::LimitMissing => "limits",
        Rule::BasisMissing => "basis",
        Rule::FeeMissing | Rule::BadFee => "fees",
        Rule::Unaccounted | Rule::UnknownOfficial => "not_asked",
        Rule::TooLong => "plain",
        _ if said("[plain]") => "plain",
        _ => KEYS
            .into_iter()
            .find(|key| said(&format!("“{key}”")))
            .unwrap_or("code"),
    }
    .to_owned()
}

/// The form shows neither ids nor headings in brackets.
fn in_words(form: &ProcedureForm, message: &str) -> String {
    let questions = form.questions.iter().map(|q| (&q.id, &q.ask));
    let requirements = form.requirements.iter().map(|r| (&r.id, &r.name));
    questions
        .chain(requirements)
        .filter(|(id, said)| !id.is_empty() && !said.is_empty())
        .fold(message.replace("[plain]: ", ""), |message, (id, said)| {
            message.replace(&format!("“{id}”"), &format!("“{said}”"))
        })
}

fn of_draft(draft: ProcedureDraft, form: ProcedureForm) -> EditView {
    EditView {
        id: Some(draft.id),
        form,
        findings: Vec::new(),
        based_on: draft.based_on,
        decision: draft.decision.unwrap_or_default(),
        issued: draft.issued.unwrap_or_default(),
        saved: Some(draft.saved),
    }
}

fn first_day(text: &str) -> Result<NaiveDate> {
    text.trim().parse().or_fault(
        Code::BadDate,
        "Ngày không đúng. Viết năm-tháng-ngày, ví dụ 2026-10-14.",
    )
}
