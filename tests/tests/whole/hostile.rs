//! What must not come in: each is refused with its code and a Vietnamese sentence, and nothing is
//! written. Harmless oddities are received and come out clean.

use motcua_tests::{Counter, Dice, Said, birth};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// A counter with one dossier, and its files as they are.
struct Guarded {
    counter: Counter,
    files: BTreeMap<PathBuf, String>,
    list: Vec<Value>,
}

impl Guarded {
    fn new() -> Self {
        let counter = Counter::office();
        counter.receive(&birth()).yes();
        let list = counter.list();
        Self {
            files: counter.files(),
            counter,
            list,
        }
    }

    #[track_caller]
    fn is_untouched(&self) {
        assert_eq!(self.counter.files(), self.files, "a file was written");
        assert_eq!(self.counter.list(), self.list);
    }

    fn bytes(&self, input: &[u8]) -> Said {
        self.counter.feed(["receive", "-"], input)
    }

    fn with(&self, change: impl FnOnce(&mut Value)) -> Said {
        let mut reception = birth();
        change(&mut reception);
        self.counter.receive(&reception)
    }
}

#[test]
fn what_is_no_json_of_ours_is_refused() {
    let guarded = Guarded::new();
    let good = birth().to_string();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_answers = format!(
        r#"{{"procedure":"1.001193","answers":{}1{}}}"#,
        r#"{"a":"#.repeat(5_000),
        "}".repeat(5_000)
    );
    let half = &good[..good.len() / 2];
    for text in [
        "",
        " ",
        "\u{feff}",
        "null",
        "true",
        "7",
        "\"hồ sơ\"",
        "[]",
        "{}",
        "{",
        "}",
        half,
        "{'procedure':1}",
        "<xml/>",
        "SELECT * FROM dossier;",
        &deep,
        &deep_answers,
        "{\"procedure\":}",
        "NaN",
        &format!("{good}{good}"),
        &format!("{good} thừa"),
        "\0",
        r#"{"procedure":"1.001193","procedure":"1.001193"}"#,
        r#"{"procedure":"1.001193","person":{"id":1e999}}"#,
        r#"{"procedure":"\ud800"}"#,
    ] {
        guarded.bytes(text.as_bytes()).refused("BAD_INPUT");
    }
    // Windows-1252, Windows-1258 and UTF-16 are not UTF-8.
    let mut cp1252 = good.replace("Nguyễn Văn An", "NAME").into_bytes();
    let at = cp1252.windows(4).position(|part| part == b"NAME").unwrap();
    cp1252.splice(at..at + 4, *b"Jos\xe9");
    guarded.bytes(&cp1252).refused("BAD_INPUT");
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    guarded
        .bytes(&[&[0xff, 0xfe][..], &utf16].concat())
        .refused("BAD_INPUT");
    guarded
        .bytes(&[0x89, b'P', b'N', b'G', 0, 1, 2, 0xff])
        .refused("BAD_INPUT");
    guarded.is_untouched();
}

#[test]
fn a_huge_input_is_refused_before_it_is_understood() {
    let guarded = Guarded::new();
    let mut huge = birth().to_string().into_bytes();
    huge.resize(70 << 20, b' ');
    guarded.bytes(&huge).refused("BAD_FILE");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("to.json");
    fs::write(&file, &huge).unwrap();
    guarded
        .counter
        .run(["receive", file.to_str().unwrap()])
        .refused("BAD_FILE");
    guarded
        .counter
        .run(["verify", file.to_str().unwrap()])
        .refused("BAD_FILE");
    guarded
        .counter
        .run(["receive", folder.path().to_str().unwrap()])
        .refused("BAD_FILE");
    guarded
        .counter
        .run(["receive", "không có.json"])
        .refused("BAD_FILE");
    guarded
        .counter
        .run(["receive", &"a".repeat(5_000)])
        .refused("BAD_FILE");
    guarded.is_untouched();
}

#[test]
fn a_wrong_type_for_any_key_is_refused_and_the_key_is_named() {
    let guarded = Guarded::new();
    let wrong = [
        ("procedure", json!(1)),
        ("procedure", Value::Null),
        ("answers", json!("thuong")),
        ("answers", json!({ "tre": ["thuong"] })),
        ("person", json!("Nguyễn Văn An")),
        ("person", json!({ "id": 48_200_001_234_i64 })),
        ("person", json!({ "id": "048200001234", "name": ["An"] })),
        (
            "person",
            json!({ "id": "048200001234", "name": "An", "sex": "nam" }),
        ),
        ("organisation", json!("Công ty")),
        ("on_behalf_of", json!([1])),
        ("channel", json!("boat")),
        ("channel", json!(null)),
        ("received", json!(20_261_014)),
        ("submitted", json!({ "requirement": "to-khai" })),
        ("submitted", json!(["to-khai"])),
        (
            "submitted",
            json!([{ "requirement": "to-khai", "evidence": "x", "original": -1 }]),
        ),
        (
            "submitted",
            json!([{ "requirement": "to-khai", "evidence": "x", "original": 1.5 }]),
        ),
        (
            "submitted",
            json!([{ "requirement": "to-khai", "evidence": "x", "original": "một" }]),
        ),
        (
            "submitted",
            json!([{ "requirement": "to-khai", "evidence": "x", "original": 4_294_967_296_i64 }]),
        ),
        ("shown", json!("nhan-than")),
        ("shown", json!([7])),
        ("reuse", json!([{ "requirement": "to-khai" }])),
        ("return", json!("pigeon")),
        ("clerk", json!(5)),
        ("pages", json!(-3)),
        ("pages", json!("ba")),
        ("copies", json!(1e20)),
        ("quantity", json!(true)),
        ("sets", json!({})),
        ("refuse", json!("không nhận")),
        ("exempt", json!(1)),
    ];
    for (key, value) in wrong {
        let sentence = guarded
            .with(|reception| reception[key] = value.clone())
            .refused("BAD_INPUT");
        assert!(
            sentence.contains(key) || sentence.contains("Thiếu khóa"),
            "{key} = {value}: {sentence}"
        );
    }
    let sentence = guarded
        .with(|reception| {
            reception.as_object_mut().unwrap().remove("procedure");
        })
        .refused("BAD_INPUT");
    assert!(sentence.contains("procedure"), "{sentence}");
    guarded.is_untouched();
}

#[test]
fn what_the_case_does_not_have_is_refused() {
    let guarded = Guarded::new();
    let paper = |requirement: &str, evidence: &str| json!({ "requirement": requirement, "evidence": evidence, "original": 1 });
    let more = |reception: &mut Value, paper: Value| {
        reception["submitted"].as_array_mut().unwrap().push(paper)
    };
    guarded
        .with(|r| r["procedure"] = json!("9.999999"))
        .refused("UNKNOWN_PROCEDURE");
    guarded
        .with(|r| r["procedure"] = json!(""))
        .refused("UNKNOWN_PROCEDURE");
    guarded
        .with(|r| r["procedure"] = json!("1.013855"))
        .refused("NOT_GUIDED");
    guarded
        .with(|r| r["answers"] = json!({}))
        .refused("OPEN_QUESTIONS");
    guarded
        .with(|r| r["answers"]["tre"] = json!("khong-co"))
        .refused("BAD_ANSWER");
    guarded
        .with(|r| r["answers"]["khong-co"] = json!("x"))
        .refused("BAD_ANSWER");
    guarded
        .with(|r| more(r, paper("khong-co", "giay-chung-sinh")))
        .refused("UNKNOWN_REQUIREMENT");
    guarded
        .with(|r| more(r, paper("to-khai", "giay-chung-sinh")))
        .refused("UNKNOWN_REQUIREMENT");
    guarded
        .with(|r| more(r, paper("to-khai", "giay-khong-co")))
        .refused("UNKNOWN_REQUIREMENT");
    guarded
        .with(|r| r["shown"] = json!(["khong-co"]))
        .refused("UNKNOWN_REQUIREMENT");
    guarded
        .with(|r| r["reuse"] = json!([{ "requirement": "khong-co", "result": "1" }]))
        .refused("UNKNOWN_REQUIREMENT");
    guarded
        .with(|r| r["clerk"] = json!("Người Lạ"))
        .refused("UNKNOWN_CLERK");
    guarded
        .with(|r| r["clerk"] = json!(""))
        .refused("UNKNOWN_CLERK");
    guarded
        .with(|r| r["exempt"] = json!("rich"))
        .refused("UNKNOWN_EXEMPTION");
    for key in ["pages", "copies", "quantity", "sets"] {
        guarded
            .with(|r| r[key] = json!(1_000_000))
            .refused("BAD_NUMBER");
    }
    guarded
        .with(|r| r["submitted"][0]["original"] = json!(4_000_000_000_u32))
        .refused("BAD_NUMBER");
    guarded.is_untouched();
}

#[test]
fn a_stored_result_that_is_not_there_satisfies_nothing() {
    let guarded = Guarded::new();
    let said = guarded.with(|r| {
        r["submitted"].as_array_mut().unwrap().remove(1);
        r["reuse"] = json!([{ "requirement": "viec-sinh", "result": "khong-co-ket-qua-nay" }]);
    });
    let sentence = said.refused("NOT_USABLE");
    assert!(sentence.contains("khong-co-ket-qua-nay"), "{sentence}");
    guarded.is_untouched();
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    let guarded = Guarded::new();
    for received in [
        "2026-02-30T09:00",
        "2026-10-14T25:00",
        "2026-10-14",
        "14/10/2026",
        "",
        "mai",
        "2026-10-14T09:20Z",
        "2026-10-14T09:20:00+07:00",
        "10000-01-01T00:00",
        "-001-01-01T00:00",
        "2026-1-1T09:00",
    ] {
        guarded
            .with(|r| r["received"] = json!(received))
            .refused("BAD_INPUT");
    }
    // Before the procedure was in force, and after the calendar's end.
    guarded
        .with(|r| r["received"] = json!("0001-01-01T00:00"))
        .refused("NOT_IN_FORCE");
    let end = guarded.with(|r| r["received"] = json!("9999-12-31T23:59"));
    assert_eq!(end.exit, 2, "{end:#?}");
    for born in [
        "2026-02-30",
        "1700-01-01",
        "01/01/2000",
        "hai nghìn",
        "20000",
        "2000-1-1",
        "-200",
    ] {
        guarded
            .with(|r| r["person"]["birth"] = json!(born))
            .refused("BAD_PERSON");
    }
    guarded.is_untouched();
}

#[test]
fn a_person_who_cannot_be_is_refused() {
    let guarded = Guarded::new();
    let person = |key: &str, value: &str| guarded.with(|r| r["person"][key] = json!(value));
    for name in [
        "",
        "  ",
        "An 2",
        "An 😀",
        "😀",
        "An\u{7}",
        "Nguyễn|Văn",
        "<b>An</b>",
        "王小明",
        "An\u{0}Bình",
        "-",
        "?",
        "'; DROP TABLE dossier; --",
    ] {
        person("name", name).refused("BAD_PERSON");
    }
    for id in [
        "",
        "1",
        "abc",
        "04820000123456789",
        "０４８２００００１２３４",
        "048-200-001;234",
        "😀",
    ] {
        person("id", id).refused("BAD_PERSON");
    }
    for phone in ["gọi sau", "12", "0905123456; rm -rf"] {
        person("phone", phone).refused("BAD_PERSON");
    }
    for email in ["an", "an@", "@b.vn", "a b@c.vn", "an@b\u{202e}.vn@"] {
        person("email", email).refused("BAD_PERSON");
    }
    person("address", &"phố ".repeat(100)).refused("BAD_PERSON");
    guarded
        .with(|r| r["person"] = json!({}))
        .refused("BAD_PERSON");
    guarded
        .with(|r| r["residence_unit"] = json!("x".repeat(501)))
        .refused("BAD_INPUT");
    guarded.is_untouched();
}

#[test]
fn harmless_oddities_are_received_and_come_out_clean() {
    let counter = Counter::office();
    let mut odd = birth();
    odd["person"]["address"] =
        json!("  Tổ 1\u{200b},\tphố “Robert'); DROP TABLE dossier;--”\r\n\u{202e}😀 ");
    odd["person"]["phone"] = json!("0905 123 456");
    odd["khoa-la"] = json!({ "sâu": [1, 2, 3] });
    odd["person"]["khoa-la"] = json!(true);
    let text = format!("\u{feff}{odd}\n\n");
    let said = counter.feed(["receive", "-"], text.as_bytes()).yes();
    let shown = counter.show(said["dossier"].as_str().unwrap());
    let address = shown["person"]["address"].as_str().unwrap();
    assert!(
        !address
            .chars()
            .any(|c| c.is_control() || c == '\u{200b}' || c == '\u{202e}'),
        "{address:?}"
    );
    assert!(
        address.starts_with("Tổ 1,") && address.contains("DROP TABLE"),
        "{address:?}"
    );
    for search in ["'", "\" OR 1=1 --", "DROP TABLE", "\\", "*", "\u{0}x", "😀"] {
        if !search.contains('\0') {
            assert!(
                counter.run(["dossier", "search", search]).yes().is_array(),
                "{search}"
            );
        }
    }
    assert_eq!(counter.run(["dossier", "show", "' OR 1=1 --"]).exit, 1);
    assert_eq!(counter.list().len(), 1);
    counter.is_whole();
}

#[test]
fn options_and_arguments_that_are_nonsense_are_refused() {
    let guarded = Guarded::new();
    let code = guarded.list[0]["dossier"].as_str().unwrap();
    let ask = |args: &[&str]| guarded.counter.run(args);
    ask(&["dossier", "list", "--nonsense"]).refused("USAGE");
    ask(&["receive", "--clerk", "An"]).refused("USAGE");
    ask(&["dossier", "move", code, "😀"]).refused("BAD_MOVE");
    ask(&["dossier", "move", code, ""]).refused("BAD_MOVE");
    ask(&["find", "--limit", "99999999999999999999999", "x"]).refused("USAGE");
    ask(&["guide", "../../etc/passwd"]).refused("UNKNOWN_PROCEDURE");
    ask(&["guide", &"1".repeat(10_000)]).refused("UNKNOWN_PROCEDURE");
    ask(&["keys", "trust", "không có.json"]).refused("BAD_FILE");
    ask(&["keys", "export", "/không/có/khoa.json"]).refused("BAD_FILE");
    // A long, odd question finds nothing or something, but it answers.
    for query in [
        "😀😀😀",
        "'; DROP TABLE procedure; --",
        "\u{301}\u{302}",
        "%_*?\\\"",
        "a\u{200b}b",
    ] {
        assert!(ask(&["find", query]).yes().is_array(), "{query}");
    }
    assert!(
        ask(&["find", &"giấy khai sinh ".repeat(2_000)])
            .yes()
            .is_array()
    );
    guarded.is_untouched();
}

#[test]
#[cfg(unix)]
fn arguments_that_are_no_text_are_a_usage_fault() {
    use std::os::unix::ffi::OsStrExt;
    let counter = Counter::empty();
    let latin = std::ffi::OsStr::from_bytes(b"khai sinh \xe9");
    counter
        .run([std::ffi::OsStr::new("find"), latin])
        .refused("USAGE");
}

#[test]
fn noise_never_makes_the_program_fall() {
    let guarded = Guarded::new();
    let mut dice = Dice::new(99);
    let good = birth().to_string().into_bytes();
    for _ in 0..25 {
        let mut bytes = good.clone();
        for _ in 0..=dice.below(6) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] = dice.throw() as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, dice.throw() as u8),
            }
        }
        // Whatever it is: an answer or a fault of the contract, which the harness checks.
        let said = guarded.bytes(&bytes);
        assert_ne!(said.exit, 3, "nothing is wrong with the machine: {said:#?}");
    }
    for _ in 0..25 {
        let long = dice.below(300);
        let text: String = (0..long)
            .map(|_| char::from_u32(dice.throw() as u32 % 0x1_1000).unwrap_or('ơ'))
            .collect();
        let text = text.replace('\0', "");
        if !text.starts_with('-') {
            guarded.counter.run(["verify", &text]).no();
        }
    }
    guarded.counter.is_whole();
}

/// A PNG of that size whose data are these bytes.
fn png(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let mut crc = !0_u32;
        for byte in kind.iter().chain(body) {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xEDB8_8320 * (crc & 1));
            }
        }
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&length[..], kind, body, &(!crc).to_be_bytes()].concat()
    };
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ]
    .concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"IDAT", data),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

#[test]
fn a_picture_that_would_fill_the_memory_or_is_cut_is_refused() {
    let counter = Counter::empty();
    let folder = tempfile::tempdir().unwrap();
    let verify = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        counter.run(["verify", file.to_str().unwrap()])
    };
    let nothing = [0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
    verify("to.png", &png(60_000, 60_000, &nothing)).refused("BAD_FILE");
    verify("to-hon.png", &png(u32::MAX, u32::MAX, &nothing)).refused("BAD_FILE");
    verify("khong.png", &png(0, 0, &nothing)).refused("BAD_FILE");
    verify("cut.png", &png(500, 500, &nothing)).refused("BAD_FILE");
    verify("dau.png", b"\x89PNG").refused("BAD_FILE");
    verify("dau.jpg", b"\xff\xd8\xff\xe0 khong phai anh").refused("BAD_FILE");
}
