//! A reference: what is printed, what was read out of it, the work behind it, and the claims that cite it.

use super::citation::day_of;
use crate::catalogue::View;
use crate::cli::show::page::{Emphasis, Page};
use crate::evidence::{build_reference_dossier, find_doi_standing};
use crate::model::*;
use crate::read::entry::Sureness;
use crate::read::printed::find_places;
use crate::tasks::Failure;

pub(super) fn show(page: &mut Page, view: View<'_>, home: &Article, reference: &Reference) -> Result<(), Failure> {
    let snapshot = view.snapshot(home)?;
    let address = snapshot.reference_address(reference);
    let number = reference.number.as_deref().map(|n| format!(" · number {n}")).unwrap_or_default();
    let gone = reference.last_version.map(|n| format!(" · last listed in version {n}")).unwrap_or_default();
    page.add_spans(0, &[(Emphasis::Strong, &address), (Emphasis::Plain, &format!("{number}{gone}"))]);
    page.add_line(2, &reference.printed);
    page.add_heading("Read from it");
    let places = find_places(&reference.printed, &reference.csl);
    for (label, field, words) in list_fields(&reference.csl) {
        let remark = places.iter().find(|p| p.field == field.name).map_or("", |p| describe_sureness(p.sure));
        page.add_field(2, label, &[(Emphasis::Plain, &words), (Emphasis::Bad, remark)]);
    }
    if let Some(standing) = find_doi_standing(reference, &snapshot) {
        let heard = standing.asked_at.map(|at| format!(", asked on {}", day_of(at))).unwrap_or_default();
        page.add_field(2, "DOI is", &[(Emphasis::Plain, &format!("{}{heard}", standing.state))]);
    }
    let work = snapshot.work_behind(reference).map_or("none known", |work| work.key.as_str());
    page.add_field(2, "work", &[(Emphasis::Plain, work)]);
    page.add_heading("Cited by");
    let citing =
        snapshot.citations_of_reference(reference.uid).filter(|c| c.state == CitationState::Asserted || c.is_offered());
    let mut citing: Vec<_> = citing.filter_map(|c| Some((c, snapshot.claim(c.claim)?))).collect();
    citing.sort_by_key(|(_, claim)| (snapshot.articles.get(&claim.article), claim.serial));
    for (citation, claim) in &citing {
        let state = if citation.state == CitationState::Suggested { " (suggested)" } else { "" };
        let address = snapshot.claim_address(claim);
        page.add_spans(2, &[(Emphasis::Strong, &address), (Emphasis::Plain, &format!("{state}: {}", claim.statement))]);
    }
    if citing.is_empty() {
        page.add_line(2, "no claim");
        page.add_next_steps(&[format!("claimbook link CLAIM {address}")]);
    }
    Ok(())
}

/// A reference as JSON, with where each field was read and how sure it is.
pub(super) fn build_dossier(reference: &Reference, snapshot: &Snapshot) -> serde_json::Result<serde_json::Value> {
    let mut dossier = serde_json::to_value(build_reference_dossier(reference, snapshot))?;
    let read = serde_json::to_value(find_places(&reference.printed, &reference.csl))?;
    if let Some(fields) = dossier.as_object_mut() {
        fields.insert("read".to_owned(), read);
    }
    Ok(dossier)
}

/// What an editor should know of a field, behind it.
fn describe_sureness(sure: Sureness) -> &'static str {
    match sure {
        Sureness::Sure | Sureness::Likely => "",
        Sureness::Unsure => "  (unsure: it can be read in more than one way)",
        Sureness::Given => "  (given by a person or a file)",
        Sureness::NotPrinted => "  (not as printed)",
    }
}

/// What is shown of an item, by its usual names.
const SHOWN: &[(&str, ItemField)] = &[
    ("authors", ItemField::AUTHOR),
    ("year", ItemField::ISSUED),
    ("title", ItemField::TITLE),
    ("in", ItemField::CONTAINER_TITLE),
    ("volume", ItemField::VOLUME),
    ("issue", ItemField::ISSUE),
    ("pages", ItemField::PAGE),
    ("number", ItemField::NUMBER),
    ("publisher", ItemField::PUBLISHER),
    ("status", ItemField::STATUS),
    ("DOI", ItemField::DOI),
    ("PMID", ItemField::PMID),
    ("PMCID", ItemField::PMCID),
    ("ISBN", ItemField::ISBN),
    ("URL", ItemField::URL),
];

/// What is known of an item: the usual name, the variable, and its value in words.
pub(super) fn list_fields(item: &Item) -> impl Iterator<Item = (&'static str, ItemField, String)> {
    let known = SHOWN.iter().map(|(label, field)| (*label, *field, describe_value(item, *field).unwrap_or_default()));
    known.filter(|(_, _, words)| !words.is_empty())
}

fn describe_value(item: &Item, field: ItemField) -> Option<String> {
    match field.access {
        FieldAccess::Type(access) => Some((access.get)(item).clone()),
        FieldAccess::Text(access) | FieldAccess::Texts(access) => (access.get)(item).clone(),
        FieldAccess::Date(access) => (access.get)(item).map(|date| date.0.to_string()),
        FieldAccess::Flag(_) => None,
        FieldAccess::Names(access) => {
            let mut names: Vec<String> = (access.get)(item).iter().map(join_name).collect();
            names.extend((field == ItemField::AUTHOR && item.et_al).then(|| "et al.".to_owned()));
            Some(names.join("; "))
        }
    }
}

fn join_name(name: &Name) -> String {
    match &name.given {
        Some(given) if name.family.is_some() => format!("{}, {given}", name.short_name()),
        _ => name.short_name(),
    }
}
