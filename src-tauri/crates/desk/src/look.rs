//! Looking for what a citizen wants: procedures, services that are received elsewhere, what happens in
//! a life, and the answer to a question; one list, one order.

use crate::{
    answer::AnswerView,
    reference::{HitView, Reference},
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::{
    Catalogue, Entry,
    find::{Called, Finder, Hit, Private, Sort, Synonyms, Usage, answer},
    life_event::LifeEvent,
    model::{Kind, Referral},
};
use motcua_fault::{Code, OrFault, Result};
use motcua_office::Learned;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// A service received elsewhere, or an event, is shown from this score on.
const FITS: f64 = 0.74;
/// At most so many services and events beside the procedures.
const MOST_BESIDE: usize = 2;
/// What an event gives way to a procedure that fits as well: most people want the one thing they named.
const EVENT_AFTER: f64 = 0.12;

/// What was made for searching, as of one day.
pub(crate) struct Made {
    day: NaiveDate,
    pub(crate) finder: Finder,
    /// Services received elsewhere and events, as if they were procedures.
    beside: Finder,
    events: Vec<LifeEvent>,
}

/// Makes what is needed for searching when it is first needed, and again when the day or what was
/// learned has changed.
#[derive(Default)]
pub(crate) struct Looker {
    made: Mutex<Option<Arc<Made>>>,
    learned: Mutex<Vec<Called>>,
}

impl Looker {
    pub(crate) fn made(&self, catalogue: &Catalogue, day: NaiveDate) -> Result<Arc<Made>> {
        let mut held = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = held.as_ref().filter(|made| made.day == day) {
            return Ok(made.clone());
        }
        let made = Arc::new(self.make(catalogue, day)?);
        *held = Some(made.clone());
        Ok(made)
    }

    fn make(&self, catalogue: &Catalogue, day: NaiveDate) -> Result<Made> {
        let mut synonyms = Synonyms::bundled(catalogue)?;
        let events = LifeEvent::bundled(catalogue)?;
        let beside = beside(catalogue.referrals(), &events, &synonyms);
        let learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        synonyms.called.extend(learned.iter().cloned());
        Ok(Made {
            day,
            finder: Finder::new(&catalogue.list()?, &synonyms).ended(&catalogue.ended(day)?),
            beside,
            events,
        })
    }

    /// Takes in what this office learned. Searches go on with what was made before until the new is.
    fn learn(&self, catalogue: &Catalogue, learned: &[Learned]) -> Result<()> {
        let mut called: Vec<Called> = Vec::new();
        for one in learned.iter().filter(|one| one.used) {
            match called.last_mut() {
                Some(last) if last.say == [one.phrase.clone()] => last.codes.push(one.code.clone()),
                _ => called.push(Called {
                    codes: vec![one.code.clone()],
                    say: vec![one.phrase.clone()],
                    sort: Sort::Learned,
                }),
            }
        }
        {
            let mut held = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
            if *held == called {
                return Ok(());
            }
            *held = called;
        }
        let day = {
            let held = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            held.as_ref().map(|made| made.day)
        };
        if let Some(day) = day {
            let made = Arc::new(self.make(catalogue, day)?);
            *self.made.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
        }
        Ok(())
    }
}

const REFERRAL: &str = "referral:";
const EVENT: &str = "event:";

/// A finder of services and events: what they are called is searched as procedures are.
fn beside(referrals: &[Referral], events: &[LifeEvent], synonyms: &Synonyms) -> Finder {
    let entry = |code: String, name: &str| Entry {
        code,
        name: name.to_owned(),
        field: String::new(),
        kind: Kind::New,
        guided: false,
    };
    let named = |prefix: &str, id: &str, say: &[String], sort| Called {
        codes: vec![format!("{prefix}{id}")],
        say: say.to_vec(),
        sort,
    };
    let entries: Vec<Entry> = referrals
        .iter()
        .map(|one| entry(format!("{REFERRAL}{}", one.id), &one.name))
        .chain(
            events
                .iter()
                .map(|one| entry(format!("{EVENT}{}", one.id), &one.name)),
        )
        .collect();
    let called = referrals
        .iter()
        .map(|one| named(REFERRAL, &one.id, &one.also, Sort::Everyday))
        .chain(
            events
                .iter()
                .map(|one| named(EVENT, &one.id, &one.say, Sort::Life)),
        )
        .collect();
    Finder::new(
        &entries,
        &Synonyms {
            called,
            ..synonyms.clone()
        },
    )
}

/// A service that is not received at this counter.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReferralView {
    /// The service.
    #[serde(flatten)]
    #[ts(flatten)]
    pub referral: Referral,
    /// Higher is better; beside procedures of the same answer.
    pub score: f64,
    /// Why it was found.
    pub because: String,
}

/// Something that happens in a life, found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// As people would head it.
    pub name: String,
    /// How many things there are to do.
    pub steps: u32,
    /// The first of them.
    pub first: String,
    /// Higher is better.
    pub score: f64,
    /// Why it was found.
    pub because: String,
}

/// One thing to do after something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EventStep {
    /// Code of the procedure, where it is one.
    pub code: Option<String>,
    /// Id of the service, where it is received elsewhere.
    pub referral: Option<String>,
    /// Title of either.
    pub name: String,
    /// One plain sentence.
    pub why: String,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// Whether it is in force today; services always are.
    pub in_force: bool,
}

/// Something that happens in a life, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EventView {
    /// Its id.
    pub id: String,
    /// As people would head it.
    pub name: String,
    /// Other ways people say it.
    pub say: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<EventStep>,
}

/// A line of what was found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum LookRow {
    /// A procedure of the catalogue.
    Procedure(HitView),
    /// Not received here.
    Referral(ReferralView),
    /// Several procedures in order.
    Event(EventRow),
}

impl LookRow {
    fn score(&self) -> f64 {
        match self {
            LookRow::Procedure(hit) => hit.score,
            LookRow::Referral(referral) => referral.score,
            LookRow::Event(event) => event.score - EVENT_AFTER,
        }
    }
}

/// All that answers what was typed.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Look {
    /// Best first.
    pub rows: Vec<LookRow>,
    /// The answer, where a question was asked.
    pub answer: Option<AnswerView>,
}

impl Reference {
    /// Everything found for what was typed: at most `limit` procedures, and beside them what is not
    /// received here and what gathers procedures; and the answer, where it is a question.
    pub fn look(
        &self,
        query: &str,
        limit: usize,
        usage: &Usage,
        now: NaiveDateTime,
    ) -> Result<Look> {
        let hits = self.find(query, limit, usage, now)?;
        let mut rows: Vec<LookRow> = hits.into_iter().map(LookRow::Procedure).collect();
        for row in self.beside(query, now)? {
            let at = rows.partition_point(|before| before.score() >= row.score());
            rows.insert(at, row);
        }
        let answer = match answer::question(query) {
            Some(question) => Some(self.answer(&question, &rows, now)?),
            None => None,
        };
        Ok(Look { rows, answer })
    }

    /// Services and events that fit, best first.
    fn beside(&self, query: &str, now: NaiveDateTime) -> Result<Vec<LookRow>> {
        let made = self.looker.made(&self.catalogue, now.date())?;
        let hits = made.beside.find(query, MOST_BESIDE + 1, &Usage::new());
        let rows = hits
            .into_iter()
            .filter(|hit| hit.score >= FITS)
            .filter_map(|hit| self.row(&made, hit))
            .take(MOST_BESIDE);
        Ok(rows.collect())
    }

    fn row(&self, made: &Made, hit: Hit) -> Option<LookRow> {
        let because = hit.because.replace("tên thủ tục", "tên gọi");
        if let Some(id) = hit.code.strip_prefix(REFERRAL) {
            let found = self.catalogue.referrals().iter().find(|one| one.id == id)?;
            return Some(LookRow::Referral(ReferralView {
                referral: found.clone(),
                score: hit.score,
                because,
            }));
        }
        let id = hit.code.strip_prefix(EVENT)?;
        let event = made.events.iter().find(|event| event.id == id)?;
        Some(LookRow::Event(EventRow {
            id: event.id.clone(),
            name: event.name.clone(),
            steps: event.steps.len() as u32,
            first: event.steps.first()?.why.clone(),
            score: hit.score,
            because,
        }))
    }

    /// Services not received here that fit what was typed, best first; all of them for nothing typed.
    pub fn find_referrals(&self, query: &str, now: NaiveDateTime) -> Result<Vec<ReferralView>> {
        if query.trim().is_empty() {
            let all = self.catalogue.referrals().iter();
            return Ok(all
                .map(|referral| ReferralView {
                    referral: referral.clone(),
                    score: 0.0,
                    because: String::new(),
                })
                .collect());
        }
        let made = self.looker.made(&self.catalogue, now.date())?;
        let hits = made.beside.find(query, usize::MAX, &Usage::new());
        let rows = hits.into_iter().filter_map(|hit| self.row(&made, hit));
        Ok(rows
            .filter_map(|row| match row {
                LookRow::Referral(referral) => Some(referral),
                _ => None,
            })
            .take(10)
            .collect())
    }

    /// A service not received here.
    ///
    /// # Errors
    /// `BAD_INPUT` when there is none of that id.
    pub fn referral(&self, id: &str) -> Result<Referral> {
        let mut all = self.catalogue.referrals().iter();
        all.find(|one| one.id == id).cloned().or_fault(
            Code::BadInput,
            "Không có dịch vụ này trong bảng chỉ dẫn. Hãy tìm lại theo tên.",
        )
    }

    /// What happens in a life, each with what to do, in the order of the file.
    pub fn life_events(&self, now: NaiveDateTime) -> Result<Vec<EventView>> {
        let made = self.looker.made(&self.catalogue, now.date())?;
        made.events
            .iter()
            .map(|event| self.event_view(event, now))
            .collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// `BAD_INPUT` when there is none of that id.
    pub fn life_event(&self, id: &str, now: NaiveDateTime) -> Result<EventView> {
        let made = self.looker.made(&self.catalogue, now.date())?;
        let event = made.events.iter().find(|event| event.id == id).or_fault(
            Code::BadInput,
            "Không có việc này trong danh mục. Hãy xem lại danh sách các việc trong đời.",
        )?;
        self.event_view(event, now)
    }

    fn event_view(&self, event: &LifeEvent, now: NaiveDateTime) -> Result<EventView> {
        let steps = event.steps.iter().map(|step| {
            let (name, guided, in_force) = match (&step.code, &step.referral) {
                (Some(code), _) => {
                    let found = self.catalogue.procedure(code, now.date())?;
                    let in_force = found.in_force(now.date());
                    (found.name, found.guided, in_force)
                }
                (None, Some(id)) => (self.referral(id)?.name, false, true),
                (None, None) => (String::new(), false, true),
            };
            Ok(EventStep {
                code: step.code.clone(),
                referral: step.referral.clone(),
                name,
                why: step.why.clone(),
                guided,
                in_force,
            })
        });
        Ok(EventView {
            id: event.id.clone(),
            name: event.name.clone(),
            say: event.say.clone(),
            steps: steps.collect::<Result<_>>()?,
        })
    }

    /// Takes in what this office learned.
    pub(crate) fn learn(&self, learned: &[Learned]) -> Result<()> {
        self.looker.learn(&self.catalogue, learned)
    }

    /// What may be kept of a query: as typed and folded, or why nothing.
    pub(crate) fn phrase(
        &self,
        query: &str,
        now: NaiveDateTime,
    ) -> Result<std::result::Result<(String, String), Private>> {
        let made = self.looker.made(&self.catalogue, now.date())?;
        Ok(made.finder.phrase(query))
    }
}
