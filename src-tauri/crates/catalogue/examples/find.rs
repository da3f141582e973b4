//! Finds procedures in the authored files: `cargo run -p motcua-catalogue --example find -- data QUERY…`.
//! Without a query, one query a line from standard input.

use motcua_catalogue::{
    Entry,
    find::{FILE, Finder, Synonyms, Usage},
    source::{Files, Parts},
};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let files = Files::read_dir(args.next().unwrap_or_else(|| "data".to_owned()).as_ref())?;
    let parts = Parts::read(&files);
    let guided = parts.guided.iter().map(|placed| &placed.value.procedure);
    let entries: Vec<Entry> = guided
        .chain(parts.listed.iter().map(|placed| &placed.value))
        .map(|procedure| Entry {
            code: procedure.code.clone(),
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            kind: procedure.kind,
            guided: procedure.guided,
        })
        .collect();
    let text = files.0.get(FILE).cloned().unwrap_or_default();
    let synonyms = Synonyms::parse(&text).map_err(|finding| finding.to_string())?;
    let codes = entries.iter().map(|entry| entry.code.as_str()).collect();
    for finding in synonyms.check(&text, &codes) {
        eprintln!("{finding}");
    }
    let finder = Finder::new(&entries, &synonyms);
    let show = |query: &str| {
        println!("{query}");
        for hit in finder.find(query, 5, &Usage::new()) {
            let name: String = hit.name.chars().take(90).collect();
            println!("  {:.3} {} {name} ({})", hit.score, hit.code, hit.because);
        }
    };
    let query = args.collect::<Vec<_>>().join(" ");
    if query.is_empty() {
        for line in std::io::stdin().lock().lines() {
            show(&line?);
        }
    } else {
        show(&query);
    }
    Ok(())
}
