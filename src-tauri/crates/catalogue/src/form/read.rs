//! Text and JSON into the form. A missing key is an empty field; an unknown one is refused, so that
//! nothing of a text is lost unseen.

use super::{
    EndedForm, FeeForm, LimitForm, NotAskedForm, PaperForm, ProcedureForm, QuestionForm,
    RefusalForm, RequirementForm,
};
use crate::{
    authored::{OneOrMany, syntax},
    finding::Finding,
    model::{Choice, EvidenceType, Holder, Kind, PlainWords, When},
};
use motcua_text::nfc;
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

impl ProcedureForm {
    /// Reads an authored text, whole or half-done. It is brought to composed Unicode first.
    ///
    /// # Errors
    /// What is not TOML, a key that the format does not have, a value of the wrong type.
    pub fn read(file: &str, text: &str) -> Result<Self, Finding> {
        let text = nfc(text);
        let raw: Raw = toml::from_str(&text).map_err(|error| syntax(file, &text, &error))?;
        Ok(raw.into())
    }
}

/// As the text has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    field: String,
    kind: Option<Kind>,
    #[serde(default, deserialize_with = "day")]
    effective_from: String,
    #[serde(default, deserialize_with = "day")]
    effective_to: String,
    ended: Option<EndedForm>,
    #[serde(default)]
    basis: OneOrMany,
    #[serde(default)]
    authority: String,
    #[serde(default)]
    url: String,
    limit: Option<String>,
    #[serde(default)]
    limit_basis: String,
    #[serde(default)]
    limit_note: String,
    #[serde(default)]
    limit_when: Vec<LimitForm>,
    #[serde(default)]
    extend: String,
    #[serde(default)]
    produces: OneOrMany,
    #[serde(default)]
    reissues: OneOrMany,
    result_holder: Option<Holder>,
    #[serde(default)]
    exchange_same_day: bool,
    plain: Option<PlainWords>,
    #[serde(default)]
    question: Vec<QuestionForm>,
    #[serde(default)]
    requirement: Vec<RequirementForm>,
    #[serde(default)]
    refusal: Vec<RefusalForm>,
    #[serde(default)]
    not_asked: Vec<NotAskedForm>,
    #[serde(default)]
    fee: Vec<FeeForm>,
    #[serde(default)]
    evidence: Vec<EvidenceType>,
}

impl From<Raw> for ProcedureForm {
    fn from(raw: Raw) -> Self {
        let mut limits = raw.limit_when;
        let plain = raw.limit.unwrap_or_default();
        if !plain.is_empty() || !raw.limit_basis.is_empty() || !raw.limit_note.is_empty() {
            limits.push(LimitForm {
                when: When::default(),
                limit: plain,
                basis: raw.limit_basis,
                note: raw.limit_note,
            });
        }
        Self {
            code: raw.code,
            name: raw.name,
            field: raw.field,
            kind: raw.kind.unwrap_or(Kind::New),
            effective_from: raw.effective_from,
            effective_to: raw.effective_to,
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
            plain: raw.plain,
            questions: raw.question,
            requirements: raw.requirement,
            refusals: raw.refusal,
            not_asked: raw.not_asked,
            fees: raw.fee,
            evidence: raw.evidence,
        }
    }
}

/// A day as TOML's own or as text.
pub(super) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Toml(toml::value::Datetime),
    }
    Ok(match Written::deserialize(from)? {
        Written::Text(text) => text,
        Written::Toml(date) => date.to_string(),
    })
}

/// One text or several.
pub(super) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(OneOrMany::deserialize(from)?.0)
}

/// `{ id = "text" }` as authored, or `[{ "id", "text" }]` as the window has it.
pub(super) fn options<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Choice>, D::Error> {
    struct Options;
    impl<'de> Visitor<'de> for Options {
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
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<Choice>, A::Error> {
            let mut choices = Vec::new();
            while let Some(choice) = seq.next_element()? {
                choices.push(choice);
            }
            Ok(choices)
        }
    }
    from.deserialize_any(Options)
}

impl<'de> Deserialize<'de> for PaperForm {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            evidence: String,
            original: Option<u32>,
            copy: Option<u32>,
            #[serde(default)]
            form: String,
            #[serde(default)]
            note: String,
        }
        struct Paper;
        impl<'de> Visitor<'de> for Paper {
            type Value = PaperForm;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an evidence id or a table of a paper")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<PaperForm, E> {
                Ok(PaperForm {
                    evidence: id.to_owned(),
                    original: 1,
                    copy: 0,
                    form: String::new(),
                    note: String::new(),
                })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PaperForm, A::Error> {
                let full = Full::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let copy = full.copy.unwrap_or(0);
                Ok(PaperForm {
                    evidence: full.evidence,
                    // Who names copies only means copies only.
                    original: full.original.unwrap_or(u32::from(copy == 0)),
                    copy,
                    form: full.form,
                    note: full.note,
                })
            }
        }
        from.deserialize_any(Paper)
    }
}
