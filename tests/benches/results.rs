//! One person's results among the city's 2.6 million: ours beside a plain scan of the table and the
//! bare index. The results are made up (and say so), with a fixed seed, in a real file on a real disk.
//!
//! `MOTCUA_BENCH_RESULTS` sets how many.

#[path = "measure/mod.rs"]
mod measure;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use measure::{Bytes, Table, Times, bytes, time};
use motcua_catalogue::{Catalogue, build::build, source::Files};
use motcua_guide::HolderOf;
use motcua_office::{Filing, NewResult, Office, Settings};
use motcua_tests::Dice;
use rusqlite::{Connection, OpenFlags, params};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// How many the city has digitised.
const CITY: usize = 2_600_000;
/// Rows of one transaction.
const CHUNK: usize = 50_000;
/// People who hold them: about four each, as the city's figures divide.
const EACH: usize = 4;
/// Look-ups measured warm, cold, and by scanning.
const WARM: usize = 2_000;
const COLD: usize = 60;
const SCANS: usize = 5;
const SEED: u64 = 20_261_121;

const KINDS: [(&str, u32); 6] = [
    ("giay-khai-sinh", 30),
    ("giay-chung-nhan-ket-hon", 20),
    ("giay-xac-nhan-tinh-trang-hon-nhan", 20),
    ("trich-luc-khai-tu", 10),
    ("giay-chung-nhan-dang-ky-ho-kinh-doanh", 5),
    ("giay-phep-lai-xe", 15),
];

fn main() {
    if !measure::wanted("results") {
        return;
    }
    let results: usize = std::env::var("MOTCUA_BENCH_RESULTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(CITY);
    // Below the build's own folder: the system's temporary one may be memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let file = folder.path().join("office.sqlite");
    let catalogue = catalogue();
    let office = office(&file);
    let people = (results / EACH).max(1);

    let start = Instant::now();
    let body = template(&office, &catalogue);
    drop(office);
    fill(&file, &body, results, people);
    let filled = start.elapsed();
    let office = Office::open(&file, now()).expect("the same office");
    let size =
        |name: &str| std::fs::metadata(folder.path().join(name)).map_or(0, |about| about.len());

    let table = Table::new(&format!(
        "One person's results among {results} made-up ones of {people} people"
    ));
    table.note(format!(
        "made in {}, {} in the file{}",
        time(filled),
        bytes(size("office.sqlite")),
        sizes(&file)
    ));
    let mut dice = Dice::new(SEED ^ 1);
    let mut somebody = || id(dice.below(people));
    let plain =
        Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a file");

    // Ours: through links, with events, read and judged; the bare index only fetches the rows.
    let ours = |id: &str| {
        office
            .results_of(id, &catalogue, now())
            .expect("results")
            .len()
    };
    let indexed = |id: &str| rows(&plain, "SELECT body FROM result WHERE holder = ?1", id);
    let scanned = |id: &str| rows(&plain, "SELECT body FROM result WHERE +holder = ?1", id);
    let on_hand = |id: &str| {
        office
            .on_hand(&Filing::person(id))
            .expect("results")
            .results
            .len()
    };

    let (mut a, mut b, mut c) = (Times::default(), Times::default(), Times::default());
    for _ in 0..WARM {
        let id = somebody();
        let found = a.of(|| ours(&id));
        assert_eq!(found, b.of(|| indexed(&id)), "both find the same");
        assert_eq!(found, c.of(|| on_hand(&id)));
    }
    table.row("results_of, file in memory", &a, "the bare index", &b);
    table.row(
        "on_hand (for the guide), file in memory",
        &c,
        "the bare index",
        &b,
    );
    let warm = a.p95();

    let mut scans = Times::default();
    for _ in 0..SCANS {
        let id = somebody();
        assert_eq!(scans.of(|| scanned(&id)), ours(&id));
    }
    table.row(
        "results_of, file in memory",
        &a,
        "scan of the table, file in memory",
        &scans,
    );

    let (mut cold, mut cold_index) = (Times::default(), Times::default());
    let mut forgotten = true;
    for _ in 0..COLD {
        let id = somebody();
        forgotten &= forget(&file);
        cold.of(|| ours(&id));
        forgotten &= forget(&file);
        cold_index.of(|| indexed(&id));
    }
    if forgotten {
        table.row(
            "results_of, file not in memory",
            &cold,
            "the bare index",
            &cold_index,
        );
        table.alone(
            "size of a row in the table and its indexes",
            &Bytes(vec![size("office.sqlite") / results.max(1) as u64]),
        );
    } else {
        table.note("the file could not be dropped from memory: no cold times");
    }
    table.note(format!(
        "the promise is 10 ms at the 95th percentile: {} in memory{}",
        time(warm),
        if forgotten {
            format!(", {} from the disk", time(cold.p95()))
        } else {
            String::new()
        }
    ));
}

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 10, 14)
        .and_then(|day| day.and_hms_opt(9, 20, 0))
        .expect("a moment")
}

fn catalogue() -> Catalogue {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let files = Files::read_dir(&data).expect("the authored catalogue");
    Catalogue::from_bytes(&build(&files).expect("a faultless catalogue")).expect("a catalogue")
}

fn office(file: &Path) -> Office {
    let office = Office::open(file, now()).expect("an office");
    let settings = Settings {
        unit_code: "H17.012".to_owned(),
        unit_title: "phường Hải Châu".to_owned(),
        unit_code_provisional: true,
        address: None,
        phone: None,
        counter: 1,
        clerk: "Trần Thị Bình".to_owned(),
        clerks: Vec::new(),
        printer: None,
        sample: true,
    };
    office.change(settings, now()).expect("settings");
    office
}

/// One entered the ordinary way: what the others are made after.
fn template(office: &Office, catalogue: &Catalogue) -> Value {
    let fields = [
        ("ho-ten", "Người Bịa Để Đo"),
        ("ngay-sinh", "1990-05-21"),
        ("gioi-tinh", "Nữ"),
        ("noi-sinh", "Đà Nẵng"),
        ("noi-dang-ky", "UBND phường Hải Châu"),
        ("ngay-dang-ky", "1990-06-01"),
    ];
    let new = NewResult {
        kind: KINDS[0].0.to_owned(),
        holder: HolderOf {
            id: "048190001234".to_owned(),
            name: "Người Bịa Để Đo".to_owned(),
            birth: Some("1990-05-21".to_owned()),
            organisation: false,
        },
        number: Some("1/1990".to_owned()),
        issued: Some("1990-06-01".to_owned()),
        valid_until: None,
        issuer: Some("UBND phường Hải Châu".to_owned()),
        fields: fields
            .into_iter()
            .map(|(id, value)| (id.to_owned(), value.to_owned()))
            .collect::<BTreeMap<_, _>>(),
        file: None,
        pages: None,
        shelf: None,
        source: Some("dữ liệu bịa để đo".to_owned()),
    };
    let added = office
        .add_result(new, None, catalogue, now())
        .expect("a result");
    let body = office.store().read(|tx| {
        tx.one(
            "SELECT body FROM result WHERE id = ?1",
            [&added.result],
            |row| row.get::<_, String>(0),
        )
    });
    serde_json::from_str(&body.expect("its body")).expect("JSON")
}

/// The number of the n-th person.
fn id(n: usize) -> String {
    // Scattered, as numbers are: neighbours in the index are no neighbours in the table.
    format!("048{:09}", n.wrapping_mul(386_117_033) % 1_000_000_000)
}

/// Not through the office, which would write each with a line of its log: many at a time, and the
/// indexes once at the end.
fn fill(file: &Path, template: &Value, results: usize, people: usize) {
    let mut plain = Connection::open(file).expect("a file");
    plain
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
        .expect("pragmas");
    let indexes: Vec<(String, String)> = plain
        .prepare("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'result' AND type = 'index' AND sql IS NOT NULL")
        .and_then(|mut found| {
            let all = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            all.collect()
        })
        .expect("indexes");
    for (name, _) in &indexes {
        plain
            .execute_batch(&format!("DROP INDEX {name}"))
            .expect("dropped");
    }
    let mut dice = Dice::new(SEED);
    let first = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
    let mut body = template.clone();
    let mut made = 0;
    while made < results {
        let until = (made + CHUNK).min(results);
        let tx = plain.transaction().expect("a transaction");
        {
            let mut insert = tx
                .prepare_cached("INSERT INTO result VALUES (?1, ?2, ?3, ?4, ?5)")
                .expect("a statement");
            for n in made..until {
                let holder = id(dice.below(people));
                let kind = kind(&mut dice);
                let number = format!("{}/{}", n % 4_000 + 1, 1990 + n % 37);
                let issued = first + TimeDelta::days(dice.below(13_000) as i64);
                // Version 7: ids rise with time.
                let own = format!(
                    "{:08x}-{:04x}-7000-8000-{:012x}",
                    n >> 16,
                    n & 0xffff,
                    dice.throw() >> 16
                );
                body["id"] = json!(own);
                body["kind"] = json!(kind);
                body["holder"]["id"] = json!(holder);
                body["number"] = json!(number);
                body["issued"] = json!(issued);
                insert
                    .execute(params![own, kind, holder, number, body.to_string()])
                    .expect("a row");
            }
        }
        tx.commit().expect("a chunk is written");
        made = until;
    }
    for (_, sql) in &indexes {
        plain.execute_batch(sql).expect("an index");
    }
    plain
        .execute_batch(
            "INSERT OR IGNORE INTO known_name SELECT 'nguoi bia de do', holder, 'Người Bịa Để Đo' FROM result ORDER BY holder;
             PRAGMA wal_checkpoint(TRUNCATE);",
        )
        .expect("names");
}

fn kind(dice: &mut Dice) -> &'static str {
    let mut left = dice.below(100) as u32;
    for (kind, share) in KINDS {
        if left < share {
            return kind;
        }
        left -= share;
    }
    KINDS[0].0
}

/// Rows read and parsed to JSON, as anybody must.
fn rows(plain: &Connection, sql: &str, id: &str) -> usize {
    let mut statement = plain.prepare_cached(sql).expect("a statement");
    let found = statement
        .query_map([id], |row| row.get::<_, String>(0))
        .expect("rows");
    found
        .map(|body| serde_json::from_str::<Value>(&body.expect("a row")).expect("JSON"))
        .collect::<Vec<_>>()
        .len()
}

/// Pages of the table and of its indexes, where SQLite can tell.
fn sizes(file: &Path) -> String {
    let plain =
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a file");
    let parts = plain.prepare(
        "SELECT name, sum(pgsize) FROM dbstat WHERE name IN
             ('result', 'sqlite_autoindex_result_1', 'result_by_holder', 'result_by_number', 'known_name')
         GROUP BY name",
    );
    let Ok(mut parts) = parts else {
        return String::new();
    };
    let found = parts
        .query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?.unsigned_abs(),
            ))
        })
        .expect("sizes");
    found
        .flatten()
        .map(|(name, size)| format!(", {name} {}", bytes(size)))
        .collect()
}

/// Drops the file from the system's memory; `false` where that cannot be done.
fn forget(file: &Path) -> bool {
    let status = Command::new("dd")
        .arg(format!("if={}", file.display()))
        .args(["iflag=nocache", "count=0"])
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
