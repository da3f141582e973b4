//! A dossier as it was received, whole, and the tables it is kept in.

use crate::{
    person::{Organisation, Person, Principal},
    reception::{Decision, ReturnAt},
    state::State,
};
use chrono::NaiveDateTime;
use motcua_calendar::{Limit, minute};
use motcua_guide::{Checklist, Fee, MissingItem, RefusalView, Reused, Submitted};
use motcua_store::{Migration, append_only};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) const MIGRATIONS: [Migration; 4] = [
    Migration {
        table: "procedure_version",
        version: 1,
        sql: "CREATE TABLE procedure_version (
                  code TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL,
                  PRIMARY KEY (code, version)
              ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        table: "dossier",
        version: 1,
        sql: "CREATE TABLE dossier (
                  code TEXT PRIMARY KEY, procedure TEXT NOT NULL, version TEXT NOT NULL,
                  name TEXT NOT NULL, applicant TEXT NOT NULL, folded TEXT NOT NULL,
                  state TEXT NOT NULL, received TEXT NOT NULL, due TEXT,
                  body TEXT NOT NULL, seal TEXT NOT NULL
              ) STRICT, WITHOUT ROWID;
              CREATE INDEX dossier_by_state ON dossier (state, due);
              CREATE INDEX dossier_by_received ON dossier (received DESC);",
    },
    Migration {
        table: "dossier_event",
        version: 1,
        sql: concat!(
            "CREATE TABLE dossier_event (
                 dossier TEXT NOT NULL REFERENCES dossier (code), position INTEGER NOT NULL,
                 at TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, due TEXT,
                 by TEXT NOT NULL, counter INTEGER NOT NULL, why TEXT,
                 PRIMARY KEY (dossier, position)
             ) STRICT, WITHOUT ROWID;",
            append_only!("dossier_event"),
        ),
    },
    Migration {
        table: "paper",
        version: 1,
        sql: "CREATE TABLE paper (
                  dossier TEXT NOT NULL REFERENCES dossier (code), form TEXT NOT NULL,
                  position INTEGER NOT NULL, title TEXT NOT NULL, file TEXT NOT NULL,
                  sha256 TEXT NOT NULL, body TEXT NOT NULL, made TEXT NOT NULL,
                  PRIMARY KEY (dossier, form, position)
              ) STRICT, WITHOUT ROWID;
              CREATE INDEX paper_by_made ON paper (made);",
    },
];

/// Which of the three outcomes of the check (L7: exactly one a reception).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// Complete: form 01.
    Received,
    /// Incomplete: form 02.
    Supplement,
    /// Not ours: form 03.
    Refused,
}

/// Kept apart: who receives, who decides, where the citizen lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Units {
    /// The office that received it.
    pub receiving: String,
    /// The office that decides.
    pub competent: String,
    /// The citizen's place of residence, where known.
    pub residence: Option<String>,
}

/// A dossier as received. Nothing of it changes afterwards; what happens later are events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// `{unit code}-{YYMMDD}-{NNNN}`.
    pub code: String,
    /// Which outcome.
    pub outcome: OutcomeKind,
    /// The case as guided: answers, requirements with basis, due date with its working, fee.
    pub case: Checklist,
    /// Who filed.
    pub person: Person,
    /// For which organisation.
    pub organisation: Option<Organisation>,
    /// On whose behalf.
    pub on_behalf_of: Option<Principal>,
    /// When.
    #[serde(with = "minute")]
    pub received: NaiveDateTime,
    /// Why that is not what the clock said.
    pub received_why: Option<String>,
    /// Papers handed in.
    pub submitted: Vec<Submitted>,
    /// Requirements shown or looked up.
    pub shown: Vec<String>,
    /// Stored results used.
    pub reuse: Vec<Reused>,
    /// Data requirements the office looks up itself.
    pub to_look_up: Vec<String>,
    /// What form 02 asks for.
    pub missing: Vec<MissingItem>,
    /// Why it is refused.
    pub refusal: Option<RefusalView>,
    /// Where the result goes.
    pub return_at: ReturnAt,
    /// Address for the post.
    pub return_address: Option<String>,
    /// Who received it.
    pub clerk: String,
    /// At which counter.
    pub counter: u16,
    /// The three units.
    pub units: Units,
    /// Code of the unit that seals.
    pub unit_code: String,
    /// Number of the official e-receipt.
    pub e_receipt: Option<String>,
    /// Sets of papers.
    pub sets: u32,
    /// The time limit that was promised.
    pub limit: Option<Limit>,
    /// Why the same day could not be promised where the city wants it.
    #[serde(default)]
    pub not_same_day: Option<String>,
    /// Why it was opened although the result could be handed over at once.
    #[serde(default)]
    pub despite: Option<String>,
    /// What the clerk decided of stored results beside using them.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Number of its first paper, `15.Q2`; dossiers from before papers were numbered have none.
    #[serde(default)]
    pub number: Option<String>,
    /// From a sample office.
    pub sample: bool,
}

impl Dossier {
    /// Who files: the organisation, else the person.
    pub fn applicant(&self) -> &str {
        self.organisation
            .as_ref()
            .map_or(&self.person.name, |organisation| &organisation.name)
    }

    /// The promise at reception; none while papers are missing.
    pub fn due(&self) -> Option<NaiveDateTime> {
        match self.outcome {
            OutcomeKind::Received => self.case.due.as_ref().map(|due| due.due),
            OutcomeKind::Supplement | OutcomeKind::Refused => None,
        }
    }

    /// What is to be paid: nothing is for a refusal.
    pub fn fee(&self) -> Fee {
        match self.outcome {
            OutcomeKind::Refused => Fee::default(),
            OutcomeKind::Received | OutcomeKind::Supplement => self.case.fee.clone(),
        }
    }

    /// The state it starts in.
    pub fn first_state(&self) -> State {
        match self.outcome {
            OutcomeKind::Received => State::Received,
            OutcomeKind::Supplement => State::Supplement,
            OutcomeKind::Refused => State::Refused,
        }
    }
}

/// How urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Past its due date.
    Late,
    /// Due today.
    Today,
    /// Due on one of the next two working days.
    Soon,
    /// Due later.
    Later,
    /// Waiting for the citizen.
    Waiting,
    /// Nothing more to do.
    Done,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DossierRow {
    /// Its code.
    pub dossier: String,
    /// Procedure code.
    pub procedure: String,
    /// Official title.
    pub name: String,
    /// Who filed.
    pub applicant: String,
    /// Where it stands.
    pub state: State,
    /// When received.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub received: NaiveDateTime,
    /// When due.
    #[serde(with = "motcua_calendar::minute::option")]
    #[ts(type = "string | null")]
    pub due: Option<NaiveDateTime>,
    /// How urgent.
    pub urgency: Urgency,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DossierEvent {
    /// When.
    #[serde(with = "minute")]
    #[ts(type = "string")]
    pub at: NaiveDateTime,
    /// What, in words.
    pub what: String,
    /// What, for programs: `received`, `supplement_requested`, `refused`, `moved` …
    pub kind: String,
    /// Who.
    pub by: String,
    /// Why.
    pub why: Option<String>,
}

/// A paper made for a dossier. It is recorded, with everything that stands on it, in the same
/// transaction as the dossier: the file can be made again, byte for byte, if it is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRow {
    /// `01`, `02`, `03`.
    pub form: String,
    /// Its title.
    pub title: String,
    /// Where it lies, relative to the data folder.
    pub file: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// The printed values, JSON.
    pub body: String,
}

/// What is made of a dossier before it is written: the text of its seal, and its papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Text of the QR.
    pub seal: String,
    /// Papers, rendered.
    pub papers: Vec<PaperRow>,
}

/// A dossier now: as received, and what has happened since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierNow {
    /// The line of the list.
    pub row: DossierRow,
    /// As received.
    pub dossier: Dossier,
    /// The text of its seal.
    pub seal: String,
    /// What has happened, oldest first.
    pub events: Vec<DossierEvent>,
    /// Papers made.
    pub papers: Vec<PaperRow>,
}
