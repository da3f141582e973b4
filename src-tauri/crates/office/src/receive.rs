//! Reception: everything is checked first, then written once; what cannot be received writes nothing.

use crate::{
    dossier::{Dossier, Made, OutcomeKind, PaperRow, Units},
    filing::OnRecord,
    number,
    person::{Organisation, Principal},
    reception::Reception,
    setting::Settings,
};
use chrono::{NaiveDateTime, TimeDelta};
use motcua_calendar::{Calendar, Limit, minute};
use motcua_catalogue::{Catalogue, model::Procedure};
use motcua_fault::{Code, Fault, Result};
use motcua_guide::{Checklist, Judgement, Known, RefusalView, checklist, judge, unknown_answer};
use motcua_store::{Json, Moment, WriteTx};
use motcua_text as text;
use rusqlite::params;
use serde_json::json;

/// Most sets, pages, copies or cases: beyond it somebody slipped on a key.
const MOST: u32 = 10_000;
/// A time of reception farther ahead of the clock is a slip, and no certificate reaches so far.
const FARTHEST_AHEAD: TimeDelta = TimeDelta::days(4 * 365);

/// A reception that has been found possible.
pub(crate) struct Possible {
    pub(crate) reception: Reception,
    pub(crate) procedure: Procedure,
    pub(crate) clerk: String,
    received: NaiveDateTime,
    case: Checklist,
    judgement: Judgement,
    refusal: Option<RefusalView>,
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
    let procedure = catalogue.procedure(&reception.procedure, received.date())?;
    if !procedure.in_force(received.date()) {
        return Err(not_in_force(&procedure, catalogue, received));
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
        on_hand: on_record.on_hand(&rules),
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
    let judgement = if refusal.is_some() {
        Judgement::default()
    } else {
        open_questions(&case)?;
        judge(
            &case,
            &reception.submitted,
            &reception.shown,
            &reception.reuse,
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

/// Why a procedure cannot be chosen on that day, and which one takes its place.
fn not_in_force(procedure: &Procedure, catalogue: &Catalogue, received: NaiveDateTime) -> Fault {
    let day = received.date();
    let mut said = match (procedure.effective_from, procedure.effective_to) {
        (Some(from), _) if day < from => format!(
            "Thủ tục {} chỉ áp dụng từ {}.",
            procedure.code,
            text::date(from)
        ),
        (_, Some(to)) if to < day => format!(
            "Thủ tục {} đã hết hiệu lực sau ngày {}.",
            procedure.code,
            text::date(to)
        ),
        _ => format!(
            "Thủ tục {} không có hiệu lực ngày {}.",
            procedure.code,
            text::date(day)
        ),
    };
    if let Some(ended) = &procedure.ended {
        said = format!("{said} Bãi bỏ theo {}.", ended.by);
        let successors = ended
            .successors
            .iter()
            .map(|code| match catalogue.procedure(code, day) {
                Ok(successor) => format!("{code} ({})", successor.name),
                Err(_) => code.clone(),
            });
        let successors: Vec<_> = successors.collect();
        if !successors.is_empty() {
            said = format!("{said} Thay bằng: {}.", successors.join("; "));
        }
    }
    Fault::new(Code::NotInForce, said)
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
    ] {
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
        ..reception
    })
}

/// Writes it: number, dossier, papers, first event. `make` gives seal and papers of the finished
/// dossier; all is one transaction, so that no code exists without them.
pub(crate) fn write(
    tx: &mut WriteTx<'_>,
    possible: Possible,
    settings: &Settings,
    make: impl FnOnce(&Dossier) -> Result<Made>,
) -> Result<(Dossier, Made)> {
    let code = number::draw(
        tx,
        &settings.unit_code,
        possible.received.date(),
        settings.counter,
    )?;
    let Possible {
        reception,
        procedure,
        clerk,
        received,
        case,
        judgement,
        refusal,
    } = possible;
    let outcome = if refusal.is_some() {
        OutcomeKind::Refused
    } else if judgement.missing.is_empty() {
        OutcomeKind::Received
    } else {
        OutcomeKind::Supplement
    };
    let limit = match &case.lawful {
        Some(_) if reception.not_same_day.is_none() => Some(Limit::SameDay),
        _ => procedure
            .limit(&case.answers, reception.channel)
            .map(|rule| rule.limit.clone()),
    };
    let here = format!("UBND {}", settings.unit_title);
    let dossier = Dossier {
        code,
        outcome,
        person: reception.person,
        organisation: reception.organisation,
        on_behalf_of: reception.on_behalf_of,
        received,
        received_why: reception.received_why,
        submitted: reception.submitted,
        shown: reception.shown,
        reuse: reception.reuse,
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
        sample: settings.sample,
        case,
    };
    let made = make(&dossier)?;
    tx.execute(
        "INSERT INTO procedure_version VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![procedure.code, procedure.version, Json(&procedure)],
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
            folded(&dossier),
            state.as_str(),
            Moment(dossier.received),
            dossier.due().map(Moment),
            Json(&dossier),
            made.seal,
        ],
    )?;
    tx.log("dossier", &dossier.code, "receive", &dossier)?;
    let (kind, why) = match outcome {
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
            why: why.as_deref(),
        },
    )?;
    for used in &dossier.reuse {
        crate::result::happened(tx, &used.result, "used", Some(&dossier.code))?;
    }
    for paper in &made.papers {
        add_paper(tx, &dossier.code, paper)?;
    }
    if let Some(draft) = &reception.draft {
        crate::draft::drop(tx, draft)?;
    }
    crate::known::remember(
        tx,
        &dossier,
        reception.scanned.as_deref().unwrap_or_default(),
    )?;
    Ok((dossier, made))
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
