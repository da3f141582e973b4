//! Form 02: PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ.

use super::heading::{Heading, Signer, code, signatures, symbol};
use super::input::{ApplicantKind, SupplementSlip};
use super::person::contact_fields;
use super::sheet::{OFFICIAL, Sheet, Surround, WIDTH, pages};
use super::{glued, part_label, with_code};
use crate::layout::face::Face;
use crate::layout::flow::{Strip, hold_together};
use crate::layout::mark::{Align, Mark};
use crate::layout::mm;
use crate::layout::table::{CellText, Column, Row, TableStyle, table};
use crate::layout::text::{Setter, run};
use motcua_fault::Result;

pub(crate) const TITLE: &str = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ";

/// One part's pages.
pub(crate) fn supplement(
    setter: &Setter,
    form: &SupplementSlip,
    part: u8,
) -> Result<Vec<Vec<Mark>>> {
    let part = part_label(part, form.parts, &form.office);
    let number = form
        .number
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let heading = Heading {
        office: &form.office,
        number: format!(
            "Số: {}/PBS-{}",
            number.unwrap_or("……"),
            symbol(&form.office)
        ),
        issued: form.issued,
        title: &TITLE.to_uppercase(),
        code_label: "Mã hồ sơ",
        dossier_code: form.dossier_code.as_deref(),
        part: part.as_deref(),
        qr: code(form.qr.as_deref())?,
    };
    let surround = Surround {
        running_left: match &form.dossier_code {
            Some(code) => format!("Mã hồ sơ: {code}"),
            None => form.applicant.name.clone(),
        },
        running_right: TITLE.to_owned(),
        is_sample: form.office.is_sample,
    };
    Ok(pages(setter, OFFICIAL, &surround, |sheet| {
        let mut strips = vec![heading.strip(sheet)];
        strips.extend(body(sheet, form));
        let signer = Signer {
            capacity: "NGƯỜI HƯỚNG DẪN",
            name: &form.guide,
        };
        let mut closing = vec![signatures(sheet, &[signer])];
        hold_together(&mut strips, &mut closing, 2);
        strips.append(&mut closing);
        strips
    }))
}

fn body(sheet: Sheet, form: &SupplementSlip) -> Vec<Strip> {
    let who = match form.applicant.kind {
        ApplicantKind::Citizen => "Hồ sơ của Ông (Bà)",
        ApplicantKind::Organisation => "Hồ sơ của Tổ chức",
    };
    let mut strips = sheet.field(who, Some(&form.applicant.name), Face::Bold);
    let request = with_code(&form.request, form.procedure_code.as_deref());
    strips.extend(sheet.field("Nội dung yêu cầu giải quyết", Some(&request), Face::Regular));
    strips.extend(contact_fields(sheet, &form.applicant));
    let intro = "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:";
    let mut intro = sheet.para(&[sheet.run(intro, Face::Regular)]);
    for strip in &mut intro {
        strip.keep = true;
    }
    strips.append(&mut intro);
    strips.extend(missing(sheet, form));
    if let Some(reason) = &form.repeat_reason {
        let label = "Lý do yêu cầu bổ sung thêm một lần";
        strips.extend(sheet.field(label, Some(reason), Face::Regular));
    }
    let once = "Phiếu này ghi đủ các nội dung cần bổ sung, hoàn thiện; việc yêu cầu bổ sung chỉ \
                thực hiện một lần (Điều 11 Nghị định số 118/2025/NĐ-CP).";
    if form.repeat_reason.is_none() {
        strips.extend(sheet.para(&[sheet.run(once, Face::Regular)]));
    }
    let you = match form.applicant.kind {
        ApplicantKind::Citizen => "Ông (Bà)",
        ApplicantKind::Organisation => "Tổ chức",
    };
    let contact = [
        sheet.run(
            format!("Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, {you} liên hệ với "),
            Face::Regular,
        ),
        sheet.run(glued(form.contact_name.trim()), Face::Bold),
        sheet.run(", số điện thoại ", Face::Regular),
        sheet.run(glued(form.contact_phone.trim()), Face::Bold),
        sheet.run(" để được hướng dẫn.", Face::Regular),
    ];
    strips.extend(sheet.para(&contact));
    strips
}

fn missing(sheet: Sheet, form: &SupplementSlip) -> Vec<Strip> {
    let size = sheet.style.table;
    let cell = |text: &str, face: Face| -> CellText { vec![vec![run(text, face, size)]] };
    let number = mm(12.0);
    let columns = [
        Column {
            width: number,
            align: Align::Centre,
        },
        Column {
            width: (WIDTH - number) * 0.42,
            align: Align::Left,
        },
        Column {
            width: (WIDTH - number) * 0.58,
            align: Align::Left,
        },
    ];
    let head =
        ["STT", "Nội dung bổ sung, hoàn thiện", "Lý do và căn cứ"].map(|t| cell(t, Face::Bold));
    let row = |(n, item): (usize, &super::input::MissingItem)| {
        let mut why = vec![vec![run(&item.reason, Face::Regular, size)]];
        if let Some(basis) = item
            .basis
            .as_deref()
            .filter(|basis| !basis.trim().is_empty())
        {
            why.push(vec![run(format!("Căn cứ: {basis}"), Face::Italic, size)]);
        }
        Row::Cells(vec![
            cell(&(n + 1).to_string(), Face::Regular),
            cell(&item.name, Face::Regular),
            why,
        ])
    };
    let rows: Vec<Row> = form.missing.iter().enumerate().map(row).collect();
    let style = TableStyle {
        size,
        leading: sheet.style.leading.min(1.18),
        pad_x: 4.5,
        pad_y: sheet.style.cell_pad,
        gap: 4.0,
        below: 3.0,
    };
    table(sheet.setter, &columns, &head, &rows, style)
}
