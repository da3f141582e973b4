//! Files and standard input as a verb takes them.

use chrono::NaiveDate;
use motcua_catalogue::model::Channel;
use motcua_fault::{Code, Fault, OrFault, Result};
use serde::de::DeserializeOwned;
use std::{fs, io::Read as _, path::Path};

/// No input of ours is longer; a mistaken file must not fill the memory.
const MOST_BYTES: u64 = 64 << 20;

/// Reads a file, or standard input for `-`.
pub(crate) fn bytes(from: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if from == "-" {
        std::io::stdin()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        fs::File::open(Path::new(from))
            .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    read.or_fault(
        Code::BadFile,
        format!(
            "Không đọc được tệp “{}”. Kiểm tra tên tệp và quyền đọc.",
            short(from)
        ),
    )?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Fault::new(
            Code::BadFile,
            "Tệp lớn quá 64 MB, không phải dữ liệu của lệnh này.",
        ));
    }
    Ok(bytes)
}

/// Reads JSON from a file, or from standard input for `-`. The fault names the key.
pub(crate) fn json<T: DeserializeOwned>(from: &str) -> Result<T> {
    let bytes = bytes(from)?;
    let text = std::str::from_utf8(&bytes)
        .or_fault(Code::BadInput, "Dữ liệu vào không phải văn bản UTF-8.")?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let key = error.path().to_string();
        let cause = error.into_inner();
        let place = format!("dòng {}, cột {}", cause.line(), cause.column());
        let said = cause.to_string();
        let message = if said.starts_with("missing field") {
            format!(
                "Thiếu khóa “{}”.",
                said.split('`').nth(1).unwrap_or_default()
            )
        } else if said.starts_with("Không") {
            said.split(" at line ").next().unwrap_or(&said).to_owned()
        } else if cause.is_data() || well_formed(text) {
            format!("Giá trị của “{key}” không đúng kiểu ({place}).")
        } else {
            format!("Dữ liệu vào không phải JSON đúng cú pháp ({place}).")
        };
        Fault::new(Code::BadInput, message).because(said)
    })?;
    reader
        .end()
        .or_fault(Code::BadInput, "Sau tài liệu JSON còn chữ thừa.")?;
    Ok(value)
}

/// Whether the fault lies in what is said and not in how it is written: `null` for a choice.
fn well_formed(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A way of filing.
pub(crate) fn channel(text: &str) -> Result<Channel> {
    Channel::ALL
        .into_iter()
        .find(|channel| channel.as_str() == text)
        .or_fault(
            Code::BadChannel,
            format!(
                "Không có cách nộp “{}”. Có thể chọn: counter, online, post, agent.",
                short(text)
            ),
        )
}

/// A day, `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|_| text.trim().len() == 10)
        .or_fault(
            Code::BadDate,
            format!(
                "Ngày “{}” không đúng. Viết năm-tháng-ngày, ví dụ 2026-10-14.",
                short(text)
            ),
        )
}

/// A text cut for a message.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(80).collect()
}
