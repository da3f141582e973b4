//! Writes the index of official components from import records:
//! `cargo run -p motcua-catalogue --example official -- RECORDS.jsonl > data/official.toml`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("RECORDS.jsonl is missing")?;
    let index = motcua_catalogue::official::Index::of_records(&std::fs::read_to_string(file)?);
    print!("{}", index.to_toml());
    Ok(())
}
