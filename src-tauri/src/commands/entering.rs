use super::Counter;
use crate::clock::now;
use motcua_desk::{ImportProgress, PageView, Scans};
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{ImportBatch, ImportReport};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// A sheet of results.
#[derive(Deserialize, TS)]
#[ts(rename = "ImportFile")]
pub struct Sheet {
    path: String,
    dry_run: bool,
}

/// An import done before.
#[derive(Deserialize, TS)]
#[ts(rename = "ImportId")]
pub struct Batch {
    batch: String,
}

/// A waiting scan.
#[derive(Deserialize, TS)]
#[ts(rename = "ScanName")]
pub struct Scan {
    name: String,
}

/// A page of a waiting scan, from 1; `small` for a list.
#[derive(Deserialize, TS)]
pub struct ScanPage {
    name: String,
    page: u32,
    small: bool,
}

/// The folder that the scanner writes to; none: the program's own.
#[derive(Deserialize, TS)]
#[ts(rename = "ScanFolder")]
pub struct Folder {
    path: Option<String>,
}

#[tauri::command(async)]
pub fn result_import(counter: State<'_, Counter>, args: Sheet) -> Result<ImportReport> {
    counter
        .desk()?
        .import_results(&args.path, args.dry_run, now(), &mut |_, _| {})
}

#[tauri::command(async)]
pub fn result_import_progress(counter: State<'_, Counter>, args: ()) -> Result<ImportProgress> {
    let () = args;
    Ok(counter.desk()?.import_progress())
}

#[tauri::command(async)]
pub fn result_import_stop(counter: State<'_, Counter>, args: ()) -> Result<()> {
    let () = args;
    counter.desk()?.stop_import();
    Ok(())
}

#[tauri::command(async)]
pub fn result_imports(counter: State<'_, Counter>, args: ()) -> Result<Vec<ImportBatch>> {
    let () = args;
    counter.desk()?.office().imports()
}

#[tauri::command(async)]
pub fn result_undo_import(counter: State<'_, Counter>, args: Batch) -> Result<ImportBatch> {
    counter.desk()?.office().undo_import(&args.batch, now())
}

#[tauri::command(async)]
pub fn scan_list(counter: State<'_, Counter>, args: ()) -> Result<Scans> {
    let () = args;
    counter.desk()?.scans()
}

/// Only what waits in this counter's folder of scans is opened.
#[tauri::command(async)]
pub fn scan_open(counter: State<'_, Counter>, args: Scan) -> Result<()> {
    let scans = counter.desk()?.scans()?;
    let scan = scans
        .scans
        .into_iter()
        .find(|scan| scan.name == args.name)
        .or_fault(Code::BadFile, "Bản quét này không còn trong thư mục.")?;
    tauri_plugin_opener::open_path(scan.path, None::<&str>).or_fault(
        Code::NoAccess,
        "Không mở được bản quét: máy chưa có chương trình xem tệp này.",
    )
}

#[tauri::command(async)]
pub fn scan_page(counter: State<'_, Counter>, args: ScanPage) -> Result<PageView> {
    counter.desk()?.scan_page(&args.name, args.page, args.small)
}

#[tauri::command(async)]
pub fn scan_folder(counter: State<'_, Counter>, args: Folder) -> Result<Scans> {
    counter
        .desk()?
        .choose_scan_folder(args.path.as_deref(), now())
}
