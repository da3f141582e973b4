use super::{Place, answer::Answer};
use clap::Args;
use motcua_catalogue::find::Usage;
use motcua_fault::Result;

#[derive(Args)]
pub(crate) struct Find {
    /// Nhiều nhất bao nhiêu kết quả
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Điều người dân cần
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
}

impl Find {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let now = crate::clock::now();
        // What this counter does often comes first; a folder without an office has no habits.
        let (reference, usage) = if place.has_office() {
            let desk = place.desk()?;
            let usage = desk.usage()?;
            (desk.shared_reference(), usage)
        } else {
            (place.reference()?, Usage::default())
        };
        let hits = reference.find(&self.query.join(" "), self.limit, &usage, now)?;
        let text = if hits.is_empty() {
            "Không tìm thấy thủ tục nào. Hãy gõ ít chữ hơn hoặc cách gọi khác.".to_owned()
        } else {
            hits.iter()
                .enumerate()
                .map(|(i, hit)| {
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
                            if hit.guided {
                                "có hướng dẫn"
                            } else {
                                "chỉ tra cứu"
                            }
                            .to_owned(),
                        ),
                    ]
                    .into_iter()
                    .chain([(!hit.in_force).then(|| "không áp dụng hôm nay".to_owned())])
                    .flatten()
                    .collect();
                    format!(
                        "{:>2}. {}  {}\n    {}\n    vì {}",
                        i + 1,
                        hit.code,
                        hit.name,
                        facts.join(" · "),
                        hit.because
                    )
                })
                .collect::<Vec<_>>()
                .join("\n")
        };
        Answer::yes(&hits, text)
    }
}
