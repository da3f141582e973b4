//! A sheet (xlsx or csv) as lines of cells. Whatever a stranger hands over ends in lines or in a fault.

use calamine::{DataRef, DataType as _, Reader as _, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;
use motcua_fault::{Code, Fault, OrFault, Result};
use std::{
    io::{Cursor, Read as _},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Most lines of one import: more is cut into several by whoever keeps them.
pub(crate) const MOST_LINES: usize = 200_000;
/// Columns beyond are no table of results.
const MOST_COLUMNS: usize = 256;
/// Cells in all, empty ones between others counted.
const MOST_CELLS: usize = 4_000_000;
/// Largest file, bytes.
const MOST_BYTES: usize = 64 << 20;
/// Largest workbook unpacked, bytes: a small file must not claim gigabytes.
const MOST_UNPACKED: u64 = 512 << 20;
/// Longest cell, characters.
const LONGEST: usize = 4_000;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Day(NaiveDate),
    Flag(bool),
    /// What Excel shows as `#N/A`, or a time of day: no value to take.
    Bad,
}

/// One line with its number in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) no: u32,
    pub(crate) cells: Vec<Cell>,
}

impl Line {
    /// The cell of a column; empty where the line is short.
    pub(crate) fn at(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| *cell == Cell::Empty)
    }
}

/// The lines of the first sheet that has any.
///
/// # Errors
/// `BAD_FILE` with what to do.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Line>> {
    if bytes.len() > MOST_BYTES {
        return Err(bad("Tệp lớn quá 64 MB. Hãy chia thành nhiều tệp."));
    }
    let lines = if bytes.starts_with(b"PK") {
        // The library reads what a stranger hands over; it must not end the program.
        catch_unwind(AssertUnwindSafe(|| workbook(bytes)))
            .unwrap_or_else(|_| Err(bad(BROKEN_WORKBOOK)))?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(bad(
            "Đây là tệp Excel đời cũ (.xls) hoặc tệp có mật khẩu. Hãy mở bằng Excel và lưu thành .xlsx không mật khẩu.",
        ));
    } else {
        text(bytes)?
    };
    if lines.iter().all(Line::is_empty) {
        return Err(bad("Tệp không có dòng nào."));
    }
    Ok(lines)
}

const BROKEN_WORKBOOK: &str =
    "Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";

fn bad(message: &str) -> Fault {
    Fault::new(Code::BadFile, message)
}

fn too_many() -> Fault {
    bad("Tệp có quá 200.000 dòng hoặc quá 256 cột. Hãy chia thành nhiều tệp.")
}

fn workbook(bytes: &[u8]) -> Result<Vec<Line>> {
    unpacked_size(bytes)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).or_fault(Code::BadFile, BROKEN_WORKBOOK)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut first = Vec::new();
    for sheet in sheets {
        let lines = worksheet(&mut book, &sheet)?;
        if lines.iter().any(|line| !line.is_empty()) {
            first = lines;
            break;
        }
    }
    Ok(first)
}

/// Unpacks every part to nowhere and counts: what an archive says of itself may be a lie.
fn unpacked_size(bytes: &[u8]) -> Result<()> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).or_fault(Code::BadFile, BROKEN_WORKBOOK)?;
    let mut left = MOST_UNPACKED;
    for part in 0..archive.len() {
        let file = archive
            .by_index(part)
            .or_fault(Code::BadFile, BROKEN_WORKBOOK)?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink())
            .or_fault(Code::BadFile, BROKEN_WORKBOOK)?;
        left = left
            .checked_sub(read)
            .ok_or_else(|| bad("Tệp Excel này bung ra quá lớn nên không được mở."))?;
    }
    Ok(())
}

/// Cell by cell: the whole range of a sheet with one far cell would fill the memory.
fn worksheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Line>> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .or_fault(Code::BadFile, BROKEN_WORKBOOK)?;
    let mut lines: Vec<Line> = Vec::new();
    let mut total = 0;
    while let Some(cell) = cells.next_cell().or_fault(Code::BadFile, BROKEN_WORKBOOK)? {
        let (row, column) = cell.get_position();
        let value = value(cell.get_value());
        if value == Cell::Empty {
            continue;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            return Err(too_many());
        }
        let no = row.saturating_add(1);
        // Rows come in order; one that does not is somebody's own making.
        match lines.last() {
            Some(last) if last.no == no => {}
            Some(last) if last.no > no => return Err(bad(BROKEN_WORKBOOK)),
            _ if lines.len() >= MOST_LINES => return Err(too_many()),
            _ => lines.push(Line {
                no,
                cells: Vec::new(),
            }),
        }
        if let Some(line) = lines.last_mut() {
            if line.cells.len() <= column {
                total += column + 1 - line.cells.len();
                line.cells.resize(column + 1, Cell::Empty);
            }
            if total > MOST_CELLS {
                return Err(too_many());
            }
            line.cells[column] = value;
        }
    }
    Ok(lines)
}

fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(when) if when.is_datetime() => data
            .as_datetime()
            .map_or(Cell::Bad, |when| Cell::Day(when.date())),
        DataRef::DateTimeIso(text) => text
            .get(..10)
            .and_then(|day| day.parse().ok())
            .map_or(Cell::Bad, Cell::Day),
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Error(_) => Cell::Bad,
        DataRef::String(text) => written(text),
        DataRef::SharedString(text) => written(text),
    }
}

fn written(text: &str) -> Cell {
    let cut: String = match text.len() > LONGEST {
        true => text.chars().take(LONGEST).collect(),
        false => text.to_owned(),
    };
    let clean = motcua_text::clean(&cut);
    if clean.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(clean)
    }
}

/// Excel writes CSV with commas, semicolons (as Windows is set in Vietnamese) or tabs.
fn text(bytes: &[u8]) -> Result<Vec<Line>> {
    // One kind of line end: after others the reader counts a line late.
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let (separator, body, skipped) = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(body.as_bytes());
    let mut lines = Vec::new();
    let mut total = 0;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(lines),
            Err(cause) => {
                return Err(bad("Tệp CSV không đúng cú pháp.").because(cause));
            }
        }
        total += record.len();
        if lines.len() >= MOST_LINES || record.len() > MOST_COLUMNS || total > MOST_CELLS {
            return Err(too_many());
        }
        let at = record.position().map_or(0, csv::Position::line) + skipped;
        lines.push(Line {
            no: u32::try_from(at).unwrap_or(u32::MAX),
            cells: record.iter().map(written).collect(),
        });
    }
}

fn decoded(bytes: &[u8]) -> Result<String> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes[2..]
            .chunks_exact(2)
            .map(|pair| of([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<std::result::Result<String, _>>()
    };
    let decoded = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes).ok(),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes).ok(),
        _ => std::str::from_utf8(bytes)
            .ok()
            .map(|text| text.trim_start_matches('\u{feff}').to_owned()),
    };
    decoded.filter(|text| !text.contains('\0')).or_fault(
        Code::BadFile,
        "Tệp này không phải .xlsx, cũng không phải CSV viết bằng UTF-8. Trong Excel hãy chọn Lưu thành, kiểu “CSV UTF-8” hoặc “.xlsx”.",
    )
}

/// What parts the fields, the text from its first record on, and how many lines were left out before.
fn separator(text: &str) -> (u8, &str, u64) {
    // Excel's own hint, as a first line.
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(sign @ (b',' | b';' | b'\t' | b'|')) = rest.bytes().next()
        && let Some(end) = rest.find('\n')
    {
        return (sign, &rest[end + 1..], 1);
    }
    let mut counts = [(b';', 0_usize), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.lines().take(20).flat_map(str::bytes) {
        if byte == b'"' {
            quoted = !quoted;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte && !quoted) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let sign = counts
        .iter()
        .find(|(_, count)| *count == most && most > 0)
        .map_or(b',', |(sign, _)| *sign);
    (sign, text, 0)
}
