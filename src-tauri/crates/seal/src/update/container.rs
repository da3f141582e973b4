//! The file around the manifest.

use super::claims::{Signer, UpdateClaims, UpdateFile, UpdateSigner, UpdateVersion, open, sign};
use crate::{minute, trust::TrustList};
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, OrFault, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The list of trusted keys inside an update.
pub const KEYS: &str = "keys/trusted.json";

const MARK: &[u8] = b"MOTCUA-UPDATE ";
const VERSION: &[u8] = b"1\n";
/// Sizes no honest catalogue comes near: 2.4 MB and 250 files today.
const MOST_MANIFEST: usize = 4 << 20;
const MOST_FILES: usize = 20_000;
const MOST_FILE: u64 = 8 << 20;
const MOST_ALL: u64 = 64 << 20;

/// An update whose signature, names, sizes and digests are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// What the manifest says.
    pub claims: UpdateClaims,
    /// Who signed.
    pub signer: UpdateSigner,
    /// The files, by path below `data/`.
    pub files: BTreeMap<String, String>,
}

/// Packs and signs files.
///
/// # Errors
/// `BAD_INPUT` for a file of a form the catalogue does not have, or too large.
pub fn pack(
    signer: Signer<'_>,
    version: UpdateVersion,
    made: NaiveDateTime,
    (least_program, made_with): (&str, &str),
    note: &str,
    files: &BTreeMap<String, String>,
) -> Result<Vec<u8>> {
    let claims = UpdateClaims {
        version,
        made: minute::whole(made),
        least_program: least_program.to_owned(),
        made_with: made_with.to_owned(),
        note: note.to_owned(),
        files: files
            .iter()
            .map(|(path, text)| UpdateFile {
                path: path.clone(),
                size: text.len() as u64,
                digest: Sha256::digest(text.as_bytes()).into(),
            })
            .collect(),
    };
    check(&claims).map_err(|what| {
        Fault::new(
            Code::BadInput,
            format!("Không đóng gói được bản cập nhật: {what}."),
        )
    })?;
    let manifest = sign(signer, &claims)?;
    let length = u32::try_from(manifest.len())
        .ok()
        .filter(|_| manifest.len() <= MOST_MANIFEST)
        .or_fault(Code::BadInput, "Bản cập nhật có quá nhiều tệp.")?;
    let mut out = [MARK, VERSION].concat();
    out.extend(length.to_be_bytes());
    out.extend(manifest);
    for text in files.values() {
        out.extend(text.as_bytes());
    }
    Ok(out)
}

/// Reads an update, believing nothing before its signature is checked.
///
/// # Errors
/// `BAD_FILE`: no update, or cut off; `NEWER_FILE`: of a later form; `BAD_KEY`: signed by nobody
/// this machine trusts; `BAD_SEAL`: altered.
pub fn unpack(bytes: &[u8], trust: &TrustList) -> Result<Update> {
    let not_ours = || {
        Fault::new(
            Code::BadFile,
            "Tệp này không phải bản cập nhật của Một Cửa. Hãy chọn tệp có đuôi .motcua-update.",
        )
    };
    let cut = || {
        Fault::new(
            Code::BadFile,
            "Tệp cập nhật bị cắt ngắn hoặc dài thừa, có thể do sao chép dở. Hãy chép lại tệp từ nơi phát hành.",
        )
    };
    let rest = bytes.strip_prefix(MARK).ok_or_else(not_ours)?;
    let Some(rest) = rest.strip_prefix(VERSION) else {
        let number = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        return Err(if number > 0 && rest.get(number) == Some(&b'\n') {
            Fault::new(
                Code::NewerFile,
                "Tệp cập nhật có dạng của phiên bản Một Cửa mới hơn. Hãy nâng cấp chương trình rồi nhận lại.",
            )
        } else {
            not_ours()
        });
    };
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let length = u32::from_be_bytes(*length) as usize;
    if length > MOST_MANIFEST {
        return Err(cut());
    }
    let (manifest, mut rest) = rest.split_at_checked(length).ok_or_else(cut)?;
    let (claims, signer) = open(manifest, trust)?;
    check(&claims).map_err(|what| {
        Fault::new(
            Code::BadFile,
            format!("Không nhận được bản cập nhật: {what}. Hãy báo nơi phát hành."),
        )
    })?;
    let mut files = BTreeMap::new();
    for file in &claims.files {
        let size = usize::try_from(file.size).map_err(|_| cut())?;
        let (content, more) = rest.split_at_checked(size).ok_or_else(cut)?;
        rest = more;
        if <[u8; 32]>::from(Sha256::digest(content)) != file.digest {
            return Err(Fault::new(
                Code::BadSeal,
                format!(
                    "Tệp {} trong bản cập nhật không đúng như khi ký: đã bị sửa hoặc hỏng. Không dùng bản này.",
                    file.path
                ),
            ));
        }
        let text = std::str::from_utf8(content).or_fault(
            Code::BadFile,
            format!(
                "Tệp {} trong bản cập nhật không phải văn bản UTF-8.",
                file.path
            ),
        )?;
        files.insert(file.path.clone(), text.to_owned());
    }
    if !rest.is_empty() {
        return Err(cut());
    }
    Ok(Update {
        claims,
        signer,
        files,
    })
}

/// Names of the few forms there are, ascending, each once; sizes within reason.
fn check(claims: &UpdateClaims) -> std::result::Result<(), String> {
    if claims.files.is_empty() {
        return Err("không có tệp nào bên trong".to_owned());
    }
    if claims.files.len() > MOST_FILES {
        return Err(format!("có hơn {MOST_FILES} tệp"));
    }
    let mut all = 0_u64;
    for (i, file) in claims.files.iter().enumerate() {
        if !is_path(&file.path) {
            let shown: String = file.path.chars().take(60).collect();
            return Err(format!("tên tệp “{shown}” không có trong dạng danh mục"));
        }
        if i > 0 && claims.files[i - 1].path >= file.path {
            return Err("danh sách tệp lặp hoặc không theo thứ tự".to_owned());
        }
        all = all.saturating_add(file.size);
        if file.size > MOST_FILE || all > MOST_ALL {
            return Err("quá lớn so với một danh mục".to_owned());
        }
    }
    Ok(())
}

/// `results.toml`, `fees/x.toml`, `office/x.toml` (what an office laid over the rest),
/// `catalogue/x/y.toml`, or the list of keys. Letters are those of
/// slugs, so neither `..` nor a drive nor a root can be written.
fn is_path(path: &str) -> bool {
    if path == KEYS {
        return true;
    }
    let Some(stem) = path.strip_suffix(".toml") else {
        return false;
    };
    let parts: Vec<_> = stem.split('/').collect();
    let named = match parts.as_slice() {
        [_] => true,
        [folder, _] => ["evidence", "fees", "calendar", "office"].contains(folder),
        [folder, _, _] => *folder == "catalogue",
        _ => false,
    };
    let part = |part: &&str| {
        !part.is_empty()
            && part.len() <= 120
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.@".contains(&b))
    };
    named && path.len() <= 200 && parts.iter().all(part)
}
