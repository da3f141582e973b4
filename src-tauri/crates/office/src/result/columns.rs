//! What the columns of a sheet mean, and what a cell says: tolerant of how offices write their lists,
//! but nothing is guessed that would make one person another.

use super::sheet::{Cell, Line};
use chrono::{Datelike, NaiveDate, TimeDelta};
use motcua_catalogue::{
    Catalogue,
    model::{FieldType, ResultField},
};
use motcua_fault::{Code, Fault, Result};
use motcua_text as text;
use std::collections::BTreeMap;

/// A column that every kind of result has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Basic {
    Kind,
    Id,
    Name,
    Birth,
    Organisation,
    Number,
    Issued,
    ValidUntil,
    Issuer,
    Shelf,
    Source,
}

/// Folded headings of each; the first is how a clerk is told of it.
const HEADINGS: [(Basic, &str, &[&str]); 11] = [
    (
        Basic::Kind,
        "loại",
        &[
            "loai",
            "kind",
            "loai giay to",
            "loai ket qua",
            "loai giay",
            "ten giay to",
            "ten ket qua",
            "ma loai",
            "evidence",
        ],
    ),
    (
        Basic::Id,
        "số định danh",
        &[
            "so dinh danh",
            "so dinh danh ca nhan",
            "so ddcn",
            "dinh danh",
            "cccd",
            "so cccd",
            "can cuoc",
            "so can cuoc",
            "so can cuoc cong dan",
            "can cuoc cong dan",
            "cmnd",
            "so cmnd",
            "cccd cmnd",
            "so cccd cmnd",
            "so cmnd cccd",
            "so giay to tuy than",
            "giay to tuy than",
            "ma so to chuc",
            "ma so thue",
            "ma so doanh nghiep",
            "id",
            "holder id",
        ],
    ),
    (
        Basic::Name,
        "họ tên",
        &[
            "ho ten",
            "ho va ten",
            "ho chu dem ten",
            "ho chu dem va ten",
            "ho ten nguoi duoc cap",
            "nguoi duoc cap",
            "chu giay to",
            "ten to chuc",
            "ten doanh nghiep",
            "name",
            "holder name",
        ],
    ),
    (
        Basic::Birth,
        "ngày sinh",
        &[
            "ngay sinh",
            "ngay thang nam sinh",
            "sinh ngay",
            "nam sinh",
            "birth",
            "holder birth",
        ],
    ),
    (
        Basic::Organisation,
        "tổ chức",
        &[
            "to chuc",
            "la to chuc",
            "organisation",
            "holder organisation",
        ],
    ),
    (
        Basic::Number,
        "số",
        &[
            "so",
            "so hieu",
            "so giay",
            "so giay to",
            "so ket qua",
            "so van ban",
            "so ky hieu",
            "number",
        ],
    ),
    (
        Basic::Issued,
        "ngày cấp",
        &["ngay cap", "ngay ban hanh", "ngay ky", "cap ngay", "issued"],
    ),
    (
        Basic::ValidUntil,
        "ngày hết hạn",
        &[
            "ngay het han",
            "het han",
            "han den",
            "gia tri den",
            "co gia tri den",
            "gia tri den ngay",
            "co gia tri den ngay",
            "hieu luc den",
            "thoi han",
            "valid until",
        ],
    ),
    (
        Basic::Issuer,
        "nơi cấp",
        &[
            "noi cap",
            "co quan cap",
            "don vi cap",
            "co quan ban hanh",
            "issuer",
        ],
    ),
    (
        Basic::Shelf,
        "vị trí lưu",
        &[
            "vi tri luu",
            "noi luu",
            "noi luu giay",
            "vi tri",
            "ke",
            "gia ke",
            "ho luu tru",
            "shelf",
        ],
    ),
    (Basic::Source, "nguồn", &["nguon", "nguon goc", "source"]),
];

/// Without these no line is anything.
const NEEDED: [Basic; 3] = [Basic::Kind, Basic::Id, Basic::Name];

/// Kinds and their fields by the folded names they go by.
pub(crate) struct Kinds<'c> {
    catalogue: &'c Catalogue,
    fields: BTreeMap<&'c str, BTreeMap<String, &'c ResultField>>,
    named: BTreeMap<String, Vec<&'c str>>,
}

impl<'c> Kinds<'c> {
    pub(crate) fn of(catalogue: &'c Catalogue) -> Self {
        let mut named: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for evidence in catalogue.evidence().values() {
            named
                .entry(text::fold(&evidence.name))
                .or_default()
                .push(&evidence.id);
        }
        let by_name = |fields: &'c [ResultField]| {
            let ids = fields.iter().map(|field| (text::fold(&field.id), field));
            let mut by_name: BTreeMap<_, _> = fields
                .iter()
                .map(|field| (text::fold(&field.name), field))
                .collect();
            by_name.extend(ids);
            by_name
        };
        Self {
            catalogue,
            fields: catalogue
                .result_kinds()
                .values()
                .map(|kind| (kind.id.as_str(), by_name(&kind.fields)))
                .collect(),
            named,
        }
    }

    /// The kind of that id or name.
    ///
    /// # Errors
    /// Why none can be told, with what it may be.
    pub(crate) fn called(&self, said: &str) -> std::result::Result<&'c str, String> {
        if let Some(evidence) = self.catalogue.evidence().get(said.trim()) {
            return Ok(&evidence.id);
        }
        let folded = text::fold(said);
        match self.named.get(&folded).map(Vec::as_slice) {
            Some([only]) => return Ok(only),
            Some(several) => {
                return Err(format!(
                    "“{}” là tên của nhiều loại: {}; hãy ghi mã loại",
                    short(said),
                    several.join(", ")
                ));
            }
            None => {}
        }
        let near: Vec<&str> = self
            .fields
            .keys()
            .filter(|id| {
                let evidence = self.catalogue.evidence().get(**id);
                !folded.is_empty()
                    && evidence.is_some_and(|evidence| text::fold(&evidence.name).contains(&folded))
            })
            .take(3)
            .copied()
            .collect();
        Err(match near[..] {
            [] => format!("không có loại giấy tờ “{}”", short(said)),
            _ => format!(
                "không có loại giấy tờ “{}”; có thể là: {}",
                short(said),
                near.join(", ")
            ),
        })
    }

    fn field(&self, kind: &str, folded: &str) -> Option<&'c ResultField> {
        self.fields.get(kind)?.get(folded).copied()
    }

    fn of_any(&self, folded: &str) -> bool {
        self.fields
            .values()
            .any(|fields| fields.contains_key(folded))
    }
}

/// The heading of a sheet.
pub(crate) struct Columns {
    basic: BTreeMap<Basic, usize>,
    /// Every other column: where, its heading folded, as written.
    other: Vec<(usize, String, String)>,
    /// The heading of each basic column, folded.
    headings: BTreeMap<Basic, String>,
}

impl Columns {
    /// Finds the heading among the first lines; which one it is.
    ///
    /// # Errors
    /// `BAD_INPUT` naming the columns that are missing.
    pub(crate) fn find(lines: &[Line]) -> Result<(usize, Self)> {
        let mut closest: Option<Self> = None;
        for (at, line) in lines.iter().enumerate().take(30) {
            let columns = Self::of(line);
            if columns.missing().is_empty() {
                return Ok((at, columns));
            }
            if closest
                .as_ref()
                .is_none_or(|best| best.basic.len() < columns.basic.len())
            {
                closest = Some(columns);
            }
        }
        let missing = closest.map_or(NEEDED.to_vec(), |columns| columns.missing());
        Err(Fault::new(
            Code::BadInput,
            format!(
                "Không thấy hàng tiêu đề đủ cột. Cần có các cột: loại, số định danh, họ tên; còn thiếu: {}.",
                missing
                    .into_iter()
                    .map(called)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ))
    }

    fn of(line: &Line) -> Self {
        let mut columns = Self {
            basic: BTreeMap::new(),
            other: Vec::new(),
            headings: BTreeMap::new(),
        };
        for (at, cell) in line.cells.iter().enumerate() {
            let Cell::Text(heading) = cell else { continue };
            let folded = folded(heading);
            let basic = HEADINGS
                .iter()
                .find(|(_, _, names)| names.contains(&folded.as_str()))
                .map(|(basic, ..)| *basic)
                .filter(|basic| !columns.basic.contains_key(basic));
            match basic {
                Some(basic) => {
                    columns.basic.insert(basic, at);
                    columns.headings.insert(basic, folded);
                }
                None if folded.is_empty() => {}
                None => columns.other.push((at, folded, heading.clone())),
            }
        }
        columns
    }

    fn missing(&self) -> Vec<Basic> {
        NEEDED
            .into_iter()
            .filter(|basic| !self.basic.contains_key(basic))
            .collect()
    }

    /// The cell of a basic column.
    pub(crate) fn cell<'l>(&self, line: &'l Line, basic: Basic) -> &'l Cell {
        self.basic
            .get(&basic)
            .map_or(&Cell::Empty, |column| line.at(*column))
    }

    /// Headings that are no field of any kind: their cells are not taken.
    pub(crate) fn unknown(&self, kinds: &Kinds<'_>) -> Vec<String> {
        self.other
            .iter()
            .filter(|(_, folded, _)| !kinds.of_any(folded))
            .map(|(_, _, heading)| heading.clone())
            .collect()
    }

    /// The structured fields of a line, by id.
    ///
    /// # Errors
    /// Why the line cannot be taken.
    pub(crate) fn fields(
        &self,
        line: &Line,
        kind: &str,
        kinds: &Kinds<'_>,
    ) -> std::result::Result<BTreeMap<String, String>, String> {
        let mut fields = BTreeMap::new();
        for (column, folded, heading) in &self.other {
            let cell = line.at(*column);
            if *cell == Cell::Empty {
                continue;
            }
            let Some(field) = kinds.field(kind, folded) else {
                if kinds.of_any(folded) {
                    return Err(format!(
                        "cột “{heading}” không có trong loại giấy tờ này; nếu cần giữ, hãy đổi loại, nếu không, hãy để trống"
                    ));
                }
                continue;
            };
            let value = said(cell, field).map_err(|why| format!("{heading}: {why}"))?;
            fields.insert(field.id.clone(), value);
        }
        // A basic column may be a field of this kind too: “ngày sinh” of the holder and on the paper.
        for (basic, folded) in &self.headings {
            let cell = self.cell(line, *basic);
            let field = kinds.field(kind, folded);
            if let Some(field) = field.filter(|_| *cell != Cell::Empty)
                && !fields.contains_key(&field.id)
                && let Ok(value) = said(cell, field)
            {
                fields.insert(field.id.clone(), value);
            }
        }
        Ok(fields)
    }
}

fn called(basic: Basic) -> &'static str {
    HEADINGS
        .iter()
        .find(|(known, ..)| *known == basic)
        .map_or("", |(_, called, _)| called)
}

/// What stands in brackets explains the column: “Ngày cấp (dd/mm/yyyy)”.
fn folded(heading: &str) -> String {
    let cut = heading.split(['(', '[']).next().unwrap_or(heading);
    let folded = text::fold(cut);
    folded
        .strip_prefix("fields ")
        .map_or_else(|| folded.clone(), str::to_owned)
}

/// A cell as the field keeps it.
fn said(cell: &Cell, field: &ResultField) -> std::result::Result<String, String> {
    match field.kind {
        FieldType::Date => {
            let (day, _) = day(cell)?.ok_or("để trống")?;
            Ok(day.to_string())
        }
        FieldType::Choice => {
            let said = plain(cell)?;
            let folded = text::fold(&said);
            field
                .choices
                .iter()
                .find(|choice| text::fold(choice) == folded)
                .cloned()
                .ok_or_else(|| {
                    format!(
                        "“{}” không có trong: {}",
                        short(&said),
                        field.choices.join(", ")
                    )
                })
        }
        FieldType::Number => match cell {
            Cell::Number(number) => Ok(number.to_string()),
            _ => {
                let said = plain(cell)?;
                match vietnamese_number(&said) {
                    Some(number) => Ok(number),
                    None => Err(format!("“{}” không phải là số", short(&said))),
                }
            }
        },
        FieldType::Text => plain(cell),
    }
}

/// `1.234.567,5` and `1234567.5` alike. One dot before three digits parts thousands, as written here.
fn vietnamese_number(said: &str) -> Option<String> {
    let bare: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = match bare.split_once(',') {
        Some((whole, part)) => (whole, Some(part)),
        None => (bare.as_str(), None),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    let number = match (grouped, part) {
        (true, part) => format!("{}{}", groups.concat(), dotted(part)),
        (false, Some(part)) if groups.len() == 1 => format!("{whole}{}", dotted(Some(part))),
        (false, None) => bare.clone(),
        _ => return None,
    };
    let digits = number
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    number
        .parse::<f64>()
        .ok()
        .filter(|value| digits && value.is_finite())
        .map(|_| number)
}

fn dotted(part: Option<&str>) -> String {
    part.map(|part| format!(".{part}")).unwrap_or_default()
}

/// Text of a cell; a number as written, without `.0`.
///
/// # Errors
/// Why it has none.
pub(crate) fn plain(cell: &Cell) -> std::result::Result<String, String> {
    match cell {
        Cell::Empty => Ok(String::new()),
        Cell::Text(text) => Ok(text.clone()),
        Cell::Number(number) => Ok(number.to_string()),
        Cell::Day(day) => Ok(text::date(*day)),
        Cell::Flag(flag) => Ok(if *flag { "có" } else { "không" }.to_owned()),
        Cell::Bad => Err("ô có lỗi, Excel không tính được giá trị".to_owned()),
    }
}

/// The number of a paper: Excel likes to make a day of `12/2024`.
pub(crate) fn number(cell: &Cell) -> std::result::Result<Option<String>, String> {
    match cell {
        Cell::Day(_) => Err(
            "số giấy đã bị Excel đổi thành ngày; hãy định dạng cột là Văn bản (Text) rồi nhập lại số"
                .to_owned(),
        ),
        Cell::Flag(_) => Err("số giấy không đúng".to_owned()),
        cell => Ok(Some(plain(cell)?).filter(|number| !number.is_empty())),
    }
}

/// Whether a cell says yes.
pub(crate) fn yes(cell: &Cell) -> std::result::Result<Option<bool>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Flag(flag) => Ok(Some(*flag)),
        cell => match text::fold(&plain(cell)?).as_str() {
            "co" | "x" | "1" | "true" | "yes" | "to chuc" | "phai" | "dung" => Ok(Some(true)),
            "khong" | "0" | "false" | "no" | "ca nhan" | "" => Ok(Some(false)),
            other => Err(format!(
                "cột tổ chức ghi “{}”: chỉ ghi có hoặc không",
                short(other)
            )),
        },
    }
}

/// A day, and whether it was restored from Excel's bare number.
///
/// # Errors
/// Why it is none.
pub(crate) fn day(cell: &Cell) -> std::result::Result<Option<(NaiveDate, bool)>, String> {
    let found = match cell {
        Cell::Empty => return Ok(None),
        Cell::Day(day) => Some((*day, false)),
        Cell::Number(number) => serial(*number).map(|day| (day, true)),
        Cell::Text(text) => written_day(text).map(|day| (day, false)),
        Cell::Flag(_) | Cell::Bad => None,
    };
    match found {
        Some((day, _)) if !(1850..=2150).contains(&day.year()) => {
            Err(format!("ngày {} không thể có", text::date(day)))
        }
        Some(found) => Ok(Some(found)),
        None => Err(format!(
            "“{}” không phải là ngày; viết ngày/tháng/năm, ví dụ 14/10/2026",
            short(&plain(cell).unwrap_or_default())
        )),
    }
}

/// A birth date, or only the year.
pub(crate) fn birth(cell: &Cell) -> std::result::Result<Option<(String, bool)>, String> {
    let year = match cell {
        Cell::Number(number) if number.fract() == 0.0 && (1850.0..=2150.0).contains(number) => {
            Some(number.to_string())
        }
        Cell::Text(text) if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(text.clone())
        }
        _ => None,
    };
    match year {
        Some(year) => Ok(Some((year, false))),
        None => Ok(day(cell)?.map(|(day, restored)| (day.to_string(), restored))),
    }
}

/// Excel counts days; below these numbers it is no day of a living person's papers, above them none at all.
fn serial(number: f64) -> Option<NaiveDate> {
    let whole = number.trunc();
    if !(3_000.0..=90_000.0).contains(&whole) {
        return None;
    }
    let days = TimeDelta::try_days(whole as i64)?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(days)
}

/// `14/10/2026`, `14-10-2026`, `14.10.2026`, `2026-10-14`, `ngày 14 tháng 10 năm 2026`.
fn written_day(said: &str) -> Option<NaiveDate> {
    let folded = text::fold(said);
    let words: Vec<&str> = folded
        .split_whitespace()
        .filter(|word| !matches!(*word, "ngay" | "thang" | "nam"))
        .collect();
    // What follows may only be a time of midnight, as Excel writes it.
    let (parts, rest) = words.split_at_checked(3)?;
    if !rest.iter().all(|word| word.bytes().all(|b| b == b'0')) {
        return None;
    }
    let number = |at: usize| -> Option<u32> {
        let part = parts[at];
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())
            .flatten()
    };
    let (a, b, c) = (number(0)?, number(1)?, number(2)?);
    let (year, month, day) = match (parts[0].len(), parts[2].len()) {
        (4, 1..=2) => (a, b, c),
        (1..=2, 4) => (c, b, a),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A person's number as it must have been: Excel keeps numbers without the zeros before them. The
/// second says that zeros were put back.
///
/// # Errors
/// Why no number can be told for certain.
pub(crate) fn person_number(
    cell: &Cell,
    birth: Option<&str>,
) -> std::result::Result<(String, bool), String> {
    let said = match cell {
        Cell::Number(number) => {
            if number.fract() != 0.0 || !(0.0..1e15).contains(number) {
                return Err("số định danh không đúng".to_owned());
            }
            format!("{number:.0}")
        }
        Cell::Day(_) => return Err("số định danh đã bị Excel đổi thành ngày".to_owned()),
        cell => plain(cell)?,
    };
    let digits: String = said
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '\''))
        .collect();
    if !digits.is_empty()
        && digits.bytes().any(|b| b == b'+' || b == b',')
        && digits.contains(['E', 'e'])
    {
        return Err(format!(
            "số định danh “{}” đã bị Excel rút gọn, mất các chữ số cuối; hãy định dạng cột là Văn bản (Text) rồi nhập lại",
            short(&said)
        ));
    }
    let bare = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match (bare, digits.len()) {
        (true, 10 | 11) => {
            let whole = format!("{digits:0>12}");
            let citizen = text::PersonId::parse(&whole)
                .ok()
                .and_then(|id| id.citizen())
                .filter(|citizen| text::birth_place_of(citizen.place).is_some());
            let year = birth.and_then(|birth| birth.get(..4)?.parse().ok());
            match citizen {
                Some(citizen) if year.is_none_or(|year: i32| year == citizen.birth_year) => {
                    Ok((whole, true))
                }
                _ => Err(format!(
                    "số định danh “{}” thiếu chữ số, thêm số 0 ở đầu cũng không khớp nơi đăng ký hoặc năm sinh",
                    short(&said)
                )),
            }
        }
        (true, 8) => Ok((format!("{digits:0>9}"), true)),
        _ => Ok((said, false)),
    }
}

pub(crate) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
