use crate::clean::clean;
use motcua_fault::{Code, Fault, Result};

/// A telephone number as it is written on papers: digits only, `+` only before a foreign one; `None` when empty.
///
/// Vietnamese mobiles have 10 digits from 0, landlines 10 or 11 from 02; `+84` and `84` become `0`. Fails with `BAD_PERSON`.
pub fn phone(text: &str) -> Result<Option<String>> {
    let text = clean(text);
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')'))
        .collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let bad = || {
        Fault::new(
            Code::BadPerson,
            "Số điện thoại không hợp lệ. Số trong nước có 10 chữ số bắt đầu bằng 0 (máy bàn 02… có 10 hoặc 11 chữ số); \
             số nước ngoài bắt đầu bằng dấu + và mã nước.",
        )
    };
    let (foreign, digits) = match kept.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, kept.as_str()),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let home = match digits.strip_prefix("84") {
        Some(rest) if foreign || digits.len() >= 11 => {
            format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
        }
        _ if foreign => {
            return if (8..=15).contains(&digits.len()) && !digits.starts_with('0') {
                Ok(Some(kept))
            } else {
                Err(bad())
            };
        }
        _ => digits.to_owned(),
    };
    let fits = home.starts_with('0')
        && !home.starts_with("00")
        && (home.len() == 10 || (home.len() == 11 && home.starts_with("02")));
    if fits { Ok(Some(home)) } else { Err(bad()) }
}

/// An e-mail address, its domain in lower case; `None` when empty. Checks the shape only. Fails with `BAD_PERSON`.
pub fn email(text: &str) -> Result<Option<String>> {
    let text = clean(text);
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || {
        Fault::new(
            Code::BadPerson,
            "Địa chỉ email không hợp lệ. Email có dạng ten@tenmien.vn, không có dấu cách và không có dấu tiếng Việt.",
        )
    };
    let (user, domain) = text.rsplit_once('@').ok_or_else(bad)?;
    let user_fits = (1..=64).contains(&user.len())
        && user
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"@,;:<>()[]\\\"".contains(&b))
        && !user.starts_with('.')
        && !user.ends_with('.')
        && !user.contains("..");
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let domain_fits = domain.contains('.') && domain.len() <= 253 && domain.split('.').all(label);
    if user_fits && domain_fits {
        Ok(Some(format!("{user}@{}", domain.to_ascii_lowercase())))
    } else {
        Err(bad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn telephone_numbers_come_out_one_way() {
        for (given, kept) in [
            ("0905 123 456", "0905123456"),
            ("+84 905.123.456", "0905123456"),
            ("84905123456", "0905123456"),
            ("+84 (0)905-123-456", "0905123456"),
            ("0236 3822 127", "02363822127"),
            ("+1 202 555 0123", "+12025550123"),
        ] {
            assert_eq!(phone(given).unwrap().as_deref(), Some(kept), "{given}");
        }
        assert_eq!(phone("  ").unwrap(), None);
        for given in [
            "905123456",
            "09051234567",
            "090512345",
            "0905 12a 456",
            "+0905123456",
            "113",
            "0000000000",
            "++84905123456",
        ] {
            assert_eq!(phone(given).unwrap_err().code, Code::BadPerson, "{given}");
        }
    }

    #[test]
    fn addresses_of_mail_have_their_shape() {
        assert_eq!(
            email(" An.Nguyen@DaNang.GOV.vn ").unwrap().as_deref(),
            Some("An.Nguyen@danang.gov.vn")
        );
        assert_eq!(email("").unwrap(), None);
        for given in [
            "an",
            "an@",
            "@vn.vn",
            "an@vn",
            "a b@c.vn",
            "an@c..vn",
            "ấn@c.vn",
            "a@b@c.vn",
            ".a@c.vn",
            "a@-c.vn",
        ] {
            assert_eq!(email(given).unwrap_err().code, Code::BadPerson, "{given}");
        }
    }

    proptest! {
        #[test]
        fn what_passes_passes_again_unchanged(text in "\\PC{0,30}", digits in "[+0-9 ]{8,14}", mail in "[a-zA-Z.@-]{3,20}") {
            for given in [&text, &digits] {
                if let Ok(Some(kept)) = phone(given) {
                    prop_assert_eq!(phone(&kept).unwrap(), Some(kept));
                }
            }
            for given in [&text, &mail] {
                if let Ok(Some(kept)) = email(given) {
                    prop_assert_eq!(email(&kept).unwrap(), Some(kept));
                }
            }
        }
    }
}
