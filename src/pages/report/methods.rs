//! How a report came about, as the paragraphs of method that a reader or an auditor asks for.

use super::ReportFrame;
use crate::model::{Status, Verdict};
use crate::pages::words::{format_day, format_time, join_words};
use crate::tasks::agreement::describe_method;
use crate::tasks::overview::ArticleOverview;
use crate::tasks::passed_over::SentenceCounts;
use crate::text::format_count;
use std::collections::BTreeSet;

/// How an article was looked at, in paragraphs without markup.
pub fn describe_methods(overview: &ArticleOverview, frame: &ReportFrame<'_>) -> Vec<String> {
    vec![
        describe_text(overview),
        describe_people(overview),
        describe_method(&overview.agreement),
        describe_evidence(overview, frame),
        "A verdict is given by a person. It is signed with the wording of the claim, the works that it rests on, the notices on \
         them and the words kept of them; when one of these changes, the claim is marked as changed since it was judged. No \
         machine gives or proposes a verdict."
            .to_owned(),
    ]
}

fn describe_text(overview: &ArticleOverview) -> String {
    let coverage = &overview.coverage;
    let of = |status: Status| coverage.statuses.get(&status).copied().unwrap_or(0) as usize;
    let text = match overview.newest_version() {
        Some(version) => {
            let source = version.source.as_deref().map(|source| format!(" from {source}")).unwrap_or_default();
            format!(
                "The text is version {}, imported{source} on {} (SHA-256 of the file: {}).",
                version.n,
                format_time(version.imported_at),
                version.sha256
            )
        }
        None => "No text of the article is stored.".to_owned(),
    };
    let sentences = overview.sentences.as_ref().map(describe_sentences).unwrap_or_default();
    format!(
        "{text}{sentences} Sentences that make a claim were proposed by the tool or put in by people: {} accepted by a person, \
         {} still proposed, {} dismissed, {} retired. Those that are accepted or proposed are shown here.",
        format_count(of(Status::Accepted), "claim"),
        of(Status::Proposed),
        of(Status::Dismissed),
        of(Status::Retired)
    )
}

/// How many sentences were looked at, and why some were passed over.
fn describe_sentences(counts: &SentenceCounts) -> String {
    let reasons: Vec<String> = counts.reasons.iter().map(|(reason, n)| format!("{reason} ({n})")).collect();
    let passed = match counts.passed_over {
        0 => "none is passed over".to_owned(),
        1 => format!("1 is passed over, because it {}", join_words(&reasons)),
        n => format!("{n} are passed over, because each {}", reasons.join(", or ")),
    };
    format!(
        " Of {} that this version of the tool looks at in it, {passed}.",
        format_count(counts.looked_at, "sentence")
    )
}

fn describe_people(overview: &ArticleOverview) -> String {
    let verdicts: Vec<_> = overview.claims.iter().flat_map(|claim| &claim.verdicts).collect();
    let readings: Vec<_> =
        (overview.claims.iter().flat_map(|claim| &claim.sources)).flat_map(|source| &source.readings).collect();
    let people: BTreeSet<&str> =
        verdicts.iter().map(|verdict| verdict.by.as_str()).chain(readings.iter().map(|r| r.by.as_str())).collect();
    if people.is_empty() {
        return "Nobody has recorded a reading of a source or a verdict on a claim of this article.".to_owned();
    }
    let days = verdicts.iter().map(|verdict| verdict.review.reviewed_on);
    let days = days.clone().min().zip(days.max());
    let between = match days {
        Some((first, last)) if first == last => format!(" on {}", format_day(first)),
        Some((first, last)) => format!(" between {} and {}", format_day(first), format_day(last)),
        None => String::new(),
    };
    let names: Vec<String> = people.iter().map(|name| (*name).to_owned()).collect();
    let thin = overview.coverage.verdicts.get(&Verdict::NotEnoughEvidence).copied().unwrap_or(0);
    let thin =
        if thin > 0 { format!(" For {thin} of the claims there was not enough evidence.") } else { String::new() };
    format!(
        "{} recorded {} and {}{between}.{thin}",
        join_words(&names),
        format_count(readings.len(), "reading"),
        format_count(verdicts.len(), "verdict")
    )
}

fn describe_evidence(overview: &ArticleOverview, frame: &ReportFrame<'_>) -> String {
    let heard = overview.references.iter().filter_map(|reference| {
        let doi = reference.doi.as_ref().and_then(|standing| standing.asked_at);
        let page = reference.page.as_ref().and_then(|page| page.heard.as_ref()).map(|(_, at)| *at);
        doi.max(page).max(reference.notices_heard.as_ref().map(|(_, at)| *at))
    });
    let asked = match heard.clone().min().zip(heard.max()) {
        None => "No registry and no page has been asked about the sources.".to_owned(),
        Some((first, last)) => {
            let when = match (format_time(first), format_time(last)) {
                (first, last) if first == last => format!("on {first}"),
                (first, last) => format!("between {first} and {last}"),
            };
            format!("What is said about the sources is what registries and pages last answered, {when}.")
        }
    };
    format!(
        "Sources are cited as in {}. {asked} Nothing was asked for this report. Levels of evidence follow the table of the \
         Oxford Centre for Evidence-Based Medicine (2011): 1 is the strongest, 5 the weakest; they are derived from the type of \
         publication and from what the claim says, unless a person gave another. Figures were compared by the tool with the \
         words that are kept of each source; that is a hint to the reader.",
        frame.style
    )
}
