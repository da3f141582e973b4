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
    let mut pages = Pages {
        done: Vec::new(),
        page: Vec::new(),
        y: 0.0,
        open: None,
    };
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
            self.page.extend(
                table
                    .closing
                    .iter()
                    .cloned()
                    .map(|mark| mark.shifted(0.0, y)),
            );
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
        self.page
            .extend(strip.marks.into_iter().map(|mark| mark.shifted(0.0, y)));
        self.y += strip.height;
    }
}

/// The height of a chain without the gap above it.
fn chain_height(chain: &[Strip]) -> f32 {
    let first = chain.first().map_or(0.0, |strip| strip.gap);
    chain
        .iter()
        .map(|strip| strip.gap + strip.height)
        .sum::<f32>()
        - first
}

/// The height of the head that the chain's table repeats when the chain starts a page.
fn head_height(chain: &[Strip]) -> f32 {
    chain
        .first()
        .and_then(|strip| strip.table.as_ref())
        .map_or(0.0, |head| head.height())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A strip whose only mark tells its number.
    fn strip(n: usize, height: f32, keep: bool) -> Strip {
        Strip {
            height,
            marks: vec![Mark::Tick {
                x: n as f32,
                y: 0.0,
                side: 1.0,
            }],
            keep,
            ..Strip::default()
        }
    }

    /// The numbers on each page, with the height each stands at.
    fn numbers(pages: &[Vec<Mark>]) -> Vec<Vec<(usize, f32)>> {
        let number = |mark: &Mark| match mark {
            Mark::Tick { x, y, .. } => Some((*x as usize, *y)),
            _ => None,
        };
        pages
            .iter()
            .map(|page| page.iter().filter_map(number).collect())
            .collect()
    }

    #[test]
    fn a_heading_goes_to_the_next_page_with_its_first_line() {
        let strips = vec![
            strip(1, 60.0, false),
            strip(2, 30.0, true),
            strip(3, 30.0, false),
        ];
        let pages = numbers(&paginate(strips, |_| 100.0));
        assert_eq!(pages, [vec![(1, 0.0)], vec![(2, 0.0), (3, 30.0)]]);
    }

    #[test]
    fn the_signature_is_never_alone_on_a_page() {
        let mut strips: Vec<Strip> = (0..9).map(|n| strip(n, 10.0, false)).collect();
        let mut closing = vec![strip(99, 30.0, false)];
        hold_together(&mut strips, &mut closing, 2);
        strips.append(&mut closing);
        let pages = numbers(&paginate(strips, |_| 100.0));
        assert_eq!(
            pages[1].iter().map(|(n, _)| *n).collect::<Vec<_>>(),
            [7, 8, 99]
        );
    }

    #[test]
    fn the_room_above_is_dropped_at_the_top_of_a_page() {
        let gapped = |n| Strip {
            gap: 20.0,
            ..strip(n, 50.0, false)
        };
        let pages = numbers(&paginate(vec![gapped(1), gapped(2)], |_| 100.0));
        assert_eq!(pages, [vec![(1, 0.0)], vec![(2, 0.0)]]);
    }

    #[test]
    fn what_is_taller_than_a_page_is_still_drawn_once() {
        let strips: Vec<Strip> = (0..30).map(|n| strip(n, 10.0, n < 29)).collect();
        let pages = numbers(&paginate(strips, |_| 100.0));
        assert_eq!(pages.len(), 3);
        let all: Vec<usize> = pages.concat().into_iter().map(|(n, _)| n).collect();
        assert_eq!(all, (0..30).collect::<Vec<_>>());
    }

    #[test]
    fn a_table_repeats_its_head_and_is_closed_where_the_page_ends() {
        let head = Rc::new(TableHead {
            strips: vec![strip(77, 20.0, true)],
            closing: vec![Mark::Rule {
                from: (0.0, 0.0),
                to: (9.0, 0.0),
                thick: 1.0,
            }],
        });
        let row = |n| Strip {
            table: Some(Rc::clone(&head)),
            ..strip(n, 40.0, false)
        };
        let strips = vec![strip(77, 20.0, true), row(1), row(2), row(3)];
        let pages = paginate(strips, |_| 100.0);
        assert_eq!(
            numbers(&pages),
            [
                vec![(77, 0.0), (1, 20.0), (2, 60.0)],
                vec![(77, 0.0), (3, 20.0)]
            ]
        );
        let closed = Mark::Rule {
            from: (0.0, 100.0),
            to: (9.0, 100.0),
            thick: 1.0,
        };
        assert!(
            pages[0].contains(&closed),
            "the rule closes the table at the foot of page 1"
        );
    }
}
