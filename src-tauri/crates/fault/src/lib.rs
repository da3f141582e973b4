//! What went wrong, said twice: a [`Code`] that programs match and a Vietnamese sentence that a
//! clerk can act on. Nothing in the project matches on the sentence.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

mod code;
pub use code::{Blame, Code};

/// The project's result.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// An error as it reaches a clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fault {
    /// What programs match.
    pub code: Code,
    /// What a clerk reads: one or two Vietnamese sentences, what happened and what to do.
    pub message: String,
    /// What the technician reads, never shown unasked.
    pub detail: Option<String>,
}

impl Fault {
    /// A fault with its sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
        }
    }

    /// Keeps the technical cause beside the sentence.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.detail = Some(cause.to_string());
        self
    }

    /// Whose fault: the input's or the machine's.
    pub fn blame(&self) -> Blame {
        self.code.blame()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// Turns a foreign error into a fault with its sentence, keeping the cause.
pub trait OrFault<T> {
    /// `Err(cause)` becomes the fault with `cause` as its detail; `None` has no detail.
    fn or_fault(self, code: Code, message: impl Into<String>) -> Result<T>;
}

impl<T, E: fmt::Display> OrFault<T> for std::result::Result<T, E> {
    fn or_fault(self, code: Code, message: impl Into<String>) -> Result<T> {
        self.map_err(|cause| Fault::new(code, message).because(cause))
    }
}

impl<T> OrFault<T> for Option<T> {
    fn or_fault(self, code: Code, message: impl Into<String>) -> Result<T> {
        self.ok_or_else(|| Fault::new(code, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_kept_but_not_shown() {
        let fault = Err::<(), _>("disk I/O error")
            .or_fault(Code::Damaged, "Tệp dữ liệu bị hỏng.")
            .unwrap_err();
        assert_eq!(fault.to_string(), "Tệp dữ liệu bị hỏng.");
        assert_eq!(fault.detail.as_deref(), Some("disk I/O error"));
    }
}
