//! What a record says for certain, as a procedure that can be looked up: the traps of the published data
//! are read the careful way, and what stays doubtful is not known.

use super::{Method, Record};
use crate::{
    model::{Kind, LimitRule, Procedure, When},
    official::{Official, RecordComponent},
    source::Offered,
};
use motcua_calendar::Limit;
use motcua_text::{fold, money};
use sha2::{Digest, Sha256};

/// The city whose counters these are.
const CITY: &str = "da nang";
/// Words of a title longer than this are nobody's authority but a paragraph.
const LONGEST_AUTHORITY: usize = 120;

impl Record {
    /// Whether it stands in the list and is found: not what another body or province runs, what goes
    /// only between agencies, or what is over.
    pub fn offered(&self) -> Offered {
        let of = |said: &Option<String>, what: &str| said.as_deref() == Some(what);
        let by = fold(self.promulgated_by.as_deref().unwrap_or_default());
        let local = ["ubnd", "uy ban nhan dan"]
            .iter()
            .any(|word| by.starts_with(word))
            || of(&self.sort, "SPECIFIC");
        let elsewhere = local && !by.contains(CITY) && !by.is_empty() && !by.starts_with("bo ");
        let over = self
            .state
            .as_deref()
            .is_some_and(|state| !matches!(state, "UPDATED" | "ACTIVE"));
        if of(&self.relevance, "doubtful")
            || of(&self.sort, "STANDARD_INTERNAL")
            || elsewhere
            || over
        {
            Offered::No
        } else {
            Offered::Yes
        }
    }

    /// The procedure as it can be looked up; listed, never guided.
    pub fn procedure(&self) -> Procedure {
        let body = serde_json::to_vec(self).unwrap_or_default();
        let digest = hex::encode(&Sha256::digest(&body)[..4]);
        let field = match self.field() {
            "" => "Khác",
            field => field,
        };
        Procedure {
            name: self.name.clone(),
            field: field.to_owned(),
            kind: kind_of(&self.name),
            version: digest,
            basis: self.basis.clone(),
            authority: self.handled_by(),
            url: self.url.clone(),
            limits: self.limits(),
            produces: self.results.clone(),
            fee_text: self.fee_text(),
            ..Procedure::empty(&self.code)
        }
    }

    /// Its official components, to account for.
    pub fn official(&self) -> Official {
        let rows: Vec<_> = self
            .components
            .iter()
            .map(|component| RecordComponent {
                text: component.text.clone(),
                original: component.original,
                copy: component.copy,
                is_note: component.note,
                component_code: component.code.clone(),
            })
            .collect();
        Official::of_record(&self.name, &rows)
    }

    /// Who decides. What was published of it may be a paragraph, or name units that are no more.
    fn handled_by(&self) -> Option<String> {
        let published = self.authority.as_deref().unwrap_or_default();
        let published = published.split(';').next().unwrap_or_default().trim();
        let stale = ["thị trấn", "cấp huyện"]
            .iter()
            .any(|old| published.contains(old));
        if !published.is_empty() && !stale && published.chars().count() <= LONGEST_AUTHORITY {
            return Some(published.to_owned());
        }
        let bodies: Vec<_> = self
            .departments
            .iter()
            .take(2)
            .map(String::as_str)
            .collect();
        Some(bodies.join("; ")).filter(|bodies| !bodies.is_empty())
    }

    /// What the citizen is promised, by way of filing; empty where it is not known for certain.
    pub fn limits(&self) -> Vec<LimitRule> {
        let of = |channel: &str| -> Option<Limit> {
            let mut said = self
                .methods
                .iter()
                .filter(|method| method.channel == channel)
                .filter_map(|method| self.limit_of(method));
            let first = said.next()?;
            // Two limits for one way of filing: which one holds depends on the case.
            said.all(|other| other == first).then_some(first)
        };
        let (counter, online, post) = (of("counter"), of("online"), of("post"));
        let rule = |limit: Limit, when: When| LimitRule {
            when,
            limit,
            basis: None,
            note: None,
        };
        let Some(base) = counter.or(post).or_else(|| online.clone()) else {
            return Vec::new();
        };
        let mut limits = Vec::new();
        if let Some(online) = online.filter(|online| *online != base) {
            let when = When(vec![
                [("channel".to_owned(), vec!["online".to_owned()])].into(),
            ]);
            limits.push(rule(online, when));
        }
        limits.push(rule(base, When::default()));
        limits
    }

    fn limit_of(&self, method: &Method) -> Option<Limit> {
        if method.unsure {
            return None;
        }
        let count = method.count?;
        let note = fold(method.note.as_deref().unwrap_or_default());
        let said = match method.unit.as_deref()? {
            "working_day" => format!("{count} working_day"),
            // The remark wins over the unit (“không quá 20 ngày làm việc”).
            "day"
                if note.contains(&format!("{count} ngay lam viec"))
                    || note.contains(&format!("{count:02} ngay lam viec")) =>
            {
                format!("{count} working_day")
            }
            "day" => format!("{count} day"),
            "hour" if note.contains("ke ca ngay nghi") => format!("{count} hour"),
            "hour" => format!("{count} working_hour"),
            "other" => {
                let civil = fold(self.field()) == "ho tich";
                match (civil, count, &method.effective) {
                    (true, 1, _) => "same_day".to_owned(),
                    (true, 3 | 5 | 7, _) => format!("{count} working_day"),
                    (_, _, Some((count, unit))) if unit == "working_day" => {
                        format!("{count} working_day")
                    }
                    // What it means in other fields a person must say.
                    _ => return None,
                }
            }
            _ => return None,
        };
        said.parse().ok()
    }

    /// The fee in words as far as it is sure.
    pub fn fee_text(&self) -> Option<String> {
        if self.methods.is_empty() {
            return None;
        }
        if self.methods.iter().any(|method| method.set_by_province) {
            return Some("theo nghị quyết của Hội đồng nhân dân thành phố".to_owned());
        }
        let mut amounts: Vec<i64> = self
            .methods
            .iter()
            .flat_map(|method| method.amounts.iter().copied())
            .collect();
        amounts.sort_unstable();
        amounts.dedup();
        let cut_short = self.methods.iter().any(|method| method.cut_short);
        let unsure = self.methods.iter().any(|method| method.unsure);
        match amounts.len() {
            0 if self.methods.iter().all(|method| method.free) && !cut_short => {
                Some("miễn phí".to_owned())
            }
            0 => None,
            _ if unsure => None,
            1..=3 if !cut_short => {
                let amounts: Vec<_> = amounts.into_iter().map(money).collect();
                Some(amounts.join(" hoặc "))
            }
            _ => Some("nhiều mức, xem trang chính thức".to_owned()),
        }
    }
}

/// What a procedure does, read from its title.
pub(crate) fn kind_of(name: &str) -> Kind {
    let folded = fold(name);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let title = folded.trim_start_matches("thu tuc ").trim_start();
    let begins = |words: &[&str]| words.iter().any(|word| title.starts_with(word));
    // Folded, “đổi” and “đối” are one: exchanges are read with their marks.
    let lower = name.to_lowercase();
    if has(&["cap lai", "dang ky lai"]) {
        Kind::Reissue
    } else if lower.contains("cấp đổi") || lower.contains(", đổi ") || lower.starts_with("đổi ")
    {
        Kind::Exchange
    } else if has(&["trich luc", "ban sao tu so goc", "cap ban sao"]) {
        Kind::Extract
    } else if begins(&["xac nhan", "chung thuc"]) || has(&["cap giay xac nhan"]) {
        Kind::Confirm
    } else if begins(&["thong bao", "khai bao"]) {
        Kind::Notify
    } else if has(&[
        "dieu chinh",
        "thay doi",
        "gia han",
        "cham dut",
        "cai chinh",
        "sua doi",
        "thu hoi",
        "xoa dang ky",
        "tam ngung",
        "giai the",
        "sap nhap",
    ]) {
        Kind::Change
    } else {
        Kind::New
    }
}
