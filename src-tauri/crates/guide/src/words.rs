//! Small sentences of the checklist.

use motcua_calendar::{Limit, Unit};
use motcua_catalogue::model::{CHANNEL_KEY, Channel, Condition, Procedure};

/// `trong ngày`, `3 ngày làm việc`, `10 ngày + 15 ngày + 5 ngày`.
pub fn limit_in_words(limit: &Limit) -> String {
    match limit {
        Limit::SameDay => "trong ngày".to_owned(),
        Limit::Spans(spans) => spans
            .iter()
            .map(|span| {
                let unit = match span.unit {
                    Unit::WorkingDay => "ngày làm việc",
                    Unit::Day => "ngày",
                    Unit::WorkingHour => "giờ làm việc",
                    Unit::Hour => "giờ",
                };
                format!("{} {unit}", span.count)
            })
            .collect::<Vec<_>>()
            .join(" + "),
    }
}

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
