//! The catalogue as it is shipped, built once for all tests of a file.
#![allow(dead_code)]

use chrono::{NaiveDate, NaiveDateTime};
use motcua_calendar::Calendar;
use motcua_catalogue::{
    Catalogue,
    build::build,
    fee::FeeRow,
    model::{Answers, Channel, Procedure, When},
    source::Files,
};
use motcua_guide::{Checklist, Known, Quantities, checklist};
use std::{path::Path, sync::OnceLock};

/// A working day on which all bundled tables are in force.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 14).unwrap()
}

pub fn received() -> NaiveDateTime {
    day().and_hms_opt(9, 0, 0).unwrap()
}

pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data"));
        Catalogue::from_bytes(&build(&Files::read_dir(data).unwrap()).unwrap()).unwrap()
    })
}

/// Every guided procedure.
pub fn guided() -> &'static [Procedure] {
    static GUIDED: OnceLock<Vec<Procedure>> = OnceLock::new();
    GUIDED.get_or_init(|| {
        let list = catalogue().list().unwrap();
        list.iter()
            .filter(|entry| entry.guided)
            .map(|entry| catalogue().procedure(&entry.code, day()).unwrap())
            .collect()
    })
}

pub fn fees(code: &str) -> Vec<&'static FeeRow> {
    catalogue().fees(code)
}

pub fn checklist_of(procedure: &Procedure, answers: &Answers, channel: Channel) -> Checklist {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    let fees = fees(&procedure.code);
    let known = Known {
        procedure,
        evidence: catalogue().evidence(),
        sources: catalogue().sources(),
        fees: &fees,
        calendar: CALENDAR.get_or_init(|| Calendar::bundled().unwrap()),
        received: received(),
        channel,
        quantities: Quantities::default(),
        exempt: None,
        on_hand: motcua_guide::OnHand::default(),
    };
    checklist(&known, answers).unwrap()
}

/// Read from the data alone, so that the tests do not ask the code they test.
pub fn applies(when: &When, answers: &Answers, channel: Channel) -> bool {
    when.0.is_empty()
        || when.0.iter().any(|condition| {
            condition.iter().all(|(key, options)| {
                let given = match key.as_str() {
                    "channel" => Some(channel.as_str()),
                    question => answers.get(question).map(String::as_str),
                };
                given.is_some_and(|given| options.iter().any(|option| option == given))
            })
        })
}

/// Every way through the questions, each answered as soon as it applies.
pub fn cases(procedure: &Procedure, channel: Channel) -> Vec<Answers> {
    procedure
        .questions
        .iter()
        .fold(vec![Answers::new()], |cases, question| {
            cases
                .into_iter()
                .flat_map(|answers| {
                    if !applies(&question.when, &answers, channel) {
                        return vec![answers];
                    }
                    question
                        .options
                        .iter()
                        .map(|option| {
                            let mut next = answers.clone();
                            next.insert(question.id.clone(), option.id.clone());
                            next
                        })
                        .collect()
                })
                .collect()
        })
}
