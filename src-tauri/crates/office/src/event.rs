//! What happens to a dossier: appended, never changed; its state is a projection of it.

use crate::{dossier::DossierEvent, state::State};
use chrono::NaiveDateTime;
use motcua_fault::Result;
use motcua_store::{Moment, ReadTx, WriteTx};
use rusqlite::params;
use serde_json::json;

/// One event before it is written.
pub(crate) struct Event<'a> {
    pub(crate) dossier: &'a str,
    pub(crate) at: NaiveDateTime,
    pub(crate) kind: &'a str,
    pub(crate) state: State,
    pub(crate) due: Option<NaiveDateTime>,
    pub(crate) by: &'a str,
    pub(crate) counter: u16,
    pub(crate) why: Option<&'a str>,
}

/// Appends it and moves the projection with it.
pub(crate) fn append(tx: &mut WriteTx<'_>, event: &Event<'_>) -> Result<()> {
    tx.execute(
        "INSERT INTO dossier_event
         SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
         FROM dossier_event WHERE dossier = ?1",
        params![
            event.dossier,
            Moment(event.at),
            event.kind,
            event.state.as_str(),
            event.due.map(Moment),
            event.by,
            event.counter,
            event.why,
        ],
    )?;
    tx.execute(
        "UPDATE dossier SET state = ?2, due = ?3 WHERE code = ?1",
        params![event.dossier, event.state.as_str(), event.due.map(Moment)],
    )?;
    tx.log(
        "dossier_event",
        event.dossier,
        event.kind,
        &json!({ "state": event.state, "why": event.why }),
    )?;
    Ok(())
}

/// Everything that happened to a dossier, oldest first.
pub(crate) fn of(tx: &ReadTx<'_>, dossier: &str) -> Result<Vec<DossierEvent>> {
    tx.all(
        "SELECT at, kind, state, by, why FROM dossier_event WHERE dossier = ?1 ORDER BY position",
        [dossier],
        |row| {
            let kind: String = row.get(1)?;
            let state: String = row.get(2)?;
            Ok(DossierEvent {
                at: row.get::<_, Moment>(0)?.0,
                what: what(&kind, State::named(&state)),
                kind,
                by: row.get(3)?,
                why: row.get(4)?,
            })
        },
    )
}

fn what(kind: &str, state: Option<State>) -> String {
    match (kind, state) {
        ("received", _) => "Tiếp nhận hồ sơ".to_owned(),
        ("supplement_requested", _) => "Yêu cầu bổ sung, hoàn thiện hồ sơ".to_owned(),
        ("refused", _) => "Từ chối tiếp nhận".to_owned(),
        ("completed", _) => "Người nộp đã bổ sung đủ, tiếp nhận hồ sơ".to_owned(),
        ("looked_up", _) => "Khai thác dữ liệu".to_owned(),
        ("reused", _) => "Dùng kết quả có sẵn thay giấy".to_owned(),
        ("result_viewed", _) => "Xem tệp của kết quả có sẵn".to_owned(),
        ("paper_asked", _) => "Đề nghị nộp giấy".to_owned(),
        ("despite_result", _) => "Lập hồ sơ dù kết quả giao ngay được".to_owned(),
        ("delay_explained", _) => "Ghi nhận lý do chậm: nguồn dữ liệu gián đoạn".to_owned(),
        (_, Some(state)) => format!("Chuyển sang: {}", state.title()),
        (other, None) => other.to_owned(),
    }
}
