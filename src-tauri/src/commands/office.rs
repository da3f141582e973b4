use super::Counter;
use crate::clock::now;
use motcua_desk::{OfficeChange, OfficeState, SetUp, UnitView};
use motcua_fault::Result;
use tauri::State;

#[tauri::command(async)]
pub fn office_state(counter: State<'_, Counter>, args: ()) -> Result<OfficeState> {
    let () = args;
    counter.desk()?.state()
}

#[tauri::command(async)]
pub fn office_units(counter: State<'_, Counter>, args: ()) -> Result<Vec<UnitView>> {
    let () = args;
    Ok(counter.desk()?.units())
}

#[tauri::command(async)]
pub fn office_set_up(counter: State<'_, Counter>, args: SetUp) -> Result<OfficeState> {
    let desk = counter.desk()?;
    desk.set_up(args, false, now())?;
    desk.state()
}

#[tauri::command(async)]
pub fn office_change(counter: State<'_, Counter>, args: OfficeChange) -> Result<OfficeState> {
    counter.desk()?.change(args, now())
}
