use super::Counter;
use crate::clock::now;
use motcua_desk::VerdictView;
use motcua_fault::{Code, OrFault, Result};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// The text of a QR.
#[derive(Deserialize, TS)]
#[ts(rename = "SealText")]
pub struct Text {
    text: String,
}

/// A picture of a paper.
#[derive(Deserialize, TS)]
#[ts(rename = "PictureFile")]
pub struct File {
    path: String,
}

#[tauri::command(async)]
pub fn seal_verify(counter: State<'_, Counter>, args: Text) -> Result<VerdictView> {
    counter.desk()?.verify(&args.text, now())
}

#[tauri::command(async)]
pub fn seal_verify_file(counter: State<'_, Counter>, args: File) -> Result<VerdictView> {
    let bytes = std::fs::read(&args.path)
        .or_fault(Code::BadFile, format!("Không đọc được tệp {}.", args.path))?;
    counter.desk()?.verify_picture(&bytes, now())
}
