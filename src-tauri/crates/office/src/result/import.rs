//! Results in bulk from a sheet: every line is looked at, the good ones go in as one batch, each bad
//! one is shown with its number and why, and the batch can be taken back while nothing rests on it.

use super::{
    columns::{self, Basic, Columns, Kinds, short},
    record::{Kept, NewResult},
    sheet::{self, Cell, Line},
    table,
};
use crate::{link, office::Office};
use chrono::NaiveDateTime;
use motcua_calendar::minute;
use motcua_catalogue::{Catalogue, model::HeldBy};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{HolderOf, Standing};
use motcua_store::{Migration, Moment, ReadTx};
use motcua_text as text;
use rusqlite::{Row, params};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use ts_rs::TS;
use uuid::Uuid;

pub(crate) const MIGRATIONS: [Migration; 2] = [
    Migration {
        table: "import_batch",
        version: 3,
        sql: "CREATE TABLE import_batch (
                  id TEXT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, file TEXT NOT NULL,
                  sha256 TEXT NOT NULL, added INTEGER NOT NULL, rejected INTEGER NOT NULL,
                  undone_at TEXT, undone_by TEXT
              ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        table: "import_line",
        version: 3,
        sql: "CREATE TABLE import_line (
                  batch TEXT NOT NULL, result TEXT NOT NULL, PRIMARY KEY (batch, result)
              ) STRICT, WITHOUT ROWID;",
    },
];

/// Good lines shown in a preview; the rest is counted.
const SHOWN: usize = 200;

/// A line that does not go in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RejectedLine {
    /// Its number in the file.
    pub line: u32,
    /// Why, in words.
    pub why: String,
    /// What stands in it.
    pub text: String,
}

/// Something to look at in a line that goes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LineRemark {
    /// Its number in the file.
    pub line: u32,
    /// What to look at.
    pub text: String,
}

/// A line that goes in, as understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportLine {
    /// Its number in the file.
    pub line: u32,
    /// Evidence id.
    pub kind: String,
    /// What that is called.
    pub name: String,
    /// Whose.
    pub holder: HolderOf,
    /// Official number.
    pub number: Option<String>,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// Last day of validity, `YYYY-MM-DD`.
    pub valid_until: Option<String>,
    /// Structured fields.
    pub fields: u32,
}

/// What came of an import, or would.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportReport {
    /// Lines below the heading that are not empty.
    pub read: u32,
    /// Lines that can go in.
    pub good: u32,
    /// Lines that went in; none in a dry run.
    pub added: u32,
    /// Lines that do not go in.
    pub rejected: Vec<RejectedLine>,
    /// What to look at in lines that do.
    pub remarks: Vec<LineRemark>,
    /// Headings of columns that are not taken.
    pub ignored: Vec<String>,
    /// The first good lines as understood.
    pub lines: Vec<ImportLine>,
    /// Under which it can be taken back; none when nothing went in.
    pub batch: Option<String>,
    /// Nothing was written.
    pub dry_run: bool,
}

/// An import that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportBatch {
    /// Its id.
    pub batch: String,
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// Who.
    pub by: String,
    /// Name of the file.
    pub file: String,
    /// Lines that went in.
    pub added: u32,
    /// Lines that did not.
    pub rejected: u32,
    /// When it was taken back.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub undone_at: Option<NaiveDateTime>,
    /// Who took it back.
    pub undone_by: Option<String>,
}

impl Office {
    /// Looks at every line of a sheet; unless it is a dry run, the good ones go in as one batch.
    /// `progress` hears of lines done and lines in all.
    ///
    /// # Errors
    /// `BAD_FILE`, `BAD_INPUT` when it cannot be read as a table of results at all: nothing is written.
    pub fn import_results(
        &self,
        (name, bytes): (&str, &[u8]),
        dry_run: bool,
        catalogue: &Catalogue,
        now: NaiveDateTime,
        progress: &mut dyn FnMut(u32, u32),
    ) -> Result<ImportReport> {
        self.import_while((name, bytes), dry_run, catalogue, now, &mut |done, all| {
            progress(done, all);
            true
        })
    }

    /// As [`Self::import_results`], until `go_on` says no.
    ///
    /// # Errors
    /// The same, and `STOPPED`: nothing is written.
    pub fn import_while(
        &self,
        (name, bytes): (&str, &[u8]),
        dry_run: bool,
        catalogue: &Catalogue,
        now: NaiveDateTime,
        go_on: &mut dyn FnMut(u32, u32) -> bool,
    ) -> Result<ImportReport> {
        let mut progress = |done, all| match go_on(done, all) {
            true => Ok(()),
            false => Err(Fault::new(
                Code::Stopped,
                "Đã dừng theo ý người nhập: chưa ghi dòng nào.",
            )),
        };
        let settings = self.set_up()?;
        let lines = sheet::read(bytes)?;
        let (at, columns) = Columns::find(&lines)?;
        let kinds = Kinds::of(catalogue);
        let batch = Uuid::now_v7().to_string();
        let lines: Vec<_> = lines[at + 1..]
            .iter()
            .filter(|line| !line.is_empty())
            .collect();
        let all = count(lines.len()) * if dry_run { 1 } else { 2 };
        let mut report = ImportReport {
            read: count(lines.len()),
            ignored: columns.unknown(&kinds),
            dry_run,
            ..ImportReport::default()
        };
        let mut good: Vec<(u32, Kept)> = Vec::new();
        self.store().read(|tx| {
            let mut seen = Seen::default();
            for (done, line) in lines.iter().enumerate() {
                let taken = take(line, &columns, &kinds, catalogue).and_then(|(new, remarks)| {
                    let mut kept = Kept::checked(
                        new,
                        None,
                        Uuid::now_v7().to_string(),
                        catalogue,
                        &settings.clerk,
                        now,
                    )
                    .map_err(|fault| fault.message)?;
                    kept.batch = Some(batch.clone());
                    Ok((kept, remarks))
                });
                let taken = match taken {
                    Ok((kept, remarks)) => match seen.against(tx, line.no, &kept)? {
                        Some(why) => Err(why),
                        None => Ok((kept, remarks)),
                    },
                    Err(why) => Err(why),
                };
                match taken {
                    Ok((kept, remarks)) => {
                        report
                            .remarks
                            .extend(remarks.into_iter().map(|text| LineRemark {
                                line: line.no,
                                text,
                            }));
                        good.push((line.no, kept));
                    }
                    Err(why) => report.rejected.push(rejected(line, why)),
                }
                progress(count(done + 1), all)?;
            }
            Ok(())
        })?;
        report.good = count(good.len());
        report.lines = good
            .iter()
            .take(SHOWN)
            .map(|(line, kept)| understood(*line, kept, catalogue))
            .collect();
        if dry_run || good.is_empty() {
            return Ok(report);
        }
        let (file, sha256) = (text::clean(name), hex::encode(Sha256::digest(bytes)));
        self.store().write(&settings.actor(), now, |tx| {
            let mut late = Vec::new();
            for (done, (line, kept)) in good.iter().enumerate() {
                // Entered by somebody else since it was looked at.
                match tx.attempt(|tx| table::insert(tx, kept)) {
                    Ok(()) => {
                        tx.execute(
                            "INSERT INTO import_line VALUES (?1, ?2)",
                            params![batch, kept.id],
                        )?;
                    }
                    Err(fault) if fault.code == Code::ResultExists => {
                        late.push((*line, fault.message));
                    }
                    Err(fault) => return Err(fault),
                }
                progress(report.read + count(done + 1), all)?;
            }
            let added = report.good - count(late.len());
            let rejected_lines = count(report.rejected.len() + late.len());
            tx.execute(
                "INSERT INTO import_batch VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, NULL)",
                params![batch, Moment(now), settings.clerk, file, sha256, added, rejected_lines],
            )?;
            tx.log(
                "import_batch",
                &batch,
                "import",
                &json!({ "file": file, "sha256": sha256, "added": added, "rejected": rejected_lines }),
            )?;
            report.added = added;
            report.rejected.extend(late.into_iter().map(|(line, why)| RejectedLine {
                line,
                why,
                text: String::new(),
            }));
            Ok(())
        })?;
        report.rejected.sort_by_key(|rejected| rejected.line);
        report.batch = Some(batch);
        Ok(report)
    }

    /// Imports done, newest first.
    pub fn imports(&self) -> Result<Vec<ImportBatch>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT id, at, by, file, added, rejected, undone_at, undone_by FROM import_batch
                 ORDER BY id DESC",
                [],
                batch,
            )
        })
    }

    /// Takes an import back whole, as if it had never been.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT` where there is no such import; `BAD_MOVE` when it was taken back already, or
    /// when something has happened to one of its results since: then nothing is changed.
    pub fn undo_import(&self, id: &str, now: NaiveDateTime) -> Result<ImportBatch> {
        let settings = self.set_up()?;
        let id = id.trim();
        self.store().write(&settings.actor(), now, |tx| {
            let found = of_id(tx, id)?.or_fault(
                Code::UnknownResult,
                format!("Không có lần nhập nào mã “{}”.", short(id)),
            )?;
            if found.undone_at.is_some() {
                return Err(Fault::new(
                    Code::BadMove,
                    "Lần nhập này đã được hủy từ trước.",
                ));
            }
            let results: Vec<String> = tx.all(
                "SELECT result FROM import_line WHERE batch = ?1 ORDER BY result",
                [id],
                |row| row.get(0),
            )?;
            let mut kept = Vec::new();
            let mut used = Vec::new();
            for result in &results {
                let one = table::stored(tx, result)?;
                let untouched = one.standing == Standing::Valid
                    && one.seal.is_none()
                    && table::events(tx, result)?.is_empty();
                match untouched {
                    true => kept.push(one),
                    false => used.push(one),
                }
            }
            if !used.is_empty() {
                let named: Vec<_> = used
                    .iter()
                    .take(5)
                    .map(|one| {
                        let number = one.number.as_deref().unwrap_or(&one.id);
                        format!("{number} của {}", one.holder.name)
                    })
                    .collect();
                return Err(Fault::new(
                    Code::BadMove,
                    format!(
                        "Không hủy được: {} kết quả của lần nhập này đã được dùng, đóng dấu hoặc thu hồi ({}).",
                        used.len(),
                        named.join("; ")
                    ),
                ));
            }
            for one in &kept {
                table::take_out(tx, one)?;
            }
            tx.execute("DELETE FROM import_line WHERE batch = ?1", [id])?;
            tx.execute(
                "UPDATE import_batch SET undone_at = ?2, undone_by = ?3 WHERE id = ?1",
                params![id, Moment(now), settings.clerk],
            )?;
            tx.log("import_batch", id, "undo", &json!({ "results": kept.len() }))?;
            of_id(tx, id)?.or_fault(Code::Internal, "Không đọc lại được lần nhập vừa hủy.")
        })
    }
}

fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

fn batch(row: &Row<'_>) -> rusqlite::Result<ImportBatch> {
    Ok(ImportBatch {
        batch: row.get(0)?,
        at: row.get::<_, Moment>(1)?.0,
        by: row.get(2)?,
        file: row.get(3)?,
        added: row.get(4)?,
        rejected: row.get(5)?,
        undone_at: row.get::<_, Option<Moment>>(6)?.map(|at| at.0),
        undone_by: row.get(7)?,
    })
}

fn of_id(tx: &ReadTx<'_>, id: &str) -> Result<Option<ImportBatch>> {
    tx.first(
        "SELECT id, at, by, file, added, rejected, undone_at, undone_by FROM import_batch
         WHERE id = ?1",
        [id],
        batch,
    )
}

/// A line as it would be entered by hand, and what to look at.
fn take(
    line: &Line,
    columns: &Columns,
    kinds: &Kinds<'_>,
    catalogue: &Catalogue,
) -> std::result::Result<(NewResult, Vec<String>), String> {
    let mut remarks = Vec::new();
    let cell = |basic| columns.cell(line, basic);
    let said = columns::plain(cell(Basic::Kind))?;
    if said.is_empty() {
        return Err("chưa ghi loại giấy tờ".to_owned());
    }
    let kind = kinds.called(&said)?;
    let held_by = catalogue.result_kinds().get(kind).map(|kind| kind.holder);
    let organisation = match (held_by, columns::yes(cell(Basic::Organisation))?) {
        (_, Some(said)) => said,
        (Some(HeldBy::Organisation), None) => true,
        (Some(HeldBy::Person) | None, None) => false,
        (Some(HeldBy::Either), None) => is_an_organisations(cell(Basic::Id))?,
    };
    let mut restored_day = |what: &str, restored: bool| {
        if restored {
            remarks.push(format!("{what} lấy từ số ngày của Excel, hãy xem lại"));
        }
    };
    let born = match organisation {
        true => None,
        false => columns::birth(cell(Basic::Birth)).map_err(|why| format!("ngày sinh {why}"))?,
    };
    let birth = born.map(|(birth, restored)| {
        restored_day("ngày sinh", restored);
        birth
    });
    let mut day = |basic, what: &str| -> std::result::Result<Option<String>, String> {
        let found = columns::day(cell(basic)).map_err(|why| format!("{what} {why}"))?;
        Ok(found.map(|(day, restored)| {
            restored_day(what, restored);
            day.to_string()
        }))
    };
    let issued = day(Basic::Issued, "ngày cấp")?;
    let valid_until = match cell(Basic::ValidUntil) {
        Cell::Text(said) if super::record::is_endless(said) => Some(said.clone()),
        _ => day(Basic::ValidUntil, "ngày hết hạn")?,
    };
    let id = match organisation {
        true => columns::plain(cell(Basic::Id))?,
        false => {
            let (id, restored) = columns::person_number(cell(Basic::Id), birth.as_deref())?;
            if restored {
                remarks.push(format!(
                    "số định danh mất số 0 ở đầu, đã lấy là {id}; hãy đối chiếu"
                ));
            }
            id
        }
    };
    let name = columns::plain(cell(Basic::Name))?;
    let mut fields = columns.fields(line, kind, kinds)?;
    if !organisation {
        fill_in(&mut fields, kind, &name, birth.as_deref(), catalogue);
        if let Ok(id) = text::PersonId::parse(&id) {
            let born = birth.as_deref().and_then(|birth| birth.parse().ok());
            remarks.extend(id.check(born, None).into_iter().map(|odd| odd.text));
        }
    }
    let text_of = |basic, what: &str| -> std::result::Result<Option<String>, String> {
        let said = columns::plain(cell(basic))?;
        if said.chars().count() > 300 {
            return Err(format!("{what} dài quá 300 chữ"));
        }
        Ok(Some(said).filter(|said| !said.is_empty()))
    };
    let new = NewResult {
        kind: kind.to_owned(),
        holder: HolderOf {
            id,
            name,
            birth,
            organisation,
        },
        number: columns::number(cell(Basic::Number))?,
        issued,
        valid_until,
        issuer: text_of(Basic::Issuer, "nơi cấp")?,
        fields,
        file: None,
        pages: None,
        shelf: text_of(Basic::Shelf, "vị trí lưu")?,
        source: Some(text_of(Basic::Source, "nguồn")?.unwrap_or_else(|| "nhập từ bảng".to_owned())),
    };
    Ok((new, remarks))
}

/// Of a kind that both may hold, only what no person can bear is taken for an organisation's; ten
/// digits may be a tax number or an identity number without its zeros.
fn is_an_organisations(cell: &Cell) -> std::result::Result<bool, String> {
    let said = match cell {
        Cell::Number(number) => format!("{number:.0}"),
        cell => columns::plain(cell)?,
    };
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    if digits == 10 && said.len() == 10 {
        return Err(
            "mã có 10 chữ số: hãy thêm cột “tổ chức” (có hoặc không) để phân biệt mã số thuế với số định danh thiếu số 0"
                .to_owned(),
        );
    }
    Ok(digits >= 13)
}

/// The paper's own name and birth fields where no column gives them: they are the holder's.
fn fill_in(
    fields: &mut BTreeMap<String, String>,
    kind: &str,
    name: &str,
    birth: Option<&str>,
    catalogue: &Catalogue,
) {
    let Some(kind) = catalogue.result_kinds().get(kind) else {
        return;
    };
    let of = |what: &str| {
        kind.fields
            .iter()
            .filter(move |field| field.person.as_deref() == Some(what))
            .map(|field| field.id.clone())
            .collect::<Vec<_>>()
    };
    let (names, births) = (of("name"), of("birth"));
    // Where the sheet names somebody on the paper, it may be a child's, kept for a parent.
    let other = |id: &String| {
        fields
            .get(id)
            .is_some_and(|said| text::fold(said) != text::fold(name))
    };
    if names.iter().any(other) {
        return;
    }
    for id in names {
        fields.entry(id).or_insert_with(|| name.to_owned());
    }
    if let Some(birth) = birth.filter(|birth| birth.len() == 10) {
        for id in births {
            fields.entry(id).or_insert_with(|| birth.to_owned());
        }
    }
}

/// What other lines and the store say already.
#[derive(Default)]
struct Seen {
    results: BTreeMap<(String, String, String), u32>,
    births: BTreeMap<String, (String, u32)>,
}

impl Seen {
    /// Why a line does not go in beside what is there.
    fn against(&mut self, tx: &ReadTx<'_>, line: u32, kept: &Kept) -> Result<Option<String>> {
        let what = match &kept.number {
            Some(number) => format!("số {number}"),
            None => format!("{:?} {:?}", kept.issued, kept.fields),
        };
        let key = (kept.kind.clone(), kept.holder.id.clone(), what);
        if let Some(first) = self.results.get(&key) {
            return Ok(Some(format!("trùng với dòng {first}")));
        }
        if let Some(twin) = table::twin(tx, kept)? {
            return Ok(Some(format!("đã có trong kho (mã {twin})")));
        }
        let is_day = |birth: &&String| birth.len() == 10;
        if let Some(birth) = kept.holder.birth.as_ref().filter(is_day) {
            if let Some((other, first)) = self.births.get(&kept.holder.id)
                && other != birth
            {
                return Ok(Some(format!(
                    "ngày sinh khác với dòng {first} của cùng số định danh"
                )));
            }
            let known = link::birth_of(tx, std::slice::from_ref(&kept.holder.id))?;
            if let Some(known) = known.as_ref().filter(is_day)
                && known != birth
            {
                let known = known.parse().map_or_else(|_| known.clone(), text::date);
                return Ok(Some(format!(
                    "ngày sinh khác với đã ghi của số định danh này ({known}); hãy đối chiếu lại giấy tờ"
                )));
            }
            self.births
                .insert(kept.holder.id.clone(), (birth.clone(), line));
        }
        self.results.insert(key, line);
        Ok(None)
    }
}

fn rejected(line: &Line, why: String) -> RejectedLine {
    let said: Vec<_> = line
        .cells
        .iter()
        .filter_map(|cell| columns::plain(cell).ok())
        .filter(|said| !said.is_empty())
        .take(8)
        .collect();
    RejectedLine {
        line: line.no,
        why,
        text: said.join(" · ").chars().take(160).collect(),
    }
}

fn understood(line: u32, kept: &Kept, catalogue: &Catalogue) -> ImportLine {
    ImportLine {
        line,
        kind: kept.kind.clone(),
        name: catalogue
            .evidence()
            .get(&kept.kind)
            .map_or_else(|| kept.kind.clone(), |evidence| evidence.name.clone()),
        holder: kept.holder.clone(),
        number: kept.number.clone(),
        issued: kept.issued.map(|day| day.to_string()),
        valid_until: kept.valid_until.map(|day| day.to_string()),
        fields: count(kept.fields.len()),
    }
}
