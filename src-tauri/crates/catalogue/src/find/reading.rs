//! What a query may mean, word by word: as typed, typed in raw Telex or VNI, run together, misspelt,
//! initials; then with the words of everyday speech replaced by those of the titles.

use super::{
    index::Index,
    lexicon::Lexicon,
    terms::TermId,
    words::{Word, tones, words},
};
use motcua_text::{from_telex, from_vni};
use std::ops::Range;

/// Words of a query that are looked at.
pub(crate) const MOST_WORDS: usize = 24;
/// A word that says nothing still breaks ties.
pub(super) const FILLER: f32 = 0.04;
const LIGHT: f32 = 0.35;
/// A word nobody knows: about as telling as a middling one.
const UNKNOWN: f32 = 2.0;
/// From here on a word counts as read right, so that it may be part of an everyday expression.
pub(super) const SURE: f32 = 0.82;
/// What a word with other tones is worth where the typed one is a word itself.
const OTHER_WORD: f32 = 0.6;
/// Readings of one query that are tried.
const MOST_READINGS: usize = 4;

/// How a word of the query came to be read as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Typed,
    Telex,
    Vni,
    /// One of several words that were run together.
    Split,
    /// Put together from pieces.
    Joined,
    /// Stands for an expression: its place in the lexicon.
    Said(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What stood in the query; the whole expression for [`How::Said`].
    pub typed: String,
    pub word: Word,
    pub how: How,
    pub weight: f32,
    /// What it would weigh if it were no filler.
    pub meant: f32,
    pub filler: bool,
    /// Words it may be, the likeliest first.
    pub matches: Vec<(TermId, f32)>,
    /// Words it may become: it is the last one and unfinished.
    pub becoming: Range<TermId>,
    /// It may be initials of words in a row.
    pub run: Option<String>,
}

/// Reads queries against an index.
pub(crate) struct Reader<'a> {
    pub index: &'a Index,
    pub lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// The query as typed first, then with expressions replaced. None when it has no words.
    pub(crate) fn read(&self, query: &str) -> Vec<Vec<Token>> {
        let raw = words(query, MOST_WORDS);
        let finished = query.ends_with(char::is_whitespace);
        let mut tokens = self.tokens(&raw, finished);
        if tokens.is_empty() {
            return Vec::new();
        }
        if let [.., _, last] = tokens.as_mut_slice()
            && last.word.folded.len() <= 2
            && !last.becoming.is_empty()
        {
            // After other words, one or two letters are the beginning of the next.
            last.run = None;
        }
        let fillers = self.mark_fillers(&mut tokens);
        let found = self.expressions(&tokens, &fillers);
        let mut readings = Vec::with_capacity(2);
        for choice in 0..MOST_READINGS - 1 {
            match self.replaced(&tokens, &found, choice) {
                Some(reading) => readings.push(reading),
                None => break,
            }
        }
        readings.insert(0, tokens);
        readings
    }

    fn tokens(&self, raw: &[Word], finished: bool) -> Vec<Token> {
        let terms = &self.index.terms;
        let mut tokens = Vec::with_capacity(raw.len() + 2);
        let mut at = 0;
        while let Some(word) = raw.get(at) {
            let last = at + 1 == raw.len() && !finished;
            if let Some(next) = raw.get(at + 1)
                && !(terms.knows(&word.folded) && terms.knows(&next.folded))
                && let Some(mut joined) = self.across(word, next, at + 2 == raw.len() && !finished)
            {
                tokens.append(&mut joined);
                at += 2;
                continue;
            }
            tokens.append(&mut self.word(word, last));
            at += 1;
        }
        tokens.truncate(MOST_WORDS);
        tokens
    }

    /// Two pieces that only together are one word, or two words with the space in the wrong place.
    fn across(&self, word: &Word, next: &Word, last: bool) -> Option<Vec<Token>> {
        let terms = &self.index.terms;
        let whole = Word::new(&format!("{}{}", word.toned, next.toned));
        let typed = format!("{} {}", word.toned, next.toned);
        let lone = |word: &Word| {
            word.folded.len() == 1 && !word.folded.starts_with(|c: char| c.is_ascii_digit())
        };
        let strange = |word: &Word| !terms.knows(&word.folded);
        if (strange(word) || lone(word) || lone(next)) && terms.knows(&whole.folded) {
            // An unfinished last word is not a piece of the word before it.
            if last && lone(next) && !strange(word) {
                return None;
            }
            let mut token = self.known(&whole, last);
            token.typed = typed;
            token.how = How::Joined;
            return Some(vec![token]);
        }
        let odd = |word: &Word| {
            let near = terms.near(&word.folded).first().map_or(0.0, |near| near.1);
            strange(word) && near < 0.75 && self.decoded(word).is_none()
        };
        let pieces = odd(word) && (strange(next) || next.folded.len() <= 2)
            || odd(next) && next.folded.len() > 2;
        let unfinished = last && !terms.beginning(&next.folded).is_empty();
        if pieces && !unfinished {
            let mut tokens = self.segments(&whole, false)?;
            if tokens.len() == 2 {
                for token in &mut tokens {
                    token.typed = typed.clone();
                }
                return Some(tokens);
            }
        }
        None
    }

    fn word(&self, word: &Word, last: bool) -> Vec<Token> {
        let terms = &self.index.terms;
        if terms.knows(&word.folded) {
            return vec![self.known(word, last)];
        }
        let becoming = if last {
            terms.beginning(&word.folded)
        } else {
            0..0
        };
        let decoded = self.decoded(word);
        if becoming.is_empty()
            && let Some((decoded, how)) = &decoded
            && (terms.knows(&decoded.folded)
                || last && !terms.beginning(&decoded.folded).is_empty())
        {
            let mut token = self.known(decoded, last);
            token.typed.clone_from(&word.toned);
            token.how = *how;
            // It may as well be a slip: “tur” is “tủ” in Telex, or “trú” with two letters swapped.
            self.add_near(&mut token, word, 0.85);
            return vec![token];
        }
        let mut token = self.bare(word);
        token.becoming = becoming;
        let meant = decoded.as_ref().map_or(word, |(decoded, _)| decoded);
        self.add_near(&mut token, meant, 1.0);
        let near = token.matches.first().map_or(0.0, |(_, quality)| *quality);
        if token.becoming.is_empty()
            && near < 0.75
            && word.folded.len() >= 4
            && spoken(&word.folded)
            && let Some(tokens) = self.segments(word, last)
        {
            return tokens;
        }
        if let (Some((_, how)), true) = (decoded, near > 0.0) {
            token.how = how;
        }
        token.run = self.initials(&word.folded);
        self.weigh(&mut token);
        vec![token]
    }

    /// Words one slip away from what was typed.
    fn add_near(&self, token: &mut Token, typed: &Word, trust: f32) {
        let terms = &self.index.terms;
        // Consonants alone are initials; a slip in them would be another abbreviation.
        let abbreviation = !spoken(&typed.folded);
        for (range, quality) in terms.near(&typed.folded) {
            if abbreviation && !spoken(terms.folded(range.start)) {
                continue;
            }
            for term in range {
                let quality = trust * quality * near_tones(typed, terms.toned(term));
                if !token.matches.iter().any(|(known, _)| *known == term) {
                    token.matches.push((term, quality));
                }
            }
        }
        token
            .matches
            .sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }

    fn bare(&self, word: &Word) -> Token {
        Token {
            typed: word.toned.clone(),
            word: word.clone(),
            how: How::Typed,
            weight: UNKNOWN,
            meant: UNKNOWN,
            filler: false,
            matches: Vec::new(),
            becoming: 0..0,
            run: None,
        }
    }

    /// A word the dictionary has, or that begins one.
    pub(super) fn known(&self, word: &Word, last: bool) -> Token {
        let terms = &self.index.terms;
        let mut token = self.bare(word);
        let same = |term| terms.toned(term) == word.toned;
        let written = word.marked() && terms.exact(&word.folded).any(same);
        token.matches = terms
            .exact(&word.folded)
            .map(|term| {
                let quality = tones(word, terms.toned(term));
                // “tuổi” is a word of its own: it was not meant to be “tưới”.
                let other = written && quality < SURE;
                (term, if other { OTHER_WORD } else { quality })
            })
            .collect();
        token
            .matches
            .sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if last && word.folded.len() == 1 {
            // One letter is a beginning, whatever abbreviation it may be.
            token.matches.clear();
        }
        if last {
            token.becoming = terms.beginning(&word.folded);
        }
        if !spoken(&word.folded) {
            token.run = self.initials(&word.folded);
        }
        self.weigh(&mut token);
        token
    }

    fn weigh(&self, token: &mut Token) {
        let length = token.word.folded.len() as f32;
        let exact = token.matches.first().map(|(term, _)| self.index.idf(*term));
        token.weight = match exact {
            Some(idf) if length > 1.0 => idf,
            _ if !token.becoming.is_empty() => (1.0 + 0.6 * length).min(5.0),
            _ if token.run.is_some() => (1.4 * length).min(7.0),
            _ => UNKNOWN,
        };
        if token
            .matches
            .first()
            .is_some_and(|(term, quality)| *quality >= SURE && self.lexicon.light.contains(term))
        {
            token.weight *= LIGHT;
        }
        token.meant = token.weight;
    }

    /// Raw keys of an input method that was off, or half on.
    fn decoded(&self, word: &Word) -> Option<(Word, How)> {
        let keys = &word.folded;
        if !keys.is_ascii() || keys.len() < 2 {
            return None;
        }
        let digits = keys.bytes().any(|b| b.is_ascii_digit());
        let strict = if digits {
            from_vni(keys).map(|read| (read, How::Vni))
        } else {
            from_telex(keys).map(|read| (read, How::Telex))
        };
        if let Some((read, how)) = strict {
            return Some((Word::new(&read), how));
        }
        // Unfinished or slipped: only the letters are kept.
        let (bare, how) = if digits {
            let begins = keys.starts_with(|c: char| c.is_ascii_alphabetic());
            let letters: String = keys.chars().filter(|c| !c.is_ascii_digit()).collect();
            (begins.then_some(letters)?, How::Vni)
        } else {
            (loose_telex(keys)?, How::Telex)
        };
        let known = self.index.terms.knows(&bare) || !self.index.terms.beginning(&bare).is_empty();
        (known && bare.len() > 1).then(|| (Word::new(&bare), how))
    }

    /// What may be initials; titles are kept without the “thủ tục” they begin with.
    fn initials(&self, folded: &str) -> Option<String> {
        let letters = folded.bytes().all(|b| b.is_ascii_lowercase());
        if !letters || !(2..=10).contains(&folded.len()) {
            return None;
        }
        let known = |run: &&str| self.index.initials(run).next().is_some();
        let bare = folded.strip_prefix("tt").filter(|rest| rest.len() > 2);
        [Some(folded), bare]
            .into_iter()
            .flatten()
            .find(known)
            .map(str::to_owned)
    }

    /// Adds likely slips to words that the dictionary knows, when reading them as typed found little.
    pub(crate) fn widen(&self, tokens: &mut [Token]) {
        let terms = &self.index.terms;
        for token in tokens
            .iter_mut()
            .filter(|t| !t.filler && t.word.folded.len() > 2)
        {
            if !terms.knows(&token.word.folded) {
                continue;
            }
            let typed = token.word.clone();
            self.add_near(token, &typed, 0.75);
        }
    }
}

/// Tones of a misspelt word only break ties: where letters are wrong, marks are too.
fn near_tones(typed: &Word, meant: &str) -> f32 {
    if !typed.marked() {
        return 1.0;
    }
    let marks = |text: &str| {
        let mut marks: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
        marks.sort_unstable();
        marks
    };
    if marks(&typed.toned) == marks(meant) {
        1.0
    } else {
        0.96
    }
}

/// Whether it can be spoken: it has a vowel.
fn spoken(folded: &str) -> bool {
    folded.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Letters of raw Telex without its keys: `nguwowif` → `nguoi`. None when nothing was a key.
fn loose_telex(keys: &str) -> Option<String> {
    let mut bare = String::with_capacity(keys.len());
    let mut vowel = false;
    for c in keys.chars() {
        let key = match c {
            's' | 'f' | 'r' | 'x' | 'j' => vowel,
            'w' => true,
            'a' | 'e' | 'o' | 'd' => bare.ends_with(c),
            _ => false,
        };
        vowel |= matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if !key {
            bare.push(c);
        }
    }
    (bare.len() < keys.len() && !bare.is_empty()).then_some(bare)
}
