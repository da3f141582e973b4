//! Whoever files, and what is on record of them: results, through every number known to be theirs,
//! and what was last seen of the sources.

use crate::{
    link,
    office::Office,
    person::{canonical, tidy_id},
    reception::Reception,
    result, source,
};
use motcua_catalogue::model::ReplacementRule;
use motcua_fault::Result;
use motcua_guide::{LookUp, OnHand, Seeker, SourceNow, StoredResult};

/// For whom stored results are sought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filing {
    /// Number and birth date of the principal, or of the applicant who acts for himself.
    pub people: Vec<(String, Option<String>)>,
    /// Number of the organisation.
    pub organisation: Option<String>,
}

impl Filing {
    /// Those of a reception.
    pub fn of(reception: &Reception) -> Self {
        // Who files for another brings that one's papers: a result of his own never stands for them.
        let (id, birth) = match &reception.on_behalf_of {
            Some(principal) => (&principal.id, &principal.birth),
            None => (&reception.person.id, &reception.person.birth),
        };
        let mut people = vec![(canonical(id), birth.clone())];
        people.retain(|(id, _)| !id.is_empty());
        Self {
            people,
            organisation: reception.organisation.as_ref().map(|o| tidy_id(&o.id)),
        }
    }

    /// One person of whom only the number is known.
    pub fn person(id: &str) -> Self {
        Self {
            people: vec![(canonical(id), None)],
            organisation: None,
        }
    }
}

/// What is on record of whoever files.
#[derive(Debug, Clone, Default)]
pub struct OnRecord {
    /// Their results.
    pub results: Vec<StoredResult>,
    /// Who they are.
    pub seekers: Vec<Seeker>,
    /// What was last seen of each source.
    pub sources: Vec<SourceNow>,
    /// Look-ups done about them.
    pub look_ups: Vec<LookUp>,
}

impl OnRecord {
    /// As the guide takes it.
    pub fn on_hand<'a>(&'a self, rules: &'a [&'a ReplacementRule]) -> OnHand<'a> {
        OnHand {
            results: &self.results,
            rules,
            seekers: &self.seekers,
            sources: &self.sources,
            look_ups: &self.look_ups,
        }
    }
}

impl Office {
    /// What is stored of whoever files, and who they are: the person, the principal, the organisation.
    /// A birth date that is not given is taken from what is on record under the person's numbers, where
    /// all of it agrees.
    pub fn on_hand(&self, who: &Filing) -> Result<OnRecord> {
        self.store().read(|tx| {
            let mut seekers: Vec<Seeker> = Vec::new();
            for (id, birth) in &who.people {
                let ids = link::numbers(tx, id)?;
                let birth = match birth {
                    Some(birth) => Some(birth.clone()),
                    None => link::birth_of(tx, &ids)?,
                };
                seekers.push(Seeker {
                    ids,
                    birth,
                    organisation: false,
                });
            }
            if let Some(id) = &who.organisation {
                seekers.push(Seeker {
                    ids: vec![tidy_id(id)],
                    birth: None,
                    organisation: true,
                });
            }
            let mut holders: Vec<_> = seekers
                .iter()
                .flat_map(|seeker| seeker.ids.clone())
                .collect();
            holders.sort_unstable();
            holders.dedup();
            Ok(OnRecord {
                results: result::for_guide(tx, &holders)?,
                look_ups: source::look_ups(tx, &holders)?,
                sources: source::now(tx)?,
                seekers,
            })
        })
    }
}
