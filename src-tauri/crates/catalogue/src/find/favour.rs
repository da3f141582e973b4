//! What a procedure gains whatever was typed: that it is guided, that a commune decides it, and that it
//! is chosen often here.

use super::Usage;
use crate::Entry;
use motcua_text::fold;
use std::collections::BTreeMap;

/// What a guided procedure gains over a listed one.
const GUIDED: f64 = 0.06;
/// What a title gains that says it is the commune's; the same procedure often stands there for the city too.
const COMMUNE: f64 = 0.05;
/// What a procedure gains at most from having been chosen here often.
const CHOSEN: f64 = 0.06;
/// From so many times on, often is often.
const OFTEN: f64 = 100.0;

/// What an entry gains at every counter.
pub(crate) fn standing(entry: &Entry) -> f64 {
    if entry.guided {
        GUIDED
    } else if fold(&entry.name).contains("cap xa") {
        COMMUNE
    } else {
        0.0
    }
}

/// The gains of one query.
pub(crate) struct Favour<'a> {
    standing: &'a [f64],
    chosen: BTreeMap<u32, f64>,
}

impl<'a> Favour<'a> {
    pub(crate) fn new(standing: &'a [f64], by_code: &BTreeMap<String, u32>, usage: &Usage) -> Self {
        let chosen = usage
            .iter()
            .filter(|(_, times)| **times > 0)
            .filter_map(|(code, times)| {
                let often = (f64::from(*times) + 1.0).ln() / (OFTEN + 1.0).ln();
                Some((*by_code.get(code)?, CHOSEN * (0.4 + 0.6 * often.min(1.0))))
            })
            .collect();
        Self { standing, chosen }
    }

    /// The gain of an entry.
    pub(crate) fn of(&self, entry: u32) -> f64 {
        self.standing[entry as usize] + self.chosen.get(&entry).copied().unwrap_or_default()
    }

    /// What was added to the gain of an entry because it was chosen here.
    pub(crate) fn of_chosen(&self, entry: impl FnOnce() -> u32) -> f64 {
        if self.chosen.is_empty() {
            return 0.0;
        }
        self.chosen.get(&entry()).copied().unwrap_or_default()
    }

    /// Entries that were chosen here.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = u32> + '_ {
        self.chosen.keys().copied()
    }
}
