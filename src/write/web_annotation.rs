//! Claims as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>), JSON-LD: where each is worded as targets, what
//! is claimed, decided and cited as bodies. One array of annotations.

use super::{Array, FieldLosses, RecordKind, RecordSink, RecordSubject, WriteOptions, Writer};
use crate::model::{CitationDossier, CitationState, ClaimDossier, Doi, OccurrenceDossier, OccurrenceState, Word};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io;

pub(super) const WRITER: Writer = Writer {
    name: "web-annotation",
    summary: "W3C Web Annotations (JSON-LD): claims in their places, with what they rest on",
    begin,
    ..Writer::plain(RecordKind::Claims)
};

struct Annotations<'w>(Array<'w>);

fn begin(out: &mut dyn io::Write, _options: WriteOptions) -> io::Result<Box<dyn RecordSink + '_>> {
    Ok(Box::new(Annotations(Array::new(out))))
}

impl RecordSink for Annotations<'_> {
    fn table(&mut self, _name: &str, _columns: &[&'static str]) -> io::Result<()> {
        Ok(())
    }

    fn record(&mut self, _fields: &[Option<&str>], about: RecordSubject<'_>) -> io::Result<()> {
        let RecordSubject::Claim(claim, uid, pages) = about else {
            return Err(io::Error::other("a record without claim"));
        };
        let motivation = if claim.verdict.is_some() { "assessing" } else { "describing" };
        self.0.push(&json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("urn:uuid:{uid}"),
            "type": "Annotation",
            "motivation": motivation,
            "body": list_bodies(claim),
            "target": list_targets(claim, pages),
        }))
    }

    fn end(self: Box<Self>) -> io::Result<FieldLosses> {
        self.0.end()?;
        Ok(FieldLosses::new())
    }
}

fn write_text(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}

fn write_quote(exact: &str) -> Value {
    json!({ "type": "TextQuoteSelector", "exact": exact })
}

fn list_bodies(claim: &ClaimDossier) -> Vec<Value> {
    let mut bodies = vec![write_text("describing", &claim.statement)];
    bodies.extend([claim.kind.token(), claim.status.token()].map(|word| write_text("classifying", word)));
    bodies.extend(claim.verdict.map(|verdict| write_text("assessing", verdict.token())));
    if claim.verdict.is_some() && !claim.stale_because.is_empty() {
        bodies.push(write_text("commenting", &format!("stale: {}", claim.stale_because.join("; "))));
    }
    for citation in claim.citations.iter().filter(|citation| citation.state == CitationState::Asserted) {
        bodies.push(describe_source(citation));
        let found = [citation.stance.map(|stance| stance.token()), citation.finding.as_deref()];
        let found: Vec<&str> = found.into_iter().flatten().collect();
        let of = citation.work.as_deref().unwrap_or(&citation.reference);
        bodies.extend((!found.is_empty()).then(|| write_text("commenting", &format!("{of}: {}", found.join(": ")))));
    }
    bodies
}

/// The work where it has an address, with the words of it that somebody read; the entry of the list otherwise.
fn describe_source(citation: &CitationDossier) -> Value {
    let Some(doi) = citation.doi.as_deref().and_then(|doi| doi.parse::<Doi>().ok()) else {
        return write_text("linking", &citation.reference);
    };
    let mut body = json!({ "type": "SpecificResource", "purpose": "linking", "source": doi.url() });
    if let (Some(body), Some(words)) = (body.as_object_mut(), &citation.quote) {
        body.insert("selector".to_owned(), write_quote(words));
    }
    body
}

/// Where it is worded; the page of its home alone, where its words are nowhere.
fn list_targets(claim: &ClaimDossier, pages: &BTreeMap<String, String>) -> Vec<Value> {
    let page = |article: &str| pages.get(article).map_or(article, String::as_str).to_owned();
    let worded = |o: &OccurrenceDossier| {
        let mut words =
            json!({ "type": "TextQuoteSelector", "exact": o.exact, "prefix": o.prefix, "suffix": o.suffix });
        if let Some(words) = words.as_object_mut() {
            words.retain(|_, value| value != "");
        }
        let mut selectors = vec![words];
        if o.state != OccurrenceState::Orphaned {
            selectors.push(json!({ "type": "TextPositionSelector", "start": o.start, "end": o.end }));
        }
        json!({ "source": page(&o.article), "selector": selectors })
    };
    // What is only proposed is nothing that anybody said.
    let stated = claim.occurrences.iter().filter(|o| o.state != OccurrenceState::Proposed);
    let targets: Vec<Value> = stated.map(worded).collect();
    let home = claim.address.split('/').next().unwrap_or_default();
    if targets.is_empty() { vec![json!({ "source": page(home) })] } else { targets }
}
