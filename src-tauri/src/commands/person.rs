use super::Counter;
use crate::clock::now;
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{
    CardRead, KnownOrganisation, KnownPerson, Namesake, Person, PersonCheck, PersonView, read_card,
};
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

/// Two numbers of one person, decided or taken back.
#[derive(Deserialize, TS)]
#[ts(rename = "PersonSame")]
pub struct Same {
    a: String,
    b: String,
    why: String,
}

/// Somebody at the counter, to see who else is on record under that name.
#[derive(Deserialize, TS)]
#[ts(rename = "PersonNear")]
pub struct Near {
    id: String,
    name: String,
    birth: Option<String>,
}

#[tauri::command(async)]
pub fn person_near(counter: State<'_, Counter>, args: Near) -> Result<Vec<Namesake>> {
    counter
        .desk()?
        .office()
        .namesakes(&args.id, &args.name, args.birth.as_deref())
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
pub fn person_known(counter: State<'_, Counter>, args: Known) -> Result<Option<KnownPerson>> {
    let desk = counter.desk()?;
    desk.office()
        .known(&args.id, &desk.reference().catalogue, now())
}

#[tauri::command(async)]
pub fn person_show(counter: State<'_, Counter>, args: Known) -> Result<Option<PersonView>> {
    let desk = counter.desk()?;
    desk.office()
        .person(&args.id, &desk.reference().catalogue, now())
}

#[tauri::command(async)]
pub fn person_same(counter: State<'_, Counter>, args: Same) -> Result<PersonView> {
    let desk = counter.desk()?;
    desk.office()
        .same_person(&args.a, &args.b, &args.why, now())?;
    shown(&counter, &args.a)
}

#[tauri::command(async)]
pub fn person_undo_same(counter: State<'_, Counter>, args: Same) -> Result<PersonView> {
    let desk = counter.desk()?;
    desk.office()
        .undo_same_person(&args.a, &args.b, &args.why, now())?;
    shown(&counter, &args.a)
}

#[tauri::command(async)]
pub fn organisation_known(
    counter: State<'_, Counter>,
    args: Known,
) -> Result<Option<KnownOrganisation>> {
    let desk = counter.desk()?;
    desk.office()
        .known_organisation(&args.id, &desk.reference().catalogue, now())
}

fn shown(counter: &State<'_, Counter>, id: &str) -> Result<PersonView> {
    let desk = counter.desk()?;
    desk.office()
        .person(id, &desk.reference().catalogue, now())?
        .or_fault(Code::BadPerson, "Chưa có gì được ghi về số này.")
}
