//! The printed values whose digest goes into the seal: everything that binds the office or the
//! citizen, in fixed order, dates and amounts in machine form, without the QR's own text.

use super::Paper;
use super::input::{
    Applicant, ApplicantKind, GuidanceSlip, Office, PaperForm, Receipt, RefusalSlip, ResultCopy,
    SupplementSlip,
};
use motcua_text::nfc;

type Fields = Vec<(&'static str, String)>;

/// The values of a paper that its seal covers. An empty value stands where the form has a blank,
/// so that the order never depends on what is filled in; lists begin with their length.
pub fn printed_fields(paper: &Paper) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    match paper {
        Paper::Receipt(form) => receipt(&mut fields, form),
        Paper::Supplement(form) => supplement(&mut fields, form),
        Paper::Refusal(form) => refusal(&mut fields, form),
        Paper::Guidance(form) => guidance(&mut fields, form),
        Paper::Result(form) => result_copy(&mut fields, form),
    }
    for (_, value) in &mut fields {
        *value = nfc(value);
    }
    fields
}

fn blank(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn office(fields: &mut Fields, form: &'static str, office: &Office, number: &Option<String>) {
    fields.push(("form", form.to_owned()));
    fields.push(("superior", office.superior.clone()));
    fields.push(("office_name", office.name.clone()));
    fields.push(("sample", office.is_sample.to_string()));
    fields.push(("number", blank(number)));
}

fn applicant(fields: &mut Fields, person: &Applicant) {
    let kind = match person.kind {
        ApplicantKind::Citizen => "citizen",
        ApplicantKind::Organisation => "organisation",
    };
    fields.push(("applicant_kind", kind.to_owned()));
    fields.push(("applicant_name", person.name.clone()));
    fields.push(("represented_by", blank(&person.represented_by)));
    fields.push(("applicant_id", blank(&person.id_number)));
    fields.push(("address", blank(&person.address)));
    fields.push(("phone", blank(&person.phone)));
    fields.push(("email", blank(&person.email)));
}

fn form_name(form: PaperForm) -> &'static str {
    match form {
        PaperForm::Original => "original",
        PaperForm::Copy => "copy",
        PaperForm::CertifiedCopy => "certified_copy",
        PaperForm::Electronic => "electronic",
        PaperForm::Shown => "shown",
    }
}

fn receipt(fields: &mut Fields, form: &Receipt) {
    office(fields, "01", &form.office, &form.number);
    fields.push(("issued", form.issued.to_string()));
    fields.push(("dossier_code", form.dossier_code.clone()));
    applicant(fields, &form.applicant);
    let principal = form.on_behalf_of.clone();
    fields.push(("on_behalf_of", principal.is_some().to_string()));
    if let Some(person) = principal {
        fields.push(("on_behalf_of.name", person.name));
        fields.push(("on_behalf_of.id", blank(&person.id_number)));
        fields.push(("on_behalf_of.address", blank(&person.address)));
        fields.push(("on_behalf_of.phone", blank(&person.phone)));
        fields.push(("on_behalf_of.email", blank(&person.email)));
        fields.push(("authorisation", blank(&person.authorisation)));
    }
    fields.push(("procedure_code", blank(&form.procedure_code)));
    fields.push(("request", form.request.clone()));
    fields.push(("submitted", form.submitted.len().to_string()));
    for paper in &form.submitted {
        fields.push(("submitted.name", paper.name.clone()));
        fields.push(("submitted.form", form_name(paper.form).to_owned()));
        fields.push(("submitted.count", paper.count.to_string()));
    }
    fields.push(("looked_up", form.looked_up.len().to_string()));
    for data in &form.looked_up {
        fields.push(("looked_up.name", data.name.clone()));
        fields.push(("looked_up.source", data.source.clone()));
        fields.push((
            "looked_up.at",
            data.at.map(|at| at.to_string()).unwrap_or_default(),
        ));
    }
    fields.push(("sets", form.sets.to_string()));
    fields.push(("limit", blank(&form.limit)));
    fields.push(("fee", form.fee.is_some().to_string()));
    if let Some(fee) = &form.fee {
        fields.push(("fee.amount", fee.amount.to_string()));
        fields.push(("fee.channel", fee.channel.clone()));
        fields.push(("fee.note", blank(&fee.note)));
        fields.push(("fee.e_receipt", blank(&fee.e_receipt)));
    }
    fields.push(("received", form.received.to_string()));
    fields.push(("due", form.due.len().to_string()));
    for appointment in &form.due {
        fields.push(("due.what", blank(&appointment.what)));
        fields.push(("due.at", appointment.at.to_string()));
        fields.push(("due.provisional", appointment.provisional.to_string()));
    }
    fields.push(("return_at", blank(&form.return_at)));
    fields.push(("book_volume", blank(&form.book_volume)));
    fields.push(("book_number", blank(&form.book_number)));
    fields.push(("clerk", form.clerk.clone()));
}

fn supplement(fields: &mut Fields, form: &SupplementSlip) {
    office(fields, "02", &form.office, &form.number);
    fields.push(("issued", form.issued.to_string()));
    fields.push(("dossier_code", blank(&form.dossier_code)));
    applicant(fields, &form.applicant);
    fields.push(("procedure_code", blank(&form.procedure_code)));
    fields.push(("request", form.request.clone()));
    fields.push(("missing", form.missing.len().to_string()));
    for item in &form.missing {
        fields.push(("missing.name", item.name.clone()));
        fields.push(("missing.reason", item.reason.clone()));
        fields.push(("missing.basis", blank(&item.basis)));
    }
    fields.push(("repeat_reason", blank(&form.repeat_reason)));
    fields.push(("contact_name", form.contact_name.clone()));
    fields.push(("contact_phone", form.contact_phone.clone()));
    fields.push(("guide", form.guide.clone()));
}

fn refusal(fields: &mut Fields, form: &RefusalSlip) {
    office(fields, "03", &form.office, &form.number);
    fields.push(("issued", form.issued.to_string()));
    fields.push(("dossier_code", blank(&form.dossier_code)));
    applicant(fields, &form.applicant);
    fields.push(("procedure_code", blank(&form.procedure_code)));
    fields.push(("request", form.request.clone()));
    fields.push(("reason", form.reason.clone()));
    fields.push(("basis", blank(&form.basis)));
    fields.push(("go_to", blank(&form.go_to)));
    fields.push(("clerk", form.clerk.clone()));
}

fn guidance(fields: &mut Fields, form: &GuidanceSlip) {
    office(fields, "guidance", &form.office, &None);
    fields.push(("issued", form.issued.to_string()));
    fields.push(("applicant_name", blank(&form.applicant_name)));
    fields.push(("procedure_code", blank(&form.procedure_code)));
    fields.push(("procedure", form.procedure.clone()));
    fields.push(("case", form.case.join("; ")));
    fields.push(("bring", form.bring.len().to_string()));
    for item in &form.bring {
        fields.push(("bring.name", item.name.clone()));
        fields.push(("bring.how", item.how.clone()));
        fields.push(("bring.hint", blank(&item.hint)));
    }
    fields.push(("not_needed", form.not_needed.len().to_string()));
    for line in &form.not_needed {
        fields.push(("not_needed.line", line.clone()));
    }
    let price = |amount: Option<i64>| amount.map(|a| a.to_string()).unwrap_or_default();
    fields.push(("fee.counter", price(form.fee_counter)));
    fields.push(("fee.online", price(form.fee_online)));
    fields.push(("fee.note", blank(&form.fee_note)));
    fields.push(("limit", blank(&form.limit)));
    fields.push(("hours", blank(&form.hours)));
}

fn result_copy(fields: &mut Fields, form: &ResultCopy) {
    office(fields, "result", &form.office, &None);
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    fields.push(("issued", form.issued.to_string()));
    fields.push(("reference", form.reference.clone()));
    fields.push(("name", form.name.clone()));
    fields.push(("holder_name", form.holder_name.clone()));
    fields.push(("holder_id", form.holder_id.clone()));
    fields.push(("holder_birth", day(form.holder_birth)));
    fields.push((
        "holder_is_organisation",
        form.holder_is_organisation.to_string(),
    ));
    fields.push(("number", blank(&form.number)));
    fields.push(("issuer", blank(&form.issuer)));
    fields.push(("given", form.given.to_string()));
    fields.push(("valid_until", day(form.valid_until)));
    fields.push(("fields", form.fields.len().to_string()));
    for field in &form.fields {
        fields.push(("field.name", field.name.clone()));
        fields.push(("field.text", field.text.clone()));
    }
    fields.push(("source", form.source.clone()));
    fields.push(("clerk", form.clerk.clone()));
}
