//! The checker finds each kind of fault, in the right file and on the right line, and nothing in a
//! sound catalogue.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

use motcua_catalogue::{
    check::{Report, check},
    finding::Rule,
    source::Files,
};

const PROCEDURE: &str = "catalogue/ho-tich/1.000001.toml";

const SOUND: &str = r#"code = "1.000001"
name = "Thủ tục mẫu"
field = "Hộ tịch"
kind = "new"
effective_from = 2026-01-15
basis = "Luật mẫu"
limit = "3 working_day"

[plain]
purpose = "Để thử."
bring = "Đơn."
next = "Chờ ba ngày."

[[question]]
id = "ai"
ask = "Ai đi?"
options = { minh = "Tự đi", thay = "Đi thay" }

[[question]]
id = "than"
ask = "Có phải người thân không?"
when = { ai = "thay" }
options = { co = "Phải", khong = "Không" }

[[requirement]]
id = "don"
name = "Đơn"
need = "file"
official = "G01-KQ1"
any_of = [["don"]]
basis = "Luật mẫu"

[[requirement]]
id = "uy-quyen"
name = "Ủy quyền"
need = "file"
official = "G01-KQ2"
when = { than = "khong" }
any_of = [["giay-uy-quyen"]]
basis = "Luật mẫu"

[[not_asked]]
official = "G01-KQ3"
because = "ghi chú"
"#;

fn files(procedure: &str) -> Files {
    let mut files = Files::default();
    for (path, text) in [
        (PROCEDURE, procedure),
        (
            "evidence.toml",
            "[[evidence]]\nid = \"don\"\nname = \"Đơn\"\n\n[[evidence]]\nid = \"giay-uy-quyen\"\nname = \"Giấy ủy quyền\"\n",
        ),
        (
            "fees/mau.toml",
            "[[fee]]\nid = \"mau\"\nname = \"Lệ phí\"\nprocedures = [\"1.000001\"]\namount = 0\nper = \"case\"\nbasis = \"Luật mẫu\"\nfrom = 2026-01-01\n",
        ),
        (
            "official.toml",
            "[\"1.000001\"]\nname = \"Thủ tục mẫu\"\npapers = [\"G01-KQ1 aaaaaaaa\", \"G01-KQ2 bbbbbbbb\"]\nnotes = [\"G01-KQ3 cccccccc\"]\n",
        ),
    ] {
        files.0.insert(path.to_owned(), text.to_owned());
    }
    files
}

/// The sound procedure with one text replaced.
fn with(from: &str, to: &str) -> Report {
    assert!(SOUND.contains(from), "the pattern still has {from:?}");
    check(&files(&SOUND.replacen(from, to, 1)))
}

fn line_of(text: &str, needle: &str) -> usize {
    1 + text[..text.find(needle).expect("needle")]
        .matches('\n')
        .count()
}

#[track_caller]
fn found(report: &Report, rule: Rule, line: Option<usize>) {
    let hit = report.findings.iter().any(|finding| {
        finding.rule == rule
            && finding.file == PROCEDURE
            && line.is_none_or(|line| finding.line == line)
    });
    assert!(
        hit,
        "wanted {rule:?} at {line:?}, found {:#?}",
        report.findings
    );
}

#[test]
fn a_sound_catalogue_has_no_finding_and_full_coverage() {
    let report = check(&files(SOUND));
    assert!(report.ok, "{:#?}", report.findings);
    let row = &report.coverage[0];
    assert_eq!(
        (row.official, row.papers, row.mapped, row.not_asked),
        (3, 2, 2, 1)
    );
}

#[test]
fn a_finding_names_file_and_line() {
    let report = with("when = { ai = \"thay\" }", "when = { ai = \"nhầm\" }");
    let line = line_of(SOUND, "id = \"than\"") - 1;
    found(&report, Rule::UnknownId, Some(line));
    let shown = report.findings[0].to_string();
    assert!(shown.starts_with(&format!("{PROCEDURE}:")), "{shown}");
}

#[test]
fn text_that_is_no_toml_is_a_finding_on_its_line() {
    found(&with("kind = \"new\"", "kind = "), Rule::Syntax, Some(4));
    found(
        &with("kind = \"new\"", "kind = \"mới\""),
        Rule::Syntax,
        Some(4),
    );
    found(
        &with("kind = \"new\"", "kinds = \"new\""),
        Rule::Syntax,
        None,
    );
    found(
        &with("\"3 working_day\"", "\"ba ngày\""),
        Rule::Syntax,
        Some(7),
    );
}

#[test]
fn ids_that_do_not_exist_are_found() {
    found(
        &with("any_of = [[\"don\"]]", "any_of = [[\"to-don\"]]"),
        Rule::UnknownId,
        Some(line_of(SOUND, "id = \"don\"") - 1),
    );
    found(
        &with("when = { than", "when = { nha"),
        Rule::UnknownId,
        None,
    );
    found(
        &with(
            "basis = \"Luật mẫu\"\n\n[[requirement]]",
            "basis = \"Luật mẫu\"\nreplaced_by = \"khong-co\"\n\n[[requirement]]",
        ),
        Rule::UnknownId,
        None,
    );
    found(
        &with(
            "when = { than = \"khong\" }",
            "when = { channel = \"fax\" }",
        ),
        Rule::UnknownId,
        None,
    );
}

#[test]
fn a_question_depends_only_on_earlier_ones() {
    let report = with(
        "ask = \"Ai đi?\"",
        "ask = \"Ai đi?\"\nwhen = { than = \"co\" }",
    );
    found(&report, Rule::Order, None);
}

#[test]
fn what_no_case_reaches_is_found() {
    // "than" is asked only of those who go for another.
    let report = with(
        "when = { than = \"khong\" }",
        "when = { than = \"khong\", ai = \"minh\" }",
    );
    found(
        &report,
        Rule::Unreachable,
        Some(line_of(SOUND, "id = \"uy-quyen\"") - 1),
    );
    let report = with(
        "when = { than = \"khong\" }\nany_of",
        "when = { than = \"khong\" }\nor_when = [{ when = { ai = \"minh\" }, any_of = [[\"don\"]] }]\nany_of",
    );
    found(&report, Rule::Unreachable, None);
}

#[test]
fn a_question_that_decides_nothing_is_found() {
    let report = with("when = { than = \"khong\" }", "when = { ai = \"thay\" }");
    found(
        &report,
        Rule::Unused,
        Some(line_of(SOUND, "id = \"than\"") - 1),
    );
}

#[test]
fn every_requirement_has_a_basis_every_procedure_a_limit_and_a_fee() {
    found(
        &with(
            "any_of = [[\"don\"]]\nbasis = \"Luật mẫu\"",
            "any_of = [[\"don\"]]",
        ),
        Rule::BasisMissing,
        None,
    );
    found(
        &with("limit = \"3 working_day\"\n", ""),
        Rule::LimitMissing,
        None,
    );
    let mut all = files(SOUND);
    all.0.remove("fees/mau.toml");
    found(&check(&all), Rule::FeeMissing, None);
}

#[test]
fn official_components_are_accounted_for() {
    found(
        &with("official = \"G01-KQ3\"", "official = \"G01-KQ1\""),
        Rule::Unaccounted,
        None,
    );
    found(
        &with("official = \"G01-KQ3\"", "official = \"G01-KQ1\""),
        Rule::Contradiction,
        None,
    );
    found(
        &with("official = \"G01-KQ2\"", "official = \"G01-KQ9\""),
        Rule::UnknownOfficial,
        Some(line_of(SOUND, "id = \"uy-quyen\"") - 1),
    );
    found(
        &with("name = \"Thủ tục mẫu\"", "name = \"Thủ tục khác\""),
        Rule::Title,
        Some(2),
    );
}

#[test]
fn doubles_contradictions_and_odd_texts_are_found() {
    found(
        &with("id = \"uy-quyen\"", "id = \"don\""),
        Rule::Duplicate,
        None,
    );
    found(
        &with("any_of = [[\"don\"]]", "any_of = [[\"don\"], [\"don\"]]"),
        Rule::Duplicate,
        None,
    );
    found(
        &with(
            "any_of = [[\"don\"]]",
            "any_of = [[{ evidence = \"don\", original = 0 }]]",
        ),
        Rule::Contradiction,
        None,
    );
    found(
        &with("any_of = [[\"don\"]]", "any_of = []"),
        Rule::Unreachable,
        None,
    );
    found(
        &with(
            "options = { minh = \"Tự đi\", thay = \"Đi thay\" }",
            "options = { thay = \"Đi thay\" }",
        ),
        Rule::Contradiction,
        None,
    );
    found(
        &with("code = \"1.000001\"", "code = \"1.00001\""),
        Rule::BadCode,
        None,
    );
    found(
        &with(
            "next = \"Chờ ba ngày.\"",
            &format!("next = \"{}\"", "lời ".repeat(100)),
        ),
        Rule::TooLong,
        None,
    );
    // The same letters in decomposed form.
    found(
        &with("ask = \"Ai đi?\"", "ask = \"Ai đi o\u{302}?\""),
        Rule::NotNfc,
        None,
    );
}

#[test]
fn one_paper_has_one_id() {
    let mut all = files(SOUND);
    all.0.insert(
        "evidence/them.toml".to_owned(),
        "[[evidence]]\nid = \"to-don\"\nname = \"ĐƠN\"\n".to_owned(),
    );
    let report = check(&all);
    let rules: Vec<_> = report
        .findings
        .iter()
        .map(|f| (f.rule, f.file.as_str()))
        .collect();
    assert!(
        rules.contains(&(Rule::SameEvidence, "evidence/them.toml")),
        "{rules:?}"
    );
    assert!(
        rules.contains(&(Rule::Unused, "evidence/them.toml")),
        "{rules:?}"
    );
}

#[test]
fn two_versions_may_follow_each_other_but_not_overlap() {
    let later = SOUND.replace("2026-01-15", "2027-03-01");
    let mut all = files(&SOUND.replace(
        "kind = \"new\"",
        "kind = \"new\"\neffective_to = 2027-02-28",
    ));
    let path = "catalogue/ho-tich/1.000001@2027-03-01.toml";
    all.0.insert(path.to_owned(), later.clone());
    assert!(check(&all).ok, "{:#?}", check(&all).findings);
    let mut all = files(SOUND);
    all.0.insert(path.to_owned(), later);
    assert!(
        check(&all)
            .findings
            .iter()
            .any(|f| f.rule == Rule::BadDates)
    );
}

#[test]
fn what_is_given_again_and_whose_it_is_must_make_sense() {
    let limit = "limit = \"3 working_day\"\n";
    let more = |kind: &str, lines: &str| {
        let text = SOUND
            .replacen("kind = \"new\"", &format!("kind = \"{kind}\""), 1)
            .replacen(limit, &format!("{limit}{lines}\n"), 1);
        check(&files(&text))
    };
    found(
        &more("new", "reissues = [\"don\"]"),
        Rule::Contradiction,
        None,
    );
    found(
        &more("reissue", "reissues = [\"giay-la\"]"),
        Rule::UnknownId,
        None,
    );
    found(
        &more("extract", "exchange_same_day = true"),
        Rule::Contradiction,
        None,
    );
    found(
        &more("new", "result_holder = \"child\""),
        Rule::Contradiction,
        None,
    );
    let sound = more(
        "reissue",
        "produces = \"don\"\nreissues = [\"giay-uy-quyen\"]\nresult_holder = \"child\"\nexchange_same_day = true",
    );
    assert!(sound.ok, "{:#?}", sound.findings);
}

#[test]
fn listed_rows_are_checked_too() {
    let mut all = files(SOUND);
    all.0.insert(
        "catalogue/ho-tich/listed.toml".to_owned(),
        "field = \"Hộ tịch\"\n\n[[procedure]]\ncode = \"1.000001\"\nname = \"Thủ tục mẫu\"\nkind = \"new\"\n\n[[procedure]]\ncode = \"x\"\nname = \"\"\nkind = \"new\"\n".to_owned(),
    );
    let report = check(&all);
    let at = |rule, line| {
        report
            .findings
            .iter()
            .any(|f| f.rule == rule && f.line == line)
    };
    assert!(at(Rule::Duplicate, 3), "{:#?}", report.findings);
    assert!(
        at(Rule::BadCode, 8) && at(Rule::Title, 8),
        "{:#?}",
        report.findings
    );
}

#[test]
fn fee_rows_are_checked() {
    let bad = |from: &str, to: &str| {
        let mut all = files(SOUND);
        let text = all.0["fees/mau.toml"].replacen(from, to, 1);
        all.0.insert("fees/mau.toml".to_owned(), text);
        check(&all).findings
    };
    assert!(
        bad("amount = 0", "amount = -1")
            .iter()
            .any(|f| f.rule == Rule::BadFee)
    );
    assert!(
        bad("amount = 0", "range = [5, 5]")
            .iter()
            .any(|f| f.rule == Rule::BadFee)
    );
    assert!(
        bad("amount = 0\n", "")
            .iter()
            .any(|f| f.rule == Rule::BadFee && f.line == 1)
    );
    assert!(
        bad("1.000001", "9.999999")
            .iter()
            .any(|f| f.rule == Rule::UnknownId)
    );
    assert!(
        bad("from = ", "exempt = [\"ai-cung-duoc\"]\nfrom = ")
            .iter()
            .any(|f| f.rule == Rule::UnknownId)
    );
    assert!(
        bad("from = 2026-01-01", "from = \"2026\"")
            .iter()
            .any(|f| f.file == "fees/mau.toml")
    );
}

#[test]
fn a_basis_that_is_no_longer_in_force_is_found_where_it_still_counts() {
    let repealed =
        "[[text]]\nnumber = \"1/2000/NĐ-CP\"\nfrom = 2020-01-01\nby = \"NĐ 2/2020/NĐ-CP\"\n";
    let with = |text: String| {
        let mut files = files(&text);
        files
            .0
            .insert("repealed.toml".to_owned(), repealed.to_owned());
        check(&files)
    };
    let cited = SOUND.replacen(
        "basis = \"Luật mẫu\"\n\n[[requirement]]",
        "basis = \"NĐ 1/2000/NĐ-CP Đ3\"\n\n[[requirement]]",
        1,
    );
    assert_ne!(cited, SOUND);
    let line = line_of(&cited, "[[requirement]]");
    found(&with(cited.clone()), Rule::BasisExpired, Some(line));
    // A number that merely begins alike is another text, and what ended before rests on it rightly.
    assert!(with(cited.replace("1/2000/NĐ-CP Đ3", "11/2000/NĐ-CP Đ3")).ok);
    let over = cited.replacen(
        "effective_from = 2026-01-15",
        "effective_from = 2018-01-15\neffective_to = 2019-12-31",
        1,
    );
    let rules: Vec<_> = with(over).findings.iter().map(|f| f.rule).collect();
    assert!(!rules.contains(&Rule::BasisExpired), "{rules:?}");
}

#[test]
fn a_fee_without_its_day_and_an_id_nobody_knows_are_found() {
    let mut files = files(SOUND);
    let fees = files.0.get_mut("fees/mau.toml").unwrap();
    *fees = fees.replace("from = 2026-01-01\n", "");
    let report = check(&files);
    let finding = report
        .findings
        .iter()
        .find(|f| f.rule == Rule::BadFee)
        .unwrap();
    assert_eq!((finding.file.as_str(), finding.line), ("fees/mau.toml", 1));
}

#[test]
fn a_text_of_the_office_is_checked_alone_and_what_is_still_to_be_said_is_named() {
    use motcua_catalogue::{
        compose::{lay, layer_file},
        source::Parts,
    };
    let parts = Parts::read(&files(SOUND));
    let text = SOUND
        .replace("2026-01-15", "2026-11-21")
        .replace("bring = \"Đơn.\"", "bring = \"CẦN SOẠN: mang gì\"")
        .replace("name = \"Thủ tục mẫu\"", "name = \"Thủ tục mẫu, tên mới\"");
    let file = layer_file("Hộ tịch", "1.000001", "2026-11-21".parse().unwrap());
    let (laid, findings) = lay(&parts, &file, &text);
    let rules: Vec<_> = findings.iter().map(|f| f.rule).collect();
    assert_eq!(
        rules,
        [Rule::ToDo],
        "a newer title is no fault: {findings:?}"
    );
    let versions: Vec<_> = laid
        .unwrap()
        .guided
        .iter()
        .map(|placed| {
            placed
                .value
                .procedure
                .effective_to
                .map(|day| day.to_string())
        })
        .collect();
    assert_eq!(versions, [Some("2026-11-20".to_owned()), None]);
}
