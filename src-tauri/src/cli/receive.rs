use super::{Place, answer::Answer, input};
use clap::Args;
use motcua_desk::{Outcome, fee_in_words};
use motcua_fault::Result;
use motcua_office::{OutcomeKind, Reception};
use std::fmt::Write as _;

#[derive(Args)]
pub(crate) struct Receive {
    /// Tệp JSON của hồ sơ, hoặc - để đọc từ đầu vào
    file: String,
}

impl Receive {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let reception: Reception = input::json(&self.file)?;
        let outcome = place.desk()?.receive(reception, crate::clock::now())?;
        let text = told(&outcome);
        match outcome.outcome {
            OutcomeKind::Received => Answer::yes(&outcome, text),
            OutcomeKind::Supplement | OutcomeKind::Refused => Answer::no(&outcome, text),
        }
    }
}

/// An outcome for a terminal.
pub(crate) fn told(outcome: &Outcome) -> String {
    let mut out = match outcome.outcome {
        OutcomeKind::Received => format!("Đã tiếp nhận hồ sơ {}\n", outcome.dossier),
        OutcomeKind::Supplement => {
            format!("Hồ sơ {} chưa đủ, cần bổ sung:\n", outcome.dossier)
        }
        OutcomeKind::Refused => format!(
            "Không tiếp nhận ({}): {}\n",
            outcome.dossier,
            outcome.reason.as_deref().unwrap_or_default()
        ),
    };
    for item in &outcome.missing {
        let _ = writeln!(out, "  - {}: {}", item.name, item.why);
    }
    for spot in &outcome.on_the_spot {
        let _ = writeln!(
            out,
            "◆ Kết quả này giao ngay được, không cần hồ sơ: {}, {} ({})",
            spot.name, spot.source, spot.result
        );
    }
    if let Some(due) = outcome.due {
        let _ = writeln!(
            out,
            "Hẹn trả: {}{}",
            motcua_text::moment(due),
            if outcome.provisional {
                " (dự kiến)"
            } else {
                ""
            }
        );
    }
    if let Some(fee) = fee_in_words(&outcome.fee) {
        let _ = writeln!(out, "Phí, lệ phí: {fee}");
    }
    for paper in &outcome.papers {
        let _ = writeln!(out, "{}: {}", paper.title, paper.path);
    }
    let _ = writeln!(out, "Mã QR: {}", outcome.qr);
    out
}
