use super::Counter;
use crate::clock::now;
use chrono::NaiveDateTime;
use motcua_calendar::minute;
use motcua_fault::Result;
use motcua_guide::{LookUp, Reach};
use motcua_office::{NewLookUp, Outage, SourceView};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// The state of a source, as seen by the clerk.
#[derive(Deserialize, TS)]
#[ts(rename = "SourceSet")]
pub struct Set {
    source: String,
    state: Reach,
    #[serde(default)]
    why: Option<String>,
    #[serde(default, with = "minute::option")]
    #[ts(type = "string | null")]
    since: Option<NaiveDateTime>,
}

/// Look-ups about a person or organisation.
#[derive(Deserialize, TS)]
#[ts(rename = "LookUpsOf")]
pub struct Of {
    person: String,
}

/// A stretch of time.
#[derive(Deserialize, TS)]
#[ts(rename = "Stretch")]
pub struct Stretch {
    #[serde(with = "minute")]
    #[ts(type = "string")]
    from: NaiveDateTime,
    #[serde(with = "minute")]
    #[ts(type = "string")]
    to: NaiveDateTime,
}

#[tauri::command(async)]
pub fn source_list(counter: State<'_, Counter>, args: ()) -> Result<Vec<SourceView>> {
    let () = args;
    let desk = counter.desk()?;
    desk.office().sources(&desk.reference().catalogue, now())
}

#[tauri::command(async)]
pub fn source_set(counter: State<'_, Counter>, args: Set) -> Result<SourceView> {
    let desk = counter.desk()?;
    desk.office().set_source(
        &args.source,
        args.state,
        args.why.as_deref(),
        args.since,
        &desk.reference().catalogue,
        now(),
    )
}

#[tauri::command(async)]
pub fn source_look_up(counter: State<'_, Counter>, args: NewLookUp) -> Result<LookUp> {
    let desk = counter.desk()?;
    let reference = desk.reference();
    desk.office()
        .look_up(args, &reference.catalogue, &reference.calendar, now())
}

#[tauri::command(async)]
pub fn source_look_ups(counter: State<'_, Counter>, args: Of) -> Result<Vec<LookUp>> {
    counter.desk()?.office().look_ups_of(&args.person)
}

#[tauri::command(async)]
pub fn source_outages(counter: State<'_, Counter>, args: Stretch) -> Result<Vec<Outage>> {
    let desk = counter.desk()?;
    desk.office()
        .outages(args.from, args.to, &desk.reference().catalogue)
}
