//! Every guided procedure, from its questions to its receipt: whatever a citizen answers, what the
//! guide asks for is what the counter takes, and one paper less is exactly that paper missing.

use crate::shapes::GUIDED;
use motcua_tests::{Counter, Dice, birth, case, complete_case, submitted_for};
use serde_json::{Map, Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Ways of answering, for each of the procedures guided first: channel, seed, and whether a case that
/// is refused will do.
const WALKS: [(&str, u64, bool); 3] = [
    ("counter", 1, true),
    ("counter", 2, false),
    ("online", 3, false),
];

/// Of those guided later so many, spread over the list, are walked once.
const OTHERS: usize = 24;

fn reception(case: &Value, left_out: Option<&str>) -> Value {
    let mut reception = birth();
    reception["procedure"] = case["code"].clone();
    reception["channel"] = case["channel"].clone();
    reception["answers"] = case["answers"].clone();
    reception["submitted"] = json!(submitted_for(case, left_out));
    reception["shown"] = json!([]);
    reception["pages"] = json!(3);
    reception["copies"] = json!(1);
    reception
}

fn walk(
    counter: &Counter,
    code: &str,
    channel: &str,
    dice: &mut Dice,
    refusal_too: bool,
) -> &'static str {
    let case = complete_case(counter, code, channel, dice, refusal_too);
    let here = format!("{code} {channel} {}", case["answers"]);
    if !case["refusal"].is_null() {
        let said = counter.receive(&reception(&case, None)).no();
        assert_eq!(said["outcome"], "refused", "{here}");
        assert!(
            !case["refusal"]["reason"]
                .as_str()
                .unwrap()
                .trim()
                .is_empty(),
            "{here}"
        );
        return "refused";
    }
    let requirements = case["requirements"].as_array().unwrap();
    for requirement in requirements {
        assert!(
            !requirement["basis"].as_str().unwrap().is_empty(),
            "{here}: {requirement:#}"
        );
        assert!(
            !requirement["because"].as_str().unwrap().is_empty(),
            "{here}: {requirement:#}"
        );
    }
    let said = counter.receive(&reception(&case, None));
    assert_eq!(said.exit, 0, "{here}: {said:#?}");
    let received = said.json();
    assert_eq!(received["outcome"], "received", "{here}");
    assert_eq!(
        received["due"], case["due"],
        "{here}: the guide's promise is the receipt's"
    );
    assert_ne!(received["due"], Value::Null, "{here}");

    let brought: Vec<_> = requirements
        .iter()
        .filter(|requirement| requirement["need"] != "data")
        .map(|requirement| requirement["id"].as_str().unwrap())
        .collect();
    if brought.is_empty() {
        return "nothing to bring";
    }
    let left_out = *dice.one_of(&brought);
    let said = counter.receive(&reception(&case, Some(left_out)));
    assert_eq!(said.exit, 1, "{here} without {left_out}: {said:#?}");
    let lacking = said.json();
    assert_eq!(lacking["outcome"], "supplement", "{here}");
    let missing: Vec<_> = lacking["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["requirement"].as_str().unwrap())
        .collect();
    assert_eq!(missing, [left_out], "{here}");
    "received"
}

#[test]
fn what_the_guide_asks_for_is_what_the_counter_takes() {
    let list = Counter::empty().run(["catalogue", "list"]).yes();
    let others: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["guided"] == true)
        .map(|entry| entry["code"].as_str().unwrap())
        .filter(|code| !GUIDED.contains(code))
        .collect();
    let mut walks: Vec<_> = GUIDED
        .iter()
        .flat_map(|code| WALKS.map(|walk| (*code, walk)))
        .collect();
    let step = others.len().div_ceil(OTHERS).max(1);
    walks.extend(others.iter().step_by(step).map(|code| (*code, WALKS[1])));
    let next = AtomicUsize::new(0);
    let received = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let counter = Counter::office();
                while let Some((code, (channel, seed, refusal_too))) =
                    walks.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let outcome =
                        walk(&counter, code, channel, &mut Dice::new(*seed), *refusal_too);
                    assert!(*refusal_too || outcome != "refused", "{code}");
                    received.fetch_add(usize::from(outcome != "refused"), Ordering::Relaxed);
                }
                counter.is_whole();
            });
        }
    });
    println!(
        "{} receptions in {} walks",
        received.into_inner(),
        walks.len()
    );
}

/// However the answers are changed, the guide asks only what applies, and an answer left behind
/// from another case brings nothing.
#[test]
fn an_answer_left_from_another_case_brings_nothing() {
    let counter = Counter::empty();
    for (code, seed) in [
        ("1.001193", 5),
        ("1.004859", 6),
        ("1.004222", 7),
        ("2.001263", 8),
    ] {
        let mut dice = Dice::new(seed);
        let one = complete_case(&counter, code, "counter", &mut dice, true);
        let other = complete_case(&counter, code, "counter", &mut dice, true);
        // Everything of the other case, laid over with everything of this one.
        let mut both: Map<String, Value> = other["answers"].as_object().unwrap().clone();
        both.extend(one["answers"].as_object().unwrap().clone());
        let again = case(&counter, code, &both, "counter");
        for key in [
            "answers",
            "questions",
            "requirements",
            "due",
            "fee",
            "missing",
            "refusal",
        ] {
            assert_eq!(again[key], one[key], "{code} {key}");
        }
    }
}
