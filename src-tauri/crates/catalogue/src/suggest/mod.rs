//! A first draft of a guide from an official record: questions from what the text makes depend on a
//! case, groups from its headings, papers by the names that the catalogue knows. Whatever a person must
//! still say is marked ([`crate::written::TODO`]) and named by the checker.

mod phrase;

use crate::{
    fee::{Amount, FeeRow, Per},
    model::{
        Choice, EvidenceType, Need, NotAsked, Paper, PaperList, Procedure, Question, Requirement,
        When,
    },
    official::Official,
    record::Record,
    written::{TODO, to_toml_with},
};
use chrono::NaiveDate;
use motcua_text::{clean, fold};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Longest part of an official text shown beside a requirement, letters.
const SHOWN: usize = 400;

/// The draft of a record. `fees_known`: the shared tables have fees of this procedure already.
pub fn suggest(
    record: &Record,
    evidence: &BTreeMap<String, EvidenceType>,
    day: NaiveDate,
    fees_known: bool,
) -> String {
    let mut making = Making::new(record, evidence);
    let official = record.official();
    let cases = making.group_question();
    for at in 0..record.components.len() {
        making.component(at, &official, &cases);
    }
    let unread: Vec<String> = making.remarks.clone();
    let mut procedure = Procedure {
        effective_from: Some(day),
        guided: true,
        produces: making.results(),
        questions: making.questions,
        requirements: making.requirements,
        ..record.procedure()
    };
    if !unread.is_empty() {
        procedure.not_asked.push(NotAsked {
            official: unread,
            because: "Tiêu đề hoặc ghi chú của bản công bố; không phải giấy tờ.".to_owned(),
        });
    }
    let fees = match fees_known {
        true => Vec::new(),
        false => fees(record, day),
    };
    let text = to_toml_with(&procedure, &fees, &making.papers);
    with_remarks(&text, record, &procedure, &making.said, &fees, fees_known)
}

struct Making<'a> {
    record: &'a Record,
    /// Folded names of known papers to their ids.
    known: BTreeMap<String, &'a str>,
    taken: BTreeSet<&'a str>,
    questions: Vec<Question>,
    requirements: Vec<Requirement>,
    papers: Vec<EvidenceType>,
    /// Folded text of a requirement to its place.
    places: BTreeMap<String, usize>,
    /// Official text by requirement.
    said: Vec<String>,
    /// Keys of rows that are no papers.
    remarks: Vec<String>,
}

impl<'a> Making<'a> {
    fn new(record: &'a Record, evidence: &'a BTreeMap<String, EvidenceType>) -> Self {
        let mut known = BTreeMap::new();
        for paper in evidence.values() {
            for name in std::iter::once(&paper.name).chain(&paper.also) {
                known.entry(fold(name)).or_insert(paper.id.as_str());
            }
        }
        Self {
            record,
            known,
            taken: evidence.keys().map(String::as_str).collect(),
            questions: Vec::new(),
            requirements: Vec::new(),
            papers: Vec::new(),
            places: BTreeMap::new(),
            said: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Headings that each name a case are one question, its options the headings.
    fn group_question(&mut self) -> BTreeMap<String, When> {
        let mut cases: Vec<(String, String)> = Vec::new();
        for component in self.record.components.iter().filter(|c| !c.note) {
            let Some(group) = &component.group else {
                continue;
            };
            if let Some(case) = phrase::case_of(group)
                && !cases.iter().any(|(known, _)| known == group)
            {
                cases.push((group.clone(), case));
            }
        }
        let distinct: BTreeSet<_> = cases.iter().map(|(_, case)| fold(case)).collect();
        if distinct.len() < 2 {
            // One heading is a case that either holds or does not.
            return cases
                .into_iter()
                .map(|(group, case)| (group, self.yes_or_no(&case)))
                .collect();
        }
        let id = "truong-hop";
        let mut options: Vec<Choice> = Vec::new();
        let mut whens = BTreeMap::new();
        for (group, case) in cases {
            let text = sentence(&case);
            let known = options
                .iter()
                .find(|option| fold(&option.text) == fold(&text));
            let option = match known {
                Some(option) => option.id.clone(),
                None => {
                    let option = unique(&phrase::key(&case, 6), |id| {
                        options.iter().any(|option| option.id == id)
                    });
                    options.push(Choice {
                        id: option.clone(),
                        text,
                    });
                    option
                }
            };
            whens.insert(group, When(vec![[(id.to_owned(), vec![option])].into()]));
        }
        options.push(Choice {
            id: unique("khac", |id| options.iter().any(|option| option.id == id)),
            text: "Trường hợp khác".to_owned(),
        });
        self.questions.push(Question {
            id: id.to_owned(),
            ask: format!("{TODO}: Ông/bà thuộc trường hợp nào?"),
            help: None,
            when: When::default(),
            options,
        });
        whens
    }

    fn yes_or_no(&mut self, case: &str) -> When {
        let holds = |id: &str| When(vec![[(id.to_owned(), vec!["co".to_owned()])].into()]);
        let ask = format!("{TODO}: Có phải {case} không?");
        if let Some(known) = self.questions.iter().find(|q| fold(&q.ask) == fold(&ask)) {
            return holds(&known.id);
        }
        let id = unique(&phrase::key(case, 5), |id| {
            id == "channel" || self.questions.iter().any(|q| q.id == id)
        });
        let choice = |id: &str, text: &str| Choice {
            id: id.to_owned(),
            text: text.to_owned(),
        };
        self.questions.push(Question {
            id: id.clone(),
            ask,
            help: None,
            when: When::default(),
            options: vec![choice("co", "Có"), choice("khong", "Không")],
        });
        holds(&id)
    }

    fn component(&mut self, at: usize, official: &Official, cases: &BTreeMap<String, When>) {
        let (component, key) = (&self.record.components[at], &official.components[at].key);
        let name = phrase::name(&component.text);
        if component.note || name.is_empty() {
            self.remarks.push(key.clone());
            return;
        }
        let group = component.group.as_deref().unwrap_or_default();
        let mut when = cases.get(group).cloned().unwrap_or_default();
        if let Some(case) = phrase::case_of(&component.text) {
            when = joined(when, self.yes_or_no(&case));
        } else if phrase::is_optional(&component.text) {
            when = joined(when, self.yes_or_no(&format!("có {}", lower_first(&name))));
        }
        let folded = fold(&clean(&component.text));
        if let Some(place) = self.places.get(&folded) {
            // Said twice word for word: one requirement, for either case.
            let known = &mut self.requirements[*place];
            known.official.push(key.clone());
            known.when = either(std::mem::take(&mut known.when), when);
            return;
        }
        let need = match phrase::is_shown(group, &component.text) {
            true => Need::Show,
            false => Need::File,
        };
        let any_of = self.alternatives(&name, component.original, component.copy, &component.text);
        let id = unique(&phrase::key(&name, 6), |id| {
            self.requirements.iter().any(|r| r.id == id)
        });
        self.places.insert(folded, self.requirements.len());
        self.said.push(component.text.clone());
        self.requirements.push(Requirement {
            id,
            name,
            need,
            when,
            any_of,
            or_when: Vec::new(),
            holder: None,
            replaced_by: None,
            basis: Vec::new(),
            note: None,
            official: vec![key.clone()],
        });
    }

    fn alternatives(&mut self, name: &str, original: u32, copy: u32, text: &str) -> Vec<PaperList> {
        let mut names = phrase::one_of(text);
        if names.is_empty() {
            names.push(name.to_owned());
        }
        let mut lists: Vec<PaperList> = Vec::new();
        for name in names {
            let evidence = self.paper(&name);
            let paper = |original, copy| Paper {
                evidence: evidence.clone(),
                original,
                copy,
                form: None,
                note: None,
            };
            // Both numbers mostly mean either one.
            let wanted = match (original, copy) {
                (0, copies) => vec![paper(0, copies.max(1))],
                (originals, 0) => vec![paper(originals, 0)],
                (originals, copies) => vec![paper(originals, 0), paper(0, copies)],
            };
            for paper in wanted {
                if !lists.contains(&vec![paper.clone()]) {
                    lists.push(vec![paper]);
                }
            }
        }
        lists
    }

    /// The id of a paper: one that the catalogue knows, or a new one of this procedure's.
    fn paper(&mut self, name: &str) -> String {
        let folded = fold(name);
        if let Some(id) = self.known.get(&folded) {
            return (*id).to_owned();
        }
        if let Some(made) = self.papers.iter().find(|paper| fold(&paper.name) == folded) {
            return made.id.clone();
        }
        let id = unique(&phrase::key(name, 8), |id| {
            self.taken.contains(id) || self.papers.iter().any(|paper| paper.id == id)
        });
        self.papers.push(EvidenceType {
            id: id.clone(),
            name: name.to_owned(),
            also: Vec::new(),
            issuer: None,
            form: None,
            codes: Vec::new(),
        });
        id
    }

    /// Results by the names that the catalogue knows.
    fn results(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for name in &self.record.results {
            if let Some(id) = self.known.get(&fold(name))
                && !ids.iter().any(|known| known == id)
            {
                ids.push((*id).to_owned());
            }
        }
        ids
    }
}

/// Both at once.
fn joined(one: When, other: When) -> When {
    if one.is_always() {
        return other;
    }
    if other.is_always() {
        return one;
    }
    let both = one.0.iter().flat_map(|a| {
        other.0.iter().map(move |b| {
            let mut both = a.clone();
            both.extend(b.clone());
            both
        })
    });
    When(both.collect())
}

/// Either one.
fn either(mut one: When, other: When) -> When {
    if one.is_always() || other.is_always() {
        return When::default();
    }
    for condition in other.0 {
        if !one.0.contains(&condition) {
            one.0.push(condition);
        }
    }
    one
}

fn unique(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = match wanted.trim_matches('-') {
        "" => "muc",
        base => base,
    };
    if !taken(base) {
        return base.to_owned();
    }
    (2..)
        .map(|n: u32| format!("{base}-{n}"))
        .find(|id| !taken(id))
        .unwrap_or_else(|| base.to_owned())
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// One amount that is sure enough to be looked at; anything else a person says.
fn fees(record: &Record, day: NaiveDate) -> Vec<FeeRow> {
    let mut amounts: Vec<_> = record
        .methods
        .iter()
        .filter(|method| !method.cut_short && !method.unsure && !method.set_by_province)
        .flat_map(|method| method.amounts.iter().copied())
        .collect();
    amounts.sort_unstable();
    amounts.dedup();
    let [amount] = amounts.as_slice() else {
        return Vec::new();
    };
    vec![FeeRow {
        id: format!("phi-{}", record.code.replace('.', "-")),
        name: "Phí, lệ phí".to_owned(),
        procedures: vec![record.code.clone()],
        amount: Amount::Fixed(*amount),
        per: Per::Case,
        on_request: false,
        channels: Vec::new(),
        when: When::default(),
        exempt: Vec::new(),
        basis: format!("{TODO}: văn bản quy định mức thu"),
        from: day,
        to: None,
        to_confirm: true,
    }]
}

/// The official words above what was made of them, and what is still missing at the top.
fn with_remarks(
    text: &str,
    record: &Record,
    procedure: &Procedure,
    said: &[String],
    fees: &[FeeRow],
    fees_known: bool,
) -> String {
    let mut out = String::new();
    if procedure.limits.is_empty() {
        let _ = writeln!(
            out,
            "# {TODO}: thời hạn. Thêm dòng như: limit = \"5 working_day\" (same_day: trong ngày)."
        );
    }
    if fees.is_empty() && !fees_known {
        let published = record.fee_text().unwrap_or_else(|| "không rõ".to_owned());
        let _ = writeln!(
            out,
            "# {TODO}: phí, lệ phí (bản công bố: {published}). Thêm một bảng [[fee]]; miễn phí cũng là một dòng, amount = 0, có căn cứ."
        );
    }
    let mut next = 0;
    for line in text.lines() {
        if line == "[[requirement]]" {
            if let Some(words) = said.get(next) {
                let words: String = clean(words).chars().take(SHOWN).collect();
                let _ = writeln!(out, "# Bản công bố: {words}");
            }
            next += 1;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}
