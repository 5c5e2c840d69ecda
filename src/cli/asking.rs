//! What `check` asks about, what is known already, and how what is heard is stored.

use super::{Failure, Session};
use crate::catalogue::{Catalogue, Deed, Error, ReferenceFilter};
use crate::http::{Proxies, Transport};
use crate::model::{Article, Doi, ExistsAnswer, Observation, Subject, Uid};
use crate::refresh::{self, Halted, Known};
use crate::registry::Bases;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// What there is to ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum What {
    /// Whether DOIs exist
    Doi,
    /// Whether the works are those that are printed
    Metadata,
    /// Whether the works were retracted, corrected or replaced
    Notices,
}

impl What {
    /// The rules that read the answers.
    pub(super) const fn rules(self) -> &'static [&'static str] {
        match self {
            Self::Doi => &["doi-not-found", "doi-deleted", "doi-no-target", "doi-alias"],
            Self::Metadata => &["reference-mismatch", "reference-detail", "reference-doi-missing", "work-weak-type"],
            Self::Notices => &["work-retracted", "work-concern", "work-corrected", "work-superseded", "work-is-notice"],
        }
    }
}

/// Who is asked about what in this run.
pub(super) struct Asking<'a, 's> {
    pub(super) session: &'a Session<'s>,
    pub(super) bases: &'a Bases,
    pub(super) cited: &'a Cited,
    /// The age up to which answers hold, where the user said one.
    pub(super) max_age: Option<SignedDuration>,
}

impl Asking<'_, '_> {
    /// The network, with connections of its own: each service is asked on a runtime of its own.
    pub(super) fn transport(&self) -> impl Transport + 'static + use<> {
        refresh::connect(self.bases, self.session.settings.mailto.as_deref(), proxies(self.session))
    }
}

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

/// An observation of what a service said about a DOI; `at` is when, and the SHA-256 of the body it said it in.
pub(super) fn observation(
    service: &str,
    subject: Subject,
    doi: &Doi,
    answer: String,
    at: (Timestamp, String),
) -> Observation {
    let (asked_at, body_sha256) = at;
    // Whole seconds are all that freshness needs, and all that people read.
    let asked_at = Timestamp::from_second(asked_at.as_second()).unwrap_or(asked_at);
    Observation {
        uid: Uid::new(asked_at),
        service: service.to_owned(),
        subject,
        scheme: "doi".to_owned(),
        identifier: doi.key().to_owned(),
        answer,
        body_sha256: Some(body_sha256),
        first_asked_at: asked_at,
        asked_at,
    }
}

/// Reads what was heard, stores each batch before the next is waited for, and keeps a copy for the text form.
pub(super) fn store<'a, H: 'a>(
    catalogue: &'a mut Catalogue,
    deed: Deed,
    copy: &'a mut Vec<Observation>,
    read: fn(H) -> Vec<Observation>,
) -> impl FnMut(Vec<H>) -> Result<(), Error> + 'a {
    move |batch| {
        let batch: Vec<Observation> = batch.into_iter().flat_map(read).collect();
        catalogue.write(&deed, |writing| writing.observe(&batch))?;
        copy.extend(batch);
        Ok(())
    }
}

pub(super) fn halted(halted: Halted<Error>) -> Failure {
    match halted {
        Halted::Sink(e) => Failure::from(e),
        other => Failure::Incomplete(other.to_string()),
    }
}

/// Proxies as the environment gives them, in either spelling.
fn proxies(session: &Session<'_>) -> Proxies {
    let of = |name: &str| {
        let value = |n: &str| session.ambient.environment.get(n).filter(|v| !v.is_empty()).cloned();
        value(name).or_else(|| value(&name.to_ascii_uppercase()))
    };
    // HTTP_PROXY in capitals can be set by whoever calls a CGI program, so only the lower-case name counts.
    let plain = session.ambient.environment.get("http_proxy").filter(|v| !v.is_empty()).cloned();
    Proxies { https: of("https_proxy"), http: plain, none_for: of("no_proxy") }
}
