//! `fuzzy-matcher` alone: every folded title, each time.

use crate::Engine;
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};
use motcua_catalogue::Entry;
use motcua_text::fold;

pub struct Skim {
    matcher: SkimMatcherV2,
    titles: Vec<(String, String)>,
}

impl Skim {
    pub fn new(entries: &[Entry]) -> Self {
        Self {
            matcher: SkimMatcherV2::default(),
            titles: entries
                .iter()
                .map(|entry| {
                    (
                        entry.code.clone(),
                        format!("{} {}", fold(&entry.name), fold(&entry.code)),
                    )
                })
                .collect(),
        }
    }
}

impl Engine for Skim {
    fn name(&self) -> &'static str {
        "fuzzy-matcher"
    }

    fn find(&self, query: &str, limit: usize) -> Vec<String> {
        let folded = fold(query);
        let mut found: Vec<(i64, &str)> = self
            .titles
            .iter()
            .filter_map(|(code, title)| {
                Some((self.matcher.fuzzy_match(title, &folded)?, code.as_str()))
            })
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        found
            .into_iter()
            .take(limit)
            .map(|(_, code)| code.to_owned())
            .collect()
    }
}
