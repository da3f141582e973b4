//! Pages of marks as the bytes of a PDF. The same pages give the same bytes.

mod draw;
mod subset;

use crate::layout::face::{Face, Fonts};
use crate::layout::mark::Mark;
use crate::layout::mm;
use chrono::{Datelike, NaiveDate};
use lopdf::{Dictionary, Object, StringFormat};
use motcua_fault::{Code, OrFault, Result};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use std::collections::BTreeMap;

/// A4, in millimetres.
pub(crate) const PAGE_WIDTH: f32 = 210.0;
pub(crate) const PAGE_HEIGHT: f32 = 297.0;

/// What the file says about itself.
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) author: String,
    /// The day on the paper, taken as the file's day: the clock is not read.
    pub(crate) day: NaiveDate,
    /// Identifies the contents.
    pub(crate) identity: [u8; 32],
}

const FAILED: &str = "Không tạo được tệp PDF. Hãy thử lại; nếu vẫn lỗi, báo bộ phận kỹ thuật.";

/// Writes the pages.
pub(crate) fn write(pages: &[Vec<Mark>], fonts: &Fonts, about: &About) -> Result<Vec<u8>> {
    let mut subsets = BTreeMap::new();
    for (face, used) in used_glyphs(pages) {
        subsets.insert(face, subset::subset(fonts, face, &used)?);
    }
    let mut document = PdfDocument::new(&about.title);
    for subset in subsets.values() {
        document
            .resources
            .fonts
            .map
            .insert(subset.id.clone(), subset.font.clone());
    }
    let height = mm(PAGE_HEIGHT);
    document.pages = pages
        .iter()
        .map(|marks| {
            let operations = draw::operations(marks, height, fonts, &subsets);
            PdfPage::new(Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT), operations)
        })
        .collect();
    describe(&mut document, about);

    let options = PdfSaveOptions {
        subset_fonts: false,
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    settle(&mut file, about)?;
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).or_fault(Code::Internal, FAILED)?;
    Ok(bytes)
}

fn describe(document: &mut PdfDocument, about: &About) {
    let info = &mut document.metadata.info;
    info.document_title.clone_from(&about.title);
    info.author.clone_from(&about.author);
    "Một Cửa".clone_into(&mut info.creator);
    let date = printpdf::Date {
        year: about.day.year(),
        month: about.day.month() as u8,
        day: about.day.day() as u8,
    };
    for moment in [
        &mut info.creation_date,
        &mut info.modification_date,
        &mut info.metadata_date,
    ] {
        moment.date = date;
    }
}

/// What printpdf leaves out or makes up: the language, an identity from the contents instead of a
/// counter, and a version that has the embedded fonts it uses.
fn settle(file: &mut lopdf::Document, about: &About) -> Result<()> {
    "1.7".clone_into(&mut file.version);
    let catalog = file.catalog_mut().or_fault(Code::Internal, FAILED)?;
    catalog.set(
        "Lang",
        Object::String(b"vi-VN".to_vec(), StringFormat::Literal),
    );
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    viewer.set("PrintScaling", "None");
    catalog.set("ViewerPreferences", viewer);
    let id = || Object::String(about.identity[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id(), id()]);
    let info = file.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(info) = info.and_then(|id| file.get_dictionary_mut(id)) {
        info.remove(b"GTS_PDFXVersion");
        info.remove(b"Identifier");
    }
    Ok(())
}

/// The glyphs of each face on the pages, with the letter each stands for.
fn used_glyphs(pages: &[Vec<Mark>]) -> BTreeMap<Face, BTreeMap<u16, char>> {
    let mut used: BTreeMap<Face, BTreeMap<u16, char>> = BTreeMap::new();
    for mark in pages.iter().flatten() {
        if let Mark::Text { face, letters, .. } = mark {
            let glyphs = used.entry(*face).or_default();
            for placed in letters {
                glyphs
                    .entry(placed.glyph)
                    .or_insert(draw::copied(placed.letter));
            }
        }
    }
    used
}
