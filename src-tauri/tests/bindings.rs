//! The TypeScript bindings in `ui/` are those of the Rust types: a stale or missing one fails here.

use std::{env, fs, path::Path};

#[test]
fn the_bindings_are_those_of_the_commands() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/bindings/index.ts");
    let wanted = motcua_shell::commands::bindings();
    if env::var_os("MOTCUA_BLESS").is_some() {
        fs::write(&file, &wanted).expect("ui/src/lib/bindings can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == wanted,
        "ui/src/lib/bindings/index.ts is stale: run `make bindings`"
    );
}
