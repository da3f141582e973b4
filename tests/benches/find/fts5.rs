//! SQLite's FTS5 alone: folded titles, every word, the last one unfinished; any word where not every one is found.

use crate::Engine;
use motcua_catalogue::Entry;
use motcua_text::fold;
use rusqlite::{Connection, params};

pub struct Fts5(Connection);

impl Fts5 {
    pub fn new(entries: &[Entry]) -> Self {
        let db = Connection::open_in_memory().expect("memory");
        db.execute_batch(
            "CREATE VIRTUAL TABLE title USING fts5(name, code UNINDEXED, prefix = '1 2 3')",
        )
        .expect("FTS5");
        let mut add = db
            .prepare("INSERT INTO title VALUES (?1, ?2)")
            .expect("table");
        for entry in entries {
            let text = format!("{} {}", fold(&entry.name), fold(&entry.code));
            add.execute(params![text, entry.code]).expect("row");
        }
        drop(add);
        db.execute_batch("INSERT INTO title(title) VALUES ('optimize')")
            .expect("optimize");
        Self(db)
    }

    fn rows(&self, expression: &str, limit: usize) -> Vec<String> {
        let mut find = self
            .0
            .prepare_cached("SELECT code FROM title WHERE title MATCH ?1 ORDER BY rank LIMIT ?2")
            .expect("query");
        let rows = find.query_map(params![expression, limit as i64], |row| row.get(0));
        rows.expect("match").map(|row| row.expect("code")).collect()
    }
}

impl Engine for Fts5 {
    fn name(&self) -> &'static str {
        "FTS5"
    }

    fn find(&self, query: &str, limit: usize) -> Vec<String> {
        let folded = fold(query);
        let mut words: Vec<String> = folded
            .split_whitespace()
            .map(|word| format!("\"{word}\""))
            .collect();
        if let Some(last) = words.last_mut() {
            last.push('*');
        } else {
            return Vec::new();
        }
        let all = self.rows(&words.join(" "), limit);
        if all.is_empty() && words.len() > 1 {
            return self.rows(&words.join(" OR "), limit);
        }
        all
    }
}
