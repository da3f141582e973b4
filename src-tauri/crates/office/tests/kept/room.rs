//! An office to try things in. All people are invented.

use chrono::NaiveDateTime;
use motcua_calendar::Calendar;
use motcua_catalogue::{
    Catalogue,
    build::build,
    model::{Channel, Holder, Need},
    source::Files,
};
use motcua_fault::Result;
use motcua_guide::{HolderOf, PaperView, RequirementView, ReuseView, proposals};
use motcua_office::{
    Dossier, Filing, Made, NewResult, Office, OnRecord, Person, Reception, ResultView, ReturnAt,
    Settings,
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};
use tempfile::TempDir;

static BUILT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data");
    build(&Files::read_dir(&data).unwrap()).unwrap()
});

pub struct Room {
    pub office: Office,
    pub catalogue: Catalogue,
    pub calendar: Calendar,
    _folder: TempDir,
}

pub fn now() -> NaiveDateTime {
    at("2026-10-14T09:20")
}

pub fn at(moment: &str) -> NaiveDateTime {
    motcua_calendar::minute::parse(moment).unwrap()
}

impl Room {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::open(&folder.path().join("office.sqlite"), now()).unwrap();
        let settings = Settings {
            unit_code: "H17.012".to_owned(),
            unit_title: "phường Hải Châu".to_owned(),
            unit_code_provisional: true,
            address: None,
            phone: None,
            counter: 1,
            clerk: "Trần Thị Bình".to_owned(),
            clerks: Vec::new(),
            printer: None,
            sample: false,
        };
        office.change(settings, now()).unwrap();
        Self {
            office,
            catalogue: Catalogue::from_bytes(&BUILT).unwrap(),
            calendar: Calendar::bundled().unwrap(),
            _folder: folder,
        }
    }

    pub fn add(&self, new: NewResult) -> Result<ResultView> {
        self.office.add_result(new, None, &self.catalogue, now())
    }

    pub fn results_of(&self, id: &str) -> Vec<ResultView> {
        self.office.results_of(id, &self.catalogue, now()).unwrap()
    }

    /// Receives a birth registration filed by this person.
    pub fn receive(&self, person: Person, scanned: &[&str]) -> String {
        self.take_in(Self::birth_of(person, scanned)).unwrap().code
    }

    /// A birth registration filed by this person.
    pub fn birth_of(person: Person, scanned: &[&str]) -> Reception {
        let answers = [
            ("tre", "thuong"),
            ("nguoi-di-dang-ky", "cha-me"),
            ("giay-chung-sinh", "co"),
            ("cha-me-ket-hon", "co"),
            ("thoi-han", "dung-han"),
        ];
        Reception {
            procedure: "1.001193".to_owned(),
            answers: answers
                .iter()
                .map(|(question, option)| ((*question).to_owned(), (*option).to_owned()))
                .collect(),
            person,
            organisation: None,
            on_behalf_of: None,
            channel: Channel::Counter,
            received: None,
            received_why: None,
            submitted: Vec::new(),
            shown: Vec::new(),
            reuse: Vec::new(),
            return_at: ReturnAt::Counter,
            return_address: None,
            clerk: None,
            pages: None,
            copies: None,
            quantity: None,
            exempt: None,
            e_receipt: None,
            residence_unit: None,
            competent_unit: None,
            sets: None,
            not_same_day: None,
            despite: None,
            decisions: Vec::new(),
            refuse: None,
            draft: None,
            scanned: Some(scanned.iter().map(|field| (*field).to_owned()).collect()),
        }
    }

    /// Receives without paper.
    pub fn take_in(&self, reception: Reception) -> Result<Dossier> {
        let made = Made {
            seal: "-".to_owned(),
            papers: Vec::new(),
        };
        let (dossier, ..) = self.office.receive(
            reception,
            &self.catalogue,
            &self.calendar,
            now(),
            |_| Ok((made.clone(), ())),
            |()| Ok(()),
        )?;
        Ok(dossier)
    }

    /// What the guide says of one's results for a paper of that kind.
    pub fn proposed(&self, who: &Filing, kind: &str) -> Vec<ReuseView> {
        let on_record = self.office.on_hand(who).unwrap();
        proposed(&on_record, kind, &self.catalogue)
    }

    /// Every row of the tables that hold results, as text.
    pub fn dump(&self) -> BTreeMap<&'static str, Vec<String>> {
        let tables = [
            (
                "result",
                "SELECT id || kind || holder || coalesce(number, '') || body FROM result ORDER BY id",
            ),
            (
                "result_event",
                "SELECT result || position || what FROM result_event ORDER BY result, position",
            ),
            (
                "result_file",
                "SELECT sha256 || result FROM result_file ORDER BY sha256, result",
            ),
            (
                "known_name",
                "SELECT folded || id || name FROM known_name ORDER BY folded, id",
            ),
            (
                "import_line",
                "SELECT batch || result FROM import_line ORDER BY batch, result",
            ),
        ];
        tables
            .into_iter()
            .map(|(table, sql)| {
                let rows = self
                    .office
                    .store()
                    .read(|tx| tx.all(sql, [], |row| row.get(0)));
                (table, rows.unwrap())
            })
            .collect()
    }

    /// Lines of the change log: whatever is written writes there too.
    pub fn lines_logged(&self) -> i64 {
        self.office
            .store()
            .read(|tx| tx.one("SELECT count(*) FROM change_log", [], |row| row.get(0)))
            .unwrap()
    }
}

pub fn proposed(on_record: &OnRecord, kind: &str, catalogue: &Catalogue) -> Vec<ReuseView> {
    let requirement = RequirementView {
        id: "giay".to_owned(),
        name: "Giấy".to_owned(),
        need: Need::File,
        because: String::new(),
        basis: String::new(),
        note: None,
        source: None,
        source_state: None,
        alternatives: vec![vec![PaperView {
            evidence: kind.to_owned(),
            name: kind.to_owned(),
            original: 1,
            copy: 0,
            form: None,
            note: None,
        }]],
        reuse: Vec::new(),
    };
    proposals(
        &requirement,
        Some(Holder::Applicant),
        &on_record.on_hand(&[], catalogue),
        now().date(),
    )
}

/// A certificate that carries a number and no end.
pub fn marital(id: &str, name: &str, birth: &str, number: &str) -> NewResult {
    NewResult {
        kind: "giay-chung-nhan-ket-hon".to_owned(),
        holder: HolderOf {
            id: id.to_owned(),
            name: name.to_owned(),
            birth: Some(birth.to_owned()).filter(|birth| !birth.is_empty()),
            organisation: false,
        },
        number: Some(number.to_owned()),
        issued: Some("2025-03-05".to_owned()),
        valid_until: None,
        issuer: Some("UBND phường Hải Châu".to_owned()),
        fields: BTreeMap::new(),
        file: None,
        pages: None,
        shelf: None,
        source: None,
    }
}

pub fn person(id: &str, name: &str, birth: &str) -> Person {
    Person {
        id: id.to_owned(),
        name: name.to_owned(),
        birth: Some(birth.to_owned()).filter(|birth| !birth.is_empty()),
        ..Person::default()
    }
}
