//! A result, sealed by one office, is the paper at another that shares only the trusted keys.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod offices;

use chrono::NaiveDateTime;
use motcua_desk::{Case, HolderRead, TakeSealed};
use motcua_fault::Code;
use motcua_office::{Finished, HandOver, NewResult, OutcomeKind, Reception, State};
use motcua_paper::{qr::QrMatrix, scan};
use motcua_seal::{Reason, RevocationKind};
use offices::*;
use serde_json::json;

fn wedding_day() -> NaiveDateTime {
    at(2026, 11, 23, 9, 10)
}

fn next_year() -> NaiveDateTime {
    at(2027, 2, 22, 8, 30)
}

fn marriage() -> Reception {
    of(json!({
        "procedure": "1.000894",
        "answers": { "hai-ben": "trong-nuoc", "tuoi": "du", "nguoi-nop": "ben-ket-hon", "ly-hon-nuoc-ngoai": "khong" },
        "person": person(HUSBAND),
        "channel": "counter",
        "submitted": [{ "requirement": "to-khai", "evidence": "to-khai-dang-ky-ket-hon", "original": 1 }],
        "shown": ["nhan-than"],
    }))
}

/// Marries them at an office and gives the husband's stored result.
fn married(place: &Place) -> String {
    let received = place.desk.receive(marriage(), wedding_day()).unwrap();
    assert_eq!(received.outcome, OutcomeKind::Received);
    let of_both = [HUSBAND, WIFE].map(|one| -> Finished {
        of(json!({
            "number": "123/2026",
            "holder": holder(one),
            "fields": {
                "chong-ho-ten": HUSBAND.1, "chong-ngay-sinh": HUSBAND.2,
                "vo-ho-ten": WIFE.1, "vo-ngay-sinh": WIFE.2,
                "noi-dang-ky": "UBND phường Hải Châu", "ngay-dang-ky": "2026-11-23",
            },
        }))
    });
    let view = place
        .desk
        .finish(
            &received.dossier,
            of_both.to_vec(),
            None,
            at(2026, 11, 23, 10, 0),
        )
        .unwrap();
    assert_eq!(view.row.state, State::Result);
    let catalogue = &place.desk.reference().catalogue;
    let his = place
        .desk
        .office()
        .results_of(HUSBAND.0, catalogue, wedding_day())
        .unwrap();
    assert_eq!(his.len(), 1);
    assert_eq!(his[0].kind, "giay-chung-nhan-ket-hon");
    assert_eq!(his[0].source, format!("hồ sơ {}", received.dossier));
    assert_eq!(his[0].issuer.as_deref(), Some("UBND phường Hải Châu"));
    his[0].result.clone()
}

fn brought_by((id, _, birth): (&str, &str, &str), text: &str) -> TakeSealed {
    TakeSealed {
        text: text.to_owned(),
        holder: HolderRead {
            id: id.to_owned(),
            birth: Some(birth.to_owned()),
            ..HolderRead::default()
        },
        ..TakeSealed::default()
    }
}

/// A child is born: the parents' marriage must be known.
fn birth() -> Reception {
    of(json!({
        "procedure": "1.001193",
        "answers": { "tre": "thuong", "nguoi-di-dang-ky": "cha-me", "giay-chung-sinh": "co", "cha-me-ket-hon": "co", "thoi-han": "dung-han" },
        "person": person(HUSBAND),
        "submitted": [
            { "requirement": "to-khai", "evidence": "to-khai-dang-ky-khai-sinh", "original": 1 },
            { "requirement": "viec-sinh", "evidence": "giay-chung-sinh", "original": 1 },
        ],
        "shown": ["nhan-than"],
        "copies": 1,
    }))
}

/// The next year he moves in with his wife: permanent residence, which asks that they are married.
fn moving_in() -> Reception {
    of(json!({
        "procedure": "1.004222",
        "answers": { "cho-o": "nguoi-than", "nguoi-than": "vo-chong", "dac-biet": "khong" },
        "person": person(HUSBAND),
        "submitted": [
            { "requirement": "to-khai", "evidence": "ct01", "original": 1 },
            { "requirement": "chu-nha-dong-y", "evidence": "y-kien-chu-cho-o-trong-to-khai", "original": 1 },
        ],
    }))
}

fn moving_case() -> Case {
    Case {
        answers: moving_in().answers,
        person: Some(HUSBAND.0.to_owned()),
        birth: Some(HUSBAND.2.to_owned()),
        ..Case::of("1.004222")
    }
}

#[test]
fn married_here_sealed_and_next_year_another_office_asks_nothing_for_it() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let there = Place::of("xã Hòa Vang", wedding_day());
    let result = married(&here);
    let sealed = here
        .desk
        .seal_result(&result, at(2026, 11, 23, 10, 5))
        .unwrap();
    assert_eq!(sealed.result, result);
    assert!(sealed.qr.starts_with(&sealed.reference));
    assert!(!sealed.qr.contains(HUSBAND.0));
    assert!(std::path::Path::new(&sealed.path).is_file());
    // Sealed once: the same seal and the same print.
    let again = here
        .desk
        .seal_result(&result, at(2026, 11, 24, 10, 5))
        .unwrap();
    assert_eq!((&again.qr, &again.path), (&sealed.qr, &sealed.path));

    // The other office knows nothing of them, and does not know the key yet either.
    let before = there.desk.guide(&moving_case(), next_year()).unwrap();
    assert!(before.requirements.iter().all(|r| r.reuse.is_empty()));
    let strange = there
        .desk
        .take_sealed(brought_by(HUSBAND, &sealed.qr), next_year())
        .unwrap_err();
    assert_eq!(strange.code, Code::BadSeal, "{strange}");
    here.is_trusted_by(&there);

    let verdict = there.desk.verify(&sealed.qr, next_year()).unwrap();
    assert!(verdict.valid && !verdict.known_here, "{}", verdict.why);
    let said = verdict.result.unwrap();
    assert_eq!(said.name.as_deref(), Some("Giấy chứng nhận kết hôn"));
    assert_eq!(said.issuer, "UBND phường Hải Châu");
    assert!(verdict.why.contains("Giấy chứng nhận kết hôn"));

    let taken = there
        .desk
        .take_sealed(brought_by(HUSBAND, &sealed.qr), next_year())
        .unwrap();
    assert_eq!(taken.source, "QR niêm phong của UBND phường Hải Châu");
    assert_eq!(taken.number.as_deref(), Some("123/2026"));
    assert!(taken.sealed && taken.tests.authenticated && taken.tests.identified);
    let twice = there
        .desk
        .take_sealed(brought_by(HUSBAND, &sealed.qr), next_year())
        .unwrap_err();
    assert_eq!(twice.code, Code::ResultExists);

    let case = there.desk.guide(&moving_case(), next_year()).unwrap();
    let marriage = case
        .requirements
        .iter()
        .find(|r| r.id == "vo-chong")
        .unwrap();
    assert!(marriage.reuse[0].usable, "{:?}", marriage.reuse);
    assert_eq!(marriage.reuse[0].result, taken.result);

    // Received without it, somebody still has to look the marriage up; with it, nobody is asked anything.
    let without = there.desk.receive(moving_in(), next_year()).unwrap();
    let with = Reception {
        reuse: of(json!([{ "requirement": "vo-chong", "result": taken.result }])),
        ..moving_in()
    };
    let with = there.desk.receive(with, next_year()).unwrap();
    assert_eq!(with.outcome, OutcomeKind::Received, "{:?}", with.missing);
    let paper_of = |outcome: &motcua_desk::Outcome| {
        let now = there
            .desk
            .office()
            .dossier(
                &outcome.dossier,
                &there.desk.reference().calendar,
                next_year(),
            )
            .unwrap()
            .unwrap();
        (now.dossier.to_look_up, now.papers[0].body.clone())
    };
    let (to_look_up, _) = paper_of(&without);
    assert!(to_look_up.contains(&"vo-chong".to_owned()));
    let (to_look_up, paper) = paper_of(&with);
    assert!(!to_look_up.contains(&"vo-chong".to_owned()));
    let by_what = "Giấy chứng nhận kết hôn, QR niêm phong của UBND phường Hải Châu, số 123/2026";
    assert!(paper.contains(by_what), "the receipt says by what");
    let day = next_year().date();
    let measure = there
        .desk
        .office()
        .reuse_measure(day, day, &there.desk.reference().catalogue)
        .unwrap();
    assert_eq!((measure.dossiers, measure.components.by_result), (2, 1));
    assert_eq!(measure.kinds[0].id, "giay-chung-nhan-ket-hon");
    assert_eq!(measure.procedures[0].id, "1.004222");
}

#[test]
fn a_photo_of_the_print_is_read_and_taken() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let there = Place::of("xã Hòa Vang", wedding_day());
    here.is_trusted_by(&there);
    let result = married(&here);
    let sealed = here.desk.seal_result(&result, wedding_day()).unwrap();
    let code = QrMatrix::for_paper(&sealed.qr).unwrap();
    let picture = code.to_png(4).unwrap();
    assert_eq!(scan::read_codes(&picture).unwrap(), vec![sealed.qr.clone()]);
    let text = there.desk.seal_on_picture(&picture, next_year()).unwrap();
    assert_eq!(text, sealed.qr);
    // Typed from the page, the fields are checked against the seal.
    let mut typed = brought_by(HUSBAND, &text);
    typed.fields = of(json!({
        "chong-ho-ten": HUSBAND.1, "chong-ngay-sinh": HUSBAND.2,
        "vo-ho-ten": "Lê Thị Khác", "vo-ngay-sinh": WIFE.2,
        "noi-dang-ky": "UBND phường Hải Châu", "ngay-dang-ky": "2026-11-23",
    }));
    let fault = there
        .desk
        .take_sealed(typed.clone(), next_year())
        .unwrap_err();
    assert_eq!(fault.code, Code::BadSeal);
    assert!(fault.message.contains("không khớp"));
    typed
        .fields
        .insert("vo-ho-ten".to_owned(), WIFE.1.to_owned());
    let taken = there.desk.take_sealed(typed, next_year()).unwrap();
    assert!(taken.tests.structured, "every required field is there");
}

#[test]
fn altered_expired_revoked_and_somebody_elses_are_refused_and_nothing_is_stored() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let there = Place::of("xã Hòa Vang", wedding_day());
    here.is_trusted_by(&there);
    let stored: NewResult = of(json!({
        "kind": "giay-xac-nhan-tinh-trang-hon-nhan",
        "holder": holder(HUSBAND),
        "number": "45/UBND-XNTTHN",
        "issued": "2026-10-01",
        "issuer": "UBND phường Hải Châu",
    }));
    let result = here.desk.add_result(stored, wedding_day()).unwrap();
    let until = result.valid_until.expect("six months");
    let sealed = here
        .desk
        .seal_result(&result.result, wedding_day())
        .unwrap();
    let refused = |take: TakeSealed, now: NaiveDateTime| {
        let fault = there.desk.take_sealed(take, now).unwrap_err();
        (fault.code, fault.message)
    };

    let mut altered = sealed.qr.clone();
    let last = altered.pop().unwrap();
    altered.push(if last == '0' { '1' } else { '0' });
    assert_eq!(
        refused(brought_by(HUSBAND, &altered), wedding_day()).0,
        Code::BadSeal
    );
    assert_eq!(
        refused(brought_by(HUSBAND, "xin chào"), wedding_day()).0,
        Code::BadSeal
    );

    let after = until.succ_opt().unwrap().and_hms_opt(8, 0, 0).unwrap();
    let (code, why) = refused(brought_by(HUSBAND, &sealed.qr), after);
    assert_eq!(code, Code::NotUsable);
    assert!(why.contains("hết giá trị"), "{why}");

    let (code, why) = refused(brought_by(WIFE, &sealed.qr), wedding_day());
    assert_eq!(code, Code::OtherHolder, "{why}");
    let other_birth = (HUSBAND.0, HUSBAND.1, "1995-03-16");
    assert_eq!(
        refused(brought_by(other_birth, &sealed.qr), wedding_day()).0,
        Code::OtherHolder
    );

    // A receipt is a genuine seal, and no result.
    let receipt = here.desk.receive(marriage(), wedding_day()).unwrap();
    let (code, why) = refused(brought_by(HUSBAND, &receipt.qr), wedding_day());
    assert_eq!(code, Code::BadSeal);
    assert!(why.contains("giấy tiếp nhận"), "{why}");

    let catalogue = &there.desk.reference().catalogue;
    let none = there
        .desk
        .office()
        .results_of(HUSBAND.0, catalogue, wedding_day())
        .unwrap();
    assert!(none.is_empty());

    // Revoked where it is known: refused there, and by whoever takes it in anew.
    here.desk
        .office()
        .revoke_result(
            &result.result,
            "đã kết hôn",
            &here.desk.reference().catalogue,
            wedding_day(),
        )
        .unwrap();
    let verdict = here.desk.verify(&sealed.qr, wedding_day()).unwrap();
    assert_eq!((verdict.valid, verdict.reason), (false, Reason::Withdrawn));
    assert!(verdict.why.contains("đã kết hôn"), "{}", verdict.why);
    let fault = here
        .desk
        .seal_result(&result.result, wedding_day())
        .unwrap_err();
    assert_eq!(fault.code, Code::NotUsable);

    // The key was stolen: every seal of it is worthless there too.
    let (root, key) = {
        let keys = here.desk.keys();
        (
            keys.own_root().unwrap().unwrap(),
            keys.office().unwrap().id(),
        )
    };
    here.desk
        .keys()
        .change(|list| {
            list.revoke(
                &root,
                key,
                RevocationKind::Compromised,
                wedding_day(),
                "mất máy",
                wedding_day(),
            )
        })
        .unwrap();
    here.is_trusted_by(&there);
    let (code, why) = refused(brought_by(HUSBAND, &sealed.qr), wedding_day());
    assert_eq!(code, Code::BadSeal);
    assert!(why.contains("mất máy"), "{why}");
}

#[test]
fn what_says_too_little_is_not_sealed() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let fault = |value: serde_json::Value| {
        let view = here.desk.add_result(of(value), wedding_day()).unwrap();
        here.desk
            .seal_result(&view.result, wedding_day())
            .unwrap_err()
    };
    let kind = "giay-chung-nhan-ket-hon";
    let no_birth = json!({ "id": WIFE.0, "name": WIFE.1 });
    for (value, what) in [
        (
            json!({ "kind": kind, "holder": holder(WIFE), "number": "1" }),
            "ngày cấp",
        ),
        (
            json!({ "kind": kind, "holder": holder(WIFE), "issued": "2026-10-01" }),
            "ảnh chụp",
        ),
        (
            json!({ "kind": kind, "holder": no_birth, "number": "2", "issued": "2026-10-01" }),
            "ngày, tháng, năm sinh",
        ),
        (
            json!({ "kind": kind, "holder": holder(WIFE), "number": "3", "issued": "2026-12-01" }),
            "phía trước",
        ),
        (
            json!({ "kind": kind, "holder": holder(WIFE), "number": "4", "issued": "2026-10-01", "valid_until": "2026-11-22" }),
            "hết hạn",
        ),
    ] {
        let fault = fault(value);
        assert_eq!(fault.code, Code::NotUsable);
        assert!(fault.message.contains(what), "{fault}");
    }
}

#[test]
fn a_lost_paper_is_handed_over_without_a_dossier_and_counted() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let stored: NewResult = of(json!({
        "kind": "giay-xac-nhan-khuyet-tat",
        "holder": holder(HUSBAND),
        "number": "07/2025",
        "issued": "2025-08-01",
        "valid_until": "không thời hạn",
        "issuer": "UBND phường Hải Châu",
    }));
    let result = here.desk.add_result(stored, wedding_day()).unwrap();
    let asked = Case {
        person: Some(HUSBAND.0.to_owned()),
        birth: Some(HUSBAND.2.to_owned()),
        ..Case::of("1.001653")
    };
    let case = here.desk.guide(&asked, wedding_day()).unwrap();
    assert_eq!(case.on_the_spot.len(), 1);
    assert!(case.on_the_spot[0].usable, "{:?}", case.on_the_spot);
    let none = here
        .desk
        .guide(
            &Case {
                person: Some(WIFE.0.to_owned()),
                ..asked.clone()
            },
            wedding_day(),
        )
        .unwrap();
    assert!(none.on_the_spot.is_empty());

    let over = HandOver {
        result: result.result.clone(),
        procedure: "1.001653".to_owned(),
        person: Some(HUSBAND.0.to_owned()),
        birth: Some(HUSBAND.2.to_owned()),
        receiver: None,
    };
    for wrong in [
        HandOver {
            person: Some(WIFE.0.to_owned()),
            birth: Some(WIFE.2.to_owned()),
            ..over.clone()
        },
        HandOver {
            birth: Some("1995-03-16".to_owned()),
            ..over.clone()
        },
        HandOver {
            procedure: "1.004746".to_owned(),
            ..over.clone()
        },
        HandOver {
            procedure: "1.001699".to_owned(),
            ..over.clone()
        },
    ] {
        let fault = here.desk.hand_over(&wrong, wedding_day()).unwrap_err();
        assert_eq!(fault.code, Code::NotUsable, "{wrong:?}");
    }
    let first = here.desk.hand_over(&over, wedding_day()).unwrap();
    let second = here.desk.hand_over(&over, at(2026, 11, 25, 8, 0)).unwrap();
    assert_eq!(first.qr, second.qr, "one seal");
    assert_ne!(first.path, second.path, "two prints");
    let catalogue = &here.desk.reference().catalogue;
    let events: Vec<_> = here
        .desk
        .office()
        .result(&result.result, catalogue, wedding_day())
        .unwrap()
        .events
        .into_iter()
        .map(|event| event.what)
        .collect();
    assert_eq!(events, ["added", "sealed", "handed_over", "handed_over"]);

    let month = |y, m, d| at(y, m, d, 0, 0).date();
    let measure = here
        .desk
        .office()
        .reuse_measure(month(2026, 11, 1), month(2026, 11, 30), catalogue)
        .unwrap();
    assert_eq!(measure.reissues_avoided, 2);
    assert_eq!(measure.avoided[0].id, "1.001653");
    assert_eq!((measure.kinds.len(), measure.kinds_wanted), (1, 15));
    assert_eq!(measure.clerks[0].handed_over, 2);
    assert_eq!(measure.dossiers, 0, "no dossier was opened");
    let before = here
        .desk
        .office()
        .reuse_measure(month(2026, 10, 1), month(2026, 10, 31), catalogue)
        .unwrap();
    assert_eq!(before.reissues_avoided, 0);

    // The prints are found and made again after a power cut, and the office is whole.
    std::fs::remove_file(&first.path).unwrap();
    let faults = here.desk.check().unwrap();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let reference = here.desk.shared_reference();
    let Place { desk, folder } = here;
    drop(desk);
    let desk = motcua_desk::Desk::open(folder.path(), reference, at(2026, 11, 26, 8, 0)).unwrap();
    assert!(desk.check().unwrap().is_empty(), "{:?}", desk.check());
}

#[test]
fn the_measure_counts_each_component_once_and_says_by_whom() {
    let here = Place::of("phường Hải Châu", wedding_day());
    married(&here);
    let day = wedding_day().date();
    let catalogue = &here.desk.reference().catalogue;
    let measure = here
        .desk
        .office()
        .reuse_measure(day, day, catalogue)
        .unwrap();
    let c = &measure.components;
    assert_eq!(measure.dossiers, 1);
    assert_eq!((c.asked, c.file, c.show, c.data), (4, 1, 1, 2));
    assert_eq!(
        (c.filed, c.shown, c.by_data, c.by_result, c.missing),
        (1, 1, 2, 0, 0)
    );
    assert_eq!(
        c.asked,
        c.filed + c.shown + c.by_data + c.by_result + c.missing
    );
    assert!(c.listed > c.asked, "the case asks less than the whole list");
    assert_eq!(measure.clerks.len(), 1);
    assert_eq!((measure.clerks[0].asked, measure.clerks[0].by_data), (4, 2));
    let same = &measure.same_day;
    assert_eq!((same.by_limit.numerator, same.by_limit.denominator), (1, 1));
    assert_eq!(
        (same.by_actual.numerator, same.by_actual.denominator),
        (1, 1)
    );
    assert_eq!(same.by_actual.percent, Some(100.0));
    assert_eq!(measure.same_day_exchange.by_actual.denominator, 0);
    assert_eq!(measure.same_day_exchange.by_actual.percent, None);
    assert!(
        here.desk
            .office()
            .reuse_measure(day, day.pred_opt().unwrap(), catalogue)
            .is_err()
    );
}

#[test]
fn a_childs_certificate_never_becomes_the_fathers() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let received = here.desk.receive(birth(), wedding_day()).unwrap();
    assert_eq!(
        received.outcome,
        OutcomeKind::Received,
        "{:?}",
        received.missing
    );
    let finish = |value: serde_json::Value| {
        here.desk
            .finish(&received.dossier, vec![of(value)], None, wedding_day())
    };
    let fault = finish(json!({ "number": "77/2026" })).unwrap_err();
    assert_eq!(fault.code, Code::BadPerson, "{fault}");
    let fault = finish(
        json!({ "number": "77/2026", "kind": "giay-chung-nhan-ket-hon", "holder": holder(HUSBAND) }),
    );
    assert_eq!(fault.unwrap_err().code, Code::UnknownResult);
    // Refused whole: the dossier has not moved.
    let still = here
        .desk
        .dossier(&received.dossier, wedding_day())
        .unwrap()
        .unwrap();
    assert_eq!(still.row.state, State::Received);
    let child = ("048226000001", "Nguyễn Minh Khang", "2026-11-01");
    let view = finish(json!({ "number": "77/2026", "holder": holder(child) })).unwrap();
    assert_eq!(view.row.state, State::Result);
    let catalogue = &here.desk.reference().catalogue;
    let his = here
        .desk
        .office()
        .results_of(HUSBAND.0, catalogue, wedding_day())
        .unwrap();
    assert!(his.is_empty());
}

#[test]
fn the_same_day_is_promised_where_the_catalogue_says_so_and_not_keeping_it_needs_a_reason() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let reissue = |why: Option<&str>| -> Reception {
        of(json!({
            "procedure": "1.001653",
            "answers": { "ly-do": "mat" },
            "person": person(WIFE),
            "submitted": [{ "requirement": "don", "evidence": "don-de-nghi-khuyet-tat", "original": 1 }],
            "not_same_day": why,
        }))
    };
    let receive = |why| here.desk.receive(reissue(why), wedding_day()).unwrap();
    let show = |code: &str| here.desk.dossier(code, wedding_day()).unwrap().unwrap();
    let today = receive(None);
    assert_eq!(today.due, Some(at(2026, 11, 23, 17, 0)));
    assert_eq!(show(&today.dossier).events[0].why, None);
    // An empty reason is none.
    assert_eq!(receive(Some("  ")).due, today.due);
    let later = receive(Some("phải xem lại hồ sơ gốc ở kho"));
    // Five working days: Tuesday the 24th is a holiday.
    assert_eq!(later.due, Some(at(2026, 12, 1, 17, 0)));
    assert_eq!(
        show(&later.dossier).events[0].why.as_deref(),
        Some("phải xem lại hồ sơ gốc ở kho")
    );

    // One is kept, one is not: the rate says so both ways.
    here.desk
        .go(&today.dossier, State::Result, None, at(2026, 11, 23, 16, 0))
        .unwrap();
    here.desk
        .go(&later.dossier, State::Result, None, at(2026, 11, 30, 9, 0))
        .unwrap();
    let day = wedding_day().date();
    let measure = here
        .desk
        .office()
        .reuse_measure(day, day, &here.desk.reference().catalogue)
        .unwrap();
    let rates = measure.same_day_exchange;
    assert_eq!(
        (rates.by_limit.numerator, rates.by_limit.denominator),
        (1, 1)
    );
    assert_eq!(
        (rates.by_actual.numerator, rates.by_actual.denominator),
        (1, 2)
    );
    assert_eq!(rates.by_actual.percent, Some(50.0));
}

#[test]
fn no_two_kinds_of_the_bundled_catalogue_share_a_mark() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let marks: std::collections::BTreeSet<_> = here
        .desk
        .reference()
        .catalogue
        .evidence()
        .keys()
        .map(|id| motcua_seal::KindMark::of(id).0)
        .collect();
    assert_eq!(
        marks.len(),
        here.desk.reference().catalogue.evidence().len()
    );
}

#[test]
fn what_an_abolished_unit_issued_says_so_everywhere_and_leads_to_who_keeps_its_register() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let there = Place::of("xã Hòa Vang", wedding_day());
    here.is_trusted_by(&there);
    let stored: NewResult = of(json!({
        "kind": "giay-chung-nhan-ket-hon", "holder": holder(HUSBAND), "number": "12/2020",
        "issued": "2020-08-01",
        "issuer": "UBND phường Thạch Thang, quận Hải Châu, thành phố Đà Nẵng",
    }));
    let result = here.desk.add_result(stored, wedding_day()).unwrap();
    let qr = here
        .desk
        .seal_result(&result.result, wedding_day())
        .unwrap()
        .qr;
    let taken = there
        .desk
        .take_sealed(brought_by(HUSBAND, &qr), wedding_day())
        .unwrap();
    assert_eq!(taken.issuer.as_deref(), Some("UBND phường Thạch Thang"));
    assert_eq!(taken.issuer_now, ["phường Hải Châu"]);
    assert_eq!(taken.source, "QR niêm phong của UBND phường Hải Châu");
    // The name typed beside a seal is nobody's word but the clerk's; number and birth date are the seal's.
    let named = TakeSealed {
        holder: HolderRead {
            name: Some("Nguyễn Văn An".to_owned()),
            ..brought_by(HUSBAND, &qr).holder
        },
        ..brought_by(HUSBAND, &qr)
    };
    let third = Place::of("xã Hòa Tiến", wedding_day());
    here.is_trusted_by(&third);
    third.desk.take_sealed(named, wedding_day()).unwrap();
    let catalogue = &third.desk.reference().catalogue;
    let known = third
        .desk
        .office()
        .known(HUSBAND.0, catalogue, wedding_day())
        .unwrap()
        .unwrap();
    let verified = |field: &str| {
        let found = known.fields.iter().find(|known| known.field == field);
        found.unwrap().verified
    };
    assert!(verified("birth") && !verified("name"));
}

#[test]
fn a_seal_under_an_old_number_opens_for_whoever_is_known_to_bear_it() {
    let here = Place::of("phường Hải Châu", wedding_day());
    let there = Place::of("xã Hòa Vang", wedding_day());
    here.is_trusted_by(&there);
    let old = ("201234567", HUSBAND.1, HUSBAND.2);
    let stored: NewResult = of(json!({
        "kind": "giay-chung-nhan-ket-hon", "holder": holder(old), "number": "12/2010", "issued": "2010-08-01",
    }));
    let result = here.desk.add_result(stored, wedding_day()).unwrap();
    let qr = here
        .desk
        .seal_result(&result.result, wedding_day())
        .unwrap()
        .qr;
    let fault = there
        .desk
        .take_sealed(brought_by(HUSBAND, &qr), wedding_day())
        .unwrap_err();
    assert_eq!(fault.code, Code::OtherHolder);
    there
        .desk
        .office()
        .same_person(HUSBAND.0, old.0, "ghi trên thẻ căn cước", wedding_day())
        .unwrap();
    let taken = there
        .desk
        .take_sealed(brought_by(HUSBAND, &qr), wedding_day())
        .unwrap();
    assert_eq!(
        taken.holder.id, old.0,
        "kept under the number it was issued to"
    );
}
