//! The tables.

use motcua_store::{Migration, append_only};

pub(crate) const MIGRATIONS: [Migration; 5] = [
    // Working material: changed with every keystroke, so only what is approved is kept for ever.
    Migration {
        table: "procedure_draft",
        version: 5,
        sql: "CREATE TABLE procedure_draft (
                  id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
                  based_on TEXT, decision TEXT, issued TEXT, begun TEXT NOT NULL, saved TEXT NOT NULL,
                  by TEXT NOT NULL
              ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        table: "office_procedure",
        version: 5,
        sql: concat!(
            "CREATE TABLE office_procedure (
                 position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL,
                 name TEXT NOT NULL, file TEXT NOT NULL, version TEXT NOT NULL,
                 effective_from TEXT NOT NULL, text TEXT NOT NULL, based_on TEXT,
                 decision TEXT, issued TEXT, note TEXT, begun TEXT NOT NULL, author TEXT NOT NULL,
                 approved TEXT NOT NULL, approved_by TEXT NOT NULL
             ) STRICT;
             CREATE INDEX office_procedure_by_code ON office_procedure (code);",
            append_only!("office_procedure"),
        ),
    },
    Migration {
        table: "office_procedure_undone",
        version: 5,
        sql: concat!(
            "CREATE TABLE office_procedure_undone (
                 id TEXT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL
             ) STRICT, WITHOUT ROWID;",
            append_only!("office_procedure_undone"),
        ),
    },
    Migration {
        table: "imported",
        version: 5,
        sql: "CREATE TABLE imported (
                  code TEXT PRIMARY KEY, digest TEXT NOT NULL, record TEXT NOT NULL,
                  state TEXT NOT NULL, at TEXT NOT NULL, file TEXT NOT NULL, batch TEXT NOT NULL
              ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        table: "catalogue_batch",
        version: 5,
        sql: "CREATE TABLE catalogue_batch (
                  id TEXT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, file TEXT NOT NULL,
                  counts TEXT NOT NULL, undone_at TEXT, undone_by TEXT
              ) STRICT, WITHOUT ROWID;
              CREATE TABLE catalogue_batch_line (
                  batch TEXT NOT NULL, code TEXT NOT NULL, before TEXT, after TEXT NOT NULL,
                  PRIMARY KEY (batch, code)
              ) STRICT, WITHOUT ROWID;",
    },
];
