//! Folders and files that are not as they should be, and disks that are full.

use motcua_tests::{Counter, Said, birth, sha256};
use rusqlite::Connection;
use serde_json::Value;
use std::{
    fs::{self, OpenOptions},
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    process::Command,
};

/// A small file system of its own; needs root, as a container's tests have.
struct Mounted(tempfile::TempDir);

impl Mounted {
    fn tmpfs(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|done| done.status.success());
        if !done {
            println!("SKIPPED: no right to mount a small disk here");
        }
        done.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, option: &str) {
        let done = Command::new("mount")
            .args(["-o", &format!("remount,{option}")])
            .arg(self.path())
            .status()
            .unwrap();
        assert!(done.success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

/// Everything that reads or writes the office's file.
fn every_verb(counter: &Counter) -> Vec<Said> {
    vec![
        counter.receive(&birth()),
        counter.run(["dossier", "list"]),
        counter.run(["dossier", "show", "H17.001-261014-1001"]),
        counter.run(["check"]),
        counter.run(["office", "show"]),
        counter.run(["demo"]),
    ]
}

#[test]
fn a_data_folder_that_is_a_file_or_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tệp");
    fs::write(&file, "không phải thư mục").unwrap();
    let before = sha256(&file);
    let mut impossible = vec![
        file.clone(),
        file.join("trong"),
        PathBuf::from("/proc/motcua"),
    ];
    if cfg!(target_os = "linux") {
        impossible.push(PathBuf::from("/dev/null"));
    }
    for data in impossible {
        for said in every_verb(&Counter::at(&data)) {
            said.broke("NO_ACCESS");
        }
    }
    assert_eq!(sha256(&file), before);
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_and_says_so() {
    let Some(disk) = Mounted::tmpfs("size=8m") else {
        return;
    };
    let counter = Counter::at(&disk.path().join("data"));
    counter.set_up("phường Hải Châu", 1);
    counter.receive(&birth()).yes();
    let before = counter.files();
    disk.remount("ro");
    for said in every_verb(&counter) {
        let sentence = said.broke("NO_ACCESS");
        assert!(sentence.contains("quyền"), "{sentence}");
    }
    assert_eq!(counter.files(), before);
    disk.remount("rw");
    assert_eq!(
        counter.receive(&birth()).yes()["dossier"],
        "H17.001-261014-1002"
    );
    counter.is_whole();
}

#[test]
fn a_full_disk_refuses_keeps_all_before_and_goes_on_when_there_is_room() {
    let Some(disk) = Mounted::tmpfs("size=3m") else {
        return;
    };
    let counter = Counter::at(&disk.path().join("data"));
    counter.set_up("phường Hải Châu", 1);
    let first = counter.receive(&birth()).yes();
    // Fill it to the last page.
    let ballast = disk.path().join("ballast");
    let mut fill = fs::File::create(&ballast).unwrap();
    while fill.write_all(&[0; 4096]).is_ok() {}
    drop(fill);
    for _ in 0..3 {
        let sentence = counter.receive(&birth()).broke("DISK_FULL");
        assert!(sentence.contains("đầy"), "{sentence}");
    }
    // A little room at a time, so that it runs out at every place there is: in the file, in the
    // paper, between the two.
    let mut printed = vec![first["dossier"].as_str().unwrap().to_owned()];
    let mut room = fs::metadata(&ballast).unwrap().len();
    let mut refused = 0;
    while printed.len() < 3 && room > 0 {
        room = room.saturating_sub(8 * 4096);
        OpenOptions::new()
            .write(true)
            .open(&ballast)
            .unwrap()
            .set_len(room)
            .unwrap();
        let said = counter.receive(&birth());
        match said.exit {
            0 => printed.push(said.json()["dossier"].as_str().unwrap().to_owned()),
            _ => {
                said.broke("DISK_FULL");
                refused += 1;
            }
        }
    }
    println!("{refused} refusals between full and enough");
    fs::remove_file(&ballast).unwrap();
    assert!(refused > 0, "there was room at once: nothing was tested");
    assert_eq!(
        printed.len(),
        3,
        "{refused} times, although there was room at last"
    );
    counter.is_whole();
    let mut codes = counter.codes();
    codes.sort();
    assert_eq!(codes, printed, "what was printed, and nothing else");
    for code in &codes {
        let paper = counter.show(code)["papers"][0].clone();
        assert_eq!(
            sha256(Path::new(paper["path"].as_str().unwrap())),
            paper["sha256"],
            "{code}"
        );
    }
    counter.receive(&birth()).yes();
    counter.is_whole();
}

#[test]
fn a_file_of_a_newer_program_is_left_as_it_is() {
    let counter = Counter::office();
    counter.receive(&birth()).yes();
    let file = Connection::open(counter.file()).unwrap();
    let version: i64 = file
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    file.pragma_update(None, "user_version", version + 1)
        .unwrap();
    drop(file);
    let before = sha256(&counter.file());
    for said in every_verb(&counter) {
        let sentence = said.refused("NEWER_FILE");
        assert!(sentence.contains("mới hơn"), "{sentence}");
    }
    assert_eq!(sha256(&counter.file()), before);
    let file = Connection::open(counter.file()).unwrap();
    file.pragma_update(None, "user_version", version).unwrap();
    drop(file);
    assert_eq!(counter.list().len(), 1);
    counter.is_whole();
}

#[test]
fn somebody_elses_file_in_our_place_is_left_as_it_is() {
    let counter = Counter::empty();
    fs::create_dir_all(&counter.data).unwrap();
    let file = Connection::open(counter.file()).unwrap();
    file.execute_batch("CREATE TABLE anh_cuoi (ten TEXT); INSERT INTO anh_cuoi VALUES ('Hội An');")
        .unwrap();
    drop(file);
    let before = sha256(&counter.file());
    for said in every_verb(&counter) {
        said.refused("BAD_FILE");
    }
    assert_eq!(sha256(&counter.file()), before);
    // Not even a database.
    fs::write(
        counter.file(),
        "xin chào, đây là thư của bà ngoại\n".repeat(200),
    )
    .unwrap();
    let before = sha256(&counter.file());
    for said in every_verb(&counter) {
        assert!(
            matches!(said.code(), Some("BAD_FILE" | "DAMAGED")),
            "{said:#?}"
        );
    }
    assert_eq!(sha256(&counter.file()), before);
}

#[test]
fn a_damaged_file_never_gives_a_wrong_answer_and_a_backup_brings_it_back() {
    let counter = Counter::office();
    for _ in 0..3 {
        counter.receive(&birth()).yes();
    }
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("sao-luu.sqlite");
    let backup = backup.to_str().unwrap();
    counter.run(["backup", backup]).yes();
    let good = counter.list();
    let whole = fs::read(counter.file()).unwrap();
    let pages = whole.len() / 4096;
    assert!(pages > 10);
    let mut noticed = 0;
    let mut tried = 0;
    for page in (1..pages).step_by(3) {
        tried += 1;
        fs::write(counter.file(), &whole).unwrap();
        let mut file = OpenOptions::new().write(true).open(counter.file()).unwrap();
        file.seek(SeekFrom::Start(page as u64 * 4096)).unwrap();
        file.write_all(&[0xa5; 4096]).unwrap();
        drop(file);
        let said = counter.run(["check"]);
        if said.exit != 0 {
            noticed += 1;
            assert!(
                said.exit == 1 || said.code() == Some("DAMAGED"),
                "page {page}: {said:#?}"
            );
        }
        let list = counter.run(["dossier", "list"]);
        match list.exit {
            0 => assert_eq!(list.json(), Value::Array(good.clone()), "page {page}"),
            _ => drop(list.broke("DAMAGED")),
        }
    }
    // A page may be free; most are not.
    assert!(noticed * 3 > tried * 2, "{noticed} of {tried} noticed");
    // The first page is the head: nothing opens without it, and the file is not touched.
    fs::write(counter.file(), [&[0xa5; 4096][..], &whole[4096..]].concat()).unwrap();
    let before = sha256(&counter.file());
    for said in every_verb(&counter) {
        assert!(
            matches!(said.code(), Some("DAMAGED" | "BAD_FILE")),
            "{said:#?}"
        );
    }
    assert_eq!(sha256(&counter.file()), before);
    counter.run(["restore", backup]).yes();
    assert_eq!(counter.list(), good);
    counter.is_whole();
    // A cut-off backup is no backup, and what is there stays.
    let mut half = fs::read(backup).unwrap();
    half.truncate(half.len() / 2);
    fs::write(backup, half).unwrap();
    let said = counter.run(["restore", backup]);
    assert!(said.exit == 2 || said.exit == 3, "{said:#?}");
    assert_eq!(counter.list(), good);
}

#[test]
fn a_history_that_somebody_rewrote_is_found() {
    let counter = Counter::office();
    let received = counter.receive(&birth()).yes();
    let code = received["dossier"].as_str().unwrap();
    let file = Connection::open(counter.file()).unwrap();
    let done = file.execute(
        "UPDATE dossier_event SET at = '2026-10-13T09:20' WHERE dossier = ?1",
        [code],
    );
    assert!(done.is_err(), "events are only ever appended");
    file.execute(
        "UPDATE dossier SET state = 'returned' WHERE code = ?1",
        [code],
    )
    .unwrap();
    drop(file);
    let said = counter.run(["check"]).no();
    assert_eq!(said["faults"][0]["code"], "PROJECTION", "{said:#}");
    assert_eq!(said["faults"][0]["where"], code, "{said:#}");
    let file = Connection::open(counter.file()).unwrap();
    file.execute(
        "UPDATE dossier SET state = 'received' WHERE code = ?1",
        [code],
    )
    .unwrap();
    let done = file.execute("UPDATE change_log SET clerk = 'Người Khác'", []);
    assert!(done.is_err(), "the log too");
    drop(file);
    counter.is_whole();
}

#[test]
fn a_key_or_a_list_of_keys_that_is_spoilt_is_said_and_kept() {
    let counter = Counter::office();
    for name in ["office.key", "trusted.json"] {
        let file = counter.data.join("keys").join(name);
        let good = fs::read(&file).unwrap();
        fs::write(&file, b"h\xe1\xbb\x8fng").unwrap();
        for said in every_verb(&counter) {
            assert!(
                matches!(
                    said.code(),
                    Some("BAD_KEY" | "DAMAGED" | "BAD_INPUT" | "BAD_FILE")
                ),
                "{name}: {said:#?}"
            );
        }
        assert_eq!(
            fs::read(&file).unwrap(),
            b"h\xe1\xbb\x8fng",
            "{name} is kept for who can mend it"
        );
        fs::write(&file, good).unwrap();
    }
    counter.receive(&birth()).yes();
}
