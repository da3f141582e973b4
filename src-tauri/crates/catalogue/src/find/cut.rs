//! Words written without the space between them, cut where the dictionary allows.

use super::{
    reading::{How, Reader, Token},
    words::Word,
};

impl Reader<'_> {
    /// Words run together, by the cheapest way to cut.
    pub(super) fn segments(&self, word: &Word, last: bool) -> Option<Vec<Token>> {
        let terms = &self.index.terms;
        let folded = word.folded.as_bytes();
        let toned: Vec<char> = word.toned.chars().collect();
        let end = folded.len();
        if !word.folded.is_ascii() || toned.len() != end || !(4..=60).contains(&end) {
            return None;
        }
        // Cheapest cost to reach each place, and where the last piece began.
        let mut best: Vec<Option<(f32, usize)>> = vec![None; end + 1];
        best[0] = Some((0.0, 0));
        for from in 0..end {
            let Some((cost, _)) = best[from] else {
                continue;
            };
            let longest = end.min(from + 7);
            for (to, best) in best.iter_mut().enumerate().take(longest + 1).skip(from + 1) {
                let piece = &word.folded[from..to];
                let whole = terms
                    .exact(piece)
                    .map(|term| self.index.idf(term))
                    .reduce(f32::min)
                    .filter(|idf| piece.len() > 1 && *idf < 8.0 || piece == "y");
                let price = match whole {
                    Some(idf) => 1.0 + 0.2 * idf,
                    None if last
                        && to == end
                        && piece.len() > 1
                        && !terms.beginning(piece).is_empty() =>
                    {
                        3.5
                    }
                    None => continue,
                };
                if best.is_none_or(|(before, _)| cost + price < before) {
                    *best = Some((cost + price, from));
                }
            }
        }
        let mut cuts = Vec::new();
        let mut at = end;
        while at > 0 {
            let (_, from) = best[at]?;
            cuts.push(from..at);
            at = from;
        }
        if cuts.len() < 2 || cuts.len() * 2 > end {
            return None;
        }
        cuts.reverse();
        Some(
            cuts.into_iter()
                .map(|cut| {
                    let piece: String = toned[cut.clone()].iter().collect();
                    let mut token = self.known(&Word::new(&piece), last && cut.end == end);
                    token.typed.clone_from(&word.toned);
                    token.how = How::Split;
                    token
                })
                .collect(),
        )
    }
}
