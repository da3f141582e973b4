//! The programs that look at a PDF from outside.
#![allow(dead_code)] // each test file uses its own part
#![allow(clippy::unwrap_used)]

use image::GrayImage;
use std::path::Path;
use std::process::Command;

fn run(program: &str, package: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program} is needed for this test ({error}); `make test` installs {package}")
        });
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn write(pdf: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// The pages as pictures.
pub fn raster(pdf: &[u8], dpi: u32) -> Vec<GrayImage> {
    let (folder, path) = write(pdf);
    let stem = folder.path().join("page");
    let dpi = dpi.to_string();
    run(
        "pdftoppm",
        "poppler-utils",
        &["-r", &dpi, "-png", "-gray", &path, stem.to_str().unwrap()],
    );
    let mut files: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "png"));
    files.sort();
    files
        .iter()
        .map(|file| image::open(file).unwrap().into_luma8())
        .collect()
}

/// The text as a reader copies it, line by line.
pub fn text(pdf: &[u8]) -> String {
    let (_folder, path) = write(pdf);
    String::from_utf8(run("pdftotext", "poppler-utils", &["-layout", &path, "-"])).unwrap()
}

/// The same with every white space as one space.
pub fn flowing_text(pdf: &[u8]) -> String {
    let (_folder, path) = write(pdf);
    let raw = String::from_utf8(run("pdftotext", "poppler-utils", &["-raw", &path, "-"])).unwrap();
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the one QR in a picture.
pub fn qr(picture: &Path) -> String {
    let found = run(
        "zbarimg",
        "zbar-tools",
        &["--quiet", "--raw", "--nodbus", picture.to_str().unwrap()],
    );
    String::from_utf8(found)
        .unwrap()
        .trim_end_matches('\n')
        .to_owned()
}

/// What the file says of itself.
pub fn info(pdf: &[u8]) -> String {
    let (_folder, path) = write(pdf);
    String::from_utf8(run("pdfinfo", "poppler-utils", &[&path])).unwrap()
}

/// The fonts in the file.
pub fn fonts(pdf: &[u8]) -> String {
    let (_folder, path) = write(pdf);
    String::from_utf8(run("pdffonts", "poppler-utils", &[&path])).unwrap()
}
