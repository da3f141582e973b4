//! All the words a procedure goes by, its title and whatever people call it, as one bag: two people
//! may say half of two names.

use super::{
    index::{Index, Source},
    reading::Token,
};
use std::collections::BTreeSet;

/// Folded words by entry, sorted.
pub(crate) struct Profiles(Vec<Box<[u32]>>);

impl Profiles {
    pub(crate) fn new(index: &Index, entries: usize) -> Self {
        let mut bags: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); entries];
        for doc in 0..index.docs.len() as u32 {
            if index.docs[doc as usize].source == Source::Field {
                continue;
            }
            for entry in index.targets_of(doc) {
                let words = index.words_of(doc).iter();
                bags[*entry as usize].extend(words.map(|term| index.terms.fold_of(*term) as u32));
            }
        }
        Self(
            bags.into_iter()
                .map(|bag| bag.into_iter().collect())
                .collect(),
        )
    }

    /// How much of a reading is among the words of an entry, from 0 to 1.
    pub(crate) fn share(&self, index: &Index, tokens: &[Token], entry: u32) -> f32 {
        let bag = &self.0[entry as usize];
        let has = |term| {
            bag.binary_search(&(index.terms.fold_of(term) as u32))
                .is_ok()
        };
        let (mut said, mut all) = (0.0, 0.0);
        for token in tokens {
            let best = token
                .matches
                .iter()
                .find(|(term, _)| has(*term))
                .map_or(0.0, |(_, quality)| *quality);
            let becoming = &token.becoming;
            let begun = !becoming.is_empty() && {
                let first = index.terms.fold_of(becoming.start) as u32;
                let last = index.terms.fold_of(becoming.end - 1) as u32;
                bag.get(bag.partition_point(|fold| *fold < first))
                    .is_some_and(|fold| *fold <= last)
            };
            said += token.weight * if begun { best.max(0.75) } else { best };
            all += token.weight;
        }
        if all > 0.0 { said / all } else { 0.0 }
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.0.iter().map(|bag| bag.len() * 4 + 16).sum()
    }
}
