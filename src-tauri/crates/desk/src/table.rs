//! Tables the office keeps itself: days off, opening hours, fees. Plain files in the data folder, so
//! that a change of the law needs no new program.

use motcua_calendar::Overrides;
use motcua_catalogue::{fee::FeeRow, source::Parts};
use motcua_fault::{Code, Fault, OrFault, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

const CALENDAR: &str = "tables/calendar.toml";
const FEES: &str = "tables/fees.toml";

/// What the office changed in the bundled tables.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) calendar: Overrides,
    pub(crate) fees: Vec<FeeRow>,
}

impl Tables {
    /// Reads what is there; a missing file changes nothing.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut tables = Self::default();
        if let Some(text) = read(folder, CALENDAR)? {
            tables.calendar = toml::from_str(&text).map_err(|error| {
                let line = error
                    .span()
                    .map_or(1, |span| text[..span.start].lines().count().max(1));
                refused(CALENDAR, line, "không đúng dạng của bảng ngày nghỉ").because(error)
            })?;
        }
        if let Some(text) = read(folder, FEES)? {
            tables.fees = Parts::fee_table(FEES, &text)
                .map_err(|finding| refused(FEES, finding.line, &finding.message))?;
        }
        Ok(tables)
    }
}

/// Writes both files with an explained, empty beginning where there are none yet; their paths.
///
/// # Errors
/// `NO_ACCESS`.
pub fn begin_tables(folder: &Path) -> Result<Vec<PathBuf>> {
    [(CALENDAR, CALENDAR_BEGINNING), (FEES, FEES_BEGINNING)]
        .into_iter()
        .map(|(file, beginning)| {
            let path = folder.join(file);
            if !path.exists() {
                let folder = path.parent().unwrap_or(folder);
                fs::create_dir_all(folder)
                    .and_then(|()| fs::write(&path, beginning))
                    .or_fault(
                        Code::NoAccess,
                        format!("Không ghi được tệp {}.", path.display()),
                    )?;
            }
            Ok(path)
        })
        .collect()
}

fn read(folder: &Path, file: &str) -> Result<Option<String>> {
    let path = folder.join(file);
    if !path.exists() {
        return Ok(None);
    }
    fs::read_to_string(&path).map(Some).or_fault(
        Code::BadInput,
        format!(
            "Không đọc được bảng {}: tệp phải là văn bản UTF-8.",
            path.display()
        ),
    )
}

fn refused(file: &str, line: usize, what: &str) -> Fault {
    Fault::new(
        Code::BadInput,
        format!(
            "Bảng {file}, dòng {line}: {what}. Sửa lại, hoặc bỏ tệp này để dùng bảng kèm theo."
        ),
    )
}

const CALENDAR_BEGINNING: &str = r#"# Ngày nghỉ, ngày làm bù và giờ làm việc riêng của quầy, đè lên bảng kèm theo chương trình.
# kind: holiday (lễ), in_lieu (nghỉ bù), swapped_off (hoán đổi), tet (Tết), make_up (làm bù, ngày làm việc).
#
# confirmed = [2027]                # những năm đã đối chiếu với thông báo chính thức
# ordinary = [2027-02-10]           # ngày trong bảng kèm theo mà hóa ra là ngày thường
#
# [[day]]
# date = 2027-02-11
# kind = "tet"
# name = "Tết Nguyên đán"
# certain = "published"
#
# [[hours.sessions]]
# open = "07:30"
# close = "11:30"
"#;

const FEES_BEGINNING: &str = r#"# Phí, lệ phí riêng của quầy. Dòng trùng id với bảng kèm theo thì thay dòng ấy; id mới thì thêm vào.
#
# [[fee]]
# id = "nhan-cha-me-con"
# name = "Lệ phí đăng ký nhận cha, mẹ, con"
# procedures = ["1.001022"]
# amount = 15000                    # hoặc range = [15000, 50000]
# per = "case"                      # case, copy, person
# channels = ["counter", "post"]
# exempt = ["poor_household"]
# basis = "Nghị quyết số …/2025/NQ-HĐND"
# from = 2026-01-01
"#;
