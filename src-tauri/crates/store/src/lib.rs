//! The office's SQLite file: open, migrate, one way to write, change log, backup
