//! Dated rows of fees and charges, as the tables in `data/fees` state them.

use crate::model::{Channel, When};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who is exempt (`DOMAIN` 8.2).
pub const EXEMPTIONS: [(&str, &str); 6] = [
    ("meritorious_person", "gia đình có công với cách mạng"),
    ("poor_household", "hộ nghèo"),
    ("disabled_person", "người khuyết tật"),
    ("child", "trẻ em"),
    ("by_law", "miễn theo luật"),
    (
        "close_relative",
        "cha dượng, mẹ kế, cô, cậu, dì, chú, bác ruột nhận nuôi",
    ),
];

/// What the amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One case or paper (*trường hợp, việc, giao dịch*).
    Case,
    /// One copy handed out, of one event (*bản sao*).
    Copy,
    /// One person.
    Person,
}

/// How much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Whole đồng.
    Fixed(i64),
    /// The law leaves a span; the office enters its own amount.
    Range(i64, i64),
    /// By pages of the original, for each copy (TT 226/2016/TT-BTC).
    Pages {
        /// How many pages at the first price.
        first: u32,
        /// Price of each of them.
        first_amount: i64,
        /// Price of each further page.
        next_amount: i64,
        /// At most so much for a copy.
        cap: i64,
    },
}

/// One dated row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRow {
    /// Unique over all tables.
    pub id: String,
    /// As printed.
    pub name: String,
    /// Procedure codes.
    pub procedures: Vec<String>,
    /// How much.
    pub amount: Amount,
    /// For what.
    pub per: Per,
    /// Charged only for what is asked for beside the main result: no copies, no charge.
    pub on_request: bool,
    /// Ways of filing; all when empty.
    pub channels: Vec<Channel>,
    /// Cases of the procedure.
    pub when: When,
    /// Exemption ids.
    pub exempt: Vec<String>,
    /// Legal text.
    pub basis: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Whether the amount still has to be confirmed by the office.
    pub to_confirm: bool,
}
