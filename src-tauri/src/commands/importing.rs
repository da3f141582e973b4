use super::Counter;
use crate::clock::now;
use motcua_catalogue::difference::ProcedureDiff;
use motcua_desk::RecordProgress;
use motcua_fault::Result;
use motcua_office::{RecordBatch, RecordImport};
use serde::{Deserialize, Serialize};
use std::path::Path;
use tauri::State;
use ts_rs::TS;

/// A file of official records.
#[derive(Deserialize, TS)]
#[ts(rename = "RecordFile")]
pub struct File {
    path: String,
    dry_run: bool,
}

/// An import done before.
#[derive(Deserialize, TS)]
#[ts(rename = "RecordBatchId")]
pub struct Batch {
    batch: String,
}

/// A procedure.
#[derive(Deserialize, TS)]
#[ts(rename = "RecordOf")]
pub struct Of {
    code: String,
}

/// What to do with an offered record.
#[derive(Deserialize, TS)]
#[ts(rename = "RecordTake")]
pub struct Take {
    code: String,
    /// It stands in place of the listed entry; else it is let go.
    take: bool,
}

/// Imports, and what of them differs from what is authored.
#[derive(Serialize, TS)]
#[ts(rename = "RecordList")]
pub struct List {
    batches: Vec<RecordBatch>,
    offered: Vec<Offered>,
}

/// A record that says otherwise than the authored entry.
#[derive(Serialize, TS)]
#[ts(rename = "OfferedRecord")]
pub struct Offered {
    code: String,
    name: String,
    /// Has questions and checked requirements: changed only by editing.
    guided: bool,
}

#[tauri::command(async)]
pub fn record_import(counter: State<'_, Counter>, args: File) -> Result<RecordImport> {
    counter
        .desk()?
        .import_records(Path::new(args.path.trim()), args.dry_run, now())
}

#[tauri::command(async)]
pub fn record_progress(counter: State<'_, Counter>, args: ()) -> Result<RecordProgress> {
    let () = args;
    Ok(counter.desk()?.record_progress())
}

#[tauri::command(async)]
pub fn record_stop(counter: State<'_, Counter>, args: ()) -> Result<()> {
    let () = args;
    counter.desk()?.stop_importing();
    Ok(())
}

#[tauri::command(async)]
pub fn record_list(counter: State<'_, Counter>, args: ()) -> Result<List> {
    let () = args;
    let desk = counter.desk()?;
    let reference = desk.reference();
    let offered = desk
        .office()
        .offered_records()?
        .into_iter()
        .map(|code| {
            let procedure = reference.catalogue.procedure(&code, now().date()).ok();
            Offered {
                name: procedure
                    .as_ref()
                    .map(|procedure| procedure.name.clone())
                    .unwrap_or_default(),
                guided: procedure.is_some_and(|procedure| procedure.guided),
                code,
            }
        })
        .collect();
    Ok(List {
        batches: desk.office().record_batches()?,
        offered,
    })
}

#[tauri::command(async)]
pub fn record_difference(counter: State<'_, Counter>, args: Of) -> Result<ProcedureDiff> {
    counter.desk()?.record_difference(&args.code, now())
}

#[tauri::command(async)]
pub fn record_take(counter: State<'_, Counter>, args: Take) -> Result<()> {
    let desk = counter.desk()?;
    match args.take {
        true => desk.take_record(&args.code, true, now()),
        false => desk.office().dismiss_record(&args.code, now()),
    }
}

#[tauri::command(async)]
pub fn record_undo(counter: State<'_, Counter>, args: Batch) -> Result<RecordBatch> {
    counter.desk()?.undo_record_import(&args.batch, now())
}
