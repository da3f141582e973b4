//! Phrases in a query: those that say nothing, and everyday expressions read as what titles say.

use super::{
    reading::{FILLER, How, Reader, SURE, Token},
    terms::TermId,
    words::begins,
};

impl Reader<'_> {
    /// Marks words that say nothing, and tells for each how long the phrase is that makes it one.
    pub(super) fn mark_fillers(&self, tokens: &mut [Token]) -> Vec<usize> {
        let mut filler = vec![0; tokens.len()];
        for at in 0..tokens.len() {
            for (term, _) in sure(&tokens[at]) {
                for phrase in self.lexicon.fillers.get(&term).into_iter().flatten() {
                    let whole = tokens.get(at + phrase.len() - 1).is_some_and(|last| {
                        // “vi” on its way to “viên” is not the filler “vì”.
                        last.becoming.is_empty()
                            || last.matches.iter().any(|(term, quality)| {
                                *quality >= 1.0 && Some(term) == phrase.last()
                            })
                    });
                    if whole && self.stands_at(tokens, at, phrase, false) {
                        for length in &mut filler[at..at + phrase.len()] {
                            *length = phrase.len().max(*length);
                        }
                    }
                }
            }
        }
        if filler.iter().all(|length| *length > 0) {
            return vec![0; tokens.len()];
        }
        for (token, length) in tokens.iter_mut().zip(&filler) {
            if *length > 0 {
                token.filler = true;
                token.weight = FILLER;
            }
        }
        filler
    }

    /// Expressions in the query, the longest at each place, none overlapping and none that is only
    /// part of a longer phrase that says nothing.
    pub(super) fn expressions(&self, tokens: &[Token], fillers: &[usize]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let longest = sure(&tokens[at])
                .flat_map(|(term, _)| self.lexicon.by_first.get(&term).into_iter().flatten())
                .copied()
                .filter(|e| {
                    let words = &self.lexicon.expressions[*e].words;
                    self.stands_at(tokens, at, words, true)
                        && (words.len() > 1 || self.plainly(&tokens[at], words[0]))
                        && fillers[at..at + words.len()]
                            .iter()
                            .any(|length| *length <= words.len())
                })
                .max_by_key(|e| {
                    (
                        self.lexicon.expressions[*e].words.len(),
                        std::cmp::Reverse(*e),
                    )
                });
            match longest {
                Some(expression) => {
                    found.push((at, expression));
                    at += self.lexicon.expressions[expression].words.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether these words stand in the query at a place; the very last may be unfinished.
    fn stands_at(&self, tokens: &[Token], at: usize, phrase: &[TermId], unfinished: bool) -> bool {
        let begun = |token: &Token, term: &TermId| {
            token.word.folded.len() > 1
                && token.becoming.contains(term)
                && begins(&token.word, self.index.terms.toned(*term))
        };
        tokens.len() >= at + phrase.len()
            && phrase
                .iter()
                .zip(&tokens[at..])
                .enumerate()
                .all(|(place, (term, token))| {
                    sure(token).any(|(own, _)| own == *term)
                        || (unfinished && place > 0 && begun(token, term))
                })
    }

    /// Whether a word without tones is likelier this one than any other it may be.
    fn plainly(&self, token: &Token, term: TermId) -> bool {
        let often = |term: TermId| self.index.texts_with(term).len();
        token.word.marked()
            || token
                .matches
                .iter()
                .all(|(other, _)| *other == term || often(*other) <= often(term))
    }

    /// The query with every expression replaced: by its first meaning, or where it has several by
    /// the one numbered `choice`. None when there is no such choice.
    pub(super) fn replaced(
        &self,
        tokens: &[Token],
        found: &[(usize, usize)],
        choice: usize,
    ) -> Option<Vec<Token>> {
        let meanings = |e: usize| &self.lexicon.expressions[e].means;
        let most = found.iter().map(|(_, e)| meanings(*e).len()).max()?;
        if choice >= most {
            return None;
        }
        let mut replaced = Vec::with_capacity(tokens.len() + 4);
        let mut at = 0;
        while at < tokens.len() {
            let Some((_, e)) = found.iter().find(|(from, _)| *from == at) else {
                replaced.push(tokens[at].clone());
                at += 1;
                continue;
            };
            let means = meanings(*e);
            let expression = &self.lexicon.expressions[*e];
            for word in &means[choice.min(means.len() - 1)] {
                let mut token = self.known(word, false);
                token.typed.clone_from(&expression.say);
                token.how = How::Said(*e);
                for (_, quality) in &mut token.matches {
                    *quality *= 0.98;
                }
                replaced.push(token);
            }
            at += expression.words.len();
        }
        Some(replaced)
    }
}

fn sure(token: &Token) -> impl Iterator<Item = (TermId, f32)> + '_ {
    token
        .matches
        .iter()
        .copied()
        .filter(|(_, quality)| *quality >= SURE)
}
