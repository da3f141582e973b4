//! Official records taken in, compared with what is authored, and taken back.

use crate::desk::Desk;
use chrono::NaiveDateTime;
use motcua_catalogue::{
    difference::ProcedureDiff,
    model::Origin,
    record::{Record, compare},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_office::{Beside, ImportedView, RecordBatch, RecordImport};
use motcua_text as text;
use serde::Serialize;
use std::{
    fs::File,
    io::BufReader,
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};
use ts_rs::TS;

/// How far the import of records that runs has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct RecordProgress {
    /// Bytes read.
    #[ts(type = "number")]
    pub done: u64,
    /// Bytes in all; 0: nothing runs.
    #[ts(type = "number")]
    pub all: u64,
}

/// What runs, for whoever asks meanwhile.
#[derive(Default)]
pub(crate) struct Importing {
    done: AtomicU64,
    all: AtomicU64,
    stop: AtomicBool,
}

impl Desk {
    /// Takes in a file of official records, one JSON object a line; a dry run only says what it would
    /// change. Authored entries are never changed: where a record says otherwise it is kept beside them.
    ///
    /// # Errors
    /// `BAD_FILE`, `BAD_INPUT` when nothing in it is a record: nothing is written.
    pub fn import_records(
        &self,
        path: &Path,
        dry_run: bool,
        now: NaiveDateTime,
    ) -> Result<RecordImport> {
        self.import_records_telling(path, dry_run, now, &mut |_, _| {})
    }

    /// The same; `tell` hears of bytes read and bytes in all.
    ///
    /// # Errors
    /// As [`Desk::import_records`].
    pub fn import_records_telling(
        &self,
        path: &Path,
        dry_run: bool,
        now: NaiveDateTime,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<RecordImport> {
        let cannot = || {
            format!(
                "Không đọc được tệp “{}”. Kiểm tra tên tệp và quyền đọc.",
                path.display()
            )
        };
        let file = File::open(path).or_fault(Code::BadFile, cannot())?;
        let about = file.metadata().or_fault(Code::BadFile, cannot())?;
        if about.is_dir() {
            return Err(Fault::new(Code::BadFile, cannot()));
        }
        let all = about.len().max(1);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let reference = self.reference();
        let official = reference.catalogue.official()?;
        let running = &self.importing;
        running.stop.store(false, Ordering::Relaxed);
        running.all.store(all, Ordering::Relaxed);
        let report = self.office().import_records(
            (&name, BufReader::with_capacity(1 << 18, file)),
            Beside {
                catalogue: &reference.catalogue,
                official: &official,
            },
            dry_run,
            now,
            &mut |done| {
                running.done.store(done, Ordering::Relaxed);
                tell(done, all);
                !running.stop.load(Ordering::Relaxed)
            },
        );
        running.all.store(0, Ordering::Relaxed);
        running.done.store(0, Ordering::Relaxed);
        let report = report?;
        if report.batch.is_some() {
            self.lay_over()?;
        }
        Ok(report)
    }

    /// How far the import that runs has come.
    pub fn record_progress(&self) -> RecordProgress {
        RecordProgress {
            done: self.importing.done.load(Ordering::Relaxed),
            all: self.importing.all.load(Ordering::Relaxed),
        }
    }

    /// Stops the import that runs; nothing of it is written.
    pub fn stop_importing(&self) {
        self.importing.stop.store(true, Ordering::Relaxed);
    }

    /// Takes an import back.
    ///
    /// # Errors
    /// Those of [`motcua_office::Office::undo_record_import`].
    pub fn undo_record_import(&self, batch: &str, now: NaiveDateTime) -> Result<RecordBatch> {
        let undone = self.office().undo_record_import(batch, now)?;
        self.lay_over()?;
        Ok(undone)
    }

    /// The imported record of a procedure; `None` where there is none.
    pub fn imported(&self, code: &str) -> Result<Option<ImportedView>> {
        self.office()
            .imported(motcua_catalogue::national_code(code))
    }

    /// What the imported record of a procedure says otherwise than the authored entry.
    ///
    /// # Errors
    /// `BAD_INPUT` where no record was imported; `UNKNOWN_PROCEDURE`.
    pub fn record_difference(&self, code: &str, now: NaiveDateTime) -> Result<ProcedureDiff> {
        let code = motcua_catalogue::national_code(code);
        let imported = self.imported(code)?.or_fault(
            Code::BadInput,
            format!("Chưa nhập dữ liệu chính thức nào của thủ tục {code}."),
        )?;
        self.beside(&imported.record, now)
    }

    /// What a record says otherwise than the authored entry.
    fn beside(&self, record: &Record, now: NaiveDateTime) -> Result<ProcedureDiff> {
        let reference = self.reference();
        let mut versions = reference.catalogue.versions(&record.code)?;
        versions.retain(|(_, origin)| *origin != Origin::Imported);
        let official = reference.catalogue.official()?;
        let changes = versions.last().map_or_else(Vec::new, |(procedure, _)| {
            compare(procedure, official.0.get(&record.code), record)
        });
        Ok(ProcedureDiff {
            code: record.code.clone(),
            name: record.name.clone(),
            before: "Danh mục đang dùng".to_owned(),
            after: record.as_of.as_ref().map_or_else(
                || format!("Dữ liệu chính thức nhập ngày {}", text::date(now.date())),
                |day| format!("Dữ liệu chính thức đến {day}"),
            ),
            changes,
        })
    }

    /// Lets a record stand in place of an entry that is only listed, or takes that back.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` when no record is offered; `BAD_MOVE` for a guided procedure, which is
    /// changed by editing.
    pub fn take_record(&self, code: &str, taken: bool, now: NaiveDateTime) -> Result<()> {
        let code = motcua_catalogue::national_code(code);
        let reference = self.reference();
        let guided = reference
            .catalogue
            .versions(code)?
            .iter()
            .any(|(procedure, _)| procedure.guided);
        if taken && guided {
            return Err(Fault::new(
                Code::BadMove,
                format!(
                    "Thủ tục {code} đã có bộ câu hỏi và giấy tờ do người soạn. Hãy mở bản soạn, đối chiếu phần khác nhau rồi duyệt."
                ),
            ));
        }
        self.office().take_record(code, taken, now)?;
        self.lay_over()
    }
}
