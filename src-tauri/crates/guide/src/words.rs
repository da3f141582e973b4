//! Small sentences of the checklist.

use motcua_catalogue::model::{CHANNEL_KEY, Channel, Condition, Procedure};

/// Which answers brought a requirement: `Ai đi đăng ký? – Người được ủy quyền`.
pub(crate) fn because(
    procedure: &Procedure,
    brought: Option<&Condition>,
    answers: &motcua_catalogue::model::Answers,
    channel: Channel,
) -> String {
    let Some(condition) = brought else {
        return "trường hợp nào cũng cần".to_owned();
    };
    // In the order of the questions, as the clerk has just asked them.
    let mut parts: Vec<String> = procedure
        .questions
        .iter()
        .filter(|question| condition.contains_key(&question.id))
        .filter_map(|question| {
            let answer = answers.get(&question.id)?;
            let option = question.options.iter().find(|o| o.id == *answer)?;
            Some(format!("{} – {}", question.ask, option.text))
        })
        .collect();
    if condition.contains_key(CHANNEL_KEY) {
        parts.push(format!("nộp {}", channel.title()));
    }
    parts.join("; ")
}

/// `1 bản chính`, `2 bản sao`, `1 bản chính và 1 bản sao`.
pub(crate) fn quantity(original: u32, copy: u32) -> String {
    match (original, copy) {
        (original, 0) => format!("{original} bản chính"),
        (0, copy) => format!("{copy} bản sao"),
        (original, copy) => format!("{original} bản chính và {copy} bản sao"),
    }
}
