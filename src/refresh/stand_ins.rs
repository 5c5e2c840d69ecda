//! The DOIs that others stand for: the prime DOI of a short one or of an alias, and the part that is registered of one that was
//! cut out of the address of a page. Who keeps records knows only those.

use super::Known;
use crate::model::{Doi, DoiState, MOST_ALIASES};
use std::collections::{BTreeMap, BTreeSet};

/// The DOIs that were asked about in place of others, each with those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandIns(BTreeMap<Doi, BTreeSet<Doi>>);

impl StandIns {
    /// `other` is asked about because of `doi`.
    pub(super) fn add(&mut self, doi: &Doi, other: &Doi) {
        if doi != other {
            self.0.entry(other.clone()).or_default().insert(doi.clone());
        }
    }

    /// The DOIs that this one was asked about in place of.
    pub fn originals_of(&self, doi: &Doi) -> impl Iterator<Item = &Doi> {
        self.0.get(doi).into_iter().flatten()
    }
}

/// What is to be asked about next so that it is known what these stand for: nothing once that is known, or cannot be.
pub(super) fn find_open(dois: &BTreeSet<Doi>, cut: &BTreeSet<Doi>, known: &Known) -> BTreeMap<Doi, Doi> {
    let open = |doi: &Doi| {
        let last = trace_path(doi, cut.contains(doi), known).pop()?;
        (last != *doi && !known.contains_key(&last)).then(|| (doi.clone(), last))
    };
    dois.iter().filter_map(open).collect()
}

/// What is asked about in place of a DOI, as far as doi.org has said it; the DOI itself, where that is right.
pub(super) fn find_stand_in(doi: &Doi, is_cut: bool, known: &Known) -> Doi {
    trace_path(doi, is_cut, known).pop().unwrap_or_else(|| doi.clone())
}

/// From a DOI to what it stands for. Of a cut one that is not registered, part by part, as long as no part is.
fn trace_path(doi: &Doi, is_cut: bool, known: &Known) -> Vec<Doi> {
    let state = |doi: &Doi| known.get(doi).map(|(answer, _)| answer.state);
    let is_absent = |doi: &Doi| matches!(state(doi), Some(DoiState::Absent | DoiState::Malformed));
    let mut path = vec![doi.clone()];
    if is_cut && is_absent(doi) {
        let shorter = doi.list_shorter();
        match shorter.iter().find(|part| !is_absent(part)) {
            Some(part) => path.push(part.clone()),
            None => return path,
        }
    }
    while path.len() <= MOST_ALIASES
        && let Some(last) = path.last()
        && let Some((answer, _)) = known.get(last).filter(|(answer, _)| answer.state == DoiState::Alias)
        && let Some(prime) = answer.alias_of.as_deref().and_then(|prime| prime.parse::<Doi>().ok())
        && !path.contains(&prime)
    {
        path.push(prime);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ExistsAnswer;
    use jiff::Timestamp;

    fn known(said: &[(&str, &str)]) -> Known {
        let answer = |said: &str| match said {
            "absent" => ExistsAnswer { state: DoiState::Absent, agency: None, target: None, alias_of: None },
            "exists" => ExistsAnswer { state: DoiState::Exists, agency: None, target: None, alias_of: None },
            of => ExistsAnswer { state: DoiState::Alias, agency: None, target: None, alias_of: Some(of.to_owned()) },
        };
        said.iter().map(|(doi, said)| (doi.parse().unwrap(), (answer(said), Timestamp::UNIX_EPOCH))).collect()
    }

    #[test]
    fn what_a_doi_stands_for_is_asked_about_until_it_is_known() {
        let cut = "10.1000/1/full/en";
        for (doi, said, expected, open) in [
            ("10/abc", &[][..], "10/abc", false),
            ("10/abc", &[("10/abc", "10.1000/a")], "10.1000/a", true),
            ("10/abc", &[("10/abc", "10.1000/a"), ("10.1000/a", "exists")], "10.1000/a", false),
            ("10/abc", &[("10/abc", "10.1000/a"), ("10.1000/a", "10.1000/b")], "10.1000/b", true),
            ("10.1000/a", &[("10.1000/a", "10.1000/b"), ("10.1000/b", "10.1000/a")], "10.1000/b", false),
            ("10.1000/a", &[("10.1000/a", "no doi")], "10.1000/a", false),
            (cut, &[(cut, "exists")], cut, false),
            (cut, &[(cut, "absent")], "10.1000/1/full", true),
            (cut, &[(cut, "absent"), ("10.1000/1/full", "absent")], "10.1000/1", true),
            (cut, &[(cut, "absent"), ("10.1000/1/full", "absent"), ("10.1000/1", "absent")], cut, false),
        ] {
            let doi: Doi = doi.parse().unwrap();
            let (known, all) = (known(said), BTreeSet::from([doi.clone()]));
            assert_eq!(find_stand_in(&doi, doi.key() == cut, &known).key(), expected, "{said:?}");
            let cut = if doi.key() == cut { all.clone() } else { BTreeSet::new() };
            assert_eq!(!find_open(&all, &cut, &known).is_empty(), open, "{said:?}");
        }
        let doi = BTreeSet::from(["10.1000/1/x".parse().unwrap()]);
        assert!(
            find_open(&doi, &BTreeSet::new(), &known(&[("10.1000/1/x", "absent")])).is_empty(),
            "it was printed as a DOI"
        );
    }
}
