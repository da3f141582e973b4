//! A record that was looked at and not wanted.

use crate::office::Office;
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use serde_json::json;

impl Office {
    /// Lets the difference of a record go: the authored entry is right. A later record that says
    /// something else again is offered again.
    ///
    /// # Errors
    /// `NO_OFFICE`; `BAD_INPUT` when nothing is offered.
    pub fn dismiss_record(&self, code: &str, now: NaiveDateTime) -> Result<()> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            let changed = tx.execute(
                "UPDATE imported SET state = 'same' WHERE code = ?1 AND state = 'offered'",
                [code],
            )?;
            if changed == 0 {
                return Err(Fault::new(
                    Code::BadInput,
                    format!("Thủ tục {code} không còn khác biệt nào chờ xem."),
                ));
            }
            tx.log("imported", code, "dismiss", &json!({}))?;
            Ok(())
        })
    }
}
