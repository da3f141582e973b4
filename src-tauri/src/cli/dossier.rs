use super::{
    Place,
    answer::Answer,
    input::{self, short},
};
use clap::Subcommand;
use motcua_desk::DossierView;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_office::{DossierQuery, DossierRow, Finished, State};
use serde::Deserialize;
use serde_json::json;
use std::fmt::Write as _;

#[derive(Subcommand)]
pub(crate) enum Dossier {
    /// Liệt kê hồ sơ
    List,
    /// Xem một hồ sơ
    Show {
        /// Mã hồ sơ
        code: String,
    },
    /// Chuyển trạng thái hồ sơ
    Move {
        /// Mã hồ sơ
        code: String,
        /// received, supplement, solving, result, returned, refused, stopped
        state: String,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
        /// Kết quả của hồ sơ để lưu vào kho: tệp JSON một kết quả hoặc một danh sách, hoặc -
        #[arg(long, value_name = "FILE")]
        result: Option<String>,
        /// Số của kết quả
        #[arg(long, value_name = "N")]
        number: Option<String>,
        /// Ngày cấp; không ghi thì là hôm nay
        #[arg(long, value_name = "D")]
        issued: Option<String>,
        /// Ngày hết hạn, hoặc “không thời hạn”
        #[arg(long, value_name = "D")]
        valid_until: Option<String>,
    },
    /// Ghi lý do chậm: nguồn dữ liệu không khai thác được từ khi nhận hồ sơ
    Delay {
        /// Mã hồ sơ
        code: String,
        /// Mã nguồn, ví dụ dan-cu
        #[arg(long, value_name = "SOURCE")]
        source: String,
        /// Ghi thêm
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Những kết quả mà thủ tục của hồ sơ cho ra, điền sẵn từ hồ sơ
    Produced {
        /// Mã hồ sơ
        code: String,
    },
    /// Tìm hồ sơ theo mã, tên, số định danh, điện thoại
    Search {
        /// Điều cần tìm
        #[arg(required = true)]
        text: Vec<String>,
    },
}

/// One result, or a list where two people share it.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<Finished>),
    One(Box<Finished>),
}

impl Dossier {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        desk.office().set_up()?;
        let list = |text: Option<String>| -> Result<Answer> {
            let query = DossierQuery {
                text,
                state: None,
                limit: Some(u32::MAX),
            };
            let rows = desk
                .office()
                .list(&query, &desk.reference().calendar, now)?;
            Answer::yes(&rows, listed(&rows))
        };
        match self {
            Dossier::List => list(None),
            Dossier::Search { text } => list(Some(text.join(" "))),
            Dossier::Show { code } => match desk.dossier(&code, now)? {
                Some(view) => Answer::yes(&view, told(&view)),
                None => {
                    let why = format!("Không có hồ sơ mã “{}”.", short(&code));
                    Answer::no(&json!({ "dossier": null, "why": why }), why)
                }
            },
            Dossier::Delay { code, source, why } => {
                let view = desk.explain_delay(&code, &source, why.as_deref(), now)?;
                Answer::yes(&view, told(&view))
            }
            Dossier::Produced { code } => {
                let all = desk.produced(&code, now)?;
                let text = all
                    .iter()
                    .map(|one| {
                        format!(
                            "{} ({}); còn thiếu: {}",
                            one.name,
                            one.kind,
                            one.missing.join(", ")
                        )
                    })
                    .collect::<Vec<_>>()
                    .join("\n");
                Answer::yes(&all, text)
            }
            Dossier::Move {
                code,
                state,
                why,
                result,
                number,
                issued,
                valid_until,
            } => {
                let to = State::named(&state).or_fault(
                    Code::BadMove,
                    format!(
                        "Không có trạng thái “{}”. Có thể chọn: {}.",
                        short(&state),
                        State::ALL.map(State::as_str).join(", ")
                    ),
                )?;
                let said = number.is_some() || issued.is_some() || valid_until.is_some();
                let view = if result.is_none() && !said {
                    desk.go_on(&code, to, why.as_deref(), now)?
                } else if to == State::Result {
                    let mut given = match result.as_deref().map(input::json).transpose()? {
                        Some(OneOrMany::One(one)) => vec![*one],
                        Some(OneOrMany::Many(many)) => many,
                        None => vec![Finished::default()],
                    };
                    for one in &mut given {
                        one.number = one.number.take().or_else(|| number.clone());
                        one.issued = one.issued.take().or_else(|| issued.clone());
                        one.valid_until = one.valid_until.take().or_else(|| valid_until.clone());
                    }
                    desk.finish(&code, given, why.as_deref(), now)?
                } else {
                    return Err(Fault::new(
                        Code::BadMove,
                        "Chỉ khi chuyển sang “có kết quả” (result) mới lưu kết quả của hồ sơ.",
                    ));
                };
                Answer::yes(&view, told(&view))
            }
        }
    }
}

fn listed(rows: &[DossierRow]) -> String {
    if rows.is_empty() {
        return "Chưa có hồ sơ nào.".to_owned();
    }
    rows.iter()
        .map(|row| {
            format!(
                "{}  {:<15} {}  {} ({})",
                row.dossier,
                row.state.title(),
                row.due.map_or_else(|| "–".to_owned(), motcua_text::moment),
                row.applicant,
                row.name
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn told(view: &DossierView) -> String {
    let mut out = format!(
        "{}  {}\n{}\n{}\n",
        view.row.dossier,
        view.row.state.title(),
        view.row.name,
        view.row.applicant
    );
    if let Some(due) = view.row.due {
        let _ = writeln!(out, "Hẹn trả: {}", motcua_text::moment(due));
    }
    for event in &view.events {
        let why = event
            .why
            .as_ref()
            .map(|why| format!(": {why}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}  {}{why} ({})",
            motcua_text::moment(event.at),
            event.what,
            event.by
        );
    }
    for paper in &view.papers {
        let _ = writeln!(out, "{}: {}", paper.title, paper.path);
    }
    out
}
