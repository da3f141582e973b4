//! Whatever of a seal is altered is refused and stored nowhere; whatever is counted can be counted again
//! from the events alone.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod offices;

use chrono::{NaiveDateTime, TimeDelta};
use motcua_catalogue::model::Need;
use motcua_desk::{HolderRead, TakeSealed};
use motcua_fault::Code;
use motcua_office::{HandOver, NewLookUp, NewResult, Reception, ResultView, State};
use offices::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn then() -> NaiveDateTime {
    at(2026, 11, 23, 9, 10)
}

fn keep(place: &Place, kind: &str, number: &str, who: (&str, &str, &str)) -> ResultView {
    let new: NewResult = of(json!({
        "kind": kind, "holder": holder(who), "number": number,
        "issued": "2025-08-01", "valid_until": "không thời hạn", "issuer": "UBND phường Hải Châu",
    }));
    place.desk.add_result(new, then()).unwrap()
}

fn lines_logged(place: &Place) -> i64 {
    let store = place.desk.office().store();
    store
        .read(|tx| tx.one("SELECT count(*) FROM change_log", [], |row| row.get(0)))
        .unwrap()
}

struct Sealed {
    there: Place,
    text: String,
}

/// One sealed result, and an office that trusts who sealed it.
fn sealed() -> Sealed {
    let here = Place::of("phường Hải Châu", then());
    let there = Place::of("xã Hòa Vang", then());
    here.is_trusted_by(&there);
    let result = keep(&here, "giay-chung-nhan-ket-hon", "123/2025", HUSBAND);
    let text = here.desk.seal_result(&result.result, then()).unwrap().qr;
    Sealed { there, text }
}

thread_local! {
    static SEALED: Sealed = sealed();
}

/// How somebody may try to make another result of it.
#[derive(Debug, Clone)]
enum Altered {
    Char(usize, char),
    Swapped(usize),
    Cut(usize),
    Longer(String),
    Id(String),
    Birth(String),
}

fn altered() -> impl Strategy<Value = Altered> {
    prop_oneof![
        (any::<usize>(), "[0-9A-Z $%*+./:-]")
            .prop_map(|(at, c)| Altered::Char(at, c.chars().next().unwrap())),
        any::<usize>().prop_map(Altered::Swapped),
        any::<usize>().prop_map(Altered::Cut),
        "[0-9A-Z]{1,6}".prop_map(Altered::Longer),
        "0480[0-9]{8}".prop_map(Altered::Id),
        "19[0-9]{2}-0[1-9]-[12][0-9]".prop_map(Altered::Birth),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn an_altered_seal_or_another_holder_is_never_stored(how in altered()) {
        SEALED.with(|Sealed { there, text }| {
            let mut take = TakeSealed {
                text: text.clone(),
                holder: HolderRead {
                    id: HUSBAND.0.to_owned(),
                    birth: Some(HUSBAND.2.to_owned()),
                    ..HolderRead::default()
                },
                ..TakeSealed::default()
            };
            let mut chars: Vec<char> = text.chars().collect();
            match how {
                Altered::Char(at, c) => {
                    let at = at % chars.len();
                    chars[at] = c;
                }
                Altered::Swapped(at) => {
                    let at = at % (chars.len() - 1);
                    chars.swap(at, at + 1);
                }
                Altered::Cut(at) => chars.truncate(at % chars.len()),
                Altered::Longer(more) => chars.extend(more.chars()),
                Altered::Id(id) => take.holder.id = id,
                Altered::Birth(birth) => take.holder.birth = Some(birth),
            }
            take.text = chars.into_iter().collect();
            let same = take.text == *text
                && take.holder.id == HUSBAND.0
                && take.holder.birth.as_deref() == Some(HUSBAND.2);
            prop_assume!(!same);
            let before = lines_logged(there);
            let fault = there.desk.take_sealed(take, then()).unwrap_err();
            prop_assert!(
                [Code::BadSeal, Code::OtherHolder, Code::NotUsable, Code::UnknownResult].contains(&fault.code),
                "{fault}"
            );
            prop_assert_eq!(lines_logged(there), before);
            Ok(())
        })?;
    }
}

/// What a counter does in a few days.
#[derive(Debug, Clone, Copy)]
enum Done {
    Moving {
        reuse: bool,
        ask: bool,
        whole: bool,
        refuse: bool,
    },
    Completed,
    Reissue {
        despite: bool,
    },
    Finished {
        days: i64,
    },
    LookedUp,
    HandedOver,
}

fn done() -> impl Strategy<Value = Done> {
    prop_oneof![
        4 => (any::<bool>(), proptest::bool::weighted(0.2), proptest::bool::weighted(0.7), proptest::bool::weighted(0.15))
            .prop_map(|(reuse, ask, whole, refuse)| Done::Moving { reuse, ask, whole, refuse }),
        1 => Just(Done::Completed),
        1 => any::<bool>().prop_map(|despite| Done::Reissue { despite }),
        2 => (0_i64..3).prop_map(|days| Done::Finished { days }),
        1 => Just(Done::LookedUp),
        1 => Just(Done::HandedOver),
    ]
}

/// He moves in with his wife: that they are married is data.
fn moving(married: &str, reuse: bool, ask: bool, whole: bool, refuse: bool) -> Reception {
    let paper = |requirement: &str, evidence: &str| json!({ "requirement": requirement, "evidence": evidence, "original": 1 });
    let mut submitted = vec![paper("to-khai", "ct01")];
    if whole {
        submitted.push(paper("chu-nha-dong-y", "y-kien-chu-cho-o-trong-to-khai"));
    }
    let used = json!([{ "requirement": "vo-chong", "result": married }]);
    let decisions =
        json!([{ "requirement": "vo-chong", "did": "paper_asked", "why": "dữ liệu sai" }]);
    of(json!({
        "procedure": "1.004222",
        "answers": { "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" },
        "person": person(HUSBAND),
        "submitted": submitted,
        "reuse": if reuse { used } else { json!([]) },
        "decisions": if ask && !reuse { decisions } else { json!([]) },
        "refuse": if refuse { json!({ "reason": "không thuộc thẩm quyền" }) } else { Value::Null },
    }))
}

fn reissue(despite: bool) -> Reception {
    of(json!({
        "procedure": "1.001653",
        "answers": { "ly-do": "mat" },
        "person": person(HUSBAND),
        "submitted": [{ "requirement": "don", "evidence": "don-de-nghi-khuyet-tat", "original": 1 }],
        "despite": despite.then_some("cần bản giấy"),
    }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_measure_is_what_the_events_say(all in proptest::collection::vec(done(), 1..9)) {
        let here = Place::of("phường Hải Châu", then());
        let desk = &here.desk;
        let married = keep(&here, "giay-chung-nhan-ket-hon", "1/2025", HUSBAND);
        let disabled = keep(&here, "giay-xac-nhan-khuyet-tat", "2/2025", HUSBAND);
        let mut codes: Vec<String> = Vec::new();
        let mut looked_up: BTreeSet<String> = BTreeSet::new();
        for (hour, one) in all.iter().enumerate() {
            let now = then() + TimeDelta::minutes(hour as i64);
            match *one {
                Done::Moving { reuse, ask, whole, refuse } => {
                    let outcome = desk.receive(moving(&married.result, reuse, ask, whole, refuse), now).unwrap();
                    // What was found for him earlier that day need not be looked up again.
                    if !looked_up.is_empty() {
                        looked_up.insert(outcome.dossier.clone());
                    }
                    codes.push(outcome.dossier);
                }
                Done::Reissue { despite } => {
                    codes.push(desk.receive(reissue(despite), now).unwrap().dossier);
                }
                Done::Completed => {
                    if let Some(code) = codes.last() {
                        let _ = desk.go(code, State::Received, None, now);
                    }
                }
                Done::Finished { days } => {
                    if let Some(code) = codes.last() {
                        let _ = desk.go(code, State::Result, None, now + TimeDelta::days(days));
                    }
                }
                Done::LookedUp => {
                    if let Some(code) = codes.last() {
                        let new = NewLookUp {
                            source: "ho-tich".to_owned(),
                            person: HUSBAND.0.to_owned(),
                            paper: Some("giay-chung-nhan-ket-hon".to_owned()),
                            found: motcua_guide::Found::Data,
                            evidence: "phiếu 1".to_owned(),
                            dossier: Some(code.clone()),
                        };
                        let reference = desk.reference();
                        desk.office().look_up(new, &reference.catalogue, &reference.calendar, now).unwrap();
                        looked_up.insert(code.clone());
                    }
                }
                Done::HandedOver => {
                    let over = HandOver {
                        result: disabled.result.clone(),
                        procedure: "1.001653".to_owned(),
                        person: Some(HUSBAND.0.to_owned()),
                        birth: Some(HUSBAND.2.to_owned()),
                        receiver: None,
                    };
                    desk.hand_over(&over, now).unwrap();
                }
            }
        }
        let day = then().date();
        let measure = desk.office().reuse_measure(day, day, &desk.reference().catalogue).unwrap();

        // From here on nothing but what `dossier show` and `result show` give.
        let shown: Vec<_> = codes.iter().map(|code| desk.dossier(code, then()).unwrap().unwrap()).collect();
        let kinds = |view: &motcua_desk::DossierView| -> Vec<String> {
            view.events.iter().map(|event| event.kind.clone()).collect()
        };
        let received: Vec<_> = shown.iter().filter(|view| !kinds(view).contains(&"refused".to_owned())).collect();
        let times = |kind: &str| received.iter().flat_map(|view| kinds(view)).filter(|one| one == kind).count() as u32;
        prop_assert_eq!(measure.dossiers, received.len() as u32);
        prop_assert_eq!(measure.components.by_result, times("reused"));
        prop_assert_eq!(measure.components.paper_asked, times("paper_asked"));
        prop_assert_eq!(measure.reissues_despite, times("despite_result"));
        let open = |view: &&&motcua_desk::DossierView| !kinds(view).contains(&"completed".to_owned());
        let missing: usize = received.iter().filter(open).map(|view| view.missing.len()).sum();
        prop_assert_eq!(measure.components.missing, missing as u32);
        // The marriage is data: used as a result or asked for as paper it is not looked up any more.
        let (mut by_data, mut waiting) = (0, 0);
        for view in &received {
            let calendar = &desk.reference().calendar;
            let dossier = desk.office().dossier(&view.row.dossier, calendar, then()).unwrap().unwrap().dossier;
            let elsewhere = kinds(view).iter().any(|kind| kind == "reused" || kind == "paper_asked");
            for data in dossier.case.requirements.iter().filter(|one| one.need == Need::Data) {
                let marriage = data.id == "vo-chong";
                if !(marriage && elsewhere) {
                    by_data += 1;
                    waiting += u32::from(!(marriage && looked_up.contains(&view.row.dossier)));
                }
            }
        }
        prop_assert_eq!(measure.components.by_data, by_data);
        prop_assert_eq!(measure.components.not_looked_up, waiting);
        let c = &measure.components;
        prop_assert_eq!(c.asked, c.filed + c.shown + c.by_data + c.by_result + c.missing, "each once");
        prop_assert_eq!(c.asked, c.file + c.show + c.data);

        let catalogue = &desk.reference().catalogue;
        let mut used: BTreeMap<String, u32> = BTreeMap::new();
        let mut avoided = 0;
        for result in desk.office().results_of(HUSBAND.0, catalogue, then()).unwrap() {
            for event in &result.events {
                avoided += u32::from(event.what == "handed_over");
                if event.what == "used" || event.what == "handed_over" {
                    *used.entry(result.kind.clone()).or_default() += 1;
                }
            }
        }
        let counted: BTreeMap<_, _> = measure.kinds.iter().map(|kind| (kind.id.clone(), kind.times)).collect();
        prop_assert_eq!(counted, used.clone());
        prop_assert_eq!(measure.kinds_reused, used.len() as u32, "both are of the plan");
        prop_assert_eq!(measure.reissues_avoided, avoided);

        let finished: Vec<_> = received
            .iter()
            .filter_map(|view| {
                let done = view.events.iter().find(|event| event.what == "Chuyển sang: Có kết quả")?;
                Some((view.events[0].at.date() == done.at.date(), view.row.procedure == "1.001653"))
            })
            .collect();
        let actual = &measure.same_day.by_actual;
        prop_assert_eq!(actual.denominator, finished.len() as u32);
        prop_assert_eq!(actual.numerator, finished.iter().filter(|(same, _)| *same).count() as u32);
        let exchange = &measure.same_day_exchange.by_actual;
        prop_assert_eq!(exchange.denominator, finished.iter().filter(|(_, reissue)| *reissue).count() as u32);
        let shares: u32 = measure.clerks.iter().map(|clerk| clerk.dossiers).sum();
        prop_assert_eq!(shares, measure.dossiers);
        let given: u32 = measure.clerks.iter().map(|clerk| clerk.handed_over).sum();
        prop_assert_eq!(given, avoided);
    }
}
