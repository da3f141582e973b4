use super::Counter;
use motcua_fault::Result;
use motcua_paper::printer::{self, JobState, QueueState};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;

/// A printer's queue.
#[derive(Serialize, TS)]
pub struct PrinterView {
    name: String,
    title: String,
    is_default: bool,
    state: String,
    ready: bool,
}

/// What became of a paper in the queue.
#[derive(Serialize, TS)]
pub struct PrintJob {
    pub(super) id: String,
    pub(super) printer: String,
    pub(super) state: JobState,
    pub(super) message: String,
}

#[tauri::command(async)]
pub fn printer_list(_counter: State<'_, Counter>, args: ()) -> Result<Vec<PrinterView>> {
    let () = args;
    Ok(printer::printers()?
        .into_iter()
        .map(|printer| PrinterView {
            ready: !matches!(printer.state, QueueState::Stopped | QueueState::Rejecting),
            state: spoken(printer.state).to_owned(),
            title: printer.title,
            is_default: printer.is_default,
            name: printer.name,
        })
        .collect())
}

fn spoken(state: QueueState) -> &'static str {
    match state {
        QueueState::Ready => "sẵn sàng",
        QueueState::Printing => "đang in",
        QueueState::Stopped => "đang dừng",
        QueueState::Rejecting => "không nhận lệnh in",
        QueueState::Offline => "chưa bật hoặc chưa nối",
        QueueState::Unknown => "không rõ",
    }
}
