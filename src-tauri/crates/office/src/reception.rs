//! What the clerk hands to the program when everything has been looked at.

use crate::person::{Organisation, Person, Principal};
use chrono::NaiveDateTime;
use motcua_catalogue::model::{Answers, Channel};
use motcua_guide::{Quantities, Reused, Submitted};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// Where the citizen wants the result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReturnAt {
    /// At the counter.
    #[default]
    Counter,
    /// By post.
    Post,
    /// Online.
    Online,
}

/// A refusal that the clerk states himself (form 03).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refuse {
    /// The specific reason.
    pub reason: String,
    /// Legal text.
    #[serde(default)]
    pub basis: Option<String>,
    /// Where to go instead.
    #[serde(default)]
    pub go_to: Option<String>,
}

/// What a clerk did with a stored result that was proposed, beside using it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// Looked at its file.
    Viewed,
    /// Asked for the paper all the same; needs a reason.
    PaperAsked,
}

/// Such a decision; it becomes an event of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// Requirement id.
    pub requirement: String,
    /// Id of the result, where it was about one.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub result: Option<String>,
    /// What was done.
    pub did: Did,
    /// Why.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub why: Option<String>,
}

/// One reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reception {
    /// Procedure code; a local suffix is cut off.
    pub procedure: String,
    /// Question id to option id.
    #[serde(default)]
    pub answers: Answers,
    /// Who stands at the counter.
    #[serde(default)]
    pub person: Person,
    /// The organisation he files for.
    #[serde(default, deserialize_with = "filled")]
    pub organisation: Option<Organisation>,
    /// The principal he acts for.
    #[serde(default, deserialize_with = "filled")]
    pub on_behalf_of: Option<Principal>,
    /// How it is filed.
    #[serde(default = "counter")]
    pub channel: Channel,
    /// When it came in, local; now when not given.
    #[serde(default, with = "motcua_calendar::minute::option")]
    #[ts(type = "string | null")]
    pub received: Option<NaiveDateTime>,
    /// Why the time differs from the clock.
    #[serde(default)]
    pub received_why: Option<String>,
    /// Papers handed in (and what is only shown, if the clerk lists it).
    #[serde(default)]
    pub submitted: Vec<Submitted>,
    /// Requirement ids shown, or looked up by the clerk.
    #[serde(default)]
    pub shown: Vec<String>,
    /// Stored results used instead of paper.
    #[serde(default)]
    pub reuse: Vec<Reused>,
    /// What the clerk did with proposed results beside using them: looked at one, asked for the paper.
    #[serde(default)]
    #[ts(as = "Option<Vec<Decision>>", optional)]
    pub decisions: Vec<Decision>,
    /// Where the result goes.
    #[serde(default, rename = "return")]
    pub return_at: ReturnAt,
    /// Address for the post.
    #[serde(default)]
    pub return_address: Option<String>,
    /// Name of the clerk; the present one when not given.
    #[serde(default)]
    pub clerk: Option<String>,
    /// Pages of the original.
    #[serde(default)]
    pub pages: Option<u32>,
    /// Copies asked for.
    #[serde(default)]
    pub copies: Option<u32>,
    /// Cases, papers or persons.
    #[serde(default)]
    pub quantity: Option<u32>,
    /// Exemption id.
    #[serde(default)]
    pub exempt: Option<String>,
    /// Number of the official e-receipt.
    #[serde(default)]
    pub e_receipt: Option<String>,
    /// The citizen's unit of residence.
    #[serde(default)]
    pub residence_unit: Option<String>,
    /// The unit that decides, where it is not this one.
    #[serde(default)]
    pub competent_unit: Option<String>,
    /// Sets of papers; 1 when not given.
    #[serde(default)]
    pub sets: Option<u32>,
    /// Why an exchange or reissue that the city promises the same day takes the lawful limit.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub not_same_day: Option<String>,
    /// Why a reissue or extract is opened although its result could be handed over at once.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub despite: Option<String>,
    /// A refusal the clerk states himself.
    #[serde(default)]
    pub refuse: Option<Refuse>,
    /// The half-done guide this comes from; it goes with the reception.
    #[serde(default)]
    pub draft: Option<String>,
    /// Fields of the person that were read from the card and not typed over.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub scanned: Option<Vec<String>>,
}

impl Reception {
    /// What is charged by number.
    pub fn quantities(&self) -> Quantities {
        Quantities {
            pages: self.pages,
            copies: self.copies,
            quantity: self.quantity,
        }
    }
}

fn counter() -> Channel {
    Channel::Counter
}

/// `{}` says no more than nothing at all.
fn filled<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default + PartialEq,
{
    let value = Option::<T>::deserialize(from)?;
    Ok(value.filter(|value| *value != T::default()))
}
