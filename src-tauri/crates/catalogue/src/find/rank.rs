//! From the words of a reading to texts: all that share words with it, then the best of them word by word.

use super::{
    index::{DocId, Index, Source},
    reading::{How, Token},
    synonyms::Sort,
    terms::TermId,
    words::begins,
};

/// Texts looked at word by word.
pub(crate) const SHORTLIST: usize = 64;

/// Scratch room for one query, reused between its readings.
pub(crate) struct Room {
    slots: Vec<Slot>,
    touched: Vec<DocId>,
}

/// What a text has gathered, side by side in memory.
#[derive(Clone, Copy, Default)]
struct Slot {
    sum: f32,
    /// The last token that was added, from 1; 0: none.
    seen: u8,
}

impl Room {
    pub(crate) fn new(index: &Index) -> Self {
        Self {
            slots: vec![Slot::default(); index.docs.len()],
            touched: Vec::new(),
        }
    }
}

/// A text and how well a reading fits it.
pub(crate) struct Fit {
    pub doc: DocId,
    pub score: f32,
}

/// A word of the reading and where it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub token: usize,
    pub place: usize,
    pub quality: f32,
    /// Words of the text it stands for: more than one for initials.
    pub length: usize,
}

/// The texts that fit a reading best, unordered. `favour` is added to a text's score when choosing
/// whom to look at.
pub(crate) fn fits(
    index: &Index,
    tokens: &[Token],
    room: &mut Room,
    favour: impl Fn(DocId) -> f32,
) -> Vec<Fit> {
    let matcher = Matcher::new(index, tokens);
    let look = |doc| Fit {
        doc,
        score: matcher.score(doc),
    };
    gather(index, tokens, room);
    let all: f32 = tokens.iter().map(|t| t.weight).sum();
    let sum = |doc: &DocId| room.slots[*doc as usize].sum;
    let most = room.touched.iter().map(sum).fold(0.0, f32::max);
    // What shares much less with the reading than the best does stands no chance, where there are
    // enough that share more.
    let close = |least: f32| room.touched.iter().filter(move |doc| sum(doc) >= least);
    let enough = close(most * CLOSE).take(ENOUGH).count() == ENOUGH;
    let least = if enough { most * CLOSE } else { 0.0 };
    let mut rough: Vec<(f32, DocId)> = close(least)
        .map(|doc| {
            let sum = sum(doc);
            let text = (sum / index.docs[*doc as usize].weight).min(1.0);
            (sum / all * (0.62 + 0.3 * text) + favour(*doc), *doc)
        })
        .collect();
    for doc in room.touched.drain(..) {
        room.slots[doc as usize] = Slot::default();
    }
    let best_first = |a: &(f32, DocId), b: &(f32, DocId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if rough.len() > SHORTLIST {
        rough.select_nth_unstable_by(SHORTLIST, best_first);
        rough.truncate(SHORTLIST);
    }
    rough.into_iter().map(|(_, doc)| look(doc)).collect()
}

/// How well a reading fits each of some texts.
pub(crate) fn fits_of(
    index: &Index,
    tokens: &[Token],
    docs: impl IntoIterator<Item = DocId>,
) -> Vec<Fit> {
    let matcher = Matcher::new(index, tokens);
    docs.into_iter()
        .map(|doc| Fit {
            doc,
            score: matcher.score(doc),
        })
        .filter(|fit| fit.score > 0.0)
        .collect()
}

/// Whether a reading is one letter on its way to a word, and which.
pub(crate) fn one_letter(tokens: &[Token]) -> Option<char> {
    match tokens {
        [one] if one.matches.is_empty() && one.run.is_none() && !one.becoming.is_empty() => {
            let mut letters = one.word.folded.chars();
            letters.next().filter(|_| letters.next().is_none())
        }
        _ => None,
    }
}

/// Adds up, for every text, the weights of the words it shares with the reading. The telling words
/// come first; a text that has none of them is not begun for the few that are left.
fn gather(index: &Index, tokens: &[Token], room: &mut Room) {
    let mut order: Vec<usize> = (0..tokens.len()).filter(|at| !tokens[*at].filler).collect();
    order.sort_by(|a, b| {
        tokens[*b]
            .weight
            .total_cmp(&tokens[*a].weight)
            .then(a.cmp(b))
    });
    let all: f32 = order.iter().map(|at| tokens[*at].weight).sum();
    let mut left = all;
    for at in order {
        let token = &tokens[at];
        let begins = left >= all * TOO_LITTLE;
        left -= token.weight;
        let mark = at as u8 + 1;
        let Room { slots, touched } = room;
        let mut add = |doc: DocId, quality: f32| {
            let slot = &mut slots[doc as usize];
            if slot.seen == mark || slot.seen == 0 && !begins {
                return;
            }
            if slot.seen == 0 {
                touched.push(doc);
            }
            slot.seen = mark;
            slot.sum += token.weight * quality;
        };
        for (term, quality) in &token.matches {
            for doc in index.texts_with(*term) {
                add(*doc, *quality);
            }
        }
        if let Some(run) = &token.run {
            for (doc, _) in index.initials(run) {
                add(doc, INITIALS);
            }
        }
        for term in token.becoming.clone() {
            for doc in index.texts_with(term) {
                add(*doc, 0.75);
            }
        }
    }
}

/// A text that shares less than this of the reading is not begun.
const TOO_LITTLE: f32 = 0.2;
/// Texts that share this much of what the best shares, and how many of them are enough.
const CLOSE: f32 = 0.45;
const ENOUGH: usize = 4 * SHORTLIST;

/// Initials are right, or by chance.
const INITIALS: f32 = 0.86;

/// Guesses at what a known word was meant to be are worth less than this, and count only beside a
/// word that is sure.
const GUESS: f32 = 0.68;
/// What it is worth that these words were searched here and then chosen.
const LEARNED: f32 = 0.12;
/// What a word is worth that stands alone in a long title.
const ALONE: f32 = 0.85;
/// What a word is worth that stands behind so many others.
const BEHIND: f32 = 0.92;
/// What a word of a short expression is worth where its others do not stand beside it, and how many
/// words are few.
const APART: f32 = 0.75;
const SHORT: usize = 3;
/// What the only word is worth that a long title shares with a query of several.
const BY_CHANCE: f32 = 0.75;
const FAR: usize = 14;

/// A reading ready to be laid beside texts.
pub(crate) struct Matcher<'a> {
    index: &'a Index,
    pub tokens: &'a [Token],
    /// One bit a term: whether it stands in `by_term`. Most words of most texts do not.
    marks: Vec<u64>,
    /// Term, token, quality; by term.
    by_term: Vec<(TermId, usize, f32)>,
    /// Texts that have a token's initials in a row: text, token, place; by text.
    runs: Vec<(DocId, usize, usize)>,
    /// Tokens that may become more than they are.
    unfinished: Vec<usize>,
    all: f32,
    /// Tokens that say something.
    telling: usize,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(index: &'a Index, tokens: &'a [Token]) -> Self {
        let mut by_term: Vec<_> = tokens
            .iter()
            .enumerate()
            .flat_map(|(at, token)| token.matches.iter().map(move |(term, q)| (*term, at, *q)))
            .collect();
        by_term.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut marks = vec![0; index.terms.len() / 64 + 1];
        for (term, ..) in &by_term {
            marks[*term as usize / 64] |= 1 << (term % 64);
        }
        let mut runs: Vec<_> = tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| Some((at, token.run.as_deref()?)))
            .flat_map(|(at, run)| {
                index
                    .initials(run)
                    .map(move |(doc, place)| (doc, at, place))
            })
            .collect();
        runs.sort_unstable();
        Self {
            index,
            tokens,
            marks,
            by_term,
            runs,
            unfinished: (0..tokens.len())
                .filter(|at| !tokens[*at].becoming.is_empty())
                .collect(),
            all: tokens.iter().map(|t| t.weight).sum(),
            telling: tokens.iter().filter(|t| !t.filler).count(),
        }
    }

    fn marked(&self, term: TermId) -> bool {
        self.marks[term as usize / 64] >> (term % 64) & 1 == 1
    }

    /// How well the reading fits a text: 1 when each has all the other has, in order.
    pub(crate) fn score(&self, doc: DocId) -> f32 {
        let mut pairs = self.pairs(doc);
        if pairs.is_empty() {
            return 0.0;
        }
        self.doubt(doc, &mut pairs);
        self.apart(&mut pairs);
        let covered: f32 = pairs
            .iter()
            .flat_map(|p| (p.place..p.place + p.length).map(move |place| (place, p.quality)))
            .map(|(place, quality)| self.index.heft(doc, place) * quality)
            .sum();
        let in_row = pairs
            .windows(2)
            .filter(|two| two[0].place + two[0].length == two[1].place)
            .count();
        let order = match pairs.len() {
            1 => 1.0,
            many => in_row as f32 / (many - 1) as f32,
        };
        let whole = covered / self.index.docs[doc as usize].weight;
        let first = pairs.iter().map(|p| p.place).min().unwrap_or(0);
        let before: f32 = (0..first).map(|place| self.index.heft(doc, place)).sum();
        let head = 1.0 - (before / 8.0).min(1.0);
        let called = matches!(self.index.docs[doc as usize].source, Source::Called(_));
        // A word that says nothing says something when it is part of a name that was said in full.
        let (mut said, mut all) = (0.0, self.all);
        for p in &pairs {
            let token = &self.tokens[p.token];
            let weight = if called && whole > 0.9 && token.filler {
                all += token.meant - token.weight;
                token.meant
            } else {
                token.weight
            };
            said += weight * p.quality;
        }
        let fit = match self.index.docs[doc as usize].source {
            Source::Title => 0.62 + 0.22 * whole + 0.12 * order + 0.04 * head,
            // What people call a thing is short: what is missing from it was meant otherwise.
            Source::Called(_) => 0.45 + 0.43 * whole + 0.11 * order,
            Source::Field => 0.48 + 0.18 * whole + 0.09 * order,
        };
        // What was chosen here for these very words is meant by them.
        let own = self.index.docs[doc as usize].source == Source::Called(Sort::Learned);
        let sure = if own && whole > 0.9 { LEARNED } else { 0.0 };
        said / all * (fit + sure)
    }

    /// Long titles have something of everything: a word that stands alone in one, or far behind, is
    /// worth less than words that stand together.
    fn doubt(&self, doc: DocId, pairs: &mut [Pair]) {
        let title = self.index.docs[doc as usize].source == Source::Title;
        if !title || self.index.words_of(doc).len() <= 6 {
            return;
        }
        if let [only] = pairs {
            // One word of several, in a long title: it stands there by chance.
            if self.telling > 2 && only.length == 1 {
                only.quality *= BY_CHANCE;
            }
            return;
        }
        let mut used: Vec<usize> = pairs
            .iter()
            .flat_map(|p| p.place..p.place + p.length)
            .collect();
        used.sort_unstable();
        let at = |place: usize| used.binary_search(&place).is_ok();
        for pair in pairs {
            let end = pair.place + pair.length;
            let before = pair.place.checked_sub(1);
            if !at(end) && !before.is_some_and(at) {
                pair.quality *= ALONE;
            }
            if pair.place > FAR {
                pair.quality *= BEHIND;
            }
        }
    }

    /// The few words an expression stands for mean it only together: “đăng ký … lại” is not “đăng ký lại”.
    fn apart(&self, pairs: &mut [Pair]) {
        let mut from = 0;
        while let Some(first) = pairs.get(from) {
            let how = self.tokens[first.token].how;
            let same = |p: &&Pair| self.tokens[p.token].how == how;
            let until = from + pairs[from..].iter().take_while(same).count();
            if let How::Said(_) = how {
                let said = self.tokens.iter().filter(|t| t.how == how).count();
                let group = &mut pairs[from..until];
                let in_row = group.windows(2).all(|two| two[0].place + 1 == two[1].place);
                if (2..=SHORT).contains(&said) && !(in_row && group.len() == said) {
                    for pair in group {
                        pair.quality *= APART;
                    }
                }
            }
            from = until;
        }
    }

    /// Which word of the reading stands where in the text, each at most once, in the reading's order.
    pub(crate) fn pairs(&self, doc: DocId) -> Vec<Pair> {
        let text = self.index.words_of(doc);
        let mut possible: Vec<Pair> = Vec::with_capacity(16);
        for (place, term) in text.iter().enumerate() {
            let from = match self.marked(*term) {
                true => self.by_term.partition_point(|(t, ..)| t < term),
                false => self.by_term.len(),
            };
            for (_, token, quality) in self.by_term[from..].iter().take_while(|(t, ..)| t == term) {
                possible.push(Pair {
                    token: *token,
                    place,
                    quality: *quality,
                    length: 1,
                });
            }
            for token in &self.unfinished {
                let t = &self.tokens[*token];
                let known = || {
                    possible
                        .iter()
                        .rev()
                        .take_while(|p| p.place == place)
                        .any(|p| p.token == *token)
                };
                if t.becoming.contains(term) && !known() {
                    possible.push(Pair {
                        token: *token,
                        place,
                        quality: self.becoming(t, *term),
                        length: 1,
                    });
                }
            }
        }
        let from = self.runs.partition_point(|(d, ..)| *d < doc);
        for (_, token, place) in self.runs[from..].iter().take_while(|(d, ..)| *d == doc) {
            let length = self.tokens[*token].run.as_ref().map_or(1, String::len);
            possible.push(Pair {
                token: *token,
                place: *place,
                quality: INITIALS,
                length,
            });
        }
        possible.sort_by_key(|p| (p.token, p.place));
        let mut used = vec![false; text.len()];
        let mut pairs: Vec<Pair> = Vec::with_capacity(self.tokens.len());
        let mut rest = possible.as_slice();
        while let Some(first) = rest.first() {
            let until = rest.partition_point(|p| p.token == first.token);
            let (mine, after) = rest.split_at(until);
            rest = after;
            let next = pairs.last().map(|p| p.place + p.length);
            let worth = |p: &Pair| {
                let follows = if next == Some(p.place) { 0.3 } else { 0.0 };
                p.quality + follows - 0.002 * p.place as f32
            };
            let best = mine
                .iter()
                .filter(|p| !used[p.place..(p.place + p.length).min(text.len())].contains(&true))
                .max_by(|a, b| worth(a).total_cmp(&worth(b)));
            if let Some(best) = best {
                let end = (best.place + best.length).min(text.len());
                used[best.place..end].fill(true);
                pairs.push(Pair {
                    length: end - best.place,
                    ..*best
                });
            }
        }
        let sure: Vec<(usize, usize)> = pairs
            .iter()
            .filter(|p| p.quality >= GUESS)
            .map(|p| (p.token, p.place))
            .collect();
        let beside = |p: &Pair, step: isize| {
            let (Some(token), Some(place)) = (
                p.token.checked_add_signed(step),
                p.place.checked_add_signed(step),
            ) else {
                return false;
            };
            sure.contains(&(token, place))
        };
        pairs.retain(|p| p.quality >= GUESS || beside(p, 1) || beside(p, -1));
        pairs
    }

    /// An unfinished word is the likelier the less is missing.
    fn becoming(&self, token: &Token, term: TermId) -> f32 {
        let (typed, whole) = (token.word.folded.len(), self.index.terms.folded(term).len());
        let written = self.index.terms.toned(term);
        let tones = if !token.word.marked() || written.starts_with(token.word.toned.as_str()) {
            1.0
        } else if begins(&token.word, written) {
            0.95
        } else {
            0.75
        };
        (0.62 + 0.33 * typed as f32 / whole.max(typed) as f32) * tones
    }
}
