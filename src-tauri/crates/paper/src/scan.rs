//! Reading the QR of a scanned or photographed paper.
//!
//! rqrr alone finds the codes of clean pictures, but measured on 150-dpi photos of our own paper it
//! found only half: three dots a module are too few to count its way along the code. So the code is
//! located here ([`finder`] for the three eyes, [`grid`] to lay the net of modules by all patterns
//! the standard fixes) and rqrr corrects and reads the bits; it also has its own try.

mod finder;
mod grid;

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, ImageFormat, ImageReader, Limits, Luma};
use motcua_fault::{Code, Fault, OrFault, Result};
use rqrr::{PreparedImage, SimpleGrid};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Largest file read, bytes: a colour A4 at 600 dpi as PNG is about that.
pub const MAX_BYTES: usize = 64 << 20;
/// Largest picture read, pixels: A4 at 800 dpi.
const MAX_PIXELS: u64 = 64_000_000;
/// Longest side of the picture that is searched first, pixels; a page at 200 dpi.
const FIRST_SIDE: u32 = 2400;
/// Longest side of any picture that is searched, pixels.
const MOST_SIDE: u32 = 4000;

/// The texts of all QR codes found on a PNG or JPEG picture, each once; none found is an empty
/// list. Turned pages are read at any angle.
///
/// Not such a picture, a damaged one, or one too large to open safely is [`Code::BadFile`].
pub fn read_codes(file: &[u8]) -> Result<Vec<String>> {
    let picture = open(file)?;
    let long = picture.width().max(picture.height());
    // Cheap and likely first; each step costs more than the one before.
    for (side, search) in [
        (long.min(FIRST_SIDE), Search::Own),
        (long.min(FIRST_SIDE), Search::Library),
        (long.saturating_mul(2).min(MOST_SIDE), Search::Own),
        (long.min(FIRST_SIDE) / 2, Search::Own),
        (long.saturating_mul(2).min(FIRST_SIDE), Search::Library),
    ] {
        let found = search.run(&scaled(&picture, side));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

#[derive(Clone, Copy)]
enum Search {
    Own,
    Library,
}

impl Search {
    fn run(self, picture: &GrayImage) -> Vec<String> {
        let mut found = match self {
            Self::Own => grid::codes(picture, &finder::eyes(picture)),
            Self::Library => library(picture),
        };
        found.sort();
        found.dedup();
        found
    }
}

fn library(picture: &GrayImage) -> Vec<String> {
    sealed_off(|| {
        PreparedImage::prepare(picture.clone())
            .detect_grids()
            .iter()
            .filter_map(|grid| grid.decode().ok())
            .map(|(_, text)| text)
            .collect()
    })
    .unwrap_or_default()
}

/// Corrects and reads a net of modules.
fn read_modules(modules: usize, dark: impl Fn(usize, usize) -> bool) -> Option<String> {
    sealed_off(|| {
        let net = rqrr::Grid::new(SimpleGrid::from_func(modules, &dark));
        net.decode().ok().map(|(_, text)| text)
    })?
}

/// The library indexes freely; whatever picture a stranger hands over must not end the program.
fn sealed_off<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Opens a picture as grey on white, refusing what would fill the memory.
pub(crate) fn open(file: &[u8]) -> Result<GrayImage> {
    const NOT_A_PICTURE: &str =
        "Không đọc được ảnh. Hãy chụp hoặc quét lại và lưu ở dạng PNG hoặc JPEG.";
    const TOO_LARGE: &str = "Ảnh quá lớn. Hãy quét ở độ phân giải 150–300 dpi rồi thử lại.";
    if file.len() > MAX_BYTES {
        return Err(Fault::new(Code::BadFile, TOO_LARGE));
    }
    let reader = || {
        ImageReader::new(Cursor::new(file))
            .with_guessed_format()
            .or_fault(Code::BadFile, NOT_A_PICTURE)
    };
    let asked = reader()?;
    if !matches!(asked.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(Fault::new(Code::BadFile, NOT_A_PICTURE));
    }
    // The header is read first, so that a small file cannot claim a picture of gigabytes.
    let (width, height) = asked
        .into_dimensions()
        .or_fault(Code::BadFile, NOT_A_PICTURE)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Fault::new(Code::BadFile, TOO_LARGE).because(format!("{width} x {height}")));
    }
    let mut reader = reader()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let picture = reader.decode().or_fault(Code::BadFile, NOT_A_PICTURE)?;
    Ok(grey_on_white(picture))
}

fn grey_on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let see_through = picture.into_luma_alpha8();
    GrayImage::from_fn(see_through.width(), see_through.height(), |x, y| {
        let [grey, alpha] = see_through.get_pixel(x, y).0.map(u16::from);
        Luma([((grey * alpha + 255 * (255 - alpha)) / 255) as u8])
    })
}

/// The picture with that longest side.
fn scaled(picture: &GrayImage, side: u32) -> GrayImage {
    let long = picture.width().max(picture.height()).max(1);
    if long == side {
        return picture.clone();
    }
    let to = |edge: u32| (u64::from(edge) * u64::from(side) / u64::from(long)).max(1) as u32;
    let (width, height) = (to(picture.width()), to(picture.height()));
    if side < long {
        imageops::thumbnail(picture, width, height)
    } else {
        imageops::resize(picture, width, height, FilterType::Triangle)
    }
}
