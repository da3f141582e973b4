//! Strips of the column, one under the other, and how they fall on pages.

use super::mark::{Align, Mark, baseline, set_line};
use super::text::{Run, Setter};
use super::wrap::wrap;
use std::rc::Rc;

/// A horizontal strip of the column that no page break may cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    /// Room above, dropped at the top of a page.
    pub(crate) gap: f32,
    pub(crate) height: f32,
    /// Relative to the strip's top left corner.
    pub(crate) marks: Vec<Mark>,
    /// Must stand on the page of the next strip.
    pub(crate) keep: bool,
    /// The table this strip belongs to.
    pub(crate) table: Option<Rc<TableHead>>,
}

/// What a table repeats on every page and draws where a page ends inside it.
#[derive(Debug, Default)]
pub(crate) struct TableHead {
    pub(crate) strips: Vec<Strip>,
    pub(crate) closing: Vec<Mark>,
}

impl TableHead {
    fn height(&self) -> f32 {
        self.strips.iter().map(|strip| strip.height).sum()
    }
}

/// How a paragraph is set. Lengths in points, `leading` in line heights per type size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParaStyle {
    pub(crate) align: Align,
    pub(crate) leading: f32,
    pub(crate) gap: f32,
    pub(crate) indent: f32,
    /// Left edge of every line.
    pub(crate) left: f32,
}

/// A paragraph as strips. The first two and the last two lines stay together.
pub(crate) fn paragraph(setter: &Setter, runs: &[Run], width: f32, style: ParaStyle) -> Vec<Strip> {
    let size = runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let height = size * style.leading;
    let lines = wrap(&setter.letters(runs), width - style.left, style.indent);
    let count = lines.len();
    let strip = |(n, line): (usize, _)| {
        let shift = if n == 0 { style.indent } else { 0.0 };
        Strip {
            gap: if n == 0 { style.gap } else { 0.0 },
            height,
            marks: set_line(
                &line,
                style.left + shift,
                baseline(height, size),
                width - style.left - shift,
                style.align,
            ),
            keep: count > 1 && (n == 0 || n + 2 == count),
            table: None,
        }
    };
    lines.into_iter().enumerate().map(strip).collect()
}

/// Holds the last `lines` strips before a closing block on that block's page, and the block together.
pub(crate) fn hold_together(strips: &mut [Strip], closing: &mut [Strip], lines: usize) {
    let from = strips.len().saturating_sub(lines);
    for strip in &mut strips[from..] {
        strip.keep = true;
    }
    let last = closing.len().saturating_sub(1);
    for strip in &mut closing[..last] {
        strip.keep = true;
    }
}

/// Lays the strips on pages. `room(page)` is the column's height in points on that page, from 0.
/// A chain of strips that must stay together moves to the next page as a whole, unless it is
/// taller than a page itself. At least one page.
pub(crate) fn paginate(strips: Vec<Strip>, room: impl Fn(usize) -> f32) -> Vec<Vec<Mark>> {
    let mut pages = Pages { done: Vec::new(), page: Vec::new(), y: 0.0, open: None };
    let mut rest = strips.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut chain = vec![first];
        while chain.last().is_some_and(|strip| strip.keep)
            && let Some(next) = rest.next()
        {
            chain.push(next);
        }
        let full = room(pages.done.len());
        let next_room = room(pages.done.len() + 1);
        let whole = head_height(&chain) + chain_height(&chain);
        if !pages.fits(&chain, full) && pages.y > 0.0 && whole <= next_room {
            pages.turn();
        }
        for strip in chain {
            if !pages.fits(std::slice::from_ref(&strip), room(pages.done.len())) && pages.y > 0.0 {
                pages.turn();
            }
            pages.put(strip);
        }
    }
    pages.done.push(pages.page);
    pages.done
}

struct Pages {
    done: Vec<Vec<Mark>>,
    page: Vec<Mark>,
    y: f32,
    open: Option<Rc<TableHead>>,
}

impl Pages {
    /// Whether the chain fits below what stands on the page already.
    fn fits(&self, chain: &[Strip], room: f32) -> bool {
        let above = match chain.first() {
            Some(first) if self.y > 0.0 => first.gap,
            _ => head_height(chain),
        };
        self.y + above + chain_height(chain) <= room + 0.01
    }

    fn turn(&mut self) {
        if let Some(table) = self.open.take() {
            let y = self.y;
            self.page.extend(table.closing.iter().cloned().map(|mark| mark.shifted(0.0, y)));
        }
        self.done.push(std::mem::take(&mut self.page));
        self.y = 0.0;
    }

    fn put(&mut self, strip: Strip) {
        let fresh = self.y == 0.0;
        if !fresh {
            self.y += strip.gap;
        }
        if let Some(table) = &strip.table
            && fresh
        {
            for head in &table.strips {
                self.draw(head.clone());
            }
        }
        self.open.clone_from(&strip.table);
        self.draw(strip);
    }

    fn draw(&mut self, strip: Strip) {
        let y = self.y;
        self.page.extend(strip.marks.into_iter().map(|mark| mark.shifted(0.0, y)));
        self.y += strip.height;
    }
}

/// The height of a chain without the gap above it.
fn chain_height(chain: &[Strip]) -> f32 {
    let first = chain.first().map_or(0.0, |strip| strip.gap);
    chain.iter().map(|strip| strip.gap + strip.height).sum::<f32>() - first
}

/// The height of the head that the chain's table repeats when the chain starts a page.
fn head_height(chain: &[Strip]) -> f32 {
    chain.first().and_then(|strip| strip.table.as_ref()).map_or(0.0, |head| head.height())
}
