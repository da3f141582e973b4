//! Cases to receive. All persons are invented.

use crate::{dice::Dice, folder::Counter};
use serde_json::{Map, Value, json};

/// Birth in time, filed by the father at the counter, complete. Wednesday 14/10/2026 at 09:20.
pub fn birth() -> Value {
    json!({
        "procedure": "1.001193",
        "answers": {
            "tre": "thuong", "nguoi-di-dang-ky": "cha-me", "giay-chung-sinh": "co",
            "cha-me-ket-hon": "co", "thoi-han": "dung-han"
        },
        "person": {
            "id": "048200001234", "name": "Nguyễn Văn An", "birth": "2000-03-15", "sex": "male",
            "address": "Tổ 1, phường Hải Châu, thành phố Đà Nẵng", "phone": "0905123456",
            "email": "an@example.vn"
        },
        "channel": "counter",
        "received": "2026-10-14T09:20",
        "received_why": "nhập lại từ sổ",
        "submitted": [
            { "requirement": "to-khai", "evidence": "to-khai-dang-ky-khai-sinh", "original": 1, "copy": 0 },
            { "requirement": "viec-sinh", "evidence": "giay-chung-sinh", "original": 1, "copy": 0 }
        ],
        "shown": ["nhan-than"],
        "reuse": [],
        "return": "counter"
    })
}

/// What `guide` says of a case on 14/10/2026.
pub fn case(
    counter: &Counter,
    procedure: &str,
    answers: &Map<String, Value>,
    channel: &str,
) -> Value {
    let args = [
        "guide",
        procedure,
        "--answers",
        "-",
        "--channel",
        channel,
        "--received",
        "2026-10-14T09:20",
    ];
    let answers = Value::Object(answers.clone()).to_string();
    counter.feed(args, answers.as_bytes()).yes()
}

/// Answers every question that comes up by the dice, until the case is complete; where it must not
/// be one that is refused, other answers are tried.
pub fn complete_case(
    counter: &Counter,
    procedure: &str,
    channel: &str,
    dice: &mut Dice,
    refusal_too: bool,
) -> Value {
    let mut answers = Map::new();
    let mut good = Map::new();
    for _ in 0..120 {
        let case = case(counter, procedure, &answers, channel);
        if !refusal_too && !case["refusal"].is_null() {
            answers = good.clone();
            answer_open(
                &mut answers,
                &self::case(counter, procedure, &good, channel),
                dice,
            );
            continue;
        }
        good = answers.clone();
        let questions = case["questions"].as_array().expect("questions");
        if questions
            .iter()
            .all(|question| !question["answer"].is_null())
        {
            assert_eq!(case["complete"], true, "{case:#}");
            assert_eq!(case["missing"], json!([]), "{case:#}");
            return case;
        }
        assert_eq!(case["complete"], false, "{case:#}");
        answer_open(&mut answers, &case, dice);
    }
    panic!("{procedure}: no way through the questions: {answers:?}");
}

fn answer_open(answers: &mut Map<String, Value>, case: &Value, dice: &mut Dice) {
    for question in case["questions"].as_array().expect("questions") {
        if question["answer"].is_null() {
            let id = question["id"].as_str().expect("an id");
            let options = question["options"].as_array().expect("options");
            answers.insert(id.to_owned(), dice.one_of(options)["id"].clone());
        }
    }
}

/// The first alternative of every requirement that the citizen brings, but for the one left out.
pub fn submitted_for(case: &Value, left_out: Option<&str>) -> Vec<Value> {
    case["requirements"]
        .as_array()
        .expect("requirements")
        .iter()
        .filter(|requirement| {
            requirement["need"] != "data" && requirement["id"].as_str() != left_out
        })
        .flat_map(|requirement| {
            let first = requirement["alternatives"][0].as_array().expect("papers");
            first.iter().map(|paper| {
                json!({
                    "requirement": requirement["id"], "evidence": paper["evidence"],
                    "original": paper["original"], "copy": paper["copy"]
                })
            })
        })
        .collect()
}
