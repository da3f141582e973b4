//! Papers looked at by programs that are not ours.

use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// SHA-256 of a file, hex.
#[track_caller]
pub fn sha256(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    hex::encode(Sha256::digest(bytes))
}

/// Runs another program and gives what it wrote; `None`, with a notice, where it is not installed.
pub fn tool(name: &str, args: &[&str]) -> Option<String> {
    match Command::new(name).args(args).output() {
        Ok(done) => {
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(done.status.success(), "{name} {args:?}: {said}");
            Some(String::from_utf8(done.stdout).expect("UTF-8"))
        }
        Err(cause) => {
            println!("SKIPPED: {name} is not installed here ({cause})");
            None
        }
    }
}

/// The first page of a paper as a picture, 150 dpi.
pub struct Page {
    folder: TempDir,
}

impl Page {
    /// Rasterises with `pdftoppm`; `None`, with a notice, where it is not installed.
    pub fn of(pdf: &Path) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let to = folder.path().join("page");
        let args = ["-r", "150", "-png", "-singlefile"];
        let paths = [pdf, &to].map(|path| path.to_str().expect("UTF-8"));
        tool("pdftoppm", &[&args[..], &paths[..]].concat())?;
        Some(Self { folder })
    }

    /// The page as PNG.
    pub fn png(&self) -> PathBuf {
        self.folder.path().join("page.png")
    }

    /// As a photo that somebody took askew: turned by so many degrees on a grey table, JPEG.
    pub fn photo(&self, degrees: f64) -> PathBuf {
        let page = image::open(self.png()).expect("a picture").to_luma8();
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (width, height) = (f64::from(page.width()), f64::from(page.height()));
        let wide = (width * cos.abs() + height * sin.abs()).ceil();
        let high = (width * sin.abs() + height * cos.abs()).ceil();
        let at = |x: f64, y: f64| -> f64 {
            if x < 0.0 || y < 0.0 || x >= width || y >= height {
                return 120.0;
            }
            f64::from(page.get_pixel(x as u32, y as u32).0[0])
        };
        let photo = image::GrayImage::from_fn(wide as u32, high as u32, |x, y| {
            let (dx, dy) = (f64::from(x) - wide / 2.0, f64::from(y) - high / 2.0);
            let sx = dx * cos + dy * sin + width / 2.0 - 0.5;
            let sy = dy * cos - dx * sin + height / 2.0 - 0.5;
            let (fx, fy) = (sx - sx.floor(), sy - sy.floor());
            let (x0, y0) = (sx.floor(), sy.floor());
            let top = at(x0, y0) * (1.0 - fx) + at(x0 + 1.0, y0) * fx;
            let bottom = at(x0, y0 + 1.0) * (1.0 - fx) + at(x0 + 1.0, y0 + 1.0) * fx;
            image::Luma([(top * (1.0 - fy) + bottom * fy) as u8])
        });
        let path = self.folder.path().join(format!("photo{degrees}.jpg"));
        photo.save(&path).expect("saved");
        path
    }
}
