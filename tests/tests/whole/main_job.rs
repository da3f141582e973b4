//! The main job on the command line: from an empty folder to a sealed receipt that another office,
//! another program and a photo can read.

use motcua_tests::{Counter, Page, birth, sha256, tool};
use serde_json::{Value, json};
use std::{fs, path::Path};
use unicode_normalization::is_nfc;

/// Sets up, asks the guide, answers, and receives what the guide asked for.
fn job(counter: &Counter) -> Value {
    counter.set_up("phường Hải Châu", 1);
    let open = counter.run(["guide", "1.001193"]).yes();
    assert_eq!(open["complete"], false);
    let answers = birth()["answers"].clone();
    let args = [
        "guide",
        "1.001193",
        "--answers",
        "-",
        "--received",
        "2026-10-14T09:20",
    ];
    let case = counter.feed(args, answers.to_string().as_bytes()).yes();
    assert_eq!(case["complete"], true);
    let ids: Vec<_> = case["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["id"])
        .collect();
    let mut reception = birth();
    reception["copies"] = json!(2);
    for paper in reception["submitted"].as_array().unwrap() {
        assert!(ids.contains(&&paper["requirement"]), "{paper} {ids:?}");
    }
    counter.receive(&reception).yes()
}

#[test]
fn from_an_empty_folder_to_a_receipt_that_other_programs_read() {
    let counter = Counter::empty();
    let receipt = job(&counter);
    assert_eq!(receipt["outcome"], "received");
    assert_eq!(receipt["dossier"], "H17.001-261014-1001");
    assert_eq!(receipt["due"], "2026-10-14T17:00");
    assert_eq!(
        receipt["fee"]["total"], 16_000,
        "birth in time is free, each copy 8.000"
    );
    let paper = &receipt["papers"][0];
    let path = Path::new(paper["path"].as_str().unwrap());
    assert_eq!(sha256(path), paper["sha256"]);
    assert!(fs::metadata(path).unwrap().len() <= 200_000);
    let qr = receipt["qr"].as_str().unwrap();
    assert!(
        qr.starts_with("H17.001-261014-1001 "),
        "any phone shows the code: {qr}"
    );
    assert!(
        qr.bytes()
            .all(|b| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(&b)),
        "alphanumeric mode: {qr}"
    );
    for secret in ["048200001234", "Nguy", "AN@"] {
        assert!(!qr.contains(secret), "no name and no number in clear");
    }

    if let Some(text) = tool("pdftotext", &[path.to_str().unwrap(), "-"]) {
        assert!(is_nfc(&text));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for wanted in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "UBND PHƯỜNG HẢI CHÂU",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "H17.001-261014-1001",
            "Nguyễn Văn An",
            "048200001234",
            "Thủ tục đăng ký khai sinh",
            "Tờ khai đăng ký khai sinh",
            "Giấy chứng sinh",
            "16.000 đồng",
            "Trần Thị Bình",
        ] {
            assert!(
                text.contains(wanted),
                "“{wanted}” is not on the receipt:\n{text}"
            );
        }
    }

    let Some(page) = Page::of(path) else { return };
    let picture = page.png();
    if let Some(read) = tool("zbarimg", &["--raw", "-q", picture.to_str().unwrap()]) {
        assert!(
            read.lines().any(|line| line == qr),
            "another program reads the same: {read}"
        );
    }
    let good = |what: &Path| {
        let verdict = counter.run(["verify", what.to_str().unwrap()]).yes();
        assert_eq!(
            (&verdict["valid"], &verdict["known_here"]),
            (&json!(true), &json!(true))
        );
        assert_eq!(verdict["claims"]["dossier"], receipt["dossier"]);
        assert_eq!(verdict["claims"]["due"], receipt["due"]);
    };
    good(&picture);
    good(&page.photo(10.0));
    good(&page.photo(-10.0));
}

#[test]
fn a_receipt_is_worth_at_another_office_what_its_key_is_worth_there() {
    let here = Counter::empty();
    let receipt = job(&here);
    let qr = receipt["qr"].as_str().unwrap();
    let there = Counter::of("xã Hòa Vang", 3);
    let strange = there.run(["verify", qr]).no();
    assert_eq!(strange["valid"], false);
    assert_eq!(strange["reason"], "unknown_key");
    assert!(
        strange["why"].as_str().unwrap().contains("khóa"),
        "{strange:#}"
    );

    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("khoa.json");
    let file = list.to_str().unwrap();
    let exported = here.run(["keys", "export", file]).yes();
    assert!(Path::new(exported["path"].as_str().unwrap()).is_absolute());
    let text = fs::read_to_string(&list).unwrap();
    let known: Value = serde_json::from_str(&text).unwrap();
    let root = known["lists"][0]["root"].as_str().unwrap().to_owned();
    let key = key_of(&here);

    // Handing over a file is not yet trusting it.
    let merged = there.run(["keys", "trust", file]).yes();
    assert_eq!(merged["added"], json!([]), "{merged:#}");
    assert_eq!(there.run(["verify", qr]).no()["reason"], "unknown_key");
    there
        .run(["keys", "trust", file, "--root", &root_id(&here, &root)])
        .yes();
    let verdict = there.run(["verify", qr]).yes();
    assert_eq!(
        (&verdict["valid"], &verdict["known_here"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(verdict["claims"]["unit"], "H17.001");
    assert_eq!(verdict["unit_title"], "UBND phường Hải Châu");

    // One character of the seal is another: refused, wherever it stands.
    let start = qr.find("MC1:").unwrap() + 4;
    for at in [start + 3, (start + qr.len()) / 2, qr.len() - 3] {
        let mut letters: Vec<char> = qr.chars().collect();
        letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
        let flipped: String = letters.into_iter().collect();
        let verdict = there.run(["verify", &flipped]).no();
        assert_eq!(verdict["valid"], false, "{at}: {verdict:#}");
        assert_eq!(verdict["known_here"], false, "{at}: {verdict:#}");
    }
    let other = qr.replacen("1001", "1002", 1);
    assert_eq!(
        there.run(["verify", &other]).no()["reason"],
        "prefix_differs"
    );

    // The office's key is lost to a thief: it revokes it, and the news travels as a file.
    here.run(["keys", "revoke", &key, "--why", "máy tính bị lấy cắp"])
        .yes();
    let revoked = here.run(["verify", qr]).no();
    assert_eq!(revoked["reason"], "revoked");
    assert!(
        revoked["why"]
            .as_str()
            .unwrap()
            .contains("máy tính bị lấy cắp"),
        "{revoked:#}"
    );
    assert_eq!(
        there.run(["verify", qr]).yes()["valid"],
        true,
        "the news has not come yet"
    );
    here.run(["keys", "export", file]).yes();
    there.run(["keys", "trust", file]).yes();
    let revoked = there.run(["verify", qr]).no();
    assert_eq!(revoked["reason"], "revoked", "{revoked:#}");
    // An older list does not bring the key back.
    fs::write(&list, text).unwrap();
    there.run(["keys", "trust", file]).yes();
    assert_eq!(there.run(["verify", qr]).no()["reason"], "revoked");
}

/// The id by which the office's own key is known, as a person reads it off the list.
fn key_of(counter: &Counter) -> String {
    let told = counter.plain(["keys", "list"]).out;
    let line = told
        .lines()
        .find(|line| line.starts_with("  "))
        .expect("a key");
    line.split_whitespace().next().expect("an id").to_owned()
}

/// The id of the root, as a person reads it off the list.
fn root_id(counter: &Counter, root: &str) -> String {
    let told = counter.plain(["keys", "list"]).out;
    let line = told
        .lines()
        .find(|line| line.starts_with("Khóa gốc "))
        .expect("a root");
    let id = line.split_whitespace().nth(2).expect("an id").to_owned();
    assert!(!id.is_empty() && !root.is_empty());
    id
}

#[test]
fn a_list_of_keys_that_is_none_is_refused_and_changes_nothing() {
    let counter = Counter::office();
    let before = counter.run(["keys", "list"]).yes();
    let feed = |text: &str| counter.feed(["keys", "trust", "-"], text.as_bytes());
    for text in [
        "",
        "{}",
        "[]",
        "xin chào",
        "{\"motcua_trust\":1,\"lists\":7}",
    ] {
        let said = feed(text);
        assert_eq!(said.exit, 2, "{said:#?}");
    }
    // A list that says what its root never signed.
    let forged = serde_json::to_string(&before)
        .unwrap()
        .replace("Hải Châu", "Hòa Vang");
    let said = feed(&forged);
    assert_eq!(said.exit, 2, "{said:#?}");
    assert_eq!(counter.run(["keys", "list"]).yes(), before);
}

#[test]
fn a_paper_of_ours_with_another_code_beside_it_is_still_read_and_a_strange_picture_is_no_seal() {
    let counter = Counter::office();
    let folder = tempfile::tempdir().unwrap();
    let blank = folder.path().join("trắng.png");
    image::GrayImage::from_pixel(300, 300, image::Luma([255]))
        .save(&blank)
        .unwrap();
    let verdict = counter.run(["verify", blank.to_str().unwrap()]).no();
    assert_eq!(verdict["valid"], false);
    assert!(
        verdict["why"].as_str().unwrap().contains("mã QR"),
        "{verdict:#}"
    );
    let broken = folder.path().join("hỏng.png");
    let mut bytes = fs::read(&blank).unwrap();
    bytes.truncate(60);
    fs::write(&broken, bytes).unwrap();
    counter
        .run(["verify", broken.to_str().unwrap()])
        .refused("BAD_FILE");
}
