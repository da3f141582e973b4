//! One guided procedure as a whole.

use super::{Checker, MOST_PLAIN_WORDS, report::Coverage};
use crate::{authored::Authored, finding::Rule, model::Kind, source::Placed};

impl<'a> Checker<'a> {
    pub(super) fn procedure(&mut self, placed: &'a Placed<Authored>) -> Coverage {
        let Authored {
            procedure, lines, ..
        } = &placed.value;
        let file = placed.file.as_str();
        self.title(file, lines.name, procedure);
        self.bases(placed);
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
                for fault in crate::plain::faults(plain) {
                    self.find(Rule::Syntax, file, lines.plain, fault);
                }
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
}
