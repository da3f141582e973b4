//! The authored form of fee rows: in the tables of `data/fees`, and in a procedure's own file.

use crate::{
    authored::{line_of, to_day},
    fee::{Amount, FeeRow, Per},
    finding::{Finding, Rule},
    model::{Channel, When},
};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

/// A row as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFee {
    id: String,
    name: String,
    #[serde(default)]
    procedures: Vec<String>,
    amount: Option<i64>,
    range: Option<[i64; 2]>,
    pages: Option<Pages>,
    per: Per,
    #[serde(default)]
    on_request: bool,
    #[serde(default)]
    channels: Vec<Channel>,
    #[serde(default)]
    when: When,
    #[serde(default)]
    exempt: Vec<String>,
    basis: String,
    from: Option<toml::value::Datetime>,
    to: Option<toml::value::Datetime>,
    #[serde(default)]
    to_confirm: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    first: u32,
    first_amount: i64,
    next_amount: i64,
    cap: i64,
}

/// What a row of a procedure's own file need not say.
pub(crate) struct Own<'a> {
    pub(crate) code: &'a str,
    pub(crate) from: NaiveDate,
}

impl RawFee {
    /// Reads rows; their line and value. In a table every row names its procedures and its first day;
    /// in a procedure's own file both are its own.
    ///
    /// # Errors
    /// The first row that makes no sense.
    pub(crate) fn rows(
        file: &str,
        text: &str,
        rows: Vec<Spanned<RawFee>>,
        own: Option<&Own<'_>>,
    ) -> Result<Vec<(usize, FeeRow)>, Finding> {
        rows.into_iter()
            .map(|row| {
                let line = line_of(text, row.span().start);
                row.into_inner()
                    .row(own)
                    .map(|row| (line, row))
                    .map_err(|(rule, what)| Finding::new(rule, file, line, what))
            })
            .collect()
    }

    fn row(self, own: Option<&Own<'_>>) -> Result<FeeRow, (Rule, &'static str)> {
        let wrong = |what| (Rule::BadFee, what);
        let amount = match (self.amount, self.range, self.pages) {
            (Some(amount), None, None) => Amount::Fixed(amount),
            (None, Some([low, high]), None) => Amount::Range(low, high),
            (None, None, Some(pages)) => Amount::Pages {
                first: pages.first,
                first_amount: pages.first_amount,
                next_amount: pages.next_amount,
                cap: pages.cap,
            },
            _ => {
                return Err(wrong(
                    "mỗi dòng phí phải có đúng một trong ba khóa amount, range, pages",
                ));
            }
        };
        let from = match (&self.from, own) {
            (Some(from), _) => to_day(from).ok_or(wrong("“from” phải là một ngày"))?,
            (None, Some(own)) => own.from,
            (None, None) => return Err(wrong("dòng phí thiếu ngày bắt đầu “from”")),
        };
        let to = match &self.to {
            Some(to) => Some(to_day(to).ok_or(wrong("“to” phải là một ngày"))?),
            None => None,
        };
        let procedures = match (self.procedures.is_empty(), own) {
            (false, None) => self.procedures,
            (true, Some(own)) => vec![own.code.to_owned()],
            (true, None) => return Err((Rule::Syntax, "thiếu khóa “procedures”")),
            (false, Some(_)) => {
                return Err((
                    Rule::Syntax,
                    "phí trong tệp của thủ tục là phí của chính nó, không ghi “procedures”",
                ));
            }
        };
        Ok(FeeRow {
            id: self.id,
            name: self.name,
            procedures,
            amount,
            per: self.per,
            on_request: self.on_request,
            channels: self.channels,
            when: self.when,
            exempt: self.exempt,
            basis: self.basis,
            from,
            to,
            to_confirm: self.to_confirm,
        })
    }
}
