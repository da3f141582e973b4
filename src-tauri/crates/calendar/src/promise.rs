use crate::{
    calendar::{Calendar, within},
    due::{Due, due},
    limit::Limit,
    walk::{Piece, Walk},
};
use chrono::{Months, NaiveDate, NaiveDateTime};
use motcua_fault::Result;

/// The latest day a certification may be prolonged to: "thêm không quá 02 ngày làm việc" from the normal
/// due day (A9, NĐ 23/2015 Đ7).
pub fn at_most_extended(
    calendar: &Calendar,
    received: NaiveDateTime,
    limit: &Limit,
) -> Result<Due> {
    let mut walk = Walk::receive(calendar, received, limit)?;
    walk.all(limit)?;
    walk.run(Piece::WorkingDays(calendar.rules().longest_extension))?;
    Ok(walk.finish())
}

/// When the apology of form 04 must be out: closing time of the working day before the due day (A10).
pub fn apology_by(calendar: &Calendar, due: NaiveDateTime) -> Result<NaiveDateTime> {
    let mut date = within(Some(due.date()))?;
    for _ in 0..calendar.rules().apology_days_before {
        date = calendar.working_day_before(date)?;
    }
    Ok(date.and_time(calendar.hours().closes()))
}

/// The second appointment of a land dossier: counted from the day the competent authority receives proof of
/// payment (`DOMAIN` 7.7). The first is [`due`] of its own limit.
pub fn second_appointment(
    calendar: &Calendar,
    proof_of_payment: NaiveDateTime,
    limit: &Limit,
) -> Result<Due> {
    due(calendar, proof_of_payment, limit)
}

/// Last day of a validity in months: the corresponding day or the last of the month, not moved for days off (Q11).
pub fn valid_until(issued: NaiveDate, months: u32) -> Result<NaiveDate> {
    within(issued.checked_add_months(Months::new(months)))
}
