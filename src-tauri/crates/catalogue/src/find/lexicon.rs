//! Everyday expressions, and words that say nothing or little, ready to be recognised in a query.

use super::{
    Synonyms,
    reading::MOST_WORDS,
    terms::{TermId, Terms},
    words::{Word, words},
};
use std::collections::HashMap;

/// An everyday expression and what titles say instead.
pub(crate) struct Expression {
    pub say: String,
    pub words: Vec<TermId>,
    pub means: Vec<Vec<Word>>,
}

/// Fillers and expressions, ready to be recognised.
pub(crate) struct Lexicon {
    pub expressions: Vec<Expression>,
    /// Places in `expressions` by first word.
    pub by_first: HashMap<TermId, Vec<usize>>,
    /// Phrases that say nothing, by first word.
    pub fillers: HashMap<TermId, Vec<Vec<TermId>>>,
    /// Words that say little.
    pub light: Vec<TermId>,
}

impl Lexicon {
    pub(crate) fn new(synonyms: &Synonyms, terms: &Terms) -> Self {
        let ids = |text: &str| -> Vec<TermId> {
            words(text, MOST_WORDS)
                .iter()
                .filter_map(|word| {
                    terms
                        .exact(&word.folded)
                        .find(|term| terms.toned(*term) == word.toned)
                })
                .collect()
        };
        let mut expressions = Vec::new();
        let mut by_first: HashMap<TermId, Vec<usize>> = HashMap::new();
        for same in &synonyms.same {
            for say in &same.say {
                let words_of = ids(say);
                if let Some(first) = words_of.first() {
                    by_first.entry(*first).or_default().push(expressions.len());
                    expressions.push(Expression {
                        say: say.clone(),
                        words: words_of,
                        means: same.means.iter().map(|m| words(m, MOST_WORDS)).collect(),
                    });
                }
            }
        }
        let mut fillers: HashMap<TermId, Vec<Vec<TermId>>> = HashMap::new();
        for filler in &synonyms.filler {
            let filler = ids(filler);
            if let Some(first) = filler.first() {
                fillers.entry(*first).or_default().push(filler);
            }
        }
        Self {
            expressions,
            by_first,
            fillers,
            light: synonyms.light.iter().flat_map(|text| ids(text)).collect(),
        }
    }
}
