//! Finding from outside, beyond the array of procedures: questions, services received elsewhere, life
//! events, and what an office learns from its own choices.

use motcua_tests::{Counter, fits};
use serde_json::json;

fn answer_shape() -> serde_json::Value {
    json!({
        "question": "text", "about": "=papers|=fee|=time|=where|null", "known": "bool", "say": "text",
        "of": [{
            "code": "text|null", "referral": "text|null", "name": "text",
            "lines": [{ "text": "text", "source": "text" }]
        }],
        "nearest": [{ "code": "text", "name": "text" }],
        "referrals": [referral_shape()]
    })
}

fn referral_shape() -> serde_json::Value {
    json!({
        "id": "text", "name": "text", "also": ["text"], "who": "text", "where": "text", "how": "text",
        "online": "bool", "basis": "text|null", "url": "text|null", "to_confirm": "bool",
        "score": "number", "because": "text"
    })
}

#[test]
fn a_question_is_answered_with_the_source_of_each_line() {
    let counter = Counter::empty();
    for (question, about, code, wanted) in [
        ("khai sinh cần gì", "papers", "1.001193", "Tờ khai"),
        ("lệ phí chứng thực", "fee", "2.000815", "2.000 đồng"),
        ("bao lâu có sổ", "time", "1.013978", "ngày làm việc"),
        (
            "đăng ký kết hôn ở đâu",
            "where",
            "1.000894",
            "Trung tâm Phục vụ hành chính công",
        ),
    ] {
        let said = counter.run(["ask", question]).yes();
        fits(&said, &answer_shape());
        assert_eq!(said["about"], about, "{question}");
        assert_eq!(said["of"][0]["code"], code, "{question}");
        let lines = said["of"][0]["lines"].as_array().unwrap();
        let all = said["of"][0]["lines"].to_string();
        assert!(all.contains(wanted), "{question}: {all}");
        for line in lines {
            let source = line["source"].as_str().unwrap();
            assert!(
                source.len() > 4,
                "{question}: a line without its source: {line}"
            );
        }
    }
    let where_to = counter.run(["ask", "làm ở đâu"]).yes();
    assert_eq!(where_to["of"][0]["code"], json!(null));
    assert!(!counter.data.exists(), "asking writes nothing");
}

#[test]
fn what_is_not_known_is_said_and_the_nearest_is_shown() {
    let counter = Counter::empty();
    let said = counter.run(["ask", "hột vịt lộn bao nhiêu tiền"]).no();
    fits(&said, &answer_shape());
    assert_eq!(
        (said["known"].clone(), said["about"].clone()),
        (json!(false), json!("fee"))
    );
    let no_question = counter.run(["ask", "khai sinh"]).no();
    assert_eq!(no_question["about"], json!(null));
    assert_eq!(no_question["nearest"][0]["code"], "1.001193");
    let what_of = counter.run(["ask", "cần gì"]).no();
    assert_eq!(what_of["nearest"], json!([]));
    assert!(what_of["say"].as_str().unwrap().contains("việc nào"));
    // A listed procedure has no checked papers: it says so and gives the page.
    let listed = counter.run(["ask", "quỹ tự giải thể cần giấy tờ gì"]).no();
    assert!(
        listed["say"].as_str().unwrap().contains("chưa ghi"),
        "{listed}"
    );
}

#[test]
fn services_not_received_here_are_found_and_never_among_the_procedures() {
    let counter = Counter::empty();
    let found = counter.run(["find", "--referrals", "làm hộ chiếu"]).yes();
    fits(&found, &json!([referral_shape()]));
    assert_eq!(found[0]["id"], "ho-chieu-pho-thong");
    let all = counter.run(["find", "--referrals"]).yes();
    assert!(all.as_array().unwrap().len() >= 59);
    // The contract of `find --json`: procedures of the catalogue and nothing else.
    for query in ["làm hộ chiếu", "ly hôn", "vừa sinh em bé"] {
        let hits = counter.run(["find", query]).yes();
        for hit in hits.as_array().unwrap() {
            assert!(hit["code"].as_str().unwrap().contains('.'), "{hit}");
        }
    }
    let asked = counter.run(["ask", "ly hôn ở đâu"]).yes();
    assert_eq!(asked["of"][0]["referral"], "ly-hon");
}

#[test]
fn life_events_gather_procedures_in_order() {
    let counter = Counter::empty();
    let all = counter.run(["catalogue", "events"]).yes();
    fits(
        &all,
        &json!([{
            "id": "text", "name": "text", "say": ["text"],
            "steps": [{
                "code": "text|null", "referral": "text|null", "name": "text", "why": "text",
                "guided": "bool", "in_force": "bool"
            }]
        }]),
    );
    assert!(all.as_array().unwrap().len() >= 12);
    let one = counter.run(["catalogue", "events", "nguoi-than-mat"]).yes();
    assert_eq!(
        one["steps"][0]["code"], "1.000656",
        "first of all the death is registered"
    );
    counter.run(["catalogue", "events", "khong-co"]).no();
}

#[test]
fn a_choice_made_twice_is_learned_and_nothing_about_anybody_is_kept() {
    let counter = Counter::office();
    let first = |query: &str| counter.run(["find", query]).yes()[0]["code"].clone();
    let choose = |code: &str, query: &str| counter.run(["learned", "choose", code, query]);

    choose("2.001019", "giấy con cò").yes();
    assert_ne!(first("giấy con cò"), "2.001019", "once may be a slip");
    assert_eq!(counter.run(["learned", "list"]).yes(), json!([]));
    choose("2.001019", "Giay  con co").yes();
    assert_eq!(
        first("giấy con cò"),
        "2.001019",
        "the same folded words twice"
    );
    assert_eq!(first("giay con co"), "2.001019");
    let why = counter.run(["find", "giấy con cò"]).yes()[0]["because"].to_string();
    assert!(why.contains("từng tìm"), "{why}");

    let learned = counter.run(["learned", "list"]).yes();
    assert_eq!(learned[0]["phrase"], "giấy con cò");
    let id = learned[0]["id"].as_str().unwrap().to_owned();
    counter.run(["learned", "remove", &id]).yes();
    assert_ne!(first("giấy con cò"), "2.001019", "removed");
    choose("2.001019", "giấy con cò").yes();
    assert_ne!(
        first("giấy con cò"),
        "2.001019",
        "and not learned again behind the clerk's back"
    );
    counter.run(["learned", "restore", &id]).yes();
    assert_eq!(first("giấy con cò"), "2.001019", "brought back");

    for personal in [
        "khai sinh cho nguyễn văn mẫu",
        "khai sinh 048200001234",
        "0905123456",
        "sinh ngày 15/3/2000",
        "1.001193",
    ] {
        assert_eq!(
            choose("1.001193", personal).no()["kept"],
            false,
            "{personal}"
        );
        counter
            .run(["learned", "add", "1.001193", personal])
            .refused("BAD_INPUT");
    }
    assert_eq!(
        counter
            .run(["learned", "list", "--all"])
            .yes()
            .as_array()
            .unwrap()
            .len(),
        1
    );
    counter
        .run(["learned", "add", "9.999999", "con cò"])
        .refused("UNKNOWN_PROCEDURE");
    let taught = counter
        .run(["learned", "add", "1.000894", "về chung một nhà"])
        .yes();
    assert_eq!(
        (&taught["taught"], &taught["used"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(first("về chung một nhà"), "1.000894");
}

#[test]
fn no_words_of_anybody_stand_in_the_change_log() {
    let counter = Counter::office();
    for _ in 0..2 {
        counter
            .run(["learned", "choose", "2.001019", "giấy con cò"])
            .yes();
    }
    let file = rusqlite::Connection::open(counter.data.join("office.sqlite")).unwrap();
    let said: i64 = file
        .query_row(
            "SELECT count(*) FROM change_log WHERE tbl = 'learned' AND body LIKE '%con c%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let logged: i64 = file
        .query_row(
            "SELECT count(*) FROM change_log WHERE tbl = 'learned'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(
        (said, logged),
        (0, 2),
        "that something was chosen is logged, not what was typed"
    );
}
