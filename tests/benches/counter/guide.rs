//! One checklist: what every answer of a clerk costs.

use crate::{
    measure::{Table, in_turn, plan::SMALL},
    room::{Room, birth, data, now},
};
use motcua_catalogue::{
    authored,
    fee::FeeRow,
    model::{Answers, Channel, Procedure},
};
use motcua_desk::Case;
use motcua_guide::{Checklist, Known, Quantities, checklist};
use motcua_office::OnRecord;
use motcua_tests::Dice;
use std::fs;

const BIRTH: &str = "1.001193";
/// Permanent residence: the largest of the guided procedures.
const LARGEST: &str = "1.004222";

pub fn bench(room: &Room) {
    let table = Table::new("Guide: one checklist");
    let cases = [
        ("birth", BIRTH, birth().answers),
        ("residence", LARGEST, most_demanding(room, LARGEST)),
    ];
    for (name, code, answers) in cases {
        let case = Case {
            answers,
            ..Case::of(code)
        };
        let wanted = as_called(room, &case);
        let (questions, papers) = (wanted.questions.len(), wanted.requirements.len());

        let below = authored_file(room, code);
        let path = data().join(&below);
        let from_toml = || {
            let text = fs::read_to_string(&path).expect("the authored file");
            let read = authored::read(&below, &text).expect("the authored procedure");
            evaluate(room, &read.procedure, &case)
        };
        assert_eq!(from_toml(), wanted, "both give the same checklist");
        let (ours, other) = in_turn(SMALL / 4, || as_called(room, &case), from_toml);
        table.row(
            &format!("{name} {code}, {questions} questions, {papers} papers"),
            &ours,
            "read and parse its TOML, evaluate",
            &other,
        );

        let procedure = room.reference.catalogue.procedure(code, now().date());
        let procedure = procedure.expect("the procedure");
        let json = serde_json::to_string(&procedure).expect("JSON");
        let from_json = || {
            let procedure: Procedure = serde_json::from_str(&json).expect("a procedure");
            evaluate(room, &procedure, &case)
        };
        let kept = || evaluate(room, &procedure, &case);
        let (ours, other) = in_turn(SMALL, kept, from_json);
        let what = format!("{name}, evaluation alone");
        table.row(&what, &ours, "parse its JSON, evaluate", &other);
    }
}

/// As the window and the command line call it, for somebody of whom nothing is stored.
fn as_called(room: &Room, case: &Case) -> Checklist {
    let nothing = OnRecord::default();
    let list = room.reference.guide(case, &nothing, now());
    list.expect("a checklist")
}

fn evaluate(room: &Room, procedure: &Procedure, case: &Case) -> Checklist {
    let catalogue = &room.reference.catalogue;
    let fees: Vec<&FeeRow> = catalogue.fees(&procedure.code);
    let (nothing, rules) = (OnRecord::default(), catalogue.rules(&procedure.code));
    let known = Known {
        procedure,
        evidence: catalogue.evidence(),
        sources: catalogue.sources(),
        fees: &fees,
        calendar: &room.reference.calendar,
        received: now(),
        channel: Channel::Counter,
        quantities: Quantities::default(),
        exempt: None,
        on_hand: nothing.on_hand(&rules, &room.reference.catalogue),
    };
    checklist(&known, &case.answers).expect("a checklist")
}

fn authored_file(room: &Room, code: &str) -> String {
    let name = format!("/{code}.toml");
    let found = room.files.0.keys().find(|path| path.ends_with(&name));
    found.expect("an authored file").clone()
}

/// Of many complete cases the one with the most requirements.
fn most_demanding(room: &Room, code: &str) -> Answers {
    let mut dice = Dice::new(1);
    let complete = |dice: &mut Dice| {
        let mut case = Case::of(code);
        loop {
            let list = as_called(room, &case);
            let Some(open) = list.questions.iter().find(|q| q.answer.is_none()) else {
                return (list.requirements.len(), list.answers);
            };
            let option = dice.one_of(&open.options).id.clone();
            case.answers.insert(open.id.clone(), option);
        }
    };
    let cases = (0..200).map(|_| complete(&mut dice));
    cases.max_by_key(|(papers, _)| *papers).expect("a case").1
}
