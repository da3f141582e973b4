//! What the program said, with what holds for every answer checked at once.

use serde_json::Value;
use std::path::Path;
use unicode_normalization::is_nfc;

/// Words that no Vietnamese sentence has.
const ENGLISH: [&str; 22] = [
    "the",
    "is",
    "not",
    "invalid",
    "expected",
    "failed",
    "cannot",
    "unknown",
    "missing",
    "denied",
    "found",
    "such",
    "must",
    "with",
    "and",
    "error",
    "value",
    "unexpected",
    "required",
    "argument",
    "directory",
    "usage",
];

/// One run of the program.
#[derive(Debug, Clone)]
pub struct Said {
    /// Exit code; -1 when it was killed.
    pub exit: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The command line, for messages.
    pub asked: String,
}

impl Said {
    /// Takes the output of a finished process and checks what holds for every answer.
    pub fn of(output: std::process::Output, asked: String, json: bool) -> Self {
        let text = |bytes, which: &str| {
            String::from_utf8(bytes).unwrap_or_else(|_| panic!("{asked}: {which} is not UTF-8"))
        };
        let said = Self {
            exit: output.status.code().unwrap_or(-1),
            out: text(output.stdout, "standard output"),
            err: text(output.stderr, "standard error"),
            asked,
        };
        said.check(json);
        said
    }

    fn check(&self, json: bool) {
        let Self { exit, out, err, .. } = self;
        assert!(!err.contains("panicked"), "{self:#?}");
        assert!(is_nfc(out) && is_nfc(err), "not composed: {self:#?}");
        match exit {
            0 | 1 => {
                assert_eq!(
                    err, "",
                    "an answer says nothing on standard error: {self:#?}"
                );
                assert!(out.ends_with('\n'), "{self:#?}");
                if json {
                    check_json(&self.json(), &self.asked);
                }
            }
            2 | 3 => {
                assert_eq!(
                    out, "",
                    "a fault says nothing on standard output: {self:#?}"
                );
                self.check_sentence();
            }
            _ => panic!("no such exit code in the contract: {self:#?}"),
        }
    }

    /// `error[CODE]: ` and one Vietnamese line.
    fn check_sentence(&self) {
        let (code, sentence) = self.parted();
        assert!(
            !code.is_empty() && code.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'),
            "{self:#?}"
        );
        assert_eq!(
            sentence.trim_end().lines().count(),
            1,
            "one line: {self:#?}"
        );
        assert!(
            sentence.chars().any(is_vietnamese),
            "not Vietnamese: {self:#?}"
        );
        let mut quoted = false;
        let unquoted: String = sentence
            .chars()
            .filter(|c| {
                quoted = (quoted || *c == '“') && *c != '”';
                !quoted
            })
            .collect();
        let english = unquoted
            .split(|c: char| !c.is_alphabetic())
            .map(str::to_lowercase)
            .find(|word| ENGLISH.contains(&word.as_str()));
        assert_eq!(english, None, "English to a clerk: {self:#?}");
    }

    fn parted(&self) -> (&str, &str) {
        self.err
            .strip_prefix("error[")
            .and_then(|rest| rest.split_once("]: "))
            .unwrap_or_else(|| panic!("standard error must start error[CODE]: {self:#?}"))
    }

    /// The one JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {self:#?}"))
    }

    /// Exit 0; its document.
    #[track_caller]
    pub fn yes(&self) -> Value {
        assert_eq!(self.exit, 0, "{self:#?}");
        self.json()
    }

    /// Exit 1; its document.
    #[track_caller]
    pub fn no(&self) -> Value {
        assert_eq!(self.exit, 1, "{self:#?}");
        self.json()
    }

    /// The code on standard error; `None` for an answer.
    pub fn code(&self) -> Option<&str> {
        (self.exit > 1).then(|| self.parted().0)
    }

    /// Exit 2 with this code; the sentence.
    #[track_caller]
    pub fn refused(&self, code: &str) -> String {
        self.fault(2, code)
    }

    /// Exit 3 with this code; the sentence.
    #[track_caller]
    pub fn broke(&self, code: &str) -> String {
        self.fault(3, code)
    }

    #[track_caller]
    fn fault(&self, exit: i32, code: &str) -> String {
        assert_eq!(self.exit, exit, "{self:#?}");
        let (said, sentence) = self.parted();
        assert_eq!(said, code, "{self:#?}");
        sentence.trim_end().to_owned()
    }
}

/// A letter that only Vietnamese text of ours has.
fn is_vietnamese(c: char) -> bool {
    matches!(c, 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ă' | 'Ă')
        || ('\u{1EA0}'..='\u{1EF9}').contains(&c)
}

/// Paths are absolute, moments are written to the minute: wherever they stand.
fn check_json(value: &Value, asked: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let is_path = matches!(key.as_str(), "path" | "data" | "data_dir" | "kept_aside");
                if let (true, Some(path)) = (is_path, value.as_str()) {
                    assert!(Path::new(path).is_absolute(), "{asked}: {key} = {path}");
                }
                check_json(value, asked);
            }
        }
        Value::Array(array) => array.iter().for_each(|value| check_json(value, asked)),
        Value::String(text) => {
            let bytes = text.as_bytes();
            let dated = bytes.len() > 10
                && bytes[..4].iter().all(u8::is_ascii_digit)
                && bytes[4] == b'-'
                && bytes[7] == b'-'
                && bytes[10] == b'T';
            if dated {
                assert_eq!(
                    text.len(),
                    16,
                    "{asked}: moments are YYYY-MM-DDTHH:MM, not {text}"
                );
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(exit: i32, out: &str, err: &str) -> Said {
        Said {
            exit,
            out: out.to_owned(),
            err: err.to_owned(),
            asked: "test".to_owned(),
        }
    }

    #[test]
    fn what_breaks_the_contract_is_found() {
        said(0, "{}\n", "").check(true);
        said(2, "", "error[USAGE]: Không có lệnh “the value”.\n").check(true);
        for broken in [
            said(0, "{} {}\n", ""),
            said(0, "{}", ""),
            said(0, "{}\n", "note\n"),
            said(0, "{\"path\":\"papers/a.pdf\"}\n", ""),
            said(0, "{\"at\":\"2026-10-14T09:20:31\"}\n", ""),
            said(0, "\"Nguye\u{302}n\"\n", ""),
            said(1, "", "error[USAGE]: Không có lệnh.\n"),
            said(2, "{}\n", "error[USAGE]: Không có lệnh.\n"),
            said(2, "", "Không có lệnh.\n"),
            said(2, "", "error[usage]: Không có lệnh.\n"),
            said(2, "", "error[USAGE]: Unknown command.\n"),
            said(2, "", "error[USAGE]: Không đọc được: missing field.\n"),
            said(
                2,
                "",
                "error[USAGE]: Không có lệnh.\nthread main panicked\n",
            ),
            said(101, "", "thread 'main' panicked at src/main.rs\n"),
        ] {
            let found = std::panic::catch_unwind(|| broken.check(true));
            assert!(found.is_err(), "{broken:#?}");
        }
    }
}
