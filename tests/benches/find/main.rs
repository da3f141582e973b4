//! Finding: how often the right procedure is first, and how long a key takes, beside SQLite's FTS5
//! alone, `fuzzy-matcher` alone and tantivy on the same queries in the same run.
//!
//! `cargo bench -p motcua-tests --bench find --features tantivy`; without the feature tantivy is left out.

mod fts5;
mod ours;
mod skim;
mod speed;
#[cfg(feature = "tantivy")]
mod tantivy;
mod titles;

#[path = "../../queries/set.rs"]
mod set;

use motcua_catalogue::Entry;
use std::path::Path;

/// Something that finds.
trait Engine {
    fn name(&self) -> &'static str;
    /// Codes, best first.
    fn find(&self, query: &str, limit: usize) -> Vec<String>;
}

/// All of them over the same titles, ours first.
fn engines(entries: &[Entry]) -> Vec<Box<dyn Engine>> {
    vec![
        Box::new(ours::Ours::new(entries)),
        Box::new(fts5::Fts5::new(entries)),
        Box::new(skim::Skim::new(entries)),
        #[cfg(feature = "tantivy")]
        Box::new(tantivy::Tantivy::new(entries)),
    ]
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let queries = set::read(&root().join("tests/queries"));
    quality(&queries);
    speed::bench(&queries);
}

/// Hit rates on the bundled catalogue.
fn quality(queries: &[set::Query]) {
    let entries = titles::bundled();
    let engines = engines(&entries);
    println!(
        "{} labelled queries on the {} procedures of the catalogue; hit@1 % / hit@3 % / MRR",
        queries.len(),
        entries.len()
    );
    let scores: Vec<_> = engines
        .iter()
        .map(|engine| set::measure(queries.iter(), |query| engine.find(query, 10)))
        .collect();
    print!("{:16} {:>4}", "", "n");
    for engine in &engines {
        print!("   {:>20}", engine.name());
    }
    println!();
    for (kind, all) in &scores[0] {
        print!(
            "{:16} {:4}",
            if kind.is_empty() { "all" } else { kind },
            all.queries
        );
        for score in &scores {
            let score = score[kind];
            print!(
                "   {:6.1} {:6.1} {:6.3}",
                score.hit1(),
                score.hit3(),
                score.mrr()
            );
        }
        println!();
    }
    for (part, held_out) in [("looked at", false), ("kept back", true)] {
        let chosen = queries.iter().filter(|query| query.held_out == held_out);
        let score = set::measure(chosen, |query| engines[0].find(query, 10))[""];
        println!(
            "ours, {part}: {} queries, hit@1 {:.1} %, hit@3 {:.1} %, MRR {:.3}",
            score.queries,
            score.hit1(),
            score.hit3(),
            score.mrr()
        );
    }
}
