//! What happens in a life, and the procedures it brings in order: `data/life-events.toml`.

use crate::{
    Catalogue,
    authored::{line_of, syntax},
    finding::{Finding, Rule},
    model::{Procedure, Requirement},
    source::{Files, Parts},
};
use motcua_fault::{Code, OrFault, Result};
use motcua_text::{fold, nfc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use ts_rs::TS;

/// Path of the file below `data/`.
pub const FILE: &str = "life-events.toml";
/// A step says why in at most so many words: it is read aloud.
const MOST_WORDS: usize = 30;

/// One thing that happens, and what to do after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    /// Unique.
    pub id: String,
    /// As people would head it.
    pub name: String,
    /// Other ways people say it.
    pub say: Vec<String>,
    /// In the order in which they are best done.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// One thing to do: a procedure, or a service that is received elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Code of a procedure.
    #[serde(default)]
    pub code: Option<String>,
    /// Id of a referral.
    #[serde(default)]
    pub referral: Option<String>,
    /// One plain sentence: who needs it and what for.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Authored {
    #[serde(default)]
    event: Vec<Spanned<LifeEvent>>,
}

fn parse(text: &str) -> std::result::Result<Vec<Spanned<LifeEvent>>, Finding> {
    toml::from_str::<Authored>(text)
        .map(|read| read.event)
        .map_err(|error| syntax(FILE, text, &error))
}

impl LifeEvent {
    /// The bundled ones, in the order of the file; none when the catalogue carries none.
    ///
    /// # Errors
    /// `DAMAGED` when the file cannot be read.
    pub fn bundled(catalogue: &Catalogue) -> Result<Vec<Self>> {
        let Some(text) = catalogue.file(FILE)? else {
            return Ok(Vec::new());
        };
        parse(&text)
            .map(|read| read.into_iter().map(Spanned::into_inner).collect())
            .or_fault(
                Code::Damaged,
                "Bảng việc trong đời của danh mục bị hỏng. Hãy cài đặt lại Một Cửa.",
            )
    }

    /// What the checker says of the authored file, where there is one.
    pub(crate) fn findings(files: &Files, parts: &Parts) -> Vec<Finding> {
        let Some(text) = files.0.get(FILE) else {
            return Vec::new();
        };
        let mut check = Check {
            text,
            findings: Vec::new(),
        };
        if nfc(text) != *text {
            check.add(
                Rule::NotNfc,
                1,
                "tệp chưa ở dạng Unicode dựng sẵn (NFC)".to_owned(),
            );
        }
        match parse(text) {
            Err(finding) => check.findings.push(finding),
            Ok(events) => check.all(&events, &Known::of(parts)),
        }
        check.findings
    }
}

/// What a step may name.
struct Known<'a> {
    codes: BTreeSet<&'a str>,
    referrals: BTreeSet<&'a str>,
    /// Evidence a guided procedure gives, and evidence none of its cases does without.
    gives: BTreeMap<&'a str, BTreeSet<&'a str>>,
    asks: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Known<'a> {
    fn of(parts: &'a Parts) -> Self {
        let guided = || parts.guided.iter().map(|placed| &placed.value.procedure);
        let listed = parts.listed.iter().map(|placed| placed.value.code.as_str());
        Self {
            codes: guided().map(|p| p.code.as_str()).chain(listed).collect(),
            referrals: parts
                .referrals
                .iter()
                .map(|placed| placed.value.id.as_str())
                .collect(),
            gives: guided()
                .map(|p| {
                    let all = p.produces.iter().chain(&p.reissues);
                    (p.code.as_str(), all.map(String::as_str).collect())
                })
                .collect(),
            asks: guided()
                .map(|p| (p.code.as_str(), always_asked(p)))
                .collect(),
        }
    }

    /// Whether `later` gives a paper that `earlier` cannot do without, and not the other way round too.
    fn wrong_way_round(&self, earlier: &str, later: &str) -> bool {
        let feeds = |from: &str, to: &str| match (self.gives.get(from), self.asks.get(to)) {
            (Some(gives), Some(asks)) => !gives.is_disjoint(asks),
            _ => false,
        };
        feeds(later, earlier) && !feeds(earlier, later)
    }
}

/// Papers that no case of a procedure does without.
fn always_asked(procedure: &Procedure) -> BTreeSet<&str> {
    let always = |r: &&Requirement| r.when.is_always() && r.or_when.is_empty();
    let only = |r: &'_ Requirement| r.any_of.len() == 1;
    procedure
        .requirements
        .iter()
        .filter(|r| always(r) && only(r))
        .flat_map(|r| r.any_of.iter().flatten())
        .map(|paper| paper.evidence.as_str())
        .collect()
}

struct Check<'a> {
    text: &'a str,
    findings: Vec<Finding>,
}

impl Check<'_> {
    fn add(&mut self, rule: Rule, line: usize, message: String) {
        self.findings.push(Finding::new(rule, FILE, line, message));
    }

    fn all(&mut self, events: &[Spanned<LifeEvent>], known: &Known) {
        let (mut ids, mut said) = (BTreeSet::new(), BTreeSet::new());
        for placed in events {
            let line = line_of(self.text, placed.span().start);
            let event = placed.get_ref();
            if !ids.insert(event.id.as_str()) {
                self.add(
                    Rule::Duplicate,
                    line,
                    format!("id “{}” dùng hai lần", event.id),
                );
            }
            if event.steps.is_empty() || event.say.is_empty() {
                self.add(
                    Rule::Syntax,
                    line,
                    "mỗi việc phải có ít nhất một cách nói và một bước".to_owned(),
                );
            }
            for phrase in event.say.iter().chain([&event.name]) {
                if fold(phrase).is_empty() {
                    self.add(
                        Rule::Syntax,
                        line,
                        "cách nói không được để trống".to_owned(),
                    );
                } else if !said.insert(phrase.to_lowercase()) {
                    self.add(
                        Rule::Duplicate,
                        line,
                        format!("“{phrase}” được ghi hai lần"),
                    );
                }
            }
            self.steps(event, line, known);
        }
    }

    fn steps(&mut self, event: &LifeEvent, line: usize, known: &Known) {
        let mut before: Vec<&str> = Vec::new();
        for (at, step) in event.steps.iter().enumerate() {
            let words = step.why.split_whitespace().count();
            if words == 0 || words > MOST_WORDS || !step.why.trim_end().ends_with('.') {
                self.add(
                    Rule::TooLong,
                    line,
                    format!(
                        "bước {}: “why” phải là một câu ngắn, không quá {MOST_WORDS} chữ, có dấu chấm",
                        at + 1
                    ),
                );
            }
            let (what, there) = match (&step.code, &step.referral) {
                (Some(code), None) => (code, known.codes.contains(code.as_str())),
                (None, Some(id)) => (id, known.referrals.contains(id.as_str())),
                _ => {
                    self.add(
                        Rule::Syntax,
                        line,
                        format!("bước {}: ghi một trong hai, “code” hoặc “referral”", at + 1),
                    );
                    continue;
                }
            };
            if !there {
                self.add(
                    Rule::UnknownId,
                    line,
                    format!("bước {}: không có “{what}” trong danh mục", at + 1),
                );
            }
            if before.contains(&what.as_str()) {
                self.add(
                    Rule::Duplicate,
                    line,
                    format!("“{what}” đứng hai lần trong một việc"),
                );
            }
            for earlier in &before {
                if known.wrong_way_round(earlier, what) {
                    self.add(
                        Rule::Order,
                        line,
                        format!("{what} cho giấy mà {earlier} cần, nên phải đứng trước {earlier}"),
                    );
                }
            }
            before.push(what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn findings(events: &str) -> Vec<(Rule, usize)> {
        let mut files = BTreeMap::new();
        files.insert(FILE.to_owned(), events.to_owned());
        let listed = "field = \"Hộ tịch\"\n[[procedure]]\ncode = \"1.000001\"\nname = \"Một\"\nkind = \"new\"\n";
        files.insert(
            "catalogue/ho-tich/listed.toml".to_owned(),
            listed.to_owned(),
        );
        let files = Files(files);
        let parts = Parts::read(&files);
        assert_eq!(parts.listed.len(), 1, "{:?}", parts.findings);
        LifeEvent::findings(&files, &parts)
            .into_iter()
            .map(|finding| (finding.rule, finding.line))
            .collect()
    }

    const GOOD: &str = "[[event]]\nid = \"a\"\nname = \"A\"\nsay = [\"b\"]\n[[event.step]]\ncode = \"1.000001\"\nwhy = \"Làm trước.\"\n";

    #[test]
    fn what_is_right_is_not_complained_of_and_each_fault_has_its_line() {
        assert_eq!(findings(GOOD), []);
        for (was, is, rule) in [
            ("1.000001", "1.000002", Rule::UnknownId),
            ("code", "referral", Rule::UnknownId),
            ("code = \"1.000001\"\n", "", Rule::Syntax),
            ("Làm trước.", "Làm trước", Rule::TooLong),
            ("[\"b\"]", "[\"a\"]", Rule::Duplicate),
            ("[\"b\"]", "[\" \"]", Rule::Syntax),
            ("id", "nope", Rule::Syntax),
        ] {
            let found = findings(&GOOD.replacen(was, is, 1));
            assert_eq!(found.first().map(|f| f.0), Some(rule), "{was} → {is}");
        }
        let twice = format!("{GOOD}{GOOD}");
        assert_eq!(findings(&twice)[0], (Rule::Duplicate, 8));
        let decomposed = GOOD.replace("Làm", "La\u{300}m");
        assert_eq!(findings(&decomposed)[0].0, Rule::NotNfc);
    }
}
