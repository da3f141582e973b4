//! Results at the desk: sealed and printed, taken in from another office's seal, handed over at once.

use crate::{
    desk::{Desk, seed},
    reference::Case,
    shelf::{Laid, Rendered},
    slip,
    view::{SealedResultView, SealedView},
};
use chrono::{NaiveDate, NaiveDateTime};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_guide::HolderOf;
use motcua_office::{
    Filing, HandOver, Made, PaperRow, ResultView, SealRead, Sealable, Settings, canonical_number,
};
use motcua_paper::{Paper, PrintedField, ResultCopy, qr::QrMatrix, render, scan};
use motcua_seal::{
    Claims, HolderKey, KindMark, Reason, ResultClaims, ResultToSeal, Verdict, fields_are_sealed,
    seal_result, verify,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a counter reads from a sealed result and knows of whoever brings it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TakeSealed {
    /// Text of the QR.
    pub text: String,
    /// The holder, as on the identity card: number and birth date decide.
    pub holder: HolderRead,
    /// Structured fields by id, where somebody typed them from the page: they must be those sealed.
    pub fields: BTreeMap<String, String>,
}

/// Whoever brings a result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HolderRead {
    /// Identity number, or the organisation's.
    pub id: String,
    /// Birth date, `YYYY-MM-DD`; none for an organisation.
    #[ts(optional = nullable)]
    pub birth: Option<String>,
    /// Name; what is on record under that number when not given.
    #[ts(optional = nullable)]
    pub name: Option<String>,
    /// An organisation.
    pub organisation: bool,
}

impl Desk {
    /// Seals a result and prints it; one that is sealed already keeps its seal and its print.
    ///
    /// # Errors
    /// Those of [`motcua_office::Office::seal_result`]; `DOES_NOT_FIT`; `DISK_FULL` and `NO_ACCESS` for the
    /// paper: nothing is written.
    pub fn seal_result(&self, id: &str, now: NaiveDateTime) -> Result<SealedView> {
        let settings = self.office().set_up()?;
        self.ready_keys(&settings, now)?;
        let good = |seal: &str| verify(seal, self.keys().trust(), now).valid;
        let (sealable, made, laid) = self.office().seal_result(
            id,
            &self.reference().catalogue,
            now,
            &good,
            |sealable| self.print(sealable, sealable.prints > 0, &settings, now),
            |prints| self.shelf.lay_all(prints),
        )?;
        put(laid)?;
        self.sealed(&sealable, made)
    }

    /// Hands a result over in place of a reissue or an extract. Whoever stands at the counter says number
    /// and birth date; or somebody else, who is named with what he showed, takes it for the holder.
    ///
    /// # Errors
    /// `UNKNOWN_PROCEDURE`; `BAD_PERSON` where neither is said; `NOT_USABLE` with the reason where this
    /// result is not what that procedure would give, is not theirs, or does not stand; those of
    /// [`Desk::seal_result`].
    pub fn hand_over(&self, over: &HandOver, now: NaiveDateTime) -> Result<SealedView> {
        let settings = self.office().set_up()?;
        let catalogue = &self.reference().catalogue;
        let result = self.office().result(&over.result, catalogue, now)?;
        let case = Case::of(over.procedure.as_str());
        let who = at_the_counter(over, &result.holder)?;
        let on_record = self.office().on_hand(&who)?;
        let checklist = self.reference().guide(&case, &on_record, now)?;
        let view = checklist
            .on_the_spot
            .iter()
            .find(|view| view.result == result.result);
        match view {
            Some(view) if view.usable => {}
            Some(view) => {
                return Err(Fault::new(
                    Code::NotUsable,
                    format!("Không giao được kết quả này: {}.", view.why),
                ));
            }
            None => {
                return Err(Fault::new(
                    Code::NotUsable,
                    format!(
                        "“{}” không phải thứ mà thủ tục {} ({}) cấp lại cho người này.",
                        result.name, checklist.code, checklist.name
                    ),
                ));
            }
        }
        self.ready_keys(&settings, now)?;
        let over = HandOver {
            procedure: checklist.code,
            ..over.clone()
        };
        let good = |seal: &str| verify(seal, self.keys().trust(), now).valid;
        let (sealable, made, laid) = self.office().hand_over(
            &over,
            catalogue,
            now,
            &good,
            |sealable| self.print(sealable, sealable.given, &settings, now),
            |prints| self.shelf.lay_all(prints),
        )?;
        put(laid)?;
        self.sealed(&sealable, made)
    }

    /// Stores a result from the seal that its holder brought from another office.
    ///
    /// # Errors
    /// `BAD_SEAL` for what is not a genuine seal of a result, with why; `BAD_DATE`; `NOT_USABLE` for one that
    /// has expired or was revoked; `OTHER_HOLDER`; `UNKNOWN_RESULT` for a kind that this catalogue does not
    /// have; `RESULT_EXISTS`. Nothing is written.
    pub fn take_sealed(&self, take: TakeSealed, now: NaiveDateTime) -> Result<ResultView> {
        let settings = self.office().set_up()?;
        let text = take.text.trim().to_owned();
        let verdict = self.judged(&text, now)?;
        let (Some(claims), Some(sealed)) = (&verdict.claims, &verdict.result) else {
            return Err(Fault::new(
                Code::BadSeal,
                if verdict.valid {
                    "Mã QR này là của giấy tiếp nhận hoặc phiếu, không phải của một kết quả."
                        .to_owned()
                } else {
                    verdict.why
                },
            ));
        };
        if !verdict.valid {
            let code = match verdict.reason {
                Reason::Expired | Reason::Withdrawn => Code::NotUsable,
                _ => Code::BadSeal,
            };
            return Err(Fault::new(code, verdict.why));
        }
        if verdict.reason == Reason::FromTheFuture || claims.sample && !settings.sample {
            return Err(Fault::new(Code::BadSeal, verdict.why));
        }
        let kind = self.kind_of(sealed.kind)?;
        let holder = take.holder.tidy()?;
        let not_theirs = || {
            Fault::new(
                Code::OtherHolder,
                "Con dấu đúng, nhưng kết quả này không phải của người có số định danh và ngày sinh đã nhập. \
                 Kiểm tra lại hai mục ấy; nếu giấy được cấp theo số chứng minh cũ, hãy thử số cũ.",
            )
        };
        // It may have been issued under an old number that is known here to be theirs.
        let numbers = match holder.organisation {
            true => vec![holder.id.clone()],
            false => self.office().numbers_of(&holder.id)?,
        };
        let mut found = None;
        for id in numbers {
            let key = HolderKey::derive(&claims.dossier, &id, holder.birth.as_deref())?;
            if let Some(opened) = sealed.open(claims, &kind, &key) {
                found = Some((id, key, opened));
                break;
            }
        }
        let (id, key, opened) = found.ok_or_else(not_theirs)?;
        if !take.fields.is_empty() {
            let fields: Vec<_> = take
                .fields
                .iter()
                .map(|(id, value)| (id.as_str(), value.as_str()))
                .collect();
            if !fields_are_sealed(claims, &key, &fields) {
                return Err(Fault::new(
                    Code::BadSeal,
                    "Nội dung đã nhập không khớp với nội dung được niêm phong. Hãy đối chiếu lại từng mục trên bản in; \
                     nếu vẫn không khớp thì bản in đã bị sửa.",
                ));
            }
        }
        let sealer = verdict
            .issuer
            .as_ref()
            .map_or_else(|| claims.unit.clone(), |issuer| issuer.name.clone());
        let name = match holder.name {
            Some(name) => name,
            None => self
                .office()
                .known(&id, &self.reference().catalogue, now)?
                .map(|known| known.person.name)
                .unwrap_or_default(),
        };
        let read = SealRead {
            reference: claims.dossier.clone(),
            kind,
            holder: HolderOf {
                id,
                name,
                birth: holder.birth,
                organisation: holder.organisation,
            },
            number: opened.number,
            issued: sealed.issued,
            valid_until: claims.due.map(|due| due.date()),
            issuer: sealed.issuer.clone().unwrap_or_else(|| sealer.clone()),
            sealer,
            fields: take.fields,
            text,
        };
        self.office()
            .take_sealed(read, &self.reference().catalogue, now)
    }

    /// The seal of a result on a picture of its print.
    ///
    /// # Errors
    /// `BAD_FILE` when it is no picture; `BAD_SEAL` when there is no seal on it.
    pub fn seal_on_picture(&self, file: &[u8], now: NaiveDateTime) -> Result<String> {
        let texts = scan::read_codes(file)?;
        let of_result = |text: &&String| verify(text, self.keys().trust(), now).result.is_some();
        texts
            .iter()
            .find(of_result)
            .or_else(|| texts.first())
            .cloned()
            .or_fault(
                Code::BadSeal,
                "Không tìm thấy mã QR nào trong ảnh. Hãy chụp lại gần hơn, đủ sáng, không lóa.",
            )
    }

    /// The verdict over a seal, and whether what it stands on was revoked here since.
    pub(crate) fn judged(&self, text: &str, now: NaiveDateTime) -> Result<Verdict> {
        let mut verdict = verify(text, self.keys().trust(), now);
        let (Some(claims), Some(sealed)) = (&verdict.claims, &verdict.result) else {
            return Ok(verdict);
        };
        if !verdict.valid {
            return Ok(verdict);
        }
        let known = self.office().sealed_result(&claims.dossier, text)?;
        let name = self
            .kind_of(sealed.kind)
            .map(|kind| self.evidence_name(&kind))
            .unwrap_or_else(|_| "kết quả".to_owned());
        match known.map(|(_, standing)| standing) {
            Some(motcua_guide::Standing::Revoked { on, why }) => {
                verdict.valid = false;
                verdict.reason = Reason::Withdrawn;
                verdict.why = format!(
                    "Con dấu đúng, nhưng {name} này đã bị thu hồi ngày {} (lý do: {why}). Không dùng được nữa.",
                    motcua_text::date(on)
                );
            }
            Some(motcua_guide::Standing::Replaced { .. }) => {
                verdict.valid = false;
                verdict.reason = Reason::Withdrawn;
                verdict.why = format!(
                    "Con dấu đúng, nhưng {name} này đã được thay bằng kết quả khác. Không dùng được nữa."
                );
            }
            _ if verdict.reason == Reason::Valid => {
                let sealer = verdict
                    .issuer
                    .as_ref()
                    .map_or(claims.unit.as_str(), |issuer| issuer.name.as_str());
                let by = sealed.issuer.as_deref().unwrap_or(sealer);
                let until = claims.due.map_or_else(
                    || "không thời hạn".to_owned(),
                    |due| format!("có giá trị đến {}", motcua_text::date(due.date())),
                );
                verdict.why = format!(
                    "Con dấu hợp lệ: {name} do “{by}” cấp ngày {}, {until}. Muốn dùng thay giấy, đối chiếu số định danh và ngày sinh của người mang đến.",
                    motcua_text::date(sealed.issued)
                );
            }
            _ => {}
        }
        Ok(verdict)
    }

    pub(crate) fn sealed_view(
        &self,
        verdict: &Verdict,
        claims: &Claims,
        sealed: &ResultClaims,
        text: &str,
    ) -> Result<SealedResultView> {
        let kind = self.kind_of(sealed.kind).ok();
        let sealer = || {
            verdict
                .issuer
                .as_ref()
                .map_or_else(|| claims.unit.clone(), |issuer| issuer.name.clone())
        };
        Ok(SealedResultView {
            name: kind.as_deref().map(|kind| self.evidence_name(kind)),
            kind,
            issued: sealed.issued.to_string(),
            valid_until: claims.due.map(|due| due.date().to_string()),
            issuer: sealed.issuer.clone().unwrap_or_else(sealer),
            stored: self
                .office()
                .sealed_result(&claims.dossier, text)?
                .map(|(id, _)| id),
        })
    }

    /// The kind of result that a mark means.
    pub(crate) fn kind_of(&self, mark: KindMark) -> Result<String> {
        let evidence = self.reference().catalogue.evidence();
        evidence
            .keys()
            .find(|id| KindMark::of(id) == mark)
            .cloned()
            .or_fault(
                Code::UnknownResult,
                "Con dấu đúng, nhưng danh mục của máy này chưa có loại kết quả ấy. Hãy cập nhật Một Cửa rồi quét lại.",
            )
    }

    pub(crate) fn evidence_name(&self, kind: &str) -> String {
        self.reference()
            .catalogue
            .evidence()
            .get(kind)
            .map_or_else(|| kind.to_owned(), |evidence| evidence.name.clone())
    }

    /// A key to seal with: an office restored on another machine, without the old one's keys, has none.
    fn ready_keys(&self, settings: &Settings, now: NaiveDateTime) -> Result<()> {
        let mut keys = self.keys();
        match keys.office() {
            Ok(_) => Ok(()),
            Err(_) => keys.ready(settings, now, seed),
        }
    }

    /// Seals and renders. `again`: a print there is already does; the record has its values.
    fn print(
        &self,
        sealable: &Sealable,
        again: bool,
        settings: &Settings,
        now: NaiveDateTime,
    ) -> Result<(Made, Vec<Rendered>)> {
        if let (Some(seal), true, 1..) = (&sealable.seal, again, sealable.prints) {
            let made = Made {
                seal: seal.clone(),
                papers: Vec::new(),
            };
            return Ok((made, Vec::new()));
        }
        let seal = match &sealable.seal {
            Some(seal) => seal.clone(),
            None => self.sealed_text(sealable, settings, now)?,
        };
        let result = &sealable.result;
        let paper = Paper::Result(ResultCopy {
            office: slip::office(settings),
            issued: now.date(),
            reference: sealable.reference.clone(),
            name: result.name.clone(),
            holder_name: result.holder.name.clone(),
            holder_id: result.holder.id.clone(),
            holder_birth: result
                .holder
                .birth
                .as_deref()
                .and_then(|birth| birth.parse().ok()),
            holder_is_organisation: result.holder.organisation,
            number: result.number.clone(),
            issuer: result
                .issuer
                .clone()
                .or_else(|| Some(format!("UBND {}", settings.unit_title))),
            given: sealable.issued,
            valid_until: result.valid_until,
            fields: sealable
                .fields
                .iter()
                .map(|field| PrintedField {
                    name: field.name.clone(),
                    text: field.text.clone(),
                })
                .collect(),
            source: result.source.clone(),
            clerk: settings.clerk.clone(),
            qr: Some(seal.clone()),
        });
        let rendered = render(&paper)?;
        let nth = match sealable.prints {
            0 => String::new(),
            before => format!("-{}", before + 1),
        };
        let row = PaperRow {
            form: "result".to_owned(),
            title: slip::title("result").to_owned(),
            file: format!(
                "papers/{}/{}-result{nth}.pdf",
                now.format("%Y"),
                sealable.reference
            ),
            sha256: rendered.sha256,
            body: serde_json::to_string(&paper)
                .or_fault(Code::Internal, "Không ghi được nội dung tờ giấy.")?,
        };
        let print = Rendered {
            file: row.file.clone(),
            pdf: rendered.pdf,
        };
        let made = Made {
            seal,
            papers: vec![row],
        };
        Ok((made, vec![print]))
    }

    /// The seal's text. An issuer's name that is too long for the code is cut at a word: the page has it
    /// whole.
    fn sealed_text(
        &self,
        sealable: &Sealable,
        settings: &Settings,
        now: NaiveDateTime,
    ) -> Result<String> {
        let result = &sealable.result;
        let fields: Vec<_> = result
            .fields
            .iter()
            .map(|(id, value)| (id.as_str(), value.as_str()))
            .collect();
        let holder = HolderKey::derive(
            &sealable.reference,
            &result.holder.id,
            result.holder.birth.as_deref(),
        )?;
        let whole = sealable
            .other_issuer
            .as_ref()
            .map(|issuer| issuer.replace("Ủy ban nhân dân", "UBND"));
        let mut words: Vec<&str> = whole
            .as_deref()
            .map(|issuer| issuer.split(' ').collect())
            .unwrap_or_default();
        let all = words.len();
        loop {
            let cut = if words.len() < all { "…" } else { "" };
            let issuer = whole.as_ref().map(|_| format!("{}{cut}", words.join(" ")));
            let sealed = seal_result(
                self.keys().office()?,
                &ResultToSeal {
                    reference: &sealable.reference,
                    unit: &settings.unit_code,
                    procedure: "",
                    sealed: now,
                    kind: &result.kind,
                    number: result.number.as_deref(),
                    issued: sealable.issued,
                    valid_until: result.valid_until,
                    issuer: issuer.as_deref(),
                    fields: &fields,
                    sample: settings.sample,
                },
                &holder,
            );
            match sealed {
                Err(fault) if fault.code == Code::DoesNotFit && words.pop().is_some() => {}
                sealed => return Ok(sealed?.as_str().to_owned()),
            }
        }
    }

    fn sealed(&self, sealable: &Sealable, made: Made) -> Result<SealedView> {
        let id = &sealable.result.result;
        let paper = match made.papers.into_iter().next() {
            Some(paper) => paper,
            None => self.office().print_of(id)?.or_fault(
                Code::Internal,
                "Không tìm thấy bản in của kết quả đã niêm phong.",
            )?,
        };
        let path = self.folder().join(&paper.file);
        Ok(SealedView {
            result: id.clone(),
            reference: made
                .seal
                .split_once(' ')
                .map_or_else(String::new, |(code, _)| code.to_owned()),
            path: path.display().to_string(),
            title: paper.title,
            sha256: paper.sha256,
            qr_svg: QrMatrix::new(&made.seal)?.to_svg(),
            qr: made.seal,
        })
    }
}

impl HolderRead {
    /// As kept, so that what is typed otherwise is still the same person.
    fn tidy(self) -> Result<Self> {
        let said = |text: Option<String>| {
            text.map(|text| motcua_text::clean(&text))
                .filter(|text| !text.is_empty())
        };
        let birth = said(self.birth).filter(|_| !self.organisation);
        if let Some(birth) = &birth {
            let day: Option<NaiveDate> = birth.parse().ok();
            day.filter(|_| birth.len() == 10).or_fault(
                Code::BadDate,
                format!(
                    "Ngày sinh “{}” không đúng. Viết năm-tháng-ngày, ví dụ 1990-05-21.",
                    birth.chars().take(30).collect::<String>()
                ),
            )?;
        }
        Ok(Self {
            id: canonical_number(&self.id, self.organisation),
            birth,
            name: said(self.name),
            organisation: self.organisation,
        })
    }
}

/// Who is to be given the result: whoever is there by number and birth date; or its holder, where somebody
/// named takes it for him.
fn at_the_counter(over: &HandOver, holder: &HolderOf) -> Result<Filing> {
    let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let present = over.person.as_deref().filter(|_| said(&over.person));
    match present {
        Some(id) if holder.organisation => Ok(Filing::organisation(id)),
        Some(id) => Ok(Filing::present(id, over.birth.as_deref().map(str::trim))),
        None if said(&over.receiver) && holder.organisation => Ok(Filing::organisation(&holder.id)),
        None if said(&over.receiver) => Ok(Filing::present(&holder.id, holder.birth.as_deref())),
        None => Err(Fault::new(
            Code::BadPerson,
            "Giao cho ai: hãy nhập số định danh và ngày sinh của người đang ở quầy, hoặc ghi người nhận thay và giấy tờ đã xuất trình.",
        )),
    }
}

fn put(files: Vec<Laid>) -> Result<()> {
    for paper in files {
        paper.put().map_err(|fault| Fault {
            message: format!(
                "Việc niêm phong đã được ghi an toàn, nhưng chưa lưu được tờ giấy. {} Mở lại Một Cửa để lập lại tờ giấy.",
                fault.message
            ),
            ..fault
        })?;
    }
    Ok(())
}
