//! Vietnamese text: NFC, folding, typing methods, names, amounts and dates in words, the identity
//! card's QR. Pure; knows no window, no clock, no file.

mod clean;
mod fold;
mod number;
mod when;

pub use clean::{clean, nfc};
pub use fold::{fold, fold_into, initials, words};
pub use number::{amount_in_words, money, number_in_words};
pub use when::{date, date_in_words, long_date, moment, time};
