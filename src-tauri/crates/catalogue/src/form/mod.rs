//! One procedure as the editor's form shows it: every part of the authored format, each of which may
//! still be empty. [`read`](ProcedureForm::read) takes a text in, [`write`](ProcedureForm::write)
//! gives one out, and nothing a text says is lost between them but its comments.

mod additions;
mod decision;
mod read;
mod toml_text;
mod write;

pub use additions::{EndedForm, FeeForm, PagesForm};
pub use decision::{FromDecision, from_decision, slug};
pub use write::{Place, Written};

use crate::model::{Choice, EvidenceType, Holder, Kind, Need, PlainWords, When};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A procedure being written. Texts are empty where nothing has been entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ProcedureForm {
    /// National code, `D.DDDDDD`.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// What it does.
    pub kind: Kind,
    /// First day in force, `YYYY-MM-DD`.
    #[serde(deserialize_with = "read::day")]
    pub effective_from: String,
    /// Last day in force, `YYYY-MM-DD`.
    #[serde(deserialize_with = "read::day")]
    pub effective_to: String,
    /// Why it is over, where it was abolished.
    pub ended: Option<EndedForm>,
    /// Legal texts.
    #[serde(deserialize_with = "read::texts")]
    pub basis: Vec<String>,
    /// Who decides.
    pub authority: String,
    /// The page on the national portal.
    pub url: String,
    /// Time limits by case; the first that holds counts.
    pub limits: Vec<LimitForm>,
    /// By how much the limit may be prolonged, as a limit is written.
    pub extend: String,
    /// Evidence ids of the result.
    #[serde(deserialize_with = "read::texts")]
    pub produces: Vec<String>,
    /// Evidence ids that a reissue gives again beside what it produces.
    #[serde(deserialize_with = "read::texts")]
    pub reissues: Vec<String>,
    /// Whose the result is, where it is not the applicant's own.
    pub result_holder: Option<Holder>,
    /// The city promises the same day beside the lawful limit.
    pub exchange_same_day: bool,
    /// For the citizen.
    pub plain: Option<PlainWords>,
    /// In order.
    pub questions: Vec<QuestionForm>,
    /// In order.
    pub requirements: Vec<RequirementForm>,
    /// Cases not received here.
    pub refusals: Vec<RefusalForm>,
    /// Official components not asked for.
    pub not_asked: Vec<NotAskedForm>,
    /// Fees of its own; where there are any they are all its fees.
    pub fees: Vec<FeeForm>,
    /// Papers that no other procedure names.
    pub evidence: Vec<EvidenceType>,
}

impl Default for ProcedureForm {
    fn default() -> Self {
        Self {
            code: String::new(),
            name: String::new(),
            field: String::new(),
            kind: Kind::New,
            effective_from: String::new(),
            effective_to: String::new(),
            ended: None,
            basis: Vec::new(),
            authority: String::new(),
            url: String::new(),
            limits: Vec::new(),
            extend: String::new(),
            produces: Vec::new(),
            reissues: Vec::new(),
            result_holder: None,
            exchange_same_day: false,
            plain: None,
            questions: Vec::new(),
            requirements: Vec::new(),
            refusals: Vec::new(),
            not_asked: Vec::new(),
            fees: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// A time limit for some cases, or for all where `when` is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct LimitForm {
    /// The cases.
    #[ts(type = "Record<string, string[]>[]")]
    pub when: When,
    /// `same_day`, `3 working_day`, `10 day + 5 day`.
    pub limit: String,
    /// Legal text.
    pub basis: String,
    /// What to tell the citizen.
    pub note: String,
}

/// A question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct QuestionForm {
    /// Unique within the procedure.
    pub id: String,
    /// As asked of a citizen.
    pub ask: String,
    /// What the clerk may add.
    pub help: String,
    /// When it is asked.
    #[ts(type = "Record<string, string[]>[]")]
    pub when: When,
    /// The answers.
    #[serde(deserialize_with = "read::options")]
    pub options: Vec<Choice>,
}

/// A paper of an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperForm {
    /// Evidence id.
    pub evidence: String,
    /// Originals.
    pub original: u32,
    /// Copies.
    pub copy: u32,
    /// Number of the blank form.
    pub form: String,
    /// What the paper must be like.
    pub note: String,
}

/// Alternatives that only some cases have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct OrWhenForm {
    /// The cases.
    #[ts(type = "Record<string, string[]>[]")]
    pub when: When,
    /// Any one of these lists.
    pub any_of: Vec<Vec<PaperForm>>,
}

/// What must be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct RequirementForm {
    /// Unique within the procedure.
    pub id: String,
    /// Short name.
    pub name: String,
    /// File, show or data.
    pub need: Need,
    /// When a case has it.
    #[ts(type = "Record<string, string[]>[]")]
    pub when: When,
    /// Any one of these lists, all papers within a list.
    pub any_of: Vec<Vec<PaperForm>>,
    /// Alternatives that only some cases have.
    pub or_when: Vec<OrWhenForm>,
    /// Whose paper it is, where it is not the applicant's own.
    pub holder: Option<Holder>,
    /// Source id that makes the paper unnecessary.
    pub replaced_by: String,
    /// Legal texts.
    #[serde(deserialize_with = "read::texts")]
    pub basis: Vec<String>,
    /// A sentence for clerk and citizen.
    pub note: String,
    /// Keys of official components.
    #[serde(deserialize_with = "read::texts")]
    pub official: Vec<String>,
}

impl Default for RequirementForm {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            need: Need::File,
            when: When::default(),
            any_of: Vec::new(),
            or_when: Vec::new(),
            holder: None,
            replaced_by: String::new(),
            basis: Vec::new(),
            note: String::new(),
            official: Vec::new(),
        }
    }
}

/// A case that is not received here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalForm {
    /// The cases.
    #[ts(type = "Record<string, string[]>[]")]
    pub when: When,
    /// The reason printed on form 03.
    pub reason: String,
    /// Legal texts.
    #[serde(deserialize_with = "read::texts")]
    pub basis: Vec<String>,
    /// Where to go instead.
    pub go_to: String,
}

/// Official components no clerk asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct NotAskedForm {
    /// Their keys.
    #[serde(deserialize_with = "read::texts")]
    pub official: Vec<String>,
    /// Why.
    pub because: String,
}
