use chrono::NaiveDateTime;
use serde::Serialize;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The clock stands before the last thing recorded. Work goes on; due dates would be wrong.
    ClockBack,
    /// The last shutdown was not clean; the file was checked and is whole.
    PowerCut,
    /// The file was brought to this program's version; a copy of the old one was kept.
    Migrated,
}

/// Something a clerk should read that is not an error: nothing was refused because of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is about; the interface matches this.
    pub kind: NoticeKind,
    /// What the clerk reads, Vietnamese.
    pub message: String,
    /// When it was noticed, by this machine's clock.
    pub at: NaiveDateTime,
}

impl Notice {
    pub(crate) fn clock_back(last: NaiveDateTime, now: NaiveDateTime) -> Self {
        Self {
            kind: NoticeKind::ClockBack,
            message: format!(
                "Đồng hồ máy đang chỉ {}, sớm hơn lần ghi gần nhất ({}). Hãy chỉnh lại ngày giờ của máy trước khi hẹn trả kết quả; những gì đã ghi vẫn được giữ.",
                spoken(now),
                spoken(last),
            ),
            at: now,
        }
    }

    pub(crate) fn power_cut(now: NaiveDateTime) -> Self {
        Self {
            kind: NoticeKind::PowerCut,
            message: "Lần trước chương trình bị tắt đột ngột. Dữ liệu đã được kiểm tra và còn nguyên vẹn.".to_owned(),
            at: now,
        }
    }

    pub(crate) fn migrated(copy: &std::path::Path, now: NaiveDateTime) -> Self {
        Self {
            kind: NoticeKind::Migrated,
            message: format!(
                "Dữ liệu đã được nâng lên phiên bản mới. Bản trước khi nâng được giữ tại {}.",
                copy.display()
            ),
            at: now,
        }
    }
}

fn spoken(at: NaiveDateTime) -> String {
    at.format("%H giờ %M ngày %d/%m/%Y").to_string()
}
