//! Answers that belong together.

use motcua_catalogue::model::{Answers, Channel, Procedure, Question};
use motcua_fault::{Code, Fault};

/// Keeps the answers to questions that apply, in the order of the questions: an answer that no
/// longer applies goes, and with it everything that rested on it.
pub fn normalise(procedure: &Procedure, given: &Answers, channel: Channel) -> Answers {
    let mut kept = Answers::new();
    for question in &procedure.questions {
        if !question.when.holds(&kept, channel) {
            continue;
        }
        if let Some(answer) = given.get(&question.id)
            && has_option(question, answer)
        {
            kept.insert(question.id.clone(), answer.clone());
        }
    }
    kept
}

/// The questions that apply, given normalised answers.
pub(crate) fn applying<'p>(
    procedure: &'p Procedure,
    answers: &Answers,
    channel: Channel,
) -> impl Iterator<Item = &'p Question> {
    procedure
        .questions
        .iter()
        .filter(move |question| question.when.holds(answers, channel))
}

/// The first given answer that this procedure does not know: a question or an option that does not
/// exist. Answers to questions that merely do not apply are no fault.
pub fn unknown_answer(procedure: &Procedure, given: &Answers) -> Option<Fault> {
    given.iter().find_map(|(id, answer)| {
        let bad = |what: String| Some(Fault::new(Code::BadAnswer, what));
        match procedure.questions.iter().find(|q| q.id == *id) {
            None => bad(format!(
                "Thủ tục {} không có câu hỏi “{id}”.",
                procedure.code
            )),
            Some(question) if !has_option(question, answer) => bad(format!(
                "Câu hỏi “{id}” không có lựa chọn “{answer}”. Có thể chọn: {}.",
                question
                    .options
                    .iter()
                    .map(|option| option.id.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
            Some(_) => None,
        }
    })
}

fn has_option(question: &Question, answer: &str) -> bool {
    question.options.iter().any(|option| option.id == answer)
}
