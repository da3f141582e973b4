//! Every word of the titles and synonyms once, in order, and the ways to reach one from what was typed.

use super::{
    slip::{slip, sound},
    words::Word,
};
use std::{collections::BTreeMap, ops::Range};

/// A word with tones; also its place in postings.
pub(crate) type TermId = u32;

/// The dictionary. Terms are sorted by folded form, so that all terms of one folded form, and all that
/// begin alike, lie together.
pub(crate) struct Terms {
    toned: Vec<Box<str>>,
    /// Distinct folded forms in order, each with its first term.
    folds: Vec<(Box<str>, TermId)>,
    /// The place in `folds` of each term.
    fold_of: Vec<u32>,
    /// Hash of a folded form with one letter left out (or none) → the form.
    deletes: Vec<(u32, u32)>,
    /// Hash of the sound of a folded form → the form.
    sounds: Vec<(u32, u32)>,
}

impl Terms {
    /// Builds from all words, and gives each a term.
    pub(crate) fn new<'a>(
        words: impl Iterator<Item = &'a Word>,
    ) -> (Self, BTreeMap<(String, String), TermId>) {
        let mut ids: BTreeMap<(String, String), TermId> = words
            .map(|word| ((word.folded.clone(), word.toned.clone()), 0))
            .collect();
        let mut toned = Vec::with_capacity(ids.len());
        let mut fold_of = Vec::with_capacity(ids.len());
        let mut folds: Vec<(Box<str>, TermId)> = Vec::new();
        for (id, ((fold, tone), place)) in ids.iter_mut().enumerate() {
            *place = id as TermId;
            toned.push(tone.as_str().into());
            if folds.last().is_none_or(|(last, _)| **last != **fold) {
                folds.push((fold.as_str().into(), id as TermId));
            }
            fold_of.push(folds.len() as u32 - 1);
        }
        let mut deletes = Vec::new();
        let mut sounds = Vec::new();
        for (at, (fold, _)) in folds.iter().enumerate() {
            if fold.is_ascii() && (2..=12).contains(&fold.len()) {
                each_delete(fold, |hash| deletes.push((hash, at as u32)));
                sounds.push((hash(sound(fold).bytes()), at as u32));
            }
        }
        deletes.sort_unstable();
        deletes.dedup();
        sounds.sort_unstable();
        let terms = Self {
            toned,
            folds,
            fold_of,
            deletes,
            sounds,
        };
        (terms, ids)
    }

    pub(crate) fn len(&self) -> usize {
        self.toned.len()
    }

    pub(crate) fn toned(&self, term: TermId) -> &str {
        &self.toned[term as usize]
    }

    /// The folded form of a term.
    pub(crate) fn folded(&self, term: TermId) -> &str {
        &self.folds[self.fold_of[term as usize] as usize].0
    }

    /// A number for the folded form of a term, the same for all its tones.
    pub(crate) fn fold_of(&self, term: TermId) -> usize {
        self.fold_of[term as usize] as usize
    }

    /// How many folded forms there are.
    pub(crate) fn folds(&self) -> usize {
        self.folds.len()
    }

    fn fold_at(&self, folded: &str) -> Option<usize> {
        self.folds
            .binary_search_by(|(fold, _)| (**fold).cmp(folded))
            .ok()
    }

    fn terms_of(&self, at: usize) -> Range<TermId> {
        let end = self
            .folds
            .get(at + 1)
            .map_or(self.toned.len() as TermId, |(_, first)| *first);
        self.folds[at].1..end
    }

    /// All terms of a folded form; empty when there is none.
    pub(crate) fn exact(&self, folded: &str) -> Range<TermId> {
        self.fold_at(folded).map_or(0..0, |at| self.terms_of(at))
    }

    pub(crate) fn knows(&self, folded: &str) -> bool {
        self.fold_at(folded).is_some()
    }

    /// All terms whose folded form begins with `start`.
    pub(crate) fn beginning(&self, start: &str) -> Range<TermId> {
        let from = self.folds.partition_point(|(fold, _)| **fold < *start);
        let until = from + self.folds[from..].partition_point(|(fold, _)| fold.starts_with(start));
        if from == until {
            return 0..0;
        }
        self.terms_of(from).start..self.terms_of(until - 1).end
    }

    /// Folded forms one slip or one accent away, each with its terms and how likely it is, best first.
    pub(crate) fn near(&self, typed: &str) -> Vec<(Range<TermId>, f32)> {
        let mut found: Vec<(usize, f32)> = Vec::new();
        if !typed.is_ascii() || !(2..=14).contains(&typed.len()) {
            return Vec::new();
        }
        let mut add = |at: usize, quality: f32| match found.iter_mut().find(|(f, _)| *f == at) {
            Some((_, before)) => *before = before.max(quality),
            None => found.push((at, quality)),
        };
        let mut seen = Vec::with_capacity(typed.len() + 1);
        each_delete(typed, |hash| seen.push(hash));
        seen.sort_unstable();
        seen.dedup();
        for hash in seen {
            for at in same(&self.deletes, hash) {
                if let Some(quality) = slip(typed, &self.folds[at].0) {
                    add(at, quality);
                }
            }
        }
        let heard = sound(typed);
        for at in same(&self.sounds, hash(heard.bytes())) {
            let fold = &*self.folds[at].0;
            if fold != typed && typed.len() > 2 && sound(fold) == heard {
                add(at, 0.8);
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(12);
        found
            .into_iter()
            .map(|(at, quality)| (self.terms_of(at), quality))
            .collect()
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.toned.iter().map(|t| t.len() + 16).sum::<usize>()
            + self.folds.iter().map(|(f, _)| f.len() + 24).sum::<usize>()
            + (self.deletes.len() + self.sounds.len()) * 8
            + self.fold_of.len() * 4
    }
}

fn same(pairs: &[(u32, u32)], hash: u32) -> impl Iterator<Item = usize> + '_ {
    let from = pairs.partition_point(|(h, _)| *h < hash);
    pairs[from..]
        .iter()
        .take_while(move |(h, _)| *h == hash)
        .map(|(_, at)| *at as usize)
}

/// FNV-1a; collisions are harmless because every candidate is compared.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, b| {
        (hash ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

fn each_delete(word: &str, mut take: impl FnMut(u32)) {
    take(hash(word.bytes()));
    for skip in 0..word.len() {
        take(hash(
            word.bytes()
                .enumerate()
                .filter(move |(i, _)| *i != skip)
                .map(|(_, b)| b),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(list: &[&str]) -> Terms {
        let words: Vec<_> = list.iter().map(|w| Word::new(w)).collect();
        Terms::new(words.iter()).0
    }

    fn names(terms: &Terms, range: Range<TermId>) -> Vec<&str> {
        range.map(|t| terms.toned(t)).collect()
    }

    #[test]
    fn a_folded_form_and_a_beginning_give_all_their_terms() {
        let terms = terms(&["đăng", "đang", "dạng", "đất", "khai", "kháng"]);
        assert_eq!(names(&terms, terms.exact("dang")).len(), 3);
        assert_eq!(names(&terms, terms.beginning("da")).len(), 4);
        assert_eq!(names(&terms, terms.beginning("kh")), ["khai", "kháng"]);
        assert!(terms.beginning("x").is_empty() && terms.exact("da").is_empty());
        assert_eq!(terms.folded(terms.exact("khang").start), "khang");
    }

    #[test]
    fn a_slip_away_is_found_and_two_are_not() {
        let terms = terms(&["khai", "sinh", "trích", "lục"]);
        let near = |typed: &str| {
            terms
                .near(typed)
                .into_iter()
                .flat_map(|(range, _)| range)
                .map(|t| terms.toned(t).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(near("khia"), ["khai"]);
        assert_eq!(near("chich"), ["trích"]);
        assert_eq!(near("xinh"), ["sinh"]);
        assert!(near("khqqi").is_empty());
    }
}
