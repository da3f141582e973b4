//! The four faces of Liberation Serif and their measures.

use motcua_fault::{Code, OrFault, Result};

/// A face of the family. Its order is the order in the PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

impl Face {
    /// The whole font file, as shipped.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
            Self::Bold => include_bytes!("../../fonts/LiberationSerif-Bold.ttf"),
            Self::Italic => include_bytes!("../../fonts/LiberationSerif-Italic.ttf"),
            Self::BoldItalic => include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf"),
        }
    }

    /// The name inside the PDF, without the subset's tag.
    pub(crate) const fn postscript_name(self) -> &'static str {
        match self {
            Self::Regular => "LiberationSerif",
            Self::Bold => "LiberationSerif-Bold",
            Self::Italic => "LiberationSerif-Italic",
            Self::BoldItalic => "LiberationSerif-BoldItalic",
        }
    }
}

/// What stands for a letter the font does not have: seen at once, never taken for a letter.
pub(crate) const MISSING: char = '□';

/// Height above the baseline and depth below it, in em; the same in all four faces.
pub(crate) const ASCENT: f32 = 0.891;
pub(crate) const DESCENT: f32 = 0.216;

/// The parsed faces.
pub(crate) struct Fonts {
    faces: [ttf_parser::Face<'static>; 4],
}

impl Fonts {
    /// Parses the shipped files.
    pub(crate) fn load() -> Result<Self> {
        let parse = |face: Face| {
            ttf_parser::Face::parse(face.bytes(), 0).or_fault(
                Code::Internal,
                "Phông chữ đi kèm chương trình bị hỏng. Hãy cài lại chương trình.",
            )
        };
        Ok(Self {
            faces: [
                parse(Face::Regular)?,
                parse(Face::Bold)?,
                parse(Face::Italic)?,
                parse(Face::BoldItalic)?,
            ],
        })
    }

    /// The parsed face.
    pub(crate) fn face(&self, face: Face) -> &ttf_parser::Face<'static> {
        &self.faces[face as usize]
    }

    /// The glyph of a letter, if the face has it.
    pub(crate) fn glyph(&self, face: Face, letter: char) -> Option<u16> {
        self.face(face).glyph_index(letter).map(|id| id.0)
    }

    /// How far the pen moves, in thousandths of an em. Whole numbers, cut off as printpdf cuts
    /// them in the PDF's width table, so that what is measured here is what a viewer draws.
    pub(crate) fn advance(&self, face: Face, glyph: u16) -> u16 {
        let face = self.face(face);
        let units = face
            .glyph_hor_advance(ttf_parser::GlyphId(glyph))
            .unwrap_or(0);
        let em = u32::from(face.units_per_em()).max(1);
        (u32::from(units) * 1000 / em)
            .try_into()
            .unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

    #[test]
    fn all_four_faces_have_every_vietnamese_letter_and_the_box() {
        let fonts = Fonts::load().unwrap();
        let capitals = LETTERS.to_uppercase();
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic] {
            for letter in LETTERS
                .chars()
                .chain(capitals.chars())
                .chain("–…“”()/%□".chars())
            {
                assert!(
                    fonts.glyph(face, letter).is_some(),
                    "{face:?} lacks {letter}"
                );
            }
        }
    }

    #[test]
    fn the_measures_used_are_those_of_the_files() {
        let fonts = Fonts::load().unwrap();
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic] {
            let parsed = fonts.face(face);
            let em = f32::from(parsed.units_per_em());
            assert!((f32::from(parsed.ascender()) / em - ASCENT).abs() < 0.01);
            assert!((f32::from(-parsed.descender()) / em - DESCENT).abs() < 0.01);
        }
        let width = fonts.advance(Face::Regular, fonts.glyph(Face::Regular, 'n').unwrap());
        assert_eq!(width, 500, "as wide as in Times New Roman");
    }
}
