//! Bytes to sign or to hash: a domain, then each field behind its length, so that no two different
//! lists of fields ever give the same bytes.

/// Builder of such bytes. Lengths and numbers are 8 bytes, big-endian.
pub(crate) struct Framed(Vec<u8>);

impl Framed {
    /// Starts with the purpose, so that a signature for one purpose never serves another.
    pub(crate) fn new(domain: &str) -> Self {
        Self(Vec::new()).bytes(domain.as_bytes())
    }

    pub(crate) fn bytes(mut self, field: &[u8]) -> Self {
        self.0.extend((field.len() as u64).to_be_bytes());
        self.0.extend(field);
        self
    }

    pub(crate) fn text(self, field: &str) -> Self {
        self.bytes(field.as_bytes())
    }

    pub(crate) fn number(mut self, field: i64) -> Self {
        self.0.extend(field.to_be_bytes());
        self
    }

    pub(crate) fn done(self) -> Vec<u8> {
        self.0
    }
}
