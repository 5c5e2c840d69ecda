//! Which registrar probably keeps a DOI, by what was heard before.

use super::Known;
use super::records::StoredAnswers;
use crate::model::Doi;
use std::collections::BTreeMap;

/// The registrars of DOIs and of prefixes, as places in their list.
pub(super) struct LikelyRegistrars {
    by_doi: BTreeMap<Doi, Option<usize>>,
    by_prefix: BTreeMap<String, Option<usize>>,
}

impl LikelyRegistrars {
    /// The registrar; none where the DOI is known to be another agency's, so that doi.org is asked first. Where nothing was
    /// heard, the first, which registered nine of ten.
    pub(super) fn guess_registrar(&self, doi: &Doi) -> Option<usize> {
        let known = self.by_doi.get(doi).or_else(|| self.by_prefix.get(doi.prefix()));
        known.copied().unwrap_or(Some(0))
    }

    /// By the agencies that were named, and the records that are stored.
    pub(super) fn from_known(known: &Known, records: &[&[StoredAnswers]], names: &[&str]) -> Self {
        let mut likely = Self { by_doi: BTreeMap::new(), by_prefix: BTreeMap::new() };
        let mut count: BTreeMap<&str, BTreeMap<Option<usize>, usize>> = BTreeMap::new();
        for (doi, (answer, _)) in known {
            let Some(agency) = answer.agency.as_deref() else { continue };
            let at = names.iter().position(|name| name.eq_ignore_ascii_case(agency));
            likely.by_doi.insert(doi.clone(), at);
            *count.entry(doi.prefix()).or_default().entry(at).or_default() += 1;
        }
        for (at, stored) in records.iter().enumerate() {
            for doi in stored.iter().flat_map(|stored| &stored.records).filter_map(|id| id.doi()) {
                likely.by_doi.entry(doi.clone()).or_insert(Some(at));
                *count.entry(doi.prefix()).or_default().entry(Some(at)).or_default() += 1;
            }
        }
        for (prefix, counts) in count {
            if let Some((at, _)) = counts.into_iter().max_by_key(|(_, n)| *n) {
                likely.by_prefix.insert(prefix.to_owned(), at);
            }
        }
        likely
    }
}
