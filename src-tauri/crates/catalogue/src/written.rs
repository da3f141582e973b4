//! A procedure back into the authored form. What is not known yet is written as a marked place to fill
//! in, which the checker names until it is filled.

use crate::{
    fee::{Amount, FeeRow, Per},
    model::{
        Choice, Condition, EvidenceType, Holder, Kind, Need, NotAsked, Paper, PaperList,
        PlainWords, Procedure, Question, Refusal, Requirement, When,
    },
};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt::Write as _;

/// Begins every place that somebody still has to fill in; the checker names it.
pub const TODO: &str = "CẦN SOẠN";

/// The authored text of a procedure.
pub fn to_toml(procedure: &Procedure) -> String {
    to_toml_with(procedure, &[], &[])
}

/// The authored text of a procedure with the fees and the papers that only it has.
pub fn to_toml_with(procedure: &Procedure, fees: &[FeeRow], evidence: &[EvidenceType]) -> String {
    let mut out = String::new();
    head(&mut out, procedure);
    let plain = procedure.plain.clone().unwrap_or_else(|| PlainWords {
        purpose: format!("{TODO}: để làm gì, một câu."),
        bring: format!("{TODO}: mang theo gì."),
        next: format!("{TODO}: sau đó thế nào, bao giờ có."),
    });
    section(&mut out, "[plain]");
    key(&mut out, "purpose", &plain.purpose);
    key(&mut out, "bring", &plain.bring);
    key(&mut out, "next", &plain.next);
    for rule in procedure
        .limits
        .iter()
        .filter(|rule| !rule.when.is_always())
    {
        section(&mut out, "[[limit_when]]");
        line(&mut out, "when", &when(&rule.when));
        key(&mut out, "limit", &rule.limit.to_string());
        optional(&mut out, "basis", rule.basis.as_deref());
        optional(&mut out, "note", rule.note.as_deref());
    }
    for item in &procedure.questions {
        question(&mut out, item);
    }
    for item in &procedure.requirements {
        requirement(&mut out, item);
    }
    for item in &procedure.refusals {
        refusal(&mut out, item);
    }
    for NotAsked { official, because } in &procedure.not_asked {
        section(&mut out, "[[not_asked]]");
        line(&mut out, "official", &one_or_many(official));
        key(&mut out, "because", because);
    }
    for row in fees {
        fee(&mut out, row);
    }
    for paper in evidence {
        section(&mut out, "[[evidence]]");
        key(&mut out, "id", &paper.id);
        key(&mut out, "name", &paper.name);
        if !paper.also.is_empty() {
            line(&mut out, "also", &many(&paper.also));
        }
        optional(&mut out, "issuer", paper.issuer.as_deref());
        optional(&mut out, "form", paper.form.as_deref());
        if !paper.codes.is_empty() {
            line(&mut out, "codes", &many(&paper.codes));
        }
    }
    out
}

/// The text with another first day; nothing else is touched.
pub fn with_first_day(text: &str, day: NaiveDate) -> String {
    let head = |line: &&str| !line.trim_start().starts_with('[');
    let is_day = |line: &str| {
        line.trim_start()
            .strip_prefix("effective_from")
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let new = format!("effective_from = {day}");
    let lines: Vec<&str> = text.lines().collect();
    let head_ends = lines.iter().take_while(|line| head(line)).count();
    let mut out: Vec<&str> = lines.clone();
    match lines[..head_ends].iter().position(|line| is_day(line)) {
        Some(at) => out[at] = &new,
        None => {
            let last = lines[..head_ends]
                .iter()
                .rposition(|line| !line.trim().is_empty());
            let at = last.map_or(0, |at| at + 1);
            out.insert(at, &new);
        }
    }
    out.join("\n") + "\n"
}

fn head(out: &mut String, procedure: &Procedure) {
    key(out, "code", &procedure.code);
    key(out, "name", &or_todo(&procedure.name, "tên thủ tục"));
    key(out, "field", &or_todo(&procedure.field, "lĩnh vực"));
    key(out, "kind", &word(&procedure.kind));
    if let Some(day) = procedure.effective_from {
        line(out, "effective_from", &day.to_string());
    }
    if let Some(day) = procedure.effective_to {
        line(out, "effective_to", &day.to_string());
    }
    if let Some(ended) = &procedure.ended {
        let successors = match ended.successors.is_empty() {
            true => String::new(),
            false => format!(", successors = {}", many(&ended.successors)),
        };
        line(
            out,
            "ended",
            &format!("{{ by = {}{successors} }}", quoted(&ended.by)),
        );
    }
    let basis = match procedure.basis.is_empty() {
        true => quoted(&format!("{TODO}: căn cứ pháp lý")),
        false => one_or_many(&procedure.basis),
    };
    line(out, "basis", &basis);
    optional(out, "authority", procedure.authority.as_deref());
    optional(out, "url", procedure.url.as_deref());
    let always = procedure.limits.iter().find(|rule| rule.when.is_always());
    if let Some(rule) = always {
        key(out, "limit", &rule.limit.to_string());
        optional(out, "limit_basis", rule.basis.as_deref());
        optional(out, "limit_note", rule.note.as_deref());
    }
    if let Some(extend) = &procedure.extend {
        key(out, "extend", &extend.to_string());
    }
    // The results of a procedure that is only listed are names, not ids.
    if procedure.guided && !procedure.produces.is_empty() {
        line(out, "produces", &one_or_many(&procedure.produces));
    }
    if !procedure.reissues.is_empty() {
        line(out, "reissues", &one_or_many(&procedure.reissues));
    }
    if let Some(holder) = &procedure.result_holder {
        key(out, "result_holder", &word::<Holder>(holder));
    }
    if procedure.exchange_same_day {
        line(out, "exchange_same_day", "true");
    }
}

fn question(out: &mut String, question: &Question) {
    section(out, "[[question]]");
    key(out, "id", &question.id);
    key(out, "ask", &question.ask);
    if !question.when.is_always() {
        line(out, "when", &when(&question.when));
    }
    let options = question
        .options
        .iter()
        .map(|Choice { id, text }| format!("{} = {}", bare(id), quoted(text)));
    line(
        out,
        "options",
        &format!("{{ {} }}", options.collect::<Vec<_>>().join(", ")),
    );
    optional(out, "help", question.help.as_deref());
}

fn requirement(out: &mut String, requirement: &Requirement) {
    section(out, "[[requirement]]");
    key(out, "id", &requirement.id);
    key(out, "name", &requirement.name);
    key(out, "need", &word::<Need>(&requirement.need));
    if let Some(holder) = &requirement.holder {
        key(out, "holder", &word::<Holder>(holder));
    }
    if !requirement.official.is_empty() {
        line(out, "official", &one_or_many(&requirement.official));
    }
    if !requirement.when.is_always() {
        line(out, "when", &when(&requirement.when));
    }
    line(out, "any_of", &lists(&requirement.any_of));
    if !requirement.or_when.is_empty() {
        let more = requirement.or_when.iter().map(|more| {
            format!(
                "{{ when = {}, any_of = {} }}",
                when(&more.when),
                lists(&more.any_of)
            )
        });
        line(
            out,
            "or_when",
            &format!("[{}]", more.collect::<Vec<_>>().join(", ")),
        );
    }
    optional(out, "replaced_by", requirement.replaced_by.as_deref());
    let basis = match requirement.basis.is_empty() {
        true => quoted(&format!("{TODO}: căn cứ")),
        false => one_or_many(&requirement.basis),
    };
    line(out, "basis", &basis);
    optional(out, "note", requirement.note.as_deref());
}

fn refusal(out: &mut String, refusal: &Refusal) {
    section(out, "[[refusal]]");
    line(out, "when", &when(&refusal.when));
    key(out, "reason", &refusal.reason);
    line(out, "basis", &one_or_many(&refusal.basis));
    optional(out, "go_to", refusal.go_to.as_deref());
}

fn fee(out: &mut String, row: &FeeRow) {
    section(out, "[[fee]]");
    key(out, "id", &row.id);
    key(out, "name", &row.name);
    match &row.amount {
        Amount::Fixed(amount) => line(out, "amount", &amount.to_string()),
        Amount::Range(low, high) => line(out, "range", &format!("[{low}, {high}]")),
        Amount::Pages {
            first,
            first_amount,
            next_amount,
            cap,
        } => line(
            out,
            "pages",
            &format!(
                "{{ first = {first}, first_amount = {first_amount}, next_amount = {next_amount}, cap = {cap} }}"
            ),
        ),
    }
    key(out, "per", &word::<Per>(&row.per));
    if row.on_request {
        line(out, "on_request", "true");
    }
    if !row.channels.is_empty() {
        let channels: Vec<_> = row.channels.iter().map(|c| c.as_str().to_owned()).collect();
        line(out, "channels", &many(&channels));
    }
    if !row.when.is_always() {
        line(out, "when", &when(&row.when));
    }
    if !row.exempt.is_empty() {
        line(out, "exempt", &many(&row.exempt));
    }
    key(out, "basis", &row.basis);
    line(out, "from", &row.from.to_string());
    if let Some(to) = row.to {
        line(out, "to", &to.to_string());
    }
    if row.to_confirm {
        line(out, "to_confirm", "true");
    }
}

fn lists(lists: &[PaperList]) -> String {
    let lists = lists.iter().map(|list| {
        let papers: Vec<_> = list.iter().map(paper).collect();
        format!("[{}]", papers.join(", "))
    });
    format!("[{}]", lists.collect::<Vec<_>>().join(", "))
}

fn paper(paper: &Paper) -> String {
    let Paper {
        evidence,
        original,
        copy,
        form,
        note,
    } = paper;
    if (*original, *copy) == (1, 0) && form.is_none() && note.is_none() {
        return quoted(evidence);
    }
    let mut said = format!("{{ evidence = {}", quoted(evidence));
    // Both are always said: what is left out has a meaning of its own.
    let _ = write!(said, ", original = {original}, copy = {copy}");
    for (name, value) in [("form", form), ("note", note)] {
        if let Some(value) = value {
            let _ = write!(said, ", {name} = {}", quoted(value));
        }
    }
    said + " }"
}

fn when(when: &When) -> String {
    let one = |condition: &Condition| {
        let parts = condition
            .iter()
            .map(|(question, options)| format!("{} = {}", bare(question), one_or_many(options)));
        format!("{{ {} }}", parts.collect::<Vec<_>>().join(", "))
    };
    match when.0.as_slice() {
        [condition] => one(condition),
        conditions => {
            let conditions: Vec<_> = conditions.iter().map(one).collect();
            format!("[{}]", conditions.join(", "))
        }
    }
}

fn or_todo(text: &str, what: &str) -> String {
    match text.trim().is_empty() {
        true => format!("{TODO}: {what}"),
        false => text.to_owned(),
    }
}

/// The word of a unit variant in data.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn section(out: &mut String, name: &str) {
    let _ = writeln!(out, "\n{name}");
}

fn key(out: &mut String, name: &str, value: &str) {
    line(out, name, &quoted(value));
}

fn optional(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        key(out, name, value);
    }
}

fn line(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "{name} = {value}");
}

fn one_or_many(texts: &[String]) -> String {
    match texts {
        [one] => quoted(one),
        texts => many(texts),
    }
}

fn many(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A key, quoted where TOML wants it.
fn bare(id: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    match !id.is_empty() && id.bytes().all(plain) {
        true => id.to_owned(),
        false => quoted(id),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

impl Procedure {
    /// A procedure of which nothing but the code is known.
    pub fn empty(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            name: String::new(),
            field: String::new(),
            kind: Kind::New,
            guided: false,
            version: String::new(),
            effective_from: None,
            effective_to: None,
            ended: None,
            basis: Vec::new(),
            authority: None,
            url: None,
            limits: Vec::new(),
            extend: None,
            produces: Vec::new(),
            reissues: Vec::new(),
            result_holder: None,
            exchange_same_day: false,
            fee_text: None,
            questions: Vec::new(),
            requirements: Vec::new(),
            not_asked: Vec::new(),
            refusals: Vec::new(),
            plain: None,
        }
    }
}
