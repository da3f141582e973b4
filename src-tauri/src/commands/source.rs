use super::Counter;
use crate::clock::now;
use chrono::{NaiveDateTime, TimeDelta};
use motcua_calendar::minute;
use motcua_fault::Result;
use motcua_guide::{LookUp, Reach};
use motcua_office::{NewLookUp, Outage, SourceView};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// Look-ups listed at once.
const LAST: u32 = 200;

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

/// How far back outages are listed where nothing else is asked.
const BACK: TimeDelta = TimeDelta::days(180);

/// A stretch of time; the last half year where nothing is given.
#[derive(Deserialize, TS)]
#[ts(rename = "Stretch")]
pub struct Stretch {
    #[serde(default, with = "minute::option")]
    #[ts(type = "string | null")]
    from: Option<NaiveDateTime>,
    #[serde(default, with = "minute::option")]
    #[ts(type = "string | null")]
    to: Option<NaiveDateTime>,
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
pub fn source_look_ups_last(counter: State<'_, Counter>, args: ()) -> Result<Vec<LookUp>> {
    let () = args;
    counter.desk()?.office().look_ups_last(LAST)
}

#[tauri::command(async)]
pub fn source_outages(counter: State<'_, Counter>, args: Stretch) -> Result<Vec<Outage>> {
    let desk = counter.desk()?;
    let to = args.to.unwrap_or_else(now);
    desk.office().outages(
        args.from.unwrap_or(to - BACK),
        to,
        &desk.reference().catalogue,
    )
}
