//! Rows put aside while a file is read, so that they can go in together: on disk where they are many, in
//! a file of SQLite's own that vanishes by itself. Not the office's file, and nothing anybody keeps.

use crate::sentence::OrSqlFault;
use motcua_fault::Result;
use rusqlite::{Connection, OptionalExtension, params};

/// Rows by key, the first of each key.
pub struct Aside(Connection);

impl Aside {
    /// None yet.
    ///
    /// # Errors
    /// `DISK_FULL`, `NO_ACCESS` for the machine's folder of temporary files.
    pub fn new() -> Result<Self> {
        let db = Connection::open("").or_sql_fault()?;
        db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             CREATE TABLE aside (no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL);",
        )
        .or_sql_fault()?;
        Ok(Self(db))
    }

    /// Puts a row aside under its number; where the key is there already nothing happens, and its
    /// number is returned.
    ///
    /// # Errors
    /// `DISK_FULL`.
    pub fn put(&self, no: i64, key: &str, body: &str) -> Result<Option<i64>> {
        let kept = self
            .0
            .prepare_cached("INSERT OR IGNORE INTO aside VALUES (?1, ?2, ?3)")
            .and_then(|mut insert| insert.execute(params![no, key, body]))
            .or_sql_fault()?;
        if kept > 0 {
            return Ok(None);
        }
        self.0
            .prepare_cached("SELECT no FROM aside WHERE key = ?1")
            .and_then(|mut first| first.query_row([key], |row| row.get(0)).optional())
            .or_sql_fault()
    }

    /// Every row's body, by key.
    ///
    /// # Errors
    /// Those of `each`.
    pub fn each(&self, mut each: impl FnMut(&str) -> Result<()>) -> Result<()> {
        let mut statement = self
            .0
            .prepare("SELECT body FROM aside ORDER BY key")
            .or_sql_fault()?;
        let mut rows = statement.query([]).or_sql_fault()?;
        while let Some(row) = rows.next().or_sql_fault()? {
            let body: String = row.get(0).or_sql_fault()?;
            each(&body)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_key_stays_and_all_come_back_by_key() {
        let aside = Aside::new().unwrap();
        assert_eq!(aside.put(1, "b", "one").unwrap(), None);
        assert_eq!(aside.put(2, "a", "two").unwrap(), None);
        assert_eq!(aside.put(3, "b", "three").unwrap(), Some(1));
        let mut found = Vec::new();
        aside
            .each(|body| {
                found.push(body.to_owned());
                Ok(())
            })
            .unwrap();
        assert_eq!(found, ["two", "one"]);
    }
}
