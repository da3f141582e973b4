//! What the forms are filled with. Plain values, so that what stood on a paper can be stored
//! beside its dossier and rendered again byte for byte.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// The office whose paper it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The superior body, top left, printed in capitals: `UBND phường Hải Châu`.
    pub superior: String,
    /// The centre in full: `Trung tâm Phục vụ hành chính công phường Hải Châu`.
    pub name: String,
    /// The place before the date: `Hải Châu`.
    pub place: String,
    /// Where the counter is.
    pub address: String,
    /// The office's line, not a private number.
    pub phone: String,
    /// A trial set-up: every page says that it has no value.
    pub is_sample: bool,
}

/// Who files: a citizen or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// A person, of whatever nationality.
    #[default]
    Citizen,
    /// An enterprise, household business, association, office.
    Organisation,
}

/// Who files the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Applicant {
    /// Person or organisation; decides the labels.
    pub kind: ApplicantKind,
    /// Full name, printed as given.
    pub name: String,
    /// Identity number; for a foreigner as `Hộ chiếu C1234567`.
    pub id_number: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Who stands at the counter for an organisation, and signs.
    pub represented_by: Option<String>,
}

/// The principal for whom an authorised person files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Principal {
    /// Full name.
    pub name: String,
    /// Identity number.
    pub id_number: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The authorisation: its kind, number and date.
    pub authorisation: Option<String>,
}

/// How a paper was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// Bản chính.
    Original,
    /// Bản sao.
    Copy,
    /// Bản sao có chứng thực.
    CertifiedCopy,
    /// Bản điện tử.
    Electronic,
    /// Shown and taken back.
    Shown,
}

/// A paper handed in or shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedPaper {
    /// Its name.
    pub name: String,
    /// How it was handed over.
    pub form: PaperForm,
    /// How many.
    pub count: u32,
}

/// A requirement met by data which the office looked up, so that no paper was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedUp {
    /// The requirement: `Nơi cư trú của cha, mẹ`.
    pub name: String,
    /// Where it was found: the database, or the result with its number and date.
    pub source: String,
    /// When it was looked up.
    pub at: Option<NaiveDateTime>,
}

/// The fee as agreed at reception. Một Cửa prints no e-receipt of its own; it names the official one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeDue {
    /// Whole đồng.
    pub amount: i64,
    /// The channel the amount holds for, as a phrase: `nộp trực tiếp tại quầy`.
    pub channel: String,
    /// Why it is less or nothing: `miễn lệ phí: đăng ký đúng hạn`.
    pub note: Option<String>,
    /// Number of the official e-receipt once paid.
    pub e_receipt: Option<String>,
}

/// When to come back. Most dossiers have one; land with a financial duty has two (DOMAIN 7.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// What happens then, when there is more than one: `nhận thông báo nghĩa vụ tài chính`.
    pub what: Option<String>,
    /// Hour and day.
    pub at: NaiveDateTime,
    /// Rests on days off that are not yet official.
    pub provisional: bool,
}

/// Form 01: the receipt with its appointment (TT 03/2025/TT-VPCP, Annex I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whose paper.
    pub office: Office,
    /// What stands before `-TTPVHCC`, as `15/2026`; dotted when none.
    pub number: Option<String>,
    /// Parts (liên) in the file, 1 or 2.
    pub parts: u8,
    /// The day of the place-and-date line.
    pub issued: NaiveDate,
    /// The dossier's code.
    pub dossier_code: String,
    /// Who files.
    pub applicant: Applicant,
    /// For whom, when somebody files for another.
    pub on_behalf_of: Option<Principal>,
    /// Official code of the procedure.
    pub procedure_code: Option<String>,
    /// What is asked for: the procedure's title as edited.
    pub request: String,
    /// Papers handed in or shown.
    pub submitted: Vec<SubmittedPaper>,
    /// What the office looked up instead.
    pub looked_up: Vec<LookedUp>,
    /// Sets of papers.
    pub sets: u32,
    /// The time limit in words: `03 ngày làm việc`.
    pub limit: Option<String>,
    /// What is to be paid, when the procedure has a fee or an exemption.
    pub fee: Option<FeeDue>,
    /// When it was received.
    pub received: NaiveDateTime,
    /// When to come back; empty leaves the official blanks.
    pub due: Vec<Appointment>,
    /// Where the result is to be had.
    pub return_at: Option<String>,
    /// Volume of the dossier book.
    pub book_volume: Option<String>,
    /// Number in that volume.
    pub book_number: Option<String>,
    /// Who received.
    pub clerk: String,
    /// The sealed text of the QR.
    pub qr: Option<String>,
}

/// One thing that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingItem {
    /// What to bring or mend.
    pub name: String,
    /// Why.
    pub reason: String,
    /// By which text.
    pub basis: Option<String>,
}

/// Form 02: everything that is missing, asked for once (NĐ 118/2025 Đ11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementSlip {
    /// Whose paper.
    pub office: Office,
    /// What stands before `/PBS-TTPVHCC`; dotted when none.
    pub number: Option<String>,
    /// Parts (liên) in the file, 1 or 2.
    pub parts: u8,
    /// The day of the place-and-date line.
    pub issued: NaiveDate,
    /// The code, when the dossier has one.
    pub dossier_code: Option<String>,
    /// Whose dossier.
    pub applicant: Applicant,
    /// Official code of the procedure.
    pub procedure_code: Option<String>,
    /// What is asked for.
    pub request: String,
    /// The complete list.
    pub missing: Vec<MissingItem>,
    /// Why a second slip is issued for the same dossier.
    pub repeat_reason: Option<String>,
    /// Whom to ask.
    pub contact_name: String,
    /// The office's line.
    pub contact_phone: String,
    /// Who guided, and signs.
    pub guide: String,
    /// The sealed text of the QR.
    pub qr: Option<String>,
}

/// Form 03: not received, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalSlip {
    /// Whose paper.
    pub office: Office,
    /// What stands before `/PTC-TTPVHCC`; dotted when none.
    pub number: Option<String>,
    /// Parts (liên) in the file, 1 or 2.
    pub parts: u8,
    /// The day of the place-and-date line.
    pub issued: NaiveDate,
    /// The code, when the dossier has one.
    pub dossier_code: Option<String>,
    /// Who wanted to file.
    pub applicant: Applicant,
    /// Official code of the procedure.
    pub procedure_code: Option<String>,
    /// What is asked for.
    pub request: String,
    /// The specific reason.
    pub reason: String,
    /// By which text.
    pub basis: Option<String>,
    /// Where to go instead: who, where, how.
    pub go_to: Option<String>,
    /// Who refused.
    pub clerk: String,
    /// The sealed text of the QR.
    pub qr: Option<String>,
}

/// One thing to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BringItem {
    /// Its name in plain words, with its alternatives.
    pub name: String,
    /// What to do with it: `nộp 1 bản chính`, `mang theo để xuất trình`.
    pub how: String,
    /// Where to get it, or what to mind.
    pub hint: Option<String>,
}

/// One page for the citizen in plain words: what to bring, what it costs, when it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidanceSlip {
    /// Whose paper.
    pub office: Office,
    /// The day it was printed.
    pub issued: NaiveDate,
    /// For whom, if they gave their name.
    pub applicant_name: Option<String>,
    /// Official code of the procedure.
    pub procedure_code: Option<String>,
    /// The procedure in plain words.
    pub procedure: String,
    /// What they answered: `Cha hoặc mẹ đi đăng ký`.
    pub case: Vec<String>,
    /// What is still needed.
    pub bring: Vec<BringItem>,
    /// What need not be brought, and why: `Nơi cư trú: đã có dữ liệu …`.
    pub not_needed: Vec<String>,
    /// The price at the counter in whole đồng, if known.
    pub fee_counter: Option<i64>,
    /// The price online in whole đồng, if known.
    pub fee_online: Option<i64>,
    /// Why it is less or nothing.
    pub fee_note: Option<String>,
    /// How long it takes: `trong ngày, nếu nộp trước 15 giờ`.
    pub limit: Option<String>,
    /// Opening hours.
    pub hours: Option<String>,
    /// Further plain advice, one sentence each.
    pub advice: Vec<String>,
}

/// A structured field of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedField {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// The sealed print of an electronic result (NĐ 45/2020/NĐ-CP Đ18).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultCopy {
    /// Who prints it.
    pub office: Office,
    /// The day it was printed.
    pub issued: NaiveDate,
    /// The seal's own code.
    pub reference: String,
    /// The kind of result.
    pub name: String,
    /// Whose.
    pub holder_name: String,
    /// Identity number, or the organisation's.
    pub holder_id: String,
    /// Birth date of a person.
    pub holder_birth: Option<NaiveDate>,
    /// Held by an organisation.
    pub holder_is_organisation: bool,
    /// Official number of the result.
    pub number: Option<String>,
    /// Who issued the result.
    pub issuer: Option<String>,
    /// The day it was issued.
    pub given: NaiveDate,
    /// Last day of validity; none: no end.
    pub valid_until: Option<NaiveDate>,
    /// What it says.
    pub fields: Vec<PrintedField>,
    /// Where the data come from.
    pub source: String,
    /// Who printed it.
    pub clerk: String,
    /// The sealed text of the QR.
    pub qr: Option<String>,
}
