const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// Whole đồng with dots: `12000` → `"12.000 đồng"`.
pub fn money(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 8);
    if amount < 0 {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text.push_str(" đồng");
    text
}

/// Whole đồng in words, lower case: `12000` → `"mười hai nghìn đồng"`.
pub fn amount_in_words(amount: i64) -> String {
    let sign = if amount < 0 { "âm " } else { "" };
    format!("{sign}{} đồng", number_in_words(amount.unsigned_abs()))
}

/// A number as it is read aloud: linh before a lone unit, mốt, tư and lăm after mươi.
pub fn number_in_words(number: u64) -> String {
    let mut words = Vec::new();
    if number == 0 {
        words.push(DIGITS[0]);
    } else {
        read(number, false, &mut words);
    }
    words.join(" ")
}

/// `inside`: larger groups were read before, so empty hundreds are spoken too.
fn read(number: u64, inside: bool, words: &mut Vec<&'static str>) {
    for (size, name) in [
        (1_000_000_000, "tỷ"),
        (1_000_000, "triệu"),
        (1_000, "nghìn"),
    ] {
        if number >= size {
            read(number / size, inside, words);
            words.push(name);
            if !number.is_multiple_of(size) {
                read(number % size, true, words);
            }
            return;
        }
    }
    hundreds(number as usize, inside, words);
}

fn hundreds(number: usize, inside: bool, words: &mut Vec<&'static str>) {
    let (hundred, ten, one) = (number / 100, number / 10 % 10, number % 10);
    if hundred > 0 || inside {
        words.extend([DIGITS[hundred], "trăm"]);
    }
    match (ten, one) {
        (0, 0) => {}
        (0, _) if hundred > 0 || inside => words.push("linh"),
        (0, _) => {}
        (1, _) => words.push("mười"),
        _ => words.extend([DIGITS[ten], "mươi"]),
    }
    match (ten, one) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[one]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_a_cashier_reads_them() {
        for (number, said) in [
            (0, "không"),
            (4, "bốn"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (55, "năm mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (104, "một trăm linh bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (115, "một trăm mười lăm"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (2_026, "hai nghìn không trăm hai mươi sáu"),
            (12_000, "mười hai nghìn"),
            (16_500, "mười sáu nghìn năm trăm"),
            (101_000, "một trăm linh một nghìn"),
            (1_000_005, "một triệu không trăm linh năm"),
            (1_021_000, "một triệu không trăm hai mươi mốt nghìn"),
            (2_000_000_000, "hai tỷ"),
            (1_005_000_000, "một tỷ không trăm linh năm triệu"),
            (3_000_000_000_000, "ba nghìn tỷ"),
            (
                1_234_567_890_123,
                "một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu tám trăm chín mươi nghìn \
                 một trăm hai mươi ba",
            ),
        ] {
            assert_eq!(number_in_words(number), said, "{number}");
        }
        assert_eq!(amount_in_words(12_000), "mười hai nghìn đồng");
        assert_eq!(amount_in_words(-5), "âm năm đồng");
        assert!(
            amount_in_words(i64::MIN).starts_with("âm chín tỷ"),
            "no overflow"
        );
    }

    #[test]
    fn money_is_dotted() {
        assert_eq!(money(0), "0 đồng");
        assert_eq!(money(999), "999 đồng");
        assert_eq!(money(12_000), "12.000 đồng");
        assert_eq!(money(1_234_567), "1.234.567 đồng");
        assert_eq!(money(-8_000), "-8.000 đồng");
        assert_eq!(money(i64::MIN), "-9.223.372.036.854.775.808 đồng");
    }
}
