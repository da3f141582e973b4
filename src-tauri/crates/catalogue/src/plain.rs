//! Plain words are read aloud to an old person at the counter: each part says its own thing, and
//! nothing in them is an abbreviation only officials can pronounce.

use crate::model::PlainWords;

/// What officials write and nobody says.
const ABBREVIATIONS: [&str; 11] = [
    "UBND", "HĐND", "CCCD", "CMND", "BHYT", "BHXH", "GPLX", "TTHC", "CSDL", "NĐ", "TT",
];

/// A reader must hear when: any of these in what happens next.
const WHEN: [&str; 9] = [
    "ngày", "giờ", "phút", "ngay", "tuần", "tháng", "năm", "khi", "hôm",
];

/// What is wrong with them, one sentence each; nothing when they can be read out.
pub(crate) fn faults(plain: &PlainWords) -> Vec<String> {
    let parts = [
        ("purpose", "để làm gì", &plain.purpose),
        ("bring", "mang theo gì", &plain.bring),
        ("next", "rồi sao nữa, bao giờ xong", &plain.next),
    ];
    let mut faults = Vec::new();
    for (key, says, text) in parts {
        if text.trim().is_empty() {
            faults.push(format!("lời cho người dân: “{key}” ({says}) còn trống"));
        }
        let spoken = words(text);
        faults.extend(
            ABBREVIATIONS
                .iter()
                .filter(|short| spoken.iter().any(|word| word == *short))
                .map(|short| {
                    format!("lời cho người dân: “{key}” viết tắt “{short}”, đọc lên không ai hiểu")
                }),
        );
    }
    let next = words(&plain.next);
    if !next.is_empty()
        && !next
            .iter()
            .any(|word| WHEN.contains(&word.to_lowercase().as_str()))
    {
        faults.push("lời cho người dân: “next” chưa nói bao giờ xong".to_owned());
    }
    faults
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(purpose: &str, bring: &str, next: &str) -> PlainWords {
        PlainWords {
            purpose: purpose.to_owned(),
            bring: bring.to_owned(),
            next: next.to_owned(),
        }
    }

    #[test]
    fn words_that_can_be_read_out_have_no_fault() {
        let good = plain(
            "Ghi tên cháu vào sổ hộ tịch.",
            "Giấy chứng sinh, thẻ căn cước; đơn CT01.",
            "Ba ngày làm việc có giấy.",
        );
        assert_eq!(faults(&good), Vec::<String>::new());
    }

    #[test]
    fn an_empty_part_an_abbreviation_and_no_time_are_each_said() {
        let bad = plain(" ", "CCCD và đơn gửi UBND", "Không mất tiền.");
        let faults = faults(&bad).join("\n");
        for said in ["“purpose”", "“CCCD”", "“UBND”", "bao giờ xong"] {
            assert!(faults.contains(said), "{said}: {faults}");
        }
    }
}
