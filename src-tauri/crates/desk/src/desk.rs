//! One data folder and what a clerk does with it.

use crate::{
    entering::Entering,
    reference::{Case, Reference},
    shelf::{Rendered, Shelf},
    slip,
    view::{
        DossierView, OfficeChange, OfficeState, Outcome, PrintedPaper, SetUp, SubmittedView,
        UnitView, VerdictView,
    },
};
use chrono::NaiveDateTime;
use motcua_catalogue::find::Usage;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{Checklist, Submitted};
use motcua_office::{
    Archive, CheckFault, Dossier, DossierNow, Filing, Keys, Made, Office, OutcomeKind, PaperRow,
    Person, Reception, Settings, State,
};
use motcua_paper::{Paper, PaperForm, printed_fields, qr::QrMatrix, render, scan};
use motcua_seal::{Claims, Fresh, SealKind, printed_digest, seal};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Papers looked after at every start: a power cut can only have cost the newest.
const NEWEST: u32 = 20;

/// A data folder opened.
pub struct Desk {
    folder: PathBuf,
    reference: std::sync::Arc<Reference>,
    office: Office,
    keys: Mutex<Keys>,
    pub(crate) shelf: Shelf,
    mended: u32,
    not_mended: Vec<Fault>,
    pub(crate) entering: Entering,
}

impl Desk {
    /// Opens the folder, making it first where there is none, and makes papers again that a power
    /// cut kept from being written.
    ///
    /// # Errors
    /// Those of [`Office::open`] and [`Keys::open`]; `NO_ACCESS` for the folder.
    pub fn open(
        folder: &Path,
        reference: std::sync::Arc<Reference>,
        now: NaiveDateTime,
    ) -> Result<Self> {
        let cannot = || format!("Không mở được thư mục dữ liệu {}.", folder.display());
        fs::create_dir_all(folder).or_fault(Code::NoAccess, cannot())?;
        let folder = folder.canonicalize().or_fault(Code::NoAccess, cannot())?;
        let mut desk = Self {
            office: Office::open(&folder.join("office.sqlite"), now)?,
            keys: Mutex::new(Keys::open(&folder)?),
            shelf: Shelf::new(&folder),
            folder,
            reference,
            mended: 0,
            not_mended: Vec::new(),
            entering: Entering::default(),
        };
        if desk.office.settings()?.is_some() {
            for paper in desk.office.papers(Some(NEWEST))? {
                if desk.shelf.path(&paper.file).exists() {
                    continue;
                }
                // A disk that is still full must not keep the office closed.
                match again(&paper).and_then(|pdf| desk.shelf.mend(&paper.file, &pdf)) {
                    Ok(()) => desk.mended += 1,
                    Err(fault) => desk.not_mended.push(fault),
                }
            }
        }
        Ok(desk)
    }

    /// Catalogue and calendar.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The same, to keep.
    pub fn shared_reference(&self) -> std::sync::Arc<Reference> {
        self.reference.clone()
    }

    /// How often this counter received each procedure: what it does often is found first.
    pub fn usage(&self) -> Result<Usage> {
        self.office.times_received()
    }

    /// The office's file.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// Where the data lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keys of this office.
    pub fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The office's keys as the text of one file, locked with a passphrase.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` for a short passphrase.
    pub fn locked_keys(&self, passphrase: &str) -> Result<String> {
        let (salt, nonce) = (seed()?, seed()?);
        let mut fresh = Fresh {
            salt: [0; 16],
            nonce: [0; 24],
        };
        fresh.salt.copy_from_slice(&salt[..16]);
        fresh.nonce.copy_from_slice(&nonce[..24]);
        self.keys().locked(passphrase, fresh)
    }

    /// Units to choose from.
    pub fn units(&self) -> Vec<UnitView> {
        self.reference
            .catalogue
            .units()
            .iter()
            .map(|unit| UnitView {
                code: unit.code.clone(),
                title: unit.title(),
                name: unit.name.clone(),
                kind: unit.kind,
                address: unit.address.clone(),
            })
            .collect()
    }

    /// The office as the window's frame shows it.
    pub fn state(&self) -> Result<OfficeState> {
        let settings = self.office.settings()?;
        let mut notices: Vec<_> = self
            .office
            .notices()
            .into_iter()
            .map(|notice| notice.message)
            .collect();
        if self.mended > 0 {
            notices.push(format!(
                "Lần trước máy tắt khi đang lưu giấy; {} tờ đã được lập lại y nguyên từ hồ sơ.",
                self.mended
            ));
        }
        if let Some(fault) = self.not_mended.first() {
            notices.push(format!(
                "Còn {} tờ giấy chưa lập lại được: {}",
                self.not_mended.len(),
                fault.message
            ));
        }
        if settings.is_some() && self.keys().office().is_err() {
            notices.push(
                "Thư mục này không có khóa đóng dấu (keys), như sau khi phục hồi trên máy khác. Hãy phục hồi khóa từ \
                 tệp khóa dự phòng (motcua keys restore); nếu không còn, khóa mới được lập khi tiếp nhận hồ sơ đầu tiên."
                    .to_owned(),
            );
        }
        if let Some(settings) = settings
            .as_ref()
            .filter(|s| s.unit_code_provisional && !s.sample)
        {
            notices.push(format!(
                "Mã đơn vị {} là mã tạm của Một Cửa. Khi có mã định danh chính thức, hãy nhập trong thiết lập.",
                settings.unit_code
            ));
        }
        let of = |get: fn(&Settings) -> Option<String>| settings.as_ref().and_then(get);
        Ok(OfficeState {
            set_up: settings.is_some(),
            sample: settings.as_ref().is_some_and(|s| s.sample),
            unit_code: of(|s| Some(s.unit_code.clone())),
            unit_title: of(|s| Some(s.unit_title.clone())),
            counter: settings.as_ref().map(|s| s.counter),
            clerk: of(|s| Some(s.clerk.clone())),
            clerks: settings
                .as_ref()
                .map(|s| s.clerks.clone())
                .unwrap_or_default(),
            phone: of(|s| s.phone.clone()),
            address: of(|s| s.address.clone()),
            printer: of(|s| s.printer.clone()),
            data_dir: self.folder.display().to_string(),
            catalogue_day: self.reference.newest_day()?,
            notices,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            not_shared: 0,
        })
    }

    /// Sets the office up.
    ///
    /// # Errors
    /// `OFFICE_EXISTS`, `UNKNOWN_UNIT` (with the units an old name may mean), and those of
    /// [`Settings::checked`].
    pub fn set_up(&self, given: SetUp, sample: bool, now: NaiveDateTime) -> Result<Settings> {
        if let Some(settings) = self.office.settings()? {
            return Err(Fault::new(
                Code::OfficeExists,
                format!(
                    "Thư mục này đã là quầy {} của UBND {}. Muốn đổi đơn vị, hãy dùng một thư mục dữ liệu khác.",
                    settings.counter, settings.unit_title
                ),
            ));
        }
        let unit = self.unit_called(&given.unit)?;
        let settings = Settings {
            unit_code_provisional: given.unit_code.is_none(),
            unit_code: given.unit_code.unwrap_or(unit.code),
            unit_title: unit.title,
            address: Some(unit.address),
            phone: given.phone.filter(|phone| !phone.trim().is_empty()),
            counter: given.counter,
            clerk: given.clerk,
            clerks: Vec::new(),
            printer: None,
            sample,
        }
        .checked()?;
        // Keys first: an office that is set up can always seal.
        self.keys().ready(&settings, now, seed)?;
        self.office.change(settings, now)
    }

    fn unit_called(&self, text: &str) -> Result<UnitView> {
        let mut found = self.reference.catalogue.units_called(text);
        let wanted = text.chars().take(60).collect::<String>();
        match (found.pop(), found.is_empty()) {
            (Some(unit), true) => Ok(UnitView {
                code: unit.code.clone(),
                title: unit.title(),
                name: unit.name.clone(),
                kind: unit.kind,
                address: unit.address.clone(),
            }),
            (None, _) => Err(Fault::new(
                Code::UnknownUnit,
                format!("Không có đơn vị “{wanted}” trong 94 xã, phường, đặc khu của Đà Nẵng."),
            )),
            (Some(last), false) => {
                let names: Vec<_> = found
                    .into_iter()
                    .chain([last])
                    .map(motcua_catalogue::model::Unit::title)
                    .collect();
                Err(Fault::new(
                    Code::UnknownUnit,
                    format!(
                        "“{wanted}” có thể là: {}. Hãy chọn một đơn vị.",
                        names.join(", ")
                    ),
                ))
            }
        }
    }

    /// Changes settings.
    ///
    /// # Errors
    /// `NO_OFFICE` and those of [`Settings::checked`].
    pub fn change(&self, change: OfficeChange, now: NaiveDateTime) -> Result<OfficeState> {
        let mut settings = self.office.set_up()?;
        if let Some(clerk) = change.clerk {
            settings.clerk = clerk;
        }
        if let Some(counter) = change.counter {
            settings.counter = counter;
        }
        if let Some(phone) = change.phone {
            settings.phone = Some(phone).filter(|phone| !phone.trim().is_empty());
        }
        if let Some(code) = change.unit_code {
            settings.unit_code = code;
            settings.unit_code_provisional = false;
        }
        if let Some(printer) = change.printer {
            settings.printer = Some(printer).filter(|printer| !printer.trim().is_empty());
        }
        let settings = settings.checked()?;
        self.keys().ready(&settings, now, seed)?;
        self.office.change(settings, now)?;
        self.state()
    }

    /// Receives: number, dossier, seal and papers are one write. The papers' files are on disk
    /// before it, and get their names once it is safe.
    ///
    /// # Errors
    /// Those of [`Office::receive`], `DISK_FULL` and `NO_ACCESS` for the papers: nothing is written.
    /// After the write only `NO_ACCESS` for giving a paper its name: the dossier is safe and the
    /// paper is made at the next start.
    pub fn receive(&self, reception: Reception, now: NaiveDateTime) -> Result<Outcome> {
        let settings = self.office.set_up()?;
        if self.keys().office().is_err() {
            // Restored on another machine, without the old one's keys.
            self.keys().ready(&settings, now, seed)?;
        }
        let (dossier, made, laid) = self.office.receive(
            reception,
            &self.reference.catalogue,
            &self.reference.calendar,
            now,
            |dossier| self.make(dossier, &settings),
            |papers| self.shelf.lay_all(papers),
        )?;
        for paper in laid {
            paper.put().map_err(|fault| Fault {
                message: format!(
                    "Hồ sơ {} đã được ghi an toàn, nhưng chưa lưu được tờ giấy. {} Mở lại Một Cửa để lập lại tờ giấy.",
                    dossier.code, fault.message
                ),
                ..fault
            })?;
        }
        Ok(Outcome {
            outcome: dossier.outcome,
            due: dossier.due(),
            provisional: dossier.due().is_some()
                && dossier.case.due.as_ref().is_some_and(|due| due.provisional),
            fee: dossier.fee(),
            papers: made
                .papers
                .iter()
                .map(|paper| self.printed(paper))
                .collect(),
            qr_svg: QrMatrix::new(&made.seal)?.to_svg(),
            qr: made.seal,
            missing: dossier.missing,
            on_the_spot: dossier
                .case
                .on_the_spot
                .into_iter()
                .filter(|spot| spot.usable)
                .collect(),
            reason: dossier.refusal.map(|refusal| refusal.reason),
            dossier: dossier.code,
        })
    }

    /// Seals and renders. The digest in the seal binds every printed value but the QR itself.
    fn make(&self, dossier: &Dossier, settings: &Settings) -> Result<(Made, Vec<Rendered>)> {
        let paper = slip::paper(dossier, settings);
        let fields = printed_fields(&paper);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let claims = Claims {
            kind: match dossier.outcome {
                OutcomeKind::Received => SealKind::Receipt,
                OutcomeKind::Supplement => SealKind::SupplementSlip,
                OutcomeKind::Refused => SealKind::RefusalSlip,
            },
            dossier: dossier.code.clone(),
            unit: dossier.unit_code.clone(),
            procedure: dossier.case.code.clone(),
            received: dossier.received,
            due: dossier.due(),
            digest: printed_digest(&fields),
            sample: dossier.sample,
        };
        let text = seal(self.keys().office()?, &claims)?;
        let paper = slip::sealed(paper, text.as_str());
        let rendered = render(&paper)?;
        let form = slip::form(dossier.outcome);
        let row = PaperRow {
            form: form.to_owned(),
            title: slip::title(form).to_owned(),
            file: format!(
                "papers/{}/{}-{form}.pdf",
                dossier.received.format("%Y"),
                dossier.code
            ),
            sha256: rendered.sha256,
            body: serde_json::to_string(&paper)
                .or_fault(Code::Internal, "Không ghi được nội dung tờ giấy.")?,
        };
        let paper = Rendered {
            file: row.file.clone(),
            pdf: rendered.pdf,
        };
        let made = Made {
            seal: text.as_str().to_owned(),
            papers: vec![row],
        };
        Ok((made, vec![paper]))
    }

    /// The checklist of a case, with proposals from what is stored here of whoever files.
    ///
    /// # Errors
    /// Those of [`Reference::guide`].
    pub fn guide(&self, case: &Case, now: NaiveDateTime) -> Result<Checklist> {
        let mut who = case
            .person
            .as_deref()
            .map(Filing::person)
            .unwrap_or_default();
        if let (Some(birth), Some(person)) = (&case.birth, who.people.first_mut()) {
            person.1 = Some(birth.clone());
        }
        who.organisation.clone_from(&case.organisation);
        let on_record = self.office.on_hand(&who)?;
        self.reference.guide(case, &on_record, now)
    }

    /// The guidance slip (F4), as a file of its own.
    ///
    /// # Errors
    /// `NO_OFFICE`, and those of [`Reference::guide`].
    pub fn guidance(
        &self,
        case: &Case,
        ticked: &[Submitted],
        shown: &[String],
        person: Option<&Person>,
        now: NaiveDateTime,
    ) -> Result<PrintedPaper> {
        let settings = self.office.set_up()?;
        let checklist = self.guide(case, now)?;
        let paper = slip::guidance(&checklist, &settings, ticked, shown, person, now);
        let rendered = render(&paper)?;
        let file = format!(
            "papers/guidance/{}-{}.pdf",
            checklist.code,
            now.format("%y%m%d-%H%M%S")
        );
        self.shelf.keep(&file, &rendered.pdf)?;
        Ok(PrintedPaper {
            form: "guidance".to_owned(),
            title: slip::title("guidance").to_owned(),
            path: self.folder.join(file).display().to_string(),
            sha256: rendered.sha256,
        })
    }

    /// One dossier, whole; `None` where there is none.
    pub fn dossier(&self, code: &str, now: NaiveDateTime) -> Result<Option<DossierView>> {
        self.office
            .dossier(code, &self.reference.calendar, now)?
            .map(|found| self.view(found))
            .transpose()
    }

    fn view(&self, now: DossierNow) -> Result<DossierView> {
        let DossierNow {
            row,
            dossier,
            seal,
            events,
            papers,
        } = now;
        let submitted = slip::submitted(&dossier)
            .into_iter()
            .map(|paper| SubmittedView {
                requirement: requirement_of(&dossier, &paper.name),
                name: paper.name,
                form: match paper.form {
                    PaperForm::Original => "bản chính",
                    PaperForm::Copy | PaperForm::CertifiedCopy => "bản sao",
                    PaperForm::Electronic => "bản điện tử",
                    PaperForm::Shown => "xuất trình",
                }
                .to_owned(),
                quantity: paper.count,
            })
            .collect();
        Ok(DossierView {
            delays: self.office.delays(&row.dossier)?,
            official_code: None,
            version: dossier.case.version.clone(),
            units: dossier.units.clone(),
            fee: dossier.fee(),
            moves: row.state.moves().to_vec(),
            due_working: dossier.due().and(dossier.case.due.clone()),
            qr_svg: Some(QrMatrix::new(&seal)?.to_svg()),
            papers: papers.iter().map(|paper| self.printed(paper)).collect(),
            person: dossier.person,
            organisation: dossier.organisation,
            on_behalf_of: dossier.on_behalf_of,
            reused: dossier.reuse,
            missing: dossier.missing,
            submitted,
            events,
            row,
        })
    }

    /// Moves a dossier to another state and shows it.
    ///
    /// # Errors
    /// Those of [`Office::go`].
    pub fn go(
        &self,
        code: &str,
        to: State,
        why: Option<&str>,
        now: NaiveDateTime,
    ) -> Result<DossierView> {
        self.office
            .go(code, to, why, &self.reference.calendar, now)?;
        self.dossier(code, now)?
            .or_fault(Code::UnknownDossier, "Không tìm lại được hồ sơ vừa chuyển.")
    }

    /// Names the outages of a source as the reason of a delay, and shows the dossier.
    ///
    /// # Errors
    /// Those of [`Office::explain_delay`].
    pub fn explain_delay(
        &self,
        code: &str,
        source: &str,
        why: Option<&str>,
        now: NaiveDateTime,
    ) -> Result<DossierView> {
        let reference = (&self.reference.catalogue, &self.reference.calendar);
        self.office
            .explain_delay(code, source, why, reference, now)?;
        self.dossier(code, now)?
            .or_fault(Code::UnknownDossier, "Không tìm lại được hồ sơ vừa ghi.")
    }

    /// Is this paper genuine? Needs no network and no office.
    pub fn verify(&self, text: &str, now: NaiveDateTime) -> Result<VerdictView> {
        let text = text.trim();
        let verdict = self.judged(text, now)?;
        let sealed = match (&verdict.claims, &verdict.result) {
            (Some(claims), Some(sealed)) => Some(self.sealed_view(&verdict, claims, sealed, text)?),
            _ => None,
        };
        let (known_here, procedure_name) = match &verdict.claims {
            Some(claims) => (
                match &sealed {
                    Some(sealed) => sealed.stored.is_some(),
                    None => self
                        .office
                        .dossier(&claims.dossier, &self.reference.calendar, now)?
                        .is_some_and(|known| known.seal == text),
                },
                self.reference
                    .catalogue
                    .procedure(&claims.procedure, claims.received.date())
                    .ok()
                    .map(|procedure| procedure.name),
            ),
            None => (false, None),
        };
        Ok(VerdictView {
            valid: verdict.valid,
            why: verdict.why,
            reason: verdict.reason,
            claims: verdict.claims,
            result: sealed,
            known_here,
            procedure_name,
            unit_title: verdict.issuer.map(|issuer| issuer.name),
        })
    }

    /// The same for a picture of the paper. Of several codes on it the one that is a seal counts.
    ///
    /// # Errors
    /// `BAD_FILE` when it is no picture.
    pub fn verify_picture(&self, file: &[u8], now: NaiveDateTime) -> Result<VerdictView> {
        let texts = scan::read_codes(file)?;
        let mut first = None;
        for text in &texts {
            let verdict = self.verify(text, now)?;
            if verdict.valid {
                return Ok(verdict);
            }
            // A paper may carry other codes beside ours: what names a key says more than they do.
            if first.is_none() || verdict.reason != motcua_seal::Reason::NotOurs {
                first = Some(verdict);
            }
        }
        Ok(first.unwrap_or_else(|| VerdictView {
            valid: false,
            why: "Không tìm thấy mã QR nào trong ảnh. Hãy chụp lại gần hơn, đủ sáng, không lóa."
                .to_owned(),
            reason: motcua_seal::Reason::NotOurs,
            claims: None,
            result: None,
            known_here: false,
            procedure_name: None,
            unit_title: None,
        }))
    }

    /// Everything that is wrong with the data folder; papers that are lost can be made again.
    pub fn check(&self) -> Result<Vec<CheckFault>> {
        let mut faults = self.office.check()?;
        let papers = match self.office.papers(None) {
            Ok(papers) => papers,
            // What is broken cannot be read to its end: what was found so far says why.
            Err(fault) if fault.code == Code::Damaged && !faults.is_empty() => return Ok(faults),
            Err(fault) => return Err(fault),
        };
        for paper in papers {
            match fs::read(self.folder.join(&paper.file)) {
                Err(_) => faults.push(CheckFault::new(
                    "PAPER_MISSING",
                    paper.file,
                    "không có tệp của tờ giấy này",
                )),
                Ok(bytes) if hex::encode(Sha256::digest(&bytes)) != paper.sha256 => {
                    faults.push(CheckFault::new(
                        "PAPER_CHANGED",
                        paper.file,
                        "tệp của tờ giấy này đã bị sửa",
                    ));
                }
                Ok(_) => {}
            }
        }
        let archive = Archive::of(&self.folder);
        for sha256 in self.office.files()? {
            let path = archive.path(&sha256);
            let shown = path.strip_prefix(&self.folder).unwrap_or(&path);
            match fs::read(&path) {
                Err(_) => faults.push(CheckFault::new(
                    "FILE_MISSING",
                    shown.display().to_string(),
                    "không có tệp của một kết quả đã lưu",
                )),
                Ok(bytes) if hex::encode(Sha256::digest(&bytes)) != sha256 => {
                    faults.push(CheckFault::new(
                        "FILE_CHANGED",
                        shown.display().to_string(),
                        "tệp của một kết quả đã lưu bị sửa",
                    ));
                }
                Ok(_) => {}
            }
        }
        Ok(faults)
    }

    fn printed(&self, paper: &PaperRow) -> PrintedPaper {
        PrintedPaper {
            form: paper.form.clone(),
            title: paper.title.clone(),
            path: self.folder.join(&paper.file).display().to_string(),
            sha256: paper.sha256.clone(),
        }
    }
}

/// Renders a recorded paper once more: the same values give the same bytes.
fn again(paper: &PaperRow) -> Result<Vec<u8>> {
    let values: Paper = serde_json::from_str(&paper.body).or_fault(
        Code::Damaged,
        "Không đọc được nội dung đã in của một hồ sơ. Hãy phục hồi từ bản sao lưu.",
    )?;
    Ok(render(&values)?.pdf)
}

fn requirement_of(dossier: &Dossier, name: &str) -> String {
    dossier
        .case
        .requirements
        .iter()
        .find(|requirement| {
            requirement.name == name
                || requirement
                    .alternatives
                    .iter()
                    .flatten()
                    .any(|paper| paper.name == name)
        })
        .map(|requirement| requirement.id.clone())
        .unwrap_or_default()
}

pub(crate) fn seed() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).or_fault(
        Code::Internal,
        "Hệ điều hành không cho số ngẫu nhiên để lập khóa.",
    )?;
    Ok(bytes)
}
