//! What another program reads out of the papers: text, sizes, the QR.

#![allow(clippy::unwrap_used)] // clippy sees helpers outside #[test] as ordinary code

mod samples;
mod tools;

use motcua_paper::{
    Applicant, Paper, PaperForm, Receipt, Rendered, SupplementSlip, printed_fields, render,
};
use samples::{component, some};

/// The 134 accented letters of Vietnamese: 67 small ones and their capitals.
const ACCENTED: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ\
                        ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ";

fn receipt(form: Receipt) -> Rendered {
    render(&Paper::Receipt(form)).unwrap()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_accented_letter_is_read_back() {
    assert_eq!(ACCENTED.chars().count(), 134);
    let spaced: String = ACCENTED.chars().flat_map(|letter| [letter, ' ']).collect();
    let spaced = spaced.trim();
    let mut form = samples::birth();
    form.parts = 1;
    form.request = spaced.to_owned(); // regular
    form.applicant.name = spaced.to_owned(); // bold
    form.looked_up[0].source = spaced.to_owned(); // italic
    let rendered = receipt(form);
    assert_eq!(rendered.missing_letters, 0, "the font has every letter");
    let text = tools::flowing_text(&rendered.pdf);
    assert_eq!(motcua_text::nfc(&text), text, "the text is NFC");
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = joined.matches(ACCENTED).count();
    assert!(
        found >= 3,
        "the whole row in regular, bold and italic, found {found} times"
    );
    assert!(
        rendered.pdf.len() <= 200_000,
        "{} bytes",
        rendered.pdf.len()
    );
}

#[test]
fn decomposed_input_is_printed_composed() {
    let mut form = samples::birth();
    form.applicant.name = "Nguye\u{302}\u{303}n Thi\u{323} Hoa\u{300}i".to_owned();
    let text = tools::flowing_text(&receipt(form).pdf);
    assert!(
        text.contains("Nguyễn Thị Hoài"),
        "combining marks are composed"
    );
}

#[test]
fn a_receipt_says_all_sixteen_fields() {
    let mut form = samples::on_behalf();
    form.parts = 1;
    let text = tools::flowing_text(&receipt(form).pdf);
    for part in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND PHƯỜNG HẢI CHÂU",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "Số: 1001/2026-TTPVHCC",
        "Hải Châu, ngày 14 tháng 10 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H17.34.12-261014-1001",
        "Trung tâm Phục vụ hành chính công phường Hải Châu",
        "Tiếp nhận hồ sơ của Ông (Bà): Phạm Thị Thu Hà",
        "Số định danh cá nhân: 048188000456",
        "Địa chỉ: Tổ 12, phường Hải Châu, thành phố Đà Nẵng",
        "Số điện thoại: 0905 000 123 Email: thuha@example.vn",
        "Nộp thay theo ủy quyền của Ông (Bà): Phạm Ngọc Sơn",
        "Số định danh cá nhân: 048085000789",
        "Giấy tờ ủy quyền: Văn bản ủy quyền có chứng thực số 215, ngày 09/10/2026",
        "Nội dung yêu cầu giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân (mã thủ tục 1.004873)",
        "Thành phần hồ sơ nộp gồm:",
        "STT Tên giấy tờ Hình thức Số lượng",
        "2 Văn bản ủy quyền Bản chính 01",
        "3 Căn cước của người đi nộp hồ sơ Xuất trình 01",
        "Dữ liệu cơ quan tự khai thác",
        "Nguồn: Cơ sở dữ liệu quốc gia về dân cư, tra cứu lúc 09 giờ 02, ngày 14/10/2026",
        "Số lượng hồ sơ: 01 (bộ)",
        "Thời gian giải quyết theo quy định: 03 ngày làm việc",
        "Phí, lệ phí: 12.000 đồng (nộp trực tiếp tại quầy)",
        "Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 14 tháng 10 năm 2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 19 tháng 10 năm 2026",
        "Đăng ký nhận kết quả tại: Quầy trả kết quả của Trung tâm",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 02/2026 Số thứ tự: 0318",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "(Ký, ghi rõ họ tên)",
        "Lê Thị Mai",
    ] {
        assert!(text.contains(&flat(part)), "missing: {part}\n{text}");
    }
}

#[test]
fn a_supplement_slip_lists_everything_with_reason_and_basis() {
    let form = samples::supplement();
    let rendered = render(&Paper::Supplement(SupplementSlip {
        parts: 1,
        ..form.clone()
    }))
    .unwrap();
    // Cells of one row are read across; compare by words kept together inside one cell line.
    let text = tools::flowing_text(&rendered.pdf);
    let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(text.contains("Số: 07/PBS-TTPVHCC") && text.contains("ngày 05 tháng 02 năm 2026"));
    assert!(text.contains("NGƯỜI HƯỚNG DẪN") && !text.contains("NGƯỜI NỘP HỒ SƠ"));
    assert!(text.contains("chỉ thực hiện một lần"), "asked for once");
    assert!(text.contains("liên hệ với Lê Thị Mai, số điện thoại 0236 3000 000"));
    for (n, item) in form.missing.iter().enumerate() {
        let first = item.name.split(' ').take(3).collect::<String>();
        assert!(
            words.contains(&format!("{}{first}", n + 1)),
            "item {}: {}",
            n + 1,
            item.name
        );
        if let Some(basis) = &item.basis {
            assert!(
                text.contains(&format!("Căn cứ: {basis}")),
                "basis of item {}",
                n + 1
            );
        }
    }
}

#[test]
fn a_refusal_says_the_reason_the_basis_and_where_to_go() {
    let form = samples::refusal();
    let text = tools::flowing_text(&render(&Paper::Refusal(form.clone())).unwrap().pdf);
    assert!(text.contains("Số: 03/PTC-TTPVHCC"));
    assert!(text.contains("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"));
    assert!(text.contains(&form.reason) && text.contains(&form.basis.unwrap()));
    assert!(text.contains("Hướng dẫn nơi nộp hồ sơ: hai bên có thể nộp lại"));
}

#[test]
fn the_guidance_slip_is_one_page_with_both_prices() {
    let rendered = render(&Paper::Guidance(samples::guidance())).unwrap();
    assert_eq!(rendered.pages, 1);
    let text = tools::flowing_text(&rendered.pdf);
    assert!(text.contains("5.000 đồng nộp tại quầy; 0 đồng nộp trực tuyến"));
    assert!(text.contains("Giấy chứng sinh: nộp 1 bản chính") && text.contains("Không cần mang"));
    let mut long = samples::guidance();
    long.bring = (0..3).flat_map(|_| samples::guidance().bring).collect();
    let rendered = render(&Paper::Guidance(long)).unwrap();
    assert_eq!(rendered.pages, 1, "nine papers still fit, in smaller type");
}

#[test]
fn two_copies_say_whose_each_is() {
    let rendered = receipt(samples::birth());
    assert_eq!(rendered.pages, 2);
    let text = tools::text(&rendered.pdf);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    assert!(pages[0].contains("Liên 1: lưu tại Trung tâm") && !pages[0].contains("Liên 2"));
    assert!(pages[1].contains("Liên 2: giao người nộp hồ sơ") && !pages[1].contains("Liên 1"));
    let fault = render(&Paper::Receipt(Receipt {
        parts: 3,
        ..samples::birth()
    }))
    .unwrap_err();
    assert_eq!(fault.code, motcua_fault::Code::BadNumber);
}

#[test]
fn later_pages_carry_code_name_and_count_and_the_table_its_head() {
    let rendered = receipt(Receipt {
        parts: 1,
        ..samples::thirty()
    });
    assert_eq!(rendered.pages, 3);
    let text = tools::text(&rendered.pdf);
    let pages: Vec<String> = text.split('\u{c}').map(flat).collect();
    assert!(!pages[0].starts_with('1'), "no number on page 1");
    for (page, text) in pages.iter().enumerate().take(3).skip(1) {
        let head = format!(
            "{} Mã hồ sơ: H17.34.12-261014-1001 Giấy tiếp nhận hồ sơ và hẹn trả kết quả, trang {}/3",
            page + 1,
            page + 1
        );
        assert!(text.starts_with(&head), "{}", text);
        assert!(
            text.contains("STT Tên giấy tờ Hình thức Số lượng"),
            "head of the table"
        );
    }
    assert!(
        pages[2].contains("(dự kiến)"),
        "the due date is provisional"
    );
    assert!(pages[2].contains("biên lai điện tử số 0001234"));
    // Numbered in the first column, each once, whatever the cells beside it do.
    let numbered = |n: usize| {
        text.lines()
            .any(|line| line.trim_start().starts_with(&format!("{n} ")))
    };
    assert!(
        (1..=30).all(numbered),
        "all thirty papers are there\n{text}"
    );
}

#[test]
fn a_sample_office_says_so_once_a_page_and_never_in_the_way_of_the_text() {
    let rendered = receipt(samples::organisation());
    let text = tools::text(&rendered.pdf);
    assert_eq!(
        text.matches("MẪU – KHÔNG CÓ GIÁ TRỊ").count(),
        rendered.pages
    );
    assert!(flat(&text).contains("Số: ……/……-TTPVHCC"), "blank number");
    assert!(
        flat(&text)
            .contains("Lần 2, trả kết quả: 17 giờ 00 phút, ngày 05 tháng 02 năm 2027 (dự kiến)")
    );
    assert!(!tools::text(&receipt(samples::birth()).pdf).contains("MẪU"));
}

#[test]
fn sizes_stay_far_below_two_hundred_thousand_bytes() {
    for (name, paper) in samples::all() {
        let size = render(&paper).unwrap().pdf.len();
        assert!(size <= 200_000, "{name}: {size} bytes");
    }
}

#[test]
fn extreme_input_is_laid_out_whole() {
    let mut form = Receipt {
        parts: 1,
        ..samples::thirty()
    };
    form.submitted[3].name = component(4_706);
    form.submitted[4].name = "x".repeat(900);
    form.applicant.name = "N".repeat(120);
    form.applicant.email = Some("e".repeat(200));
    form.clerk = "Đ".repeat(120);
    let rendered = receipt(form);
    assert!(
        rendered.pages >= 4 && rendered.pages <= 7,
        "{} pages",
        rendered.pages
    );
    let text = tools::flowing_text(&rendered.pdf);
    let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(
        letters.contains(&"N".repeat(120)),
        "a name without spaces is broken, not cut"
    );
    assert!(letters.matches('x').count() >= 900);
    let component: String = component(4_706)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let tail: String = component
        .chars()
        .rev()
        .take(12)
        .collect::<Vec<_>>()
        .iter()
        .rev()
        .collect();
    assert!(
        letters.contains(&tail),
        "the long component is there to its end: {tail}"
    );
    assert!(rendered.pdf.len() <= 200_000);
}

#[test]
fn empty_fields_leave_the_official_blanks() {
    let form = Receipt {
        parts: 1,
        number: None,
        applicant: Applicant {
            name: "Trần Văn Bình".to_owned(),
            ..Applicant::default()
        },
        procedure_code: None,
        submitted: Vec::new(),
        looked_up: Vec::new(),
        limit: None,
        fee: None,
        due: Vec::new(),
        return_at: None,
        book_volume: None,
        book_number: None,
        qr: None,
        ..samples::birth()
    };
    let text = tools::flowing_text(&receipt(form).pdf);
    for blank in [
        "Địa chỉ: ......",
        "Email: ......",
        "Số thứ tự: .....",
        "…… giờ …… phút, ngày ……",
    ] {
        assert!(text.contains(blank), "{blank}\n{text}");
    }
    assert!(text.contains("Không phải nộp giấy tờ"));
}

#[test]
fn letters_outside_the_font_become_boxes_and_are_counted() {
    let mut form = Receipt {
        parts: 2,
        ..samples::birth()
    };
    form.applicant.address = some("Quán 😀 漢字 👩‍👧, tổ 3\u{0}\u{7}\u{202e}");
    let rendered = receipt(form);
    assert_eq!(
        rendered.missing_letters, 5,
        "an emoji, two ideographs, a joined pair of emojis"
    );
    let text = tools::flowing_text(&rendered.pdf);
    assert!(text.contains("Quán □ □□ □□, tổ 3"), "{text}");
}

#[test]
fn the_same_paper_gives_the_same_bytes_also_after_being_stored() {
    for (name, paper) in samples::all() {
        let first = render(&paper).unwrap();
        let stored = serde_json::to_string(&paper).unwrap();
        let again: Paper = serde_json::from_str(&stored).unwrap();
        assert_eq!(again, paper, "{name}: stored whole");
        let second = render(&again).unwrap();
        assert_eq!(first.sha256, second.sha256, "{name}");
        assert_eq!(first.pdf, second.pdf, "{name}");
    }
}

#[test]
fn the_sealed_fields_change_with_what_is_printed_and_not_with_the_qr() {
    let paper = |form: Receipt| printed_fields(&Paper::Receipt(form));
    let base = paper(samples::birth());
    assert_eq!(
        base,
        paper(Receipt {
            qr: None,
            parts: 1,
            ..samples::birth()
        }),
        "QR and copies"
    );
    let changed: [fn(&mut Receipt); 8] = [
        |form| form.dossier_code.push('1'),
        |form| form.applicant.name.push('a'),
        |form| form.request.push('.'),
        |form| form.submitted[1].count += 1,
        |form| form.submitted[1].form = PaperForm::Copy,
        |form| form.due[0].at += chrono::Duration::minutes(1),
        |form| form.received += chrono::Duration::minutes(1),
        |form| form.fee.as_mut().unwrap().amount += 1,
    ];
    for (n, change) in changed.iter().enumerate() {
        let mut form = samples::birth();
        change(&mut form);
        assert_ne!(base, paper(form), "change {n}");
    }
    let mut decomposed = samples::birth();
    decomposed.applicant.name = "Tra\u{302}\u{300}n Va\u{306}n Bi\u{300}nh".to_owned();
    assert_eq!(base, paper(decomposed), "the digest is over NFC");
}

#[test]
fn fonts_are_embedded_subset_and_carry_their_text() {
    let fonts = tools::fonts(&receipt(samples::birth()).pdf);
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(lines.len(), 4, "{fonts}");
    for line in lines {
        let yes = line
            .split_whitespace()
            .filter(|word| *word == "yes")
            .count();
        assert!(
            line.contains("+LiberationSerif") && yes == 3,
            "embedded, subset, Unicode: {line}"
        );
    }
}

#[test]
fn the_qr_is_read_from_the_paper_at_150_dpi_and_is_33_mm_wide() {
    let rendered = receipt(samples::birth());
    let page = &tools::raster(&rendered.pdf, 150)[0];
    // Top left, under the unit block: 30–100 mm from the left, 40–85 mm from the top.
    let dots = |mm: f32| (mm / 25.4 * 150.0) as u32;
    let crop = image::imageops::crop_imm(page, dots(30.0), dots(42.0), dots(70.0), dots(42.0));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qr.png");
    crop.to_image().save(&path).unwrap();
    assert_eq!(tools::qr(&path), samples::QR);
    let mut form = samples::birth();
    form.qr = Some("A".repeat(367));
    let fault = render(&Paper::Receipt(form)).unwrap_err();
    assert_eq!(
        fault.code,
        motcua_fault::Code::DoesNotFit,
        "a code too dense for paper is refused"
    );
}

#[test]
fn the_file_names_itself_in_vietnamese() {
    let rendered = receipt(samples::birth());
    let info = tools::info(&rendered.pdf);
    assert!(
        info.contains("Giấy tiếp nhận hồ sơ và hẹn trả kết quả – H17.34.12-261014-1001"),
        "{info}"
    );
    assert!(info.contains("A4"), "{info}");
    assert!(
        rendered.pdf.windows(7).any(|part| part == b"(vi-VN)"),
        "the language is said"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_brings_the_press_to_a_halt(
        name in "\\PC{0,160}",
        request in "[\\s\\S]{0,400}",
        papers in proptest::collection::vec("\\PC{0,300}", 0..20),
        amount in proptest::prelude::any::<i64>(),
        sets in proptest::prelude::any::<u32>(),
    ) {
        let mut form = Receipt { parts: 1, request, sets, ..samples::birth() };
        form.applicant.name = name;
        form.fee.as_mut().unwrap().amount = amount;
        form.submitted =
            papers.iter().map(|name| samples::paper(name, PaperForm::Copy, sets)).collect();
        let rendered = receipt(form);
        proptest::prop_assert!(rendered.pages >= 1 && rendered.pdf.starts_with(b"%PDF-1.7"));
    }
}
