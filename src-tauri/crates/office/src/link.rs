//! One person under several numbers: an old identity card and the number for life, a number given
//! anew. Decided by a clerk, with a reason, and undone the same way; never guessed.

use crate::{namesake, office::Office, person::canonical, result};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use motcua_calendar::minute;
use motcua_fault::{Code, Fault, Result};
use motcua_store::{Migration, Moment, ReadTx, WriteTx, append_only};
use motcua_text as text;
use rusqlite::params;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use ts_rs::TS;

pub(crate) const MIGRATIONS: [Migration; 2] = [
    Migration {
        table: "person_link",
        version: 3,
        sql: "CREATE TABLE person_link (
                  a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b), CHECK (a < b)
              ) STRICT, WITHOUT ROWID;
              CREATE INDEX person_link_by_b ON person_link (b);",
    },
    Migration {
        table: "person_link_event",
        version: 3,
        sql: concat!(
            "CREATE TABLE person_link_event (
                 position INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, at TEXT NOT NULL,
                 what TEXT NOT NULL, by TEXT NOT NULL, why TEXT
             ) STRICT;
             CREATE INDEX person_link_event_by_a ON person_link_event (a);
             CREATE INDEX person_link_event_by_b ON person_link_event (b);",
            append_only!("person_link_event"),
        ),
    },
];

/// More numbers than anybody has had.
const MOST: usize = 16;

/// Two numbers said to be one person's, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LinkEvent {
    /// One number.
    pub a: String,
    /// The other.
    pub b: String,
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// `linked` or `undone`.
    pub what: String,
    /// Who.
    pub by: String,
    /// Why.
    pub why: Option<String>,
}

impl Office {
    /// Says that two numbers are one person's.
    ///
    /// # Errors
    /// `BAD_PERSON` for a number that cannot be, the same twice, or birth dates that differ;
    /// `REASON_MISSING`; `BAD_MOVE` when they are linked already.
    pub fn same_person(&self, a: &str, b: &str, why: &str, now: NaiveDateTime) -> Result<()> {
        let (a, b) = pair(a, b)?;
        let why = reason(why, "Ghép hai số của một người phải nêu căn cứ.")?;
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            let (ours, theirs) = (numbers(tx, &a)?, numbers(tx, &b)?);
            if ours.contains(&b) {
                return Err(Fault::new(
                    Code::BadMove,
                    "Hai số này đã được ghép là của một người.",
                ));
            }
            if ours.len() + theirs.len() > MOST {
                return Err(Fault::new(
                    Code::BadPerson,
                    format!("Một người không thể có quá {MOST} số giấy tờ."),
                ));
            }
            let (mine, his) = (births(tx, &ours)?, births(tx, &theirs)?);
            if differ(&mine, &his) {
                return Err(Fault::new(
                    Code::BadPerson,
                    format!(
                        "Không ghép được: ngày sinh khác nhau ({} và {}). Hãy đối chiếu lại giấy tờ.",
                        spoken(&mine),
                        spoken(&his)
                    ),
                ));
            }
            tx.execute("INSERT INTO person_link VALUES (?1, ?2)", params![a, b])?;
            happened(tx, &a, &b, "linked", &why)
        })
    }

    /// Every number known to be this person's, the one asked for first.
    pub fn numbers_of(&self, id: &str) -> Result<Vec<String>> {
        self.store().read(|tx| numbers(tx, &canonical(id)))
    }

    /// Takes such a decision back.
    ///
    /// # Errors
    /// `BAD_PERSON`; `REASON_MISSING`; `BAD_MOVE` when these two were not linked.
    pub fn undo_same_person(&self, a: &str, b: &str, why: &str, now: NaiveDateTime) -> Result<()> {
        let (a, b) = pair(a, b)?;
        let why = reason(why, "Bỏ ghép phải nêu lý do.")?;
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            let gone = tx.execute(
                "DELETE FROM person_link WHERE a = ?1 AND b = ?2",
                params![a, b],
            )?;
            if gone == 0 {
                return Err(Fault::new(
                    Code::BadMove,
                    "Hai số này chưa được ghép trực tiếp với nhau nên không bỏ ghép được.",
                ));
            }
            happened(tx, &a, &b, "undone", &why)
        })
    }
}

fn pair(a: &str, b: &str) -> Result<(String, String)> {
    let number = |text: &str| Ok(text::PersonId::parse(text)?.as_str().to_owned());
    let (a, b): (String, String) = (number(a)?, number(b)?);
    match a.cmp(&b) {
        std::cmp::Ordering::Less => Ok((a, b)),
        std::cmp::Ordering::Greater => Ok((b, a)),
        std::cmp::Ordering::Equal => Err(Fault::new(
            Code::BadPerson,
            "Hai số là một; không có gì để ghép.",
        )),
    }
}

fn reason(why: &str, missing: &str) -> Result<String> {
    let why = text::clean(why);
    if why.is_empty() {
        return Err(Fault::new(Code::ReasonMissing, missing));
    }
    Ok(why)
}

fn happened(tx: &mut WriteTx<'_>, a: &str, b: &str, what: &str, why: &str) -> Result<()> {
    let by = tx.actor().clerk.clone();
    tx.execute(
        "INSERT INTO person_link_event (a, b, at, what, by, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![a, b, Moment(tx.now()), what, by, why],
    )?;
    tx.log(
        "person_link",
        a,
        what,
        &json!({ "a": a, "b": b, "why": why }),
    )?;
    Ok(())
}

/// Every number that is known to be this one's, itself first.
pub(crate) fn numbers(tx: &ReadTx<'_>, id: &str) -> Result<Vec<String>> {
    let mut found = vec![id.to_owned()];
    let mut next = 0;
    while let Some(id) = found.get(next).cloned() {
        next += 1;
        let beside: Vec<String> = tx.all(
            "SELECT b FROM person_link WHERE a = ?1 UNION SELECT a FROM person_link WHERE b = ?1",
            [&id],
            |row| row.get(0),
        )?;
        for other in beside {
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    Ok(found)
}

/// Everything decided about any of these numbers, oldest first.
pub(crate) fn events(tx: &ReadTx<'_>, ids: &[String]) -> Result<Vec<LinkEvent>> {
    let mut found: Vec<(i64, LinkEvent)> = Vec::new();
    for id in ids {
        found.extend(tx.all(
            "SELECT position, a, b, at, what, by, why FROM person_link_event WHERE a = ?1 OR b = ?1",
            [id],
            |row| {
                Ok((
                    row.get(0)?,
                    LinkEvent {
                        a: row.get(1)?,
                        b: row.get(2)?,
                        at: row.get::<_, Moment>(3)?.0,
                        what: row.get(4)?,
                        by: row.get(5)?,
                        why: row.get(6)?,
                    },
                ))
            },
        )?);
    }
    found.sort_by_key(|(position, _)| *position);
    found.dedup_by_key(|(position, _)| *position);
    Ok(found.into_iter().map(|(_, event)| event).collect())
}

/// Every birth date or year on record under these numbers. Where there is none, the years that the
/// numbers themselves say.
fn births(tx: &ReadTx<'_>, ids: &[String]) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for id in ids {
        found.extend(recorded(tx, id)?);
    }
    if found.is_empty() {
        let said = ids
            .iter()
            .filter_map(|id| text::PersonId::parse(id).ok()?.citizen())
            .map(|citizen| citizen.birth_year.to_string());
        found.extend(said);
    }
    Ok(found)
}

fn recorded(tx: &ReadTx<'_>, id: &str) -> Result<Vec<String>> {
    let mut found: Vec<String> = namesake::given(tx, id)?
        .and_then(|person| person.birth)
        .into_iter()
        .collect();
    found.extend(
        result::of_holder(tx, id)?
            .into_iter()
            .filter(|kept| !kept.holder.organisation)
            .filter_map(|kept| kept.holder.birth),
    );
    Ok(found)
}

/// The one birth date on record under these numbers; `None` where there is none or they disagree.
pub(crate) fn birth_of(tx: &ReadTx<'_>, ids: &[String]) -> Result<Option<String>> {
    let mut found = BTreeSet::new();
    for id in ids {
        found.extend(recorded(tx, id)?);
    }
    let days: Vec<_> = found.iter().filter(|birth| day(birth).is_some()).collect();
    Ok(match days[..] {
        [only] if !differ(&found, &BTreeSet::new()) => Some(only.clone()),
        [] if found.len() == 1 => found.into_iter().next(),
        _ => None,
    })
}

/// Whether these cannot all be one person's.
fn differ(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    let all = || ours.iter().chain(theirs);
    let days: BTreeSet<_> = all().filter_map(|birth| day(birth)).collect();
    let years: BTreeSet<_> = all()
        .filter_map(|birth| match day(birth) {
            Some(day) => Some(day.year()),
            None => birth.parse().ok(),
        })
        .collect();
    days.len() > 1 || years.len() > 1
}

fn day(birth: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(birth, "%Y-%m-%d").ok()
}

fn spoken(births: &BTreeSet<String>) -> String {
    births
        .iter()
        .map(|birth| day(birth).map_or_else(|| birth.clone(), text::date))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Of one person, by any of his numbers; as typed too, for what is no person's number.
pub(crate) fn numbers_asked(tx: &ReadTx<'_>, asked: &str) -> Result<Vec<String>> {
    let mut found = numbers(tx, &canonical(asked))?;
    let typed = crate::person::tidy_id(asked);
    if !found.contains(&typed) {
        found.push(typed);
    }
    Ok(found)
}
