//! The system's print queue: which printers there are, whether one took the paper, what became of
//! it.
//!
//! The `printers` crate speaks to CUPS and to the Windows spooler, but it keeps reasons to itself:
//! no answer from the service looks like no printers, a queue that refuses looks like any failure.
//! So on Unix the reasons are asked of `lpstat`, which comes with CUPS. Calls wait for the print
//! service: not for the thread that draws the window.

use motcua_fault::{Code, Fault, OrFault, Result};
use printers::common::base::job::{PrinterJobOptions, PrinterJobState};
use printers::common::base::printer::{Printer, PrinterState};
use printers::common::converters::Converter;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use ts_rs::TS;

/// What a queue does with paper sent to it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Waits for work.
    Ready,
    /// Is printing.
    Printing,
    /// Takes paper but prints nothing until somebody resumes it.
    Stopped,
    /// Takes nothing.
    Rejecting,
    /// The printer was off or unplugged when last used; what is sent prints when it comes back.
    Offline,
    /// The system does not say.
    Unknown,
}

/// A printer of the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrinterInfo {
    /// The name the system knows it by; what [`print_pdf`] takes.
    pub name: String,
    /// The name people gave it; the same as `name` when they gave none.
    pub title: String,
    /// Whether the system prints here when nothing is chosen.
    pub is_default: bool,
    /// What the queue does now.
    pub state: QueueState,
}

/// The number the queue gave to a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct JobId(pub u64);

/// What became of a paper sent to the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Taken, waits its turn.
    Pending,
    /// Being printed.
    Printing,
    /// Handed to the printer whole.
    Done,
    /// Kept back, by a person or by the queue.
    Held,
    /// Cancelled or given up: not printed.
    Failed,
    /// The queue keeps no record of it any more.
    Gone,
}

/// The state of a paper, with what the clerk should know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobReport {
    /// What programs match.
    pub state: JobState,
    /// One Vietnamese sentence.
    pub message: String,
}

/// The printers of the system, the default one first; none installed is an empty list. A print
/// service that does not run is [`Code::Printer`].
pub fn printers() -> Result<Vec<PrinterInfo>> {
    let found = printers::get_printers();
    if found.is_empty() && service_is_down() {
        return Err(service_down());
    }
    let refusing = Refusing::ask();
    let mut list: Vec<PrinterInfo> = found.iter().map(|p| info(p, &refusing)).collect();
    list.sort_by(|a, b| (!a.is_default, &a.title).cmp(&(!b.is_default, &b.title)));
    Ok(list)
}

/// Sends a PDF to a printer's queue, at its true size on A4.
///
/// `copies` is 1 to 99 ([`Code::BadNumber`]); `title` is what the queue shows, so it names no
/// person. A missing or other file is [`Code::BadFile`]; a printer that is not there, is stopped or
/// refuses, a service that does not run: [`Code::Printer`], and nothing was sent.
pub fn print_pdf(printer: &str, file: &Path, copies: u32, title: &str) -> Result<JobId> {
    if !(1..=99).contains(&copies) {
        return Err(Fault::new(Code::BadNumber, "Số bản in phải từ 1 đến 99."));
    }
    let path = readable_pdf(file)?;
    let queue = queue(printer)?;
    let name = name_of(&queue);
    match info(&queue, &Refusing::ask()).state {
        QueueState::Stopped => {
            return Err(fault(&format!(
                "Máy in “{name}” đang dừng nên chưa in được. Hãy kiểm tra giấy, mực, dây nối rồi cho máy in chạy tiếp; \
             hoặc chọn máy in khác; hoặc lưu tệp PDF để in sau."
            )));
        }
        QueueState::Rejecting => {
            return Err(fault(&format!(
                "Máy in “{name}” đang không nhận lệnh in. Hãy mở phần cài đặt máy in của hệ thống để cho nhận lại, \
             hoặc chọn máy in khác."
            )));
        }
        _ => {}
    }
    let copies = copies.to_string();
    let options = PrinterJobOptions {
        name: Some(title),
        // Shrinking to fit would make the QR smaller than it may be.
        raw_properties: &[
            ("copies", &copies),
            ("media", "A4"),
            ("print-scaling", "none"),
        ],
        converter: Converter::None,
    };
    match queue.print_file(path, options) {
        Ok(job) => Ok(JobId(job)),
        Err(_) if service_is_down() => Err(service_down()),
        Err(cause) => Err(fault(&format!(
            "Máy in “{name}” không nhận lệnh in. Hãy thử in lại, chọn máy in khác hoặc lưu tệp PDF để in sau."
        ))
        .because(cause.message)),
    }
}

/// What became of a paper. Asks the queue once; to follow a paper, ask again after a while.
pub fn job_state(printer: &str, job: JobId) -> Result<JobReport> {
    let queue = queue(printer)?;
    let name = name_of(&queue);
    let known = queue
        .get_job_history()
        .into_iter()
        .find(|known| known.id == job.0);
    let state = match known.map(|known| known.state) {
        Some(PrinterJobState::PENDING) => JobState::Pending,
        Some(PrinterJobState::PROCESSING) => JobState::Printing,
        Some(PrinterJobState::COMPLETED) => JobState::Done,
        Some(PrinterJobState::PAUSED) => JobState::Held,
        Some(PrinterJobState::CANCELLED) => JobState::Failed,
        // The Windows spooler forgets a paper once it is printed.
        None if cfg!(windows) => JobState::Done,
        None | Some(PrinterJobState::UNKNOWN) => JobState::Gone,
    };
    let stopped = matches!(queue.state, PrinterState::PAUSED);
    let message = match state {
        JobState::Pending if stopped => format!(
            "Máy in “{name}” đã nhận lệnh nhưng đang dừng. Hãy kiểm tra giấy, mực, dây nối rồi cho máy in chạy tiếp."
        ),
        JobState::Pending => format!("Máy in “{name}” đã nhận lệnh, đang chờ đến lượt."),
        JobState::Printing => format!("Máy in “{name}” đang in."),
        JobState::Done => format!("Đã in xong trên máy in “{name}”."),
        JobState::Held => format!(
            "Lệnh in đang bị giữ lại trên máy in “{name}”. Hãy mở hàng đợi in của hệ thống để cho in tiếp."
        ),
        JobState::Failed => format!(
            "Lệnh in trên máy in “{name}” đã bị hủy hoặc máy in báo lỗi; giấy chưa in xong. Hãy in lại."
        ),
        JobState::Gone => format!(
            "Máy in “{name}” không còn lưu thông tin của lệnh in này. Hãy xem giấy đã ra chưa; nếu chưa thì in lại."
        ),
    };
    Ok(JobReport { state, message })
}

fn queue(printer: &str) -> Result<Printer> {
    if let Some(found) = printers::get_printer_by_name(printer) {
        return Ok(found);
    }
    if service_is_down() {
        return Err(service_down());
    }
    Err(if printers::get_printers().is_empty() {
        fault(
            "Máy tính này chưa cài máy in nào. Hãy cài máy in trong phần cài đặt của hệ thống, \
             hoặc lưu tệp PDF rồi in ở máy khác.",
        )
    } else {
        fault(&format!(
            "Không thấy máy in “{printer}” trên máy tính này. Hãy chọn lại máy in."
        ))
    })
}

fn readable_pdf(file: &Path) -> Result<&str> {
    let shown = file.display();
    let mut start = [0; 5];
    File::open(file)
        .and_then(|mut open| open.read_exact(&mut start))
        .or_fault(
            Code::BadFile,
            format!("Không mở được tệp {shown} để in. Hãy tạo lại giấy rồi in."),
        )?;
    if &start != b"%PDF-" {
        let message = format!("Tệp {shown} không phải tệp PDF nên không in được.");
        return Err(Fault::new(Code::BadFile, message));
    }
    file.to_str().or_fault(
        Code::BadFile,
        format!("Đường dẫn {shown} có ký tự mà hàng đợi in không nhận. Hãy đổi tên thư mục."),
    )
}

fn info(printer: &Printer, refusing: &Refusing) -> PrinterInfo {
    let state = match printer.state {
        _ if refusing.names(&printer.system_name) => QueueState::Rejecting,
        PrinterState::READY => QueueState::Ready,
        PrinterState::PRINTING => QueueState::Printing,
        PrinterState::PAUSED => QueueState::Stopped,
        PrinterState::OFFLINE => QueueState::Offline,
        PrinterState::UNKNOWN => QueueState::Unknown,
    };
    PrinterInfo {
        name: printer.system_name.clone(),
        title: name_of(printer).to_owned(),
        is_default: printer.is_default,
        state,
    }
}

fn name_of(printer: &Printer) -> &str {
    if printer.name.is_empty() {
        &printer.system_name
    } else {
        &printer.name
    }
}

/// The queues that take nothing, as `lpstat -a` lists them; empty where there is no `lpstat`.
struct Refusing(Vec<String>);

impl Refusing {
    fn ask() -> Self {
        let listed = lpstat("-a").unwrap_or_default();
        let names = listed
            .lines()
            .filter(|line| line.contains(" not accepting requests "))
            .filter_map(|line| line.split_whitespace().next())
            .map(str::to_owned);
        Self(names.collect())
    }

    fn names(&self, printer: &str) -> bool {
        self.0.iter().any(|name| name == printer)
    }
}

fn service_is_down() -> bool {
    lpstat("-r").is_some_and(|said| said.contains("not running"))
}

/// What `lpstat` says, in English whatever the system speaks.
fn lpstat(about: &str) -> Option<String> {
    if cfg!(windows) {
        return None;
    }
    let out = Command::new("lpstat")
        .arg(about)
        .env("LC_ALL", "C")
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

fn fault(message: &str) -> Fault {
    Fault::new(Code::Printer, message)
}

fn service_down() -> Fault {
    fault(
        "Dịch vụ in của máy tính chưa chạy. Hãy khởi động lại máy hoặc báo cán bộ kỹ thuật bật dịch vụ in (CUPS); \
         trong lúc chờ, lưu tệp PDF để in sau.",
    )
}
