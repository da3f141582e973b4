//! What the catalogue knows, as the program uses it: procedures, questions, requirements, evidence.

use chrono::NaiveDate;
use motcua_calendar::Limit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a procedure does for the citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Issued for the first time.
    New,
    /// Lost or damaged, same content (*cấp lại*).
    Reissue,
    /// Old form or changed data (*cấp đổi*).
    Exchange,
    /// From a register (*trích lục, bản sao*).
    Extract,
    /// A fact confirmed or a copy certified (*xác nhận, chứng thực*).
    Confirm,
    /// The citizen only informs (*thông báo, khai báo*).
    Notify,
    /// Something registered is changed, extended or ended (*thay đổi, gia hạn, chấm dứt*).
    Change,
}

/// How a dossier is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In person (*trực tiếp*).
    Counter,
    /// On the portal (*trực tuyến*).
    Online,
    /// By post (*bưu chính công ích*).
    Post,
    /// Through an agent of online services (*đại lý dịch vụ công trực tuyến*).
    Agent,
}

impl Channel {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Channel; 4] = [
        Channel::Counter,
        Channel::Online,
        Channel::Post,
        Channel::Agent,
    ];

    /// The word in data, JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Counter => "counter",
            Channel::Online => "online",
            Channel::Post => "post",
            Channel::Agent => "agent",
        }
    }

    /// The word a clerk reads.
    pub fn title(self) -> &'static str {
        match self {
            Channel::Counter => "tại quầy",
            Channel::Online => "trực tuyến",
            Channel::Post => "bưu chính",
            Channel::Agent => "đại lý dịch vụ công",
        }
    }
}

/// What has to be done with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Handed in and left (*nộp*).
    File,
    /// Shown and taken back; never scanned (*xuất trình*; TT 03/2025 Đ5 k2).
    Show,
    /// Looked up by the office in a database (*khai thác dữ liệu*; NQ 66.7/2025).
    Data,
}

/// Answers of one case: question id to option id.
pub type Answers = BTreeMap<String, String>;

/// One conjunction: every named question has one of the named options. The key `channel` is
/// the way of filing and not a question.
pub type Condition = BTreeMap<String, Vec<String>>;

/// When something applies: in any of these cases. Empty: always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct When(pub Vec<Condition>);

/// The reserved key of a [`Condition`] for the way of filing.
pub const CHANNEL_KEY: &str = "channel";

impl When {
    /// True where nothing is asked.
    pub fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// The first conjunction that these answers fulfil; `None` if none does, or if it is
    /// [always](Self::is_always) (then nothing brought it).
    pub fn met_by(&self, answers: &Answers, channel: Channel) -> Option<&Condition> {
        self.0.iter().find(|condition| {
            condition.iter().all(|(question, options)| {
                if question == CHANNEL_KEY {
                    options.iter().any(|option| option == channel.as_str())
                } else {
                    answers
                        .get(question)
                        .is_some_and(|answer| options.contains(answer))
                }
            })
        })
    }

    /// Whether it applies.
    pub fn holds(&self, answers: &Answers, channel: Channel) -> bool {
        self.is_always() || self.met_by(answers, channel).is_some()
    }
}

/// One of the answers to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    /// Unique within the question.
    pub id: String,
    /// As shown.
    pub text: String,
}

/// A question that decides the case. It may depend only on questions before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Unique within the procedure.
    pub id: String,
    /// The question as asked of a citizen.
    pub ask: String,
    /// What the clerk may add, where the question needs it.
    pub help: Option<String>,
    /// When it is asked.
    pub when: When,
    /// At least two.
    pub options: Vec<Choice>,
}

/// One paper of an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// An [`EvidenceType`] id.
    pub evidence: String,
    /// Originals.
    pub original: u32,
    /// Copies.
    pub copy: u32,
    /// Number of the blank form, where there is one (*Mẫu số …*).
    pub form: Option<String>,
    /// What the paper must be like, where its name does not say.
    pub note: Option<String>,
}

/// Papers that satisfy a requirement together.
pub type PaperList = Vec<Paper>;

/// More alternatives that only some cases have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrWhen {
    /// When they count.
    pub when: When,
    /// Any one of these lists.
    pub any_of: Vec<PaperList>,
}

/// Whose paper a requirement asks for, seen from whoever files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The applicant's own (or the principal's, or the organisation's he files for).
    Applicant,
    /// The child's.
    Child,
    /// Husband's or wife's.
    Spouse,
    /// Father's or mother's.
    Parent,
    /// The deceased's.
    Deceased,
    /// Somebody else's.
    Other,
}

/// What must be there. Not a document: any one of its alternatives satisfies it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Unique within the procedure.
    pub id: String,
    /// Short name.
    pub name: String,
    /// File, show or data.
    pub need: Need,
    /// When this case has it.
    pub when: When,
    /// Any one of these lists, all papers within a list; in order of preference.
    pub any_of: Vec<PaperList>,
    /// Alternatives that only some cases have.
    pub or_when: Vec<OrWhen>,
    /// Whose paper it is, where it is not the applicant's own: then a result of the applicant's is
    /// never used for it.
    #[serde(default)]
    pub holder: Option<Holder>,
    /// The [`Source`] that makes the paper unnecessary once it has been consulted.
    pub replaced_by: Option<String>,
    /// Legal texts; never empty.
    pub basis: Vec<String>,
    /// A sentence for clerk and citizen.
    pub note: Option<String>,
    /// Keys of the official components this requirement stands for.
    pub official: Vec<String>,
}

impl Requirement {
    /// The alternatives of this case, preferred first.
    pub fn alternatives(&self, answers: &Answers, channel: Channel) -> Vec<&PaperList> {
        self.any_of
            .iter()
            .chain(
                self.or_when
                    .iter()
                    .filter(|more| more.when.holds(answers, channel))
                    .flat_map(|more| &more.any_of),
            )
            .collect()
    }
}

/// An official component that no clerk asks for, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAsked {
    /// Keys of official components.
    pub official: Vec<String>,
    /// Why.
    pub because: String,
}

/// A case that is not received here: form 03.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The cases.
    pub when: When,
    /// The specific reason printed on form 03.
    pub reason: String,
    /// Legal texts.
    pub basis: Vec<String>,
    /// Where to go instead.
    pub go_to: Option<String>,
}

/// A time limit that holds for some cases or channels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitRule {
    /// The cases; always for the last.
    pub when: When,
    /// The limit.
    pub limit: Limit,
    /// Legal text or the published row.
    pub basis: Option<String>,
    /// What to tell the citizen.
    pub note: Option<String>,
}

/// Plain words for a citizen, at most 90 together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlainWords {
    /// What it is for.
    pub purpose: String,
    /// What to bring.
    pub bring: String,
    /// What happens next and when.
    pub next: String,
}

/// A procedure in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// National code, `D.DDDDDD`.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration (*lĩnh vực*).
    pub field: String,
    /// What it does.
    pub kind: Kind,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// First day and digest: `2026-01-15.4f2a90c1`.
    pub version: String,
    /// First day in force.
    pub effective_from: Option<NaiveDate>,
    /// Last day in force.
    pub effective_to: Option<NaiveDate>,
    /// Legal texts.
    pub basis: Vec<String>,
    /// Who decides, as published.
    pub authority: Option<String>,
    /// The page on the national portal.
    pub url: Option<String>,
    /// First rule that holds counts; empty: not known.
    pub limits: Vec<LimitRule>,
    /// By how much the limit may be prolonged (*kéo dài thêm không quá*).
    pub extend: Option<Limit>,
    /// Evidence ids of the result; for listed procedures its names.
    pub produces: Vec<String>,
    /// Evidence ids that a reissue or extract gives again beside what it produces.
    #[serde(default)]
    pub reissues: Vec<String>,
    /// Whose the result is, where it is not the applicant's own.
    #[serde(default)]
    pub result_holder: Option<Holder>,
    /// Without verification in the field: the city promises the same day beside the lawful limit
    /// (DOMAIN 7.3, Q12).
    #[serde(default)]
    pub exchange_same_day: bool,
    /// Published fee in words, for listed procedures.
    pub fee_text: Option<String>,
    /// In order; a question depends only on earlier ones.
    pub questions: Vec<Question>,
    /// In the order in which papers are checked.
    pub requirements: Vec<Requirement>,
    /// Official components not asked for.
    pub not_asked: Vec<NotAsked>,
    /// Cases not received here.
    pub refusals: Vec<Refusal>,
    /// For the citizen.
    pub plain: Option<PlainWords>,
}

impl Procedure {
    /// The time limit of this case; `None` where it is not known.
    pub fn limit(&self, answers: &Answers, channel: Channel) -> Option<&LimitRule> {
        self.limits
            .iter()
            .find(|rule| rule.when.holds(answers, channel))
    }

    /// Whether it is in force on `day`.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.effective_from.is_none_or(|from| from <= day)
            && self.effective_to.is_none_or(|to| day <= to)
    }
}

/// A kind of paper or datum, shared by all procedures: one birth certificate, not forty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceType {
    /// Unique in the catalogue.
    pub id: String,
    /// As shown and printed.
    pub name: String,
    /// Other names people use.
    #[serde(default)]
    pub also: Vec<String>,
    /// Who issues it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Number of the blank form (*Mẫu số …*), where it is one.
    #[serde(default)]
    pub form: Option<String>,
    /// National codes of results and papers.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// A place where data can be looked up (*cơ sở dữ liệu*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Source {
    /// Unique in the catalogue.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Who keeps it.
    pub owner: String,
}

/// Which evidence need not be asked for any more, what replaces it, by which text, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacementRule {
    /// The evidence that is replaced.
    pub evidence: String,
    /// Kinds of stored results that replace it.
    pub results: Vec<String>,
    /// The database that replaces it.
    pub source: Option<String>,
    /// Legal text.
    pub basis: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Procedure codes; all when empty.
    pub procedures: Vec<String>,
    /// The reason in plain words.
    pub note: Option<String>,
}

/// Who can hold a kind of result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HeldBy {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// Either.
    Either,
}

/// What a field of a result holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Words.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// A number.
    Number,
    /// One of a few words.
    Choice,
}

/// A structured field of a kind of result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResultField {
    /// Unique within the kind.
    pub id: String,
    /// As shown.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Must be filled for the result to count as structured.
    #[serde(default)]
    pub required: bool,
    /// The choices, for [`FieldType::Choice`].
    #[serde(default)]
    pub choices: Vec<String>,
    /// The field of the person that it answers (R4: ask once).
    #[serde(default)]
    pub person: Option<String>,
}

/// A kind of result that can be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResultKind {
    /// An evidence id.
    pub id: String,
    /// Who can hold it.
    pub holder: HeldBy,
    /// Validity in months from the day of issue (`DOMAIN` 7.3 Q11); none: no end.
    pub months: Option<u32>,
    /// The paper itself names its last day: whoever enters it is asked for it.
    pub own_end: bool,
    /// Carries an official number.
    pub number: bool,
    /// Who usually issues it.
    pub issuer: Option<String>,
    /// One of those that the city's plan wants in reuse.
    #[serde(default)]
    pub planned: bool,
    /// Kinds whose later issue to the same holder ends it: a marriage ends a confirmation of being single.
    #[serde(default)]
    pub ended_by: Vec<String>,
    /// Structured fields.
    pub fields: Vec<ResultField>,
}

/// A service that is not received at this counter, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// Unique.
    pub id: String,
    /// What people want.
    pub name: String,
    /// What they call it.
    #[serde(default)]
    pub also: Vec<String>,
    /// Who handles it.
    #[serde(rename = "who")]
    pub by: String,
    /// Where.
    #[serde(rename = "where")]
    pub place: String,
    /// How.
    pub how: String,
    /// Whether it can be done online.
    #[serde(default)]
    pub online: bool,
    /// Legal text.
    #[serde(default)]
    pub basis: Option<String>,
    /// Official page.
    #[serde(default)]
    pub url: Option<String>,
    /// Still to be confirmed by the office.
    #[serde(default)]
    pub to_confirm: bool,
}

/// A ward, commune or special zone of the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unit {
    /// Electronic identification code; provisional until the office enters its own.
    pub code: String,
    /// Without its kind: `Hải Châu`.
    pub name: String,
    /// `phuong`, `xa` or `dac_khu`.
    pub kind: UnitKind,
    /// Seat of the People's Committee.
    pub address: String,
    /// Units it was merged from, with their kind.
    pub merged_from: Vec<String>,
}

/// Kind of a unit since 01/7/2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Ward (*phường*).
    Phuong,
    /// Commune (*xã*).
    Xa,
    /// Special zone (*đặc khu*).
    DacKhu,
}

impl Unit {
    /// With its kind: `phường Hải Châu`.
    pub fn title(&self) -> String {
        let kind = match self.kind {
            UnitKind::Phuong => "phường",
            UnitKind::Xa => "xã",
            UnitKind::DacKhu => "đặc khu",
        };
        format!("{kind} {}", self.name)
    }
}
