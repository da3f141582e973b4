//! Results on their way in: the folder that the scanner writes to, a file looked at before it is kept,
//! sheets, and what a finished dossier gives.

use crate::{desk::Desk, view::DossierView};
use chrono::{DateTime, NaiveDateTime, TimeDelta};
use motcua_calendar::minute;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_office::{
    Archive, FileRef, Finished, ImportReport, NewResult, ProducedView, ResultView, State,
};
use motcua_paper::scanned::{self, MAX_BYTES, ScanKind, Scanned};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::SystemTime,
};
use ts_rs::TS;

/// Where the scanner writes, below the data folder.
const SCANS: &str = "scans";
/// Most files shown at once.
const MOST: usize = 500;
/// Largest sheet read, bytes.
const LARGEST_SHEET: u64 = 64 << 20;
/// Việt Nam's clock stands so far ahead of the file system's.
const AHEAD: TimeDelta = TimeDelta::hours(7);

/// A scan that waits to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ScanView {
    /// Name of the file: what entering a result names.
    pub name: String,
    /// Absolute path.
    pub path: String,
    /// `pdf`, `png`, `jpeg`; none for what cannot be read.
    pub kind: Option<String>,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was written.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub written: Option<NaiveDateTime>,
    /// Pages; a picture is one.
    pub pages: Option<u32>,
    /// Pages with nothing on them.
    pub blank: Vec<u32>,
    /// Whether a result can be entered from it.
    pub ready: bool,
    /// What is wrong with it, or to look at.
    pub why: Option<String>,
    /// Results entered from the very same bytes before.
    pub results: Vec<String>,
}

/// The folder of scans and what waits there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Scans {
    /// Absolute path, for setting the scanner up.
    pub folder: String,
    /// What waits, oldest first.
    pub scans: Vec<ScanView>,
}

/// How far the import that runs has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ImportProgress {
    /// Lines done; each is done twice, looked at and written, unless it is a dry run.
    pub done: u32,
    /// Lines in all; 0: nothing runs.
    pub all: u32,
}

/// What is remembered between looks.
#[derive(Default)]
pub(crate) struct Entering {
    /// By path, size and time of writing: a scan is looked at once.
    looked: Mutex<HashMap<(PathBuf, u64, SystemTime), Seen>>,
    done: AtomicU32,
    all: AtomicU32,
    stop: AtomicBool,
}

#[derive(Clone)]
struct Seen {
    sha256: String,
    scanned: std::result::Result<Scanned, String>,
}

impl Desk {
    /// New scans in the folder, each looked at: readable, pages, blank pages, entered before.
    ///
    /// # Errors
    /// `NO_ACCESS` for the folder.
    pub fn scans(&self) -> Result<Scans> {
        let folder = self.scan_folder()?;
        let cannot = || format!("Không đọc được thư mục bản quét {}.", folder.display());
        fs::create_dir_all(&folder).or_fault(Code::NoAccess, cannot())?;
        let mut files: Vec<(SystemTime, PathBuf, u64)> = Vec::new();
        for entry in fs::read_dir(&folder).or_fault(Code::NoAccess, cannot())? {
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            // What vanishes or cannot be asked about is not there to be entered.
            let Ok(about) = entry.metadata() else {
                continue;
            };
            if about.is_file() && is_scan_name(&path) {
                let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push((written, path, about.len()));
            }
        }
        files.sort();
        files.truncate(MOST);
        let mut scans: Vec<ScanView> = Vec::new();
        let mut digests: HashMap<String, String> = HashMap::new();
        for (written, path, bytes) in &files {
            let seen = self.seen(path, *bytes, *written);
            let results = match seen.sha256.is_empty() {
                true => Vec::new(),
                false => self.office().made_from(&seen.sha256)?,
            };
            let mut view = scan_view(path, *bytes, *written, &seen, results);
            if !seen.sha256.is_empty()
                && let Some(first) = digests.insert(seen.sha256, view.name.clone())
            {
                view.why = Some(format!("trùng với tệp {first}"));
            }
            scans.push(view);
        }
        let mut looked = held(&self.entering.looked);
        looked.retain(|(path, bytes, written), _| {
            files
                .iter()
                .any(|(w, p, b)| p == path && b == bytes && w == written)
        });
        Ok(Scans {
            folder: folder.display().to_string(),
            scans,
        })
    }

    fn seen(&self, path: &Path, bytes: u64, written: SystemTime) -> Seen {
        let key = (path.to_owned(), bytes, written);
        if let Some(seen) = held(&self.entering.looked).get(&key) {
            return seen.clone();
        }
        let seen = match read(path) {
            Ok(file) => Seen {
                sha256: hex::encode(Sha256::digest(&file)),
                scanned: scanned::look(&file).map_err(|fault| fault.message),
            },
            Err(fault) => Seen {
                sha256: String::new(),
                scanned: Err(fault.message),
            },
        };
        held(&self.entering.looked).insert(key, seen.clone());
        seen
    }

    /// Where the file that an entry names lies: a waiting scan by its bare name, else the path.
    fn named(&self, name: &str) -> Result<PathBuf> {
        let path = Path::new(name);
        let bare = path.components().count() == 1;
        let waiting = self.scan_folder()?.join(path);
        Ok(if bare && waiting.is_file() {
            waiting
        } else {
            path.to_owned()
        })
    }

    /// Where the scanner writes: the folder that was chosen, or the program's own.
    pub(crate) fn scan_folder(&self) -> Result<PathBuf> {
        Ok(match self.office().scan_folder()? {
            Some(chosen) => PathBuf::from(chosen),
            None => self.folder().join(SCANS),
        })
    }

    /// Chooses the folder that the scanner writes to; `None`: the program's own again.
    ///
    /// # Errors
    /// `NO_ACCESS` for what is no folder that can be read.
    pub fn choose_scan_folder(&self, path: Option<&str>, now: NaiveDateTime) -> Result<Scans> {
        let chosen = path
            .map(str::trim)
            .filter(|path| !path.is_empty())
            .map(|path| {
                let folder = Path::new(path)
                    .canonicalize()
                    .ok()
                    .filter(|folder| fs::read_dir(folder).is_ok());
                folder.or_fault(
                    Code::NoAccess,
                    format!("Không đọc được thư mục {path}. Kiểm tra tên và quyền đọc."),
                )
            })
            .transpose()?;
        let chosen = chosen.map(|folder| folder.display().to_string());
        self.office().choose_scan_folder(chosen.as_deref(), now)?;
        self.scans()
    }

    /// Looks at the file of an entry and keeps it; nothing where it names none.
    ///
    /// # Errors
    /// `BAD_FILE`: cannot be read, is blank, or has another number of pages than said.
    pub(crate) fn keep_file(&self, new: &NewResult) -> Result<Option<KeptFile>> {
        match new.file.as_deref().filter(|name| !name.trim().is_empty()) {
            Some(name) => self.keep_named(name, new.pages).map(Some),
            None => Ok(None),
        }
    }

    fn keep_named(&self, name: &str, pages: Option<u32>) -> Result<KeptFile> {
        let path = self.named(name)?;
        let bytes = read(&path)?;
        let shown = path.file_name().map_or_else(
            || name.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        let looked = scanned::look(&bytes).map_err(|fault| Fault {
            message: format!("Tệp {shown}: {}", fault.message),
            ..fault
        })?;
        if looked.is_blank() {
            return Err(Fault::new(
                Code::BadFile,
                format!(
                    "Tệp {shown} toàn trang trắng. Hãy xem lại giấy đặt đúng mặt rồi quét lại."
                ),
            ));
        }
        if let Some(pages) = pages.filter(|pages| *pages != looked.pages) {
            return Err(Fault::new(
                Code::BadFile,
                format!(
                    "Giấy có {pages} trang nhưng tệp {shown} có {} trang. Hãy quét lại cho đủ, hoặc sửa số trang.",
                    looked.pages
                ),
            ));
        }
        let archive = Archive::of(self.folder());
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let was_there = archive.path(&sha256).exists();
        let file = FileRef {
            pages: Some(looked.pages),
            ..archive.keep(&shown, &bytes)?
        };
        let scans = self.scan_folder()?;
        let scans = scans.canonicalize().unwrap_or(scans);
        Ok(KeptFile {
            kept: (!was_there).then(|| archive.path(&file.sha256)),
            waiting: Some(path).filter(|path| {
                path.canonicalize()
                    .is_ok_and(|path| path.starts_with(&scans))
            }),
            file,
        })
    }

    /// After the record: the waiting scans go; without a record, what was kept for it goes, unless another
    /// result rests on the very same file by now.
    fn settle<T>(&self, files: &[KeptFile], done: Result<T>) -> Result<T> {
        for file in files {
            let gone = match &done {
                Ok(_) => file.waiting.as_ref(),
                Err(_) => file.kept.as_ref().filter(|_| {
                    let made = self.office().made_from(&file.file.sha256);
                    made.is_ok_and(|results| results.is_empty())
                }),
            };
            if let Some(path) = gone {
                // It stays and is shown as entered before: no harm.
                let _ = fs::remove_file(path);
            }
        }
        done
    }

    /// Stores a result, with its file if it names one; a waiting scan leaves its folder then.
    ///
    /// # Errors
    /// `BAD_FILE` for the file; those of [`motcua_office::Office::add_result`]: nothing is stored.
    pub fn add_result(&self, new: NewResult, now: NaiveDateTime) -> Result<ResultView> {
        self.office().set_up()?;
        let file = self.keep_file(&new)?;
        let reference = file.as_ref().map(|file| file.file.clone());
        let added = self
            .office()
            .add_result(new, reference, &self.reference().catalogue, now);
        self.settle(file.as_slice(), added)
    }

    /// Gives a result the file it was entered without; a waiting scan leaves its folder then.
    ///
    /// # Errors
    /// `BAD_FILE`; those of [`motcua_office::Office::attach_file`]: nothing is kept.
    pub fn attach_file(
        &self,
        id: &str,
        name: &str,
        pages: Option<u32>,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        self.office().set_up()?;
        let kept = self.keep_named(name, pages)?;
        let catalogue = &self.reference().catalogue;
        let attached = self
            .office()
            .attach_file(id, kept.file.clone(), catalogue, now);
        self.settle(&[kept], attached)
    }

    /// Imports a sheet of results, or only looks at it.
    ///
    /// # Errors
    /// `BAD_FILE`; those of [`motcua_office::Office::import_results`].
    pub fn import_results(
        &self,
        path: &str,
        dry_run: bool,
        now: NaiveDateTime,
        progress: &mut dyn FnMut(u32, u32),
    ) -> Result<ImportReport> {
        let cannot = format!("Không đọc được tệp {path}. Kiểm tra tên tệp và quyền đọc.");
        let mut bytes = Vec::new();
        fs::File::open(path)
            .and_then(|file| file.take(LARGEST_SHEET + 1).read_to_end(&mut bytes))
            .or_fault(Code::BadFile, cannot)?;
        let name = Path::new(path)
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        self.entering.stop.store(false, Ordering::Relaxed);
        let report = self.office().import_while(
            (&name, &bytes),
            dry_run,
            &self.reference().catalogue,
            now,
            &mut |done, all| {
                self.entering.done.store(done, Ordering::Relaxed);
                self.entering.all.store(all, Ordering::Relaxed);
                progress(done, all);
                !self.entering.stop.load(Ordering::Relaxed)
            },
        );
        self.entering.all.store(0, Ordering::Relaxed);
        self.entering.done.store(0, Ordering::Relaxed);
        report
    }

    /// Stops the import that runs in another thread: it writes nothing.
    pub fn stop_import(&self) {
        self.entering.stop.store(true, Ordering::Relaxed);
    }

    /// How far the import that runs in another thread has come.
    pub fn import_progress(&self) -> ImportProgress {
        ImportProgress {
            done: self.entering.done.load(Ordering::Relaxed),
            all: self.entering.all.load(Ordering::Relaxed),
        }
    }

    /// The results that a dossier's procedure gives, filled in from the dossier.
    ///
    /// # Errors
    /// `UNKNOWN_DOSSIER`.
    pub fn produced(&self, code: &str, now: NaiveDateTime) -> Result<Vec<ProducedView>> {
        self.office()
            .produced(code, &self.reference().catalogue, now)
    }

    /// Moves a dossier to “có kết quả” with its results; without any, those go in of which nothing is
    /// missing.
    ///
    /// # Errors
    /// Those of [`motcua_office::Office::finish`] and `BAD_FILE`: nothing is written.
    pub fn finish(
        &self,
        code: &str,
        given: Vec<Finished>,
        why: Option<&str>,
        now: NaiveDateTime,
    ) -> Result<DossierView> {
        let (catalogue, calendar) = (&self.reference().catalogue, &self.reference().calendar);
        let by_itself = given.is_empty();
        let results = if by_itself {
            let whole = self.produced(code, now)?;
            whole
                .into_iter()
                .filter(|one| one.missing.is_empty())
                .map(|one| one.result)
                .collect()
        } else {
            given
                .into_iter()
                .map(|one| self.office().finished(code, one, catalogue, now))
                .collect::<Result<Vec<_>>>()?
        };
        let mut files = Vec::new();
        let mut with_files = Vec::new();
        for new in results {
            match self.keep_file(&new) {
                Ok(file) => {
                    with_files.push((new, file.as_ref().map(|file| file.file.clone())));
                    files.extend(file);
                }
                Err(fault) => return self.settle(&files, Err(fault)),
            }
        }
        let finish = |results| {
            self.office()
                .finish(code, results, why, catalogue, calendar, now)
        };
        let done = match finish(with_files) {
            // Nobody entered it: what is stored already does not keep the dossier from moving on.
            Err(fault) if by_itself && fault.code == Code::ResultExists => finish(Vec::new()),
            done => done,
        };
        self.settle(&files, done)?;
        self.dossier(code, now)?
            .or_fault(Code::UnknownDossier, "Không tìm lại được hồ sơ vừa chuyển.")
    }

    /// As [`Desk::go`]; a dossier that has its result gives it to the store where nothing is missing.
    ///
    /// # Errors
    /// Those of [`motcua_office::Office::go`].
    pub fn go_on(
        &self,
        code: &str,
        to: State,
        why: Option<&str>,
        now: NaiveDateTime,
    ) -> Result<DossierView> {
        match to {
            State::Result => self.finish(code, Vec::new(), why, now),
            _ => self.go(code, to, why, now),
        }
    }
}

/// A file on its way into the store.
pub(crate) struct KeptFile {
    pub(crate) file: FileRef,
    /// Where it lies now, if it was not there before.
    kept: Option<PathBuf>,
    /// The waiting scan it came from.
    waiting: Option<PathBuf>,
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let cannot = || format!("Không đọc được tệp {} của kết quả.", path.display());
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .or_fault(Code::BadFile, cannot())?;
    Ok(bytes)
}

fn is_scan_name(path: &Path) -> bool {
    path.extension()
        .and_then(|end| end.to_str())
        .is_some_and(|end| {
            ["pdf", "png", "jpg", "jpeg"].contains(&end.to_ascii_lowercase().as_str())
        })
}

fn scan_view(
    path: &Path,
    bytes: u64,
    written: SystemTime,
    seen: &Seen,
    results: Vec<String>,
) -> ScanView {
    let looked = seen.scanned.as_ref();
    let blank = looked.is_ok_and(Scanned::is_blank);
    let why = match looked {
        Err(why) => Some(why.clone()),
        Ok(_) if blank => Some("toàn trang trắng".to_owned()),
        Ok(_) if !results.is_empty() => Some("đã nhập từ trước".to_owned()),
        Ok(scan) if !scan.blank.is_empty() => Some(format!(
            "có trang trắng: {}",
            scan.blank
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        )),
        Ok(_) => None,
    };
    ScanView {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        path: path.display().to_string(),
        kind: looked.ok().map(|scan| {
            match scan.kind {
                ScanKind::Pdf => "pdf",
                ScanKind::Png => "png",
                ScanKind::Jpeg => "jpeg",
            }
            .to_owned()
        }),
        bytes,
        written: written
            .duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .and_then(|since| DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, 0))
            .map(|at| at.naive_utc() + AHEAD),
        pages: looked.ok().map(|scan| scan.pages),
        blank: looked.map(|scan| scan.blank.clone()).unwrap_or_default(),
        ready: looked.is_ok() && !blank,
        why,
        results,
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
