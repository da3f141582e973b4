//! Codes, whole or partial, with or without dots and local suffix.

use crate::{Entry, national_code};

/// Codes as digits, sorted.
pub(crate) struct Codes(Vec<(String, u32)>);

/// How a code was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Whole,
    Part,
    /// One digit wrong or two swapped.
    Near,
}

impl Codes {
    pub(crate) fn new(entries: &[Entry]) -> Self {
        let mut codes: Vec<(String, u32)> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (digits(&entry.code), at as u32))
            .collect();
        codes.sort();
        Self(codes)
    }

    /// Entries whose code was typed, with their score; empty when nothing typed looks like a code.
    pub(crate) fn find(&self, query: &str) -> Vec<(u32, f64, Found)> {
        let Some((typed, dotted)) = typed_code(query) else {
            return Vec::new();
        };
        let whole = typed.len() == 7;
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter_map(|(code, at)| {
                let tail = code.get(1..).unwrap_or_default();
                let short = tail.trim_start_matches('0');
                let score = if *code == typed {
                    return Some((*at, 1.3, Found::Whole));
                } else if code.starts_with(&typed) && (dotted || typed.len() > 3) {
                    0.9 + typed.len() as f64 / 100.0
                } else if dotted {
                    return None;
                } else if tail == typed {
                    1.1
                } else if tail.starts_with(&typed) || short == typed {
                    0.88
                } else if code.ends_with(&typed) {
                    0.84
                } else if short.starts_with(&typed) {
                    0.8
                } else {
                    return None;
                };
                Some((*at, score, Found::Part))
            })
            .collect();
        if found.is_empty() && (whole || typed.len() == 6) {
            found = self
                .0
                .iter()
                .filter(|(code, _)| {
                    one_off(&typed, code) || code.get(1..).is_some_and(|tail| one_off(&typed, tail))
                })
                .map(|(_, at)| (*at, 0.8, Found::Near))
                .collect();
        }
        found
    }

    pub(crate) fn size(&self) -> usize {
        self.0.len() * 40
    }
}

fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}

/// The digits of the code in a query, and whether a dot said where its family ends.
fn typed_code(query: &str) -> Option<(String, bool)> {
    let mut chunks: Vec<&str> = query.split_whitespace().collect();
    let looks = |chunk: &&str| {
        let start = chunk
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .count();
        // A local suffix may follow: 2.000815.000.00.00.H61.
        start >= 2 && (start == chunk.len() || chunk.matches('.').count() >= 2)
            || chunk.len() == 1 && chunk.chars().all(|c| c.is_ascii_digit())
    };
    chunks.retain(|chunk| !chunk.is_empty());
    let codes: Vec<&&str> = chunks.iter().filter(|chunk| looks(chunk)).collect();
    let (typed, dotted) = match codes.as_slice() {
        // "1 001193"
        [family, rest] if family.len() == 1 && !rest.contains('.') => {
            (format!("{family}{rest}"), true)
        }
        [one] => {
            let code = national_code(one);
            let dotted = code.find('.') == Some(1);
            (digits(code), dotted)
        }
        _ => return None,
    };
    // A number among words is rather a year or a decree, unless it is as long as a code.
    let alone = chunks.len() == codes.len() || chunks.len() - codes.len() <= 3 && typed.len() >= 4;
    let enough = if dotted { 2 } else { 3 };
    let year = typed.len() == 4 && (typed.starts_with("19") || typed.starts_with("20"));
    let long = typed.len() >= 6;
    ((enough..=7).contains(&typed.len())
        && (long || dotted || alone && !(year && chunks.len() > 1)))
        .then_some((typed, dotted))
}

fn one_off(typed: &str, code: &str) -> bool {
    let (a, b) = (typed.as_bytes(), code.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let differ: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
    match differ.as_slice() {
        [_] => true,
        [i, j] => j - i == 1 && a[*i] == b[*j] && a[*j] == b[*i],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn find(query: &str) -> Vec<&'static str> {
        const CODES: [&str; 4] = ["1.001193", "1.004873", "2.000815", "2.000635"];
        let entries: Vec<_> = CODES
            .iter()
            .map(|code| Entry {
                code: (*code).to_owned(),
                name: "x".to_owned(),
                field: String::new(),
                kind: Kind::New,
                guided: false,
            })
            .collect();
        let mut found = Codes::new(&entries).find(query);
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
            .into_iter()
            .map(|(at, ..)| CODES[at as usize])
            .collect()
    }

    #[test]
    fn codes_are_found_however_they_are_written() {
        for query in [
            "1.001193",
            "1001193",
            "1 001193",
            "001193",
            "1193",
            "mã 1.001193",
            "1.001193.000.00.00.H17",
            "1.001193.01",
            "1.0011",
            "1.001139",
        ] {
            assert_eq!(find(query), ["1.001193"], "{query}");
        }
        assert_eq!(find("2.000815.000.00.00.H61"), ["2.000815"]);
        assert_eq!(find("2.0").len(), 2);
        for query in [
            "",
            "khai sinh",
            "khai sinh 2026",
            "nd 123",
            "12",
            "tổ 12 hòa khánh",
        ] {
            assert!(find(query).is_empty(), "{query}");
        }
    }
}
