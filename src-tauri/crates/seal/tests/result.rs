//! A sealed result: opened by its holder, by nobody else, and by nobody after its last day.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod office;

use chrono::{NaiveDate, NaiveDateTime};
use motcua_fault::Code;
use motcua_seal::*;
use office::*;
use proptest::prelude::*;

const REFERENCE: &str = "H17.35.12-261014-90100001";
const KIND: &str = "giay-chung-nhan-ket-hon";
/// Invented.
const ID: &str = "048190001234";
const BIRTH: &str = "1990-05-21";

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn holder() -> HolderKey {
    HolderKey::derive(REFERENCE, ID, Some(BIRTH)).unwrap()
}

const FIELDS: &[(&str, &str)] = &[
    ("chong-ho-ten", "Nguyễn Văn An"),
    ("vo-ho-ten", "Lê Thị Hoa"),
];

fn marriage() -> ResultToSeal<'static> {
    ResultToSeal {
        reference: REFERENCE,
        unit: UNIT,
        procedure: "1.000894",
        sealed: now(),
        kind: KIND,
        number: Some("123/2026"),
        issued: day(2026, 10, 14),
        valid_until: None,
        issuer: None,
        fields: FIELDS,
        sample: false,
    }
}

fn read(text: &SealText, at: NaiveDateTime) -> (Verdict, Claims, ResultClaims) {
    let verdict = verify(text.as_str(), &trust(), at);
    let claims = verdict.claims.clone().expect("claims");
    let result = verdict.result.clone().expect("a result");
    (verdict, claims, result)
}

/// Never to change: papers with such a seal are in citizens' drawers.
const GOLDEN: &str = "H17.35.12-261014-90100001 MC1:TWGSLK/-4/69T3732RNEBMH5P7B35L M01D3I:B 74.DD:96$$5OW6*96FN0F00Y 81T0910 YEZ-0B34BIH5OT.GCVKQ6I3RVSPC82TFJWED813$K02IQ JL7M2.LWKTKWGYKOQ8D383M:6-IMNG0P*P1U8J6VD68/N52MBYSP*+9JIJO*5R+6IUP73RPFHI:B3O9JNTCEM810JG59FTEFA:M1URH2FR2OH-8MV/S. KC*5K*8ZU6MS5JGKHX3C0";

#[test]
fn a_sealed_result_of_the_first_version_is_written_and_read_the_same_for_ever() {
    let text = seal_result(&key(), &marriage(), &holder()).unwrap();
    assert_eq!(text.as_str(), GOLDEN);
    let verdict = verify(GOLDEN, &trust(), now());
    assert_eq!(verdict.reason, Reason::Valid, "{}", verdict.why);
    let opened = verdict
        .result
        .unwrap()
        .open(&verdict.claims.unwrap(), KIND, &holder());
    assert_eq!(opened.unwrap().number.as_deref(), Some("123/2026"));
}

#[test]
fn only_number_and_birth_date_of_the_holder_open_it() {
    let text = seal_result(&key(), &marriage(), &holder()).unwrap();
    let (_, claims, result) = read(&text, now());
    assert!(result.open(&claims, KIND, &holder()).is_some());
    for (id, birth) in [
        (ID, Some("1990-05-22")),
        ("048190001235", Some(BIRTH)),
        (ID, None),
        ("", None),
    ] {
        let other = HolderKey::derive(REFERENCE, id, birth).unwrap();
        assert_eq!(result.open(&claims, KIND, &other), None, "{id} {birth:?}");
    }
    // The same person's key of another seal does not serve here.
    let other = HolderKey::derive("H17.35.12-261014-90100002", ID, Some(BIRTH)).unwrap();
    assert_eq!(result.open(&claims, KIND, &other), None);
    assert_eq!(
        result.open(&claims, "giay-khai-sinh", &holder()),
        None,
        "nor does another kind"
    );
}

#[test]
fn nothing_in_the_code_names_the_holder() {
    let named = ResultToSeal {
        number: Some(ID),
        ..marriage()
    };
    let text = seal_result(&key(), &named, &holder()).unwrap();
    let body = text.as_str().split_once("MC1:").unwrap().1;
    let bytes = base45::decode(body).unwrap();
    let has = |what: &str| {
        bytes
            .windows(what.len())
            .any(|part| part == what.as_bytes())
    };
    assert!(!has(ID) && !has(&ID[6..]) && !has(BIRTH) && !has("Nguyễn"));
    let (verdict, claims, result) = read(&text, now());
    let json = serde_json::to_string(&(&verdict, &result)).unwrap();
    assert!(!json.contains(ID), "{json}");
    assert_eq!(
        result
            .open(&claims, KIND, &holder())
            .unwrap()
            .number
            .as_deref(),
        Some(ID),
        "the holder reads it"
    );
}

#[test]
fn the_fields_of_the_page_are_those_that_were_sealed_or_not() {
    let text = seal_result(&key(), &marriage(), &holder()).unwrap();
    let (_, claims, _) = read(&text, now());
    assert!(fields_are_sealed(&claims, &holder(), FIELDS));
    let altered = [FIELDS[0], ("vo-ho-ten", "Lê Thị Hòa")];
    assert!(!fields_are_sealed(&claims, &holder(), &altered));
    assert!(!fields_are_sealed(&claims, &holder(), &FIELDS[..1]));
}

#[test]
fn it_holds_through_its_last_day_and_not_a_minute_longer() {
    let until = ResultToSeal {
        valid_until: Some(day(2027, 4, 14)),
        ..marriage()
    };
    let text = seal_result(&key(), &until, &holder()).unwrap();
    let (verdict, claims, _) = read(&text, at(2027, 4, 14, 23, 59));
    assert_eq!(verdict.reason, Reason::Valid, "{}", verdict.why);
    assert_eq!(claims.due.map(|due| due.date()), Some(day(2027, 4, 14)));
    let (verdict, ..) = read(&text, at(2027, 4, 15, 0, 0));
    assert_eq!((verdict.valid, verdict.reason), (false, Reason::Expired));
    assert!(verdict.why.contains("14/04/2027"), "{}", verdict.why);
}

#[test]
fn one_flipped_bit_anywhere_is_refused() {
    let text = seal_result(&key(), &marriage(), &holder()).unwrap();
    let (prefix, body) = text.as_str().split_once("MC1:").unwrap();
    let bytes = base45::decode(body).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        let text = format!("{prefix}MC1:{}", base45::encode(&bent));
        let verdict = verify(&text, &trust(), now());
        assert!(!verdict.valid && verdict.result.is_none(), "bit {bit}");
    }
}

#[test]
fn an_ordinary_one_has_room_for_number_and_issuer_and_the_longest_unit_fits_too() {
    let full = ResultToSeal {
        number: Some("0123456/2026/GCN-HKD"),
        issuer: Some("UBND huyện Hòa Vang"),
        valid_until: Some(day(2036, 1, 1)),
        ..marriage()
    };
    let text = seal_result(&key(), &full, &holder()).unwrap();
    assert!(text.as_str().len() <= MAX_CHARS);
    let (_, claims, result) = read(&text, now());
    assert_eq!(result.issuer.as_deref(), Some("UBND huyện Hòa Vang"));
    assert!(result.open(&claims, KIND, &holder()).is_some());

    let unit = "H17.ABC.DEF.GHI.JKL.MNO.PQR.STU.VWX";
    let reference = format!("{unit}-261014-90100001");
    let longest = ResultToSeal {
        unit,
        reference: &reference,
        number: Some("123/2026"),
        valid_until: Some(day(2036, 1, 1)),
        sample: true,
        ..marriage()
    };
    seal_result(&key(), &longest, &holder()).unwrap();
    let much = "Công an phường Hải Châu, thành phố Đà Nẵng".repeat(2);
    let fault = seal_result(
        &key(),
        &ResultToSeal {
            issuer: Some(&much),
            ..marriage()
        },
        &holder(),
    );
    assert_eq!(fault.unwrap_err().code, Code::DoesNotFit);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn whatever_is_sealed_is_opened_again(
        number in proptest::option::of("[0-9A-ZĐđ/ -]{0,20}"), issuer in proptest::option::of("[a-zĐđâ ]{0,10}"),
        issued in -3000i64..12_000, lasts in proptest::option::of(0i64..4000),
    ) {
        let issued = day(2000, 1, 1) + chrono::TimeDelta::days(issued);
        let result = ResultToSeal {
            number: number.as_deref(),
            issuer: issuer.as_deref(),
            issued,
            valid_until: lasts.map(|days| day(2026, 10, 14) + chrono::TimeDelta::days(days)),
            ..marriage()
        };
        let key = key_once();
        let text = seal_result(&office::key(), &result, key).unwrap();
        let verdict = verify(text.as_str(), &trust(), now());
        prop_assert_eq!(verdict.reason, Reason::Valid);
        let (claims, read) = (verdict.claims.unwrap(), verdict.result.unwrap());
        prop_assert_eq!(read.issued, issued);
        prop_assert_eq!(&read.issuer, &issuer);
        prop_assert_eq!(read.open(&claims, KIND, key).map(|o| o.number), Some(number));
    }
}

/// Deriving is slow by design.
fn key_once() -> &'static HolderKey {
    static KEY: std::sync::OnceLock<HolderKey> = std::sync::OnceLock::new();
    KEY.get_or_init(holder)
}
