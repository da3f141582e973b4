use super::Counter;
use crate::clock::now;
use motcua_catalogue::model::{HeldBy, ResultField};
use motcua_desk::PageView;
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{NewResult, ResultView};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;

/// A kind of result, to choose from.
#[derive(Serialize, TS)]
pub struct ResultKindView {
    id: String,
    name: String,
    holder: HeldBy,
    months: Option<u32>,
    own_end: bool,
    number: bool,
    issuer: Option<String>,
    fields: Vec<ResultField>,
}

/// Whose results.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultsOf")]
pub struct Of {
    person: String,
}

/// A stored result.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultId")]
pub struct Id {
    result: String,
}

/// A revocation.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultRevoke")]
pub struct Revoke {
    result: String,
    why: String,
    /// The newer result that takes its place, where it is replaced and not revoked.
    #[serde(default)]
    #[ts(optional = nullable)]
    replaced_by: Option<String>,
}

/// A page of a result's file, from 1.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultPage")]
pub struct Page {
    result: String,
    page: u32,
}

/// A result's file to another place.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultFileSave")]
pub struct SaveFile {
    result: String,
    to: String,
}

/// A waiting scan for a result that has no file yet.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultAttach")]
pub struct Attach {
    result: String,
    file: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pages: Option<u32>,
}

#[tauri::command(async)]
pub fn result_kinds(counter: State<'_, Counter>, args: ()) -> Result<Vec<ResultKindView>> {
    let () = args;
    let catalogue = &counter.desk()?.reference().catalogue;
    let mut kinds: Vec<_> = catalogue
        .result_kinds()
        .values()
        .map(|kind| ResultKindView {
            id: kind.id.clone(),
            name: catalogue
                .evidence()
                .get(&kind.id)
                .map_or_else(|| kind.id.clone(), |evidence| evidence.name.clone()),
            holder: kind.holder,
            months: kind.months,
            own_end: kind.own_end,
            number: kind.number,
            issuer: kind.issuer.clone(),
            fields: kind.fields.clone(),
        })
        .collect();
    kinds.sort_by_cached_key(|kind| motcua_text::fold(&kind.name));
    Ok(kinds)
}

#[tauri::command(async)]
pub fn result_find(counter: State<'_, Counter>, args: Of) -> Result<Vec<ResultView>> {
    let desk = counter.desk()?;
    desk.office()
        .results_of(&args.person, &desk.reference().catalogue, now())
}

#[tauri::command(async)]
pub fn result_show(counter: State<'_, Counter>, args: Id) -> Result<ResultView> {
    let desk = counter.desk()?;
    desk.office()
        .result(&args.result, &desk.reference().catalogue, now())
}

#[tauri::command(async)]
pub fn result_add(counter: State<'_, Counter>, args: NewResult) -> Result<ResultView> {
    counter.desk()?.add_result(args, now())
}

#[tauri::command(async)]
pub fn result_revoke(counter: State<'_, Counter>, args: Revoke) -> Result<ResultView> {
    let desk = counter.desk()?;
    let (office, catalogue) = (desk.office(), &desk.reference().catalogue);
    match &args.replaced_by {
        Some(by) => office.replace_result(&args.result, by, &args.why, catalogue, now()),
        None => office.revoke_result(&args.result, &args.why, catalogue, now()),
    }
}

#[tauri::command(async)]
pub fn result_page(counter: State<'_, Counter>, args: Page) -> Result<PageView> {
    counter.desk()?.result_page(&args.result, args.page, now())
}

#[tauri::command(async)]
pub fn result_file_open(counter: State<'_, Counter>, args: Id) -> Result<()> {
    let file = counter.desk()?.file_to_view(&args.result, now())?;
    tauri_plugin_opener::open_path(file, None::<&str>).or_fault(
        Code::NoAccess,
        "Không mở được tệp: máy chưa có chương trình xem. Hãy lưu tệp ra chỗ khác.",
    )
}

#[tauri::command(async)]
pub fn result_file_save(counter: State<'_, Counter>, args: SaveFile) -> Result<()> {
    counter.desk()?.save_file(&args.result, &args.to, now())
}

#[tauri::command(async)]
pub fn result_attach(counter: State<'_, Counter>, args: Attach) -> Result<ResultView> {
    counter
        .desk()?
        .attach_file(&args.result, &args.file, args.pages, now())
}
