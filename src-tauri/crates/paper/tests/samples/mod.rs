//! Papers as an office would print them. Nobody here is a real person.
#![allow(dead_code)] // each test file uses its own part
#![allow(clippy::unwrap_used)]

use chrono::{NaiveDate, NaiveDateTime};
use motcua_paper::{
    Applicant, ApplicantKind, Appointment, BringItem, FeeDue, GuidanceSlip, LookedUp, MissingItem,
    Office, Paper, PaperForm, Principal, PrintedField, Receipt, RefusalSlip, ResultCopy,
    SubmittedPaper, SupplementSlip,
};

/// As long as a real sealed text: 340 letters of the QR's alphanumeric set.
pub const QR: &str = "H17.34.12-261014-1001:6BFOXN*TS0BI$ZD.P9UOL97O4-2HH77HRM3DSPTU%J8K.2L5RDBR:ED+J8P%O/C4VKH.:8*4CGRC 2EG1UA%3Q%1FCV*4TT+EM$42D6EEC8ZCZ.DLWENZD3*F1ECPZC5$C8VDN+9+EDOA6W59MIBH%EZPCZ+9ZJCD3D8Q62:C7LE4WEXJCM$EPIAWVC7LEB$DAWE1/D7LE9B8+EDQZA3VD4C9+EDSCA:ED5WE*WDQED8LEUPCWJCUPCCN9+-CY34.C9CK8:X97S6Q47O/E8S6XM6O462A6OL6XM6";

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn at(date: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    date.and_hms_opt(hour, minute, 0).unwrap()
}

pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn office() -> Office {
    Office {
        superior: "UBND phường Hải Châu".to_owned(),
        name: "Trung tâm Phục vụ hành chính công phường Hải Châu".to_owned(),
        place: "Hải Châu".to_owned(),
        address: "76 Quang Trung, phường Hải Châu, thành phố Đà Nẵng".to_owned(),
        phone: "0236 3000 000".to_owned(),
        is_sample: false,
    }
}

pub fn citizen() -> Applicant {
    Applicant {
        kind: ApplicantKind::Citizen,
        name: "Trần Văn Bình".to_owned(),
        id_number: some("048090000123"),
        address: some("Tổ 12, phường Hải Châu, thành phố Đà Nẵng"),
        phone: some("0905 000 123"),
        email: None,
        represented_by: None,
    }
}

pub fn paper(name: &str, form: PaperForm, count: u32) -> SubmittedPaper {
    SubmittedPaper {
        name: name.to_owned(),
        form,
        count,
    }
}

/// A father registers his child's birth.
pub fn birth() -> Receipt {
    let today = day(2026, 10, 14);
    Receipt {
        office: office(),
        number: some("1001/2026"),
        parts: 2,
        issued: today,
        dossier_code: "H17.34.12-261014-1001".to_owned(),
        applicant: citizen(),
        on_behalf_of: None,
        procedure_code: some("1.001193"),
        request: "Đăng ký khai sinh".to_owned(),
        submitted: vec![
            paper("Tờ khai đăng ký khai sinh", PaperForm::Original, 1),
            paper("Giấy chứng sinh", PaperForm::Original, 1),
            paper("Giấy tờ tùy thân của người đi đăng ký", PaperForm::Shown, 1),
        ],
        looked_up: vec![
            LookedUp {
                name: "Nơi cư trú của cha, mẹ".to_owned(),
                source: "Cơ sở dữ liệu quốc gia về dân cư".to_owned(),
                at: Some(at(today, 8, 10)),
            },
            LookedUp {
                name: "Giấy chứng nhận kết hôn của cha, mẹ".to_owned(),
                source: "Kết quả số 41/2021, UBND phường Hải Châu, 12/03/2021".to_owned(),
                at: Some(at(today, 8, 11)),
            },
        ],
        sets: 1,
        limit: some("trong ngày"),
        fee: Some(FeeDue {
            amount: 0,
            channel: "nộp trực tiếp tại quầy".to_owned(),
            note: some("miễn lệ phí vì đăng ký đúng hạn"),
            e_receipt: None,
        }),
        received: at(today, 8, 15),
        due: vec![Appointment {
            what: None,
            at: at(today, 17, 0),
            provisional: false,
        }],
        return_at: some("Quầy trả kết quả của Trung tâm"),
        book_volume: some("02/2026"),
        book_number: some("0318"),
        clerk: "Lê Thị Mai".to_owned(),
        qr: some(QR),
    }
}

/// One file of a house being built: thirty papers on two or three pages, one of them very long.
pub fn thirty() -> Receipt {
    let long = "Bản vẽ thiết kế xây dựng kèm theo kết quả thẩm tra, thẩm định thiết kế";
    let words = [
        "Đơn đề nghị cấp giấy phép xây dựng theo mẫu, có xác nhận của chủ đầu tư và tổ chức tư vấn",
        "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
        long,
        "Văn bản cam kết bảo đảm an toàn cho công trình liền kề",
        "Bản sao chứng chỉ năng lực hoạt động xây dựng của tổ chức thiết kế",
        "Báo cáo kết quả khảo sát địa chất công trình",
    ];
    let forms = [
        PaperForm::Original,
        PaperForm::CertifiedCopy,
        PaperForm::Copy,
        PaperForm::Shown,
    ];
    let mut submitted: Vec<SubmittedPaper> = (0..30)
        .map(|n| {
            let name = format!("{} (phần {})", words[n % words.len()], n + 1);
            paper(&name, forms[n % forms.len()], 1 + (n as u32 % 3))
        })
        .collect();
    submitted[11].name = component(700);
    let applicant = Applicant {
        name: "Nguyễn Thị Hoàng Oanh".to_owned(),
        email: some("hoang.oanh@example.vn"),
        ..citizen()
    };
    Receipt {
        submitted,
        looked_up: Vec::new(),
        applicant,
        procedure_code: some("1.013225"),
        request: "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ"
            .to_owned(),
        limit: some("20 ngày"),
        fee: Some(FeeDue {
            amount: 75_000,
            channel: "nộp trực tiếp tại quầy".to_owned(),
            note: None,
            e_receipt: some("0001234"),
        }),
        due: vec![Appointment {
            what: None,
            at: at(day(2026, 11, 3), 17, 0),
            provisional: true,
        }],
        ..birth()
    }
}

/// A component whose name is `length` letters long.
pub fn component(length: usize) -> String {
    let sentence = "Bản sao giấy tờ chứng minh quyền sử dụng đất hoặc quyền sở hữu công trình, \
                    trường hợp thửa đất chưa được cấp giấy chứng nhận thì nộp giấy tờ khác theo \
                    quy định của pháp luật về đất đai; ";
    sentence.chars().cycle().take(length).collect()
}

/// A sister files for her brother who is at sea.
pub fn on_behalf() -> Receipt {
    Receipt {
        applicant: Applicant {
            name: "Phạm Thị Thu Hà".to_owned(),
            id_number: some("048188000456"),
            email: some("thuha@example.vn"),
            ..citizen()
        },
        on_behalf_of: Some(Principal {
            name: "Phạm Ngọc Sơn".to_owned(),
            id_number: some("048085000789"),
            address: some("Thôn Trung Sơn, xã Hòa Tiến, thành phố Đà Nẵng"),
            phone: some("0914 000 789"),
            email: None,
            authorisation: some("Văn bản ủy quyền có chứng thực số 215, ngày 09/10/2026"),
        }),
        procedure_code: some("1.004873"),
        request: "Cấp Giấy xác nhận tình trạng hôn nhân".to_owned(),
        submitted: vec![
            paper(
                "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
                PaperForm::Original,
                1,
            ),
            paper("Văn bản ủy quyền", PaperForm::Original, 1),
            paper("Căn cước của người đi nộp hồ sơ", PaperForm::Shown, 1),
        ],
        looked_up: vec![LookedUp {
            name: "Thông tin cư trú của người yêu cầu".to_owned(),
            source: "Cơ sở dữ liệu quốc gia về dân cư".to_owned(),
            at: Some(at(day(2026, 10, 14), 9, 2)),
        }],
        limit: some("03 ngày làm việc"),
        fee: Some(FeeDue {
            amount: 12_000,
            channel: "nộp trực tiếp tại quầy".to_owned(),
            note: None,
            e_receipt: None,
        }),
        due: vec![Appointment {
            what: None,
            at: at(day(2026, 10, 19), 17, 0),
            provisional: false,
        }],
        ..birth()
    }
}

/// A company at a trial office, with two appointments.
pub fn organisation() -> Receipt {
    Receipt {
        office: Office {
            is_sample: true,
            ..office()
        },
        number: None,
        parts: 1,
        applicant: Applicant {
            kind: ApplicantKind::Organisation,
            name: "Công ty TNHH Thương mại và Dịch vụ Sông Hàn Xanh".to_owned(),
            id_number: some("0400000123"),
            address: some("Số 5, đường ven sông, phường An Hải, thành phố Đà Nẵng"),
            phone: some("0236 3000 111"),
            email: some("vanthu@example.vn"),
            represented_by: some("Đỗ Minh Quân"),
        },
        procedure_code: None,
        request: "Đăng ký biến động quyền sử dụng đất do nhận chuyển nhượng".to_owned(),
        submitted: vec![
            paper("Đơn đăng ký biến động đất đai", PaperForm::Original, 1),
            paper("Giấy chứng nhận đã cấp", PaperForm::Original, 1),
            paper(
                "Hợp đồng chuyển nhượng đã công chứng",
                PaperForm::CertifiedCopy,
                2,
            ),
            paper("Giấy giới thiệu của Công ty", PaperForm::Shown, 1),
        ],
        looked_up: Vec::new(),
        limit: some("10 ngày làm việc"),
        fee: None,
        due: vec![
            Appointment {
                what: some("nhận thông báo nghĩa vụ tài chính"),
                at: at(day(2026, 10, 23), 17, 0),
                provisional: false,
            },
            Appointment {
                what: some("trả kết quả"),
                at: at(day(2027, 2, 5), 17, 0),
                provisional: true,
            },
        ],
        return_at: some("Bưu chính công ích, theo địa chỉ của Công ty"),
        book_volume: None,
        book_number: None,
        ..birth()
    }
}

pub fn supplement() -> SupplementSlip {
    let item = |name: &str, reason: &str, basis: &str| MissingItem {
        name: name.to_owned(),
        reason: reason.to_owned(),
        basis: if basis.is_empty() { None } else { some(basis) },
    };
    SupplementSlip {
        office: office(),
        number: some("07"),
        parts: 2,
        issued: day(2026, 2, 5),
        dossier_code: some("H17.34.12-260205-1004"),
        applicant: Applicant {
            email: some("binh.tran@example.vn"),
            ..citizen()
        },
        procedure_code: some("1.004884"),
        request: "Đăng ký lại khai sinh".to_owned(),
        missing: vec![
            item(
                "Tờ khai đăng ký lại khai sinh",
                "Mục cam đoan chưa có chữ ký của người yêu cầu.",
                "Điều 26 Nghị định số 123/2015/NĐ-CP",
            ),
            item(
                "Bản sao Giấy khai sinh cấp trước đây",
                "Bản nộp bị mờ ở phần họ tên mẹ và số đăng ký, không đối chiếu được.",
                "Điều 26 Nghị định số 123/2015/NĐ-CP",
            ),
            item(
                "Giấy tờ có thông tin về ngày, tháng, năm sinh do cơ quan có thẩm quyền cấp",
                "Hồ sơ chưa có; dùng làm cơ sở xác định nội dung đăng ký lại.",
                "Điều 26 Nghị định số 123/2015/NĐ-CP",
            ),
            item(
                "Thông tin nơi cư trú",
                "Cơ sở dữ liệu quốc gia về dân cư ghi năm sinh khác với Tờ khai; đề nghị liên hệ \
                 Công an phường để điều chỉnh, hoặc nộp giấy xác nhận thông tin cư trú.",
                "Nghị quyết số 66.7/2025/NQ-CP",
            ),
            item(
                "Văn bản ủy quyền có chứng thực",
                "Người nộp không phải là người yêu cầu đăng ký lại.",
                "Điều 2 Thông tư số 04/2020/TT-BTP",
            ),
            item(
                "Ảnh chụp trang bìa học bạ",
                "Tệp gửi kèm không mở được.",
                "",
            ),
        ],
        repeat_reason: None,
        contact_name: "Lê Thị Mai".to_owned(),
        contact_phone: "0236 3000 000".to_owned(),
        guide: "Lê Thị Mai".to_owned(),
        qr: some(&QR.replace("261014-1001", "260205-1004")),
    }
}

pub fn refusal() -> RefusalSlip {
    RefusalSlip {
        office: office(),
        number: some("03"),
        parts: 1,
        issued: day(2026, 10, 14),
        dossier_code: None,
        applicant: citizen(),
        procedure_code: some("1.000894"),
        request: "Đăng ký kết hôn".to_owned(),
        reason: "Bên nữ chưa đủ 18 tuổi vào ngày nộp hồ sơ nên chưa đủ điều kiện kết hôn."
            .to_owned(),
        basis: some("điểm a khoản 1 Điều 8 Luật Hôn nhân và gia đình năm 2014"),
        go_to: some(
            "hai bên có thể nộp lại hồ sơ tại bất kỳ Trung tâm Phục vụ hành chính công phường, xã \
             nào của thành phố khi đủ điều kiện.",
        ),
        clerk: "Lê Thị Mai".to_owned(),
        qr: None,
    }
}

pub fn guidance() -> GuidanceSlip {
    let bring = |name: &str, how: &str, hint: Option<&str>| BringItem {
        name: name.to_owned(),
        how: how.to_owned(),
        hint: hint.map(str::to_owned),
    };
    GuidanceSlip {
        office: office(),
        issued: day(2026, 10, 14),
        applicant_name: some("Trần Văn Bình"),
        procedure_code: some("1.001193"),
        procedure: "Đăng ký khai sinh".to_owned(),
        case: vec![
            "Cha hoặc mẹ đi đăng ký".to_owned(),
            "trẻ sinh tại cơ sở y tế".to_owned(),
            "nộp tại quầy".to_owned(),
        ],
        bring: vec![
            bring(
                "Giấy chứng sinh",
                "nộp 1 bản chính",
                Some("Nếu không có: văn bản của người làm chứng, hoặc giấy cam đoan việc sinh."),
            ),
            bring(
                "Tờ khai đăng ký khai sinh",
                "điền và nộp 1 bản",
                Some("Quầy có mẫu in sẵn."),
            ),
            bring(
                "Căn cước hoặc hộ chiếu",
                "mang theo để xuất trình, không phải nộp",
                None,
            ),
        ],
        not_needed: vec![
            "Giấy xác nhận nơi cư trú: cán bộ tra trong dữ liệu dân cư.".to_owned(),
            "Giấy chứng nhận kết hôn: đã có dữ liệu hộ tịch điện tử.".to_owned(),
        ],
        fee_counter: Some(5_000),
        fee_online: Some(0),
        fee_note: some("miễn nếu đăng ký trong 60 ngày từ khi sinh"),
        limit: some("trong ngày, nếu nộp trước 15 giờ"),
        hours: some("07 giờ 30 – 11 giờ 30 và 13 giờ 00 – 17 giờ 00, thứ Hai đến thứ Sáu"),
        advice: vec![
            "Có đủ giấy tờ trên là nộp được; không ai được đòi thêm giấy khác.".to_owned(),
        ],
    }
}

/// A couple's marriage certificate, lost and handed over again at once.
pub fn marriage() -> ResultCopy {
    let fields = [
        ("Họ tên chồng", "Trần Văn Bình"),
        ("Ngày sinh của chồng", "15/03/1990"),
        (
            "Số định danh hoặc giấy tờ tùy thân của chồng",
            "048090000123",
        ),
        ("Dân tộc của chồng", "Kinh"),
        ("Quốc tịch của chồng", "Việt Nam"),
        (
            "Nơi cư trú của chồng",
            "Tổ 12, phường Hải Châu, thành phố Đà Nẵng",
        ),
        ("Họ tên vợ", "Lê Thị Hoa"),
        ("Ngày sinh của vợ", "02/09/1992"),
        ("Số định danh hoặc giấy tờ tùy thân của vợ", "048192000456"),
        ("Dân tộc của vợ", "Kinh"),
        ("Quốc tịch của vợ", "Việt Nam"),
        (
            "Nơi cư trú của vợ",
            "Thôn Phú Hòa, xã Hòa Tiến, thành phố Đà Nẵng",
        ),
        ("Quyển số", "01/2026"),
        ("Nơi đăng ký kết hôn", "UBND phường Hải Châu"),
        ("Ngày đăng ký", "14/10/2026"),
    ];
    ResultCopy {
        office: office(),
        issued: day(2026, 11, 23),
        reference: "H17.34.12-261123-90100001".to_owned(),
        name: "Giấy chứng nhận kết hôn".to_owned(),
        holder_name: "Trần Văn Bình".to_owned(),
        holder_id: "048090000123".to_owned(),
        holder_birth: Some(day(1990, 3, 15)),
        holder_is_organisation: false,
        number: some("123/2026"),
        issuer: some("UBND phường Hải Châu"),
        given: day(2026, 10, 14),
        valid_until: None,
        fields: fields
            .map(|(name, text)| PrintedField {
                name: name.to_owned(),
                text: text.to_owned(),
            })
            .to_vec(),
        source: "kết quả hồ sơ H17.34.12-261014-1001".to_owned(),
        clerk: "Nguyễn Thị Lan".to_owned(),
        qr: some(QR),
    }
}

/// Every kept picture: its name and the paper.
pub fn all() -> Vec<(&'static str, Paper)> {
    vec![
        ("receipt-birth", Paper::Receipt(birth())),
        (
            "receipt-thirty",
            Paper::Receipt(Receipt {
                parts: 1,
                ..thirty()
            }),
        ),
        (
            "receipt-on-behalf",
            Paper::Receipt(Receipt {
                parts: 1,
                ..on_behalf()
            }),
        ),
        ("receipt-organisation", Paper::Receipt(organisation())),
        (
            "supplement",
            Paper::Supplement(SupplementSlip {
                parts: 1,
                ..supplement()
            }),
        ),
        ("refusal", Paper::Refusal(refusal())),
        ("guidance", Paper::Guidance(guidance())),
        ("result", Paper::Result(marriage())),
    ]
}
