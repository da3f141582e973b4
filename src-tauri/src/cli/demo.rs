use super::{Place, answer::Answer, receive};
use clap::Args;
use motcua_desk::Outcome;
use motcua_fault::Result;
use serde::Serialize;

#[derive(Args)]
pub(crate) struct Demo {}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    outcome: &'a Outcome,
    data: String,
    clerk: &'a str,
}

impl Demo {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let (clerk, outcome) = motcua_desk::demo(&desk, crate::clock::now())?;
        let data = desk.folder().display().to_string();
        let text = format!(
            "Quầy MẪU của UBND phường Hải Châu, cán bộ {clerk}, dữ liệu tại {data}\n{}\
             Kiểm tra lại: motcua --data \"{data}\" verify \"{}\"",
            receive::told(&outcome),
            outcome.qr
        );
        Answer::yes(
            &Shown {
                outcome: &outcome,
                data,
                clerk: &clerk,
            },
            text,
        )
    }
}
