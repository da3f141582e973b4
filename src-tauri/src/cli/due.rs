use super::{Place, answer::Answer};
use clap::Args;
use motcua_calendar::{Limit, due, minute};
use motcua_fault::Result;
use std::fmt::Write as _;

#[derive(Args)]
pub(crate) struct DueDate {
    /// Thời điểm nhận, ví dụ 2026-10-14T09:20
    #[arg(long, value_name = "T")]
    received: String,
    /// Thời hạn: same_day, hoặc số và đơn vị, ví dụ "3 working_day"
    #[arg(long, value_name = "LIMIT")]
    limit: String,
}

impl DueDate {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let received = minute::parse(&self.received)?;
        let limit: Limit = self.limit.parse()?;
        let due = due(&place.reference()?.calendar, received, &limit)?;
        let mut text = format!("Hẹn trả: {}\n", motcua_text::moment(due.due));
        for day in &due.counted {
            let mark = if day.counts { "✓" } else { "–" };
            let _ = writeln!(
                text,
                "  {mark} {}  {}",
                motcua_text::date(day.date),
                day.why
            );
        }
        for note in &due.notes {
            let _ = writeln!(text, "Lưu ý: {note}");
        }
        Answer::yes(&due, text)
    }
}
