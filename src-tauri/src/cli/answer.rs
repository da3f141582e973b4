//! What a verb answers: once for programs, once for people.

use motcua_fault::{Code, OrFault, Result};
use serde::Serialize;
use serde_json::Value;

/// An answer.
pub(crate) struct Answer {
    /// The JSON document.
    pub(crate) json: Value,
    /// For a terminal, Vietnamese.
    pub(crate) text: String,
    /// Yes or done: exit 0; no: exit 1.
    pub(crate) yes: bool,
}

impl Answer {
    /// Yes, or done.
    pub(crate) fn yes(json: &impl Serialize, text: impl Into<String>) -> Result<Self> {
        Ok(Self {
            json: serde_json::to_value(json)
                .or_fault(Code::Internal, "Không lập được câu trả lời JSON.")?,
            text: text.into(),
            yes: true,
        })
    }

    /// No.
    pub(crate) fn no(json: &impl Serialize, text: impl Into<String>) -> Result<Self> {
        Ok(Self {
            yes: false,
            ..Self::yes(json, text)?
        })
    }
}
