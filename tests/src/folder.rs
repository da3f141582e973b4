//! A data folder and the program run on it.

use crate::said::Said;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// The program: `MOTCUA_BIN`, or `motcua` beside the tests' own folder of the same profile.
pub fn binary() -> PathBuf {
    let found = match std::env::var_os("MOTCUA_BIN") {
        Some(path) => PathBuf::from(path),
        None => {
            let mut folder = std::env::current_exe().expect("the test knows where it is");
            // target/<profile>/deps/<test> → target/<profile>/motcua
            folder.pop();
            if folder.ends_with("deps") {
                folder.pop();
            }
            folder.join(format!("motcua{}", std::env::consts::EXE_SUFFIX))
        }
    };
    assert!(
        found.is_file(),
        "the program is not at {}: build it first (cargo build -p motcua), or name it in MOTCUA_BIN",
        found.display()
    );
    found
}

/// A counter: the program with a data folder of its own, which goes when this value goes.
pub struct Counter {
    _temp: Option<TempDir>,
    home: TempDir,
    /// The data folder.
    pub data: PathBuf,
}

impl Counter {
    /// A data folder that does not exist yet.
    pub fn empty() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        Self {
            data: temp.path().join("data"),
            _temp: Some(temp),
            ..Self::at(Path::new("/"))
        }
    }

    /// The same program on any path.
    pub fn at(data: &Path) -> Self {
        Self {
            _temp: None,
            home: tempfile::tempdir().expect("a temporary folder"),
            data: data.to_owned(),
        }
    }

    /// Another counter's folder, set up: `phường Hải Châu`, counter 1.
    pub fn office() -> Self {
        Self::of("phường Hải Châu", 1)
    }

    /// A counter of any unit.
    pub fn of(unit: &str, number: u16) -> Self {
        let counter = Self::empty();
        counter.set_up(unit, number);
        counter
    }

    /// Sets an office up in this folder.
    pub fn set_up(&self, unit: &str, number: u16) {
        let number = number.to_string();
        self.run([
            "office",
            "init",
            "--unit",
            unit,
            "--counter",
            &number,
            "--clerk",
            "Trần Thị Bình",
        ])
        .yes();
    }

    /// The command, on this folder and on nothing else of this machine.
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(binary());
        command
            .args(args)
            .arg("--data")
            .arg(&self.data)
            .env_remove("MOTCUA_DATA")
            .env_remove("MOTCUA_DETAIL")
            .env("HOME", self.home.path())
            .env_remove("XDG_DATA_HOME")
            // The counter's clock is Việt Nam's, whatever the PC believes.
            .env("TZ", "Pacific/Honolulu")
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs with `--json`.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Said {
        self.feed(args, b"")
    }

    /// Runs with `--json` and this on standard input.
    pub fn feed<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>, input: &[u8]) -> Said {
        let mut command = self.command(args);
        command.arg("--json");
        finish(command, input, true)
    }

    /// Runs as a person does, without `--json`.
    pub fn plain<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Said {
        finish(self.command(args), b"", false)
    }

    /// Receives this.
    pub fn receive(&self, reception: &Value) -> Said {
        self.feed(["receive", "-"], reception.to_string().as_bytes())
    }

    /// Starts receiving this and does not wait.
    pub fn start_receiving(&self, reception: &Value) -> Child {
        let mut command = self.command(["receive", "-", "--json"]);
        let mut child = command
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program starts");
        if let Some(mut input) = child.stdin.take() {
            // Whoever is killed early does not read.
            let _ = input.write_all(reception.to_string().as_bytes());
        }
        child
    }

    /// The whole list.
    pub fn list(&self) -> Vec<Value> {
        let list = self.run(["dossier", "list"]).yes();
        list.as_array().expect("a list").clone()
    }

    /// The codes of the whole list.
    pub fn codes(&self) -> Vec<String> {
        self.list()
            .iter()
            .map(|row| row["dossier"].as_str().expect("a code").to_owned())
            .collect()
    }

    /// One dossier, whole.
    pub fn show(&self, code: &str) -> Value {
        self.run(["dossier", "show", code]).yes()
    }

    /// The office's file.
    pub fn file(&self) -> PathBuf {
        self.data.join("office.sqlite")
    }

    /// Every file below the data folder with its digest, to see that nothing was written.
    pub fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.data.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap_or_default();
                    files.insert(path, hex::encode(Sha256::digest(&bytes)));
                }
            }
        }
        files
    }

    /// Nothing is wrong with the folder.
    #[track_caller]
    pub fn is_whole(&self) {
        let report = self.run(["check"]);
        assert_eq!(report.exit, 0, "{report:#?}");
        assert_eq!(report.json()["ok"], true, "{report:#?}");
    }
}

fn finish(mut command: Command, input: &[u8], json: bool) -> Said {
    let asked = command
        .get_args()
        .map(|arg| arg.to_string_lossy().chars().take(120).collect::<String>())
        .collect::<Vec<_>>()
        .join(" ");
    let mut child = command
        .stdin(Stdio::piped())
        .spawn()
        .unwrap_or_else(|cause| panic!("{asked}: {cause}"));
    let mut pipe = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // The program may answer before it has read everything: write beside reading.
    let writing = std::thread::spawn(move || {
        let _ = pipe.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    writing.join().expect("written");
    Said::of(output, asked, json)
}
