//! A first form from the text of a decision that announces a procedure. The annexes of such decisions
//! have the same eleven headings everywhere (NĐ 63/2010/NĐ-CP Đ8; TT 02/2017/TT-VPCP), so most of a
//! form can be filled before anybody types. Everything found is a suggestion for the eye of a clerk.

use super::{FeeForm, LimitForm, PaperForm, ProcedureForm, RequirementForm};
use crate::model::{EvidenceType, Kind, Need};
use chrono::NaiveDate;
use motcua_text::{clean, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a decision's text says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FromDecision {
    /// The form as far as it could be filled.
    pub form: ProcedureForm,
    /// Number of the decision; empty where none was found.
    pub decision: String,
    /// Its day, `YYYY-MM-DD`; empty where none was found.
    pub issued: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Head,
    Papers,
    Limit,
    Authority,
    Result,
    Fee,
    Basis,
    Other,
}

/// Folded beginnings of headings; the first that fits counts.
const HEADINGS: [(&str, Part); 19] = [
    ("thanh phan", Part::Papers),
    ("so luong ho so", Part::Other),
    ("thoi han giai quyet", Part::Limit),
    ("thoi han", Part::Limit),
    ("co quan thuc hien", Part::Authority),
    ("co quan giai quyet", Part::Authority),
    ("co quan co tham quyen", Part::Authority),
    ("ket qua", Part::Result),
    ("phi le phi", Part::Fee),
    ("le phi", Part::Fee),
    ("phi", Part::Fee),
    ("can cu phap ly", Part::Basis),
    ("can cu", Part::Basis),
    ("trinh tu", Part::Other),
    ("cach thuc", Part::Other),
    ("doi tuong", Part::Other),
    ("ten mau don", Part::Other),
    ("mau don", Part::Other),
    ("yeu cau dieu kien", Part::Other),
];

/// Reads a decision. `known` are the papers of the catalogue.
pub fn from_decision(text: &str, known: &BTreeMap<String, EvidenceType>) -> FromDecision {
    let parts = parts_of(text);
    let of = |part: Part| {
        parts
            .iter()
            .filter(move |(at, _)| *at == part)
            .map(|(_, line)| line.as_str())
    };
    let mut found = FromDecision {
        decision: decision_number(text).unwrap_or_default(),
        issued: day_in(text).map(|day| day.to_string()).unwrap_or_default(),
        ..FromDecision::default()
    };
    let form = &mut found.form;
    form.code = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .find_map(code_in)
        .unwrap_or_default();
    form.name = titled(text, &["ten thu tuc hanh chinh", "ten thu tuc", "thu tuc"]);
    form.field = titled(text, &["linh vuc"]);
    form.kind = kind_of(&form.name);
    form.authority = of(Part::Authority).next().unwrap_or_default().to_owned();
    form.basis = of(Part::Basis).map(shortened).collect();
    if form.basis.is_empty() && !found.decision.is_empty() {
        form.basis.push(format!("QĐ {}", found.decision));
    }
    let basis = form.basis.first().cloned().unwrap_or_default();
    if let Some(limit) = of(Part::Limit).find_map(limit_in) {
        form.limits.push(LimitForm {
            limit,
            basis: basis.clone(),
            ..LimitForm::default()
        });
    }
    for line in of(Part::Papers).filter(|line| is_paper(line)) {
        let requirement = requirement(line, known, &mut form.evidence, &basis);
        if !form.requirements.iter().any(|r| r.id == requirement.id) {
            form.requirements.push(requirement);
        }
    }
    if let Some(result) = of(Part::Result).next() {
        form.produces
            .push(evidence(result, known, &mut form.evidence));
    }
    let mut fees = of(Part::Fee).peekable();
    if fees.peek().is_some() {
        let amount = fees.find_map(money_in).unwrap_or(0);
        form.fees.push(FeeForm {
            id: format!("phi-{}", form.code.replace('.', "-")),
            name: if amount == 0 {
                "Không thu phí, lệ phí".to_owned()
            } else {
                "Phí, lệ phí".to_owned()
            },
            amount: Some(amount),
            basis,
            ..FeeForm::default()
        });
    }
    found
}

/// Lines by the heading they stand under, without bullets.
fn parts_of(text: &str) -> Vec<(Part, String)> {
    let mut part = Part::Head;
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = clean(without_bullet(line.trim()));
        if line.is_empty() {
            continue;
        }
        let folded = fold(&line);
        let heading = HEADINGS.iter().find(|(words, _)| {
            folded
                .strip_prefix(words)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', ':']))
        });
        // Inside the list of papers a line may begin like a heading (“Phí…”): a heading is short or
        // ends in a colon.
        let head = line.split(':').next().unwrap_or_default();
        match heading {
            Some((_, next)) if head.chars().count() <= 60 => {
                part = *next;
                if let Some((_, rest)) = line.split_once(':') {
                    let rest = clean(rest);
                    if !rest.is_empty() {
                        lines.push((part, rest));
                    }
                }
            }
            _ => lines.push((part, line)),
        }
    }
    lines
}

/// `- `, `+ `, `a) `, `1. `, `1.2. ` taken off.
fn without_bullet(line: &str) -> &str {
    let line = line.trim_start_matches(['-', '–', '+', '*', '•', '·', '(', ' ', '\t']);
    let end = line
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == ')'))
        .unwrap_or(line.len());
    let head = &line[..end];
    let marker = head.ends_with([')', '.'])
        && head.len() <= 6
        && (head.starts_with(|c: char| c.is_ascii_digit())
            || head.trim_end_matches([')', '.']).chars().count() == 1);
    if marker {
        line[end..].trim_start()
    } else {
        line
    }
}

fn code_in(word: &str) -> Option<String> {
    let word = word.trim_matches('.');
    let (family, serial) = word.split_once('.')?;
    let serial = serial.split('.').next()?;
    (family.len() == 1 && serial.len() == 6).then(|| format!("{family}.{serial}"))
}

/// What follows a label, or the line that begins with it.
fn titled(text: &str, labels: &[&str]) -> String {
    for label in labels {
        for line in text.lines() {
            let line = clean(without_bullet(line.trim()));
            let folded = fold(&line);
            if !folded.starts_with(label) {
                continue;
            }
            let (head, rest) = line.split_once(':').unwrap_or(("", &line));
            let said = if fold(head) == *label { rest } else { &line };
            let said = clean(said.trim_end_matches(['.', ';']));
            if !said.is_empty() && said.chars().count() < 300 {
                return said;
            }
        }
    }
    String::new()
}

fn kind_of(name: &str) -> Kind {
    let name = fold(name);
    let words = [
        ("cap lai", Kind::Reissue),
        ("cap doi", Kind::Exchange),
        ("trich luc", Kind::Extract),
        ("ban sao", Kind::Extract),
        ("xac nhan", Kind::Confirm),
        ("chung thuc", Kind::Confirm),
        ("thong bao", Kind::Notify),
        ("khai bao", Kind::Notify),
        ("thay doi", Kind::Change),
        ("gia han", Kind::Change),
        ("dieu chinh", Kind::Change),
        ("cham dut", Kind::Change),
    ];
    words
        .into_iter()
        .find(|(word, _)| name.contains(word))
        .map_or(Kind::New, |(_, kind)| kind)
}

/// `Quyết định số 1872/QĐ-BTP` → `1872/QĐ-BTP`.
fn decision_number(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    words.windows(4).find_map(|four| {
        let number = four[3].trim_end_matches([',', '.', ';', ')']);
        (fold(&four[..3].join(" ")) == "quyet dinh so" && number.contains("/QĐ"))
            .then(|| number.to_owned())
    })
}

/// The first day written `04/9/2026` or `ngày 04 tháng 9 năm 2026`.
fn day_in(text: &str) -> Option<NaiveDate> {
    let words: Vec<_> = text.split_whitespace().collect();
    let number = |word: &str| {
        word.trim_matches(|c: char| !c.is_ascii_digit())
            .parse()
            .ok()
    };
    for (i, word) in words.iter().enumerate() {
        let parts: Vec<_> = word
            .trim_matches(|c: char| !c.is_ascii_digit())
            .split('/')
            .map(str::parse::<u32>)
            .collect();
        if let [Ok(day), Ok(month), Ok(year)] = parts.as_slice()
            && *year > 1990
            && let Some(found) =
                NaiveDate::from_ymd_opt(i32::try_from(*year).unwrap_or(0), *month, *day)
        {
            return Some(found);
        }
        if fold(word) == "ngay"
            && let Some([day, _, month, _, year]) = words.get(i + 1..i + 6)
            && let (Some(day), Some(month), Some(year)) = (number(day), number(month), number(year))
            && let Some(found) =
                NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), month, day)
        {
            return Some(found);
        }
    }
    None
}

/// `03 ngày làm việc kể từ …` → `3 working_day`.
fn limit_in(line: &str) -> Option<String> {
    let folded = fold(line);
    let words: Vec<_> = folded.split(' ').collect();
    for (i, word) in words.iter().enumerate() {
        let Ok(count) = word.parse::<u32>() else {
            continue;
        };
        if count == 0 {
            continue;
        }
        // `15 (mười lăm) ngày làm việc`: the number again in words may stand between.
        let rest = words[i + 1..].join(" ");
        let after: String = rest.chars().take(40).collect();
        let unit = [
            ("ngay lam viec", "working_day"),
            ("gio lam viec", "working_hour"),
            ("ngay", "day"),
            ("gio", "hour"),
        ]
        .into_iter()
        .filter_map(|(word, unit)| Some((after.find(word)?, unit)))
        .min_by_key(|(at, _)| *at);
        if let Some((_, unit)) = unit {
            return Some(format!("{count} {unit}"));
        }
    }
    folded.contains("trong ngay").then(|| "same_day".to_owned())
}

/// `8.000 đồng/bản` → 8000.
fn money_in(line: &str) -> Option<i64> {
    let (before, _) = line.split_once("đồng").or_else(|| line.split_once("đ/"))?;
    let word = before.split_whitespace().last()?;
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Whether a line under the heading names a paper.
fn is_paper(line: &str) -> bool {
    let folded = fold(line);
    let remark = [
        "thanh phan",
        "gom",
        "ho so gom",
        "so luong",
        "01 bo",
        "1 bo",
        "luu y",
        "ghi chu",
        "giay to phai nop",
        "giay to phai xuat trinh",
        "giay to nop",
        "truong hop nop",
    ];
    line.chars().count() >= 6
        && !line.ends_with(':')
        && !remark.iter().any(|word| folded.starts_with(word))
}

fn requirement(
    line: &str,
    known: &BTreeMap<String, EvidenceType>,
    new: &mut Vec<EvidenceType>,
    basis: &str,
) -> RequirementForm {
    let folded = fold(line);
    let copy = u32::from(folded.contains("ban sao") || folded.contains("ban chup"));
    let original = u32::from(copy == 0);
    let any_of: Vec<_> = bare(line)
        .split(" hoặc ")
        .map(|one| {
            vec![PaperForm {
                evidence: evidence(one, known, new),
                original,
                copy,
                form: String::new(),
                note: String::new(),
            }]
        })
        .collect();
    let name = upper_first(&short(&bare(line)));
    RequirementForm {
        id: slug(&name, 40),
        name,
        need: if folded.contains("xuat trinh") {
            Need::Show
        } else {
            Need::File
        },
        any_of,
        basis: vec![basis.to_owned()],
        ..RequirementForm::default()
    }
}

/// Without counts and remarks in brackets: what the paper is called.
fn bare(line: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for letter in line.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= i32::from(depth > 0),
            letter if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    let mut said = clean(&out);
    for word in [
        "xuất trình",
        "nộp",
        "01 bản chính",
        "01 bản sao",
        "bản chính",
        "bản sao",
        "bản chụp",
        "có chứng thực",
    ] {
        if said.to_lowercase().starts_with(word) {
            let rest: String = said.chars().skip(word.chars().count()).collect();
            if rest.starts_with(' ') {
                said = rest.trim_start().to_owned();
            }
        }
    }
    said.trim_end_matches(['.', ';', ',', ':', ' ']).to_owned()
}

/// Up to the first break in a long sentence.
fn short(name: &str) -> String {
    if name.chars().count() <= 90 {
        return name.to_owned();
    }
    name.split([',', ';'])
        .next()
        .unwrap_or(name)
        .chars()
        .take(120)
        .collect()
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The id of the paper that has this name, or of a new one.
fn evidence(
    name: &str,
    known: &BTreeMap<String, EvidenceType>,
    new: &mut Vec<EvidenceType>,
) -> String {
    let name = upper_first(&bare(name));
    let wanted = fold(&name);
    let called = |paper: &EvidenceType| {
        fold(&paper.name) == wanted || paper.also.iter().any(|also| fold(also) == wanted)
    };
    if let Some(paper) = known.values().chain(new.iter()).find(|paper| called(paper)) {
        return paper.id.clone();
    }
    let mut id = slug(&name, 50);
    while known.contains_key(&id) || new.iter().any(|paper| paper.id == id) {
        id.push_str("-moi");
    }
    new.push(EvidenceType {
        id: id.clone(),
        name,
        also: Vec::new(),
        issuer: None,
        form: None,
        codes: Vec::new(),
    });
    id
}

/// `Đơn đề nghị cấp` → `don-de-nghi-cap`, at most so many letters, at a whole word.
pub fn slug(text: &str, most: usize) -> String {
    let folded = fold(text);
    let mut out = String::new();
    for word in folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() && out.len() + word.len() >= most {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}

/// `Nghị định số 123/2015/NĐ-CP ngày …` → `NĐ 123/2015/NĐ-CP`.
fn shortened(line: &str) -> String {
    let kinds = [
        ("Nghị định", "NĐ"),
        ("Thông tư", "TT"),
        ("Nghị quyết", "NQ"),
        ("Quyết định", "QĐ"),
    ];
    for (long, short) in kinds {
        if let Some(rest) = line.strip_prefix(long) {
            let rest = rest.trim_start().trim_start_matches("số").trim_start();
            if let Some(number) = rest.split_whitespace().next().filter(|n| n.contains('/')) {
                return format!("{short} {}", number.trim_end_matches([',', ';', '.']));
            }
        }
    }
    line.trim_end_matches(['.', ';'])
        .chars()
        .take(160)
        .collect()
}
