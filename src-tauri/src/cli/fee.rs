use super::{Place, answer::Answer, input};
use clap::Args;
use motcua_catalogue::model::{Answers, CHANNEL_KEY};
use motcua_desk::fee_in_words;
use motcua_fault::Result;
use motcua_guide::{Quantities, fee, normalise, unknown_answer};
use std::fmt::Write as _;

#[derive(Args)]
pub(crate) struct FeeOf {
    /// Mã thủ tục
    code: String,
    /// Cách nộp: counter, online, post, agent
    #[arg(long, value_name = "CHANNEL")]
    channel: String,
    /// Ngày nộp phí, YYYY-MM-DD; mặc định hôm nay
    #[arg(long, value_name = "D")]
    date: Option<String>,
    /// Số trang của bản chính
    #[arg(long, value_name = "N")]
    pages: Option<u32>,
    /// Số bản sao
    #[arg(long, value_name = "N")]
    copies: Option<u32>,
    /// Số trường hợp, giấy tờ hoặc người
    #[arg(long, value_name = "N")]
    quantity: Option<u32>,
    /// Diện miễn
    #[arg(long, value_name = "ID")]
    exempt: Option<String>,
    /// Tệp JSON các câu trả lời
    #[arg(long, value_name = "FILE")]
    answers: Option<String>,
}

impl FeeOf {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let channel = input::channel(&self.channel)?;
        let day = match &self.date {
            Some(day) => input::day(day)?,
            None => crate::clock::now().date(),
        };
        let mut answers: Answers = match &self.answers {
            Some(file) => input::json(file)?,
            None => Answers::new(),
        };
        answers.remove(CHANNEL_KEY);
        let reference = place.reference()?;
        let procedure = reference.catalogue.procedure(&self.code, day)?;
        if let Some(fault) = unknown_answer(&procedure, &answers) {
            return Err(fault);
        }
        let fee = fee(
            &reference.catalogue.fees(&procedure.code),
            &normalise(&procedure, &answers, channel),
            channel,
            day,
            Quantities {
                pages: self.pages,
                copies: self.copies,
                quantity: self.quantity,
            },
            self.exempt.as_deref(),
        )?;
        let mut text = format!("{} {}\n", procedure.code, procedure.name);
        for line in &fee.lines {
            let sum = line
                .sum
                .map_or_else(|| "theo bảng phí".to_owned(), motcua_text::money);
            let _ = writeln!(
                text,
                "  {} × {}: {sum} ({})",
                line.name, line.quantity, line.basis
            );
        }
        if let Some(why) = &fee.exempted_because {
            let _ = writeln!(text, "  miễn: {why}");
        }
        let total = fee_in_words(&fee)
            .or(procedure.fee_text)
            .unwrap_or_else(|| "chưa có trong bảng phí, cần hỏi".to_owned());
        let _ = writeln!(text, "Tổng: {total}");
        Answer::yes(&fee, text)
    }
}
