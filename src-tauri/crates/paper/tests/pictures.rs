//! Each form, rasterised, looks as the kept picture. `MOTCUA_BLESS=1` rewrites the pictures: look
//! at every one before committing it.

#![allow(clippy::unwrap_used)] // clippy sees helpers outside #[test] as ordinary code

mod samples;
mod tools;

use image::GrayImage;
use motcua_paper::render;
use std::path::{Path, PathBuf};

/// Rasterisers differ in how they smooth edges; more than this share of clearly different dots is a change.
const TOLERATED: f64 = 0.0005;

fn kept(name: &str, page: usize) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pictures/{name}-{page}.png"))
}

/// The share of dots that differ by more than smoothing explains.
fn difference(a: &GrayImage, b: &GrayImage) -> f64 {
    if a.dimensions() != b.dimensions() {
        return 1.0;
    }
    let clear = a
        .pixels()
        .zip(b.pixels())
        .filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 96)
        .count();
    clear as f64 / f64::from(a.width() * a.height())
}

#[test]
fn every_form_looks_as_kept() {
    let bless = std::env::var_os("MOTCUA_BLESS").is_some_and(|value| value == "1");
    let mut changed = Vec::new();
    for (name, paper) in samples::all() {
        let rendered = render(&paper).unwrap();
        let pages = tools::raster(&rendered.pdf, 100);
        assert_eq!(
            pages.len(),
            rendered.pages,
            "{name}: the file has the pages it says"
        );
        for (n, page) in pages.iter().enumerate() {
            let path = kept(name, n + 1);
            if bless {
                page.save(&path).unwrap();
                continue;
            }
            let picture = image::open(&path)
                .unwrap_or_else(|e| panic!("{}: {e}; make it with MOTCUA_BLESS=1", path.display()))
                .into_luma8();
            let share = difference(page, &picture);
            if share > TOLERATED {
                changed.push(format!(
                    "{name}, page {}: {:.2} % of the dots differ",
                    n + 1,
                    share * 100.0
                ));
            }
        }
    }
    assert!(changed.is_empty(), "pages changed: {changed:#?}");
}
