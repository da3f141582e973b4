//! This case's questions and requirements, each with the answer that brought it and its legal basis.

use crate::{
    answers::{applying, normalise},
    fee::{Fee, Quantities, fee},
    reuse::{Seeker, StoredResult, proposals},
    source::{LookUp, SourceNow, SourceStateView, state_of},
    spot::{SpotView, on_the_spot},
    words::{because, limit_in_words},
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::{Calendar, Due, Limit, due};
use motcua_catalogue::{
    fee::{EXEMPTIONS, FeeRow},
    model::{
        Answers, Channel, EvidenceType, Need, Paper, PlainWords, Procedure, ReplacementRule,
        Requirement, ResultKind, Source,
    },
};
use motcua_fault::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What the guide must know beside the answers.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The procedure in the version that counts.
    pub procedure: &'a Procedure,
    /// Evidence types by id.
    pub evidence: &'a BTreeMap<String, EvidenceType>,
    /// Sources of data by id.
    pub sources: &'a BTreeMap<String, Source>,
    /// Fee rows of this procedure.
    pub fees: &'a [&'a FeeRow],
    /// Office hours and holidays.
    pub calendar: &'a Calendar,
    /// The moment of reception, or now.
    pub received: NaiveDateTime,
    /// How it is filed.
    pub channel: Channel,
    /// How many of what is charged.
    pub quantities: Quantities,
    /// Exemption claimed.
    pub exempt: Option<&'a str>,
    /// Stored results, and what may replace what.
    pub on_hand: OnHand<'a>,
}

/// What is stored of whoever files, and the rules by which it may take the place of paper.
#[derive(Clone, Copy, Default)]
pub struct OnHand<'a> {
    /// Results of these people and organisations.
    pub results: &'a [StoredResult],
    /// Replacement rules of this procedure, of all dates.
    pub rules: &'a [&'a ReplacementRule],
    /// For whom.
    pub seekers: &'a [Seeker],
    /// What is known of the sources.
    pub sources: &'a [SourceNow],
    /// Look-ups done about them.
    pub look_ups: &'a [LookUp],
    /// Kinds of results by id; none: nothing is known of what ends what.
    pub kinds: Option<&'a BTreeMap<String, ResultKind>>,
}

/// A question that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuestionView {
    /// Unique within the procedure.
    pub id: String,
    /// As asked.
    pub text: String,
    /// What the clerk may add.
    pub help: Option<String>,
    /// At least two.
    pub options: Vec<ChoiceView>,
    /// The chosen option.
    pub answer: Option<String>,
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChoiceView {
    /// Unique within the question.
    pub id: String,
    /// As shown.
    pub text: String,
}

/// A paper of an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperView {
    /// Evidence id.
    pub evidence: String,
    /// Its name.
    pub name: String,
    /// Originals.
    pub original: u32,
    /// Copies.
    pub copy: u32,
    /// Number of its blank form.
    pub form: Option<String>,
    /// What it must be like.
    pub note: Option<String>,
}

/// A stored result that could take the place of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReuseView {
    /// Id of the result.
    pub result: String,
    /// The evidence it is.
    pub evidence: String,
    /// The papers of this requirement that it stands for.
    pub replaces: Vec<String>,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`.
    pub valid_until: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Whether it may be used now.
    pub usable: bool,
    /// Why, or why not.
    pub why: String,
    /// What the clerk should know of the rule by which it may be used.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub note: Option<String>,
}

/// A requirement of this case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequirementView {
    /// Unique within the procedure.
    pub id: String,
    /// Short name.
    pub name: String,
    /// File, show or data.
    pub need: Need,
    /// Which answer brought it.
    pub because: String,
    /// Legal texts.
    pub basis: String,
    /// A sentence for clerk and citizen.
    pub note: Option<String>,
    /// The database that answers it, by name.
    pub source: Option<String>,
    /// Whether the database that answers it, or may by a rule, can be asked now.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub source_state: Option<SourceStateView>,
    /// Any one of these lists, all papers within a list; preferred first.
    pub alternatives: Vec<Vec<PaperView>>,
    /// Stored results that satisfy it, usable or nearly.
    pub reuse: Vec<ReuseView>,
}

/// A case that is not received here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusalView {
    /// The specific reason.
    pub reason: String,
    /// Legal texts.
    pub basis: String,
    /// Where to go instead.
    pub go_to: Option<String>,
}

/// An exemption that this procedure's fees know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExemptionView {
    /// Its id.
    pub id: String,
    /// As shown.
    pub title: String,
}

/// What the law gives, where the city promises the same day (DOMAIN 7.3, Q12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LawfulView {
    /// The time limit in words.
    pub limit: String,
    /// When it would be due by it.
    pub due: Due,
}

/// Everything about one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checklist {
    /// Procedure code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// Version of the procedure.
    pub version: String,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// How it is filed.
    pub channel: Channel,
    /// The answers that apply.
    pub answers: Answers,
    /// The questions that apply, in order.
    pub questions: Vec<QuestionView>,
    /// Exactly this case's requirements.
    pub requirements: Vec<RequirementView>,
    /// Every question that applies is answered.
    pub complete: bool,
    /// Ids of the questions still open.
    pub missing: Vec<String>,
    /// Set when the case is not received here.
    pub refusal: Option<RefusalView>,
    /// The time limit in words.
    pub limit: Option<String>,
    /// What to tell the citizen of the limit.
    pub limit_note: Option<String>,
    /// When the result is due if received at the given moment.
    pub due: Option<Due>,
    /// The longer lawful limit, where the promise is the same day; falling back on it needs a reason.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub lawful: Option<LawfulView>,
    /// Stored results to hand over at once, before any dossier (R3).
    #[serde(default)]
    #[ts(as = "Option<Vec<SpotView>>", optional)]
    pub on_the_spot: Vec<SpotView>,
    /// What it costs through the chosen channel.
    pub fee: Fee,
    /// What it would cost online.
    pub fee_online: Fee,
    /// Exemptions the clerk can choose.
    pub exemptions: Vec<ExemptionView>,
    /// For the citizen.
    pub plain: Option<PlainWords>,
}

/// The checklist of a case. Answers that do not apply are dropped first.
///
/// # Errors
/// `BAD_DATE` where the due date leaves the calendar; the faults of [`fee`].
pub fn checklist(known: &Known<'_>, given: &Answers) -> Result<Checklist> {
    let Known {
        procedure, channel, ..
    } = *known;
    let answers = normalise(procedure, given, channel);
    let questions: Vec<_> = applying(procedure, &answers, channel)
        .map(|question| QuestionView {
            id: question.id.clone(),
            text: question.ask.clone(),
            help: question.help.clone(),
            options: question
                .options
                .iter()
                .map(|option| ChoiceView {
                    id: option.id.clone(),
                    text: option.text.clone(),
                })
                .collect(),
            answer: answers.get(&question.id).cloned(),
        })
        .collect();
    let missing: Vec<_> = questions
        .iter()
        .filter(|question| question.answer.is_none())
        .map(|question| question.id.clone())
        .collect();
    let refusal = procedure
        .refusals
        .iter()
        .find(|refusal| refusal.when.holds(&answers, channel))
        .map(|refusal| RefusalView {
            reason: refusal.reason.clone(),
            basis: refusal.basis.join("; "),
            go_to: refusal.go_to.clone(),
        });
    let rule = procedure.limit(&answers, channel);
    let until = |limit| due(known.calendar, known.received, limit);
    let lawful = rule
        .filter(|rule| procedure.exchange_same_day && rule.limit != Limit::SameDay)
        .map(|rule| -> Result<LawfulView> {
            Ok(LawfulView {
                limit: limit_in_words(&rule.limit),
                due: until(&rule.limit)?,
            })
        })
        .transpose()?;
    let limit = match &lawful {
        Some(_) => Some(&Limit::SameDay),
        None => rule.map(|rule| &rule.limit),
    };
    let charge = |channel| {
        fee(
            known.fees,
            &answers,
            channel,
            known.received.date(),
            known.quantities,
            known.exempt,
        )
    };
    Ok(Checklist {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        field: procedure.field.clone(),
        version: procedure.version.clone(),
        guided: procedure.guided,
        channel,
        requirements: requirements(known, &answers),
        complete: missing.is_empty(),
        missing,
        refusal,
        limit: limit.map(limit_in_words),
        limit_note: rule.and_then(|rule| rule.note.clone()),
        due: limit.map(until).transpose()?,
        lawful,
        on_the_spot: on_the_spot(
            procedure,
            known.evidence,
            &known.on_hand,
            known.received.date(),
        ),
        fee: charge(channel)?,
        fee_online: charge(Channel::Online)?,
        exemptions: exemptions(known.fees),
        plain: procedure.plain.clone(),
        questions,
        answers,
    })
}

fn requirements(known: &Known<'_>, answers: &Answers) -> Vec<RequirementView> {
    let Known {
        procedure, channel, ..
    } = *known;
    procedure
        .requirements
        .iter()
        .filter(|requirement| requirement.when.holds(answers, channel))
        .map(|requirement| {
            let mut view = requirement_view(known, answers, requirement);
            if let Some(until) = data_ended(known, requirement, &view) {
                view.need = match channel {
                    Channel::Counter => Need::Show,
                    Channel::Online | Channel::Post | Channel::Agent => Need::File,
                };
                let ended = format!(
                    "Quy định lấy dữ liệu thay giấy này hết hiệu lực ngày {}; phải có giấy.",
                    motcua_text::date(until)
                );
                view.note = Some(match view.note {
                    Some(note) => format!("{ended} {note}"),
                    None => ended,
                });
            }
            view.source_state = source_state(known, requirement, &view);
            view.reuse = proposals(
                &view,
                requirement.holder,
                &known.on_hand,
                known.received.date(),
            );
            view
        })
        .collect()
}

fn requirement_view(
    known: &Known<'_>,
    answers: &Answers,
    requirement: &Requirement,
) -> RequirementView {
    let Known {
        procedure, channel, ..
    } = *known;
    RequirementView {
        id: requirement.id.clone(),
        name: requirement.name.clone(),
        need: requirement.need,
        because: because(
            procedure,
            requirement.when.met_by(answers, channel),
            answers,
            channel,
        ),
        basis: requirement.basis.join("; "),
        note: requirement.note.clone(),
        source: requirement
            .replaced_by
            .as_ref()
            .map(|id| known.sources.get(id).map_or(id, |source| &source.name))
            .cloned(),
        source_state: None,
        alternatives: requirement
            .alternatives(answers, channel)
            .into_iter()
            .map(|list| list.iter().map(|paper| view(known, paper)).collect())
            .collect(),
        reuse: Vec::new(),
    }
}

/// The last day on which data were to be taken instead of this paper, where every rule that said so has
/// ended: then the paper itself is asked for again, shown at the counter and filed elsewhere.
fn data_ended(
    known: &Known<'_>,
    requirement: &Requirement,
    view: &RequirementView,
) -> Option<NaiveDate> {
    let source = match (requirement.need, &requirement.replaced_by) {
        (Need::Data, Some(source)) => source,
        _ => return None,
    };
    let day = known.received.date();
    let touching = known.on_hand.rules.iter().filter(|rule| {
        rule.source.as_ref() == Some(source)
            && view
                .alternatives
                .iter()
                .flatten()
                .any(|paper| paper.evidence == rule.evidence)
    });
    let mut last = None;
    for rule in touching {
        match rule.to.filter(|to| *to < day) {
            Some(to) => last = last.max(Some(to)),
            None => return None,
        }
    }
    last
}

/// The source the requirement names; without one, that of a rule in force for one of its papers.
fn source_state(
    known: &Known<'_>,
    requirement: &Requirement,
    view: &RequirementView,
) -> Option<SourceStateView> {
    let day = known.received.date();
    let papers: Vec<&str> = view
        .alternatives
        .iter()
        .flatten()
        .map(|paper| paper.evidence.as_str())
        .collect();
    let mut by_rules = known.on_hand.rules.iter().filter(|rule| {
        papers.contains(&rule.evidence.as_str())
            && rule.from <= day
            && rule.to.is_none_or(|to| day <= to)
    });
    let source = match &requirement.replaced_by {
        Some(source) => source,
        None => by_rules.clone().find_map(|rule| rule.source.as_ref())?,
    };
    let note = by_rules
        .find(|rule| rule.source.as_ref() == Some(source))
        .and_then(|rule| rule.note.clone());
    let state = state_of(
        known.sources.get(source)?,
        requirement.holder,
        &papers,
        &known.on_hand,
        day,
    );
    Some(SourceStateView { note, ..state })
}

fn view(known: &Known<'_>, paper: &Paper) -> PaperView {
    let evidence = known.evidence.get(&paper.evidence);
    PaperView {
        evidence: paper.evidence.clone(),
        name: evidence.map_or_else(|| paper.evidence.clone(), |e| e.name.clone()),
        original: paper.original,
        copy: paper.copy,
        form: paper
            .form
            .clone()
            .or_else(|| evidence.and_then(|e| e.form.clone())),
        note: paper.note.clone(),
    }
}

fn exemptions(fees: &[&FeeRow]) -> Vec<ExemptionView> {
    EXEMPTIONS
        .iter()
        .filter(|(id, _)| fees.iter().any(|row| row.exempt.iter().any(|e| e == id)))
        .map(|(id, title)| ExemptionView {
            id: (*id).to_owned(),
            title: (*title).to_owned(),
        })
        .collect()
}
