//! The office: the only door to its file.

use crate::{
    ahead::ahead,
    check::{self, CheckFault},
    delay,
    dossier::{self, Dossier, DossierNow, DossierRow, Made, PaperRow},
    draft::{self, Draft, DraftBody},
    event::{self, Event},
    filing::{self, Filing},
    known, link,
    list::{self, DossierQuery, Waiting},
    namesake, number, receive,
    reception::Reception,
    result::{self, FileRef, Kept, NewResult, ResultView},
    setting::{self, Settings},
    source,
    state::State,
};
use chrono::NaiveDateTime;
use motcua_calendar::{Calendar, due};
use motcua_catalogue::Catalogue;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Json, Migration, Notice, Store, WriteTx};
use motcua_text as text;
use rusqlite::Row;
use std::{collections::BTreeMap, path::Path};
use uuid::Uuid;

const PERSON: Migration = Migration {
    table: "person",
    version: 1,
    sql: "CREATE TABLE person (
              id TEXT PRIMARY KEY, body TEXT NOT NULL, dossier TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;",
};

/// The tables of an office, for whoever opens its file.
pub fn schema() -> Vec<Migration> {
    let mut schema = vec![number::MIGRATION, draft::MIGRATION, PERSON];
    schema.extend(dossier::MIGRATIONS);
    schema.extend(result::migrations());
    schema.extend(link::MIGRATIONS);
    schema.extend(source::MIGRATIONS);
    schema.extend([namesake::MIGRATION, known::MIGRATION, delay::MIGRATION]);
    schema
}

/// The office and its file.
pub struct Office {
    store: Store,
}

impl Office {
    /// Opens the file, making it first where there is none.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    pub fn open(file: &Path, now: NaiveDateTime) -> Result<Self> {
        Ok(Self {
            store: Store::open(file, &schema(), now)?,
        })
    }

    /// The file underneath, for backup, sync and checks.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What the clerk should read of the file and the clock.
    pub fn notices(&self) -> Vec<Notice> {
        self.store.notices()
    }

    /// Who this office is; `None` before it is set up.
    pub fn settings(&self) -> Result<Option<Settings>> {
        self.store.read(setting::read)
    }

    /// Who this office is.
    ///
    /// # Errors
    /// `NO_OFFICE` before it is set up.
    pub fn set_up(&self) -> Result<Settings> {
        self.settings()?.ok_or_else(setting::no_office)
    }

    /// Sets the office up, or changes it.
    ///
    /// # Errors
    /// Those of [`Settings::checked`].
    pub fn change(&self, settings: Settings, now: NaiveDateTime) -> Result<Settings> {
        let settings = settings.checked()?;
        self.store.write(&settings.actor(), now, |tx| {
            setting::write(tx, &settings)?;
            Ok(())
        })?;
        Ok(settings)
    }

    /// Receives: checks everything, then writes number, dossier, seal, papers and first events at
    /// once. `make` seals and renders the finished dossier, before the write where it can: rendering
    /// takes long, and nobody else writes meanwhile. `lay` puts the rendered paper on the disk, within
    /// the write. What it returns is safe on disk; only then may paper leave the printer.
    ///
    /// # Errors
    /// Nothing is written. `NO_OFFICE`, `UNKNOWN_PROCEDURE`, `NOT_IN_FORCE`, `NOT_GUIDED`,
    /// `UNKNOWN_CLERK`, `BAD_PERSON`, `BAD_ANSWER`, `OPEN_QUESTIONS`, `UNKNOWN_REQUIREMENT`,
    /// `REASON_MISSING`, `BAD_NUMBER`, `NOT_USABLE`, those of `make`, of `lay` and of the store.
    pub fn receive<F, L>(
        &self,
        reception: Reception,
        catalogue: &Catalogue,
        calendar: &Calendar,
        now: NaiveDateTime,
        make: impl Fn(&Dossier) -> Result<(Made, F)>,
        lay: impl Fn(&F) -> Result<L>,
    ) -> Result<(Dossier, Made, L)> {
        let settings = self.set_up()?;
        let who = Filing::of(&reception);
        let mut actor = settings.actor();
        actor.clerk = settings.clerk_called(reception.clerk.as_deref())?;
        let (ready, made, laid) = ahead(
            (&self.store, &actor, now),
            |tx| {
                let on_record = filing::on_hand(tx, &who)?;
                receive::examine(
                    reception.clone(),
                    &settings,
                    catalogue,
                    calendar,
                    now,
                    &on_record,
                )?
                .ready(tx, &settings)
            },
            |ready: &receive::Ready| make(&ready.dossier),
            |tx, ready, (made, files)| {
                let laid = lay(files)?;
                receive::write(tx, ready, made)?;
                Ok(laid)
            },
        )?;
        Ok((ready.dossier, made.0, laid))
    }

    /// Records a further paper of a dossier.
    pub fn add_paper(&self, dossier: &str, paper: &PaperRow, now: NaiveDateTime) -> Result<()> {
        let actor = self.set_up()?.actor();
        self.store
            .write(&actor, now, |tx| receive::add_paper(tx, dossier, paper))
    }

    /// How often each procedure was received here.
    pub fn times_received(&self) -> Result<BTreeMap<String, u32>> {
        let rows = self.store.read(|tx| {
            tx.all(
                "SELECT procedure, count(*) FROM dossier GROUP BY procedure",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Papers recorded, newest first: all, or the last few.
    pub fn papers(&self, last: Option<u32>) -> Result<Vec<PaperRow>> {
        self.store.read(|tx| {
            tx.all(
                "SELECT form, title, file, sha256, body, made FROM paper
                 UNION ALL SELECT form, title, file, sha256, body, made FROM result_paper
                 ORDER BY made DESC LIMIT coalesce(?1, -1)",
                [last],
                paper,
            )
        })
    }

    /// A dossier now; `None` where there is none of that code.
    pub fn dossier(
        &self,
        code: &str,
        calendar: &Calendar,
        now: NaiveDateTime,
    ) -> Result<Option<DossierNow>> {
        let code = code.trim().to_uppercase();
        self.store.read(|tx| {
            let Some(row) = list::row(tx, &code, calendar, now)? else {
                return Ok(None);
            };
            let (dossier, seal) = tx.one(
                "SELECT body, seal FROM dossier WHERE code = ?1",
                [&code],
                |found| Ok((found.get::<_, Json<Dossier>>(0)?.0, found.get(1)?)),
            )?;
            let papers = tx.all(
                "SELECT form, title, file, sha256, body FROM paper WHERE dossier = ?1
                 ORDER BY form, position",
                [&code],
                paper,
            )?;
            Ok(Some(DossierNow {
                row,
                dossier,
                seal,
                events: event::of(tx, &code)?,
                papers,
            }))
        })
    }

    /// Dossiers that answer to a query, newest first.
    pub fn list(
        &self,
        query: &DossierQuery,
        calendar: &Calendar,
        now: NaiveDateTime,
    ) -> Result<Vec<DossierRow>> {
        self.store.read(|tx| list::list(tx, query, calendar, now))
    }

    /// What waits, most urgent first.
    pub fn waiting(&self, calendar: &Calendar, now: NaiveDateTime) -> Result<Waiting> {
        self.store.read(|tx| list::waiting(tx, calendar, now))
    }

    /// Moves a dossier to another state.
    ///
    /// # Errors
    /// `UNKNOWN_DOSSIER`; `BAD_MOVE` with where it may go; `REASON_MISSING`.
    pub fn go(
        &self,
        code: &str,
        to: State,
        why: Option<&str>,
        calendar: &Calendar,
        now: NaiveDateTime,
    ) -> Result<()> {
        let code = code.trim().to_uppercase();
        let settings = self.set_up()?;
        self.store.write(&settings.actor(), now, |tx| {
            moved(tx, &settings, &code, to, why, calendar)
        })
    }

    /// Stores a result. Its file, if any, has been kept already.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT` (no such kind), `BAD_PERSON`, `BAD_DATE`, `BAD_INPUT` (a field the kind does not
    /// have), `RESULT_EXISTS`.
    pub fn add_result(
        &self,
        new: NewResult,
        file: Option<FileRef>,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        let settings = self.set_up()?;
        let id = Uuid::now_v7().to_string();
        let kept = Kept::checked(new, file, id.clone(), catalogue, &settings.clerk, now)?;
        self.store
            .write(&settings.actor(), now, |tx| result::add(tx, &kept))?;
        self.result(&id, catalogue, now)
    }

    /// A stored result.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT`.
    pub fn result(
        &self,
        id: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        self.store.read(|tx| {
            let kept = result::stored(tx, id)?;
            Ok(kept.view(catalogue, now.date(), result::events(tx, id)?))
        })
    }

    /// Everything stored of a person, through every number known to be theirs, or of an organisation;
    /// newest first.
    pub fn results_of(
        &self,
        holder: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<Vec<ResultView>> {
        self.store.read(|tx| {
            let mut found = Vec::new();
            for id in link::numbers_asked(tx, holder)? {
                found.extend(result::of_holder(tx, &id)?);
            }
            found.sort_by(|a, b| b.id.cmp(&a.id));
            found
                .into_iter()
                .map(|kept| {
                    let events = result::events(tx, &kept.id)?;
                    Ok(kept.view(catalogue, now.date(), events))
                })
                .collect()
        })
    }

    /// Revokes a result.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT`, `REASON_MISSING`, `BAD_MOVE` when it no longer stands.
    pub fn revoke_result(
        &self,
        id: &str,
        why: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        let why = text::clean(why);
        if why.is_empty() {
            return Err(Fault::new(
                Code::ReasonMissing,
                "Thu hồi kết quả phải nêu lý do.",
            ));
        }
        let actor = self.set_up()?.actor();
        self.store
            .write(&actor, now, |tx| result::revoke(tx, id, &why))?;
        self.result(id, catalogue, now)
    }

    /// Says that a newer result has taken the place of another: an exchange, a corrected paper.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT`, `REASON_MISSING`; `BAD_MOVE` where the newer one is of another kind or holder or
    /// does not stand, or when the older no longer does.
    pub fn replace_result(
        &self,
        id: &str,
        by: &str,
        why: &str,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        let why = text::clean(why);
        if why.is_empty() {
            return Err(Fault::new(
                Code::ReasonMissing,
                "Thay kết quả phải nêu lý do.",
            ));
        }
        let actor = self.set_up()?.actor();
        self.store
            .write(&actor, now, |tx| result::replace(tx, id, by, &why))?;
        self.result(id, catalogue, now)
    }

    /// Saves a half-done guide.
    pub fn save_draft(
        &self,
        id: Option<String>,
        code: &str,
        name: &str,
        body: DraftBody,
        now: NaiveDateTime,
    ) -> Result<Draft> {
        let actor = self.set_up()?.actor();
        self.store
            .write(&actor, now, |tx| draft::save(tx, id, code, name, body))
    }

    /// Half-done guides, newest first.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        self.store.read(draft::list)
    }

    /// Lets a half-done guide go.
    pub fn drop_draft(&self, id: &str, now: NaiveDateTime) -> Result<()> {
        let actor = self.set_up()?.actor();
        self.store.write(&actor, now, |tx| draft::drop(tx, id))
    }

    /// Everything that is wrong with the file: SQLite's own check, the change log's chain, and
    /// every dossier's state against its events. Papers are the caller's.
    pub fn check(&self) -> Result<Vec<CheckFault>> {
        check::check(&self.store)
    }
}

/// Moves a dossier within a write.
pub(crate) fn moved(
    tx: &mut WriteTx<'_>,
    settings: &Settings,
    code: &str,
    to: State,
    why: Option<&str>,
    calendar: &Calendar,
) -> Result<()> {
    let now = tx.now();
    let why = why.map(text::clean).filter(|why| !why.is_empty());
    let row =
        list::row(tx, code, calendar, now)?.or_fault(Code::UnknownDossier, list::unknown(code))?;
    if !row.state.moves().contains(&to) {
        return Err(bad_move(row.state, to));
    }
    if to.needs_reason() && why.is_none() {
        return Err(Fault::new(
            Code::ReasonMissing,
            format!("Chuyển hồ sơ sang “{}” phải nêu lý do.", to.title()),
        ));
    }
    let completed = row.state == State::Supplement && to == State::Received;
    let promised = if completed {
        let dossier = tx.one("SELECT body FROM dossier WHERE code = ?1", [code], |row| {
            Ok(row.get::<_, Json<Dossier>>(0)?.0)
        })?;
        // The clock starts only now: form 02 was given at reception (DOMAIN 7.4, A8).
        dossier
            .limit
            .as_ref()
            .map(|limit| due(calendar, now, limit))
            .transpose()?
            .map(|due| due.due)
    } else {
        row.due
    };
    event::append(
        tx,
        &Event {
            dossier: code,
            at: now,
            kind: if completed { "completed" } else { "moved" },
            state: to,
            due: promised,
            by: &settings.clerk,
            counter: settings.counter,
            why: why.as_deref(),
        },
    )
}

fn paper(row: &Row<'_>) -> rusqlite::Result<PaperRow> {
    Ok(PaperRow {
        form: row.get(0)?,
        title: row.get(1)?,
        file: row.get(2)?,
        sha256: row.get(3)?,
        body: row.get(4)?,
    })
}

fn bad_move(from: State, to: State) -> Fault {
    let may: Vec<_> = from
        .moves()
        .iter()
        .map(|state| format!("{} ({})", state.title(), state.as_str()))
        .collect();
    Fault::new(
        Code::BadMove,
        if may.is_empty() {
            format!(
                "Hồ sơ đã ở trạng thái “{}”, không chuyển tiếp được nữa.",
                from.title()
            )
        } else {
            format!(
                "Hồ sơ đang ở “{}”, không chuyển sang “{}” được. Có thể chuyển sang: {}.",
                from.title(),
                to.title(),
                may.join(", ")
            )
        },
    )
}
