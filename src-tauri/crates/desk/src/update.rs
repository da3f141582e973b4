//! Signed updates at this counter: made, shown before they are taken, taken, taken back.

use crate::{Desk, ground::Ground};
use chrono::NaiveDateTime;
use motcua_catalogue::{
    model::Procedure,
    source::{Files, Parts},
};
use motcua_fault::{Code, Fault, Result};
use motcua_office::{KeptUpdate, UpdateAbout, UpdateState, refuse_older};
use motcua_seal::{Signer, TrustList, UPDATE_KEYS, Update, pack, unpack};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// This program, for what an update says of the programs that can use it.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// An update looked at: what it would change, and whether it may be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UpdateShown {
    /// What is known of it.
    pub about: UpdateAbout,
    /// What it would change here.
    pub difference: UpdateDifference,
    /// Why it cannot be taken; none: it can.
    pub refused: Option<Fault>,
}

/// What changes between the catalogue in use and an update.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct UpdateDifference {
    /// Procedures that were not there, or only listed.
    pub added: Vec<ProcedureLine>,
    /// Procedures that are otherwise now.
    pub changed: Vec<ProcedureLine>,
    /// Procedures that are gone, or only listed now.
    pub removed: Vec<ProcedureLine>,
    /// Other tables that change, in words.
    pub tables: Vec<String>,
    /// Roots whose list of keys is renewed.
    pub keys: Vec<String>,
    /// Roots in it that nobody here trusts yet; they stay untrusted.
    pub strangers: Vec<String>,
}

impl UpdateDifference {
    /// Nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A procedure in a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProcedureLine {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// What of it changes, in words.
    pub what: Vec<String>,
}

impl Desk {
    /// Makes an update of the catalogue as it stands here with what this office laid over it, or of
    /// other `files`, signed with the root this
    /// office keeps, or with the office's own key.
    ///
    /// # Errors
    /// `NO_OFFICE`; `CATALOGUE_FAULTS` when the files do not check.
    pub fn make_update(
        &self,
        files: Option<Files>,
        note: &str,
        with_keys: bool,
        now: NaiveDateTime,
    ) -> Result<(UpdateAbout, Vec<u8>)> {
        let ground = match files {
            Some(files) => Ground {
                files,
                texts: Vec::new(),
            },
            None => {
                let mut ground = self.reference().ground()?;
                ground.texts.extend(self.office().layer_texts()?);
                ground
            }
        };
        ground.sound()?;
        let mut inside = ground.into_files();
        let keys = self.keys();
        if with_keys {
            inside.insert(UPDATE_KEYS.to_owned(), keys.trust().to_json()?);
        }
        let root = keys.own_root()?;
        let signer = match &root {
            Some(root) => Signer::Root(root),
            None => Signer::Office(keys.office()?),
        };
        let mut packed = Vec::new();
        let about = self.office().number_update(now, |version| {
            packed = pack(
                signer,
                version,
                now,
                (PROGRAM, PROGRAM),
                &motcua_text::clean(note),
                &inside,
            )?;
            // Read back as whoever gets it would: what cannot be taken is not handed out.
            Ok(about(&unpack(&packed, keys.trust())?, &packed))
        })?;
        Ok((about, packed))
    }

    /// Looks at an update; nothing is written.
    ///
    /// # Errors
    /// Those of [`unpack`]: what cannot be believed is not shown.
    pub fn show_update(&self, bytes: &[u8]) -> Result<UpdateShown> {
        let update = unpack(bytes, self.keys().trust())?;
        let refused = self.may_take(&update).err();
        Ok(UpdateShown {
            about: about(&update, bytes),
            difference: self.update_difference(&update)?,
            refused,
        })
    }

    /// Takes an update into use.
    ///
    /// # Errors
    /// Those of [`unpack`]; `OLDER`; `NEWER_FILE` when it needs a newer program; `CATALOGUE_FAULTS`.
    /// Nothing is written then.
    pub fn take_update(&self, bytes: &[u8], now: NaiveDateTime) -> Result<UpdateShown> {
        let update = unpack(bytes, self.keys().trust())?;
        self.may_take(&update)?;
        let shown = UpdateShown {
            about: about(&update, bytes),
            difference: self.update_difference(&update)?,
            refused: None,
        };
        let mut files = update.files;
        let keys = files.remove(UPDATE_KEYS);
        self.office().take_update(&shown.about, &files, now)?;
        if let Some(list) = keys {
            // New issues of roots trusted already; a new root is somebody's own decision.
            let list = TrustList::parse(&list)?;
            self.keys().take(&list, &[])?;
        }
        self.lay_over()?;
        Ok(shown)
    }

    /// Goes back to what was in use before the last update.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` when no update is in use.
    pub fn untake_update(&self, now: NaiveDateTime) -> Result<Vec<KeptUpdate>> {
        self.office().untake_update(now)?;
        self.lay_over()?;
        self.office().updates()
    }

    fn may_take(&self, update: &Update) -> Result<()> {
        if program(&update.claims.least_program) > program(PROGRAM) {
            return Err(Fault::new(
                Code::NewerFile,
                format!(
                    "Bản cập nhật này cần Một Cửa {} trở lên, máy này đang dùng {PROGRAM}. Hãy nâng cấp chương trình trước.",
                    update.claims.least_program
                ),
            ));
        }
        let used = self
            .office()
            .updates()?
            .into_iter()
            .find(|kept| kept.state == UpdateState::InUse);
        if let Some(used) = used {
            refuse_older(update.claims.version, used.about.version)?;
        }
        if let Some(list) = update.files.get(UPDATE_KEYS) {
            TrustList::parse(list)?;
        }
        ground(update)?.sound()
    }

    fn update_difference(&self, update: &Update) -> Result<UpdateDifference> {
        let mut found = difference(&self.reference().ground()?, &ground(update)?);
        if let Some(list) = update.files.get(UPDATE_KEYS) {
            let theirs = TrustList::parse(list)?;
            let keys = self.keys();
            for list in theirs.lists() {
                let ours = keys.trust().lists().iter().find(|l| l.root == list.root);
                match ours {
                    None => found.strangers.push(list.name.clone()),
                    Some(ours) if ours.issue < list.issue => found.keys.push(list.name.clone()),
                    Some(_) => {}
                }
            }
        }
        Ok(found)
    }
}

/// Whether an update still counts: a later program carries a later catalogue of its own.
pub(crate) fn still_counts(kept: &KeptUpdate) -> bool {
    program(PROGRAM) <= program(&kept.about.made_with)
}

fn ground(update: &Update) -> Result<Ground> {
    let mut files = update.files.clone();
    files.remove(UPDATE_KEYS);
    Ground::of(files)
}

fn about(update: &Update, bytes: &[u8]) -> UpdateAbout {
    let claims = &update.claims;
    UpdateAbout {
        version: claims.version,
        made: claims.made,
        signer: update.signer.name.clone(),
        key: update.signer.key.to_string(),
        root: update.signer.root,
        least_program: claims.least_program.clone(),
        made_with: claims.made_with.clone(),
        note: claims.note.clone(),
        sha256: hex::encode(Sha256::digest(bytes)),
    }
}

/// `0.12.3` as numbers; what is no number counts as newest, so it is refused rather than believed.
fn program(version: &str) -> [u32; 3] {
    let mut parts = version.split('.');
    [(); 3].map(|()| match parts.next() {
        None => 0,
        Some(part) => part.parse().unwrap_or(u32::MAX),
    })
}

/// What changes from one catalogue to another.
fn difference(before: &Ground, after: &Ground) -> UpdateDifference {
    let (before_parts, after_parts) = (before.parts(), after.parts());
    let (was, is) = (procedures(&before_parts), procedures(&after_parts));
    let mut found = UpdateDifference::default();
    let line = |procedure: &Procedure, what| ProcedureLine {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        what,
    };
    for (code, now) in &is {
        match was.get(code) {
            None => found.added.push(line(now, Vec::new())),
            Some(old) if old.guided && !now.guided => {
                found
                    .removed
                    .push(line(now, vec!["chỉ còn tra cứu".to_owned()]));
            }
            Some(old) if !old.guided && now.guided => {
                found.added.push(line(now, vec!["có hướng dẫn".to_owned()]));
            }
            Some(old) => {
                let what = changes(old, now);
                if !what.is_empty() {
                    found.changed.push(line(now, what));
                }
            }
        }
    }
    for (code, old) in &was {
        if !is.contains_key(code) {
            found.removed.push(line(old, Vec::new()));
        }
    }
    found.tables = tables(&before.files, &after.files);
    found
}

/// The newest version of each procedure.
fn procedures(parts: &Parts) -> BTreeMap<&str, &Procedure> {
    let listed = parts.listed.iter().map(|placed| &placed.value);
    let guided = parts.guided.iter().map(|placed| &placed.value.procedure);
    let mut all = BTreeMap::<&str, &Procedure>::new();
    for procedure in listed.chain(guided) {
        let known = all.entry(&procedure.code).or_insert(procedure);
        if (procedure.guided, procedure.effective_from) >= (known.guided, known.effective_from) {
            *known = procedure;
        }
    }
    all
}

fn changes(old: &Procedure, now: &Procedure) -> Vec<String> {
    let parts = [
        (old.name != now.name, "tên"),
        (
            old.kind != now.kind || old.field != now.field,
            "loại, lĩnh vực",
        ),
        (old.effective_from != now.effective_from, "ngày hiệu lực"),
        (old.effective_to != now.effective_to, "ngày hết hiệu lực"),
        (old.basis != now.basis, "căn cứ"),
        (
            old.limits != now.limits || old.extend != now.extend,
            "thời hạn",
        ),
        (old.questions != now.questions, "câu hỏi"),
        (old.requirements != now.requirements, "thành phần hồ sơ"),
        (old.refusals != now.refusals, "trường hợp từ chối"),
        (old.produces != now.produces, "kết quả"),
        (old.fee_text != now.fee_text, "lệ phí"),
        (old.plain != now.plain, "lời cho người dân"),
        (
            old.authority != now.authority || old.url != now.url,
            "cơ quan, địa chỉ",
        ),
        (old.not_asked != now.not_asked, "thành phần không hỏi"),
    ];
    parts
        .into_iter()
        .filter(|(differs, _)| *differs)
        .map(|(_, word)| word.to_owned())
        .collect()
}

/// Tables beside the procedures, each named once.
fn tables(before: &Files, after: &Files) -> Vec<String> {
    let paths: BTreeSet<_> = before.0.keys().chain(after.0.keys()).collect();
    let mut said = BTreeSet::new();
    for path in paths {
        if before.0.get(path) == after.0.get(path) {
            continue;
        }
        let parts: Vec<_> = path.split('/').collect();
        let words = match parts.as_slice() {
            ["catalogue", ..] => continue,
            ["calendar", year] => format!("lịch nghỉ {}", year.trim_end_matches(".toml")),
            ["fees", _] => "bảng phí, lệ phí".to_owned(),
            ["evidence", _] => "danh sách giấy tờ".to_owned(),
            ["official.toml"] => "danh sách thành phần chính thức".to_owned(),
            ["replacements.toml"] => "quy tắc dùng lại dữ liệu".to_owned(),
            ["results.toml"] => "loại kết quả".to_owned(),
            ["referrals.toml"] => "nơi nhận ngoài một cửa".to_owned(),
            ["synonyms.toml"] => "từ thường gọi".to_owned(),
            ["sources.toml"] => "nguồn dữ liệu".to_owned(),
            ["units.toml"] => "danh sách đơn vị".to_owned(),
            _ => path.clone(),
        };
        said.insert(words);
    }
    said.into_iter().collect()
}
