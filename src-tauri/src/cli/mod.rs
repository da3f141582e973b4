//! The command line: parse, call one crate, answer. Names, keys and exit codes are a contract.

mod answer;
mod ask;
mod backup;
mod catalogue;
mod check;
mod demo;
mod dossier;
mod due;
mod events;
mod fee;
mod find;
mod guide;
mod input;
mod keys;
mod learned;
mod office;
mod person;
mod receive;
mod result;
mod sealing;
mod source;
mod update;
mod usage;
mod verify;

use answer::Answer;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use motcua_desk::{Desk, Reference};
use motcua_fault::{Blame, Code, Fault, OrFault, Result};
use std::{
    io::{ErrorKind, Write as _},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

/// Một Cửa: trợ lý của cán bộ một cửa. Không có lệnh con: mở cửa sổ.
#[derive(Parser)]
#[command(
    name = "motcua",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = false
)]
struct Args {
    /// Thư mục dữ liệu của quầy
    #[arg(long, global = true, env = "MOTCUA_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// In một tài liệu JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    /// Tìm thủ tục
    Find(find::Find),
    /// Hỏi: cần giấy tờ gì, lệ phí, bao lâu, làm ở đâu
    Ask(ask::Ask),
    /// Cách gọi đã học ở quầy này
    #[command(subcommand)]
    Learned(learned::Learned),
    /// Hướng dẫn một trường hợp
    Guide(guide::Guide),
    /// Tính ngày hẹn trả
    Due(due::DueDate),
    /// Tính phí, lệ phí
    Fee(fee::FeeOf),
    /// Danh mục thủ tục
    #[command(subcommand)]
    Catalogue(catalogue::Catalogue),
    /// Tiếp nhận một hồ sơ từ JSON
    Receive(receive::Receive),
    /// Hồ sơ đã tiếp nhận
    #[command(subcommand)]
    Dossier(dossier::Dossier),
    /// Kết quả và giấy tờ số hóa
    #[command(subcommand)]
    Result(result::Results),
    /// Người đã biết: từng mục có nguồn và ngày, ghép hai số của một người
    #[command(subcommand)]
    Person(person::Persons),
    /// Nguồn dữ liệu: tình trạng, tra cứu, lúc ngừng
    #[command(subcommand)]
    Source(source::Sources),
    /// Kiểm tra mã QR: ảnh, tệp hoặc chữ
    Verify(verify::Verify),
    /// Thiết lập quầy
    #[command(subcommand)]
    Office(office::Office),
    /// Khóa đóng dấu và danh sách khóa tin cậy
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Bản cập nhật danh mục có chữ ký
    #[command(subcommand)]
    Update(update::Update),
    /// Sao lưu dữ liệu của quầy
    Backup(backup::Backup),
    /// Phục hồi dữ liệu của quầy
    Restore(backup::Restore),
    /// Kiểm tra dữ liệu của quầy
    Check(check::Check),
    /// Chạy thử: một quầy mẫu và một hồ sơ thật
    Demo(demo::Demo),
}

/// What was asked for on the command line.
pub enum Asked {
    /// Open the window on this data folder.
    Window(PathBuf),
    /// Done; leave with this code.
    Done(ExitCode),
}

/// Where a verb works.
pub(crate) struct Place {
    folder: PathBuf,
}

impl Place {
    /// The folder opened as a desk.
    pub(crate) fn desk(&self) -> Result<Desk> {
        crate::bundle::desk(&self.folder)
    }

    /// Catalogue and calendar with the folder's own tables; needs no office.
    pub(crate) fn reference(&self) -> Result<Arc<Reference>> {
        crate::bundle::reference(&self.folder)
    }

    /// Whether an office's file lies there.
    pub(crate) fn has_office(&self) -> bool {
        self.folder.join("office.sqlite").exists()
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &PathBuf {
        &self.folder
    }
}

/// Reads the command line and does what it says.
pub fn run() -> Asked {
    let command = usage::in_vietnamese(Args::command());
    let args = match command
        .try_get_matches()
        .and_then(|found| Args::from_arg_matches(&found))
    {
        Ok(args) => args,
        Err(error) => return Asked::Done(usage::explain(&error)),
    };
    let folder = match args.data.map_or_else(default_folder, Ok) {
        Ok(folder) => folder,
        Err(fault) => return Asked::Done(report(&fault)),
    };
    let Some(verb) = args.verb else {
        return Asked::Window(folder);
    };
    let place = Place { folder };
    let answer = match verb {
        Verb::Find(verb) => verb.run(&place),
        Verb::Ask(verb) => verb.run(&place),
        Verb::Learned(verb) => verb.run(&place),
        Verb::Guide(verb) => verb.run(&place),
        Verb::Due(verb) => verb.run(&place),
        Verb::Fee(verb) => verb.run(&place),
        Verb::Catalogue(verb) => verb.run(&place),
        Verb::Receive(verb) => verb.run(&place),
        Verb::Dossier(verb) => verb.run(&place),
        Verb::Result(verb) => verb.run(&place),
        Verb::Person(verb) => verb.run(&place),
        Verb::Source(verb) => verb.run(&place),
        Verb::Verify(verb) => verb.run(&place),
        Verb::Office(verb) => verb.run(&place),
        Verb::Keys(verb) => verb.run(&place),
        Verb::Update(verb) => verb.run(&place),
        Verb::Backup(verb) => verb.run(&place),
        Verb::Restore(verb) => verb.run(&place),
        Verb::Check(verb) => verb.run(&place),
        Verb::Demo(verb) => verb.run(&place),
    };
    Asked::Done(match answer {
        Ok(answer) => say(&answer, args.json),
        Err(fault) => report(&fault),
    })
}

/// The platform's folder for a user's data.
fn default_folder() -> Result<PathBuf> {
    dirs::data_dir()
        .map(|folder| folder.join("motcua"))
        .or_fault(
            Code::NoAccess,
            "Không biết thư mục dữ liệu của người dùng này. Hãy chỉ ra bằng --data.",
        )
}

fn say(answer: &Answer, json: bool) -> ExitCode {
    let text = if json {
        format!("{}\n", answer.json)
    } else {
        format!("{}\n", answer.text.trim_end())
    };
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads may have gone (`motcua find … | head`); that is no fault.
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => report(
            &Fault::new(
                if cause.kind() == ErrorKind::StorageFull {
                    Code::DiskFull
                } else {
                    Code::NoAccess
                },
                "Việc đã làm xong nhưng không ghi được câu trả lời ra đầu ra. Đừng làm lại: hãy xem bằng motcua dossier list.",
            )
            .because(cause),
        ),
        _ => ExitCode::from(u8::from(!answer.yes)),
    }
}

/// Says a fault on standard error and gives its exit code.
pub fn report(fault: &Fault) -> ExitCode {
    // Nobody may be listening; the exit code still says it.
    let mut err = std::io::stderr();
    let _ = writeln!(err, "error[{}]: {}", fault.code, fault.message);
    if let Some(detail) = fault
        .detail
        .as_ref()
        .filter(|_| std::env::var_os("MOTCUA_DETAIL").is_some())
    {
        let _ = writeln!(err, "{detail}");
    }
    match fault.blame() {
        Blame::Input => ExitCode::from(2),
        Blame::Machine => ExitCode::from(3),
    }
}
