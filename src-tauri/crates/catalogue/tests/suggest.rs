//! A draft made of an official record is a text that the checker reads, and has nothing against but what
//! a person must still say.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

use motcua_catalogue::{
    authored,
    compose::{lay, layer_file},
    finding::{Finding, Rule},
    model::{EvidenceType, Need},
    record::{Record, parse},
    source::{Files, Parts},
    suggest::suggest,
};
use serde_json::json;
use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    Parts::read(&Files::read_dir(&data).unwrap())
});

fn evidence() -> BTreeMap<String, EvidenceType> {
    let papers = PARTS.evidence.iter().map(|placed| placed.value.clone());
    papers.map(|paper| (paper.id.clone(), paper)).collect()
}

/// The draft, and what the checker says of it beside what a person must still say, and texts that the
/// record itself cites although they are repealed.
fn drafted(record: &Record) -> (String, Vec<Finding>) {
    let day = "2026-11-21".parse().unwrap();
    let fees_known = PARTS
        .fees
        .iter()
        .any(|fee| fee.value.procedures.contains(&record.code));
    let text = suggest(record, &evidence(), day, fees_known);
    let mut parts = PARTS.clone();
    parts
        .official
        .0
        .insert(record.code.clone(), record.official());
    let file = layer_file(record.field(), &record.code, day);
    let (_, mut findings) = lay(&parts, &file, &text);
    findings.retain(|finding| {
        !matches!(
            finding.rule,
            Rule::ToDo | Rule::LimitMissing | Rule::FeeMissing | Rule::BasisExpired
        )
    });
    (text, findings)
}

fn record(row: serde_json::Value) -> Record {
    parse(row.to_string().as_bytes()).unwrap()
}

#[test]
fn questions_groups_and_alternatives_come_from_the_words() {
    let paper = |group: &str, text: &str, original: u32, copy: u32| json!({"group": group, "text": text, "original": original, "copy": copy, "is_note": original + copy == 0});
    let record = record(json!({
        "code": "9.900001", "name": "Thủ tục mẫu để thử", "field": "Hộ tịch",
        "legal_codes": ["01/2026/NĐ-CP"],
        "methods": [{"channel": "truc_tiep", "time_qty": 5, "time_unit": "working_day", "fees": []}],
        "components": [
            paper("Giấy tờ phải nộp:", "- Đơn đề nghị thử nghiệm theo mẫu số 01;", 1, 0),
            paper("Giấy tờ phải nộp:", "Trường hợp người nộp ở xa, gửi thêm bản kê khai nơi ở.", 1, 0),
            paper("Giấy tờ phải nộp:", "Một trong các giấy tờ sau: + Sổ theo dõi cũ; + Bản cam kết riêng", 0, 1),
            paper("Giấy tờ phải xuất trình:", "Thẻ căn cước", 1, 0),
            paper("Giấy tờ phải xuất trình:", "Sổ gốc hoặc bản sao sổ", 1, 1),
            paper("Lưu ý:", "Người nộp chịu trách nhiệm.", 0, 0),
        ],
    }));
    let (text, findings) = drafted(&record);
    assert_eq!(findings, [], "{text}");
    let draft = authored::read("", &text).unwrap().procedure;
    assert_eq!(draft.questions.len(), 1);
    assert!(draft.questions[0].ask.contains("người nộp ở xa"), "{text}");
    let needs: Vec<_> = draft.requirements.iter().map(|r| r.need).collect();
    assert_eq!(
        needs,
        [Need::File, Need::File, Need::File, Need::Show, Need::Show]
    );
    assert!(draft.requirements[0].when.is_always());
    assert!(!draft.requirements[1].when.is_always());
    assert_eq!(draft.requirements[2].any_of.len(), 2, "one of two papers");
    assert_eq!(draft.requirements[4].any_of.len(), 2, "original or copy");
    assert_eq!(draft.not_asked[0].official, ["#6"]);
    assert!(
        text.contains("CẦN SOẠN"),
        "what is still to be said is marked"
    );
}

#[test]
fn headings_that_name_cases_become_one_question() {
    let paper =
        |group: &str, text: &str| json!({"group": group, "text": text, "original": 1, "copy": 0});
    let record = record(json!({
        "code": "9.900002", "name": "Cấp phép thử", "field": "Xây dựng",
        "components": [
            paper("(1.1) Đối với công trình theo tuyến:", "Đơn đề nghị"),
            paper("(1.1) Đối với công trình theo tuyến:", "Bản vẽ tuyến"),
            paper("(1.2) Đối với nhà ở riêng lẻ:", "Đơn đề nghị"),
        ],
    }));
    let (text, findings) = drafted(&record);
    assert_eq!(findings, [], "{text}");
    let draft = authored::read("", &text).unwrap().procedure;
    assert_eq!(draft.questions.len(), 1, "{text}");
    assert_eq!(
        draft.questions[0].options.len(),
        3,
        "each heading, and another case"
    );
    assert_eq!(draft.requirements.len(), 2, "the same paper twice is one");
    assert_eq!(draft.requirements[0].when.0.len(), 2);
}

#[test]
fn every_real_record_that_is_not_a_guide_yet_gives_a_readable_draft() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/data/commune_procedures.jsonl");
    let Ok(text) = fs::read_to_string(file) else {
        return;
    };
    let mut drafts = 0;
    let mut faulty = Vec::new();
    for record in text.lines().filter_map(|line| parse(line.as_bytes()).ok()) {
        let guided = PARTS
            .guided
            .iter()
            .any(|placed| placed.value.procedure.code == record.code);
        if guided || !record.is_detailed() || record.relevance.as_deref() == Some("doubtful") {
            continue;
        }
        drafts += 1;
        let (_, findings) = drafted(&record);
        faulty.extend(
            findings
                .iter()
                .map(|f| format!("{} {:?} {f}", record.code, f.rule)),
        );
    }
    assert!(drafts > 100, "{drafts} drafts");
    assert!(
        faulty.is_empty(),
        "{} of {drafts}:\n{}",
        faulty.len(),
        faulty.join("\n")
    );
}
