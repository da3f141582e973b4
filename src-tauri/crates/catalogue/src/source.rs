//! The authored files as one set: read from a folder, or carried inside the bundled catalogue.

use crate::{
    authored::{self, Authored, OneOrMany, line_of, syntax, to_day},
    fee::{Amount, FeeRow, Per},
    finding::{Finding, Rule},
    model::{
        Channel, EvidenceType, HeldBy, Kind, LimitRule, Procedure, Referral, ReplacementRule,
        ResultField, ResultKind, Source, Unit, When,
    },
    official,
};
use motcua_calendar::Limit;
use motcua_fault::{Code, OrFault, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, path::Path};
use toml::Spanned;

/// Authored files by their path below `data/`, with `/` between folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, String>);

impl Files {
    /// Reads every `.toml` file below `folder`.
    pub fn read_dir(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let mut open = vec![folder.to_path_buf()];
        while let Some(here) = open.pop() {
            let cannot = || format!("Không đọc được thư mục danh mục {}.", here.display());
            for entry in fs::read_dir(&here).or_fault(Code::BadFile, cannot())? {
                let path = entry.or_fault(Code::BadFile, cannot())?.path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|ext| ext == "toml") {
                    let text = fs::read_to_string(&path).or_fault(
                        Code::BadFile,
                        format!("Tệp {} không phải văn bản UTF-8.", path.display()),
                    )?;
                    let below = path.strip_prefix(folder).unwrap_or(&path);
                    let name: Vec<_> = below
                        .components()
                        .map(|part| part.as_os_str().to_string_lossy())
                        .collect();
                    files.insert(name.join("/"), text);
                }
            }
        }
        Ok(Self(files))
    }
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// Path below `data/`.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The value.
    pub value: T,
}

/// Everything read, each part with its place; what could not be read is a finding.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Guided procedures, by file.
    pub guided: Vec<Placed<Authored>>,
    /// Listed procedures.
    pub listed: Vec<Placed<Procedure>>,
    /// Evidence types.
    pub evidence: Vec<Placed<EvidenceType>>,
    /// Sources of data.
    pub sources: Vec<Placed<Source>>,
    /// Fee rows.
    pub fees: Vec<Placed<FeeRow>>,
    /// Units of the city.
    pub units: Vec<Unit>,
    /// Official components.
    pub official: official::Index,
    /// Kinds of results that can be stored.
    pub kinds: Vec<Placed<ResultKind>>,
    /// What replaces what.
    pub rules: Vec<Placed<ReplacementRule>>,
    /// Services received elsewhere.
    pub referrals: Vec<Placed<Referral>>,
    /// Calendars, one text a year, for the calendar crate.
    pub calendars: Vec<Placed<String>>,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

impl Parts {
    /// Reads all files.
    pub fn read(files: &Files) -> Self {
        let mut parts = Parts::default();
        for (file, text) in &files.0 {
            if let Err(finding) = parts.take(file, text) {
                parts.findings.push(finding);
            }
        }
        parts
    }

    fn take(&mut self, file: &str, text: &str) -> std::result::Result<(), Finding> {
        let path: Vec<_> = file.split('/').collect();
        match path.as_slice() {
            ["catalogue", _, "listed.toml"] => self.take_listed(file, text),
            ["catalogue", _, _] => {
                let authored = authored::read(file, text)?;
                self.guided.push(placed(file, 1, authored));
                Ok(())
            }
            ["evidence.toml"] | ["evidence", _] => {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct File {
                    evidence: Vec<Spanned<EvidenceType>>,
                }
                let read: File = from_toml(file, text)?;
                self.evidence.extend(place_all(file, text, read.evidence));
                Ok(())
            }
            ["sources.toml"] => {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct File {
                    source: Vec<Spanned<Source>>,
                }
                let read: File = from_toml(file, text)?;
                self.sources.extend(place_all(file, text, read.source));
                Ok(())
            }
            ["units.toml"] => {
                #[derive(Deserialize)]
                struct File {
                    unit: Vec<Unit>,
                }
                self.units = from_toml::<File>(file, text)?.unit;
                Ok(())
            }
            ["results.toml"] => self.take_kinds(file, text),
            ["replacements.toml"] => self.take_rules(file, text),
            ["referrals.toml"] => {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct File {
                    referral: Vec<Spanned<Referral>>,
                }
                let read: File = from_toml(file, text)?;
                self.referrals.extend(place_all(file, text, read.referral));
                Ok(())
            }
            ["fees", _] => self.take_fees(file, text),
            ["calendar", _] => {
                self.calendars.push(placed(file, 1, text.to_owned()));
                Ok(())
            }
            [official::FILE] => {
                self.official = official::Index::read(text)?;
                Ok(())
            }
            // Other rooms read their own files (indicators, synonyms …).
            _ => Ok(()),
        }
    }

    fn take_kinds(&mut self, file: &str, text: &str) -> std::result::Result<(), Finding> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            /// Kinds that the city's plan wants in reuse.
            #[serde(default)]
            plan: Vec<String>,
            kind: Vec<Spanned<Row>>,
            /// Papers that are results and that no procedure asks for (yet).
            #[serde(default)]
            evidence: Vec<Spanned<EvidenceType>>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Row {
            id: String,
            holder: HeldBy,
            months: Option<u32>,
            #[serde(default)]
            own_end: bool,
            #[serde(default)]
            number: bool,
            issuer: Option<String>,
            #[serde(default)]
            ended_by: OneOrMany,
            #[serde(default, rename = "codes")]
            _codes: OneOrMany,
            #[serde(default)]
            fields: Vec<ResultField>,
        }
        let read: File = from_toml(file, text)?;
        let plan = read.plan;
        let is_kind = |id: &String| read.kind.iter().any(|row| row.get_ref().id == *id);
        if let Some(id) = plan.iter().find(|id| !is_kind(id)) {
            return Err(Finding::new(
                Rule::UnknownId,
                file,
                1,
                format!("“plan” có “{id}” không phải loại kết quả"),
            ));
        }
        self.evidence.extend(place_all(file, text, read.evidence));
        self.kinds
            .extend(place_all(file, text, read.kind).map(|placed| Placed {
                file: placed.file,
                line: placed.line,
                value: ResultKind {
                    planned: plan.contains(&placed.value.id),
                    ended_by: placed.value.ended_by.0,
                    id: placed.value.id,
                    holder: placed.value.holder,
                    months: placed.value.months,
                    own_end: placed.value.own_end,
                    number: placed.value.number,
                    issuer: placed.value.issuer,
                    fields: placed.value.fields,
                },
            }));
        Ok(())
    }

    fn take_rules(&mut self, file: &str, text: &str) -> std::result::Result<(), Finding> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            rule: Vec<Spanned<Row>>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Row {
            evidence: String,
            #[serde(default)]
            results: OneOrMany,
            source: Option<String>,
            basis: String,
            from: toml::value::Datetime,
            to: Option<toml::value::Datetime>,
            #[serde(default)]
            procedures: OneOrMany,
            note: Option<String>,
        }
        let read: File = from_toml(file, text)?;
        for row in read.rule {
            let line = line_of(text, row.span().start);
            let row = row.into_inner();
            let day = |key: &str, value: &toml::value::Datetime| {
                to_day(value).ok_or_else(|| {
                    Finding::new(
                        Rule::BadDates,
                        file,
                        line,
                        format!("“{key}” phải là một ngày"),
                    )
                })
            };
            let (from, to) = (
                day("from", &row.from)?,
                row.to.as_ref().map(|to| day("to", to)).transpose()?,
            );
            self.rules.push(placed(
                file,
                line,
                ReplacementRule {
                    evidence: row.evidence,
                    results: row.results.0,
                    source: row.source,
                    basis: row.basis,
                    from,
                    to,
                    procedures: row.procedures.0,
                    note: row.note,
                },
            ));
        }
        Ok(())
    }

    /// Reads one table of fees, as in `data/fees`: for the rows an office keeps itself.
    ///
    /// # Errors
    /// The first finding.
    pub fn fee_table(file: &str, text: &str) -> std::result::Result<Vec<FeeRow>, Finding> {
        let mut parts = Parts::default();
        parts.take_fees(file, text)?;
        Ok(parts.fees.into_iter().map(|placed| placed.value).collect())
    }

    fn take_listed(&mut self, file: &str, text: &str) -> std::result::Result<(), Finding> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            field: String,
            procedure: Vec<Spanned<Row>>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Row {
            code: String,
            name: String,
            kind: Kind,
            authority: Option<String>,
            limit: Option<Limit>,
            #[serde(default)]
            limit_online: Option<Limit>,
            fee: Option<String>,
            #[serde(default)]
            result: OneOrMany,
            url: Option<String>,
            #[serde(default)]
            basis: OneOrMany,
        }
        let read: File = from_toml(file, text)?;
        for row in read.procedure {
            let line = line_of(text, row.span().start);
            let row = row.into_inner();
            let mut limits = Vec::new();
            if let Some(limit) = row.limit_online {
                limits.push(LimitRule {
                    when: When(vec![
                        [("channel".to_owned(), vec!["online".to_owned()])].into(),
                    ]),
                    limit,
                    basis: None,
                    note: None,
                });
            }
            limits.extend(row.limit.map(|limit| LimitRule {
                when: When::default(),
                limit,
                basis: None,
                note: None,
            }));
            let digest = Sha256::digest(
                format!("{}\n{}\n{:?}\n{:?}", row.code, row.name, limits, row.fee).as_bytes(),
            );
            self.listed.push(placed(
                file,
                line,
                Procedure {
                    code: row.code,
                    name: row.name,
                    field: read.field.clone(),
                    kind: row.kind,
                    guided: false,
                    version: hex::encode(&digest[..4]),
                    effective_from: None,
                    effective_to: None,
                    basis: row.basis.0,
                    authority: row.authority,
                    url: row.url,
                    limits,
                    extend: None,
                    produces: row.result.0,
                    reissues: Vec::new(),
                    result_holder: None,
                    exchange_same_day: false,
                    fee_text: row.fee,
                    questions: Vec::new(),
                    requirements: Vec::new(),
                    not_asked: Vec::new(),
                    refusals: Vec::new(),
                    plain: None,
                },
            ));
        }
        Ok(())
    }

    fn take_fees(&mut self, file: &str, text: &str) -> std::result::Result<(), Finding> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            // A table may be nothing but its explanation yet.
            #[serde(default)]
            fee: Vec<Spanned<Row>>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Row {
            id: String,
            name: String,
            procedures: Vec<String>,
            amount: Option<i64>,
            range: Option<[i64; 2]>,
            pages: Option<Pages>,
            per: Per,
            #[serde(default)]
            on_request: bool,
            #[serde(default)]
            channels: Vec<Channel>,
            #[serde(default)]
            when: When,
            #[serde(default)]
            exempt: Vec<String>,
            basis: String,
            from: toml::value::Datetime,
            to: Option<toml::value::Datetime>,
            #[serde(default)]
            to_confirm: bool,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Pages {
            first: u32,
            first_amount: i64,
            next_amount: i64,
            cap: i64,
        }
        let read: File = from_toml(file, text)?;
        for row in read.fee {
            let line = line_of(text, row.span().start);
            let row = row.into_inner();
            let wrong = |what: &str| Finding::new(Rule::BadFee, file, line, what);
            let amount = match (row.amount, row.range, row.pages) {
                (Some(amount), None, None) => Amount::Fixed(amount),
                (None, Some([low, high]), None) => Amount::Range(low, high),
                (None, None, Some(pages)) => Amount::Pages {
                    first: pages.first,
                    first_amount: pages.first_amount,
                    next_amount: pages.next_amount,
                    cap: pages.cap,
                },
                _ => {
                    return Err(wrong(
                        "mỗi dòng phí phải có đúng một trong ba khóa amount, range, pages",
                    ));
                }
            };
            let from = to_day(&row.from).ok_or_else(|| wrong("“from” phải là một ngày"))?;
            let to = match &row.to {
                Some(to) => Some(to_day(to).ok_or_else(|| wrong("“to” phải là một ngày"))?),
                None => None,
            };
            self.fees.push(placed(
                file,
                line,
                FeeRow {
                    id: row.id,
                    name: row.name,
                    procedures: row.procedures,
                    amount,
                    per: row.per,
                    on_request: row.on_request,
                    channels: row.channels,
                    when: row.when,
                    exempt: row.exempt,
                    basis: row.basis,
                    from,
                    to,
                    to_confirm: row.to_confirm,
                },
            ));
        }
        Ok(())
    }
}

fn placed<T>(file: &str, line: usize, value: T) -> Placed<T> {
    Placed {
        file: file.to_owned(),
        line,
        value,
    }
}

fn place_all<'a, T>(
    file: &'a str,
    text: &'a str,
    values: Vec<Spanned<T>>,
) -> impl Iterator<Item = Placed<T>> + 'a
where
    T: 'a,
{
    values.into_iter().map(move |value| {
        let line = line_of(text, value.span().start);
        placed(file, line, value.into_inner())
    })
}

fn from_toml<T: for<'de> Deserialize<'de>>(
    file: &str,
    text: &str,
) -> std::result::Result<T, Finding> {
    toml::from_str(text).map_err(|error| syntax(file, text, &error))
}
