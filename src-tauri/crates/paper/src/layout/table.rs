//! Ruled tables: wrapped cells, rows that may break between lines, the head repeated.

use super::flow::{Strip, TableHead};
use super::mark::{Align, Mark, baseline, set_line};
use super::text::{Run, Setter};
use super::wrap::{Broken, wrap};
use std::rc::Rc;

/// A cell: paragraphs of runs.
pub(crate) type CellText = Vec<Vec<Run>>;

/// A column: its width in points and how its cells stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) width: f32,
    pub(crate) align: Align,
}

/// A row of the body.
pub(crate) enum Row {
    /// One cell a column.
    Cells(Vec<CellText>),
    /// The first column's cell, and one over all the others.
    Wide(CellText, CellText),
    /// One cell over all columns; stays with the row below. A diamond stands before it if asked.
    Span { text: CellText, diamond: bool },
}

/// Measures in points; `leading` in line heights per type size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableStyle {
    pub(crate) size: f32,
    pub(crate) leading: f32,
    pub(crate) pad_x: f32,
    pub(crate) pad_y: f32,
    pub(crate) gap: f32,
    /// Room kept free under the closing rule.
    pub(crate) below: f32,
}

/// A row of at most this many lines is never cut by a page.
const UNCUT_LINES: usize = 6;
const RULE: f32 = 0.5;

/// The table as strips. `head` has one cell a column and is repeated on every page.
pub(crate) fn table(
    setter: &Setter,
    columns: &[Column],
    head: &[CellText],
    rows: &[Row],
    style: TableStyle,
) -> Vec<Strip> {
    let sheet = Sheet {
        setter,
        columns,
        style,
    };
    let centred: Vec<Column> = columns
        .iter()
        .map(|c| Column {
            align: Align::Centre,
            ..*c
        })
        .collect();
    let mut head_strips = Sheet {
        columns: &centred,
        ..sheet
    }
    .cells(head);
    if let Some(last) = head_strips.last_mut() {
        last.marks.push(sheet.across(last.height));
    }
    for strip in &mut head_strips {
        strip.keep = true;
    }
    let shared = Rc::new(TableHead {
        strips: head_strips.clone(),
        closing: vec![sheet.across(0.0)],
    });
    let mut strips = head_strips;
    if let Some(first) = strips.first_mut() {
        first.gap = style.gap;
    }
    for row in rows {
        let mut lines = match row {
            Row::Cells(cells) => sheet.cells(cells),
            Row::Wide(first, rest) => sheet.wide(first, rest),
            Row::Span { text, diamond } => sheet.span(text, *diamond),
        };
        for line in &mut lines {
            line.table = Some(Rc::clone(&shared));
        }
        strips.append(&mut lines);
    }
    if let Some(last) = strips.last_mut() {
        last.keep = false;
        last.marks.push(sheet.across(last.height));
        // What follows must not crowd the closing rule.
        last.height += style.below;
    }
    strips
}

#[derive(Clone, Copy)]
struct Sheet<'s> {
    setter: &'s Setter<'s>,
    columns: &'s [Column],
    style: TableStyle,
}

impl Sheet<'_> {
    fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// A rule over the whole width at height `y`.
    fn across(&self, y: f32) -> Mark {
        Mark::Rule {
            from: (0.0, y),
            to: (self.width(), y),
            thick: RULE,
        }
    }

    fn broken(&self, cell: &CellText, width: f32) -> Vec<Broken> {
        let inner = width - 2.0 * self.style.pad_x;
        cell.iter()
            .flat_map(|runs| wrap(&self.setter.letters(runs), inner, 0.0))
            .collect()
    }

    fn cells(&self, cells: &[CellText]) -> Vec<Strip> {
        let mut placed = Vec::new();
        let mut x = 0.0;
        for (column, cell) in self.columns.iter().zip(cells) {
            placed.push((x, *column, self.broken(cell, column.width)));
            x += column.width;
        }
        let mut edges = vec![0.0];
        edges.extend(self.columns.iter().scan(0.0, |x, column| {
            *x += column.width;
            Some(*x)
        }));
        self.strips(&placed, &edges)
    }

    fn wide(&self, first: &CellText, rest: &CellText) -> Vec<Strip> {
        let Some(column) = self.columns.first() else {
            return Vec::new();
        };
        let left = Column {
            width: self.width() - column.width,
            align: Align::Left,
        };
        let columns = [*column, left];
        Sheet {
            columns: &columns,
            ..*self
        }
        .cells(&[first.clone(), rest.clone()])
    }

    fn span(&self, text: &CellText, diamond: bool) -> Vec<Strip> {
        let side = if diamond { self.style.size * 0.42 } else { 0.0 };
        let lead = if diamond { side + 5.0 } else { 0.0 };
        let width = self.width();
        let column = Column {
            width: width - lead,
            align: Align::Left,
        };
        let lines = self.broken(text, column.width);
        let mut strips = self.strips(&[(lead, column, lines)], &[0.0, width]);
        if diamond && let Some(first) = strips.first_mut() {
            let height = self.style.size * self.style.leading;
            let middle =
                self.style.pad_y + baseline(height, self.style.size) - self.style.size * 0.33;
            first.marks.push(Mark::Diamond {
                x: self.style.pad_x,
                y: middle - side / 2.0,
                side,
            });
        }
        for strip in &mut strips {
            strip.keep = true;
        }
        strips
    }

    /// One strip a line; `edges` are the upright rules.
    fn strips(&self, cells: &[(f32, Column, Vec<Broken>)], edges: &[f32]) -> Vec<Strip> {
        let style = self.style;
        let line = style.size * style.leading;
        let count = cells
            .iter()
            .map(|cell| cell.2.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let mut strips = Vec::with_capacity(count);
        for n in 0..count {
            let above = if n == 0 { style.pad_y } else { 0.0 };
            let below = if n + 1 == count { style.pad_y } else { 0.0 };
            let height = above + line + below;
            let mut marks: Vec<Mark> = edges
                .iter()
                .map(|x| Mark::Rule {
                    from: (*x, 0.0),
                    to: (*x, height),
                    thick: RULE,
                })
                .collect();
            if n == 0 {
                marks.push(self.across(0.0));
            }
            for (x, column, lines) in cells {
                let Some(broken) = lines.get(n) else { continue };
                marks.extend(set_line(
                    broken,
                    x + style.pad_x,
                    above + baseline(line, style.size),
                    column.width - 2.0 * style.pad_x,
                    column.align,
                ));
            }
            let first_or_last = n == 0 || n + 2 == count;
            let keep = n + 1 < count && (count <= UNCUT_LINES || first_or_last);
            strips.push(Strip {
                gap: 0.0,
                height,
                marks,
                keep,
                table: None,
            });
        }
        strips
    }
}
