//! Rules of the house that the compiler cannot check, read off the sources themselves.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Rust sources below a folder of the project, with their path below it.
fn sources(below: &str) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    let mut open = vec![root.join(below)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "nothing below {below}");
    found.sort();
    found
}

/// The program's own lines: without comments, without what stands under `#[cfg(test)]`.
fn code(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    // Depth of braces at which a test module began.
    let mut test: Option<i64> = None;
    let mut marked = false;
    let mut depth = 0_i64;
    for (number, line) in text.lines().enumerate() {
        let bare = line.trim();
        if bare.starts_with("//") {
            continue;
        }
        if test.is_none() && bare.starts_with("#[cfg(test)]") {
            marked = true;
            continue;
        }
        if marked && test.is_none() && !bare.starts_with("#[") {
            marked = false;
            // `mod tests;` names a file, which is left out by its own name.
            if !bare.ends_with(';') {
                test = Some(depth);
            } else {
                continue;
            }
        }
        if test.is_none() {
            lines.push((number + 1, line));
        }
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
        }
        if test.is_some_and(|began| depth <= began) && bare.ends_with('}') {
            test = None;
        }
    }
    lines
}

fn is_test(path: &str) -> bool {
    ["/tests/", "/benches/", "/examples/"]
        .iter()
        .any(|folder| path.contains(folder))
        || path.ends_with("/tests.rs")
}

/// Lines of the program's code that have one of these words, where they may not.
fn found(below: &[&str], words: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    below
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|(path, _)| !is_test(path) && !allowed(path))
        .flat_map(|(path, text)| {
            code(&text)
                .into_iter()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(number, line)| format!("{path}:{number}: {}", line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_scanner_sees_code_and_not_tests_or_comments() {
    let text = "fn a() {\n    x.unwrap();\n}\n// b.unwrap()\n#[cfg(test)]\nmod tests {\n    fn c() { d.unwrap(); }\n}\nfn e() { f.unwrap(); }\n";
    let numbers: Vec<_> = code(text)
        .into_iter()
        .filter(|(_, line)| line.contains(".unwrap()"))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, [2, 9]);
    // It reads what it should.
    assert!(
        sources("src-tauri")
            .iter()
            .any(|(path, _)| path == "src-tauri/src/main.rs")
    );
}

#[test]
fn only_the_store_opens_files_of_sqlite_for_writing() {
    let words = [
        "Connection::open",
        "rusqlite::Connection",
        "open_with_flags",
        "BEGIN IMMEDIATE",
        "TransactionBehavior",
    ];
    let wrong = found(&["src-tauri"], &words, |path| {
        path.starts_with("src-tauri/crates/store/")
            // Built once, read only, in memory.
            || path == "src-tauri/crates/catalogue/src/build.rs"
            || path == "src-tauri/crates/catalogue/src/read.rs"
    });
    let in_catalogue = found(
        &["src-tauri/crates/catalogue"],
        &["Connection::open(", "open_with_flags"],
        |path| path == "src-tauri/crates/catalogue/src/build.rs",
    );
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(in_catalogue, Vec::<String>::new());
}

#[test]
fn nothing_falls_over_on_purpose() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "process::exit",
        "dbg!(",
    ];
    let wrong = found(&["src-tauri/src", "src-tauri/crates"], &words, |_| false);
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_shell_knows_the_window() {
    let wrong: Vec<_> = found(
        &["src-tauri/crates"],
        &["tauri::", "tauri_", "use tauri"],
        |_| false,
    );
    assert_eq!(wrong, Vec::<String>::new());
    for entry in fs::read_dir(root().join("src-tauri/crates"))
        .unwrap()
        .flatten()
    {
        let manifest = fs::read_to_string(entry.path().join("Cargo.toml")).unwrap();
        assert!(!manifest.contains("tauri"), "{}", entry.path().display());
    }
}

#[test]
fn pure_rooms_have_no_clock_no_chance_no_files() {
    let pure =
        ["text", "calendar", "guide", "seal"].map(|name| format!("src-tauri/crates/{name}/src"));
    let pure: Vec<&str> = pure.iter().map(String::as_str).collect();
    let words = [
        "std::fs",
        "std::time",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::",
        "Utc::now",
        "Local::now",
        "Local::",
        "rand::",
        "thread_rng",
        "getrandom",
        "println!",
        "File::",
        "new_v4",
        "now_v7",
    ];
    assert_eq!(found(&pure, &words, |_| false), Vec::<String>::new());
    for name in ["text", "calendar", "guide", "seal"] {
        let manifest =
            fs::read_to_string(root().join(format!("src-tauri/crates/{name}/Cargo.toml"))).unwrap();
        let own = manifest.split("[dev-dependencies]").next().unwrap();
        for banned in [
            "rusqlite",
            "getrandom",
            "rand",
            "tokio",
            "reqwest",
            "uuid",
            "motcua-store",
            "motcua-office",
        ] {
            assert!(
                !own.lines().any(|line| line.starts_with(banned)),
                "{name} depends on {banned}"
            );
        }
    }
}

#[test]
fn the_clock_is_read_in_one_place() {
    let wrong = found(
        &["src-tauri/src", "src-tauri/crates"],
        &["Utc::now", "Local::now", "SystemTime::now"],
        |path| path == "src-tauri/src/clock.rs",
    );
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_in_the_program_goes_out_on_the_network() {
    let words = [
        "std::net",
        "TcpStream",
        "UdpSocket",
        "reqwest",
        "ureq::",
        "hyper::",
        "http://",
        "tokio::net",
    ];
    let wrong = found(&["src-tauri/src", "src-tauri/crates"], &words, |_| false);
    let wrong: Vec<_> = wrong
        .into_iter()
        // Names of XML spaces are not addresses.
        .filter(|line| {
            !line.contains("http://www.w3.org/")
                && !line.contains("http://ns.adobe.com/")
                && !line.contains("http://purl.org/")
                && !line.contains("http://www.aiim.org/")
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Files that are kept in the project's history; `None` where there is no `git` or no history.
fn tracked() -> Option<Vec<PathBuf>> {
    let root = root();
    let done = Command::new("git")
        .arg("-C")
        .arg(&root)
        .args(["ls-files", "-z"])
        .output()
        .ok()?;
    let names = String::from_utf8(done.stdout).ok()?;
    let files: Vec<_> = names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root.join(name))
        .collect();
    (!files.is_empty()).then_some(files)
}

#[test]
fn no_machine_and_no_registry_is_named_in_what_is_kept() {
    let Some(files) = tracked() else {
        println!("SKIPPED: no history here");
        return;
    };
    // Put together here, so that this very file does not name them.
    let slash = "/";
    let words = [
        format!("{slash}work{slash}"),
        format!("{slash}root{slash}"),
        format!("{slash}home{slash}"),
        ["registry.", "npmjs", ".org"].concat(),
        ["static.", "crates", ".io"].concat(),
        ["index.", "crates", ".io"].concat(),
        ["files.", "pythonhosted", ".org"].concat(),
    ];
    let mut wrong = Vec::new();
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                let start: String = line.trim().chars().take(120).collect();
                wrong.push(format!("{}:{}: {start}", file.display(), number + 1));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
