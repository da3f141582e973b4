//! What this case costs, from the dated rows.

use chrono::NaiveDate;
use motcua_catalogue::{
    fee::{Amount, EXEMPTIONS, FeeRow, Per},
    model::{Answers, Channel},
};
use motcua_fault::{Code, Fault, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quantities {
    /// Pages of the original; 1 when not given.
    pub pages: Option<u32>,
    /// Copies asked for; 1 when not given and copies are the result, else none.
    pub copies: Option<u32>,
    /// Cases, papers or persons; 1 when not given.
    pub quantity: Option<u32>,
}

/// One line of the fee. All amounts in whole đồng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeeLine {
    /// As printed.
    pub name: String,
    /// For one; `null` where the law leaves a span and the office must say.
    #[ts(type = "number | null")]
    pub amount: Option<i64>,
    /// How many.
    pub quantity: u32,
    /// For all; `null` like `amount`.
    #[ts(type = "number | null")]
    pub sum: Option<i64>,
    /// Legal text.
    pub basis: String,
    /// Still to be confirmed by the office.
    pub to_confirm: bool,
}

/// What is due.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fee {
    /// Whole đồng; `null` where it is not known or a span.
    #[ts(type = "number | null")]
    pub total: Option<i64>,
    /// Lowest and highest total where the law leaves a span.
    #[ts(type = "[number, number] | null")]
    pub range: Option<(i64, i64)>,
    /// What it is made of.
    pub lines: Vec<FeeLine>,
    /// Which exemption took something off.
    pub exempted_because: Option<String>,
}

/// The fee of a case on a day (`DOMAIN` 8). `rows` are those of the procedure.
///
/// # Errors
/// `UNKNOWN_EXEMPTION`; `BAD_NUMBER` for amounts that overflow.
pub fn fee(
    rows: &[&FeeRow],
    answers: &Answers,
    channel: Channel,
    day: NaiveDate,
    quantities: Quantities,
    exempt: Option<&str>,
) -> Result<Fee> {
    let exemption = exempt.map(exemption_title).transpose()?;
    let mut fee = Fee::default();
    let (mut low, mut high) = (0_i64, 0_i64);
    for row in rows {
        let applies = (row.channels.is_empty() || row.channels.contains(&channel))
            && row.from <= day
            && row.to.is_none_or(|to| day <= to)
            && row.when.holds(answers, channel);
        let count = count(row, quantities)?;
        if !applies || count == 0 {
            continue;
        }
        let exempted = exempt.is_some_and(|id| row.exempt.iter().any(|known| known == id));
        let (one_low, one_high) = if exempted {
            (0, 0)
        } else {
            price(&row.amount, quantities.pages.unwrap_or(1))?
        };
        if exempted {
            fee.exempted_because = exemption.map(str::to_owned);
        }
        let times = |one: i64| one.checked_mul(count.into()).ok_or_else(too_much);
        low = low.checked_add(times(one_low)?).ok_or_else(too_much)?;
        high = high.checked_add(times(one_high)?).ok_or_else(too_much)?;
        let certain = one_low == one_high;
        fee.lines.push(FeeLine {
            name: row.name.clone(),
            amount: certain.then_some(one_low),
            quantity: count,
            sum: certain.then_some(times(one_low)?),
            basis: row.basis.clone(),
            to_confirm: row.to_confirm,
        });
    }
    if fee.lines.is_empty() {
        return Ok(fee);
    }
    if low == high {
        fee.total = Some(low);
    } else {
        fee.range = Some((low, high));
    }
    Ok(fee)
}

fn exemption_title(id: &str) -> Result<&'static str> {
    EXEMPTIONS
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, title)| *title)
        .ok_or_else(|| {
            Fault::new(
                Code::UnknownExemption,
                format!(
                    "Không có diện miễn “{id}”. Có thể chọn: {}.",
                    EXEMPTIONS.map(|(known, _)| known).join(", ")
                ),
            )
        })
}

fn count(row: &FeeRow, quantities: Quantities) -> Result<u32> {
    let cases = quantities.quantity.unwrap_or(1);
    match row.per {
        Per::Case | Per::Person => Ok(cases),
        Per::Copy => quantities
            .copies
            .unwrap_or(u32::from(!row.on_request))
            .checked_mul(cases)
            .ok_or_else(too_much),
    }
}

/// Lowest and highest price of one.
fn price(amount: &Amount, pages: u32) -> Result<(i64, i64)> {
    Ok(match *amount {
        Amount::Fixed(amount) => (amount, amount),
        Amount::Range(low, high) => (low, high),
        Amount::Pages {
            first,
            first_amount,
            next_amount,
            cap,
        } => {
            let at_first = i64::from(pages.min(first)).checked_mul(first_amount);
            let after = i64::from(pages.saturating_sub(first)).checked_mul(next_amount);
            let sum = at_first
                .zip(after)
                .and_then(|(at_first, after)| at_first.checked_add(after))
                .ok_or_else(too_much)?;
            (sum.min(cap), sum.min(cap))
        }
    })
}

fn too_much() -> Fault {
    Fault::new(
        Code::BadNumber,
        "Số trang, số bản hoặc số lượng quá lớn. Hãy kiểm tra lại.",
    )
}
