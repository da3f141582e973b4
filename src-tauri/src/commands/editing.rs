use super::Counter;
use crate::clock::now;
use motcua_catalogue::{
    difference::ProcedureDiff,
    form::{FromDecision, ProcedureForm},
    model::{Answers, Channel},
};
use motcua_desk::{EditBegin, EditLists, EditView, VersionView};
use motcua_fault::{Code, OrFault, Result};
use motcua_guide::Checklist;
use motcua_office::{Approval, LeadTime, OfficeVersion, ProcedureDraft};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;

/// A procedure being written.
#[derive(Deserialize, TS)]
#[ts(rename = "EditId")]
pub struct Id {
    id: String,
}

/// A form to save.
#[derive(Deserialize, TS)]
#[ts(rename = "EditSave")]
pub struct Save {
    id: Option<String>,
    form: ProcedureForm,
    based_on: Option<String>,
    decision: String,
    issued: String,
}

/// A form to try.
#[derive(Deserialize, TS)]
#[ts(rename = "EditTry")]
pub struct Try {
    form: ProcedureForm,
    #[ts(type = "Answers")]
    answers: Answers,
    channel: Channel,
}

/// A form.
#[derive(Deserialize, TS)]
#[ts(rename = "EditForm")]
pub struct Form {
    form: ProcedureForm,
}

/// A text.
#[derive(Deserialize, TS)]
#[ts(rename = "EditText")]
pub struct Text {
    text: String,
}

/// A version of the office's to take back.
#[derive(Deserialize, TS)]
#[ts(rename = "EditUndo")]
pub struct Undo {
    id: String,
    why: String,
}

/// A procedure.
#[derive(Deserialize, TS)]
#[ts(rename = "VersionsOf")]
pub struct Of {
    code: String,
}

/// What the office writes and wrote.
#[derive(Serialize, TS)]
#[ts(rename = "EditList")]
pub struct List {
    drafts: Vec<ProcedureDraft>,
    versions: Vec<OfficeVersion>,
    lead_times: Vec<LeadTime>,
}

#[tauri::command(async)]
pub fn edit_begin(counter: State<'_, Counter>, args: EditBegin) -> Result<EditView> {
    counter.desk()?.begin_form(args, now())
}

#[tauri::command(async)]
pub fn edit_suggest(counter: State<'_, Counter>, args: Text) -> Result<FromDecision> {
    Ok(counter.desk()?.suggest_form(&args.text))
}

#[tauri::command(async)]
pub fn edit_open(counter: State<'_, Counter>, args: Id) -> Result<EditView> {
    counter.desk()?.form(&args.id)
}

#[tauri::command(async)]
pub fn edit_save(counter: State<'_, Counter>, args: Save) -> Result<EditView> {
    counter.desk()?.save_form(
        args.id,
        &args.form,
        args.based_on,
        &args.decision,
        &args.issued,
        now(),
    )
}

#[tauri::command(async)]
pub fn edit_lists(counter: State<'_, Counter>, args: ()) -> Result<EditLists> {
    let () = args;
    counter.desk()?.form_lists()
}

#[tauri::command(async)]
pub fn edit_preview(counter: State<'_, Counter>, args: Try) -> Result<Checklist> {
    counter
        .desk()?
        .preview_form(&args.form, args.answers, args.channel, now())
}

#[tauri::command(async)]
pub fn edit_difference(counter: State<'_, Counter>, args: Form) -> Result<ProcedureDiff> {
    counter.desk()?.form_difference(&args.form)
}

#[tauri::command(async)]
pub fn edit_text(counter: State<'_, Counter>, args: Form) -> Result<String> {
    counter.desk()?;
    Ok(args.form.write().text)
}

#[tauri::command(async)]
pub fn edit_read(counter: State<'_, Counter>, args: Text) -> Result<ProcedureForm> {
    counter.desk()?;
    motcua_desk::read_form(&args.text)
}

#[tauri::command(async)]
pub fn edit_approve(counter: State<'_, Counter>, args: Approval) -> Result<OfficeVersion> {
    counter.desk()?.approve_procedure(&args, now())
}

#[tauri::command(async)]
pub fn edit_undo(counter: State<'_, Counter>, args: Undo) -> Result<OfficeVersion> {
    counter.desk()?.undo_procedure(&args.id, &args.why, now())
}

#[tauri::command(async)]
pub fn edit_drop(counter: State<'_, Counter>, args: Id) -> Result<()> {
    counter
        .desk()?
        .office()
        .drop_procedure_draft(&args.id, now())
}

#[tauri::command(async)]
pub fn edit_list(counter: State<'_, Counter>, args: ()) -> Result<List> {
    let () = args;
    let desk = counter.desk()?;
    Ok(List {
        drafts: desk.office().procedure_drafts()?,
        versions: desk.office().office_versions(None)?,
        lead_times: desk.lead_times()?,
    })
}

#[tauri::command(async)]
pub fn version_list(counter: State<'_, Counter>, args: Of) -> Result<Vec<VersionView>> {
    counter.desk()?.procedure_versions(&args.code, now())
}

#[tauri::command(async)]
pub fn version_changed(counter: State<'_, Counter>, args: Of) -> Result<Option<ProcedureDiff>> {
    counter.desk()?.changed_since_used(&args.code, now())
}

/// A procedure as of a day.
#[derive(Deserialize, TS)]
#[ts(rename = "VersionOn")]
pub struct On {
    code: String,
    /// `YYYY-MM-DD`; empty: today.
    day: String,
}

#[tauri::command(async)]
pub fn version_on(counter: State<'_, Counter>, args: On) -> Result<VersionRead> {
    let desk = counter.desk()?;
    let day = match args.day.trim() {
        "" => now().date(),
        day => day
            .parse::<chrono::NaiveDate>()
            .or_fault(Code::BadDate, "Ngày không đúng. Viết năm-tháng-ngày.")?,
    };
    let at = day.and_time(now().time());
    let reference = desk.reference();
    let text = desk.procedure_toml(&args.code, day, now())?;
    Ok(VersionRead {
        facts: reference.show(&args.code, at)?,
        form: motcua_desk::read_form(&text)?,
        names: reference
            .catalogue
            .evidence()
            .values()
            .map(|paper| (paper.id.clone(), paper.name.clone()))
            .collect(),
    })
}

/// A version to read.
#[derive(Serialize, TS)]
pub struct VersionRead {
    /// Its facts.
    facts: motcua_desk::ProcedureView,
    /// All of it.
    form: ProcedureForm,
    /// Names of papers by id.
    names: std::collections::BTreeMap<String, String>,
}
