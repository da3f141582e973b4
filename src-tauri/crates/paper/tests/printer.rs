//! Printing against a real CUPS: a private `cupsd` on a socket of its own, started and stopped here.
//!
//! libcups reads where its server is from the environment of the process, so each part runs in a
//! process of its own: this very test program, asked for one of its ignored tests.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![cfg(unix)]

use motcua_fault::Code;
use motcua_paper::printer::{JobId, JobState, QueueState, job_state, print_pdf, printers};
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);
/// Where the parts find the folder of their CUPS.
const FOLDER: &str = "MOTCUA_TEST_CUPS";

/// The smallest page a filter accepts.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \n\
trailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n";

/// A print service of our own.
struct Cups {
    service: Child,
    folder: tempfile::TempDir,
}

impl Cups {
    /// `None`, with a notice, where CUPS is not installed or will not start here.
    fn start() -> Option<Self> {
        let cupsd = ["/usr/sbin/cupsd", "/usr/local/sbin/cupsd", "/sbin/cupsd"];
        let Some(cupsd) = cupsd.into_iter().find(|path| Path::new(path).exists()) else {
            println!("skipped: cupsd is not installed");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        // Filters run as another user and must reach the printer's description.
        fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
        for part in ["spool", "spool/tmp", "cache", "state", "out"] {
            fs::create_dir(at.join(part)).unwrap();
        }
        let home = at.display();
        fs::write(
            at.join("cups-files.conf"),
            format!(
                "ServerRoot {home}\nRequestRoot {home}/spool\nTempDir {home}/spool/tmp\nCacheDir {home}/cache\n\
                 StateDir {home}/state\nErrorLog {home}/error_log\nAccessLog {home}/access_log\n\
                 PageLog {home}/page_log\nFileDevice Yes\nSystemGroup root\n"
            ),
        )
        .unwrap();
        fs::write(
            at.join("cupsd.conf"),
            format!(
                "Listen {home}/cups.sock\nBrowsing No\nWebInterface No\nDefaultAuthType None\nErrorPolicy stop-printer\n\
                 <Location />\nOrder allow,deny\nAllow all\n</Location>\n\
                 <Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n"
            ),
        )
        .unwrap();
        let service = Command::new(cupsd)
            .arg("-f")
            .arg("-c")
            .arg(at.join("cupsd.conf"))
            .arg("-s")
            .arg(at.join("cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut cups = Self { service, folder };
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if cups.tell("lpstat", &["-r"]).contains("is running") {
                return Some(cups);
            }
            if cups.service.try_wait().unwrap().is_some() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        println!("skipped: cupsd does not start here\n{}", cups.log());
        None
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("CUPS_SERVER", self.folder.path().join("cups.sock"))
            .env("LC_ALL", "C")
            .env(FOLDER, self.folder.path());
        command
    }

    fn tell(&self, program: &str, args: &[&str]) -> String {
        let out = self.command(program).args(args).output().unwrap();
        said(&out)
    }

    /// Adds a queue that prints to that device.
    fn add(&self, name: &str, device: &str, how: &[&str]) {
        let said = self.tell(
            "lpadmin",
            &[&["-p", name, "-E", "-v", device], how].concat(),
        );
        let there = self.tell("lpstat", &["-p", name]);
        assert!(there.starts_with("printer"), "{said}{there}{}", self.log());
    }

    /// A printer on the network: takes what comes over a socket and keeps it. Its device address.
    fn network_printer(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let out = self.folder.path().join("out");
        // Ends with the test's process.
        std::thread::spawn(move || {
            for paper in listener.incoming() {
                let mut bytes = Vec::new();
                paper.unwrap().read_to_end(&mut bytes).unwrap();
                fs::write(out.join("part"), bytes).unwrap();
                fs::rename(out.join("part"), out.join("quay1.pdf")).unwrap();
            }
        });
        format!("socket://127.0.0.1:{port}/?waiteof=false")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("error_log")).unwrap_or_default()
    }

    /// Runs an ignored test of this program in a process that knows this service.
    fn run(&self, part: &str) {
        let out = self
            .command(std::env::current_exe().unwrap())
            .args([
                "--exact",
                part,
                "--ignored",
                "--nocapture",
                "--test-threads=1",
            ])
            .output()
            .unwrap();
        let said = said(&out);
        assert!(
            out.status.success() && said.contains("1 passed"),
            "{part}:\n{said}\n{}",
            self.log()
        );
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        let _ = self.service.kill();
        let _ = self.service.wait();
    }
}

#[test]
fn a_real_queue_takes_the_paper_and_says_what_is_wrong() {
    let Some(cups) = Cups::start() else { return };
    cups.run("part_no_printer");
    let network = cups.network_printer();
    cups.add("quay1", &network, &["-m", "raw", "-D", "Máy in quầy 1"]);
    cups.tell("lpadmin", &["-d", "quay1"]);
    cups.run("part_paper_comes_out");
    let ppd = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd";
    if Path::new(ppd).exists() {
        let file = format!("file://{}/out/loc.ps", cups.folder.path().display());
        cups.add("loc", &file, &["-P", ppd]);
        cups.run("part_through_the_filters");
    } else {
        println!("skipped: no printer description to filter with");
    }
    cups.tell("cupsdisable", &["quay1"]);
    cups.run("part_stopped");
    cups.tell("cupsenable", &["quay1"]);
    cups.tell("cupsreject", &["quay1"]);
    cups.run("part_rejecting");
    cups.tell("cupsaccept", &["quay1"]);
    cups.run("part_held_and_cancelled");
}

#[test]
fn a_service_that_does_not_run_is_said() {
    if Command::new("lpstat").arg("--version").output().is_err() {
        println!("skipped: lpstat is not installed");
        return;
    }
    let nowhere = tempfile::tempdir().unwrap();
    let out = Command::new(std::env::current_exe().unwrap())
        .env("CUPS_SERVER", nowhere.path().join("no.sock"))
        .env(FOLDER, nowhere.path())
        .args(["--exact", "part_service_down", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let said = said(&out);
    assert!(out.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_file_that_is_not_there_or_no_pdf_is_refused_before_the_queue_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("không có.pdf");
    assert_eq!(
        print_pdf("x", &missing, 1, "Giấy").unwrap_err().code,
        Code::BadFile
    );
    let text = folder.path().join("chữ.txt");
    fs::write(&text, "xin chào").unwrap();
    assert_eq!(
        print_pdf("x", &text, 1, "Giấy").unwrap_err().code,
        Code::BadFile
    );
    fs::write(&text, PDF).unwrap();
    for copies in [0, 100] {
        assert_eq!(
            print_pdf("x", &text, copies, "Giấy").unwrap_err().code,
            Code::BadNumber
        );
    }
}

fn said(out: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&out.stdout) + &text(&out.stderr)
}

fn folder() -> PathBuf {
    std::env::var_os(FOLDER)
        .expect("run by the test that starts CUPS")
        .into()
}

fn paper() -> PathBuf {
    let path = folder().join("giấy tiếp nhận.pdf");
    fs::write(&path, PDF).unwrap();
    path
}

/// Asks until the paper is in that state.
fn wait_for(printer: &str, job: JobId, state: JobState) {
    let end = Instant::now() + PATIENCE;
    loop {
        let report = job_state(printer, job).unwrap();
        if report.state == state {
            return;
        }
        assert!(Instant::now() < end, "still {report:?}, not {state:?}");
        sleep(Duration::from_millis(100));
    }
}

#[test]
#[ignore = "a part: run by a_real_queue_takes_the_paper_and_says_what_is_wrong"]
fn part_no_printer() {
    assert_eq!(printers().unwrap(), []);
    let fault = print_pdf("quay1", &paper(), 1, "Giấy tiếp nhận").unwrap_err();
    assert_eq!(fault.code, Code::Printer);
    assert!(fault.message.contains("chưa cài máy in"), "{fault:?}");
}

#[test]
#[ignore = "a part: run by a_real_queue_takes_the_paper_and_says_what_is_wrong"]
fn part_paper_comes_out() {
    let list = printers().unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(
        (list[0].name.as_str(), list[0].title.as_str()),
        ("quay1", "Máy in quầy 1")
    );
    assert!(list[0].is_default);
    assert_eq!(list[0].state, QueueState::Ready);
    let job = print_pdf("quay1", &paper(), 1, "H17-261014-0001").unwrap();
    wait_for("quay1", job, JobState::Done);
    let out = folder().join("out/quay1.pdf");
    let end = Instant::now() + PATIENCE;
    while !out.exists() && Instant::now() < end {
        sleep(Duration::from_millis(50));
    }
    assert_eq!(fs::read(out).unwrap(), PDF, "what came out");
    let fault = print_pdf("quay2", &paper(), 1, "H17-261014-0001").unwrap_err();
    assert!(
        fault.code == Code::Printer && fault.message.contains("quay2"),
        "{fault:?}"
    );
    assert_eq!(
        job_state("quay1", JobId(9999)).unwrap().state,
        JobState::Gone
    );
}

#[test]
#[ignore = "a part: run by a_real_queue_takes_the_paper_and_says_what_is_wrong"]
fn part_through_the_filters() {
    let job = print_pdf("loc", &paper(), 2, "H17-261014-0001").unwrap();
    wait_for("loc", job, JobState::Done);
    let printed = fs::read(folder().join("out/loc.ps")).unwrap();
    assert!(printed.starts_with(b"%!PS"), "PostScript for the printer");
}

#[test]
#[ignore = "a part: run by a_real_queue_takes_the_paper_and_says_what_is_wrong"]
fn part_stopped() {
    assert_eq!(printers().unwrap()[0].state, QueueState::Stopped);
    let fault = print_pdf("quay1", &paper(), 1, "H17-261014-0001").unwrap_err();
    assert_eq!(fault.code, Code::Printer);
    assert!(
        fault.message.contains("đang dừng") && fault.message.contains("Máy in quầy 1"),
        "{fault:?}"
    );
}

#[test]
#[ignore = "a part: run by a_real_queue_takes_the_paper_and_says_what_is_wrong"]
fn part_rejecting() {
    assert_eq!(printers().unwrap()[0].state, QueueState::Rejecting);
    let fault = print_pdf("quay1", &paper(), 1, "H17-261014-0001").unwrap_err();
    assert_eq!(fault.code, Code::Printer);
    assert!(fault.message.contains("không nhận lệnh in"), "{fault:?}");
}

#[test]
#[ignore = "a part: run by a_real_queue_takes_the_paper_and_says_what_is_wrong"]
fn part_held_and_cancelled() {
    let sent = Command::new("lp")
        .args(["-d", "quay1", "-H", "hold"])
        .arg(paper())
        .output()
        .unwrap();
    let said = String::from_utf8(sent.stdout).unwrap();
    // "request id is quay1-3 (1 file(s))"
    let id = said
        .split("quay1-")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .unwrap();
    let job = JobId(id.parse().unwrap());
    let report = job_state("quay1", job).unwrap();
    assert_eq!(report.state, JobState::Held);
    assert!(report.message.contains("bị giữ lại"), "{report:?}");
    assert!(
        Command::new("cancel")
            .arg(format!("quay1-{id}"))
            .status()
            .unwrap()
            .success()
    );
    wait_for("quay1", job, JobState::Failed);
}

#[test]
#[ignore = "a part: run by a_service_that_does_not_run_is_said"]
fn part_service_down() {
    for fault in [
        printers().unwrap_err(),
        print_pdf("quay1", &paper(), 1, "x").unwrap_err(),
    ] {
        assert_eq!(fault.code, Code::Printer);
        assert!(fault.message.contains("Dịch vụ in"), "{fault:?}");
    }
}
