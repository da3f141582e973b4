//! How people call things here: counted when a clerk chose, shown, edited, taken back.

use crate::Desk;
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use motcua_office::Learned;
use serde::Serialize;
use ts_rs::TS;

/// A way of calling a procedure, as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LearnedView {
    /// The row.
    #[serde(flatten)]
    #[ts(flatten)]
    pub learned: Learned,
    /// Title of the procedure; its code where the catalogue has it no more.
    pub name: String,
}

impl Desk {
    /// Counts that `code` was chosen for what was searched; whether anything was kept. What could
    /// tell who somebody is, and what is a code, is not.
    ///
    /// # Errors
    /// `NO_OFFICE`, `UNKNOWN_PROCEDURE`, and those of the store.
    pub fn chose(&self, query: &str, code: &str, now: NaiveDateTime) -> Result<bool> {
        let code = self.known_code(code, now)?;
        let Ok((phrase, folded)) = self.reference().phrase(query, now)? else {
            return Ok(false);
        };
        let before = self.office().learned()?;
        let kept = self.office().choose(&phrase, &folded, &code, now)?;
        let used = |all: &[Learned]| -> Vec<(String, String)> {
            let used = all.iter().filter(|one| one.used);
            used.map(|one| (one.phrase.clone(), one.code.clone()))
                .collect()
        };
        if kept.used {
            let after = self.office().learned()?;
            if used(&before) != used(&after) {
                self.reference().learn(&after)?;
            }
        }
        Ok(true)
    }

    /// Writes down a way of calling a procedure, in the clerk's own words.
    ///
    /// # Errors
    /// `BAD_INPUT` with what must not be written down; `NO_OFFICE`, `UNKNOWN_PROCEDURE`.
    pub fn teach(&self, phrase: &str, code: &str, now: NaiveDateTime) -> Result<LearnedView> {
        let code = self.known_code(code, now)?;
        let (phrase, folded) = self
            .reference()
            .phrase(phrase, now)?
            .map_err(|why| Fault::new(Code::BadInput, why.why()))?;
        let kept = self.office().teach(&phrase, &folded, &code, now)?;
        self.relearn()?;
        Ok(self.view_of(kept, now))
    }

    /// Finds by it no more, or again.
    ///
    /// # Errors
    /// `BAD_INPUT` when there is none of that id; `NO_OFFICE`.
    pub fn set_learned(&self, id: &str, removed: bool, now: NaiveDateTime) -> Result<LearnedView> {
        let kept = self.office().set_learned(id, removed, now)?;
        self.relearn()?;
        Ok(self.view_of(kept, now))
    }

    /// What was learned here, and what is on its way to it.
    pub fn learned(&self, now: NaiveDateTime) -> Result<Vec<LearnedView>> {
        let all = self.office().learned()?;
        Ok(all.into_iter().map(|one| self.view_of(one, now)).collect())
    }

    /// Finding uses what is in the office's file now.
    pub(crate) fn relearn(&self) -> Result<()> {
        self.reference().learn(&self.office().learned()?)
    }

    fn known_code(&self, code: &str, now: NaiveDateTime) -> Result<String> {
        let found = self.reference().catalogue.procedure(code, now.date())?;
        Ok(found.code)
    }

    fn view_of(&self, learned: Learned, now: NaiveDateTime) -> LearnedView {
        let found = self
            .reference()
            .catalogue
            .procedure(&learned.code, now.date());
        LearnedView {
            name: found.map_or_else(|_| learned.code.clone(), |procedure| procedure.name),
            learned,
        }
    }
}
