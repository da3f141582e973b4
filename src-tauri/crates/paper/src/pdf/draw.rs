//! Marks as the PDF's drawing operations. PDF counts `y` upwards; here it is turned over.

use super::subset::Subset;
use crate::layout::face::{Face, Fonts};
use crate::layout::mark::{Mark, Placed};
use crate::qr::QrMatrix;
use printpdf::{
    Codepoint, Color, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon,
    PolygonRing, Pt, TextItem, TextMatrix, WindingOrder,
};
use std::collections::BTreeMap;

/// What one page draws: shapes first, text over them.
pub(crate) fn operations(
    marks: &[Mark],
    page_height: f32,
    fonts: &Fonts,
    subsets: &BTreeMap<Face, Subset>,
) -> Vec<Op> {
    let pen = Pen { page_height };
    let mut shapes = Vec::new();
    let mut texts = Vec::new();
    for mark in marks {
        match mark {
            Mark::Watermark {
                words,
                centre,
                size,
                angle,
            } => {
                let pale = pen.watermark(fonts, words, *centre, *size, *angle);
                shapes.splice(0..0, pale);
            }
            Mark::Rule { from, to, thick } => shapes.extend(pen.rule(*from, *to, *thick)),
            Mark::Tick { x, y, side } => shapes.extend(pen.tick(*x, *y, *side)),
            Mark::Diamond { x, y, side } => shapes.push(pen.diamond(*x, *y, *side)),
            Mark::Code { x, y, side, code } => shapes.push(pen.code(*x, *y, *side, code)),
            Mark::Text {
                x,
                y,
                face,
                size,
                letters,
            } => {
                if let Some(subset) = subsets.get(face) {
                    texts.extend(pen.text(*x, *y, *size, letters, subset));
                }
            }
        }
    }
    if !texts.is_empty() {
        shapes.push(Op::StartTextSection);
        shapes.append(&mut texts);
        shapes.push(Op::EndTextSection);
    }
    shapes
}

struct Pen {
    page_height: f32,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> Point {
        Point {
            x: Pt(rounded(x)),
            y: Pt(rounded(self.page_height - y)),
        }
    }

    fn corner(&self, x: f32, y: f32) -> LinePoint {
        LinePoint {
            p: self.point(x, y),
            bezier: false,
        }
    }

    fn text(&self, x: f32, y: f32, size: f32, letters: &[Placed], subset: &Subset) -> [Op; 3] {
        let at = self.point(x, y);
        let glyph = |placed: &Placed| {
            let offset = if placed.extra == 0.0 {
                0.0
            } else {
                -placed.extra * 1000.0 / size
            };
            Codepoint::with_cid(
                subset.glyph(placed.glyph),
                rounded(offset),
                copied(placed.letter).to_string(),
            )
        };
        [
            Op::SetFont {
                font: PdfFontHandle::External(subset.id.clone()),
                size: Pt(size),
            },
            Op::SetTextMatrix {
                matrix: TextMatrix::Translate(at.x, at.y),
            },
            Op::ShowText {
                items: vec![TextItem::GlyphIds(letters.iter().map(glyph).collect())],
            },
        ]
    }

    fn rule(&self, from: (f32, f32), to: (f32, f32), thick: f32) -> [Op; 2] {
        let points = vec![self.corner(from.0, from.1), self.corner(to.0, to.1)];
        [
            Op::SetOutlineThickness { pt: Pt(thick) },
            Op::DrawLine {
                line: Line {
                    points,
                    is_closed: false,
                },
            },
        ]
    }

    fn tick(&self, x: f32, y: f32, side: f32) -> [Op; 2] {
        let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
        let points = corners.map(|(x, y)| self.corner(x, y)).to_vec();
        [
            Op::SetOutlineThickness { pt: Pt(0.9) },
            Op::DrawLine {
                line: Line {
                    points,
                    is_closed: true,
                },
            },
        ]
    }

    fn diamond(&self, x: f32, y: f32, side: f32) -> Op {
        let half = side / 2.0;
        let corners = [
            (x + half, y),
            (x + side, y + half),
            (x + half, y + side),
            (x, y + half),
        ];
        filled(vec![PolygonRing {
            points: corners.map(|(x, y)| self.corner(x, y)).to_vec(),
        }])
    }

    /// All dark modules as one path: drawn one by one, hairlines would show between them.
    fn code(&self, x: f32, y: f32, side: f32, code: &QrMatrix) -> Op {
        let module = side / code.modules().max(1) as f32;
        let ring = |(column, row, length): (usize, usize, usize)| {
            let (left, top) = (x + column as f32 * module, y + row as f32 * module);
            let (right, bottom) = (left + length as f32 * module, top + module);
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            PolygonRing {
                points: corners.map(|(x, y)| self.corner(x, y)).to_vec(),
            }
        };
        filled(code.runs().map(ring).collect())
    }

    /// The words as outlines, so that they are seen but never copied into the text.
    fn watermark(
        &self,
        fonts: &Fonts,
        words: &str,
        centre: (f32, f32),
        size: f32,
        angle: f32,
    ) -> Vec<Op> {
        let face = fonts.face(Face::Bold);
        let scale = size / f32::from(face.units_per_em());
        let glyphs: Vec<_> = words.chars().filter_map(|c| face.glyph_index(c)).collect();
        let advance = |id| f32::from(face.glyph_hor_advance(id).unwrap_or(0));
        let width: f32 = glyphs.iter().map(|id| advance(*id)).sum();
        let (sin, cos) = angle.to_radians().sin_cos();
        let mut outline = Outline {
            rings: Vec::new(),
            at: (0.0, 0.0),
            place: &|x, y| {
                let (x, y) = ((x - width / 2.0) * scale, (y - 700.0) * scale);
                self.point(centre.0 + x * cos - y * sin, centre.1 - (x * sin + y * cos))
            },
            left: 0.0,
        };
        for id in glyphs {
            face.outline_glyph(id, &mut outline);
            outline.left += advance(id);
        }
        vec![grey(0.925), filled(outline.rings), grey(0.0)]
    }
}

/// Collects a glyph's outline; quadratic curves become cubic ones, which PDF has.
struct Outline<'p> {
    rings: Vec<PolygonRing>,
    at: (f32, f32),
    left: f32,
    place: &'p dyn Fn(f32, f32) -> Point,
}

impl Outline<'_> {
    fn push(&mut self, x: f32, y: f32, bezier: bool) {
        let p = (self.place)(self.left + x, y);
        if let Some(ring) = self.rings.last_mut() {
            ring.points.push(LinePoint { p, bezier });
        }
    }
}

impl ttf_parser::OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.rings.push(PolygonRing::default());
        self.push(x, y, false);
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, false);
        self.at = (x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (fx, fy) = self.at;
        let toward = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        self.push(toward(fx, cx), toward(fy, cy), true);
        self.push(toward(x, cx), toward(y, cy), true);
        self.line_to(x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.push(ax, ay, true);
        self.push(bx, by, true);
        self.line_to(x, y);
    }

    fn close(&mut self) {}
}

fn filled(rings: Vec<PolygonRing>) -> Op {
    let polygon = Polygon {
        rings,
        mode: PaintMode::Fill,
        winding_order: WindingOrder::NonZero,
    };
    Op::DrawPolygon { polygon }
}

fn grey(level: f32) -> Op {
    Op::SetFillColor {
        col: Color::Greyscale(Greyscale {
            percent: level,
            icc_profile: None,
        }),
    }
}

/// A no-break space is copied out as a plain one: both share a glyph, one of them would win for all.
pub(crate) fn copied(letter: char) -> char {
    if letter == '\u{a0}' { ' ' } else { letter }
}

/// Hundredths of a point are far below what any printer shows, and keep the file small.
fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
