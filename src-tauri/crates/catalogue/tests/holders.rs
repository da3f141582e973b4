//! Whose paper a requirement asks for. A stored result of the applicant's stands in for every paper
//! that is not marked as somebody else's, so a mark that is lost lets a mother's birth certificate pass
//! for her child's. The ones that would do most harm are named here.
#![allow(clippy::unwrap_used, reason = "a test may die")]

use chrono::NaiveDate;
use motcua_catalogue::{
    Catalogue,
    build::build,
    model::{
        Holder::{self, Child, Deceased, Other, Parent, Spouse},
        Procedure, Requirement,
    },
    source::Files,
};
use std::{path::Path, sync::OnceLock};

/// Papers that whoever files often has one of his own of.
const SOMEBODY_ELSES: &[(&str, &str, Holder)] = &[
    // A birth certificate: the child's, the ward's, a relative's; the parent who files has one too.
    ("1.001776", "khai-sinh", Child),
    ("2.000286", "khai-sinh", Child),
    ("1.010824", "khai-sinh", Child),
    ("1.010817", "khai-sinh", Child),
    ("1.014062", "cha-me", Child),
    ("1.014063", "cha-me", Child),
    ("1.014064", "cha-me", Child),
    ("2.001263", "khai-sinh-chau", Child),
    ("1.003005", "khai-sinh-chau", Child),
    ("2.000908", "khai-sinh", Other),
    ("1.004222", "cha-me-con", Other),
    ("1.004222", "ho-hang", Other),
    ("1.010039", "ho-tich", Other),
    ("1.004837", "quan-he", Other),
    ("1.001669", "quan-he", Other),
    ("1.004845", "du-18", Other),
    ("1.004859", "khai-sinh-goc", Other),
    ("2.000748", "khai-sinh-goc", Other),
    ("1.004884", "khai-sinh-cu", Other),
    ("2.000522", "khai-sinh-cu", Other),
    ("1.010833", "cha-me-con", Other),
    ("1.012564", "giay-ho-tich", Other),
    ("3.000228", "dai-dien", Other),
    // Extracts from the civil register of a person who may be a child.
    ("1.004859", "ho-tich-khac-goc", Other),
    ("2.000748", "ho-tich-khac-goc", Other),
    ("2.002516", "ho-tich-goc", Other),
    ("3.000322", "het-giam-ho", Other),
    // The parents' marriage; a grandparent who files is married too.
    ("1.001193", "ket-hon", Other),
    ("1.003583", "ket-hon", Other),
    ("2.000528", "ket-hon", Other),
    ("2.000986", "ket-hon", Other),
    ("2.001023", "ket-hon", Other),
    // The corrected marriage certificate may be that of whom the applicant represents.
    ("1.004859", "ket-hon-goc", Other),
    ("2.000748", "ket-hon-goc", Other),
    // Of both who marry: one of the two is not enough.
    ("1.000894", "tinh-trang-hon-nhan", Spouse),
    ("1.000894", "ghi-chu-ly-hon", Spouse),
    ("1.000894", "nhan-than", Spouse),
    ("1.000593", "tinh-trang-hon-nhan", Spouse),
    ("1.000593", "nhan-than", Spouse),
    ("1.004746", "nhan-than", Spouse),
    ("2.000513", "nhan-than", Spouse),
    ("2.000806", "tinh-trang-hon-nhan", Spouse),
    ("2.000806", "ho-chieu", Spouse),
    ("2.000806", "ghi-chu-ly-hon", Spouse),
    ("2.002189", "ghi-chu-ly-hon", Spouse),
    // Health: the child's, and of both who adopt.
    ("2.001263", "suc-khoe-chau", Child),
    ("1.003005", "suc-khoe-chau", Child),
    ("2.001263", "suc-khoe-nguoi-nhan", Spouse),
    ("2.002349", "suc-khoe", Spouse),
    // Deaths: the certificate of another dead relative is no evidence of this one.
    ("1.001731", "khai-tu", Deceased),
    ("1.014028", "khai-tu", Deceased),
    ("1.003197", "khai-tu", Deceased),
    ("1.010028", "khai-tu", Deceased),
    ("1.010039", "khai-tu", Deceased),
    ("1.004873", "vo-chong-da-mat", Deceased),
    ("1.004845", "da-mat", Deceased),
    ("1.004859", "khai-tu-goc", Deceased),
    ("1.004837", "cha-me-da-mat", Deceased),
    ("2.001263", "cha-me-da-mat", Deceased),
    ("1.004222", "khong-con-cha-me", Deceased),
    ("2.000575", "khai-tu", Deceased),
    ("2.000720", "khai-tu", Deceased),
    ("1.010824", "khai-tu", Deceased),
    ("1.000656", "cu-tru-cuoi", Deceased),
    ("1.000656", "giay-bao-tu", Deceased),
    // Land and houses: the seller's, the dead owner's, the landlord's.
    ("2.001035", "so-dat-nha", Other),
    ("2.001035", "giay-to-dong-san", Other),
    ("2.000913", "so-dat-nha", Other),
    ("2.001406", "so-dat-nha", Deceased),
    ("2.001406", "giay-to-dong-san", Deceased),
    ("2.001016", "so-dat-nha", Deceased),
    ("1.004222", "dien-tich", Other),
    ("1.003197", "doi-chu-nha", Other),
    ("1.010028", "doi-chu-nha", Other),
    ("1.004222", "dang-ky-phuong-tien", Other),
    // Consent of whoever has a say.
    ("1.004222", "chu-nha-dong-y", Other),
    ("1.004194", "chu-nha-dong-y", Other),
    ("1.002755", "chu-nha-dong-y", Other),
    ("1.010038", "dong-y", Other),
    ("2.000986", "y-kien-cha-me", Parent),
    // Guardianship: the guardian may have more than one ward.
    ("1.004222", "giam-ho", Other),
    ("1.014062", "giam-ho", Child),
    ("1.004837", "van-ban-cu", Other),
    // Court decisions about somebody else.
    ("1.003197", "toa-an", Other),
    ("1.004837", "can-giam-ho", Other),
    ("2.000720", "toa-an", Other),
    ("1.003005", "toa-an", Parent),
    ("2.001263", "toa-an", Parent),
    // Disability and illness of whoever is cared for.
    ("1.001776", "khuyet-tat", Other),
    ("1.001699", "giay-cu", Other),
    ("2.000286", "khuyet-tat", Other),
    ("1.004222", "khuyet-tat", Other),
    // Identity of a guest, of the other parties, of a child.
    ("2.001159", "so-dinh-danh", Other),
    ("2.001035", "nhan-than", Other),
    ("2.001406", "nhan-than", Other),
    ("1.014060", "the", Other),
    ("3.000228", "the", Other),
    ("1.014062", "thong-tin", Child),
    // Homes: the household a child joins, the parents', the adopted child's.
    ("2.000986", "ho-nhap-vao", Other),
    ("1.001193", "cu-tru", Other),
    ("2.001255", "cu-tru", Other),
    ("1.004222", "nhap-quoc-tich", Other),
    // Merit of a relative.
    ("1.010833", "giay-chung-nhan", Other),
    ("1.010817", "khang-chien", Parent),
    ("1.010804", "truy-tang", Deceased),
    ("1.010819", "khen-tang", Other),
];

/// Papers that are always the applicant's own, so that a stored one is still offered.
const OWN: &[(&str, &str)] = &[
    ("1.004873", "giay-cu"),
    ("1.004873", "ly-hon"),
    ("2.001263", "ket-hon"),
    ("2.001263", "doc-than"),
    ("2.001019", "so-dat-nha"),
    ("1.004194", "nha-cua-minh"),
    ("1.013228", "giay-phep-cu"),
    ("1.013134", "chung-nhan-chua-nhap-ngu"),
    ("3.000347", "giay-phep-cu"),
    ("3.000498", "to-chuc"),
    ("1.014034", "ban-sao-giay"),
    ("1.004222", "vo-chong"),
];

/// Papers nobody files of himself, whatever the procedure.
const NEVER_OWN: [&str; 15] = [
    "trich-luc-khai-tu",
    "giay-bao-tu",
    "giay-chung-tu",
    "chung-cu-su-kien-chet",
    "giay-to-noi-chet",
    "giay-chung-sinh",
    "bien-ban-tre-bi-bo-roi",
    "van-ban-nguoi-lam-chung-viec-sinh",
    "y-kien-chu-cho-o-trong-to-khai",
    "xac-nhan-chu-cho-o-tren-vneid",
    "van-ban-dong-y-cua-chu-cho-o",
    "y-kien-cha-me-trong-to-khai",
    "van-ban-dong-y-cua-cha-me",
    "giay-to-dan-toc-cha-me",
    "quyet-dinh-tiep-nhan-tre",
];

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data"));
        Catalogue::from_bytes(&build(&Files::read_dir(data).unwrap()).unwrap()).unwrap()
    })
}

fn procedure(code: &str) -> Procedure {
    let day = NaiveDate::from_ymd_opt(2026, 10, 14).unwrap();
    catalogue().procedure(code, day).unwrap()
}

/// Whose paper `id` of `code` asks for; `Err` with the reason if there is no such requirement.
fn holder(code: &str, id: &str) -> Result<Option<Holder>, String> {
    procedure(code)
        .requirements
        .iter()
        .find(|requirement| requirement.id == id)
        .map(|requirement| requirement.holder)
        .ok_or_else(|| format!("{code} {id}: no such requirement"))
}

/// Papers named in any alternative, in whatever case.
fn papers(requirement: &Requirement) -> impl Iterator<Item = &str> {
    requirement
        .any_of
        .iter()
        .chain(requirement.or_when.iter().flat_map(|more| &more.any_of))
        .flatten()
        .map(|paper| paper.evidence.as_str())
}

#[test]
fn a_paper_of_somebody_else_is_marked() {
    let wrong: Vec<_> = SOMEBODY_ELSES
        .iter()
        .filter_map(|&(code, id, whose)| match holder(code, id) {
            Ok(Some(found)) if found == whose => None,
            Ok(found) => Some(format!("{code} {id}: {found:?} instead of {whose:?}")),
            Err(why) => Some(why),
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_applicants_own_papers_are_not() {
    let wrong: Vec<_> = OWN
        .iter()
        .filter_map(|&(code, id)| match holder(code, id) {
            Ok(None | Some(Holder::Applicant)) => None,
            Ok(Some(found)) => Some(format!("{code} {id}: {found:?}")),
            Err(why) => Some(why),
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_never_the_applicants_is_marked_wherever_it_is_asked_for() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for entry in catalogue().list().unwrap() {
        if !entry.guided {
            continue;
        }
        for requirement in &procedure(&entry.code).requirements {
            let Some(paper) = papers(requirement).find(|paper| NEVER_OWN.contains(paper)) else {
                continue;
            };
            seen += 1;
            if matches!(requirement.holder, None | Some(Holder::Applicant)) {
                wrong.push(format!("{} {}: {paper}", entry.code, requirement.id));
            }
        }
    }
    assert!(seen >= 60, "only {seen} looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
