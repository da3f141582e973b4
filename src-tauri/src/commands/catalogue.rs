use super::Counter;
use crate::clock::now;
use motcua_catalogue::model::Referral;
use motcua_desk::{EventView, HitView, LearnedView, Look, ProcedureView};
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

/// What was typed and what was chosen for it.
#[derive(Deserialize, TS)]
#[ts(rename = "Chosen")]
pub struct Chosen {
    query: String,
    code: String,
}

/// A way of calling a procedure.
#[derive(Deserialize, TS)]
#[ts(rename = "Teach")]
pub struct Teach {
    phrase: String,
    code: String,
}

/// What was learned, used or not.
#[derive(Deserialize, TS)]
#[ts(rename = "SetLearned")]
pub struct SetLearned {
    id: String,
    removed: bool,
}

/// A service or an event.
#[derive(Deserialize, TS)]
#[ts(rename = "CatalogueId")]
pub struct Id {
    id: String,
}

#[tauri::command(async)]
pub fn catalogue_look(counter: State<'_, Counter>, args: Query) -> Result<Look> {
    let desk = counter.desk()?;
    desk.reference()
        .look(&args.query, args.limit as usize, &desk.usage()?, now())
}

#[tauri::command(async)]
pub fn catalogue_chose(counter: State<'_, Counter>, args: Chosen) -> Result<bool> {
    counter.desk()?.chose(&args.query, &args.code, now())
}

#[tauri::command(async)]
pub fn catalogue_learned(counter: State<'_, Counter>, args: ()) -> Result<Vec<LearnedView>> {
    let () = args;
    counter.desk()?.learned(now())
}

#[tauri::command(async)]
pub fn catalogue_teach(counter: State<'_, Counter>, args: Teach) -> Result<LearnedView> {
    counter.desk()?.teach(&args.phrase, &args.code, now())
}

#[tauri::command(async)]
pub fn catalogue_set_learned(counter: State<'_, Counter>, args: SetLearned) -> Result<LearnedView> {
    counter.desk()?.set_learned(&args.id, args.removed, now())
}

#[tauri::command(async)]
pub fn catalogue_events(counter: State<'_, Counter>, args: ()) -> Result<Vec<EventView>> {
    let () = args;
    counter.desk()?.reference().life_events(now())
}

#[tauri::command(async)]
pub fn catalogue_event(counter: State<'_, Counter>, args: Id) -> Result<EventView> {
    counter.desk()?.reference().life_event(&args.id, now())
}

#[tauri::command(async)]
pub fn catalogue_referral(counter: State<'_, Counter>, args: Id) -> Result<Referral> {
    counter.desk()?.reference().referral(&args.id)
}
