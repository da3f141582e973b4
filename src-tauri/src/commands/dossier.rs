use super::Counter;
use crate::clock::now;
use motcua_desk::{DossierView, Outcome};
use motcua_fault::{self as fault, OrFault, Result};
use motcua_office::{
    self as office, DossierQuery, DossierRow, Finished, ProducedView, Reception, Waiting,
};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// A dossier code.
#[derive(Deserialize, TS)]
#[ts(rename = "DossierCode")]
pub struct Code {
    dossier: String,
}

/// A move to another state.
#[derive(Deserialize, TS)]
#[ts(rename = "DossierMove")]
pub struct Move {
    dossier: String,
    state: office::State,
    why: Option<String>,
}

/// A dossier that has its result, and what goes into the store.
#[derive(Deserialize, TS)]
#[ts(rename = "DossierFinish")]
pub struct Finish {
    dossier: String,
    results: Vec<Finished>,
    why: Option<String>,
}

/// A source whose outage is named as the reason of a delay.
#[derive(Deserialize, TS)]
#[ts(rename = "DossierDelay")]
pub struct DelayBy {
    dossier: String,
    source: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    why: Option<String>,
}

#[tauri::command(async)]
pub fn dossier_delay(counter: State<'_, Counter>, args: DelayBy) -> Result<DossierView> {
    counter
        .desk()?
        .explain_delay(&args.dossier, &args.source, args.why.as_deref(), now())
}

#[tauri::command(async)]
pub fn dossier_receive(counter: State<'_, Counter>, args: Reception) -> Result<Outcome> {
    counter.desk()?.receive(args, now())
}

#[tauri::command(async)]
pub fn dossier_list(counter: State<'_, Counter>, args: DossierQuery) -> Result<Vec<DossierRow>> {
    let desk = counter.desk()?;
    desk.office().list(&args, &desk.reference().calendar, now())
}

#[tauri::command(async)]
pub fn dossier_show(counter: State<'_, Counter>, args: Code) -> Result<DossierView> {
    counter.desk()?.dossier(&args.dossier, now())?.or_fault(
        fault::Code::UnknownDossier,
        format!("Không có hồ sơ mã “{}”.", args.dossier),
    )
}

#[tauri::command(async)]
pub fn dossier_move(counter: State<'_, Counter>, args: Move) -> Result<DossierView> {
    counter
        .desk()?
        .go_on(&args.dossier, args.state, args.why.as_deref(), now())
}

#[tauri::command(async)]
pub fn dossier_produced(counter: State<'_, Counter>, args: Code) -> Result<Vec<ProducedView>> {
    counter.desk()?.produced(&args.dossier, now())
}

#[tauri::command(async)]
pub fn dossier_finish(counter: State<'_, Counter>, args: Finish) -> Result<DossierView> {
    counter
        .desk()?
        .finish(&args.dossier, args.results, args.why.as_deref(), now())
}

#[tauri::command(async)]
pub fn dossier_waiting(counter: State<'_, Counter>, args: ()) -> Result<Waiting> {
    let () = args;
    let desk = counter.desk()?;
    desk.office().waiting(&desk.reference().calendar, now())
}
