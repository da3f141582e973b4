//! What is drawn, in points, `y` downwards from the top of whatever holds it.

use super::face::{ASCENT, DESCENT, Face};
use super::text::Letter;
use super::wrap::Broken;
use crate::qr::QrMatrix;
use std::rc::Rc;

/// A letter on the line; `extra` points of room follow it (justified spaces).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    pub(crate) letter: char,
    pub(crate) glyph: u16,
    pub(crate) extra: f32,
}

/// One thing on the paper.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    /// Letters of one face and size from `x` on the baseline `y`.
    Text {
        x: f32,
        y: f32,
        face: Face,
        size: f32,
        letters: Vec<Placed>,
    },
    /// A black line `thick` points thick.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        thick: f32,
    },
    /// An empty box to tick.
    Tick { x: f32, y: f32, side: f32 },
    /// A filled diamond: data instead of paper.
    Diamond { x: f32, y: f32, side: f32 },
    /// The QR, `side` points wide without its quiet zone.
    Code {
        x: f32,
        y: f32,
        side: f32,
        code: Rc<QrMatrix>,
    },
    /// Pale words across the page behind everything, `angle` in degrees; drawn, not text.
    Watermark {
        words: String,
        centre: (f32, f32),
        size: f32,
        angle: f32,
    },
}

impl Mark {
    /// The same mark elsewhere.
    pub(crate) fn shifted(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text { x, y, .. }
            | Self::Tick { x, y, .. }
            | Self::Diamond { x, y, .. }
            | Self::Code { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Rule { from, to, .. } => {
                for point in [from, to] {
                    point.0 += dx;
                    point.1 += dy;
                }
            }
            Self::Watermark { centre, .. } => {
                centre.0 += dx;
                centre.1 += dy;
            }
        }
        self
    }
}

/// How a line stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
    Justified,
}

/// The marks of a broken line in a column `width` wide from `x`, its baseline at `y`.
pub(crate) fn set_line(line: &Broken, x: f32, y: f32, width: f32, align: Align) -> Vec<Mark> {
    let spare = (width - line.natural).max(0.0);
    let start = match align {
        Align::Left | Align::Justified => x,
        Align::Centre => x + spare / 2.0,
        Align::Right => x + spare,
    };
    let spaces = line.spaces();
    let stretch = if align == Align::Justified && !line.last && spaces > 0 {
        let each = spare / spaces as f32;
        // A line with few words looks better ragged than torn apart.
        if each <= line.size() * 0.35 {
            each
        } else {
            0.0
        }
    } else {
        0.0
    };
    let mut marks = Vec::new();
    let mut pen = start;
    for part in line
        .letters
        .chunk_by(|a, b| a.face == b.face && a.size == b.size)
    {
        let Some(first) = part.first() else { continue };
        let extra = |letter: &Letter| if letter.stretches() { stretch } else { 0.0 };
        let place = |l: &Letter| Placed {
            letter: l.letter,
            glyph: l.glyph,
            extra: extra(l),
        };
        marks.push(Mark::Text {
            x: pen,
            y,
            face: first.face,
            size: first.size,
            letters: part.iter().map(place).collect(),
        });
        pen += part
            .iter()
            .map(|letter| letter.width + extra(letter))
            .sum::<f32>();
    }
    marks
}

/// Where the baseline lies in a line `height` points high, from its top.
pub(crate) fn baseline(height: f32, size: f32) -> f32 {
    (height - (ASCENT + DESCENT) * size) / 2.0 + ASCENT * size
}
