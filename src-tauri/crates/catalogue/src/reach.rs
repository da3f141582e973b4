//! Which cases can come about: whether some run through the questions fulfils a condition.

use crate::model::{Answers, CHANNEL_KEY, Channel, Condition, Question};
use std::collections::BTreeSet;

/// More steps than any sensible procedure needs; beyond it the questions are too tangled to check.
const MOST_STEPS: usize = 400_000;

/// The answer to a reachability question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Yes,
    No,
    /// Too many combinations to tell.
    TooTangled,
}

/// Whether some way of answering, each question asked only when it applies, fulfils `goal`.
pub(crate) fn reachable(questions: &[Question], goal: &Condition) -> Reach {
    // Only the questions that the goal rests on can matter: the rest need no branch.
    let mut relevant: BTreeSet<&str> = goal.keys().map(String::as_str).collect();
    for question in questions.iter().rev() {
        if relevant.contains(question.id.as_str()) {
            relevant.extend(
                question
                    .when
                    .0
                    .iter()
                    .flat_map(|condition| condition.keys().map(String::as_str)),
            );
        }
    }
    let questions: Vec<_> = questions
        .iter()
        .filter(|question| relevant.contains(question.id.as_str()))
        .collect();
    let mut steps = 0;
    for channel in Channel::ALL {
        if goal
            .get(CHANNEL_KEY)
            .is_some_and(|allowed| !allowed.iter().any(|name| name == channel.as_str()))
        {
            continue;
        }
        match search(&questions, goal, channel, &mut Answers::new(), &mut steps) {
            Reach::No => {}
            found => return found,
        }
    }
    Reach::No
}

fn search(
    questions: &[&Question],
    goal: &Condition,
    channel: Channel,
    answers: &mut Answers,
    steps: &mut usize,
) -> Reach {
    *steps += 1;
    if *steps > MOST_STEPS {
        return Reach::TooTangled;
    }
    let Some((question, rest)) = questions.split_first() else {
        return Reach::Yes;
    };
    let wanted = goal.get(&question.id);
    if !question.when.holds(answers, channel) {
        return match wanted {
            Some(_) => Reach::No,
            None => search(rest, goal, channel, answers, steps),
        };
    }
    for option in &question.options {
        if wanted.is_some_and(|wanted| !wanted.contains(&option.id)) {
            continue;
        }
        answers.insert(question.id.clone(), option.id.clone());
        let found = search(rest, goal, channel, answers, steps);
        answers.remove(&question.id);
        if found != Reach::No {
            return found;
        }
    }
    Reach::No
}

/// Both conditions at once; `None` where they contradict each other on their face.
pub(crate) fn both(one: &Condition, other: &Condition) -> Option<Condition> {
    let mut joint = one.clone();
    for (question, options) in other {
        let options: Vec<String> = match joint.get(question) {
            Some(before) => before
                .iter()
                .filter(|option| options.contains(option))
                .cloned()
                .collect(),
            None => options.clone(),
        };
        if options.is_empty() {
            return None;
        }
        joint.insert(question.clone(), options);
    }
    Some(joint)
}
