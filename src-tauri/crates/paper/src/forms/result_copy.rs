//! The sealed print of an electronic result (NĐ 45/2020/NĐ-CP Đ18): what the holder walks out with.

use super::glued;
use super::heading::{Heading, Signer, code, signatures};
use super::input::ResultCopy;
use super::sheet::{OFFICIAL, Sheet, Surround, WIDTH, pages};
use crate::layout::face::Face;
use crate::layout::flow::{Strip, hold_together};
use crate::layout::mark::{Align, Mark};
use crate::layout::table::{CellText, Column, Row, TableStyle, table};
use crate::layout::text::{Setter, run};
use motcua_fault::Result;
use motcua_text::date;

pub(crate) const TITLE: &str = "Bản in kết quả điện tử có niêm phong";

/// The pages; there is one part, the holder's.
pub(crate) fn result_copy(setter: &Setter, form: &ResultCopy) -> Result<Vec<Vec<Mark>>> {
    let heading = Heading {
        office: &form.office,
        // The result has a number of its own; the print is known by its seal's.
        number: String::new(),
        issued: form.issued,
        // Breaks where the sense does.
        title: &TITLE
            .to_uppercase()
            .replace("KẾT QUẢ", "KẾT\u{a0}QUẢ")
            .replace("ĐIỆN TỬ", "ĐIỆN\u{a0}TỬ"),
        code_label: "Mã niêm phong",
        dossier_code: Some(&form.reference),
        part: None,
        qr: code(form.qr.as_deref())?,
    };
    let surround = Surround {
        running_left: form.reference.clone(),
        running_right: TITLE.to_owned(),
        is_sample: form.office.is_sample,
    };
    Ok(pages(setter, OFFICIAL, &surround, |sheet| {
        let mut strips = vec![heading.strip(sheet)];
        strips.extend(body(sheet, form));
        let mut closing = vec![signatures(
            sheet,
            &[Signer {
                capacity: "NGƯỜI IN",
                name: &form.clerk,
            }],
        )];
        hold_together(&mut strips, &mut closing, 2);
        strips.append(&mut closing);
        strips
    }))
}

fn body(sheet: Sheet, form: &ResultCopy) -> Vec<Strip> {
    let mut strips = sheet.field("Kết quả", Some(&form.name), Face::Bold);
    let (who, number) = if form.holder_is_organisation {
        ("Cấp cho tổ chức", "Số định danh tổ chức")
    } else {
        ("Cấp cho Ông (Bà)", "Số định danh cá nhân")
    };
    strips.extend(sheet.field(who, Some(&form.holder_name), Face::Bold));
    if form.holder_is_organisation {
        strips.extend(sheet.field(number, Some(&form.holder_id), Face::Regular));
    } else {
        let birth = form.holder_birth.map(date);
        strips.extend(sheet.pair(
            (number, Some(&form.holder_id)),
            ("Ngày sinh", birth.as_deref()),
        ));
    }
    strips.extend(sheet.pair(
        (
            "Số kết quả",
            Some(form.number.as_deref().unwrap_or("không có")),
        ),
        ("Ngày cấp", Some(&date(form.given))),
    ));
    let until = form
        .valid_until
        .map_or_else(|| "không thời hạn".to_owned(), date);
    strips.extend(sheet.pair(
        ("Nơi cấp", form.issuer.as_deref()),
        ("Có giá trị đến", Some(&until)),
    ));
    if !form.fields.is_empty() {
        strips.extend(fields(sheet, form));
    }
    strips.extend(sheet.field("Nguồn dữ liệu", Some(&form.source), Face::Regular));
    let note = format!(
        "Bản in này chuyển từ kết quả điện tử lưu tại {}, theo {} Nghị định số 45/2020/NĐ-CP \
         (sửa đổi bởi Nghị định số 118/2025/NĐ-CP). Mã QR do cơ quan in niêm phong và gắn với người được \
         cấp; quầy một cửa nào cũng kiểm tra và dùng được, không cần mạng. Bản in bị sửa, hết giá trị, đã \
         thu hồi hoặc do người khác mang đến thì không dùng được.",
        form.office.superior,
        glued("Điều 18")
    );
    strips.extend(sheet.para(&[run(note, Face::Italic, sheet.style.body - 1.0)]));
    strips
}

/// What the result says, field by field.
fn fields(sheet: Sheet, form: &ResultCopy) -> Vec<Strip> {
    // A birth certificate has two dozen: a point and a half less than the body keeps them on one page.
    let size = sheet.style.table - 1.5;
    let cell = |text: &str, face: Face| -> CellText { vec![vec![run(text, face, size)]] };
    let columns = [
        Column {
            width: WIDTH * 0.46,
            align: Align::Left,
        },
        Column {
            width: WIDTH * 0.54,
            align: Align::Left,
        },
    ];
    let head = ["Thông tin", "Nội dung"].map(|title| cell(title, Face::Bold));
    let rows: Vec<_> = form
        .fields
        .iter()
        .map(|field| {
            Row::Cells(vec![
                cell(&field.name, Face::Regular),
                cell(&field.text, Face::Regular),
            ])
        })
        .collect();
    let style = TableStyle {
        size,
        leading: sheet.style.leading.min(1.18),
        pad_x: 4.5,
        pad_y: sheet.style.cell_pad - 0.8,
        gap: 4.0,
        below: 3.0,
    };
    table(sheet.setter, &columns, &head, &rows, style)
}
