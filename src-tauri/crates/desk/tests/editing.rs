//! The office changes its own catalogue: written, checked, tried, approved, used at once, taken back;
//! what is kept beside the office's file may be lost or damaged at any time.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

mod offices;

use chrono::NaiveDate;
use motcua_catalogue::{authored, finding::Rule, model::Origin};
use motcua_desk::{Case, Desk, Reference};
use motcua_fault::Code;
use motcua_office::{Approval, NewProcedureDraft, OnRecord};
use offices::{HUSBAND, Place, at, of, person};
use serde_json::json;
use std::{fs, sync::Arc};

const MARRIAGE: &str = "1.000894";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn place() -> Place {
    Place::of("phường Hải Châu", at(2026, 11, 20, 8, 0))
}

fn approval(draft: &str, from: &str) -> Approval {
    Approval {
        draft: draft.to_owned(),
        effective_from: from.to_owned(),
        decision: Some("QĐ 999/QĐ-UBND".to_owned()),
        issued: Some("2026-11-19".to_owned()),
        note: None,
    }
}

/// The text in force, with one requirement more.
fn changed(desk: &Desk) -> String {
    let now = at(2026, 11, 20, 9, 0);
    let text = desk.procedure_toml(MARRIAGE, now.date(), now).unwrap();
    format!(
        "{text}\n[[requirement]]\nid = \"them\"\nname = \"Phiếu khảo sát\"\nneed = \"file\"\nany_of = [[\"phieu-khao-sat\"]]\nbasis = \"QĐ 999/QĐ-UBND\"\n\n[[evidence]]\nid = \"phieu-khao-sat\"\nname = \"Phiếu khảo sát của phường\"\n"
    )
}

fn save(desk: &Desk, text: String, hour: u32) -> motcua_desk::ProcedureDraftView {
    let new = NewProcedureDraft {
        id: None,
        text,
        based_on: None,
        decision: None,
        issued: None,
    };
    desk.save_procedure(new, at(2026, 11, 20, hour, 0)).unwrap()
}

fn names(desk: &Desk, now: chrono::NaiveDateTime) -> Vec<String> {
    let guide = desk.guide(&Case::of(MARRIAGE), now).unwrap();
    guide.requirements.into_iter().map(|r| r.id).collect()
}

#[test]
fn a_change_is_seen_approved_used_at_once_and_taken_back() {
    let place = place();
    let desk = &place.desk;
    let (today, tomorrow) = (at(2026, 11, 20, 10, 0), at(2026, 11, 21, 10, 0));
    let before = desk
        .reference()
        .catalogue
        .procedure(MARRIAGE, today.date())
        .unwrap();
    let draft = save(desk, changed(desk), 9);
    assert_eq!(draft.findings, [], "nothing left to say");
    assert_eq!(draft.draft.code, MARRIAGE);

    let diff = desk.procedure_difference(&draft.draft.text).unwrap();
    let said: Vec<_> = diff
        .changes
        .iter()
        .map(|change| change.part.as_str())
        .collect();
    assert!(said.contains(&"Giấy tờ: Phiếu khảo sát"), "{said:?}");
    let tried = desk
        .preview_procedure(&draft.draft.text, &Case::of(MARRIAGE), today)
        .unwrap();
    let more = tried.requirements.iter().find(|r| r.id == "them").unwrap();
    assert_eq!(more.alternatives[0][0].name, "Phiếu khảo sát của phường");
    assert!(
        !names(desk, today).contains(&"them".to_owned()),
        "not yet in use"
    );

    let version = desk
        .approve_procedure(&approval(&draft.draft.id, "2026-11-21"), today)
        .unwrap();
    assert!(
        !names(desk, today).contains(&"them".to_owned()),
        "today as before"
    );
    assert!(
        names(desk, tomorrow).contains(&"them".to_owned()),
        "tomorrow as changed"
    );
    assert!(
        desk.procedure_drafts().unwrap().is_empty(),
        "the draft has become a version"
    );
    let again = desk
        .reference()
        .catalogue
        .procedure(MARRIAGE, today.date())
        .unwrap();
    assert_eq!(
        again.version, before.version,
        "what dossiers keep is not renamed"
    );
    assert_eq!(again.effective_to, Some(day("2026-11-20")));

    let versions = desk.procedure_versions(MARRIAGE, tomorrow).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(
        (versions[0].origin, versions[0].in_force),
        (Origin::Office, true)
    );
    assert_eq!(
        (versions[1].origin, versions[1].in_force),
        (Origin::Bundled, false)
    );
    let lead = &desk.lead_times().unwrap()[0];
    assert_eq!(
        (lead.working_days, lead.in_time, lead.minutes),
        (1, true, 60)
    );

    // Opened anew, from the kept file.
    let bundled = desk.reference().bundled();
    let folder = place.folder.path();
    let opened = Desk::open(folder, bundled.clone(), tomorrow).unwrap();
    assert!(names(&opened, tomorrow).contains(&"them".to_owned()));
    // And read without an office's door.
    let read = Reference::of_folder(bundled, folder, tomorrow).unwrap();
    let guide = read
        .guide(&Case::of(MARRIAGE), &OnRecord::default(), tomorrow)
        .unwrap();
    assert!(guide.requirements.iter().any(|r| r.id == "them"));

    let undone = desk
        .undo_procedure(&version.id, "nhập nhầm quyết định", tomorrow)
        .unwrap();
    assert!(undone.undone.is_some());
    assert!(!names(desk, tomorrow).contains(&"them".to_owned()));
    let versions = desk.procedure_versions(MARRIAGE, tomorrow).unwrap();
    assert_eq!(versions.len(), 2, "what was taken back can still be read");
    assert!(versions[1].office.as_ref().unwrap().undone.is_some());
    let twice = desk
        .undo_procedure(&version.id, "lần nữa", tomorrow)
        .unwrap_err();
    assert_eq!(twice.code, Code::BadMove);
}

#[test]
fn a_text_with_faults_is_kept_and_shown_but_not_approved() {
    let place = place();
    let desk = &place.desk;
    let text = changed(desk).replace("[[\"phieu-khao-sat\"]]", "[[\"khong-co\"]]");
    let draft = save(desk, text, 9);
    let finding = draft
        .findings
        .iter()
        .find(|f| f.rule == Rule::UnknownId)
        .unwrap();
    assert_eq!(finding.spot.section, "requirement");
    assert!(finding.message.contains("khong-co"));
    let refused = desk
        .approve_procedure(
            &approval(&draft.draft.id, "2026-11-21"),
            at(2026, 11, 20, 10, 0),
        )
        .unwrap_err();
    assert_eq!(refused.code, Code::CatalogueFaults);
    assert_eq!(desk.procedure_drafts().unwrap().len(), 1, "nothing is lost");
    for broken in ["", "không phải TOML [[", "code = 1"] {
        let draft = save(desk, broken.to_owned(), 11);
        assert_eq!(draft.findings[0].rule, Rule::Syntax, "{broken:?}");
    }
}

#[test]
fn a_damaged_or_missing_kept_catalogue_is_built_again() {
    let place = place();
    let desk = &place.desk;
    let draft = save(desk, changed(desk), 9);
    desk.approve_procedure(
        &approval(&draft.draft.id, "2026-11-20"),
        at(2026, 11, 20, 10, 0),
    )
    .unwrap();
    let file = place.folder.path().join("catalogue.sqlite");
    let whole = fs::read(&file).unwrap();
    let now = at(2026, 11, 20, 11, 0);
    let bundled = desk.reference().bundled();
    let flip = {
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xFF;
        bytes
    };
    for damaged in [
        Some(flip),
        Some(whole[..100].to_vec()),
        Some(Vec::new()),
        None,
    ] {
        match damaged {
            Some(bytes) => fs::write(&file, bytes).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let opened = Desk::open(place.folder.path(), bundled.clone(), now).unwrap();
        assert!(names(&opened, now).contains(&"them".to_owned()));
        assert_eq!(fs::read(&file).unwrap(), whole, "and kept as it was");
    }
}

#[test]
fn a_text_that_no_longer_fits_the_bundled_catalogue_is_left_out_and_said() {
    let place = place();
    let desk = &place.desk;
    let text = changed(desk);
    let paper = authored::read("", &text).unwrap().procedure.requirements[0].any_of[0][0]
        .evidence
        .clone();
    let draft = save(desk, text, 9);
    desk.approve_procedure(
        &approval(&draft.draft.id, "2026-11-20"),
        at(2026, 11, 20, 10, 0),
    )
    .unwrap();
    // A later program calls that paper otherwise.
    let mut files = desk.reference().bundled().catalogue.files().unwrap();
    for text in files.0.values_mut() {
        *text = text.replace(&format!("\"{paper}\""), &format!("\"{paper}-moi\""));
    }
    let built = motcua_catalogue::build::build(&files).unwrap();
    let newer = Arc::new(Reference::new(&built, place.folder.path()).unwrap());
    let now = at(2026, 11, 21, 8, 0);
    let opened = Desk::open(place.folder.path(), newer, now).unwrap();
    assert!(!names(&opened, now).contains(&"them".to_owned()));
    let notices = opened.state().unwrap().notices;
    assert!(
        notices.iter().any(|said| said.contains(MARRIAGE)),
        "{notices:?}"
    );
}

#[test]
fn dossiers_keep_their_version_and_the_clerk_sees_what_changed_since() {
    let place = place();
    let desk = &place.desk;
    let (friday, monday) = (at(2026, 11, 20, 10, 0), at(2026, 11, 23, 8, 0));
    let code = "2.000815";
    assert_eq!(
        desk.changed_since_used(code, friday).unwrap(),
        None,
        "never used"
    );
    let mut answers = serde_json::Map::new();
    // Any way through the questions will do.
    loop {
        let mut case = Case::of(code);
        case.answers = of(json!(answers));
        let guide = desk.guide(&case, friday).unwrap();
        match guide.questions.iter().find(|q| q.answer.is_none()) {
            Some(open) => answers.insert(open.id.clone(), json!(open.options[0].id)),
            None => break,
        };
    }
    let dossier = desk
        .receive(
            of(json!({
                "procedure": code, "answers": answers, "person": person(HUSBAND), "channel": "counter",
                "submitted": [], "shown": [], "reuse": [], "return": "counter",
            })),
            friday,
        )
        .unwrap()
        .dossier;
    let kept = desk.dossier(&dossier, friday).unwrap().unwrap().version;
    let text = desk.procedure_toml(code, friday.date(), friday).unwrap();
    let draft = save(
        desk,
        text.replace("limit = \"same_day\"", "limit = \"2 working_day\""),
        11,
    );
    assert_eq!(draft.findings, []);
    desk.approve_procedure(
        &approval(&draft.draft.id, "2026-11-23"),
        at(2026, 11, 20, 12, 0),
    )
    .unwrap();
    assert_eq!(
        desk.changed_since_used(code, friday).unwrap(),
        None,
        "not before its day"
    );
    let diff = desk.changed_since_used(code, monday).unwrap().unwrap();
    let limit = diff
        .changes
        .iter()
        .find(|change| change.what == "Thời hạn")
        .unwrap();
    assert_eq!(limit.before.as_deref(), Some("trong ngày"));
    assert_eq!(limit.after.as_deref(), Some("2 ngày làm việc"));
    let view = desk.dossier(&dossier, monday).unwrap().unwrap();
    assert_eq!(view.version, kept);
}
