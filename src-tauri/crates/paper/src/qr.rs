//! The QR on a paper: drawn by us as squares, so that the printed code is vector and exact.

use image::{GrayImage, ImageFormat, Luma};
use motcua_fault::{Code, Fault, OrFault, Result};
use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};
use std::fmt::Write;
use std::io::Cursor;

/// Side of the code on paper without its quiet zone, mm. With the 53 modules of an ordinary seal a
/// module is 0.62 mm (7 dots at 300 dpi, 3.7 at 150), with the most, 61, 0.54 mm (6.4 and 3.2):
/// at 30 mm a 150-dpi scan of 61 modules has under 3 dots a module, where readers begin to fail.
pub const SIDE_MM: f32 = 33.0;

/// White modules around a code, ISO/IEC 18004.
pub const QUIET_ZONE: usize = 4;

/// Most modules a side of a code that stands on paper (version 11).
pub const MAX_MODULES: usize = 61;

/// A QR code as squares, error correction level M (15 % may be lost).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrMatrix {
    modules: usize,
    dark: Vec<bool>,
}

impl QrMatrix {
    /// Encodes a text; in alphanumeric mode when it has only that mode's 45 characters. Text
    /// longer than any code is [`Code::DoesNotFit`].
    pub fn new(text: &str) -> Result<Self> {
        let code = if text.bytes().all(is_alphanumeric) {
            alphanumeric(text)
        } else {
            QrCode::with_error_correction_level(text, EcLevel::M)
        };
        let code = code.or_fault(
            Code::DoesNotFit,
            "Nội dung dài quá, không đưa được vào một mã QR.",
        )?;
        Ok(Self {
            modules: code.width(),
            dark: code.to_colors().iter().map(|c| *c == Color::Dark).collect(),
        })
    }

    /// Encodes the text of a seal: alphanumeric mode and at most [`MAX_MODULES`], otherwise
    /// [`Code::DoesNotFit`].
    pub fn for_paper(text: &str) -> Result<Self> {
        let code = Self::new(text)?;
        if code.modules > MAX_MODULES || !text.bytes().all(is_alphanumeric) {
            return Err(Fault::new(
                Code::DoesNotFit,
                "Mã QR này không in được lên giấy: nội dung dài quá hoặc có ký tự không dùng được.",
            )
            .because(format!(
                "{} modules, {} characters",
                code.modules,
                text.len()
            )));
        }
        Ok(code)
    }

    /// Modules a side, without the quiet zone.
    pub fn modules(&self) -> usize {
        self.modules
    }

    /// Whether the module in column `x` and row `y`, from the top left, is dark. Outside: light.
    pub fn dark(&self, x: usize, y: usize) -> bool {
        x < self.modules && y < self.modules && self.dark[y * self.modules + x]
    }

    /// The dark modules as `(x, y, length)` of whole horizontal runs. Fill them as one path, so
    /// that no renderer leaves hairlines between rows.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        (0..self.modules).flat_map(move |y| {
            let mut x = 0;
            std::iter::from_fn(move || {
                while x < self.modules && !self.dark(x, y) {
                    x += 1;
                }
                let start = x;
                while self.dark(x, y) {
                    x += 1;
                }
                (x > start).then_some((start, y, x - start))
            })
        })
    }

    /// Grey picture with the quiet zone, `scale` pixels a module (at least 1).
    pub fn to_image(&self, scale: u32) -> GrayImage {
        let scale = scale.clamp(1, 64);
        let side = (self.modules + 2 * QUIET_ZONE) as u32 * scale;
        GrayImage::from_fn(side, side, |x, y| {
            let module = |pixel: u32| ((pixel / scale) as usize).checked_sub(QUIET_ZONE);
            match (module(x), module(y)) {
                (Some(x), Some(y)) if self.dark(x, y) => Luma([0]),
                _ => Luma([255]),
            }
        })
    }

    /// The same as a PNG file.
    pub fn to_png(&self, scale: u32) -> Result<Vec<u8>> {
        let mut file = Cursor::new(Vec::new());
        self.to_image(scale)
            .write_to(&mut file, ImageFormat::Png)
            .or_fault(
                Code::Internal,
                "Không vẽ được mã QR. Hãy báo cán bộ kỹ thuật.",
            )?;
        Ok(file.into_inner())
    }

    /// For the window: an SVG with the quiet zone, one unit a module, no size of its own.
    pub fn to_svg(&self) -> String {
        let side = self.modules + 2 * QUIET_ZONE;
        let mut path = String::new();
        for (x, y, long) in self.runs() {
            // Writing into a string does not fail.
            let _ = write!(
                path,
                "M{} {}h{long}v1h-{long}z",
                x + QUIET_ZONE,
                y + QUIET_ZONE
            );
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}

/// The smallest code that holds the text in alphanumeric mode throughout. Said outright rather than
/// left to the library's choice of segments: the size must be known from the length alone.
fn alphanumeric(text: &str) -> Result<QrCode, QrError> {
    for version in 1..=40 {
        let mut bits = Bits::new(Version::Normal(version));
        let fits = bits
            .push_alphanumeric_data(text.as_bytes())
            .and_then(|()| bits.push_terminator(EcLevel::M));
        match fits {
            Ok(()) => return QrCode::with_bits(bits, EcLevel::M),
            Err(QrError::DataTooLong) => {}
            Err(other) => return Err(other),
        }
    }
    Err(QrError::DataTooLong)
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_seal_of_366_characters_is_61_modules_and_one_more_is_refused() {
        let most = QrMatrix::for_paper(&"A".repeat(366)).unwrap();
        assert_eq!(most.modules(), 61);
        let fault = QrMatrix::for_paper(&"A".repeat(367)).unwrap_err();
        assert_eq!(fault.code, Code::DoesNotFit);
    }

    #[test]
    fn the_sizes_are_those_of_the_alphanumeric_mode() {
        // Capacities of level M, ISO/IEC 18004 table 7.
        for (characters, version) in [(20, 1), (90, 4), (221, 8), (262, 9), (311, 10), (366, 11)] {
            let modules = |n: usize| QrMatrix::new(&"Z".repeat(n)).unwrap().modules();
            assert_eq!(modules(characters), 17 + 4 * version);
            assert_eq!(modules(characters + 1), 21 + 4 * version);
        }
    }

    #[test]
    fn lower_case_does_not_go_on_paper_and_still_makes_a_code() {
        assert_eq!(
            QrMatrix::for_paper("abc").unwrap_err().code,
            Code::DoesNotFit
        );
        assert!(QrMatrix::new("đường dẫn").is_ok());
        assert_eq!(
            QrMatrix::new(&"x".repeat(9000)).unwrap_err().code,
            Code::DoesNotFit
        );
    }

    #[test]
    fn the_picture_has_four_white_modules_around_and_a_finder_in_three_corners() {
        let code = QrMatrix::new("H17-261014-0001").unwrap();
        let picture = code.to_image(3);
        assert_eq!(picture.width() as usize, (code.modules() + 8) * 3);
        assert!(
            picture.rows().take(12).flatten().all(|p| p.0[0] == 255),
            "quiet zone"
        );
        let last = code.modules() - 1;
        assert!(code.dark(0, 0) && code.dark(last, 0) && code.dark(0, last) && code.dark(3, 3));
        assert!(!code.dark(last + 1, 0) && !code.dark(1, 1));
    }

    #[test]
    fn the_svg_has_every_dark_module_and_nothing_of_a_script() {
        let code = QrMatrix::new("H17-261014-0001").unwrap();
        let svg = code.to_svg();
        let dark = (0..code.modules())
            .flat_map(|y| (0..code.modules()).map(move |x| (x, y)))
            .filter(|(x, y)| code.dark(*x, *y))
            .count();
        assert_eq!(code.runs().map(|(_, _, long)| long).sum::<usize>(), dark);
        assert_eq!(svg.matches('M').count(), code.runs().count() + 1);
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }

    proptest! {
        #[test]
        fn whatever_is_drawn_is_read_back(text in "[0-9A-Z $%*+./:-]{1,366}") {
            let code = QrMatrix::for_paper(&text).unwrap();
            let mut read = rqrr::PreparedImage::prepare(code.to_image(4));
            let grids = read.detect_grids();
            prop_assert_eq!(grids.len(), 1);
            let (about, read) = grids[0].decode().unwrap();
            prop_assert_eq!(about.ecc_level, 0, "level M is written 00");
            prop_assert_eq!(read, text);
        }
    }
}
