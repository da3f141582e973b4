//! From the seal to the printed receipt, through a photo of it, back to a verdict.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod photo;
mod samples;
mod tools;

use chrono::{NaiveDate, NaiveDateTime};
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma, imageops};
use motcua_paper::scan::read_codes;
use motcua_paper::{Paper, printed_fields, render};
use motcua_seal::{
    Claims, OfficeKey, Reason, RootKey, SealKind, TrustList, printed_digest, seal, verify,
};
use photo::Dice;

fn at(month: u32, day: u32, hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    day.and_hms_opt(hour, 0, 0).unwrap()
}

/// The raster as a telephone sees it: turned on a grey table, blurred, grainy, compressed.
fn photo(page: &GrayImage, degrees: f64, seed: u64) -> Vec<u8> {
    let (wide, tall) = (f64::from(page.width()), f64::from(page.height()));
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (across, down) = (
        wide * cos.abs() + tall * sin.abs(),
        wide * sin.abs() + tall * cos.abs(),
    );
    let turned = GrayImage::from_fn(across as u32, down as u32, |u, v| {
        let (x, y) = (f64::from(u) - across / 2.0, f64::from(v) - down / 2.0);
        let (x, y) = (
            x * cos + y * sin + wide / 2.0,
            y * cos - x * sin + tall / 2.0,
        );
        imageops::interpolate_bilinear(page, x as f32, y as f32).unwrap_or(Luma([96]))
    });
    let mut seen = imageops::blur(&turned, 0.6);
    let mut dice = Dice::new(seed);
    for pixel in seen.pixels_mut() {
        pixel.0[0] = (f64::from(pixel.0[0]) * 0.85 + 12.0 * dice.swing()).clamp(0.0, 255.0) as u8;
    }
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 60)
        .encode_image(&seen)
        .unwrap();
    file
}

#[test]
fn a_photo_of_the_printed_receipt_is_proven_genuine() {
    let (root, key) = (RootKey::from_seed([1; 32]), OfficeKey::from_seed([2; 32]));
    let (unit, now) = ("H17.34.12", at(10, 14, 9));
    let mut trust = TrustList::with_root(&root, "Thành phố thử nghiệm", now);
    let year = (at(1, 1, 0), at(12, 31, 23));
    trust
        .certify(&root, key.public(), unit, "Phường Thử Nghiệm", year, now)
        .unwrap();

    let mut form = samples::birth();
    let fields = printed_fields(&Paper::Receipt(form.clone()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let claims = Claims {
        kind: SealKind::Receipt,
        dossier: "H17.34.12-261014-1001".to_owned(),
        unit: unit.to_owned(),
        procedure: "1.001193".to_owned(),
        received: at(10, 14, 8),
        due: Some(at(10, 14, 17)),
        digest: printed_digest(&fields),
        sample: false,
    };
    let text = seal(&key, &claims).unwrap();
    form.qr = Some(text.to_string());
    let pdf = render(&Paper::Receipt(form)).unwrap().pdf;
    let page = tools::raster(&pdf, 150).swap_remove(0);

    for (seed, degrees) in [(1, 10.0), (2, -10.0), (3, 90.0), (4, 180.0), (5, 263.0)] {
        let read = read_codes(&photo(&page, degrees, seed)).unwrap();
        assert_eq!(read, [text.to_string()], "turned by {degrees}°");
        let verdict = verify(&read[0], &trust, now);
        assert_eq!(verdict.reason, Reason::Valid, "{}", verdict.why);
        assert_eq!(verdict.claims.as_ref(), Some(&claims));
    }
}
