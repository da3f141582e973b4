//! A decision's text as it comes from the clipboard gives most of a form; rubbish gives an empty one.
#![allow(clippy::unwrap_used, reason = "a test may die")]

use motcua_catalogue::{
    form::from_decision,
    model::{EvidenceType, Kind, Need},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Invented, in the shape that announcements have.
const DECISION: &str = "
QUYẾT ĐỊNH
Quyết định số 2145/QĐ-UBND ngày 18 tháng 11 năm 2026 về việc công bố thủ tục hành chính

Tên thủ tục: Hỗ trợ chi phí sửa chữa nhà ở cho hộ bị thiệt hại do bão
Mã thủ tục: 1.019999.H17
Lĩnh vực: Phòng, chống thiên tai

1. Trình tự thực hiện:
- Bước 1: Người dân nộp hồ sơ.
2. Cách thức thực hiện: trực tiếp hoặc trực tuyến
3. Thành phần, số lượng hồ sơ
a) Thành phần hồ sơ gồm:
- Đơn đề nghị hỗ trợ theo Mẫu số 01 (bản chính);
- Bản sao Giấy chứng nhận quyền sử dụng đất hoặc giấy xác nhận của tổ trưởng tổ dân phố;
- Xuất trình căn cước.
b) Số lượng hồ sơ: 01 bộ
4. Thời hạn giải quyết: 05 (năm) ngày làm việc kể từ ngày nhận đủ hồ sơ
5. Đối tượng thực hiện: cá nhân
6. Cơ quan thực hiện: Ủy ban nhân dân cấp xã
7. Kết quả: Quyết định hỗ trợ
8. Phí, lệ phí: Không
11. Căn cứ pháp lý
- Nghị định số 20/2021/NĐ-CP ngày 15/3/2021 của Chính phủ;
- Luật Phòng, chống thiên tai.
";

fn known() -> BTreeMap<String, EvidenceType> {
    let paper = |id: &str, name: &str| {
        (
            id.to_owned(),
            EvidenceType {
                id: id.to_owned(),
                name: name.to_owned(),
                also: Vec::new(),
                issuer: None,
                form: None,
                codes: Vec::new(),
            },
        )
    };
    [paper(
        "giay-chung-nhan-qsdd",
        "Giấy chứng nhận quyền sử dụng đất",
    )]
    .into()
}

#[test]
fn a_decision_fills_most_of_the_form() {
    let found = from_decision(DECISION, &known());
    assert_eq!(found.decision, "2145/QĐ-UBND");
    assert_eq!(found.issued, "2026-11-18");
    let form = found.form;
    assert_eq!(form.code, "1.019999");
    assert_eq!(
        form.name,
        "Hỗ trợ chi phí sửa chữa nhà ở cho hộ bị thiệt hại do bão"
    );
    assert_eq!(form.field, "Phòng, chống thiên tai");
    assert_eq!(form.kind, Kind::New);
    assert_eq!(form.limits[0].limit, "5 working_day");
    assert_eq!(form.authority, "Ủy ban nhân dân cấp xã");
    assert_eq!(
        form.basis,
        ["NĐ 20/2021/NĐ-CP", "Luật Phòng, chống thiên tai"]
    );
    assert_eq!(form.fees[0].amount, Some(0));
    let names: Vec<_> = form.requirements.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(form.requirements[2].need, Need::Show);
    let land = &form.requirements[1];
    assert_eq!(land.any_of.len(), 2, "“hoặc” is two alternatives");
    assert_eq!(
        land.any_of[0][0].evidence, "giay-chung-nhan-qsdd",
        "a paper the catalogue has is not made anew"
    );
    assert_eq!((land.any_of[0][0].original, land.any_of[0][0].copy), (0, 1));
    assert!(
        form.evidence
            .iter()
            .all(|paper| paper.id != "giay-chung-nhan-qsdd")
    );
}

#[test]
fn empty_and_foreign_text_give_an_empty_form() {
    for text in ["", "lorem ipsum", "🙂", "1.", "- \n-\n"] {
        let found = from_decision(text, &known());
        assert!(found.form.requirements.is_empty(), "{text}");
        assert_eq!(found.decision, "");
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "(\\PC|\n){0,300}") {
        let _ = from_decision(&text, &known());
    }

    #[test]
    fn pieces_of_a_decision_are_answered(from in 0_usize..1500, to in 0_usize..1500) {
        let piece: String = DECISION.chars().skip(from).take(to).collect();
        let found = from_decision(&piece, &known());
        for requirement in &found.form.requirements {
            prop_assert!(!requirement.id.is_empty() && !requirement.name.is_empty());
        }
    }
}
