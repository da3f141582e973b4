use serde::{Deserialize, Serialize};

/// Who writes: a clerk at a counter. It stands on every line of the change log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The clerk's name as the office knows it.
    pub clerk: String,
    /// The counter's number; 0 is the program itself.
    pub counter: u16,
}

impl Actor {
    /// A clerk at a counter.
    pub fn new(clerk: impl Into<String>, counter: u16) -> Self {
        Self {
            clerk: clerk.into(),
            counter,
        }
    }

    /// The program itself: migrations and what no clerk asked for.
    pub fn program() -> Self {
        Self::new("motcua", 0)
    }
}
