//! Dossier codes that never collide, also among counters that cannot see each other.

use chrono::{Datelike, NaiveDate};
use motcua_fault::{Code, Fault, Result};
use motcua_store::{Day, Migration, ReadTx, WriteTx};
use rusqlite::params;
use serde_json::json;

pub(crate) const MIGRATION: Migration = Migration {
    table: "number_block",
    version: 1,
    sql: "CREATE TABLE number_block (
              unit TEXT NOT NULL, day TEXT NOT NULL, counter INTEGER NOT NULL, last INTEGER NOT NULL,
              PRIMARY KEY (unit, day, counter)
          ) STRICT, WITHOUT ROWID;",
};

/// Most counters an office may number.
pub const MOST_COUNTERS: u16 = 99;

/// The number of the `n`-th dossier of a day at a counter: `counter × 1000 + n`, at least four digits.
///
/// Beyond 999 the thousands stand in front, `{thousands}{counter, 2 digits}{rest, 3 digits}`: at least
/// six digits, which no counter's first 999 ever have, so the blocks of 99 counters stay apart.
pub(crate) fn number(counter: u16, n: u32) -> String {
    if n < 1000 {
        (u32::from(counter) * 1000 + n).to_string()
    } else {
        format!("{}{:02}{:03}", n / 1000, counter, n % 1000)
    }
}

/// A row of numbers that one counter draws from by itself.
pub(crate) struct Row {
    /// No unit code has a slash, so only a dossier's row is named by the bare code.
    name: String,
    unit: String,
    day: NaiveDate,
    counter: u16,
    said: fn(&Self, u32) -> String,
}

impl Row {
    /// Dossiers of a day.
    pub(crate) fn dossiers(unit: &str, day: NaiveDate, counter: u16) -> Self {
        Self {
            name: unit.to_owned(),
            unit: unit.to_owned(),
            day,
            counter,
            said: |row, n| row.code(&number(row.counter, n)),
        }
    }

    /// Results sealed on a day.
    pub(crate) fn seals(unit: &str, day: NaiveDate, counter: u16) -> Self {
        Self {
            name: format!("{unit}/KQ"),
            said: |row, n| row.code(&result_number(row.counter, n)),
            ..Self::dossiers(unit, day, counter)
        }
    }

    /// Papers of one form in a year: the 15th of counter 2 is `15.Q2`.
    pub(crate) fn papers(unit: &str, form: &str, day: NaiveDate, counter: u16) -> Self {
        Self {
            name: format!("{unit}/{form}"),
            day: day.with_ordinal(1).unwrap_or(day),
            said: |row, n| format!("{n}.Q{}", row.counter),
            ..Self::dossiers(unit, day, counter)
        }
    }

    fn code(&self, number: &str) -> String {
        format!("{}-{}-{number}", self.unit, self.day.format("%y%m%d"))
    }

    /// What would be drawn now.
    pub(crate) fn next(&self, tx: &ReadTx<'_>) -> Result<String> {
        let n = next(tx, &self.name, self.day, self.counter)?;
        Ok((self.said)(self, n))
    }

    /// Draws it.
    pub(crate) fn draw(&self, tx: &mut WriteTx<'_>) -> Result<String> {
        let n = next(tx, &self.name, self.day, self.counter)?;
        drawn(tx, &self.name, self.day, self.counter, n)?;
        let drawn = (self.said)(self, n);
        tx.log(
            "number_block",
            &drawn,
            "draw",
            &json!({ "row": self.name, "n": n }),
        )?;
        Ok(drawn)
    }
}

fn next(tx: &ReadTx<'_>, row: &str, day: NaiveDate, counter: u16) -> Result<u32> {
    let last: Option<u32> = tx.first(
        "SELECT last FROM number_block WHERE unit = ?1 AND day = ?2 AND counter = ?3",
        params![row, Day(day), counter],
        |row| row.get(0),
    )?;
    let n = last.unwrap_or(0) + 1;
    if n > 99_999 {
        return Err(Fault::new(
            Code::BadNumber,
            "Quầy này đã dùng hết dãy số của mình.",
        ));
    }
    Ok(n)
}

fn drawn(tx: &mut WriteTx<'_>, row: &str, day: NaiveDate, counter: u16, n: u32) -> Result<()> {
    tx.execute(
        "INSERT INTO number_block VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET last = excluded.last",
        params![row, Day(day), counter, n],
    )?;
    Ok(())
}

/// The number of the `n`-th result that a counter seals in a day: eight digits that begin with 9, which no
/// dossier's number ever does ([`number`] has seven at most).
fn result_number(counter: u16, n: u32) -> String {
    format!("9{counter:02}{n:05}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_999_are_the_counter_times_a_thousand_plus_n() {
        assert_eq!(number(1, 1), "1001");
        assert_eq!(number(2, 999), "2999");
        assert_eq!(number(15, 1), "15001");
        assert_eq!(number(2, 1000), "102000");
    }

    proptest! {
        #[test]
        fn two_counters_never_draw_the_same_number(
            a in 1..=MOST_COUNTERS, b in 1..=MOST_COUNTERS, n in 1..=99_999_u32, m in 1..=99_999_u32,
        ) {
            prop_assume!((a, n) != (b, m));
            prop_assert_ne!(number(a, n), number(b, m));
        }

        #[test]
        fn a_seal_never_has_the_number_of_a_dossier(
            a in 1..=MOST_COUNTERS, b in 1..=MOST_COUNTERS, n in 1..=99_999_u32, m in 1..=99_999_u32,
        ) {
            prop_assert_ne!(number(a, n), result_number(b, m));
            prop_assume!((a, n) != (b, m));
            prop_assert_ne!(result_number(a, n), result_number(b, m));
        }

        #[test]
        fn a_number_has_four_to_eight_digits(a in 1..=MOST_COUNTERS, n in 1..=99_999_u32) {
            let digits = number(a, n);
            prop_assert!((4..=8).contains(&digits.len()), "{digits}");
        }
    }
}
