//! A scan that belongs to a result stored without its file.

use super::{archive::FileRef, record::ResultView, table};
use crate::office::Office;
use chrono::NaiveDateTime;
use motcua_catalogue::Catalogue;
use motcua_fault::{Code, Fault, Result};
use motcua_guide::Standing;

impl Office {
    /// Gives a result the file it was entered without.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT`; `RESULT_EXISTS` when it has a file already; `BAD_MOVE` when it no longer stands.
    pub fn attach_file(
        &self,
        id: &str,
        file: FileRef,
        catalogue: &Catalogue,
        now: NaiveDateTime,
    ) -> Result<ResultView> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            let mut kept = table::stored(tx, id)?;
            if kept.file.is_some() {
                return Err(Fault::new(
                    Code::ResultExists,
                    "Kết quả này đã có tệp. Bản quét mới hơn thì nhập thành kết quả mới.",
                ));
            }
            if kept.standing != Standing::Valid {
                return Err(Fault::new(
                    Code::BadMove,
                    "Kết quả này đã bị thu hồi hoặc đã được thay, không gắn thêm tệp.",
                ));
            }
            let name = file.name.clone();
            kept.file = Some(file);
            table::put_file(tx, &kept)?;
            table::happened(tx, id, "file_attached", Some(&name))
        })?;
        self.result(id, catalogue, now)
    }
}
