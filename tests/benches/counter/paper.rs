//! The receipt as PDF, beside LibreOffice converting the same page.

use crate::{
    libre_office::LibreOffice,
    measure::{
        Table, Times, bytes, in_turn,
        plan::{MIDDLE, OFFICE_PAGES, OFFICE_STARTS},
    },
    room::{Room, birth, now},
};
use motcua_paper::{Paper, qr::QrMatrix, render};
use std::path::Path;

pub fn bench(room: &Room) {
    let table = Table::new("Receipt (form 01, two parts, with QR) as PDF");
    let (_temp, desk) = room.office();
    let outcome = desk.receive(birth(), now()).expect("received");
    let kept = desk.office().papers(Some(1)).expect("papers");
    let paper: Paper = serde_json::from_str(&kept[0].body).expect("a paper");
    let rendered = render(&paper).expect("rendered");

    let (ours, _) = in_turn(MIDDLE, || render(&paper), || ());
    let size = bytes(rendered.pdf.len() as u64);
    let what = format!("render, {size}");

    let qr = QrMatrix::new(&outcome.qr)
        .and_then(|code| code.to_png(8))
        .expect("a QR");
    let Some(office) = LibreOffice::with_page(Path::new(&outcome.papers[0].path), &qr) else {
        table.alone(&what, &ours);
        table.note("LibreOffice or pdftotext is not installed");
        return;
    };
    let mut cold = Times::default();
    let theirs = cold.of(|| office.convert(1));
    assert!(
        office.says(&outcome.dossier),
        "LibreOffice's page says the same"
    );
    table.row(
        &what,
        &ours,
        "LibreOffice, cold: new process, no profile",
        &cold,
    );
    let mut warm = Times::default();
    for _ in 0..OFFICE_STARTS {
        warm.of(|| office.convert(1));
    }
    table.row(
        &what,
        &ours,
        "LibreOffice, new process, profile there",
        &warm,
    );
    // Many pages in one run less one page in one run: what a page costs a process that is up.
    let mut many = Times::default();
    many.of(|| office.convert(OFFICE_PAGES));
    let running = many.median().saturating_sub(warm.median()) / (OFFICE_PAGES as u32 - 1);
    let running = Times::from_iter([running]);
    table.row(
        &what,
        &ours,
        "LibreOffice, warm: each further page of a run",
        &running,
    );
    table.note(format!(
        "LibreOffice's PDF of the same text and QR: {}",
        bytes(theirs)
    ));
}
