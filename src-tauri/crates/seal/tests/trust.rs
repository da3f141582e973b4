//! Who may seal: certificates, revocations, the signed list and its merging.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod office;

use motcua_fault::Code;
use motcua_seal::*;
use office::*;
use proptest::prelude::*;

fn sealed() -> String {
    seal(&key(), &claims()).unwrap().to_string()
}

fn reason(trust: &TrustList) -> Reason {
    verify(&sealed(), trust, now()).reason
}

fn empty() -> TrustList {
    TrustList::with_root(&root(), "Thành phố thử nghiệm", now())
}

#[test]
fn a_foreign_key_is_refused_though_its_signature_is_right() {
    let foreign = OfficeKey::from_seed([9; 32]);
    let text = seal(&foreign, &claims()).unwrap();
    let verdict = verify(text.as_str(), &trust(), now());
    assert_eq!(verdict.reason, Reason::UnknownKey);
    assert_eq!(
        verdict.claims, None,
        "what nobody vouches for is not shown as fact"
    );
    assert_eq!(verdict.key, Some(foreign.id()));
    assert_eq!(
        reason(&TrustList::default()),
        Reason::UnknownKey,
        "an empty list trusts nobody"
    );
}

#[test]
fn a_key_seals_for_its_own_unit_only() {
    let mut trust = empty();
    trust
        .certify(
            &root(),
            key().public(),
            "H17.35.13",
            "Phường Khác",
            year(),
            now(),
        )
        .unwrap();
    let verdict = verify(&sealed(), &trust, now());
    assert_eq!(verdict.reason, Reason::NotForUnit);
    assert_eq!(
        verdict.issuer.unwrap().name,
        "Phường Khác",
        "whose key it is"
    );
    trust
        .certify(
            &root(),
            key().public(),
            UNIT,
            "Phường Thử Nghiệm",
            year(),
            now(),
        )
        .unwrap();
    assert_eq!(
        reason(&trust),
        Reason::Valid,
        "a key may be certified for two units"
    );
}

#[test]
fn a_certificate_is_judged_at_the_time_of_reception() {
    let minute = claims().received;
    let one = chrono::TimeDelta::minutes(1);
    for (between, expected) in [
        ((minute, minute), Reason::Valid),
        ((minute + one, minute + one), Reason::OutsideCertificate),
        ((minute - one, minute - one), Reason::OutsideCertificate),
    ] {
        let mut trust = empty();
        trust
            .certify(
                &root(),
                key().public(),
                UNIT,
                "Phường Thử Nghiệm",
                between,
                now(),
            )
            .unwrap();
        assert_eq!(reason(&trust), expected, "{between:?}");
        // Ten years later the answer is the same: the paper is as old as it is.
        let later = at(2036, 10, 14, 9, 0);
        assert_eq!(verify(&sealed(), &trust, later).reason, expected);
    }
}

#[test]
fn a_compromised_key_is_refused_whatever_day_its_seals_bear() {
    let mut trust = trust();
    let from = at(2026, 12, 1, 0, 0);
    trust
        .revoke(
            &root(),
            key().id(),
            RevocationKind::Compromised,
            from,
            "máy bị mất trộm",
            now(),
        )
        .unwrap();
    let verdict = verify(&sealed(), &trust, now());
    assert_eq!(verdict.reason, Reason::Revoked);
    assert!(verdict.why.contains("máy bị mất trộm") && verdict.why.contains("01/12/2026"));
}

#[test]
fn a_retired_key_keeps_what_it_sealed_before() {
    for (from, expected) in [
        (at(2026, 10, 14, 8, 31), Reason::Valid),
        (at(2026, 10, 14, 8, 30), Reason::Revoked),
    ] {
        let mut trust = trust();
        trust
            .revoke(
                &root(),
                key().id(),
                RevocationKind::Retired,
                from,
                "thay khóa",
                now(),
            )
            .unwrap();
        assert_eq!(reason(&trust), expected);
    }
}

#[test]
fn the_file_is_read_back_and_readable() {
    let mut trust = trust();
    trust
        .revoke(
            &root(),
            key().id(),
            RevocationKind::Retired,
            now(),
            "thay khóa",
            now(),
        )
        .unwrap();
    let json = trust.to_json().unwrap();
    assert_eq!(TrustList::parse(&json).unwrap(), trust);
    assert!(
        json.contains("\"unit_name\": \"Phường Thử Nghiệm\"")
            && json.contains("\"2027-12-31T23:59\"")
    );
}

#[test]
fn nobody_changes_the_file_quietly() {
    let mut trust = trust();
    trust
        .revoke(
            &root(),
            key().id(),
            RevocationKind::Compromised,
            now(),
            "mất trộm",
            now(),
        )
        .unwrap();
    let json = trust.to_json().unwrap();
    let edit = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value = serde_json::from_str(&json).unwrap();
        change(&mut value);
        TrustList::parse(&value.to_string()).map_err(|fault| fault.code)
    };
    let foreign = OfficeKey::from_seed([9; 32]).public().to_string();
    assert!(edit(&|_| {}).is_ok());
    let list = "/lists/0";
    type Change<'a> = &'a dyn Fn(&mut serde_json::Value);
    let changes: [(&str, Change); 9] = [
        ("a revocation dropped", &|v| {
            v.pointer_mut("/lists/0/revocations")
                .unwrap()
                .as_array_mut()
                .unwrap()
                .clear()
        }),
        ("a certificate dropped", &|v| {
            v.pointer_mut("/lists/0/certificates")
                .unwrap()
                .as_array_mut()
                .unwrap()
                .clear()
        }),
        ("another key", &|v| {
            v.pointer_mut("/lists/0/certificates/0").unwrap()["key"] = foreign.clone().into()
        }),
        ("another unit", &|v| {
            v.pointer_mut("/lists/0/certificates/0").unwrap()["unit"] = "H17.1".into()
        }),
        ("a longer life", &|v| {
            v.pointer_mut("/lists/0/certificates/0").unwrap()["not_after"] =
                "2099-01-01T00:00".into()
        }),
        ("another reason", &|v| {
            v.pointer_mut("/lists/0/revocations/0").unwrap()["reason"] = "x".into()
        }),
        ("retired", &|v| {
            v.pointer_mut("/lists/0/revocations/0").unwrap()["kind"] = "retired".into()
        }),
        ("a later issue", &|v| {
            v.pointer_mut(list).unwrap()["issue"] = 99.into()
        }),
        ("another name", &|v| {
            v.pointer_mut(list).unwrap()["name"] = "x".into()
        }),
    ];
    for (what, change) in changes {
        assert_eq!(edit(change), Err(Code::BadKey), "{what}");
    }
    // A certificate added twice is signed by the root, and yet the list is not.
    let twice = edit(&|v| {
        let list = v
            .pointer_mut("/lists/0/certificates")
            .unwrap()
            .as_array_mut()
            .unwrap();
        list.push(list[0].clone());
    });
    assert_eq!(twice, Err(Code::BadKey));
}

#[test]
fn a_newer_file_is_refused_and_says_so() {
    let newer = r#"{"motcua_trust": 2, "lists": {"quite": "different"}}"#;
    let fault = TrustList::parse(newer).unwrap_err();
    assert_eq!(fault.code, Code::NewerFile);
    assert!(fault.message.contains("mới hơn"));
    for text in [
        "",
        "{}",
        "[]",
        "null",
        r#"{"motcua_trust": 0, "lists": []}"#,
        r#"{"motcua_trust": 1}"#,
    ] {
        assert_eq!(
            TrustList::parse(text).unwrap_err().code,
            Code::BadInput,
            "{text}"
        );
    }
    let unsigned = r#"{"motcua_trust": 1, "lists": [], "more": 1}"#;
    assert_eq!(
        TrustList::parse(unsigned).unwrap_err().code,
        Code::BadInput,
        "nothing unsigned rides along"
    );
}

#[test]
fn another_root_is_taken_in_only_by_name() {
    let other_root = RootKey::from_seed([7; 32]);
    let other_key = OfficeKey::from_seed([8; 32]);
    let mut other = TrustList::with_root(&other_root, "Tỉnh láng giềng", now());
    other
        .certify(
            &other_root,
            other_key.public(),
            "H99.1",
            "Xã Láng Giềng",
            year(),
            now(),
        )
        .unwrap();

    let mut ours = trust();
    let merged = ours.merge(&other, &[]).unwrap();
    assert_eq!(
        (merged.added.len(), merged.untrusted),
        (0, vec![other_root.id()])
    );
    assert_eq!(ours, trust(), "not named, nothing taken in");

    let merged = ours.merge(&other, &[other_root.id()]).unwrap();
    assert_eq!(merged.added, [other_root.id()]);
    assert_eq!(ours.root_ids(), [root().id(), other_root.id()]);
    let theirs = Claims {
        unit: "H99.1".into(),
        dossier: "H99.1-261014-0001".into(),
        ..claims()
    };
    let text = seal(&other_key, &theirs).unwrap();
    assert!(verify(text.as_str(), &ours, now()).valid);
    assert_eq!(
        TrustList::parse(&ours.to_json().unwrap()).unwrap(),
        ours,
        "the merged file holds"
    );
    assert_eq!(
        ours.merge(&other, &[]).unwrap(),
        Merged::default(),
        "again changes nothing"
    );
}

#[test]
fn a_newer_issue_of_a_known_root_replaces_the_older_and_never_the_reverse() {
    let old = trust();
    let mut new = old.clone();
    new.revoke(
        &root(),
        key().id(),
        RevocationKind::Compromised,
        now(),
        "mất trộm",
        now(),
    )
    .unwrap();

    let mut here = old.clone();
    assert_eq!(here.merge(&new, &[]).unwrap().updated, [root().id()]);
    assert_eq!(reason(&here), Reason::Revoked);
    assert_eq!(here.merge(&old, &[root().id()]).unwrap(), Merged::default());
    assert_eq!(
        reason(&here),
        Reason::Revoked,
        "an old stick does not bring a stolen key back"
    );

    let mut fork = old.clone();
    fork.revoke(
        &root(),
        key().id(),
        RevocationKind::Retired,
        now(),
        "thay khóa",
        now(),
    )
    .unwrap();
    let before = here.clone();
    assert_eq!(
        here.merge(&fork, &[]).unwrap_err().code,
        Code::BadKey,
        "two lists of one number"
    );
    assert_eq!(here, before);
}

#[test]
fn only_a_root_of_the_list_certifies_and_only_its_own_keys_are_revoked() {
    let stranger = RootKey::from_seed([7; 32]);
    let mut list = trust();
    let denied = list.certify(&stranger, key().public(), UNIT, "Phường", year(), now());
    assert_eq!(denied.unwrap_err().code, Code::BadKey);
    let unknown = OfficeKey::from_seed([9; 32]).id();
    let denied = list.revoke(&root(), unknown, RevocationKind::Retired, now(), "x", now());
    assert_eq!(denied.unwrap_err().code, Code::BadKey);
    let weak = PublicKey([0; 32]);
    assert!(
        list.certify(&root(), weak, UNIT, "Phường", year(), now())
            .is_err(),
        "a key of small order"
    );
    let (from, to) = year();
    assert!(
        list.certify(&root(), key().public(), UNIT, "Phường", (to, from), now())
            .is_err()
    );
    assert_eq!(list, trust(), "what was refused left no trace");
    let serials: Vec<u32> = list.lists()[0]
        .certificates
        .iter()
        .map(|c| c.serial)
        .collect();
    assert_eq!(serials, [1]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_as_a_file_is_answered(text in "\\PC{0,200}") {
        prop_assert!(TrustList::parse(&text).is_err());
    }

    #[test]
    fn a_changed_character_of_the_file_is_refused_or_means_the_same(
        place in any::<proptest::sample::Index>(), new in "[0-9a-fA-F \"x]",
    ) {
        let good = trust();
        let json = good.to_json().unwrap();
        let mut letters: Vec<char> = json.chars().collect();
        let n = place.index(letters.len());
        letters[n] = new.chars().next().unwrap();
        let bent: String = letters.into_iter().collect();
        if let Ok(read) = TrustList::parse(&bent) {
            prop_assert_eq!(read, good);
        }
    }
}
