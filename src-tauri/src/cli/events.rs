use super::{Place, answer::Answer};
use crate::clock::now;
use motcua_desk::EventView;
use motcua_fault::Result;
use serde_json::json;
use std::fmt::Write as _;

/// What happens in a life: all, or one with what to do in order.
pub(crate) fn events(place: &Place, id: Option<&str>) -> Result<Answer> {
    let all = place.reference()?.life_events(now())?;
    let Some(id) = id else {
        let lines: Vec<_> = all
            .iter()
            .map(|event| format!("{}  {} ({} việc)", event.id, event.name, event.steps.len()))
            .collect();
        return Answer::yes(&all, lines.join("\n"));
    };
    match all.iter().find(|event| event.id == id) {
        Some(event) => Answer::yes(event, in_order(event)),
        None => Answer::no(
            &json!({ "id": id, "why": "không có việc này" }),
            "Không có việc này. Xem danh sách: motcua catalogue events",
        ),
    }
}

fn in_order(event: &EventView) -> String {
    let mut text = format!("{}\n", event.name);
    for (at, step) in event.steps.iter().enumerate() {
        let what = step
            .code
            .clone()
            .unwrap_or_else(|| "không nhận tại quầy".to_owned());
        let ended = if step.in_force {
            ""
        } else {
            " (không còn hiệu lực)"
        };
        let _ = writeln!(
            text,
            "{:>2}. {what}  {}{ended}\n    {}",
            at + 1,
            step.name,
            step.why
        );
    }
    text
}
