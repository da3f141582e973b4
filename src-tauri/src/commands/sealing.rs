use super::Counter;
use crate::clock::now;
use chrono::{Datelike as _, NaiveDate};
use motcua_desk::{SealedView, TakeSealed};
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{HandOver, ResultView, ReuseMeasure};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// A result to seal and print.
#[derive(Deserialize, TS)]
#[ts(rename = "ResultSeal")]
pub struct Seal {
    result: String,
}

/// A picture of a sealed result.
#[derive(Deserialize, TS)]
#[ts(rename = "SealedPicture")]
pub struct Picture {
    path: String,
}

/// The seal on a picture.
#[derive(serde::Serialize, TS)]
pub struct SealOnPicture {
    text: String,
}

/// A span of days; this year until today where nothing is given.
#[derive(Deserialize, TS)]
#[ts(rename = "MeasureSpan")]
pub struct Span {
    from: Option<String>,
    to: Option<String>,
}

#[tauri::command(async)]
pub fn result_seal(counter: State<'_, Counter>, args: Seal) -> Result<SealedView> {
    counter.desk()?.seal_result(&args.result, now())
}

#[tauri::command(async)]
pub fn result_take(counter: State<'_, Counter>, args: TakeSealed) -> Result<ResultView> {
    counter.desk()?.take_sealed(args, now())
}

#[tauri::command(async)]
pub fn result_picture(counter: State<'_, Counter>, args: Picture) -> Result<SealOnPicture> {
    let bytes = std::fs::read(&args.path)
        .or_fault(Code::BadFile, format!("Không đọc được tệp {}.", args.path))?;
    let text = counter.desk()?.seal_on_picture(&bytes, now())?;
    Ok(SealOnPicture { text })
}

#[tauri::command(async)]
pub fn result_hand_over(counter: State<'_, Counter>, args: HandOver) -> Result<SealedView> {
    counter.desk()?.hand_over(&args, now())
}

#[tauri::command(async)]
pub fn result_measure(counter: State<'_, Counter>, args: Span) -> Result<ReuseMeasure> {
    let today = now().date();
    let day = |text: Option<&String>, otherwise: NaiveDate| match text {
        None => Ok(otherwise),
        Some(text) => text.parse().or_fault(
            Code::BadDate,
            format!(
                "Ngày “{}” không đúng. Viết năm-tháng-ngày, ví dụ 2026-10-14.",
                text.chars().take(30).collect::<String>()
            ),
        ),
    };
    let new_year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let desk = counter.desk()?;
    desk.office().reuse_measure(
        day(args.from.as_ref(), new_year)?,
        day(args.to.as_ref(), today)?,
        &desk.reference().catalogue,
    )
}
