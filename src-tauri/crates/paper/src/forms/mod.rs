//! The official forms and the guidance slip: from plain values to a PDF.

mod fields;
mod guidance;
mod heading;
mod input;
mod person;
mod receipt;
mod refusal;
mod result_copy;
mod sheet;
mod supplement;

pub use fields::printed_fields;
pub use input::{
    Applicant, ApplicantKind, Appointment, BringItem, FeeDue, GuidanceSlip, LookedUp, MissingItem,
    Office, PaperForm, Principal, PrintedField, Receipt, RefusalSlip, ResultCopy, SubmittedPaper,
    SupplementSlip,
};

use crate::layout::face::{Fonts, MISSING};
use crate::layout::mark::Mark;
use crate::layout::text::Setter;
use crate::pdf::{self, About};
use chrono::NaiveDate;
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A paper with everything that stands on it.
// One paper at a time: its size is of no account, boxing would only burden who builds it.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Paper {
    /// Form 01.
    Receipt(Receipt),
    /// Form 02.
    Supplement(SupplementSlip),
    /// Form 03.
    Refusal(RefusalSlip),
    /// The plain page for the citizen.
    Guidance(GuidanceSlip),
    /// The sealed print of a result.
    Result(ResultCopy),
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file. The same paper always gives the same bytes.
    pub pdf: Vec<u8>,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Pages, all parts together.
    pub pages: usize,
    /// Letters shown as `□` because the font does not have them, counted in one part.
    pub missing_letters: usize,
}

/// Renders a paper.
///
/// Errors: `BAD_NUMBER` when `parts` is neither 1 nor 2, `DOES_NOT_FIT` when the QR's text is too
/// long, `INTERNAL` when the shipped fonts are damaged.
pub fn render(paper: &Paper) -> Result<Rendered> {
    let fonts = Fonts::load()?;
    let setter = Setter::new(&fonts);
    let mut pages = Vec::new();
    let mut missing_letters = 0;
    for part in 1..=parts(paper)? {
        let marks = match paper {
            Paper::Receipt(form) => receipt::receipt(&setter, form, part)?,
            Paper::Supplement(form) => supplement::supplement(&setter, form, part)?,
            Paper::Refusal(form) => refusal::refusal(&setter, form, part)?,
            Paper::Guidance(form) => guidance::guidance(&setter, form),
            Paper::Result(form) => result_copy::result_copy(&setter, form)?,
        };
        missing_letters = marks.iter().flatten().map(missing_in).sum();
        pages.extend(marks);
    }
    let (title, office, day) = about(paper);
    let about = About {
        title,
        author: office.name.clone(),
        day,
        identity: identity(paper),
    };
    let pdf = pdf::write(&pages, &fonts, &about)?;
    let sha256 = hex::encode(Sha256::digest(&pdf));
    Ok(Rendered {
        pdf,
        sha256,
        pages: pages.len(),
        missing_letters,
    })
}

fn parts(paper: &Paper) -> Result<u8> {
    let parts = match paper {
        Paper::Receipt(form) => form.parts,
        Paper::Supplement(form) => form.parts,
        Paper::Refusal(form) => form.parts,
        Paper::Guidance(_) | Paper::Result(_) => 1,
    };
    if (1..=2).contains(&parts) {
        Ok(parts)
    } else {
        Err(Fault::new(Code::BadNumber, "Số liên in phải là 1 hoặc 2."))
    }
}

fn about(paper: &Paper) -> (String, &Office, NaiveDate) {
    let titled = |title: &str, code: Option<&str>| match code {
        Some(code) => format!("{title} – {code}"),
        None => title.to_owned(),
    };
    match paper {
        Paper::Receipt(f) => (
            titled(receipt::TITLE, Some(&f.dossier_code)),
            &f.office,
            f.issued,
        ),
        Paper::Supplement(f) => (
            titled(supplement::TITLE, f.dossier_code.as_deref()),
            &f.office,
            f.issued,
        ),
        Paper::Refusal(f) => (
            titled(refusal::TITLE, f.dossier_code.as_deref()),
            &f.office,
            f.issued,
        ),
        Paper::Guidance(f) => (
            titled(guidance::TITLE, Some(&f.procedure)),
            &f.office,
            f.issued,
        ),
        Paper::Result(f) => (
            titled(result_copy::TITLE, Some(&f.reference)),
            &f.office,
            f.issued,
        ),
    }
}

/// Identifies the contents for the PDF's own identity, which readers compare.
fn identity(paper: &Paper) -> [u8; 32] {
    let mut hash = Sha256::new();
    for (name, value) in printed_fields(paper) {
        for part in [name, value.as_str()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().into()
}

fn missing_in(mark: &Mark) -> usize {
    match mark {
        Mark::Text { letters, .. } => letters.iter().filter(|l| l.letter == MISSING).count(),
        _ => 0,
    }
}

/// Who keeps this part: part 1 stays with the control slip, part 2 goes to the citizen. A paper in
/// one part says nothing.
fn part_label(part: u8, parts: u8, office: &Office) -> Option<String> {
    let desk = if heading::symbol(office) == "BPTNTKQ" {
        "Bộ phận Một cửa"
    } else {
        "Trung tâm"
    };
    match (parts, part) {
        (2, 1) => Some(format!("Liên 1: lưu tại {desk}")),
        (2, 2) => Some("Liên 2: giao người nộp hồ sơ".to_owned()),
        _ => None,
    }
}

/// The request with the procedure's official code.
fn with_code(request: &str, code: Option<&str>) -> String {
    match code {
        Some(code) if !code.trim().is_empty() => format!(
            "{request} ({})",
            format_args!("mã thủ {}", glued(&format!("tục {code}")))
        ),
        _ => request.to_owned(),
    }
}

/// `17 giờ`, `00 phút`, `ngày 23`, `tháng 10`, `năm 2026`: a number stays with its word.
fn paired(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let pairs: Vec<String> = words.chunks(2).map(|pair| pair.join("\u{a0}")).collect();
    pairs.join(" ")
}

/// Words that a line must not part: amounts, telephone numbers.
fn glued(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}
