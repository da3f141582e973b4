use crate::room::{Room, at, marital, now, person};
use motcua_fault::Code;
use motcua_guide::Found;
use motcua_office::{Filing, KnownPerson, NewLookUp, NewResult};
use proptest::prelude::*;

const OLD: &str = "201234567";
const NEW: &str = "048190001234";
const KIND: &str = "giay-chung-nhan-ket-hon";

fn known(room: &Room, id: &str) -> KnownPerson {
    room.office
        .known(id, &room.catalogue, now())
        .unwrap()
        .unwrap()
}

fn field<'k>(known: &'k KnownPerson, field: &str) -> &'k motcua_office::KnownField {
    known.fields.iter().find(|one| one.field == field).unwrap()
}

#[test]
fn what_a_card_said_is_verified_until_it_is_typed_over() {
    let room = Room::new();
    let card = ["name", "birth", "address", "phone"];
    let mut hoa = person(NEW, "Lê Thị Hoa", "1990-05-21");
    hoa.address = Some("Tổ 1, phường Hải Châu".to_owned());
    hoa.phone = Some("0905123456".to_owned());
    let first = room.receive(hoa.clone(), &card);
    let read = known(&room, NEW);
    assert!(field(&read, "name").verified && field(&read, "address").verified);
    assert!(
        !field(&read, "phone").verified,
        "no card says a telephone number"
    );
    assert_eq!(field(&read, "phone").source, format!("hồ sơ {first}"));
    assert_eq!(field(&read, "name").date, now().date());

    // Given again as it was: still the card's.
    room.receive(hoa.clone(), &[]);
    assert!(field(&known(&room, NEW), "address").verified);

    hoa.address = Some("Tổ 2, phường Thanh Khê".to_owned());
    let third = room.receive(hoa, &[]);
    let moved = known(&room, NEW);
    let address = field(&moved, "address");
    assert_eq!(address.value, "Tổ 2, phường Thanh Khê");
    assert!(!address.verified);
    assert_eq!(address.source, format!("hồ sơ {third}"));
    assert_eq!(
        moved.person.address.as_deref(),
        Some("Tổ 2, phường Thanh Khê")
    );
}

#[test]
fn a_result_answers_the_fields_of_its_holder_only() {
    let room = Room::new();
    let birth = |holder: NewResult, name: &str, born: &str, number: &str| NewResult {
        kind: "giay-khai-sinh".to_owned(),
        number: Some(number.to_owned()),
        fields: [
            ("ho-ten", name),
            ("ngay-sinh", born),
            ("gioi-tinh", "Nữ"),
            ("quoc-tich", "Việt Nam"),
        ]
        .into_iter()
        .map(|(id, value)| (id.to_owned(), value.to_owned()))
        .collect(),
        ..holder
    };
    let hoa = || marital(NEW, "Lê Thị Hoa", "1990-05-21", "");
    room.add(birth(hoa(), "Lê Thị Hoa", "1990-05-21", "5/1990"))
        .unwrap();
    // Her child's certificate, kept under her number too: it says nothing of her.
    room.add(birth(hoa(), "Trần Thị Na", "2020-01-01", "6/2020"))
        .unwrap();
    let read = known(&room, NEW);
    assert_eq!(read.person.sex, Some(motcua_text::Sex::Female));
    assert_eq!(read.person.nationality.as_deref(), Some("Việt Nam"));
    assert_eq!(field(&read, "birth").value, "1990-05-21");
    assert!(field(&read, "sex").source.contains("5/1990"));
    assert!(
        !field(&read, "sex").verified,
        "neither sealed nor with its file"
    );
    assert_eq!(read.others, []);
}

#[test]
fn two_people_of_one_name_are_shown_and_stay_two() {
    let room = Room::new();
    room.add(marital(NEW, "Lê Thị Hoa", "1990-05-21", "1/2025"))
        .unwrap();
    room.add(marital(
        "048175000001",
        "LÊ THỊ HOA",
        "1975-01-01",
        "2/2025",
    ))
    .unwrap();
    room.add(marital(OLD, "Lê Thị Hoa", "1990-05-21", "3/2010"))
        .unwrap();
    let view = room
        .office
        .person(NEW, &room.catalogue, now())
        .unwrap()
        .unwrap();
    let shown: Vec<_> = view
        .namesakes
        .iter()
        .map(|other| (other.id.as_str(), other.same_birth))
        .collect();
    assert_eq!(shown, [(OLD, true), ("048175000001", false)]);
    assert_eq!(view.results, 1);
    assert_eq!(room.results_of(NEW).len(), 1, "nothing is merged by itself");
}

#[test]
fn two_numbers_of_one_person_are_merged_with_a_reason_and_parted_again() {
    let room = Room::new();
    room.add(marital(OLD, "Lê Thị Hoa", "1990-05-21", "3/2010"))
        .unwrap();
    room.add(marital(NEW, "Lê Thị Hoa", "1990-05-21", "1/2025"))
        .unwrap();
    let seen = |id: &str| room.proposed(&Filing::person(id), KIND);
    assert_eq!(seen(NEW).len(), 1);
    let none = room.office.same_person(OLD, NEW, "  ", now());
    assert_eq!(none.unwrap_err().code, Code::ReasonMissing);
    room.office
        .same_person(NEW, OLD, "số CMND cũ ghi trên thẻ căn cước", now())
        .unwrap();

    assert_eq!(room.results_of(OLD).len(), 2);
    let usable = seen(NEW);
    assert_eq!(usable.len(), 2);
    assert!(usable.iter().all(|view| view.usable), "{usable:#?}");
    let view = room
        .office
        .person(OLD, &room.catalogue, now())
        .unwrap()
        .unwrap();
    assert_eq!(view.known.numbers, [OLD, NEW]);
    assert_eq!(view.namesakes, []);
    assert_eq!(view.links[0].what, "linked");
    assert_eq!(
        room.office
            .same_person(OLD, NEW, "lại", now())
            .unwrap_err()
            .code,
        Code::BadMove
    );

    room.office
        .undo_same_person(OLD, NEW, "ghép nhầm", now())
        .unwrap();
    assert_eq!(seen(NEW).len(), 1);
    let view = room
        .office
        .person(NEW, &room.catalogue, now())
        .unwrap()
        .unwrap();
    let what: Vec<_> = view.links.iter().map(|link| link.what.as_str()).collect();
    assert_eq!(what, ["linked", "undone"], "both decisions stay on record");
    let again = room.office.undo_same_person(OLD, NEW, "nữa", now());
    assert_eq!(again.unwrap_err().code, Code::BadMove);
}

#[test]
fn numbers_with_different_birth_dates_are_never_merged() {
    let room = Room::new();
    room.add(marital(OLD, "Lê Thị Hoa", "1975-01-01", "3/2010"))
        .unwrap();
    room.add(marital(NEW, "Lê Thị Hoa", "1990-05-21", "1/2025"))
        .unwrap();
    let same = |a: &str, b: &str| room.office.same_person(a, b, "cùng tên", now());
    assert_eq!(same(OLD, NEW).unwrap_err().code, Code::BadPerson);
    // Nothing on record, but the number itself says 1988.
    assert_eq!(same("048088000001", NEW).unwrap_err().code, Code::BadPerson);
    assert_eq!(same(NEW, NEW).unwrap_err().code, Code::BadPerson);
    assert_eq!(same("12", NEW).unwrap_err().code, Code::BadPerson);
    // Through a third one that says nothing itself.
    let passport = "B1234567";
    same(passport, OLD).unwrap();
    assert_eq!(same(passport, NEW).unwrap_err().code, Code::BadPerson);
}

#[test]
fn a_changed_name_is_shown_beside_the_present_one() {
    let room = Room::new();
    room.add(marital(NEW, "Lê Thị Hoa", "1990-05-21", "1/2025"))
        .unwrap();
    room.receive(person(NEW, "Lê Thị Hoài", "1990-05-21"), &["name"]);
    let read = known(&room, NEW);
    assert_eq!(read.person.name, "Lê Thị Hoài");
    assert!(field(&read, "name").verified);
    assert_eq!(read.others.len(), 1);
    assert_eq!(read.others[0].value, "Lê Thị Hoa");
}

#[test]
fn a_number_is_one_however_it_is_written() {
    let room = Room::new();
    room.add(marital(
        "048.190 001-234",
        "Lê Thị Hoa",
        "1990-05-21",
        "1/2025",
    ))
    .unwrap();
    assert_eq!(room.results_of("048 190 001 234").len(), 1);
    assert_eq!(
        room.proposed(&Filing::person("048190-001234"), KIND).len(),
        1
    );
    assert!(
        room.office
            .known("048190001235", &room.catalogue, now())
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_paper_that_names_its_own_end_is_a_hint_until_somebody_enters_it() {
    let room = Room::new();
    let licence = |number: &str, until: Option<&str>| NewResult {
        kind: "giay-phep-lai-xe".to_owned(),
        valid_until: until.map(str::to_owned),
        ..marital(NEW, "Lê Thị Hoa", "1990-05-21", number)
    };
    let silent = room.add(licence("1", None)).unwrap();
    assert!(!silent.validity_known && !silent.tests.current);
    let endless = room.add(licence("2", Some("Không thời hạn"))).unwrap();
    assert!(endless.validity_known && endless.tests.current && endless.valid_until.is_none());
    room.add(licence("3", Some("2030-01-01"))).unwrap();
    let views = room.proposed(&Filing::person(NEW), "giay-phep-lai-xe");
    let usable: Vec<_> = views
        .iter()
        .map(|view| (view.usable, view.result == silent.result))
        .collect();
    assert_eq!(usable, [(true, false), (true, false), (false, true)]);
    assert!(
        views[2].why.contains("chưa rõ thời hạn"),
        "{}",
        views[2].why
    );
    // What the law counts in months is not made endless by a word.
    let six_months = NewResult {
        kind: "giay-xac-nhan-tinh-trang-hon-nhan".to_owned(),
        valid_until: Some("không thời hạn".to_owned()),
        ..marital(NEW, "Lê Thị Hoa", "1990-05-21", "4")
    };
    assert!(room.add(six_months).unwrap().valid_until.is_some());
}

#[test]
fn look_ups_under_an_old_number_are_found_under_the_new_one() {
    let room = Room::new();
    room.office
        .same_person(OLD, "B1234567", "hộ chiếu cũ", now())
        .unwrap();
    let new = NewLookUp {
        source: "ho-tich".to_owned(),
        person: OLD.to_owned(),
        paper: None,
        found: Found::Data,
        evidence: "có".to_owned(),
        dossier: None,
    };
    room.office
        .look_up(new, &room.catalogue, &room.calendar, at("2026-10-14T08:00"))
        .unwrap();
    assert_eq!(room.office.look_ups_of("B1234567").unwrap().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(30) })]

    #[test]
    fn a_link_never_makes_a_result_of_another_birth_date_usable(
        results in proptest::collection::vec((0..5usize, 0..4usize), 0..10),
        links in proptest::collection::vec((0..5usize, 0..5usize), 0..8),
        asked in (0..5usize, 0..4usize),
        late in proptest::collection::vec((0..5usize, 0..4usize), 0..4),
    ) {
        const IDS: [&str; 5] = ["048190001234", "201234567", "B1234567", "048190001235", "C7654321"];
        const BIRTHS: [&str; 4] = ["1990-05-21", "1990-05-22", "1990", ""];
        let room = Room::new();
        let mut births = std::collections::BTreeMap::new();
        let mut number = 0;
        let mut add = |(id, birth): (usize, usize)| {
            number += 1;
            let new = marital(IDS[id], "Lê Thị Hoa", BIRTHS[birth], &format!("{number}/2025"));
            births.insert(room.add(new).unwrap().result, BIRTHS[birth]);
        };
        results.into_iter().for_each(&mut add);
        for (a, b) in links {
            let _ = room.office.same_person(IDS[a], IDS[b], "thử", now());
        }
        // What comes in after the decision counts as little.
        late.into_iter().for_each(&mut add);
        for (given, birth) in [(true, asked.1), (false, 0)] {
            let who = Filing {
                people: vec![(
                    IDS[asked.0].to_owned(),
                    given.then(|| BIRTHS[birth].to_owned()).filter(|birth| !birth.is_empty()),
                )],
                organisation: None,
                by_number: !given,
            };
            let usable: Vec<_> = room
                .proposed(&who, KIND)
                .into_iter()
                .filter(|view| view.usable)
                .map(|view| births[&view.result])
                .collect();
            prop_assert!(usable.iter().all(|birth| birth.len() == 10 && *birth == usable[0]), "{usable:?}");
            if given && BIRTHS[birth].len() == 10 {
                prop_assert!(usable.iter().all(|other| *other == BIRTHS[birth]));
            }
            if given && BIRTHS[birth].len() == 4 {
                prop_assert!(usable.is_empty(), "a bare year identifies nobody");
            }
        }
    }
}
