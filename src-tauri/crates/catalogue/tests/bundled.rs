//! The authored files of this project: whole, without a finding, and every official component accounted for.
#![allow(clippy::unwrap_used, reason = "a test may die")]

use chrono::NaiveDate;
use motcua_catalogue::{
    Catalogue,
    build::build,
    check::{Report, check},
    source::Files,
};
use std::{path::Path, sync::OnceLock};

/// The twenty busiest procedures, which must be guided whatever else is.
const NAMED: [&str; 20] = [
    "1.001193", "1.000656", "1.000894", "1.004873", "2.000635", "1.004859", "1.004884", "1.004746",
    "2.000986", "1.000689", "1.004837", "2.001263", "1.003583", "2.000815", "2.000884", "2.001035",
    "2.001008", "1.004222", "1.004194", "1.001612",
];

fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data"));
        Files::read_dir(data).unwrap()
    })
}

fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| check(files()))
}

fn catalogue() -> Catalogue {
    Catalogue::from_bytes(&build(files()).unwrap()).unwrap()
}

#[test]
fn the_authored_files_have_no_finding() {
    let lines: Vec<_> = report().findings.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    assert!(report().ok);
}

#[test]
fn what_is_built_is_what_was_written() {
    let catalogue = catalogue();
    let list = catalogue.list().unwrap();
    assert_eq!(
        list.iter().filter(|entry| entry.guided).count(),
        report().guided
    );
    assert_eq!(
        list.iter().filter(|entry| !entry.guided).count(),
        report().listed
    );
    assert_eq!(
        &catalogue.files().unwrap(),
        files(),
        "the files travel along"
    );
}

#[test]
fn the_busiest_are_guided_and_the_city_is_listed() {
    assert!(report().guided >= 30, "{} guided", report().guided);
    let listed = report().listed;
    assert!(listed >= 1_900, "{listed} listed");
    let catalogue = catalogue();
    let day = NaiveDate::from_ymd_opt(2026, 10, 14).unwrap();
    for code in NAMED {
        let procedure = catalogue.procedure(code, day).unwrap();
        assert!(procedure.guided, "{code} is only listed");
        assert!(procedure.in_force(day), "{code} is not in force");
        assert!(!procedure.questions.is_empty(), "{code} asks nothing");
        assert!(!procedure.requirements.is_empty(), "{code} wants nothing");
        assert!(procedure.plain.is_some(), "{code} has no plain words");
    }
}

#[test]
fn every_official_component_is_accounted_for() {
    assert_eq!(report().coverage.len(), report().guided);
    for row in &report().coverage {
        assert!(row.official > 0, "{}: nothing to compare with", row.code);
        assert!(row.papers > 0, "{}: the record names no paper", row.code);
        assert_eq!(
            row.mapped + row.not_asked,
            row.official,
            "{}: a component of the official record is neither mapped nor named",
            row.code
        );
    }
}

#[test]
fn a_procedure_asked_for_again_is_not_read_again() {
    let catalogue = Catalogue::from_bytes(&build(files()).unwrap()).unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 10, 14).unwrap();
    let first = catalogue.shared_procedure("1.001193", day).unwrap();
    let again = catalogue.shared_procedure("1.001193", day).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again));
    // A local suffix is cut off, and what is kept is bounded: more procedures than it keeps, read in turn.
    let suffixed = catalogue
        .shared_procedure("1.001193.000.00.00.H17", day)
        .unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &suffixed));
    for entry in catalogue.list().unwrap().iter().take(100) {
        let shared = catalogue.shared_procedure(&entry.code, day).unwrap();
        assert_eq!(shared.code, entry.code);
    }
    let later = catalogue.shared_procedure("1.001193", day).unwrap();
    assert_eq!(*later, *first);
}
