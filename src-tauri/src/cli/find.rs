use super::{Place, answer::Answer};
use clap::Args;
use motcua_catalogue::find::Usage;
use motcua_desk::{HitView, LookRow, Reference, ReferralView};
use motcua_fault::Result;
use std::{fmt::Write as _, sync::Arc};

#[derive(Args)]
pub(crate) struct Find {
    /// Nhiều nhất bao nhiêu kết quả
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Chỉ tìm việc không tiếp nhận tại quầy
    #[arg(long)]
    referrals: bool,
    /// Điều người dân cần
    #[arg(required_unless_present = "referrals", value_name = "QUERY")]
    query: Vec<String>,
}

/// The reference, and what this counter does often and how it calls things. A folder without an
/// office has no habits.
pub(crate) fn habits(place: &Place) -> Result<(Arc<Reference>, Usage)> {
    if !place.has_office() {
        return Ok((place.reference()?, Usage::default()));
    }
    let desk = place.desk()?;
    let usage = desk.usage()?;
    Ok((desk.shared_reference(), usage))
}

impl Find {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let now = crate::clock::now();
        let query = self.query.join(" ");
        let (reference, usage) = habits(place)?;
        if self.referrals {
            let mut found = reference.find_referrals(&query, now)?;
            found.truncate(if query.is_empty() {
                usize::MAX
            } else {
                self.limit
            });
            let lines: Vec<_> = found.iter().map(referral).collect();
            let text = match lines.is_empty() {
                true => "Không có dịch vụ nào như vậy trong bảng chỉ dẫn.".to_owned(),
                false => lines.join("\n"),
            };
            return Answer::yes(&found, text);
        }
        let look = reference.look(&query, self.limit, &usage, now)?;
        let mut text = String::new();
        let mut number = 0;
        for row in &look.rows {
            match row {
                LookRow::Procedure(hit) => {
                    number += 1;
                    let _ = writeln!(text, "{}", procedure(number, hit));
                }
                LookRow::Referral(found) => {
                    let _ = writeln!(text, "{}", referral(found));
                }
                LookRow::Event(event) => {
                    let _ = writeln!(
                        text,
                        " ▸  {}: {} việc theo thứ tự (motcua catalogue events {})",
                        event.name, event.steps, event.id
                    );
                }
            }
        }
        if text.is_empty() {
            text = "Không tìm thấy thủ tục nào. Hãy gõ ít chữ hơn hoặc cách gọi khác.".to_owned();
        }
        if look.answer.is_some() {
            text.push_str("Đây là câu hỏi: xem câu trả lời bằng motcua ask.\n");
        }
        // The contract: an array of procedures and nothing else.
        let hits: Vec<&HitView> = look
            .rows
            .iter()
            .filter_map(|row| match row {
                LookRow::Procedure(hit) => Some(hit),
                _ => None,
            })
            .collect();
        Answer::yes(&hits, text)
    }
}

fn procedure(number: usize, hit: &HitView) -> String {
    let facts: Vec<_> = [
        Some(hit.field.clone()),
        hit.limit.clone(),
        hit.fee_counter
            .as_ref()
            .map(|fee| format!("tại quầy {fee}")),
        hit.fee_online
            .as_ref()
            .map(|fee| format!("trực tuyến {fee}")),
        Some(
            match (hit.in_force, hit.guided) {
                (false, _) => "không còn hiệu lực",
                (true, true) => "có hướng dẫn",
                (true, false) => "chỉ tra cứu",
            }
            .to_owned(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!(
        "{number:>2}. {}  {}\n    {}\n    vì {}",
        hit.code,
        hit.name,
        facts.join(" · "),
        hit.because
    )
}

/// A service that is not received here, in words.
pub(crate) fn referral(found: &ReferralView) -> String {
    let one = &found.referral;
    let mut text = format!(
        " →  KHÔNG NHẬN TẠI QUẦY  {}\n    {}: {}\n    {}",
        one.name, one.by, one.place, one.how
    );
    let mut notes = Vec::new();
    if one.online {
        notes.push(match &one.url {
            Some(url) => format!("làm trực tuyến được: {url}"),
            None => "làm trực tuyến được".to_owned(),
        });
    }
    notes.extend(one.basis.clone());
    if one.to_confirm {
        notes.push("cần xác nhận".to_owned());
    }
    if !notes.is_empty() {
        let _ = write!(text, "\n    {}", notes.join(" · "));
    }
    text
}
