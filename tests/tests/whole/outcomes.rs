//! Who files and what comes of it: organisations, principals, foreigners, long names, composed text,
//! and the three outcomes with everything they must say.

use motcua_tests::{Counter, birth, complete_case, sha256, submitted_for, tool};
use serde_json::{Value, json};
use std::path::Path;
use unicode_normalization::{UnicodeNormalization, is_nfc};

fn text_of(outcome: &Value) -> Option<String> {
    let path = outcome["papers"][0]["path"].as_str().unwrap();
    assert_eq!(sha256(Path::new(path)), outcome["papers"][0]["sha256"]);
    let text = tool("pdftotext", &[path, "-"])?;
    assert!(is_nfc(&text));
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn says(text: Option<&String>, wanted: &str) {
    if let Some(text) = text {
        assert!(
            text.contains(wanted),
            "“{wanted}” is not on the paper:\n{text}"
        );
    }
}

#[test]
fn what_is_missing_is_asked_for_once_and_all_of_it() {
    let counter = Counter::office();
    let mut lacking = birth();
    lacking["submitted"] = json!([]);
    lacking["shown"] = json!([]);
    let said = counter.receive(&lacking).no();
    let missing: Vec<_> = said["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["requirement"].as_str().unwrap())
        .collect();
    assert_eq!(
        missing,
        ["to-khai", "viec-sinh", "nhan-than"],
        "everything, in the order of the list"
    );
    let text = text_of(&said);
    says(text.as_ref(), "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ");
    says(text.as_ref(), "Tờ khai đăng ký khai sinh");
    says(text.as_ref(), "Giấy chứng sinh");
    says(text.as_ref(), "Giấy tờ tùy thân của người đi đăng ký");
    let code = said["dossier"].as_str().unwrap();
    let shown = counter.show(code);
    assert_eq!(
        (&shown["state"], &shown["due"]),
        (&json!("supplement"), &Value::Null)
    );
    assert_eq!(shown["events"].as_array().unwrap().len(), 1);
    let verdict = counter.run(["verify", said["qr"].as_str().unwrap()]).yes();
    assert_eq!(verdict["claims"]["kind"], "supplement_slip");
    // Everything in: the clock starts now, not on the day of form 02.
    let moved = counter.run(["dossier", "move", code, "received"]).yes();
    assert_ne!(moved["due"], Value::Null);
}

#[test]
fn too_few_copies_are_missing_and_an_original_does_for_a_copy() {
    let counter = Counter::office();
    let mut none = birth();
    none["submitted"][0]["original"] = json!(0);
    let said = counter.receive(&none).no();
    assert_eq!(said["missing"].as_array().unwrap().len(), 1, "{said:#}");
    assert_eq!(said["missing"][0]["requirement"], "to-khai");
    let mut copy = birth();
    copy["submitted"][0]["original"] = json!(0);
    copy["submitted"][0]["copy"] = json!(5);
    let said = counter.receive(&copy).no();
    assert_eq!(
        said["missing"][0]["requirement"], "to-khai",
        "a copy is no original"
    );
    let mut more = birth();
    more["submitted"][0]["original"] = json!(2);
    counter.receive(&more).yes();
}

#[test]
fn a_case_that_is_not_ours_is_refused_with_reason_and_the_place_to_go() {
    let counter = Counter::office();
    let mut foreign = birth();
    foreign["answers"] = json!({ "tre": "thuong" });
    foreign["submitted"] = json!([]);
    foreign["refuse"] = json!({
        "reason": "Hồ sơ thuộc thẩm quyền của cơ quan khác", "basis": "Điều 7 NĐ 123/2015/NĐ-CP",
        "go_to": "UBND xã Hòa Vang"
    });
    let said = counter.receive(&foreign).no();
    assert_eq!(
        (&said["outcome"], &said["missing"]),
        (&json!("refused"), &json!([]))
    );
    let text = text_of(&said);
    says(text.as_ref(), "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ");
    says(text.as_ref(), "thuộc thẩm quyền của cơ quan khác");
    says(text.as_ref(), "UBND xã Hòa Vang");
    let shown = counter.show(said["dossier"].as_str().unwrap());
    assert_eq!(shown["state"], "refused");
    assert_eq!(
        shown["events"][0]["why"],
        "Hồ sơ thuộc thẩm quyền của cơ quan khác"
    );
    foreign["refuse"] = json!({ "reason": "   " });
    counter.receive(&foreign).refused("REASON_MISSING");
    // What is only listed cannot be received here, but it can be refused with a reason.
    let mut listed = birth();
    listed["procedure"] = json!("1.013855");
    listed["answers"] = json!({});
    listed["submitted"] = json!([]);
    listed["shown"] = json!([]);
    counter.receive(&listed).refused("NOT_GUIDED");
    listed["refuse"] = json!({ "reason": "Nộp tại Sở Y tế" });
    assert_eq!(counter.receive(&listed).no()["outcome"], "refused");
}

#[test]
fn an_organisation_files_through_its_representative() {
    let counter = Counter::office();
    let mut company = birth();
    company["organisation"] = json!({
        "id": "0401234567", "name": "Công ty TNHH Một thành viên Sông Hàn Xanh",
        "address": "12 Bạch Đằng, phường Hải Châu", "phone": "02363888999", "representative_role": "Giám đốc"
    });
    let said = counter.receive(&company).yes();
    let code = said["dossier"].as_str().unwrap();
    let shown = counter.show(code);
    assert_eq!(
        shown["applicant"],
        "Công ty TNHH Một thành viên Sông Hàn Xanh"
    );
    assert_eq!(shown["person"]["name"], "Nguyễn Văn An");
    let text = text_of(&said);
    says(text.as_ref(), "Công ty TNHH Một thành viên Sông Hàn Xanh");
    says(text.as_ref(), "0401234567");
    assert_eq!(
        counter.run(["dossier", "search", "song han xanh"]).yes()[0]["dossier"],
        code
    );
    assert_eq!(
        counter.run(["dossier", "search", "0401234567"]).yes()[0]["dossier"],
        code
    );
    company["organisation"]["name"] = json!("");
    counter.receive(&company).refused("BAD_PERSON");
    company["organisation"] = json!({});
    assert_eq!(
        counter.show(counter.receive(&company).yes()["dossier"].as_str().unwrap())["organisation"],
        Value::Null,
        "an empty one is none"
    );
}

#[test]
fn who_files_for_another_is_on_the_receipt_with_the_principal() {
    let counter = Counter::office();
    let mut agent = birth();
    agent["on_behalf_of"] = json!({
        "id": "048195000321", "name": "Phạm Thị Hồng Nhung", "birth": "1995-07-01",
        "address": "Tổ 9, phường Hòa Cường", "authorisation": "Giấy ủy quyền số 12 ngày 01/10/2026"
    });
    let said = counter.receive(&agent).yes();
    let shown = counter.show(said["dossier"].as_str().unwrap());
    assert_eq!(shown["on_behalf_of"]["name"], "Phạm Thị Hồng Nhung");
    let text = text_of(&said);
    says(text.as_ref(), "Phạm Thị Hồng Nhung");
    says(text.as_ref(), "Giấy ủy quyền số 12 ngày 01/10/2026");
    says(text.as_ref(), "Nguyễn Văn An");
    agent["on_behalf_of"]["id"] = json!("12");
    let sentence = counter.receive(&agent).refused("BAD_PERSON");
    assert!(sentence.contains("Người ủy quyền"), "{sentence}");
}

#[test]
fn a_foreigner_files_with_a_passport() {
    let counter = Counter::office();
    let mut guest = birth();
    guest["person"] = json!({
        "id": "ea1234567", "name": "Zoë Ångström-O’Brien", "birth": "1988", "sex": "female",
        "nationality": "Thụy Điển", "address": "Khách sạn Bến Xưa, phường Hải Châu", "phone": "+46 70 123 45 67"
    });
    let said = counter.receive(&guest).yes();
    let shown = counter.show(said["dossier"].as_str().unwrap());
    assert_eq!(
        (&shown["person"]["id"], &shown["person"]["birth"]),
        (&json!("EA1234567"), &json!("1988"))
    );
    let text = text_of(&said);
    says(text.as_ref(), "Zoë Ångström-O’Brien");
    says(text.as_ref(), "EA1234567");
}

#[test]
fn decomposed_text_comes_out_composed_everywhere() {
    let counter = Counter::office();
    let decomposed = |text: &str| text.nfd().collect::<String>();
    let mut spelt = birth();
    spelt["person"]["name"] = json!(decomposed("  Nguyễn   Thị Ường "));
    spelt["person"]["address"] = json!(decomposed("Thôn Phú Ổ, xã Đại Lộc"));
    spelt["clerk"] = json!(decomposed("trần thị bình"));
    let said = counter.receive(&spelt).yes();
    let shown = counter.show(said["dossier"].as_str().unwrap());
    assert_eq!(shown["person"]["name"], "Nguyễn Thị Ường");
    assert_eq!(shown["person"]["address"], "Thôn Phú Ổ, xã Đại Lộc");
    assert_eq!(
        shown["events"][0]["by"], "Trần Thị Bình",
        "the clerk, as set up"
    );
    says(text_of(&said).as_ref(), "Nguyễn Thị Ường");
    let found = counter
        .run(["dossier", "search", &decomposed("ường")])
        .yes();
    assert_eq!(found.as_array().unwrap().len(), 1);
}

#[test]
fn a_name_of_120_letters_and_an_address_of_300_fit_on_the_paper() {
    let counter = Counter::office();
    let name = "Nguyễn Phước Vĩnh Thụy Hoàng Tộc Công Tằng Tôn Nữ Thị Diễm My Quỳnh Hương Ngọc Ánh Bích Phượng Thùy Dương Khánh Ly Hằng";
    let name: String = format!("{name} Ẩn Ẫm Ỡn")
        .chars()
        .take(120)
        .collect::<String>()
        .trim()
        .to_owned();
    let mut long = birth();
    long["person"]["name"] = json!(name);
    long["person"]["address"] = json!("Số nhà 123 ".repeat(27).trim());
    let said = counter.receive(&long).yes();
    assert_eq!(
        counter.show(said["dossier"].as_str().unwrap())["person"]["name"],
        name
    );
    if let Some(text) = text_of(&said) {
        for word in name.split(' ') {
            assert!(text.contains(word), "{word}");
        }
    }
    long["person"]["name"] = json!("ễ".repeat(121));
    counter.receive(&long).refused("BAD_PERSON");
}

#[test]
fn the_three_units_are_kept_apart() {
    let counter = Counter::office();
    let mut elsewhere = birth();
    elsewhere["competent_unit"] = json!("UBND xã Hòa Vang");
    elsewhere["residence_unit"] = json!("UBND xã Đại Lộc");
    let said = counter.receive(&elsewhere).yes();
    assert_eq!(
        counter.show(said["dossier"].as_str().unwrap())["units"],
        json!({
            "receiving": "UBND phường Hải Châu", "competent": "UBND xã Hòa Vang", "residence": "UBND xã Đại Lộc"
        })
    );
}

#[test]
fn answers_that_do_not_apply_are_dropped_and_open_questions_are_named() {
    let counter = Counter::office();
    let mut open = birth();
    open["answers"] = json!({ "tre": "thuong" });
    let sentence = counter.receive(&open).refused("OPEN_QUESTIONS");
    assert!(
        sentence.contains("nguoi-di-dang-ky") && sentence.contains("thoi-han"),
        "{sentence}"
    );
    assert_eq!(counter.list(), Vec::<Value>::new());
    // An abandoned child: what was said of its parents' marriage before no longer counts.
    let mut dice = motcua_tests::Dice::new(7);
    let case = complete_case(&counter, "1.001193", "counter", &mut dice, true);
    let mut changed = birth();
    changed["answers"] = case["answers"].clone();
    changed["submitted"] = json!(submitted_for(&case, None));
    changed["shown"] = json!([]);
    let clean = counter.receive(&changed);
    let clean = clean.json();
    changed["answers"]["khong-co"] = json!("x");
    counter.receive(&changed).refused("BAD_ANSWER");
    assert_eq!(counter.codes(), [clean["dossier"].as_str().unwrap()]);
}

#[test]
fn many_papers_need_a_second_page_and_the_file_stays_small() {
    let counter = Counter::office();
    let mut many = birth();
    let paper = many["submitted"][0].clone();
    for _ in 0..60 {
        many["submitted"]
            .as_array_mut()
            .unwrap()
            .push(paper.clone());
    }
    let said = counter.receive(&many).yes();
    let path = Path::new(said["papers"][0]["path"].as_str().unwrap());
    assert!(std::fs::metadata(path).unwrap().len() <= 200_000);
}
