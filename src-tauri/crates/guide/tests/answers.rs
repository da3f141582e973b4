//! What must hold of every bundled procedure, whatever a clerk answers in whatever order.
#![allow(clippy::unwrap_used, reason = "a test may die")]

mod bundled;

use bundled::{applies, cases, checklist_of, guided};
use motcua_catalogue::model::{Answers, CHANNEL_KEY, Channel, Condition, Need, Procedure, When};
use motcua_guide::{Checklist, RequirementView, Submitted, judge, normalise};
use proptest::prelude::*;

/// More questions than any procedure has.
const MOST_QUESTIONS: usize = 32;

/// One number a question; each procedure reads it as one of its options.
fn picks() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..60_usize, MOST_QUESTIONS)
}

fn channels() -> impl Strategy<Value = Channel> {
    prop::sample::select(Channel::ALL.to_vec())
}

/// Answers to any questions, also to such as do not apply; some left open.
fn some(procedure: &Procedure, picks: &[usize]) -> Answers {
    procedure
        .questions
        .iter()
        .zip(picks)
        .filter_map(|(question, pick)| {
            let option = question.options.get(pick % (question.options.len() + 1))?;
            Some((question.id.clone(), option.id.clone()))
        })
        .collect()
}

/// Every question answered.
fn all(procedure: &Procedure, picks: &[usize]) -> Answers {
    procedure
        .questions
        .iter()
        .zip(picks)
        .map(|(question, pick)| {
            let option = &question.options[pick % question.options.len()];
            (question.id.clone(), option.id.clone())
        })
        .collect()
}

fn papers(requirement: &RequirementView) -> impl Iterator<Item = Submitted> + '_ {
    let first = requirement.alternatives.first().into_iter().flatten();
    first.map(|paper| Submitted {
        requirement: requirement.id.clone(),
        evidence: paper.evidence.clone(),
        original: paper.original,
        copy: paper.copy,
    })
}

/// The sentence a condition should give, read from the data.
fn sentence(
    procedure: &Procedure,
    condition: &Condition,
    answers: &Answers,
    channel: Channel,
) -> String {
    let mut parts: Vec<_> = procedure
        .questions
        .iter()
        .filter(|question| condition.contains_key(&question.id))
        .map(|question| {
            let given = &answers[&question.id];
            let option = question.options.iter().find(|o| o.id == *given).unwrap();
            format!("{} – {}", question.ask, option.text)
        })
        .collect();
    if condition.contains_key(CHANNEL_KEY) {
        parts.push(format!("nộp {}", channel.title()));
    }
    parts.join("; ")
}

fn check_because(
    procedure: &Procedure,
    shown: &Checklist,
    channel: Channel,
) -> Result<(), TestCaseError> {
    for view in &shown.requirements {
        let when = &procedure
            .requirements
            .iter()
            .find(|requirement| requirement.id == view.id)
            .unwrap()
            .when;
        let brought = if when.0.is_empty() {
            view.because == "trường hợp nào cũng cần"
        } else {
            when.0.iter().any(|condition| {
                let one = When(vec![condition.clone()]);
                applies(&one, &shown.answers, channel)
                    && sentence(procedure, condition, &shown.answers, channel) == view.because
            })
        };
        prop_assert!(
            brought,
            "{} {}: “{}”",
            procedure.code,
            view.id,
            view.because
        );
        prop_assert!(!view.basis.is_empty(), "{} {}", procedure.code, view.id);
    }
    Ok(())
}

proptest! {
    #[test]
    fn kept_answers_belong_together(picks in picks(), channel in channels()) {
        for procedure in guided() {
            let mut given = some(procedure, &picks);
            given.insert("không có câu hỏi này".to_owned(), "có".to_owned());
            let kept = normalise(procedure, &given, channel);
            prop_assert_eq!(
                &normalise(procedure, &kept, channel), &kept,
                "{}: normalising again changes nothing", procedure.code
            );
            for question in &procedure.questions {
                let answered = kept.contains_key(&question.id);
                let asked = applies(&question.when, &kept, channel);
                prop_assert!(asked || !answered, "{} {}", procedure.code, question.id);
                prop_assert_eq!(
                    answered, asked && given.contains_key(&question.id),
                    "{} {}: what applies and was answered stays", procedure.code, question.id
                );
            }
            let known = |id: &String| procedure.questions.iter().any(|q| q.id == *id);
            prop_assert!(kept.keys().all(known), "{}: foreign answers go", procedure.code);
        }
    }

    #[test]
    fn a_changed_answer_takes_along_what_rests_on_it(
        picks in picks(), channel in channels(), which in 0..60_usize, to in 0..60_usize,
    ) {
        for procedure in guided() {
            let before = normalise(procedure, &all(procedure, &picks), channel);
            let Some(changed) = before.keys().nth(which % before.len().max(1)) else { continue };
            let at = procedure.questions.iter().position(|q| q.id == *changed).unwrap();
            let options = &procedure.questions[at].options;
            let mut given = before.clone();
            given.insert(changed.clone(), options[to % options.len()].id.clone());
            let after = normalise(procedure, &given, channel);
            prop_assert_eq!(
                after.get(changed), given.get(changed),
                "{}: the new answer stays", procedure.code
            );
            for (position, question) in procedure.questions.iter().enumerate() {
                let Some(kept) = after.get(&question.id) else { continue };
                prop_assert_eq!(
                    Some(kept), given.get(&question.id),
                    "{}: no answer is made up", procedure.code
                );
                prop_assert!(
                    applies(&question.when, &after, channel),
                    "{} {}: rests on an answer that is gone", procedure.code, question.id
                );
                // Taken back altogether, the answer leaves nothing behind that needs it.
                let mut without = after.clone();
                without.remove(changed);
                if position > at && !applies(&question.when, &without, channel) {
                    prop_assert!(
                        !normalise(procedure, &without, channel).contains_key(&question.id),
                        "{} {}", procedure.code, question.id
                    );
                }
            }
            for question in &procedure.questions[..at] {
                prop_assert_eq!(after.get(&question.id), before.get(&question.id), "{}", procedure.code);
            }
        }
    }

    #[test]
    fn a_checklist_says_why_and_what_is_open(picks in picks(), channel in channels()) {
        for procedure in guided() {
            let shown = checklist_of(procedure, &some(procedure, &picks), channel);
            prop_assert_eq!(shown.complete, shown.missing.is_empty(), "{}", procedure.code);
            let open: Vec<_> = procedure
                .questions
                .iter()
                .filter(|q| applies(&q.when, &shown.answers, channel))
                .filter(|q| !shown.answers.contains_key(&q.id))
                .map(|q| q.id.clone())
                .collect();
            prop_assert_eq!(&shown.missing, &open, "{}", procedure.code);
            let wanted: Vec<_> = procedure
                .requirements
                .iter()
                .filter(|r| applies(&r.when, &shown.answers, channel))
                .map(|r| r.id.as_str())
                .collect();
            let ids: Vec<_> = shown.requirements.iter().map(|r| r.id.as_str()).collect();
            prop_assert_eq!(ids, wanted, "{}: exactly this case's requirements", procedure.code);
            check_because(procedure, &shown, channel)?;
        }
    }

    #[test]
    fn whatever_is_left_out_is_what_is_missing(picks in picks(), channel in channels()) {
        for procedure in guided() {
            let shown = checklist_of(procedure, &all(procedure, &picks), channel);
            let handed_in: Vec<_> = shown.requirements.iter().flat_map(papers).collect();
            let judged = judge(&shown, &handed_in, &[], &[], &[]).unwrap();
            prop_assert_eq!(&judged.missing, &Vec::new(), "{}: the first alternatives do", procedure.code);
            for left_out in &shown.requirements {
                let rest: Vec<_> = handed_in
                    .iter()
                    .filter(|paper| paper.requirement != left_out.id)
                    .cloned()
                    .collect();
                let judged = judge(&shown, &rest, &[], &[], &[]).unwrap();
                let missing: Vec<_> = judged.missing.iter().map(|m| m.requirement.as_str()).collect();
                let expected = match left_out.need {
                    Need::File | Need::Show => vec![left_out.id.as_str()],
                    // The office looks it up itself: never a reason to send somebody home.
                    Need::Data => Vec::new(),
                };
                prop_assert_eq!(missing, expected, "{} {}", procedure.code, left_out.id);
            }
        }
    }
}

#[test]
fn every_case_that_is_received_has_a_limit_a_fee_and_something_to_check() {
    let mut seen = 0;
    for procedure in guided() {
        for channel in Channel::ALL {
            for answers in cases(procedure, channel) {
                let shown = checklist_of(procedure, &answers, channel);
                let case = format!("{} {channel:?} {answers:?}", procedure.code);
                assert!(shown.complete, "{case}");
                assert_eq!(shown.answers, answers, "{case}");
                if shown.refusal.is_some() {
                    continue;
                }
                seen += 1;
                assert!(shown.limit.is_some() && shown.due.is_some(), "{case}");
                assert!(!shown.fee.lines.is_empty(), "{case}: no fee row");
                assert!(
                    shown.fee.total.is_some() || shown.fee.range.is_some(),
                    "{case}: no amount"
                );
                assert!(!shown.requirements.is_empty(), "{case}: nothing to check");
            }
        }
    }
    assert!(seen > 1000, "{seen} cases");
}

#[test]
fn what_the_office_looks_up_names_where() {
    for procedure in guided() {
        for requirement in &procedure.requirements {
            assert!(
                requirement.need != Need::Data || requirement.replaced_by.is_some(),
                "{} {}: data without a source",
                procedure.code,
                requirement.id
            );
        }
    }
}
