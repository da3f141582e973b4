//! The signed QR: claims, keys, sign, verify. Pure: no clock, no randomness, no input or output.
//!
//! A seal is a COSE_Sign1 message (RFC 9052) with Ed25519 over a small CBOR map, written as text of
//! the 45 characters of a QR's alphanumeric mode: the dossier code in clear, so that any telephone
//! shows it, then ` MC1:` and the message in base45 (RFC 9285). It carries no name and no identity
//! number: of the person there is only a digest of what was printed.
//!
//! Trust has two steps, both in one file ([`TrustList`]): a root key certifies the keys of offices,
//! and each office's key seals for its own unit only.

mod certificate;
mod claims;
mod digest;
mod framed;
mod key;
mod minute;
mod reason;
mod result;
mod safe;
mod text;
mod trust;
mod verify;

pub use certificate::{Certificate, Revocation, RevocationKind};
pub use claims::{Claims, SealKind};
pub use digest::printed_digest;
pub use key::{KeyId, OfficeKey, PublicKey, RootKey, Signature};
pub use reason::Reason;
pub use result::{HolderKey, KindMark, Opened, ResultClaims, ResultToSeal, fields_are_sealed};
pub use safe::{Fresh, lock, unlock};
pub use text::{MAX_CHARS, MAX_MODULES, SealText, seal, seal_result};
pub use trust::{Merged, RootList, TrustList};
pub use verify::{Issuer, Verdict, verify};
