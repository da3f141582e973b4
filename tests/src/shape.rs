//! Whether JSON has the keys and types of the contract.

use serde_json::Value;

/// Checks `value` against `shape` and says where it differs.
///
/// A shape is JSON itself: an object names the keys that must be there (more may be), an array of
/// one the shape of every element, a string the types of a leaf parted by `|`: `string`, `text`
/// (not empty), `int`, `number`, `bool`, `null`, `date`, `moment`, `path`, `sha256`, `object`,
/// `array`, or `=word` for that very word.
#[track_caller]
pub fn fits(value: &Value, shape: &Value) {
    if let Err(why) = differs(value, shape, "$") {
        panic!("{why}\nin {value:#}");
    }
}

fn differs(value: &Value, shape: &Value, at: &str) -> Result<(), String> {
    match shape {
        Value::Object(keys) => {
            let object = value
                .as_object()
                .ok_or_else(|| format!("{at} is not an object: {value}"))?;
            for (key, shape) in keys {
                let value = object
                    .get(key)
                    .ok_or_else(|| format!("{at}.{key} is left out"))?;
                differs(value, shape, &format!("{at}.{key}"))?;
            }
            Ok(())
        }
        Value::Array(of) => {
            let array = value
                .as_array()
                .ok_or_else(|| format!("{at} is not an array: {value}"))?;
            array
                .iter()
                .enumerate()
                .try_for_each(|(n, value)| differs(value, &of[0], &format!("{at}[{n}]")))
        }
        Value::String(types) => {
            if types.split('|').any(|kind| is(value, kind)) {
                Ok(())
            } else {
                Err(format!("{at} is not {types}: {value}"))
            }
        }
        other => Err(format!("{at}: no shape is written {other}")),
    }
}

fn is(value: &Value, kind: &str) -> bool {
    let text = value.as_str();
    match kind {
        "string" => text.is_some(),
        "text" => text.is_some_and(|text| !text.trim().is_empty()),
        "int" => value.is_i64(),
        "number" => value.is_number(),
        "bool" => value.is_boolean(),
        "null" => value.is_null(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "date" => text.is_some_and(|text| like(text, "0000-00-00")),
        "moment" => text.is_some_and(|text| like(text, "0000-00-00T00:00")),
        "path" => text.is_some_and(|text| std::path::Path::new(text).is_absolute()),
        "sha256" => text.is_some_and(|text| {
            text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        }),
        _ => kind
            .strip_prefix('=')
            .is_some_and(|word| text == Some(word)),
    }
}

/// `0` stands for a digit, anything else for itself.
fn like(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(is, wanted)| match wanted {
                b'0' => is.is_ascii_digit(),
                _ => is == wanted,
            })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_key_left_out_and_a_wrong_type_are_found_and_more_keys_are_not() {
        let shape = json!({ "a": "int|null", "b": [{ "c": "moment" }], "d": "=x|=y" });
        let good =
            json!({ "a": null, "b": [{ "c": "2026-10-14T09:20", "more": 1 }], "d": "y", "e": 0 });
        assert_eq!(differs(&good, &shape, "$"), Ok(()));
        for (spoilt, at) in [
            (json!({ "b": [], "d": "x" }), "$.a is left out"),
            (
                json!({ "a": "1", "b": [], "d": "x" }),
                "$.a is not int|null",
            ),
            (
                json!({ "a": 1, "b": [{}], "d": "x" }),
                "$.b[0].c is left out",
            ),
            (
                json!({ "a": 1, "b": [{ "c": "2026-10-14T09:20:00" }], "d": "x" }),
                "$.b[0].c is not",
            ),
            (json!({ "a": 1, "b": [], "d": "z" }), "$.d is not"),
            (json!({ "a": 1.5, "b": [], "d": "x" }), "$.a is not"),
        ] {
            let why = differs(&spoilt, &shape, "$").expect_err("a difference");
            assert!(why.starts_with(at), "{why}");
        }
    }
}
