//! One slip of the finger or of the ear between what was typed and what was meant.

/// How likely `typed` is `meant` with one slip: swapped, missing, doubled or wrong letter; `None`
/// when they are further apart or the same. Folded words.
pub(crate) fn slip(typed: &str, meant: &str) -> Option<f32> {
    let (t, m) = (typed.as_bytes(), meant.as_bytes());
    if t == m || t.len().abs_diff(m.len()) > 1 || !typed.is_ascii() || !meant.is_ascii() {
        return None;
    }
    let from = t.iter().zip(m).take_while(|(a, b)| a == b).count();
    let back = t[from..]
        .iter()
        .rev()
        .zip(m[from..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (t_mid, m_mid) = (&t[from..t.len() - back], &m[from..m.len() - back]);
    let quality = match (t_mid, m_mid) {
        ([a, b], [c, d]) if a == d && b == c => 0.9,
        // Missing letter.
        ([], [_]) => 0.84,
        // One letter too many: doubled, or the key beside it hit as well.
        ([extra], []) => {
            let before = from.checked_sub(1).map(|i| t[i]);
            let after = t.get(from + 1).copied();
            if before == Some(*extra) || after == Some(*extra) {
                0.9
            } else if [before, after]
                .into_iter()
                .flatten()
                .any(|near| neighbours(near, *extra))
            {
                0.84
            } else {
                0.76
            }
        }
        ([a], [b]) if sounds_like(*a, *b) => 0.88,
        ([a], [b]) if neighbours(*a, *b) => 0.86,
        ([_], [_]) => 0.68,
        _ => return None,
    };
    // The first letter is seldom wrong, and a short word says little.
    let first = if from == 0 && !matches!((t_mid, m_mid), ([_, _], [_, _])) {
        0.88
    } else {
        1.0
    };
    let short = match t.len().min(m.len()) {
        0..=1 => return None,
        2 => 0.7,
        3 => 0.9,
        _ => 1.0,
    };
    Some(quality * first * short)
}

/// Letters that people of different regions write for one another.
fn sounds_like(a: u8, b: u8) -> bool {
    let pair = (a.min(b), a.max(b));
    matches!(
        pair,
        (b's', b'x')
            | (b'i', b'y')
            | (b'c', b'k')
            | (b'd', b'r')
            | (b'd', b'v')
            | (b'l', b'n')
            | (b'c', b't')
    )
}

/// Keys that touch each other.
fn neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |key: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            let column = keys.iter().position(|k| *k == key)?;
            // Each row is shifted to the right of the one above.
            Some((row as i32, column as i32 * 4 + [0, 1, 3][row]))
        })
    };
    match (place(a), place(b)) {
        (Some((ra, ca)), Some((rb, cb))) => {
            a != b && (ra - rb).abs() <= 1 && (ca - cb).abs() <= if ra == rb { 4 } else { 3 }
        }
        _ => false,
    }
}

/// How a word sounds where accents merge: ch/tr, d/gi/r, s/x, i/y, final n/ng and t/c.
pub(crate) fn sound(folded: &str) -> String {
    let mut rest = folded;
    let mut sound = String::with_capacity(folded.len());
    for (onset, heard) in [
        ("ngh", "ng"),
        ("ng", "ng"),
        ("nh", "nh"),
        ("tr", "ch"),
        ("gi", "d"),
        ("gh", "g"),
        ("qu", "qu"),
        ("x", "s"),
        ("r", "d"),
        ("v", "d"),
        ("k", "c"),
    ] {
        if let Some(tail) = rest.strip_prefix(onset) {
            // "kh" is its own sound; "gi" alone is a whole word.
            if (onset == "k" && tail.starts_with('h')) || tail.is_empty() {
                continue;
            }
            sound.push_str(heard);
            rest = tail;
            break;
        }
    }
    let rest = rest.replace('y', "i");
    let rest = match rest.as_str() {
        r if r.ends_with("ng") => &r[..r.len() - 1],
        r => r,
    };
    sound.push_str(rest);
    if sound.len() > 2 && sound.ends_with('c') {
        sound.pop();
        sound.push('t');
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likely_slips_are_better_than_unlikely_ones() {
        let swapped = slip("khia", "khai").unwrap();
        let neighbour = slip("khao", "khai").unwrap();
        let far = slip("khaq", "khai").unwrap();
        assert!(swapped > neighbour && neighbour > far);
        assert!(slip("khaii", "khai").unwrap() > slip("khali", "khai").unwrap() - 0.1);
        assert!(slip("kai", "khai").is_some() && slip("xinh", "sinh").is_some());
        assert_eq!(slip("khai", "khai"), None);
        assert_eq!(slip("ka", "khai"), None);
        assert_eq!(slip("", "k"), None);
    }

    #[test]
    fn accents_that_merge_sound_alike() {
        for (a, b) in [
            ("trich", "chich"),
            ("chung", "trung"),
            ("ky", "ki"),
            ("sinh", "xinh"),
            ("gia", "da"),
            ("hon", "hong"),
            ("dat", "dac"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("khai"), sound("cai"));
    }
}
