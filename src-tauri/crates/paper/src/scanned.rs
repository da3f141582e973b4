//! A scan before it is kept: can it be read, how many pages has it, is one of them blank.

use image::{GrayImage, ImageFormat, imageops};
use lopdf::{Document, LoadOptions, Object, ObjectId, content::Content, xobject::PdfImage};
use motcua_fault::{Code, Fault, OrFault, Result};
use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Largest scan kept, bytes.
pub const MAX_BYTES: usize = crate::scan::MAX_BYTES;
/// Most that one stream of a PDF may unpack to while its structure is read, bytes.
const MOST_UNPACKED: usize = 256 << 20;
/// Most that the drawing of one page may unpack to, bytes.
const MOST_DRAWING: usize = 16 << 20;
/// Pages looked at for blankness: a book would keep the clerk waiting.
const LOOKED_AT: usize = 20;
/// Longest side that ink is looked for on, pixels.
const SIDE: u32 = 1000;
/// A scanner's shadow at the edge is no ink: this part of each side is left out.
const EDGE: u32 = 25;
/// How far from the paper's own grey ink is.
const CONTRAST: i16 = 48;
/// One dot of ink in so many: less is dust.
const DUST: usize = 5_000;

/// What kind of file a scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanKind {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

/// A scan that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// What it is.
    pub kind: ScanKind,
    /// Pages of a PDF; a picture is one.
    pub pages: u32,
    /// Pages with nothing on them, from 1, among the first twenty.
    pub blank: Vec<u32>,
}

impl Scanned {
    /// Nothing on any page.
    pub fn is_blank(&self) -> bool {
        !self.blank.is_empty() && self.blank.len() == self.pages as usize
    }
}

/// Looks at a scan.
///
/// # Errors
/// `BAD_FILE` with why it cannot be read and what to do.
pub fn look(file: &[u8]) -> Result<Scanned> {
    if file.len() > MAX_BYTES {
        return Err(bad("Bản quét lớn quá 64 MB. Hãy quét ở 150–300 dpi."));
    }
    if file.starts_with(b"%PDF-") {
        // The library reads what a stranger hands over; it must not end the program.
        return catch_unwind(AssertUnwindSafe(|| pdf(file)))
            .unwrap_or_else(|_| Err(bad(BROKEN_PDF)));
    }
    let kind = if file.starts_with(b"\x89PNG") {
        ScanKind::Png
    } else if file.starts_with(b"\xff\xd8") {
        ScanKind::Jpeg
    } else {
        return Err(bad("Tệp không phải PDF, PNG hoặc JPEG."));
    };
    let picture = crate::scan::open(file)?;
    Ok(Scanned {
        kind,
        pages: 1,
        blank: if has_ink(&picture) { vec![] } else { vec![1] },
    })
}

/// A page of a scan as a small grey JPEG: what a clerk looks at before deciding. `None` for a page of a
/// PDF that is no single JPEG, as scanners write it: another program must show that.
///
/// # Errors
/// `BAD_FILE` for a picture that cannot be read.
pub fn preview(file: &[u8], page: u32, side: u32) -> Result<Option<Vec<u8>>> {
    let picture = if file.starts_with(b"%PDF-") {
        let found = catch_unwind(AssertUnwindSafe(|| picture_of(file, page)));
        match found.unwrap_or_default() {
            Some(picture) => picture,
            None => return Ok(None),
        }
    } else {
        crate::scan::open(file)?
    };
    let long = picture.width().max(picture.height()).max(1);
    let small = if long > side {
        let to = |edge: u32| (u64::from(edge) * u64::from(side) / u64::from(long)).max(1) as u32;
        imageops::thumbnail(&picture, to(picture.width()), to(picture.height()))
    } else {
        picture
    };
    let mut jpeg = Cursor::new(Vec::new());
    small
        .write_to(&mut jpeg, ImageFormat::Jpeg)
        .or_fault(Code::BadFile, "Không vẽ được ảnh của bản quét.")?;
    Ok(Some(jpeg.into_inner()))
}

/// The one JPEG that makes up a page of a PDF, upright as it lies in the file.
fn picture_of(file: &[u8], page: u32) -> Option<GrayImage> {
    let options = LoadOptions {
        max_decompressed_size: Some(MOST_UNPACKED),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(file, options).ok()?;
    let page = *document.get_pages().get(&page)?;
    let pictures = document.get_page_images(page).ok()?;
    let [picture] = pictures.as_slice() else {
        return None;
    };
    let is_jpeg = matches!(picture.filters.as_deref(), Some([only]) if only == "DCTDecode");
    crate::scan::open(is_jpeg.then_some(picture.content)?).ok()
}

const BROKEN_PDF: &str = "Không đọc được tệp PDF: tệp hỏng, hoặc máy quét chưa ghi xong.";

fn bad(message: &str) -> Fault {
    Fault::new(Code::BadFile, message)
}

fn pdf(file: &[u8]) -> Result<Scanned> {
    let options = LoadOptions {
        max_decompressed_size: Some(MOST_UNPACKED),
        ..LoadOptions::default()
    };
    let document =
        Document::load_mem_with_options(file, options).or_fault(Code::BadFile, BROKEN_PDF)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(bad(
            "Tệp PDF có mật khẩu. Hãy lưu lại không mật khẩu rồi đưa vào.",
        ));
    }
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err(bad(BROKEN_PDF));
    }
    Ok(Scanned {
        kind: ScanKind::Pdf,
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        blank: pages
            .iter()
            .take(LOOKED_AT)
            .filter(|(_, page)| is_blank(&document, **page))
            .map(|(number, _)| *number)
            .collect(),
    })
}

/// Blank is only what surely is: nothing drawn, or nothing but pictures without ink.
fn is_blank(document: &Document, page: ObjectId) -> bool {
    let has_notes = document
        .get_dictionary(page)
        .is_ok_and(|page| page.has(b"Annots"));
    let Ok(drawing) = document.get_page_content_with_limit(page, MOST_DRAWING) else {
        return false;
    };
    let Ok(drawing) = Content::decode(&drawing) else {
        return false;
    };
    let mut placed = Vec::new();
    for step in &drawing.operations {
        match step.operator.as_str() {
            // Text, lines and areas, shadings, pictures within the drawing.
            "Tj" | "TJ" | "'" | "\"" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*"
            | "sh" | "BI" | "ID" | "EI" => return false,
            "Do" => match step.operands.first() {
                Some(Object::Name(name)) => placed.push(name.clone()),
                _ => return false,
            },
            _ => {}
        }
    }
    if has_notes {
        return false;
    }
    if placed.is_empty() {
        return true;
    }
    let Ok(pictures) = document.get_page_images(page) else {
        return false;
    };
    // A form among what is placed could hold anything.
    placed.len() <= pictures.len() && pictures.iter().all(|picture| surely_blank(picture))
}

/// Only JPEG is looked into: that is how scanners write.
fn surely_blank(picture: &PdfImage<'_>) -> bool {
    let is_jpeg = matches!(picture.filters.as_deref(), Some([only]) if only == "DCTDecode");
    is_jpeg && crate::scan::open(picture.content).is_ok_and(|picture| !has_ink(&picture))
}

/// Whether more than dust stands out from the paper.
fn has_ink(picture: &GrayImage) -> bool {
    let long = picture.width().max(picture.height());
    let small;
    let picture = if long > SIDE {
        let side = |edge: u32| (u64::from(edge) * u64::from(SIDE) / u64::from(long)).max(1) as u32;
        small = imageops::thumbnail(picture, side(picture.width()), side(picture.height()));
        &small
    } else {
        picture
    };
    let (width, height) = picture.dimensions();
    let (left, top) = (width / EDGE, height / EDGE);
    let mut shades = [0_usize; 256];
    for y in top..height - top {
        for x in left..width - left {
            shades[usize::from(picture.get_pixel(x, y).0[0])] += 1;
        }
    }
    let paper = (0_i16..256)
        .max_by_key(|shade| shades[*shade as usize])
        .unwrap_or(255);
    let all: usize = shades.iter().sum();
    let ink: usize = (0_i16..256)
        .filter(|shade| (shade - paper).abs() > CONTRAST)
        .map(|shade| shades[shade as usize])
        .sum();
    ink * DUST > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;
    use lopdf::{Stream, dictionary};
    use proptest::prelude::*;

    fn page(ink: bool) -> GrayImage {
        let mut picture = GrayImage::from_pixel(1240, 1754, Luma([246]));
        // Dust, and a scanner's dark edge.
        picture.put_pixel(600, 600, Luma([0]));
        (0..1754).for_each(|y| picture.put_pixel(3, y, Luma([20])));
        if ink {
            for y in (200..1500).step_by(40) {
                for x in 200..900 {
                    picture.put_pixel(x, y, Luma([30]));
                    picture.put_pixel(x, y + 1, Luma([30]));
                }
            }
        }
        picture
    }

    fn written(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A PDF with a JPEG on each page, or nothing drawn at all.
    fn scan(pages: &[Option<bool>]) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let tree = document.new_object_id();
        let kids: Vec<Object> = pages
            .iter()
            .map(|ink| {
                let (drawing, resources) = match ink {
                    None => (Vec::new(), dictionary! {}),
                    Some(ink) => {
                        let picture = Stream::new(
                            dictionary! {
                                "Type" => "XObject", "Subtype" => "Image", "Width" => 1240,
                                "Height" => 1754, "ColorSpace" => "DeviceGray",
                                "BitsPerComponent" => 8, "Filter" => "DCTDecode",
                            },
                            written(&page(*ink), ImageFormat::Jpeg),
                        );
                        let picture = document.add_object(picture);
                        (
                            b"q 595 0 0 842 0 0 cm /Im0 Do Q".to_vec(),
                            dictionary! { "XObject" => dictionary! { "Im0" => picture } },
                        )
                    }
                };
                let drawing = document.add_object(Stream::new(dictionary! {}, drawing));
                let page = document.add_object(dictionary! {
                    "Type" => "Page", "Parent" => tree, "Contents" => drawing,
                    "Resources" => resources,
                    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                });
                page.into()
            })
            .collect();
        document.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids }.into(),
        );
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_page_to_look_at_is_small_upright_and_none_where_nothing_can_be_drawn() {
        let pdf = scan(&[Some(true), None]);
        let shown = preview(&pdf, 1, 160).unwrap().unwrap();
        let shown = image::load_from_memory(&shown).unwrap();
        assert_eq!((shown.width(), shown.height()), (113, 160));
        assert_eq!(preview(&pdf, 2, 160).unwrap(), None, "nothing on the page");
        assert_eq!(preview(&pdf, 9, 160).unwrap(), None, "no such page");
        let png = written(&page(true), ImageFormat::Png);
        assert!(
            preview(&png, 1, 4000).unwrap().is_some(),
            "never made larger"
        );
        assert_eq!(preview(b"%PDF-1.4 hong", 1, 160).unwrap(), None);
        assert_eq!(
            preview(b"khong phai anh", 1, 160).unwrap_err().code,
            Code::BadFile
        );
    }

    #[test]
    fn a_picture_is_one_page_and_a_blank_one_is_known_in_spite_of_dust_and_a_dark_edge() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let full = look(&written(&page(true), format)).unwrap();
            assert_eq!((full.pages, full.blank.len()), (1, 0));
            let empty = look(&written(&page(false), format)).unwrap();
            assert!(empty.is_blank(), "{format:?}");
        }
    }

    #[test]
    fn pages_of_a_pdf_are_counted_and_blank_ones_named() {
        let looked = look(&scan(&[Some(true), Some(false), None, Some(true)])).unwrap();
        assert_eq!(looked.kind, ScanKind::Pdf);
        assert_eq!(looked.pages, 4);
        assert_eq!(looked.blank, [2, 3]);
        assert!(!looked.is_blank());
        assert!(look(&scan(&[None])).unwrap().is_blank());
    }

    #[test]
    fn what_cannot_be_read_is_said_to_be_so() {
        let whole = scan(&[Some(true)]);
        for file in [
            &b"%PDF-1.5 cut short"[..],
            &whole[..whole.len() / 3],
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b"MZ",
            b"",
        ] {
            assert_eq!(look(file).unwrap_err().code, Code::BadFile);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_bytes_end_the_program(
            head in prop_oneof![
                Just(&b"%PDF-1.7\n"[..]),
                Just(&b"\x89PNG\r\n\x1a\n"[..]),
                Just(&b"\xff\xd8\xff\xe0"[..]),
            ],
            rest in proptest::collection::vec(any::<u8>(), 0..2000),
        ) {
            let _ = look(&[head, &rest].concat());
        }

        #[test]
        fn a_spoiled_scan_does_not_end_the_program(
            changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..20)
        ) {
            let mut bytes = scan(&[Some(true), None]);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = look(&bytes);
        }
    }
}
