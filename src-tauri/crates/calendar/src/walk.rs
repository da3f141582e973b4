use crate::{
    calendar::{Calendar, YearStatus, show, tomorrow, weekday, within},
    due::{CountedDay, Due},
    limit::{Limit, Span, Unit},
    minute,
    rules::DayEnd,
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use motcua_fault::Result;
use std::collections::BTreeSet;

/// A count in progress: where it stands, what it has used, what it rests on.
pub(crate) struct Walk<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) at: NaiveDateTime,
    received_as: NaiveDateTime,
    counted: Vec<CountedDay>,
    notes: Vec<String>,
    /// Days of the running part used before the clock was stopped.
    pub(crate) used: u32,
    unsure_days: BTreeSet<NaiveDate>,
    unsure_years: BTreeSet<i32>,
}

/// A part of a limit that is still to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    SameDay,
    WorkingDays(u32),
    Days(u32),
    WorkingMinutes(i64),
    Minutes(i64),
}

impl Piece {
    pub(crate) fn of(limit: &Limit) -> Vec<Piece> {
        let piece = |span: &Span| match span.unit {
            Unit::WorkingDay => Piece::WorkingDays(span.count),
            Unit::Day => Piece::Days(span.count),
            Unit::WorkingHour => Piece::WorkingMinutes(i64::from(span.count) * 60),
            Unit::Hour => Piece::Minutes(i64::from(span.count) * 60),
        };
        match limit {
            Limit::SameDay => vec![Piece::SameDay],
            Limit::Spans(spans) => spans.iter().map(piece).collect(),
        }
    }
}

impl<'a> Walk<'a> {
    /// At the moment from which the first part of `limit` counts.
    pub(crate) fn receive(
        calendar: &'a Calendar,
        received: NaiveDateTime,
        limit: &Limit,
    ) -> Result<Self> {
        let received = minute::floor(received);
        within(Some(received.date()))?;
        let mut walk = Self {
            calendar,
            at: received,
            received_as: received,
            counted: Vec::new(),
            notes: Vec::new(),
            used: 0,
            unsure_days: BTreeSet::new(),
            unsure_years: BTreeSet::new(),
        };
        walk.arrive(received, Piece::of(limit).first().copied())?;
        walk.received_as = walk.at;
        if walk.received_as != received {
            walk.notes.push(format!(
                "tính như nhận lúc {:02} giờ {:02}, {}, ngày {}",
                walk.at.hour(),
                walk.at.minute(),
                weekday(walk.at.date()),
                show(walk.at.date())
            ));
        }
        Ok(walk)
    }

    /// Moves to where something that arrives at `moment` begins to count for `piece` (A3, A4).
    pub(crate) fn arrive(&mut self, moment: NaiveDateTime, piece: Option<Piece>) -> Result<()> {
        self.at = minute::floor(moment);
        if matches!(piece, Some(Piece::Minutes(_))) {
            return Ok(());
        }
        let rules = self.calendar.rules();
        if rules.outside_hours_waits_for_opening {
            let counts = self.calendar.counts_as_received(moment)?;
            for date in moment
                .date()
                .iter_days()
                .take_while(|date| *date <= counts.date())
            {
                self.works(date);
            }
            self.at = counts;
        }
        let in_days = matches!(piece, Some(Piece::WorkingDays(_) | Piece::Days(_)));
        if rules.afternoon_loses_a_day && in_days && self.at.time() > rules.same_day_until {
            self.at = self
                .calendar
                .next_opening(self.at.date().and_time(NaiveTime::MIN) + TimeDelta::days(1))?;
        }
        Ok(())
    }

    /// Runs every part, each from the end of the one before it.
    pub(crate) fn all(&mut self, limit: &Limit) -> Result<()> {
        Piece::of(limit)
            .into_iter()
            .try_for_each(|piece| self.run(piece))
    }

    pub(crate) fn run(&mut self, piece: Piece) -> Result<()> {
        match piece {
            Piece::SameDay => self.same_day(),
            Piece::WorkingDays(count) => self.working_days(count),
            Piece::Days(count) => self.days(count),
            Piece::WorkingMinutes(minutes) => self.working_minutes(minutes),
            Piece::Minutes(minutes) => self.minutes(minutes),
        }
    }

    /// Q4, A2.
    fn same_day(&mut self) -> Result<()> {
        let mut date = self.at.date();
        let until = self.calendar.rules().same_day_until;
        if !self.works(date) || self.at.time() > until {
            let why = if self.calendar.is_working(date) {
                format!("nhận sau {} giờ {:02}", until.hour(), until.minute())
            } else {
                self.calendar.why(date)
            };
            self.count(date, false, why);
            date = self.skip_to_working(date)?;
        }
        self.count(date, true, "trả trong ngày".to_owned());
        self.end_of(date);
        Ok(())
    }

    /// Q2: the N-th working day after this one.
    fn working_days(&mut self, count: u32) -> Result<()> {
        let mut date = self.at.date();
        let used = std::mem::take(&mut self.used);
        for nth in used + 1..=used + count {
            date = self.skip_to_working(date)?;
            self.count(date, true, self.nth_working_day(date, nth));
        }
        self.end_of(date);
        Ok(())
    }

    pub(crate) fn nth_working_day(&self, date: NaiveDate, nth: u32) -> String {
        match self.calendar.entry(date) {
            Some(day) => format!("ngày làm việc thứ {nth} ({})", day.name),
            None => format!("ngày làm việc thứ {nth}"),
        }
    }

    /// Q3: every day counts; an end on a day off moves to the next working day (BLDS 2015 Đ148 k5).
    fn days(&mut self, count: u32) -> Result<()> {
        let mut date = self.at.date();
        let used = std::mem::take(&mut self.used);
        for nth in used + 1..=used + count {
            date = tomorrow(date)?;
            self.count(date, true, self.nth_day(date, nth));
        }
        let date = self.moved(date)?;
        self.end_of(date);
        Ok(())
    }

    pub(crate) fn nth_day(&self, date: NaiveDate, nth: u32) -> String {
        if self.calendar.is_working(date) {
            format!("ngày thứ {nth}")
        } else {
            format!("ngày thứ {nth} ({})", self.calendar.why(date))
        }
    }

    /// Q5, A7: minutes inside sessions; an exact fit ends at the closing, not at the next opening.
    fn working_minutes(&mut self, minutes: i64) -> Result<()> {
        let mut left = minutes;
        let (mut date, mut from) = (self.at.date(), self.at.time());
        loop {
            let mut used = 0;
            if self.works(date) {
                for session in self.calendar.hours().sessions() {
                    let start = session.open.max(from);
                    let room = (session.close - start).num_minutes().max(0);
                    if left <= room {
                        self.at = date.and_time(start) + TimeDelta::minutes(left);
                        self.count(date, true, length(used + left));
                        return Ok(());
                    }
                    used += room;
                    left -= room;
                }
            }
            let why = if used > 0 {
                length(used)
            } else if self.calendar.is_working(date) {
                "đã hết giờ làm việc".to_owned()
            } else {
                self.calendar.why(date)
            };
            self.count(date, used > 0, why);
            (date, from) = (tomorrow(date)?, NaiveTime::MIN);
        }
    }

    /// Q6, A6: clock time; an end on a day off moves to the next working day.
    fn minutes(&mut self, minutes: i64) -> Result<()> {
        let start = self.at;
        let end = start.checked_add_signed(TimeDelta::minutes(minutes));
        within(end.map(|end| end.date()))?;
        let end = end.unwrap_or(start);
        let mut date = start.date();
        while date <= end.date() {
            let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN);
            let until = date.succ_opt().map_or(end, |next| midnight(next).min(end));
            let used = (until - midnight(date).max(start)).num_minutes();
            self.count(date, used > 0, length(used));
            date = tomorrow(date)?;
        }
        let date = self.moved(end.date())?;
        self.at = end;
        if date != end.date() {
            self.end_of(date);
        } else if !self.calendar.is_open(end) {
            if self.calendar.rules().clock_end_outside_hours_stays {
                self.note("ngoài giờ tiếp dân".to_owned());
            } else {
                self.at = self.calendar.next_opening(end)?;
            }
        }
        Ok(())
    }

    /// The next working day after `date`; the days off on the way are listed.
    fn skip_to_working(&mut self, date: NaiveDate) -> Result<NaiveDate> {
        let mut date = tomorrow(date)?;
        while !self.works(date) {
            self.count(date, false, self.calendar.why(date));
            date = tomorrow(date)?;
        }
        Ok(date)
    }

    /// The end of a period that counts every day, moved off days off.
    fn moved(&mut self, end: NaiveDate) -> Result<NaiveDate> {
        if self.works(end) {
            return Ok(end);
        }
        let date = self.skip_to_working(end)?;
        self.count(
            date,
            false,
            "hết hạn vào ngày nghỉ, chuyển sang ngày làm việc tiếp theo".to_owned(),
        );
        Ok(date)
    }

    /// A1.
    pub(crate) fn end_of(&mut self, date: NaiveDate) {
        self.at = match self.calendar.rules().day_ends {
            DayEnd::Closing => date.and_time(self.calendar.hours().closes()),
            DayEnd::Midnight => {
                date.and_time(NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default())
            }
        };
    }

    /// Asks the calendar and remembers whether the answer is certain.
    pub(crate) fn works(&mut self, date: NaiveDate) -> bool {
        if self.calendar.status(date.year()) != YearStatus::Confirmed {
            self.unsure_years.insert(date.year());
        } else if self
            .calendar
            .entry(date)
            .is_some_and(|day| day.certain != crate::Certainty::Published)
        {
            self.unsure_days.insert(date);
        }
        self.calendar.is_working(date)
    }

    /// One line of the working; a day that two parts share stays one line.
    pub(crate) fn count(&mut self, date: NaiveDate, counts: bool, why: String) {
        match self.counted.last_mut() {
            Some(last) if last.date == date => {
                last.counts |= counts;
                last.why = format!("{}; {why}", last.why);
            }
            _ => self.counted.push(CountedDay { date, counts, why }),
        }
    }

    /// Lines of working so far, for [`Walk::rewind`].
    pub(crate) fn lines(&self) -> Lines {
        Lines {
            counted: self.counted.len(),
            last: self.counted.last().cloned(),
            notes: self.notes.len(),
            unsure_days: self.unsure_days.clone(),
            unsure_years: self.unsure_years.clone(),
        }
    }

    /// Back to where a part began.
    pub(crate) fn rewind(&mut self, at: NaiveDateTime, lines: Lines) {
        self.at = at;
        self.counted.truncate(lines.counted);
        if let (Some(last), Some(kept)) = (self.counted.last_mut(), lines.last) {
            *last = kept;
        }
        self.notes.truncate(lines.notes);
        self.unsure_days = lines.unsure_days;
        self.unsure_years = lines.unsure_years;
    }

    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(crate) fn finish(self) -> Due {
        let provisional = !(self.unsure_days.is_empty() && self.unsure_years.is_empty());
        let mut notes = self.notes;
        for year in self.unsure_years {
            notes.push(match self.calendar.status(year) {
                YearStatus::Missing => {
                    format!("dự kiến: chưa có lịch nghỉ năm {year}, mới trừ thứ Bảy và Chủ nhật")
                }
                _ => format!("dự kiến: lịch nghỉ năm {year} chưa chính thức"),
            });
        }
        for date in self.unsure_days {
            notes.push(format!(
                "dự kiến: ngày {} ({}) chưa được xác nhận",
                show(date),
                self.calendar.why(date)
            ));
        }
        Due {
            due: self.at,
            counted: self.counted,
            provisional,
            notes,
            received_as: self.received_as,
        }
    }
}

/// A mark in the working.
pub(crate) struct Lines {
    counted: usize,
    last: Option<CountedDay>,
    notes: usize,
    unsure_days: BTreeSet<NaiveDate>,
    unsure_years: BTreeSet<i32>,
}

/// `6 giờ 30 phút`
pub(crate) fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} phút"),
        (hours, 0) => format!("{hours} giờ"),
        (hours, minutes) => format!("{hours} giờ {minutes:02} phút"),
    }
}
