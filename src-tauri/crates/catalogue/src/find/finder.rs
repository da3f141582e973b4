//! The finder: built once, asked on every key.

use super::{
    Hit, Synonyms, Usage, because,
    code::{Codes, Found},
    favour::{Favour, standing},
    index::{DocId, Index},
    lexicon::Lexicon,
    profile::Profiles,
    rank::{Fit, Matcher, Room, SHORTLIST, fits, fits_of, one_letter},
    reading::{MOST_WORDS, Reader, Token},
    rough::Rough,
    words::words,
};
use crate::{Catalogue, Entry};
use motcua_fault::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

/// What is left of the score of a procedure that is no longer in force.
const ENDED: f64 = 0.6;
/// What a name is worth less for the second procedure it stands for, and so on: more than being
/// guided is worth, so that who wrote the names down decides.
const LATER: f64 = 0.065;
/// So many of the best are compared by all the words they go by.
const ROUNDED_UP: usize = 32;
/// What it is worth when a procedure goes by every word of the query, in whatever name.
const SHARED: f64 = 0.15;
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
    /// What each gains at every counter.
    standing: Vec<f64>,
    ended: Vec<bool>,
    by_code: BTreeMap<String, u32>,
    index: Index,
    rough: Rough,
    profiles: Profiles,
    lexicon: Lexicon,
    codes: Codes,
    /// What the likeliest entry of each text gains at every counter.
    gains: Vec<f32>,
    /// The texts worth looking at for one letter: so many begin with it that adding up takes longest there.
    letters: BTreeMap<char, Vec<DocId>>,
    /// Room for the next query, so that a key allocates none.
    rooms: Mutex<Vec<Room>>,
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
        let standing: Vec<f64> = entries.iter().map(standing).collect();
        let everywhere = |doc: DocId| standing[index.targets_of(doc)[0] as usize] as f32;
        let mut finder = Self {
            gains: (0..index.docs.len() as DocId).map(everywhere).collect(),
            ended: vec![false; entries.len()],
            by_code: entries
                .iter()
                .enumerate()
                .map(|(at, entry)| (entry.code.clone(), at as u32))
                .collect(),
            rough: Rough::new(&index),
            profiles: Profiles::new(&index, entries.len()),
            index,
            lexicon,
            codes: Codes::new(entries),
            entries: entries.to_vec(),
            standing,
            letters: BTreeMap::new(),
            rooms: Mutex::default(),
        };
        finder.letters = ('a'..='z')
            .chain('0'..='9')
            .map(|letter| (letter, finder.shortlist(letter)))
            .collect();
        finder
    }

    fn shortlist(&self, letter: char) -> Vec<DocId> {
        let favour = Favour::new(&self.standing, &self.by_code, &Usage::new());
        let reader = self.reader();
        let mut room = Room::new(&self.index);
        let Some(tokens) = reader.read(&letter.to_string()).into_iter().next() else {
            return Vec::new();
        };
        let first = |doc| self.first(doc, &favour);
        fits(&self.index, &tokens, &mut room, first)
            .into_iter()
            .map(|fit| fit.doc)
            .collect()
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            index: &self.index,
            lexicon: &self.lexicon,
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
        let favour = Favour::new(&self.standing, &self.by_code, usage);
        for (at, score, found) in self.codes.find(query) {
            best.insert(at, (score + favour.of(at), Why::Code(found)));
        }
        let reader = self.reader();
        let mut readings = reader.read(query);
        let mut room = self.room();
        let mut strongest = 0.0f32;
        for (at, tokens) in readings.iter().enumerate() {
            let found = self.look(tokens, &mut room, &favour);
            let text = |doc| Why::Text { reading: at, doc };
            strongest = strongest.max(self.keep(found, text, &favour, &mut best));
        }
        if strongest < WEAK && !readings.is_empty() {
            let mut wide = readings[0].clone();
            reader.widen(&mut wide);
            let found = self.look(&wide, &mut room, &favour);
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
        self.rooms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(room);
        self.hits(best, &readings, limit)
    }

    /// Whether a procedure is meant by its code.
    pub(crate) fn is_code(&self, query: &str) -> bool {
        !self.codes.find(query).is_empty()
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    fn room(&self) -> Room {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.pop().unwrap_or_else(|| Room::new(&self.index))
    }

    /// The texts that fit one reading best.
    fn look(&self, tokens: &[Token], room: &mut Room, favour: &Favour) -> Vec<Fit> {
        let first = |doc| self.first(doc, favour);
        match one_letter(tokens).and_then(|letter| self.letters.get(&letter)) {
            None => fits(&self.index, tokens, room, first),
            // What was chosen here may have been left out of a list made for every counter.
            Some(docs) if docs.len() >= SHORTLIST => {
                let chosen = favour.chosen().filter_map(|at| self.index.title_of(at));
                let mut docs: Vec<DocId> = docs.iter().copied().chain(chosen).collect();
                docs.sort_unstable();
                docs.dedup();
                fits_of(&self.index, tokens, docs)
            }
            Some(docs) => fits_of(&self.index, tokens, docs.iter().copied()),
        }
    }

    /// What the likeliest entry of a text gains.
    fn first(&self, doc: DocId, favour: &Favour) -> f32 {
        let chosen = favour.of_chosen(|| self.index.targets_of(doc)[0]);
        self.gains[doc as usize] + chosen as f32
    }

    /// Keeps, for each entry, its best text. The best fit is returned.
    fn keep(
        &self,
        found: impl IntoIterator<Item = Fit>,
        why: impl Fn(DocId) -> Why,
        favour: &Favour,
        best: &mut BTreeMap<u32, (f64, Why)>,
    ) -> f32 {
        let mut strongest = 0.0f32;
        for fit in found {
            strongest = strongest.max(fit.score);
            for (rank, at) in self.index.targets_of(fit.doc).iter().enumerate() {
                let later = 1.0 - LATER * rank.min(6) as f64;
                let score = f64::from(fit.score) * later * self.valid(*at);
                if score < LEAST {
                    continue;
                }
                let score = score + favour.of(*at);
                if best.get(at).is_none_or(|(before, _)| score > *before) {
                    best.insert(*at, (score, why(fit.doc)));
                }
            }
        }
        strongest
    }

    /// Raises the best of what was found by how much of the query the procedure goes by at all.
    fn round_up(&self, order: &mut [(u32, f64, Why)], readings: &[Vec<Token>]) {
        if order.len() > ROUNDED_UP {
            order
                .select_nth_unstable_by(ROUNDED_UP, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        for (at, score, why) in order.iter_mut().take(ROUNDED_UP) {
            if let Why::Text { .. } = why {
                let share = readings
                    .iter()
                    .map(|tokens| self.profiles.share(&self.index, tokens, *at))
                    .fold(0.0, f32::max);
                *score += SHARED * self.valid(*at) * f64::from(share);
            }
        }
    }

    /// What counts of the score of an entry.
    fn valid(&self, entry: u32) -> f64 {
        if self.ended[entry as usize] {
            ENDED
        } else {
            1.0
        }
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
        let mut matchers: Vec<Option<Matcher>> = readings.iter().map(|_| None).collect();
        self.round_up(&mut order, readings);
        let code = |at: u32| &self.entries[at as usize].code;
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| code(a.0).cmp(code(b.0))));
        order
            .into_iter()
            .take(limit)
            .map(|(at, score, why)| {
                let entry = &self.entries[at as usize];
                let mut named = false;
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
                            let matcher = matchers[reading].get_or_insert_with(|| {
                                Matcher::new(&self.index, &readings[reading])
                            });
                            named = because::is_named(&self.index, matcher, doc);
                            because::text(&self.index, &self.lexicon, matcher, doc)
                        }
                        Why::Letters(doc) => because::letters(&self.index, doc),
                    },
                    named,
                }
            })
            .collect()
    }

    /// Bytes of memory the index holds, without the titles themselves.
    pub fn size(&self) -> usize {
        self.index.size()
            + self.rough.size()
            + self.profiles.size()
            + self.codes.size()
            + self.by_code.len() * 48
    }
}
