//! Builds the catalogue from `data/` into the program, and lets Tauri generate its context.

use std::{env, error::Error, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let to = Path::new(&env::var("OUT_DIR")?).join("catalogue.sqlite");
    println!("cargo::rerun-if-changed={}", data.display());
    motcua_catalogue::build::build_dir(&data, &to).map_err(|fault| {
        // A build has no clerk to spare: every finding, file and line.
        format!("{fault}\n{}", fault.detail.as_deref().unwrap_or_default())
    })?;
    tauri_build::try_build(tauri_build::Attributes::new())?;
    Ok(())
}
