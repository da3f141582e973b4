//! What is the same at every counter: catalogue and calendar. Needs no office.

use crate::{ground::Ground, look::Looker, table::Tables};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::{Calendar, minute};
use motcua_catalogue::{
    Catalogue,
    compose::{LayerText, lay},
    fee::{Amount, FeeRow},
    find::Usage,
    model::{Answers, Channel, Procedure},
    source::Parts,
};
use motcua_fault::Result;
use motcua_guide::{Checklist, Fee, Known, Quantities, checklist, fee, limit_in_words};
use motcua_office::OnRecord;
use motcua_seal::UpdateVersion;
use motcua_text as text;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use ts_rs::TS;

/// The catalogue, its index, and the calendar.
pub struct Reference {
    /// Procedures, evidence, fees, units; with what the office laid over.
    pub catalogue: Catalogue,
    /// Office hours and holidays.
    pub calendar: Calendar,
    /// The catalogue without the office's layer; `None` where this is it.
    base: Option<Arc<Reference>>,
    /// What the program carries and the version of the update over it; `None` where there is none.
    carried: Option<(Arc<Reference>, UpdateVersion)>,
    /// What an update was authored from; `None` where the catalogue's own files say it.
    ground: Option<Ground>,
    /// Fees the office keeps itself.
    fees: Vec<FeeRow>,
    /// What the layer that lies over it is; `None` where there is none.
    layer: Option<String>,
    /// Everything authored, for whoever edits.
    parts: OnceLock<Parts>,
    /// Made at the first search: most verbs of the command line never search.
    pub(crate) looker: Looker,
    facts: Mutex<Facts>,
}

/// What a line of hits says beside the title, as of one day: read and reckoned once.
#[derive(Default)]
struct Facts {
    day: Option<NaiveDate>,
    by_code: BTreeMap<String, Arc<Fact>>,
}

struct Fact {
    limit: Option<String>,
    fee_counter: Option<String>,
    fee_online: Option<String>,
    in_force: bool,
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
    /// Whether it is in force today; one that is not can be read, not chosen.
    pub in_force: bool,
    /// Higher is better; comparable within one answer only.
    pub score: f64,
    /// Why it matched: goes on after *vì*.
    pub because: String,
    /// Matched by a name of its own, and not by some words of its title.
    #[serde(skip)]
    pub(crate) named: bool,
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
        catalogue.put_fees(tables.fees.clone());
        Ok(Self {
            catalogue,
            calendar: Calendar::bundled()?.with_overrides(&tables.calendar)?,
            base: None,
            carried: None,
            ground: None,
            fees: tables.fees,
            layer: None,
            parts: OnceLock::new(),
            looker: Looker::default(),
            facts: Mutex::default(),
        })
    }

    /// The same with what the office laid over it, built before.
    ///
    /// # Errors
    /// `DAMAGED` when the bytes are no catalogue.
    pub(crate) fn layered(base: Arc<Reference>, built: &[u8], layer: String) -> Result<Self> {
        let mut catalogue = Catalogue::from_bytes(built)?;
        catalogue.put_fees(base.fees.clone());
        Ok(Self {
            catalogue,
            calendar: base.calendar.clone(),
            fees: base.fees.clone(),
            carried: base.carried.clone(),
            base: Some(base),
            ground: None,
            layer: Some(layer),
            parts: OnceLock::new(),
            looker: Looker::default(),
            facts: Mutex::default(),
        })
    }

    /// An update in place of what the program carries; its own days off, the office's still over them.
    ///
    /// # Errors
    /// `DAMAGED` when the bytes are no catalogue; `BAD_INPUT` for tables that do not go together.
    pub(crate) fn updated(
        carried: Arc<Reference>,
        version: UpdateVersion,
        (ground, built): (Ground, &[u8]),
        folder: &Path,
    ) -> Result<Self> {
        let tables = Tables::read(folder)?;
        let mut catalogue = Catalogue::from_bytes(built)?;
        catalogue.put_fees(tables.fees.clone());
        let calendar = ground.calendar()?.with_overrides(&tables.calendar)?;
        Ok(Self {
            catalogue,
            calendar,
            base: None,
            carried: Some((carried, version)),
            ground: Some(ground),
            fees: tables.fees,
            layer: None,
            parts: OnceLock::new(),
            looker: Looker::default(),
            facts: Mutex::default(),
        })
    }

    /// What everything here was authored from, without what the office itself laid over.
    pub(crate) fn ground(&self) -> Result<Ground> {
        let base = self.base.as_deref().unwrap_or(self);
        Ok(match &base.ground {
            Some(ground) => ground.clone(),
            None => Ground {
                files: base.catalogue.files()?,
                texts: Vec::new(),
            },
        })
    }

    /// What the program carries, beneath an update and beneath the office's layer.
    pub(crate) fn carried(self: &Arc<Self>) -> Arc<Self> {
        match &self.carried {
            Some((carried, _)) => carried.clone(),
            None => self.bundled(),
        }
    }

    /// The update in place of what the program carries.
    pub(crate) fn update(&self) -> Option<UpdateVersion> {
        self.carried.as_ref().map(|(_, version)| *version)
    }

    /// The bundled catalogue, without the office's layer.
    pub fn bundled(self: &Arc<Self>) -> Arc<Self> {
        self.base.clone().unwrap_or_else(|| self.clone())
    }

    /// Everything authored, with the texts that the office laid over; read at the first need.
    pub(crate) fn parts(&self, texts: &[LayerText]) -> Result<&Parts> {
        if let Some(parts) = self.parts.get() {
            return Ok(parts);
        }
        let mut parts = self.ground()?.parts();
        let left_out = self.catalogue.left_out()?;
        for text in texts {
            if left_out.iter().all(|out| out.file != text.file)
                && let (Some(next), _) = lay(&parts, &text.file, &text.text)
            {
                parts = next;
            }
        }
        Ok(self.parts.get_or_init(|| parts))
    }

    /// What the layer over it is.
    pub(crate) fn layer(&self) -> Option<&str> {
        self.layer.as_deref()
    }

    /// Finds procedures from anything typed, best first.
    pub fn find(
        &self,
        query: &str,
        limit: usize,
        usage: &Usage,
        now: NaiveDateTime,
    ) -> Result<Vec<HitView>> {
        let made = self.looker.made(&self.catalogue, now.date())?;
        made.finder
            .find(query, limit, usage)
            .into_iter()
            .map(|hit| {
                let fact = self.fact(&hit.code, now)?;
                Ok(HitView {
                    limit: fact.limit.clone(),
                    fee_counter: fact.fee_counter.clone(),
                    fee_online: fact.fee_online.clone(),
                    in_force: fact.in_force,
                    code: hit.code,
                    name: hit.name,
                    field: hit.field,
                    kind: hit.kind,
                    guided: hit.guided,
                    score: hit.score,
                    because: hit.because,
                    named: hit.named,
                })
            })
            .collect()
    }

    fn fact(&self, code: &str, now: NaiveDateTime) -> Result<Arc<Fact>> {
        {
            let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
            if facts.day != Some(now.date()) {
                *facts = Facts {
                    day: Some(now.date()),
                    by_code: BTreeMap::new(),
                };
            }
            if let Some(fact) = facts.by_code.get(code) {
                return Ok(fact.clone());
            }
        }
        let procedure = self.catalogue.procedure(code, now.date())?;
        let fact = Arc::new(Fact {
            limit: limit_of(&procedure),
            fee_counter: self.price(&procedure, Channel::Counter, now)?,
            fee_online: self.price(&procedure, Channel::Online, now)?,
            in_force: procedure.in_force(now.date()),
        });
        let mut facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        facts.by_code.insert(code.to_owned(), fact.clone());
        Ok(fact)
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
        self.guide_of(&procedure, case, on_record, now)
    }

    /// The same for a procedure at hand.
    ///
    /// # Errors
    /// Those of [`checklist`].
    pub(crate) fn guide_of(
        &self,
        procedure: &Procedure,
        case: &Case,
        on_record: &OnRecord,
        now: NaiveDateTime,
    ) -> Result<Checklist> {
        let received = case.received.unwrap_or(now);
        checklist(
            &Known {
                procedure,
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
    pub(crate) fn price(
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
