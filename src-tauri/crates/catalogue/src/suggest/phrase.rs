//! What the words of an official requirement say: the paper's short name, the case it is for, the papers
//! of which one will do.

use motcua_text::{clean, fold};

/// Longest short name, letters.
const LONGEST_NAME: usize = 90;
/// A case described at greater length than this is a paragraph.
const LONGEST_CASE: usize = 160;
/// Most papers of which one will do.
const MOST_CHOICES: usize = 8;

/// Words that open a case.
const OPENERS: [&str; 5] = [
    "trong trường hợp",
    "trường hợp",
    "đối với trường hợp",
    "đối với",
    "nếu",
];

/// Without the bullet, number or letter it begins with.
pub(super) fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest;
        rest = rest.trim_start_matches(['-', '+', '*', '•', '–', '.', ' ', ')', ';', ':']);
        // `a)`, `(1.3)`, `1.`, `(ii)`.
        let inner = rest.strip_prefix('(').unwrap_or(rest);
        let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
        if let Some(end) = end {
            let mark = &inner[..end];
            let closes = inner[end..].starts_with(')');
            let number = !mark.is_empty()
                && mark.len() <= 5
                && mark.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && (closes || mark.ends_with('.'));
            let letter = closes && !mark.is_empty() && mark.len() <= 4;
            if number || letter {
                rest = inner[end..].trim_start_matches(')');
            }
        }
        rest = rest.trim_start();
        if rest == before {
            return rest;
        }
    }
}

/// The paper's short name: up to where its description begins.
pub(super) fn name(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut said = bare(line);
    if let Some((_, rest)) = opening_case(said) {
        said = rest;
    }
    let said = bare(said);
    let lower = said.to_lowercase();
    let mut end = said.len();
    if lower.len() == said.len() {
        for stop in [
            "(",
            ";",
            ":",
            ". ",
            " theo mẫu",
            " theo quy định",
            " ban hành kèm",
            " do cơ quan",
            " trong trường hợp",
            " trường hợp",
            " nếu ",
            " đối với ",
            ", có xác nhận",
            " để chứng minh",
        ] {
            if let Some(at) = lower.find(stop).filter(|at| *at >= 4) {
                end = end.min(at);
            }
        }
    }
    let mut name = clean(&said[..end]);
    if name.chars().count() > LONGEST_NAME {
        let cut: String = name.chars().take(LONGEST_NAME).collect();
        name = cut
            .rsplit_once(' ')
            .map_or(cut.clone(), |(head, _)| head.to_owned());
    }
    let name = name
        .trim_end_matches([',', ';', '.', ':', ' ', '-'])
        .to_owned();
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The case that a text begins with, and what comes after it.
fn opening_case(text: &str) -> Option<(String, &str)> {
    let opener = OPENERS.iter().find(|opener| {
        text.get(..opener.len())
            .is_some_and(|start| start.to_lowercase() == **opener)
    })?;
    let rest = &text[opener.len()..];
    let first = |stops: &[&str]| {
        stops
            .iter()
            .filter_map(|stop| rest.find(stop).map(|at| (at, stop.len())))
            .min()
    };
    let end = first(&[", ", " thì ", ": "]).or_else(|| first(&[" phải có ", " nộp "]))?;
    let case = clean(&rest[..end.0]);
    let fits = (4..=LONGEST_CASE).contains(&case.chars().count());
    let after = rest[end.0 + end.1..].trim_start();
    (fits && after.chars().count() >= 4).then_some((case, after))
}

/// The case that a text or a heading is for, without the word that opens it.
pub(super) fn case_of(text: &str) -> Option<String> {
    let line = text.lines().next().unwrap_or_default();
    let said = bare(line).trim_end_matches([':', ';', '.', ' ']);
    if let Some((case, _)) = opening_case(said) {
        return Some(case);
    }
    // `Giấy …, trong trường hợp …`. A later clause (“…; trường hợp … thì có thêm …”) is about another paper.
    let said = said.split(';').next().unwrap_or_default();
    let said = said.split(". ").next().unwrap_or_default();
    let lower = said.to_lowercase();
    if lower.len() != said.len() {
        return None;
    }
    let found = OPENERS
        .iter()
        .filter_map(|opener| {
            let at = lower.find(&format!(" {opener} "))?;
            Some((at, at + opener.len() + 2))
        })
        .min()
        .or_else(|| {
            let opener = OPENERS.iter().find(|opener| lower.starts_with(**opener))?;
            Some((0, opener.len()))
        })?;
    let rest = &said[found.1..];
    let end = rest
        .find([',', ')', ':'])
        .into_iter()
        .chain(rest.find(" thì "))
        .min()
        .unwrap_or(rest.len());
    let case = clean(&rest[..end]);
    (4..=LONGEST_CASE)
        .contains(&case.chars().count())
        .then_some(case)
}

/// `… (nếu có)`: only whoever has it brings it.
pub(super) fn is_optional(text: &str) -> bool {
    fold(text).contains("(neu co)") || text.to_lowercase().contains("(nếu có)")
}

/// The papers of which one will do, where the text lists them.
pub(super) fn one_of(text: &str) -> Vec<String> {
    let folded = text.to_lowercase();
    let Some(at) = ["một trong các", "một trong những", "một trong số"]
        .iter()
        .find_map(|opener| folded.find(opener))
        .filter(|_| folded.len() == text.len())
    else {
        return Vec::new();
    };
    let rest = &text[at..];
    let Some((_, list)) = rest.split_once(':') else {
        return Vec::new();
    };
    let marked = list
        .replace(" + ", "\n")
        .replace(" - ", "\n")
        .replace(';', "\n");
    let mut names: Vec<String> = Vec::new();
    for line in marked.lines() {
        let said = name(line);
        if said.chars().count() >= 4 && !names.contains(&said) {
            names.push(said);
        }
    }
    names.truncate(MOST_CHOICES);
    if names.len() < 2 { Vec::new() } else { names }
}

/// Shown and taken back rather than handed in.
pub(super) fn is_shown(group: &str, text: &str) -> bool {
    let (group, text) = (group.to_lowercase(), text.to_lowercase());
    let both = group.contains("nộp hoặc xuất trình");
    (group.contains("xuất trình") && !both) || bare(&text).starts_with("xuất trình")
}

/// A key made of the first words.
pub(super) fn key(text: &str, most: usize) -> String {
    let slug = crate::check::slug(text);
    let words: Vec<_> = slug.split('-').take(most).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_the_description_begins() {
        for (text, short) in [
            ("- Đơn đề nghị (theo mẫu số 01);", "Đơn đề nghị"),
            (
                "a) Bản sao quyết định theo quy định tại Điều 3",
                "Bản sao quyết định",
            ),
            ("(1.3) Giấy tờ nhà đất", "Giấy tờ nhà đất"),
            (
                "Trường hợp ủy quyền, nộp văn bản ủy quyền",
                "Nộp văn bản ủy quyền",
            ),
            ("", ""),
        ] {
            assert_eq!(name(text), short, "{text:?}");
        }
        assert!(name(&"rất dài ".repeat(60)).chars().count() <= LONGEST_NAME);
    }

    #[test]
    fn the_case_is_read_from_its_opening_words() {
        for (text, case) in [
            (
                "Trường hợp trẻ em bị bỏ rơi thì phải có biên bản",
                Some("trẻ em bị bỏ rơi"),
            ),
            (
                "* Đối với nhà ở riêng lẻ tại đô thị:",
                Some("nhà ở riêng lẻ tại đô thị"),
            ),
            (
                "Văn bản đồng ý nếu người nộp chưa thành niên;",
                Some("người nộp chưa thành niên"),
            ),
            ("Đơn đề nghị", None),
            (
                "Giấy ra viện; trường hợp bị tai nạn thì có thêm biên bản",
                None,
            ),
        ] {
            assert_eq!(case_of(text).as_deref(), case, "{text:?}");
        }
    }

    #[test]
    fn papers_of_which_one_will_do_are_told_apart() {
        assert_eq!(
            one_of("Một trong các giấy tờ sau: + Hộ chiếu; + Thẻ thường trú còn hạn"),
            ["Hộ chiếu", "Thẻ thường trú còn hạn"]
        );
        assert!(one_of("Một trong các giấy tờ quy định tại Điều 137").is_empty());
    }
}
