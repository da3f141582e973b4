//! A sample office and one real dossier, from question to receipt.

use crate::{
    desk::Desk,
    view::{Outcome, SetUp},
};
use chrono::NaiveDateTime;
use motcua_catalogue::model::Channel;
use motcua_fault::{Code, Fault, Result};
use motcua_guide::Submitted;
use motcua_office::{Person, Reception, ReturnAt};

/// Who sits at the sample counter.
const CLERK: &str = "Lê Thị Mai";
/// Birth registration: the father comes himself, with the hospital's paper.
const PROCEDURE: &str = "1.001193";

/// Sets up the sample office where there is none yet, and receives one dossier.
///
/// # Errors
/// `OFFICE_EXISTS` where a real office works in this folder; those of [`Desk::receive`].
pub fn demo(desk: &Desk, now: NaiveDateTime) -> Result<(String, Outcome)> {
    match desk.office().settings()? {
        Some(settings) if !settings.sample => {
            return Err(Fault::new(
                Code::OfficeExists,
                "Thư mục này là của một quầy thật; không chạy thử ở đây. Hãy chọn thư mục khác với --data.",
            ));
        }
        Some(_) => {}
        None => {
            desk.set_up(
                SetUp {
                    unit: "phường Hải Châu".to_owned(),
                    unit_code: None,
                    counter: 1,
                    clerk: CLERK.to_owned(),
                    phone: None,
                },
                true,
                now,
            )?;
        }
    }
    let outcome = desk.receive(sample(), now)?;
    Ok((CLERK.to_owned(), outcome))
}

fn sample() -> Reception {
    let answers = [
        ("tre", "thuong"),
        ("nguoi-di-dang-ky", "cha-me"),
        ("giay-chung-sinh", "co"),
        ("cha-me-ket-hon", "co"),
        ("thoi-han", "dung-han"),
    ];
    let paper = |requirement: &str, evidence: &str| Submitted {
        requirement: requirement.to_owned(),
        evidence: evidence.to_owned(),
        original: 1,
        copy: 0,
    };
    Reception {
        procedure: PROCEDURE.to_owned(),
        answers: answers
            .into_iter()
            .map(|(question, option)| (question.to_owned(), option.to_owned()))
            .collect(),
        // An invented person: number and name are nobody's.
        person: Person {
            id: "048200001234".to_owned(),
            name: "Nguyễn Văn An".to_owned(),
            birth: Some("2000-03-15".to_owned()),
            sex: Some(motcua_text::Sex::Male),
            address: Some("Tổ 1, phường Hải Châu, thành phố Đà Nẵng".to_owned()),
            ..Person::default()
        },
        organisation: None,
        on_behalf_of: None,
        channel: Channel::Counter,
        received: None,
        received_why: None,
        submitted: vec![
            paper("to-khai", "to-khai-dang-ky-khai-sinh"),
            paper("viec-sinh", "giay-chung-sinh"),
        ],
        shown: vec!["nhan-than".to_owned()],
        reuse: Vec::new(),
        return_at: ReturnAt::Counter,
        return_address: None,
        clerk: None,
        pages: None,
        copies: Some(2),
        quantity: None,
        exempt: None,
        e_receipt: None,
        residence_unit: Some("UBND phường Hải Châu".to_owned()),
        competent_unit: None,
        sets: None,
        not_same_day: None,
        despite: None,
        decisions: Vec::new(),
        refuse: None,
        draft: None,
        scanned: None,
    }
}
