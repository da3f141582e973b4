//! The three eyes of a QR code: squares whose dark and light widths stand 1 : 1 : 3 : 1 : 1 along
//! every line through their centre, at whatever angle.

use image::GrayImage;

/// The centre of an eye, pixels, and the width of a module along the rows of the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Eye {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) module: f64,
    /// Rows that saw it.
    pub(super) seen: u32,
}

/// Eyes kept, the most often seen: a page of text has some that only look like one.
const MOST_EYES: usize = 14;
/// Half the window whose mean decides between dark and light, pixels.
const WINDOW: usize = 18;
/// Grey levels a dark pixel is below that mean at least; keeps the grain of paper out.
const BELOW: i64 = 8;

/// The eyes in a picture.
pub(super) fn eyes(picture: &GrayImage) -> Vec<Eye> {
    let map = Map::new(picture);
    let mut eyes: Vec<Eye> = Vec::new();
    for y in 0..map.height {
        let row = &map.dark[y * map.width..][..map.width];
        let mut ends = Vec::with_capacity(64);
        for x in 1..map.width {
            if row[x] != row[x - 1] {
                ends.push(x);
            }
        }
        for five in ends.windows(6) {
            if row[five[0]] && module_of(&widths(five)).is_some() {
                let middle = (five[2] + five[3]) as f64 / 2.0;
                if let Some(eye) = map.confirm(middle, y) {
                    gather(&mut eyes, eye);
                }
            }
        }
    }
    eyes.sort_by_key(|eye| std::cmp::Reverse(eye.seen));
    eyes.truncate(MOST_EYES);
    eyes
}

fn widths(ends: &[usize]) -> [usize; 5] {
    std::array::from_fn(|i| ends[i + 1] - ends[i])
}

/// The width of a module, if the five widths are those of an eye.
fn module_of(widths: &[usize; 5]) -> Option<f64> {
    let module = widths.iter().sum::<usize>() as f64 / 7.0;
    let near = |width: usize, modules: f64| {
        // Thresholding moves an edge by up to a pixel, blur by more where modules are small.
        (width as f64 - modules * module).abs() <= (0.5 * module).max(1.2) * modules.sqrt()
    };
    let [a, b, c, d, e] = *widths;
    let eye = near(a, 1.0) && near(b, 1.0) && near(c, 3.0) && near(d, 1.0) && near(e, 1.0);
    (eye && module >= 1.3).then_some(module)
}

fn gather(eyes: &mut Vec<Eye>, new: Eye) {
    let same = eyes.iter_mut().find(|eye| {
        let near = 2.0 * eye.module;
        (eye.x - new.x).abs() < near
            && (eye.y - new.y).abs() < near
            && new.module < 1.7 * eye.module
            && eye.module < 1.7 * new.module
    });
    match same {
        Some(eye) => {
            let n = f64::from(eye.seen);
            let mean = |old: f64, new: f64| (old * n + new) / (n + 1.0);
            eye.x = mean(eye.x, new.x);
            eye.y = mean(eye.y, new.y);
            eye.module = mean(eye.module, new.module);
            eye.seen += 1;
        }
        None => eyes.push(new),
    }
}

/// Dark or light, by the mean of each pixel's surroundings: uneven light does not matter.
struct Map {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Map {
    fn new(picture: &GrayImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let grey = picture.as_raw();
        // Sums over all above and left of each corner.
        let across = width + 1;
        let mut sums = vec![0u32; across * (height + 1)];
        for y in 0..height {
            let mut row = 0u32;
            for x in 0..width {
                row += u32::from(grey[y * width + x]);
                // Wraps on very large pictures; the differences below stay right.
                sums[(y + 1) * across + x + 1] = sums[y * across + x + 1].wrapping_add(row);
            }
        }
        let mut dark = vec![false; width * height];
        for y in 0..height {
            let (top, bottom) = (y.saturating_sub(WINDOW), (y + WINDOW + 1).min(height));
            for x in 0..width {
                let (left, right) = (x.saturating_sub(WINDOW), (x + WINDOW + 1).min(width));
                let sum = sums[bottom * across + right]
                    .wrapping_sub(sums[bottom * across + left])
                    .wrapping_sub(sums[top * across + right])
                    .wrapping_add(sums[top * across + left]);
                let area = ((bottom - top) * (right - left)) as i64;
                dark[y * width + x] =
                    (i64::from(grey[y * width + x]) + BELOW) * area < i64::from(sum);
            }
        }
        Self {
            width,
            height,
            dark,
        }
    }

    /// An eye seen along a row is one only if the column through it shows it as well, and the row
    /// through the better centre again.
    fn confirm(&self, x: f64, y: usize) -> Option<Eye> {
        let column = |at: usize| self.dark[at * self.width + x as usize];
        let (y, tall) = across(y, self.height, column)?;
        let row = |at: usize| self.dark[y as usize * self.width + at];
        let (x, wide) = across(x as usize, self.width, row)?;
        let alike = tall < 1.8 * wide && wide < 1.8 * tall;
        alike.then_some(Eye {
            x,
            y,
            module: (wide + tall) / 2.0,
            seen: 1,
        })
    }
}

/// The middle and module of the eye around `at` on one line of the picture.
fn across(at: usize, length: usize, dark: impl Fn(usize) -> bool) -> Option<(f64, f64)> {
    if !dark(at) {
        return None;
    }
    let mut ends = [0; 6];
    let mut up = at;
    for (i, colour) in [(3, true), (4, false), (5, true)] {
        while up < length && dark(up) == colour {
            up += 1;
        }
        ends[i] = up;
    }
    // One past the first pixel of each run, so that the count cannot go below zero.
    let mut down = at + 1;
    for (i, colour) in [(2, true), (1, false), (0, true)] {
        while down > 0 && dark(down - 1) == colour {
            down -= 1;
        }
        ends[i] = down;
    }
    let module = module_of(&widths(&ends))?;
    let middle = (ends[2] + ends[3]) as f64 / 2.0;
    // The outer ring steadies the middle that a few pixels of the pupil give.
    let ring = (ends[0] + ends[5]) as f64 / 2.0;
    Some(((middle + ring) / 2.0 - 0.5, module))
}
