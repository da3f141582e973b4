//! Messages made by hand around the program's own writer: what a later program, a careless one or
//! a forger might write.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod office;

use ciborium::{Value, cbor};
use coset::{CborSerializable, CoseSign1Builder, Header, HeaderBuilder, iana};
use ed25519_dalek::{Signer, SigningKey};
use motcua_seal::*;
use office::*;

fn header() -> HeaderBuilder {
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .key_id(key().id().0.to_vec())
}

/// A message signed by the office's own key.
fn signed(protected: Header, unprotected: Header, payload: Vec<u8>) -> String {
    let secret = SigningKey::from_bytes(&key().to_bytes());
    let message = CoseSign1Builder::new()
        .protected(protected)
        .unprotected(unprotected)
        .payload(payload)
        .create_signature(&[], |bytes| secret.sign(bytes).to_bytes().to_vec())
        .build();
    format!(
        "H17.35.12-261014-1001 MC1:{}",
        base45::encode(message.to_vec().unwrap())
    )
}

fn plain(payload: Value) -> Reason {
    let mut bytes = Vec::new();
    ciborium::into_writer(&payload, &mut bytes).unwrap();
    verify(
        &signed(header().build(), Header::default(), bytes),
        &trust(),
        now(),
    )
    .reason
}

fn good() -> Vec<(Value, Value)> {
    let map = cbor!({
        1 => 1, 2 => 1001, 3 => "H17.35.12", 4 => 1_001_193, 5 => 3_568_830, 6 => 510,
        7 => Value::Bytes(vec![0; 32]),
    });
    map.unwrap().into_map().unwrap()
}

fn with(key: i64, value: Value) -> Value {
    let mut map = good();
    map.retain(|(k, _)| *k != key.into());
    map.push((key.into(), value));
    Value::Map(map)
}

#[test]
fn the_map_of_the_documentation_is_a_seal() {
    assert_eq!(plain(Value::Map(good())), Reason::Valid);
}

#[test]
fn extras_of_a_later_program_are_passed_over() {
    assert_eq!(plain(with(9, "thêm".into())), Reason::Valid);
    assert_eq!(
        plain(with(4000, Value::Array(vec![1.into()]))),
        Reason::Valid
    );
}

#[test]
fn what_must_be_understood_and_is_not_is_newer() {
    assert_eq!(plain(with(-1, 0.into())), Reason::NewerSeal);
    assert_eq!(
        plain(with(1, 5.into())),
        Reason::NewerSeal,
        "a reserved kind"
    );
}

#[test]
fn signed_nonsense_is_refused() {
    for wrong in [
        with(2, Value::Null),
        with(2, (-1).into()),
        with(3, 7.into()),
        with(4, 10_000_000.into()),
        with(4, 4_000_000_000u32.into()),
        with(5, i64::MAX.into()),
        with(5, u64::MAX.into()),
        with(6, i64::MIN.into()),
        with(6, "mai".into()),
        with(7, Value::Bytes(vec![0; 31])),
        with(8, 1.into()),
        Value::Map(good()[1..].to_vec()),
        Value::Map([good(), good()].concat()),
        Value::Array(vec![]),
        Value::Null,
    ] {
        assert_eq!(plain(wrong.clone()), Reason::Garbled, "{wrong:?}");
    }
    let deep = [[0x81; 150].to_vec(), vec![0x80]].concat();
    let text = signed(header().build(), Header::default(), deep);
    assert_eq!(
        verify(&text, &trust(), now()).reason,
        Reason::Garbled,
        "arrays in arrays"
    );
}

#[test]
fn anything_beside_the_one_way_to_write_a_message_is_refused() {
    let mut payload = Vec::new();
    ciborium::into_writer(&Value::Map(good()), &mut payload).unwrap();
    let ok = signed(header().build(), Header::default(), payload.clone());
    assert_eq!(
        verify(&ok, &trust(), now()).reason,
        Reason::Valid,
        "the same by hand"
    );

    let more = HeaderBuilder::new().value(99, 1.into()).build();
    for text in [
        signed(header().build(), more, payload.clone()),
        signed(
            header().value(99, 1.into()).build(),
            Header::default(),
            payload.clone(),
        ),
        signed(
            HeaderBuilder::new().key_id(key().id().0.to_vec()).build(),
            Header::default(),
            payload.clone(),
        ),
        signed(
            header().algorithm(iana::Algorithm::ES256).build(),
            Header::default(),
            payload.clone(),
        ),
        signed(
            header().key_id(vec![1; 9]).build(),
            Header::default(),
            payload.clone(),
        ),
    ] {
        assert_eq!(
            verify(&text, &trust(), now()).reason,
            Reason::Garbled,
            "{text}"
        );
    }
    // The same message with its outer array written longer, or with a tag in front.
    let (prefix, body) = ok.split_once("MC1:").unwrap();
    let bytes = base45::decode(body).unwrap();
    for longer in [
        [&[0x98, 0x04], &bytes[1..]].concat(),
        [&[0xd2], bytes.as_slice()].concat(),
    ] {
        let text = format!("{prefix}MC1:{}", base45::encode(longer));
        assert_eq!(verify(&text, &trust(), now()).reason, Reason::Garbled);
    }
}
