//! The finder of the program, with its synonyms.

use crate::{Engine, titles};
use motcua_catalogue::{
    Entry,
    find::{Finder, Usage},
};

pub struct Ours {
    finder: Finder,
    usage: Usage,
}

impl Ours {
    pub fn new(entries: &[Entry]) -> Self {
        Self {
            finder: Finder::new(entries, &titles::synonyms()),
            usage: Usage::new(),
        }
    }

    pub fn size(&self) -> usize {
        self.finder.size()
    }
}

impl Engine for Ours {
    fn name(&self) -> &'static str {
        "Một Cửa"
    }

    fn find(&self, query: &str, limit: usize) -> Vec<String> {
        let hits = self.finder.find(query, limit, &self.usage);
        hits.into_iter().map(|hit| hit.code).collect()
    }
}
