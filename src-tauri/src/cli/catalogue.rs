use super::{Place, answer::Answer};
use clap::Subcommand;
use motcua_catalogue::{
    check::{Report, check},
    source::Files,
};
use motcua_fault::{Code, Result};
use serde_json::json;
use std::{fmt::Write as _, path::PathBuf};

#[derive(Subcommand)]
pub(crate) enum Catalogue {
    /// Liệt kê thủ tục
    List,
    /// Xem một thủ tục
    Show {
        /// Mã thủ tục
        code: String,
    },
    /// Việc trong đời và các thủ tục theo thứ tự: sinh con, kết hôn, người thân mất…
    Events {
        /// Mã của việc, ví dụ sinh-con; không ghi thì liệt kê tất cả
        id: Option<String>,
    },
    /// Kiểm tra danh mục: bản kèm theo, hoặc một thư mục dữ liệu
    Check {
        /// Thư mục có các tệp TOML
        folder: Option<PathBuf>,
    },
}

impl Catalogue {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        match self {
            Catalogue::List => list(place),
            Catalogue::Show { code } => show(place, &code),
            Catalogue::Events { id } => super::events::events(place, id.as_deref()),
            Catalogue::Check { folder } => {
                let files = match folder {
                    Some(folder) => Files::read_dir(&folder)?,
                    None => place.reference()?.catalogue.files()?,
                };
                checked(&check(&files))
            }
        }
    }
}

fn list(place: &Place) -> Result<Answer> {
    let entries = place.reference()?.catalogue.list()?;
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

fn show(place: &Place, code: &str) -> Result<Answer> {
    let reference = place.reference()?;
    let shown = match reference.show(code, crate::clock::now()) {
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
    ];
    for (title, value) in lines {
        if let Some(value) = value {
            let _ = writeln!(text, "{title}: {value}");
        }
    }
    if let Some(plain) = &shown.plain {
        let _ = writeln!(text, "\n{}\n{}\n{}", plain.purpose, plain.bring, plain.next);
    }
    Answer::yes(&shown, text)
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
        if row.official == 0 {
            let _ = writeln!(
                text,
                "{}  soạn theo luật, chưa có bản chính thức để đối chiếu  {}",
                row.code,
                row.name.chars().take(70).collect::<String>()
            );
            continue;
        }
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
