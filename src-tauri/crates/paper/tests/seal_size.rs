//! A seal, as text, becomes a code that fits the paper.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::{NaiveDate, NaiveDateTime};
use motcua_paper::qr::{MAX_MODULES, QrMatrix, SIDE_MM};
use motcua_seal::{Claims, OfficeKey, SealKind, seal};

fn at(hour: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 10, 14).unwrap();
    day.and_hms_opt(hour, 30, 0).unwrap()
}

fn modules(dossier: &str, unit: &str, procedure: &str) -> usize {
    let claims = Claims {
        kind: SealKind::Receipt,
        dossier: dossier.to_owned(),
        unit: unit.to_owned(),
        procedure: procedure.to_owned(),
        received: at(8),
        due: Some(at(16)),
        digest: [0xa5; 32],
        sample: true,
    };
    let text = seal(&OfficeKey::from_seed([3; 32]), &claims).unwrap();
    let code = QrMatrix::for_paper(text.as_str()).unwrap();
    println!(
        "{dossier}: {} characters, {} modules",
        text.as_str().len(),
        code.modules()
    );
    code.modules()
}

#[test]
fn an_ordinary_seal_is_53_modules_and_the_longest_61() {
    assert!(modules("H17.35.12-261014-1001", "H17.35.12", "1.001193") <= 53);
    let unit = "H17.ABC.DEF.GHI.JKL.MNO.PQR.STU.VWX";
    assert_eq!(unit.len(), 35);
    assert!(modules(&format!("{unit}-261014-12345678"), unit, "1.004873.01") <= MAX_MODULES);
    // A code of another day than that of reception is carried whole.
    assert!(modules(&format!("{unit}-261010-12345678"), unit, "1.004873.01") <= MAX_MODULES);
}

#[test]
fn a_module_on_paper_is_half_a_millimetre_at_least() {
    assert!(SIDE_MM / MAX_MODULES as f32 >= 0.5 && SIDE_MM >= 30.0);
}
