use super::{Place, answer::Answer, input};
use chrono::NaiveDateTime;
use clap::Subcommand;
use motcua_catalogue::{
    check::{Report, check},
    source::Files,
};
use motcua_fault::{Code, Result};
use motcua_office::ImportedView;
use serde::Serialize;
use serde_json::json;
use std::{fmt::Write as _, path::PathBuf};

mod edit;
mod records;

#[derive(Subcommand)]
pub(crate) enum Catalogue {
    /// Liệt kê thủ tục
    List {
        /// Cả những thủ tục không thuộc quầy này
        #[arg(long)]
        all: bool,
    },
    /// Xem một thủ tục
    Show {
        /// Mã thủ tục
        code: String,
        /// Xem như vào ngày này, YYYY-MM-DD
        #[arg(long, value_name = "D")]
        on: Option<String>,
    },
    /// Kiểm tra danh mục: bản đang dùng, hoặc một thư mục dữ liệu
    Check {
        /// Thư mục có các tệp TOML
        folder: Option<PathBuf>,
    },
    /// Nhập dữ liệu thủ tục chính thức (mỗi dòng một JSON), hoặc bản soạn do Một Cửa xuất ra
    Import {
        /// Tệp JSONL; thư mục, zip hoặc TOML là bản soạn
        file: PathBuf,
    },
    /// Xem một tệp sẽ đổi những gì, không ghi gì
    Diff {
        /// Tệp JSONL hoặc một bản soạn TOML
        file: PathBuf,
    },
    /// Xuất toàn bộ danh mục thành bản soạn, vào thư mục mới hoặc tệp .zip
    Export {
        /// Thư mục hoặc tệp .zip
        file: PathBuf,
    },
    /// Các lần nhập dữ liệu
    Imports,
    /// Rút lại một lần nhập dữ liệu
    UndoImport {
        /// Mã của lần nhập
        batch: String,
    },
    /// Dùng dữ liệu đã nhập thay bản tra cứu kèm theo
    Accept {
        /// Mã thủ tục
        code: String,
        /// Thôi dùng, trở lại bản kèm theo
        #[arg(long)]
        back: bool,
    },
    /// Soạn nháp từ dữ liệu đã nhập, hoặc từ bản đang dùng; in ra TOML
    Draft {
        /// Mã thủ tục
        code: String,
    },
    /// Lưu một bản soạn TOML để duyệt
    Edit {
        /// Tệp TOML, hoặc - để đọc từ đầu vào
        file: String,
        /// Quyết định làm căn cứ
        #[arg(long, value_name = "TEXT")]
        decision: Option<String>,
        /// Ngày của quyết định
        #[arg(long, value_name = "D")]
        issued: Option<String>,
    },
    /// Các bản đang soạn
    Drafts,
    /// Duyệt một bản soạn, dùng từ một ngày
    Approve {
        /// Mã của bản soạn
        draft: String,
        /// Ngày áp dụng; hôm nay nếu không nói
        #[arg(long, value_name = "D")]
        from: Option<String>,
    },
    /// Rút lại một bản đã duyệt
    Undo {
        /// Mã của bản đã duyệt
        version: String,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Các phiên bản của một thủ tục
    History {
        /// Mã thủ tục
        code: String,
    },
    /// Từ quyết định đến khi dùng được mất bao lâu (quy tắc hai ngày)
    Lead,
}

/// A procedure with what is known of it beside its entry.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    procedure: &'a motcua_desk::ProcedureView,
    ended: Option<motcua_catalogue::model::Ended>,
    record: Option<ImportedView>,
}

impl Catalogue {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        match self {
            Catalogue::List { all } => list(place, all),
            Catalogue::Show { code, on } => {
                let now = crate::clock::now();
                let at = match on {
                    Some(on) => input::day(&on)?.and_time(now.time()),
                    None => now,
                };
                show(place, &code, at)
            }
            Catalogue::Check { folder } => match folder {
                Some(folder) => checked(&check(&Files::read_dir(&folder)?)),
                None if place.has_office() => checked(&place.desk()?.check_catalogue()?),
                None => checked(&check(&place.reference()?.catalogue.files()?)),
            },
            Catalogue::Import { file } => records::import(place, &file),
            Catalogue::Diff { file } => records::diff(place, &file),
            Catalogue::Export { file } => records::export(place, &file),
            Catalogue::Imports => records::imports(place),
            Catalogue::UndoImport { batch } => records::undo(place, &batch),
            Catalogue::Accept { code, back } => records::accept(place, &code, !back),
            Catalogue::Draft { code } => edit::draft(place, &code),
            Catalogue::Edit {
                file,
                decision,
                issued,
            } => edit::edit(place, &file, decision, issued),
            Catalogue::Drafts => edit::drafts(place),
            Catalogue::Approve { draft, from } => edit::approve(place, draft, from),
            Catalogue::Undo { version, why } => edit::undo(place, &version, &why),
            Catalogue::History { code } => edit::history(place, &code),
            Catalogue::Lead => edit::lead(place),
        }
    }
}

fn list(place: &Place, all: bool) -> Result<Answer> {
    let reference = place.reference()?;
    let entries = match all {
        true => reference.catalogue.list_all()?,
        false => reference.catalogue.list()?,
    };
    let text = entries
        .iter()
        .map(|entry| {
            let mark = if entry.guided { "●" } else { "○" };
            format!("{mark} {}  {}  [{}]", entry.code, entry.name, entry.field)
        })
        .collect::<Vec<_>>()
        .join("\n");
    Answer::yes(&entries, text)
}

fn show(place: &Place, code: &str, at: NaiveDateTime) -> Result<Answer> {
    let desk = match place.has_office() {
        true => place.desk().ok(),
        false => None,
    };
    let reference = match &desk {
        Some(desk) => desk.reference(),
        None => place.reference()?,
    };
    let shown = match reference.show(code, at) {
        Err(fault) if fault.code == Code::UnknownProcedure => {
            return Answer::no(
                &json!({ "code": code, "why": fault.message }),
                fault.message,
            );
        }
        shown => shown?,
    };
    let mut text = format!("{}  {}\n", shown.code, shown.name);
    let lines = [
        ("Lĩnh vực", Some(shown.field.clone())),
        ("Cơ quan", shown.authority.clone()),
        ("Thời hạn", shown.limit.clone()),
        ("Phí, lệ phí", shown.fee.clone()),
        (
            "Kết quả",
            Some(shown.results.join("; ")).filter(|r| !r.is_empty()),
        ),
        (
            "Căn cứ",
            Some(shown.basis.join("; ")).filter(|b| !b.is_empty()),
        ),
        ("Phiên bản", Some(shown.version.clone())),
        ("Trang chính thức", shown.url.clone()),
        (
            "Hiệu lực",
            (!shown.in_force).then(|| "không có hiệu lực vào ngày này".to_owned()),
        ),
    ];
    for (title, value) in lines {
        if let Some(value) = value {
            let _ = writeln!(text, "{title}: {value}");
        }
    }
    if let Some(plain) = &shown.plain {
        let _ = writeln!(text, "\n{}\n{}\n{}", plain.purpose, plain.bring, plain.next);
    }
    let ended = reference.catalogue.procedure(&shown.code, at.date())?.ended;
    if let Some(ended) = &ended {
        let _ = writeln!(text, "Bãi bỏ theo: {}", ended.by);
        for code in &ended.successors {
            let _ = writeln!(text, "Thay bằng: {code}");
        }
    }
    let record = match &desk {
        Some(desk) => desk.imported(&shown.code)?,
        None => None,
    };
    if let Some(imported) = &record {
        let day = imported.record.as_of.clone().unwrap_or_default();
        let _ = writeln!(
            text,
            "Dữ liệu chính thức: nhập {} từ {}{}",
            motcua_text::date(imported.at.date()),
            imported.file,
            if day.is_empty() {
                day
            } else {
                format!(", dữ liệu đến {day}")
            }
        );
        for component in &imported.record.components {
            let mark = if component.note { "·" } else { "-" };
            let _ = writeln!(text, "  {mark} {}", component.text.replace('\n', " "));
        }
    }
    Answer::yes(
        &Shown {
            procedure: &shown,
            ended,
            record,
        },
        text,
    )
}

fn checked(report: &Report) -> Result<Answer> {
    let mut text = String::new();
    for field in &report.fields {
        let _ = writeln!(
            text,
            "{:>4} hướng dẫn {:>4} tra cứu  {}",
            field.guided, field.listed, field.field
        );
    }
    text.push('\n');
    for row in &report.coverage {
        let covered = row.mapped + row.not_asked;
        let _ = writeln!(
            text,
            "{}  {covered}/{} thành phần ({} giấy tờ; {} thành yêu cầu, {} không hỏi)  {}",
            row.code,
            row.official,
            row.papers,
            row.mapped,
            row.not_asked,
            row.name.chars().take(70).collect::<String>()
        );
    }
    text.push('\n');
    for finding in &report.findings {
        let _ = writeln!(text, "{finding}");
    }
    let covered: usize = report
        .coverage
        .iter()
        .map(|row| row.mapped + row.not_asked)
        .sum();
    let official: usize = report.coverage.iter().map(|row| row.official).sum();
    let _ = writeln!(
        text,
        "{} thủ tục hướng dẫn, {} tra cứu, {} loại giấy tờ, {} dòng phí; thành phần chính thức: {covered}/{official}; {} lỗi.",
        report.guided,
        report.listed,
        report.evidence,
        report.fees,
        report.findings.len()
    );
    if report.ok {
        Answer::yes(report, text)
    } else {
        Answer::no(report, text)
    }
}
