//! The layer as a whole: what is approved and not taken back, and what was imported.

use crate::office::Office;
use motcua_catalogue::compose::LayerText;
use motcua_fault::Result;
use sha2::{Digest, Sha256};

/// An imported record, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerRow {
    /// Procedure code.
    pub code: String,
    /// The cleaned record, JSON.
    pub record: String,
    /// Whether it stands in place of a bundled entry that is only listed.
    pub state: String,
}

const TEXTS: &str = "SELECT v.file, v.text FROM office_procedure v
     WHERE NOT EXISTS (SELECT 1 FROM office_procedure_undone u WHERE u.id = v.id)
       AND NOT EXISTS (
           -- Of several for the same first day the last one approved counts.
           SELECT 1 FROM office_procedure w
           WHERE w.code = v.code AND w.effective_from = v.effective_from AND w.position > v.position
             AND NOT EXISTS (SELECT 1 FROM office_procedure_undone u WHERE u.id = w.id))
     ORDER BY v.effective_from, v.position";

impl Office {
    /// Identifies the layer: equal for equal content. `None`: the office laid nothing over.
    pub fn layer_digest(&self) -> Result<Option<String>> {
        self.store().read(|tx| {
            let mut digest = Sha256::new();
            let mut any = false;
            let mut take = |kind: &str, one: &str, other: &str| {
                any = true;
                for part in [kind, one, other] {
                    digest.update((part.len() as u64).to_le_bytes());
                    digest.update(part.as_bytes());
                }
            };
            for (file, text) in tx.all(TEXTS, [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })? {
                take("text", &file, &text);
            }
            for (code, record) in tx.all(
                "SELECT code, digest || state FROM imported ORDER BY code",
                [],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
            )? {
                take("record", &code, &record);
            }
            Ok(any.then(|| hex::encode(digest.finalize())))
        })
    }

    /// Texts of the layer, by first day.
    pub fn layer_texts(&self) -> Result<Vec<LayerText>> {
        self.store().read(|tx| {
            tx.all(TEXTS, [], |row| {
                Ok(LayerText {
                    file: row.get(0)?,
                    text: row.get(1)?,
                })
            })
        })
    }

    /// Imported records, by code.
    pub fn layer_rows(&self) -> Result<Vec<LayerRow>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT code, record, state FROM imported ORDER BY code",
                [],
                |row| {
                    Ok(LayerRow {
                        code: row.get(0)?,
                        record: row.get(1)?,
                        state: row.get(2)?,
                    })
                },
            )
        })
    }
}
