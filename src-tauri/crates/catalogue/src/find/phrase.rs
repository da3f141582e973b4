//! What may be kept of a query, so that the way people call a thing is learned: nothing that could
//! tell who they are.

use super::{
    Finder,
    index::Index,
    words::{Word, words},
};
use motcua_text::clean;

/// Characters and words of a phrase that is kept.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 10;
/// So many digits are a number of somebody: a telephone, an identity card.
const DIGITS: usize = 9;

/// Why a query is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Private {
    /// Empty, one letter, a code, or longer than a way of calling something.
    NoPhrase,
    /// A number long enough to be somebody's, an address of e-mail.
    Number,
    /// A date or a year of birth.
    Date,
    /// Words that look like somebody's name, or the name of a street.
    Name,
}

impl Private {
    /// Said to the clerk who wanted it kept.
    pub fn why(self) -> &'static str {
        match self {
            Private::NoPhrase => {
                "Cách gọi phải có từ 2 chữ cái đến 60 ký tự, không quá 10 chữ, và không phải mã thủ tục."
            }
            Private::Number => {
                "Câu này có số giấy tờ, số điện thoại hoặc thư điện tử nên không được ghi lại. Hãy bỏ số ấy đi."
            }
            Private::Date => {
                "Câu này có ngày hoặc năm nên không được ghi lại. Hãy bỏ ngày, năm ấy đi."
            }
            Private::Name => {
                "Câu này giống có tên người hoặc tên đường nên không được ghi lại. Chỉ ghi cách gọi của việc cần làm."
            }
        }
    }
}

impl Finder {
    /// The phrase to keep of a query, lower case, one space between words; and its folded form.
    ///
    /// # Errors
    /// Why it is not kept.
    pub fn phrase(&self, query: &str) -> Result<(String, String), Private> {
        let typed = clean(query);
        let read = words(&typed, MOST_WORDS + 1);
        let folded: Vec<&str> = read.iter().map(|word| word.folded.as_str()).collect();
        let folded = folded.join(" ");
        if folded.len() < 2 || typed.chars().count() > LONGEST || read.len() > MOST_WORDS {
            return Err(Private::NoPhrase);
        }
        if typed.chars().filter(char::is_ascii_digit).count() >= DIGITS || typed.contains('@') {
            return Err(Private::Number);
        }
        if has_date(&typed) {
            return Err(Private::Date);
        }
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ' ');
        if plain(&folded) || self.is_code(&typed) {
            return Err(Private::NoPhrase);
        }
        if self.index().names_somebody(&typed, &read) {
            return Err(Private::Name);
        }
        Ok((typed.to_lowercase(), folded))
    }
}

impl Index {
    /// Whether words look like a name: two in a row with capitals, a family name and what follows it,
    /// or the middle of a name, where no title and no way of calling a thing has them in a row.
    fn names_somebody(&self, typed: &str, read: &[Word]) -> bool {
        let usual = |a: &Word, b: &Word| self.in_a_row(&a.folded, &b.folded);
        let shouted = !typed.chars().any(char::is_lowercase);
        let capitals: Vec<bool> = typed
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| !shouted && word.chars().next().is_some_and(char::is_uppercase))
            .collect();
        let in_capitals = |at: usize| capitals.get(at..at + 2) == Some(&[true, true]);
        // Without any mark in it a query may mean any of them; “đỏ” is not the name “Đỗ”.
        let bare = read.iter().all(|word| !word.marked());
        let family = |word: &Word| {
            FAMILY
                .iter()
                .any(|name| word.toned == *name || bare && motcua_text::fold(name) == word.folded)
        };
        read.windows(2).enumerate().any(|(at, two)| {
            let odd = !usual(&two[0], &two[1]);
            let middle = MIDDLE.contains(&two[0].folded.as_str())
                && at > 0
                && odd
                && !usual(&read[at - 1], &two[0]);
            odd && (in_capitals(at) || family(&two[0])) || middle
        })
    }

    /// Whether any text has these folded words one after the other.
    fn in_a_row(&self, one: &str, other: &str) -> bool {
        let folded = |term: &u32| self.terms.folded(*term);
        self.terms.exact(one).any(|term| {
            self.texts_with(term).iter().any(|doc| {
                self.words_of(*doc)
                    .windows(2)
                    .any(|two| folded(&two[0]) == one && folded(&two[1]) == other)
            })
        })
    }
}

/// `5/3`, `05-03-1985`, `1985`, `năm 85` is let pass: it says too little.
fn has_date(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .any(|word| {
            let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
            let number = |part: &&str| {
                (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            };
            let year =
                |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
            parts.iter().all(number)
                && match parts.as_slice() {
                    [one] => year(one),
                    [_, _] => word.contains(['/', '-']),
                    [_, _, _] => true,
                    _ => false,
                }
        })
}

/// The usual family names.
const FAMILY: [&str; 62] = [
    "nguyễn",
    "trần",
    "lê",
    "phạm",
    "hoàng",
    "huỳnh",
    "phan",
    "vũ",
    "võ",
    "đặng",
    "bùi",
    "đỗ",
    "hồ",
    "ngô",
    "dương",
    "lý",
    "đinh",
    "trương",
    "đoàn",
    "lâm",
    "mai",
    "trịnh",
    "đào",
    "cao",
    "thái",
    "lương",
    "lưu",
    "châu",
    "tạ",
    "phùng",
    "tô",
    "vương",
    "hà",
    "quách",
    "tăng",
    "la",
    "kiều",
    "triệu",
    "chu",
    "từ",
    "mạc",
    "âu",
    "ông",
    "thạch",
    "danh",
    "kim",
    "ninh",
    "nghiêm",
    "khúc",
    "giang",
    "văn",
    "nông",
    "bế",
    "hứa",
    "alăng",
    "arất",
    "zơrâm",
    "blúp",
    "coor",
    "bhnướch",
    "bling",
    "riah",
];
/// What stands in the middle of many names.
const MIDDLE: [&str; 2] = ["thi", "van"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entry, find::Synonyms, model::Kind};
    use proptest::prelude::*;

    fn finder() -> Finder {
        let entries: Vec<_> = [
            "Đăng ký khai sinh",
            "Đăng ký kết hôn với người Hàn Quốc ở Đà Nẵng",
            "Lệ phí chứng thực văn bản, hộ khẩu, làm nhà",
        ]
        .iter()
        .enumerate()
        .map(|(at, name)| Entry {
            code: format!("1.00119{at}"),
            name: (*name).to_owned(),
            field: String::new(),
            kind: Kind::New,
            guided: false,
        })
        .collect();
        Finder::new(&entries, &Synonyms::default())
    }

    #[test]
    fn a_way_of_calling_something_is_kept_as_typed() {
        for (typed, kept) in [
            ("giấy  Độc thân", "giấy độc thân"),
            ("KHAI SINH", "khai sinh"),
            ("le phi", "le phi"),
            ("mất sổ", "mất sổ"),
            ("lấy chồng Hàn Quốc", "lấy chồng hàn quốc"),
            ("giấy ct07", "giấy ct07"),
            ("ks", "ks"),
        ] {
            assert_eq!(finder().phrase(typed).map(|p| p.0).as_deref(), Ok(kept));
        }
        assert_eq!(finder().phrase("giấy  ĐỎ").unwrap().1, "giay do");
    }

    #[test]
    fn what_could_tell_who_somebody_is_is_not_kept() {
        for (typed, why) in [
            ("khai sinh cho 048200001234", Private::Number),
            ("0905 123 456", Private::Number),
            ("an@example.vn khai sinh", Private::Number),
            ("khai sinh 15/3/2000", Private::Date),
            ("sinh năm 1985", Private::Date),
            ("sinh ngày 5-3", Private::Date),
            ("khai sinh nguyễn văn an", Private::Name),
            ("khai sinh nguyen van an", Private::Name),
            ("khai sinh cho Bảo An", Private::Name),
            ("trần thị b", Private::Name),
            ("giấy của thu thị hà", Private::Name),
            ("nhà 12 lê lợi", Private::Name),
            ("", Private::NoPhrase),
            ("k", Private::NoPhrase),
            ("1.001193", Private::NoPhrase),
            ("12", Private::NoPhrase),
        ] {
            assert_eq!(finder().phrase(typed), Err(why), "{typed}");
        }
        assert_eq!(finder().phrase(&"giấy ".repeat(13)), Err(Private::NoPhrase));
    }

    proptest! {
        #[test]
        fn no_long_number_is_ever_kept(before in "[a-z ]{0,9}", number in "[0-9]{9,14}", after in "\\PC{0,9}") {
            let kept = finder().phrase(&format!("{before} {number} {after}"));
            prop_assert!(kept.is_err());
        }
    }
}
