//! An article: where it is published, who stands behind it, its versions, and what it holds.

use super::citation::day_of;
use crate::catalogue::{ArticleRow, View};
use crate::cli::show::page::{Emphasis, Page};
use crate::model::ArticleDossier;
use crate::tasks::{Failure, dossiers, known_claims};
use crate::text::format_count;

pub(super) fn show(page: &mut Page, view: View<'_>, row: &ArticleRow) -> Result<(), Failure> {
    let d = dossiers::build_article(view, row)?;
    page.add_spans(0, &[(Emphasis::Strong, &d.address), (Emphasis::Plain, &format!(" · {}", d.title))]);
    for (label, words) in list_fields(&d) {
        page.add_field(2, label, &[(Emphasis::Plain, &words)]);
    }
    if !d.people.is_empty() {
        page.add_heading("People");
    }
    for person in &d.people {
        let credentials = person.credentials.as_deref().map(|c| format!(", {c}")).unwrap_or_default();
        page.add_line(2, &format!("{}{credentials} ({})", person.name, person.role));
    }
    page.add_heading("Versions");
    for version in &d.versions {
        let source = version.source.as_deref().unwrap_or("standard input");
        let hash: String = version.sha256.chars().take(12).collect();
        page.add_line(2, &format!("{} from {source} on {}, sha256 {hash}…", version.n, day_of(version.imported_at)));
    }
    let c = row.counts;
    page.add_heading("Holds");
    page.add_line(
        2,
        &format!(
            "{}: {} proposed, {} reviewed, {} without a citation",
            format_count(c.claims as usize, "claim"),
            c.proposed,
            c.reviewed,
            c.uncited
        ),
    );
    page.add_line(2, &format_count(c.references as usize, "reference"));
    let known = known_claims::find_proposed(view, &row.article)?;
    if !known.is_empty() {
        page.add_heading("Seems to make claims of other articles (for a person to confirm or dismiss)");
    }
    for claim in &known {
        page.add_line(2, &known_claims::describe(claim));
    }
    let confirm = known.first().map(|claim| format!("claimbook confirm {} --in {}", claim.address, d.address));
    let mut next: Vec<String> = confirm.into_iter().collect();
    next.push(format!("claimbook claims --article {}", d.address));
    next.push(format!("claimbook audit {}", d.address));
    page.add_next_steps(&next);
    Ok(())
}

fn list_fields(d: &ArticleDossier) -> Vec<(&'static str, String)> {
    let date =
        |date: Option<crate::model::PartialDate>| date.map_or_else(|| "not printed".to_owned(), |d| d.to_string());
    let fields = [
        ("URL", d.url.clone()),
        ("publisher", d.publisher.clone()),
        ("language", Some(d.language.clone())),
        ("updated", Some(date(d.updated_on))),
        ("reviewed", Some(date(d.last_reviewed_on))),
    ];
    fields.into_iter().filter_map(|(label, words)| Some((label, words?))).collect()
}
