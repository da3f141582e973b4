//! The guidance slip: one page in plain words and larger type, for the citizen to take home.

use super::input::{BringItem, GuidanceSlip};
use super::sheet::{Range, Sheet, Style, Surround, WIDTH, pages};
use crate::layout::face::Face;
use crate::layout::flow::{ParaStyle, Strip, paragraph};
use crate::layout::mark::{Align, Mark, baseline};
use crate::layout::text::{Run, Setter, run};
use motcua_text::{long_date, money};

pub(crate) const TITLE: &str = "Phiếu hướng dẫn";

/// From large to smaller type: as large as fits on one page, never below 13 pt.
const PLAIN: Range = (
    Style {
        body: 15.0,
        table: 15.0,
        leading: 1.28,
        gap: 6.0,
        cell_pad: 0.0,
        sign_room: 0.0,
    },
    Style {
        body: 13.0,
        table: 13.0,
        leading: 1.15,
        gap: 2.0,
        cell_pad: 0.0,
        sign_room: 0.0,
    },
);
/// Where the text of a list stands, right of its tick box.
const HANG: f32 = 24.0;

/// The slip's pages: one, unless the list is too long even in the smallest type.
pub(crate) fn guidance(setter: &Setter, form: &GuidanceSlip) -> Vec<Vec<Mark>> {
    let surround = Surround {
        running_left: TITLE.to_owned(),
        running_right: form.procedure.clone(),
        is_sample: form.office.is_sample,
    };
    pages(setter, PLAIN, &surround, |sheet| {
        let page = Plain { sheet };
        let mut strips = page.head(form);
        strips.extend(page.bring(form));
        strips.extend(page.not_needed(form));
        strips.extend(page.facts(form));
        strips.extend(page.advice(form));
        strips
    })
}

struct Plain<'s> {
    sheet: Sheet<'s>,
}

impl Plain<'_> {
    fn text(&self, runs: &[Run], align: Align, gap: f32, left: f32) -> Vec<Strip> {
        let leading = self.sheet.style.leading;
        let style = ParaStyle {
            align,
            leading,
            gap,
            indent: 0.0,
            left,
        };
        paragraph(self.sheet.setter, runs, WIDTH, style)
    }

    fn head(&self, form: &GuidanceSlip) -> Vec<Strip> {
        let body = self.sheet.style.body;
        let office = run(form.office.name.clone(), Face::Bold, 13.0);
        let day = format!("{}, {}", form.office.place, long_date(form.issued));
        let mut strips = self.text(&[office], Align::Left, 0.0, 0.0);
        let mut second = self.text(&[run(day, Face::Italic, 13.0)], Align::Left, 0.0, 0.0);
        if let Some(last) = second.last_mut() {
            let y = last.height + 5.0;
            last.marks.push(Mark::Rule {
                from: (0.0, y),
                to: (WIDTH, y),
                thick: 0.75,
            });
        }
        strips.append(&mut second);
        let title = run(TITLE.to_uppercase(), Face::Bold, body + 5.0);
        strips.extend(self.text(&[title], Align::Centre, 18.0, 0.0));
        let name = run(form.procedure.clone(), Face::Bold, body + 1.0);
        strips.extend(self.text(&[name], Align::Centre, 1.0, 0.0));
        if let Some(code) = &form.procedure_code {
            let code = run(format!("Mã thủ tục: {code}"), Face::Regular, body - 2.0);
            strips.extend(self.text(&[code], Align::Centre, 0.0, 0.0));
        }
        if let Some(name) = form
            .applicant_name
            .as_deref()
            .filter(|name| !name.trim().is_empty())
        {
            let runs = [
                self.sheet.run("Gửi ông (bà): ", Face::Regular),
                self.sheet.run(name, Face::Bold),
            ];
            strips.extend(self.text(&runs, Align::Left, self.sheet.style.gap + 4.0, 0.0));
        }
        if !form.case.is_empty() {
            let case = format!("{}.", form.case.join("; "));
            let runs = [
                self.sheet.run("Trường hợp của ông (bà): ", Face::Regular),
                self.sheet.run(case, Face::Italic),
            ];
            strips.extend(self.text(&runs, Align::Left, self.sheet.style.gap, 0.0));
        }
        strips
    }

    fn heading(&self, text: &str) -> Vec<Strip> {
        let words = run(text, Face::Bold, self.sheet.style.body + 1.0);
        let mut strips = self.text(&[words], Align::Left, self.sheet.style.gap + 8.0, 0.0);
        for strip in &mut strips {
            strip.keep = true;
        }
        strips
    }

    fn bring(&self, form: &GuidanceSlip) -> Vec<Strip> {
        if form.bring.is_empty() {
            return Vec::new();
        }
        let mut strips = self.heading("Ông (bà) cần mang theo");
        for item in &form.bring {
            strips.extend(self.item(item));
        }
        strips
    }

    fn item(&self, item: &BringItem) -> Vec<Strip> {
        let body = self.sheet.style.body;
        let mut runs = vec![self.sheet.run(item.name.clone(), Face::Bold)];
        if !item.how.trim().is_empty() {
            runs.push(self.sheet.run(format!(": {}", item.how), Face::Regular));
        }
        let mut strips = self.text(&runs, Align::Left, self.sheet.style.gap, HANG);
        if let Some(first) = strips.first_mut() {
            let side = body * 0.78;
            let y = baseline(first.height, body) - side + body * 0.05;
            first.marks.push(Mark::Tick { x: 3.0, y, side });
        }
        if let Some(hint) = item.hint.as_deref().filter(|hint| !hint.trim().is_empty()) {
            if let Some(last) = strips.last_mut() {
                last.keep = true;
            }
            let hint = run(hint, Face::Italic, body - 1.0);
            strips.extend(self.text(&[hint], Align::Left, 0.0, HANG));
        }
        strips
    }

    fn not_needed(&self, form: &GuidanceSlip) -> Vec<Strip> {
        if form.not_needed.is_empty() {
            return Vec::new();
        }
        let body = self.sheet.style.body;
        let mut strips = self.heading("Không cần mang");
        for line in &form.not_needed {
            let mut lines = self.text(
                &[self.sheet.run(line.clone(), Face::Regular)],
                Align::Left,
                self.sheet.style.gap / 2.0,
                HANG,
            );
            if let Some(first) = lines.first_mut() {
                let side = body * 0.46;
                let y = baseline(first.height, body) - body * 0.33 - side / 2.0;
                first.marks.push(Mark::Diamond { x: 6.0, y, side });
            }
            strips.append(&mut lines);
        }
        strips
    }

    fn facts(&self, form: &GuidanceSlip) -> Vec<Strip> {
        let mut facts: Vec<(&str, String)> = Vec::new();
        if let Some(fee) = fee_words(form) {
            facts.push(("Phí, lệ phí", fee));
        }
        if let Some(limit) = &form.limit {
            facts.push(("Khi nào có kết quả", limit.clone()));
        }
        facts.push(("Nộp ở đâu", form.office.address.clone()));
        if let Some(hours) = &form.hours {
            facts.push(("Giờ làm việc", hours.clone()));
        }
        facts.push(("Cần hỏi, gọi số", form.office.phone.clone()));
        facts.retain(|(_, value)| !value.trim().is_empty());
        let labels: f32 = facts
            .iter()
            .map(|(label, _)| {
                self.sheet
                    .setter
                    .width(label, Face::Bold, self.sheet.style.body)
            })
            .fold(0.0, f32::max);
        let mut strips = Vec::new();
        for (n, (label, value)) in facts.iter().enumerate() {
            let gap = self.sheet.style.gap + if n == 0 { 12.0 } else { 0.0 };
            let value = [self.sheet.run(value.clone(), Face::Regular)];
            let mut lines = self.text(&value, Align::Left, gap, labels + 16.0);
            let label = self.text(&[self.sheet.run(*label, Face::Bold)], Align::Left, 0.0, 0.0);
            if let (Some(first), Some(label)) = (lines.first_mut(), label.into_iter().next()) {
                first.marks.extend(label.marks);
            }
            if n == 0
                && let Some(first) = lines.first_mut()
            {
                first.marks.push(Mark::Rule {
                    from: (0.0, -6.0),
                    to: (WIDTH, -6.0),
                    thick: 0.5,
                });
            }
            strips.append(&mut lines);
        }
        strips
    }

    fn advice(&self, form: &GuidanceSlip) -> Vec<Strip> {
        let mut strips = Vec::new();
        for (n, line) in form.advice.iter().enumerate() {
            let gap = self.sheet.style.gap + if n == 0 { 6.0 } else { 0.0 };
            let words = run(line.clone(), Face::Italic, self.sheet.style.body - 1.0);
            strips.extend(self.text(&[words], Align::Left, gap, 0.0));
        }
        strips
    }
}

/// Both prices side by side where they differ.
fn fee_words(form: &GuidanceSlip) -> Option<String> {
    let mut words = match (form.fee_counter, form.fee_online) {
        (Some(counter), Some(online)) if counter != online => {
            format!(
                "{} nộp tại quầy; {} nộp trực tuyến",
                money(counter),
                money(online)
            )
        }
        (Some(amount), _) => money(amount),
        (None, Some(online)) => format!("{} nộp trực tuyến", money(online)),
        (None, None) => return form.fee_note.clone(),
    };
    if let Some(note) = form
        .fee_note
        .as_deref()
        .filter(|note| !note.trim().is_empty())
    {
        words.push_str(&format!(" ({note})"));
    }
    Some(words)
}
