use super::{Place, answer::Answer};
use clap::Args;
use motcua_fault::Result;
use serde_json::json;

#[derive(Args)]
pub(crate) struct Check {}

impl Check {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let faults = place.desk()?.check()?;
        let json = json!({ "ok": faults.is_empty(), "faults": faults });
        if faults.is_empty() {
            return Answer::yes(&json, "Dữ liệu nguyên vẹn.");
        }
        let text = faults
            .iter()
            .map(|fault| format!("{} {}: {}", fault.code, fault.where_, fault.what))
            .collect::<Vec<_>>()
            .join("\n");
        Answer::no(&json, text)
    }
}
