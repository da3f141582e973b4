use super::{Counter, printer::PrintJob};
use motcua_fault::{Code, OrFault, Result};
use motcua_paper::printer::{self, JobId};
use serde::Deserialize;
use std::{fs, path::PathBuf};
use tauri::State;
use ts_rs::TS;

/// A paper to the printer chosen for this counter.
#[derive(Deserialize, TS)]
#[ts(rename = "PaperPrint")]
pub struct Print {
    path: String,
    copies: u32,
    title: String,
}

/// A job in a queue.
#[derive(Deserialize, TS)]
#[ts(rename = "PaperJob")]
pub struct Job {
    id: String,
    printer: String,
}

/// A paper to another file.
#[derive(Deserialize, TS)]
#[ts(rename = "PaperSave")]
pub struct Save {
    path: String,
    to: String,
}

/// A paper of this counter.
#[derive(Deserialize, TS)]
#[ts(rename = "PaperPath")]
pub struct Path {
    path: String,
}

#[tauri::command(async)]
pub fn paper_print(counter: State<'_, Counter>, args: Print) -> Result<PrintJob> {
    let file = ours(&counter, &args.path)?;
    let printer = counter.desk()?.office().set_up()?.printer.or_fault(
        Code::Printer,
        "Quầy chưa chọn máy in. Hãy chọn máy in một lần trong danh sách.",
    )?;
    let id = printer::print_pdf(&printer, &file, args.copies, &args.title)?;
    job(&printer, id)
}

#[tauri::command(async)]
pub fn paper_job(_counter: State<'_, Counter>, args: Job) -> Result<PrintJob> {
    let id = args
        .id
        .parse()
        .or_fault(Code::BadNumber, "Số của lệnh in không đúng.")?;
    job(&args.printer, JobId(id))
}

#[tauri::command(async)]
pub fn paper_save(counter: State<'_, Counter>, args: Save) -> Result<()> {
    let file = ours(&counter, &args.path)?;
    fs::copy(file, &args.to).map(drop).or_fault(
        Code::NoAccess,
        format!(
            "Không ghi được tệp {}. Kiểm tra quyền ghi và dung lượng đĩa.",
            args.to
        ),
    )
}

#[tauri::command(async)]
pub fn paper_open(counter: State<'_, Counter>, args: Path) -> Result<()> {
    let file = ours(&counter, &args.path)?;
    tauri_plugin_opener::open_path(file, None::<&str>).or_fault(
        Code::NoAccess,
        "Không mở được tờ giấy: máy chưa có chương trình đọc PDF. Hãy lưu tệp ra chỗ khác.",
    )
}

/// Only papers of this counter's folder leave through here.
fn ours(counter: &State<'_, Counter>, path: &str) -> Result<PathBuf> {
    let papers = counter.desk()?.folder().join("papers");
    PathBuf::from(path)
        .canonicalize()
        .ok()
        .filter(|file| file.starts_with(&papers))
        .or_fault(
            Code::BadFile,
            "Không tìm thấy tờ giấy này trong dữ liệu của quầy.",
        )
}

fn job(printer: &str, id: JobId) -> Result<PrintJob> {
    let report = printer::job_state(printer, id)?;
    Ok(PrintJob {
        id: id.0.to_string(),
        printer: printer.to_owned(),
        state: report.state,
        message: report.message,
    })
}
