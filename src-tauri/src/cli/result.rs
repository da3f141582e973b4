use super::{Place, answer::Answer, input, sealing};
use clap::Subcommand;
use motcua_desk::Scans;
use motcua_fault::{Code, Result};
use motcua_office::{ImportBatch, ImportReport, NewResult, ResultView};
use serde_json::json;
use std::{
    fmt::Write as _,
    io::{IsTerminal as _, Write as _},
};

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
    /// Nhập nhiều kết quả từ bảng .xlsx hoặc .csv; dòng sai được chỉ ra, dòng đúng vào một lượt
    Import {
        /// Tệp .xlsx hoặc .csv
        file: String,
        /// Chỉ xem trước, không ghi gì
        #[arg(long)]
        dry_run: bool,
    },
    /// Những lần nhập bảng
    Imports,
    /// Hủy một lần nhập bảng, khi chưa kết quả nào của lần ấy được dùng
    UndoImport {
        /// Mã lần nhập
        batch: String,
    },
    /// Bản quét đang chờ nhập
    Scans,
    /// Thu hồi một kết quả
    Revoke {
        /// Mã kết quả
        id: String,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// Mã kết quả mới đã thay nó, nếu không phải thu hồi mà là thay
        #[arg(long, value_name = "ID")]
        replaced_by: Option<String>,
    },
    /// Niêm phong một kết quả và in ra, để quầy khác dùng được
    Seal(sealing::Seal),
    /// Nhận kết quả từ mã QR niêm phong của nơi khác
    Take(sealing::Take),
    /// Giao ngay kết quả đang có, thay cho cấp lại hoặc trích lục
    HandOver(sealing::Give),
    /// Số đo dùng lại kết quả trong một kỳ
    Measure(sealing::Measure),
}

impl Results {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        match self {
            Results::Seal(verb) => verb.run(place),
            Results::Take(verb) => verb.run(place),
            Results::HandOver(verb) => verb.run(place),
            Results::Measure(verb) => verb.run(place),
            kept => kept.store(place),
        }
    }

    fn store(self, place: &Place) -> Result<Answer> {
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
            Results::Import { file, dry_run } => {
                let report = desk.import_results(&file, dry_run, now, &mut shown)?;
                let text = imported(&report);
                Answer::yes(&report, text)
            }
            Results::Imports => {
                let all = desk.office().imports()?;
                let text = all.iter().map(batch).collect::<Vec<_>>().join("\n");
                Answer::yes(&all, text)
            }
            Results::UndoImport { batch: id } => {
                let done = desk.office().undo_import(&id, now)?;
                let text = batch(&done);
                Answer::yes(&done, text)
            }
            Results::Scans => {
                let scans = desk.scans()?;
                let text = waiting(&scans);
                Answer::yes(&scans, text)
            }
            Results::Seal(_) | Results::Take(_) | Results::HandOver(_) | Results::Measure(_) => {
                self.run(place)
            }
            Results::Revoke {
                id,
                why,
                replaced_by,
            } => {
                let office = desk.office();
                let view = match replaced_by {
                    Some(by) => office.replace_result(&id, &by, &why, catalogue, now)?,
                    None => office.revoke_result(&id, &why, catalogue, now)?,
                };
                Answer::yes(&view, told(&view))
            }
        }
    }
}

/// Says how far it is, where somebody looks.
fn shown(done: u32, all: u32) {
    let mut err = std::io::stderr();
    if err.is_terminal() && (done == all || done.is_multiple_of(500)) {
        let end = if done == all { '\n' } else { '\r' };
        // Nobody may be looking any more.
        let _ = write!(err, "{done}/{all} dòng{end}");
    }
}

fn imported(report: &ImportReport) -> String {
    let mut out = format!(
        "Đọc {} dòng: {} dòng đúng, {} dòng không nhận.\n",
        report.read,
        report.good,
        report.rejected.len()
    );
    for line in &report.rejected {
        let _ = writeln!(out, "  ✗ dòng {}: {} ({})", line.line, line.why, line.text);
    }
    for line in &report.remarks {
        let _ = writeln!(out, "  ! dòng {}: {}", line.line, line.text);
    }
    if !report.ignored.is_empty() {
        let _ = writeln!(out, "Cột không dùng đến: {}", report.ignored.join(", "));
    }
    match (&report.batch, report.dry_run) {
        (Some(batch), _) => {
            let _ = writeln!(
                out,
                "Đã nhập {} kết quả, lần nhập {batch}. Hủy: motcua result undo-import {batch}",
                report.added
            );
        }
        (None, true) => out.push_str("Mới xem trước, chưa ghi gì.\n"),
        (None, false) => out.push_str("Không có dòng nào được nhập.\n"),
    }
    out
}

fn batch(batch: &ImportBatch) -> String {
    let undone = batch.undone_at.map_or_else(String::new, |at| {
        format!(", đã hủy lúc {}", motcua_text::moment(at))
    });
    format!(
        "{}  {}: {} ({}), nhập {} kết quả, không nhận {} dòng{undone}",
        batch.batch,
        motcua_text::moment(batch.at),
        batch.file,
        batch.by,
        batch.added,
        batch.rejected
    )
}

fn waiting(scans: &Scans) -> String {
    let mut out = format!("Thư mục bản quét: {}\n", scans.folder);
    if scans.scans.is_empty() {
        out.push_str("Không có bản quét nào đang chờ.\n");
    }
    for scan in &scans.scans {
        let _ = writeln!(
            out,
            "  {} {}{}{}",
            if scan.ready { "✓" } else { "✗" },
            scan.name,
            scan.pages
                .map_or_else(String::new, |pages| format!(", {pages} trang")),
            scan.why
                .as_ref()
                .map_or_else(String::new, |why| format!(": {why}"))
        );
    }
    out
}

pub(crate) fn told(view: &ResultView) -> String {
    let mut out = format!(
        "{}  {}\n  {} ({})\n",
        view.result,
        view.name,
        if view.holder.name.is_empty() {
            "(chưa ghi tên)"
        } else {
            view.holder.name.as_str()
        },
        view.holder.id
    );
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "–".to_owned(), motcua_text::date);
    let _ = writeln!(
        out,
        "  số {} · cấp {} · giá trị đến {} · {}",
        view.number.as_deref().unwrap_or("–"),
        day(view.issued),
        view.valid_until.map_or_else(
            || {
                if view.validity_known {
                    "không thời hạn".to_owned()
                } else {
                    "chưa rõ ngày nào".to_owned()
                }
            },
            motcua_text::date
        ),
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
