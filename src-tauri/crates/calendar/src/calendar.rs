use crate::{
    hours::OfficeHours,
    minute,
    rules::Rules,
    year::{CalendarYear, Certainty, DayEntry, DayKind},
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use motcua_fault::{Code, Fault, OrFault, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

const BUNDLED: [&str; 3] = [
    include_str!("../../../../data/calendar/2025.toml"),
    include_str!("../../../../data/calendar/2026.toml"),
    include_str!("../../../../data/calendar/2027.toml"),
];

/// Which days and hours an office works, and how it reads the open points of the law.
///
/// Monday to Friday are worked and weekends are not, unless an entry says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    hours: OfficeHours,
    rules: Rules,
    days: BTreeMap<NaiveDate, DayEntry>,
    /// Years that have a table; true: announced as a whole.
    years: BTreeMap<i32, bool>,
}

/// How much is known of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// There is a table and it is announced.
    Confirmed,
    /// There is a table, in part expected.
    Unconfirmed,
    /// No table: only weekends are known.
    Missing,
}

/// What an office changes in the bundled tables.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Overrides {
    /// Opening hours.
    pub hours: Option<OfficeHours>,
    /// Open points of the law.
    pub rules: Option<Rules>,
    /// Days added or changed.
    #[serde(rename = "day")]
    pub days: Vec<DayEntry>,
    /// Days that are ordinary after all.
    pub ordinary: Vec<NaiveDate>,
    /// Years the office has checked against the announcement: every remaining entry of them is certain.
    pub confirmed: Vec<i32>,
}

impl Calendar {
    /// The tables that come with the program, default hours and rules.
    pub fn bundled() -> Result<Self> {
        let years = BUNDLED
            .iter()
            .map(|text| {
                toml::from_str(text).or_fault(
                    Code::Internal,
                    "Bảng ngày nghỉ kèm theo chương trình bị hỏng. Hãy cài đặt lại chương trình.",
                )
            })
            .collect::<Result<Vec<_>>>()?;
        Self::from_years(&years)
    }

    /// Default hours and rules over these tables. Fails with `BAD_INPUT` on a day outside its year,
    /// a day or year given twice, and a make-up day that is worked anyway.
    pub fn from_years(years: &[CalendarYear]) -> Result<Self> {
        let mut calendar = Self::default();
        for table in years {
            if calendar.years.insert(table.year, table.confirmed).is_some() {
                return Err(bad(format!(
                    "Bảng ngày nghỉ năm {} có hai lần.",
                    table.year
                )));
            }
            for day in &table.days {
                if day.date.year() != table.year {
                    return Err(bad(format!(
                        "Ngày {} nằm trong bảng của năm {}.",
                        show(day.date),
                        table.year
                    )));
                }
                if calendar.days.contains_key(&day.date) {
                    return Err(bad(format!(
                        "Ngày {} có hai lần trong bảng ngày nghỉ.",
                        show(day.date)
                    )));
                }
                calendar.put(day)?;
            }
        }
        Ok(calendar)
    }

    /// The same calendar with an office's changes.
    pub fn with_overrides(mut self, overrides: &Overrides) -> Result<Self> {
        for date in &overrides.ordinary {
            self.days.remove(date);
        }
        for day in &overrides.days {
            self.put(day)?;
        }
        for year in &overrides.confirmed {
            self.years.insert(*year, true);
            for day in self
                .days
                .values_mut()
                .filter(|day| day.date.year() == *year)
            {
                day.certain = Certainty::Published;
            }
        }
        if let Some(hours) = &overrides.hours {
            self.hours = hours.clone();
        }
        if let Some(rules) = &overrides.rules {
            self.rules = rules.clone();
        }
        Ok(self)
    }

    fn put(&mut self, day: &DayEntry) -> Result<()> {
        if day.kind.works() && !weekend(day.date) {
            return Err(bad(format!(
                "Ngày {} là {}, vốn đã làm việc, không ghi là ngày làm bù.",
                show(day.date),
                weekday(day.date)
            )));
        }
        if day.name.trim().is_empty() {
            return Err(bad(format!("Ngày {} chưa có tên.", show(day.date))));
        }
        self.days.insert(day.date, day.clone());
        Ok(())
    }

    /// Opening hours of a working day.
    pub fn hours(&self) -> &OfficeHours {
        &self.hours
    }

    /// The open points of the law as this office decides them.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What is special about a day.
    pub fn entry(&self, date: NaiveDate) -> Option<&DayEntry> {
        self.days.get(&date)
    }

    /// The special days in order.
    pub fn days(&self) -> impl Iterator<Item = &DayEntry> {
        self.days.values()
    }

    /// How much is known of a year.
    pub fn status(&self, year: i32) -> YearStatus {
        match self.years.get(&year) {
            Some(true) => YearStatus::Confirmed,
            Some(false) => YearStatus::Unconfirmed,
            None => YearStatus::Missing,
        }
    }

    /// Whether the counter works that day; an entry wins over the weekday.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.entry(date)
            .map_or(!weekend(date), |day| day.kind.works())
    }

    /// What the day is, in Vietnamese: `thứ Bảy`, a holiday's name, `ngày làm việc`.
    pub fn why(&self, date: NaiveDate) -> String {
        match self.entry(date) {
            Some(day) if day.kind == DayKind::TetExpected => format!("{} (dự kiến)", day.name),
            Some(day) => day.name.clone(),
            None if weekend(date) => weekday(date).to_owned(),
            None => "ngày làm việc".to_owned(),
        }
    }

    /// When the counter opens that day, if it does.
    pub fn opening(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        self.is_working(date)
            .then(|| date.and_time(self.hours.opens()))
    }

    /// When the counter closes that day, if it opens.
    pub fn closing(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        self.is_working(date)
            .then(|| date.and_time(self.hours.closes()))
    }

    /// Whether the counter is open at that moment.
    pub fn is_open(&self, moment: NaiveDateTime) -> bool {
        self.is_working(moment.date()) && self.hours.is_open(minute::floor(moment).time())
    }

    /// The first working day after `date`. Fails with `BAD_DATE` beyond year 9999.
    pub fn working_day_after(&self, date: NaiveDate) -> Result<NaiveDate> {
        let mut date = tomorrow(date)?;
        while !self.is_working(date) {
            date = tomorrow(date)?;
        }
        Ok(date)
    }

    /// The last working day before `date`. Fails with `BAD_DATE` before year 1.
    pub fn working_day_before(&self, date: NaiveDate) -> Result<NaiveDate> {
        let mut date = yesterday(date)?;
        while !self.is_working(date) {
            date = yesterday(date)?;
        }
        Ok(date)
    }

    /// The first opening after `moment`: later the same day before it opens, else the next working day's.
    pub fn next_opening(&self, moment: NaiveDateTime) -> Result<NaiveDateTime> {
        let date = moment.date();
        if self.is_working(date) && moment.time() < self.hours.opens() {
            return Ok(date.and_time(self.hours.opens()));
        }
        Ok(self.working_day_after(date)?.and_time(self.hours.opens()))
    }

    /// When something that arrives at `moment` counts as received (A4): then, if the day is worked and
    /// between opening and closing, the midday break included; else at the next opening.
    pub fn counts_as_received(&self, moment: NaiveDateTime) -> Result<NaiveDateTime> {
        let moment = minute::floor(moment);
        let time = moment.time();
        let within = self.hours.opens() <= time && time <= self.hours.closes();
        if self.is_working(moment.date()) && within {
            Ok(moment)
        } else {
            self.next_opening(moment)
        }
    }

    /// Working days after `from` up to and including `to`; 0 when `to` is not later.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> usize {
        from.iter_days()
            .skip(1)
            .take_while(|date| *date <= to)
            .filter(|date| self.is_working(*date))
            .count()
    }
}

/// `thứ Hai` … `thứ Bảy`, `Chủ nhật`.
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}

fn weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// `dd/MM/yyyy`
pub(crate) fn show(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

pub(crate) fn tomorrow(date: NaiveDate) -> Result<NaiveDate> {
    within(date.succ_opt())
}

pub(crate) fn yesterday(date: NaiveDate) -> Result<NaiveDate> {
    within(date.pred_opt())
}

/// Years 1 to 9999 can be written on paper and in data.
pub(crate) fn within(date: Option<NaiveDate>) -> Result<NaiveDate> {
    date.filter(|date| (1..=9999).contains(&date.year())).or_fault(
        Code::BadDate,
        "Ngày nằm ngoài khoảng lịch tính được (năm 1 đến 9999). Hãy kiểm tra lại ngày nhận và thời hạn.",
    )
}

fn bad(sentence: String) -> Fault {
    Fault::new(Code::BadInput, sentence)
}
