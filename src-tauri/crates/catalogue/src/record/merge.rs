//! A record that says more, or otherwise, over what was known: what it does not know erases nothing.

use super::Record;

impl Record {
    /// This record with everything that `newer` knows.
    #[must_use]
    pub fn merged(mut self, newer: Record) -> Record {
        fn text(old: &mut Option<String>, new: Option<String>) {
            if new.is_some() {
                *old = new;
            }
        }
        fn list<T>(old: &mut Vec<T>, new: Vec<T>) {
            if !new.is_empty() {
                *old = new;
            }
        }
        self.code = newer.code;
        self.name = newer.name;
        // A second field is of interest only beside the first one.
        list(&mut self.fields, newer.fields);
        text(&mut self.promulgated_by, newer.promulgated_by);
        text(&mut self.decision, newer.decision);
        list(&mut self.levels, newer.levels);
        list(&mut self.departments, newer.departments);
        list(&mut self.subjects, newer.subjects);
        text(&mut self.relevance, newer.relevance);
        text(&mut self.state, newer.state);
        text(&mut self.sort, newer.sort);
        list(&mut self.methods, newer.methods);
        list(&mut self.components, newer.components);
        text(&mut self.steps, newer.steps);
        text(&mut self.conditions, newer.conditions);
        list(&mut self.results, newer.results);
        list(&mut self.basis, newer.basis);
        text(&mut self.authority, newer.authority);
        list(&mut self.replaced, newer.replaced);
        text(&mut self.url, newer.url);
        // Older data read later do not make what is known older.
        self.as_of = self.as_of.max(newer.as_of);
        self
    }
}
