//! Official records in, the catalogue out.

use super::super::{Place, answer::Answer};
use crate::clock::now;
use motcua_catalogue::difference::ProcedureDiff;
use motcua_desk::{Taken, is_authored};
use motcua_fault::{Code, OrFault, Result};
use motcua_office::RecordImport;
use serde_json::json;
use std::{fmt::Write as _, io::IsTerminal as _, io::Write as _, path::Path};

/// Lines of a kind printed for people; a program reads them all from the JSON.
const SHOWN: usize = 20;

pub(super) fn import(place: &Place, file: &Path) -> Result<Answer> {
    let desk = place.desk()?;
    if is_authored(file) {
        return taken(&desk.take_catalogue(file, now())?);
    }
    let mut said = 0;
    let watched = std::io::stderr().is_terminal();
    let report = desk.import_records_telling(file, false, now(), &mut |done, all| {
        let part = done * 100 / all;
        if watched && part >= said + 5 {
            said = part;
            // Nobody may be looking; the import goes on.
            let _ = write!(std::io::stderr(), "\rĐã đọc {part} %");
        }
    })?;
    if watched && said > 0 {
        let _ = writeln!(std::io::stderr());
    }
    Answer::yes(&report, told(&report))
}

fn told(report: &RecordImport) -> String {
    let rejected = report.rejected.len() as u64 + report.rejected_more;
    let mut out = format!(
        "Đã đọc {} dòng: {} mới, {} cập nhật, {} không đổi, {} khác với bản soạn (giữ bên cạnh), {rejected} bị loại.\n",
        report.read, report.imported, report.updated, report.unchanged, report.offered
    );
    for line in report.rejected.iter().take(SHOWN) {
        let code = line.code.as_deref().unwrap_or("không rõ mã");
        let _ = writeln!(out, "  dòng {} ({code}): {}", line.line, line.why);
    }
    if rejected > SHOWN as u64 {
        let _ = writeln!(out, "  … và {} dòng nữa", rejected - SHOWN as u64);
    }
    if !report.differs.is_empty() {
        let shown: Vec<_> = report
            .differs
            .iter()
            .take(SHOWN)
            .map(String::as_str)
            .collect();
        let _ = writeln!(out, "Khác với bản soạn: {}", shown.join(", "));
    }
    if let Some(batch) = &report.batch {
        let _ = writeln!(
            out,
            "Rút lại được bằng: motcua catalogue undo-import {batch}"
        );
    }
    out
}

fn taken(taken: &Taken) -> Result<Answer> {
    let mut out = format!(
        "Đã đọc {} bản soạn: {} đang dùng y nguyên, {} thành bản nháp chờ duyệt, {} không đọc được.\n",
        taken.read,
        taken.unchanged,
        taken.drafts.len(),
        taken.rejected.len()
    );
    for draft in &taken.drafts {
        let _ = writeln!(
            out,
            "  {}  {}  {} ({} điều cần sửa)",
            draft.draft.id,
            draft.draft.code,
            draft.draft.name,
            draft.findings.len()
        );
    }
    for file in &taken.rejected {
        let _ = writeln!(out, "  {}: {}", file.file, file.why);
    }
    if let Some(records) = &taken.records {
        out.push_str(&told(records));
    }
    // One shape for whatever is imported: what is kept beside an entry to look at is offered.
    let of = |get: fn(&RecordImport) -> u64| taken.records.as_ref().map_or(0, get);
    let mut rejected: Vec<_> = taken
        .rejected
        .iter()
        .map(|file| json!({ "line": null, "code": null, "file": file.file, "why": file.why }))
        .collect();
    for line in taken.records.iter().flat_map(|records| &records.rejected) {
        rejected.push(json!({ "line": line.line, "code": line.code, "why": line.why }));
    }
    let answer = json!({
        "read": taken.read as u64 + of(|records| records.read),
        "imported": of(|records| records.imported),
        "updated": of(|records| records.updated),
        "unchanged": taken.unchanged as u64 + of(|records| records.unchanged),
        "offered": taken.drafts.len() as u64 + of(|records| records.offered),
        "rejected": rejected,
        "drafts": taken.drafts,
    });
    Answer::yes(&answer, out)
}

pub(super) fn diff(place: &Place, file: &Path) -> Result<Answer> {
    let desk = place.desk()?;
    if file.extension().is_some_and(|ext| ext == "toml") {
        let text = std::fs::read_to_string(file).or_fault(
            Code::BadFile,
            format!("Không đọc được tệp “{}”.", file.display()),
        )?;
        let diff = desk.procedure_difference(&text)?;
        let mut out = String::new();
        side_by_side(&mut out, &diff);
        return Answer::yes(&diff, out);
    }
    if is_authored(file) {
        let (read, changes) = desk.catalogue_difference(file)?;
        let mut out = format!(
            "Đã đọc {read} bản soạn; {} khác với bản đang dùng.\n",
            changes.len()
        );
        for diff in &changes {
            side_by_side(&mut out, diff);
        }
        let unchanged = read - changes.len();
        let answer = json!({ "read": read, "unchanged": unchanged, "changes": changes });
        return Answer::yes(&answer, out);
    }
    let report = desk.import_records(file, true, now())?;
    let mut out = format!("Chưa ghi gì. {}", told(&report));
    for diff in report.changes.iter().take(SHOWN) {
        side_by_side(&mut out, diff);
    }
    Answer::yes(&report, out)
}

pub(super) fn side_by_side(out: &mut String, diff: &ProcedureDiff) {
    let _ = writeln!(
        out,
        "\n{}  {}\n  trước: {} · sau: {}",
        diff.code, diff.name, diff.before, diff.after
    );
    if diff.changes.is_empty() {
        let _ = writeln!(out, "  không khác");
    }
    for change in &diff.changes {
        let _ = writeln!(out, "  {} · {}", change.part, change.what);
        for (mark, said) in [("-", &change.before), ("+", &change.after)] {
            if let Some(said) = said {
                let _ = writeln!(out, "    {mark} {}", said.replace('\n', " "));
            }
        }
    }
}

pub(super) fn export(place: &Place, file: &Path) -> Result<Answer> {
    let done = place.desk()?.export_catalogue(file)?;
    let text = format!(
        "Đã xuất {} tệp của danh mục, {} bản thủ tục của quầy, {} bản ghi đã nhập vào {}",
        done.files, done.office, done.records, done.path
    );
    Answer::yes(&done, text)
}

pub(super) fn imports(place: &Place) -> Result<Answer> {
    let batches = place.desk()?.office().record_batches()?;
    let mut out = String::new();
    for batch in &batches {
        let undone = match batch.undone_at {
            Some(at) => format!(" (đã rút lại {})", motcua_text::moment(at)),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "{}  {}  {}: {} mới, {} cập nhật, {} khác bản soạn{undone}",
            batch.batch,
            motcua_text::moment(batch.at),
            batch.file,
            batch.counts.imported,
            batch.counts.updated,
            batch.counts.offered
        );
    }
    Answer::yes(&batches, out)
}

pub(super) fn undo(place: &Place, batch: &str) -> Result<Answer> {
    let undone = place.desk()?.undo_record_import(batch, now())?;
    let text = format!("Đã rút lại lần nhập từ {}.", undone.file);
    Answer::yes(&undone, text)
}

pub(super) fn accept(place: &Place, code: &str, taken: bool) -> Result<Answer> {
    place.desk()?.take_record(code, taken, now())?;
    let text = match taken {
        true => "Đã dùng dữ liệu đã nhập thay bản tra cứu kèm theo.",
        false => "Đã trở lại bản tra cứu kèm theo.",
    };
    Answer::yes(&json!({ "code": code, "taken": taken }), text)
}
