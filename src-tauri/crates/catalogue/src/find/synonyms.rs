//! What people call things: `data/synonyms.toml`, and what this office learned.

use crate::{
    Catalogue,
    authored::syntax,
    finding::{Finding, Rule},
    source::Files,
};
use motcua_fault::{Code, Fault, Result};
use motcua_text::nfc;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// Path of the file below `data/`.
pub const FILE: &str = "synonyms.toml";

/// What sort of name it is; said to the clerk when it found something.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// How people speak.
    #[default]
    Everyday,
    /// An earlier official name of a paper, a unit or a procedure.
    Old,
    /// What happened in someone's life, rather than a name.
    Life,
    /// A usual abbreviation.
    Short,
    /// Searched and then chosen at this counter.
    Learned,
}

/// Words that mean the same wherever they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// What people say or type.
    pub say: Vec<String>,
    /// What titles say; any one of these.
    pub means: Vec<String>,
    /// What sort of name.
    #[serde(default)]
    pub sort: Sort,
}

/// What people call a procedure as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Called {
    /// Codes, the likeliest first.
    pub codes: Vec<String>,
    /// What people say.
    pub say: Vec<String>,
    /// What sort of name.
    #[serde(default)]
    pub sort: Sort,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    /// Words that say nothing about which procedure is wanted (*xin, cho hỏi*).
    #[serde(default)]
    pub filler: Vec<String>,
    /// Words that say little (*giấy, thủ tục*).
    #[serde(default)]
    pub light: Vec<String>,
    /// Words of the same meaning.
    #[serde(default)]
    pub same: Vec<Same>,
    /// Names of procedures.
    #[serde(default)]
    pub called: Vec<Called>,
}

impl Synonyms {
    /// Reads the authored form.
    ///
    /// # Errors
    /// Not TOML, an unknown key, or an empty list.
    pub fn parse(text: &str) -> std::result::Result<Self, Finding> {
        if nfc(text) != text {
            return Err(Finding::new(
                Rule::NotNfc,
                FILE,
                1,
                "tệp chưa ở dạng Unicode dựng sẵn (NFC)",
            ));
        }
        let read: Self = toml::from_str(text).map_err(|error| syntax(FILE, text, &error))?;
        let same = read.same.iter().map(|same| (&same.say, &same.means));
        let called = read
            .called
            .iter()
            .map(|called| (&called.say, &called.codes));
        for (say, what) in same.chain(called) {
            let blank =
                |list: &[String]| list.is_empty() || list.iter().any(|s| s.trim().is_empty());
            if blank(say) || blank(what) {
                return Err(Finding::new(
                    Rule::Syntax,
                    FILE,
                    line_of(text, say.iter().chain(what).find(|s| !s.trim().is_empty())),
                    "mỗi mục phải có ít nhất một cách nói và một nghĩa, không được để trống",
                ));
            }
        }
        Ok(read)
    }

    /// The bundled synonyms, from the file the catalogue carries; none when it carries none.
    ///
    /// # Errors
    /// `DAMAGED` when the catalogue or the file cannot be read.
    pub fn bundled(catalogue: &Catalogue) -> Result<Self> {
        match catalogue.file(FILE)? {
            None => Ok(Self::default()),
            Some(text) => Self::parse(&text).map_err(|finding| {
                Fault::new(
                    Code::Damaged,
                    "Bảng từ đồng nghĩa của danh mục bị hỏng. Hãy cài đặt lại Một Cửa.",
                )
                .because(finding)
            }),
        }
    }

    /// What the checker says of the authored file, where there is one.
    pub(crate) fn findings(files: &Files, codes: &BTreeSet<&str>) -> Vec<Finding> {
        match files.0.get(FILE).map(|text| (text, Self::parse(text))) {
            None => Vec::new(),
            Some((_, Err(finding))) => vec![finding],
            Some((text, Ok(read))) => read.check(text, codes),
        }
    }

    /// Adds what was searched here and then chosen, or what the office wrote down itself.
    pub fn learn(&mut self, phrase: &str, code: &str) {
        self.called.push(Called {
            codes: vec![code.to_owned()],
            say: vec![nfc(phrase)],
            sort: Sort::Learned,
        });
    }

    /// Codes that no procedure has, and phrases that stand twice for the same thing.
    pub fn check(&self, text: &str, codes: &BTreeSet<&str>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for called in &self.called {
            for code in called.codes.iter().filter(|c| !codes.contains(c.as_str())) {
                findings.push(Finding::new(
                    Rule::UnknownId,
                    FILE,
                    line_of(text, Some(code)),
                    format!("không có thủ tục mã {code} trong danh mục"),
                ));
            }
        }
        let mut seen = BTreeSet::new();
        let said = self.called.iter().flat_map(|called| &called.say);
        for phrase in said {
            if !seen.insert(phrase.to_lowercase()) {
                findings.push(Finding::new(
                    Rule::Duplicate,
                    FILE,
                    line_of(text, Some(phrase)),
                    format!("“{phrase}” được ghi hai lần; hãy gộp các mã vào một mục"),
                ));
            }
        }
        findings
    }
}

fn line_of(text: &str, what: Option<&String>) -> usize {
    what.and_then(|what| text.find(&format!("\"{what}\"")))
        .map_or(1, |at| text[..at].matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_read_and_faults_are_named() {
        let text =
            "filler = [\"xin\"]\n[[called]]\ncodes = [\"1.004873\"]\nsay = [\"giấy độc thân\"]\n";
        let read = Synonyms::parse(text).unwrap();
        assert_eq!(read.called[0].sort, Sort::Everyday);
        assert!(read.check(text, &["1.004873"].into()).is_empty());
        let findings = read.check(text, &BTreeSet::new());
        assert_eq!((findings[0].rule, findings[0].line), (Rule::UnknownId, 3));

        assert_eq!(
            Synonyms::parse("[[called]]\ncodes = []\nsay = [\"x\"]\n")
                .unwrap_err()
                .rule,
            Rule::Syntax
        );
        assert!(Synonyms::parse("[[calle]]\n").is_err());
        assert_eq!(
            Synonyms::parse("filler = [\"xin che\u{302}\"]")
                .unwrap_err()
                .rule,
            Rule::NotNfc
        );
    }

    #[test]
    fn a_phrase_in_two_places_is_found() {
        let text = "[[called]]\ncodes = [\"a\"]\nsay = [\"sao y\"]\n[[called]]\ncodes = [\"b\"]\nsay = [\"Sao y\"]\n";
        let read = Synonyms::parse(text).unwrap();
        let findings = read.check(text, &["a", "b"].into());
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule, Rule::Duplicate);
    }
}
