//! Who this office is: its unit, counter, clerks, printer.

use crate::number::MOST_COUNTERS;
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Actor, ReadTx, WriteTx};
use motcua_text as text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const KEY: &str = "office";

/// The office as set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Code that dossier codes begin with.
    pub unit_code: String,
    /// With its kind: `phường Hải Châu`.
    pub unit_title: String,
    /// The unit code is ours, not the official one yet.
    pub unit_code_provisional: bool,
    /// Seat, for form 02's contact line.
    pub address: Option<String>,
    /// Office telephone.
    pub phone: Option<String>,
    /// 1 to 99.
    pub counter: u16,
    /// The clerk who sits here now.
    pub clerk: String,
    /// All who may sit here.
    pub clerks: Vec<String>,
    /// Name of the printer's queue.
    pub printer: Option<String>,
    /// A sample office: every paper says so.
    pub sample: bool,
}

impl Settings {
    /// Checks and cleans.
    ///
    /// # Errors
    /// `BAD_NUMBER`, `BAD_PERSON`, `UNKNOWN_UNIT` (a code that cannot stand in a dossier code).
    pub fn checked(mut self) -> Result<Self> {
        if !(1..=MOST_COUNTERS).contains(&self.counter) {
            return Err(Fault::new(
                Code::BadNumber,
                format!("Số quầy phải từ 1 đến {MOST_COUNTERS}."),
            ));
        }
        self.unit_code = self.unit_code.trim().to_uppercase();
        if !is_unit_code(&self.unit_code) {
            return Err(Fault::new(
                Code::UnknownUnit,
                format!(
                    "Mã đơn vị “{}” không đúng dạng, ví dụ H17.012 (chữ, số và dấu chấm, không quá 35 ký tự).",
                    self.unit_code.chars().take(40).collect::<String>()
                ),
            ));
        }
        self.clerk = text::name(&self.clerk)?;
        if !self.clerks.contains(&self.clerk) {
            self.clerks.push(self.clerk.clone());
        }
        self.phone = match self.phone {
            Some(phone) => text::phone(&phone)?,
            None => None,
        };
        self.address = self
            .address
            .map(|address| text::clean(&address))
            .filter(|address| !address.is_empty());
        Ok(self)
    }

    /// Who writes.
    pub fn actor(&self) -> Actor {
        Actor::new(self.clerk.clone(), self.counter)
    }

    /// The clerk of that name, whatever its case or composition; the present one where none is named.
    ///
    /// # Errors
    /// `UNKNOWN_CLERK`.
    pub fn clerk_called(&self, name: Option<&str>) -> Result<String> {
        let Some(name) = name else {
            return Ok(self.clerk.clone());
        };
        let wanted = text::clean(name).to_lowercase();
        self.clerks
            .iter()
            .find(|clerk| clerk.to_lowercase() == wanted)
            .cloned()
            .or_fault(
                Code::UnknownClerk,
                format!(
                    "Không có cán bộ tên “{}” ở quầy này. Hãy thêm cán bộ trước khi tiếp nhận.",
                    name.chars().take(60).collect::<String>()
                ),
            )
    }
}

/// `H17`, `H17.012.34`: groups of letters and digits, the first a letter and two digits.
fn is_unit_code(code: &str) -> bool {
    let mut groups = code.split('.');
    let first = groups.next().is_some_and(|group| {
        let bytes = group.as_bytes();
        bytes.len() == 3
            && bytes[0].is_ascii_uppercase()
            && bytes[1..].iter().all(u8::is_ascii_digit)
    });
    first
        && code.len() <= 35
        && groups.all(|group| {
            (2..=3).contains(&group.len())
                && group
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        })
}

pub(crate) fn read(tx: &ReadTx<'_>) -> Result<Option<Settings>> {
    tx.setting(KEY)?
        .map(|json| {
            serde_json::from_str(&json).or_fault(
                Code::Damaged,
                "Không đọc được thiết lập của quầy. Hãy phục hồi từ bản sao lưu.",
            )
        })
        .transpose()
}

pub(crate) fn write(tx: &mut WriteTx<'_>, settings: &Settings) -> Result<()> {
    let json = serde_json::to_string(settings)
        .or_fault(Code::Internal, "Không ghi được thiết lập của quầy.")?;
    tx.set_setting(KEY, &json)
}

/// The folder that this counter's scanner writes to, where another than the program's own was chosen.
const SCAN_FOLDER: &str = "scan_folder";

impl crate::office::Office {
    /// The chosen folder of scans; `None`: the program's own.
    pub fn scan_folder(&self) -> Result<Option<String>> {
        self.store()
            .read(|tx| Ok(tx.setting(SCAN_FOLDER)?.filter(|folder| !folder.is_empty())))
    }

    /// Chooses the folder of scans; `None`: the program's own again.
    pub fn choose_scan_folder(
        &self,
        folder: Option<&str>,
        now: chrono::NaiveDateTime,
    ) -> Result<()> {
        let actor = self.set_up()?.actor();
        self.store().write(&actor, now, |tx| {
            tx.set_setting(SCAN_FOLDER, folder.unwrap_or_default())
        })
    }
}

/// What to do when there is no office yet.
pub(crate) fn no_office() -> Fault {
    Fault::new(
        Code::NoOffice,
        "Quầy chưa được thiết lập. Hãy mở cửa sổ Một Cửa để chọn đơn vị, hoặc chạy: \
         motcua office init --unit \"phường Hải Châu\" --counter 1 --clerk \"Họ tên cán bộ\" \
         (dùng thử: motcua demo).",
    )
}
