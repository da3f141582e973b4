//! The applicant's lines, the same on every form.

use super::input::{Applicant, ApplicantKind, Principal};
use super::sheet::Sheet;
use crate::layout::face::Face;
use crate::layout::flow::Strip;

/// Name, identity number, address, telephone and e-mail, as the forms have them.
pub(crate) fn applicant_fields(sheet: Sheet, before: &str, person: &Applicant) -> Vec<Strip> {
    let (who, number) = match person.kind {
        ApplicantKind::Citizen => ("Ông (Bà)", "Số định danh cá nhân"),
        ApplicantKind::Organisation => ("Tổ chức", "Số định danh tổ chức"),
    };
    let mut strips = sheet.field(&format!("{before} {who}"), Some(&person.name), Face::Bold);
    if let Some(name) = &person.represented_by {
        strips.extend(sheet.field("Người đại diện nộp hồ sơ", Some(name), Face::Regular));
    }
    strips.extend(sheet.field(number, person.id_number.as_deref(), Face::Regular));
    strips.extend(contact_fields(sheet, person));
    strips
}

/// Address, telephone and e-mail.
pub(crate) fn contact_fields(sheet: Sheet, person: &Applicant) -> Vec<Strip> {
    let mut strips = sheet.field("Địa chỉ", person.address.as_deref(), Face::Regular);
    strips.extend(sheet.pair(
        ("Số điện thoại", person.phone.as_deref()),
        ("Email", person.email.as_deref()),
    ));
    strips
}

/// Who signs for the applicant.
pub(crate) fn signer_name(person: &Applicant) -> &str {
    person.represented_by.as_deref().unwrap_or(&person.name)
}

/// For whom the authorised person files. An e-mail that was not given leaves no blank here.
pub(crate) fn principal_fields(sheet: Sheet, person: &Principal) -> Vec<Strip> {
    let label = "Nộp thay theo ủy quyền của Ông (Bà)";
    let mut strips = sheet.field(label, Some(&person.name), Face::Bold);
    strips.extend(sheet.pair(
        ("Số định danh cá nhân", person.id_number.as_deref()),
        ("Số điện thoại", person.phone.as_deref()),
    ));
    strips.extend(sheet.field("Địa chỉ", person.address.as_deref(), Face::Regular));
    if let Some(email) = person
        .email
        .as_deref()
        .filter(|email| !email.trim().is_empty())
    {
        strips.extend(sheet.field("Email", Some(email), Face::Regular));
    }
    let paper = person.authorisation.as_deref();
    strips.extend(sheet.field("Giấy tờ ủy quyền", paper, Face::Regular));
    strips
}
