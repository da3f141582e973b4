//! The command line from the start of the process to its end.

use crate::measure::{Table, bytes, in_turn, plan::PROCESSES};
use motcua_tests::{Counter, Page, birth};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

pub fn bench() {
    let table = Table::new("Command line, a process each time");
    let bare = Counter::empty();
    let office = Counter::office();
    let received = office.receive(&birth()).yes();
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/catalogue");
    let grep = || {
        let mut grep = Command::new("grep");
        run(grep.args(["-rihF", "khai sinh"]).arg(&catalogue))
    };
    for (name, counter) in [("no office", &bare), ("an office", &office)] {
        let find = || run(&mut counter.command(["find", "khai sinh"]));
        let (ours, other) = in_turn(PROCESSES, find, grep);
        let what = format!("motcua find \"khai sinh\", {name}");
        table.row(&what, &ours, "grep -i over the authored files", &other);
    }

    let pdf = received["papers"][0]["path"].as_str().expect("a paper");
    let Some(page) = Page::of(Path::new(pdf)) else {
        return;
    };
    let photo = page.photo(10.0);
    let verify = || run(office.command(["verify"]).arg(&photo));
    let size = bytes(fs::metadata(&photo).expect("the photo").len());
    let what = format!("motcua verify, photo turned by 10°, {size}");
    if Command::new("zbarimg").arg("--version").output().is_err() {
        let (ours, _) = in_turn(PROCESSES, verify, || ());
        table.alone(&what, &ours);
        table.note("zbarimg is not installed");
        return;
    }
    let zbar = || {
        let mut zbar = Command::new("zbarimg");
        run(zbar.args(["--quiet", "--raw"]).arg(&photo))
    };
    let (ours, other) = in_turn(PROCESSES, verify, zbar);
    table.row(&what, &ours, "zbarimg: read only", &other);
}

fn run(command: &mut Command) -> Output {
    let done = command.output().expect("it runs");
    assert!(
        done.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    done
}
