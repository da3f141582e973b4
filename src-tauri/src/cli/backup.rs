use super::{Place, answer::Answer};
use clap::Args;
use motcua_calendar::minute;
use motcua_fault::Result;
use motcua_store::Store;
use serde_json::json;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Backup {
    /// Tệp đích
    file: PathBuf,
}

#[derive(Args)]
pub(crate) struct Restore {
    /// Tệp sao lưu
    file: PathBuf,
}

impl Backup {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        desk.office().set_up()?;
        let done = desk.office().store().backup(&self.file)?;
        let text = format!(
            "Đã sao lưu và đọc lại kiểm tra: {} ({} byte)",
            done.path.display(),
            done.bytes
        );
        Answer::yes(&done, text)
    }
}

impl Restore {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let to = place.folder().join("office.sqlite");
        let done = Store::restore(
            &self.file,
            &to,
            &motcua_office::schema(),
            crate::clock::now(),
        )?;
        let kept = done
            .kept_aside
            .as_ref()
            .map(|path| format!(" Tệp cũ được giữ tại {}.", path.display()))
            .unwrap_or_default();
        let text = format!("Đã phục hồi {}.{kept}", done.path.display());
        let json = json!({
            "path": done.path,
            "kept_aside": done.kept_aside,
            "last_known_at": minute::write(done.last_known_at),
            "left_behind": done.left_behind,
            "device_id": done.device_id,
        });
        Answer::yes(&json, text)
    }
}
