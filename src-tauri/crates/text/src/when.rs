use crate::number::number_in_words;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// `14/10/2026`
pub fn date(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `17 giờ 00`
pub fn time(time: NaiveTime) -> String {
    format!("{:02} giờ {:02}", time.hour(), time.minute())
}

/// `17 giờ 00, ngày 14/10/2026`
pub fn moment(moment: NaiveDateTime) -> String {
    format!("{}, ngày {}", time(moment.time()), date(moment.date()))
}

/// The place-and-date line of official papers: `ngày 05 tháng 02 năm 2026`.
///
/// One-digit days and the months 1 and 2 take a leading zero, other months none (NĐ 30/2020, Annex I).
pub fn long_date(date: NaiveDate) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    let zero = if month < 3 { "0" } else { "" };
    format!("ngày {day:02} tháng {zero}{month} năm {year}")
}

/// As civil status papers want it: `ngày mười bốn, tháng mười, năm hai nghìn không trăm hai mươi sáu`.
pub fn date_in_words(date: NaiveDate) -> String {
    let say = |number: u32| number_in_words(number.into());
    let month = match date.month() {
        4 => "tư".to_owned(),
        month => say(month),
    };
    let era = if date.year() < 0 { "âm " } else { "" };
    format!(
        "ngày {}, tháng {month}, năm {era}{}",
        say(date.day()),
        say(date.year().unsigned_abs())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_written_as_the_papers_want_them() {
        assert_eq!(date(day("2026-03-05")), "05/03/2026");
        assert_eq!(long_date(day("2026-02-05")), "ngày 05 tháng 02 năm 2026");
        assert_eq!(long_date(day("2026-03-05")), "ngày 05 tháng 3 năm 2026");
        assert_eq!(long_date(day("2026-10-14")), "ngày 14 tháng 10 năm 2026");
        let due = day("2026-10-14").and_hms_opt(17, 0, 59).unwrap();
        assert_eq!(time(due.time()), "17 giờ 00");
        assert_eq!(time(NaiveTime::MIN), "00 giờ 00");
        assert_eq!(moment(due), "17 giờ 00, ngày 14/10/2026");
    }

    #[test]
    fn dates_are_spoken() {
        for (given, said) in [
            (
                "2026-10-14",
                "ngày mười bốn, tháng mười, năm hai nghìn không trăm hai mươi sáu",
            ),
            (
                "2005-04-24",
                "ngày hai mươi tư, tháng tư, năm hai nghìn không trăm linh năm",
            ),
            (
                "1987-01-31",
                "ngày ba mươi mốt, tháng một, năm một nghìn chín trăm tám mươi bảy",
            ),
            ("2000-12-05", "ngày năm, tháng mười hai, năm hai nghìn"),
        ] {
            assert_eq!(date_in_words(day(given)), said);
        }
    }
}
