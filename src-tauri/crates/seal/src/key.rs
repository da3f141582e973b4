//! Keys: Ed25519 (RFC 8032), named by the first bytes of their hash.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use motcua_fault::{Code, OrFault, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// Fixed bytes that are hexadecimal in JSON.
macro_rules! hexed {
    ($name:ident, $wrong:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
        impl From<$name> for String {
            fn from(bytes: $name) -> Self {
                bytes.to_string()
            }
        }
        impl TryFrom<String> for $name {
            type Error = motcua_fault::Fault;
            fn try_from(text: String) -> Result<Self> {
                text.parse()
            }
        }
        impl FromStr for $name {
            type Err = motcua_fault::Fault;
            fn from_str(text: &str) -> Result<Self> {
                let mut bytes = Self([0; _]);
                hex::decode_to_slice(text.trim(), &mut bytes.0).or_fault(Code::BadKey, $wrong)?;
                Ok(bytes)
            }
        }
    };
}

/// The name of a key: the first 8 bytes of SHA-256 of the public key; hexadecimal in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct KeyId(pub [u8; 8]);
hexed!(KeyId, "Mã khóa phải gồm 16 chữ số thập lục phân.");

/// A public key as it stands in a file: 32 bytes, hexadecimal in JSON. Not yet checked to be a
/// usable one: [`PublicKey::verify`] refuses what is not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct PublicKey(pub [u8; 32]);
hexed!(
    PublicKey,
    "Khóa công khai phải gồm 64 chữ số thập lục phân."
);

/// An Ed25519 signature: 64 bytes, hexadecimal in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct Signature(pub [u8; 64]);
hexed!(Signature, "Chữ ký phải gồm 128 chữ số thập lục phân.");

impl PublicKey {
    /// The key's name.
    pub fn id(&self) -> KeyId {
        let hash: [u8; 32] = Sha256::digest(self.0).into();
        let mut id = [0; 8];
        id.copy_from_slice(&hash[..8]);
        KeyId(id)
    }

    /// Whether the bytes are a point of the curve that can serve as a key.
    pub fn is_usable(&self) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| !key.is_weak())
    }

    /// Whether this key signed these bytes. Strict (no malleable signature, no weak key).
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

/// A private key; wiped from memory when dropped, never printed.
macro_rules! private {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(SigningKey);

        impl $name {
            /// From 32 bytes of the system's randomness, or as kept by [`Self::to_bytes`].
            pub fn from_seed(seed: [u8; 32]) -> Self {
                Self(SigningKey::from_bytes(&seed))
            }

            /// From a kept file; wrong length is [`Code::BadKey`].
            pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
                let seed = bytes.try_into().or_fault(
                    Code::BadKey,
                    "Tệp khóa bí mật phải dài đúng 32 byte. Hãy lấy lại tệp từ bản sao lưu.",
                )?;
                Ok(Self::from_seed(seed))
            }

            /// The secret itself, to be kept encrypted; whoever asks for it wipes it.
            pub fn to_bytes(&self) -> [u8; 32] {
                self.0.to_bytes()
            }

            /// What others need to check a signature.
            pub fn public(&self) -> PublicKey {
                PublicKey(self.0.verifying_key().to_bytes())
            }

            /// The key's name.
            pub fn id(&self) -> KeyId {
                self.public().id()
            }

            pub(crate) fn sign(&self, message: &[u8]) -> Signature {
                Signature(self.0.sign(message).to_bytes())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({}, secret)"), self.id())
            }
        }
    };
}

private! {
    /// The key an office seals its papers with. Wiped from memory when dropped, never printed.
    OfficeKey
}
private! {
    /// The key that certifies offices' keys; it seals no paper. Wiped from memory when dropped,
    /// never printed.
    RootKey
}
