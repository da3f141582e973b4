//! The databases that answer instead of paper: whether each can be asked, since when, who looked; the
//! log of outages, which may later be named as the reason for a delay; look-ups and their evidence.

use crate::{event, list, office::Office, person::canonical};
use chrono::NaiveDateTime;
use motcua_calendar::{Calendar, minute};
use motcua_catalogue::{Catalogue, model::Source};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::{Found, LookUp, Reach, SourceNow, source_in_words};
use motcua_store::{Json, Migration, Moment, ReadTx, WriteTx, append_only};
use motcua_text as text;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use uuid::Uuid;

pub(crate) const MIGRATIONS: [Migration; 3] = [
    Migration {
        table: "source_state",
        version: 3,
        sql: "CREATE TABLE source_state (
                  source TEXT PRIMARY KEY, state TEXT NOT NULL, since TEXT NOT NULL, why TEXT,
                  by TEXT NOT NULL, at TEXT NOT NULL
              ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        table: "source_event",
        version: 3,
        sql: concat!(
            "CREATE TABLE source_event (
                 position INTEGER PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL,
                 state TEXT NOT NULL, since TEXT NOT NULL, why TEXT, by TEXT NOT NULL
             ) STRICT;",
            append_only!("source_event"),
        ),
    },
    Migration {
        table: "look_up",
        version: 3,
        sql: concat!(
            "CREATE TABLE look_up (
                 id TEXT PRIMARY KEY, person TEXT NOT NULL, dossier TEXT, body TEXT NOT NULL
             ) STRICT, WITHOUT ROWID;
             CREATE INDEX look_up_by_person ON look_up (person);
             CREATE INDEX look_up_by_dossier ON look_up (dossier);",
            append_only!("look_up"),
        ),
    },
];

/// Most look-ups listed at once.
const MOST_LOOK_UPS: u32 = 500;

/// A source as the office knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SourceView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who keeps it.
    pub owner: String,
    /// Whether it can be asked.
    pub state: Reach,
    /// Since when.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub since: Option<NaiveDateTime>,
    /// Why, where somebody said.
    pub why: Option<String>,
    /// Who looked last.
    pub by: Option<String>,
    /// And when.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub at: Option<NaiveDateTime>,
    /// In words.
    pub text: String,
}

/// A stretch of time in which a source did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Outage {
    /// Id of the source.
    pub source: String,
    /// Its name.
    pub name: String,
    /// First moment.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub from: NaiveDateTime,
    /// When it answered again; `None`: it does not yet.
    #[serde(with = "minute::option")]
    #[ts(type = "string | null")]
    pub to: Option<NaiveDateTime>,
    /// Why, where somebody said.
    pub why: Option<String>,
    /// Who noted it.
    pub by: String,
}

/// A look-up as entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewLookUp {
    /// Id of the source.
    pub source: String,
    /// Number of the person or organisation.
    pub person: String,
    /// The paper that the data stands for (evidence id).
    #[serde(default)]
    pub paper: Option<String>,
    /// What came of it.
    pub found: Found,
    /// What the screen said, number of the answer.
    #[serde(default)]
    pub evidence: String,
    /// The dossier it belongs to.
    #[serde(default)]
    pub dossier: Option<String>,
}

impl Office {
    /// All sources, as they are known to be now.
    pub fn sources(&self, catalogue: &Catalogue, now: NaiveDateTime) -> Result<Vec<SourceView>> {
        let known = self.store().read(self::now)?;
        Ok(catalogue
            .sources()
            .values()
            .map(|source| {
                let state = known.iter().find(|known| known.source == source.id);
                view(source, state, now)
            })
            .collect())
    }

    /// Says that a source can be asked, cannot, or is not connected here. `since` when it began; now
    /// when not given.
    ///
    /// # Errors
    /// `BAD_INPUT` for an unknown source; `BAD_DATE` for a beginning that lies ahead, or before what is
    /// recorded of the source already.
    pub fn set_source(
        &self,
        id: &str,
        reach: Reach,
        why: Option<&str>,
        since: Option<NaiveDateTime>,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<SourceView> {
        let source = source_called(catalogue, id)?;
        let why = why.map(text::clean).filter(|why| !why.is_empty());
        let actor = self.set_up()?.actor();
        let state = self.store().write(&actor, now, |tx| {
            set(tx, &source.id, reach, why.as_deref(), since)
        })?;
        Ok(view(source, Some(&state), now))
    }

    /// When sources did not answer between two moments, oldest first.
    pub fn outages(
        &self,
        from: NaiveDateTime,
        to: NaiveDateTime,
        catalogue: &Catalogue,
    ) -> Result<Vec<Outage>> {
        self.store().read(|tx| outages(tx, from, to, catalogue))
    }

    /// Records a look-up with its evidence. It says of the source too whether it answers.
    ///
    /// # Errors
    /// `BAD_INPUT` for an unknown source or paper; `BAD_PERSON`; `REASON_MISSING` without evidence of
    /// what was found; `UNKNOWN_DOSSIER`.
    pub fn look_up(
        &self,
        new: NewLookUp,
        catalogue: &Catalogue,
        calendar: &Calendar,
        now: NaiveDateTime,
    ) -> Result<LookUp> {
        let settings = self.set_up()?;
        let source = source_called(catalogue, &new.source)?;
        let evidence = text::clean(&new.evidence);
        if evidence.is_empty() && new.found != Found::Unreachable {
            return Err(Fault::new(
                Code::ReasonMissing,
                "Hãy ghi kết quả tra cứu: nguồn trả lời thế nào, số hoặc mã của bản trả lời.",
            ));
        }
        if evidence.chars().count() > 1000 {
            return Err(Fault::new(
                Code::BadInput,
                "Nội dung tra cứu dài quá 1000 chữ.",
            ));
        }
        let tidy = |value: Option<String>| {
            value
                .map(|value| text::clean(&value))
                .filter(|value| !value.is_empty())
        };
        let paper = tidy(new.paper);
        if let Some(paper) = paper
            .as_ref()
            .filter(|paper| !catalogue.evidence().contains_key(*paper))
        {
            return Err(Fault::new(
                Code::BadInput,
                format!("Không có loại giấy tờ “{}”.", short(paper)),
            ));
        }
        let person = canonical(&new.person);
        if person.is_empty() || person.len() > 20 {
            return Err(Fault::new(
                Code::BadPerson,
                "Tra cứu về ai: hãy nhập số định danh của người hoặc mã số tổ chức.",
            ));
        }
        let done = LookUp {
            id: Uuid::now_v7().to_string(),
            source: source.id.clone(),
            person,
            paper,
            found: new.found,
            evidence,
            dossier: tidy(new.dossier).map(|code| code.to_uppercase()),
            by: settings.clerk.clone(),
            at: now,
        };
        self.store().write(&settings.actor(), now, |tx| {
            tx.execute(
                "INSERT INTO look_up VALUES (?1, ?2, ?3, ?4)",
                params![done.id, done.person, done.dossier, Json(&done)],
            )?;
            tx.log("look_up", &done.id, "add", &done)?;
            let reach = match done.found {
                Found::Unreachable => Reach::Down,
                Found::Data | Found::Nothing => Reach::Ready,
            };
            set(tx, &done.source, reach, None, None)?;
            if let Some(code) = &done.dossier {
                let row = list::row(tx, code, calendar, now)?
                    .or_fault(Code::UnknownDossier, list::unknown(code))?;
                let why = match done.evidence.as_str() {
                    "" => format!("{}: {}", source.name, done.found.title()),
                    said => format!("{}: {}; {said}", source.name, done.found.title()),
                };
                event::append(
                    tx,
                    &event::Event {
                        dossier: code,
                        at: now,
                        kind: "looked_up",
                        state: row.state,
                        due: row.due,
                        by: &settings.clerk,
                        counter: settings.counter,
                        why: Some(&why),
                    },
                )?;
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// Look-ups about a person through every number known to be theirs, or about an organisation;
    /// newest first.
    pub fn look_ups_of(&self, id: &str) -> Result<Vec<LookUp>> {
        self.store().read(|tx| {
            let mut found = look_ups(tx, &crate::link::numbers_asked(tx, id)?)?;
            found.reverse();
            Ok(found)
        })
    }

    /// The last look-ups at this office, whoever they were about, newest first.
    pub fn look_ups_last(&self, most: u32) -> Result<Vec<LookUp>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT body FROM look_up ORDER BY id DESC LIMIT ?1",
                [most.min(MOST_LOOK_UPS)],
                |row| Ok(row.get::<_, Json<LookUp>>(0)?.0),
            )
        })
    }
}

/// When sources did not answer between two moments, oldest first.
pub(crate) fn outages(
    tx: &ReadTx<'_>,
    from: NaiveDateTime,
    to: NaiveDateTime,
    catalogue: &Catalogue,
) -> Result<Vec<Outage>> {
    let events = tx.all(
        "SELECT source, state, since, why, by, at FROM source_event ORDER BY position",
        [],
        state,
    )?;
    let mut outages: Vec<Outage> = Vec::new();
    for event in events {
        let open = outages
            .iter_mut()
            .rfind(|outage| outage.source == event.source && outage.to.is_none());
        match (open, event.reach) {
            // Said again: only the reason may be new.
            (Some(outage), Reach::Down) => {
                if event.why.is_some() {
                    outage.why = event.why;
                }
            }
            (Some(outage), _) => outage.to = Some(event.since),
            (None, Reach::Down) => outages.push(Outage {
                name: catalogue
                    .sources()
                    .get(&event.source)
                    .map_or_else(|| event.source.clone(), |source| source.name.clone()),
                source: event.source,
                from: event.since,
                to: None,
                why: event.why,
                by: event.by,
            }),
            (None, _) => {}
        }
    }
    outages.retain(|outage| outage.from <= to && outage.to.is_none_or(|end| from <= end));
    outages.sort_by_key(|outage| outage.from);
    Ok(outages)
}

/// The source of that id or name.
pub(crate) fn source_called<'c>(catalogue: &'c Catalogue, asked: &str) -> Result<&'c Source> {
    let wanted = text::fold(asked);
    catalogue
        .sources()
        .values()
        .find(|source| source.id == asked.trim() || text::fold(&source.name) == wanted)
        .or_fault(
            Code::BadInput,
            format!(
                "Không có nguồn dữ liệu “{}”. Có: {}.",
                short(asked),
                catalogue
                    .sources()
                    .keys()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Writes the state; the beginning stays where the state is the same as before.
fn set(
    tx: &mut WriteTx<'_>,
    source: &str,
    reach: Reach,
    why: Option<&str>,
    since: Option<NaiveDateTime>,
) -> Result<SourceNow> {
    let at = tx.now();
    let before = now(tx)?.into_iter().find(|known| known.source == source);
    let same = before.as_ref().filter(|before| before.reach == reach);
    let begun = match (since, same) {
        (Some(since), _) => {
            let too_early = before.as_ref().is_some_and(|before| {
                before.reach != reach && since < before.since
                    || before.reach == reach && since != before.since
            });
            if since > at || too_early {
                return Err(Fault::new(
                    Code::BadDate,
                    "Thời điểm bắt đầu không được ở phía trước, cũng không được chồng lên trạng thái đã ghi trước đó.",
                ));
            }
            since
        }
        (None, Some(same)) => same.since,
        (None, None) => at,
    };
    let next = SourceNow {
        source: source.to_owned(),
        reach,
        since: begun,
        why: why
            .map(str::to_owned)
            .or_else(|| same.and_then(|same| same.why.clone())),
        by: tx.actor().clerk.clone(),
        at,
    };
    tx.execute(
        "INSERT INTO source_state VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET state = excluded.state, since = excluded.since,
             why = excluded.why, by = excluded.by, at = excluded.at",
        params![
            source,
            word(reach),
            Moment(begun),
            next.why,
            next.by,
            Moment(at)
        ],
    )?;
    // What was only seen again is no event.
    if same.is_none_or(|same| same.why != next.why) {
        tx.execute(
            "INSERT INTO source_event (source, at, state, since, why, by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                source,
                Moment(at),
                word(reach),
                Moment(begun),
                next.why,
                next.by
            ],
        )?;
    }
    tx.log(
        "source_state",
        source,
        word(reach),
        &json!({ "since": minute::write(begun), "why": next.why }),
    )?;
    Ok(next)
}

/// What was last seen of each source.
pub(crate) fn now(tx: &ReadTx<'_>) -> Result<Vec<SourceNow>> {
    tx.all(
        "SELECT source, state, since, why, by, at FROM source_state",
        [],
        state,
    )
}

fn state(row: &Row<'_>) -> rusqlite::Result<SourceNow> {
    let word: String = row.get(1)?;
    Ok(SourceNow {
        source: row.get(0)?,
        reach: reach_called(&word).unwrap_or_default(),
        since: row.get::<_, Moment>(2)?.0,
        why: row.get(3)?,
        by: row.get(4)?,
        at: row.get::<_, Moment>(5)?.0,
    })
}

/// Look-ups about any of these, oldest first.
pub(crate) fn look_ups(tx: &ReadTx<'_>, people: &[String]) -> Result<Vec<LookUp>> {
    let mut found = Vec::new();
    for person in people {
        found.extend(tx.all(
            "SELECT body FROM look_up WHERE person = ?1 ORDER BY id",
            [person],
            |row| Ok(row.get::<_, Json<LookUp>>(0)?.0),
        )?);
    }
    found.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(found)
}

fn word(reach: Reach) -> &'static str {
    match reach {
        Reach::Ready => "ready",
        Reach::Down => "down",
        Reach::Absent => "absent",
        Reach::Unknown => "unknown",
    }
}

fn reach_called(word: &str) -> Option<Reach> {
    [Reach::Ready, Reach::Down, Reach::Absent, Reach::Unknown]
        .into_iter()
        .find(|reach| self::word(*reach) == word)
}

fn view(source: &Source, state: Option<&SourceNow>, now: NaiveDateTime) -> SourceView {
    SourceView {
        id: source.id.clone(),
        name: source.name.clone(),
        owner: source.owner.clone(),
        state: state.map(|state| state.reach).unwrap_or_default(),
        since: state.map(|state| state.since),
        why: state.and_then(|state| state.why.clone()),
        by: state.map(|state| state.by.clone()),
        at: state.map(|state| state.at),
        text: source_in_words(state, now.date()),
    }
}
