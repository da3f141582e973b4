use super::{Place, answer::Answer, find::habits};
use clap::Args;
use motcua_catalogue::find::answer::What;
use motcua_desk::{AnswerView, HitView, LookRow, ReferralView};
use motcua_fault::Result;
use serde::Serialize;
use std::fmt::Write as _;

/// Procedures looked through for an answer.
const LIMIT: usize = 8;

#[derive(Args)]
pub(crate) struct Ask {
    /// Câu hỏi: “khai sinh cần gì”, “lệ phí chứng thực”, “bao lâu có sổ”, “kết hôn làm ở đâu”
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
}

#[derive(Serialize)]
struct Said {
    question: String,
    about: Option<What>,
    known: bool,
    say: String,
    of: Vec<motcua_desk::AnswerOf>,
    nearest: Vec<motcua_desk::Nearest>,
    /// Services that fit and are not received here.
    referrals: Vec<ReferralView>,
}

impl Ask {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let question = self.question.join(" ");
        let (reference, usage) = habits(place)?;
        let look = reference.look(&question, LIMIT, &usage, crate::clock::now())?;
        let mut hits: Vec<&HitView> = Vec::new();
        let mut referrals = Vec::new();
        for row in &look.rows {
            match row {
                LookRow::Procedure(hit) => hits.push(hit),
                LookRow::Referral(found) => referrals.push(found.clone()),
                LookRow::Event(_) => {}
            }
        }
        let said = match look.answer {
            Some(answer) => of(question, answer, referrals),
            None => Said {
                question,
                about: None,
                known: false,
                say: "Đây chưa phải câu hỏi về giấy tờ, phí, thời hạn hay nơi làm. Gần nhất là các thủ tục dưới đây."
                    .to_owned(),
                of: Vec::new(),
                nearest: hits
                    .iter()
                    .take(3)
                    .map(|hit| motcua_desk::Nearest {
                        code: hit.code.clone(),
                        name: hit.name.clone(),
                    })
                    .collect(),
                referrals,
            },
        };
        let text = in_words(&said);
        if said.known {
            Answer::yes(&said, text)
        } else {
            Answer::no(&said, text)
        }
    }
}

fn of(question: String, answer: AnswerView, referrals: Vec<ReferralView>) -> Said {
    Said {
        question,
        about: Some(answer.about),
        known: answer.known,
        say: answer.say,
        of: answer.of,
        nearest: answer.nearest,
        referrals,
    }
}

fn in_words(said: &Said) -> String {
    let mut text = format!("{}\n", said.say);
    for one in &said.of {
        let mark = match (&one.code, &one.referral) {
            (Some(code), _) => format!("{code}  "),
            (None, Some(_)) => "KHÔNG NHẬN TẠI QUẦY  ".to_owned(),
            (None, None) => String::new(),
        };
        let _ = writeln!(text, "\n{mark}{}", one.name);
        for line in &one.lines {
            let _ = writeln!(text, "  - {} [{}]", line.text, line.source);
        }
    }
    for near in &said.nearest {
        let _ = writeln!(text, "  {}  {}", near.code, near.name);
    }
    if !said.known {
        for found in &said.referrals {
            let _ = writeln!(text, "{}", super::find::referral(found));
        }
    }
    text
}
