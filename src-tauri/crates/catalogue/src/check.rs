//! The checker: a real linter over the authored files.

use crate::{
    authored::Authored,
    fee::{Amount, EXEMPTIONS},
    find::Synonyms,
    finding::{Finding, Rule},
    model::{CHANNEL_KEY, Channel, Condition, FieldType, Kind, PaperList, Procedure, When},
    reach::{Reach, both, reachable},
    source::{Files, Parts, Placed},
};
use motcua_text::{fold, nfc};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// Plain words: together at most this many (PRODUCT K1, the measure).
const MOST_PLAIN_WORDS: usize = 90;

/// What the check says.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Report {
    /// No finding.
    pub ok: bool,
    /// Everything found, by file and line.
    pub findings: Vec<Finding>,
    /// Totals by field, largest first.
    pub fields: Vec<FieldTotal>,
    /// Coverage of official components by guided procedure.
    pub coverage: Vec<Coverage>,
    /// Guided procedures.
    pub guided: usize,
    /// Listed procedures.
    pub listed: usize,
    /// Evidence types.
    pub evidence: usize,
    /// Fee rows.
    pub fees: usize,
}

/// How many procedures a field has.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldTotal {
    /// The field.
    pub field: String,
    /// Guided procedures in it.
    pub guided: usize,
    /// Listed procedures in it.
    pub listed: usize,
}

/// How many of the official components of one procedure are accounted for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Coverage {
    /// Procedure code.
    pub code: String,
    /// Official title.
    pub name: String,
    /// Rows of the official record.
    pub official: usize,
    /// Of them, papers rather than remarks.
    pub papers: usize,
    /// Mapped to a requirement.
    pub mapped: usize,
    /// Named under `not_asked` with a reason.
    pub not_asked: usize,
}

/// Checks all files.
pub fn check(files: &Files) -> Report {
    let parts = Parts::read(files);
    check_parts(files, &parts)
}

/// Checks files that have been read already.
pub fn check_parts(files: &Files, parts: &Parts) -> Report {
    let mut checker = Checker {
        parts,
        findings: parts.findings.clone(),
        evidence: parts
            .evidence
            .iter()
            .map(|e| (e.value.id.as_str(), 0))
            .collect(),
    };
    checker.texts(files);
    checker.shared();
    checker.codes();
    let coverage = parts
        .guided
        .iter()
        .map(|placed| checker.procedure(placed))
        .collect();
    checker.listed();
    checker.fees();
    checker.results();
    checker.unused();
    let mut findings = checker.findings;
    let guided = parts.guided.iter().map(|placed| &placed.value.procedure);
    let listed = parts.listed.iter().map(|placed| &placed.value);
    let codes = guided
        .chain(listed)
        .map(|procedure| procedure.code.as_str());
    findings.extend(Synonyms::findings(files, &codes.collect()));
    findings.sort_by(|a, b| (&a.file, a.line, a.rule).cmp(&(&b.file, b.line, b.rule)));
    findings.dedup();
    Report {
        ok: findings.is_empty(),
        findings,
        fields: totals(parts),
        coverage,
        guided: parts.guided.len(),
        listed: parts.listed.len(),
        evidence: parts.evidence.len(),
        fees: parts.fees.len(),
    }
}

fn totals(parts: &Parts) -> Vec<FieldTotal> {
    let mut fields = BTreeMap::<&str, (usize, usize)>::new();
    for placed in &parts.guided {
        fields.entry(&placed.value.procedure.field).or_default().0 += 1;
    }
    for placed in &parts.listed {
        fields.entry(&placed.value.field).or_default().1 += 1;
    }
    let mut totals: Vec<_> = fields
        .into_iter()
        .map(|(field, (guided, listed))| FieldTotal {
            field: field.to_owned(),
            guided,
            listed,
        })
        .collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.guided + total.listed));
    totals
}

struct Checker<'a> {
    parts: &'a Parts,
    findings: Vec<Finding>,
    /// How often each evidence type is used.
    evidence: BTreeMap<&'a str, usize>,
}

impl<'a> Checker<'a> {
    fn find(&mut self, rule: Rule, file: &str, line: usize, message: impl Into<String>) {
        self.findings.push(Finding::new(rule, file, line, message));
    }

    fn texts(&mut self, files: &Files) {
        for (file, text) in &files.0 {
            for (i, line) in text.lines().enumerate() {
                if nfc(line) != line {
                    self.find(
                        Rule::NotNfc,
                        file,
                        i + 1,
                        "chữ chưa ở dạng Unicode dựng sẵn (NFC)",
                    );
                }
            }
        }
    }

    /// Evidence types and sources.
    fn shared(&mut self) {
        let mut ids = BTreeSet::new();
        let mut names = BTreeMap::<String, &str>::new();
        for placed in &self.parts.evidence {
            let evidence = &placed.value;
            if !ids.insert(&evidence.id) {
                self.find(
                    Rule::Duplicate,
                    &placed.file,
                    placed.line,
                    format!("giấy tờ “{}” khai báo hai lần", evidence.id),
                );
            }
            if !is_slug(&evidence.id) {
                self.find(
                    Rule::BadCode,
                    &placed.file,
                    placed.line,
                    format!(
                        "mã “{}” chỉ được gồm chữ thường không dấu, số và gạch nối",
                        evidence.id
                    ),
                );
            }
            for name in std::iter::once(&evidence.name).chain(&evidence.also) {
                let other = names.insert(fold(name), &evidence.id);
                if let Some(other) = other.filter(|other| *other != evidence.id) {
                    self.find(
                        Rule::SameEvidence,
                        &placed.file,
                        placed.line,
                        format!(
                            "“{name}” là tên của cả “{other}” và “{}”: một giấy tờ chỉ có một mã",
                            evidence.id
                        ),
                    );
                }
            }
        }
        let mut ids = BTreeSet::new();
        for placed in &self.parts.sources {
            if !ids.insert(&placed.value.id) {
                self.find(
                    Rule::Duplicate,
                    &placed.file,
                    placed.line,
                    format!("nguồn dữ liệu “{}” khai báo hai lần", placed.value.id),
                );
            }
        }
    }

    /// Codes, file names, and versions that overlap.
    fn codes(&mut self) {
        let mut seen = BTreeMap::<&str, Vec<&Procedure>>::new();
        for placed in &self.parts.guided {
            let procedure = &placed.value.procedure;
            let wanted = format!("catalogue/{}/{}", slug(&procedure.field), procedure.code);
            let stem = placed.file.trim_end_matches(".toml");
            if stem.split('@').next() != Some(wanted.as_str()) {
                self.find(
                    Rule::BadCode,
                    &placed.file,
                    1,
                    format!("tệp phải tên là {wanted}.toml theo lĩnh vực và mã thủ tục"),
                );
            }
            if !is_procedure_code(&procedure.code) {
                self.find(
                    Rule::BadCode,
                    &placed.file,
                    1,
                    format!("mã thủ tục “{}” không có dạng D.DDDDDD", procedure.code),
                );
            }
            if procedure
                .effective_to
                .zip(procedure.effective_from)
                .is_some_and(|(to, from)| to < from)
            {
                self.find(
                    Rule::BadDates,
                    &placed.file,
                    1,
                    "ngày hết hiệu lực đứng trước ngày có hiệu lực",
                );
            }
            for other in seen.entry(&procedure.code).or_default().iter() {
                if overlap(procedure, other) {
                    self.findings.push(Finding::new(
                        Rule::BadDates,
                        &placed.file,
                        1,
                        format!(
                            "hai phiên bản của {} cùng có hiệu lực trong một ngày",
                            procedure.code
                        ),
                    ));
                }
            }
            seen.entry(&procedure.code).or_default().push(procedure);
        }
    }

    fn listed(&mut self) {
        let guided: BTreeSet<_> = self
            .parts
            .guided
            .iter()
            .map(|p| p.value.procedure.code.as_str())
            .collect();
        let mut seen = BTreeSet::new();
        for placed in &self.parts.listed {
            let procedure = &placed.value;
            let (file, line) = (&placed.file, placed.line);
            if !is_procedure_code(&procedure.code) {
                self.find(
                    Rule::BadCode,
                    file,
                    line,
                    format!("mã thủ tục “{}” không có dạng D.DDDDDD", procedure.code),
                );
            }
            if procedure.name.trim().is_empty() {
                self.find(Rule::Title, file, line, "thiếu tên thủ tục");
            }
            if !seen.insert(&procedure.code) || guided.contains(procedure.code.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("thủ tục {} đã có trong danh mục", procedure.code),
                );
            }
            if *file != format!("catalogue/{}/listed.toml", slug(&procedure.field)) {
                self.find(
                    Rule::BadCode,
                    file,
                    1,
                    format!("thư mục phải tên là {}", slug(&procedure.field)),
                );
            }
            self.title(file, line, procedure);
        }
    }

    /// The official title carries over to the letter.
    fn title(&mut self, file: &str, line: usize, procedure: &Procedure) {
        if let Some(official) = self.parts.official.0.get(&procedure.code)
            && official.name != procedure.name
        {
            self.find(
                Rule::Title,
                file,
                line,
                format!("tên khác tên chính thức: “{}”", official.name),
            );
        }
    }

    fn procedure(&mut self, placed: &'a Placed<Authored>) -> Coverage {
        let Authored { procedure, lines } = &placed.value;
        let file = placed.file.as_str();
        self.title(file, lines.name, procedure);
        self.questions(placed);
        self.requirements(placed);
        for (rule, line) in procedure.limits.iter().zip(&lines.limits) {
            self.when(
                file,
                *line,
                procedure,
                &rule.when,
                procedure.questions.len(),
            );
        }
        if !procedure.limits.iter().any(|rule| rule.when.is_always()) {
            self.find(
                Rule::LimitMissing,
                file,
                1,
                "thiếu “limit”: thời hạn cho các trường hợp còn lại",
            );
        }
        for (refusal, line) in procedure.refusals.iter().zip(&lines.refusals) {
            self.when(
                file,
                *line,
                procedure,
                &refusal.when,
                procedure.questions.len(),
            );
            if refusal.when.is_always() {
                self.find(Rule::Contradiction, file, *line, "từ chối mọi trường hợp");
            }
            if refusal.basis.is_empty() || refusal.reason.trim().is_empty() {
                self.find(
                    Rule::BasisMissing,
                    file,
                    *line,
                    "từ chối phải có lý do và căn cứ",
                );
            }
        }
        if procedure.basis.is_empty() {
            self.find(
                Rule::BasisMissing,
                file,
                1,
                "thủ tục chưa có căn cứ pháp lý",
            );
        }
        if !self
            .parts
            .fees
            .iter()
            .any(|fee| fee.value.procedures.contains(&procedure.code))
        {
            self.find(
                Rule::FeeMissing,
                file,
                1,
                format!(
                    "chưa có dòng phí nào cho {} (miễn phí cũng là một dòng, với căn cứ)",
                    procedure.code
                ),
            );
        }
        match &procedure.plain {
            None => self.find(Rule::Syntax, file, 1, "thiếu [plain]: lời cho người dân"),
            Some(plain) => {
                let words = [&plain.purpose, &plain.bring, &plain.next]
                    .iter()
                    .map(|text| text.split_whitespace().count())
                    .sum::<usize>();
                if words > MOST_PLAIN_WORDS {
                    self.find(
                        Rule::TooLong,
                        file,
                        lines.plain,
                        format!("lời cho người dân dài {words} chữ, tối đa {MOST_PLAIN_WORDS}"),
                    );
                }
            }
        }
        for result in procedure.produces.iter().chain(&procedure.reissues) {
            self.uses(file, 1, result);
        }
        let again = matches!(procedure.kind, Kind::Reissue | Kind::Extract);
        if !again && !procedure.reissues.is_empty() {
            self.find(
                Rule::Contradiction,
                file,
                1,
                "chỉ thủ tục cấp lại hoặc trích lục mới có “reissues”",
            );
        }
        if procedure.exchange_same_day && !matches!(procedure.kind, Kind::Reissue | Kind::Exchange)
        {
            self.find(
                Rule::Contradiction,
                file,
                1,
                "chỉ thủ tục cấp lại hoặc cấp đổi mới có “exchange_same_day”",
            );
        }
        if procedure.result_holder.is_some() && procedure.produces.is_empty() {
            self.find(
                Rule::Contradiction,
                file,
                1,
                "“result_holder” không có nghĩa khi thủ tục không ghi kết quả",
            );
        }
        self.account(placed)
    }

    fn questions(&mut self, placed: &'a Placed<Authored>) {
        let Authored { procedure, lines } = &placed.value;
        let file = placed.file.as_str();
        let mut ids = BTreeSet::new();
        for (i, (question, line)) in procedure.questions.iter().zip(&lines.questions).enumerate() {
            if !ids.insert(question.id.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    *line,
                    format!("câu hỏi “{}” viết hai lần", question.id),
                );
            }
            if !is_slug(&question.id) || question.id == CHANNEL_KEY {
                self.find(
                    Rule::BadCode,
                    file,
                    *line,
                    format!("mã câu hỏi “{}” không dùng được", question.id),
                );
            }
            if question.options.len() < 2 {
                self.find(
                    Rule::Contradiction,
                    file,
                    *line,
                    format!("câu hỏi “{}” cần ít nhất hai lựa chọn", question.id),
                );
            }
            let mut options = BTreeSet::new();
            for option in &question.options {
                if !options.insert(&option.id)
                    || !is_slug(&option.id)
                    || option.text.trim().is_empty()
                {
                    self.find(
                        Rule::BadCode,
                        file,
                        *line,
                        format!(
                            "lựa chọn “{}” trùng, trống hoặc mã không đúng dạng",
                            option.id
                        ),
                    );
                }
            }
            self.when(file, *line, procedure, &question.when, i);
            if !self.decides(procedure, &question.id) {
                self.find(
                    Rule::Unused,
                    file,
                    *line,
                    format!("câu hỏi “{}” không quyết định điều gì", question.id),
                );
            }
        }
    }

    /// Whether anything depends on the answer.
    fn decides(&self, procedure: &Procedure, question: &str) -> bool {
        let names = |when: &When| when.0.iter().any(|c| c.contains_key(question));
        procedure.questions.iter().any(|q| names(&q.when))
            || procedure
                .requirements
                .iter()
                .any(|r| names(&r.when) || r.or_when.iter().any(|more| names(&more.when)))
            || procedure.limits.iter().any(|l| names(&l.when))
            || procedure.refusals.iter().any(|r| names(&r.when))
            || self
                .parts
                .fees
                .iter()
                .any(|fee| fee.value.procedures.contains(&procedure.code) && names(&fee.value.when))
    }

    fn requirements(&mut self, placed: &'a Placed<Authored>) {
        let Authored { procedure, lines } = &placed.value;
        let file = placed.file.as_str();
        let mut ids = BTreeSet::new();
        if procedure.requirements.is_empty() {
            self.find(
                Rule::Unreachable,
                file,
                1,
                "thủ tục hướng dẫn mà không có yêu cầu nào",
            );
        }
        for (requirement, line) in procedure.requirements.iter().zip(&lines.requirements) {
            let line = *line;
            if !ids.insert(requirement.id.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("yêu cầu “{}” viết hai lần", requirement.id),
                );
            }
            if !is_slug(&requirement.id) || requirement.name.trim().is_empty() {
                self.find(
                    Rule::BadCode,
                    file,
                    line,
                    format!(
                        "yêu cầu “{}” có mã hoặc tên không dùng được",
                        requirement.id
                    ),
                );
            }
            if requirement
                .basis
                .iter()
                .all(|basis| basis.trim().is_empty())
            {
                self.find(
                    Rule::BasisMissing,
                    file,
                    line,
                    format!("yêu cầu “{}” chưa có căn cứ pháp lý", requirement.id),
                );
            }
            if let Some(source) = &requirement.replaced_by
                && !self.parts.sources.iter().any(|s| s.value.id == *source)
            {
                self.find(
                    Rule::UnknownId,
                    file,
                    line,
                    format!("không có nguồn dữ liệu “{source}”"),
                );
            }
            let before = self.findings.len();
            self.when(
                file,
                line,
                procedure,
                &requirement.when,
                procedure.questions.len(),
            );
            let sound = self.findings.len() == before;
            self.alternatives(file, line, &requirement.id, &requirement.any_of);
            for more in &requirement.or_when {
                self.alternatives(file, line, &requirement.id, &more.any_of);
                self.when(file, line, procedure, &more.when, procedure.questions.len());
                if sound {
                    self.joint(file, line, procedure, &requirement.when, &more.when);
                }
            }
        }
    }

    /// An alternative that counts only where its requirement does not is never seen.
    fn joint(
        &mut self,
        file: &str,
        line: usize,
        procedure: &Procedure,
        outer: &When,
        inner: &When,
    ) {
        let always = [Condition::new()];
        let outer = if outer.is_always() {
            &always[..]
        } else {
            &outer.0
        };
        let possible = outer.iter().any(|one| {
            inner.0.iter().any(|other| {
                both(one, other)
                    .is_some_and(|goal| reachable(&procedure.questions, &goal) != Reach::No)
            })
        });
        if !possible {
            self.find(
                Rule::Unreachable,
                file,
                line,
                "“or_when” chỉ đúng khi chính yêu cầu này không áp dụng",
            );
        }
    }

    fn alternatives(&mut self, file: &str, line: usize, id: &str, lists: &'a [PaperList]) {
        if lists.is_empty() || lists.iter().any(Vec::is_empty) {
            self.find(
                Rule::Unreachable,
                file,
                line,
                format!("yêu cầu “{id}” có danh sách giấy tờ trống"),
            );
        }
        for (i, list) in lists.iter().enumerate() {
            if lists[..i].contains(list) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("yêu cầu “{id}” có hai lựa chọn giống nhau"),
                );
            }
            for paper in list {
                self.uses(file, line, &paper.evidence);
                if paper.original == 0 && paper.copy == 0 {
                    self.find(
                        Rule::Contradiction,
                        file,
                        line,
                        format!("“{}”: không bản chính, không bản sao", paper.evidence),
                    );
                }
            }
        }
    }

    fn uses(&mut self, file: &str, line: usize, evidence: &str) {
        match self.evidence.get_mut(evidence) {
            Some(times) => *times += 1,
            None => self.find(
                Rule::UnknownId,
                file,
                line,
                format!("không có giấy tờ “{evidence}” trong danh mục giấy tờ"),
            ),
        }
    }

    /// A condition may name questions before `before` and must be able to hold.
    fn when(&mut self, file: &str, line: usize, procedure: &Procedure, when: &When, before: usize) {
        for condition in &when.0 {
            let mut sound = !condition.is_empty();
            if condition.is_empty() {
                self.find(Rule::Contradiction, file, line, "điều kiện trống");
            }
            for (question, options) in condition {
                if options.is_empty() {
                    self.find(
                        Rule::Contradiction,
                        file,
                        line,
                        format!("điều kiện “{question}” không có lựa chọn nào"),
                    );
                    sound = false;
                }
                if question == CHANNEL_KEY {
                    for option in options {
                        if !Channel::ALL.iter().any(|c| c.as_str() == option) {
                            self.find(
                                Rule::UnknownId,
                                file,
                                line,
                                format!("không có cách nộp “{option}”"),
                            );
                            sound = false;
                        }
                    }
                    continue;
                }
                let Some(at) = procedure.questions.iter().position(|q| q.id == *question) else {
                    self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("điều kiện nhắc câu hỏi “{question}” không có"),
                    );
                    sound = false;
                    continue;
                };
                if at >= before {
                    self.find(
                        Rule::Order,
                        file,
                        line,
                        format!("câu hỏi chỉ được phụ thuộc câu đứng trước; “{question}” đứng sau"),
                    );
                    sound = false;
                }
                for option in options {
                    if !procedure.questions[at]
                        .options
                        .iter()
                        .any(|o| o.id == *option)
                    {
                        self.find(
                            Rule::UnknownId,
                            file,
                            line,
                            format!("câu hỏi “{question}” không có lựa chọn “{option}”"),
                        );
                        sound = false;
                    }
                }
            }
            if !sound {
                continue;
            }
            match reachable(&procedure.questions, condition) {
                Reach::Yes => {}
                Reach::No => self.find(
                    Rule::Unreachable,
                    file,
                    line,
                    format!(
                        "không trường hợp nào đạt tới điều kiện {}",
                        shown(condition)
                    ),
                ),
                Reach::TooTangled => self.find(
                    Rule::Unreachable,
                    file,
                    line,
                    "câu hỏi chằng chịt quá, không kiểm tra được; hãy tách bớt",
                ),
            }
        }
    }

    /// Every official component is mapped or named with its reason.
    fn account(&mut self, placed: &Placed<Authored>) -> Coverage {
        let Authored { procedure, lines } = &placed.value;
        let file = placed.file.as_str();
        let mut named = BTreeMap::<&str, bool>::new();
        for (requirement, line) in procedure.requirements.iter().zip(&lines.requirements) {
            for key in &requirement.official {
                named.insert(key, true);
                self.official_key(file, *line, &procedure.code, key);
            }
        }
        for (row, line) in procedure.not_asked.iter().zip(&lines.not_asked) {
            if row.because.trim().is_empty() {
                self.find(Rule::BasisMissing, file, *line, "“not_asked” phải có lý do");
            }
            for key in &row.official {
                if named.insert(key, false).is_some() {
                    self.find(
                        Rule::Contradiction,
                        file,
                        *line,
                        format!("thành phần {key} đã được nhắc ở chỗ khác"),
                    );
                }
                self.official_key(file, *line, &procedure.code, key);
            }
        }
        let Some(official) = self.parts.official.0.get(&procedure.code) else {
            self.find(
                Rule::Unaccounted,
                file,
                1,
                format!(
                    "không có thành phần chính thức của {} để đối chiếu",
                    procedure.code
                ),
            );
            return Coverage {
                code: procedure.code.clone(),
                name: procedure.name.clone(),
                official: 0,
                papers: 0,
                mapped: 0,
                not_asked: 0,
            };
        };
        for component in &official.components {
            if !named.contains_key(component.key.as_str()) {
                self.findings.push(Finding::new(
                    Rule::Unaccounted,
                    file,
                    1,
                    format!(
                        "thành phần chính thức {}{} chưa được nhắc tới",
                        component.key,
                        if component.note { " (ghi chú)" } else { "" }
                    ),
                ));
            }
        }
        let count = |mapped: bool| {
            official
                .components
                .iter()
                .filter(|c| named.get(c.key.as_str()) == Some(&mapped))
                .count()
        };
        Coverage {
            code: procedure.code.clone(),
            name: procedure.name.clone(),
            official: official.components.len(),
            papers: official.components.iter().filter(|c| !c.note).count(),
            mapped: count(true),
            not_asked: count(false),
        }
    }

    fn official_key(&mut self, file: &str, line: usize, code: &str, key: &str) {
        let known = self
            .parts
            .official
            .0
            .get(code)
            .is_none_or(|official| official.components.iter().any(|c| c.key == key));
        if !known {
            self.find(
                Rule::UnknownOfficial,
                file,
                line,
                format!("bản chính thức của {code} không có thành phần {key}"),
            );
        }
    }

    fn fees(&mut self) {
        let procedures: BTreeMap<&str, Option<&Procedure>> = self
            .parts
            .listed
            .iter()
            .map(|p| (p.value.code.as_str(), None))
            .chain(
                self.parts
                    .guided
                    .iter()
                    .map(|p| (p.value.procedure.code.as_str(), Some(&p.value.procedure))),
            )
            .collect();
        let mut ids = BTreeSet::new();
        for placed in &self.parts.fees {
            let row = &placed.value;
            let (file, line) = (placed.file.as_str(), placed.line);
            if !ids.insert(&row.id) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("dòng phí “{}” viết hai lần", row.id),
                );
            }
            let sound = match row.amount {
                Amount::Fixed(amount) => amount >= 0,
                Amount::Range(low, high) => 0 <= low && low < high,
                Amount::Pages {
                    first_amount,
                    next_amount,
                    cap,
                    ..
                } => first_amount > 0 && next_amount > 0 && cap >= first_amount,
            };
            if !sound || row.basis.trim().is_empty() || row.to.is_some_and(|to| to < row.from) {
                self.find(
                    Rule::BadFee,
                    file,
                    line,
                    format!(
                        "dòng phí “{}”: số tiền, căn cứ hoặc ngày không hợp lý",
                        row.id
                    ),
                );
            }
            for id in &row.exempt {
                if !EXEMPTIONS.iter().any(|(known, _)| known == id) {
                    self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("không có diện miễn “{id}”"),
                    );
                }
            }
            for code in &row.procedures {
                match procedures.get(code.as_str()) {
                    None => self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("dòng phí nhắc thủ tục {code} không có trong danh mục"),
                    ),
                    Some(Some(procedure)) => {
                        self.when(file, line, procedure, &row.when, procedure.questions.len());
                    }
                    Some(None) if !row.when.is_always() => self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("{code} chưa có câu hỏi, dòng phí không thể có điều kiện"),
                    ),
                    Some(None) => {}
                }
            }
        }
    }

    /// Kinds of results, replacement rules and referrals.
    fn results(&mut self) {
        let mut ids = BTreeSet::new();
        for placed in &self.parts.kinds {
            let (file, line, kind) = (placed.file.as_str(), placed.line, &placed.value);
            self.uses(file, line, &kind.id);
            if !ids.insert(kind.id.as_str()) {
                self.find(
                    Rule::Duplicate,
                    file,
                    line,
                    format!("loại kết quả “{}” khai báo hai lần", kind.id),
                );
            }
            for ender in &kind.ended_by {
                self.uses(file, line, ender);
            }
            let mut fields = BTreeSet::new();
            for field in &kind.fields {
                let choices = field.kind == FieldType::Choice;
                if !fields.insert(&field.id)
                    || !is_slug(&field.id)
                    || choices == field.choices.is_empty()
                {
                    self.find(
                        Rule::BadCode,
                        file,
                        line,
                        format!(
                            "trường “{}” của “{}” trùng, sai mã hoặc sai lựa chọn",
                            field.id, kind.id
                        ),
                    );
                }
            }
        }
        for placed in &self.parts.rules {
            let (file, line, rule) = (placed.file.as_str(), placed.line, &placed.value);
            self.uses(file, line, &rule.evidence);
            for result in &rule.results {
                if !ids.contains(result.as_str()) {
                    self.find(
                        Rule::UnknownId,
                        file,
                        line,
                        format!("không có loại kết quả “{result}”"),
                    );
                }
            }
            if let Some(source) = &rule.source
                && !self.parts.sources.iter().any(|s| s.value.id == *source)
            {
                self.find(
                    Rule::UnknownId,
                    file,
                    line,
                    format!("không có nguồn dữ liệu “{source}”"),
                );
            }
            if rule.results.is_empty() && rule.source.is_none() {
                self.find(
                    Rule::Contradiction,
                    file,
                    line,
                    format!("“{}” không được thay bằng gì", rule.evidence),
                );
            }
            if rule.basis.trim().is_empty() {
                self.find(
                    Rule::BasisMissing,
                    file,
                    line,
                    "quy tắc thay thế chưa có căn cứ",
                );
            }
            if rule.to.is_some_and(|to| to < rule.from) {
                self.find(
                    Rule::BadDates,
                    file,
                    line,
                    "ngày hết hiệu lực đứng trước ngày có hiệu lực",
                );
            }
        }
        let mut names = BTreeSet::new();
        for placed in &self.parts.referrals {
            let referral = &placed.value;
            if !is_slug(&referral.id) || !names.insert(&referral.id) {
                self.find(
                    Rule::Duplicate,
                    &placed.file,
                    placed.line,
                    format!("dịch vụ “{}” trùng hoặc sai mã", referral.id),
                );
            }
            if referral.by.trim().is_empty()
                || referral.place.trim().is_empty()
                || referral.how.trim().is_empty()
            {
                self.find(
                    Rule::Contradiction,
                    &placed.file,
                    placed.line,
                    format!("“{}” chưa nói ai làm, ở đâu, làm thế nào", referral.id),
                );
            }
        }
    }

    fn unused(&mut self) {
        // What people bring from elsewhere stands with the kinds of results: no procedure need use it.
        for placed in self
            .parts
            .evidence
            .iter()
            .filter(|e| e.file != "results.toml")
        {
            if self.evidence.get(placed.value.id.as_str()) == Some(&0) {
                self.findings.push(Finding::new(
                    Rule::Unused,
                    &placed.file,
                    placed.line,
                    format!("giấy tờ “{}” không thủ tục nào dùng", placed.value.id),
                ));
            }
        }
    }
}

fn overlap(one: &Procedure, other: &Procedure) -> bool {
    let starts_before_end = |a: &Procedure, b: &Procedure| match (a.effective_from, b.effective_to)
    {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    starts_before_end(one, other) && starts_before_end(other, one)
}

fn shown(condition: &Condition) -> String {
    condition
        .iter()
        .map(|(question, options)| format!("{question} = {}", options.join(" hoặc ")))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `D.DDDDDD`.
pub(crate) fn is_procedure_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 8
        && bytes[1] == b'.'
        && bytes
            .iter()
            .enumerate()
            .all(|(i, byte)| i == 1 || byte.is_ascii_digit())
}

fn is_slug(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The folder of a field: folded, words joined by hyphens.
pub fn slug(field: &str) -> String {
    fold(field)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
