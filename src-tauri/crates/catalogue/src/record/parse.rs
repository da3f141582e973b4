//! A line of JSON into a [`Record`], or why not: the import format (one procedure an object), and the
//! rows of the national index, which have less and call some things otherwise.

use super::{Component, Method, Record};
use crate::{check::is_procedure_code, read::national_code};
use motcua_text::{clean, fold};
use serde_json::{Map, Value};

/// Most components, methods or texts of one record: the most published is 55 components.
const MOST: usize = 2_000;
/// A time limit beyond ten years, or so many papers, is a slip.
const MOST_COUNT: i64 = 3_660;

/// A line that goes nowhere but the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The procedure code as far as it can be read.
    pub code: Option<String>,
    /// Why, in words.
    pub why: String,
    /// Whether it is an object that names a procedure at all.
    pub is_record: bool,
}

impl Rejected {
    /// A line that is no record at all.
    pub fn line(why: impl Into<String>) -> Self {
        Self {
            code: None,
            why: why.into(),
            is_record: false,
        }
    }
}

type Key<T> = std::result::Result<T, String>;

/// Reads one line.
///
/// # Errors
/// Why it is no record.
pub fn parse(line: &[u8]) -> std::result::Result<Record, Rejected> {
    let text = std::str::from_utf8(line).map_err(|_| Rejected::line("không phải văn bản UTF-8"))?;
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Rejected::line(match error.to_string().contains("recursion limit") {
            true => "JSON lồng nhau quá sâu".to_owned(),
            false => format!("không phải JSON đúng cú pháp (cột {})", error.column()),
        })
    })?;
    let Value::Object(map) = value else {
        return Err(Rejected::line("không phải một đối tượng JSON"));
    };
    let said = match map.get("code") {
        None | Some(Value::Null) => None,
        Some(Value::String(code)) => Some(clean(code)).filter(|code| !code.is_empty()),
        Some(other) => {
            return Err(Rejected {
                code: Some(short(&other.to_string())),
                why: wrong("code"),
                is_record: false,
            });
        }
    };
    let Some(said) = said else {
        return Err(Rejected::line("thiếu mã thủ tục (code)"));
    };
    let code = national_code(&said).to_owned();
    let reject = |why: String| Rejected {
        code: Some(short(&code)),
        why,
        is_record: true,
    };
    if !is_procedure_code(&code) {
        return Err(reject(
            "mã thủ tục không có dạng một chữ số, dấu chấm, sáu chữ số".to_owned(),
        ));
    }
    let keys = Keys {
        map: &map,
        path: String::new(),
    };
    record(&keys, &code).map_err(reject)
}

fn record(keys: &Keys<'_>, code: &str) -> Key<Record> {
    let name = keys.text("name")?.ok_or("thiếu tên thủ tục (name)")?;
    if let Some(odd) = name.chars().find(|c| is_odd(*c)) {
        return Err(format!(
            "tên thủ tục có ký tự lạ (U+{:04X})",
            u32::from(odd)
        ));
    }
    if name.chars().count() > 2_000 {
        return Err("tên thủ tục dài quá 2.000 chữ".to_owned());
    }
    let mut fields = keys.texts("fields")?;
    if let Some(field) = keys.text("field")? {
        fields.retain(|known| *known != field);
        fields.insert(0, field);
    }
    let mut replaced = Vec::new();
    for row in keys.objects("nq66_7_replaced")? {
        let parts = [row.text("document")?, row.text("database")?];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        replaced.push(parts.join(": "));
    }
    let mut results = Vec::new();
    for row in keys.objects("results")? {
        if let Some(name) = row.text("name")? {
            // “Mã: …” has got into some names.
            let name = name.split("Mã:").next().unwrap_or_default();
            let name = name.trim_end_matches([' ', '.', ';', ':', '-']).to_owned();
            if !name.is_empty() && !results.contains(&name) {
                results.push(name);
            }
        }
        row.text("code")?;
    }
    Ok(Record {
        code: code.to_owned(),
        name,
        fields,
        promulgated_by: keys.text("promulgated_by")?,
        decision: keys.text("decision")?,
        levels: keys.texts("levels")?.iter().map(|l| level(l)).collect(),
        departments: keys.texts("departments")?,
        subjects: subjects(keys.texts("subjects")?),
        relevance: keys.text("relevance")?,
        state: match keys.text("portal_state")? {
            Some(state) => Some(state),
            None => keys.text("state")?,
        },
        sort: keys.text("type")?,
        methods: methods(keys)?,
        components: components(keys)?,
        steps: keys.paragraphs("steps")?,
        conditions: keys.paragraphs("conditions")?,
        results,
        basis: legal(keys.texts("legal_codes")?),
        authority: keys.text("authority")?,
        replaced,
        url: keys.text("url")?.filter(|url| is_web(url)),
        as_of: as_of(keys)?,
    })
}

fn methods(keys: &Keys<'_>) -> Key<Vec<Method>> {
    let mut methods = Vec::new();
    for row in keys.objects("methods")? {
        let note = row.paragraphs("note")?;
        let mut amounts = Vec::new();
        let mut cut_short = false;
        for fee in row.objects("fees")? {
            let amount = fee.whole("amount")?;
            fee.text("note")?;
            let currency = fee.text("currency")?.unwrap_or_else(|| "VND".to_owned());
            // Missions abroad charge in dollars; no commune does.
            if currency != "VND" {
                continue;
            }
            match amount {
                // 0 says nothing: “Miễn phí” is not “0 đồng”.
                None | Some(0) => {}
                Some(1_000..=1_000_000_000) => amounts.extend(amount),
                Some(_) => cut_short = true,
            }
        }
        amounts.sort_unstable();
        amounts.dedup();
        let effective = match row.object("time_effective")? {
            None => None,
            Some(said) => {
                said.text("basis")?;
                said.count("qty")?.zip(said.text("unit")?)
            }
        };
        let set_by_province = row.flag("fee_set_by_province")?;
        row.text("time_text")?;
        methods.push(Method {
            channel: match row.text("channel")?.as_deref() {
                Some("truc_tiep") => "counter".to_owned(),
                Some("truc_tuyen") => "online".to_owned(),
                Some("buu_chinh") => "post".to_owned(),
                Some(other) => other.to_owned(),
                None => String::new(),
            },
            count: row.count("time_qty")?.filter(|count| *count > 0),
            unit: row.text("time_unit")?,
            effective: effective.filter(|(count, _)| *count > 0),
            free: row.flag("free")? && !set_by_province,
            set_by_province,
            amounts,
            cut_short,
            note,
            unsure: row.flag("parse_uncertain")?,
        });
    }
    Ok(methods)
}

fn components(keys: &Keys<'_>) -> Key<Vec<Component>> {
    let mut components = Vec::new();
    for row in keys.objects("components")? {
        let text = row.paragraphs("text")?.unwrap_or_default();
        let original = row.papers("original")?;
        let copy = row.papers("copy")?;
        row.texts("forms")?;
        let code = row.text("component_code")?;
        let said_note = row.flag("is_note")?;
        components.push(Component {
            group: row.text("group")?,
            // An empty row stays: rows without a code are known by their place.
            note: said_note || text.is_empty() || (original == 0 && copy == 0) || is_heading(&text),
            text,
            original,
            copy,
            code,
        });
    }
    Ok(components)
}

/// A line that only announces what comes under it.
fn is_heading(text: &str) -> bool {
    let folded = fold(text);
    let start = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let announces = [
        "giay to phai",
        "thanh phan ho so",
        "ho so gom",
        "luu y",
        "khac",
    ];
    text.trim_end().ends_with(':')
        && (announces.iter().any(|word| start.starts_with(word)) || text.chars().count() < 60)
        || start == "khac"
}

/// `Cấp Tỉnh` and `Cấp tỉnh` are one.
fn level(level: &str) -> String {
    let lower = level.to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A value that was cut in two at its comma is one again.
fn subjects(texts: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for text in texts {
        match whole.last_mut() {
            Some(last) if last.matches('(').count() > last.matches(')').count() => {
                last.push_str(", ");
                last.push_str(&text);
            }
            _ => whole.push(text),
        }
    }
    whole
}

/// `Thông tư số 03/2023/TT-BTP` and `03/2023/TT-BTP` are one text.
fn legal(texts: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for text in texts {
        let number = text.split_whitespace().find(|word| word.contains('/'));
        let known = whole.iter().any(|known| {
            *known == text
                || number.is_some_and(|number| known.split_whitespace().any(|w| w == number))
        });
        if !known {
            whole.push(text);
        }
    }
    whole
}

/// The newest day that the sources name.
fn as_of(keys: &Keys<'_>) -> Key<Option<String>> {
    let mut rows = keys.objects("sources")?;
    rows.extend(keys.object("source")?);
    let mut newest = None;
    for row in rows {
        for key in ["crawled", "exported", "date"] {
            let said = row.text(key)?;
            let day = said.and_then(|said| {
                said.split(|c: char| !c.is_ascii_digit() && c != '-')
                    .find(|word| word.len() >= 7 && word.starts_with("20"))
                    .map(str::to_owned)
            });
            newest = newest.max(day);
        }
    }
    Ok(newest)
}

fn is_web(url: &str) -> bool {
    matches!(url.split_once("://"), Some(("https" | "http", _)))
        && !url.contains(char::is_whitespace)
        && url.len() < 500
}

/// Characters that no title has: pictures, private ones, those that stand for what was lost.
fn is_odd(c: char) -> bool {
    matches!(u32::from(c), 0x2300..=0x2BFF | 0xE000..=0xF8FF | 0xFFF0..=0xFFFF | 0x1_F000..)
}

fn wrong(key: &str) -> String {
    format!("giá trị của “{key}” sai kiểu")
}

fn short(text: &str) -> String {
    clean(text).chars().take(40).collect()
}

/// An object whose values are taken by key; a wrong type names the key and its path.
struct Keys<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Keys<'a> {
    fn at(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    fn wrong<T>(&self, key: &str) -> Key<T> {
        Err(wrong(&self.at(key)))
    }

    fn text(&self, key: &str) -> Key<Option<String>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(clean(text)).filter(|text| !text.is_empty())),
            Some(_) => self.wrong(key),
        }
    }

    /// Text of several lines.
    fn paragraphs(&self, key: &str) -> Key<Option<String>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => {
                let lines: Vec<_> = text
                    .lines()
                    .map(clean)
                    .filter(|line| !line.is_empty())
                    .collect();
                Ok(Some(lines.join("\n")).filter(|text| !text.is_empty()))
            }
            Some(_) => self.wrong(key),
        }
    }

    fn texts(&self, key: &str) -> Key<Vec<String>> {
        let values = self.list(key)?;
        let mut texts: Vec<String> = Vec::new();
        for value in values {
            match value {
                Value::Null => {}
                Value::String(text) => {
                    let text = clean(text);
                    if !text.is_empty() && !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                _ => return self.wrong(key),
            }
        }
        Ok(texts)
    }

    fn list(&self, key: &str) -> Key<&'a [Value]> {
        match self.get(key) {
            None => Ok(&[]),
            Some(Value::Array(values)) if values.len() <= MOST => Ok(values),
            Some(Value::Array(_)) => Err(format!("“{}” có quá nhiều mục", self.at(key))),
            Some(_) => self.wrong(key),
        }
    }

    fn objects(&self, key: &str) -> Key<Vec<Keys<'a>>> {
        let mut objects = Vec::new();
        for (i, value) in self.list(key)?.iter().enumerate() {
            match value {
                Value::Null => {}
                Value::Object(map) => objects.push(Keys {
                    map,
                    path: format!("{}[{}].", self.at(key), i + 1),
                }),
                _ => return self.wrong(&format!("{key}[{}]", i + 1)),
            }
        }
        Ok(objects)
    }

    fn object(&self, key: &str) -> Key<Option<Keys<'a>>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(Keys {
                map,
                path: format!("{}.", self.at(key)),
            })),
            Some(_) => self.wrong(key),
        }
    }

    fn whole(&self, key: &str) -> Key<Option<i64>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(number) => Ok(Some(number)),
                None => self.wrong(key),
            },
            // “not known” is written as an empty text too.
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(_) => self.wrong(key),
        }
    }

    fn count(&self, key: &str) -> Key<Option<u32>> {
        match self.whole(key)? {
            None => Ok(None),
            Some(count @ 0..=MOST_COUNT) => Ok(u32::try_from(count).ok()),
            Some(_) => Err(format!("giá trị của “{}” không hợp lý", self.at(key))),
        }
    }

    /// How many papers. In some rows the year of the form ran into the number (“…/2025” and 1 is 20251).
    fn papers(&self, key: &str) -> Key<u32> {
        match self.whole(key)? {
            None => Ok(0),
            Some(count @ 0..=999) => Ok(u32::try_from(count).unwrap_or(1)),
            Some(glued @ 19_900..=20_399) => Ok(u32::try_from(glued % 10).unwrap_or(1)),
            Some(1_000..) => Ok(1),
            Some(_) => Err(format!("giá trị của “{}” không hợp lý", self.at(key))),
        }
    }

    fn flag(&self, key: &str) -> Key<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => self.wrong(key),
        }
    }
}
