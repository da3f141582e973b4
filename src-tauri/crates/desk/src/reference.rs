//! What is the same at every counter: catalogue and calendar. Needs no office.

use crate::table::Tables;
use chrono::NaiveDateTime;
use motcua_calendar::{Calendar, minute};
use motcua_catalogue::{
    Catalogue,
    fee::Amount,
    find::{Finder, Usage},
    model::{Answers, Channel, Procedure},
};
use motcua_fault::Result;
use motcua_guide::{Checklist, Fee, Known, Quantities, checklist, fee, limit_in_words};
use motcua_office::OnRecord;
use motcua_text as text;
use serde::{Deserialize, Serialize};
use std::{path::Path, sync::OnceLock};
use ts_rs::TS;

/// The bundled catalogue, its index, and the calendar.
pub struct Reference {
    /// Procedures, evidence, fees, units.
    pub catalogue: Catalogue,
    /// Office hours and holidays.
    pub calendar: Calendar,
    /// Made at the first search: most verbs of the command line never search.
    finder: OnceLock<Finder>,
}

/// A case as the window and the command line ask about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Case {
    /// Procedure code.
    pub code: String,
    /// Question id to option id.
    #[serde(default)]
    pub answers: Answers,
    /// How it is filed.
    pub channel: Channel,
    /// The moment of reception, or now.
    #[serde(default, with = "minute::option")]
    #[ts(type = "string | null")]
    pub received: Option<NaiveDateTime>,
    /// Exemption id.
    pub exempt: Option<String>,
    /// Pages of the original.
    pub pages: Option<u32>,
    /// Copies asked for.
    pub copies: Option<u32>,
    /// Cases, papers or persons.
    pub quantity: Option<u32>,
    /// Identity number, for proposals of stored results.
    pub person: Option<String>,
    /// Birth date, `YYYY-MM-DD`: identity is number and birth date.
    #[serde(default)]
    pub birth: Option<String>,
    /// Number of the organisation he files for.
    #[serde(default)]
    pub organisation: Option<String>,
}

impl Case {
    /// A case at the counter with nothing answered yet.
    pub fn of(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            answers: Answers::new(),
            channel: Channel::Counter,
            received: None,
            exempt: None,
            pages: None,
            copies: None,
            quantity: None,
            person: None,
            birth: None,
            organisation: None,
        }
    }

    /// What is charged by number.
    pub fn quantities(&self) -> Quantities {
        Quantities {
            pages: self.pages,
            copies: self.copies,
            quantity: self.quantity,
        }
    }
}

/// A procedure found, with what the clerk wants to see of it at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "Hit")]
pub struct HitView {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// What it does.
    pub kind: motcua_catalogue::model::Kind,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// Higher is better; comparable within one answer only.
    pub score: f64,
    /// Why it matched.
    pub because: String,
    /// Time limit in words.
    pub limit: Option<String>,
    /// Price at the counter in words.
    pub fee_counter: Option<String>,
    /// Price online in words.
    pub fee_online: Option<String>,
}

/// Facts of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProcedureView {
    /// National code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Field of administration.
    pub field: String,
    /// What it does.
    pub kind: motcua_catalogue::model::Kind,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// First day and digest.
    pub version: String,
    /// First day, `YYYY-MM-DD`.
    pub effective_from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub effective_to: Option<String>,
    /// Who decides.
    pub authority: Option<String>,
    /// Page on the national portal.
    pub url: Option<String>,
    /// Legal texts.
    pub basis: Vec<String>,
    /// Time limit in words.
    pub limit: Option<String>,
    /// Price in words.
    pub fee: Option<String>,
    /// What it gives.
    pub results: Vec<String>,
    /// For the citizen.
    pub plain: Option<motcua_catalogue::model::PlainWords>,
    /// Whether it is in force today.
    pub in_force: bool,
}

impl Reference {
    /// From the bytes of a built catalogue and the tables the office keeps itself in `folder`.
    ///
    /// # Errors
    /// `DAMAGED` when the bytes are no catalogue; `BAD_INPUT` for a table that cannot be read, with
    /// its file and line.
    pub fn new(built: &[u8], folder: &Path) -> Result<Self> {
        let tables = Tables::read(folder)?;
        let mut catalogue = Catalogue::from_bytes(built)?;
        catalogue.put_fees(tables.fees);
        Ok(Self {
            catalogue,
            calendar: Calendar::bundled()?.with_overrides(&tables.calendar)?,
            finder: OnceLock::new(),
        })
    }

    fn finder(&self) -> Result<&Finder> {
        if let Some(finder) = self.finder.get() {
            return Ok(finder);
        }
        let finder = Finder::of(&self.catalogue)?;
        Ok(self.finder.get_or_init(|| finder))
    }

    /// Finds procedures from anything typed, best first.
    pub fn find(
        &self,
        query: &str,
        limit: usize,
        usage: &Usage,
        now: NaiveDateTime,
    ) -> Result<Vec<HitView>> {
        self.finder()?
            .find(query, limit, usage)
            .into_iter()
            .map(|hit| {
                let procedure = self.catalogue.procedure(&hit.code, now.date())?;
                let price = |channel| self.price(&procedure, channel, now);
                Ok(HitView {
                    limit: limit_of(&procedure),
                    fee_counter: price(Channel::Counter)?,
                    fee_online: price(Channel::Online)?,
                    code: hit.code,
                    name: hit.name,
                    field: hit.field,
                    kind: hit.kind,
                    guided: hit.guided,
                    score: hit.score,
                    because: hit.because,
                })
            })
            .collect()
    }

    /// The checklist of a case, as of its moment of reception, with proposals from what is stored of
    /// whoever files.
    ///
    /// # Errors
    /// `UNKNOWN_PROCEDURE`, and those of [`checklist`].
    pub fn guide(
        &self,
        case: &Case,
        on_record: &OnRecord,
        now: NaiveDateTime,
    ) -> Result<Checklist> {
        let received = case.received.unwrap_or(now);
        let procedure = self
            .catalogue
            .shared_procedure(&case.code, received.date())?;
        checklist(
            &Known {
                procedure: &procedure,
                evidence: self.catalogue.evidence(),
                sources: self.catalogue.sources(),
                fees: &self.catalogue.fees(&procedure.code),
                calendar: &self.calendar,
                received: minute::floor(received),
                channel: case.channel,
                quantities: case.quantities(),
                exempt: case.exempt.as_deref(),
                on_hand: on_record.on_hand(&self.catalogue.rules(&procedure.code), &self.catalogue),
            },
            &case.answers,
        )
    }

    /// Facts of a procedure.
    ///
    /// # Errors
    /// `UNKNOWN_PROCEDURE`.
    pub fn show(&self, code: &str, now: NaiveDateTime) -> Result<ProcedureView> {
        let procedure = self.catalogue.procedure(code, now.date())?;
        let evidence = self.catalogue.evidence();
        Ok(ProcedureView {
            limit: limit_of(&procedure),
            fee: self.price(&procedure, Channel::Counter, now)?,
            in_force: procedure.in_force(now.date()),
            results: procedure
                .produces
                .iter()
                .map(|id| {
                    evidence
                        .get(id)
                        .map_or_else(|| id.clone(), |e| e.name.clone())
                })
                .collect(),
            effective_from: procedure.effective_from.map(|day| day.to_string()),
            effective_to: procedure.effective_to.map(|day| day.to_string()),
            code: procedure.code,
            name: procedure.name,
            field: procedure.field,
            kind: procedure.kind,
            guided: procedure.guided,
            version: procedure.version,
            authority: procedure.authority,
            url: procedure.url,
            basis: procedure.basis,
            plain: procedure.plain,
        })
    }

    /// The newest first day of a guided procedure, `YYYY-MM-DD`.
    pub fn newest_day(&self) -> Result<String> {
        self.catalogue.newest_day()
    }

    /// The price in words as far as it is known before anything is answered: what all cases share, or
    /// the span of what they may cost; for listed procedures what the portal says.
    fn price(
        &self,
        procedure: &Procedure,
        channel: Channel,
        now: NaiveDateTime,
    ) -> Result<Option<String>> {
        let rows = self.catalogue.fees(&procedure.code);
        let none = Answers::new();
        let plain = fee(
            &rows,
            &none,
            channel,
            now.date(),
            Quantities::default(),
            None,
        )?;
        if let Some(words) = fee_in_words(&plain) {
            return Ok(Some(words));
        }
        let possible = rows.iter().filter(|row| {
            !row.on_request
                && (row.channels.is_empty() || row.channels.contains(&channel))
                && row.from <= now.date()
                && row.to.is_none_or(|to| now.date() <= to)
        });
        let amounts: Vec<_> = possible
            .flat_map(|row| match row.amount {
                Amount::Fixed(amount) => vec![amount],
                Amount::Range(low, high) => vec![low, high],
                Amount::Pages { .. } => Vec::new(),
            })
            .collect();
        let span = amounts.iter().min().zip(amounts.iter().max());
        Ok(match span {
            Some((low, high)) if low == high => Some(text::money(*low)),
            Some((low, high)) => fee_in_words(&Fee {
                range: Some((*low, *high)),
                ..Fee::default()
            }),
            None => procedure.fee_text.clone(),
        })
    }
}

/// `8.000 đồng`, `15.000 đến 50.000 đồng`; nothing where it is not known.
pub fn fee_in_words(fee: &Fee) -> Option<String> {
    match (fee.total, fee.range) {
        (Some(total), _) => Some(text::money(total)),
        (None, Some((low, high))) => Some(format!(
            "{} đến {}",
            text::money(low).trim_end_matches(" đồng"),
            text::money(high)
        )),
        (None, None) => None,
    }
}

fn limit_of(procedure: &Procedure) -> Option<String> {
    procedure
        .limit(&Answers::new(), Channel::Counter)
        .or_else(|| procedure.limits.last())
        .map(|rule| limit_in_words(&rule.limit))
}
