//! Stored results in the place of paper: what may be used for a requirement, and why not where it may
//! not. Two conditions, always both: the data exists *and* can be used now (NQ 66.7/2025, L9).

use crate::checklist::{OnHand, RequirementView, ReuseView};
use chrono::NaiveDate;
use motcua_catalogue::model::{Holder, ReplacementRule};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose a result is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolderOf {
    /// Identity number, or the organisation's number.
    pub id: String,
    /// Full name.
    pub name: String,
    /// `YYYY-MM-DD`; a bare year identifies nobody.
    pub birth: Option<String>,
    /// An organisation rather than a person.
    #[serde(default)]
    pub organisation: bool,
}

/// Whether a result still stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// It stands.
    Valid,
    /// Revoked on a day, for a reason.
    Revoked {
        /// The day.
        on: NaiveDate,
        /// The reason.
        why: String,
    },
    /// Replaced by another result.
    Replaced {
        /// Its id.
        by: String,
    },
}

/// A stored result as the guide sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredResult {
    /// Its id.
    pub id: String,
    /// Evidence id.
    pub kind: String,
    /// Whose.
    pub holder: HolderOf,
    /// Official number.
    pub number: Option<String>,
    /// Day of issue.
    pub issued: Option<NaiveDate>,
    /// Last day of validity; `None`: no end, or not known.
    pub valid_until: Option<NaiveDate>,
    /// Whether that is known: a paper that names its own end, entered without it, may be over.
    pub validity_known: bool,
    /// Whether it still stands.
    pub standing: Standing,
    /// Where it comes from, in words.
    pub source: String,
    /// It carries data, not only a picture.
    pub structured: bool,
}

/// For whom results are sought: the applicant, the principal, the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeker {
    /// Every number that is known to be this one's.
    pub ids: Vec<String>,
    /// `YYYY-MM-DD`; not needed of an organisation.
    pub birth: Option<String>,
    /// An organisation.
    pub organisation: bool,
}

/// The general rule: an electronic result serves as the paper itself.
const SAME_PAPER: &str = "NĐ 45/2020/NĐ-CP Đ16, sửa đổi bởi NĐ 118/2025/NĐ-CP Đ40";

/// Every stored result that satisfies a requirement, usable or nearly, usable ones first.
pub fn proposals(
    requirement: &RequirementView,
    holder: Option<Holder>,
    on_hand: &OnHand<'_>,
    day: NaiveDate,
) -> Vec<ReuseView> {
    let OnHand { results, rules, .. } = *on_hand;
    let wanted: Vec<&str> = requirement
        .alternatives
        .iter()
        .flatten()
        .map(|paper| paper.evidence.as_str())
        .collect();
    let mut views: Vec<ReuseView> = results
        .iter()
        .filter_map(|result| {
            let basis = basis(result, &wanted, rules, day)?;
            let (usable, why) = match obstacle(result, holder, &basis, on_hand, day) {
                Some(why) => (false, why),
                None => (true, basis.unwrap_or_default()),
            };
            Some(ReuseView {
                result: result.id.clone(),
                evidence: result.kind.clone(),
                replaces: replaced(result, &wanted, rules, day),
                issued: result.issued.map(|day| day.to_string()),
                valid_until: result.valid_until.map(|day| day.to_string()),
                source: result.source.clone(),
                usable,
                why,
                note: note(result, &wanted, rules, day),
            })
        })
        .collect();
    views.sort_by_key(|view| !view.usable);
    views
}

/// The wanted papers that the result stands for on that day.
fn replaced(
    result: &StoredResult,
    wanted: &[&str],
    rules: &[&ReplacementRule],
    day: NaiveDate,
) -> Vec<String> {
    wanted
        .iter()
        .filter(|evidence| {
            **evidence == result.kind
                || rules.iter().any(|rule| {
                    rule.evidence == **evidence
                        && rule.results.contains(&result.kind)
                        && in_force(rule, day)
                })
        })
        .map(|evidence| (*evidence).to_owned())
        .collect()
}

/// By which text the result may stand for one of the wanted papers. `None`: it has nothing to do with
/// them. `Some(None)`: it would, but no rule allows it on that day.
pub(crate) fn basis(
    result: &StoredResult,
    wanted: &[&str],
    rules: &[&ReplacementRule],
    day: NaiveDate,
) -> Option<Option<String>> {
    if wanted.contains(&result.kind.as_str()) {
        return Some(Some(SAME_PAPER.to_owned()));
    }
    let mut touching = rules
        .iter()
        .filter(|rule| {
            wanted.contains(&rule.evidence.as_str()) && rule.results.contains(&result.kind)
        })
        .peekable();
    touching.peek()?;
    Some(
        touching
            .find(|rule| in_force(rule, day))
            .map(|rule| rule.basis.clone()),
    )
}

/// What the rule says beside, where it is a rule that lets the result stand for a wanted paper.
fn note(
    result: &StoredResult,
    wanted: &[&str],
    rules: &[&ReplacementRule],
    day: NaiveDate,
) -> Option<String> {
    if wanted.contains(&result.kind.as_str()) {
        return None;
    }
    rules
        .iter()
        .find(|rule| {
            wanted.contains(&rule.evidence.as_str())
                && rule.results.contains(&result.kind)
                && in_force(rule, day)
        })
        .and_then(|rule| rule.note.clone())
}

fn in_force(rule: &ReplacementRule, day: NaiveDate) -> bool {
    rule.from <= day && rule.to.is_none_or(|to| day <= to)
}

/// Why it may not be used; `None`: nothing stands against it.
pub(crate) fn obstacle(
    result: &StoredResult,
    holder: Option<Holder>,
    basis: &Option<String>,
    on_hand: &OnHand<'_>,
    day: NaiveDate,
) -> Option<String> {
    if let Some(whose) = of_another(holder) {
        return Some(format!(
            "yêu cầu này là giấy {whose}, không phải của người nộp"
        ));
    }
    if let Some(why) = not_theirs(result, on_hand.seekers) {
        return Some(why);
    }
    match &result.standing {
        Standing::Valid => {}
        Standing::Revoked { on, why } => {
            return Some(format!("đã thu hồi ngày {}: {why}", motcua_text::date(*on)));
        }
        Standing::Replaced { .. } => {
            return Some("đã được thay bằng kết quả khác".to_owned());
        }
    }
    match result.issued {
        Some(issued) if issued > day => {
            return Some(format!(
                "ngày cấp {} còn ở phía trước",
                motcua_text::date(issued)
            ));
        }
        None => return Some("chưa ghi ngày cấp".to_owned()),
        Some(_) => {}
    }
    if let Some(until) = result.valid_until.filter(|until| *until < day) {
        return Some(format!("hết hạn ngày {}", motcua_text::date(until)));
    }
    if let Some(why) = ended(result, on_hand, day) {
        return Some(why);
    }
    if !result.validity_known {
        return Some(
            "chưa rõ thời hạn: trên giấy có ghi ngày hết hạn hoặc “không thời hạn” nhưng chưa nhập"
                .to_owned(),
        );
    }
    if !result.structured {
        return Some("mới là ảnh chụp, chưa có số và dữ liệu để dùng thay giấy".to_owned());
    }
    if basis.is_none() {
        return Some("chưa có quy định nào đang có hiệu lực cho dùng thay giấy này".to_owned());
    }
    None
}

/// Whose paper a requirement asks for, where it is not the applicant's own.
fn of_another(holder: Option<Holder>) -> Option<&'static str> {
    match holder? {
        Holder::Applicant => None,
        Holder::Child => Some("của con"),
        Holder::Spouse => Some("của vợ hoặc chồng"),
        Holder::Parent => Some("của cha, mẹ"),
        Holder::Deceased => Some("của người đã mất"),
        Holder::Other => Some("của người khác"),
    }
}

/// What says on that day that the paper no longer tells the truth: a marriage after a confirmation of being
/// single. Looks among the results and the seekers' numbers on hand.
pub fn ended(result: &StoredResult, on_hand: &OnHand<'_>, day: NaiveDate) -> Option<String> {
    let enders = &on_hand.kinds?.get(&result.kind)?.ended_by;
    let ids: Vec<&String> = on_hand
        .seekers
        .iter()
        .filter(|seeker| seeker.ids.contains(&result.holder.id))
        .flat_map(|seeker| &seeker.ids)
        .collect();
    let ender = on_hand.results.iter().find(|other| {
        enders.contains(&other.kind)
            && other.standing == Standing::Valid
            && ids.contains(&&other.holder.id)
            && other.issued.is_none_or(|issued| {
                issued <= day && result.issued.is_none_or(|before| before <= issued)
            })
    })?;
    let when = ender
        .issued
        .map(|issued| format!(" ngày {}", motcua_text::date(issued)))
        .unwrap_or_default();
    let number = ender
        .number
        .as_ref()
        .map(|number| format!(" số {number}"))
        .unwrap_or_default();
    Some(format!(
        "nội dung đã thay đổi: sau giấy này có kết quả khác{number}{when}"
    ))
}

/// Identity is number and birth date; everything less is only a hint.
fn not_theirs(result: &StoredResult, seekers: &[Seeker]) -> Option<String> {
    let same_number: Vec<_> = seekers
        .iter()
        .filter(|seeker| {
            seeker.organisation == result.holder.organisation
                && seeker.ids.contains(&result.holder.id)
        })
        .collect();
    if same_number.is_empty() {
        return Some("của người khác: số định danh khác".to_owned());
    }
    if result.holder.organisation {
        return None;
    }
    let known = same_number
        .iter()
        .any(|seeker| is_day(&seeker.birth) && seeker.birth == result.holder.birth);
    if known {
        return None;
    }
    let told =
        is_day(&result.holder.birth) && same_number.iter().any(|seeker| is_day(&seeker.birth));
    Some(if told {
        "của người khác: cùng số nhưng ngày sinh khác".to_owned()
    } else {
        "chưa chắc cùng một người: thiếu ngày, tháng, năm sinh để đối chiếu".to_owned()
    })
}

fn is_day(birth: &Option<String>) -> bool {
    birth
        .as_deref()
        .is_some_and(|birth| NaiveDate::parse_from_str(birth, "%Y-%m-%d").is_ok())
}
