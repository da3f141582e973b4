//! The authored format: one guided procedure a TOML file, read with the line of every part.
//!
//! Reading only turns text into [`Procedure`]; whether it makes sense is the checker's business.

use crate::{
    fee::FeeRow,
    finding::{Finding, Rule},
    model::{
        Choice, Ended, EvidenceType, Holder, Kind, LimitRule, Need, NotAsked, OrWhen, Paper,
        PlainWords, Procedure, Question, Refusal, Requirement, When,
    },
    rates::{Own, RawFee},
};
use chrono::NaiveDate;
use motcua_calendar::Limit;
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt};
use toml::Spanned;

/// A procedure as authored, and where each part stands in its file.
#[derive(Debug, Clone)]
pub struct Authored {
    /// The procedure.
    pub procedure: Procedure,
    /// Where things stand.
    pub lines: Lines,
    /// Fees of its own, with their lines: from its first day on they are all its fees.
    pub fees: Vec<(usize, FeeRow)>,
    /// Papers that no other procedure needs, with their lines.
    pub evidence: Vec<(usize, EvidenceType)>,
}

/// Line numbers (from 1) of the parts of one file.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// By question, in order.
    pub questions: Vec<usize>,
    /// By requirement, in order.
    pub requirements: Vec<usize>,
    /// By `not_asked`, in order.
    pub not_asked: Vec<usize>,
    /// By `refusal`, in order.
    pub refusals: Vec<usize>,
    /// By time limit rule, in order; the plain `limit` comes last.
    pub limits: Vec<usize>,
    /// Of the keys `name` and `effective_to`.
    pub name: usize,
    /// Of `plain`.
    pub plain: usize,
}

/// Reads one file. `file` is its path below `data/`, for the messages.
pub fn read(file: &str, text: &str) -> Result<Authored, Finding> {
    let raw: RawProcedure = toml::from_str(text).map_err(|error| syntax(file, text, &error))?;
    let at = |offset: usize| line_of(text, offset);
    let mut lines = Lines {
        questions: raw.question.iter().map(|q| at(q.span().start)).collect(),
        requirements: raw.requirement.iter().map(|r| at(r.span().start)).collect(),
        not_asked: raw.not_asked.iter().map(|n| at(n.span().start)).collect(),
        refusals: raw.refusal.iter().map(|r| at(r.span().start)).collect(),
        limits: raw.limit_when.iter().map(|l| at(l.span().start)).collect(),
        name: at(raw.name.span().start),
        plain: raw.plain.as_ref().map_or(1, |p| at(p.span().start)),
    };
    let mut limits: Vec<LimitRule> = raw
        .limit_when
        .into_iter()
        .map(|rule| {
            let rule = rule.into_inner();
            LimitRule {
                when: rule.when,
                limit: rule.limit,
                basis: rule.basis,
                note: rule.note,
            }
        })
        .collect();
    if let Some(limit) = raw.limit {
        lines.limits.push(at(limit.span().start));
        limits.push(LimitRule {
            when: When::default(),
            limit: limit.into_inner(),
            basis: raw.limit_basis,
            note: raw.limit_note,
        });
    }
    let day = |key: &str, date: &toml::value::Datetime| {
        to_day(date).ok_or_else(|| {
            Finding::new(
                Rule::Syntax,
                file,
                1,
                format!("“{key}” phải là một ngày, ví dụ 2026-01-15"),
            )
        })
    };
    let effective_from = day("effective_from", &raw.effective_from)?;
    let effective_to = raw
        .effective_to
        .as_ref()
        .map(|date| day("effective_to", date))
        .transpose()?;
    let own = Own {
        code: &raw.code,
        from: effective_from,
    };
    let fees = RawFee::rows(file, text, raw.fee, Some(&own))?;
    let evidence = raw
        .evidence
        .into_iter()
        .map(|evidence| (at(evidence.span().start), evidence.into_inner()))
        .collect();
    let digest = hex::encode(&Sha256::digest(text.as_bytes())[..4]);
    let procedure = Procedure {
        code: raw.code,
        name: raw.name.into_inner(),
        field: raw.field,
        kind: raw.kind,
        guided: true,
        version: format!("{effective_from}.{digest}"),
        effective_from: Some(effective_from),
        effective_to,
        ended: raw.ended,
        basis: raw.basis.0,
        authority: raw.authority,
        url: raw.url,
        limits,
        extend: raw.extend,
        produces: raw.produces.0,
        reissues: raw.reissues.0,
        result_holder: raw.result_holder,
        exchange_same_day: raw.exchange_same_day,
        fee_text: None,
        questions: raw
            .question
            .into_iter()
            .map(|q| q.into_inner().into())
            .collect(),
        requirements: raw
            .requirement
            .into_iter()
            .map(|r| r.into_inner().into())
            .collect(),
        not_asked: raw
            .not_asked
            .into_iter()
            .map(|n| {
                let n = n.into_inner();
                NotAsked {
                    official: n.official.0,
                    because: n.because,
                }
            })
            .collect(),
        refusals: raw
            .refusal
            .into_iter()
            .map(|r| {
                let r = r.into_inner();
                Refusal {
                    when: r.when,
                    reason: r.reason,
                    basis: r.basis.0,
                    go_to: r.go_to,
                }
            })
            .collect(),
        plain: raw.plain.map(|p| {
            let p = p.into_inner();
            PlainWords {
                purpose: p.purpose,
                bring: p.bring,
                next: p.next,
            }
        }),
    };
    Ok(Authored {
        procedure,
        lines,
        fees,
        evidence,
    })
}

/// The line (from 1) in which byte `offset` of `text` stands.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
}

/// A syntax error of TOML as a finding.
pub(crate) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Finding {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    let message = error.message();
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let said = if message.starts_with("unknown field") {
        format!("khóa “{quoted}” không có trong định dạng")
    } else if message.starts_with("missing field") {
        format!("thiếu khóa “{quoted}”")
    } else if message.starts_with("unknown variant") {
        format!("giá trị “{quoted}” không có trong định dạng")
    } else if message.starts_with("duplicate") {
        "một khóa viết hai lần".to_owned()
    } else if message.starts_with("Không") {
        message.to_owned()
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        "giá trị không đúng kiểu (chữ phải trong ngoặc kép, số và ngày thì không)".to_owned()
    } else {
        "không đúng cú pháp TOML: thiếu ngoặc kép, dấu bằng hoặc ngoặc vuông ở gần đây".to_owned()
    };
    Finding::new(Rule::Syntax, file, line, said)
}

/// A TOML date without a time.
pub(crate) fn to_day(value: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = value.date?;
    if value.time.is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProcedure {
    code: String,
    name: Spanned<String>,
    field: String,
    kind: Kind,
    effective_from: toml::value::Datetime,
    effective_to: Option<toml::value::Datetime>,
    ended: Option<Ended>,
    basis: OneOrMany,
    authority: Option<String>,
    url: Option<String>,
    limit: Option<Spanned<Limit>>,
    limit_basis: Option<String>,
    limit_note: Option<String>,
    #[serde(default)]
    limit_when: Vec<Spanned<RawLimit>>,
    extend: Option<Limit>,
    #[serde(default)]
    produces: OneOrMany,
    #[serde(default)]
    reissues: OneOrMany,
    result_holder: Option<Holder>,
    #[serde(default)]
    exchange_same_day: bool,
    #[serde(default)]
    question: Vec<Spanned<RawQuestion>>,
    #[serde(default)]
    requirement: Vec<Spanned<RawRequirement>>,
    #[serde(default)]
    not_asked: Vec<Spanned<RawNotAsked>>,
    #[serde(default)]
    refusal: Vec<Spanned<RawRefusal>>,
    plain: Option<Spanned<RawPlain>>,
    #[serde(default)]
    fee: Vec<Spanned<RawFee>>,
    #[serde(default)]
    evidence: Vec<Spanned<EvidenceType>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    when: When,
    limit: Limit,
    basis: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: String,
    ask: String,
    help: Option<String>,
    #[serde(default)]
    when: When,
    #[serde(deserialize_with = "choices")]
    options: Vec<Choice>,
}

impl From<RawQuestion> for Question {
    fn from(raw: RawQuestion) -> Self {
        Question {
            id: raw.id,
            ask: raw.ask,
            help: raw.help,
            when: raw.when,
            options: raw.options,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRequirement {
    id: String,
    name: String,
    need: Need,
    #[serde(default)]
    when: When,
    any_of: Vec<Vec<RawPaper>>,
    #[serde(default)]
    or_when: Vec<RawOrWhen>,
    holder: Option<Holder>,
    replaced_by: Option<String>,
    #[serde(default)]
    basis: OneOrMany,
    note: Option<String>,
    #[serde(default)]
    official: OneOrMany,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOrWhen {
    when: When,
    any_of: Vec<Vec<RawPaper>>,
}

impl From<RawRequirement> for Requirement {
    fn from(raw: RawRequirement) -> Self {
        let lists = |lists: Vec<Vec<RawPaper>>| {
            lists
                .into_iter()
                .map(|list| list.into_iter().map(Paper::from).collect())
                .collect()
        };
        Requirement {
            id: raw.id,
            name: raw.name,
            need: raw.need,
            when: raw.when,
            any_of: lists(raw.any_of),
            or_when: raw
                .or_when
                .into_iter()
                .map(|more| OrWhen {
                    when: more.when,
                    any_of: lists(more.any_of),
                })
                .collect(),
            holder: raw.holder,
            replaced_by: raw.replaced_by,
            basis: raw.basis.0,
            note: raw.note,
            official: raw.official.0,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawPaper {
    Id(String),
    Full(RawFullPaper),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFullPaper {
    evidence: String,
    original: Option<u32>,
    copy: Option<u32>,
    form: Option<String>,
    note: Option<String>,
}

impl From<RawPaper> for Paper {
    fn from(raw: RawPaper) -> Self {
        match raw {
            RawPaper::Id(evidence) => Paper {
                evidence,
                original: 1,
                copy: 0,
                form: None,
                note: None,
            },
            RawPaper::Full(full) => Paper {
                evidence: full.evidence,
                // Who names copies only means copies only.
                original: full
                    .original
                    .unwrap_or(u32::from(full.copy.unwrap_or(0) == 0)),
                copy: full.copy.unwrap_or(0),
                form: full.form,
                note: full.note,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNotAsked {
    official: OneOrMany,
    because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRefusal {
    when: When,
    reason: String,
    basis: OneOrMany,
    go_to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlain {
    purpose: String,
    bring: String,
    next: String,
}

/// `"a"` or `["a", "b"]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OneOrMany(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string or an array of strings")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![text.to_owned()]))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = seq.next_element()? {
                    texts.push(text);
                }
                Ok(OneOrMany(texts))
            }
        }
        from.deserialize_any(Texts)
    }
}

/// `{ question = "option" | ["a", "b"], … }`, or several of them in an array: any one.
pub(crate) fn conditions<'de, D: Deserializer<'de>>(from: D) -> Result<When, D::Error> {
    struct Cases;
    impl<'de> Visitor<'de> for Cases {
        type Value = When;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a table of answers or an array of them")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<When, A::Error> {
            let mut condition = BTreeMap::new();
            while let Some((question, options)) = map.next_entry::<String, OneOrMany>()? {
                condition.insert(question, options.0);
            }
            Ok(When(vec![condition]))
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<When, A::Error> {
            let mut cases = Vec::new();
            while let Some(condition) = seq.next_element::<BTreeMap<String, OneOrMany>>()? {
                cases.push(condition.into_iter().map(|(q, o)| (q, o.0)).collect());
            }
            Ok(When(cases))
        }
    }
    from.deserialize_any(Cases)
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        conditions(from)
    }
}

/// `{ id = "text", … }` in the order written.
fn choices<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Choice>, D::Error> {
    struct Choices;
    impl<'de> Visitor<'de> for Choices {
        type Value = Vec<Choice>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a table of option ids and texts")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Choice>, A::Error> {
            let mut choices = Vec::new();
            while let Some((id, text)) = map.next_entry()? {
                choices.push(Choice { id, text });
            }
            Ok(choices)
        }
    }
    from.deserialize_map(Choices)
}
