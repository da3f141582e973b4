use crate::{
    calendar::{Calendar, show, tomorrow, within, yesterday},
    due::Due,
    limit::Limit,
    minute,
    walk::{Piece, Walk},
};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua_fault::{Code, Fault, Result};

/// One stop of the clock for additions: when form 02 was issued, and when everything was in.
pub type Stop = (NaiveDateTime, NaiveDateTime);

/// The due date of a dossier whose clock was stopped for additions (A8).
///
/// Days from receipt through the day form 02 is issued are used; the rest runs from the day after completion.
/// A stop after the limit is over changes nothing. Fails with `BAD_DATE` when the moments are out of order.
pub fn resume(
    calendar: &Calendar,
    received: NaiveDateTime,
    limit: &Limit,
    stops: &[Stop],
) -> Result<Due> {
    let mut walk = Walk::receive(calendar, received, limit)?;
    let mut pieces = Piece::of(limit);
    let mut running_since = minute::floor(received);
    for (issued, completed) in stops {
        let (issued, completed) = (minute::floor(*issued), minute::floor(*completed));
        if issued < running_since || completed < issued {
            return Err(Fault::new(
                Code::BadDate,
                format!(
                    "Thời điểm yêu cầu bổ sung ({}) và bổ sung xong ({}) không theo thứ tự sau khi nhận hồ sơ.",
                    show(issued.date()),
                    show(completed.date())
                ),
            ));
        }
        within(Some(completed.date()))?;
        running_since = completed;
        if !walk.spend(&mut pieces, issued)? {
            walk.note(
                "hồ sơ đã hết thời hạn trước khi yêu cầu bổ sung, ngày hẹn không đổi".to_owned(),
            );
            return Ok(walk.finish());
        }
        walk.pause(issued.date(), completed, pieces.first().copied())?;
    }
    for piece in pieces {
        walk.run(piece)?;
    }
    Ok(walk.finish())
}

impl Walk<'_> {
    /// Runs `pieces` up to the stop at `issued` and leaves in them what is still to run.
    /// False: all of them ended before it (limits in days: on an earlier day).
    fn spend(&mut self, pieces: &mut Vec<Piece>, issued: NaiveDateTime) -> Result<bool> {
        while let Some(piece) = pieces.first().copied() {
            let (start, used, counted) = (self.at, self.used, self.lines());
            self.run(piece)?;
            let over = match piece {
                Piece::WorkingMinutes(_) | Piece::Minutes(_) => self.at < issued,
                _ => self.at.date() < issued.date(),
            };
            if over {
                pieces.remove(0);
                continue;
            }
            // It was still running when the clock stopped: count again, only as far as the stop.
            self.rewind(start, counted);
            self.used = used;
            pieces[0] = self.part(piece, issued)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Lists what `piece` uses up to the stop and returns what is left of it.
    fn part(&mut self, piece: Piece, issued: NaiveDateTime) -> Result<Piece> {
        let used_up = self.calendar.rules().issue_day_is_used;
        let last = if used_up {
            issued.date()
        } else {
            yesterday(issued.date())?
        };
        let mut date = self.at.date();
        Ok(match piece {
            Piece::SameDay => Piece::SameDay,
            Piece::WorkingDays(count) => {
                let before = self.used;
                let mut used = 0;
                while date < last {
                    date = tomorrow(date)?;
                    let works = self.works(date);
                    if works {
                        used += 1;
                    }
                    let why = if works {
                        self.nth_working_day(date, before + used)
                    } else {
                        self.calendar.why(date)
                    };
                    self.count(date, works, why);
                }
                self.used = before + used;
                Piece::WorkingDays(count.saturating_sub(used))
            }
            Piece::Days(count) => {
                let before = self.used;
                let mut used = 0;
                while date < last && used < count {
                    date = tomorrow(date)?;
                    used += 1;
                    self.count(date, true, self.nth_day(date, before + used));
                }
                self.used = before + used;
                Piece::Days(count - used)
            }
            Piece::WorkingMinutes(minutes) => {
                let mut used = 0;
                while date <= issued.date() {
                    let today = self.worked(date, self.at, issued);
                    used += today;
                    self.count(date, today > 0, crate::walk::length(today));
                    date = tomorrow(date)?;
                }
                Piece::WorkingMinutes((minutes - used).max(0))
            }
            Piece::Minutes(minutes) => {
                let used = (issued - self.at).num_minutes().clamp(0, minutes);
                if used > 0 {
                    self.run(Piece::Minutes(used))?;
                }
                Piece::Minutes(minutes - used)
            }
        })
    }

    /// Minutes of opening time on `date` between two moments.
    fn worked(&mut self, date: NaiveDate, from: NaiveDateTime, to: NaiveDateTime) -> i64 {
        if !self.works(date) {
            return 0;
        }
        let room = |open, close| {
            (date.and_time(close).min(to) - date.and_time(open).max(from))
                .num_minutes()
                .max(0)
        };
        self.calendar
            .hours()
            .sessions()
            .iter()
            .map(|s| room(s.open, s.close))
            .sum()
    }

    /// The days of waiting, and the point from which the rest runs.
    fn pause(
        &mut self,
        issued: NaiveDate,
        completed: NaiveDateTime,
        next: Option<Piece>,
    ) -> Result<()> {
        self.arrive(completed, next)?;
        let in_days = matches!(next, Some(Piece::WorkingDays(_) | Piece::Days(_)));
        let from_that_day = in_days && !self.calendar.rules().rest_starts_next_day;
        let last = self.at.date();
        let mut date = issued;
        while date < last {
            date = tomorrow(date)?;
            if date < last || !from_that_day {
                self.count(date, false, "tạm dừng, chờ bổ sung".to_owned());
            }
        }
        if from_that_day && last > issued {
            self.at -= TimeDelta::days(1);
        }
        Ok(())
    }
}
