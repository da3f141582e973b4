use super::{Place, answer::Answer};
use clap::Subcommand;
use motcua_desk::{OfficeChange, OfficeState, SetUp};
use motcua_fault::Result;

#[derive(Subcommand)]
pub(crate) enum Office {
    /// Thiết lập quầy lần đầu
    Init {
        /// Tên hoặc mã đơn vị, ví dụ "phường Hải Châu"
        #[arg(long, value_name = "NAME|CODE")]
        unit: String,
        /// Số quầy
        #[arg(long, value_name = "N")]
        counter: u16,
        /// Họ tên cán bộ
        #[arg(long, value_name = "NAME")]
        clerk: String,
        /// Mã định danh chính thức của đơn vị, nếu có
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
        /// Điện thoại của Trung tâm
        #[arg(long, value_name = "TEL")]
        phone: Option<String>,
    },
    /// Xem thiết lập
    Show,
    /// Thêm cán bộ, hoặc đổi cán bộ đang ngồi quầy
    Clerk {
        /// Họ tên
        name: String,
    },
    /// Nhập mã định danh chính thức của đơn vị
    Code {
        /// Mã, ví dụ H17.012
        code: String,
    },
    /// Bảng ngày nghỉ, giờ làm việc và phí riêng của quầy: lập tệp mẫu để sửa
    Tables,
    /// Chọn máy in
    Printer {
        /// Tên hàng đợi in
        name: String,
    },
}

impl Office {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        if matches!(self, Office::Tables) {
            return tables(place);
        }
        let desk = place.desk()?;
        let now = crate::clock::now();
        let change = |change: OfficeChange| desk.change(change, now);
        let state = match self {
            Office::Init {
                unit,
                counter,
                clerk,
                code,
                phone,
            } => {
                desk.set_up(
                    SetUp {
                        unit,
                        unit_code: code,
                        counter,
                        clerk,
                        phone,
                    },
                    false,
                    now,
                )?;
                desk.state()?
            }
            Office::Show | Office::Tables => {
                desk.office().set_up()?;
                desk.state()?
            }
            Office::Clerk { name } => change(OfficeChange {
                clerk: Some(name),
                ..OfficeChange::default()
            })?,
            Office::Code { code } => change(OfficeChange {
                unit_code: Some(code),
                ..OfficeChange::default()
            })?,
            Office::Printer { name } => change(OfficeChange {
                printer: Some(name),
                ..OfficeChange::default()
            })?,
        };
        let text = told(&state);
        Answer::yes(&state, text)
    }
}

fn told(state: &OfficeState) -> String {
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let mut lines = vec![
        format!(
            "UBND {} ({})",
            or_dash(&state.unit_title),
            or_dash(&state.unit_code)
        ),
        format!(
            "Quầy {} · cán bộ {}",
            state
                .counter
                .map_or_else(|| "–".to_owned(), |counter| counter.to_string()),
            or_dash(&state.clerk)
        ),
        format!("Dữ liệu: {}", state.data_dir),
    ];
    lines.extend(
        state
            .notices
            .iter()
            .map(|notice| format!("Lưu ý: {notice}")),
    );
    lines.join("\n")
}

fn tables(place: &Place) -> Result<Answer> {
    let paths: Vec<_> = motcua_desk::begin_tables(place.folder())?
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let text = format!("Sửa các tệp này rồi mở lại Một Cửa:\n{}", paths.join("\n"));
    Answer::yes(&serde_json::json!({ "paths": paths }), text)
}
