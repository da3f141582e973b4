//! Where answers go: to a full disk, to nobody, from a folder named in short.

use motcua_tests::{Counter, Said, birth};
use std::{
    fs::{self, File},
    io::Read,
    process::Stdio,
};

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_said_and_what_was_done_stays_done() {
    let counter = Counter::office();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ho-so.json");
    fs::write(&file, birth().to_string()).unwrap();
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let args = ["receive", file.to_str().unwrap(), "--json"];
    let output = counter.command(args).stdout(full()).output().unwrap();
    let said = Said::of(output, "receive > /dev/full".to_owned(), true);
    let sentence = said.broke("DISK_FULL");
    assert!(sentence.contains("Đừng làm lại"), "{sentence}");
    assert_eq!(
        counter.codes(),
        ["H17.001-261014-1001"],
        "it was received, once"
    );
    // Nobody hears the fault either: the exit code still says it.
    let output = counter
        .command(["nonsense"])
        .stderr(full())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    counter.is_whole();
}

#[test]
fn a_reader_who_leaves_early_is_no_fault() {
    let counter = Counter::empty();
    let mut child = counter
        .command(["catalogue", "list", "--json"])
        .spawn()
        .unwrap();
    let mut pipe = child.stdout.take().unwrap();
    let mut some = [0; 10];
    pipe.read_exact(&mut some).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_folder_named_in_short_gives_whole_paths_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::at(std::path::Path::new("quầy 1/dữ liệu"));
    let run = |args: &[&str]| {
        let output = counter
            .command([args, &["--json"]].concat())
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        // Every path in it is whole: the harness looks.
        Said::of(output, args.join(" "), true)
    };
    let said = run(&["demo"]).yes();
    let path = said["papers"][0]["path"].as_str().unwrap().to_owned();
    assert!(
        fs::metadata(&path).is_ok_and(|file| file.len() > 1000),
        "{path}"
    );
    let backup = run(&["backup", "sao lưu.sqlite"]).yes();
    assert!(fs::metadata(backup["path"].as_str().unwrap()).is_ok());
    run(&["keys", "export", "khóa.json"]).yes();
}
