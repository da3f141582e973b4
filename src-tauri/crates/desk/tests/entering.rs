//! Results on their way in: waiting scans, finished dossiers; and sources as the guide tells of them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::NaiveDateTime;
use image::{GrayImage, ImageFormat, Luma};
use motcua_catalogue::{
    build::build,
    model::{Answers, Channel, Need},
    source::Files,
};
use motcua_desk::{Case, Desk, Reference, SetUp};
use motcua_fault::Code;
use motcua_guide::{Found, HolderOf, Reach, RequirementView};
use motcua_office::{Finished, NewLookUp, NewResult, Person, Reception, ReturnAt, State};
use std::{
    collections::BTreeMap,
    fs,
    io::Cursor,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};
use tempfile::TempDir;

static BUILT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    build(&Files::read_dir(&data).unwrap()).unwrap()
});

const HOA: &str = "048190001234";

fn at(moment: &str) -> NaiveDateTime {
    motcua_calendar::minute::parse(moment).unwrap()
}

fn now() -> NaiveDateTime {
    at("2026-10-14T11:00")
}

fn desk() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let reference = Arc::new(Reference::new(&BUILT, folder.path()).unwrap());
    let desk = Desk::open(&folder.path().join("data"), reference, now()).unwrap();
    let office = SetUp {
        unit: "phường Hải Châu".to_owned(),
        unit_code: None,
        counter: 1,
        clerk: "Trần Thị Bình".to_owned(),
        phone: None,
    };
    desk.set_up(office, false, now()).unwrap();
    (folder, desk)
}

/// A page with that many lines on it.
fn picture(lines: u32) -> Vec<u8> {
    let mut page = GrayImage::from_pixel(620, 877, Luma([250]));
    for line in 0..lines {
        for x in 60..500 {
            page.put_pixel(x, 60 + line * 20, Luma([10]));
            page.put_pixel(x, 61 + line * 20, Luma([10]));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    page.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn scan(desk: &Desk, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(desk.scans().unwrap().folder);
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn marriage(number: &str, file: Option<&str>, pages: Option<u32>) -> NewResult {
    NewResult {
        kind: "giay-chung-nhan-ket-hon".to_owned(),
        holder: HolderOf {
            id: HOA.to_owned(),
            name: "Lê Thị Hoa".to_owned(),
            birth: Some("1990-05-21".to_owned()),
            organisation: false,
        },
        number: Some(number.to_owned()),
        issued: Some("2025-03-05".to_owned()),
        valid_until: None,
        issuer: None,
        fields: BTreeMap::new(),
        file: file.map(str::to_owned),
        pages,
        shelf: None,
        source: None,
    }
}

fn kept_files(desk: &Desk) -> usize {
    let folders = fs::read_dir(desk.folder().join("files"));
    folders
        .into_iter()
        .flatten()
        .flatten()
        .map(|folder| fs::read_dir(folder.path()).unwrap().count())
        .sum()
}

#[test]
fn waiting_scans_are_looked_at_and_leave_once_they_are_kept() {
    let (_folder, desk) = desk();
    let page = scan(&desk, "a.png", &picture(20));
    scan(&desk, "b.PNG", &picture(0));
    scan(&desk, "c.pdf", b"%PDF-1.4 being written");
    scan(&desk, "d.jpeg", &picture(20));
    scan(&desk, "notes.txt", b"no scan");
    let waiting = desk.scans().unwrap().scans;
    let by = |name: &str| waiting.iter().find(|scan| scan.name == name).unwrap();
    assert_eq!(waiting.len(), 4);
    assert_eq!((by("a.png").pages, by("a.png").ready), (Some(1), true));
    assert!(!by("b.PNG").ready);
    assert_eq!(by("b.PNG").why.as_deref(), Some("toàn trang trắng"));
    assert!(!by("c.pdf").ready && by("c.pdf").pages.is_none());
    let twins = [by("a.png"), by("d.jpeg")];
    let told = twins.iter().filter(|scan| {
        scan.why
            .as_deref()
            .is_some_and(|why| why.contains("trùng với tệp"))
    });
    assert_eq!(told.count(), 1, "two files of the same bytes");

    let refused = desk.add_result(marriage("1/2025", Some("a.png"), Some(2)), now());
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, Code::BadFile);
    assert!(refused.message.contains("2 trang"), "{}", refused.message);
    for bad in ["b.PNG", "c.pdf", "không có.pdf"] {
        let refused = desk.add_result(marriage("1/2025", Some(bad), None), now());
        assert_eq!(refused.unwrap_err().code, Code::BadFile, "{bad}");
    }
    assert!(page.exists());
    assert_eq!(kept_files(&desk), 0);

    let added = desk
        .add_result(marriage("1/2025", Some("a.png"), Some(1)), now())
        .unwrap();
    let file = added.file.unwrap();
    assert_eq!((file.name.as_str(), file.pages), ("a.png", Some(1)));
    assert!(added.tests.authenticated);
    assert!(!page.exists(), "it has gone into the store");
    assert_eq!(kept_files(&desk), 1);
    let waiting = desk.scans().unwrap().scans;
    let twin = waiting.iter().find(|scan| scan.name == "d.jpeg").unwrap();
    assert_eq!(twin.results, [added.result]);
    assert_eq!(twin.why.as_deref(), Some("đã nhập từ trước"));
}

#[test]
fn a_refused_result_leaves_neither_a_file_behind_nor_a_scan_lost() {
    let (folder, desk) = desk();
    desk.add_result(marriage("1/2025", None, None), now())
        .unwrap();
    let waiting = scan(&desk, "a.png", &picture(20));
    let twin = desk.add_result(marriage("1/2025", Some("a.png"), None), now());
    assert_eq!(twin.unwrap_err().code, Code::ResultExists);
    assert!(waiting.exists());
    assert_eq!(kept_files(&desk), 0);

    // A file from anywhere else stays where it is.
    let elsewhere = folder.path().join("b.png");
    fs::write(&elsewhere, picture(12)).unwrap();
    desk.add_result(marriage("2/2025", elsewhere.to_str(), None), now())
        .unwrap();
    assert!(elsewhere.exists());
    // The same file for another result: kept once, and a refusal does not take it away.
    let again = desk.add_result(marriage("2/2025", elsewhere.to_str(), None), now());
    assert_eq!(again.unwrap_err().code, Code::ResultExists);
    assert_eq!(kept_files(&desk), 1);
}

fn with_source(desk: &Desk, now: NaiveDateTime) -> RequirementView {
    let mut case = Case::of("1.000689");
    case.channel = Channel::Counter;
    case.person = Some(HOA.to_owned());
    let list = desk.guide(&case, now).unwrap();
    list.requirements
        .into_iter()
        .find(|one| one.need == Need::Data && one.source_state.is_some())
        .expect("a requirement that a database answers")
}

#[test]
fn the_guide_tells_a_source_out_of_reach_from_one_that_has_nothing() {
    let (_folder, desk) = desk();
    let (office, reference) = (desk.office(), desk.reference());
    let said = || with_source(&desk, now()).source_state.unwrap();
    let source = said().source;
    assert_eq!(said().state, Reach::Unknown);
    let catalogue = &reference.catalogue;
    office
        .set_source(
            &source,
            Reach::Down,
            None,
            None,
            catalogue,
            at("2026-10-14T10:40"),
        )
        .unwrap();
    assert_eq!(said().text, "chưa khai thác được từ 10 giờ 40");
    assert_eq!(
        (said().state, said().look_up.is_none()),
        (Reach::Down, true)
    );

    let look = |person: &str, found, moment| {
        let new = NewLookUp {
            source: source.clone(),
            person: person.to_owned(),
            paper: None,
            found,
            evidence: "màn hình báo kết quả".to_owned(),
            dossier: None,
        };
        office
            .look_up(new, catalogue, &reference.calendar, at(moment))
            .unwrap();
    };
    look(HOA, Found::Nothing, "2026-10-14T10:50");
    assert_eq!(said().state, Reach::Ready);
    assert!(said().text.contains("không có dữ liệu"), "{}", said().text);
    // About somebody else, and of yesterday: says nothing of her today.
    look("048190009999", Found::Data, "2026-10-14T10:55");
    assert_eq!(said().look_up.unwrap().found, Found::Nothing);
    let tomorrow = with_source(&desk, at("2026-10-15T08:00"))
        .source_state
        .unwrap();
    assert!(tomorrow.look_up.is_none());
    assert!(
        tomorrow.text.contains("ngày 14/10/2026"),
        "{}",
        tomorrow.text
    );
}

fn received(desk: &Desk) -> String {
    let answers = [
        ("tre", "thuong"),
        ("nguoi-di-dang-ky", "cha-me"),
        ("giay-chung-sinh", "co"),
        ("cha-me-ket-hon", "co"),
        ("thoi-han", "dung-han"),
    ];
    let answers: Answers = answers
        .iter()
        .map(|(question, option)| ((*question).to_owned(), (*option).to_owned()))
        .collect();
    let mut case = Case::of("1.001193");
    case.answers.clone_from(&answers);
    let list = desk.guide(&case, now()).unwrap();
    let submitted = list
        .requirements
        .iter()
        .filter(|one| one.need != Need::Data)
        .flat_map(|one| {
            one.alternatives[0]
                .iter()
                .map(|paper| motcua_guide::Submitted {
                    requirement: one.id.clone(),
                    evidence: paper.evidence.clone(),
                    original: paper.original,
                    copy: paper.copy,
                })
        })
        .collect();
    let reception = Reception {
        procedure: "1.001193".to_owned(),
        answers,
        person: Person {
            id: HOA.to_owned(),
            name: "Lê Thị Hoa".to_owned(),
            birth: Some("1990-05-21".to_owned()),
            ..Person::default()
        },
        organisation: None,
        on_behalf_of: None,
        channel: Channel::Counter,
        received: None,
        received_why: None,
        submitted,
        shown: Vec::new(),
        reuse: Vec::new(),
        return_at: ReturnAt::Counter,
        return_address: None,
        clerk: None,
        pages: None,
        copies: None,
        quantity: None,
        exempt: None,
        e_receipt: None,
        residence_unit: None,
        competent_unit: None,
        sets: None,
        not_same_day: None,
        despite: None,
        decisions: Vec::new(),
        refuse: None,
        draft: None,
        scanned: None,
    };
    desk.receive(reception, now()).unwrap().dossier
}

#[test]
fn a_finished_dossier_gives_its_result_to_the_store_and_never_to_the_wrong_person() {
    let (_folder, desk) = desk();
    let code = received(&desk);
    let produced = desk.produced(&code, now()).unwrap();
    let birth = produced
        .iter()
        .find(|one| one.kind == "giay-khai-sinh")
        .unwrap();
    // The child's, not the mother's who filed.
    assert_eq!(birth.result.holder.id, "");
    assert!(
        birth.missing.contains(&"Người được cấp".to_owned()),
        "{:?}",
        birth.missing
    );
    assert_eq!(
        birth.result.source.as_deref(),
        Some(format!("hồ sơ {code}").as_str())
    );

    let number = |holder: Option<HolderOf>| Finished {
        kind: Some("giay-khai-sinh".to_owned()),
        number: Some("45/2026".to_owned()),
        holder,
        ..Finished::default()
    };
    let refused = desk
        .finish(&code, vec![number(None)], None, now())
        .unwrap_err();
    assert_eq!(refused.code, Code::BadPerson);
    assert_eq!(
        desk.dossier(&code, now()).unwrap().unwrap().row.state,
        State::Received
    );

    let child = HolderOf {
        id: "048326000001".to_owned(),
        name: "Trần Lê Na".to_owned(),
        birth: Some("2026-10-01".to_owned()),
        organisation: false,
    };
    let done = desk
        .finish(&code, vec![number(Some(child))], None, now())
        .unwrap();
    assert_eq!(done.row.state, State::Result);
    let catalogue = &desk.reference().catalogue;
    let kept = desk
        .office()
        .results_of("048326000001", catalogue, now())
        .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].events[0].why.as_deref(), Some(code.as_str()));
    assert_eq!(kept[0].issued, Some(now().date()));
    assert!(
        desk.office()
            .results_of(HOA, catalogue, now())
            .unwrap()
            .is_empty()
    );
    // Once only: the dossier has its result.
    let child_again = HolderOf {
        id: "048326000002".to_owned(),
        ..kept[0].holder.clone()
    };
    let again = desk.finish(&code, vec![number(Some(child_again))], None, now());
    assert_eq!(again.unwrap_err().code, Code::BadMove);
    assert!(
        desk.office()
            .results_of("048326000002", catalogue, now())
            .unwrap()
            .is_empty()
    );
    assert_eq!(desk.check().unwrap(), []);
}

#[test]
fn a_dossier_moved_without_a_word_of_its_result_stores_nothing_that_somebody_must_still_say() {
    let (_folder, desk) = desk();
    let code = received(&desk);
    desk.go_on(&code, State::Result, None, now()).unwrap();
    let catalogue = &desk.reference().catalogue;
    assert!(
        desk.office()
            .results_of(HOA, catalogue, now())
            .unwrap()
            .is_empty()
    );
}
