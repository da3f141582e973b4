use super::{Place, answer::Answer};
use clap::Subcommand;
use motcua_fault::Result;
use motcua_office::{KnownField, PersonView};
use serde_json::json;
use std::fmt::Write as _;

#[derive(Subcommand)]
pub(crate) enum Persons {
    /// Những gì đã biết về một người, nguồn và ngày của từng mục
    Show {
        /// Số định danh
        id: String,
    },
    /// Ghép hai số của cùng một người
    Same {
        /// Một số
        a: String,
        /// Số kia
        b: String,
        /// Căn cứ
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Bỏ ghép hai số
    UndoSame {
        /// Một số
        a: String,
        /// Số kia
        b: String,
        /// Lý do
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
}

impl Persons {
    pub(crate) fn run(self, place: &Place) -> Result<Answer> {
        let desk = place.desk()?;
        let now = crate::clock::now();
        let office = desk.office();
        office.set_up()?;
        let id = match self {
            Persons::Show { id } => id,
            Persons::Same { a, b, why } => {
                office.same_person(&a, &b, &why, now)?;
                a
            }
            Persons::UndoSame { a, b, why } => {
                office.undo_same_person(&a, &b, &why, now)?;
                a
            }
        };
        match office.person(&id, &desk.reference().catalogue, now)? {
            Some(view) => {
                let text = told(&view);
                Answer::yes(&view, text)
            }
            None => {
                let why = "Chưa có gì được ghi về số này.";
                Answer::no(&json!({ "id": null, "why": why }), why)
            }
        }
    }
}

fn told(view: &PersonView) -> String {
    let mut out = format!(
        "{} ({})\n",
        view.known.person.name,
        view.known.numbers.join(", ")
    );
    let line = |known: &KnownField| {
        format!(
            "  {} {}: {} ({}, ngày {})\n",
            if known.verified { "✓" } else { "–" },
            called(&known.field),
            spoken(known),
            known.source,
            motcua_text::date(known.date)
        )
    };
    view.known
        .fields
        .iter()
        .for_each(|known| out += &line(known));
    if !view.known.others.is_empty() {
        out.push_str("Còn ghi khác:\n");
        view.known
            .others
            .iter()
            .for_each(|known| out += &line(known));
    }
    for link in &view.links {
        let _ = writeln!(
            out,
            "{}: {} {} và {}, {} ({})",
            motcua_text::moment(link.at),
            if link.what == "linked" {
                "ghép"
            } else {
                "bỏ ghép"
            },
            link.a,
            link.b,
            link.why.as_deref().unwrap_or("–"),
            link.by
        );
    }
    for other in &view.namesakes {
        let _ = writeln!(
            out,
            "Trùng tên{}: {} ({}), sinh {}",
            if other.same_birth {
                ", trùng ngày sinh, có thể là một người"
            } else {
                ""
            },
            other.name,
            other.id,
            other.birth.as_deref().unwrap_or("chưa rõ")
        );
    }
    let _ = writeln!(out, "Kết quả trong kho: {}", view.results);
    out
}

fn called(field: &str) -> &str {
    match field {
        "name" => "họ tên",
        "birth" => "ngày sinh",
        "sex" => "giới tính",
        "address" => "nơi cư trú",
        "phone" => "điện thoại",
        "email" => "thư điện tử",
        "nationality" => "quốc tịch",
        other => other,
    }
}

fn spoken(known: &KnownField) -> String {
    match (known.field.as_str(), known.value.as_str()) {
        ("sex", "male") => "Nam".to_owned(),
        ("sex", "female") => "Nữ".to_owned(),
        ("birth", day) => day
            .parse()
            .map_or_else(|_| day.to_owned(), motcua_text::date),
        (_, value) => value.to_owned(),
    }
}
