use super::{Place, answer::Answer};
use crate::file;
use clap::Subcommand;
use motcua_catalogue::source::Files;
use motcua_desk::UpdateShown;
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{KeptUpdate, UpdateState};
use serde_json::json;
use std::{fmt::Write as _, fs, path::PathBuf};

#[derive(Subcommand)]
pub(crate) enum Update {
    /// Lập một bản cập nhật có chữ ký: danh mục, lịch nghỉ, bảng phí, khóa tin cậy
    Make {
        /// Tệp đích, nên có đuôi .motcua-update
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Thư mục danh mục; không nêu thì lấy danh mục quầy này đang dùng
        #[arg(long, value_name = "DIR")]
        catalogue: Option<PathBuf>,
        /// Nội dung cập nhật, một câu
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// Không kèm danh sách khóa tin cậy
        #[arg(long)]
        no_keys: bool,
    },
    /// Xem một bản cập nhật khác gì danh mục đang dùng; không ghi gì
    Show {
        /// Tệp cập nhật
        file: String,
    },
    /// Dùng một bản cập nhật
    Take {
        /// Tệp cập nhật
        file: String,
    },
    /// Trở lại danh mục trước bản cập nhật
    Back,
    /// Các bản đã nhận, đã lập
    List,
}

impl Update {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        match self {
            Update::Make {
                out,
                catalogue,
                note,
                no_keys,
            } => {
                let files = catalogue
                    .map(|folder| Files::read_dir(&folder))
                    .transpose()?;
                let (about, bytes) = desk.make_update(files, &note, !no_keys, now)?;
                let aside = out.with_extension("part");
                fs::write(&aside, &bytes)
                    .and_then(|()| fs::File::open(&aside)?.sync_all())
                    .and_then(|()| fs::rename(&aside, &out))
                    .or_fault(
                        Code::NoAccess,
                        format!("Không ghi được tệp {}.", out.display()),
                    )?;
                let path = out.canonicalize().unwrap_or(out).display().to_string();
                let text = format!(
                    "Đã lập bản {} ({} kB), {} ký: {path}",
                    about.version,
                    bytes.len() / 1000,
                    about.signer
                );
                Answer::yes(
                    &json!({ "path": path, "bytes": bytes.len(), "about": about }),
                    text,
                )
            }
            Update::Show { file } => {
                let shown = desk.show_update(&file::update(&file)?)?;
                let text = in_words(&shown);
                match &shown.refused {
                    None => Answer::yes(&shown, text),
                    Some(fault) => {
                        let text = format!("{text}\nKhông dùng được: {}", fault.message);
                        Answer::no(&shown, text)
                    }
                }
            }
            Update::Take { file } => {
                let shown = desk.take_update(&file::update(&file)?, now)?;
                let text = format!("{}\nĐã dùng bản {}.", in_words(&shown), shown.about.version);
                Answer::yes(&shown, text)
            }
            Update::Back => {
                let kept = desk.untake_update(now)?;
                let used = kept.iter().find(|one| one.state == UpdateState::InUse);
                let text = match used {
                    Some(used) => format!("Đã trở lại bản {}.", used.about.version),
                    None => "Đã trở lại danh mục kèm theo chương trình.".to_owned(),
                };
                Answer::yes(&kept, text)
            }
            Update::List => listed(&desk.office().updates()?),
        }
    }
}

fn listed(kept: &[KeptUpdate]) -> Result<Answer> {
    let mut text = String::new();
    for one in kept {
        let state = match one.state {
            UpdateState::Made => "lập tại đây",
            UpdateState::InUse => "đang dùng",
            UpdateState::Replaced => "đã có bản mới hơn",
            UpdateState::TakenBack => "đã trở lại bản trước",
        };
        let _ = writeln!(
            text,
            "{}  {state}  {} ký  {}",
            one.about.version, one.about.signer, one.about.note
        );
    }
    if text.is_empty() {
        text.push_str("Chưa nhận bản cập nhật nào.");
    }
    Answer::yes(&kept, text)
}

fn in_words(shown: &UpdateShown) -> String {
    let about = &shown.about;
    let mut text = format!(
        "Bản {} do {} ký{}, cần Một Cửa {} trở lên. {}\n",
        about.version,
        about.signer,
        if about.root {
            " bằng khóa gốc"
        } else {
            ""
        },
        about.least_program,
        about.note
    );
    let difference = &shown.difference;
    for (word, lines) in [
        ("+", &difference.added),
        ("~", &difference.changed),
        ("-", &difference.removed),
    ] {
        for line in lines {
            let what = line.what.join(", ");
            let _ = writeln!(text, "{word} {}  {}  {what}", line.code, line.name);
        }
    }
    if !difference.tables.is_empty() {
        let _ = writeln!(text, "Bảng thay đổi: {}", difference.tables.join("; "));
    }
    if !difference.keys.is_empty() {
        let _ = writeln!(
            text,
            "Danh sách khóa mới hơn: {}",
            difference.keys.join("; ")
        );
    }
    if !difference.strangers.is_empty() {
        let _ = writeln!(
            text,
            "Khóa gốc chưa được tin, không nhận: {}",
            difference.strangers.join("; ")
        );
    }
    if difference.is_empty() {
        text.push_str("Không khác gì danh mục đang dùng.\n");
    }
    text
}
