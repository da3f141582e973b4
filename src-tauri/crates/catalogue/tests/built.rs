//! What goes into the built file comes out of it, as of the day asked.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

use chrono::NaiveDate;
use motcua_catalogue::{Catalogue, build::build, national_code, source::Files};
use motcua_fault::Code;
use proptest::prelude::*;
use std::path::Path;

fn bundled() -> Files {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    Files::read_dir(&data).expect("the authored files")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_procedure_is_read_in_the_version_of_the_day() {
    let mut files = bundled();
    let path = "catalogue/ho-tich/1.001193";
    let text = files.0[&format!("{path}.toml")].clone();
    let first = text.replacen(
        "effective_from = 2026-01-15",
        "effective_from = 2026-01-15\neffective_to = 2027-02-28",
        1,
    );
    let later = text.replacen(
        "effective_from = 2026-01-15",
        "effective_from = 2027-03-01",
        1,
    );
    files.0.insert(format!("{path}.toml"), first);
    files.0.insert(format!("{path}@2027-03-01.toml"), later);
    let catalogue = Catalogue::from_bytes(&build(&files).expect("built")).expect("read");
    let version = |on: &str| {
        let found = catalogue.procedure("1.001193", day(on)).expect("known");
        (found.effective_from, found.in_force(day(on)))
    };
    assert_eq!(version("2026-11-21"), (Some(day("2026-01-15")), true));
    assert_eq!(version("2027-02-28"), (Some(day("2026-01-15")), true));
    assert_eq!(version("2027-03-01"), (Some(day("2027-03-01")), true));
    // Before anything was in force the earliest can be read, and says that it is not in force.
    assert_eq!(version("2020-01-01"), (Some(day("2026-01-15")), false));
    let listed = catalogue.list().expect("listed");
    assert_eq!(listed.iter().filter(|e| e.code == "1.001193").count(), 1);
}

#[test]
fn a_faulty_catalogue_is_not_built_and_every_finding_is_named() {
    let mut files = bundled();
    files.0.insert(
        "evidence/thua.toml".to_owned(),
        "[[evidence]]\nid = \"thua\"\nname = \"Giấy thừa không ai dùng\"\n".to_owned(),
    );
    let fault = build(&files).expect_err("refused");
    assert_eq!(fault.code, Code::CatalogueFaults);
    assert!(
        fault
            .detail
            .expect("findings")
            .starts_with("evidence/thua.toml:1: ")
    );
}

#[test]
fn what_was_authored_is_carried_whole() {
    let files = bundled();
    let catalogue = Catalogue::from_bytes(&build(&files).expect("built")).expect("read");
    assert_eq!(catalogue.files().expect("files"), files);
    assert_eq!(catalogue.units().len(), 94);
}

#[test]
fn a_unit_is_found_by_code_name_and_old_name() {
    let catalogue = Catalogue::from_bytes(&build(&bundled()).expect("built")).expect("read");
    let titles = |text: &str| -> Vec<String> {
        catalogue
            .units_called(text)
            .iter()
            .map(|unit| unit.title())
            .collect()
    };
    for called in [
        "Hải Châu",
        "hai chau",
        "phường Hải Châu",
        "H17.001",
        "h17.001",
        "UBND phường Hải Châu",
    ] {
        assert_eq!(titles(called), ["phường Hải Châu"], "{called}");
    }
    // Divided among two new units: both are offered, neither is guessed.
    assert_eq!(titles("Xã Hòa Liên").len(), 2);
    assert!(titles("Hà Nội").is_empty());
}

#[test]
fn bytes_that_are_no_catalogue_are_refused() {
    for bytes in [&b""[..], b"SQLite format 3\0", b"hello", &[0; 8192]] {
        assert_eq!(
            Catalogue::from_bytes(bytes).err().map(|f| f.code),
            Some(Code::Damaged)
        );
    }
}

proptest! {
    #[test]
    fn a_local_suffix_is_cut_off(suffix in "(\\.[0-9A-Z]{2,3}){0,4}") {
        let code = format!("2.000815{suffix}");
        prop_assert_eq!(national_code(&code), "2.000815");
    }

    #[test]
    fn any_text_as_a_code_is_merely_unknown(code in "\\PC{0,20}") {
        // The cut never panics, whatever it is given.
        prop_assert!(code.trim().starts_with(national_code(&code)));
    }
}
