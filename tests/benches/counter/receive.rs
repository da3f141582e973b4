//! A reception until it is safe on the disk.
//!
//! The store refuses any setting but `synchronous=FULL`, so NORMAL is measured on a twin: a copy of
//! the office's file written through a plain connection, which gets the very rows that the reception
//! just wrote. It does nothing else: no checks, no guide, no change log's hashes, no seal.

use crate::{
    measure::{
        Table, Times,
        plan::{ALREADY_THERE, RECEIVED},
        time,
    },
    room::{Room, birth, folder, now},
};
use motcua_desk::Desk;
use motcua_fault::Result;
use motcua_office::{Dossier, Made, Office};
use motcua_seal::{Claims, SealKind, seal};
use rusqlite::{Connection, params_from_iter, types::Value};
use std::{fs, io::Write as _, path::Path, time::Duration};

pub fn bench(room: &Room) {
    let table = Table::new(&format!(
        "Receive one dossier, {ALREADY_THERE} already there, on a real file"
    ));
    let (temp, desk) = room.office();
    for _ in 0..ALREADY_THERE {
        desk.receive(birth(), now()).expect("received");
    }
    with_paper(&table, &desk, temp.path());
    without_paper(&table, room, &desk);
    let disk = disk();
    table.note(format!(
        "this disk: 4 kB written and synced take {}, p95 {}",
        time(disk.median()),
        time(disk.p95())
    ));
}

fn with_paper(table: &Table, desk: &Desk, folder: &Path) {
    let file = desk.folder().join("office.sqlite");
    let mut normal = Twin::of(&file, folder, "NORMAL");
    let (mut ours, mut other) = (Times::default(), Times::default());
    for n in 0..RECEIVED {
        let outcome = ours.of(|| desk.receive(birth(), now())).expect("received");
        let rows = normal.rows_of(&file);
        let pdf = fs::read(&outcome.papers[0].path).expect("the paper");
        let to = folder.join(format!("{n}.pdf"));
        other.of(|| {
            normal.write(&rows).expect("written");
            fs::write(to, &pdf).expect("written");
        });
    }
    table.row(
        "checks, seal, commit (FULL), PDF made and synced",
        &ours,
        "bare: its rows (NORMAL), its PDF unsynced",
        &other,
    );
}

fn without_paper(table: &Table, room: &Room, desk: &Desk) {
    let temp = folder();
    let file = temp.path().join("office.sqlite");
    let office = Office::open(&file, now()).expect("an office");
    let settings = desk.office().set_up().expect("settings");
    office.change(settings, now()).expect("set up");
    let receive = || {
        let reference = &room.reference;
        office.receive(
            birth(),
            &reference.catalogue,
            &reference.calendar,
            now(),
            |dossier| Ok((sealed(desk, dossier)?, ())),
            |()| Ok(()),
        )
    };
    for _ in 0..ALREADY_THERE {
        receive().expect("received");
    }
    let mut full = Twin::of(&file, temp.path(), "FULL");
    let mut normal = Twin::of(&file, temp.path(), "NORMAL");
    let (mut ours, mut with_full, mut with_normal) = <(Times, Times, Times)>::default();
    for _ in 0..RECEIVED {
        ours.of(receive).expect("received");
        let rows = normal.rows_of(&file);
        with_full.of(|| full.write(&rows)).expect("written");
        with_normal.of(|| normal.write(&rows)).expect("written");
    }
    table.row(
        "checks, seal, commit (FULL), no PDF",
        &ours,
        "bare: its rows (NORMAL)",
        &with_normal,
    );
    table.row(
        "bare: its rows (FULL)",
        &with_full,
        "bare: its rows (NORMAL)",
        &with_normal,
    );
}

fn sealed(desk: &Desk, dossier: &Dossier) -> Result<Made> {
    let claims = Claims {
        kind: SealKind::Receipt,
        dossier: dossier.code.clone(),
        unit: dossier.unit_code.clone(),
        procedure: dossier.case.code.clone(),
        received: dossier.received,
        due: dossier.due(),
        digest: [7; 32],
        sample: false,
    };
    Ok(Made {
        seal: seal(desk.keys().office()?, &claims)?.as_str().to_owned(),
        papers: Vec::new(),
    })
}

/// What one synced write costs here, whoever does it.
fn disk() -> Times {
    let temp = folder();
    let mut file = fs::File::create(temp.path().join("disk")).expect("a file");
    let mut write = || -> Duration {
        let start = std::time::Instant::now();
        file.write_all(&[7; 4096]).expect("written");
        file.sync_data().expect("synced");
        start.elapsed()
    };
    (0..RECEIVED).map(|_| write()).collect()
}

/// A copy of the office's file, written plainly.
struct Twin {
    connection: Connection,
    tables: Vec<String>,
}

/// Rows of one table.
type Rows = (String, Vec<Vec<Value>>);

impl Twin {
    fn of(office: &Path, folder: &Path, synchronous: &str) -> Self {
        let path = folder.join(format!("{synchronous}.sqlite"));
        let from = Connection::open(office).expect("the office's file");
        from.execute("VACUUM INTO ?1", [path.to_str()])
            .expect("a copy");
        let connection = Connection::open(&path).expect("the copy");
        let mode: String = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
            .expect("a journal mode");
        assert_eq!(mode, "wal");
        connection
            .pragma_update(None, "synchronous", synchronous)
            .expect("set");
        connection
            .pragma_update(None, "foreign_keys", false)
            .expect("set");
        let tables = connection
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
            )
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .expect("tables");
        Self { connection, tables }
    }

    /// What the office's file has and this one does not yet.
    fn rows_of(&self, office: &Path) -> Vec<Rows> {
        let connection = Connection::open(office).expect("the office's file");
        connection
            .execute("ATTACH ?1 AS twin", [self.connection.path()])
            .expect("attached");
        let rows = |table: &String| -> rusqlite::Result<Rows> {
            let mut statement = connection.prepare(&format!(
                "SELECT * FROM main.{table} EXCEPT SELECT * FROM twin.{table}"
            ))?;
            let columns = statement.column_count();
            let rows = statement
                .query_map([], |row| (0..columns).map(|i| row.get(i)).collect())?
                .collect::<rusqlite::Result<_>>()?;
            Ok((table.clone(), rows))
        };
        let rows: Vec<Rows> = self
            .tables
            .iter()
            .map(|table| rows(table).expect("rows"))
            .filter(|(_, rows)| !rows.is_empty())
            .collect();
        assert!(
            rows.iter()
                .any(|(table, rows)| table == "dossier" && rows.len() == 1)
        );
        rows
    }

    fn write(&mut self, rows: &[Rows]) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        for (table, rows) in rows {
            let marks = vec!["?"; rows[0].len()].join(",");
            let sql = format!("INSERT OR REPLACE INTO {table} VALUES ({marks})");
            let mut insert = transaction.prepare_cached(&sql)?;
            for row in rows {
                insert.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()
    }
}
