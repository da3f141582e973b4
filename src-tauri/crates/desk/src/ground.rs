//! What a catalogue is authored from: the files, and what another office laid over them and shares.

use chrono::NaiveDate;
use motcua_calendar::Calendar;
use motcua_catalogue::{
    Catalogue, authored,
    check::check,
    compose::{Layer, LayerText, compose, lay, layer_file},
    source::{Files, Parts},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use std::collections::BTreeMap;

/// Where an update carries what its maker's office had laid over.
const OFFICE: &str = "office/";

/// Files and the texts over them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ground {
    /// As below `data/`.
    pub(crate) files: Files,
    /// In the order in which they are laid.
    pub(crate) texts: Vec<LayerText>,
}

impl Ground {
    /// From an update's files.
    ///
    /// # Errors
    /// `CATALOGUE_FAULTS` for an office's text that cannot be read.
    pub(crate) fn of(mut files: BTreeMap<String, String>) -> Result<Self> {
        let rest = files.split_off(OFFICE);
        let mut texts = Vec::new();
        for (path, text) in rest {
            if !path.starts_with(OFFICE) {
                files.insert(path, text);
                continue;
            }
            let read = authored::read(&path, &text).map_err(|finding| {
                Fault::new(
                    Code::CatalogueFaults,
                    format!("Danh mục trong bản cập nhật có lỗi, chưa dùng được: {finding}"),
                )
            })?;
            let procedure = read.procedure;
            let from = procedure.effective_from.unwrap_or_default();
            texts.push(LayerText {
                file: layer_file(&procedure.field, &procedure.code, from),
                text,
            });
        }
        Ok(Self {
            files: Files(files),
            texts,
        })
    }

    /// As an update's files: the texts by day and order, so that they are laid in the same order.
    pub(crate) fn into_files(self) -> BTreeMap<String, String> {
        let mut files = self.files.0;
        for (position, text) in self.texts.into_iter().enumerate() {
            let read = authored::read("", &text.text).ok();
            let (code, from) = read.map_or((String::new(), NaiveDate::default()), |read| {
                (
                    read.procedure.code,
                    read.procedure.effective_from.unwrap_or_default(),
                )
            });
            files.insert(
                format!("{OFFICE}{from}-{position:05}-{code}.toml"),
                text.text,
            );
        }
        files
    }

    /// Everything authored, read.
    pub(crate) fn parts(&self) -> Parts {
        let mut parts = Parts::read(&self.files);
        for text in &self.texts {
            if let (Some(next), _) = lay(&parts, &text.file, &text.text) {
                parts = next;
            }
        }
        parts
    }

    /// Built, with more texts over it.
    ///
    /// # Errors
    /// Those of [`compose`].
    pub(crate) fn built(&self, more: Vec<LayerText>) -> Result<Vec<u8>> {
        let mut layer = Layer {
            texts: self.texts.clone(),
            ..Layer::default()
        };
        layer.texts.extend(more);
        compose(&self.files, &layer)
    }

    /// The days off it carries, or the program's own.
    ///
    /// # Errors
    /// `BAD_INPUT` for tables that do not go together.
    pub(crate) fn calendar(&self) -> Result<Calendar> {
        let years = self
            .files
            .0
            .iter()
            .filter(|(path, _)| path.starts_with("calendar/"))
            .map(|(path, text)| {
                toml::from_str(text).or_fault(
                    Code::BadInput,
                    format!("Lịch nghỉ {path} trong bản cập nhật không đúng dạng."),
                )
            })
            .collect::<Result<Vec<_>>>()?;
        match years.is_empty() {
            true => Calendar::bundled(),
            false => Calendar::from_years(&years),
        }
    }

    /// Refuses what the checker has something to say of.
    ///
    /// # Errors
    /// `CATALOGUE_FAULTS` with every finding as the detail, and those of [`Ground::calendar`].
    pub(crate) fn sound(&self) -> Result<()> {
        let mut findings = check(&self.files).findings;
        if findings.is_empty() {
            self.calendar()?;
            let left_out = Catalogue::from_bytes(&self.built(Vec::new())?)?.left_out()?;
            findings.extend(left_out.into_iter().flat_map(|out| out.findings));
        }
        let Some(first) = findings.first() else {
            return Ok(());
        };
        let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
        Err(Fault::new(
            Code::CatalogueFaults,
            format!(
                "Danh mục trong bản cập nhật có {} lỗi, chưa dùng được. Lỗi đầu tiên: {first}",
                lines.len()
            ),
        )
        .because(lines.join("\n")))
    }
}
