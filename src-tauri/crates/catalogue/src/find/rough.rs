//! The last resort, for what no word explains: letters in the same order (`fuzzy-matcher`) and runs of
//! three letters shared, on texts without spaces, and on the first letters of their words.

use super::index::{DocId, Index, Source};
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};
use std::cmp::Reverse;

/// Letters of a text that are compared: its head.
const HEAD: usize = 60;
/// Texts handed to the matcher.
const SHORTLIST: usize = 32;
/// Shortest query worth the trouble.
const SHORTEST: usize = 4;

/// The heads of the texts, ready to be compared.
pub(crate) struct Rough {
    heads: Vec<Box<str>>,
    /// Which letters are among the first letters of the words, one bit each.
    letters: Vec<u32>,
    /// Texts by run of three letters, sorted: hash, text.
    triples: Vec<(u16, DocId)>,
}

impl Rough {
    pub(crate) fn new(index: &Index) -> Self {
        let all = 0..index.docs.len() as DocId;
        let heads: Vec<Box<str>> = all
            .clone()
            .map(|doc| {
                let mut head = String::new();
                for term in index.words_of(doc) {
                    if head.len() >= HEAD {
                        break;
                    }
                    head.push_str(index.terms.folded(*term));
                }
                head.into()
            })
            .collect();
        let mut triples: Vec<(u16, DocId)> = Vec::new();
        for (doc, head) in heads.iter().enumerate() {
            triples.extend(triples_of(head).map(|triple| (triple, doc as DocId)));
        }
        triples.sort_unstable();
        triples.dedup();
        Self {
            letters: all.map(|doc| mask(index.initials_of(doc))).collect(),
            heads,
            triples,
        }
    }

    /// Texts that look like what was typed (folded, without spaces), each with how much, from 0 to 1.
    pub(crate) fn find(&self, index: &Index, typed: &str) -> Vec<(DocId, f32)> {
        if typed.len() < SHORTEST || typed.len() > 2 * HEAD || !typed.is_ascii() {
            return Vec::new();
        }
        let mut found = self.by_letters(typed);
        if !typed.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            found.extend(self.by_initials(index, typed));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(SHORTLIST);
        found
    }

    fn by_letters(&self, typed: &str) -> Vec<(DocId, f32)> {
        let mut wanted: Vec<u16> = triples_of(typed).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut shared = vec![0u16; self.heads.len()];
        for triple in &wanted {
            let from = self.triples.partition_point(|(t, _)| t < triple);
            for (_, doc) in self.triples[from..].iter().take_while(|(t, _)| t == triple) {
                shared[*doc as usize] += 1;
            }
        }
        let least = (wanted.len() as u16).div_ceil(2).max(2);
        let mut near: Vec<(Reverse<u16>, usize, DocId)> = shared
            .iter()
            .enumerate()
            .filter(|(_, shared)| **shared >= least)
            .map(|(doc, shared)| (Reverse(*shared), self.heads[doc].len(), doc as DocId))
            .collect();
        near.sort_unstable();
        near.truncate(SHORTLIST);
        let matcher = SkimMatcherV2::default();
        let most = matcher.fuzzy_match(typed, typed).unwrap_or(1).max(1) as f32;
        near.into_iter()
            .map(|(Reverse(shared), length, doc)| {
                let alike = f32::from(shared) / wanted.len() as f32;
                let in_order = matcher
                    .fuzzy_match(&self.heads[doc as usize], typed)
                    .map_or(0.0, |score| (score as f32 / most).clamp(0.0, 1.0));
                let short = typed.len() as f32 / length.max(typed.len()) as f32;
                (doc, 0.7 * alike + 0.15 * in_order + 0.15 * short)
            })
            .collect()
    }

    /// First letters that stand in a title in this order, with others between.
    fn by_initials(&self, index: &Index, typed: &str) -> Vec<(DocId, f32)> {
        let wanted = mask(typed.as_bytes());
        let matcher = SkimMatcherV2::default();
        let most = matcher.fuzzy_match(typed, typed).unwrap_or(1).max(1) as f32;
        self.letters
            .iter()
            .enumerate()
            .filter(|(doc, letters)| {
                *letters & wanted == wanted && index.docs[*doc].source == Source::Title
            })
            .filter_map(|(doc, _)| {
                let initials = index.initials_of(doc as DocId);
                let initials = std::str::from_utf8(initials).ok()?;
                let head: String = initials.chars().take(3 * typed.len()).collect();
                let score = matcher.fuzzy_match(&head, typed)? as f32 / most;
                let short = typed.len() as f32 / initials.len() as f32;
                Some((doc as DocId, (0.75 * score + 0.25 * short).clamp(0.0, 1.0)))
            })
            .collect()
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.heads.iter().map(|head| head.len() + 16).sum::<usize>()
            + self.letters.len() * 4
            + self.triples.len() * size_of::<(u16, DocId)>()
    }
}

fn mask(letters: &[u8]) -> u32 {
    letters
        .iter()
        .filter(|b| b.is_ascii_lowercase())
        .fold(0, |mask, b| mask | 1 << (b - b'a'))
}

fn triples_of(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.as_bytes().windows(3).map(|three| {
        let at = |i: usize| u32::from(three[i]);
        (at(0).wrapping_mul(37 * 37) + at(1) * 37 + at(2)) as u16
    })
}
