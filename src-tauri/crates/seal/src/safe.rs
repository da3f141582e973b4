//! An office's keys as one file under a passphrase, to be kept apart from every other backup.
//!
//! XChaCha20-Poly1305 under Argon2id (64 MiB, three passes; RFC 9106): whoever finds the file must guess
//! the passphrase at a tenth of a second a try. What the file is, and with what it was made, is bound too.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "motcua-keys-1";
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// Shorter passphrases are guessed.
const SHORTEST: usize = 12;

/// Random bytes for one file: never the same twice.
#[derive(Debug, Clone, Copy)]
pub struct Fresh {
    /// For the passphrase.
    pub salt: [u8; 16],
    /// For the box.
    pub nonce: [u8; 24],
}

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 24],
    #[serde(with = "hex::serde", rename = "box")]
    locked: Vec<u8>,
}

/// Locks secrets into the text of a file.
///
/// # Errors
/// `BAD_INPUT` for a passphrase of less than twelve characters.
pub fn lock(secrets: &[u8], passphrase: &str, fresh: Fresh) -> Result<String> {
    if passphrase.chars().count() < SHORTEST {
        return Err(Fault::new(
            Code::BadInput,
            format!(
                "Cụm mật khẩu phải có ít nhất {SHORTEST} ký tự; nên là bốn, năm từ không liên quan nhau."
            ),
        ));
    }
    let locked = cipher(passphrase, &fresh.salt)?
        .encrypt(&XNonce::from(fresh.nonce), said(secrets))
        .ok()
        .or_fault(Code::Internal, "Không khóa được tệp khóa dự phòng.")?;
    let file = File {
        format: FORMAT.to_owned(),
        salt: fresh.salt,
        nonce: fresh.nonce,
        locked,
    };
    serde_json::to_string(&file).or_fault(Code::Internal, "Không ghi được tệp khóa dự phòng.")
}

/// Opens such a file.
///
/// # Errors
/// `BAD_FILE` when it is none; `NEWER_FILE`; `BAD_KEY` for a wrong passphrase or a file that was altered.
pub fn unlock(text: &str, passphrase: &str) -> Result<Vec<u8>> {
    let file: File = serde_json::from_str(text).or_fault(
        Code::BadFile,
        "Tệp này không phải tệp khóa dự phòng của Một Cửa.",
    )?;
    if file.format != FORMAT {
        return Err(Fault::new(
            Code::NewerFile,
            "Tệp khóa dự phòng này do bản Một Cửa mới hơn ghi. Hãy cập nhật Một Cửa.",
        ));
    }
    cipher(passphrase, &file.salt)?
        .decrypt(&XNonce::from(file.nonce), said(&file.locked))
        .ok()
        .or_fault(
            Code::BadKey,
            "Cụm mật khẩu không đúng, hoặc tệp khóa dự phòng đã bị sửa.",
        )
}

fn said(text: &[u8]) -> Payload<'_, '_> {
    Payload {
        msg: text,
        aad: FORMAT.as_bytes(),
    }
}

fn cipher(passphrase: &str, salt: &[u8; 16]) -> Result<XChaCha20Poly1305> {
    let failed = "Không tính được khóa từ cụm mật khẩu.";
    let params = Params::new(MEMORY, PASSES, 1, Some(32)).or_fault(Code::Internal, failed)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .or_fault(Code::Internal, failed)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: Fresh = Fresh {
        salt: [7; 16],
        nonce: [9; 24],
    };
    const WORDS: &str = "sông hàn chiều mưa rất êm";

    #[test]
    fn only_the_passphrase_opens_it_and_an_altered_file_does_not_open_at_all() {
        let text = lock(b"secret", WORDS, FRESH).unwrap();
        assert!(!text.contains(&hex::encode("secret")));
        assert_eq!(unlock(&text, WORDS).unwrap(), b"secret");
        let code = |text: &str, words: &str| unlock(text, words).unwrap_err().code;
        assert_eq!(code(&text, "sông hàn chiều mưa rất em"), Code::BadKey);
        let mut file: File = serde_json::from_str(&text).unwrap();
        file.locked[2] ^= 1;
        let altered = serde_json::to_string(&file).unwrap();
        assert_eq!(code(&altered, WORDS), Code::BadKey);
        assert_eq!(code("", WORDS), Code::BadFile);
        assert_eq!(
            code(&text.replace(FORMAT, "motcua-keys-2"), WORDS),
            Code::NewerFile
        );
        assert_eq!(
            lock(b"secret", "ngắn quá", FRESH).unwrap_err().code,
            Code::BadInput
        );
    }
}
