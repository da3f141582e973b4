use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// A field of an identity card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CardField")]
pub enum Field {
    /// Số định danh cá nhân.
    IdNumber,
    /// Số CMND cũ.
    OldIdNumber,
    /// Họ, chữ đệm và tên.
    FullName,
    /// Ngày, tháng, năm sinh.
    BirthDate,
    /// Giới tính.
    Sex,
    /// Nơi cư trú.
    Residence,
    /// Ngày cấp.
    Issued,
}

/// Something about a person's data that a clerk should look at before going on. Never a refusal.
///
/// Its debug form leaves the suggestion out: it holds personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Warning {
    /// Where.
    pub field: Field,
    /// What, in Vietnamese.
    pub text: String,
    /// What the field probably should be.
    pub suggestion: Option<String>,
}

impl Warning {
    pub(crate) fn new(field: Field, text: impl Into<String>) -> Self {
        Self {
            field,
            text: text.into(),
            suggestion: None,
        }
    }

    pub(crate) fn suggesting(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }
}

impl fmt::Debug for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Warning({:?}, suggestion: {})",
            self.field,
            self.suggestion.is_some()
        )
    }
}
