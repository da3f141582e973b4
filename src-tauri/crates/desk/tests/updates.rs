//! Signed updates from one office to another: shown before they are taken, refused for a reason, taken
//! back; what an office wrote itself stays its own.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

mod offices;

use chrono::NaiveDateTime;
use motcua_catalogue::source::Files;
use motcua_desk::Case;
use motcua_fault::Code;
use motcua_office::{Approval, NewProcedureDraft, UpdateState};
use motcua_seal::{RootKey, Signer, TrustList, UPDATE_KEYS, UpdateVersion, pack};
use offices::{Place, at};
use std::{collections::BTreeMap, path::Path};

const MARRIAGE: &str = "1.000894";
const MARRIAGE_FILE: &str = "catalogue/ho-tich/1.000894.toml";

fn morning() -> NaiveDateTime {
    at(2026, 11, 20, 8, 0)
}

fn later(hour: u32) -> NaiveDateTime {
    at(2026, 11, 20, hour, 0)
}

fn files() -> Files {
    let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data"));
    Files::read_dir(data).unwrap()
}

/// The city: a root that two offices trust.
fn city() -> RootKey {
    RootKey::from_seed([7; 32])
}

fn office(unit: &str) -> Place {
    let place = Place::of(unit, morning());
    let list = TrustList::with_root(&city(), "Thành phố thử nghiệm", morning());
    place.desk.keys().take(&list, &[city().id()]).unwrap();
    place
}

fn signed(serial: u32, least: &str, files: &BTreeMap<String, String>) -> Vec<u8> {
    let version = UpdateVersion {
        day: morning().date(),
        serial,
    };
    pack(
        Signer::Root(&city()),
        version,
        morning(),
        (least, env!("CARGO_PKG_VERSION")),
        "",
        files,
    )
    .unwrap()
}

/// The catalogue with marriage taking three days.
fn slower() -> BTreeMap<String, String> {
    let mut files = files().0;
    let text = files.get_mut(MARRIAGE_FILE).unwrap();
    *text = text.replacen("limit = \"same_day\"", "limit = \"3 working_day\"", 1);
    assert!(text.contains("3 working_day"));
    files
}

fn limit(place: &Place) -> String {
    let guide = place.desk.guide(&Case::of(MARRIAGE), later(9)).unwrap();
    guide.limit.unwrap()
}

#[test]
fn an_update_is_shown_then_taken_then_taken_back() {
    let mut place = office("phường Thanh Khê");
    let before = limit(&place);
    let bytes = signed(1, "0.1.0", &slower());
    let shown = place.desk.show_update(&bytes).unwrap();
    assert!(shown.refused.is_none());
    assert_eq!(shown.about.signer, "Thành phố thử nghiệm");
    let changed = &shown.difference.changed;
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(changed[0].code, MARRIAGE);
    assert_eq!(changed[0].what, ["thời hạn"]);
    assert_eq!(limit(&place), before, "showing changes nothing");
    assert!(place.desk.office().updates().unwrap().is_empty());

    place.desk.take_update(&bytes, later(9)).unwrap();
    assert_eq!(limit(&place), "3 ngày làm việc");
    // Opened again, it is still the one in use, also when the built file is lost.
    for lost in [false, true] {
        if lost {
            std::fs::remove_file(place.folder.path().join("catalogue-update.sqlite")).unwrap();
        }
        place = place.reopened(later(10));
        assert_eq!(limit(&place), "3 ngày làm việc");
    }

    let kept = place.desk.untake_update(later(11)).unwrap();
    assert_eq!(kept[0].state, UpdateState::TakenBack);
    assert_eq!(limit(&place), before);
    assert_eq!(
        place.desk.untake_update(later(11)).unwrap_err().code,
        Code::BadInput,
        "there is nothing further back"
    );
    // The chain of the log holds, and so does the file.
    assert!(place.desk.check().unwrap().is_empty());
}

#[test]
fn the_way_back_goes_to_the_update_before() {
    let place = office("phường Thanh Khê");
    let first = signed(1, "0.1.0", &slower());
    place.desk.take_update(&first, later(9)).unwrap();
    let second = signed(2, "0.1.0", &files().0);
    place.desk.take_update(&second, later(10)).unwrap();
    assert_eq!(limit(&place), "trong ngày");
    place.desk.untake_update(later(11)).unwrap();
    assert_eq!(limit(&place), "3 ngày làm việc");
}

#[test]
fn what_must_not_be_taken_is_refused_and_nothing_is_written() {
    let place = office("phường Thanh Khê");
    let take = |bytes: &[u8]| place.desk.take_update(bytes, later(9)).unwrap_err().code;
    let good = signed(5, "0.1.0", &slower());

    let stranger = RootKey::from_seed([8; 32]);
    let version = UpdateVersion {
        day: morning().date(),
        serial: 9,
    };
    let theirs = pack(
        Signer::Root(&stranger),
        version,
        morning(),
        ("0.1.0", "0.1.0"),
        "",
        &slower(),
    )
    .unwrap();
    assert_eq!(take(&theirs), Code::BadKey);
    let mut altered = good.clone();
    let last = altered.len() - 10;
    altered[last] ^= 1;
    assert_eq!(take(&altered), Code::BadSeal);
    assert_eq!(take(&good[..good.len() - 1]), Code::BadFile);
    assert_eq!(take(b"{}"), Code::BadFile);
    assert_eq!(take(&signed(6, "99.0.0", &slower())), Code::NewerFile);
    let mut faulty = slower();
    let text = faulty.get_mut(MARRIAGE_FILE).unwrap();
    *text = text.replace("giay-to-cu-tru", "khong-co-giay-nay");
    assert_eq!(take(&signed(6, "0.1.0", &faulty)), Code::CatalogueFaults);
    let mut calendar = slower();
    calendar.insert("calendar/2026.toml".to_owned(), "year = \"x\"\n".to_owned());
    assert_eq!(take(&signed(6, "0.1.0", &calendar)), Code::BadInput);
    assert!(place.desk.office().updates().unwrap().is_empty());

    place.desk.take_update(&good, later(9)).unwrap();
    assert_eq!(take(&good), Code::Older, "the same again");
    let older = signed(4, "0.1.0", &files().0);
    assert_eq!(take(&older), Code::Older);
    let shown = place.desk.show_update(&older).unwrap();
    assert_eq!(
        shown.refused.unwrap().code,
        Code::Older,
        "it can still be read"
    );
    assert_eq!(limit(&place), "3 ngày làm việc");
}

#[test]
fn what_one_office_wrote_reaches_another_by_file() {
    let author = office("phường Hải Châu");
    let text = author
        .desk
        .procedure_toml(MARRIAGE, morning().date(), morning())
        .unwrap()
        .replace("limit = \"same_day\"", "limit = \"2 working_day\"");
    let draft = NewProcedureDraft {
        id: None,
        text,
        based_on: None,
        decision: None,
        issued: None,
    };
    let draft = author.desk.save_procedure(draft, later(8)).unwrap();
    let approval = Approval {
        draft: draft.draft.id,
        effective_from: "2026-11-20".to_owned(),
        decision: None,
        issued: None,
        note: None,
    };
    author.desk.approve_procedure(&approval, later(9)).unwrap();
    let (about, bytes) = author
        .desk
        .make_update(None, "Kết hôn hai ngày", true, later(9))
        .unwrap();
    assert_eq!(about.version.to_string(), "2026-11-20.1");

    let reader = office("phường Thanh Khê");
    assert_eq!(
        reader.desk.show_update(&bytes).unwrap_err().code,
        Code::BadKey,
        "an office nobody named is not trusted"
    );
    let root = author.desk.keys().own_root().unwrap().unwrap();
    let list = author.desk.keys().trust().clone();
    reader.desk.keys().take(&list, &[root.id()]).unwrap();
    let shown = reader.desk.take_update(&bytes, later(10)).unwrap();
    assert_eq!(shown.difference.changed[0].code, MARRIAGE);
    assert_eq!(limit(&reader), "2 ngày làm việc");
    // The version before still holds on days before.
    let old = reader
        .desk
        .reference()
        .catalogue
        .procedure(MARRIAGE, at(2026, 10, 1, 8, 0).date())
        .unwrap();
    assert_eq!(old.limits[0].limit.to_string(), "same_day");
    // And what the reader writes itself lies over it.
    let (again, _) = reader.desk.make_update(None, "", false, later(11)).unwrap();
    assert_eq!(again.version.to_string(), "2026-11-20.2", "numbers go on");
}

#[test]
fn keys_come_with_an_update_but_no_new_root() {
    let place = office("phường Thanh Khê");
    let mut list = TrustList::with_root(&city(), "Thành phố thử nghiệm", morning());
    let unit = motcua_seal::OfficeKey::from_seed([9; 32]);
    list.certify(
        &city(),
        unit.public(),
        "H17.99",
        "Phường Mới",
        (morning(), at(2030, 1, 1, 0, 0)),
        later(9),
    )
    .unwrap();
    let stranger = TrustList::with_root(&RootKey::from_seed([8; 32]), "Người lạ", morning());
    list.merge(&stranger, &stranger.root_ids()).unwrap();
    let mut inside = slower();
    inside.insert(UPDATE_KEYS.to_owned(), list.to_json().unwrap());
    let bytes = signed(1, "0.1.0", &inside);
    let shown = place.desk.take_update(&bytes, later(10)).unwrap();
    assert_eq!(shown.difference.strangers, ["Người lạ"]);
    assert_eq!(shown.difference.keys, ["Thành phố thử nghiệm"]);
    let keys = place.desk.keys();
    let names: Vec<_> = keys
        .trust()
        .lists()
        .iter()
        .map(|l| l.name.clone())
        .collect();
    assert!(!names.contains(&"Người lạ".to_owned()), "{names:?}");
    let certified = keys.trust().lists().iter().flat_map(|l| &l.certificates);
    assert!(certified.into_iter().any(|c| c.unit == "H17.99"));
}
