//! Columns SQLite has no type for.

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Error, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;

const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.3f";
const DAY: &str = "%Y-%m-%d";

/// A TEXT column holding JSON: bind `Json(&value)`, read `row.get::<_, Json<T>>("body")?.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(ToSqlOutput::from)
            .map_err(|cause| Error::ToSqlConversionFailure(Box::new(cause)))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_slice(value.as_bytes()?)
            .map(Json)
            .map_err(|cause| FromSqlError::Other(Box::new(cause)))
    }
}

/// A TEXT column holding a local time, `YYYY-MM-DDTHH:MM:SS.mmm`; sorts as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub NaiveDateTime);

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(moment_text(self.0).into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        moment_of(value.as_str()?)
            .map(Moment)
            .map_err(|cause| FromSqlError::Other(Box::new(cause)))
    }
}

/// A TEXT column holding a date, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.format(DAY).to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        NaiveDate::parse_from_str(value.as_str()?, DAY)
            .map(Day)
            .map_err(|cause| FromSqlError::Other(Box::new(cause)))
    }
}

pub(crate) fn moment_text(at: NaiveDateTime) -> String {
    at.format(MOMENT).to_string()
}

pub(crate) fn moment_of(text: &str) -> chrono::ParseResult<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, MOMENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_with_all_its_digits() {
        let at = NaiveDate::from_ymd_opt(2026, 1, 5)
            .unwrap()
            .and_hms_milli_opt(7, 30, 0, 5)
            .unwrap();
        // Equal width is what makes the text sort as the time does.
        assert_eq!(moment_text(at), "2026-01-05T07:30:00.005");
        assert_eq!(moment_of(&moment_text(at)), Ok(at));
    }
}
