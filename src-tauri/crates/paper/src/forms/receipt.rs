//! Form 01: GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ.

use super::heading::{Heading, Signer, code, signatures, symbol};
use super::input::{ApplicantKind, Appointment, FeeDue, PaperForm, Receipt};
use super::person::{applicant_fields, principal_fields, signer_name};
use super::sheet::{OFFICIAL, Sheet, Surround, WIDTH, pages};
use super::{glued, paired, part_label, with_code};
use crate::layout::face::Face;
use crate::layout::flow::{Strip, hold_together};
use crate::layout::mark::{Align, Mark};
use crate::layout::mm;
use crate::layout::table::{CellText, Column, Row, TableStyle, table};
use crate::layout::text::{Setter, run};
use chrono::NaiveDateTime;
use motcua_fault::Result;
use motcua_text::{date, long_date, money, time};

pub(crate) const TITLE: &str = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả";

impl PaperForm {
    /// As the receipt's table names it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Original => "Bản chính",
            Self::Copy => "Bản sao",
            Self::CertifiedCopy => "Bản sao có chứng thực",
            Self::Electronic => "Bản điện tử",
            Self::Shown => "Xuất trình",
        }
    }
}

/// One part's pages.
pub(crate) fn receipt(setter: &Setter, form: &Receipt, part: u8) -> Result<Vec<Vec<Mark>>> {
    let part = part_label(part, form.parts, &form.office);
    let number = form
        .number
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let heading = Heading {
        office: &form.office,
        number: format!("Số: {}-{}", number.unwrap_or("……/……"), symbol(&form.office)),
        issued: form.issued,
        title: &TITLE.to_uppercase(),
        code_label: "Mã hồ sơ",
        dossier_code: Some(&form.dossier_code),
        part: part.as_deref(),
        qr: code(form.qr.as_deref())?,
    };
    let surround = Surround {
        running_left: format!("Mã hồ sơ: {}", form.dossier_code),
        running_right: TITLE.to_owned(),
        is_sample: form.office.is_sample,
    };
    Ok(pages(setter, OFFICIAL, &surround, |sheet| {
        let mut strips = vec![heading.strip(sheet)];
        strips.extend(body(sheet, form));
        let mut closing = vec![signatures(
            sheet,
            &[
                Signer {
                    capacity: "NGƯỜI NỘP HỒ SƠ",
                    name: signer_name(&form.applicant),
                },
                Signer {
                    capacity: "NGƯỜI TIẾP NHẬN HỒ SƠ",
                    name: &form.clerk,
                },
            ],
        )];
        hold_together(&mut strips, &mut closing, 2);
        strips.append(&mut closing);
        strips
    }))
}

fn body(sheet: Sheet, form: &Receipt) -> Vec<Strip> {
    let mut strips = sheet.para(&[sheet.run(form.office.name.clone(), Face::Regular)]);
    strips.extend(applicant_fields(
        sheet,
        "Tiếp nhận hồ sơ của",
        &form.applicant,
    ));
    if let Some(principal) = &form.on_behalf_of {
        strips.extend(principal_fields(sheet, principal));
    }
    let request = with_code(&form.request, form.procedure_code.as_deref());
    strips.extend(sheet.field("Nội dung yêu cầu giải quyết", Some(&request), Face::Regular));
    strips.extend(papers(sheet, form));
    strips.extend(sheet.pair(
        ("Số lượng hồ sơ", Some(&format!("{:02} (bộ)", form.sets))),
        ("Thời gian giải quyết theo quy định", form.limit.as_deref()),
    ));
    if let Some(fee) = &form.fee {
        strips.extend(sheet.field("Phí, lệ phí", Some(&fee_words(fee)), Face::Regular));
    }
    let received = moment_words(form.received);
    strips.extend(sheet.field("Thời gian nhận hồ sơ", Some(&received), Face::Regular));
    strips.extend(appointments(sheet, &form.due));
    strips.extend(sheet.field(
        "Đăng ký nhận kết quả tại",
        form.return_at.as_deref(),
        Face::Regular,
    ));
    strips.extend(sheet.pair(
        (
            "Vào Sổ theo dõi hồ sơ, Quyển số",
            form.book_volume.as_deref(),
        ),
        ("Số thứ tự", form.book_number.as_deref()),
    ));
    let reminder = run(reminder(form), Face::Italic, sheet.style.body - 1.0);
    strips.extend(sheet.para(&[reminder]));
    strips
}

fn papers(sheet: Sheet, form: &Receipt) -> Vec<Strip> {
    let mut strips = sheet.para(&[sheet.run("Thành phần hồ sơ nộp gồm:", Face::Regular)]);
    for strip in &mut strips {
        strip.keep = true;
    }
    let size = sheet.style.table;
    let cell = |text: &str, face: Face| -> CellText { vec![vec![run(text, face, size)]] };
    let columns = [
        Column {
            width: mm(12.0),
            align: Align::Centre,
        },
        Column {
            width: WIDTH - mm(12.0 + 31.0 + 23.0),
            align: Align::Left,
        },
        Column {
            width: mm(31.0),
            align: Align::Centre,
        },
        Column {
            width: mm(23.0),
            align: Align::Centre,
        },
    ];
    let head = ["STT", "Tên giấy tờ", "Hình thức", "Số lượng"].map(|t| cell(t, Face::Bold));
    let mut rows = Vec::new();
    for (n, paper) in form.submitted.iter().enumerate() {
        rows.push(Row::Cells(vec![
            cell(&(n + 1).to_string(), Face::Regular),
            cell(&paper.name, Face::Regular),
            cell(paper.form.label(), Face::Regular),
            cell(&format!("{:02}", paper.count), Face::Regular),
        ]));
    }
    if form.submitted.is_empty() {
        let none = "Không phải nộp giấy tờ";
        rows.push(Row::Cells(vec![
            cell("", Face::Regular),
            cell(none, Face::Regular),
            cell("", Face::Regular),
            cell("", Face::Regular),
        ]));
    }
    if !form.looked_up.is_empty() {
        let title = "Dữ liệu cơ quan tự khai thác, người nộp hồ sơ không phải nộp giấy tờ";
        rows.push(Row::Span {
            text: cell(title, Face::BoldItalic),
            diamond: true,
        });
    }
    for (n, data) in form.looked_up.iter().enumerate() {
        let at = data
            .at
            .map(|at| format!(", tra cứu lúc {}", short_moment(at)));
        let source = format!("Nguồn: {}{}", data.source, at.unwrap_or_default());
        rows.push(Row::Wide(
            cell(&(form.submitted.len() + n + 1).to_string(), Face::Regular),
            vec![
                vec![run(&data.name, Face::Regular, size)],
                vec![run(source, Face::Italic, size - 1.0)],
            ],
        ));
    }
    let style = TableStyle {
        size,
        leading: sheet.style.leading.min(1.18),
        pad_x: 4.5,
        pad_y: sheet.style.cell_pad,
        gap: 4.0,
        below: 3.0,
    };
    strips.extend(table(sheet.setter, &columns, &head, &rows, style));
    strips
}

fn appointments(sheet: Sheet, due: &[Appointment]) -> Vec<Strip> {
    const LABEL: &str = "Thời gian trả kết quả giải quyết hồ sơ";
    let words = |appointment: &Appointment| {
        let doubt = if appointment.provisional {
            " (dự kiến)"
        } else {
            ""
        };
        format!("{}{doubt}", moment_words(appointment.at))
    };
    let mut strips = Vec::new();
    match due {
        [] => {
            let blank = "…… giờ …… phút, ngày …… tháng …… năm ……";
            strips.extend(sheet.field(LABEL, Some(blank), Face::Regular));
        }
        [only] => strips.extend(sheet.field(LABEL, Some(&words(only)), Face::Bold)),
        several => {
            let title = format!("{LABEL}, hẹn {:02} lần:", several.len());
            strips.extend(sheet.para(&[sheet.run(title, Face::Regular)]));
            for (n, appointment) in several.iter().enumerate() {
                let what = appointment.what.as_deref().unwrap_or("trả kết quả");
                let label = format!("Lần {}, {what}", n + 1);
                strips.extend(sheet.field(&label, Some(&words(appointment)), Face::Bold));
            }
        }
    }
    if due.iter().any(|appointment| appointment.provisional) {
        let note = "Ghi “(dự kiến)” vì ngày nghỉ trong thời gian này chưa được công bố chính \
                    thức; Trung tâm sẽ báo cho người nộp hồ sơ nếu ngày hẹn thay đổi.";
        strips.extend(sheet.para(&[run(note, Face::Italic, sheet.style.body - 1.0)]));
    }
    strips
}

fn reminder(form: &Receipt) -> String {
    let other = match form.applicant.kind {
        ApplicantKind::Citizen => "người nhận thay: thêm văn bản ủy quyền",
        ApplicantKind::Organisation => "người đại diện: thêm giấy giới thiệu hoặc ủy quyền",
    };
    let pay = match &form.fee {
        Some(fee) if fee.amount > 0 && fee.e_receipt.is_none() => {
            format!("; nộp {} nếu chưa nộp", glued(&money(fee.amount)))
        }
        _ => String::new(),
    };
    let phone = form.office.phone.trim();
    let ask = if phone.is_empty() {
        String::new()
    } else {
        format!(" Hỏi thêm: {}.", glued(phone))
    };
    format!(
        "Khi nhận kết quả, xin mang giấy này và giấy tờ tùy thân ({other}){pay}. Mất giấy này vẫn \
         nhận được bằng giấy tờ tùy thân.{ask}"
    )
}

fn fee_words(fee: &FeeDue) -> String {
    let mut words = glued(&money(fee.amount));
    let notes: Vec<&str> = [Some(fee.channel.as_str()), fee.note.as_deref()]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|note| !note.is_empty())
        .collect();
    if !notes.is_empty() {
        words.push_str(&format!(" ({})", notes.join("; ")));
    }
    if let Some(number) = &fee.e_receipt {
        words.push_str(&format!("; biên lai điện tử số {number}"));
    }
    words
}

/// `08 giờ 15 phút, ngày 14 tháng 10 năm 2026`, as the form has it.
fn moment_words(at: NaiveDateTime) -> String {
    paired(&format!(
        "{} phút, {}",
        time(at.time()),
        long_date(at.date())
    ))
}

/// `08 giờ 15, ngày 14/10/2026`, for small type.
fn short_moment(at: NaiveDateTime) -> String {
    format!(
        "{}, {}",
        glued(&time(at.time())),
        glued(&format!("ngày {}", date(at.date())))
    )
}
