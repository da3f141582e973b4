//! Only the used letters of a face. printpdf subsets fonts only with its whole HTML layout engine
//! built in; without it a receipt carried 1.5 MB of fonts.

use crate::layout::face::{Face, Fonts};
use motcua_fault::{Code, OrFault, Result};
use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// A face cut down to the letters in use, with its glyphs renumbered.
pub(crate) struct Subset {
    pub(crate) id: FontId,
    pub(crate) font: PdfFont,
    remapped: GlyphRemapper,
}

impl Subset {
    /// The number of a glyph of the whole face in the subset.
    pub(crate) fn glyph(&self, whole: u16) -> u16 {
        self.remapped.get(whole).unwrap_or(0)
    }
}

/// Cuts a face down to `used` glyphs. The same glyphs give the same bytes.
pub(crate) fn subset(fonts: &Fonts, face: Face, used: &BTreeMap<u16, char>) -> Result<Subset> {
    let mut remapped = GlyphRemapper::new();
    for glyph in used.keys() {
        remapped.remap(*glyph);
    }
    let bytes = subsetter::subset(face.bytes(), 0, &remapped).or_fault(
        Code::Internal,
        "Không nhúng được phông chữ vào giấy in. Hãy cài lại chương trình.",
    )?;
    let parsed = fonts.face(face);
    let slope = if parsed.is_italic() { (3, 1) } else { (1, 0) };
    let bounds = parsed.global_bounding_box();
    let widths = used.keys().map(|glyph| {
        let width = parsed
            .glyph_hor_advance(ttf_parser::GlyphId(*glyph))
            .unwrap_or(0);
        (remapped.get(*glyph).unwrap_or(0), width)
    });
    let glyph_widths = widths.collect();
    let font = ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{}+{}", tag(used), face.postscript_name())),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths,
        units_per_em: parsed.units_per_em(),
        font_metrics: FontMetrics {
            ascent: parsed.ascender(),
            descent: parsed.descender(),
        },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: parsed.units_per_em(),
            x_min: bounds.x_min,
            y_min: bounds.y_min,
            x_max: bounds.x_max,
            y_max: bounds.y_max,
            caret_slope_rise: slope.0,
            caret_slope_run: slope.1,
            us_weight_class: parsed.weight().to_number(),
        },
    };
    let id = match face {
        Face::Regular => "LSR",
        Face::Bold => "LSB",
        Face::Italic => "LSI",
        Face::BoldItalic => "LSBI",
    };
    Ok(Subset {
        id: FontId(id.to_owned()),
        font: PdfFont::new(font),
        remapped,
    })
}

/// The six capitals before a subset's name (ISO 32000-1, 9.6.4), from its glyphs.
fn tag(used: &BTreeMap<u16, char>) -> String {
    let mut hash = Sha256::new();
    for glyph in used.keys() {
        hash.update(glyph.to_be_bytes());
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}
