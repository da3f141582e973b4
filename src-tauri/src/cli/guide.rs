use super::{Place, answer::Answer, input};
use clap::Args;
use motcua_calendar::minute;
use motcua_catalogue::model::{Answers, CHANNEL_KEY, Need};
use motcua_desk::{Case, fee_in_words};
use motcua_fault::Result;
use motcua_guide::{Checklist, unknown_answer};
use motcua_office::OnRecord;
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Args)]
pub(crate) struct Guide {
    /// Mã thủ tục
    code: String,
    /// Tệp JSON {"câu hỏi": "lựa chọn"}, hoặc - để đọc từ đầu vào
    #[arg(long, value_name = "FILE")]
    answers: Option<String>,
    /// Số định danh của người nộp
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Ngày sinh của người nộp, năm-tháng-ngày; không ghi thì lấy theo hồ sơ đã có
    #[arg(long, value_name = "DATE", requires = "person")]
    birth: Option<String>,
    /// Mã số của tổ chức mà người nộp đại diện
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,
    /// Cách nộp: counter, online, post, agent
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// Thời điểm nhận, để tính ngày hẹn
    #[arg(long, value_name = "T")]
    received: Option<String>,
}

/// The checklist as the contract has it: the due date as a moment, its working beside it.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    case: &'a Checklist,
    due: Option<String>,
    due_working: &'a Option<motcua_calendar::Due>,
}

impl Guide {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let now = crate::clock::now();
        let mut answers: Answers = match &self.answers {
            Some(file) => input::json(file)?,
            None => Answers::new(),
        };
        let channel = self.channel.or_else(|| answers.remove(CHANNEL_KEY));
        let mut case = Case::of(self.code);
        if let Some(channel) = channel {
            case.channel = input::channel(&channel)?;
        }
        case.received = self.received.as_deref().map(minute::parse).transpose()?;
        case.person = self.person;
        case.birth = match &self.birth {
            Some(birth) => Some(input::day(birth)?.to_string()),
            None => None,
        };
        case.organisation = self.organisation;
        let reference = place.reference()?;
        let day = case.received.unwrap_or(now).date();
        let procedure = reference.catalogue.procedure(&case.code, day)?;
        if let Some(fault) = unknown_answer(&procedure, &answers) {
            return Err(fault);
        }
        case.answers = answers;
        // Without an office nothing is stored of anybody, and nothing is known of any source.
        let desk = place.has_office().then(|| place.desk());
        let checklist = match desk {
            Some(Ok(desk)) => desk.guide(&case, now)?,
            Some(Err(fault)) if case.person.is_some() || case.organisation.is_some() => {
                return Err(fault);
            }
            _ => reference.guide(&case, &OnRecord::default(), now)?,
        };
        let due = checklist.due.as_ref().map(|due| minute::write(due.due));
        let text = told(&checklist);
        Answer::yes(
            &Shown {
                due_working: &checklist.due,
                case: &checklist,
                due,
            },
            text,
        )
    }
}

fn told(case: &Checklist) -> String {
    let mut out = format!("{} {}\n", case.code, case.name);
    if !case.guided {
        out.push_str(
            "Thủ tục này mới có thông tin tra cứu, chưa có câu hỏi và danh sách giấy tờ.\n",
        );
    }
    for question in &case.questions {
        let answer = question
            .answer
            .as_ref()
            .and_then(|id| question.options.iter().find(|option| option.id == *id));
        match answer {
            Some(option) => {
                let _ = writeln!(out, "✓ {} {}", question.text, option.text);
            }
            None => {
                let _ = writeln!(out, "? {} ({})", question.text, question.id);
                for option in &question.options {
                    let _ = writeln!(out, "    {} = {}", option.id, option.text);
                }
            }
        }
    }
    if let Some(refusal) = &case.refusal {
        let _ = writeln!(
            out,
            "KHÔNG TIẾP NHẬN: {} ({})",
            refusal.reason, refusal.basis
        );
        if let Some(go_to) = &refusal.go_to {
            let _ = writeln!(out, "Nơi giải quyết: {go_to}");
        }
        return out;
    }
    for spot in &case.on_the_spot {
        let mark = if spot.usable {
            "◆ GIAO NGAY ĐƯỢC, không cần lập hồ sơ"
        } else {
            "◇ có nhưng chưa giao được"
        };
        let _ = writeln!(
            out,
            "{mark}: {}, {} ({})  {}",
            spot.name, spot.source, spot.why, spot.result
        );
    }
    for (need, title) in [
        (Need::File, "Nộp"),
        (Need::Show, "Xuất trình"),
        (Need::Data, "Cơ quan tự khai thác"),
    ] {
        for requirement in case.requirements.iter().filter(|r| r.need == need) {
            let papers: Vec<_> = requirement
                .alternatives
                .iter()
                .map(|list| {
                    list.iter()
                        .map(|paper| paper.name.clone())
                        .collect::<Vec<_>>()
                        .join(" và ")
                })
                .collect();
            let _ = writeln!(
                out,
                "{title}: {}: {}\n    vì: {} · {}",
                requirement.name,
                papers.join(", hoặc "),
                requirement.because,
                requirement.basis
            );
            if let Some(state) = &requirement.source_state {
                let _ = writeln!(out, "    ○ {}: {}", state.name, state.text);
            }
            for reuse in &requirement.reuse {
                let mark = if reuse.usable {
                    "◆ dùng được"
                } else {
                    "◇ chưa dùng được"
                };
                let _ = writeln!(out, "    {mark}: {} ({})", reuse.source, reuse.why);
            }
        }
    }
    if let Some(due) = &case.due {
        let _ = writeln!(
            out,
            "Hẹn trả: {}{}",
            motcua_text::moment(due.due),
            if due.provisional {
                " (dự kiến)"
            } else {
                ""
            }
        );
    }
    if let Some(fee) = fee_in_words(&case.fee) {
        let _ = writeln!(out, "Phí, lệ phí: {fee}");
    }
    out
}
