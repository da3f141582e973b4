use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a seal is good or not; what programs match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Good.
    Valid,
    /// Good, but of a sample office: the paper proves nothing.
    Sample,
    /// The text is no seal of this program.
    NotOurs,
    /// A seal rewritten by an input method or Caps Lock on its way from the scanner.
    Mangled,
    /// A seal with characters missing or wrong.
    Garbled,
    /// Made by a later version of the program.
    NewerSeal,
    /// No certificate names its key.
    UnknownKey,
    /// The signature is not of these claims.
    Altered,
    /// The code in clear is not the one that was signed.
    PrefixDiffers,
    /// Its key is certified, but not for the unit it speaks for.
    NotForUnit,
    /// Sealed before its certificate began or after it ended.
    OutsideCertificate,
    /// Its key was revoked.
    Revoked,
    /// Good, but received long after this machine's clock: one of the two clocks is wrong.
    FromTheFuture,
    /// A genuine result whose validity has ended.
    Expired,
    /// A genuine result that was revoked since; only the office that keeps it knows.
    Withdrawn,
}

impl Reason {
    /// Whether the paper may be relied on (a sample is genuine and says so, and
    /// so is a paper from an office whose clock is wrong).
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Valid | Self::Sample | Self::FromTheFuture)
    }
}
