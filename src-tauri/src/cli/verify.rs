use super::{Place, answer::Answer, input};
use clap::Args;
use motcua_desk::{SealedResultView, VerdictView};
use motcua_fault::Result;
use std::{fmt::Write as _, path::Path};

#[derive(Args)]
pub(crate) struct Verify {
    /// Ảnh hoặc tệp chữ của mã QR, chính chữ của mã, hoặc - để đọc từ đầu vào
    what: String,
}

impl Verify {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        let verdict = if self.what == "-" || Path::new(&self.what).is_file() {
            let bytes = input::bytes(&self.what)?;
            if is_picture(&bytes) {
                desk.verify_picture(&bytes, now)?
            } else {
                // Whatever is neither picture nor text is no seal of ours either.
                desk.verify(&String::from_utf8_lossy(&bytes), now)?
            }
        } else {
            desk.verify(&self.what, now)?
        };
        let text = told(&verdict);
        if verdict.valid {
            Answer::yes(&verdict, text)
        } else {
            Answer::no(&verdict, text)
        }
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8")
}

fn told(verdict: &VerdictView) -> String {
    let mut out = format!(
        "{}: {}\n",
        if verdict.valid {
            "HỢP LỆ"
        } else {
            "KHÔNG HỢP LỆ"
        },
        verdict.why
    );
    if let Some(claims) = &verdict.claims {
        if let Some(result) = &verdict.result {
            out.push_str(&of_result(claims.dossier.as_str(), result));
            if verdict.known_here {
                out.push_str("Kết quả này có trong kho của quầy.\n");
            }
            return out;
        }
        let _ = writeln!(out, "Hồ sơ: {} ({})", claims.dossier, claims.kind.title());
        let title = verdict.procedure_name.as_deref().unwrap_or_default();
        let _ = writeln!(out, "Thủ tục: {} {title}", claims.procedure);
        let _ = writeln!(out, "Nhận: {}", motcua_text::moment(claims.received));
        if let Some(due) = claims.due {
            let _ = writeln!(out, "Hẹn trả: {}", motcua_text::moment(due));
        }
        if let Some(unit) = &verdict.unit_title {
            let _ = writeln!(out, "Nơi cấp: {unit}");
        }
    }
    if verdict.known_here {
        out.push_str("Hồ sơ này có ở quầy.\n");
    }
    out
}

fn of_result(reference: &str, result: &SealedResultView) -> String {
    let day = |text: &str| {
        text.parse()
            .map_or_else(|_| text.to_owned(), motcua_text::date)
    };
    format!(
        "Mã niêm phong: {reference}\nKết quả: {}\nNơi cấp: {}\nNgày cấp: {}\nGiá trị đến: {}\n",
        result
            .name
            .as_deref()
            .unwrap_or("loại mới, máy này chưa biết"),
        result.issuer,
        day(&result.issued),
        result
            .valid_until
            .as_deref()
            .map_or_else(|| "không thời hạn".to_owned(), day),
    )
}
