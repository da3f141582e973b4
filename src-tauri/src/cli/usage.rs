//! What clap says, in Vietnamese.

use clap::error::{ContextKind, ErrorKind};
use motcua_fault::{Code, Fault};
use std::process::ExitCode;

/// Help and version go out as they are; a wrong call is a usage fault.
pub(crate) fn explain(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let said = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("Không có lệnh “{}”.", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("Không hiểu tham số “{argument}”."),
        ErrorKind::MissingRequiredArgument => format!("Thiếu tham số {argument}."),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "Thiếu lệnh con.".to_owned()
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("Giá trị “{value}” của {argument} không đúng.")
        }
        ErrorKind::ArgumentConflict => format!("Tham số {argument} viết hai lần hoặc mâu thuẫn."),
        _ => "Không hiểu dòng lệnh.".to_owned(),
    };
    super::report(&Fault::new(
        Code::Usage,
        format!("{message} Xem cách dùng: motcua --help."),
    ))
}
