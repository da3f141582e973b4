//! Questions: “khai sinh cần gì”, “lệ phí chứng thực”, “bao lâu có sổ”. What is asked, and about which
//! procedure; the caller answers from the catalogue.

use motcua_text::fold;
use serde::Serialize;
use ts_rs::TS;

/// What is asked about a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Which papers to bring.
    Papers,
    /// What it costs.
    Fee,
    /// How long it takes.
    Time,
    /// Where to go.
    Where,
}

/// A question taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Question {
    /// What is asked.
    pub about: What,
    /// The rest, to be found: which procedure. May be empty.
    pub query: String,
}

/// Expressions that ask, folded, longest first within each kind. An expression that could be part of
/// a title stands only with a word that asks.
const ASKING: [(What, &[&str]); 4] = [
    (
        What::Fee,
        &[
            "mat bao nhieu tien",
            "het bao nhieu tien",
            "ton bao nhieu tien",
            "dong bao nhieu tien",
            "nop bao nhieu tien",
            "ton bao nhieu",
            "het bao nhieu",
            "bao nhieu tien",
            "gia bao nhieu",
            "may tien",
            "bao tien",
            "le phi bao nhieu",
            "phi bao nhieu",
            "phi la bao nhieu",
            "le phi la bao nhieu",
            "muc thu",
            "muc phi",
            "muc le phi",
            "le phi",
            "co ton tien khong",
            "co mat tien khong",
            "co mat phi khong",
            "co mien phi khong",
            "chi phi the nao",
            "phi the nao",
            "ton phi khong",
            "co phi khong",
            "phi",
        ],
    ),
    (
        What::Time,
        &[
            "bao nhieu ngay",
            "may ngay",
            "bao lau thi co",
            "bao lau thi xong",
            "mat bao lau",
            "bao lau",
            "khi nao co",
            "khi nao xong",
            "khi nao lay duoc",
            "khi nao nhan",
            "bao gio co",
            "bao gio xong",
            "bao gio lay",
            "may hom",
            "thoi gian bao lau",
            "thoi han giai quyet",
            "thoi gian giai quyet",
            "thoi han bao lau",
            "co lay lien khong",
            "co lay ngay duoc khong",
            "lay lien duoc khong",
            "trong bao lau",
            "chung nao co",
            "chung nao xong",
            "chung mo co",
        ],
    ),
    (
        What::Where,
        &[
            "lam o dau",
            "nop o dau",
            "dang ky o dau",
            "xin o dau",
            "o dau",
            "cho nao",
            "cho mo",
            "di dau",
            "toi dau",
            "den dau",
            "noi nao",
            "noi nop",
            "nop tai dau",
            "tai dau",
            "ai giai quyet",
            "co quan nao",
        ],
    ),
    (
        What::Papers,
        &[
            "can nhung giay to gi",
            "can giay to gi",
            "can cac giay to gi",
            "can nhung gi",
            "can chuan bi gi",
            "can chuan bi nhung gi",
            "chuan bi nhung gi",
            "chuan bi gi",
            "can mang theo gi",
            "can mang gi",
            "mang theo gi",
            "mang gi",
            "dem theo gi",
            "can giay gi",
            "can gi",
            "ho so gom nhung gi",
            "ho so gom gi",
            "ho so can gi",
            "ho so the nao",
            "gom nhung giay to gi",
            "gom nhung gi",
            "gom gi",
            "gom giay to gi",
            "nhung giay to gi",
            "giay to gi",
            "thanh phan ho so",
            "ho so nhu the nao",
            "thu tuc the nao",
            "thu tuc ra sao",
            "can nhung chi",
            "can chi",
            "mang chi",
            "dem chi",
            "lam sao",
            "lam the nao",
            "nhu the nao",
        ],
    ),
];

/// Words that stand around a question and say nothing of the procedure.
const AROUND: [&str; 34] = [
    "cho hoi",
    "cho toi hoi",
    "xin hoi",
    "cho em hoi",
    "anh chi cho hoi",
    "thi",
    "vay",
    "a",
    "nhi",
    "ha",
    "la",
    "khi",
    "lam",
    "thu tuc",
    "phai",
    "can",
    "mat",
    "hien nay",
    "bay gio",
    "muon",
    "toi muon",
    "de",
    "di",
    "thi phai",
    "co",
    "khong",
    "duoc",
    "gi",
    "ve",
    "cua",
    "se",
    "het",
    "ton",
    "moi",
];

/// The question in a query; `None` when it asks nothing.
pub fn question(text: &str) -> Option<Question> {
    let typed: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '?' | ',' | '!' | ';' | ':'))
        .filter(|word| !fold(word).is_empty())
        .collect();
    let folded: Vec<String> = typed.iter().map(|word| fold(word)).collect();
    let mut best: Option<(usize, usize, What)> = None;
    for (about, expressions) in ASKING {
        for expression in expressions {
            let parts: Vec<&str> = expression.split(' ').collect();
            let Some(at) = stands(&folded, &parts) else {
                continue;
            };
            // A bare “phí” belongs to many titles; it asks only at an end of the query.
            let bare = *expression == "phi";
            if bare && !(folded.len() > 1 && (at == 0 || at + 1 == folded.len())) {
                continue;
            }
            if best.is_none_or(|(_, length, _)| parts.len() > length) {
                best = Some((at, parts.len(), about));
            }
        }
    }
    let (at, length, about) = best?;
    let before = trimmed(&typed[..at], &folded[..at]);
    let after = trimmed(&typed[at + length..], &folded[at + length..]);
    let mut query = before.join(" ");
    if !query.is_empty() && !after.is_empty() {
        query.push(' ');
    }
    query.push_str(&after.join(" "));
    Some(Question { about, query })
}

fn stands(words: &[String], parts: &[&str]) -> Option<usize> {
    words
        .windows(parts.len())
        .position(|window| window.iter().zip(parts).all(|(word, part)| word == part))
}

/// Without the words around it at either end.
fn trimmed<'a>(mut typed: &'a [&'a str], mut folded: &[String]) -> &'a [&'a str] {
    loop {
        let empty = AROUND
            .iter()
            .map(|phrase| phrase.split(' ').collect::<Vec<_>>())
            .filter(|parts| parts.len() <= folded.len())
            .find_map(|parts| {
                let n = parts.len();
                let fits = |words: &[String]| words.iter().zip(&parts).all(|(w, p)| w == p);
                if fits(&folded[..n]) {
                    Some((n, true))
                } else {
                    fits(&folded[folded.len() - n..]).then_some((n, false))
                }
            });
        match empty {
            Some((n, true)) => (typed, folded) = (&typed[n..], &folded[n..]),
            Some((n, false)) => {
                (typed, folded) = (&typed[..typed.len() - n], &folded[..folded.len() - n]);
            }
            None => return typed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn questions_are_told_apart_and_keep_their_subject() {
        for (text, about, query) in [
            ("khai sinh cần gì", What::Papers, "khai sinh"),
            ("lệ phí chứng thực", What::Fee, "chứng thực"),
            ("bao lâu có sổ", What::Time, "sổ"),
            ("Cho hỏi làm sổ đỏ mất bao lâu ạ?", What::Time, "sổ đỏ"),
            ("đăng ký kết hôn ở đâu", What::Where, "đăng ký kết hôn"),
            ("khai tử cần những giấy tờ gì?", What::Papers, "khai tử"),
            (
                "sao y bao nhiêu tiền một trang",
                What::Fee,
                "sao y một trang",
            ),
            ("giay doc than may ngay co", What::Time, "giay doc than"),
        ] {
            assert_eq!(
                question(text),
                Some(Question {
                    about,
                    query: query.to_owned()
                }),
                "{text}"
            );
        }
    }

    #[test]
    fn what_asks_nothing_is_no_question() {
        for text in [
            "",
            "khai sinh",
            "phê duyệt đối tượng được hỗ trợ phí bảo hiểm nông nghiệp",
            "1.001193",
            "phí",
        ] {
            assert_eq!(question(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_question_never_adds_words(text in "\\PC{0,60}") {
            if let Some(question) = question(&text) {
                prop_assert!(question.query.chars().count() <= text.chars().count());
            }
        }
    }
}
