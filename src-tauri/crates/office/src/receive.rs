//! Reception: everything is checked first, then written once; what cannot be received writes nothing.

use crate::{
    dossier::{Dossier, Made, OutcomeKind, PaperRow, Units},
    filing::OnRecord,
    number::Row,
    person::{Organisation, Principal},
    reception::{Decision, Did, Reception},
    setting::Settings,
};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua_calendar::{Calendar, Limit, minute};
use motcua_catalogue::{Catalogue, model::Procedure};
use motcua_fault::{Code, Fault, Result};
use motcua_guide::{
    Checklist, Judgement, Known, RefusalView, Reused, checklist, judge, unknown_answer,
};
use motcua_store::{Json, Moment, ReadTx, WriteTx};
use motcua_text as text;
use rusqlite::params;
use serde_json::json;
use std::{collections::BTreeSet, sync::Arc};

/// Most sets, pages, copies or cases: beyond it somebody slipped on a key.
const MOST: u32 = 10_000;
/// A time of reception farther ahead of the clock is a slip, and no certificate reaches so far.
const FARTHEST_AHEAD: TimeDelta = TimeDelta::days(4 * 365);

/// A reception that has been found possible.
pub(crate) struct Possible {
    reception: Reception,
    procedure: Arc<Procedure>,
    clerk: String,
    received: NaiveDateTime,
    case: Checklist,
    judgement: Judgement,
    refusal: Option<RefusalView>,
}

/// A dossier under the numbers it will draw, ready to be rendered and written.
#[derive(PartialEq)]
pub(crate) struct Ready {
    pub(crate) dossier: Dossier,
    procedure: Arc<Procedure>,
    draft: Option<String>,
    scanned: Vec<String>,
}

/// Checks a reception against the catalogue, the guide and the office.
pub(crate) fn examine(
    reception: Reception,
    settings: &Settings,
    catalogue: &Catalogue,
    calendar: &Calendar,
    now: NaiveDateTime,
    on_record: &OnRecord,
) -> Result<Possible> {
    let received = minute::floor(reception.received.unwrap_or(now));
    if received > now + FARTHEST_AHEAD {
        return Err(Fault::new(
            Code::BadDate,
            format!(
                "Thời điểm nhận {} còn quá xa. Kiểm tra lại năm, và ngày giờ của máy.",
                text::moment(received)
            ),
        ));
    }
    let procedure = catalogue.shared_procedure(&reception.procedure, received.date())?;
    if !procedure.in_force(received.date()) {
        return Err(Fault::new(
            Code::NotInForce,
            format!(
                "Thủ tục {} không có hiệu lực ngày {}.",
                procedure.code,
                text::date(received.date())
            ),
        ));
    }
    let clerk = settings.clerk_called(reception.clerk.as_deref())?;
    let reception = cleaned(reception)?;
    let stated = stated_refusal(&reception)?;
    if !procedure.guided && stated.is_none() {
        return Err(Fault::new(
            Code::NotGuided,
            format!(
                "Thủ tục {} mới có thông tin tra cứu, chưa có bộ câu hỏi và danh sách giấy tờ đã kiểm tra. \
                 Hãy tiếp nhận trên hệ thống của thành phố.",
                procedure.code
            ),
        ));
    }
    if let Some(fault) = unknown_answer(&procedure, &reception.answers) {
        return Err(fault);
    }
    let fees = catalogue.fees(&procedure.code);
    let rules = catalogue.rules(&procedure.code);
    let known = Known {
        procedure: &procedure,
        evidence: catalogue.evidence(),
        sources: catalogue.sources(),
        fees: &fees,
        calendar,
        received,
        channel: reception.channel,
        quantities: reception.quantities(),
        exempt: reception.exempt.as_deref(),
        on_hand: on_record.on_hand(&rules, catalogue),
    };
    let mut case = checklist(&known, &reception.answers)?;
    if let Some(lawful) = case
        .lawful
        .as_ref()
        .filter(|_| reception.not_same_day.is_some())
    {
        case.limit = Some(lawful.limit.clone());
        case.due = Some(lawful.due.clone());
    }
    let refusal = stated.or_else(|| case.refusal.clone());
    let mut reception = reception;
    let judgement = if refusal.is_some() {
        // What is not received rests on nothing.
        reception.reuse.clear();
        reception.decisions.clear();
        reception.despite = None;
        Judgement::default()
    } else {
        open_questions(&case)?;
        reception.reuse = once(reception.reuse);
        decided(&case, &reception)?;
        let asked: Vec<_> = reception
            .decisions
            .iter()
            .filter(|decision| decision.did == Did::PaperAsked)
            .map(|decision| decision.requirement.as_str())
            .collect();
        judge(
            &case,
            &reception.submitted,
            &reception.shown,
            &reception.reuse,
            &asked,
        )?
    };
    Ok(Possible {
        reception,
        procedure,
        clerk,
        received,
        case,
        judgement,
        refusal,
    })
}

/// One result for one requirement counts once, however often it is named.
fn once(reuse: Vec<Reused>) -> Vec<Reused> {
    let mut kept: Vec<Reused> = Vec::new();
    for used in reuse {
        if !kept.contains(&used) {
            kept.push(used);
        }
    }
    kept
}

/// Decisions are about what this case asks and proposes; asking for paper needs a reason, and is not
/// said of what was used.
fn decided(case: &Checklist, reception: &Reception) -> Result<()> {
    for decision in &reception.decisions {
        let requirement = case
            .requirements
            .iter()
            .find(|requirement| requirement.id == decision.requirement);
        let Some(requirement) = requirement else {
            return Err(Fault::new(
                Code::UnknownRequirement,
                format!(
                    "Trường hợp này không có yêu cầu “{}”.",
                    decision.requirement
                ),
            ));
        };
        if let Some(result) = &decision.result
            && !requirement.reuse.iter().any(|view| view.result == *result)
        {
            return Err(Fault::new(
                Code::NotUsable,
                format!(
                    "“{}” không có kết quả nào mã “{}” để xem xét.",
                    requirement.name,
                    result.chars().take(60).collect::<String>()
                ),
            ));
        }
        if decision.did == Did::PaperAsked {
            if decision.why.is_none() {
                return Err(Fault::new(
                    Code::ReasonMissing,
                    format!(
                        "Đề nghị nộp giấy cho “{}” thì phải nêu lý do.",
                        requirement.name
                    ),
                ));
            }
            let used = |used: &Reused| used.requirement == requirement.id;
            if reception.reuse.iter().any(used) {
                return Err(Fault::new(
                    Code::BadInput,
                    format!(
                        "“{}” đã dùng kết quả có sẵn thì không đề nghị nộp giấy nữa.",
                        requirement.name
                    ),
                ));
            }
        }
    }
    Ok(())
}

fn open_questions(case: &Checklist) -> Result<()> {
    if case.complete {
        return Ok(());
    }
    let open: Vec<_> = case
        .questions
        .iter()
        .filter(|question| question.answer.is_none())
        .map(|question| format!("“{}” ({})", question.text, question.id))
        .collect();
    Err(Fault::new(
        Code::OpenQuestions,
        format!("Còn câu hỏi chưa trả lời: {}.", open.join("; ")),
    ))
}

fn stated_refusal(reception: &Reception) -> Result<Option<RefusalView>> {
    let Some(refuse) = &reception.refuse else {
        return Ok(None);
    };
    let reason = text::clean(&refuse.reason);
    if reason.is_empty() {
        return Err(Fault::new(
            Code::ReasonMissing,
            "Từ chối tiếp nhận phải nêu lý do cụ thể.",
        ));
    }
    let tidy = |value: &Option<String>| {
        value
            .as_deref()
            .map(text::clean)
            .filter(|value| !value.is_empty())
    };
    Ok(Some(RefusalView {
        reason,
        basis: tidy(&refuse.basis).unwrap_or_default(),
        go_to: tidy(&refuse.go_to),
    }))
}

fn cleaned(reception: Reception) -> Result<Reception> {
    for count in [
        reception.pages,
        reception.copies,
        reception.quantity,
        reception.sets,
    ]
    .into_iter()
    .flatten()
    .chain(
        reception
            .submitted
            .iter()
            .flat_map(|paper| [paper.original, paper.copy]),
    ) {
        if count > MOST {
            return Err(Fault::new(
                Code::BadNumber,
                format!("Số {count} quá lớn (tối đa {MOST})."),
            ));
        }
    }
    let tidy = |value: Option<String>| {
        value
            .map(|value| text::clean(&value))
            .filter(|value| !value.is_empty())
    };
    for value in [
        &reception.return_address,
        &reception.received_why,
        &reception.e_receipt,
        &reception.residence_unit,
        &reception.competent_unit,
        &reception.not_same_day,
        &reception.despite,
    ]
    .into_iter()
    .chain(reception.decisions.iter().map(|decision| &decision.why))
    {
        if value
            .as_ref()
            .is_some_and(|value| value.chars().count() > 500)
        {
            return Err(Fault::new(Code::BadInput, "Một ô ghi chú dài quá 500 chữ."));
        }
    }
    Ok(Reception {
        person: reception.person.cleaned()?,
        organisation: reception
            .organisation
            .map(Organisation::cleaned)
            .transpose()?,
        on_behalf_of: reception.on_behalf_of.map(Principal::cleaned).transpose()?,
        return_address: tidy(reception.return_address),
        received_why: tidy(reception.received_why),
        e_receipt: tidy(reception.e_receipt),
        residence_unit: tidy(reception.residence_unit),
        competent_unit: tidy(reception.competent_unit),
        not_same_day: tidy(reception.not_same_day),
        despite: tidy(reception.despite),
        decisions: reception
            .decisions
            .into_iter()
            .map(|decision| Decision {
                why: tidy(decision.why),
                ..decision
            })
            .collect(),
        ..reception
    })
}

/// The rows of numbers that a dossier and its first paper draw from.
fn rows(unit: &str, day: NaiveDate, counter: u16, outcome: OutcomeKind) -> (Row, Row) {
    let form = match outcome {
        OutcomeKind::Received => "01",
        OutcomeKind::Supplement => "02",
        OutcomeKind::Refused => "03",
    };
    (
        Row::dossiers(unit, day, counter),
        Row::papers(unit, form, day, counter),
    )
}

impl Possible {
    fn outcome(&self) -> OutcomeKind {
        if self.refusal.is_some() {
            OutcomeKind::Refused
        } else if self.judgement.missing.is_empty() {
            OutcomeKind::Received
        } else {
            OutcomeKind::Supplement
        }
    }

    /// The dossier under the numbers it would draw now.
    pub(crate) fn ready(self, tx: &ReadTx<'_>, settings: &Settings) -> Result<Ready> {
        let outcome = self.outcome();
        let (dossiers, papers) = rows(
            &settings.unit_code,
            self.received.date(),
            settings.counter,
            outcome,
        );
        let Possible {
            reception,
            procedure,
            clerk,
            received,
            case,
            judgement,
            refusal,
        } = self;
        let limit = match &case.lawful {
            Some(_) if reception.not_same_day.is_none() => Some(Limit::SameDay),
            _ => procedure
                .limit(&case.answers, reception.channel)
                .map(|rule| rule.limit.clone()),
        };
        let here = format!("UBND {}", settings.unit_title);
        let dossier = Dossier {
            code: dossiers.next(tx)?,
            number: Some(papers.next(tx)?),
            outcome,
            person: reception.person,
            organisation: reception.organisation,
            on_behalf_of: reception.on_behalf_of,
            received,
            received_why: reception.received_why,
            submitted: reception.submitted,
            shown: reception.shown,
            reuse: reception.reuse,
            decisions: reception.decisions,
            to_look_up: judgement.to_look_up,
            missing: judgement.missing,
            refusal,
            return_at: reception.return_at,
            return_address: reception.return_address,
            clerk,
            counter: settings.counter,
            units: Units {
                competent: reception.competent_unit.unwrap_or_else(|| here.clone()),
                receiving: here,
                residence: reception.residence_unit,
            },
            unit_code: settings.unit_code.clone(),
            e_receipt: reception.e_receipt,
            sets: reception.sets.unwrap_or(1).max(1),
            limit,
            not_same_day: reception.not_same_day,
            despite: reception.despite,
            sample: settings.sample,
            case,
        };
        Ok(Ready {
            dossier,
            procedure,
            draft: reception.draft,
            scanned: reception.scanned.unwrap_or_default(),
        })
    }
}

/// Draws its numbers and writes it: dossier, papers, events, what is known of whoever filed. All is one
/// transaction, so that no code exists without its dossier and its paper.
pub(crate) fn write(tx: &mut WriteTx<'_>, ready: &Ready, made: &Made) -> Result<()> {
    let Ready {
        dossier, procedure, ..
    } = ready;
    let (dossiers, papers) = rows(
        &dossier.unit_code,
        dossier.received.date(),
        dossier.counter,
        dossier.outcome,
    );
    dossiers.draw(tx)?;
    papers.draw(tx)?;
    tx.execute(
        "INSERT INTO procedure_version VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![procedure.code, procedure.version, Json(&**procedure)],
    )?;
    let state = dossier.first_state();
    tx.execute(
        "INSERT INTO dossier VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            dossier.code,
            dossier.case.code,
            dossier.case.version,
            dossier.case.name,
            dossier.applicant(),
            folded(dossier),
            state.as_str(),
            Moment(dossier.received),
            dossier.due().map(Moment),
            Json(dossier),
            made.seal,
        ],
    )?;
    tx.log("dossier", &dossier.code, "receive", dossier)?;
    let (kind, why) = match dossier.outcome {
        OutcomeKind::Received => {
            let whys: Vec<_> = [&dossier.received_why, &dossier.not_same_day]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            (
                "received",
                Some(whys.join("; ")).filter(|why| !why.is_empty()),
            )
        }
        OutcomeKind::Supplement => (
            "supplement_requested",
            Some(
                dossier
                    .missing
                    .iter()
                    .map(|item| item.name.as_str())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
        ),
        OutcomeKind::Refused => (
            "refused",
            dossier
                .refusal
                .as_ref()
                .map(|refusal| refusal.reason.clone()),
        ),
    };
    let mut happens = |kind: &str, why: Option<&str>| {
        crate::event::append(
            tx,
            &crate::event::Event {
                dossier: &dossier.code,
                at: dossier.received,
                kind,
                state,
                due: dossier.due(),
                by: &dossier.clerk,
                counter: dossier.counter,
                why,
            },
        )
    };
    happens(kind, why.as_deref())?;
    for (kind, why) in said(dossier) {
        happens(kind, Some(&why))?;
    }
    // A result that stands for two requirements was used once.
    let used: BTreeSet<_> = dossier.reuse.iter().map(|used| &used.result).collect();
    for result in used {
        crate::result::happened(tx, result, "used", Some(&dossier.code))?;
    }
    for paper in &made.papers {
        add_paper(tx, &dossier.code, paper)?;
    }
    if let Some(draft) = &ready.draft {
        crate::draft::drop(tx, draft)?;
    }
    crate::known::remember(tx, dossier, &ready.scanned)
}

/// What was decided of stored results, one event each.
fn said(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let find = |id: &str| {
        dossier
            .case
            .requirements
            .iter()
            .find(|requirement| requirement.id == id)
    };
    let named = |requirement: &str, result: Option<&str>| {
        let found = find(requirement);
        let name = found.map_or(requirement, |found| found.name.as_str());
        let source = found
            .and_then(|found| {
                found
                    .reuse
                    .iter()
                    .find(|view| Some(&*view.result) == result)
            })
            .map(|view| format!(": {}", view.source));
        format!("{name}{}", source.unwrap_or_default())
    };
    let used = dossier
        .reuse
        .iter()
        .map(|used| ("reused", named(&used.requirement, Some(&used.result))));
    let decided = dossier.decisions.iter().map(|decision| {
        let what = named(&decision.requirement, decision.result.as_deref());
        let kind = match decision.did {
            Did::Viewed => "result_viewed",
            Did::PaperAsked => "paper_asked",
        };
        match &decision.why {
            Some(why) => (kind, format!("{what}; lý do: {why}")),
            None => (kind, what),
        }
    });
    let ready: Vec<_> = dossier
        .case
        .on_the_spot
        .iter()
        .filter(|spot| spot.usable && dossier.outcome != OutcomeKind::Refused)
        .map(|spot| format!("{}, {}", spot.name, spot.source))
        .collect();
    let despite = (!ready.is_empty()).then(|| {
        let why = dossier.despite.as_deref().unwrap_or("chưa ghi");
        (
            "despite_result",
            format!("{}; lý do: {why}", ready.join("; ")),
        )
    });
    used.chain(decided).chain(despite).collect()
}

pub(crate) fn add_paper(tx: &mut WriteTx<'_>, dossier: &str, paper: &PaperRow) -> Result<()> {
    tx.execute(
        "INSERT INTO paper
         SELECT ?1, ?2, coalesce(max(position), 0) + 1, ?3, ?4, ?5, ?6, ?7
         FROM paper WHERE dossier = ?1 AND form = ?2",
        params![
            dossier,
            paper.form,
            paper.title,
            paper.file,
            paper.sha256,
            paper.body,
            Moment(tx.now()),
        ],
    )?;
    tx.log(
        "paper",
        dossier,
        "made",
        &json!({ "form": paper.form, "file": paper.file, "sha256": paper.sha256 }),
    )?;
    Ok(())
}

/// What a dossier is searched by: code, names, numbers, telephone, procedure.
fn folded(dossier: &Dossier) -> String {
    let person = &dossier.person;
    let mut parts = vec![
        dossier.code.as_str(),
        &person.name,
        &person.id,
        person.phone.as_deref().unwrap_or_default(),
        &dossier.case.name,
        &dossier.case.code,
    ];
    if let Some(organisation) = &dossier.organisation {
        parts.extend([organisation.name.as_str(), &organisation.id]);
    }
    if let Some(principal) = &dossier.on_behalf_of {
        parts.extend([principal.name.as_str(), &principal.id]);
    }
    text::fold(&parts.join(" "))
}
