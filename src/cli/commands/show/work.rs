//! A work: what it is, what registries say of it, and what rests on it.

use super::citation::{date_of, notice_words};
use super::reference::fields;
use crate::catalogue::View;
use crate::cli::show::page::{Mark, Page};
use crate::evidence::find_work_notices;
use crate::model::*;
use crate::tasks::{Failure, dossiers};

pub(super) fn show(page: &mut Page, view: View<'_>, work: &Work) -> Result<(), Failure> {
    let (citations, snapshot) = (view.citations_of_work(work.uid)?, view.snapshot_of_work(work)?);
    let d = dossiers::build_work(work, &citations, &snapshot);
    let title = d.csl.title.as_deref().unwrap_or_default();
    page.spans(0, &[(Mark::Strong, &d.key), (Mark::Plain, &format!(" · {title}"))]);
    about(page, work, &d);
    page.heading("Registries");
    match (&d.doi, d.asked_at) {
        (Some(_), Some(at)) => {
            let agency = d.agency.as_deref().map(|agency| format!(" at {agency}")).unwrap_or_default();
            page.line(2, &format!("its DOI {}{agency}, asked on {}", d.doi_state, date_of(at)));
        }
        (Some(_), None) => page.line(2, "nobody has been asked about its DOI"),
        (None, _) => page.line(2, "it has no DOI that one could ask about"),
    }
    for notice in find_work_notices(work, &snapshot) {
        page.spans(2, &[(Mark::Bad, &notice_words(&notice))]);
    }
    page.heading("Listed as");
    for reference in &snapshot.references {
        let address = snapshot.reference_address(reference);
        page.spans(2, &[(Mark::Strong, &address), (Mark::Plain, &format!(": {}", reference.printed))]);
    }
    page.heading("Claims that rest on it");
    let mut resting = citations.iter().filter(|c| c.state == CitationState::Asserted).peekable();
    if resting.peek().is_none() {
        page.line(2, "none");
    }
    for citation in resting {
        let stance = citation.stance.map(|stance| format!(" ({stance})")).unwrap_or_default();
        page.spans(2, &[(Mark::Strong, &citation.claim), (Mark::Plain, &format!("{stance}: {}", citation.statement))]);
    }
    page.next(&next(work, &d));
    Ok(())
}

fn about(page: &mut Page, work: &Work, d: &WorkDossier) {
    let mut csl = d.csl.clone();
    // The title stands in the head, and the work's own identifiers weigh more than the entry's.
    (csl.title, csl.doi) = (None, d.doi.as_ref().map(Doi::to_string));
    (csl.pmid, csl.pmcid, csl.isbn) = (d.pmid.clone(), d.pmcid.clone(), d.isbn.clone());
    csl.url = d.url.clone().or(csl.url);
    for (label, words) in fields(&csl) {
        page.field(2, label, &[(Mark::Plain, &words)]);
    }
    if let Some(types) = &work.publication_types {
        page.field(2, "types", &[(Mark::Plain, types)]);
    }
    if let Some(level) = &d.evidence_level {
        page.field(2, "level", &[(Mark::Plain, &format!("{}: {}", level.value, level.reason))]);
    }
    page.field(2, "abstract", &[(Mark::Plain, if d.has_abstract { "stored" } else { "not stored" })]);
}

fn next(work: &Work, d: &WorkDossier) -> Vec<String> {
    match (&d.doi, d.asked_at) {
        (Some(_), None) => vec!["claimbook check --only doi".to_owned()],
        _ if !d.notices.is_empty() => vec![format!("claimbook where-used {}", work.key)],
        _ => Vec::new(),
    }
}
