use super::Counter;
use crate::clock::now;
use motcua_catalogue::model::{HeldBy, ResultField};
use motcua_fault::Result;
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
