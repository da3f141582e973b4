//! Questions answered from the catalogue, each line with where it stands.

use crate::{
    look::LookRow,
    reference::{HitView, Reference},
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_catalogue::{
    fee::{Amount, EXEMPTIONS, FeeRow, Per},
    find::answer::{Question, What},
    model::{CHANNEL_KEY, Channel, Condition, Need, Procedure, Referral, When},
};
use motcua_fault::Result;
use motcua_guide::limit_in_words;
use motcua_text::money;
use serde::Serialize;
use ts_rs::TS;

/// Below this it is not clear which procedure is meant.
const CLEAR: f64 = 0.68;
/// Procedures that fit as well are answered for too.
const BESIDE: f64 = 0.015;
/// Procedures that go by the same name as the best are, though they come after it.
const SAME_NAME: f64 = 0.2;
/// At most so many.
const MOST: usize = 3;

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AnswerLine {
    /// What is so.
    pub text: String,
    /// Where it stands: the legal text, or the row as published.
    pub source: String,
}

/// What the catalogue says of one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AnswerOf {
    /// Its code, where it is a procedure.
    pub code: Option<String>,
    /// Its id, where it is a service received elsewhere.
    pub referral: Option<String>,
    /// Its title.
    pub name: String,
    /// Each with its source; empty where the catalogue does not say.
    pub lines: Vec<AnswerLine>,
}

/// A procedure that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Nearest {
    /// Its code.
    pub code: String,
    /// Its title.
    pub name: String,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AnswerView {
    /// What was asked.
    pub about: What,
    /// Whether the catalogue says it.
    pub known: bool,
    /// In one sentence: the answer's heading, or that it is not known.
    pub say: String,
    /// By procedure, the likeliest first.
    pub of: Vec<AnswerOf>,
    /// Where it is not known: what may have been meant.
    pub nearest: Vec<Nearest>,
}

impl Reference {
    /// Answers a question about what was found for it.
    pub(crate) fn answer(
        &self,
        question: &Question,
        rows: &[LookRow],
        now: NaiveDateTime,
    ) -> Result<AnswerView> {
        let about = question.about;
        if question.query.is_empty() {
            return Ok(about_nothing(about));
        }
        if let Some(LookRow::Referral(found)) = rows.first() {
            return Ok(elsewhere(about, &found.referral));
        }
        let hits: Vec<&HitView> = rows
            .iter()
            .filter_map(|row| match row {
                LookRow::Procedure(hit) => Some(hit),
                _ => None,
            })
            .collect();
        let nearest = || {
            let nearest = hits.iter().take(MOST).map(|hit| Nearest {
                code: hit.code.clone(),
                name: hit.name.clone(),
            });
            nearest.collect()
        };
        let Some(best) = hits.first().filter(|hit| hit.score >= CLEAR) else {
            return Ok(AnswerView {
                about,
                known: false,
                say: match hits.is_empty() {
                    true => format!("Không tìm thấy thủ tục nào để trả lời {}.", asked(about)),
                    false => "Chưa chắc đang hỏi về thủ tục nào. Gần nhất là các thủ tục dưới đây."
                        .to_owned(),
                },
                of: Vec::new(),
                nearest: nearest(),
            });
        };
        let mut of = Vec::new();
        for hit in hits.iter().take(MOST) {
            let same_name = hit.named && hit.because == best.because;
            if hit.score + (if same_name { SAME_NAME } else { BESIDE }) < best.score {
                continue;
            }
            let procedure = self.catalogue.procedure(&hit.code, now.date())?;
            of.push(AnswerOf {
                lines: self.lines(about, &procedure, now.date()),
                code: Some(hit.code.clone()),
                referral: None,
                name: hit.name.clone(),
            });
        }
        // Whoever asks is helped by what is known; what says nothing stands aside.
        if of.iter().any(|one| !one.lines.is_empty()) {
            of.retain(|one| !one.lines.is_empty());
        }
        let known = of.iter().any(|one| !one.lines.is_empty());
        Ok(AnswerView {
            about,
            known,
            say: if known {
                heading(about).to_owned()
            } else {
                let page = self.catalogue.procedure(&best.code, now.date())?.url;
                let page = page.map_or_else(String::new, |url| {
                    format!(" Xem trang công bố của thủ tục: {url}")
                });
                format!("Danh mục chưa ghi {} của thủ tục này.{page}", asked(about))
            },
            nearest: if known { Vec::new() } else { nearest() },
            of: if known { of } else { Vec::new() },
        })
    }

    fn lines(&self, about: What, procedure: &Procedure, day: NaiveDate) -> Vec<AnswerLine> {
        match about {
            What::Papers => papers(procedure),
            What::Fee => fees(procedure, &self.catalogue.fees(&procedure.code), day),
            What::Time => times(procedure),
            What::Where => places(procedure),
        }
    }
}

fn heading(about: What) -> &'static str {
    match about {
        What::Papers => "Giấy tờ cần có",
        What::Fee => "Phí, lệ phí",
        What::Time => "Thời hạn giải quyết",
        What::Where => "Nơi nộp và nơi giải quyết",
    }
}

fn asked(about: What) -> &'static str {
    match about {
        What::Papers => "giấy tờ cần có",
        What::Fee => "phí, lệ phí",
        What::Time => "thời hạn giải quyết",
        What::Where => "nơi làm",
    }
}

fn line(text: impl Into<String>, source: impl Into<String>) -> AnswerLine {
    AnswerLine {
        text: text.into(),
        source: source.into(),
    }
}

const ANY_COUNTER: &str = "Nộp tại Trung tâm Phục vụ hành chính công của xã, phường, đặc khu bất kỳ trong thành phố, không bắt buộc đúng nơi cư trú";
const ANY_COUNTER_BASIS: &str = "NĐ 118/2025/NĐ-CP";

/// Asked without saying of what.
fn about_nothing(about: What) -> AnswerView {
    let of = match about {
        What::Where => vec![AnswerOf {
            code: None,
            referral: None,
            name: "Thủ tục cấp xã".to_owned(),
            lines: vec![line(ANY_COUNTER, ANY_COUNTER_BASIS)],
        }],
        _ => Vec::new(),
    };
    let known = !of.is_empty();
    AnswerView {
        about,
        known,
        say: match known {
            true => heading(about).to_owned(),
            false => format!(
                "Chưa rõ hỏi {} của việc nào. Hãy thêm tên việc, ví dụ “khai sinh”, “sao y”.",
                asked(about)
            ),
        },
        of,
        nearest: Vec::new(),
    }
}

/// Of a service that is not received here.
fn elsewhere(about: What, referral: &Referral) -> AnswerView {
    let source = referral.basis.clone().unwrap_or_else(|| TABLE.to_owned());
    let confirm = if referral.to_confirm {
        " (cần xác nhận)"
    } else {
        ""
    };
    let lines = match about {
        What::Where => {
            let mut lines = vec![line(
                format!("{}: {}{confirm}", referral.by, referral.place),
                &source,
            )];
            if referral.online {
                let page = referral.url.as_deref().unwrap_or("Cổng Dịch vụ công");
                lines.push(line(format!("Làm trực tuyến được: {page}"), TABLE));
            }
            lines
        }
        What::Papers => vec![line(format!("{}{confirm}", referral.how), &source)],
        What::Fee | What::Time => Vec::new(),
    };
    let known = !lines.is_empty();
    AnswerView {
        about,
        known,
        say: match known {
            true => "Việc này không tiếp nhận tại quầy".to_owned(),
            false => format!(
                "Việc này không tiếp nhận tại quầy; danh mục không ghi {}. Hãy hỏi {}: {}.",
                asked(about),
                referral.by,
                referral.place
            ),
        },
        of: match known {
            true => vec![AnswerOf {
                code: None,
                referral: Some(referral.id.clone()),
                name: referral.name.clone(),
                lines,
            }],
            false => Vec::new(),
        },
        nearest: Vec::new(),
    }
}

const TABLE: &str = "bảng chỉ dẫn kèm theo danh mục";

/// The row as published, for facts that name no legal text.
fn published(procedure: &Procedure) -> String {
    match &procedure.url {
        Some(url) => format!("dòng công bố trên Cổng Dịch vụ công: {url}"),
        None => procedure.basis.join("; "),
    }
}

/// In plain words, then what every case at the counter needs, then what only some do.
fn papers(procedure: &Procedure) -> Vec<AnswerLine> {
    let plain = procedure.plain.iter().map(|plain| {
        line(
            &plain.bring,
            procedure
                .basis
                .iter()
                .take(2)
                .cloned()
                .collect::<Vec<_>>()
                .join("; "),
        )
    });
    let mut asked: Vec<_> = procedure
        .requirements
        .iter()
        .filter_map(|requirement| Some((requirement, at_counter(&requirement.when)?)))
        .collect();
    asked.sort_by_key(|(requirement, always)| {
        let need = match requirement.need {
            Need::File => 0,
            Need::Show => 1,
            Need::Data => 2,
        };
        (!always, need)
    });
    let papers = asked.into_iter().map(|(requirement, always)| {
        let need = match requirement.need {
            Need::File => "nộp",
            Need::Show => "xuất trình",
            Need::Data => "quầy tự tra dữ liệu",
        };
        let some = if always { "" } else { ", tùy trường hợp" };
        line(
            format!("{} ({need}{some})", requirement.name),
            requirement.basis.join("; "),
        )
    });
    plain.chain(papers).collect()
}

/// Whether it applies to every case at the counter, or only to some; `None` for to none.
fn at_counter(when: &When) -> Option<bool> {
    let here = |condition: &&Condition| {
        condition
            .get(CHANNEL_KEY)
            .is_none_or(|channels| channels.iter().any(|one| one == Channel::Counter.as_str()))
    };
    if when.is_always() {
        return Some(true);
    }
    let mut cases = when.0.iter().filter(here).peekable();
    cases.peek()?;
    Some(cases.any(|condition| condition.keys().all(|key| key == CHANNEL_KEY)))
}

fn fees(procedure: &Procedure, rows: &[&FeeRow], day: NaiveDate) -> Vec<AnswerLine> {
    let now = |row: &&&FeeRow| row.from <= day && row.to.is_none_or(|to| day <= to);
    let lines: Vec<_> = rows.iter().filter(now).map(|row| fee(row)).collect();
    match &procedure.fee_text {
        Some(words) if lines.is_empty() => vec![line(words, published(procedure))],
        _ => lines,
    }
}

fn fee(row: &FeeRow) -> AnswerLine {
    let per = match row.per {
        Per::Case => "",
        Per::Copy => " một bản",
        Per::Person => " một người",
    };
    let amount = match row.amount {
        Amount::Fixed(amount) => format!("{}{per}", money(amount)),
        Amount::Range(low, high) => format!("từ {} đến {}{per}", money(low), money(high)),
        Amount::Pages {
            first,
            first_amount,
            next_amount,
            cap,
        } => format!(
            "{first} trang đầu {} một trang, các trang sau {} một trang, nhiều nhất {}{per}",
            money(first_amount),
            money(next_amount),
            money(cap)
        ),
    };
    let mut notes = Vec::new();
    if !row.channels.is_empty() {
        let channels: Vec<_> = row.channels.iter().map(|channel| channel.title()).collect();
        notes.push(channels.join(", "));
    }
    if !row.when.is_always() {
        notes.push("tùy trường hợp".to_owned());
    }
    let exempt: Vec<_> = EXEMPTIONS
        .iter()
        .filter(|(id, _)| row.exempt.iter().any(|known| known == id))
        .map(|(_, title)| *title)
        .collect();
    if !exempt.is_empty() {
        notes.push(format!("miễn cho {}", exempt.join(", ")));
    }
    if row.to_confirm {
        notes.push("cần xác nhận".to_owned());
    }
    let notes = match notes.is_empty() {
        true => String::new(),
        false => format!(" ({})", notes.join("; ")),
    };
    line(format!("{}: {amount}{notes}", row.name), &row.basis)
}

fn times(procedure: &Procedure) -> Vec<AnswerLine> {
    let mut lines: Vec<_> = procedure
        .limits
        .iter()
        .map(|rule| {
            let mut text = limit_in_words(&rule.limit);
            let case = case(procedure, &rule.when);
            if !case.is_empty() {
                text = format!("{text}, khi: {case}");
            } else if procedure.limits.len() > 1 {
                text = format!("{text}, các trường hợp còn lại");
            }
            if let Some(note) = &rule.note {
                text = format!("{text}. {note}");
            }
            line(
                text,
                rule.basis.clone().unwrap_or_else(|| published(procedure)),
            )
        })
        .collect();
    if let (Some(extend), false) = (&procedure.extend, lines.is_empty()) {
        lines.push(line(
            format!("Có thể kéo dài thêm không quá {}", limit_in_words(extend)),
            published(procedure),
        ));
    }
    lines
}

/// A case in the words of its questions.
fn case(procedure: &Procedure, when: &When) -> String {
    let one = |condition: &Condition| {
        let parts = condition.iter().map(|(question, options)| {
            if question == CHANNEL_KEY {
                let titles = Channel::ALL
                    .iter()
                    .filter(|channel| options.iter().any(|option| option == channel.as_str()))
                    .map(|channel| channel.title());
                return format!("nộp {}", titles.collect::<Vec<_>>().join(", "));
            }
            let asked = procedure.questions.iter().find(|q| q.id == *question);
            let chosen = asked.into_iter().flat_map(|q| {
                let chosen = q.options.iter().filter(|o| options.contains(&o.id));
                chosen.map(|option| option.text.as_str())
            });
            chosen.collect::<Vec<_>>().join(" hoặc ")
        });
        parts.collect::<Vec<_>>().join("; ")
    };
    when.0.iter().map(one).collect::<Vec<_>>().join(", hoặc ")
}

fn places(procedure: &Procedure) -> Vec<AnswerLine> {
    let mut lines = vec![line(ANY_COUNTER, ANY_COUNTER_BASIS)];
    if let Some(authority) = &procedure.authority {
        lines.push(line(
            format!("Cơ quan giải quyết: {}", authority.trim_end_matches('.')),
            published(procedure),
        ));
    }
    lines
}
