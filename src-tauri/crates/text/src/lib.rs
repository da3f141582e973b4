//! Vietnamese text: NFC, folding, typing methods, names, amounts and dates in words, the identity
//! card's QR. Pure; knows no window, no clock, no file.

mod clean;
mod contact;
mod fold;
pub mod id_card;
mod letters;
mod mangled;
mod name;
mod number;
mod person_id;
mod place;
mod syllable;
mod tone;
mod typing;
mod warning;
mod when;

pub use clean::{clean, nfc};
pub use contact::{email, phone};
pub use fold::{fold, fold_into, initials, words};
pub use id_card::IdCard;
pub use mangled::unspoil;
pub use name::{LONGEST_NAME, name};
pub use number::{amount_in_words, money, number_in_words};
pub use person_id::{Citizen, IdKind, PersonId, Sex};
pub use place::birth_place_of;
pub use tone::same_tone_placement;
pub use typing::{from_telex, from_vni, to_telex, to_vni};
pub use warning::{Field, Warning};
pub use when::{date, date_in_words, long_date, moment, time};
