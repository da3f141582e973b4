//! What the window shows and the command line prints.

use chrono::NaiveDateTime;
use motcua_calendar::Due;
use motcua_guide::Reused;
use motcua_guide::{Fee, MissingItem, SpotView};
use motcua_office::{
    Delay, DossierEvent, DossierRow, Organisation, OutcomeKind, Person, Principal, State, Units,
};
use motcua_seal::Claims;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A unit of the city, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitView {
    /// Its code, provisional until the office enters its own.
    pub code: String,
    /// With its kind.
    pub title: String,
    /// Without its kind.
    pub name: String,
    /// Ward, commune or special zone.
    pub kind: motcua_catalogue::model::UnitKind,
    /// Its seat.
    pub address: String,
}

/// The office as the window's frame shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OfficeState {
    /// Whether an office has been set up here.
    pub set_up: bool,
    /// A sample office.
    pub sample: bool,
    /// Code that dossier codes begin with.
    pub unit_code: Option<String>,
    /// `phường Hải Châu`.
    pub unit_title: Option<String>,
    /// This counter.
    pub counter: Option<u16>,
    /// Who sits here.
    pub clerk: Option<String>,
    /// Who may sit here.
    pub clerks: Vec<String>,
    /// Office telephone.
    pub phone: Option<String>,
    /// Office address.
    pub address: Option<String>,
    /// Chosen printer.
    pub printer: Option<String>,
    /// Where the data lie.
    pub data_dir: String,
    /// Day of the catalogue's newest version, `YYYY-MM-DD`.
    pub catalogue_day: String,
    /// What the clerk should read.
    pub notices: Vec<String>,
    /// Version of the program.
    pub version: String,
    /// Records not yet shared with the hub; there is no hub yet, so none wait.
    pub not_shared: u32,
}

/// First run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetUp {
    /// Name or code of the unit.
    pub unit: String,
    /// The office's own unit code, where it has one.
    #[serde(default)]
    pub unit_code: Option<String>,
    /// 1 to 99.
    pub counter: u16,
    /// Full name.
    pub clerk: String,
    /// Office telephone.
    #[serde(default)]
    pub phone: Option<String>,
}

/// A change of settings; what is `null` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct OfficeChange {
    /// Switch to this clerk, or add him.
    pub clerk: Option<String>,
    /// Another counter number.
    pub counter: Option<u16>,
    /// Office telephone.
    pub phone: Option<String>,
    /// The official unit code.
    pub unit_code: Option<String>,
    /// Printer queue.
    pub printer: Option<String>,
}

/// A paper that lies in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintedPaper {
    /// `01`, `02`, `03` or `guidance`.
    pub form: String,
    /// Its title.
    pub title: String,
    /// Absolute path.
    pub path: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
}

/// What came of a reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Outcome {
    /// Received, supplement or refused.
    pub outcome: OutcomeKind,
    /// Its code.
    pub dossier: String,
    /// When due.
    #[serde(with = "motcua_calendar::minute::option")]
    #[ts(type = "string | null")]
    pub due: Option<NaiveDateTime>,
    /// Rests on days off that are not yet official.
    pub provisional: bool,
    /// What is to be paid.
    pub fee: Fee,
    /// Papers made.
    pub papers: Vec<PrintedPaper>,
    /// Text of the QR.
    pub qr: String,
    /// The QR as a picture.
    pub qr_svg: String,
    /// What form 02 asks for.
    pub missing: Vec<MissingItem>,
    /// Results that could be handed over at once, without this dossier (R3).
    #[ts(as = "Option<Vec<SpotView>>", optional)]
    pub on_the_spot: Vec<SpotView>,
    /// Why it was refused.
    pub reason: Option<String>,
}

/// A paper as listed on the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SubmittedView {
    /// Its name.
    pub name: String,
    /// Requirement id.
    pub requirement: String,
    /// `bản chính`, `bản sao`, `xuất trình`.
    pub form: String,
    /// How many.
    pub quantity: u32,
}

/// One dossier, whole.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DossierView {
    /// The line of the list.
    #[serde(flatten)]
    #[ts(flatten)]
    pub row: DossierRow,
    /// The city system's own code.
    pub official_code: Option<String>,
    /// Version of the procedure.
    pub version: String,
    /// The three units.
    pub units: Units,
    /// Who filed.
    pub person: Person,
    /// For which organisation.
    pub organisation: Option<Organisation>,
    /// On whose behalf.
    pub on_behalf_of: Option<Principal>,
    /// Papers handed in or shown.
    pub submitted: Vec<SubmittedView>,
    /// Stored results used.
    pub reused: Vec<Reused>,
    /// What is to be paid.
    pub fee: Fee,
    /// What has happened, oldest first.
    pub events: Vec<DossierEvent>,
    /// Outages named as the reason of a delay, oldest first.
    #[ts(as = "Option<Vec<Delay>>", optional)]
    pub delays: Vec<Delay>,
    /// Papers made.
    pub papers: Vec<PrintedPaper>,
    /// Where it may go now.
    pub moves: Vec<State>,
    /// How the due date was counted at reception.
    pub due_working: Option<Due>,
    /// What form 02 asked for.
    pub missing: Vec<MissingItem>,
    /// The QR as a picture.
    pub qr_svg: Option<String>,
}

/// The answer to "is this paper genuine?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Verdict")]
pub struct VerdictView {
    /// Whether the seal is good.
    pub valid: bool,
    /// Why, or why not.
    pub why: String,
    /// For programs: which reason.
    pub reason: motcua_seal::Reason,
    /// What the seal says.
    pub claims: Option<Claims>,
    /// What it says of the result it stands on.
    #[ts(optional = nullable)]
    pub result: Option<SealedResultView>,
    /// Whether the dossier or the result is in this office's file.
    pub known_here: bool,
    /// Title of the procedure, where the catalogue knows it.
    pub procedure_name: Option<String>,
    /// Who sealed.
    pub unit_title: Option<String>,
}

/// What a seal says of a result; its number is only for who knows the holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SealedResultView {
    /// Evidence id, where this catalogue knows it.
    pub kind: Option<String>,
    /// What that is called.
    pub name: Option<String>,
    /// Day of issue, `YYYY-MM-DD`.
    pub issued: String,
    /// Last day of validity, `YYYY-MM-DD`; none: no end.
    pub valid_until: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// Its id, where it is stored here.
    pub stored: Option<String>,
}

/// A result sealed and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SealedView {
    /// Id of the result.
    pub result: String,
    /// The seal's own code.
    pub reference: String,
    /// Where the print lies, absolute.
    pub path: String,
    /// Title of the print.
    pub title: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// Text of the QR.
    pub qr: String,
    /// The QR as a picture.
    pub qr_svg: String,
}
