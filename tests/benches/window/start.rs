//! From the start of the process to the main screen, on a virtual display.

use crate::{
    driver::Driver,
    measure::{
        Bytes, Table, Times, bytes,
        plan::{ALREADY_THERE, LOOK, SCREEN, TOO_LONG, WINDOWS},
        time,
    },
    memory::Memory,
    screen::{Running, Screen},
};
use motcua_tests::{Counter, binary, birth};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// A window as it is started.
struct Program {
    name: &'static str,
    binary: PathBuf,
    args: Vec<OsString>,
}

pub fn bench() {
    let (width, height) = SCREEN;
    let table = Table::new(&format!(
        "Window, {width}×{height}, {ALREADY_THERE} dossiers, program files in the page cache"
    ));
    let Some(screen) = Screen::open() else {
        table.note("Xvfb is not installed: nothing measured");
        return;
    };
    let counter = Counter::office();
    for _ in 0..ALREADY_THERE {
        counter.receive(&birth()).yes();
    }
    let ours = Program {
        name: "motcua",
        binary: binary(),
        args: vec!["--data".into(), counter.data.clone().into()],
    };
    let empty = screen.home().join("empty.html");
    fs::write(
        &empty,
        "<!doctype html><title>1</title><body bgcolor=wheat><input data-testid=find autofocus>",
    )
    .expect("written");
    let browser = mini_browser().map(|binary| Program {
        name: "minibrowser",
        binary,
        args: vec![empty.clone().into()],
    });

    painted(&table, &screen, &ours, browser.as_ref());
    usable(&table, &screen, &ours, browser.as_ref(), &empty);
}

#[derive(Default)]
struct Seen {
    first: Times,
    whole: Times,
    pss: Vec<u64>,
    rss: Vec<u64>,
    last: Memory,
}

impl Seen {
    fn add(&mut self, screen: &Screen, program: &Program) {
        let running = screen.start(&program.binary, &program.args);
        let (first, whole) = screen.watch(&running);
        screen.keep_picture(&format!("bench-{}.png", program.name));
        self.first.add(first);
        self.whole.add(whole);
        self.last = running.memory();
        self.pss.push(self.last.pss());
        self.rss.push(self.last.rss());
    }
}

/// As the screen shows it, with nobody listening in.
fn painted(table: &Table, screen: &Screen, ours: &Program, browser: Option<&Program>) {
    let mut at_first = Seen::default();
    at_first.add(screen, ours);
    if let Some(browser) = browser {
        Seen::default().add(screen, browser);
    }
    let (mut motcua, mut other) = (Seen::default(), Seen::default());
    for _ in 0..WINDOWS {
        motcua.add(screen, ours);
        if let Some(browser) = browser {
            other.add(screen, browser);
        }
    }
    let Memory(processes) = &motcua.last;
    let all = processes.len();
    if browser.is_some() {
        let page = "MiniBrowser, one field";
        table.row(
            "start → first picture of the window",
            &motcua.first,
            page,
            &other.first,
        );
        table.row(
            "start → main screen painted",
            &motcua.whole,
            page,
            &other.whole,
        );
        let what = format!("PSS of all {all} processes");
        table.row(&what, &Bytes(motcua.pss), page, &Bytes(other.pss));
        table.row(
            "RSS of all, shared pages counted each time",
            &Bytes(motcua.rss),
            page,
            &Bytes(other.rss),
        );
    } else {
        table.alone("start → first picture of the window", &motcua.first);
        table.alone("start → main screen painted", &motcua.whole);
        table.alone(&format!("PSS of all {all} processes"), &Bytes(motcua.pss));
        table.alone(
            "RSS of all, shared pages counted each time",
            &Bytes(motcua.rss),
        );
        table.note("MiniBrowser is not there: nothing to stand beside");
    }
    table.note(format!(
        "first start on a new account: {}",
        time(at_first.whole.median())
    ));
    for process in processes {
        table.note(format!(
            "{}: PSS {}, RSS {}",
            process.name,
            bytes(process.pss),
            bytes(process.rss)
        ));
    }
}

/// Until the find field takes a letter, through WebDriver: its own handshake is in both times.
fn usable(table: &Table, screen: &Screen, ours: &Program, browser: Option<&Program>, empty: &Path) {
    let (mut motcua, mut other) = (Times::default(), Times::default());
    for _ in 0..WINDOWS {
        let Some(driver) = Driver::start(screen) else {
            table.note("WebKitWebDriver is not installed");
            return;
        };
        let start = Instant::now();
        let session = driver.session(&ours.binary, &ours.args);
        takes_a_letter(&driver, &session);
        motcua.add(start.elapsed());
        driver.end(&session);
        let Some(browser) = browser else { continue };
        let start = Instant::now();
        let session = driver.session(&browser.binary, &["--automation".into()]);
        driver.go(&session, &format!("file://{}", empty.display()));
        takes_a_letter(&driver, &session);
        other.add(start.elapsed());
        driver.end(&session);
    }
    let what = "start → the find field takes a letter (WebDriver)";
    match browser {
        Some(_) => table.row(what, &motcua, "MiniBrowser, one field (WebDriver)", &other),
        None => table.alone(what, &motcua),
    }
}

fn takes_a_letter(driver: &Driver, session: &str) {
    let start = Instant::now();
    let field = loop {
        if let Some(field) = driver.find(session, "[data-testid=find]") {
            break field;
        }
        assert!(start.elapsed() < TOO_LONG, "no find field");
        std::thread::sleep(LOOK);
    };
    driver.keys(session, &field, "k");
    assert_eq!(driver.value(session, &field), "k");
}

fn mini_browser() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    folders
        .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file())
}

impl Running {
    /// All its processes now.
    fn memory(&self) -> Memory {
        Memory::of_all_below(self.id())
    }
}
