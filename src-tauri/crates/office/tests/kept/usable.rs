//! What may stand for a paper, and what never may: said again from the law and held against what the
//! guide proposes and what a reception takes.

use crate::room::{Room, marital, now, person};
use motcua_fault::Code;
use motcua_guide::{Found, Reach, Reused, Submitted};
use motcua_office::{Filing, NewLookUp, NewResult, OutcomeKind, Reception};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Two people; the first has an old number too.
pub const NEW: &str = "048095001234";
const OLD: &str = "201234567";
pub const OTHER: &str = "048095005678";
const IDS: [&str; 3] = [NEW, OLD, OTHER];
pub const BIRTHS: [&str; 4] = ["1995-03-15", "1995-03-16", "1995", ""];

pub fn marriage(id: &str, birth: &str, number: &str, issued: Option<&str>) -> NewResult {
    NewResult {
        issued: issued.map(str::to_owned),
        ..marital(id, "Nguyễn Văn An", birth, number)
    }
}

/// Moving in with the wife: the marriage is to be known.
pub fn moving_in(id: &str, birth: &str, reuse: &[&str]) -> Reception {
    let mut moving = Room::birth_of(person(id, "Nguyễn Văn An", birth), &[]);
    moving.procedure = "1.004222".to_owned();
    moving.answers = [
        ("cho-o", "nguoi-than"),
        ("nguoi-than", "vo-chong"),
        ("dac-biet", "khong"),
    ]
    .map(|(question, option)| (question.to_owned(), option.to_owned()))
    .into();
    let paper = |requirement: &str, evidence: &str| Submitted {
        requirement: requirement.to_owned(),
        evidence: evidence.to_owned(),
        original: 1,
        copy: 0,
    };
    moving.submitted = vec![
        paper("to-khai", "ct01"),
        paper("chu-nha-dong-y", "y-kien-chu-cho-o-trong-to-khai"),
    ];
    moving.reuse = reuse
        .iter()
        .map(|result| Reused {
            requirement: "vo-chong".to_owned(),
            result: (*result).to_owned(),
        })
        .collect();
    moving
}

#[derive(Debug, Clone)]
struct Made {
    id: usize,
    birth: usize,
    issued: Option<i64>,
    until: Option<i64>,
    numbered: bool,
    gone: u8,
}

fn any_result() -> impl Strategy<Value = Made> {
    (
        0..IDS.len(),
        0..BIRTHS.len(),
        proptest::option::weighted(0.9, -400_i64..20),
        proptest::option::of(-30_i64..400),
        any::<bool>(),
        0_u8..6,
    )
        .prop_map(|(id, birth, issued, until, numbered, gone)| Made {
            id,
            birth,
            issued,
            until,
            numbered,
            gone,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_expired_revoked_replaced_foreign_or_of_another_birth_date_is_never_used(
        made in proptest::collection::vec(any_result(), 1..5),
        linked in any::<bool>(),
        asked in (0..IDS.len(), 0..BIRTHS.len()),
    ) {
        let room = Room::new();
        let today = now().date();
        let day = |ahead: i64| (today + chrono::TimeDelta::days(ahead)).to_string();
        let mut kept = Vec::new();
        for (at, one) in made.iter().enumerate() {
            let issued = one.issued.map(day);
            let mut new = marriage(IDS[one.id], BIRTHS[one.birth], &format!("{at}/2025"), issued.as_deref());
            new.valid_until = match (one.issued, one.until) {
                (issued, Some(until)) => Some(day(until.max(issued.unwrap_or(until)))),
                _ => Some("không thời hạn".to_owned()),
            };
            if !one.numbered {
                new.number = None;
                new.fields.clear();
            }
            // Two without a number may be the same paper twice.
            let Ok(added) = room.add(new) else { continue };
            let mut stands = true;
            if one.gone == 0 {
                room.office.revoke_result(&added.result, "thu hồi để thử", &room.catalogue, now()).unwrap();
                stands = false;
            }
            if one.gone == 1 {
                let newer = marriage(IDS[one.id], BIRTHS[one.birth], &format!("M{at}/2026"), Some("2026-10-01"));
                let newer = room.add(newer).unwrap().result;
                room.office.replace_result(&added.result, &newer, "cấp đổi", &room.catalogue, now()).unwrap();
                stands = false;
                kept.push((newer, Made { issued: Some(-13), until: None, numbered: true, ..one.clone() }, true));
            }
            kept.push((added.result, one.clone(), stands));
        }
        let joined = linked && room.office.same_person(NEW, OLD, "thử", now()).is_ok();
        let (asked_id, asked_birth) = (IDS[asked.0], BIRTHS[asked.1]);
        let theirs = |id: usize| {
            IDS[id] == asked_id || joined && id < 2 && asked.0 < 2
        };
        let who = Filing::present(asked_id, Some(asked_birth).filter(|birth| !birth.is_empty()));
        let proposed = room.proposed(&who, "giay-chung-nhan-ket-hon");
        for (id, one, stands) in &kept {
            let until = one.until.map(|until| until.max(one.issued.unwrap_or(until)));
            let lawful = theirs(one.id)
                && asked_birth.len() == 10
                && BIRTHS[one.birth] == asked_birth
                && *stands
                && one.issued.is_some_and(|issued| issued <= 0)
                && until.is_none_or(|until| until >= 0)
                && one.numbered;
            let said = proposed.iter().any(|view| view.result == *id && view.usable);
            prop_assert_eq!(said, lawful, "{:?} {:?}", one, proposed);
            let before = room.lines_logged();
            let taken = room.take_in(moving_in(asked_id, asked_birth, &[id]));
            match taken {
                Ok(dossier) => {
                    prop_assert!(lawful, "{one:?}");
                    prop_assert!(!dossier.to_look_up.contains(&"vo-chong".to_owned()));
                }
                Err(fault) => {
                    prop_assert_eq!(fault.code, Code::NotUsable);
                    prop_assert!(!lawful, "{} {:?}", fault, one);
                    prop_assert_eq!(room.lines_logged(), before, "nothing is written");
                }
            }
        }
    }

    #[test]
    fn merging_numbers_and_parting_them_again_leaves_everything_as_it_was(
        made in proptest::collection::vec((0..IDS.len(), 0..3_usize), 0..6),
        links in proptest::collection::vec((0..IDS.len(), 0..IDS.len()), 1..6),
    ) {
        let room = Room::new();
        for (at, (id, birth)) in made.iter().enumerate() {
            room.add(marriage(IDS[*id], BIRTHS[*birth], &format!("{at}/2025"), Some("2025-05-05"))).unwrap();
        }
        let seen = |room: &Room| {
            let each = IDS.map(|id| {
                let person = room.office.person(id, &room.catalogue, now()).unwrap();
                let known = person.map(|person| (person.known, person.namesakes, person.results));
                (known, room.results_of(id), room.proposed(&Filing::person(id), "giay-chung-nhan-ket-hon"))
            });
            (room.dump(), each)
        };
        let before = seen(&room);
        let mut done = Vec::new();
        for (a, b) in links {
            if room.office.same_person(IDS[a], IDS[b], "thử", now()).is_ok() {
                done.push((a, b));
            }
        }
        let merged: BTreeSet<_> = done.iter().flat_map(|(a, b)| [a, b]).collect();
        for id in merged {
            let all: usize = room.office.numbers_of(IDS[*id]).unwrap().len();
            prop_assert!(all > 1);
        }
        // Parted in any order: here the first made is the first undone.
        for (a, b) in done {
            room.office.undo_same_person(IDS[a], IDS[b], "thử xong", now()).unwrap();
        }
        prop_assert_eq!(seen(&room), before);
    }

    #[test]
    fn a_source_that_did_not_answer_never_counts_as_data(
        reach in prop_oneof![Just(Reach::Ready), Just(Reach::Down), Just(Reach::Absent)],
        found in proptest::option::of(prop_oneof![
            Just(Found::Data), Just(Found::Nothing), Just(Found::Unreachable)
        ]),
        hours_ago in 0_i64..30,
        about in 0..2_usize,
        with_paper in any::<bool>(),
    ) {
            let room = Room::new();
            let then = now() - chrono::TimeDelta::hours(hours_ago);
            room.office.set_source("ho-tich", reach, None, None, &room.catalogue, then).unwrap();
            if let Some(found) = found {
                let done = NewLookUp {
                    source: "ho-tich".to_owned(),
                    person: [NEW, OTHER][about].to_owned(),
                    paper: with_paper.then(|| "giay-chung-nhan-ket-hon".to_owned()),
                    found,
                    evidence: "phiếu trả lời 12".to_owned(),
                    dossier: None,
                };
                room.office.look_up(done, &room.catalogue, &room.calendar, then).unwrap();
            }
            let dossier = room.take_in(moving_in(NEW, BIRTHS[0], &[])).unwrap();
            let marriage = dossier.case.requirements.iter().find(|r| r.id == "vo-chong").unwrap();
            let state = marriage.source_state.as_ref().unwrap();
            // The husband's own look-up does not say whose the marriage is unless it was about this paper.
            let there = found == Some(Found::Data)
                && about == 0
                && with_paper
                && then.date() == now().date();
            prop_assert_eq!(!dossier.to_look_up.contains(&"vo-chong".to_owned()), there, "{:?}", state);
            prop_assert_eq!(dossier.outcome, OutcomeKind::Received);
            if there {
                prop_assert_eq!(&state.why, &None);
            } else if let Some(why) = &state.why {
                prop_assert_eq!(why.contains("không có dữ liệu (tra"), state.look_up.as_ref().is_some_and(|done| done.found == Found::Nothing));
            } else {
                prop_assert!(matches!(state.state, Reach::Ready));
            }
    }
}
