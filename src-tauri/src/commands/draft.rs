use super::Counter;
use crate::clock::now;
use motcua_fault::Result;
use motcua_office::{Draft, DraftBody};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// A half-done guide to save.
#[derive(Deserialize, TS)]
#[ts(rename = "DraftSave")]
pub struct Save {
    id: Option<String>,
    code: String,
    body: DraftBody,
}

/// A half-done guide.
#[derive(Deserialize, TS)]
#[ts(rename = "DraftId")]
pub struct Id {
    id: String,
}

#[tauri::command(async)]
pub fn draft_save(counter: State<'_, Counter>, args: Save) -> Result<Draft> {
    let desk = counter.desk()?;
    let procedure = desk
        .reference()
        .catalogue
        .procedure(&args.code, now().date())?;
    desk.office()
        .save_draft(args.id, &procedure.code, &procedure.name, args.body, now())
}

#[tauri::command(async)]
pub fn draft_list(counter: State<'_, Counter>, args: ()) -> Result<Vec<Draft>> {
    let () = args;
    counter.desk()?.office().drafts()
}

#[tauri::command(async)]
pub fn draft_drop(counter: State<'_, Counter>, args: Id) -> Result<()> {
    counter.desk()?.office().drop_draft(&args.id, now())
}
