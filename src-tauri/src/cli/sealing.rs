//! Results as sealed paper: sealed here, taken in from elsewhere, handed over at once, counted.

use super::{Place, answer::Answer, input};
use clap::Args;
use motcua_desk::{HolderRead, SealedView, TakeSealed};
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{HandOver, Rate, ReuseMeasure};
use std::{fmt::Write as _, path::Path};

#[derive(Args)]
pub(crate) struct Seal {
    /// Mã kết quả
    id: String,
}

#[derive(Args)]
pub(crate) struct Take {
    /// Chữ của mã QR, hoặc ảnh, tệp chữ của mã, hoặc - để đọc từ đầu vào
    what: String,
    /// Số định danh của người (tổ chức) được cấp, đúng như trên thẻ
    #[arg(long, value_name = "ID")]
    holder_id: String,
    /// Ngày sinh, năm-tháng-ngày; tổ chức thì bỏ trống
    #[arg(long, value_name = "DATE")]
    birth: Option<String>,
    /// Họ tên, để ghi cùng; mã QR không mang tên
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Là tổ chức
    #[arg(long)]
    organisation: bool,
    /// Tệp JSON {"trường": "nội dung"} đã gõ từ bản in, để đối chiếu với niêm phong
    #[arg(long, value_name = "FILE")]
    fields: Option<String>,
}

#[derive(Args)]
pub(crate) struct Give {
    /// Mã kết quả
    id: String,
    /// Mã thủ tục cấp lại hoặc trích lục mà người dân hỏi
    #[arg(long, value_name = "CODE")]
    procedure: String,
    /// Số định danh của người đang ở quầy; kết quả phải là của họ
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Ngày sinh của người ấy
    #[arg(long, value_name = "DATE")]
    birth: Option<String>,
    /// Ai nhận, xuất trình giấy tờ gì, nếu không phải chính người được cấp
    #[arg(long, value_name = "TEXT")]
    receiver: Option<String>,
}

#[derive(Args)]
pub(crate) struct Measure {
    /// Từ ngày
    #[arg(long, value_name = "D")]
    from: String,
    /// Đến hết ngày
    #[arg(long, value_name = "D")]
    to: String,
}

impl Seal {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let sealed = place.desk()?.seal_result(&self.id, crate::clock::now())?;
        Answer::yes(&sealed, printed(&sealed))
    }
}

impl Take {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        let text = if self.what == "-" || Path::new(&self.what).is_file() {
            let bytes = input::bytes(&self.what)?;
            if bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8") {
                desk.seal_on_picture(&bytes, now)?
            } else {
                String::from_utf8(bytes).or_fault(
                    Code::BadFile,
                    "Tệp này không phải ảnh PNG, JPEG, cũng không phải văn bản.",
                )?
            }
        } else {
            self.what
        };
        let taken = desk.take_sealed(
            TakeSealed {
                text,
                holder: HolderRead {
                    id: self.holder_id,
                    birth: self.birth,
                    name: self.name,
                    organisation: self.organisation,
                },
                fields: match self.fields {
                    Some(file) => input::json(&file)?,
                    None => Default::default(),
                },
            },
            now,
        )?;
        Answer::yes(&taken, super::result::told(&taken))
    }
}

impl Give {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let over = HandOver {
            result: self.id,
            procedure: self.procedure,
            person: self.person,
            birth: self.birth,
            receiver: self.receiver,
        };
        let sealed = place.desk()?.hand_over(&over, crate::clock::now())?;
        Answer::yes(
            &sealed,
            format!("Giao ngay, không phải lập hồ sơ.\n{}", printed(&sealed)),
        )
    }
}

impl Measure {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let (from, to) = (input::day(&self.from)?, input::day(&self.to)?);
        let desk = place.desk()?;
        desk.office().set_up()?;
        let measure = desk
            .office()
            .reuse_measure(from, to, &desk.reference().catalogue)?;
        let text = counted(&measure);
        Answer::yes(&measure, text)
    }
}

fn printed(sealed: &SealedView) -> String {
    format!(
        "{}: {}\nMã niêm phong: {}\nMã QR: {}\n",
        sealed.title, sealed.path, sealed.reference, sealed.qr
    )
}

fn counted(measure: &ReuseMeasure) -> String {
    let c = &measure.components;
    let mut out = format!(
        "Từ {} đến {}: {} hồ sơ\n\
         Thành phần theo quy định: {} (cả danh mục: {}); nộp {}, xuất trình {}, thay bằng dữ liệu {} (chưa tra {}), thay bằng kết quả đã có {}, còn thiếu {}; đề nghị nộp giấy kèm lý do {}\n\
         Loại kết quả được dùng lại: {} trên {} loại của kế hoạch\n\
         Cấp lại không phải làm: {}; vẫn lập hồ sơ dù giao ngay được: {}\n",
        motcua_text::date(measure.from),
        motcua_text::date(measure.to),
        measure.dossiers,
        c.asked,
        c.listed,
        c.filed,
        c.shown,
        c.by_data,
        c.not_looked_up,
        c.by_result,
        c.missing,
        c.paper_asked,
        measure.kinds_reused,
        measure.kinds_wanted,
        measure.reissues_avoided,
        measure.reissues_despite,
    );
    for times in measure
        .kinds
        .iter()
        .chain(&measure.procedures)
        .chain(&measure.avoided)
    {
        let _ = writeln!(out, "  {} × {} ({})", times.times, times.name, times.id);
    }
    for clerk in &measure.clerks {
        let _ = writeln!(
            out,
            "  {}: {} hồ sơ, {} thành phần, thay bằng dữ liệu {}, bằng kết quả {}, giao ngay {}",
            clerk.clerk,
            clerk.dossiers,
            clerk.asked,
            clerk.by_data,
            clerk.by_result,
            clerk.handed_over
        );
    }
    for (title, same) in [
        ("Trong ngày, mọi hồ sơ", &measure.same_day),
        ("Trong ngày, cấp lại và cấp đổi", &measure.same_day_exchange),
    ] {
        for rate in [&same.by_limit, &same.by_actual] {
            let _ = writeln!(out, "{title}: {} ({})", share(rate), rate.how);
        }
    }
    out
}

fn share(rate: &Rate) -> String {
    match rate.percent {
        Some(percent) => format!(
            "{}/{}, {} %",
            rate.numerator,
            rate.denominator,
            format!("{percent:.1}").replace('.', ",")
        ),
        None => "chưa có hồ sơ nào".to_owned(),
    }
}
