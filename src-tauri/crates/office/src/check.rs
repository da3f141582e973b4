//! Is the office's file whole?

use motcua_fault::{Code, Result};
use motcua_store::Store;
use serde::Serialize;
use ts_rs::TS;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckFault {
    /// For programs: `INTEGRITY`, `CHANGE_LOG`, `PROJECTION`, `PAPER`, …
    pub code: String,
    /// Where.
    #[serde(rename = "where")]
    pub where_: String,
    /// What, Vietnamese.
    pub what: String,
}

impl CheckFault {
    /// A fault at a place.
    pub fn new(code: &str, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            where_: place.into(),
            what: what.into(),
        }
    }
}

pub(crate) fn check(store: &Store) -> Result<Vec<CheckFault>> {
    let mut faults: Vec<_> = store
        .integrity()?
        .into_iter()
        .map(|what| CheckFault::new("INTEGRITY", "tệp dữ liệu", what))
        .collect();
    match history(store) {
        Ok(more) => faults.extend(more),
        // What is broken cannot be read to its end: what was found so far says why.
        Err(fault) if fault.code == Code::Damaged && !faults.is_empty() => {}
        Err(fault) => return Err(fault),
    }
    Ok(faults)
}

/// The change log's chain, and every dossier's state against its events.
fn history(store: &Store) -> Result<Vec<CheckFault>> {
    let mut faults: Vec<_> = store
        .verify_log()?
        .into_iter()
        .map(|fault| CheckFault::new("CHANGE_LOG", format!("dòng {}", fault.seq), fault.what))
        .collect();
    let astray: Vec<(String, String)> = store.read(|tx| {
        tx.all(
            "SELECT d.code, d.state FROM dossier d
             WHERE NOT EXISTS (
                 SELECT 1 FROM dossier_event e
                 WHERE e.dossier = d.code AND e.state = d.state AND e.due IS d.due
                   AND e.position = (SELECT max(position) FROM dossier_event x WHERE x.dossier = d.code))",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    })?;
    faults.extend(astray.into_iter().map(|(code, state)| {
        CheckFault::new(
            "PROJECTION",
            code,
            format!("trạng thái “{state}” không khớp với các sự kiện đã ghi"),
        )
    }));
    Ok(faults)
}
