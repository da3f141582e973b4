use super::Counter;
use crate::clock::now;
use motcua_desk::{HitView, ProcedureView};
use motcua_fault::Result;
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// What the clerk typed.
#[derive(Deserialize, TS)]
#[ts(rename = "FindQuery")]
pub struct Query {
    query: String,
    limit: u32,
}

/// A procedure code.
#[derive(Deserialize, TS)]
#[ts(rename = "ProcedureCode")]
pub struct Code {
    code: String,
}

#[tauri::command(async)]
pub fn catalogue_find(counter: State<'_, Counter>, args: Query) -> Result<Vec<HitView>> {
    let desk = counter.desk()?;
    desk.reference()
        .find(&args.query, args.limit as usize, &desk.usage()?, now())
}

#[tauri::command(async)]
pub fn catalogue_show(counter: State<'_, Counter>, args: Code) -> Result<ProcedureView> {
    counter.desk()?.reference().show(&args.code, now())
}
