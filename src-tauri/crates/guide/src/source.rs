//! Whether a database can be asked now, and what was last learned there. A source that is out of reach
//! is told apart from one that has nothing: the first neither waives a paper nor demands it (L9).

use crate::checklist::OnHand;
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::minute;
use motcua_catalogue::model::{Holder, Source};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether a source can be asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// It answers.
    Ready,
    /// It should answer, but does not.
    Down,
    /// This counter is not connected to it.
    Absent,
    /// Nobody has said yet.
    #[default]
    Unknown,
}

/// What an office knows of a source now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNow {
    /// Id of the source.
    pub source: String,
    /// Whether it can be asked.
    pub reach: Reach,
    /// Since when it has been so.
    pub since: NaiveDateTime,
    /// Why, where somebody said.
    pub why: Option<String>,
    /// Who looked last.
    pub by: String,
    /// And when.
    pub at: NaiveDateTime,
}

/// What a look-up gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The data is there.
    Data,
    /// The source answered that it has nothing.
    Nothing,
    /// The source did not answer: nothing is known.
    Unreachable,
}

impl Found {
    /// As a clerk reads it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Data => "có dữ liệu",
            Self::Nothing => "không có dữ liệu",
            Self::Unreachable => "chưa khai thác được",
        }
    }
}

/// One look-up done by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookUp {
    /// Its id.
    pub id: String,
    /// Id of the source.
    pub source: String,
    /// Number of the person or organisation it was about.
    pub person: String,
    /// The paper that the data stands for (evidence id), where it was about one.
    pub paper: Option<String>,
    /// What came of it.
    pub found: Found,
    /// The evidence: what the screen said, number of the answer.
    pub evidence: String,
    /// The dossier it belongs to.
    pub dossier: Option<String>,
    /// Who looked.
    pub by: String,
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
}

/// A source as a requirement shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceStateView {
    /// Its id.
    pub source: String,
    /// Its name.
    pub name: String,
    /// Who keeps it: where the citizen has wrong data mended (L9).
    pub owner: String,
    /// Whether it can be asked.
    pub state: Reach,
    /// Since when.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub since: Option<NaiveDateTime>,
    /// Who looked last.
    pub by: Option<String>,
    /// And when.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub at: Option<NaiveDateTime>,
    /// The state in words: `chưa khai thác được từ 10 giờ 40`.
    pub text: String,
    /// Why the data cannot be used now, and what that means for the paper; none where it can. Out of reach
    /// is not the same as without data: only the latter lets the paper be asked for.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub why: Option<String>,
    /// The last look-up of that day about whoever files.
    pub look_up: Option<LookUp>,
    /// What the clerk should know of the rule that names the source.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub note: Option<String>,
}

/// The state of a source in words, as read on `day`.
pub fn in_words(now: Option<&SourceNow>, day: NaiveDate) -> String {
    let Some(now) = now else {
        return "chưa ai kiểm tra".to_owned();
    };
    let why = now
        .why
        .as_ref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    match now.reach {
        Reach::Ready => format!("khai thác được, kiểm tra lúc {}", when(now.at, day)),
        Reach::Down => format!("chưa khai thác được từ {}{why}", when(now.since, day)),
        Reach::Absent => format!("quầy chưa kết nối{why}"),
        Reach::Unknown => "chưa ai kiểm tra".to_owned(),
    }
}

/// The hour; the day too where it is another one.
fn when(at: NaiveDateTime, day: NaiveDate) -> String {
    if at.date() == day {
        motcua_text::time(at.time())
    } else {
        motcua_text::moment(at)
    }
}

/// The source of a requirement as it stands on the day of the case. A look-up of an earlier day says
/// nothing of today; one about whoever files says nothing of a husband or a child.
pub(crate) fn state_of(
    source: &Source,
    holder: Option<Holder>,
    papers: &[&str],
    on_hand: &OnHand<'_>,
    day: NaiveDate,
) -> SourceStateView {
    let now = on_hand.sources.iter().find(|now| now.source == source.id);
    let look_up = on_hand
        .look_ups
        .iter()
        .filter(|done| {
            done.source == source.id
                && done.at.date() == day
                && done
                    .paper
                    .as_deref()
                    .is_none_or(|paper| papers.contains(&paper))
                && matches!(holder, None | Some(Holder::Applicant))
                && on_hand
                    .seekers
                    .iter()
                    .any(|seeker| seeker.ids.contains(&done.person))
        })
        .max_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    let mut text = in_words(now, day);
    if let Some(done) = look_up {
        text = format!(
            "đã tra lúc {}: {}; nguồn {text}",
            when(done.at, day),
            done.found.title()
        );
    }
    SourceStateView {
        why: why_not(source, now, look_up, day),
        source: source.id.clone(),
        name: source.name.clone(),
        owner: source.owner.clone(),
        state: now.map(|now| now.reach).unwrap_or_default(),
        since: now.map(|now| now.since),
        by: now.map(|now| now.by.clone()),
        at: now.map(|now| now.at),
        text,
        look_up: look_up.cloned(),
        note: None,
    }
}

/// Why its data cannot be used now: nothing there, or nobody can tell.
fn why_not(
    source: &Source,
    now: Option<&SourceNow>,
    look_up: Option<&LookUp>,
    day: NaiveDate,
) -> Option<String> {
    let untold = "nên chưa biết có dữ liệu hay không";
    match (look_up, now.map(|now| now.reach).unwrap_or_default()) {
        (Some(done), _) => match done.found {
            Found::Data => None,
            Found::Nothing => Some(format!(
                "{} không có dữ liệu (tra lúc {}): được đề nghị nộp giấy; dữ liệu thiếu hoặc sai thì liên hệ {}",
                source.name,
                when(done.at, day),
                source.owner
            )),
            Found::Unreachable => Some(format!(
                "{} chưa khai thác được (tra lúc {}), {untold}",
                source.name,
                when(done.at, day)
            )),
        },
        (None, Reach::Ready) => None,
        (None, Reach::Unknown) => Some(format!("chưa ai kiểm tra {}, {untold}", source.name)),
        (None, Reach::Down | Reach::Absent) => {
            Some(format!("{} {}, {untold}", source.name, in_words(now, day)))
        }
    }
}
