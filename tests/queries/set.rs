//! The labelled queries: reading them, telling the ones kept back from the ones that may be looked at,
//! and counting. Shared by the quality test of the catalogue and by the bench.

use std::{collections::BTreeMap, fs, path::Path};

/// One line: `kind<TAB>query<TAB>accepted codes`.
#[derive(Debug, Clone)]
pub struct Query {
    pub kind: String,
    pub text: String,
    pub codes: Vec<String>,
    /// Not looked at while the finder was being tuned.
    pub held_out: bool,
}

/// All `.tsv` files of a folder, in order.
pub fn read(folder: &Path) -> Vec<Query> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of queries")
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "tsv"))
        .collect();
    files.sort();
    let mut queries = Vec::new();
    for file in files {
        // Written after a tuning to see how well it holds, and frozen before it was measured; every
        // miss in these was looked at afterwards.
        let seen = file
            .file_stem()
            .is_some_and(|stem| stem == "seen" || stem == "fresh" || stem == "again");
        let text = fs::read_to_string(&file).expect("UTF-8");
        for line in text.lines().filter(|line| !line.is_empty()) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(query), Some(codes), None) = (
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next(),
            ) else {
                panic!("{}: not three columns: {line}", file.display());
            };
            queries.push(Query {
                kind: kind.to_owned(),
                text: query.to_owned(),
                codes: codes.split(',').map(str::to_owned).collect(),
                held_out: !seen && kept_back(query),
            });
        }
    }
    queries
}

/// Three in ten, by a hash of the query, so that adding one moves no other.
fn kept_back(query: &str) -> bool {
    let hash = query.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash >> 32) % 10 < 3
}

/// How often the right procedure came first, among the first three, and the mean of 1/rank (0 beyond ten).
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    pub queries: usize,
    first: usize,
    third: usize,
    reciprocal: f64,
}

impl Score {
    fn add(&mut self, rank: Option<usize>) {
        self.queries += 1;
        self.first += usize::from(rank == Some(0));
        self.third += usize::from(rank.is_some_and(|rank| rank < 3));
        self.reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    }

    /// Percent.
    pub fn hit1(&self) -> f64 {
        100.0 * self.first as f64 / self.queries.max(1) as f64
    }

    /// Percent.
    pub fn hit3(&self) -> f64 {
        100.0 * self.third as f64 / self.queries.max(1) as f64
    }

    /// From 0 to 1.
    pub fn mrr(&self) -> f64 {
        self.reciprocal / self.queries.max(1) as f64
    }
}

/// The scores by kind; under the empty kind those of all.
pub fn measure<'a>(
    queries: impl Iterator<Item = &'a Query>,
    mut find: impl FnMut(&str) -> Vec<String>,
) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for query in queries {
        let found = find(&query.text);
        let rank = found
            .iter()
            .take(10)
            .position(|code| query.codes.contains(code));
        for kind in ["", &query.kind] {
            scores.entry(kind.to_owned()).or_default().add(rank);
        }
    }
    scores
}
