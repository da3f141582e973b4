//! Writes the sample papers into a folder and says how large each is and how long it takes:
//! `cargo run --release -p motcua-paper --example samples -- FOLDER`

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("FOLDER is missing")?);
    std::fs::create_dir_all(&folder)?;
    for (name, paper) in samples::all() {
        const TIMES: u32 = 20;
        let rendered = motcua_paper::render(&paper)?;
        let start = Instant::now();
        for _ in 0..TIMES {
            motcua_paper::render(&paper)?;
        }
        let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES);
        let kilobytes = rendered.pdf.len() as f64 / 1000.0;
        println!(
            "{name}: {} pages, {kilobytes:.1} kB, {each:.2} ms",
            rendered.pages
        );
        std::fs::write(folder.join(name).with_extension("pdf"), &rendered.pdf)?;
    }
    Ok(())
}
