//! The texts that are searched: each title, each way people call a procedure, each field; and where
//! each word and each run of initials stands.

use super::{
    Synonyms,
    synonyms::Sort,
    terms::{TermId, Terms},
    words::{Word, words},
};
use crate::Entry;
use std::{cmp::Ordering, collections::BTreeMap, ops::Range};

/// Words of one text that are looked at; the longest official title has about 160.
const LONGEST: usize = 200;
/// Longest run of initials that is compared.
const LONGEST_RUN: usize = 10;

pub(crate) type DocId = u32;

/// What a text is to its procedures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Title,
    Called(Sort),
    Field,
}

pub(crate) struct Doc {
    pub source: Source,
    /// Places in `targets`.
    targets: Range<u32>,
    /// Places in `words`.
    words: Range<u32>,
    /// Sum of the weights of its words.
    pub weight: f32,
}

pub(crate) struct Index {
    pub terms: Terms,
    pub docs: Vec<Doc>,
    /// Entries a text leads to, the likeliest first.
    targets: Vec<u32>,
    /// All texts, word after word.
    words: Vec<TermId>,
    /// First letter of each word, beside `words`.
    initials: Vec<u8>,
    /// How much each word counts in its text, beside `words`.
    hefts: Vec<f32>,
    /// The text of each word, beside `words`.
    doc_of: Vec<DocId>,
    /// Places in `words` sorted by the initials that follow.
    runs: Vec<u32>,
    /// Texts by term.
    postings: Vec<DocId>,
    starts: Vec<u32>,
    /// How rare each folded form is.
    idf: Vec<f32>,
}

impl Index {
    pub(crate) fn new(entries: &[Entry], synonyms: &Synonyms) -> Self {
        let mut raw: Vec<Raw> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let (name, asides) = title(&entry.name);
            raw.push(Raw {
                source: Source::Title,
                targets: vec![at as u32],
                words: name,
                asides,
            });
        }
        let by_code: BTreeMap<&str, u32> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.code.as_str(), at as u32))
            .collect();
        for called in &synonyms.called {
            let targets: Vec<u32> = called
                .codes
                .iter()
                .filter_map(|code| by_code.get(code.as_str()).copied())
                .collect();
            if targets.is_empty() {
                continue;
            }
            for say in &called.say {
                raw.push(Raw {
                    source: Source::Called(called.sort),
                    targets: targets.clone(),
                    words: words(say, LONGEST),
                    asides: Vec::new(),
                });
            }
        }
        let mut fields: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            fields.entry(&entry.field).or_default().push(at as u32);
        }
        for (field, mut targets) in fields {
            targets.sort_by_key(|at| !entries[*at as usize].guided);
            raw.push(Raw {
                source: Source::Field,
                targets,
                words: words(field, LONGEST),
                asides: Vec::new(),
            });
        }
        raw.retain(|text| !text.words.is_empty());
        let said = said_words(synonyms);
        let (terms, ids) = Terms::new(raw.iter().flat_map(|text| &text.words).chain(said.iter()));
        Self::fill(terms, &ids, raw)
    }

    fn fill(terms: Terms, ids: &BTreeMap<(String, String), TermId>, raw: Vec<Raw>) -> Self {
        let mut index = Self {
            docs: Vec::with_capacity(raw.len()),
            targets: Vec::new(),
            words: Vec::new(),
            initials: Vec::new(),
            hefts: Vec::new(),
            doc_of: Vec::new(),
            runs: Vec::new(),
            postings: Vec::new(),
            starts: Vec::new(),
            idf: vec![0.0; terms.folds()],
            terms,
        };
        let mut pairs: Vec<(TermId, DocId)> = Vec::new();
        for (doc, text) in raw.into_iter().enumerate() {
            let from = index.words.len() as u32;
            for (place, word) in text.words.into_iter().enumerate() {
                // Long titles say what they are about at their beginning, and remarks in brackets last.
                let late = 1.0 + 0.2 * place.saturating_sub(7) as f32;
                let aside = text.asides.iter().any(|range| range.contains(&place));
                let initial = word.folded.bytes().next().unwrap_or(b' ');
                let term = ids[&(word.folded.clone(), word.toned)];
                let again = index.words[from as usize..].contains(&term);
                let share = if aside || again { ASIDE } else { 1.0 };
                index.hefts.push(share / late);
                index.initials.push(initial);
                index.doc_of.push(doc as DocId);
                index.words.push(term);
                pairs.push((term, doc as DocId));
            }
            let first = index.targets.len() as u32;
            index.targets.extend(text.targets);
            index.docs.push(Doc {
                source: text.source,
                targets: first..index.targets.len() as u32,
                words: from..index.words.len() as u32,
                weight: 0.0,
            });
        }
        pairs.sort_unstable();
        pairs.dedup();
        index.starts = (0..=index.terms.len() as TermId)
            .map(|term| pairs.partition_point(|(t, _)| *t < term) as u32)
            .collect();
        index.postings = pairs.iter().map(|(_, doc)| *doc).collect();
        index.weigh(&pairs);
        index.sort_runs();
        index
    }

    fn weigh(&mut self, pairs: &[(TermId, DocId)]) {
        let mut texts: Vec<(u32, DocId)> = pairs
            .iter()
            .map(|(term, doc)| (self.terms.fold_of(*term) as u32, *doc))
            .collect();
        texts.sort_unstable();
        texts.dedup();
        for (fold, _) in texts {
            self.idf[fold as usize] += 1.0;
        }
        let all = self.docs.len() as f32;
        for count in &mut self.idf {
            *count = (1.0 + all / count.max(1.0)).ln();
        }
        for at in 0..self.docs.len() {
            let doc = at as DocId;
            let range = self.docs[at].words.clone();
            for place in range.clone() {
                self.hefts[place as usize] *= self.idf(self.words[place as usize]);
            }
            self.docs[at].weight = (0..range.len())
                .map(|place| self.heft(doc, place))
                .sum::<f32>()
                .max(0.1);
        }
    }

    fn sort_runs(&mut self) {
        // What people say is abbreviated as a whole; titles in any part.
        let may_begin = |at: u32| {
            let doc = &self.docs[self.doc_of[at as usize] as usize];
            doc.source == Source::Title || doc.words.start == at
        };
        let mut runs: Vec<u32> = (0..self.words.len() as u32)
            .filter(|at| self.initials[*at as usize].is_ascii_alphanumeric() && may_begin(*at))
            .collect();
        runs.sort_by(|a, b| self.run(*a).cmp(self.run(*b)).then(a.cmp(b)));
        self.runs = runs;
    }

    /// The initials from a place to the end of its text.
    fn run(&self, at: u32) -> &[u8] {
        let end = self.docs[self.doc_of[at as usize] as usize].words.end;
        &self.initials[at as usize..(end as usize).min(at as usize + LONGEST_RUN)]
    }

    /// Places (text, position in it) where words with these initials stand in a row.
    pub(crate) fn initials(&self, typed: &str) -> impl Iterator<Item = (DocId, usize)> + '_ {
        let length = typed.len().min(LONGEST_RUN);
        self.runs_from(typed.as_bytes())
            .iter()
            .filter_map(move |at| {
                let doc = self.doc_of[*at as usize];
                let text = &self.docs[doc as usize];
                let whole = text.source == Source::Title || text.words.len() == length;
                whole.then_some((doc, (*at - text.words.start) as usize))
            })
    }

    fn runs_from(&self, typed: &[u8]) -> &[u32] {
        let typed = &typed[..typed.len().min(LONGEST_RUN)];
        let compare = |at: &u32| {
            let run = self.run(*at);
            run[..run.len().min(typed.len())].cmp(typed)
        };
        let from = self
            .runs
            .partition_point(|at| compare(at) == Ordering::Less);
        let until = from + self.runs[from..].partition_point(|at| compare(at) == Ordering::Equal);
        &self.runs[from..until]
    }

    pub(crate) fn words_of(&self, doc: DocId) -> &[TermId] {
        let range = &self.docs[doc as usize].words;
        &self.words[range.start as usize..range.end as usize]
    }

    pub(crate) fn targets_of(&self, doc: DocId) -> &[u32] {
        let range = &self.docs[doc as usize].targets;
        &self.targets[range.start as usize..range.end as usize]
    }

    /// The text that is the title of an entry.
    pub(crate) fn title_of(&self, entry: u32) -> Option<DocId> {
        let at = self.docs.partition_point(|doc| {
            doc.source == Source::Title && self.targets[doc.targets.start as usize] < entry
        });
        let found = self.docs.get(at)?;
        let own =
            found.source == Source::Title && self.targets[found.targets.start as usize] == entry;
        own.then_some(at as DocId)
    }

    pub(crate) fn texts_with(&self, term: TermId) -> &[DocId] {
        let at = term as usize;
        &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// How much a word says, from its rarity: about 0.7 for the commonest, 9 for one that stands once.
    pub(crate) fn idf(&self, term: TermId) -> f32 {
        self.idf[self.terms.fold_of(term)]
    }

    /// How much a word counts in its text.
    pub(crate) fn heft(&self, doc: DocId, place: usize) -> f32 {
        self.hefts[self.docs[doc as usize].words.start as usize + place]
    }

    /// First letters of the words of a text.
    pub(crate) fn initials_of(&self, doc: DocId) -> &[u8] {
        let range = &self.docs[doc as usize].words;
        &self.initials[range.start as usize..range.end as usize]
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.terms.size()
            + self.docs.len() * size_of::<Doc>()
            + 4 * (self.targets.len()
                + self.words.len()
                + self.doc_of.len()
                + self.runs.len()
                + self.postings.len()
                + self.starts.len()
                + self.hefts.len()
                + self.idf.len())
            + self.initials.len()
    }
}

/// A text before it is indexed.
struct Raw {
    source: Source,
    targets: Vec<u32>,
    words: Vec<Word>,
    /// Words that stand in brackets.
    asides: Vec<Range<usize>>,
}

/// How much a remark in brackets, or a word said again, counts beside the title itself.
const ASIDE: f32 = 0.35;

/// The words of a title and those of them that stand in brackets.
fn title(name: &str) -> (Vec<Word>, Vec<Range<usize>>) {
    let mut all: Vec<Word> = Vec::new();
    let mut asides = Vec::new();
    for (at, part) in name.split('(').enumerate() {
        let (inside, after) = match part.split_once(')') {
            Some(two) if at > 0 => two,
            _ if at > 0 => (part, ""),
            _ => ("", part),
        };
        let from = all.len();
        all.extend(words(inside, LONGEST));
        if all.len() > from {
            asides.push(from..all.len());
        }
        all.extend(words(after, LONGEST));
    }
    all.truncate(LONGEST);
    // Every second title begins with it; it says nothing.
    if all.len() > 3 && all[0].toned == "thủ" && all[1].toned == "tục" {
        all.drain(..2);
        for range in &mut asides {
            *range = range.start.saturating_sub(2)..range.end.saturating_sub(2);
        }
    }
    (all, asides)
}

fn said_words(synonyms: &Synonyms) -> Vec<Word> {
    synonyms
        .same
        .iter()
        .flat_map(|same| same.say.iter().chain(&same.means))
        .chain(&synonyms.filler)
        .chain(&synonyms.light)
        .flat_map(|text| words(text, LONGEST))
        .collect()
}
