//! Where a dossier stands, and where it may go.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The few status words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// *Đã tiếp nhận.*
    Received,
    /// *Chờ bổ sung.*
    Supplement,
    /// *Đang giải quyết.*
    Solving,
    /// *Có kết quả.*
    Result,
    /// *Đã trả.*
    Returned,
    /// *Từ chối.*
    Refused,
    /// *Dừng.*
    Stopped,
}

impl State {
    /// All of them.
    pub const ALL: [State; 7] = [
        State::Received,
        State::Supplement,
        State::Solving,
        State::Result,
        State::Returned,
        State::Refused,
        State::Stopped,
    ];

    /// The word in data, JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Received => "received",
            State::Supplement => "supplement",
            State::Solving => "solving",
            State::Result => "result",
            State::Returned => "returned",
            State::Refused => "refused",
            State::Stopped => "stopped",
        }
    }

    /// The word a clerk reads.
    pub fn title(self) -> &'static str {
        match self {
            State::Received => "Đã tiếp nhận",
            State::Supplement => "Chờ bổ sung",
            State::Solving => "Đang giải quyết",
            State::Result => "Có kết quả",
            State::Returned => "Đã trả",
            State::Refused => "Từ chối",
            State::Stopped => "Dừng",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<State> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Where it may go from here.
    pub fn moves(self) -> &'static [State] {
        match self {
            State::Received => &[State::Solving, State::Result, State::Stopped],
            State::Solving => &[State::Result, State::Stopped],
            State::Result => &[State::Returned],
            State::Supplement => &[State::Received, State::Stopped],
            State::Returned | State::Refused | State::Stopped => &[],
        }
    }

    /// Whether a reason must be given for going there.
    pub fn needs_reason(self) -> bool {
        matches!(self, State::Stopped | State::Refused)
    }

    /// Nothing more happens to it.
    pub fn is_final(self) -> bool {
        self.moves().is_empty()
    }
}
