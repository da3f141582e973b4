//! LibreOffice given the text of our own page to lay out, with the same typeface and QR.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

pub struct LibreOffice {
    folder: TempDir,
    page: String,
}

impl LibreOffice {
    /// With the text of a paper as its pages; `None` where a program is missing.
    pub fn with_page(pdf: &Path, qr: &[u8]) -> Option<Self> {
        Command::new("soffice").arg("--version").output().ok()?;
        let text = motcua_tests::tool("pdftotext", &["-layout", pdf.to_str()?, "-"])?;
        let folder = crate::room::folder();
        fs::write(folder.path().join("qr.png"), qr).expect("written");
        // The same typeface, so that the same letters are embedded.
        let fonts = folder.path().join(".fonts");
        fs::create_dir(&fonts).expect("a folder");
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/paper/fonts");
        for font in fs::read_dir(ours).expect("our fonts").flatten() {
            fs::copy(font.path(), fonts.join(font.file_name())).expect("copied");
        }
        let page = flat_document(&text);
        Some(Self { folder, page })
    }

    /// One run that converts the page so many times; the size of a PDF.
    pub fn convert(&self, pages: usize) -> u64 {
        let home = self.folder.path();
        let names: Vec<PathBuf> = (0..pages)
            .map(|n| home.join(format!("page{n}.fodt")))
            .collect();
        for name in &names {
            fs::write(name, &self.page).expect("written");
        }
        let profile = format!("-env:UserInstallation=file://{}/profile", home.display());
        let done = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
            .arg(home)
            .args(&names)
            .env("HOME", home)
            .current_dir(home)
            .output()
            .expect("LibreOffice runs");
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        fs::metadata(home.join(format!("page{}.pdf", pages - 1)))
            .expect("a PDF")
            .len()
    }

    /// Whether its PDF has that text.
    pub fn says(&self, text: &str) -> bool {
        let pdf = self.folder.path().join("page0.pdf");
        let args = [pdf.to_str().unwrap_or_default(), "-"];
        motcua_tests::tool("pdftotext", &args).is_some_and(|said| said.contains(text))
    }
}

/// A flat ODF text: the lines as they stand, a new page where the paper has one.
fn flat_document(text: &str) -> String {
    let mut body = String::new();
    for (n, page) in text.trim_end_matches('\u{c}').split('\u{c}').enumerate() {
        let style = if n == 0 { "line" } else { "top" };
        let _ = write!(
            body,
            "<text:p text:style-name=\"{style}\"><draw:frame text:anchor-type=\"as-char\" svg:width=\"33mm\" \
             svg:height=\"33mm\"><draw:image xlink:href=\"qr.png\" xlink:type=\"simple\"/></draw:frame></text:p>"
        );
        for line in page.lines() {
            let indent = line.len() - line.trim_start().len();
            let escaped = line.trim_start().replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(
                body,
                "<text:p text:style-name=\"line\"><text:s text:c=\"{indent}\"/>{escaped}</text:p>"
            );
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
         xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
         xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.text\">\
         <office:font-face-decls><style:font-face style:name=\"serif\" svg:font-family=\"'Liberation Serif'\"/>\
         </office:font-face-decls><office:styles>\
         <style:style style:name=\"line\" style:family=\"paragraph\">\
         <style:text-properties style:font-name=\"serif\" fo:font-size=\"11pt\"/></style:style>\
         <style:style style:name=\"top\" style:family=\"paragraph\" style:parent-style-name=\"line\">\
         <style:paragraph-properties fo:break-before=\"page\"/></style:style></office:styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document>"
    )
}
