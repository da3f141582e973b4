use super::{Place, answer::Answer, input};
use clap::Subcommand;
use motcua_fault::{Code, Result};
use motcua_office::{NewResult, ResultView};
use serde_json::json;
use std::fmt::Write as _;

#[derive(Subcommand)]
pub(crate) enum Results {
    /// Thêm một kết quả từ JSON
    Add {
        /// Tệp JSON, hoặc - để đọc từ đầu vào
        file: String,
    },
    /// Kết quả của một người hoặc tổ chức
    Find {
        /// Số định danh
        #[arg(long, value_name = "ID")]
        person: String,
    },
    /// Xem một kết quả
    Show {
        /// Mã kết quả
        id: String,
    },
    /// Thu hồi một kết quả
    Revoke {
        /// Mã kết quả
        id: String,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

impl Results {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        desk.office().set_up()?;
        let catalogue = &desk.reference().catalogue;
        match self {
            Results::Add { file } => {
                let new: NewResult = input::json(&file)?;
                let view = desk.add_result(new, now)?;
                Answer::yes(&view, told(&view))
            }
            Results::Find { person } => {
                let found = desk.office().results_of(&person, catalogue, now)?;
                let text = if found.is_empty() {
                    "Trong kho chưa có kết quả nào của người này.".to_owned()
                } else {
                    found.iter().map(told).collect::<Vec<_>>().join("\n")
                };
                Answer::yes(&found, text)
            }
            Results::Show { id } => match desk.office().result(&id, catalogue, now) {
                Err(fault) if fault.code == Code::UnknownResult => Answer::no(
                    &json!({ "result": null, "why": fault.message }),
                    fault.message,
                ),
                view => {
                    let view = view?;
                    Answer::yes(&view, told(&view))
                }
            },
            Results::Revoke { id, why } => {
                let view = desk.office().revoke_result(&id, &why, catalogue, now)?;
                Answer::yes(&view, told(&view))
            }
        }
    }
}

fn told(view: &ResultView) -> String {
    let mut out = format!(
        "{}  {}\n  {} ({})\n",
        view.result, view.name, view.holder.name, view.holder.id
    );
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "–".to_owned(), motcua_text::date);
    let _ = writeln!(
        out,
        "  số {} · cấp {} · giá trị đến {} · {}",
        view.number.as_deref().unwrap_or("–"),
        day(view.issued),
        view.valid_until
            .map_or_else(|| "không thời hạn".to_owned(), motcua_text::date),
        view.source
    );
    let tests = [
        ("có cấu trúc", view.tests.structured),
        ("chuẩn hóa", view.tests.standardised),
        ("định danh", view.tests.identified),
        ("xác thực", view.tests.authenticated),
        ("còn hiệu lực", view.tests.current),
    ];
    let shown: Vec<_> = tests
        .iter()
        .map(|(name, passed)| format!("{} {name}", if *passed { "✓" } else { "–" }))
        .collect();
    let _ = writeln!(out, "  {}", shown.join(" · "));
    out
}
