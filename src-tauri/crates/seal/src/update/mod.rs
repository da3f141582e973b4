//! A signed update: the authored files of the catalogue, calendar and fees, and the list of trusted
//! keys, in one file that travels on a USB stick.
//!
//! | bytes | what |
//! | --- | --- |
//! | 16 | `MOTCUA-UPDATE 1` and a line feed |
//! | 4 | length of the manifest, big-endian |
//! | … | the manifest: a COSE_Sign1 message (RFC 9052), Ed25519 |
//! | … | the files in the manifest's order, nothing between, nothing after |
//!
//! Nothing is compressed, so nothing can swell; the manifest names every file with its size and
//! SHA-256, and its signature is checked before a single name in it is believed. Names are of a few
//! fixed forms, so no file can point outside the catalogue.

mod claims;
mod container;

pub use claims::{Signer, UpdateClaims, UpdateFile, UpdateSigner, UpdateVersion};
pub use container::{KEYS, Update, pack, unpack};
