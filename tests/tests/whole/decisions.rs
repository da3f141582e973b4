//! What a clerk decides about stored results is on record with the dossier: used, looked at, paper asked
//! for, a dossier opened all the same; a decision that must have a reason is not written without one.

use motcua_tests::Counter;
use serde_json::{Value, json};

fn stored(at: &Counter) -> String {
    let new = json!({
        "kind": "giay-chung-nhan-ket-hon", "number": "12/2025", "issued": "2025-03-05",
        "holder": { "id": "048200001234", "name": "Nguyễn Văn An", "birth": "2000-03-15" }
    });
    let result = at
        .feed(["result", "add", "-"], new.to_string().as_bytes())
        .yes();
    result["result"].as_str().unwrap().to_owned()
}

fn moving_in(decisions: &Value, reuse: &Value) -> Value {
    json!({
        "procedure": "1.004222",
        "answers": { "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" },
        "person": { "id": "048200001234", "name": "Nguyễn Văn An", "birth": "2000-03-15" },
        "submitted": [
            { "requirement": "to-khai", "evidence": "ct01", "original": 1 },
            { "requirement": "chu-nha-dong-y", "evidence": "y-kien-chu-cho-o-trong-to-khai", "original": 1 }
        ],
        "decisions": decisions,
        "reuse": reuse
    })
}

/// How many papers lie in the folder, also half-made ones.
fn papers(at: &Counter) -> usize {
    let all = at.files();
    all.keys()
        .filter(|path| path.to_string_lossy().contains("papers"))
        .count()
}

fn events(at: &Counter, reception: &Value) -> Vec<(String, String)> {
    let received = at.receive(reception).yes();
    let dossier = at.show(received["dossier"].as_str().unwrap());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    dossier["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (text(&event["what"]), text(&event["why"])))
        .collect()
}

#[test]
fn each_decision_is_an_event_of_the_dossier_with_its_reason() {
    let counter = Counter::office();
    let result = stored(&counter);
    let asked = events(
        &counter,
        &moving_in(
            &json!([
                { "what": "viewed", "result": result, "requirement": "vo-chong" },
                { "what": "paper_asked", "result": result, "requirement": "vo-chong", "why": " ảnh mờ " },
                { "what": "dossier_opened", "result": result, "why": "thông tin đã đổi" }
            ]),
            &json!([]),
        ),
    );
    let what: Vec<_> = asked.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(
        what,
        [
            "Tiếp nhận hồ sơ",
            "Xem tệp của kết quả đã lưu",
            "Yêu cầu giấy dù đã có dữ liệu",
            "Mở hồ sơ dù có bản điện tử để trả ngay"
        ]
    );
    assert_eq!(
        asked[2].1,
        "Thông tin quan hệ vợ chồng; kết quả số 12/2025; ảnh mờ"
    );
    assert_eq!(asked[3].1, "kết quả số 12/2025; thông tin đã đổi");

    let reuse = json!([{ "requirement": "vo-chong", "result": result }]);
    let used = events(&counter, &moving_in(&json!([]), &reuse));
    assert_eq!(used[1].0, "Dùng dữ liệu đã có thay giấy");
    counter.is_whole();
}

#[test]
fn a_decision_without_its_reason_or_about_nothing_writes_nothing() {
    let counter = Counter::office();
    let result = stored(&counter);
    let refused = |decision: Value, code: &str| {
        let before = papers(&counter);
        counter
            .receive(&moving_in(&json!([decision]), &json!([])))
            .refused(code);
        assert_eq!(papers(&counter), before);
    };
    let paper = |why: &str| json!({ "what": "paper_asked", "result": result, "requirement": "vo-chong", "why": why });
    refused(paper("  "), "REASON_MISSING");
    refused(paper(&"ạ".repeat(501)), "BAD_INPUT");
    refused(
        json!({ "what": "dossier_opened", "result": result }),
        "REASON_MISSING",
    );
    refused(
        json!({ "what": "viewed", "result": result, "requirement": "không có" }),
        "UNKNOWN_REQUIREMENT",
    );
    refused(
        json!({ "what": "viewed", "result": "không có" }),
        "UNKNOWN_RESULT",
    );
    refused(json!({ "what": "nghĩ", "result": result }), "BAD_INPUT");
    assert!(counter.list().is_empty());
    counter.is_whole();
}
