//! The Retraction Watch file becomes answers that every rule consults offline, and the catalogue's
//! works are screened against it.

use super::Failure;
use super::kind::FileKind;
use super::outcome;
use super::outcome::{DescribeOutcome, list_some};
use crate::catalogue::{View, Writing};
use crate::cli::show::table::wrap;
use crate::model::{CitationState, Identifier, NoticeKind, NoticesAnswer, Observation, Subject, Uid, to_hex};
use crate::registry::retraction_watch::{self, BadFile, SOURCE};
use crate::text::format_count;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The most bytes of such a file that are read: several times what it holds today.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

pub(super) const KIND: FileKind = FileKind {
    name: "retractions",
    noun: "a list of retractions",
    summary: "The Retraction Watch file, against which works are screened",
    sniff: |beginning| retraction_watch::read_rows(beginning.bytes).is_ok(),
    most_bytes: |_, _| MOST_BYTES,
    store: |writing, given| Ok(Box::new(store(writing, given.bytes, given.name)?)),
};

/// What became of a file.
#[derive(Debug, Default, Serialize)]
struct ScreeningOutcome {
    /// Rows that name a paper.
    rows: usize,
    /// Rows that name none, and can match nothing.
    unnamed: usize,
    /// Rows that cannot be read: line and reason.
    unreadable: Vec<String>,
    /// The newest notice in it.
    newest: Option<String>,
    /// Answers that are new or changed.
    changed: usize,
    /// Works in the catalogue.
    works: usize,
    /// Those that are in the file.
    named: Vec<ScreenedWork>,
}

/// A work that is in the file.
#[derive(Debug, Serialize)]
struct ScreenedWork {
    /// Its citation key.
    work: String,
    /// What happened to it, in order of date.
    notices: Vec<String>,
    /// The claims that rest on it.
    claims: Vec<String>,
}

/// Reads the file, stores what it says, and screens every work.
fn store(writing: &mut Writing<'_>, bytes: &[u8], name: &str) -> Result<ScreeningOutcome, Failure> {
    let (papers, mut screened) = read(bytes, name)?;
    let at = writing.time();
    let observation = |subject, scheme: &str, identifier: String, answer: String| Observation {
        uid: Uid::new(at),
        service: SOURCE.to_owned(),
        subject,
        scheme: scheme.to_owned(),
        identifier,
        answer,
        body_sha256: None,
        first_asked_at: at,
        asked_at: at,
    };
    let whole: Vec<Observation> = papers
        .iter()
        .map(|(id, answer)| {
            let answer = serde_json::to_string(answer).unwrap_or_default();
            observation(Subject::Notices, id.scheme(), id.value().into_owned(), answer)
        })
        .collect();
    screened.changed = writing.observe_whole(&whole)?;
    let file = serde_json::json!({"rows": screened.rows, "newest": screened.newest}).to_string();
    let sha256 = Some(to_hex(&Sha256::digest(bytes)));
    let of_file = observation(Subject::Metadata, "file", SOURCE.to_owned(), file);
    writing.observe(&[Observation { body_sha256: sha256, ..of_file }])?;
    screen(writing.view(), &papers, &mut screened)?;
    Ok(screened)
}

type Papers = BTreeMap<Identifier, NoticesAnswer>;

/// What the file says of each paper, by each of its identifiers.
fn read(bytes: &[u8], name: &str) -> Result<(Papers, ScreeningOutcome), Failure> {
    let mut screened = ScreeningOutcome::default();
    let mut papers = Papers::new();
    let not_it = |e: BadFile| {
        Failure::usage(format!(
            "{name}: {e}. Nothing was stored. The file is retraction_watch.csv as its publisher gives it out."
        ))
    };
    let mut rows = retraction_watch::read_rows(bytes).map_err(not_it)?;
    let mut newest = None;
    for row in rows.by_ref() {
        match row {
            Err(wrong) => screened.unreadable.push(wrong.to_string()),
            Ok(row) => {
                screened.rows += 1;
                newest = newest.max(row.notice.on);
                let pmid = row.pmid.as_deref().and_then(|p| p.parse().ok()).map(Identifier::Pmid);
                for id in row.doi.map(Identifier::Doi).into_iter().chain(pmid) {
                    papers.entry(id).or_default().notices.push(row.notice.clone());
                }
            }
        }
    }
    screened.unnamed = rows.unnamed;
    screened.newest = newest.map(|on| on.to_string());
    for answer in papers.values_mut() {
        answer.notices.sort_by_key(|n| n.on);
        // A supplement repeats one notice on many rows.
        answer.notices.dedup();
    }
    Ok((papers, screened))
}

/// Looks for each work's identifiers among the papers of the file: the catalogue gives them in the order of their indices, while
/// a look for each paper in the catalogue would go all over it.
fn screen(view: View<'_>, papers: &Papers, screened: &mut ScreeningOutcome) -> Result<(), Failure> {
    let mut told: BTreeSet<&Identifier> = BTreeSet::new();
    view.visit_identifiers(|scheme, identifier| {
        let known = Identifier::parse(scheme, identifier).and_then(|id| papers.get_key_value(&id));
        told.extend(known.map(|(id, _)| id));
        Ok::<_, Failure>(())
    })?;
    screened.works = view.count_works()?;
    let mut named = BTreeMap::new();
    for id in told {
        let work = match id {
            Identifier::Doi(doi) => view.work_by_doi(doi)?,
            Identifier::Pmid(pmid) => view.work_by_pmid(pmid.as_str())?,
            _ => None,
        };
        if let Some((work, answer)) = work.zip(papers.get(id)) {
            // What is said of the DOI comes first, and stands.
            named.entry(work.key).or_insert((work.uid, answer));
        }
    }
    for (work, (uid, answer)) in named {
        let claims = view.citations_of_work(uid)?.into_iter().filter(|c| c.state == CitationState::Asserted);
        screened.named.push(ScreenedWork {
            work,
            notices: answer.notices.iter().map(|n| describe(n.kind, n.on)).collect(),
            claims: claims.map(|c| c.claim).collect(),
        });
    }
    Ok(())
}

fn describe(kind: NoticeKind, on: Option<crate::model::PartialDate>) -> String {
    let kind = kind.to_string().replace('-', " ");
    on.map_or_else(|| kind.clone(), |on| format!("{kind} of {on}"))
}

impl DescribeOutcome for ScreeningOutcome {
    fn json(&self) -> serde_json::Value {
        serde_json::json!(self)
    }

    fn words(&self, out: &mut String, _dry_run: bool, width: usize) {
        const MOST: usize = 8;
        let newest = self.newest.as_ref().map(|on| format!(", the newest of {on}")).unwrap_or_default();
        let unnamed = if self.unnamed > 0 { format!("; {} name no paper", self.unnamed) } else { String::new() };
        let read = format!(
            "Retraction Watch: {} read{newest}{unnamed}; {} new.",
            format_count(self.rows, "notice"),
            format_count(self.changed, "answer")
        );
        out.push_str(&wrap(&read, width, ""));
        for wrong in self.unreadable.iter().take(MOST) {
            out.push_str(&wrap(&format!("Left out: {wrong}"), width, "  "));
        }
        if self.unreadable.len() > MOST {
            out.push_str(&wrap(
                &format!("… and {} more; --format json lists them all.", self.unreadable.len() - MOST),
                width,
                "  ",
            ));
        }
        _ = writeln!(out, "Screened {}: {} named in it.", format_count(self.works, "work"), self.named.len());
        for named in &self.named {
            let resting = match named.claims.as_slice() {
                [] => "no claim rests on it".to_owned(),
                [one] => format!("{one} rests on it"),
                claims => format!("{} rest on it", list_some(claims)),
            };
            out.push_str(&wrap(&format!("{}: {}; {resting}.", named.work, named.notices.join(", ")), width, "  "));
        }
        let next = match self.named.first() {
            Some(first) => format!("claimbook where-used {}; then claimbook audit", first.work),
            None => "claimbook audit consults it offline; import a newer file when there is one".to_owned(),
        };
        outcome::write_next(out, &next, width);
    }
}
