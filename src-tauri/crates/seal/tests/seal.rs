//! What is sealed is read back, and nothing else is.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod office;

use chrono::{NaiveDateTime, TimeDelta};
use motcua_fault::Code;
use motcua_seal::*;
use office::*;
use proptest::prelude::*;

/// Never to change: papers with such a seal are in citizens' drawers.
const GOLDEN: &str = "H17.35.12-261014-1001 MC1:TWGSLK/-4/69T3732RNEBMH577B35LX50D73QKT.DD:96$$5OW6*96FN0F00I/81T09106YEVY0FB0Z-0A24 PSBQFU04O92PP1B:V IAKWFD.9 QJIIF.ZNR$K3GHG-0$1MU58ICR8JD-8CZ$Q1M7%5JPM4XAP2*I9HB0IFHDU9T0S9ER:HYYDW47$3LV ON$O*RS.732SFIU6MBI*QC168.6V6BL8HD8NB30";

const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

#[test]
fn a_seal_of_the_first_version_is_written_and_read_the_same_for_ever() {
    let text = seal(&key(), &claims()).unwrap();
    assert_eq!(text.as_str(), GOLDEN, "same key and claims, same text");
    let verdict = verify(GOLDEN, &trust(), now());
    assert_eq!(verdict.reason, Reason::Valid, "{}", verdict.why);
    assert_eq!(verdict.claims, Some(claims()));
    let issuer = verdict.issuer.unwrap();
    assert_eq!(
        (issuer.unit.as_str(), issuer.name.as_str()),
        (UNIT, "Phường Thử Nghiệm")
    );
}

#[test]
fn any_phone_shows_the_dossier_code_first_and_no_person() {
    let text = seal(&key(), &claims()).unwrap();
    assert!(text.as_str().starts_with("H17.35.12-261014-1001 MC1:"));
    assert!(
        text.as_str().chars().all(|c| ALPHABET.contains(c)),
        "only characters of the alphanumeric mode"
    );
}

#[test]
fn claims_in_json_have_the_keys_of_the_contract() {
    let json = serde_json::to_value(claims()).unwrap();
    assert_eq!(json["kind"], "receipt");
    assert_eq!(json["dossier"], "H17.35.12-261014-1001");
    assert_eq!(json["received"], "2026-10-14T08:30", "no seconds");
    assert_eq!(json["due"], "2026-10-14T17:00");
    assert_eq!(json["digest"].as_str().unwrap().len(), 64);
    assert_eq!(serde_json::from_value::<Claims>(json).unwrap(), claims());
    let none = serde_json::to_value(Claims {
        due: None,
        ..claims()
    })
    .unwrap();
    assert!(
        none["due"].is_null() && none.get("due").is_some(),
        "null, not left out"
    );
}

#[test]
fn a_verdict_in_json_says_valid_and_why() {
    let json = serde_json::to_value(verify(GOLDEN, &trust(), now())).unwrap();
    assert_eq!(json["valid"], true);
    assert_eq!(json["reason"], "valid");
    assert!(json["why"].as_str().unwrap().contains("hợp lệ"));
    let json = serde_json::to_value(verify("xin chào", &trust(), now())).unwrap();
    assert_eq!(
        (&json["valid"], &json["reason"]),
        (&false.into(), &"not_ours".into())
    );
    assert!(json["claims"].is_null());
}

#[test]
fn one_flipped_bit_anywhere_is_refused() {
    let (prefix, body) = GOLDEN.split_once("MC1:").unwrap();
    let bytes = base45::decode(body).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut bent = bytes.clone();
        bent[bit / 8] ^= 1 << (bit % 8);
        let text = format!("{prefix}MC1:{}", base45::encode(&bent));
        let verdict = verify(&text, &trust(), now());
        assert!(!verdict.valid, "bit {bit}: {:?}", verdict.reason);
        assert_eq!(
            verdict.claims, None,
            "bit {bit}: unproven claims are not shown"
        );
    }
}

#[test]
fn one_other_character_anywhere_is_refused() {
    for (at, was) in GOLDEN.char_indices() {
        for now_is in ALPHABET.chars().chain("aăđ\n\0\u{301}".chars()) {
            if now_is == was {
                continue;
            }
            let text = format!("{}{now_is}{}", &GOLDEN[..at], &GOLDEN[at + 1..]);
            let verdict = verify(&text, &trust(), now());
            assert!(
                !verdict.valid,
                "{was:?} at {at} became {now_is:?}: {:?}",
                verdict.reason
            );
        }
    }
}

#[test]
fn one_character_more_or_less_is_refused() {
    for at in 0..=GOLDEN.len() {
        for more in ALPHABET.chars() {
            // A space at either end is what scanners add; it is not part of the seal.
            if more == ' ' && (at == 0 || at == GOLDEN.len()) {
                continue;
            }
            let text = format!("{}{more}{}", &GOLDEN[..at], &GOLDEN[at..]);
            assert!(
                !verify(&text, &trust(), now()).valid,
                "{more:?} put in at {at}"
            );
        }
        if at < GOLDEN.len() {
            let text = format!("{}{}", &GOLDEN[..at], &GOLDEN[at + 1..]);
            assert!(
                !verify(&text, &trust(), now()).valid,
                "character {at} left out"
            );
        }
    }
}

#[test]
fn what_a_scanner_adds_at_the_ends_does_not_matter() {
    for text in [
        format!("{GOLDEN}\r\n"),
        format!("  {GOLDEN}"),
        format!("\t{GOLDEN} "),
    ] {
        assert!(verify(&text, &trust(), now()).valid, "{text:?}");
    }
}

#[test]
fn a_second_spelling_of_the_same_bytes_is_refused() {
    // An odd number of bytes ends in two characters that could stand for 256 more; the decoder
    // drops the surplus, so the signature alone would not notice.
    let odd = (0..3).find_map(|n| {
        let procedure = "9".repeat(n);
        let claims = Claims {
            procedure,
            ..claims()
        };
        let text = seal(&key(), &claims).unwrap().to_string();
        (text.split_once(':').unwrap().1.len() % 3 == 2).then_some(text)
    });
    let odd = odd.expect("one of three lengths is odd");
    assert!(verify(&odd, &trust(), now()).valid);
    let (head, tail) = odd.split_at(odd.len() - 2);
    let digits: Vec<usize> = tail.chars().map(|c| ALPHABET.find(c).unwrap()).collect();
    let more = digits[0] + 45 * digits[1] + 256;
    let bent = format!(
        "{head}{}{}",
        &ALPHABET[more % 45..][..1],
        &ALPHABET[more / 45..][..1]
    );
    let bytes = |text: &str| base45::decode(text.split_once(':').unwrap().1).unwrap();
    assert_eq!(bytes(&bent), bytes(&odd), "the decoder takes both");
    assert!(!verify(&bent, &trust(), now()).valid);
}

#[test]
fn another_code_in_front_is_refused_and_named() {
    let text = GOLDEN.replacen("-1001 ", "-1002 ", 1);
    let verdict = verify(&text, &trust(), now());
    assert_eq!(verdict.reason, Reason::PrefixDiffers);
    assert!(verdict.why.contains("-1002") && verdict.why.contains("-1001"));
}

#[test]
fn texts_of_others_are_told_apart_from_damaged_ones() {
    let reason = |text: &str| verify(text, &trust(), now()).reason;
    assert_eq!(reason(""), Reason::NotOurs);
    assert_eq!(
        reason("H17.35.12-261014-1001"),
        Reason::NotOurs,
        "a bare code"
    );
    assert_eq!(
        reason("048200001234||Nguyễn Văn An|15032000|Nam|Tổ 1|20052021"),
        Reason::NotOurs
    );
    assert_eq!(
        reason("https://dichvucong.gov.vn/?ma=H17-261014-0001"),
        Reason::NotOurs
    );
    assert_eq!(
        reason(&GOLDEN[..GOLDEN.len() - 40]),
        Reason::Garbled,
        "half a scan"
    );
    assert_eq!(reason(&GOLDEN.replacen("MC1", "MC2", 1)), Reason::NewerSeal);
    assert_eq!(reason(&GOLDEN.to_lowercase()), Reason::Mangled, "Caps Lock");
    assert_eq!(
        reason(&GOLDEN.replacen("A", "Â", 9)),
        Reason::Mangled,
        "Telex"
    );
}

#[test]
fn a_sample_is_genuine_and_says_so() {
    let text = seal(
        &key(),
        &Claims {
            sample: true,
            ..claims()
        },
    )
    .unwrap();
    let verdict = verify(text.as_str(), &trust(), now());
    assert_eq!((verdict.valid, verdict.reason), (true, Reason::Sample));
    assert!(verdict.why.contains("MẪU"));
}

#[test]
fn a_seal_from_the_future_is_genuine_and_a_wrong_clock_is_said() {
    let early = claims().received - TimeDelta::days(10);
    assert!(
        verify(GOLDEN, &trust(), early).valid,
        "received counts at the next opening"
    );
    let verdict = verify(GOLDEN, &trust(), claims().received - TimeDelta::days(60));
    assert_eq!(
        (verdict.valid, verdict.reason),
        (true, Reason::FromTheFuture)
    );
    assert!(verdict.why.contains("đồng hồ"), "{}", verdict.why);
    let sample = Claims {
        sample: true,
        ..claims()
    };
    let text = seal(&key(), &sample).unwrap();
    let verdict = verify(
        text.as_str(),
        &trust(),
        claims().received - TimeDelta::days(60),
    );
    assert_eq!(
        verdict.reason,
        Reason::Sample,
        "no clock hides that it is a sample"
    );
}

#[test]
fn what_does_not_fit_is_refused_before_printing() {
    let code = |claims: Claims| seal(&key(), &claims).unwrap_err().code;
    for dossier in [
        "",
        "h17-261014-0001",
        "H17 261014",
        "Đ17-261014-0001",
        "H17_1-261014-0001",
    ] {
        let dossier = dossier.to_owned();
        assert_eq!(
            code(Claims {
                dossier,
                ..claims()
            }),
            Code::DoesNotFit
        );
    }
    let dossier = "H".repeat(52);
    assert_eq!(
        code(Claims {
            dossier,
            ..claims()
        }),
        Code::DoesNotFit
    );
    let procedure = "9".repeat(200);
    assert_eq!(
        code(Claims {
            procedure,
            ..claims()
        }),
        Code::DoesNotFit
    );
}

#[test]
fn the_digest_tells_every_two_lists_of_fields_apart() {
    let lists: [&[(&str, &str)]; 9] = [
        &[],
        &[("", "")],
        &[("a", "")],
        &[("", "a")],
        &[("a", "bc")],
        &[("ab", "c")],
        &[("a", "b"), ("c", "d")],
        &[("c", "d"), ("a", "b")],
        &[("a", "b"), ("c", "d"), ("", "")],
    ];
    for (i, one) in lists.iter().enumerate() {
        for other in &lists[..i] {
            assert_ne!(
                printed_digest(one),
                printed_digest(other),
                "{one:?} {other:?}"
            );
        }
    }
    assert_eq!(
        hex::encode(printed_digest(&[
            ("dossier_code", "H17-261014-0001"),
            ("request", "Đăng ký khai sinh")
        ])),
        "a8d4b2c0500d451791cbeaa11ce156908b06794c00d81c3b154416417537ea93",
        "printed papers carry it: never to change"
    );
}

#[test]
fn a_secret_is_not_printed() {
    let shown = format!("{:?} {:?}", key(), root());
    assert!(!shown.contains("020202") && !shown.contains("[2, 2") && shown.contains("secret"));
    assert_eq!(
        OfficeKey::from_bytes(&key().to_bytes()).unwrap().id(),
        key().id()
    );
    assert_eq!(
        OfficeKey::from_bytes(&[0; 31]).unwrap_err().code,
        Code::BadKey
    );
}

/// A code of DOMAIN.md 5 with its unit, the unit up to 35 characters.
fn dossier() -> impl Strategy<Value = (String, String)> {
    (
        "[A-Z][0-9]{2}(\\.[A-Z0-9]{2,3}){0,8}",
        "[0-9]{6}-[0-9]{4,8}",
    )
        .prop_map(|(unit, rest)| (format!("{unit}-{rest}"), unit))
        .prop_filter("35 characters at most", |(_, unit)| unit.len() <= 35)
}

fn any_time() -> impl Strategy<Value = NaiveDateTime> {
    (0i64..60 * 24 * 365 * 60)
        .prop_map(|minutes| at(1990, 1, 1, 0, 0) + TimeDelta::minutes(minutes))
}

fn any_claims() -> impl Strategy<Value = Claims> {
    let kind = prop_oneof![
        Just(SealKind::Receipt),
        Just(SealKind::SupplementSlip),
        Just(SealKind::RefusalSlip),
        Just(SealKind::Result)
    ];
    let procedure = prop_oneof![
        "[0-9]\\.[0-9]{6}",
        "[0-9]\\.[0-9]{6}\\.[0-9]{2}",
        "[0-9A-Z.]{0,15}"
    ];
    let number = prop_oneof![Just(None), (0u32..99_999_999).prop_map(Some)];
    (
        kind,
        dossier(),
        number,
        procedure,
        any_time(),
        proptest::option::of(any_time()),
        any::<[u8; 32]>(),
        any::<bool>(),
    )
        .prop_map(
            |(kind, (dossier, unit), number, procedure, received, due, digest, sample)| Claims {
                kind,
                // Half of the codes are of the day of reception, as this program issues them.
                dossier: match number {
                    Some(n) => format!("{unit}-{}-{n:04}", received.format("%y%m%d")),
                    None => dossier,
                },
                unit,
                procedure,
                received,
                due,
                digest,
                sample,
            },
        )
}

/// A list whose certificates hold for all times of [`any_time`].
fn trust_for(unit: &str) -> TrustList {
    let mut trust = TrustList::with_root(&root(), "Thành phố thử nghiệm", now());
    let always = (at(1980, 1, 1, 0, 0), at(2080, 1, 1, 0, 0));
    trust
        .certify(
            &root(),
            key().public(),
            unit,
            "Phường Thử Nghiệm",
            always,
            now(),
        )
        .unwrap();
    trust
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_is_sealed_fits_and_is_read_back(claims in any_claims()) {
        let text = seal(&key(), &claims).unwrap();
        prop_assert!(text.as_str().len() <= MAX_CHARS, "{} characters", text.as_str().len());
        prop_assert!(text.as_str().chars().all(|c| ALPHABET.contains(c)));
        let verdict = verify(text.as_str(), &trust_for(&claims.unit), at(2070, 1, 1, 0, 0));
        prop_assert!(verdict.valid, "{}", verdict.why);
        prop_assert_eq!(verdict.claims, Some(claims));
    }

    #[test]
    fn a_flipped_bit_or_changed_character_of_any_seal_is_refused(
        claims in any_claims(), place in any::<proptest::sample::Index>(),
        bit in 0u8..8, other in any::<proptest::sample::Index>(),
    ) {
        let trust = trust_for(&claims.unit);
        let text = seal(&key(), &claims).unwrap().to_string();
        let (prefix, body) = text.split_once(':').unwrap();
        let mut bytes = base45::decode(body).unwrap();
        let n = place.index(bytes.len());
        bytes[n] ^= 1 << bit;
        let bent = format!("{prefix}:{}", base45::encode(&bytes));
        prop_assert!(!verify(&bent, &trust, at(2070, 1, 1, 0, 0)).valid, "byte {}", n);

        let mut letters: Vec<char> = text.chars().collect();
        let n = place.index(letters.len());
        let new = ALPHABET.chars().nth(other.index(45)).unwrap();
        prop_assume!(letters[n] != new);
        letters[n] = new;
        let bent: String = letters.into_iter().collect();
        prop_assert!(!verify(&bent, &trust, at(2070, 1, 1, 0, 0)).valid, "character {}", n);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,400}") {
        prop_assert!(!verify(&text, &trust(), now()).valid);
    }

    #[test]
    fn any_bytes_behind_the_mark_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..240)) {
        let text = format!("H17-261014-0001 MC1:{}", base45::encode(bytes));
        prop_assert!(!verify(&text, &trust(), now()).valid);
    }

    #[test]
    fn the_digest_depends_on_every_field(
        fields in proptest::collection::vec((".{0,8}", ".{0,8}"), 1..6), place in any::<proptest::sample::Index>(),
    ) {
        let of = |fields: &[(String, String)]| {
            printed_digest(&fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>())
        };
        let mut other = fields.clone();
        other[place.index(fields.len())].1.push('x');
        prop_assert_ne!(of(&fields), of(&other));
    }
}
