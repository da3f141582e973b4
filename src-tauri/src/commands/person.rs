use super::Counter;
use motcua_fault::Result;
use motcua_office::{CardRead, Person, PersonCheck, read_card};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// What a scanner typed.
#[derive(Deserialize, TS)]
#[ts(rename = "CardText")]
pub struct Card {
    text: String,
}

/// An identity number.
#[derive(Deserialize, TS)]
#[ts(rename = "PersonNumber")]
pub struct Known {
    id: String,
}

#[tauri::command(async)]
pub fn person_card(_counter: State<'_, Counter>, args: Card) -> Result<CardRead> {
    read_card(&args.text)
}

#[tauri::command(async)]
pub fn person_check(_counter: State<'_, Counter>, args: Person) -> Result<PersonCheck> {
    Ok(args.check())
}

#[tauri::command(async)]
pub fn person_known(counter: State<'_, Counter>, args: Known) -> Result<Option<Person>> {
    counter.desk()?.office().known(&args.id)
}
