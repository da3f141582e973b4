//! What clap says, in Vietnamese.

use clap::{
    Arg, ArgAction, Command,
    error::{ContextKind, ErrorKind},
};
use motcua_fault::{Code, Fault};
use std::process::ExitCode;

const FLAGS: &str = "Tham số";

/// The help of every verb with Vietnamese headings; clap's own are English.
pub(crate) fn in_vietnamese(command: Command) -> Command {
    with_help(command.disable_version_flag(true)).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .help_heading(FLAGS)
            .help("Xem phiên bản")
            .action(ArgAction::Version),
    )
}

fn with_help(command: Command) -> Command {
    let helped = command
        .help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}")
        .subcommand_help_heading("Lệnh")
        .subcommand_value_name("LỆNH")
        .disable_help_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "Đối số"
            } else {
                FLAGS
            };
            arg.help_heading(heading).hide_env(true)
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .help_heading(FLAGS)
                .help("Xem cách dùng")
                .action(ArgAction::Help),
        );
    helped.mut_subcommands(with_help)
}

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
