//! The head of an official form: unit block left, state name right, QR and title below them
//! (NĐ 30/2020/NĐ-CP, Annex I).

use super::input::Office;
use super::sheet::{Sheet, WIDTH};
use crate::layout::face::Face;
use crate::layout::flow::Strip;
use crate::layout::mark::{Align, Mark, baseline, set_line};
use crate::layout::mm;
use crate::layout::text::{Run, run};
use crate::layout::wrap::wrap;
use crate::qr::{QrMatrix, SIDE_MM};
use chrono::NaiveDate;
use motcua_fault::Result;
use motcua_text::long_date;
use std::rc::Rc;

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
const CENTRE_NAME: &str = "Trung tâm Phục vụ hành chính công";

/// The left column's width; the right one takes the rest, with the room the state name needs.
const UNIT_WIDTH: f32 = mm(70.0);
const STATE_LEFT: f32 = mm(72.0);
const CAPS: f32 = 12.0;
const TEXT: f32 = 13.0;
const PITCH: f32 = 15.6;
/// The printed QR without its quiet zone, which the white around it gives.
const QR_SIDE: f32 = mm(SIDE_MM);

/// What a form's head holds.
pub(crate) struct Heading<'h> {
    pub(crate) office: &'h Office,
    /// `Số: 15/2026-TTPVHCC`, dots where there is none.
    pub(crate) number: String,
    pub(crate) issued: NaiveDate,
    /// The form's name in capitals.
    pub(crate) title: &'h str,
    /// What the code below is called: `Mã hồ sơ`.
    pub(crate) code_label: &'h str,
    pub(crate) dossier_code: Option<&'h str>,
    /// Which part this is: `Liên 1: lưu tại Trung tâm`.
    pub(crate) part: Option<&'h str>,
    pub(crate) qr: Option<Rc<QrMatrix>>,
}

/// The office's abbreviation in number symbols.
pub(crate) fn symbol(office: &Office) -> &'static str {
    if office.name.to_lowercase().starts_with("bộ phận") {
        "BPTNTKQ"
    } else {
        "TTPVHCC"
    }
}

/// The QR of a form that has one.
pub(crate) fn code(text: Option<&str>) -> Result<Option<Rc<QrMatrix>>> {
    text.map(|text| QrMatrix::for_paper(text).map(Rc::new))
        .transpose()
}

impl Heading<'_> {
    /// The head as one uncut strip.
    pub(crate) fn strip(&self, sheet: Sheet) -> Strip {
        let mut marks = Vec::new();
        let after_names = self.unit(sheet, &mut marks);
        self.state(sheet, &mut marks);
        let row = after_names.max(2.0 * PITCH + 8.0) + 5.5;
        let mut place = |text: String, face, x, width| {
            let runs = [run(text, face, TEXT)];
            let (set, _) = sheet.block(&runs, x, row, width, Align::Centre, PITCH);
            marks.extend(set);
        };
        place(self.number.clone(), Face::Regular, 0.0, UNIT_WIDTH);
        let day = format!("{}, {}", self.office.place, long_date(self.issued));
        place(day, Face::Italic, STATE_LEFT, WIDTH - STATE_LEFT);
        let below = row + PITCH;
        let height = match &self.qr {
            Some(code) => self.beside_code(sheet, &mut marks, below, code),
            None => self.title(sheet, &mut marks, 0.0, WIDTH, below + 20.0) + 4.0,
        };
        Strip {
            height,
            marks,
            keep: true,
            ..Strip::default()
        }
    }

    /// Superior body, issuing body and its rule. Returns where they end.
    fn unit(&self, sheet: Sheet, marks: &mut Vec<Mark>) -> f32 {
        let superior = run(self.office.superior.to_uppercase(), Face::Regular, CAPS);
        let (set, used) = sheet.block(&[superior], 0.0, 0.0, UNIT_WIDTH, Align::Centre, PITCH);
        marks.extend(set);
        let name = match self.office.name.get(..CENTRE_NAME.len()) {
            Some(start) if start.to_lowercase() == CENTRE_NAME.to_lowercase() => start,
            _ => &self.office.name,
        };
        let name = [run(name.to_uppercase(), Face::Bold, CAPS)];
        let (set, more) = sheet.block(&name, 0.0, used, UNIT_WIDTH, Align::Centre, PITCH);
        let widest = widest(&set, sheet);
        marks.extend(set);
        let y = used + more + 2.5;
        marks.push(centred_rule(UNIT_WIDTH / 2.0, widest * 0.42, y));
        y
    }

    /// State name, motto and the rule exactly as long as the motto.
    fn state(&self, sheet: Sheet, marks: &mut Vec<Mark>) {
        let width = WIDTH - STATE_LEFT;
        let state = [run(STATE, Face::Bold, CAPS)];
        let motto = [run(MOTTO, Face::Bold, TEXT)];
        marks.extend(
            sheet
                .block(&state, STATE_LEFT, 0.0, width, Align::Centre, PITCH)
                .0,
        );
        marks.extend(
            sheet
                .block(&motto, STATE_LEFT, PITCH, width, Align::Centre, PITCH)
                .0,
        );
        let long = sheet.setter.width(MOTTO, Face::Bold, TEXT);
        marks.push(centred_rule(
            STATE_LEFT + width / 2.0,
            long,
            2.0 * PITCH + 2.5,
        ));
    }

    /// QR with the code under it on the left, the title beside it. Returns where it ends.
    fn beside_code(
        &self,
        sheet: Sheet,
        marks: &mut Vec<Mark>,
        below: f32,
        code: &Rc<QrMatrix>,
    ) -> f32 {
        let top = below + 8.0;
        let x = (UNIT_WIDTH - QR_SIDE) / 2.0;
        marks.push(Mark::Code {
            x,
            y: top,
            side: QR_SIDE,
            code: Rc::clone(code),
        });
        let mut end = top + QR_SIDE;
        if let Some(code) = self.dossier_code {
            let caption = [run(code, Face::Bold, 11.0)];
            let (set, used) =
                sheet.block(&caption, 0.0, end + 5.0, UNIT_WIDTH, Align::Centre, 13.0);
            marks.extend(set);
            end += 5.0 + used;
        }
        let mut beside = Vec::new();
        let width = WIDTH - STATE_LEFT;
        let long = self.title(sheet, &mut beside, STATE_LEFT, width, 0.0);
        // Centred on the QR's height, so that both columns balance.
        let shift = top + ((QR_SIDE - long) / 2.0).max(4.0);
        marks.extend(beside.into_iter().map(|mark| mark.shifted(0.0, shift)));
        end.max(shift + long) + 2.0
    }

    /// Title, dossier code and part, centred. Returns where they end.
    fn title(&self, sheet: Sheet, marks: &mut Vec<Mark>, x: f32, width: f32, top: f32) -> f32 {
        let mut y = top;
        let mut line = |runs: &[Run], pitch: f32, room: f32| {
            y += room;
            let (set, used) = sheet.block(runs, x, y, width, Align::Centre, pitch);
            marks.extend(set);
            y += used;
        };
        line(&[run(self.title, Face::Bold, 14.0)], 18.5, 0.0);
        if let Some(code) = self.dossier_code {
            let label = run(format!("{}: ", self.code_label), Face::Regular, TEXT);
            line(&[label, run(code, Face::Bold, TEXT)], PITCH, 6.0);
        }
        if let Some(part) = self.part {
            line(&[run(format!("({part})"), Face::Italic, TEXT)], PITCH, 3.0);
        }
        y
    }
}

fn widest(marks: &[Mark], sheet: Sheet) -> f32 {
    let wide = |mark: &Mark| match mark {
        Mark::Text {
            face,
            size,
            letters,
            ..
        } => letters
            .iter()
            .map(|l| f32::from(sheet.setter.fonts.advance(*face, l.glyph)) * size / 1000.0)
            .sum(),
        _ => 0.0,
    };
    marks.iter().map(wide).fold(0.0, f32::max)
}

fn centred_rule(centre: f32, long: f32, y: f32) -> Mark {
    Mark::Rule {
        from: (centre - long / 2.0, y),
        to: (centre + long / 2.0, y),
        thick: 0.75,
    }
}

/// Who signs: the capacity in capitals and the name below the room for the signature.
pub(crate) struct Signer<'s> {
    pub(crate) capacity: &'s str,
    pub(crate) name: &'s str,
}

/// The signatures side by side; a single one stands on the right.
pub(crate) fn signatures(sheet: Sheet, signers: &[Signer]) -> Strip {
    let half = WIDTH / 2.0;
    let mut marks = Vec::new();
    let mut height: f32 = 0.0;
    let first = 2usize.saturating_sub(signers.len());
    for (n, signer) in signers.iter().enumerate() {
        let x = (n + first) as f32 * half;
        let mut y = 0.0;
        let mut line = |text: &str, face, size, room: f32| {
            y += room;
            let letters = sheet.setter.letters(&[run(text, face, size)]);
            for broken in wrap(&letters, half - 12.0, 0.0) {
                let base = y + baseline(PITCH, size);
                marks.extend(set_line(&broken, x + 6.0, base, half - 12.0, Align::Centre));
                y += PITCH;
            }
        };
        line(signer.capacity, Face::Bold, TEXT, 0.0);
        line("(Ký, ghi rõ họ tên)", Face::Italic, TEXT, 0.0);
        line(signer.name, Face::Bold, TEXT, sheet.style.sign_room);
        height = height.max(y);
    }
    Strip {
        gap: 14.0,
        height,
        marks,
        ..Strip::default()
    }
}
