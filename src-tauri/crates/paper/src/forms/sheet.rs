//! The common sheet: margins, type, labelled lines, and how pages are put together.

use crate::layout::face::Face;
use crate::layout::flow::{ParaStyle, Strip, paginate, paragraph};
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

impl Style {
    /// The style `tightness` of the way (0 to 1) from this one to a tighter one.
    fn toward(self, tighter: Self, tightness: f32) -> Self {
        // Tenths of a point, so that nearly equal sizes do not meet on one page.
        let step = |from: f32, to: f32| ((from + (to - from) * tightness) * 10.0).round() / 10.0;
        Self {
            body: step(self.body, tighter.body),
            table: step(self.table, tighter.table),
            leading: self.leading + (tighter.leading - self.leading) * tightness,
            gap: step(self.gap, tighter.gap),
            cell_pad: step(self.cell_pad, tighter.cell_pad),
            sign_room: step(self.sign_room, tighter.sign_room),
        }
    }
}

/// The roomiest and the tightest style of a kind of paper.
pub(crate) type Range = (Style, Style);

/// From the regulation's own measures (NĐ 30/2020: 13 pt, 6 pt between paragraphs) down to what
/// still reads well, so that a slip which can stand on one page does.
pub(crate) const OFFICIAL: Range = (
    Style {
        body: 13.0,
        table: 13.0,
        leading: 1.2,
        gap: 6.0,
        cell_pad: 3.5,
        sign_room: 62.0,
    },
    Style {
        body: 13.0,
        table: 12.0,
        leading: 1.08,
        gap: 1.4,
        cell_pad: 1.2,
        sign_room: 40.0,
    },
);

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
        vec![Strip {
            gap: self.style.gap,
            height,
            marks,
            ..Strip::default()
        }]
    }

    fn labelled(&self, label: &str, value: Option<&str>, face: Face, width: f32) -> Vec<Run> {
        let label = format!("{label}: ");
        match value.map(str::trim).filter(|value| !value.is_empty()) {
            Some(value) => vec![self.run(label, Face::Regular), self.run(value, face)],
            None => {
                let taken = self
                    .setter
                    .width(&format!("{label}."), Face::Regular, self.style.body);
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
pub(crate) fn balanced(letters: &[Letter], width: f32, align: Align) -> Vec<Broken> {
    let lines = wrap(letters, width, 0.0);
    if align != Align::Centre || lines.len() < 2 {
        return lines;
    }
    let (mut narrow, mut wide) = (0.0, width);
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.0;
        if wrap(letters, middle, 0.0).len() > lines.len() {
            narrow = middle
        } else {
            wide = middle
        }
    }
    let tried = wrap(letters, wide, 0.0);
    // A single word broken to pieces is worse than uneven lines.
    if tried.iter().any(|line| line.natural > wide + 0.1) {
        lines
    } else {
        tried
    }
}

/// What stands on every page besides the column.
pub(crate) struct Surround {
    /// The head of later pages, left: the dossier and the part.
    pub(crate) running_left: String,
    /// The head of later pages, right: the form's name, before the page count.
    pub(crate) running_right: String,
    pub(crate) is_sample: bool,
}

/// Lays out one part as roomily as the fewest pages allow.
pub(crate) fn pages(
    setter: &Setter,
    range: Range,
    surround: &Surround,
    build: impl Fn(Sheet) -> Vec<Strip>,
) -> Vec<Vec<Mark>> {
    let column = mm(PAGE_HEIGHT) - TOP - BOTTOM;
    let room = |page: usize| {
        if page == 0 {
            column
        } else {
            column - RUNNING_HEAD
        }
    };
    let laid = |tightness: f32| {
        let style = range.0.toward(range.1, tightness);
        paginate(build(Sheet { setter, style }), room)
    };
    let mut pages = laid(0.0);
    let tight = if pages.len() > 1 {
        laid(1.0)
    } else {
        Vec::new()
    };
    if !tight.is_empty() && tight.len() < pages.len() {
        let fewest = tight.len();
        pages = tight;
        let (mut spills, mut fits) = (0.0, 1.0);
        for _ in 0..5 {
            let middle = (spills + fits) / 2.0;
            let tried = laid(middle);
            if tried.len() == fewest {
                pages = tried;
                fits = middle;
            } else {
                spills = middle;
            }
        }
    }
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
    let mut line = |text: &str, face, size, y, align, width: f32| {
        for broken in wrap(&clipped(setter, text, face, size, width), WIDTH, 0.0) {
            marks.extend(set_line(&broken, LEFT, y, WIDTH, align));
        }
    };
    let margin_line = mm(13.0);
    if surround.is_sample {
        let align = if n == 0 { Align::Centre } else { Align::Right };
        line(SAMPLE, Face::Bold, 12.0, margin_line, align, WIDTH);
    }
    if n > 0 {
        line(
            &(n + 1).to_string(),
            Face::Regular,
            13.0,
            margin_line,
            Align::Centre,
            WIDTH,
        );
        let count = format!(", trang {}/{count}", n + 1);
        let right = format!("{}{count}", surround.running_right);
        let base = TOP + 8.0;
        line(
            &surround.running_left,
            Face::Bold,
            11.0,
            base,
            Align::Left,
            WIDTH * 0.44,
        );
        line(&right, Face::Italic, 11.0, base, Align::Right, WIDTH * 0.53);
        let y = TOP + 13.5;
        marks.push(Mark::Rule {
            from: (LEFT, y),
            to: (LEFT + WIDTH, y),
            thick: 0.5,
        });
    }
    if surround.is_sample {
        marks.push(Mark::Watermark {
            words: SAMPLE.to_owned(),
            centre: (mm(PAGE_WIDTH / 2.0), mm(PAGE_HEIGHT / 2.0)),
            size: 50.0,
            angle: 52.0,
        });
    }
    marks
}

/// The letters of one line, cut with an ellipsis in the middle where it is too narrow: the
/// beginning names the thing, the end counts the pages.
fn clipped(setter: &Setter, text: &str, face: Face, size: f32, width: f32) -> Vec<Letter> {
    let letters = setter.letters(&[run(text, face, size)]);
    let long = |letters: &[Letter]| letters.iter().map(|letter| letter.width).sum::<f32>();
    if long(&letters) <= width {
        return letters;
    }
    const END: usize = 14;
    let (start, end) = letters.split_at(letters.len().saturating_sub(END));
    let dots = setter.letters(&[run("…", face, size)]);
    let room = width - long(end) - long(&dots);
    let mut taken = 0.0;
    let fits = |letter: &&Letter| {
        taken += letter.width;
        taken <= room
    };
    start
        .iter()
        .take_while(fits)
        .chain(&dots)
        .chain(end)
        .copied()
        .collect()
}
