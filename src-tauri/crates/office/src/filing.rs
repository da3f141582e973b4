//! Whoever files, and what is on record of them: results, through every number known to be theirs,
//! and what was last seen of the sources.

use crate::{
    link,
    office::Office,
    person::{canonical, tidy_id},
    reception::Reception,
    result, source,
};
use motcua_catalogue::{Catalogue, model::ReplacementRule};
use motcua_fault::Result;
use motcua_guide::{LookUp, OnHand, Seeker, SourceNow, StoredResult};
use motcua_store::ReadTx;

/// For whom stored results are sought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filing {
    /// Number and birth date of the principal, or of the applicant who acts for himself.
    pub people: Vec<(String, Option<String>)>,
    /// Number of the organisation.
    pub organisation: Option<String>,
    /// A birth date that nobody gave is taken from what is on record under the number: enough to show
    /// what there is, never to receive or to hand anything over.
    pub by_number: bool,
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
            by_number: false,
        }
    }

    /// One person of whom only the number is known.
    pub fn person(id: &str) -> Self {
        Self {
            people: vec![(canonical(id), None)],
            organisation: None,
            by_number: true,
        }
    }

    /// Somebody who stands at the counter and has said when he was born.
    pub fn present(id: &str, birth: Option<&str>) -> Self {
        Self {
            people: vec![(canonical(id), birth.map(str::to_owned))],
            organisation: None,
            by_number: false,
        }
    }

    /// An organisation.
    pub fn organisation(id: &str) -> Self {
        Self {
            people: Vec::new(),
            organisation: Some(tidy_id(id)),
            by_number: false,
        }
    }
}

/// What is on record of whoever files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    pub fn on_hand<'a>(
        &'a self,
        rules: &'a [&'a ReplacementRule],
        catalogue: &'a Catalogue,
    ) -> OnHand<'a> {
        OnHand {
            kinds: Some(catalogue.result_kinds()),
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
    pub fn on_hand(&self, who: &Filing) -> Result<OnRecord> {
        self.store().read(|tx| on_hand(tx, who))
    }
}

/// The same within a read or a write.
pub(crate) fn on_hand(tx: &ReadTx<'_>, who: &Filing) -> Result<OnRecord> {
    let mut seekers: Vec<Seeker> = Vec::new();
    for (id, birth) in &who.people {
        let ids = link::numbers(tx, id)?;
        let birth = match birth {
            None if who.by_number => link::birth_of(tx, &ids)?,
            given => given.clone(),
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
}
