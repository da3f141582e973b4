use super::Counter;
use crate::{clock::now, file};
use motcua_desk::UpdateShown;
use motcua_fault::Result;
use motcua_office::KeptUpdate;
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// An update's file.
#[derive(Deserialize, TS)]
#[ts(rename = "UpdateFile")]
pub struct File {
    path: String,
}

#[tauri::command(async)]
pub fn update_list(counter: State<'_, Counter>, args: ()) -> Result<Vec<KeptUpdate>> {
    let () = args;
    counter.desk()?.office().updates()
}

#[tauri::command(async)]
pub fn update_show(counter: State<'_, Counter>, args: File) -> Result<UpdateShown> {
    counter.desk()?.show_update(&file::update(&args.path)?)
}

#[tauri::command(async)]
pub fn update_take(counter: State<'_, Counter>, args: File) -> Result<UpdateShown> {
    counter
        .desk()?
        .take_update(&file::update(&args.path)?, now())
}

#[tauri::command(async)]
pub fn update_back(counter: State<'_, Counter>, args: ()) -> Result<Vec<KeptUpdate>> {
    let () = args;
    counter.desk()?.untake_update(now())
}
