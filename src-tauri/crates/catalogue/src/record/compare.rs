//! An official record beside an authored entry: where they say different things for certain.

use super::Record;
use crate::{
    difference::{Change, ChangeSort, limit_in_words},
    model::{Answers, Channel, Procedure},
    official::Official,
};
use motcua_calendar::{Limit, Span};
use motcua_text::clean;

/// Spans of one unit as one.
fn whole(limit: &Limit) -> Limit {
    match limit {
        Limit::Spans(spans) => match spans.as_slice() {
            [first, rest @ ..] if rest.iter().all(|span| span.unit == first.unit) => {
                Limit::Spans(vec![Span {
                    count: spans.iter().map(|span| span.count).sum(),
                    unit: first.unit,
                }])
            }
            _ => limit.clone(),
        },
        Limit::SameDay => Limit::SameDay,
    }
}

/// What the record says otherwise than the entry. `official`: the components that the entry was
/// authored against. What the record does not know is no difference.
pub fn compare(procedure: &Procedure, official: Option<&Official>, record: &Record) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut differ = |part: &str, what: &str, before: Option<String>, after: Option<String>| {
        let sort = match (&before, &after) {
            (None, Some(_)) => ChangeSort::Added,
            (Some(_), None) => ChangeSort::Removed,
            _ => ChangeSort::Changed,
        };
        changes.push(Change {
            part: part.to_owned(),
            what: what.to_owned(),
            sort,
            before,
            after,
        });
    };
    if clean(&procedure.name) != record.name {
        differ(
            "Thủ tục",
            "Tên",
            Some(procedure.name.clone()),
            Some(record.name.clone()),
        );
    }
    let published = record.limits();
    if let Some(rule) = published.last() {
        // Steps that are added up are the same promise.
        let any = procedure
            .limits
            .iter()
            .any(|known| whole(&known.limit) == whole(&rule.limit));
        if !any {
            let known = procedure
                .limit(&Answers::new(), Channel::Counter)
                .or(procedure.limits.last());
            differ(
                "Thủ tục",
                "Thời hạn",
                known.map(|known| limit_in_words(&known.limit)),
                Some(limit_in_words(&rule.limit)),
            );
        }
    }
    let Some(official) = official.filter(|_| record.is_detailed()) else {
        return changes;
    };
    let now = record.official();
    let text_of = |at: usize| record.components.get(at).map(|c| c.text.clone());
    for (at, component) in now.components.iter().enumerate() {
        match official
            .components
            .iter()
            .find(|old| old.key == component.key)
        {
            Some(old) if old.digest == component.digest => {}
            Some(_) => differ(
                "Thành phần chính thức",
                &component.key,
                Some("nội dung đã đối chiếu khi soạn".to_owned()),
                text_of(at),
            ),
            // Without a code a key is only a place: the same text in another place is the same.
            None if official
                .components
                .iter()
                .any(|old| old.digest == component.digest) => {}
            None => differ("Thành phần chính thức", &component.key, None, text_of(at)),
        }
    }
    for old in &official.components {
        let there = now
            .components
            .iter()
            .any(|component| component.key == old.key || component.digest == old.digest);
        if !there {
            differ(
                "Thành phần chính thức",
                &old.key,
                Some("có khi soạn".to_owned()),
                None,
            );
        }
    }
    changes
}
