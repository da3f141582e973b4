//! The file of trusted keys: for each root, one list that it signed whole.
//!
//! Nobody can add, change or drop a line of a list without its root's private key. Which roots are
//! in the file is the office's own decision: [`TrustList::merge`] takes in a new root only when it
//! is named, and whoever wants to notice a root put in by hand compares [`TrustList::root_ids`]
//! with what it has on record.

use crate::certificate::{Certificate, Revocation, RevocationKind};
use crate::framed::Framed;
use crate::key::{KeyId, PublicKey, RootKey, Signature};
use crate::minute;
use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, OrFault, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const VERSION: u32 = 1;

/// The keys an office trusts, as kept in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrustList {
    /// Version of the file's form; a newer one is refused.
    #[serde(rename = "motcua_trust")]
    version: u32,
    lists: Vec<RootList>,
}

/// What one root says: whom it certified and whom it revoked, signed whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RootList {
    /// The root's public key.
    pub root: PublicKey,
    /// Whose root it is, in words.
    pub name: String,
    /// Number of this issue, growing by one with each change; an older issue never replaces a
    /// newer one.
    pub issue: u32,
    /// When it was issued, local.
    #[serde(with = "minute::json")]
    #[ts(type = "string")]
    pub issued: NaiveDateTime,
    /// Keys of offices.
    pub certificates: Vec<Certificate>,
    /// Keys no longer trusted.
    pub revocations: Vec<Revocation>,
    /// The root's signature over all of the above.
    pub signature: Signature,
}

/// What a merge did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Merged {
    /// Roots taken in.
    pub added: Vec<KeyId>,
    /// Roots whose list was replaced by a newer issue.
    pub updated: Vec<KeyId>,
    /// Roots of the other file left out, because nobody said to trust them.
    pub untrusted: Vec<KeyId>,
}

impl Default for TrustList {
    fn default() -> Self {
        Self {
            version: VERSION,
            lists: Vec::new(),
        }
    }
}

impl TrustList {
    /// A list that trusts nobody but this root, which has certified nobody yet.
    pub fn with_root(root: &RootKey, name: &str, issued: NaiveDateTime) -> Self {
        let mut list = RootList {
            root: root.public(),
            name: name.to_owned(),
            issue: 0,
            issued,
            certificates: Vec::new(),
            revocations: Vec::new(),
            signature: Signature([0; 64]),
        };
        list.sign(root, issued);
        Self {
            lists: vec![list],
            ..Self::default()
        }
    }

    /// Reads a file and checks every signature in it. A newer form is [`Code::NewerFile`], not
    /// such a file [`Code::BadInput`], a wrong signature [`Code::BadKey`].
    pub fn parse(text: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Form {
            motcua_trust: u32,
        }
        let broken = "Tệp này không phải danh sách khóa tin cậy của Một Cửa, hoặc đã bị hỏng. \
                      Hãy lấy lại tệp từ nơi phát hành.";
        let form: Form = serde_json::from_str(text).or_fault(Code::BadInput, broken)?;
        if form.motcua_trust > VERSION {
            return Err(Fault::new(
                Code::NewerFile,
                "Danh sách khóa tin cậy do phiên bản Một Cửa mới hơn lập. Hãy cập nhật phần mềm rồi nạp lại.",
            )
            .because(format!("form {}, this program {VERSION}", form.motcua_trust)));
        }
        let list: Self = serde_json::from_str(text).or_fault(Code::BadInput, broken)?;
        if list.version != VERSION {
            return Err(Fault::new(Code::BadInput, broken));
        }
        for (at, one) in list.lists.iter().enumerate() {
            one.check()?;
            if list.lists[..at].iter().any(|other| other.root == one.root) {
                return Err(one.fault("có mặt hai lần trong cùng một tệp"));
            }
        }
        Ok(list)
    }

    /// The file, readable, one value a line; [`Self::parse`] gives the same list back.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).or_fault(
            Code::Internal,
            "Không ghi được danh sách khóa tin cậy. Hãy báo cán bộ kỹ thuật.",
        )
    }

    /// The lists, one a root.
    pub fn lists(&self) -> &[RootList] {
        &self.lists
    }

    /// The roots trusted here.
    pub fn root_ids(&self) -> Vec<KeyId> {
        self.lists.iter().map(|list| list.root.id()).collect()
    }

    /// Certifies an office's key for a unit between two times and signs the list anew. The root
    /// must be one of this list ([`Code::BadKey`]).
    pub fn certify(
        &mut self,
        root: &RootKey,
        key: PublicKey,
        unit: &str,
        unit_name: &str,
        between: (NaiveDateTime, NaiveDateTime),
        now: NaiveDateTime,
    ) -> Result<Certificate> {
        let list = self.list_of(root)?;
        let serial = list.certificates.iter().map(|c| c.serial).max();
        let serial = serial.unwrap_or(0).saturating_add(1);
        let certificate = Certificate::issue(root, serial, key, unit, unit_name, between)?;
        list.certificates.push(certificate.clone());
        list.sign(root, now);
        Ok(certificate)
    }

    /// Revokes a key and signs the list anew. A root revokes keys it certified itself
    /// ([`Code::BadKey`] otherwise). [`RevocationKind::Compromised`] is the safe choice when in
    /// doubt.
    pub fn revoke(
        &mut self,
        root: &RootKey,
        key: KeyId,
        kind: RevocationKind,
        from: NaiveDateTime,
        reason: &str,
        now: NaiveDateTime,
    ) -> Result<()> {
        let list = self.list_of(root)?;
        if !list.certificates.iter().any(|c| c.key.id() == key) {
            return Err(list.fault(&format!(
                "chưa từng chứng nhận khóa {key} nên không thu hồi được"
            )));
        }
        list.revocations.push(Revocation {
            key,
            from: minute::whole(from),
            kind,
            reason: reason.to_owned(),
        });
        list.sign(root, now);
        Ok(())
    }

    /// Takes in another file: newer issues of roots trusted already, and of new roots only those
    /// named in `trusted`. Two different lists with one number are [`Code::BadKey`] and leave this
    /// one as it was.
    pub fn merge(&mut self, other: &Self, trusted: &[KeyId]) -> Result<Merged> {
        let mut next = self.lists.clone();
        let mut merged = Merged::default();
        for theirs in &other.lists {
            theirs.check()?;
            let id = theirs.root.id();
            match next.iter_mut().find(|ours| ours.root == theirs.root) {
                None if trusted.contains(&id) => {
                    next.push(theirs.clone());
                    merged.added.push(id);
                }
                None => merged.untrusted.push(id),
                Some(ours) if ours.issue < theirs.issue => {
                    *ours = theirs.clone();
                    merged.updated.push(id);
                }
                Some(ours) if ours.issue == theirs.issue && ours != theirs => {
                    return Err(theirs.fault(
                        "có hai bản khác nhau mang cùng một số phát hành nên không biết bản nào đúng",
                    ));
                }
                Some(_) => {}
            }
        }
        self.lists = next;
        Ok(merged)
    }

    /// Every certificate of keys with this name, with its list.
    pub(crate) fn certificates_of(
        &self,
        key: KeyId,
    ) -> impl Iterator<Item = (&RootList, &Certificate)> {
        self.lists
            .iter()
            .flat_map(|list| list.certificates.iter().map(move |c| (list, c)))
            .filter(move |(_, c)| c.key.id() == key)
    }

    fn list_of(&mut self, root: &RootKey) -> Result<&mut RootList> {
        let public = root.public();
        self.lists
            .iter_mut()
            .find(|list| list.root == public)
            .or_fault(
                Code::BadKey,
                "Khóa gốc này không có trong danh sách khóa tin cậy nên không chứng nhận hay thu hồi được.",
            )
    }
}

impl RootList {
    /// The revocation that refuses a seal of that key and time, if any.
    pub(crate) fn revocation(&self, key: KeyId, sealed: NaiveDateTime) -> Option<&Revocation> {
        self.revocations
            .iter()
            .find(|r| r.key == key && r.covers(sealed))
    }

    fn sign(&mut self, root: &RootKey, now: NaiveDateTime) {
        self.issue = self.issue.saturating_add(1);
        self.issued = minute::whole(now);
        self.signature = root.sign(&self.signed_bytes());
    }

    fn check(&self) -> Result<()> {
        if !self.root.is_usable() || !self.root.verify(&self.signed_bytes(), &self.signature) {
            return Err(self.fault("có chữ ký sai: tệp đã bị sửa hoặc bị hỏng"));
        }
        self.certificates
            .iter()
            .try_for_each(|c| c.check(&self.root))
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::new(
            Code::BadKey,
            format!(
                "Danh sách khóa của “{}” {what}. Hãy xin lại danh sách khóa tin cậy từ nơi phát hành.",
                self.name
            ),
        )
    }

    fn signed_bytes(&self) -> Vec<u8> {
        let framed = Framed::new("motcua-trust-1")
            .bytes(&self.root.0)
            .text(&self.name)
            .number(self.issue.into())
            .number(minute::count(self.issued))
            .number(self.certificates.len() as i64);
        // A certificate's signature covers its other fields.
        let framed = self
            .certificates
            .iter()
            .fold(framed, |framed, c| framed.bytes(&c.signature.0))
            .number(self.revocations.len() as i64);
        self.revocations
            .iter()
            .fold(framed, |framed, r| r.frame(framed))
            .done()
    }
}
