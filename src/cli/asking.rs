//! What `check` asks about, what is known already, and how what was asked is told.

use super::{Failure, Session};
use crate::catalogue::{Catalogue, ReferenceFilter};
use crate::http::Proxies;
use crate::model::{Article, Doi, ExistsAnswer, Observation, Subject, Uid};
use crate::refresh::{self, Heard, Known};
use std::collections::BTreeMap;

/// DOIs with the references that print them, or whose work has them.
pub(super) type Cited = BTreeMap<Doi, Vec<String>>;

pub(super) fn cited(catalogue: &Catalogue, articles: &[Article]) -> Result<Cited, Failure> {
    let mut cited = Cited::new();
    for article in articles {
        let filter = ReferenceFilter { article: Some(article.uid), ..Default::default() };
        for row in catalogue.view().reference_rows(&filter)?.into_iter().filter(|r| r.last_version.is_none()) {
            let printed = row.doi_printed.as_deref().or(row.csl.doi.as_deref());
            let doi = printed.map_or(row.doi, |d| d.parse::<Doi>().ok());
            if let Some(doi) = doi {
                cited.entry(doi).or_default().push(row.address);
            }
        }
    }
    Ok(cited)
}

pub(super) fn known(catalogue: &Catalogue) -> Result<Known, Failure> {
    let answers = catalogue.view().newest_answers(Subject::Exists, "doi")?;
    let read = |(doi, answer, at): (String, String, jiff::Timestamp)| {
        Some((doi.parse::<Doi>().ok()?, (serde_json::from_str::<ExistsAnswer>(&answer).ok()?, at)))
    };
    Ok(answers.into_iter().filter_map(read).collect())
}

pub(super) fn observation(heard: Heard) -> Observation {
    // Whole seconds are all that freshness needs, and all that people read.
    let asked_at = jiff::Timestamp::from_second(heard.asked_at.as_second()).unwrap_or(heard.asked_at);
    Observation {
        uid: Uid::new(asked_at),
        service: heard.service.to_owned(),
        subject: Subject::Exists,
        scheme: "doi".to_owned(),
        identifier: heard.doi.key().to_owned(),
        answer: serde_json::to_string(&heard.answer).unwrap_or_default(),
        body_sha256: Some(heard.body_sha256),
        first_asked_at: asked_at,
        asked_at,
    }
}

/// What was asked and answered, in a sentence.
pub(super) fn told(outcome: &refresh::Outcome, service: &str) -> String {
    let mut parts = Vec::new();
    if outcome.asked > 0 {
        parts.push(format!("asked {service} about {}, {} answered", dois(outcome.asked), outcome.answered));
    }
    if outcome.fresh > 0 {
        parts.push(format!("{} known from before", dois(outcome.fresh)));
    }
    if !outcome.unchecked.is_empty() {
        parts.push(format!("{} unchecked", dois(outcome.unchecked.len())));
    }
    if parts.is_empty() {
        return "No DOI to ask about.".to_owned();
    }
    let told = parts.join("; ");
    format!("{}{}.", told.get(..1).unwrap_or_default().to_uppercase(), told.get(1..).unwrap_or_default())
}

fn dois(n: usize) -> String {
    format!("{n} DOI{}", if n == 1 { "" } else { "s" })
}

/// Proxies as the environment gives them, in either spelling.
pub(super) fn proxies(session: &Session<'_>) -> Proxies {
    let of = |name: &str| {
        let value = |n: &str| session.ambient.environment.get(n).filter(|v| !v.is_empty()).cloned();
        value(name).or_else(|| value(&name.to_ascii_uppercase()))
    };
    // HTTP_PROXY in capitals can be set by whoever calls a CGI program, so only the lower-case name counts.
    let plain = session.ambient.environment.get("http_proxy").filter(|v| !v.is_empty()).cloned();
    Proxies { https: of("https_proxy"), http: plain, none_for: of("no_proxy") }
}
