//! From addresses to what is cited: each reference or work with the best that print and registry know of it, what became of
//! it, and what has to be said about it.

use super::Failure;
use super::addresses;
use super::addresses::AddressedRecord;
use crate::catalogue::{View, WorkFilter};
use crate::compare::merge_registered;
use crate::evidence::{KnownMetadata, find_metadata, find_notices};
use crate::model::*;
use crate::write::cite::{CitedWork, WorkFate};
use std::collections::{BTreeMap, BTreeSet};

/// A list with its own numbers, and the groups of its entries that were asked for together.
#[derive(Default)]
pub struct ListingPlan {
    /// Its entries.
    pub cited: Vec<CitedWork>,
    /// The address as typed, and the places that it names.
    pub groups: Vec<(String, Vec<usize>)>,
    seen: BTreeMap<Uid, usize>,
}

/// What was gathered.
#[derive(Default)]
pub struct GatheredWorks {
    /// The lists, in the order asked for.
    pub listings: Vec<ListingPlan>,
    /// For stderr: where print and registry differ, and what could not be used.
    pub notes: Vec<String>,
}

/// Everything that these addresses name, as one list. Without an address it is every work of the catalogue.
pub fn gather_list(view: View<'_>, typed: &[String]) -> Result<GatheredWorks, Failure> {
    let mut gathered = GatheredWorks { listings: vec![ListingPlan::default()], ..GatheredWorks::default() };
    let named = typed.iter().map(|typed| addresses::find_record(view, typed)).collect::<Result<Vec<_>, _>>()?;
    let GatheredWorks { listings, notes } = &mut gathered;
    let Some(listing) = listings.first_mut() else { return Ok(gathered) };
    for named in &named {
        match named {
            AddressedRecord::Article(article) => {
                let snapshot = view.snapshot(article)?;
                sort_references(&snapshot).into_iter().for_each(|r| _ = listing.add_reference(r, &snapshot, notes));
            }
            AddressedRecord::Claim(home, claim) => {
                let snapshot = view.snapshot(home)?;
                list_cited(claim, &snapshot).into_iter().for_each(|r| _ = listing.add_reference(r, &snapshot, notes));
            }
            AddressedRecord::Reference(home, reference) => {
                _ = listing.add_reference(reference, &view.snapshot(home)?, notes)
            }
            AddressedRecord::Work(work) => _ = listing.add_work(work, &view.snapshot_of_work(work)?, notes),
        }
    }
    if typed.is_empty() {
        for row in view.work_rows(&WorkFilter::default())? {
            let Some(work) = view.get::<Work>(row.uid)? else { continue };
            listing.add_work(&work, &view.snapshot_of_work(&work)?, notes);
        }
    }
    Ok(gathered)
}

/// What the text says where these addresses are cited: numbers and letters are those of the article's whole list.
pub fn gather_in_text(view: View<'_>, typed: &[String]) -> Result<GatheredWorks, Failure> {
    let mut gathered = GatheredWorks::default();
    let mut of_article: BTreeMap<Uid, usize> = BTreeMap::new();
    let mut works = ListingPlan::default();
    for typed in typed {
        let (home, wanted) = match addresses::find_record(view, typed)? {
            AddressedRecord::Article(article) => (article, None),
            AddressedRecord::Claim(home, claim) => {
                let snapshot = view.snapshot(&home)?;
                let uids: Vec<Uid> = list_cited(&claim, &snapshot).into_iter().map(|r| r.uid).collect();
                (home, Some(uids))
            }
            AddressedRecord::Reference(home, reference) => (home, Some(vec![reference.uid])),
            AddressedRecord::Work(work) => {
                let at = works.add_work(&work, &view.snapshot_of_work(&work)?, &mut gathered.notes);
                works.groups.push((typed.clone(), vec![at]));
                continue;
            }
        };
        let at = match of_article.get(&home.uid) {
            Some(at) => *at,
            None => {
                let (snapshot, mut listing) = (view.snapshot(&home)?, ListingPlan::default());
                let all = sort_references(&snapshot).into_iter().chain(&snapshot.foreign_references);
                all.for_each(|r| _ = listing.add_reference(r, &snapshot, &mut gathered.notes));
                gathered.listings.push(listing);
                of_article.insert(home.uid, gathered.listings.len() - 1);
                gathered.listings.len() - 1
            }
        };
        let Some(listing) = gathered.listings.get_mut(at) else { continue };
        match wanted {
            None => {
                let each = listing.cited.iter().enumerate().map(|(at, cited)| (cited.address.clone(), vec![at]));
                listing.groups.extend(each.collect::<Vec<_>>());
            }
            Some(uids) => {
                let places = uids.iter().filter_map(|uid| listing.seen.get(uid).copied()).collect();
                listing.groups.push((typed.clone(), places));
            }
        }
    }
    gathered.listings.push(works);
    // The list was gathered for its numbers; only what was asked for is spoken of.
    let asked =
        gathered.listings.iter().flat_map(|l| l.groups.iter().flat_map(|(_, at)| at).filter_map(|at| l.cited.get(*at)));
    let asked: BTreeSet<&str> = asked.map(|cited| cited.address.as_str()).collect();
    gathered.notes.retain(|note| note.split_once(':').is_some_and(|(address, _)| asked.contains(address)));
    Ok(gathered)
}

impl ListingPlan {
    /// Takes a reference in, once; answers its place.
    fn add_reference(&mut self, reference: &Reference, snapshot: &Snapshot, notes: &mut Vec<String>) -> usize {
        let address = snapshot.reference_address(reference);
        self.take(reference.uid, || build_cited_work(address, reference, snapshot, notes))
    }

    /// Takes a work in, once; answers its place.
    fn add_work(&mut self, work: &Work, snapshot: &Snapshot, notes: &mut Vec<String>) -> usize {
        self.take(work.uid, || {
            let printed = snapshot.references.first().map(|r| r.printed.clone()).unwrap_or_default();
            let mut csl = Item { doi: work.doi.as_ref().map(Doi::to_string), ..work.csl.clone() };
            snapshot.references.iter().for_each(|listed| csl.fill_missing(&listed.csl, OF_THE_WORK));
            let alone = Reference {
                uid: work.uid,
                article: work.uid,
                serial: 0,
                number: None,
                section: String::new(),
                printed,
                doi_printed: None,
                csl,
                work: Some(work.uid),
                last_version: None,
                retired_on: None,
            };
            build_cited_work(work.key.clone(), &alone, snapshot, notes)
        })
    }

    fn take(&mut self, uid: Uid, cited: impl FnOnce() -> CitedWork) -> usize {
        if let Some(at) = self.seen.get(&uid) {
            return *at;
        }
        self.cited.push(cited());
        self.seen.insert(uid, self.cited.len() - 1);
        self.cited.len() - 1
    }
}

/// The entries of an article's list as it stands, in its order: by section, then by printed number.
pub(super) fn sort_references(snapshot: &Snapshot) -> Vec<&Reference> {
    let mut listed: Vec<&Reference> = snapshot.references.iter().filter(|r| r.is_listed()).collect();
    let mut sections: Vec<&str> = Vec::new();
    for reference in &listed {
        if !sections.contains(&reference.section.as_str()) {
            sections.push(&reference.section);
        }
    }
    let number =
        |r: &Reference| r.number.as_deref().and_then(|n| n.trim_matches(['.', '[', ']', '(', ')']).parse::<u32>().ok());
    if listed.iter().all(|r| number(r).is_some()) {
        listed.sort_by_key(|r| (sections.iter().position(|s| *s == r.section), number(r), r.serial));
    }
    listed
}

/// What a claim rests on, in the order of the list.
fn list_cited<'s>(claim: &Claim, snapshot: &'s Snapshot) -> Vec<&'s Reference> {
    let asserted: Vec<Uid> = snapshot.asserted_citations(claim.uid).map(|c| c.reference).collect();
    let all =
        sort_references(snapshot).into_iter().chain(snapshot.references.iter()).chain(&snapshot.foreign_references);
    let mut resting: Vec<&Reference> = Vec::new();
    for reference in all.filter(|r| asserted.contains(&r.uid)) {
        if !resting.iter().any(|r| r.uid == reference.uid) {
            resting.push(reference);
        }
    }
    resting
}

/// References as they are cited, each by itself.
pub(super) fn list_cited_works<'r>(
    references: impl Iterator<Item = &'r Reference>,
    snapshot: &Snapshot,
) -> Vec<CitedWork> {
    let cited = |r: &Reference| build_cited_work(snapshot.reference_address(r), r, snapshot, &mut Vec::new());
    references.map(cited).collect()
}

/// A reference as it is cited, and what has to be said about it.
fn build_cited_work(address: String, reference: &Reference, snapshot: &Snapshot, notes: &mut Vec<String>) -> CitedWork {
    let mut item = reference.csl.clone();
    if let KnownMetadata::Held(heard) = find_metadata(reference, snapshot) {
        let joined = merge_registered(&reference.printed, &reference.csl, &heard.answer);
        if joined.another_work {
            notes.push(format!(
                "{address}: {} has another work under its identifier, “{}”; nothing of that record is used",
                heard.service,
                heard.answer.item.title.as_deref().unwrap_or_default()
            ));
        } else {
            notes.extend(joined.differing_fields().map(|r| describe_difference(&address, r, &heard.service)));
        }
        item = joined.item;
    }
    if let Some(work) = snapshot.work_behind(reference) {
        fill_item(&mut item, work);
    }
    if let Some(doi) = item.doi.as_deref().filter(|doi| doi.parse::<Doi>().is_err()) {
        notes.push(format!(
            "{address}: “{doi}” is not a DOI and is left out; correct it with `claimbook edit {address} doi=…`"
        ));
    }
    let notices = find_notices(reference, snapshot);
    let taken_back = notices.as_ref().and_then(|n| n.find_taken_back());
    let fate = taken_back.map(|n| WorkFate { kind: n.kind, on: n.on, doi: n.doi.clone() });
    CitedWork { address, item, printed: reference.printed.clone(), fate }
}

fn describe_difference(address: &str, result: &FieldResult, service: &str) -> String {
    let field = result.field.to_string().replace('-', " ");
    let FieldResult { printed, registered, .. } = result;
    format!("{address}: {field}: “{printed}” in print, “{registered}” at {service}; what is printed is used")
}

/// What the record of a work lends a citation of it: what a bibliography prints. Identifiers that no style prints and notes stay.
const OF_THE_WORK: FillPolicy = FillPolicy {
    takes: |field| {
        use ItemField as F;
        ![F::PMID, F::PMCID, F::ISBN, F::ISSN, F::NOTE].contains(field)
    },
    takes_others: true,
    completes_parts: true,
};

/// Fills what neither print nor registry gives from what the catalogue keeps of the work.
fn fill_item(item: &mut Item, work: &Work) {
    item.fill_missing(&work.csl, OF_THE_WORK);
    item.doi = item.doi.take().or_else(|| work.doi.as_ref().map(Doi::to_string));
    item.url = item.url.take().or_else(|| work.url.clone());
    if let Some(arxiv) = &work.arxiv {
        item.other.entry("arXiv".to_owned()).or_insert_with(|| arxiv.as_str().into());
    }
}
