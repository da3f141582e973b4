//! The net of modules laid over a picture: from three eyes, a first guess; then the four corners
//! are moved until every pattern the standard fixes (ISO/IEC 18004: eyes, timing, alignment) lies
//! under its light and dark. That uses hundreds of modules where counting steps uses one line.

use super::finder::Eye;
use super::read_modules;
use image::GrayImage;

/// Largest version tried; ours end at 11.
const MOST_VERSION: i32 = 25;
/// Threes of eyes tried.
const MOST_TRIPLES: usize = 8;

type Point = (f64, f64);

/// The texts of the codes whose eyes these are.
pub(super) fn codes(picture: &GrayImage, eyes: &[Eye]) -> Vec<String> {
    let mut found = Vec::new();
    let mut used: Vec<Point> = Vec::new();
    for three in triples(eyes).into_iter().take(MOST_TRIPLES) {
        let centres = three.corners;
        if centres.iter().any(|c| used.contains(c)) {
            continue;
        }
        if let Some(text) = three.read(picture) {
            used.extend(centres);
            found.push(text);
        }
    }
    found
}

/// Three eyes in the shape of a code: top left, top right, bottom left.
struct Triple {
    corners: [Point; 3],
    module: f64,
    /// The smaller, the more like half a square.
    oddness: f64,
}

fn triples(eyes: &[Eye]) -> Vec<Triple> {
    let mut all = Vec::new();
    for (i, a) in eyes.iter().enumerate() {
        for (j, b) in eyes.iter().enumerate() {
            for (k, c) in eyes.iter().enumerate() {
                // `a` at the right angle; `b` and `c` once, in the order of an unmirrored code.
                if i != j && i != k && j != k {
                    all.extend(Triple::new(a, b, c));
                }
            }
        }
    }
    all.sort_by(|a, b| a.oddness.total_cmp(&b.oddness));
    all
}

impl Triple {
    fn new(a: &Eye, b: &Eye, c: &Eye) -> Option<Self> {
        let (right, down) = ((b.x - a.x, b.y - a.y), (c.x - a.x, c.y - a.y));
        let (wide, tall) = (right.0.hypot(right.1), down.0.hypot(down.1));
        let cross = right.0 * down.1 - right.1 * down.0;
        let lean = (right.0 * down.0 + right.1 * down.1).abs() / (wide * tall);
        let sizes = [a.module, b.module, c.module];
        let smallest = sizes.iter().copied().fold(f64::MAX, f64::min);
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        // A row cuts a turned eye aslant: the width it sees is too large by that factor.
        let aslant = right.0.abs().max(right.1.abs()) / wide;
        let module = sizes.iter().sum::<f64>() / 3.0 * aslant;
        let far = wide.min(tall) >= 11.0 * module;
        let square = wide < 1.5 * tall && tall < 1.5 * wide && lean < 0.35;
        (cross > 0.0 && far && square && largest < 1.6 * smallest).then(|| Self {
            corners: [(a.x, a.y), (b.x, b.y), (c.x, c.y)],
            module,
            oddness: lean + (wide / tall).ln().abs() + (largest / smallest).ln(),
        })
    }

    fn read(&self, picture: &GrayImage) -> Option<String> {
        let [a, b, c] = self.corners;
        let wide = (b.0 - a.0).hypot(b.1 - a.1);
        let tall = (c.0 - a.0).hypot(c.1 - a.1);
        let modules = (wide + tall) / 2.0 / self.module + 7.0;
        let guess = ((modules - 17.0) / 4.0).round() as i32;
        let mut nets: Vec<Net> = (guess - 2..=guess + 2)
            .filter(|version| (1..=MOST_VERSION).contains(version))
            .map(|version| Net::guess(picture, version as usize, self.corners))
            .collect();
        nets.sort_by(|a, b| b.fit.total_cmp(&a.fit));
        nets.into_iter().take(3).find_map(|mut net| {
            net.settle(picture);
            net.read(picture)
        })
    }
}

/// A net: the points of the picture where the centres of the three eyes and of the missing fourth
/// lie.
struct Net {
    modules: usize,
    corners: [Point; 4],
    known: Vec<(usize, usize, bool)>,
    fit: f64,
}

impl Net {
    fn guess(picture: &GrayImage, version: usize, [a, b, c]: [Point; 3]) -> Self {
        let mut net = Self {
            modules: 17 + 4 * version,
            corners: [a, b, (b.0 + c.0 - a.0, b.1 + c.1 - a.1), c],
            known: known(version),
            fit: 0.0,
        };
        net.fit = net.fitness(picture);
        // Perspective moves the fourth corner most; look around for it.
        let module = (b.0 - a.0).hypot(b.1 - a.1) / (net.modules - 7) as f64;
        let reach = ((net.modules as f64 * 0.08) as i32).max(2);
        let start = net.corners[2];
        let mut best = (net.fit, start);
        for step in 0..(2 * reach + 1).pow(2) {
            let (i, j) = (
                step % (2 * reach + 1) - reach,
                step / (2 * reach + 1) - reach,
            );
            net.corners[2] = (
                start.0 + f64::from(i) * 0.8 * module,
                start.1 + f64::from(j) * 0.8 * module,
            );
            let fit = net.fitness(picture);
            if fit > best.0 {
                best = (fit, net.corners[2]);
            }
        }
        (net.fit, net.corners[2]) = best;
        net
    }

    /// Moves the corners, in ever smaller steps, as long as the patterns fit better.
    fn settle(&mut self, picture: &GrayImage) {
        let (a, b) = (self.corners[0], self.corners[1]);
        let module = (b.0 - a.0).hypot(b.1 - a.1) / (self.modules - 7) as f64;
        let mut step = 0.6 * module;
        while step > 0.04 * module {
            let mut moved = false;
            for corner in 0..4 {
                for (dx, dy) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                    let was = self.corners[corner];
                    self.corners[corner] = (was.0 + dx, was.1 + dy);
                    let fit = self.fitness(picture);
                    if fit > self.fit {
                        self.fit = fit;
                        moved = true;
                    } else {
                        self.corners[corner] = was;
                    }
                }
            }
            if !moved {
                step /= 2.0;
            }
        }
    }

    /// How much lighter the modules are that must be light than those that must be dark.
    fn fitness(&self, picture: &GrayImage) -> f64 {
        let place = Placing::new(self);
        let (mut sums, mut counts) = ([0.0; 2], [0.0; 2]);
        for (x, y, dark) in &self.known {
            let at = usize::from(*dark);
            sums[at] += grey(picture, place.at(*x as f64 + 0.5, *y as f64 + 0.5));
            counts[at] += 1.0;
        }
        sums[0] / counts[0] - sums[1] / counts[1]
    }

    fn read(&self, picture: &GrayImage) -> Option<String> {
        let n = self.modules;
        let place = Placing::new(self);
        let mut values = Vec::with_capacity(n * n);
        for y in 0..n {
            for x in 0..n {
                let mut sum = 0.0;
                for sub in 0..9u8 {
                    let aside = |third: u8| 0.5 + 0.25 * (f64::from(third) - 1.0);
                    let (x, y) = (x as f64 + aside(sub % 3), y as f64 + aside(sub / 3));
                    sum += grey(picture, place.at(x, y));
                }
                values.push(sum / 9.0);
            }
        }
        // Blur mixes neighbours; the second try takes some of that back.
        [0.0, 0.35].into_iter().find_map(|sharpen| {
            let values = sharpened(&values, n, sharpen);
            let limits = limits(&values, n);
            read_modules(n, |x, y| values[y * n + x] < limits[y * n + x])
        })
    }
}

/// Every module whose colour the standard fixes for a version, as column, row, dark.
fn known(version: usize) -> Vec<(usize, usize, bool)> {
    let n = 17 + 4 * version;
    let mut known = Vec::new();
    let ring = |x: i32, y: i32| x.abs().max(y.abs());
    for (cx, cy) in [(3, 3), (n as i32 - 4, 3), (3, n as i32 - 4)] {
        for y in -4..=4 {
            for x in -4..=4 {
                let (column, row) = (cx + x, cy + y);
                let inside = |at: i32| (0..n as i32).contains(&at);
                if inside(column) && inside(row) {
                    let dark = !matches!(ring(x, y), 2 | 4);
                    known.push((column as usize, row as usize, dark));
                }
            }
        }
    }
    for at in 8..n - 8 {
        known.push((at, 6, at % 2 == 0));
        known.push((6, at, at % 2 == 0));
    }
    let places = alignment(version);
    for (i, cy) in places.iter().enumerate() {
        for (j, cx) in places.iter().enumerate() {
            let last = places.len() - 1;
            if matches!((i, j), (0, 0)) || (i == 0 && j == last) || (i == last && j == 0) {
                continue;
            }
            for y in -2..=2 {
                for x in -2..=2 {
                    let (column, row) = (*cx as i32 + x, *cy as i32 + y);
                    known.push((column as usize, row as usize, ring(x, y) != 1));
                }
            }
        }
    }
    known
}

/// Rows and columns of the alignment patterns' centres (ISO/IEC 18004, Annex E).
fn alignment(version: usize) -> Vec<usize> {
    if version == 1 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
    let last = 4 * version + 10;
    let mut places: Vec<usize> = (0..count - 1).map(|i| last - i * step).collect();
    places.push(6);
    places.reverse();
    places
}

/// Where a point of the net lies in the picture.
struct Placing {
    scale: f64,
    x: [f64; 3],
    y: [f64; 3],
    w: [f64; 2],
}

impl Placing {
    /// The projective map that takes the centres of the four corners' eyes to their points.
    fn new(net: &Net) -> Self {
        let [a, b, c, d] = net.corners;
        let (dx1, dx2, dx3) = (b.0 - c.0, d.0 - c.0, a.0 - b.0 + c.0 - d.0);
        let (dy1, dy2, dy3) = (b.1 - c.1, d.1 - c.1, a.1 - b.1 + c.1 - d.1);
        let area = dx1 * dy2 - dx2 * dy1;
        let g = (dx3 * dy2 - dx2 * dy3) / area;
        let h = (dx1 * dy3 - dx3 * dy1) / area;
        Self {
            scale: (net.modules - 7) as f64,
            x: [b.0 - a.0 + g * b.0, d.0 - a.0 + h * d.0, a.0],
            y: [b.1 - a.1 + g * b.1, d.1 - a.1 + h * d.1, a.1],
            w: [g, h],
        }
    }

    fn at(&self, x: f64, y: f64) -> Point {
        let (u, v) = ((x - 3.5) / self.scale, (y - 3.5) / self.scale);
        let w = self.w[0] * u + self.w[1] * v + 1.0;
        (
            (self.x[0] * u + self.x[1] * v + self.x[2]) / w,
            (self.y[0] * u + self.y[1] * v + self.y[2]) / w,
        )
    }
}

/// Grey at a point between pixels; white beyond the edge.
fn grey(picture: &GrayImage, (x, y): Point) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let inside = left >= 0.0
        && top >= 0.0
        && left + 1.0 < f64::from(picture.width())
        && top + 1.0 < f64::from(picture.height());
    if !inside {
        return 255.0;
    }
    let width = picture.width() as usize;
    let raw = picture.as_raw();
    let at = top as usize * width + left as usize;
    let (fx, fy) = (x - left, y - top);
    let mix = |a: u8, b: u8| f64::from(a) + (f64::from(b) - f64::from(a)) * fx;
    let (upper, lower) = (
        mix(raw[at], raw[at + 1]),
        mix(raw[at + width], raw[at + width + 1]),
    );
    upper + (lower - upper) * fy
}

fn sharpened(values: &[f64], n: usize, amount: f64) -> Vec<f64> {
    let at = |x: usize, y: usize| values[y.min(n - 1) * n + x.min(n - 1)];
    let mut out = Vec::with_capacity(values.len());
    for y in 0..n {
        for x in 0..n {
            let around = at(x.saturating_sub(1), y)
                + at(x + 1, y)
                + at(x, y.saturating_sub(1))
                + at(x, y + 1);
            out.push(at(x, y) + amount * (at(x, y) - around / 4.0));
        }
    }
    out
}

/// Halfway between the light and the dark around each module.
fn limits(values: &[f64], n: usize) -> Vec<f64> {
    const AROUND: usize = 5;
    let mut limits = Vec::with_capacity(values.len());
    for y in 0..n {
        for x in 0..n {
            let rows = y.saturating_sub(AROUND)..(y + AROUND + 1).min(n);
            let columns = x.saturating_sub(AROUND)..(x + AROUND + 1).min(n);
            let near = || {
                let columns = columns.clone();
                rows.clone().flat_map(move |row| {
                    columns.clone().map(move |column| values[row * n + column])
                })
            };
            let mean = near().sum::<f64>() / near().count() as f64;
            let half = |side: fn(&f64, f64) -> bool| {
                let (mut sum, mut count) = (mean, 1.0);
                for value in near().filter(|value| side(value, mean)) {
                    sum += value;
                    count += 1.0;
                }
                sum / count
            };
            limits.push((half(|v, mean| *v < mean) + half(|v, mean| *v >= mean)) / 2.0);
        }
    }
    limits
}
