//! The editor's form loses nothing: every bundled procedure, and anything a hand can enter.
#![allow(clippy::unwrap_used, reason = "a test may die")]

use motcua_catalogue::{
    authored,
    form::{
        EndedForm, FeeForm, LimitForm, NotAskedForm, OrWhenForm, PagesForm, PaperForm,
        ProcedureForm, QuestionForm, RefusalForm, RequirementForm,
    },
    model::{Channel, Choice, EvidenceType, Holder, Kind, Need, PlainWords, When},
    source::Files,
};
use proptest::prelude::*;
use std::path::Path;

fn bundled() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    Files::read_dir(&folder).unwrap()
}

fn guided(files: &Files) -> impl Iterator<Item = (&String, &String)> {
    files
        .0
        .iter()
        .filter(|(file, _)| file.starts_with("catalogue/") && !file.ends_with("listed.toml"))
}

#[test]
fn every_bundled_procedure_comes_back_the_same() {
    let files = bundled();
    let mut count = 0;
    for (file, text) in guided(&files) {
        let form = ProcedureForm::read(file, text).unwrap();
        let written = form.write();
        let again = ProcedureForm::read(file, &written.text).unwrap();
        assert_eq!(
            form, again,
            "{file}: the form changed on its way through text"
        );
        let before = authored::read(file, text).unwrap().procedure;
        let mut after = authored::read(file, &written.text).unwrap().procedure;
        // The version carries the digest of the text itself.
        after.version.clone_from(&before.version);
        assert_eq!(before, after, "{file}: the program reads something else");
        count += 1;
    }
    assert!(count >= 100, "only {count} procedures were read");
}

#[test]
fn the_window_sees_what_the_text_says() {
    let files = bundled();
    for (file, text) in guided(&files) {
        let form = ProcedureForm::read(file, text).unwrap();
        let json = serde_json::to_string(&form).unwrap();
        let back: ProcedureForm = serde_json::from_str(&json).unwrap();
        assert_eq!(form, back, "{file}: lost on its way through the window");
    }
}

#[test]
fn a_finding_points_at_its_part_of_the_form() {
    let form = ProcedureForm {
        code: "1.001193".to_owned(),
        questions: vec![QuestionForm::default(), QuestionForm::default()],
        requirements: vec![RequirementForm::default()],
        ..ProcedureForm::default()
    };
    let written = form.write();
    let head = |word: &str, nth: usize| {
        1 + written
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| *line == word)
            .nth(nth)
            .unwrap()
            .0
    };
    let at = |line: usize| written.place_of(line).to_owned();
    assert_eq!(at(1), "code");
    assert_eq!(at(head("[[question]]", 1)), "questions.1");
    assert_eq!(at(head("[[question]]", 1) + 2), "questions.1");
    assert_eq!(at(head("[[requirement]]", 0)), "requirements.0");
}

#[test]
fn an_unknown_key_is_refused_and_not_dropped() {
    for text in [
        "code = \"1.001193\"\nsecret = 1\n",
        "[[question]]\nid = \"a\"\nmore = 1\n",
        "[[requirement]]\nid = \"a\"\nany_of = [[{ evidence = \"x\", colour = \"red\" }]]\n",
    ] {
        let finding = ProcedureForm::read("x", text).unwrap_err();
        assert!(
            finding.message.contains("không có trong định dạng"),
            "{finding}"
        );
    }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z-]{1,8}",
        "[ăâêôơưđáàảãạ \"\\\\\n\t#=,\\[\\]{}'🙂a-z]{1,12}",
    ]
    .prop_map(|text| motcua_text::nfc(&text))
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(words(), 0..3)
}

fn when() -> impl Strategy<Value = When> {
    prop::collection::vec(
        prop::collection::btree_map(words(), prop::collection::vec(words(), 1..3), 1..3),
        0..3,
    )
    .prop_map(When)
}

fn papers() -> impl Strategy<Value = Vec<Vec<PaperForm>>> {
    let paper = (words(), 0..4_u32, 0..4_u32, words(), words()).prop_map(
        |(evidence, original, copy, form, note)| PaperForm {
            evidence,
            original,
            copy,
            form,
            note,
        },
    );
    prop::collection::vec(prop::collection::vec(paper, 0..3), 0..3)
}

prop_compose! {
    fn question()(
        (id, ask, help) in (words(), words(), words()),
        when in when(),
        options in prop::collection::btree_map(words(), words(), 0..4),
    ) -> QuestionForm {
        let options = options.into_iter().map(|(id, text)| Choice { id, text }).collect();
        QuestionForm { id, ask, help, when, options }
    }
}

prop_compose! {
    fn requirement()(
        (id, name, note, replaced_by) in (words(), words(), words(), words()),
        need in prop_oneof![Just(Need::File), Just(Need::Show), Just(Need::Data)],
        holder in prop::option::of(Just(Holder::Child)),
        when in when(),
        any_of in papers(),
        or_when in prop::collection::vec(
            (when(), papers()).prop_map(|(when, any_of)| OrWhenForm { when, any_of }), 0..2),
        (basis, official) in (texts(), texts()),
    ) -> RequirementForm {
        RequirementForm {
            id, name, need, when, any_of, or_when, holder, replaced_by, basis, note, official,
        }
    }
}

prop_compose! {
    fn fee()(
        (id, name, basis, from) in (words(), words(), words(), words()),
        amount in prop::option::of(any::<i64>()),
        range in prop::option::of(any::<[i64; 2]>()),
        pages in prop::option::of(any::<(u32, i64)>().prop_map(|(first, amount)| PagesForm {
            first, first_amount: amount, next_amount: 1, cap: 2,
        })),
        when in when(),
        exempt in texts(),
        (on_request, to_confirm) in any::<(bool, bool)>(),
    ) -> FeeForm {
        FeeForm {
            id, name, amount, range, pages, per: motcua_catalogue::fee::Per::Person, on_request,
            channels: vec![Channel::Online, Channel::Post], when, exempt, basis, from,
            to: "2027-01-01".to_owned(), to_confirm,
        }
    }
}

prop_compose! {
    fn paper()(
        (id, name) in (words(), words()),
        (also, codes) in (texts(), texts()),
        (issuer, form) in (prop::option::of(words()), prop::option::of(words())),
    ) -> EvidenceType {
        EvidenceType { id, name, also, issuer, form, codes }
    }
}

prop_compose! {
    fn form()(
        (code, name, field, authority, url) in (words(), words(), words(), words(), words()),
        (from, to) in (prop_oneof![words(), Just("2026-11-21".to_owned())], words()),
        (basis, produces, reissues) in (texts(), texts(), texts()),
        limits in prop::collection::vec(
            (when(), words(), words(), words()).prop_map(|(when, limit, basis, note)| {
                LimitForm { when, limit, basis, note }
            }), 0..3),
        plain in prop::option::of((words(), words(), words()).prop_map(|(purpose, bring, next)| {
            PlainWords { purpose, bring, next }
        })),
        questions in prop::collection::vec(question(), 0..3),
        requirements in prop::collection::vec(requirement(), 0..3),
        refusals in prop::collection::vec(
            (when(), words(), texts(), words()).prop_map(|(when, reason, basis, go_to)| {
                RefusalForm { when, reason, basis, go_to }
            }), 0..2),
        not_asked in prop::collection::vec(
            (texts(), words()).prop_map(|(official, because)| NotAskedForm { official, because }), 0..2),
        (fees, evidence) in (prop::collection::vec(fee(), 0..2), prop::collection::vec(paper(), 0..2)),
        ended in prop::option::of((words(), texts()).prop_map(|(by, successors)| EndedForm { by, successors })),
    ) -> ProcedureForm {
        ProcedureForm {
            code, name, field, kind: Kind::Change, effective_from: from, effective_to: to, ended, basis,
            authority, url, limits, extend: String::new(), produces, reissues, result_holder: None,
            exchange_same_day: false, plain, questions, requirements, refusals, not_asked,
            fees, evidence,
        }
    }
}

proptest! {
    /// Whatever was typed, half-done or odd, is there again after it has been a text.
    #[test]
    fn any_form_survives_its_text(mut form in form()) {
        // An empty last rule that holds always says nothing and is not written.
        while form.limits.last().is_some_and(|last| {
            last.when.is_always() && last.limit.is_empty() && last.basis.is_empty() && last.note.is_empty()
        }) {
            form.limits.pop();
        }
        let written = form.write();
        let back = ProcedureForm::read("x", &written.text);
        prop_assert_eq!(back.as_ref(), Ok(&form), "{}", written.text);
    }

    /// Any text is a form or a finding, never a fall.
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let _ = ProcedureForm::read("x", &text);
    }
}
