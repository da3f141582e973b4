//! Office hours and holidays to due dates, by the law's calendar (BLDS 2015 Đ147–148, TT 03/2025/TT-VPCP).
//! Pure: the calendar and the moment are arguments, the clock is never read.

mod limit;

pub use limit::{Limit, Span, Unit};
