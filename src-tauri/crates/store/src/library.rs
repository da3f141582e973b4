//! Which SQLite this is.

use motcua_fault::{Code, Fault, Result};

/// 3.51.3 repaired the WAL-reset bug: before it, a checkpoint racing a writer in another process
/// could leave a WAL that damages the file. The window and the command line share one file.
const OLDEST_SAFE: i32 = 3_051_003;

/// Refuses a library that can damage the file.
pub(crate) fn require_safe(version: i32) -> Result<()> {
    if version >= OLDEST_SAFE {
        return Ok(());
    }
    Err(Fault::new(
        Code::Internal,
        "Chương trình được đóng gói với thư viện dữ liệu quá cũ, có thể làm hỏng dữ liệu. Hãy cài lại bản Một Cửa chính thức.",
    )
    .because(format!("SQLite {version} < {OLDEST_SAFE}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_library_has_no_wal_reset_bug() {
        // Two processes on one WAL file are our normal case; older libraries corrupt it.
        assert!(rusqlite::version_number() >= OLDEST_SAFE);
        assert!(require_safe(rusqlite::version_number()).is_ok());
    }

    #[test]
    fn an_older_library_is_refused() {
        let fault = require_safe(3_051_002).unwrap_err();
        assert_eq!(fault.code, Code::Internal);
    }
}
