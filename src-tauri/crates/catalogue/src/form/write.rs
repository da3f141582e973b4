//! The form into an authored text, and which line belongs to which part of the form.

use super::{
    FeeForm, LimitForm, PaperForm, ProcedureForm, QuestionForm, RequirementForm,
    toml_text::{array, day, key, one_or_many, quoted, table, when},
};
use crate::{
    fee::Per,
    model::{EvidenceType, Holder, Kind, Need, When},
};
use serde::Serialize;
use ts_rs::TS;

/// The text of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The authored text.
    pub text: String,
    /// By line, ascending.
    pub places: Vec<Place>,
}

/// From which line on a part of the form stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// A key of the form (`name`), or of a list with its position from 0 (`questions.2`).
    pub at: String,
}

impl Written {
    /// The part of the form that a line belongs to.
    pub fn place_of(&self, line: usize) -> &str {
        self.places
            .iter()
            .rev()
            .find(|place| place.line <= line)
            .map_or("code", |place| place.at.as_str())
    }
}

impl ProcedureForm {
    /// As an authored text, in the house's order of keys. A key nothing was entered for is left out,
    /// so the checker asks for it.
    pub fn write(&self) -> Written {
        let mut out = Out::default();
        out.text("code", &self.code);
        out.text("name", &self.name);
        out.text("field", &self.field);
        out.put("kind", quoted(kind_word(self.kind)));
        out.day("effective_from", &self.effective_from);
        out.day("effective_to", &self.effective_to);
        if let Some(ended) = &self.ended {
            let successors = array(ended.successors.iter().map(|code| quoted(code)));
            let items = [("by", quoted(&ended.by)), ("successors", successors)];
            out.put(
                "ended",
                table(items.map(|(key, text)| (key.to_owned(), text))),
            );
        }
        if !self.basis.is_empty() {
            out.put("basis", array(self.basis.iter().map(|text| quoted(text))));
        }
        out.text("authority", &self.authority);
        out.text("url", &self.url);
        // The plain limit is the last rule and holds for every case.
        let (plain, some) = match self.limits.split_last() {
            Some((last, before)) if last.when.is_always() => (Some(last), before),
            _ => (None, self.limits.as_slice()),
        };
        if let Some(limit) = plain {
            out.place(format!("limits.{}", some.len()));
            out.bare_text("limit", &limit.limit);
            out.bare_text("limit_basis", &limit.basis);
            out.bare_text("limit_note", &limit.note);
        }
        out.text("extend", &self.extend);
        if !self.produces.is_empty() {
            out.put("produces", one_or_many(&self.produces));
        }
        if !self.reissues.is_empty() {
            out.put("reissues", one_or_many(&self.reissues));
        }
        if let Some(holder) = self.result_holder {
            out.put("result_holder", quoted(holder_word(holder)));
        }
        if self.exchange_same_day {
            out.put("exchange_same_day", "true".to_owned());
        }
        for (position, limit) in some.iter().enumerate() {
            out.part("[[limit_when]]", format!("limits.{position}"));
            out.limit(limit);
        }
        if let Some(plain) = &self.plain {
            out.part("[plain]", "plain".to_owned());
            out.line("purpose", quoted(&plain.purpose));
            out.line("bring", quoted(&plain.bring));
            out.line("next", quoted(&plain.next));
        }
        for (position, question) in self.questions.iter().enumerate() {
            out.part("[[question]]", format!("questions.{position}"));
            out.question(question);
        }
        for (position, requirement) in self.requirements.iter().enumerate() {
            out.part("[[requirement]]", format!("requirements.{position}"));
            out.requirement(requirement);
        }
        for (position, refusal) in self.refusals.iter().enumerate() {
            out.part("[[refusal]]", format!("refusals.{position}"));
            out.when(&refusal.when);
            out.line("reason", quoted(&refusal.reason));
            out.line("basis", one_or_many(&refusal.basis));
            out.bare_text("go_to", &refusal.go_to);
        }
        for (position, not_asked) in self.not_asked.iter().enumerate() {
            out.part("[[not_asked]]", format!("not_asked.{position}"));
            out.line("official", one_or_many(&not_asked.official));
            out.line("because", quoted(&not_asked.because));
        }
        for (position, fee) in self.fees.iter().enumerate() {
            out.part("[[fee]]", format!("fees.{position}"));
            out.fee(fee);
        }
        for (position, paper) in self.evidence.iter().enumerate() {
            out.part("[[evidence]]", format!("evidence.{position}"));
            out.evidence(paper);
        }
        out.done()
    }
}

#[derive(Default)]
struct Out {
    lines: Vec<String>,
    places: Vec<Place>,
}

impl Out {
    fn place(&mut self, at: String) {
        self.places.push(Place {
            line: self.lines.len() + 1,
            at,
        });
    }

    fn line(&mut self, name: &str, value: String) {
        self.lines.push(format!("{name} = {value}"));
    }

    /// A key of the procedure itself: a place of its own.
    fn put(&mut self, name: &str, value: String) {
        self.place(name.to_owned());
        self.line(name, value);
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, quoted(text));
        }
    }

    fn day(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.put(name, day(text));
        }
    }

    /// A key within a part.
    fn bare_text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.line(name, quoted(text));
        }
    }

    fn part(&mut self, head: &str, at: String) {
        self.lines.push(String::new());
        self.place(at);
        self.lines.push(head.to_owned());
    }

    fn when(&mut self, cases: &When) {
        if !cases.is_always() {
            self.line("when", when(cases));
        }
    }

    fn limit(&mut self, limit: &LimitForm) {
        // The format wants its cases named, even where none are left.
        self.line("when", when(&limit.when));
        self.line("limit", quoted(&limit.limit));
        self.bare_text("basis", &limit.basis);
        self.bare_text("note", &limit.note);
    }

    fn question(&mut self, question: &QuestionForm) {
        self.line("id", quoted(&question.id));
        self.line("ask", quoted(&question.ask));
        self.when(&question.when);
        let options = question
            .options
            .iter()
            .map(|option| (key(&option.id), quoted(&option.text)));
        self.line("options", table(options));
        self.bare_text("help", &question.help);
    }

    fn requirement(&mut self, requirement: &RequirementForm) {
        self.line("id", quoted(&requirement.id));
        self.line("name", quoted(&requirement.name));
        self.line("need", quoted(need_word(requirement.need)));
        if let Some(holder) = requirement.holder {
            self.line("holder", quoted(holder_word(holder)));
        }
        if !requirement.official.is_empty() {
            self.line("official", one_or_many(&requirement.official));
        }
        self.when(&requirement.when);
        self.line("any_of", lists(&requirement.any_of));
        if !requirement.or_when.is_empty() {
            let more = requirement.or_when.iter().map(|more| {
                table([
                    ("when".to_owned(), when(&more.when)),
                    ("any_of".to_owned(), lists(&more.any_of)),
                ])
            });
            self.line("or_when", array(more));
        }
        self.bare_text("replaced_by", &requirement.replaced_by);
        if !requirement.basis.is_empty() {
            self.line("basis", one_or_many(&requirement.basis));
        }
        self.bare_text("note", &requirement.note);
    }

    fn fee(&mut self, fee: &FeeForm) {
        self.line("id", quoted(&fee.id));
        self.line("name", quoted(&fee.name));
        if let Some(amount) = fee.amount {
            self.line("amount", amount.to_string());
        }
        if let Some([low, high]) = fee.range {
            self.line("range", format!("[{low}, {high}]"));
        }
        if let Some(pages) = &fee.pages {
            let items = [
                ("first", i64::from(pages.first)),
                ("first_amount", pages.first_amount),
                ("next_amount", pages.next_amount),
                ("cap", pages.cap),
            ];
            let items = items.map(|(key, number)| (key.to_owned(), number.to_string()));
            self.line("pages", table(items));
        }
        let per = match fee.per {
            Per::Case => "case",
            Per::Copy => "copy",
            Per::Person => "person",
        };
        self.line("per", quoted(per));
        if fee.on_request {
            self.line("on_request", "true".to_owned());
        }
        if !fee.channels.is_empty() {
            let channels = fee.channels.iter().map(|one| quoted(one.as_str()));
            self.line("channels", array(channels));
        }
        self.when(&fee.when);
        if !fee.exempt.is_empty() {
            self.line("exempt", array(fee.exempt.iter().map(|one| quoted(one))));
        }
        self.line("basis", quoted(&fee.basis));
        for (name, text) in [("from", &fee.from), ("to", &fee.to)] {
            if !text.is_empty() {
                self.line(name, day(text));
            }
        }
        if fee.to_confirm {
            self.line("to_confirm", "true".to_owned());
        }
    }

    fn evidence(&mut self, paper: &EvidenceType) {
        self.line("id", quoted(&paper.id));
        self.line("name", quoted(&paper.name));
        for (name, texts) in [("also", &paper.also), ("codes", &paper.codes)] {
            if !texts.is_empty() {
                self.line(name, array(texts.iter().map(|text| quoted(text))));
            }
        }
        for (name, text) in [("issuer", &paper.issuer), ("form", &paper.form)] {
            if let Some(text) = text {
                self.line(name, quoted(text));
            }
        }
    }

    fn done(self) -> Written {
        let mut text = self.lines.join("\n");
        text.push('\n');
        Written {
            text,
            places: self.places,
        }
    }
}

fn lists(lists: &[Vec<PaperForm>]) -> String {
    array(lists.iter().map(|list| array(list.iter().map(paper))))
}

fn paper(paper: &PaperForm) -> String {
    let plain = paper.original == 1 && paper.copy == 0;
    if plain && paper.form.is_empty() && paper.note.is_empty() {
        return quoted(&paper.evidence);
    }
    let mut items = vec![("evidence".to_owned(), quoted(&paper.evidence))];
    let implied = u32::from(paper.copy == 0);
    if paper.original != implied {
        items.push(("original".to_owned(), paper.original.to_string()));
    }
    if paper.copy != 0 {
        items.push(("copy".to_owned(), paper.copy.to_string()));
    }
    for (name, text) in [("form", &paper.form), ("note", &paper.note)] {
        if !text.is_empty() {
            items.push((name.to_owned(), quoted(text)));
        }
    }
    table(items)
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::New => "new",
        Kind::Reissue => "reissue",
        Kind::Exchange => "exchange",
        Kind::Extract => "extract",
        Kind::Confirm => "confirm",
        Kind::Notify => "notify",
        Kind::Change => "change",
    }
}

fn need_word(need: Need) -> &'static str {
    match need {
        Need::File => "file",
        Need::Show => "show",
        Need::Data => "data",
    }
}

fn holder_word(holder: Holder) -> &'static str {
    match holder {
        Holder::Applicant => "applicant",
        Holder::Child => "child",
        Holder::Spouse => "spouse",
        Holder::Parent => "parent",
        Holder::Deceased => "deceased",
        Holder::Other => "other",
    }
}
