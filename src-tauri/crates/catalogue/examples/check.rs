//! Checks the authored files of a folder: `cargo run -p motcua-catalogue --example check -- data [CODE]`.

use motcua_catalogue::{check::check, source::Files};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "data".to_owned());
    let only = args.next();
    let report = check(&Files::read_dir(folder.as_ref())?);
    let wanted = |text: &str| only.as_deref().is_none_or(|only| text.contains(only));
    for row in report.coverage.iter().filter(|row| wanted(&row.code)) {
        println!(
            "{} {}/{} ({} papers, {} mapped) {}",
            row.code,
            row.mapped + row.not_asked,
            row.official,
            row.papers,
            row.mapped,
            row.name
        );
    }
    for finding in report
        .findings
        .iter()
        .filter(|finding| wanted(&finding.file))
    {
        println!("{finding}");
    }
    println!(
        "{} guided, {} listed, {} evidence, {} fees, {} findings",
        report.guided,
        report.listed,
        report.evidence,
        report.fees,
        report.findings.len()
    );
    Ok(())
}
