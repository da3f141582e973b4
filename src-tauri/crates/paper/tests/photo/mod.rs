//! Pictures of a page as scanners and telephones make them, drawn from a description, so that each
//! fault can be turned up on its own.
#![allow(dead_code, clippy::unwrap_used)]

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, ImageFormat, Luma};
use motcua_paper::qr::QrMatrix;
use std::io::Cursor;

/// A4, mm.
const PAGE: (f64, f64) = (210.0, 297.0);

/// Numbers that look random and are the same every time (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between -1 and 1.
    pub fn swing(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// How the page was printed and how the picture was taken.
#[derive(Debug, Clone)]
pub struct Shot {
    pub seed: u64,
    /// Side of the code on paper, mm.
    pub side: f64,
    /// Where the code's corner lies on the page, mm.
    pub corner: (f64, f64),
    pub dpi: f64,
    /// Degrees, clockwise.
    pub turn: f64,
    /// How far the far edge is narrower than the near one: 0.05 is 5 %.
    pub tilt: f64,
    /// Standard deviation of the blur, pixels.
    pub blur: f64,
    /// Noise up to this many grey levels.
    pub noise: f64,
    /// How much darker the dark corner is: 0.4 is 40 %.
    pub shade: f64,
    /// JPEG quality; none is PNG.
    pub jpeg: Option<u8>,
}

impl Shot {
    /// A clean raster of the page.
    pub fn clean(dpi: f64) -> Self {
        Self {
            seed: 1,
            side: 33.0,
            corner: (32.0, 24.0),
            dpi,
            turn: 0.0,
            tilt: 0.0,
            blur: 0.0,
            noise: 0.0,
            shade: 0.0,
            jpeg: None,
        }
    }

    /// A photo held by hand: slightly tilted, blurred, noisy, unevenly lit, compressed.
    pub fn photo(dpi: f64, turn: f64, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        Self {
            seed,
            turn: turn + 0.8 * dice.swing(),
            tilt: 0.03 * dice.swing(),
            blur: 0.55 + 0.1 * dice.swing(),
            noise: 12.0,
            shade: 0.35 + 0.1 * dice.swing(),
            jpeg: Some(60),
            ..Self::clean(dpi)
        }
    }

    /// The picture of the page with that code on it.
    pub fn picture(&self, code: &QrMatrix) -> GrayImage {
        let px = self.dpi / 25.4;
        let (sin, cos) = self.turn.to_radians().sin_cos();
        let corners = [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)];
        let reach = |f: fn(f64, f64, f64, f64) -> f64| {
            corners
                .iter()
                .map(|(x, y)| f(x * PAGE.0 / 2.0, y * PAGE.1 / 2.0, sin, cos))
                .fold(0.0, f64::max)
        };
        let half = (
            reach(|x, y, sin, cos| x * cos - y * sin),
            reach(|x, y, sin, cos| x * sin + y * cos),
        );
        let size = ((half.0 * 2.0 * px) as u32, (half.1 * 2.0 * px) as u32);
        let ink = Ink::new(self, code);
        let sharp = GrayImage::from_fn(size.0, size.1, |u, v| {
            let grey = |sub: u32, fine: u32| {
                let part = |of: u32| (f64::from(of) + 0.5) / f64::from(fine);
                let x = (f64::from(u) + part(sub % fine)) / px - half.0;
                let y = (f64::from(v) + part(sub / fine)) / px - half.1;
                let far = 1.0 + self.tilt * y / half.1;
                let (x, y) = (x * far, y * far);
                ink.at(
                    x * cos + y * sin + PAGE.0 / 2.0,
                    y * cos - x * sin + PAGE.1 / 2.0,
                )
            };
            // Only near the code does it matter where in a pixel an edge runs.
            let (first, near) = grey(0, 1);
            let sum = if near {
                (0..16).map(|sub| grey(sub, 4).0).sum()
            } else {
                16.0 * first
            };
            Luma([(sum / 16.0) as u8])
        });
        let mut picture = if self.blur > 0.0 {
            image::imageops::blur(&sharp, self.blur as f32)
        } else {
            sharp
        };
        let mut dice = Dice::new(self.seed ^ 0xdead);
        for (u, v, pixel) in picture.enumerate_pixels_mut() {
            let across = f64::from(u) / f64::from(size.0) + f64::from(v) / f64::from(size.1);
            let light = 1.0 - self.shade * across / 2.0;
            let noise = if self.noise > 0.0 {
                self.noise * dice.swing()
            } else {
                0.0
            };
            pixel.0[0] = (f64::from(pixel.0[0]) * light + noise).clamp(0.0, 255.0) as u8;
        }
        picture
    }

    /// The same as a file.
    pub fn file(&self, code: &QrMatrix) -> Vec<u8> {
        let picture = self.picture(code);
        let mut file = Cursor::new(Vec::new());
        match self.jpeg {
            Some(quality) => JpegEncoder::new_with_quality(&mut file, quality)
                .encode_image(&picture)
                .unwrap(),
            None => picture.write_to(&mut file, ImageFormat::Png).unwrap(),
        }
        file.into_inner()
    }
}

/// What is printed where.
struct Ink<'a> {
    shot: &'a Shot,
    code: &'a QrMatrix,
    /// Words of each line as start and end, mm.
    lines: Vec<Vec<(f64, f64)>>,
}

impl<'a> Ink<'a> {
    /// The code, and lines of black blots below it where a form has its text.
    fn new(shot: &'a Shot, code: &'a QrMatrix) -> Self {
        let mut dice = Dice::new(shot.seed ^ 0xbeef);
        let lines = (0..32).map(|_| {
            let (mut x, mut line) = (30.0, Vec::new());
            while x < 185.0 {
                let wide = 5.0 + 4.0 * dice.swing();
                line.push((x, x + wide));
                x += wide + 1.5;
            }
            line
        });
        let lines = lines.collect();
        Self { shot, code, lines }
    }

    /// Grey of that point of the page, mm, and whether the code is near; beside the page lies a
    /// dark table.
    fn at(&self, x: f64, y: f64) -> (f64, bool) {
        let near = |at: f64, corner: f64| (-1.0..self.shot.side + 1.0).contains(&(at - corner));
        let near = near(x, self.shot.corner.0) && near(y, self.shot.corner.1);
        (self.grey(x, y), near)
    }

    fn grey(&self, x: f64, y: f64) -> f64 {
        if x < 0.0 || y < 0.0 || x >= PAGE.0 || y >= PAGE.1 {
            return 90.0;
        }
        let module = self.shot.side / self.code.modules() as f64;
        let (qx, qy) = (x - self.shot.corner.0, y - self.shot.corner.1);
        if qx >= 0.0 && qy >= 0.0 {
            let at = ((qx / module) as usize, (qy / module) as usize);
            if self.code.dark(at.0, at.1) {
                return 25.0;
            }
        }
        let line = ((y - 70.0) / 6.5).floor();
        if line >= 0.0 && y - 70.0 - 6.5 * line < 2.6 {
            // Strokes 0.8 mm apart, the rhythm of type.
            let words = self.lines.get(line as usize);
            let inked = words.is_some_and(|w| w.iter().any(|(from, to)| x >= *from && x < *to));
            if inked && ((x * 1.25) as i64 + (y * 1.1) as i64) % 2 == 0 {
                return 30.0;
            }
        }
        245.0
    }
}
