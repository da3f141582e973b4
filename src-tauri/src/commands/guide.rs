use super::Counter;
use crate::clock::now;
use motcua_desk::{Case, PrintedPaper};
use motcua_fault::Result;
use motcua_guide::{Checklist, Submitted};
use motcua_office::Person;
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// A guidance slip for a case: what is there already is left out.
#[derive(Deserialize, TS)]
#[ts(rename = "SlipOf")]
pub struct Slip {
    case: Case,
    ticked: Vec<Submitted>,
    shown: Vec<String>,
    person: Option<Person>,
}

#[tauri::command(async)]
pub fn guide_case(counter: State<'_, Counter>, args: Case) -> Result<Checklist> {
    counter.desk()?.guide(&args, now())
}

#[tauri::command(async)]
pub fn guide_slip(counter: State<'_, Counter>, args: Slip) -> Result<PrintedPaper> {
    counter.desk()?.guidance(
        &args.case,
        &args.ticked,
        &args.shown,
        args.person.as_ref(),
        now(),
    )
}
