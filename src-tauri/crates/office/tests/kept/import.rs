use crate::room::{Room, marital, now};
use chrono::NaiveDate;
use motcua_fault::{Code, Result};
use motcua_office::ImportReport;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn import(room: &Room, bytes: &[u8], dry_run: bool) -> Result<ImportReport> {
    room.office.import_results(
        ("kết quả.csv", bytes),
        dry_run,
        &room.catalogue,
        now(),
        &mut |_, _| {},
    )
}

const SHEET: &str = "\u{feff}DANH SÁCH GIẤY CHỨNG NHẬN KẾT HÔN;;;;;;;\r\n\
    STT;Loại giấy tờ;Số định danh;Họ và tên;Ngày sinh;Số;Ngày cấp (dd/mm/yyyy);Nơi cấp\r\n\
    1;Giấy chứng nhận kết hôn;048190001234;Lê Thị Hoa;21/05/1990;12/2025;5/3/2025;UBND phường Hải Châu\r\n\
    2;giay-chung-nhan-ket-hon;048088001111;Trần Văn Bình;1.2.1988;13/2025;2025-03-06;UBND phường Hải Châu\r\n\
    3;giấy không có;048088001112;Trần Văn Năm;01/02/1988;14/2025;06/03/2025;\r\n\
    4;Giấy chứng nhận kết hôn;048088;Trần Văn Sáu;01/02/1988;15/2025;06/03/2025;\r\n\
    ;;;;;;;\r\n\
    5;Giấy chứng nhận kết hôn;048088001113;Trần Văn Bảy;31/02/1988;16/2025;06/03/2025;\r\n\
    6;Giấy chứng nhận kết hôn;048190001234;Lê Thị Hoa;21/05/1990;12/2025;5/3/2025;\r\n\
    7;Giấy chứng nhận kết hôn;048190001234;Lê Thị Hoa;22/05/1990;17/2025;5/3/2025;\r\n";

#[test]
fn good_lines_go_in_and_each_bad_one_is_told_with_its_line_and_why() {
    let room = Room::new();
    let report = import(&room, SHEET.as_bytes(), false).unwrap();
    assert_eq!(
        (report.read, report.good, report.added),
        (7, 2, 2),
        "{report:#?}"
    );
    let lines: Vec<_> = report.rejected.iter().map(|bad| bad.line).collect();
    assert_eq!(lines, [5, 6, 8, 9, 10], "{:#?}", report.rejected);
    let why = |line: u32| {
        let found = report.rejected.iter().find(|bad| bad.line == line).unwrap();
        found.why.clone()
    };
    assert!(why(5).contains("không có loại giấy tờ"), "{}", why(5));
    assert!(why(6).contains("chữ số"), "{}", why(6));
    assert!(why(8).contains("không phải là ngày"), "{}", why(8));
    assert_eq!(why(9), "trùng với dòng 3");
    assert!(why(10).contains("ngày sinh khác với dòng 3"), "{}", why(10));
    assert_eq!(report.ignored, ["STT"]);

    let hoa = room.results_of("048190001234");
    assert_eq!(hoa.len(), 1);
    assert_eq!(hoa[0].number.as_deref(), Some("12/2025"));
    assert_eq!(hoa[0].holder.birth.as_deref(), Some("1990-05-21"));
    assert_eq!(hoa[0].issued, NaiveDate::from_ymd_opt(2025, 3, 5));
    assert_eq!(hoa[0].events[0].what, "added");
    assert!(report.batch.is_some());
}

#[test]
fn a_second_run_of_the_same_sheet_adds_nothing_and_says_what_is_there_already() {
    let room = Room::new();
    import(&room, SHEET.as_bytes(), false).unwrap();
    let before = room.dump();
    let again = import(&room, SHEET.as_bytes(), false).unwrap();
    assert_eq!((again.added, again.batch), (0, None));
    let there = again
        .rejected
        .iter()
        .filter(|bad| bad.why.contains("đã có trong kho"));
    // Also the two that were doubles of the first within the sheet.
    assert_eq!(there.count(), 3, "{:#?}", again.rejected);
    assert_eq!(room.dump(), before);
}

#[test]
fn decomposed_text_comes_in_composed() {
    let room = Room::new();
    let sheet = "loại,số định danh,họ tên,ngày sinh,số,ngày cấp\n\
                 giay-chung-nhan-ket-hon,048190001234,Le\u{302} Thi\u{323} Hoa,21/05/1990,12/2025,05/03/2025\n";
    let composed: String = sheet.replace('ọ', "o\u{323}");
    let report = import(&room, composed.as_bytes(), false).unwrap();
    assert_eq!(report.added, 1, "{report:#?}");
    assert_eq!(room.results_of("048190001234")[0].holder.name, "Lê Thị Hoa");
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heading = [
        "kind",
        "CCCD",
        "Họ tên",
        "Ngày sinh",
        "Số",
        "Ngày cấp",
        "Ngày hết hạn",
    ];
    for (column, text) in heading.iter().enumerate() {
        sheet.write_string(0, column as u16, *text).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_its_days_and_gets_its_zeros_back() {
    let room = Room::new();
    let bytes = workbook(|sheet| {
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let born = ExcelDateTime::from_ymd(1990, 5, 21).unwrap();
        let issued = ExcelDateTime::from_ymd(2025, 3, 5).unwrap();
        sheet.write_string(1, 0, "giay-chung-nhan-ket-hon").unwrap();
        // As Excel keeps 048190001234 that somebody typed into a plain cell.
        sheet.write_number(1, 1, 48_190_001_234.0).unwrap();
        sheet.write_string(1, 2, "Lê Thị Hoa").unwrap();
        sheet.write_datetime_with_format(1, 3, &born, &day).unwrap();
        sheet.write_string(1, 4, "12/2025").unwrap();
        sheet
            .write_datetime_with_format(1, 5, &issued, &day)
            .unwrap();
        // Number and birth year do not agree: no zero is put back on a guess.
        sheet.write_string(2, 0, "giay-chung-nhan-ket-hon").unwrap();
        sheet.write_number(2, 1, 48_190_001_235.0).unwrap();
        sheet.write_string(2, 2, "Lê Thị Huệ").unwrap();
        sheet.write_string(2, 3, "21/05/1975").unwrap();
        sheet.write_string(2, 4, "13/2025").unwrap();
        // A number that Excel made a day of.
        sheet.write_string(3, 0, "giay-chung-nhan-ket-hon").unwrap();
        sheet.write_string(3, 1, "048190001236").unwrap();
        sheet.write_string(3, 2, "Lê Thị Hồng").unwrap();
        sheet
            .write_datetime_with_format(3, 4, &issued, &day)
            .unwrap();
        // Far away, so that the range between would fill the memory.
        sheet.write_string(1_048_575, 0, "").unwrap();
    });
    let report = import(&room, &bytes, false).unwrap();
    assert_eq!((report.read, report.added), (3, 1), "{report:#?}");
    let hoa = &room.results_of("048190001234")[0];
    assert_eq!(hoa.holder.birth.as_deref(), Some("1990-05-21"));
    assert_eq!(hoa.issued, NaiveDate::from_ymd_opt(2025, 3, 5));
    assert!(
        report
            .remarks
            .iter()
            .any(|said| said.line == 2 && said.text.contains("048190001234"))
    );
    assert_eq!(report.rejected[0].line, 3);
    assert!(
        report.rejected[0].why.contains("năm sinh"),
        "{}",
        report.rejected[0].why
    );
    assert!(
        report.rejected[1].why.contains("đổi thành ngày"),
        "{}",
        report.rejected[1].why
    );
}

#[test]
fn fields_of_the_kind_are_taken_by_id_or_name_and_those_of_another_kind_are_not_lost_silently() {
    let room = Room::new();
    let heading =
        "loại,số định danh,họ tên,ngày sinh,số,ngày cấp,noi-sinh,Giới tính,Bổ sung,bien-so\n";
    let sheet = format!(
        "{heading}\
         giay-khai-sinh,048190001234,Lê Thị Hoa,21/05/1990,12/1990,01/06/1990,Đà Nẵng,nữ,gì đó,\n\
         giay-khai-sinh,048190001235,Lê Thị Huệ,21/05/1990,13/1990,01/06/1990,Đà Nẵng,Nữ,,43A-12345\n\
         giay-khai-sinh,048190001236,Lê Thị Hồng,21/05/1990,14/1990,01/06/1990,Đà Nẵng,khác,,\n"
    );
    let report = import(&room, sheet.as_bytes(), false).unwrap();
    assert_eq!(report.added, 1, "{report:#?}");
    assert_eq!(report.ignored, ["Bổ sung"]);
    let fields = &room.results_of("048190001234")[0].fields;
    assert_eq!(fields["gioi-tinh"], "Nữ");
    assert_eq!(fields["noi-sinh"], "Đà Nẵng");
    // The paper is the holder's own: its name and birth fields say the same.
    assert_eq!(fields["ho-ten"], "Lê Thị Hoa");
    assert_eq!(fields["ngay-sinh"], "1990-05-21");
    assert!(
        report.rejected[0].why.contains("bien-so"),
        "{}",
        report.rejected[0].why
    );
    assert!(
        report.rejected[1].why.contains("Nam, Nữ"),
        "{}",
        report.rejected[1].why
    );
}

#[test]
fn an_import_is_taken_back_whole_or_not_at_all() {
    let room = Room::new();
    room.add(marital(
        "048190009999",
        "Lê Thị Hoa",
        "1990-01-01",
        "1/2020",
    ))
    .unwrap();
    let before = room.dump();
    let batch = import(&room, SHEET.as_bytes(), false)
        .unwrap()
        .batch
        .unwrap();
    assert_ne!(room.dump(), before);

    let used = room.results_of("048190001234")[0].result.clone();
    let hoa = room
        .office
        .revoke_result(&used, "cấp sai", &room.catalogue, now());
    hoa.unwrap();
    let during = room.dump();
    let refused = room.office.undo_import(&batch, now()).unwrap_err();
    assert_eq!(refused.code, Code::BadMove);
    assert!(refused.message.contains("12/2025"), "{}", refused.message);
    assert_eq!(room.dump(), during);

    let other = Room::new();
    other
        .add(marital(
            "048190009999",
            "Lê Thị Hoa",
            "1990-01-01",
            "1/2020",
        ))
        .unwrap();
    let before = other.dump();
    let batch = import(&other, SHEET.as_bytes(), false)
        .unwrap()
        .batch
        .unwrap();
    let undone = other.office.undo_import(&batch, now()).unwrap();
    assert!(undone.undone_at.is_some());
    assert_eq!(other.dump(), before);
    assert_eq!(
        other.office.undo_import(&batch, now()).unwrap_err().code,
        Code::BadMove
    );
    assert_eq!(
        other
            .office
            .undo_import("không có", now())
            .unwrap_err()
            .code,
        Code::UnknownResult
    );
    // And it can go in again.
    assert_eq!(import(&other, SHEET.as_bytes(), false).unwrap().added, 2);
}

#[test]
fn what_is_no_table_of_results_is_refused_with_what_to_do() {
    let room = Room::new();
    for (bytes, code, said) in [
        (&b""[..], Code::BadFile, "không có dòng"),
        (b"a,b\n1,2\n", Code::BadInput, "số định danh"),
        (b"lo\xe1i,x\n", Code::BadFile, "UTF-8"),
        (b"PK\x03\x04 no zip", Code::BadFile, "Excel"),
        (&[0xd0, 0xcf, 0x11, 0xe0, 1, 2], Code::BadFile, ".xlsx"),
    ] {
        let fault = import(&room, bytes, false).unwrap_err();
        assert_eq!(fault.code, code, "{fault:?}");
        assert!(fault.message.contains(said), "{}", fault.message);
    }
}

#[test]
fn progress_reaches_its_end() {
    let room = Room::new();
    let mut seen = Vec::new();
    room.office
        .import_results(
            ("a.csv", SHEET.as_bytes()),
            false,
            &room.catalogue,
            now(),
            &mut |done, all| seen.push((done, all)),
        )
        .unwrap();
    assert_eq!(seen.first(), Some(&(1, 14)));
    // Seven looked at, two of them written.
    assert_eq!(seen.last(), Some(&(9, 14)));
    assert!(seen.is_sorted());
}

/// A line that may be good or bad in many ways.
fn any_line() -> impl Strategy<Value = String> {
    let kind = prop_oneof![
        4 => Just("giay-chung-nhan-ket-hon".to_owned()),
        1 => Just("Giấy chứng nhận kết hôn".to_owned()),
        1 => "\\PC{0,12}",
    ];
    let id = prop_oneof![
        4 => (0u32..40).prop_map(|n| format!("0481900012{n:02}")),
        1 => (0u32..40).prop_map(|n| format!("481900012{n:02}")),
        1 => "[0-9A-Z ,.]{0,14}",
    ];
    let name = prop_oneof![4 => Just("Lê Thị Hoa".to_owned()), 1 => "\\PC{0,20}"];
    let born = prop_oneof![
        4 => Just("21/05/1990".to_owned()),
        1 => Just("1990".to_owned()),
        1 => "[0-9/.-]{0,11}",
    ];
    let number = prop_oneof![4 => (0u32..9).prop_map(|n| format!("{n}/2025")), 1 => "\\PC{0,6}"];
    let issued = prop_oneof![4 => Just("5/3/2025".to_owned()), 1 => "[0-9/]{0,11}"];
    (kind, id, name, born, number, issued).prop_map(|(kind, id, name, born, number, issued)| {
        let quoted = |text: String| format!("\"{}\"", text.replace('"', "\"\""));
        [kind, id, name, born, number, issued].map(quoted).join(";")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn a_dry_run_writes_nothing_and_tells_what_the_run_then_does_and_undo_gives_the_state_before(
        lines in proptest::collection::vec(any_line(), 1..25)
    ) {
        let room = Room::new();
        room.add(marital("048190001203", "Lê Thị Hoa", "1990-05-21", "3/2025")).unwrap();
        let sheet = format!("loại;số định danh;họ tên;ngày sinh;số;ngày cấp\n{}\n", lines.join("\n"));
        let (before, logged) = (room.dump(), room.lines_logged());
        let dry = import(&room, sheet.as_bytes(), true).unwrap();
        prop_assert_eq!(room.dump(), before.clone());
        prop_assert_eq!(room.lines_logged(), logged);
        prop_assert_eq!((dry.added, &dry.batch), (0, &None));
        prop_assert_eq!(dry.read, dry.good + dry.rejected.len() as u32);

        let run = import(&room, sheet.as_bytes(), false).unwrap();
        prop_assert_eq!(run.added, dry.good);
        prop_assert_eq!(&run.rejected, &dry.rejected);
        prop_assert_eq!(run.batch.is_some(), run.added > 0);
        if let Some(batch) = run.batch {
            prop_assert_ne!(room.dump(), before.clone());
            room.office.undo_import(&batch, now()).unwrap();
        }
        prop_assert_eq!(room.dump(), before);
        prop_assert_eq!(room.office.store().verify_log().unwrap(), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn no_bytes_end_the_program(
        head in prop_oneof![
            Just(&b""[..]), Just(&b"PK\x03\x04"[..]), Just(&b"\xff\xfe"[..]),
            Just("loại,số định danh,họ tên\n".as_bytes()),
        ],
        rest in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        thread_local!(static ROOM: Room = Room::new());
        ROOM.with(|room| { let _ = import(room, &[head, &rest].concat(), true); });
    }

    #[test]
    fn a_spoiled_workbook_does_not_end_the_program(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12)
    ) {
        thread_local!(static ROOM: (Room, Vec<u8>) = (Room::new(), workbook(|sheet| {
            sheet.write_string(1, 0, "giay-chung-nhan-ket-hon").unwrap();
            sheet.write_number(1, 1, 48_190_001_234.0).unwrap();
            sheet.write_string(1, 2, "Lê Thị Hoa").unwrap();
        })));
        ROOM.with(|(room, whole)| {
            let mut bytes = whole.clone();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let _ = import(room, &bytes, true);
        });
    }
}

#[test]
fn an_import_that_is_stopped_at_any_line_writes_nothing() {
    let room = Room::new();
    let before = room.dump();
    // Seven lines looked at, then two written.
    for last in 1..=9 {
        let mut heard = 0;
        let stopped = room.office.import_while(
            ("kết quả.csv", SHEET.as_bytes()),
            false,
            &room.catalogue,
            now(),
            &mut |_, _| {
                heard += 1;
                heard < last
            },
        );
        assert_eq!(stopped.unwrap_err().code, Code::Stopped, "at {last}");
        assert_eq!(room.dump(), before, "at {last}");
    }
    assert_eq!(room.office.imports().unwrap().len(), 0);
    assert_eq!(import(&room, SHEET.as_bytes(), false).unwrap().added, 2);
}
