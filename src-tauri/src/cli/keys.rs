use super::{Place, answer::Answer, input};
use clap::{Subcommand, ValueEnum};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_seal::{KeyId, RevocationKind, TrustList};
use serde_json::json;
use std::{fmt::Write as _, fs, io::Write as _, path::PathBuf};

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    /// Khóa bị lộ: mọi dấu của nó đều không còn tin được
    Compromised,
    /// Khóa thôi dùng: dấu đóng trước đó vẫn tin được
    Retired,
}

#[derive(Subcommand)]
pub(crate) enum Keys {
    /// Các khóa được tin cậy ở quầy này
    List,
    /// Ghi danh sách khóa tin cậy ra tệp, để đưa cho quầy khác
    Export {
        /// Tệp đích
        file: PathBuf,
    },
    /// Nhận danh sách khóa tin cậy từ tệp
    Trust {
        /// Tệp nhận được
        file: String,
        /// Khóa gốc mới muốn tin; không nêu thì chỉ cập nhật các khóa gốc đã tin
        #[arg(long, value_name = "KEY")]
        root: Vec<KeyId>,
    },
    /// Ghi khóa đóng dấu của quầy ra một tệp riêng, khóa bằng cụm mật khẩu; cất nơi khác với bản sao lưu dữ liệu
    Backup {
        /// Tệp đích, chưa có
        file: PathBuf,
        /// Tệp chứa cụm mật khẩu ở dòng đầu, hoặc - để đọc từ đầu vào
        #[arg(long, value_name = "FILE")]
        passphrase: String,
    },
    /// Phục hồi khóa đóng dấu từ tệp khóa dự phòng
    Restore {
        /// Tệp khóa dự phòng
        file: String,
        /// Tệp chứa cụm mật khẩu ở dòng đầu, hoặc - để đọc từ đầu vào
        #[arg(long, value_name = "FILE")]
        passphrase: String,
    },
    /// Thu hồi một khóa do quầy này chứng nhận
    Revoke {
        /// Mã khóa
        key: KeyId,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: String,
        /// Bị lộ hay chỉ thôi dùng
        #[arg(long, value_enum, default_value_t = Kind::Compromised)]
        kind: Kind,
    },
}

impl Keys {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        match self {
            Keys::List => listed(desk.keys().trust()),
            Keys::Export { file } => {
                fs::write(&file, desk.keys().trust().to_json()?).or_fault(
                    Code::BadFile,
                    format!("Không ghi được tệp {}.", file.display()),
                )?;
                let path = file.canonicalize().unwrap_or(file).display().to_string();
                Answer::yes(&json!({ "path": path }), format!("Đã ghi {path}"))
            }
            Keys::Trust { file, root } => {
                let text = String::from_utf8(input::bytes(&file)?)
                    .or_fault(Code::BadInput, "Tệp này không phải danh sách khóa tin cậy.")?;
                let merged = desk.keys().take(&TrustList::parse(&text)?, &root)?;
                let text = format!(
                    "Thêm {} khóa gốc, cập nhật {}, bỏ qua {} khóa gốc chưa được tin.",
                    merged.added.len(),
                    merged.updated.len(),
                    merged.untrusted.len()
                );
                Answer::yes(&merged, text)
            }
            Keys::Backup { file, passphrase } => {
                desk.office().set_up()?;
                let text = desk.locked_keys(&words(&passphrase)?)?;
                let cannot = format!(
                    "Không ghi được tệp {}. Tệp phải chưa có, thư mục phải ghi được.",
                    file.display()
                );
                kept_apart(&file, &text).or_fault(Code::BadFile, cannot)?;
                let path = file.canonicalize().unwrap_or(file).display().to_string();
                Answer::yes(
                    &json!({ "path": path }),
                    format!(
                        "Đã ghi {path}\nCất tệp này và cụm mật khẩu ở hai nơi khác nhau, đều xa máy này: ai có cả hai thì đóng được dấu của quầy."
                    ),
                )
            }
            Keys::Restore { file, passphrase } => {
                let text = String::from_utf8(input::bytes(&file)?).or_fault(
                    Code::BadFile,
                    "Tệp này không phải tệp khóa dự phòng của Một Cửa.",
                )?;
                let mut keys = desk.keys();
                keys.bring_back(&text, &words(&passphrase)?)?;
                listed(keys.trust())
            }
            Keys::Revoke { key, why, kind } => {
                let mut keys = desk.keys();
                let root = keys.own_root()?.ok_or_else(|| {
                    Fault::new(
                        Code::BadKey,
                        "Quầy này không giữ khóa gốc nên không thu hồi được. Hãy đề nghị nơi cấp khóa gốc thu hồi.",
                    )
                })?;
                let kind = match kind {
                    Kind::Compromised => RevocationKind::Compromised,
                    Kind::Retired => RevocationKind::Retired,
                };
                keys.change(|list| list.revoke(&root, key, kind, now, &why, now))?;
                listed(keys.trust())
            }
        }
    }
}

/// The passphrase: the first line, as typed.
fn words(from: &str) -> Result<String> {
    let text = String::from_utf8(input::bytes(from)?)
        .or_fault(Code::BadInput, "Cụm mật khẩu không phải văn bản UTF-8.")?;
    let line = text.trim_start_matches('\u{feff}').lines().next();
    Ok(motcua_text::clean(line.unwrap_or_default()))
}

/// A new file that only this user reads, safe on the disk.
fn kept_apart(file: &std::path::Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn listed(trust: &TrustList) -> Result<Answer> {
    let mut text = String::new();
    for list in trust.lists() {
        let _ = writeln!(
            text,
            "Khóa gốc {} ({}), bản số {}",
            list.root.id(),
            list.name,
            list.issue
        );
        for certificate in &list.certificates {
            let revoked = list
                .revocations
                .iter()
                .find(|revocation| revocation.key == certificate.key.id())
                .map(|revocation| format!(", đã thu hồi: {}", revocation.reason))
                .unwrap_or_default();
            let _ = writeln!(
                text,
                "  {}  {} ({}) đến {}{revoked}",
                certificate.key.id(),
                certificate.unit_name,
                certificate.unit,
                motcua_text::date(certificate.not_after.date())
            );
        }
    }
    if text.is_empty() {
        text.push_str("Chưa tin khóa nào.");
    }
    Answer::yes(trust, text)
}
