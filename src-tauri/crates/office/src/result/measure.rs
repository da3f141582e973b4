//! What reuse comes to: components asked by the rule and how each was met, by whom; kinds in reuse,
//! procedures touched, reissues avoided, and the same-day rate both ways it is computed.

use super::stored;
use crate::{
    dossier::{Dossier, OutcomeKind},
    office::Office,
    reception::Did,
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::{
    Catalogue,
    model::{Kind, Need, Procedure},
};
use motcua_fault::{Code, Fault, Result};
use motcua_guide::{Found, LookUp, RequirementView};
use motcua_store::{Json, Moment, ReadTx};
use rusqlite::params;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// A share, with what it is a share of.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Rate {
    /// How it is computed.
    pub how: String,
    /// Counted.
    pub numerator: u32,
    /// Out of.
    pub denominator: u32,
    /// Per cent, one decimal; none where there is nothing to count.
    pub percent: Option<f64>,
}

/// The same-day rate both ways.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SameDay {
    /// Of those promised the same day, how many kept it.
    pub by_limit: Rate,
    /// Of all, how many had their result the day they came.
    pub by_actual: Rate,
}

/// Components of the dossiers received, and how each was met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Components {
    /// All that the procedures list, whatever the case.
    pub listed: u32,
    /// Asked by the rule in these cases: filed, shown and looked up together.
    pub asked: u32,
    /// Of them, to be filed.
    pub file: u32,
    /// Of them, to be shown only.
    pub show: u32,
    /// Of them, to be looked up.
    pub data: u32,
    /// Met by paper handed in.
    pub filed: u32,
    /// Met by showing a paper.
    pub shown: u32,
    /// Met by data that the office looks up.
    pub by_data: u32,
    /// Of them, not looked up yet by anybody: data may still turn out to be missing.
    pub not_looked_up: u32,
    /// Met by a stored result.
    pub by_result: u32,
    /// Asked for with form 02 and not brought.
    pub missing: u32,
    /// For which the clerk asked for the paper although data or a result was proposed, with a reason.
    pub paper_asked: u32,
}

/// What one clerk's receptions come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ClerkShare {
    /// Who.
    pub clerk: String,
    /// Dossiers.
    pub dossiers: u32,
    /// Components asked by the rule.
    pub asked: u32,
    /// Met by data.
    pub by_data: u32,
    /// Met by a stored result.
    pub by_result: u32,
    /// Results handed over without a dossier.
    pub handed_over: u32,
}

/// How often something occurred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Times {
    /// Its id or code.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How often.
    pub times: u32,
}

/// The measure of reuse between two days, both included.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReuseMeasure {
    /// First day.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Last day.
    #[ts(type = "string")]
    pub to: NaiveDate,
    /// Dossiers received; refusals are none.
    pub dossiers: u32,
    /// Their components.
    pub components: Components,
    /// By whom, in order of the name.
    pub clerks: Vec<ClerkShare>,
    /// Kinds of results used in place of paper or handed over, most used first.
    pub kinds: Vec<Times>,
    /// How many of those that the plan wants are in reuse.
    pub kinds_reused: u32,
    /// How many the plan wants.
    pub kinds_wanted: u32,
    /// Procedures in which a result took the place of paper, most often first.
    pub procedures: Vec<Times>,
    /// Reissues and extracts that were not opened because the result was handed over.
    pub reissues_avoided: u32,
    /// The same by procedure, most often first.
    pub avoided: Vec<Times>,
    /// Reissues and extracts opened although the result could have been handed over.
    pub reissues_despite: u32,
    /// Of all dossiers finished.
    pub same_day: SameDay,
    /// Of reissues and exchanges finished.
    pub same_day_exchange: SameDay,
}

struct Finished {
    received: NaiveDateTime,
    due: Option<NaiveDateTime>,
    at: NaiveDateTime,
    promised: bool,
    exchange: bool,
}

impl Office {
    /// The measure of reuse.
    ///
    /// # Errors
    /// `BAD_DATE` where the first day comes after the last.
    pub fn reuse_measure(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        catalogue: &Catalogue,
    ) -> Result<ReuseMeasure> {
        if to < from {
            return Err(Fault::new(
                Code::BadDate,
                "Ngày đầu của kỳ đứng sau ngày cuối.",
            ));
        }
        self.store().read(|tx| measure(tx, from, to, catalogue))
    }
}

fn measure(
    tx: &ReadTx<'_>,
    from: NaiveDate,
    to: NaiveDate,
    catalogue: &Catalogue,
) -> Result<ReuseMeasure> {
    // Moments sort as text; whatever hour of the last day stands before the next.
    let span = (from.to_string(), format!("{to}T99"));
    let mut components = Components::default();
    let mut clerks: BTreeMap<String, ClerkShare> = BTreeMap::new();
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut procedures: BTreeMap<String, u32> = BTreeMap::new();
    let mut versions: BTreeMap<(String, String), Option<Procedure>> = BTreeMap::new();
    let mut finished = Vec::new();
    let (mut dossiers, mut despite) = (0, 0);
    type Row = (
        Dossier,
        bool,
        bool,
        Option<NaiveDateTime>,
        Option<NaiveDateTime>,
    );
    let rows: Vec<Row> = tx.all(
        "SELECT body,
                EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier = d.code AND e.kind = 'completed'),
                EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier = d.code AND e.kind = 'despite_result'),
                due, (SELECT min(at) FROM dossier_event e
                      WHERE e.dossier = d.code AND e.kind = 'moved'
                        AND e.state IN ('result', 'returned'))
         FROM dossier d WHERE received BETWEEN ?1 AND ?2 ORDER BY received",
        params![span.0, span.1],
        |row| {
            Ok((
                row.get::<_, Json<Dossier>>(0)?.0,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, Option<Moment>>(3)?.map(|at| at.0),
                row.get::<_, Option<Moment>>(4)?.map(|at| at.0),
            ))
        },
    )?;
    for (dossier, completed, opened_despite, due, done) in rows {
        let waits = dossier.outcome == OutcomeKind::Supplement && !completed;
        if dossier.outcome == OutcomeKind::Refused {
            continue;
        }
        dossiers += 1;
        despite += u32::from(opened_despite);
        let version = (dossier.case.code.clone(), dossier.case.version.clone());
        let procedure = match versions.get(&version) {
            Some(known) => known,
            None => {
                let read = tx.first(
                    "SELECT body FROM procedure_version WHERE code = ?1 AND version = ?2",
                    params![version.0, version.1],
                    |row| Ok(row.get::<_, Json<Procedure>>(0)?.0),
                )?;
                versions.entry(version).or_insert(read)
            }
        };
        let asked = dossier.case.requirements.len() as u32;
        components.listed += procedure
            .as_ref()
            .map_or(asked, |procedure| procedure.requirements.len() as u32);
        let clerk = clerks.entry(dossier.clerk.clone()).or_default();
        clerk.dossiers += 1;
        clerk.asked += asked;
        let before = (components.by_data, components.by_result);
        let looked_up = look_ups_for(tx, &dossier.code)?;
        count(&dossier, waits, &looked_up, &mut components);
        clerk.by_data += components.by_data - before.0;
        clerk.by_result += components.by_result - before.1;
        if !dossier.reuse.is_empty() {
            *procedures.entry(dossier.case.code.clone()).or_default() += 1;
        }
        let used: BTreeSet<_> = dossier.reuse.iter().map(|used| &used.result).collect();
        for id in used {
            *kinds.entry(stored(tx, id)?.kind).or_default() += 1;
        }
        if let Some(at) = done {
            finished.push(Finished {
                received: dossier.received,
                due,
                at,
                promised: dossier.limit == Some(motcua_calendar::Limit::SameDay),
                exchange: procedure.as_ref().is_some_and(|procedure| {
                    matches!(procedure.kind, Kind::Reissue | Kind::Exchange)
                }),
            });
        }
    }
    let mut avoided: BTreeMap<String, u32> = BTreeMap::new();
    let handed: Vec<(String, String, String)> = tx.all(
        "SELECT result, procedure, by FROM hand_over WHERE at BETWEEN ?1 AND ?2",
        params![span.0, span.1],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    for (result, procedure, by) in &handed {
        *avoided.entry(procedure.clone()).or_default() += 1;
        *kinds.entry(stored(tx, result)?.kind).or_default() += 1;
        clerks.entry(by.clone()).or_default().handed_over += 1;
    }
    let planned = |counts: &dyn Fn(&str) -> bool| {
        let all = catalogue.result_kinds().values();
        all.filter(|kind| kind.planned && counts(&kind.id)).count() as u32
    };
    let evidence = catalogue.evidence();
    let called = |id: &str| {
        evidence
            .get(id)
            .map_or_else(|| id.to_owned(), |known| known.name.clone())
    };
    let titled = |code: &str| {
        catalogue
            .procedure(code, to)
            .map_or_else(|_| code.to_owned(), |procedure| procedure.name)
    };
    Ok(ReuseMeasure {
        from,
        to,
        dossiers,
        components,
        clerks: clerks
            .into_iter()
            .map(|(clerk, share)| ClerkShare { clerk, ..share })
            .collect(),
        kinds_reused: planned(&|kind| kinds.contains_key(kind)),
        kinds_wanted: planned(&|_| true),
        kinds: most_first(kinds, called),
        procedures: most_first(procedures, titled),
        reissues_avoided: handed.len() as u32,
        avoided: most_first(avoided, titled),
        reissues_despite: despite,
        same_day: same_day(finished.iter()),
        same_day_exchange: same_day(finished.iter().filter(|done| done.exchange)),
    })
}

/// Look-ups of a dossier that found data.
fn look_ups_for(tx: &ReadTx<'_>, dossier: &str) -> Result<Vec<LookUp>> {
    let mut found = tx.all(
        "SELECT body FROM look_up WHERE dossier = ?1 ORDER BY id",
        [dossier],
        |row| Ok(row.get::<_, Json<LookUp>>(0)?.0),
    )?;
    found.retain(|done| done.found == Found::Data);
    Ok(found)
}

/// Whether one of them was for this requirement: for one of its papers, or without a paper in its source.
fn is_looked_up(requirement: &RequirementView, looked_up: &[LookUp]) -> bool {
    let mut papers = requirement.alternatives.iter().flatten();
    let source = requirement.source_state.as_ref();
    looked_up.iter().any(|done| match &done.paper {
        Some(paper) => papers.any(|known| known.evidence == *paper),
        None => source.is_some_and(|source| source.source == done.source),
    })
}

/// Each requirement once, by the best of what met it: a stored result, then data, then paper.
fn count(dossier: &Dossier, waits: bool, looked_up: &[LookUp], components: &mut Components) {
    for requirement in &dossier.case.requirements {
        components.asked += 1;
        match requirement.need {
            Need::File => components.file += 1,
            Need::Show => components.show += 1,
            Need::Data => components.data += 1,
        }
        let submitted = dossier
            .submitted
            .iter()
            .any(|paper| paper.requirement == requirement.id && paper.original + paper.copy > 0);
        let missing = dossier
            .missing
            .iter()
            .any(|item| item.requirement == requirement.id);
        let asked = dossier.decisions.iter().any(|decision| {
            decision.did == Did::PaperAsked && decision.requirement == requirement.id
        });
        components.paper_asked += u32::from(asked);
        if dossier
            .reuse
            .iter()
            .any(|used| used.requirement == requirement.id)
        {
            components.by_result += 1;
        } else if missing && waits {
            components.missing += 1;
        } else if requirement.need == Need::Show {
            components.shown += 1;
        } else if requirement.need == Need::Data && !submitted && !asked {
            components.by_data += 1;
            let waits = dossier.to_look_up.contains(&requirement.id);
            components.not_looked_up += u32::from(waits && !is_looked_up(requirement, looked_up));
        } else {
            components.filed += 1;
        }
    }
}

fn most_first(counted: BTreeMap<String, u32>, called: impl Fn(&str) -> String) -> Vec<Times> {
    let mut all: Vec<_> = counted
        .into_iter()
        .map(|(id, times)| Times {
            name: called(&id),
            id,
            times,
        })
        .collect();
    all.sort_by_key(|times| std::cmp::Reverse(times.times));
    all
}

fn same_day<'f>(finished: impl Iterator<Item = &'f Finished> + Clone) -> SameDay {
    let rate = |how: &str, numerator: usize, denominator: usize| Rate {
        how: how.to_owned(),
        numerator: numerator as u32,
        denominator: denominator as u32,
        percent: (denominator > 0)
            .then(|| (numerator as f64 * 1000.0 / denominator as f64).round() / 10.0),
    };
    let promised = finished.clone().filter(|done| done.promised);
    SameDay {
        by_limit: rate(
            "Hồ sơ hẹn trả trong ngày có kết quả đúng hẹn / hồ sơ hẹn trả trong ngày đã có kết quả",
            promised
                .clone()
                .filter(|done| done.due.is_none_or(|due| done.at <= due))
                .count(),
            promised.count(),
        ),
        by_actual: rate(
            "Hồ sơ có kết quả ngay trong ngày tiếp nhận / hồ sơ đã có kết quả",
            finished
                .clone()
                .filter(|done| done.at.date() == done.received.date())
                .count(),
            finished.count(),
        ),
    }
}
