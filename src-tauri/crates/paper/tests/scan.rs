//! The code on our paper is read back from pictures as scanners and telephones make them, by this
//! program and by another.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod photo;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, RgbaImage};
use motcua_fault::Code;
use motcua_paper::qr::QrMatrix;
use motcua_paper::scan::read_codes;
use photo::{Dice, Shot};
use proptest::prelude::*;
use std::io::Cursor;
use std::process::Command;

const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// A text that fills a code of that length, another for each seed.
fn text(length: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    (0..length)
        .map(|_| ALPHABET[(dice.next() % 45) as usize] as char)
        .collect()
}

/// Shots that were not read, each with what was turned up.
fn misses(shots: impl IntoIterator<Item = (usize, Shot)>) -> Vec<String> {
    let mut missed = Vec::new();
    for (length, shot) in shots {
        let text = text(length, shot.seed);
        let code = QrMatrix::for_paper(&text).unwrap();
        if read_codes(&shot.file(&code)).unwrap() != [text] {
            missed.push(format!("{} modules, {shot:?}", code.modules()));
        }
    }
    missed
}

#[test]
fn a_clean_page_is_read_at_150_and_300_dpi() {
    let shots = [(256, 150.0), (366, 150.0), (256, 300.0), (366, 300.0)];
    let missed = misses(shots.map(|(length, dpi)| (length, Shot::clean(dpi))));
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_photo_turned_by_ten_degrees_at_150_dpi_is_read() {
    let shots = (0..4).flat_map(|seed| {
        let turn = if seed % 2 == 0 { 10.0 } else { -10.0 };
        [
            (256, Shot::photo(150.0, turn, seed)),
            (366, Shot::photo(150.0, turn, seed)),
        ]
    });
    let missed = misses(shots);
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_largest_code_at_the_smallest_size_allowed_is_read_too() {
    let small = |seed| Shot {
        side: 30.0,
        ..Shot::photo(150.0, 10.0, seed)
    };
    let missed = misses((10..13).map(|seed| (366, small(seed))));
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_page_lying_on_its_side_or_head_is_read() {
    let missed = misses([90.0, 180.0, 270.0].map(|turn| (256, Shot::photo(150.0, turn, 20))));
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_picture_of_the_code_alone_is_read_large_and_small() {
    let text = text(256, 1);
    let code = QrMatrix::for_paper(&text).unwrap();
    for scale in [1, 2, 5, 30] {
        let read = read_codes(&code.to_png(scale).unwrap()).unwrap();
        assert_eq!(read, [text.as_str()], "{scale} pixels a module");
    }
}

#[test]
fn a_short_code_of_another_system_is_read() {
    let code = QrMatrix::new("H17-261014-0001").unwrap();
    assert_eq!(
        read_codes(&code.to_png(4).unwrap()).unwrap(),
        ["H17-261014-0001"]
    );
    let code = QrMatrix::new("Đường dẫn: https://example.vn/?ma=1").unwrap();
    let read = read_codes(&code.to_png(4).unwrap()).unwrap();
    assert_eq!(read, ["Đường dẫn: https://example.vn/?ma=1"]);
}

#[test]
fn all_codes_of_a_page_are_read() {
    let (one, two) = (text(256, 1), text(40, 2));
    let mut page = GrayImage::from_pixel(1200, 900, Luma([255]));
    for (text, x) in [(&one, 50), (&two, 700)] {
        let code = QrMatrix::for_paper(text).unwrap().to_image(6);
        image::imageops::overlay(&mut page, &code, x, 120);
    }
    let mut file = Cursor::new(Vec::new());
    page.write_to(&mut file, ImageFormat::Png).unwrap();
    let mut both = [one, two];
    both.sort();
    assert_eq!(read_codes(&file.into_inner()).unwrap(), both);
}

#[test]
fn a_code_on_a_see_through_ground_is_read() {
    let code = QrMatrix::for_paper("H17-261014-0001").unwrap().to_image(4);
    let clear = RgbaImage::from_fn(code.width(), code.height(), |x, y| {
        image::Rgba([0, 0, 0, 255 - code.get_pixel(x, y).0[0]])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(clear)
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    assert_eq!(read_codes(&file.into_inner()).unwrap(), ["H17-261014-0001"]);
}

#[test]
fn a_page_without_a_code_gives_none() {
    let shot = Shot {
        corner: (400.0, 400.0),
        ..Shot::photo(150.0, 3.0, 30)
    };
    let code = QrMatrix::for_paper("A").unwrap();
    assert_eq!(read_codes(&shot.file(&code)).unwrap(), Vec::<String>::new());
    for (width, height) in [(1, 1), (1, 500), (500, 1), (7, 7)] {
        let mut file = Cursor::new(Vec::new());
        GrayImage::new(width, height)
            .write_to(&mut file, ImageFormat::Png)
            .unwrap();
        assert!(read_codes(&file.into_inner()).unwrap().is_empty());
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let png = QrMatrix::new("A").unwrap().to_png(4).unwrap();
    for file in [
        &b""[..],
        b"%PDF-1.7",
        b"GIF89a\x01\0\x01\0\0\0\0",
        &png[..png.len() / 2],
    ] {
        assert_eq!(read_codes(file).unwrap_err().code, Code::BadFile);
    }
}

#[test]
fn a_small_file_that_claims_a_huge_picture_is_refused_unopened() {
    // A PNG header of 60,000 × 60,000 pixels: 3.6 GB once unpacked.
    let mut png = QrMatrix::new("A").unwrap().to_png(1).unwrap();
    png[16..20].copy_from_slice(&60_000u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000u32.to_be_bytes());
    let sum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    let fault = read_codes(&png).unwrap_err();
    assert_eq!(fault.code, Code::BadFile);
    assert!(fault.message.contains("quá lớn"), "{fault:?}");
}

/// The check sum of a PNG chunk.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn another_program_reads_the_same_text() {
    if Command::new("zbarimg").arg("--version").output().is_err() {
        println!("skipped: zbarimg is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, shot) in [("clean", Shot::clean(300.0)), ("150", Shot::clean(150.0))] {
        let text = text(256, 7);
        let path = folder.path().join(format!("{name}.png"));
        std::fs::write(&path, shot.file(&QrMatrix::for_paper(&text).unwrap())).unwrap();
        let out = Command::new("zbarimg")
            .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&path)
            .output();
        let out = out.unwrap();
        let read = String::from_utf8(out.stdout).unwrap();
        assert_eq!(read.strip_suffix('\n'), Some(text.as_str()), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn any_bytes_are_answered(
        bytes in proptest::collection::vec(any::<u8>(), 0..300), place in any::<proptest::sample::Index>(), new in any::<u8>(),
    ) {
        let _ = read_codes(&bytes);
        let mut png = QrMatrix::new("H17").unwrap().to_png(3).unwrap();
        let at = place.index(png.len());
        png[at] = new;
        let _ = read_codes(&png);
    }

    #[test]
    fn any_picture_is_answered(seed in any::<u64>(), width in 1u32..120, height in 1u32..120, coarse in 1u32..9) {
        // Blots of all sizes: many eyes and nets that are none.
        let blots = GrayImage::from_fn(width, height, |x, y| {
            let at = u64::from(x / coarse) << 32 | u64::from(y / coarse);
            Luma([if Dice::new(seed ^ at).next() & 1 == 0 { 0 } else { 255 }])
        });
        let mut file = Cursor::new(Vec::new());
        JpegEncoder::new_with_quality(&mut file, 90).encode_image(&blots).unwrap();
        prop_assert!(read_codes(&file.into_inner()).is_ok());
    }
}
