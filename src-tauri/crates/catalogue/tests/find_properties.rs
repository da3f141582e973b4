//! What holds of finding whatever is typed, and the order a clerk agrees with.

#![allow(clippy::expect_used, reason = "a test may die")]

use motcua_catalogue::{
    Entry,
    find::{Finder, Hit, Synonyms, Usage},
    model::Kind,
};
use proptest::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};

fn entry(code: &str, name: &str, guided: bool) -> Entry {
    Entry {
        code: code.to_owned(),
        name: name.to_owned(),
        field: "Hộ tịch".to_owned(),
        kind: Kind::New,
        guided,
    }
}

fn entries() -> Vec<Entry> {
    vec![
        entry("1.001193", "Thủ tục đăng ký khai sinh", true),
        entry("1.000656", "Thủ tục đăng ký khai tử", true),
        entry("1.000894", "Thủ tục đăng ký kết hôn", true),
        entry(
            "2.000806",
            "Thủ tục đăng ký kết hôn có yếu tố nước ngoài",
            false,
        ),
        entry(
            "1.004873",
            "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
            true,
        ),
        entry("1.004194", "Đăng ký tạm trú", false),
        entry("1.004222", "Đăng ký thường trú", false),
        entry(
            "2.000815",
            "Chứng thực bản sao từ bản chính (giấy tờ, văn bản)",
            false,
        ),
        entry("1.000001", "", false),
    ]
}

fn synonyms() -> Synonyms {
    Synonyms::parse(
        "filler = [\"xin\", \"cho hỏi\", \"có mất tiền không\"]\nlight = [\"giấy\"]\n\
         [[same]]\nsay = [\"cưới\", \"lấy chồng\"]\nmeans = [\"kết hôn\"]\n\
         [[same]]\nsay = [\"mất\"]\nmeans = [\"khai tử\"]\n\
         [[called]]\ncodes = [\"1.004873\", \"9.999999\"]\nsay = [\"giấy độc thân\"]\n\
         [[called]]\ncodes = [\"1.000656\"]\nsort = \"old\"\nsay = [\"giấy chứng tử\"]\n",
    )
    .expect("synonyms")
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&entries(), &synonyms()));

fn find(query: &str) -> Vec<Hit> {
    FINDER.find(query, 10, &Usage::new())
}

fn first(query: &str) -> String {
    find(query)
        .into_iter()
        .next()
        .map(|hit| hit.code)
        .unwrap_or_default()
}

#[test]
fn nothing_typed_finds_nothing_and_no_entries_find_nothing() {
    for query in ["", " ", "?!", "\u{301}", "—"] {
        assert_eq!(find(query), [], "{query:?}");
    }
    let empty = Finder::new(&[], &synonyms());
    assert_eq!(empty.find("khai sinh", 5, &Usage::new()), []);
    assert_eq!(find("khai sinh").len().min(1), 1);
    assert_eq!(FINDER.find("khai sinh", 0, &Usage::new()), []);
}

#[test]
fn each_hit_says_why() {
    for (query, code, because) in [
        ("đăng ký khai sinh", "1.001193", "đúng tên thủ tục"),
        ("khai sinh", "1.001193", "tên có “khai sinh”"),
        (
            "giấy độc thân",
            "1.004873",
            "người dân thường gọi là “giấy độc thân”",
        ),
        (
            "giấy chứng tử",
            "1.000656",
            "tên gọi trước đây: “giấy chứng tử”",
        ),
        ("1.004222", "1.004222", "đúng mã 1.004222"),
        (
            "taamj trus",
            "1.004194",
            "tên có “tạm trú”; gõ Telex “taamj” là “tạm”; gõ Telex “trus” là “trú”",
        ),
        (
            "ta5m tru1",
            "1.004194",
            "tên có “tạm trú”; gõ VNI “ta5m” là “tạm”; gõ VNI “tru1” là “trú”",
        ),
        (
            "lấy chồng",
            "1.000894",
            "tên có “kết hôn”; “lấy chồng” là kết hôn",
        ),
        (
            "khia sinh",
            "1.001193",
            "tên có “khai sinh”; “khia” đọc là “khai”",
        ),
        (
            "xntthn",
            "1.004873",
            "tên có “xác nhận tình trạng hôn nhân”; “xntthn” viết tắt “xác nhận tình trạng hôn nhân”",
        ),
        (
            "thuongtru",
            "1.004222",
            "tên có “thường trú”; viết liền “thuongtru”",
        ),
    ] {
        let hit = &find(query)[0];
        assert_eq!(
            (hit.code.as_str(), hit.because.as_str()),
            (code, because),
            "{query}"
        );
    }
}

#[test]
fn exact_tones_come_before_any_others() {
    let entries = [
        entry("1.000001", "Cấp thẻ công tác", true),
        entry("1.000002", "Cấp thẻ cộng tác", false),
        entry("1.000003", "Cấp thẻ cổng tác", false),
    ];
    let finder = Finder::new(&entries, &Synonyms::default());
    for (query, code) in [
        ("công tác", "1.000001"),
        ("cộng tác", "1.000002"),
        ("cổng tác", "1.000003"),
    ] {
        assert_eq!(
            finder.find(query, 1, &Usage::new())[0].code,
            code,
            "{query}"
        );
    }
    assert_eq!(
        finder.find("cong tac", 1, &Usage::new())[0].code,
        "1.000001",
        "guided where tones do not tell"
    );
}

#[test]
fn guided_before_listed_often_before_never_valid_before_abolished() {
    let entries = [
        entry("1.000001", "Đăng ký xe máy", false),
        entry("1.000002", "Đăng ký xe đạp", false),
        entry("1.000003", "Đăng ký xe điện", true),
    ];
    let order = |finder: &Finder, usage: &Usage| -> Vec<String> {
        let hits = finder.find("đăng ký xe", 5, usage);
        hits.into_iter().map(|hit| hit.code).collect()
    };
    let finder = Finder::new(&entries, &Synonyms::default());
    assert_eq!(order(&finder, &Usage::new())[0], "1.000003");
    let usage = Usage::from([("1.000002".to_owned(), 12), ("7.777777".to_owned(), 3)]);
    assert_eq!(order(&finder, &usage), ["1.000003", "1.000002", "1.000001"]);
    let ended = finder.ended(&BTreeSet::from([
        "1.000003".to_owned(),
        "1.000002".to_owned(),
    ]));
    assert_eq!(order(&ended, &usage), ["1.000001", "1.000003", "1.000002"]);
}

#[test]
fn what_was_learned_here_is_found_and_says_so() {
    let mut synonyms = synonyms();
    synonyms.learn("giấy đi học", "1.004194");
    let finder = Finder::new(&entries(), &synonyms);
    let hit = &finder.find("giấy đi học", 1, &Usage::new())[0];
    assert_eq!(hit.code, "1.004194");
    assert_eq!(hit.because, "quầy này từng tìm bằng “giấy đi học”");
}

#[test]
fn a_phrase_that_asks_is_not_taken_apart() {
    assert_eq!(
        first("kết hôn có mất tiền không"),
        "1.000894",
        "“mất” here is no death"
    );
    assert_eq!(first("ông mất"), "1.000656");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_typed_nothing_breaks_and_only_procedures_are_found(
        query in prop_oneof![
            "\\PC{0,40}",
            "[a-zđăâêôơưáàảãạ0-9. ]{0,60}",
            "(khai|sinh|ket|hôn|giaays|tr[a-z]{1,3}|xin| |1\\.0){0,9}",
        ],
        limit in 0..12_usize,
    ) {
        let hits = FINDER.find(&query, limit, &Usage::new());
        prop_assert!(hits.len() <= limit);
        let entries = entries();
        let mut seen = BTreeSet::new();
        for hit in &hits {
            let entry = entries.iter().find(|entry| entry.code == hit.code);
            prop_assert!(entry.is_some_and(|entry| entry.name == hit.name && entry.guided == hit.guided));
            prop_assert!(seen.insert(hit.code.clone()), "twice");
            prop_assert!(hit.score.is_finite() && hit.score > 0.0 && !hit.because.is_empty());
        }
        prop_assert!(hits.windows(2).all(|two| two[0].score >= two[1].score));
        prop_assert_eq!(&FINDER.find(&query, limit, &Usage::new()), &hits, "the same twice");
        let more = FINDER.find(&query, limit + 3, &Usage::new());
        prop_assert_eq!(&more[..hits.len()], &hits[..], "a larger limit only adds at the end");
    }

    #[test]
    fn composed_and_decomposed_text_and_both_tone_placements_find_the_same(
        at in 0..9_usize,
        word in "[a-zàáạảãâấầêếềôốồơớờưứừđ ]{0,20}",
    ) {
        use unicode_normalization::UnicodeNormalization;
        let query = format!("{} {word}", entries()[at].name);
        let apart: String = query.nfd().collect();
        prop_assert_eq!(find(&query), find(&apart));
        let (new, old) = (format!("hòa {word}"), format!("hoà {word}"));
        prop_assert_eq!(find(&new), find(&old));
    }

    #[test]
    fn every_title_typed_whole_finds_itself_first(at in 0..8_usize, upper: bool) {
        let entry = &entries()[at];
        let query = if upper { entry.name.to_uppercase() } else { entry.name.clone() };
        prop_assert_eq!(first(&query), entry.code.clone());
        prop_assert_eq!(first(&motcua_text::fold(&query)), entry.code.clone());
        prop_assert_eq!(first(&motcua_text::to_telex(&entry.name)), entry.code.clone());
    }
}
