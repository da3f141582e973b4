use crate::framed::Framed;
use sha2::{Digest, Sha256};

/// What the seal says of the printed page: SHA-256 of its fields as `(identifier, text)`, in the
/// order of the form.
///
/// The bytes hashed are: the domain `motcua-printed-1`, the number of fields, then identifier and
/// text of each; every string is UTF-8 behind its length (8 bytes, big-endian), so that moving a
/// letter from one field to the next changes the digest. The caller gives NFC text, exactly as it
/// is printed. Order matters and an empty field is not the same as no field.
pub fn printed_digest(fields: &[(&str, &str)]) -> [u8; 32] {
    let start = Framed::new("motcua-printed-1").number(fields.len() as i64);
    let framed = fields
        .iter()
        .fold(start, |framed, (name, text)| framed.text(name).text(text));
    Sha256::digest(framed.done()).into()
}
