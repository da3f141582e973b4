use super::{Place, answer::Answer};
use crate::clock::now;
use clap::Subcommand;
use motcua_desk::LearnedView;
use motcua_fault::Result;
use serde_json::json;

#[derive(Subcommand)]
pub(crate) enum Learned {
    /// Cách gọi đã học: người dân nói gì, cán bộ chọn thủ tục nào
    List {
        /// Cả những cách gọi mới chọn một lần và đã bỏ
        #[arg(long)]
        all: bool,
    },
    /// Ghi thêm một cách gọi
    Add {
        /// Mã thủ tục
        code: String,
        /// Cách người dân gọi
        #[arg(required = true)]
        phrase: Vec<String>,
    },
    /// Ghi nhận một lần chọn: đã tìm bằng chữ gì, chọn thủ tục nào
    Choose {
        /// Mã thủ tục đã chọn
        code: String,
        /// Chữ đã tìm
        #[arg(required = true)]
        query: Vec<String>,
    },
    /// Bỏ một cách gọi
    Remove {
        /// Mã của cách gọi, xem bằng motcua learned list
        id: String,
    },
    /// Dùng lại một cách gọi đã bỏ
    Restore {
        /// Mã của cách gọi
        id: String,
    },
}

impl Learned {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        match self {
            Learned::List { all } => {
                let mut learned = desk.learned(now())?;
                learned.retain(|one| all || one.learned.used);
                let lines: Vec<_> = learned.iter().map(line).collect();
                let text = match lines.is_empty() {
                    true => "Quầy này chưa học cách gọi nào.".to_owned(),
                    false => lines.join("\n"),
                };
                Answer::yes(&learned, text)
            }
            Learned::Add { code, phrase } => {
                let kept = desk.teach(&phrase.join(" "), &code, now())?;
                Answer::yes(&kept, format!("Đã ghi: {}", line(&kept)))
            }
            Learned::Choose { code, query } => {
                let kept = desk.chose(&query.join(" "), &code, now())?;
                let said = json!({ "kept": kept });
                if kept {
                    Answer::yes(&said, "Đã ghi nhận lần chọn này.")
                } else {
                    Answer::no(
                        &said,
                        "Không ghi: chữ đã tìm là mã, quá ngắn, quá dài, hoặc giống có tên người, số, ngày.",
                    )
                }
            }
            Learned::Remove { id } => {
                let kept = desk.set_learned(&id, true, now())?;
                Answer::yes(
                    &kept,
                    format!(
                        "Đã bỏ “{}”. Dùng lại: motcua learned restore {id}",
                        kept.learned.phrase
                    ),
                )
            }
            Learned::Restore { id } => {
                let kept = desk.set_learned(&id, false, now())?;
                Answer::yes(&kept, format!("Đã dùng lại: {}", line(&kept)))
            }
        }
    }
}

fn line(one: &LearnedView) -> String {
    let learned = &one.learned;
    let how = match (learned.removed, learned.taught, learned.used) {
        (true, ..) => "đã bỏ".to_owned(),
        (_, true, _) => "ghi tay".to_owned(),
        (_, _, true) => format!("chọn {} lần", learned.times),
        _ => format!("mới chọn {} lần, chưa dùng", learned.times),
    };
    format!(
        "“{}” → {}  {}  ({how})\n    {}",
        learned.phrase, learned.code, one.name, learned.id
    )
}
