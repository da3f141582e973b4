//! The common sheet: margins, type, labelled lines, and how pages are put together.

use crate::layout::flow::{ParaStyle, Strip, paginate, paragraph};
use crate::layout::face::Face;
use crate::layout::mark::{Align, Mark, baseline, set_line};
use crate::layout::mm;
use crate::layout::text::{Letter, Run, Setter, run};
use crate::layout::wrap::{Broken, wrap};
use crate::pdf::{PAGE_HEIGHT, PAGE_WIDTH};

/// NĐ 30/2020/NĐ-CP, Annex I: left 30–35 mm, right 15–20 mm, top and bottom 20–25 mm.
pub(crate) const LEFT: f32 = mm(30.0);
pub(crate) const RIGHT: f32 = mm(15.0);
pub(crate) const TOP: f32 = mm(20.0);
pub(crate) const BOTTOM: f32 = mm(20.0);
/// The column's width.
pub(crate) const WIDTH: f32 = mm(PAGE_WIDTH) - LEFT - RIGHT;
/// Room that the head of page 2 and later takes from the column.
const RUNNING_HEAD: f32 = 24.0;
/// What a paper of a trial office says.
const SAMPLE: &str = "MẪU – KHÔNG CÓ GIÁ TRỊ";

/// How tight a form is set. Sizes and lengths in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) body: f32,
    /// Type in tables.
    pub(crate) table: f32,
    pub(crate) leading: f32,
    /// Between paragraphs.
    pub(crate) gap: f32,
    /// Above and below the text of a cell.
    pub(crate) cell_pad: f32,
    /// For the signature itself.
    pub(crate) sign_room: f32,
}

/// From roomy to tight. The first is the regulation's own measure; the others close up the room
/// between lines, so that a slip which can stand on one page does.
pub(crate) const OFFICIAL: [Style; 4] = [
    Style { body: 13.0, table: 13.0, leading: 1.2, gap: 6.0, cell_pad: 3.5, sign_room: 62.0 },
    Style { body: 13.0, table: 12.5, leading: 1.17, gap: 4.5, cell_pad: 2.5, sign_room: 56.0 },
    Style { body: 13.0, table: 12.0, leading: 1.15, gap: 3.0, cell_pad: 2.0, sign_room: 50.0 },
    Style { body: 13.0, table: 12.0, leading: 1.1, gap: 2.0, cell_pad: 1.2, sign_room: 46.0 },
];

/// The first-line indent: 1 cm.
pub(crate) const INDENT: f32 = mm(10.0);

/// A setter with the style in force.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'s> {
    pub(crate) setter: &'s Setter<'s>,
    pub(crate) style: Style,
}

impl Sheet<'_> {
    /// Body text in a face.
    pub(crate) fn run(&self, text: impl Into<String>, face: Face) -> Run {
        run(text, face, self.style.body)
    }

    /// A justified paragraph with its first line indented.
    pub(crate) fn para(&self, runs: &[Run]) -> Vec<Strip> {
        let style = ParaStyle {
            align: Align::Justified,
            leading: self.style.leading,
            gap: self.style.gap,
            indent: INDENT,
            left: 0.0,
        };
        paragraph(self.setter, runs, WIDTH, style)
    }

    /// `label: value`; without a value the official dotted blank.
    pub(crate) fn field(&self, label: &str, value: Option<&str>, face: Face) -> Vec<Strip> {
        self.para(&self.labelled(label, value, face, WIDTH - INDENT))
    }

    /// Two short fields side by side, the second in the middle or, when the first is longer, after
    /// it; one under the other when they do not fit.
    pub(crate) fn pair(
        &self,
        first: (&str, Option<&str>),
        second: (&str, Option<&str>),
    ) -> Vec<Strip> {
        const GUTTER: f32 = 14.0;
        let room = WIDTH - INDENT;
        let half = (room - GUTTER) / 2.0;
        let line = |(label, value): (&str, Option<&str>), width: f32| {
            let runs = self.labelled(label, value, Face::Regular, width);
            wrap(&self.setter.letters(&runs), WIDTH, 0.0)
        };
        let natural = |lines: &[Broken]| lines.iter().map(|line| line.natural).fold(0.0, f32::max);
        let (left, right) = (line(first, half), line(second, half));
        let (wide, narrow) = (natural(&left), natural(&right));
        let at = if wide <= half && narrow <= half {
            half + GUTTER
        } else if wide + GUTTER + narrow <= room {
            (wide + 2.0 * GUTTER).min(room - narrow)
        } else {
            let mut both = self.field(first.0, first.1, Face::Regular);
            both.extend(self.field(second.0, second.1, Face::Regular));
            return both;
        };
        let height = self.style.body * self.style.leading;
        let base = baseline(height, self.style.body);
        let mut marks = Vec::new();
        for (broken, x) in [(left, INDENT), (line(second, room - at), INDENT + at)] {
            for part in &broken {
                marks.extend(set_line(part, x, base, WIDTH, Align::Left));
            }
        }
        vec![Strip { gap: self.style.gap, height, marks, ..Strip::default() }]
    }

    fn labelled(&self, label: &str, value: Option<&str>, face: Face, width: f32) -> Vec<Run> {
        let label = format!("{label}: ");
        match value.map(str::trim).filter(|value| !value.is_empty()) {
            Some(value) => vec![self.run(label, Face::Regular), self.run(value, face)],
            None => {
                let taken = self.setter.width(&format!("{label}."), Face::Regular, self.style.body);
                let dots = self.dots(width - taken);
                vec![self.run(format!("{label}{dots}"), Face::Regular)]
            }
        }
    }

    /// A dotted blank about `width` points wide, at least five dots.
    pub(crate) fn dots(&self, width: f32) -> String {
        let dot = self.setter.width(".", Face::Regular, self.style.body);
        ".".repeat(((width / dot) as usize).max(5))
    }

    /// Text broken and set in a column, with the height it takes: marks from `y` downwards.
    pub(crate) fn block(
        &self,
        runs: &[Run],
        x: f32,
        y: f32,
        width: f32,
        align: Align,
        pitch: f32,
    ) -> (Vec<Mark>, f32) {
        let size = runs.iter().map(|run| run.size).fold(0.0, f32::max);
        let lines = balanced(&self.setter.letters(runs), width, align);
        let mut marks = Vec::new();
        for (n, line) in lines.iter().enumerate() {
            let base = y + n as f32 * pitch + baseline(pitch, size);
            marks.extend(set_line(line, x, base, width, align));
        }
        (marks, lines.len() as f32 * pitch)
    }
}

/// Centred lines of about equal length: as many lines as greedy breaking needs, as narrow as they get.
pub(crate) fn balanced(
    letters: &[Letter],
    width: f32,
    align: Align,
) -> Vec<Broken> {
    let lines = wrap(letters, width, 0.0);
    if align != Align::Centre || lines.len() < 2 {
        return lines;
    }
    let (mut narrow, mut wide) = (0.0, width);
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.0;
        if wrap(letters, middle, 0.0).len() > lines.len() { narrow = middle } else { wide = middle }
    }
    let tried = wrap(letters, wide, 0.0);
    // A single word broken to pieces is worse than uneven lines.
    if tried.iter().any(|line| line.natural > wide + 0.1) { lines } else { tried }
}

/// What stands on every page besides the column.
pub(crate) struct Surround {
    /// The head of later pages, left: the dossier and the part.
    pub(crate) running_left: String,
    /// The head of later pages, right: the form's name, before the page count.
    pub(crate) running_right: String,
    pub(crate) is_sample: bool,
}

/// Lays out one part in the roomiest style that needs the fewest pages.
pub(crate) fn pages(
    setter: &Setter,
    styles: &[Style],
    surround: &Surround,
    build: impl Fn(Sheet) -> Vec<Strip>,
) -> Vec<Vec<Mark>> {
    let column = mm(PAGE_HEIGHT) - TOP - BOTTOM;
    let room = |page: usize| if page == 0 { column } else { column - RUNNING_HEAD };
    let laid = |style: &Style| paginate(build(Sheet { setter, style: *style }), room);
    let mut best: Option<Vec<Vec<Mark>>> = None;
    for style in styles {
        let pages = laid(style);
        if best.as_ref().is_none_or(|best| pages.len() < best.len()) {
            best = Some(pages);
        }
    }
    let pages = best.unwrap_or_default();
    let count = pages.len();
    let place = |(n, marks): (usize, Vec<Mark>)| {
        let top = if n == 0 { TOP } else { TOP + RUNNING_HEAD };
        let mut page = around(setter, surround, n, count);
        page.extend(marks.into_iter().map(|mark| mark.shifted(LEFT, top)));
        page
    };
    pages.into_iter().enumerate().map(place).collect()
}

fn around(setter: &Setter, surround: &Surround, n: usize, count: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut line = |text: &str, face, size, y, align| {
        let letters = setter.letters(&[run(text, face, size)]);
        for broken in wrap(&letters, WIDTH, 0.0).iter().take(1) {
            marks.extend(set_line(broken, LEFT, y, WIDTH, align));
        }
    };
    let margin_line = mm(13.0);
    if surround.is_sample {
        let align = if n == 0 { Align::Centre } else { Align::Right };
        line(SAMPLE, Face::Bold, 12.0, margin_line, align);
    }
    if n > 0 {
        line(&(n + 1).to_string(), Face::Regular, 13.0, margin_line, Align::Centre);
        let right = format!("{}, trang {}/{count}", surround.running_right, n + 1);
        line(&surround.running_left, Face::Bold, 11.0, TOP + 8.0, Align::Left);
        line(&right, Face::Italic, 11.0, TOP + 8.0, Align::Right);
        let y = TOP + 13.5;
        marks.push(Mark::Rule { from: (LEFT, y), to: (LEFT + WIDTH, y), thick: 0.5 });
    }
    if surround.is_sample {
        marks.push(Mark::Watermark {
            words: SAMPLE.to_owned(),
            centre: (mm(PAGE_WIDTH / 2.0), mm(PAGE_HEIGHT / 2.0)),
            size: 54.0,
            angle: 52.0,
        });
    }
    marks
}
