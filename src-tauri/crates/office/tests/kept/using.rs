//! What a reception does with stored results, and what ends, replaces or delays them.

use crate::{
    room::{Room, at, now, person},
    usable::{BIRTHS, NEW, OTHER, marriage, moving_in},
};
use motcua_catalogue::model::{Channel, Need};
use motcua_fault::Code;
use motcua_guide::{HolderOf, Reach, Submitted};
use motcua_office::{Decision, Did, Dossier, Filing, NewResult, OutcomeKind, Reception, Refuse};

fn events(room: &Room, dossier: &Dossier) -> Vec<(String, Option<String>)> {
    let now = room
        .office
        .dossier(&dossier.code, &room.calendar, now())
        .unwrap()
        .unwrap();
    now.events
        .into_iter()
        .map(|event| (event.kind, event.why))
        .collect()
}

fn happened(room: &Room, result: &str) -> Vec<String> {
    let view = room.office.result(result, &room.catalogue, now()).unwrap();
    view.events.into_iter().map(|event| event.what).collect()
}

#[test]
fn a_result_is_used_once_for_a_dossier_however_often_it_is_named_and_never_by_a_refused_one() {
    let room = Room::new();
    let kept = room
        .add(marriage(NEW, BIRTHS[0], "1/2025", Some("2025-05-05")))
        .unwrap()
        .result;
    let dossier = room
        .take_in(moving_in(NEW, BIRTHS[0], &[&kept, &kept]))
        .unwrap();
    assert_eq!(dossier.reuse.len(), 1);
    assert_eq!(happened(&room, &kept), ["added", "used"]);
    let told = events(&room, &dossier);
    assert_eq!(told[1].0, "reused");
    assert!(told[1].1.as_ref().unwrap().contains("1/2025"), "{told:?}");

    // Refused: what it names is neither checked nor used.
    let refused = Reception {
        refuse: Some(Refuse {
            reason: "không thuộc thẩm quyền".to_owned(),
            basis: None,
            go_to: None,
        }),
        ..moving_in(NEW, BIRTHS[0], &[&kept, "khong-co"])
    };
    let refused = room.take_in(refused).unwrap();
    assert_eq!(refused.outcome, OutcomeKind::Refused);
    assert!(refused.reuse.is_empty());
    assert_eq!(happened(&room, &kept), ["added", "used"]);
}

#[test]
fn whoever_does_not_say_when_he_was_born_is_only_shown_what_there_is() {
    let room = Room::new();
    let kept = room
        .add(marriage(NEW, BIRTHS[0], "1/2025", Some("2025-05-05")))
        .unwrap()
        .result;
    assert!(room.proposed(&Filing::person(NEW), "giay-chung-nhan-ket-hon")[0].usable);
    let fault = room.take_in(moving_in(NEW, "", &[&kept])).unwrap_err();
    assert_eq!(fault.code, Code::NotUsable);
    assert!(
        fault.message.contains("chưa chắc cùng một người"),
        "{fault}"
    );
}

#[test]
fn looking_at_a_result_and_asking_for_the_paper_are_events_and_asking_needs_a_reason() {
    let room = Room::new();
    let kept = room
        .add(marriage(NEW, BIRTHS[0], "1/2025", Some("2025-05-05")))
        .unwrap()
        .result;
    let decided = |did, result: Option<&str>, why: Option<&str>, reuse: &[&str]| Reception {
        decisions: vec![Decision {
            requirement: "vo-chong".to_owned(),
            result: result.map(str::to_owned),
            did,
            why: why.map(str::to_owned),
        }],
        ..moving_in(NEW, BIRTHS[0], reuse)
    };
    let code = |reception| room.take_in(reception).unwrap_err().code;
    let asked = |why| decided(Did::PaperAsked, Some(&kept), why, &[]);
    assert_eq!(code(asked(None)), Code::ReasonMissing);
    assert_eq!(code(asked(Some("  "))), Code::ReasonMissing);
    assert_eq!(
        code(decided(Did::Viewed, Some("khong-co"), None, &[])),
        Code::NotUsable
    );
    assert_eq!(
        code(decided(Did::PaperAsked, None, Some("mờ"), &[&kept])),
        Code::BadInput
    );
    let viewed = room
        .take_in(decided(Did::Viewed, Some(&kept), None, &[&kept]))
        .unwrap();
    let kinds: Vec<_> = events(&room, &viewed).into_iter().map(|e| e.0).collect();
    assert_eq!(kinds, ["received", "reused", "result_viewed"]);

    // The database is wrong, the paper is asked for: now it is missing, with the rest at once.
    let waits = room.take_in(asked(Some("dữ liệu ghi sai năm"))).unwrap();
    assert_eq!(waits.outcome, OutcomeKind::Supplement);
    assert_eq!(waits.missing.len(), 1);
    assert_eq!(waits.missing[0].requirement, "vo-chong");
    let told = events(&room, &waits);
    assert_eq!(told[1].0, "paper_asked");
    assert!(
        told[1]
            .1
            .as_ref()
            .unwrap()
            .ends_with("lý do: dữ liệu ghi sai năm")
    );
    // And where it is handed in, nothing is.
    let mut brought = asked(Some("dữ liệu ghi sai năm"));
    brought.submitted.push(Submitted {
        requirement: "vo-chong".to_owned(),
        evidence: "giay-chung-nhan-ket-hon".to_owned(),
        original: 1,
        copy: 0,
    });
    assert_eq!(
        room.take_in(brought).unwrap().outcome,
        OutcomeKind::Received
    );
}

#[test]
fn a_marriage_ends_a_confirmation_of_being_single() {
    let room = Room::new();
    let single = room
        .add(NewResult {
            kind: "giay-xac-nhan-tinh-trang-hon-nhan".to_owned(),
            valid_until: None,
            issued: Some("2026-08-03".to_owned()),
            fields: Default::default(),
            ..marriage(NEW, BIRTHS[0], "9/2026", None)
        })
        .unwrap();
    let usable = |who: &Filing| {
        room.proposed(who, "giay-xac-nhan-tinh-trang-hon-nhan")
            .iter()
            .find(|view| view.result == single.result)
            .map(|view| (view.usable, view.why.clone()))
            .unwrap()
    };
    let him = Filing::present(NEW, Some(BIRTHS[0]));
    assert!(usable(&him).0);
    // An earlier marriage is what he was divorced from.
    room.add(marriage(NEW, BIRTHS[0], "1/2019", Some("2019-05-05")))
        .unwrap();
    assert!(usable(&him).0);
    let wedding = room
        .add(marriage(NEW, BIRTHS[0], "5/2026", Some("2026-09-09")))
        .unwrap();
    let (still, why) = usable(&him);
    assert!(!still && why.contains("09/09/2026"), "{why}");
    room.office
        .revoke_result(&wedding.result, "ghi nhầm", &room.catalogue, now())
        .unwrap();
    assert!(usable(&him).0);
}

#[test]
fn a_newer_result_takes_the_place_only_of_one_of_the_same_kind_and_person() {
    let room = Room::new();
    let add = |id: &str, number: &str| {
        room.add(marriage(id, BIRTHS[0], number, Some("2025-05-05")))
            .unwrap()
            .result
    };
    let (old, new, foreign) = (add(NEW, "1/2025"), add(NEW, "2/2025"), add(OTHER, "3/2025"));
    let replace = |id: &str, by: &str| {
        room.office
            .replace_result(id, by, "cấp đổi", &room.catalogue, now())
    };
    assert_eq!(replace(&old, &old).unwrap_err().code, Code::BadMove);
    assert_eq!(replace(&old, &foreign).unwrap_err().code, Code::BadMove);
    assert_eq!(
        replace(&old, "khong-co").unwrap_err().code,
        Code::UnknownResult
    );
    replace(&old, &new).unwrap();
    assert_eq!(replace(&old, &new).unwrap_err().code, Code::BadMove);
    assert_eq!(happened(&room, &old), ["added", "replaced"]);
    let views = room.proposed(
        &Filing::present(NEW, Some(BIRTHS[0])),
        "giay-chung-nhan-ket-hon",
    );
    let of = |id: &str| views.iter().find(|view| view.result == *id).unwrap();
    assert!(of(&new).usable && !of(&old).usable);
    assert!(of(&old).why.contains("thay bằng"));
}

#[test]
fn an_abolished_unit_leads_to_the_one_that_keeps_its_register_and_several_are_shown() {
    let room = Room::new();
    let issued_by = |issuer: &str, number: &str| {
        room.add(NewResult {
            issuer: Some(issuer.to_owned()),
            ..marriage(NEW, BIRTHS[0], number, Some("2020-05-05"))
        })
        .unwrap()
    };
    let now_is = issued_by(
        "UBND phường Thạch Thang, quận Hải Châu, thành phố Đà Nẵng",
        "1",
    );
    assert_eq!(now_is.issuer_now, ["phường Hải Châu"]);
    assert!(now_is.issuer_unit.is_some());
    let divided = issued_by("Ủy ban nhân dân xã Hòa Liên", "2");
    assert!(divided.issuer_now.len() > 1, "{:?}", divided.issuer_now);
    assert_eq!(divided.issuer_unit, None);
    assert!(!divided.tests.standardised);
    let elsewhere = issued_by("UBND xã Tân Hiệp, tỉnh Đồng Nai", "3");
    assert!(elsewhere.issuer_now.is_empty());
}

#[test]
fn an_outage_since_reception_is_named_as_the_reason_of_a_delay_and_another_is_not() {
    let room = Room::new();
    let dossier = room.take_in(moving_in(NEW, BIRTHS[0], &[])).unwrap();
    let set = |reach, moment: &str| {
        room.office
            .set_source(
                "ho-tich",
                reach,
                Some("mất đường truyền"),
                None,
                &room.catalogue,
                at(moment),
            )
            .unwrap()
    };
    let explain = |source: &str, moment: &str| {
        room.office.explain_delay(
            &dossier.code,
            source,
            None,
            (&room.catalogue, &room.calendar),
            at(moment),
        )
    };
    assert_eq!(
        explain("ho-tich", "2026-10-15T10:00").unwrap_err().code,
        Code::BadInput,
        "no outage is on record"
    );
    set(Reach::Down, "2026-10-15T10:40");
    assert_eq!(
        explain("dan-cu", "2026-10-15T11:00").unwrap_err().code,
        Code::BadInput
    );
    explain("ho-tich", "2026-10-15T11:00").unwrap();
    assert_eq!(
        explain("ho-tich", "2026-10-15T11:01").unwrap_err().code,
        Code::BadMove,
        "said already"
    );
    set(Reach::Ready, "2026-10-15T15:00");
    explain("ho-tich", "2026-10-16T08:00").unwrap();
    let delays = room.office.delays(&dossier.code).unwrap();
    assert_eq!(delays.len(), 2);
    assert_eq!(
        (delays[0].until, delays[1].until),
        (None, Some(at("2026-10-15T15:00")))
    );
    let told = events(&room, &dossier);
    assert_eq!(told.last().unwrap().0, "delay_explained");
    assert!(
        told.last()
            .unwrap()
            .1
            .as_ref()
            .unwrap()
            .contains("10 giờ 40"),
        "{told:?}"
    );
    assert_eq!(
        room.office
            .explain_delay(
                "H17-000000-0000",
                "ho-tich",
                None,
                (&room.catalogue, &room.calendar),
                now()
            )
            .unwrap_err()
            .code,
        Code::UnknownDossier
    );
    // The dossier stays where it is.
    let row = room
        .office
        .dossier(&dossier.code, &room.calendar, now())
        .unwrap()
        .unwrap()
        .row;
    assert_eq!(
        (row.state, row.due),
        (motcua_office::State::Received, dossier.due())
    );
}

#[test]
fn after_the_last_day_of_the_resolution_the_paper_itself_is_asked_for_again() {
    let room = Room::new();
    let on = |moment: &str, channel: Channel| {
        let mut reception = moving_in(NEW, BIRTHS[0], &[]);
        reception.procedure = "1.001193".to_owned();
        reception.answers = Room::birth_of(person(NEW, "Nguyễn Văn An", BIRTHS[0]), &[]).answers;
        reception.submitted.clear();
        reception.received = Some(at(moment));
        reception.received_why = Some("thử".to_owned());
        reception.channel = channel;
        room.take_in(reception).unwrap()
    };
    let married = |dossier: &Dossier| {
        let case = &dossier.case;
        case.requirements
            .iter()
            .find(|r| r.id == "ket-hon")
            .unwrap()
            .clone()
    };
    let last = on("2027-02-26T09:00", Channel::Counter);
    assert_eq!(married(&last).need, Need::Data);
    assert!(
        last.missing
            .iter()
            .all(|item| item.requirement != "ket-hon")
    );
    let next = on("2027-03-01T09:00", Channel::Counter);
    assert_eq!(married(&next).need, Need::Show);
    assert!(married(&next).note.unwrap().contains("28/02/2027"));
    assert!(
        next.missing
            .iter()
            .any(|item| item.requirement == "ket-hon")
    );
    assert_eq!(
        married(&on("2027-03-01T09:00", Channel::Post)).need,
        Need::File
    );
}

#[test]
fn a_holder_of_a_result_keeps_it_under_his_own_number_only() {
    let room = Room::new();
    let other = HolderOf {
        id: OTHER.to_owned(),
        name: "Nguyễn Văn An".to_owned(),
        birth: Some(BIRTHS[0].to_owned()),
        organisation: false,
    };
    room.add(NewResult {
        holder: other,
        ..marriage(NEW, BIRTHS[0], "1/2025", Some("2025-05-05"))
    })
    .unwrap();
    // The same name and birth date, another number: not even a hint for him.
    assert!(
        room.proposed(
            &Filing::present(NEW, Some(BIRTHS[0])),
            "giay-chung-nhan-ket-hon"
        )
        .is_empty()
    );
}

#[test]
fn results_of_an_older_file_are_all_there_in_the_new_table() {
    use motcua_store::{Actor, Json, Store};
    use serde_json::Value;
    let room = Room::new();
    let kept: Vec<_> = (0..5)
        .map(|n| {
            let number = format!("{n}/2025");
            room.add(marriage(NEW, BIRTHS[0], &number, Some("2025-05-05")))
                .unwrap()
        })
        .collect();
    let bodies: Vec<(String, Value)> = room
        .office
        .store()
        .read(|tx| {
            tx.all("SELECT id, body FROM result ORDER BY id", [], |row| {
                Ok((row.get(0)?, row.get::<_, Json<Value>>(1)?.0))
            })
        })
        .unwrap();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("office.sqlite");
    let mut before = motcua_office::schema();
    before.retain(|step| step.version < 5);
    let old = Store::open(&file, &before, now()).unwrap();
    let actor = Actor {
        clerk: "Trần Thị Bình".to_owned(),
        counter: 1,
    };
    old.write(&actor, now(), |tx| {
        for (id, body) in &bodies {
            tx.execute(
                "INSERT INTO result VALUES (?1, 'giay-chung-nhan-ket-hon', ?2, ?3, ?4)",
                (id, NEW, body["number"].as_str(), Json(body)),
            )?;
            tx.execute(
                "INSERT INTO result_event VALUES (?1, 1, '2026-10-14T09:20:00', 'added', 'An', NULL)",
                [id],
            )?;
        }
        tx.log("result", "all", "add", &bodies.len())?;
        Ok(())
    })
    .unwrap();
    drop(old);
    let office = motcua_office::Office::open(&file, now()).unwrap();
    let found = office.results_of(NEW, &room.catalogue, now()).unwrap();
    assert_eq!(found.len(), kept.len());
    assert!(found.iter().all(|result| result.events.len() == 1));
    assert!(office.store().integrity().unwrap().is_empty());
}
