//! A dossier as the paper it becomes.

use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::model::Need;
use motcua_guide::{Checklist, Fee, PaperView, RequirementView, Submitted};
use motcua_office::{Dossier, OutcomeKind, Person, ReturnAt, Settings};
use motcua_paper::{
    Applicant, ApplicantKind, Appointment, BringItem, FeeDue, GuidanceSlip, LookedUp, MissingItem,
    Office, Paper, PaperForm, Principal, Receipt, RefusalSlip, SubmittedPaper, SupplementSlip,
};

/// Titles of the papers by form.
pub(crate) fn title(form: &str) -> &'static str {
    match form {
        "01" => "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "02" => "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "03" => "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "result" => "Bản in kết quả điện tử có niêm phong",
        _ => "Phiếu hướng dẫn",
    }
}

/// Number of the form that an outcome gets.
pub(crate) fn form(outcome: OutcomeKind) -> &'static str {
    match outcome {
        OutcomeKind::Received => "01",
        OutcomeKind::Supplement => "02",
        OutcomeKind::Refused => "03",
    }
}

/// The paper of a reception, still without its seal.
pub(crate) fn paper(dossier: &Dossier, settings: &Settings) -> Paper {
    let office = office(settings);
    let issued = dossier.received.date();
    let applicant = applicant(dossier);
    let procedure_code = Some(dossier.case.code.clone());
    let request = dossier.case.name.clone();
    let number = dossier.number.clone();
    match dossier.outcome {
        OutcomeKind::Received => Paper::Receipt(Receipt {
            office,
            number: number.map(|number| format!("{number}/{}", issued.format("%Y"))),
            parts: 2,
            issued,
            dossier_code: dossier.code.clone(),
            applicant,
            on_behalf_of: dossier.on_behalf_of.as_ref().map(principal),
            procedure_code,
            request,
            submitted: submitted(dossier),
            looked_up: looked_up(dossier),
            sets: dossier.sets,
            limit: dossier.case.limit.clone(),
            fee: fee_due(dossier),
            received: dossier.received,
            due: appointments(dossier),
            return_at: Some(return_at(dossier)),
            book_volume: None,
            book_number: None,
            clerk: dossier.clerk.clone(),
            qr: None,
        }),
        OutcomeKind::Supplement => Paper::Supplement(SupplementSlip {
            contact_name: office.name.clone(),
            contact_phone: office.phone.clone(),
            office,
            number: number.clone(),
            parts: 2,
            issued,
            dossier_code: Some(dossier.code.clone()),
            applicant,
            procedure_code,
            request,
            missing: missing(dossier),
            repeat_reason: None,
            guide: dossier.clerk.clone(),
            qr: None,
        }),
        OutcomeKind::Refused => {
            let refusal = dossier.refusal.as_ref();
            Paper::Refusal(RefusalSlip {
                office,
                number,
                parts: 2,
                issued,
                dossier_code: Some(dossier.code.clone()),
                applicant,
                procedure_code,
                request,
                reason: refusal.map(|r| r.reason.clone()).unwrap_or_default(),
                basis: refusal
                    .map(|r| r.basis.clone())
                    .filter(|basis| !basis.is_empty()),
                go_to: refusal.and_then(|r| r.go_to.clone()),
                clerk: dossier.clerk.clone(),
                qr: None,
            })
        }
    }
}

/// Puts the seal's text on a paper.
pub(crate) fn sealed(mut paper: Paper, text: &str) -> Paper {
    match &mut paper {
        Paper::Receipt(form) => form.qr = Some(text.to_owned()),
        Paper::Supplement(form) => form.qr = Some(text.to_owned()),
        Paper::Refusal(form) => form.qr = Some(text.to_owned()),
        Paper::Result(form) => form.qr = Some(text.to_owned()),
        Paper::Guidance(_) => {}
    }
    paper
}

/// One page for the citizen: what to bring, what it costs, how long it takes.
pub(crate) fn guidance(
    case: &Checklist,
    settings: &Settings,
    ticked: &[Submitted],
    shown: &[String],
    person: Option<&Person>,
    now: NaiveDateTime,
) -> Paper {
    let done = |requirement: &RequirementView| {
        shown.contains(&requirement.id) || ticked.iter().any(|t| t.requirement == requirement.id)
    };
    let bring = case
        .requirements
        .iter()
        .filter(|requirement| requirement.need != Need::Data && !done(requirement))
        .map(|requirement| BringItem {
            name: alternatives(requirement),
            how: match requirement.need {
                Need::Show => "mang theo để xuất trình".to_owned(),
                _ => requirement
                    .alternatives
                    .first()
                    .and_then(|list| list.first())
                    .map_or_else(|| "nộp".to_owned(), |paper| format!("nộp {}", count(paper))),
            },
            hint: requirement.note.clone(),
        })
        .collect();
    let not_needed = case
        .requirements
        .iter()
        .filter(|requirement| requirement.need == Need::Data)
        .map(|requirement| match &requirement.source {
            Some(source) => format!("{}: cơ quan tự khai thác từ {source}", requirement.name),
            None => format!("{}: cơ quan tự khai thác dữ liệu", requirement.name),
        })
        .collect();
    Paper::Guidance(GuidanceSlip {
        office: office(settings),
        issued: now.date(),
        applicant_name: person
            .map(|person| person.name.clone())
            .filter(|name| !name.is_empty()),
        procedure_code: Some(case.code.clone()),
        procedure: case.name.clone(),
        case: case
            .questions
            .iter()
            .filter_map(|question| {
                let answer = question.answer.as_ref()?;
                let option = question.options.iter().find(|o| o.id == *answer)?;
                Some(format!("{} {}", question.text, option.text))
            })
            .collect(),
        bring,
        not_needed,
        fee_counter: case.fee.total,
        fee_online: case.fee_online.total,
        fee_note: case
            .fee
            .exempted_because
            .as_ref()
            .map(|why| format!("miễn, giảm: {why}")),
        limit: case.limit.clone(),
        hours: Some(
            "7 giờ 30 – 11 giờ 30 và 13 giờ 00 – 17 giờ 00, thứ Hai đến thứ Sáu".to_owned(),
        ),
        advice: case
            .plain
            .as_ref()
            .map(|plain| vec![plain.next.clone()])
            .unwrap_or_default(),
    })
}

pub(crate) fn office(settings: &Settings) -> Office {
    let place = settings
        .unit_title
        .split_once(' ')
        .filter(|(kind, _)| matches!(*kind, "phường" | "xã"))
        .map_or_else(
            || {
                settings
                    .unit_title
                    .trim_start_matches("đặc khu ")
                    .to_owned()
            },
            |(_, name)| name.to_owned(),
        );
    Office {
        superior: format!("UBND {}", settings.unit_title),
        name: format!("Trung tâm Phục vụ hành chính công {}", settings.unit_title),
        place,
        address: settings.address.clone().unwrap_or_default(),
        phone: settings.phone.clone().unwrap_or_default(),
        is_sample: settings.sample,
    }
}

fn applicant(dossier: &Dossier) -> Applicant {
    let person = &dossier.person;
    match &dossier.organisation {
        Some(organisation) => Applicant {
            kind: ApplicantKind::Organisation,
            name: organisation.name.clone(),
            id_number: Some(organisation.id.clone()),
            address: organisation.address.clone(),
            phone: organisation.phone.clone().or_else(|| person.phone.clone()),
            email: organisation.email.clone().or_else(|| person.email.clone()),
            represented_by: Some(match &organisation.representative_role {
                Some(role) => format!("{} ({role})", person.name),
                None => person.name.clone(),
            }),
        },
        None => Applicant {
            kind: ApplicantKind::Citizen,
            name: person.name.clone(),
            id_number: Some(spoken_id(&person.id)),
            address: person.address.clone(),
            phone: person.phone.clone(),
            email: person.email.clone(),
            represented_by: None,
        },
    }
}

/// A number with letters is a passport.
fn spoken_id(id: &str) -> String {
    if id.bytes().any(|b| b.is_ascii_alphabetic()) {
        format!("Hộ chiếu {id}")
    } else {
        id.to_owned()
    }
}

fn principal(principal: &motcua_office::Principal) -> Principal {
    Principal {
        name: principal.name.clone(),
        id_number: Some(spoken_id(&principal.id)),
        address: principal.address.clone(),
        phone: principal.phone.clone(),
        email: principal.email.clone(),
        authorisation: principal.authorisation.clone(),
    }
}

/// Papers handed in, and what was shown, in the order of the checklist.
pub(crate) fn submitted(dossier: &Dossier) -> Vec<SubmittedPaper> {
    let mut papers = Vec::new();
    for requirement in &dossier.case.requirements {
        let here: Vec<_> = dossier
            .submitted
            .iter()
            .filter(|paper| paper.requirement == requirement.id)
            .collect();
        for paper in &here {
            let name = evidence_name(requirement, &paper.evidence);
            let mut add = |form, count| {
                papers.push(SubmittedPaper {
                    name: name.clone(),
                    form,
                    count,
                });
            };
            if requirement.need == Need::Show {
                add(PaperForm::Shown, (paper.original + paper.copy).max(1));
                continue;
            }
            if paper.original > 0 {
                add(PaperForm::Original, paper.original);
            }
            if paper.copy > 0 {
                add(PaperForm::Copy, paper.copy);
            }
        }
        if here.is_empty()
            && requirement.need == Need::Show
            && dossier.shown.contains(&requirement.id)
        {
            papers.push(SubmittedPaper {
                name: requirement.name.clone(),
                form: PaperForm::Shown,
                count: 1,
            });
        }
    }
    papers
}

fn evidence_name(requirement: &RequirementView, evidence: &str) -> String {
    requirement
        .alternatives
        .iter()
        .flatten()
        .find(|paper| paper.evidence == evidence)
        .map_or_else(|| evidence.to_owned(), |paper| paper.name.clone())
}

/// Data taken instead of paper, and data the office has yet to look up itself.
fn looked_up(dossier: &Dossier) -> Vec<LookedUp> {
    dossier
        .case
        .requirements
        .iter()
        .filter_map(|requirement| {
            let reused = dossier
                .reuse
                .iter()
                .find(|r| r.requirement == requirement.id);
            let source = requirement
                .source
                .clone()
                .unwrap_or_else(|| "dữ liệu của cơ quan nhà nước".to_owned());
            let (source, at) = match reused {
                Some(reused) => (used(requirement, &reused.result), Some(dossier.received)),
                None if requirement.need != Need::Data => return None,
                None if dossier
                    .submitted
                    .iter()
                    .any(|p| p.requirement == requirement.id) =>
                {
                    return None;
                }
                None if dossier.shown.contains(&requirement.id) => (source, Some(dossier.received)),
                None if !dossier.to_look_up.contains(&requirement.id) => {
                    let done = requirement.source_state.as_ref()?.look_up.as_ref()?;
                    (format!("{source}, {}", done.evidence), Some(done.at))
                }
                None => (format!("{source} (cơ quan giải quyết khai thác)"), None),
            };
            Some(LookedUp {
                name: requirement.name.clone(),
                source,
                at,
            })
        })
        .collect()
}

/// A stored result as the paper names it: what it is, where it came from, its number and day.
fn used(requirement: &RequirementView, result: &str) -> String {
    let Some(view) = requirement.reuse.iter().find(|view| view.result == result) else {
        return "kết quả đã số hóa".to_owned();
    };
    let paper = requirement
        .alternatives
        .iter()
        .flatten()
        .find(|paper| paper.evidence == view.evidence);
    let name = paper.map_or("Kết quả đã số hóa", |paper| paper.name.as_str());
    let issued: Option<NaiveDate> = view.issued.as_ref().and_then(|day| day.parse().ok());
    let issued = issued.map(|day| format!(", cấp ngày {}", motcua_text::date(day)));
    format!("{name}, {}{}", view.source, issued.unwrap_or_default())
}

fn missing(dossier: &Dossier) -> Vec<MissingItem> {
    dossier
        .missing
        .iter()
        .map(|item| MissingItem {
            name: item.name.clone(),
            reason: item.why.clone(),
            basis: dossier
                .case
                .requirements
                .iter()
                .find(|requirement| requirement.id == item.requirement)
                .map(|requirement| requirement.basis.clone()),
        })
        .collect()
}

fn fee_due(dossier: &Dossier) -> Option<FeeDue> {
    let Fee {
        total,
        exempted_because,
        ..
    } = dossier.fee();
    Some(FeeDue {
        amount: total?,
        channel: format!("nộp {}", dossier.case.channel.title()),
        note: exempted_because.map(|why| format!("miễn, giảm: {why}")),
        e_receipt: dossier.e_receipt.clone(),
    })
}

fn appointments(dossier: &Dossier) -> Vec<Appointment> {
    dossier
        .case
        .due
        .iter()
        .map(|due| Appointment {
            what: None,
            at: due.due,
            provisional: due.provisional,
        })
        .collect()
}

fn return_at(dossier: &Dossier) -> String {
    match (dossier.return_at, &dossier.return_address) {
        (ReturnAt::Counter, _) => "Quầy của Trung tâm Phục vụ hành chính công".to_owned(),
        (ReturnAt::Post, Some(address)) => format!("Dịch vụ bưu chính, địa chỉ: {address}"),
        (ReturnAt::Post, None) => "Dịch vụ bưu chính".to_owned(),
        (ReturnAt::Online, _) => {
            "Trực tuyến, Kho quản lý dữ liệu điện tử trên Cổng Dịch vụ công quốc gia".to_owned()
        }
    }
}

fn alternatives(requirement: &RequirementView) -> String {
    requirement
        .alternatives
        .iter()
        .map(|list| {
            list.iter()
                .map(|paper| match &paper.form {
                    Some(form) => format!("{} ({form})", paper.name),
                    None => paper.name.clone(),
                })
                .collect::<Vec<_>>()
                .join(" và ")
        })
        .collect::<Vec<_>>()
        .join(", hoặc ")
}

fn count(paper: &PaperView) -> String {
    match (paper.original, paper.copy) {
        (original, 0) => format!("{original} bản chính"),
        (0, copy) => format!("{copy} bản sao"),
        (original, copy) => format!("{original} bản chính và {copy} bản sao"),
    }
}
