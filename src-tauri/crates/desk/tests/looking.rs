//! Looking at scans and stored files in the window, a folder of one's own for the scanner, and a scan
//! that is given to a result stored before it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::NaiveDateTime;
use image::{GrayImage, ImageFormat, Luma};
use motcua_catalogue::{build::build, source::Files};
use motcua_desk::{Desk, Reference, SetUp};
use motcua_fault::Code;
use motcua_guide::HolderOf;
use motcua_office::NewResult;
use std::{
    collections::BTreeMap,
    fs,
    io::Cursor,
    path::Path,
    sync::{Arc, LazyLock},
};
use tempfile::TempDir;

static BUILT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    build(&Files::read_dir(&data).unwrap()).unwrap()
});

fn now() -> NaiveDateTime {
    motcua_calendar::minute::parse("2026-10-14T11:00").unwrap()
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

fn marriage() -> NewResult {
    NewResult {
        kind: "giay-chung-nhan-ket-hon".to_owned(),
        holder: HolderOf {
            id: "048190001234".to_owned(),
            name: "Lê Thị Hoa".to_owned(),
            birth: Some("1990-05-21".to_owned()),
            organisation: false,
        },
        number: Some("12/2025".to_owned()),
        issued: Some("2025-03-05".to_owned()),
        valid_until: None,
        issuer: None,
        fields: BTreeMap::new(),
        file: None,
        pages: None,
        shelf: None,
        source: None,
    }
}

#[test]
fn the_folder_of_the_scanner_is_chosen_and_given_back() {
    let (folder, desk) = desk();
    let own = desk.scans().unwrap().folder;
    let chosen = folder.path().join("máy quét");
    fs::create_dir(&chosen).unwrap();
    fs::write(chosen.join("a.png"), picture(9)).unwrap();
    let chosen = chosen.to_str().unwrap();
    let scans = desk.choose_scan_folder(Some(chosen), now()).unwrap();
    assert_eq!(scans.scans[0].name, "a.png");
    let nowhere = desk.choose_scan_folder(Some("/không/có"), now());
    assert_eq!(nowhere.unwrap_err().code, Code::NoAccess);
    assert_eq!(desk.scans().unwrap().scans.len(), 1, "the choice stands");

    // What is entered from there leaves that folder, and no other.
    let from_there = NewResult {
        file: Some("a.png".to_owned()),
        ..marriage()
    };
    desk.add_result(from_there, now()).unwrap();
    assert_eq!(fs::read_dir(chosen).unwrap().count(), 0);
    assert_eq!(
        desk.choose_scan_folder(Some("  "), now()).unwrap().folder,
        own
    );
}

#[test]
fn a_scan_goes_to_a_result_stored_without_one_and_only_once() {
    let (_folder, desk) = desk();
    let stored = desk.add_result(marriage(), now()).unwrap();
    assert!(!stored.tests.authenticated);
    let scans = desk.scans().unwrap().folder;
    let put = |name: &str, bytes: &[u8]| fs::write(Path::new(&scans).join(name), bytes).unwrap();
    put("a.png", &picture(9));
    put("trang.png", &picture(0));
    let attach =
        |name: &str, pages: Option<u32>| desk.attach_file(&stored.result, name, pages, now());
    assert_eq!(attach("trang.png", None).unwrap_err().code, Code::BadFile);
    assert_eq!(attach("a.png", Some(2)).unwrap_err().code, Code::BadFile);
    assert_eq!(
        attach("khong-co.png", None).unwrap_err().code,
        Code::BadFile
    );
    let shown = desk.result_page(&stored.result, 1, now());
    assert_eq!(shown.unwrap_err().code, Code::BadFile, "it has no file yet");

    let with = attach("a.png", Some(1)).unwrap();
    assert!(with.tests.authenticated);
    assert_eq!(with.events.last().unwrap().what, "file_attached");
    assert!(!Path::new(&scans).join("a.png").exists());
    put("b.png", &picture(12));
    assert_eq!(attach("b.png", None).unwrap_err().code, Code::ResultExists);
    assert!(Path::new(&scans).join("b.png").exists(), "nothing is lost");
    assert!(desk.check().unwrap().is_empty());
}

#[test]
fn a_page_is_a_small_picture_and_a_file_is_opened_under_its_own_name() {
    let (folder, desk) = desk();
    let scans = desk.scans().unwrap().folder;
    fs::write(Path::new(&scans).join("a.png"), picture(9)).unwrap();
    let small = desk.scan_page("a.png", 1, true).unwrap().picture.unwrap();
    let large = desk.scan_page("a.png", 1, false).unwrap().picture.unwrap();
    assert!(small.starts_with("data:image/jpeg;base64,"));
    assert!(small.len() * 3 < large.len());
    let outside = desk.scan_page("../office.sqlite", 1, true);
    assert_eq!(outside.unwrap_err().code, Code::BadFile);

    let named = NewResult {
        file: Some("a.png".to_owned()),
        ..marriage()
    };
    let result = desk.add_result(named, now()).unwrap().result;
    assert!(
        desk.result_page(&result, 1, now())
            .unwrap()
            .picture
            .is_some()
    );
    let path = desk.file_to_view(&result, now()).unwrap();
    assert_eq!(path.file_name().unwrap(), "a.png");
    assert_eq!(fs::read(path).unwrap(), picture(9));
    let to = folder.path().join("cho-dan.png");
    desk.save_file(&result, to.to_str().unwrap(), now())
        .unwrap();
    assert_eq!(fs::read(to).unwrap(), picture(9));
    let nowhere = desk.save_file(&result, "/không/có/a.png", now());
    assert_eq!(nowhere.unwrap_err().code, Code::NoAccess);
}
