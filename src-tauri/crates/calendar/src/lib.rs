//! Office hours and holidays to due dates, by the law's calendar (BLDS 2015 Đ147–148, TT 03/2025/TT-VPCP).
//! Pure: the calendar and the moment are arguments, the clock is never read.

mod calendar;
mod due;
mod hours;
mod limit;
pub mod minute;
mod promise;
mod resume;
mod rules;
mod walk;
mod year;

pub use calendar::{Calendar, Overrides, YearStatus, weekday};
pub use due::{CountedDay, Due, due};
pub use hours::{OfficeHours, Session};
pub use limit::{Limit, Span, Unit};
pub use promise::{apology_by, at_most_extended, second_appointment, valid_until};
pub use resume::{Stop, resume};
pub use rules::{DayEnd, Rules};
pub use year::{CalendarYear, Certainty, DayEntry, DayKind};
