//! The whole catalogue as authored files, in a folder or a zip, for keeping, for another office, for
//! whoever edits elsewhere; and taken back.

use crate::{desk::Desk, editing::ProcedureDraftView};
use chrono::NaiveDateTime;
use motcua_catalogue::{authored, difference::ProcedureDiff, record::Record};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_office::RecordImport;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};
use ts_rs::TS;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Below this folder lies what the office itself wrote: it is laid over the rest.
const OFFICE: &str = "office/";
/// Imported records, in the import format.
const RECORDS: &str = "records.jsonl";
/// Most files of an archive that is taken in.
const MOST_FILES: usize = 20_000;
/// Most bytes of them together.
const MOST_BYTES: u64 = 256 << 20;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "CatalogueExport")]
pub struct Exported {
    /// Absolute path of the folder or the zip.
    pub path: String,
    /// Files of the bundled catalogue.
    pub files: usize,
    /// Procedures that the office wrote.
    pub office: usize,
    /// Imported records.
    pub records: usize,
}

/// What came of taking authored files back.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(rename = "CatalogueTaken")]
pub struct Taken {
    /// Procedures looked at.
    pub read: usize,
    /// Those that are in use just so.
    pub unchanged: usize,
    /// Those that are other or new: drafts, to be looked at and approved.
    pub drafts: Vec<ProcedureDraftView>,
    /// Files that could not be read as procedures, and why.
    pub rejected: Vec<RejectedFile>,
    /// What came of the records among them.
    pub records: Option<RecordImport>,
}

/// A file that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RejectedFile {
    /// Its path.
    pub file: String,
    /// Why.
    pub why: String,
}

impl Desk {
    /// Writes the whole catalogue to `to`: a zip where its name ends so, else a folder that is not there
    /// yet or is empty.
    ///
    /// # Errors
    /// `BAD_FILE` where something is there already; `DISK_FULL`, `NO_ACCESS`.
    pub fn export_catalogue(&self, to: &Path) -> Result<Exported> {
        let base = self.reference().bundled();
        let mut files = base.catalogue.files()?.0;
        let bundled = files.len();
        let texts = self.office().layer_texts()?;
        for text in &texts {
            files.insert(format!("{OFFICE}{}", text.file), text.text.clone());
        }
        let rows = self.office().layer_rows()?;
        let mut lines = String::new();
        for row in &rows {
            let record: Record = serde_json::from_str(&row.record).or_fault(
                Code::Damaged,
                "Không đọc được dữ liệu thủ tục đã nhập. Hãy phục hồi từ bản sao lưu.",
            )?;
            lines.push_str(&record.to_line());
            lines.push('\n');
        }
        if !rows.is_empty() {
            files.insert(RECORDS.to_owned(), lines);
        }
        match is_zip_name(to) {
            true => write_zip(to, &files)?,
            false => write_folder(to, &files)?,
        }
        Ok(Exported {
            path: to
                .canonicalize()
                .unwrap_or_else(|_| to.to_owned())
                .display()
                .to_string(),
            files: bundled,
            office: texts.len(),
            records: rows.len(),
        })
    }

    /// Takes authored files back, from a folder, a zip or one file: what is other than in use becomes a
    /// draft, to be approved. Nothing is in use before that.
    ///
    /// # Errors
    /// `NO_OFFICE` when a draft must be kept; `BAD_FILE` for what is none of these, or has no procedure.
    pub fn take_catalogue(&self, from: &Path, now: NaiveDateTime) -> Result<Taken> {
        let files = read_files(from)?;
        let mut taken = Taken::default();
        let reference = self.reference();
        for (file, text) in procedures(&files) {
            taken.read += 1;
            let read = match authored::read(file, text) {
                Ok(read) => read.procedure,
                Err(finding) => {
                    taken.rejected.push(RejectedFile {
                        file: file.clone(),
                        why: format!("dòng {}: {}", finding.line, finding.message),
                    });
                    continue;
                }
            };
            let known = reference
                .catalogue
                .versions(&read.code)?
                .iter()
                .any(|(procedure, _)| procedure.version == read.version);
            match known {
                true => taken.unchanged += 1,
                false => taken.drafts.push(self.take_procedure(text, now)?),
            }
        }
        if let Some(lines) = files.get(RECORDS) {
            let official = reference.catalogue.official()?;
            taken.records = Some(self.office().import_records(
                (RECORDS, lines.as_bytes()),
                motcua_office::Beside {
                    catalogue: &reference.catalogue,
                    official: &official,
                },
                false,
                now,
                &mut |_| true,
            )?);
            self.lay_over()?;
        }
        if taken.read == 0 && taken.records.is_none() {
            return Err(nothing_there());
        }
        Ok(taken)
    }

    /// What taking authored files back would change, procedure by procedure; nothing is written. How
    /// many were looked at, and those that are other than in use.
    ///
    /// # Errors
    /// `BAD_FILE` for what has no procedure in it; `CATALOGUE_FAULTS` for one that cannot be read.
    pub fn catalogue_difference(&self, from: &Path) -> Result<(usize, Vec<ProcedureDiff>)> {
        let files = read_files(from)?;
        let reference = self.reference();
        let (mut read, mut changed) = (0, Vec::new());
        for (file, text) in procedures(&files) {
            read += 1;
            let known = match authored::read(file, text) {
                Ok(authored) => reference
                    .catalogue
                    .versions(&authored.procedure.code)?
                    .iter()
                    .any(|(procedure, _)| procedure.version == authored.procedure.version),
                Err(_) => false,
            };
            if !known {
                changed.push(self.procedure_difference(text)?);
            }
        }
        if read == 0 {
            return Err(nothing_there());
        }
        Ok((read, changed))
    }
}

fn nothing_there() -> Fault {
    Fault::new(
        Code::BadFile,
        "Trong đó không có bản soạn thủ tục nào. Hãy chọn tệp hoặc thư mục do Một Cửa xuất ra.",
    )
}

/// Those of the files that are guided procedures; a file given alone is one whatever its name.
fn procedures(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(file, _)| {
        let inner = file.strip_prefix(OFFICE).unwrap_or(file);
        inner.ends_with(".toml")
            && !inner.ends_with("listed.toml")
            && (files.len() == 1 || inner.starts_with("catalogue/"))
    })
}

/// Whether `path` is something that [`Desk::take_catalogue`] takes, rather than a file of records.
pub fn is_authored(path: &Path) -> bool {
    let starts_as_zip = || {
        let mut start = [0; 4];
        File::open(path)
            .and_then(|mut file| file.read_exact(&mut start))
            .is_ok_and(|()| start == *b"PK\x03\x04")
    };
    path.is_dir() || path.extension().is_some_and(|ext| ext == "toml") || starts_as_zip()
}

fn is_zip_name(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ext| ext.eq_ignore_ascii_case("zip"))
}

fn write_zip(to: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let part = PathBuf::from(format!("{}.part", to.display()));
    let write = || -> std::io::Result<()> {
        let mut zip = ZipWriter::new(File::create(&part)?);
        for (file, text) in files {
            zip.start_file(file.as_str(), SimpleFileOptions::default())?;
            zip.write_all(text.as_bytes())?;
        }
        zip.finish()?.sync_all()?;
        fs::rename(&part, to)
    };
    write().map_err(|cause| {
        let _ = fs::remove_file(&part);
        cannot_write(to, &cause)
    })
}

fn write_folder(to: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let taken = fs::read_dir(to).is_ok_and(|mut there| there.next().is_some());
    if taken || to.is_file() {
        return Err(Fault::new(
            Code::BadFile,
            format!(
                "{} đã có sẵn. Hãy chọn một thư mục mới, hoặc đặt tên tệp kết thúc bằng .zip.",
                to.display()
            ),
        ));
    }
    for (file, text) in files {
        let path = to.join(file);
        let folder = path.parent().unwrap_or(to);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|cause| cannot_write(to, &cause))?;
    }
    Ok(())
}

fn cannot_write(to: &Path, cause: &std::io::Error) -> Fault {
    let code = match cause.kind() {
        std::io::ErrorKind::StorageFull => Code::DiskFull,
        _ => Code::NoAccess,
    };
    Fault::new(
        code,
        format!(
            "Không ghi được {}. Kiểm tra chỗ trống và quyền ghi.",
            to.display()
        ),
    )
    .because(cause)
}

/// Text files by path, with `/` between folders.
fn read_files(from: &Path) -> Result<BTreeMap<String, String>> {
    let cannot = || format!("Không đọc được {}.", from.display());
    if from.is_dir() {
        let mut files = motcua_catalogue::source::Files::read_dir(from)?.0;
        let records = from.join(RECORDS);
        if records.is_file() {
            let text = fs::read_to_string(records).or_fault(Code::BadFile, cannot())?;
            files.insert(RECORDS.to_owned(), text);
        }
        return Ok(files);
    }
    let file = File::open(from).or_fault(Code::BadFile, cannot())?;
    if from.extension().is_some_and(|ext| ext == "toml") {
        let mut text = String::new();
        file.take(MOST_BYTES)
            .read_to_string(&mut text)
            .or_fault(Code::BadFile, cannot())?;
        let name = from.file_name().unwrap_or_default().to_string_lossy();
        return Ok([(name.into_owned(), text)].into());
    }
    let damaged = "Tệp zip bị hỏng hoặc không do Một Cửa xuất ra.";
    let mut zip = ZipArchive::new(file).or_fault(Code::BadFile, damaged)?;
    if zip.len() > MOST_FILES {
        return Err(Fault::new(Code::BadFile, damaged));
    }
    let mut files = BTreeMap::new();
    let mut left = MOST_BYTES;
    for at in 0..zip.len() {
        let entry = zip.by_index(at).or_fault(Code::BadFile, damaged)?;
        let name = entry
            .name()
            .or_fault(Code::BadFile, damaged)?
            .replace('\\', "/");
        if !(name.ends_with(".toml") || name == RECORDS) {
            continue;
        }
        let mut text = String::new();
        // What an entry says of its own size is not believed.
        let read = entry
            .take(left + 1)
            .read_to_string(&mut text)
            .or_fault(Code::BadFile, damaged)?;
        left = left
            .checked_sub(read as u64)
            .or_fault(Code::BadFile, "Tệp zip lớn quá 256 MB khi mở ra.")?;
        files.insert(name, text);
    }
    Ok(files)
}
