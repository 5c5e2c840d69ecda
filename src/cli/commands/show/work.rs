//! A work: what it is, what registries say of it, and what rests on it.

use super::citation::day_of;
use super::reference::list_fields;
use crate::catalogue::View;
use crate::cli::show::evidence_words::describe_notice;
use crate::cli::show::page::{Emphasis, Page};
use crate::evidence::find_work_notices;
use crate::model::*;
use crate::tasks::{Failure, dossiers};

pub(super) fn show(page: &mut Page, view: View<'_>, work: &Work) -> Result<(), Failure> {
    let (citations, snapshot) = (view.citations_of_work(work.uid)?, view.snapshot_of_work(work)?);
    let d = dossiers::build_work(work, &citations, &snapshot);
    let title = d.csl.title.as_deref().unwrap_or_default();
    page.add_spans(0, &[(Emphasis::Strong, &d.key), (Emphasis::Plain, &format!(" · {title}"))]);
    write_about(page, work, &d);
    page.add_heading("Registries");
    match (&d.doi, d.asked_at) {
        (Some(_), Some(at)) => {
            let agency = d.agency.as_deref().map(|agency| format!(" at {agency}")).unwrap_or_default();
            page.add_line(2, &format!("its DOI {}{agency}, asked on {}", d.doi_state, day_of(at)));
        }
        (Some(_), None) => page.add_line(2, "nobody has been asked about its DOI"),
        (None, _) => page.add_line(2, "it has no DOI to ask about"),
    }
    for notice in find_work_notices(work, &snapshot) {
        page.add_spans(2, &[(Emphasis::Bad, &describe_notice(&notice))]);
    }
    page.add_heading("Listed as");
    for reference in &snapshot.references {
        let address = snapshot.reference_address(reference);
        page.add_spans(2, &[(Emphasis::Strong, &address), (Emphasis::Plain, &format!(": {}", reference.printed))]);
    }
    page.add_heading("Claims that rest on it");
    let mut resting = citations.iter().filter(|c| c.state == CitationState::Asserted).peekable();
    if resting.peek().is_none() {
        page.add_line(2, "none");
    }
    for citation in resting {
        let stance = citation.stance.map(|stance| format!(" ({stance})")).unwrap_or_default();
        page.add_spans(
            2,
            &[(Emphasis::Strong, &citation.claim), (Emphasis::Plain, &format!("{stance}: {}", citation.statement))],
        );
    }
    page.add_next_steps(&list_next_steps(work, &d));
    Ok(())
}

fn write_about(page: &mut Page, work: &Work, d: &WorkDossier) {
    let mut csl = d.csl.clone();
    // The title stands in the head, and the work's own identifiers weigh more than the entry's.
    (csl.title, csl.doi) = (None, d.doi.as_ref().map(Doi::to_string));
    (csl.pmid, csl.pmcid, csl.isbn) = (d.pmid.clone(), d.pmcid.clone(), d.isbn.clone());
    csl.url = d.url.clone().or(csl.url);
    for (label, _, words) in list_fields(&csl) {
        page.add_field(2, label, &[(Emphasis::Plain, &words)]);
    }
    if let Some(types) = &work.publication_types {
        page.add_field(2, "types", &[(Emphasis::Plain, types)]);
    }
    if let Some(level) = &d.evidence_level {
        page.add_field(2, "level", &[(Emphasis::Plain, &format!("{}: {}", level.value, level.reason))]);
    }
    page.add_field(2, "abstract", &[(Emphasis::Plain, if d.has_abstract { "stored" } else { "not stored" })]);
}

fn list_next_steps(work: &Work, d: &WorkDossier) -> Vec<String> {
    match (&d.doi, d.asked_at) {
        (Some(_), None) => vec!["claimbook check --only doi".to_owned()],
        _ if !d.notices.is_empty() => vec![format!("claimbook where-used {}", work.key)],
        _ => Vec::new(),
    }
}
