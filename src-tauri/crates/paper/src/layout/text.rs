//! From a string to measured letters.

use super::face::{Face, Fonts, MISSING};
use motcua_text::nfc;

/// A stretch of text in one face and size (points).
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) face: Face,
    pub(crate) size: f32,
}

/// A measured letter: `width` in points, `letter` as it is copied out of the PDF.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Letter {
    pub(crate) letter: char,
    pub(crate) glyph: u16,
    pub(crate) width: f32,
    pub(crate) face: Face,
    pub(crate) size: f32,
}

impl Letter {
    /// A place where a line may break.
    pub(crate) fn is_space(&self) -> bool {
        self.letter == ' '
    }

    /// Room that a justified line widens: also where it must not break.
    pub(crate) fn stretches(&self) -> bool {
        matches!(self.letter, ' ' | '\u{a0}')
    }
}

/// Measures text.
#[derive(Clone, Copy)]
pub(crate) struct Setter<'f> {
    pub(crate) fonts: &'f Fonts,
}

impl<'f> Setter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self { fonts }
    }

    /// The letters of the runs, NFC, every white space one space, invisible characters dropped.
    pub(crate) fn letters(&self, runs: &[Run]) -> Vec<Letter> {
        let mut letters: Vec<Letter> = Vec::new();
        for run in runs {
            for letter in nfc(&run.text).chars().filter_map(shown) {
                let after_space = letters.last().is_none_or(Letter::is_space);
                if letter == ' ' && after_space {
                    continue;
                }
                letters.push(self.letter(letter, run.face, run.size));
            }
        }
        while letters.last().is_some_and(Letter::is_space) {
            letters.pop();
        }
        letters
    }

    /// The width in points of one line of text.
    pub(crate) fn width(&self, text: &str, face: Face, size: f32) -> f32 {
        self.letters(&[run(text, face, size)])
            .iter()
            .map(|letter| letter.width)
            .sum()
    }

    fn letter(&self, letter: char, face: Face, size: f32) -> Letter {
        let (letter, glyph) = match self.fonts.glyph(face, letter) {
            Some(glyph) => (letter, glyph),
            None => (MISSING, self.fonts.glyph(face, MISSING).unwrap_or(0)),
        };
        let width = f32::from(self.fonts.advance(face, glyph)) * size / 1000.0;
        Letter {
            letter,
            glyph,
            width,
            face,
            size,
        }
    }
}

/// A run, shortly.
pub(crate) fn run(text: impl Into<String>, face: Face, size: f32) -> Run {
    Run {
        text: text.into(),
        face,
        size,
    }
}

/// What of a character reaches the paper: white space as a space, invisible ones not at all.
fn shown(letter: char) -> Option<char> {
    match letter {
        '\u{a0}' | '\u{202f}' => Some('\u{a0}'),
        // Joiners, direction marks, byte order mark, soft hyphen, variation selectors and tags only steer other software.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {
            None
        }
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}' => None,
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}
