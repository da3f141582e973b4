//! Greedy line breaking at spaces; a word longer than the line is broken between letters.

use super::text::Letter;

/// One broken line. `natural` is its width in points before stretching.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Broken {
    pub(crate) letters: Vec<Letter>,
    pub(crate) natural: f32,
    /// The paragraph ends here: never stretched.
    pub(crate) last: bool,
}

impl Broken {
    fn new(letters: Vec<Letter>) -> Self {
        let natural = letters.iter().map(|letter| letter.width).sum();
        Self {
            letters,
            natural,
            last: false,
        }
    }

    /// The spaces a justified line stretches.
    pub(crate) fn spaces(&self) -> usize {
        self.letters
            .iter()
            .filter(|letter| letter.stretches())
            .count()
    }

    /// The largest type on the line, in points.
    pub(crate) fn size(&self) -> f32 {
        self.letters
            .iter()
            .map(|letter| letter.size)
            .fold(0.0, f32::max)
    }
}

/// Breaks letters into lines of at most `width` points, the first one `indent` shorter.
/// Nothing is lost but the spaces at which it breaks; there is at least one line.
pub(crate) fn wrap(letters: &[Letter], width: f32, indent: f32) -> Vec<Broken> {
    // Rounding must not push the last letter of an exactly full line down.
    const SLACK: f32 = 0.01;
    let mut lines: Vec<Broken> = Vec::new();
    let mut line: Vec<Letter> = Vec::new();
    let mut used = 0.0;
    for word in letters.split_inclusive(Letter::is_space) {
        let (body, space) = match word.split_last() {
            Some((last, body)) if last.is_space() => (body, Some(*last)),
            _ => (word, None),
        };
        let room = |lines: &[Broken]| {
            if lines.is_empty() {
                width - indent
            } else {
                width
            }
        };
        let needs: f32 = body.iter().map(|letter| letter.width).sum();
        if used + needs > room(&lines) + SLACK {
            if needs <= width && !line.is_empty() {
                close(&mut lines, &mut line);
                used = 0.0;
                line.extend_from_slice(body);
                used += needs;
            } else {
                for letter in body {
                    if used + letter.width > room(&lines) + SLACK && !line.is_empty() {
                        close(&mut lines, &mut line);
                        used = 0.0;
                    }
                    line.push(*letter);
                    used += letter.width;
                }
            }
        } else {
            line.extend_from_slice(body);
            used += needs;
        }
        if let Some(space) = space {
            line.push(space);
            used += space.width;
        }
    }
    close(&mut lines, &mut line);
    if let Some(last) = lines.last_mut() {
        last.last = true;
    }
    lines
}

fn close(lines: &mut Vec<Broken>, line: &mut Vec<Letter>) {
    while line.last().is_some_and(Letter::is_space) {
        line.pop();
    }
    lines.push(Broken::new(std::mem::take(line)));
}

#[cfg(test)]
mod tests {
    use super::super::face::{Face, Fonts};
    use super::super::text::{Setter, run};
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> Vec<Letter> {
        let fonts = Fonts::load().unwrap();
        Setter::new(&fonts).letters(&[run(text, Face::Regular, 13.0)])
    }

    fn text(lines: &[Broken]) -> Vec<String> {
        let one = |line: &Broken| line.letters.iter().map(|letter| letter.letter).collect();
        lines.iter().map(one).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_between_letters() {
        let lines = wrap(&letters("Độc lập Tự do Hạnh phúc"), 60.0, 0.0);
        assert_eq!(text(&lines), ["Độc lập Tự", "do Hạnh", "phúc"]);
        let lines = wrap(&letters("a Nnnnnnnnnnnnnnnnnnnn b"), 60.0, 0.0);
        assert!(
            text(&lines)[0].starts_with("a Nnn"),
            "a long word fills the line it begins on"
        );
        assert!(lines.len() > 2 && lines.iter().all(|line| line.natural <= 60.01));
    }

    #[test]
    fn the_indent_shortens_only_the_first_line() {
        let all = letters("một hai ba bốn năm sáu bảy tám chín mười");
        let lines = wrap(&all, 100.0, 60.0);
        assert!(
            lines[0].natural <= 40.01,
            "first line keeps clear of the indent"
        );
        assert!(
            lines[1].natural > 40.0,
            "the second line uses the whole width"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(
            words in proptest::collection::vec("[a-zăâđêôơưA-ZẾỘ]{1,60}", 0..60),
            width in 30.0f32..500.0,
            indent in 0.0f32..28.0,
        ) {
            let all = letters(&words.join(" "));
            let lines = wrap(&all, width, indent);
            for (n, line) in lines.iter().enumerate() {
                let room = if n == 0 { width - indent } else { width };
                prop_assert!(line.natural <= room + 0.1 || line.letters.len() == 1);
            }
            let back: String = text(&lines).concat().chars().filter(|c| *c != ' ').collect();
            prop_assert_eq!(back, words.concat());
        }
    }
}
