use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Whose fault it is; decides the exit code of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// What was given cannot be taken: exit 2, nothing was written.
    Input,
    /// The program or the machine failed: exit 3, nothing is half-written.
    Machine,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $blame:ident;)*) => {
        /// Every kind of fault a consumer may match. Add here only what somebody matches or must
        /// tell apart; the sentence carries the rest.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        pub enum Code { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl Code {
            /// The name in JSON and on standard error, `SCREAMING_SNAKE_CASE`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Whose fault it is.
            pub const fn blame(self) -> Blame {
                match self { $(Self::$name => Blame::$blame,)* }
            }
        }
    };
}

codes! {
    /// The command line was not understood.
    Usage = "USAGE", Input;
    /// Text that is not the JSON or the shape asked for.
    BadInput = "BAD_INPUT", Input;
    /// A file that cannot be read.
    BadFile = "BAD_FILE", Input;
    /// A date or time that does not exist or is not written as asked.
    BadDate = "BAD_DATE", Input;
    /// A time limit that is not `N UNIT` or `same_day`.
    BadLimit = "BAD_LIMIT", Input;
    /// An identity number, name, phone or address that cannot be.
    BadPerson = "BAD_PERSON", Input;
    /// A number out of its range.
    BadNumber = "BAD_NUMBER", Input;
    /// No procedure has this code.
    UnknownProcedure = "UNKNOWN_PROCEDURE", Input;
    /// The procedure is not in force on that day.
    NotInForce = "NOT_IN_FORCE", Input;
    /// The procedure is listed only: it has no questions and no checked requirements.
    NotGuided = "NOT_GUIDED", Input;
    /// An answer to a question or with an option that does not exist.
    BadAnswer = "BAD_ANSWER", Input;
    /// A question that applies has no answer yet.
    OpenQuestions = "OPEN_QUESTIONS", Input;
    /// A requirement or evidence that this case does not have.
    UnknownRequirement = "UNKNOWN_REQUIREMENT", Input;
    /// A stored result that may not be used for this requirement now.
    NotUsable = "NOT_USABLE", Input;
    /// No stored result has this id, or no such kind exists.
    UnknownResult = "UNKNOWN_RESULT", Input;
    /// The same result is stored already.
    ResultExists = "RESULT_EXISTS", Input;
    /// What was scanned is no genuine seal of what was asked for.
    BadSeal = "BAD_SEAL", Input;
    /// A genuine seal, brought by somebody whose it is not.
    OtherHolder = "OTHER_HOLDER", Input;
    /// Long work that the clerk stopped; nothing was written.
    Stopped = "STOPPED", Input;
    /// A channel that does not exist.
    BadChannel = "BAD_CHANNEL", Input;
    /// An exemption that does not exist.
    UnknownExemption = "UNKNOWN_EXEMPTION", Input;
    /// The office has not been set up.
    NoOffice = "NO_OFFICE", Input;
    /// The office is set up already.
    OfficeExists = "OFFICE_EXISTS", Input;
    /// No unit of the city has this name or code.
    UnknownUnit = "UNKNOWN_UNIT", Input;
    /// No clerk of the office has this name.
    UnknownClerk = "UNKNOWN_CLERK", Input;
    /// No dossier has this code.
    UnknownDossier = "UNKNOWN_DOSSIER", Input;
    /// The dossier cannot go to that state from where it is.
    BadMove = "BAD_MOVE", Input;
    /// A reason is required.
    ReasonMissing = "REASON_MISSING", Input;
    /// The authored catalogue has faults.
    CatalogueFaults = "CATALOGUE_FAULTS", Input;
    /// A key, certificate or list of trusted keys that cannot be used.
    BadKey = "BAD_KEY", Input;
    /// The file was written by a newer version of the program.
    NewerFile = "NEWER_FILE", Input;
    /// An update that is not later than the one in use.
    Older = "OLDER", Input;
    /// The office's file is in use elsewhere.
    Busy = "BUSY", Machine;
    /// The disk is full.
    DiskFull = "DISK_FULL", Machine;
    /// No right to read or write there.
    NoAccess = "NO_ACCESS", Machine;
    /// A file is damaged.
    Damaged = "DAMAGED", Machine;
    /// The clock stands before the last thing recorded.
    ClockBack = "CLOCK_BACK", Machine;
    /// The printer or its queue did not take the paper.
    Printer = "PRINTER", Machine;
    /// Text that does not fit the paper or the code.
    DoesNotFit = "DOES_NOT_FIT", Input;
    /// The window cannot reach the program behind it; made by the window itself.
    Unreachable = "UNREACHABLE", Machine;
    /// A fault of the program itself.
    Internal = "INTERNAL", Machine;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
