//! Who is called what: to show people of one name beside each other, never to take one for the other.

use crate::{person::Person, result};
use motcua_fault::Result;
use motcua_guide::HolderOf;
use motcua_store::{Json, Migration, ReadTx, WriteTx};
use motcua_text as text;
use rusqlite::params;
use serde::Serialize;
use ts_rs::TS;

pub(crate) const MIGRATION: Migration = Migration {
    table: "known_name",
    version: 3,
    sql: "CREATE TABLE known_name (
              folded TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
              PRIMARY KEY (folded, id)
          ) STRICT, WITHOUT ROWID;",
};

/// Most that are shown: nobody looks through more.
const MOST: usize = 20;

/// Somebody else of the same name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Namesake {
    /// Identity number.
    pub id: String,
    /// Name as entered.
    pub name: String,
    /// Birth date, where all that is on record agrees.
    pub birth: Option<String>,
    /// Born on the same day: perhaps one person with an old and a new number.
    pub same_birth: bool,
}

/// Notes a person's name.
pub(crate) fn note(tx: &mut WriteTx<'_>, holder: &HolderOf) -> Result<()> {
    if !holder.organisation && !holder.id.is_empty() && !holder.name.is_empty() {
        tx.execute(
            "INSERT OR IGNORE INTO known_name VALUES (?1, ?2, ?3)",
            params![text::fold(&holder.name), holder.id, holder.name],
        )?;
    }
    Ok(())
}

/// Drops a name that nothing on record bears any more.
pub(crate) fn forget(tx: &mut WriteTx<'_>, holder: &HolderOf) -> Result<()> {
    let folded = text::fold(&holder.name);
    let in_a_result = result::of_holder(tx, &holder.id)?
        .iter()
        .any(|kept| text::fold(&kept.holder.name) == folded);
    let gave_it = given(tx, &holder.id)?.is_some_and(|person| text::fold(&person.name) == folded);
    if !in_a_result && !gave_it {
        tx.execute(
            "DELETE FROM known_name WHERE folded = ?1 AND id = ?2",
            params![folded, holder.id],
        )?;
    }
    Ok(())
}

/// Others of that name.
pub(crate) fn of(
    tx: &ReadTx<'_>,
    name: &str,
    birth: Option<&str>,
    not: &[String],
) -> Result<Vec<Namesake>> {
    let found: Vec<(String, String)> = tx.all(
        "SELECT id, name FROM known_name WHERE folded = ?1 ORDER BY id",
        [text::fold(name)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut namesakes = Vec::new();
    for (id, name) in found {
        if not.contains(&id) {
            continue;
        }
        let theirs = crate::link::birth_of(tx, std::slice::from_ref(&id))?;
        namesakes.push(Namesake {
            same_birth: theirs.is_some() && theirs.as_deref() == birth,
            birth: theirs,
            id,
            name,
        });
    }
    namesakes.sort_by_key(|other| !other.same_birth);
    namesakes.truncate(MOST);
    Ok(namesakes)
}

/// What a person gave the last time under that number.
pub(crate) fn given(tx: &ReadTx<'_>, id: &str) -> Result<Option<Person>> {
    tx.first("SELECT body FROM person WHERE id = ?1", [id], |row| {
        Ok(row.get::<_, Json<Person>>(0)?.0)
    })
}
