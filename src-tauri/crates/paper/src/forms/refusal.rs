//! Form 03: PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ.

use super::heading::{Heading, Signer, code, signatures, symbol};
use super::input::RefusalSlip;
use super::person::{applicant_fields, signer_name};
use super::sheet::{OFFICIAL, Sheet, Surround, pages};
use super::{part_label, with_code};
use crate::layout::face::Face;
use crate::layout::flow::{Strip, hold_together};
use crate::layout::mark::Mark;
use crate::layout::text::{Setter, run};
use motcua_fault::Result;

pub(crate) const TITLE: &str = "Phiếu từ chối tiếp nhận giải quyết hồ sơ";

/// One part's pages.
pub(crate) fn refusal(setter: &Setter, form: &RefusalSlip, part: u8) -> Result<Vec<Vec<Mark>>> {
    let part = part_label(part, form.parts, &form.office);
    let number = form
        .number
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let heading = Heading {
        office: &form.office,
        number: format!(
            "Số: {}/PTC-{}",
            number.unwrap_or("……"),
            symbol(&form.office)
        ),
        issued: form.issued,
        // Breaks where the sense does, not inside "tiếp nhận".
        title: &TITLE.to_uppercase().replace("TIẾP NHẬN", "TIẾP\u{a0}NHẬN"),
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

fn body(sheet: Sheet, form: &RefusalSlip) -> Vec<Strip> {
    let mut strips = sheet.para(&[sheet.run(form.office.name.clone(), Face::Regular)]);
    strips.extend(applicant_fields(
        sheet,
        "Tiếp nhận hồ sơ của",
        &form.applicant,
    ));
    let request = with_code(&form.request, form.procedure_code.as_deref());
    strips.extend(sheet.field("Nội dung yêu cầu giải quyết", Some(&request), Face::Regular));
    let opening = format!(
        "Qua xem xét, {} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        form.office.name
    );
    let mut opening = sheet.para(&[sheet.run(opening, Face::Regular)]);
    for strip in &mut opening {
        strip.keep = true;
    }
    strips.append(&mut opening);
    strips.extend(sheet.para(&[sheet.run(form.reason.clone(), Face::Bold)]));
    if let Some(basis) = form
        .basis
        .as_deref()
        .filter(|basis| !basis.trim().is_empty())
    {
        strips.extend(sheet.field("Căn cứ", Some(basis), Face::Italic));
    }
    if let Some(place) = form
        .go_to
        .as_deref()
        .filter(|place| !place.trim().is_empty())
    {
        strips.extend(sheet.field("Hướng dẫn nơi nộp hồ sơ", Some(place), Face::Regular));
    }
    let right = "Người nộp hồ sơ có quyền phản ánh, kiến nghị hoặc khiếu nại về việc từ chối này \
                 theo quy định của pháp luật.";
    strips.extend(sheet.para(&[run(right, Face::Italic, sheet.style.body - 1.0)]));
    strips
}
