use super::{Place, answer::Answer, input};
use clap::Subcommand;
use motcua_calendar::minute;
use motcua_fault::{Code, OrFault, Result};
use motcua_guide::{Found, LookUp, Reach};
use motcua_office::{NewLookUp, Outage};
use std::fmt::Write as _;

#[derive(Subcommand)]
pub(crate) enum Sources {
    /// Các nguồn dữ liệu và tình trạng
    List,
    /// Ghi tình trạng một nguồn: ready (khai thác được), down (không khai thác được), absent (chưa kết nối)
    Set {
        /// Mã nguồn, ví dụ dan-cu
        id: String,
        /// ready, down hoặc absent
        state: String,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
        /// Bắt đầu từ lúc nào; không ghi thì từ bây giờ
        #[arg(long, value_name = "T")]
        since: Option<String>,
    },
    /// Ghi một lần tra cứu kèm kết quả
    LookUp {
        /// Mã nguồn
        id: String,
        /// Số định danh của người, hoặc mã số tổ chức
        #[arg(long, value_name = "ID")]
        person: String,
        /// data (có dữ liệu), nothing (không có), unreachable (chưa khai thác được)
        #[arg(long, value_name = "FOUND")]
        found: String,
        /// Nguồn trả lời thế nào, số của bản trả lời
        #[arg(long, value_name = "TEXT", default_value = "")]
        evidence: String,
        /// Loại giấy tờ mà dữ liệu thay cho
        #[arg(long, value_name = "EVIDENCE")]
        paper: Option<String>,
        /// Hồ sơ
        #[arg(long, value_name = "CODE")]
        dossier: Option<String>,
    },
    /// Những lần tra cứu về một người hoặc tổ chức
    LookUps {
        /// Số định danh
        #[arg(long, value_name = "ID")]
        person: String,
    },
    /// Những lúc nguồn không khai thác được
    Outages {
        /// Từ ngày
        #[arg(long, value_name = "D")]
        from: String,
        /// Đến ngày
        #[arg(long, value_name = "D")]
        to: String,
    },
}

impl Sources {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        desk.office().set_up()?;
        let catalogue = &desk.reference().catalogue;
        match self {
            Sources::List => {
                let all = desk.office().sources(catalogue, now)?;
                let mut text = String::new();
                for source in &all {
                    let _ = writeln!(text, "{:<20} {}: {}", source.id, source.name, source.text);
                }
                Answer::yes(&all, text)
            }
            Sources::Set {
                id,
                state,
                why,
                since,
            } => {
                let reach = match state.as_str() {
                    "ready" => Some(Reach::Ready),
                    "down" => Some(Reach::Down),
                    "absent" => Some(Reach::Absent),
                    _ => None,
                }
                .or_fault(
                    Code::BadInput,
                    "Tình trạng của nguồn là ready (khai thác được), down (không khai thác được) hoặc absent (chưa kết nối).",
                )?;
                let since = since.as_deref().map(minute::parse).transpose()?;
                let office = desk.office();
                let view = office.set_source(&id, reach, why.as_deref(), since, catalogue, now)?;
                let text = format!("{}: {}", view.name, view.text);
                Answer::yes(&view, text)
            }
            Sources::LookUp {
                id,
                person,
                found,
                evidence,
                paper,
                dossier,
            } => {
                let found = match found.as_str() {
                    "data" => Some(Found::Data),
                    "nothing" => Some(Found::Nothing),
                    "unreachable" => Some(Found::Unreachable),
                    _ => None,
                }
                .or_fault(
                    Code::BadInput,
                    "Kết quả tra cứu là data (có dữ liệu), nothing (không có dữ liệu) hoặc unreachable (chưa khai thác được).",
                )?;
                let new = NewLookUp {
                    source: id,
                    person,
                    paper,
                    found,
                    evidence,
                    dossier,
                };
                let done =
                    desk.office()
                        .look_up(new, catalogue, &desk.reference().calendar, now)?;
                let text = told(&done);
                Answer::yes(&done, text)
            }
            Sources::LookUps { person } => {
                let all = desk.office().look_ups_of(&person)?;
                let text = all.iter().map(told).collect::<Vec<_>>().join("\n");
                Answer::yes(&all, text)
            }
            Sources::Outages { from, to } => {
                let (from, to) = (input::day(&from)?, input::day(&to)?);
                let all = desk.office().outages(
                    from.and_time(chrono::NaiveTime::MIN),
                    to.and_hms_opt(23, 59, 59).unwrap_or_default(),
                    catalogue,
                )?;
                let text = match all.is_empty() {
                    true => "Không có lúc nào nguồn ngừng trong khoảng này.".to_owned(),
                    false => all.iter().map(outage).collect::<Vec<_>>().join("\n"),
                };
                Answer::yes(&all, text)
            }
        }
    }
}

fn told(done: &LookUp) -> String {
    format!(
        "{}: {} {}; {}{}",
        motcua_text::moment(done.at),
        done.source,
        done.person,
        done.found.title(),
        if done.evidence.is_empty() {
            String::new()
        } else {
            format!("; {}", done.evidence)
        }
    )
}

fn outage(outage: &Outage) -> String {
    let end = outage.to.map_or_else(
        || "đến nay".to_owned(),
        |end| format!("đến {}", motcua_text::moment(end)),
    );
    let why = outage
        .why
        .as_ref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    format!(
        "{}: từ {} {end}{why}",
        outage.name,
        motcua_text::moment(outage.from)
    )
}
