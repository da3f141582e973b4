//! Signed updates: what is taken, and everything that must not be.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod office;

use chrono::NaiveDate;
use motcua_fault::Code;
use motcua_seal::*;
use office::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn version(day: u32, serial: u32) -> UpdateVersion {
    UpdateVersion {
        day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
        serial,
    }
}

fn files() -> BTreeMap<String, String> {
    [
        ("catalogue/ho-tich/1.001193.toml", "code = \"1.001193\"\n"),
        (
            "catalogue/ho-tich/1.001193@2027-01-01.toml",
            "code = \"x\"\n",
        ),
        ("evidence/chung.toml", "# giấy tờ\n"),
        ("fees/ho-tich.toml", ""),
        ("keys/trusted.json", "{}"),
        ("units.toml", "[[unit]]\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

fn packed_by(signer: Signer<'_>, files: &BTreeMap<String, String>) -> Vec<u8> {
    pack(
        signer,
        version(21, 1),
        now(),
        ("0.1.0", "0.1.0"),
        "Thêm thủ tục",
        files,
    )
    .unwrap()
}

fn refused(bytes: &[u8]) -> Code {
    unpack(bytes, &trust()).unwrap_err().code
}

#[test]
fn an_update_of_a_root_or_a_certified_office_comes_back_whole() {
    let by_root = unpack(&packed_by(Signer::Root(&root()), &files()), &trust()).unwrap();
    assert!(by_root.signer.root);
    assert_eq!(by_root.signer.name, "Thành phố thử nghiệm");
    assert_eq!(by_root.files, files());
    assert_eq!(by_root.claims.version, version(21, 1));
    assert_eq!(by_root.claims.note, "Thêm thủ tục");
    let by_office = unpack(&packed_by(Signer::Office(&key()), &files()), &trust()).unwrap();
    assert!(!by_office.signer.root);
    assert_eq!(by_office.signer.name, "Phường Thử Nghiệm");
}

#[test]
fn a_stranger_and_nobody_are_refused() {
    let stranger = RootKey::from_seed([9; 32]);
    assert_eq!(
        refused(&packed_by(Signer::Root(&stranger), &files())),
        Code::BadKey,
        "a root nobody here trusts"
    );
    let good = packed_by(Signer::Root(&root()), &files());
    assert_eq!(
        unpack(&good, &TrustList::default()).unwrap_err().code,
        Code::BadKey,
        "who trusts nobody takes nothing"
    );
    // The manifest without its signature: the last 64 bytes of the message are zero.
    let length = u32::from_be_bytes(good[16..20].try_into().unwrap()) as usize;
    let mut unsigned = good.clone();
    unsigned[20 + length - 64..20 + length].fill(0);
    assert_eq!(refused(&unsigned), Code::BadSeal);
}

#[test]
fn a_stranger_cannot_borrow_a_trusted_keys_name() {
    // The key id stands in the header; only the signature proves it.
    let stranger = RootKey::from_seed([9; 32]);
    let theirs = packed_by(Signer::Root(&stranger), &files());
    let forged: Vec<u8> = {
        let (from, to) = (stranger.id().0, root().id().0);
        let at = theirs.windows(8).position(|w| w == from).unwrap();
        let mut bytes = theirs.clone();
        bytes[at..at + 8].copy_from_slice(&to);
        bytes
    };
    assert_eq!(refused(&forged), Code::BadSeal);
}

#[test]
fn a_revoked_key_and_one_out_of_its_time_are_refused() {
    let bytes = packed_by(Signer::Office(&key()), &files());
    let mut revoked = trust();
    revoked
        .revoke(
            &root(),
            key().id(),
            RevocationKind::Compromised,
            now(),
            "mất máy",
            now(),
        )
        .unwrap();
    let fault = unpack(&bytes, &revoked).unwrap_err();
    assert_eq!(fault.code, Code::BadKey);
    assert!(fault.message.contains("mất máy"), "{}", fault.message);
    let late = pack(
        Signer::Office(&key()),
        version(21, 1),
        at(2029, 1, 1, 8, 0),
        ("0.1.0", "0.1.0"),
        "",
        &files(),
    )
    .unwrap();
    assert_eq!(refused(&late), Code::BadKey);
}

#[test]
fn no_bit_can_be_changed_and_no_byte_cut_or_added() {
    let good = packed_by(Signer::Root(&root()), &files());
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        assert!(
            unpack(&bytes, &trust()).is_err(),
            "byte {at} has no meaning"
        );
        assert!(unpack(&good[..at], &trust()).is_err(), "cut at {at}");
    }
    assert_eq!(refused(&[good.as_slice(), b"x"].concat()), Code::BadFile);
}

#[test]
fn a_later_form_says_so() {
    let mut bytes = packed_by(Signer::Root(&root()), &files());
    bytes[14] = b'2';
    assert_eq!(refused(&bytes), Code::NewerFile);
    assert_eq!(refused(b""), Code::BadFile);
    assert_eq!(refused(b"PK\x03\x04 a zip"), Code::BadFile);
}

#[test]
fn names_that_lead_elsewhere_are_not_packed() {
    for path in [
        "../x.toml",
        "catalogue/../../x.toml",
        "catalogue/..toml",
        "/etc/x.toml",
        "c:/x.toml",
        "catalogue\\x\\y.toml",
        "catalogue/x/y/z.toml",
        "catalogue/x.toml",
        "other/x.toml",
        "keys/office.key",
        "keys/trusted.json.toml",
        "evidence/.toml",
        "evidence/x.txt",
        "evidence/đơn.toml",
        "",
    ] {
        let files = [(path.to_owned(), "x".to_owned())].into();
        let packed = pack(
            Signer::Root(&root()),
            version(21, 1),
            now(),
            ("0.1.0", "0.1.0"),
            "",
            &files,
        );
        assert!(packed.is_err(), "{path} was packed");
    }
}

#[test]
fn what_is_huge_by_its_own_word_is_refused_before_it_is_read() {
    // A length field that claims four gigabytes.
    let mut bytes = packed_by(Signer::Root(&root()), &files());
    bytes[16..20].fill(0xff);
    assert_eq!(refused(&bytes), Code::BadFile);
    let huge = [("units.toml".to_owned(), "x".repeat(9 << 20))].into();
    let packed = pack(
        Signer::Root(&root()),
        version(21, 1),
        now(),
        ("0.1.0", "0.1.0"),
        "",
        &huge,
    );
    assert_eq!(packed.unwrap_err().code, Code::BadInput);
}

#[test]
fn versions_are_ordered_by_day_then_number() {
    assert!(version(21, 2) > version(21, 1));
    assert!(version(22, 1) > version(21, 9));
    assert!(version(21, 10) > version(21, 9), "numbers, not letters");
    for wrong in [
        "",
        "2026-11-21",
        "2026-11-21.0",
        "2026-11-21.01",
        "2026-13-01.1",
        "21/11/2026.1",
    ] {
        assert!(wrong.parse::<UpdateVersion>().is_err(), "{wrong}");
    }
    assert_eq!(
        "2026-11-21.3".parse::<UpdateVersion>().unwrap(),
        version(21, 3)
    );
}

#[test]
fn a_seal_of_a_paper_is_no_manifest() {
    // The same key signs both; the purpose signed beside them keeps them apart.
    let text = seal(&key(), &claims()).unwrap();
    let message = base45_of(text.as_str());
    let mut bytes = b"MOTCUA-UPDATE 1\n".to_vec();
    bytes.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
    bytes.extend(message);
    assert_eq!(refused(&bytes), Code::BadSeal);
}

/// The message inside a seal's text (RFC 9285).
fn base45_of(text: &str) -> Vec<u8> {
    const LETTERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let body = text.split_once(" MC1:").unwrap().1;
    let values: Vec<usize> = body.chars().map(|c| LETTERS.find(c).unwrap()).collect();
    let mut out = Vec::new();
    for group in values.chunks(3) {
        let number = group
            .iter()
            .rev()
            .fold(0, |number, value| number * 45 + value);
        if group.len() == 3 {
            out.push((number >> 8) as u8);
        }
        out.push((number & 255) as u8);
    }
    out
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9-]{1,10}".prop_map(|stem| format!("{stem}.toml")),
        "[a-z0-9-]{1,10}".prop_map(|stem| format!("fees/{stem}.toml")),
        "[a-z0-9-]{1,10}/[0-9]\\.[0-9]{6}".prop_map(|stem| format!("catalogue/{stem}.toml")),
    ]
}

proptest! {
    #[test]
    fn any_files_come_back(files in prop::collection::btree_map(name(), "\\PC{0,40}", 1..8)) {
        let bytes = packed_by(Signer::Root(&root()), &files);
        prop_assert_eq!(unpack(&bytes, &trust()).unwrap().files, files);
    }

    #[test]
    fn any_bytes_are_answered(mut bytes in prop::collection::vec(any::<u8>(), 0..300), marked: bool) {
        if marked {
            let mut with = b"MOTCUA-UPDATE 1\n\0\0".to_vec();
            with.append(&mut bytes);
            bytes = with;
        }
        prop_assert!(unpack(&bytes, &trust()).is_err());
    }
}
