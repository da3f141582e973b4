//! Signed updates of the catalogue: which one is in use, and the way back. The files themselves are
//! kept for the one in use and the one before it.

use crate::office::Office;
use chrono::NaiveDateTime;
use motcua_calendar::minute;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_seal::UpdateVersion;
use motcua_store::{Json, Migration, Moment, ReadTx, WriteTx};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use ts_rs::TS;

pub(crate) const MIGRATION: Migration = Migration {
    table: "catalogue_update",
    version: 5,
    sql: "CREATE TABLE catalogue_update (
              version TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
              about TEXT NOT NULL, files TEXT
          ) STRICT, WITHOUT ROWID;",
};

/// Where an update stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpdateState {
    /// Made here to be handed to others.
    Made,
    /// In use now.
    InUse,
    /// A later one took its place.
    Replaced,
    /// Was in use and was taken back.
    TakenBack,
}

impl UpdateState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::InUse => "in_use",
            Self::Replaced => "replaced",
            Self::TakenBack => "taken_back",
        }
    }

    fn of(text: &str) -> Self {
        match text {
            "made" => Self::Made,
            "in_use" => Self::InUse,
            "replaced" => Self::Replaced,
            _ => Self::TakenBack,
        }
    }
}

/// What is known of an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UpdateAbout {
    /// Day and number, `2026-11-21.1`.
    pub version: UpdateVersion,
    /// When it was signed.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub made: NaiveDateTime,
    /// Who signed.
    pub signer: String,
    /// Name of the key.
    pub key: String,
    /// Signed with a root key.
    pub root: bool,
    /// The oldest program that can use it.
    pub least_program: String,
    /// The program it was made with.
    pub made_with: String,
    /// In the maker's words.
    pub note: String,
    /// SHA-256 of the whole file, hex.
    pub sha256: String,
}

/// An update this office took or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptUpdate {
    /// What is known of it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub about: UpdateAbout,
    /// Where it stands.
    pub state: UpdateState,
    /// Since when.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// Who did it.
    pub by: String,
}

/// The files of an update by path below `data/`.
pub type UpdateFiles = BTreeMap<String, String>;

impl Office {
    /// Updates taken or made here, newest version first.
    pub fn updates(&self) -> Result<Vec<KeptUpdate>> {
        self.store().read(|tx| {
            let mut all = tx.all(
                "SELECT about, state, at, by FROM catalogue_update",
                [],
                kept,
            )?;
            all.sort_by_key(|update| std::cmp::Reverse(update.about.version));
            Ok(all)
        })
    }

    /// The update in use and its files; none: what the program carries.
    pub fn update_in_use(&self) -> Result<Option<(KeptUpdate, UpdateFiles)>> {
        self.store().read(|tx| {
            tx.first(
                "SELECT about, state, at, by, files FROM catalogue_update WHERE state = 'in_use'",
                [],
                |row| Ok((kept(row)?, row.get::<_, Json<UpdateFiles>>(4)?.0)),
            )
        })
    }

    /// Takes an update into use. That it may be was checked before.
    ///
    /// # Errors
    /// `NO_OFFICE`; `OLDER` when a later one, or this one, is in use already.
    pub fn take_update(
        &self,
        about: &UpdateAbout,
        files: &UpdateFiles,
        now: NaiveDateTime,
    ) -> Result<()> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            if let Some(used) = in_use(tx)? {
                refuse_older(about.version, used)?;
                // The way back goes one step: older files are let go.
                tx.execute(
                    "UPDATE catalogue_update SET files = NULL WHERE state <> 'in_use'",
                    [],
                )?;
                tx.execute(
                    "UPDATE catalogue_update SET state = 'replaced' WHERE state = 'in_use'",
                    [],
                )?;
            }
            put(tx, about, UpdateState::InUse, Some(files))?;
            tx.log("catalogue_update", about.version, "take", about)?;
            Ok(())
        })
    }

    /// Goes back to the update before, or to what the program carries; what is in use then.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` when no update is in use.
    pub fn untake_update(&self, now: NaiveDateTime) -> Result<Option<UpdateVersion>> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            let used = in_use(tx)?.or_fault(
                Code::BadInput,
                "Chưa dùng bản cập nhật nào: danh mục đang là bản kèm theo chương trình.",
            )?;
            let (at, by) = (Moment(tx.now()), tx.actor().clerk.clone());
            tx.execute(
                "UPDATE catalogue_update SET state = 'taken_back', files = NULL, at = ?2, by = ?3
                 WHERE version = ?1",
                params![used.to_string(), at, by],
            )?;
            let before = tx
                .all(
                    "SELECT version FROM catalogue_update
                     WHERE state = 'replaced' AND files IS NOT NULL",
                    [],
                    |row| row.get::<_, String>(0),
                )?
                .into_iter()
                .filter_map(|text| text.parse::<UpdateVersion>().ok())
                .max();
            if let Some(before) = before {
                tx.execute(
                    "UPDATE catalogue_update SET state = 'in_use' WHERE version = ?1",
                    [before.to_string()],
                )?;
            }
            tx.log(
                "catalogue_update",
                used,
                "back",
                &json!({ "to": before.map(|v| v.to_string()) }),
            )?;
            Ok(before)
        })
    }

    /// Records an update made here and gives it the next number of its day.
    pub fn number_update(
        &self,
        now: NaiveDateTime,
        make: impl FnOnce(UpdateVersion) -> Result<UpdateAbout>,
    ) -> Result<UpdateAbout> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            let day = now.date();
            let highest = tx
                .all("SELECT version FROM catalogue_update", [], |row| {
                    row.get::<_, String>(0)
                })?
                .into_iter()
                .filter_map(|text| text.parse::<UpdateVersion>().ok())
                .filter(|version| version.day == day)
                .map(|version| version.serial)
                .max();
            let about = make(UpdateVersion {
                day,
                serial: highest.unwrap_or(0).saturating_add(1),
            })?;
            put(tx, &about, UpdateState::Made, None)?;
            tx.log("catalogue_update", about.version, "make", &about)?;
            Ok(about)
        })
    }
}

/// Refuses what is not later than what is in use.
///
/// # Errors
/// `OLDER`.
pub fn refuse_older(version: UpdateVersion, used: UpdateVersion) -> Result<()> {
    if version > used {
        return Ok(());
    }
    Err(Fault::new(
        Code::Older,
        if version == used {
            format!("Bản cập nhật {version} đang được dùng rồi.")
        } else {
            format!(
                "Bản cập nhật {version} cũ hơn bản {used} đang dùng. Muốn trở lại bản cũ thì dùng “trở lại bản trước”."
            )
        },
    ))
}

fn in_use(tx: &ReadTx<'_>) -> Result<Option<UpdateVersion>> {
    let used: Option<String> = tx.first(
        "SELECT version FROM catalogue_update WHERE state = 'in_use'",
        [],
        |row| row.get(0),
    )?;
    used.map(|text| text.parse()).transpose()
}

fn put(
    tx: &mut WriteTx<'_>,
    about: &UpdateAbout,
    state: UpdateState,
    files: Option<&UpdateFiles>,
) -> Result<()> {
    let (at, by) = (Moment(tx.now()), tx.actor().clerk.clone());
    tx.execute(
        "INSERT INTO catalogue_update VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at, by = excluded.by,
             about = excluded.about, files = excluded.files",
        params![
            about.version.to_string(),
            state.as_str(),
            at,
            by,
            Json(about),
            files.map(Json)
        ],
    )?;
    Ok(())
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptUpdate> {
    Ok(KeptUpdate {
        about: row.get::<_, Json<UpdateAbout>>(0)?.0,
        state: UpdateState::of(&row.get::<_, String>(1)?),
        at: row.get::<_, Moment>(2)?.0,
        by: row.get(3)?,
    })
}
