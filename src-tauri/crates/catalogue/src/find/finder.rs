//! The finder: built once, asked on every key.

use super::{
    Hit, Synonyms, Usage, because,
    code::{Codes, Found},
    index::{DocId, Index},
    lexicon::Lexicon,
    rank::{Fit, Room, fits},
    reading::{MOST_WORDS, Reader, Token},
    rough::Rough,
    words::words,
};
use crate::{Catalogue, Entry};
use motcua_fault::Result;
use std::collections::{BTreeMap, BTreeSet};

/// What a guided procedure gains over a listed one.
const GUIDED: f64 = 0.06;
/// What a procedure gains at most from having been chosen here often.
const CHOSEN: f64 = 0.06;
/// What is left of the score of a procedure that is no longer in force.
const ENDED: f64 = 0.6;
/// Below this the query has hardly anything in common with the text.
const LEAST: f64 = 0.22;
/// Below this the words as typed found little, and slips between real words are looked for.
const WEAK: f32 = 0.8;
/// Below this no word explains the query, and letters are compared.
const HOPELESS: f32 = 0.5;
/// What likeness of letters is worth beside a word found.
const LETTERS: f32 = 0.75;

/// Finds procedures. Immutable; build it once and share it.
pub struct Finder {
    entries: Vec<Entry>,
    ended: Vec<bool>,
    by_code: BTreeMap<String, u32>,
    index: Index,
    rough: Rough,
    lexicon: Lexicon,
    codes: Codes,
}

/// Why an entry is among the hits so far.
enum Why {
    Code(Found),
    Text { reading: usize, doc: DocId },
    Letters(DocId),
}

impl Finder {
    /// Indexes the list of procedures. Synonyms for codes that are not in it are left out.
    pub fn new(entries: &[Entry], synonyms: &Synonyms) -> Self {
        let index = Index::new(entries, synonyms);
        let lexicon = Lexicon::new(synonyms, &index.terms);
        Self {
            ended: vec![false; entries.len()],
            by_code: entries
                .iter()
                .enumerate()
                .map(|(at, entry)| (entry.code.clone(), at as u32))
                .collect(),
            rough: Rough::new(&index),
            index,
            lexicon,
            codes: Codes::new(entries),
            entries: entries.to_vec(),
        }
    }

    /// The finder of a catalogue with its bundled synonyms.
    ///
    /// # Errors
    /// `DAMAGED` when the catalogue cannot be read.
    pub fn of(catalogue: &Catalogue) -> Result<Self> {
        Ok(Self::new(
            &catalogue.list()?,
            &Synonyms::bundled(catalogue)?,
        ))
    }

    /// The same finder, with these codes no longer in force on the day it is used: they are still
    /// found, after those that are.
    #[must_use]
    pub fn ended(mut self, codes: &BTreeSet<String>) -> Self {
        for (entry, ended) in self.entries.iter().zip(&mut self.ended) {
            *ended = codes.contains(&entry.code);
        }
        self
    }

    /// At most `limit` procedures for what was typed, best first. The same input gives the same
    /// answer; a larger limit only adds at the end. Nothing typed finds nothing.
    pub fn find(&self, query: &str, limit: usize, usage: &Usage) -> Vec<Hit> {
        let mut best: BTreeMap<u32, (f64, Why)> = BTreeMap::new();
        let favour = self.favour(usage);
        for (at, score, found) in self.codes.find(query) {
            best.insert(at, (score + favour[at as usize], Why::Code(found)));
        }
        let reader = Reader {
            index: &self.index,
            lexicon: &self.lexicon,
        };
        let mut readings = reader.read(query);
        let mut room = Room::new(&self.index);
        let mut strongest = 0.0f32;
        for (at, tokens) in readings.iter().enumerate() {
            let found = fits(&self.index, tokens, &mut room, |doc| {
                self.first(doc, &favour)
            });
            let text = |doc| Why::Text { reading: at, doc };
            strongest = strongest.max(self.keep(found, text, &favour, &mut best));
        }
        if strongest < WEAK && !readings.is_empty() {
            let mut wide = readings[0].clone();
            reader.widen(&mut wide);
            let found = fits(&self.index, &wide, &mut room, |doc| {
                self.first(doc, &favour)
            });
            readings.push(wide);
            let reading = readings.len() - 1;
            let text = |doc| Why::Text { reading, doc };
            strongest = strongest.max(self.keep(found, text, &favour, &mut best));
        }
        if strongest < HOPELESS && best.values().all(|(_, why)| !matches!(why, Why::Code(_))) {
            let typed: String = words(query, MOST_WORDS)
                .iter()
                .map(|word| word.folded.as_str())
                .collect();
            let found = self.rough.find(&self.index, &typed);
            let found = found.into_iter().map(|(doc, alike)| Fit {
                doc,
                score: alike * LETTERS,
            });
            self.keep(found, Why::Letters, &favour, &mut best);
        }
        self.hits(best, &readings, limit)
    }

    fn first(&self, doc: DocId, favour: &[f64]) -> f32 {
        favour[self.index.targets_of(doc)[0] as usize] as f32
    }

    /// Keeps, for each entry, its best text. The best fit is returned.
    fn keep(
        &self,
        found: impl IntoIterator<Item = Fit>,
        why: impl Fn(DocId) -> Why,
        favour: &[f64],
        best: &mut BTreeMap<u32, (f64, Why)>,
    ) -> f32 {
        let mut strongest = 0.0f32;
        for fit in found {
            strongest = strongest.max(fit.score);
            for (rank, at) in self.index.targets_of(fit.doc).iter().enumerate() {
                let place = *at as usize;
                let later = 1.0 - 0.04 * rank.min(6) as f64;
                let valid = if self.ended[place] { ENDED } else { 1.0 };
                let score = f64::from(fit.score) * later * valid;
                if score < LEAST {
                    continue;
                }
                let score = score + favour[place];
                if best.get(at).is_none_or(|(before, _)| score > *before) {
                    best.insert(*at, (score, why(fit.doc)));
                }
            }
        }
        strongest
    }

    /// What each entry gains whatever was typed.
    fn favour(&self, usage: &Usage) -> Vec<f64> {
        let mut favour: Vec<f64> = self
            .entries
            .iter()
            .map(|entry| if entry.guided { GUIDED } else { 0.0 })
            .collect();
        for (code, times) in usage {
            if let Some(at) = self.by_code.get(code) {
                let often = (f64::from(*times) + 1.0).ln() / 101f64.ln();
                favour[*at as usize] += if *times == 0 {
                    0.0
                } else {
                    CHOSEN * (0.4 + 0.6 * often.min(1.0))
                };
            }
        }
        favour
    }

    fn hits(
        &self,
        best: BTreeMap<u32, (f64, Why)>,
        readings: &[Vec<Token>],
        limit: usize,
    ) -> Vec<Hit> {
        let mut order: Vec<(u32, f64, Why)> = best
            .into_iter()
            .map(|(at, (score, why))| (at, score, why))
            .collect();
        let code = |at: u32| &self.entries[at as usize].code;
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| code(a.0).cmp(code(b.0))));
        order
            .into_iter()
            .take(limit)
            .map(|(at, score, why)| {
                let entry = &self.entries[at as usize];
                Hit {
                    code: entry.code.clone(),
                    name: entry.name.clone(),
                    field: entry.field.clone(),
                    kind: entry.kind,
                    guided: entry.guided,
                    score,
                    because: match why {
                        Why::Code(found) => because::code(&entry.code, found),
                        Why::Text { reading, doc } => {
                            because::text(&self.index, &self.lexicon, &readings[reading], doc)
                        }
                        Why::Letters(doc) => because::letters(&self.index, doc),
                    },
                }
            })
            .collect()
    }

    /// Bytes of memory the index holds, without the titles themselves.
    pub fn size(&self) -> usize {
        self.index.size() + self.rough.size() + self.codes.size() + self.by_code.len() * 48
    }
}
