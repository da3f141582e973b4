use crate::certificate::Certificate;
use crate::claims::{Claims, NotClaims};
use crate::key::KeyId;
use crate::minute::shown;
use crate::reason::Reason;
use crate::result::ResultClaims;
use crate::text::{NotSeal, Unproven};
use crate::trust::{RootList, TrustList};
use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A dossier may count as received at the next opening, so its time may lie ahead of the clock;
/// never by more than the longest holiday.
const AHEAD: TimeDelta = TimeDelta::days(31);

/// The answer to "is this paper genuine?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verdict {
    /// Whether the seal is good. A sample's is, see [`Reason::Sample`].
    pub valid: bool,
    /// What programs match.
    pub reason: Reason,
    /// What a clerk reads: one or two Vietnamese sentences.
    pub why: String,
    /// What the seal says; only when its signature is right and its key is known here.
    pub claims: Option<Claims>,
    /// What a sealed result says beside them.
    pub result: Option<ResultClaims>,
    /// The key the seal names, known here or not.
    pub key: Option<KeyId>,
    /// Whose key it is; only when its signature is right.
    pub issuer: Option<Issuer>,
}

/// Whose key sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Issuer {
    /// Code of the unit the key is certified for.
    pub unit: String,
    /// The unit's name.
    pub name: String,
    /// Whose root certified it, in words.
    pub root: String,
}

/// Checks the text of a QR against the keys trusted here. Needs no network; takes any text.
///
/// The certificate and a retired key's revocation are judged at the time the seal says the dossier
/// was received; `now` (local) only remarks a seal from the future: a wrong clock, here or there, makes
/// no genuine paper false.
pub fn verify(text: &str, trust: &TrustList, now: NaiveDateTime) -> Verdict {
    let seal = match Unproven::read(text) {
        Ok(seal) => seal,
        Err(why) => return unread(why),
    };
    let verdict = Verdict {
        key: Some(seal.key),
        ..refused(Reason::Altered, ALTERED)
    };
    if trust.certificates_of(seal.key).next().is_none() {
        return Verdict {
            reason: Reason::UnknownKey,
            why: UNKNOWN_KEY.to_owned(),
            ..verdict
        };
    }
    let proven: Vec<_> = trust
        .certificates_of(seal.key)
        .filter_map(|(list, certificate)| {
            Some((list, certificate, seal.proven_by(&certificate.key)?))
        })
        .collect();
    let Some((list, certificate, payload)) = proven.first().copied() else {
        return verdict;
    };
    let verdict = Verdict {
        issuer: Some(issuer(list, certificate)),
        ..verdict
    };
    let (claims, result) = match Claims::from_cbor(payload) {
        Ok(read) => read,
        Err(NotClaims::Newer) => {
            return Verdict {
                reason: Reason::NewerSeal,
                why: NEWER.to_owned(),
                ..verdict
            };
        }
        Err(NotClaims::Malformed) => {
            return Verdict {
                reason: Reason::Garbled,
                why: GARBLED.to_owned(),
                ..verdict
            };
        }
    };
    let certificates = proven
        .iter()
        .map(|(list, certificate, _)| (*list, *certificate));
    let (mut reason, mut why, issuer) = judge(&claims, &seal, certificates.collect(), now);
    // A receipt is kept long after its due date; a result is worth nothing after its last day.
    if let (Reason::Valid | Reason::Sample, Some(_), Some(until)) = (reason, &result, claims.due)
        && until < now
    {
        reason = Reason::Expired;
        why = format!(
            "Con dấu đúng, nhưng kết quả này đã hết giá trị từ {}. Không dùng được nữa.",
            shown(until)
        );
    }
    Verdict {
        valid: reason.is_valid(),
        reason,
        why,
        claims: Some(claims),
        result,
        key: Some(seal.key),
        issuer: issuer.or(verdict.issuer),
    }
}

/// Claims that were signed by a certified key: may that key say so, and then?
fn judge(
    claims: &Claims,
    seal: &Unproven,
    certificates: Vec<(&RootList, &Certificate)>,
    now: NaiveDateTime,
) -> (Reason, String, Option<Issuer>) {
    let sealed = claims.received;
    if seal.prefix != claims.dossier {
        let why = format!(
            "Mã hồ sơ đứng đầu mã QR là {}, nhưng mã được ký là {}. Giấy đã bị sửa; không dùng được.",
            seal.prefix, claims.dossier
        );
        return (Reason::PrefixDiffers, why, None);
    }
    if let Some((by, revocation)) = certificates
        .iter()
        .find_map(|(list, c)| Some((c, list.revocation(seal.key, sealed)?)))
    {
        let why = format!(
            "Khóa của “{}” đã bị thu hồi từ {} (lý do: {}). Hãy đối chiếu hồ sơ {} với đơn vị cấp giấy.",
            by.unit_name,
            shown(revocation.from),
            revocation.reason,
            claims.dossier
        );
        return (Reason::Revoked, why, None);
    }
    let ours = |(_, c): &&(&RootList, &Certificate)| c.unit == claims.unit;
    let Some((_, any)) = certificates.iter().find(ours) else {
        let why = format!(
            "Giấy ghi đơn vị {}, nhưng khóa ký không được chứng nhận cho đơn vị này. Không dùng được.",
            claims.unit
        );
        return (Reason::NotForUnit, why, None);
    };
    let Some((list, certificate)) = certificates
        .iter()
        .filter(ours)
        .find(|(_, c)| c.holds_at(sealed))
    else {
        let why = format!(
            "Giấy ghi tiếp nhận lúc {}, ngoài thời gian khóa của “{}” được chứng nhận (từ {} đến {}). \
             Hãy hỏi lại đơn vị cấp giấy.",
            shown(sealed),
            any.unit_name,
            shown(any.not_before),
            shown(any.not_after)
        );
        return (Reason::OutsideCertificate, why, None);
    };
    let issuer = Some(issuer(list, certificate));
    let paper = claims.kind.title();
    let by = &certificate.unit_name;
    if claims.sample {
        let why = format!(
            "Mã QR đúng là của {paper} do “{by}” cấp, nhưng đây là GIẤY MẪU để dùng thử, không có giá trị."
        );
        return (Reason::Sample, why, issuer);
    }
    if sealed.checked_sub_signed(AHEAD).is_some_and(|t| t > now) {
        let why = format!(
            "Con dấu đúng, nhưng giấy ghi tiếp nhận lúc {}, còn đồng hồ máy này mới là {}: một trong hai đồng hồ sai. \
             Hãy xem lại ngày giờ của máy này, và hỏi nơi cấp nếu máy này đúng giờ.",
            shown(sealed),
            shown(now)
        );
        return (Reason::FromTheFuture, why, issuer);
    }
    let why = format!(
        "Con dấu hợp lệ: {paper} của hồ sơ {}, do “{by}” cấp.",
        claims.dossier
    );
    (Reason::Valid, why, issuer)
}

const ALTERED: &str =
    "Nội dung mã QR đã bị sửa: chữ ký không khớp. Không dùng giấy này làm căn cứ.";
const GARBLED: &str = "Mã QR có dạng của Một Cửa nhưng thiếu hoặc sai ký tự. Hãy quét lại; nếu vẫn vậy thì không dùng giấy này.";
const NEWER: &str = "Mã QR do phiên bản Một Cửa mới hơn tạo, máy này chưa đọc được. Hãy cập nhật phần mềm rồi kiểm tra lại.";
const UNKNOWN_KEY: &str = "Mã QR ký bằng khóa không có trong danh sách khóa tin cậy của máy này. \
     Nếu giấy do nơi khác cấp, hãy nạp danh sách khóa của nơi đó rồi kiểm tra lại; chưa xác minh được thì không dùng.";

fn unread(why: NotSeal) -> Verdict {
    match why {
        NotSeal::NotOurs => refused(
            Reason::NotOurs,
            "Đây không phải mã QR do Một Cửa ký. Nếu là mã hồ sơ, hãy tra cứu trong danh sách hồ sơ.",
        ),
        NotSeal::Mangled => refused(
            Reason::Mangled,
            "Bộ gõ tiếng Việt hoặc phím Caps Lock đã làm sai nội dung quét. Hãy tắt bộ gõ và Caps Lock rồi quét lại.",
        ),
        NotSeal::Garbled => refused(Reason::Garbled, GARBLED),
        NotSeal::Newer => refused(Reason::NewerSeal, NEWER),
    }
}

fn refused(reason: Reason, why: &str) -> Verdict {
    Verdict {
        valid: false,
        reason,
        why: why.to_owned(),
        claims: None,
        result: None,
        key: None,
        issuer: None,
    }
}

fn issuer(list: &RootList, certificate: &Certificate) -> Issuer {
    Issuer {
        unit: certificate.unit.clone(),
        name: certificate.unit_name.clone(),
        root: list.name.clone(),
    }
}
