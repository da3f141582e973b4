//! What differs between two states of a procedure, side by side and in words.

use crate::{
    fee::{Amount, FeeRow, Per},
    model::{
        CHANNEL_KEY, Channel, EvidenceType, Kind, Need, PaperList, Procedure, Question,
        Requirement, When,
    },
};
use motcua_calendar::{Limit, Unit};
use motcua_text::{date, money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What happened to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ChangeSort")]
pub enum ChangeSort {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It reads otherwise.
    Changed,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ProcedureChange")]
pub struct Change {
    /// The part as a clerk calls it: “Giấy tờ: Giấy chứng sinh”.
    pub part: String,
    /// What of it: “Thời hạn”, “Khi nào cần”.
    pub what: String,
    /// What happened.
    pub sort: ChangeSort,
    /// How it read; `None` where it was not there.
    pub before: Option<String>,
    /// How it reads; `None` where it is gone.
    pub after: Option<String>,
}

/// Everything that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProcedureDiff {
    /// Procedure code.
    pub code: String,
    /// Its title, after.
    pub name: String,
    /// What stands on the left: “bản 2026-01-15”, “danh mục hiện dùng”.
    pub before: String,
    /// What stands on the right.
    pub after: String,
    /// In the order in which the procedure is read; empty: the same.
    pub changes: Vec<Change>,
}

/// One state of a procedure and what it rests on.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// Its fee rows in force.
    pub fees: &'a [&'a FeeRow],
    /// Names of papers.
    pub evidence: &'a BTreeMap<String, EvidenceType>,
}

/// What differs between two states.
pub fn difference(before: Side<'_>, after: Side<'_>) -> Vec<Change> {
    let mut found = Found::default();
    let (old, new) = (before.procedure, after.procedure);
    let own = "Thủ tục";
    found.compare(own, "Tên", text(&old.name), text(&new.name));
    found.compare(own, "Lĩnh vực", text(&old.field), text(&new.field));
    found.compare(own, "Loại việc", Some(kind(old.kind)), Some(kind(new.kind)));
    let end = |p: &Procedure| p.effective_to.map(date);
    found.compare(own, "Hết hiệu lực", end(old), end(new));
    let by = |p: &Procedure| p.ended.as_ref().map(|ended| ended.by.clone());
    found.compare(own, "Bãi bỏ theo", by(old), by(new));
    found.compare(own, "Căn cứ", joined(&old.basis), joined(&new.basis));
    found.compare(
        own,
        "Cơ quan giải quyết",
        old.authority.clone(),
        new.authority.clone(),
    );
    found.compare(own, "Trang chính thức", old.url.clone(), new.url.clone());
    found.compare(own, "Thời hạn", limits(before), limits(after));
    let extend = |p: &Procedure| p.extend.as_ref().map(limit_in_words);
    found.compare(own, "Được kéo dài", extend(old), extend(new));
    let names = |side: Side<'_>, ids: &[String]| {
        let names: Vec<_> = ids.iter().map(|id| name_of(side, id)).collect();
        joined(&names)
    };
    found.compare(
        own,
        "Kết quả",
        names(before, &old.produces),
        names(after, &new.produces),
    );
    found.compare(
        own,
        "Cấp lại giấy tờ",
        names(before, &old.reissues),
        names(after, &new.reissues),
    );
    fees(&mut found, before, after);
    found.compare(
        own,
        "Phí theo công bố",
        old.fee_text.clone(),
        new.fee_text.clone(),
    );
    let plain = |p: &Procedure, get: fn(&crate::model::PlainWords) -> &String| {
        p.plain.as_ref().map(|plain| get(plain).clone())
    };
    for (what, get) in [
        (
            "Để làm gì",
            (|p| &p.purpose) as fn(&crate::model::PlainWords) -> &String,
        ),
        ("Mang theo gì", |p| &p.bring),
        ("Sau đó thế nào", |p| &p.next),
    ] {
        found.compare("Lời cho người dân", what, plain(old, get), plain(new, get));
    }
    questions(&mut found, before, after);
    requirements(&mut found, before, after);
    let refusals = |side: Side<'_>| -> BTreeMap<String, String> {
        side.procedure
            .refusals
            .iter()
            .map(|refusal| {
                let when = when_in_words(&refusal.when, side.procedure);
                let said = [Some(when), joined(&refusal.basis), refusal.go_to.clone()];
                (
                    refusal.reason.clone(),
                    said.into_iter().flatten().collect::<Vec<_>>().join("; "),
                )
            })
            .collect()
    };
    let (old_refusals, new_refusals) = (refusals(before), refusals(after));
    for reason in old_refusals.keys().chain(
        new_refusals
            .keys()
            .filter(|reason| !old_refusals.contains_key(*reason)),
    ) {
        found.compare(
            "Không tiếp nhận",
            reason,
            old_refusals.get(reason).cloned(),
            new_refusals.get(reason).cloned(),
        );
    }
    found.0
}

#[derive(Default)]
struct Found(Vec<Change>);

impl Found {
    fn compare(&mut self, part: &str, what: &str, before: Option<String>, after: Option<String>) {
        let sort = match (&before, &after) {
            (None, None) => return,
            (None, Some(_)) => ChangeSort::Added,
            (Some(_), None) => ChangeSort::Removed,
            (Some(one), Some(other)) if one == other => return,
            _ => ChangeSort::Changed,
        };
        self.0.push(Change {
            part: part.to_owned(),
            what: what.to_owned(),
            sort,
            before,
            after,
        });
    }
}

fn questions(found: &mut Found, before: Side<'_>, after: Side<'_>) {
    let by_id = |side: Side<'_>| -> Vec<(String, Question)> {
        let questions = side.procedure.questions.iter();
        questions.map(|q| (q.id.clone(), q.clone())).collect()
    };
    for (old, new) in paired(by_id(before), by_id(after)) {
        let shown = new.as_ref().or(old.as_ref());
        let part = shown.map_or_else(String::new, |q| format!("Câu hỏi: {}", q.ask));
        if let (Some(old), Some(new)) = (&old, &new) {
            found.compare(&part, "Lời hỏi", text(&old.ask), text(&new.ask));
            found.compare(&part, "Lời giải thích", old.help.clone(), new.help.clone());
            // The same condition in other words is named where its question changed.
            if old.when != new.when {
                found.compare(
                    &part,
                    "Khi nào hỏi",
                    Some(when_in_words(&old.when, before.procedure)),
                    Some(when_in_words(&new.when, after.procedure)),
                );
            }
        }
        let options = |question: &Option<Question>| {
            question.as_ref().map(|question| {
                let texts: Vec<_> = question.options.iter().map(|o| o.text.clone()).collect();
                texts.join(" / ")
            })
        };
        found.compare(&part, "Các lựa chọn", options(&old), options(&new));
    }
}

fn requirements(found: &mut Found, before: Side<'_>, after: Side<'_>) {
    let by_id = |side: Side<'_>| -> Vec<(String, Requirement)> {
        let requirements = side.procedure.requirements.iter();
        requirements.map(|r| (r.id.clone(), r.clone())).collect()
    };
    for (old, new) in paired(by_id(before), by_id(after)) {
        let shown = new.as_ref().or(old.as_ref());
        let part = shown.map_or_else(String::new, |r| format!("Giấy tờ: {}", r.name));
        let of = |side: Side<'_>, requirement: &Option<Requirement>| {
            requirement
                .as_ref()
                .map(|requirement| alternatives_in_words(side, requirement))
        };
        found.compare(&part, "Gồm", of(before, &old), of(after, &new));
        let (Some(old), Some(new)) = (old, new) else {
            continue;
        };
        found.compare(&part, "Tên", text(&old.name), text(&new.name));
        found.compare(
            &part,
            "Cách nộp",
            Some(need(old.need)),
            Some(need(new.need)),
        );
        // The same condition in other words is named where its question changed.
        if old.when != new.when {
            found.compare(
                &part,
                "Khi nào cần",
                Some(when_in_words(&old.when, before.procedure)),
                Some(when_in_words(&new.when, after.procedure)),
            );
        }
        found.compare(&part, "Căn cứ", joined(&old.basis), joined(&new.basis));
        found.compare(&part, "Ghi chú", old.note.clone(), new.note.clone());
        found.compare(
            &part,
            "Tra thay giấy tờ ở",
            old.replaced_by.clone(),
            new.replaced_by.clone(),
        );
    }
}

fn fees(found: &mut Found, before: Side<'_>, after: Side<'_>) {
    let by_id = |side: Side<'_>| -> Vec<(String, FeeRow)> {
        let rows = side.fees.iter();
        rows.map(|row| (row.id.clone(), (*row).clone())).collect()
    };
    for (old, new) in paired(by_id(before), by_id(after)) {
        let shown = new.as_ref().or(old.as_ref());
        let part = shown.map_or_else(String::new, |row| format!("Phí: {}", row.name));
        let said = |side: Side<'_>, row: &Option<FeeRow>| {
            row.as_ref().map(|row| fee_in_words(side.procedure, row))
        };
        found.compare(&part, "Mức thu", said(before, &old), said(after, &new));
    }
}

/// Both lists by id, in the order of the first and then what only the second has.
fn paired<T: Clone>(old: Vec<(String, T)>, new: Vec<(String, T)>) -> Vec<(Option<T>, Option<T>)> {
    let find = |list: &[(String, T)], id: &str| {
        list.iter()
            .find(|(known, _)| known == id)
            .map(|(_, value)| value.clone())
    };
    let mut pairs: Vec<_> = old
        .iter()
        .map(|(id, value)| (Some(value.clone()), find(&new, id)))
        .collect();
    pairs.extend(
        new.iter()
            .filter(|(id, _)| find(&old, id).is_none())
            .map(|(_, value)| (None, Some(value.clone()))),
    );
    pairs
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

fn joined(texts: &[String]) -> Option<String> {
    text(&texts.join("; "))
}

/// What a procedure does, in words.
pub fn kind(kind: Kind) -> String {
    match kind {
        Kind::New => "cấp mới, đăng ký",
        Kind::Reissue => "cấp lại",
        Kind::Exchange => "cấp đổi",
        Kind::Extract => "trích lục, bản sao",
        Kind::Confirm => "xác nhận, chứng thực",
        Kind::Notify => "thông báo, khai báo",
        Kind::Change => "thay đổi, gia hạn, chấm dứt",
    }
    .to_owned()
}

fn need(need: Need) -> String {
    match need {
        Need::File => "nộp",
        Need::Show => "xuất trình",
        Need::Data => "cơ quan tự khai thác",
    }
    .to_owned()
}

fn name_of(side: Side<'_>, id: &str) -> String {
    side.evidence
        .get(id)
        .map_or_else(|| id.to_owned(), |evidence| evidence.name.clone())
}

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

fn limits(side: Side<'_>) -> Option<String> {
    let rules = side.procedure.limits.iter().map(|rule| {
        let limit = limit_in_words(&rule.limit);
        match rule.when.is_always() {
            true => limit,
            false => format!("{limit} ({})", when_in_words(&rule.when, side.procedure)),
        }
    });
    text(&rules.collect::<Vec<_>>().join("; "))
}

/// A condition as a clerk reads it: each question with its chosen answers.
pub fn when_in_words(when: &When, procedure: &Procedure) -> String {
    if when.is_always() {
        return "mọi trường hợp".to_owned();
    }
    let cases = when.0.iter().map(|condition| {
        let parts = condition.iter().map(|(id, options)| {
            if id == CHANNEL_KEY {
                let titles = options.iter().map(|option| {
                    Channel::ALL
                        .iter()
                        .find(|channel| channel.as_str() == option)
                        .map_or(option.as_str(), |channel| channel.title())
                });
                return format!("nộp {}", titles.collect::<Vec<_>>().join(" hoặc "));
            }
            let question = procedure.questions.iter().find(|q| q.id == *id);
            let texts = options.iter().map(|option| {
                question
                    .and_then(|q| q.options.iter().find(|o| o.id == *option))
                    .map_or(option.as_str(), |o| o.text.as_str())
            });
            format!(
                "{} {}",
                question.map_or(id.as_str(), |q| q.ask.as_str()),
                texts.collect::<Vec<_>>().join(" hoặc ")
            )
        });
        parts.collect::<Vec<_>>().join("; ")
    });
    cases.collect::<Vec<_>>().join(" · hoặc: ")
}

fn alternatives_in_words(side: Side<'_>, requirement: &Requirement) -> String {
    let list = |papers: &PaperList| {
        let papers = papers.iter().map(|paper| {
            let mut said = name_of(side, &paper.evidence);
            let counts: Vec<_> = [(paper.original, "bản chính"), (paper.copy, "bản sao")]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            said = format!("{said} ({})", counts.join(", "));
            for more in [&paper.form, &paper.note].into_iter().flatten() {
                said = format!("{said}, {more}");
            }
            said
        });
        papers.collect::<Vec<_>>().join(" và ")
    };
    let mut lists: Vec<_> = requirement.any_of.iter().map(list).collect();
    for more in &requirement.or_when {
        let when = when_in_words(&more.when, side.procedure);
        lists.extend(
            more.any_of
                .iter()
                .map(|papers| format!("{} (khi {when})", list(papers))),
        );
    }
    lists.join(", hoặc ")
}

fn fee_in_words(procedure: &Procedure, row: &FeeRow) -> String {
    let amount = match &row.amount {
        Amount::Fixed(amount) => money(*amount),
        Amount::Range(low, high) => format!("{} đến {}", money(*low), money(*high)),
        Amount::Pages {
            first,
            first_amount,
            next_amount,
            cap,
        } => format!(
            "{} mỗi trang, từ trang {} {}, tối đa {}",
            money(*first_amount),
            first + 1,
            money(*next_amount),
            money(*cap)
        ),
    };
    let per = match row.per {
        Per::Case => "mỗi việc",
        Per::Copy => "mỗi bản",
        Per::Person => "mỗi người",
    };
    let mut said = format!("{amount} {per}");
    if !row.channels.is_empty() {
        let titles: Vec<_> = row.channels.iter().map(|c| c.title()).collect();
        said = format!("{said}, {}", titles.join(", "));
    }
    if !row.when.is_always() {
        said = format!("{said}, khi {}", when_in_words(&row.when, procedure));
    }
    said = format!("{said}; từ {}", date(row.from));
    if let Some(to) = row.to {
        said = format!("{said} đến {}", date(to));
    }
    format!("{said}; {}", row.basis)
}
