use crate::room::{Room, at, now, person};
use motcua_fault::Code;
use motcua_guide::{Found, Reach};
use motcua_office::NewLookUp;

fn look_up(found: Found, evidence: &str) -> NewLookUp {
    NewLookUp {
        source: "ho-tich".to_owned(),
        person: "048 190 001 234".to_owned(),
        paper: None,
        found,
        evidence: evidence.to_owned(),
        dossier: None,
    }
}

impl Room {
    fn set(&self, source: &str, reach: Reach, why: &str, moment: &str) {
        let why = Some(why).filter(|why| !why.is_empty());
        self.office
            .set_source(source, reach, why, None, &self.catalogue, at(moment))
            .unwrap();
    }
}

#[test]
fn a_source_nobody_has_looked_at_is_not_said_to_be_ready() {
    let room = Room::new();
    let all = room.office.sources(&room.catalogue, now()).unwrap();
    assert!(all.len() > 15);
    assert!(
        all.iter()
            .all(|source| source.state == Reach::Unknown && source.text == "chưa ai kiểm tra")
    );
}

#[test]
fn a_source_that_is_down_says_since_when_and_keeps_it_while_it_stays_down() {
    let room = Room::new();
    room.set("ho-tich", Reach::Ready, "", "2026-10-14T08:00");
    room.set("ho-tich", Reach::Down, "mất mạng", "2026-10-14T10:40");
    room.set("ho-tich", Reach::Down, "", "2026-10-14T11:10");
    let said = |moment| {
        let all = room.office.sources(&room.catalogue, at(moment)).unwrap();
        all.into_iter()
            .find(|source| source.id == "ho-tich")
            .unwrap()
    };
    let view = said("2026-10-14T11:15");
    assert_eq!(view.text, "chưa khai thác được từ 10 giờ 40 (mất mạng)");
    assert_eq!(
        (view.since, view.at),
        (Some(at("2026-10-14T10:40")), Some(at("2026-10-14T11:10")))
    );
    assert_eq!(view.by.as_deref(), Some("Trần Thị Bình"));
    // On another day the day is said too.
    assert!(
        said("2026-10-15T08:00")
            .text
            .starts_with("chưa khai thác được từ 10 giờ 40, ngày 14/10/2026")
    );
}

#[test]
fn outages_are_stretches_that_can_be_named_later() {
    let room = Room::new();
    room.set("ho-tich", Reach::Down, "mất mạng", "2026-10-12T09:00");
    room.set("dan-cu", Reach::Down, "", "2026-10-12T10:00");
    room.set("ho-tich", Reach::Ready, "", "2026-10-12T11:30");
    room.set("ho-tich", Reach::Down, "", "2026-10-14T07:45");
    let outages = |from, to| {
        let all = room
            .office
            .outages(at(from), at(to), &room.catalogue)
            .unwrap();
        all.into_iter()
            .map(|one| (one.source, one.from, one.to, one.why))
            .collect::<Vec<_>>()
    };
    let first = (
        "ho-tich".to_owned(),
        at("2026-10-12T09:00"),
        Some(at("2026-10-12T11:30")),
        Some("mất mạng".to_owned()),
    );
    let people = ("dan-cu".to_owned(), at("2026-10-12T10:00"), None, None);
    let second = ("ho-tich".to_owned(), at("2026-10-14T07:45"), None, None);
    let all = outages("2026-10-01T00:00", "2026-10-31T23:59");
    assert_eq!(all, [first.clone(), people.clone(), second.clone()]);
    assert_eq!(
        outages("2026-10-13T00:00", "2026-10-13T23:59"),
        std::slice::from_ref(&people)
    );
    assert_eq!(
        outages("2026-10-12T11:00", "2026-10-12T12:00"),
        [first, people]
    );
    assert_eq!(outages("2026-09-01T00:00", "2026-09-30T23:59"), []);
}

#[test]
fn a_beginning_is_neither_ahead_nor_before_what_is_recorded() {
    let room = Room::new();
    room.set("ho-tich", Reach::Ready, "", "2026-10-14T08:00");
    let set = |since, reach| {
        let since = Some(at(since));
        let office = &room.office;
        office.set_source(
            "ho-tich",
            reach,
            None,
            since,
            &room.catalogue,
            at("2026-10-14T11:00"),
        )
    };
    assert_eq!(
        set("2026-10-14T12:00", Reach::Down).unwrap_err().code,
        Code::BadDate
    );
    assert_eq!(
        set("2026-10-14T07:00", Reach::Down).unwrap_err().code,
        Code::BadDate
    );
    assert_eq!(
        set("2026-10-14T10:40", Reach::Down).unwrap().since,
        Some(at("2026-10-14T10:40"))
    );
    let unknown = room
        .office
        .set_source("mây", Reach::Down, None, None, &room.catalogue, now());
    assert_eq!(unknown.unwrap_err().code, Code::BadInput);
}

#[test]
fn the_log_of_outages_and_look_ups_cannot_be_rewritten() {
    let room = Room::new();
    room.set("ho-tich", Reach::Down, "", "2026-10-14T08:00");
    room.office
        .look_up(
            look_up(Found::Data, "số 12/2025"),
            &room.catalogue,
            &room.calendar,
            now(),
        )
        .unwrap();
    let actor = room.office.set_up().unwrap().actor();
    for sql in [
        "UPDATE source_event SET why = 'khác'",
        "DELETE FROM source_event",
        "DELETE FROM look_up",
    ] {
        let refused = room.office.store().write(&actor, now(), |tx| {
            tx.log("source_event", "x", "y", &())?;
            tx.execute(sql, [])
        });
        assert!(refused.is_err(), "{sql}");
    }
}

#[test]
fn a_look_up_says_of_the_source_whether_it_answers_and_offline_is_not_nothing() {
    let room = Room::new();
    let look = |new, moment| {
        room.office
            .look_up(new, &room.catalogue, &room.calendar, at(moment))
    };
    look(look_up(Found::Unreachable, ""), "2026-10-14T10:40").unwrap();
    let state = || {
        let all = room
            .office
            .sources(&room.catalogue, at("2026-10-14T11:00"))
            .unwrap();
        all.into_iter()
            .find(|source| source.id == "ho-tich")
            .unwrap()
    };
    assert_eq!(state().text, "chưa khai thác được từ 10 giờ 40");
    assert_eq!(
        look(look_up(Found::Nothing, " "), "2026-10-14T10:50")
            .unwrap_err()
            .code,
        Code::ReasonMissing
    );
    look(
        look_up(Found::Nothing, "hệ thống báo không tìm thấy"),
        "2026-10-14T10:50",
    )
    .unwrap();
    assert_eq!(state().state, Reach::Ready);
    let all = room.office.look_ups_of("048190001234").unwrap();
    let found: Vec<_> = all.iter().map(|done| done.found).collect();
    assert_eq!(found, [Found::Nothing, Found::Unreachable], "newest first");
}

#[test]
fn a_look_up_stands_in_its_dossier_and_the_dossier_stays_where_it_is() {
    let room = Room::new();
    let code = room.receive(person("048200001234", "Nguyễn Văn An", "2000-03-15"), &[]);
    let before = room
        .office
        .dossier(&code, &room.calendar, now())
        .unwrap()
        .unwrap();
    let new = NewLookUp {
        dossier: Some(code.to_lowercase()),
        ..look_up(Found::Data, "đã kết hôn, số 12/2025")
    };
    room.office
        .look_up(new, &room.catalogue, &room.calendar, now())
        .unwrap();
    let after = room
        .office
        .dossier(&code, &room.calendar, now())
        .unwrap()
        .unwrap();
    assert_eq!(
        (after.row.state, after.row.due),
        (before.row.state, before.row.due)
    );
    let last = after.events.last().unwrap();
    assert_eq!(last.kind, "looked_up");
    assert!(last.why.as_deref().unwrap().contains("số 12/2025"));
    assert_eq!(room.office.check().unwrap(), []);
    let nowhere = NewLookUp {
        dossier: Some("H17.012-261014-9999".to_owned()),
        ..look_up(Found::Data, "có")
    };
    let refused = room
        .office
        .look_up(nowhere, &room.catalogue, &room.calendar, now());
    assert_eq!(refused.unwrap_err().code, Code::UnknownDossier);
    assert_eq!(
        room.office.look_ups_of("048190001234").unwrap().len(),
        1,
        "nothing half-written"
    );
}
