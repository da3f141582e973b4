//! The versions of a procedure: which there are, what changed since one was used, how long each took.

use crate::{
    desk::Desk,
    editing::{fees_in, said_version},
};
use chrono::NaiveDateTime;
use motcua_catalogue::{
    difference::{ProcedureDiff, Side, difference},
    model::Origin,
};
use motcua_fault::Result;
use motcua_office::{LeadTime, OfficeVersion};
use motcua_text as text;
use serde::Serialize;
use ts_rs::TS;

/// A version of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionView {
    /// First day and digest.
    pub version: String,
    /// Title.
    pub name: String,
    /// First day, `YYYY-MM-DD`; `None` where it is only listed.
    pub effective_from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub effective_to: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it has questions and checked requirements.
    pub guided: bool,
    /// Whether it is in force today.
    pub in_force: bool,
    /// Who made it and why, where the office did; also of one that was taken back.
    pub office: Option<OfficeVersion>,
}

impl Desk {
    /// All versions of a procedure, newest first; those that were taken back stand last.
    ///
    /// # Errors
    /// `UNKNOWN_PROCEDURE`.
    pub fn procedure_versions(&self, code: &str, now: NaiveDateTime) -> Result<Vec<VersionView>> {
        let reference = self.reference();
        let code = motcua_catalogue::national_code(code);
        let versions = reference.catalogue.versions(code)?;
        let made = self.office().office_versions(Some(code))?;
        if versions.is_empty() && made.is_empty() {
            // Says how to find it instead.
            reference.catalogue.procedure(code, now.date())?;
        }
        let mut views: Vec<_> = versions
            .into_iter()
            .rev()
            .map(|(procedure, origin)| VersionView {
                in_force: procedure.in_force(now.date()),
                office: made
                    .iter()
                    .find(|made| made.undone.is_none() && made.version == procedure.version)
                    .cloned(),
                version: procedure.version,
                name: procedure.name,
                effective_from: procedure.effective_from.map(|day| day.to_string()),
                effective_to: procedure.effective_to.map(|day| day.to_string()),
                origin,
                guided: procedure.guided,
            })
            .collect();
        views.extend(
            made.into_iter()
                .filter(|made| made.undone.is_some())
                .map(|made| VersionView {
                    version: made.version.clone(),
                    name: made.name.clone(),
                    effective_from: Some(made.effective_from.clone()),
                    effective_to: None,
                    origin: Origin::Office,
                    guided: true,
                    in_force: false,
                    office: Some(made),
                }),
        );
        Ok(views)
    }

    /// What changed since a dossier of this procedure was last received here; `None` where nothing did,
    /// or none was.
    pub fn changed_since_used(
        &self,
        code: &str,
        now: NaiveDateTime,
    ) -> Result<Option<ProcedureDiff>> {
        let code = motcua_catalogue::national_code(code);
        let Some((used, received)) = self.office().last_used(code)? else {
            return Ok(None);
        };
        let reference = self.reference();
        let present = reference.catalogue.procedure(code, now.date())?;
        if present.version == used.version {
            return Ok(None);
        }
        let (old_fees, new_fees) = (
            fees_in(&reference, code, received.date()),
            fees_in(&reference, code, now.date()),
        );
        let evidence = reference.catalogue.evidence();
        let changes = difference(
            Side {
                procedure: &used,
                fees: &old_fees,
                evidence,
            },
            Side {
                procedure: &present,
                fees: &new_fees,
                evidence,
            },
        );
        Ok((!changes.is_empty()).then(|| ProcedureDiff {
            code: present.code.clone(),
            name: present.name.clone(),
            before: format!("Lần nhận hồ sơ gần nhất, {}", text::date(received.date())),
            after: said_version(&present),
            changes,
        }))
    }

    /// How long each version of the office's took from its decision to its use.
    pub fn lead_times(&self) -> Result<Vec<LeadTime>> {
        self.office().lead_times(&self.reference().calendar)
    }
}
