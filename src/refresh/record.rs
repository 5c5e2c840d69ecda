//! What becomes of what was heard: observations, and what they complete in works.

use super::{CandidatesReply, ExistenceReply, FullTextReply, Halted, PageReply, RecordReply, Replies};
use crate::catalogue::text_form::{TextFormError, append_observations};
use crate::catalogue::{Catalogue, Deed, Error, Writing};
use crate::compare::metadata::score_likeness;
use crate::evidence::find_taken_back;
use crate::files::Output;
use crate::import;
use crate::model::{FullTextAnswer, Identifier, Item, Observation, Reference, Subject, Uid, WorkRecord};
use crate::registry::{europe_pmc, page};
use jiff::Timestamp;
use std::sync::mpsc::sync_channel;

/// Batches that may wait while one is stored: a run that is killed loses these two, and what was not yet handed out.
const WAITING: usize = 1;

/// Why answers were not asked for, or not stored.
#[derive(Debug, thiserror::Error)]
pub enum NotRecorded {
    /// The catalogue did not take them.
    #[error(transparent)]
    Catalogue(#[from] Error),
    /// The file of a catalogue in its text form did not take them.
    #[error(transparent)]
    TextForm(#[from] TextFormError),
    /// Asking came to a halt.
    #[error("cannot ask: {0}")]
    Halted(String),
}

/// Takes what is heard while `asking` runs, and stores it on a thread of its own: who answers does not wait for the disk.
/// All is stored, in the order it was heard, before this returns.
pub fn store_while_asking<T>(
    catalogue: &mut Catalogue,
    deed: Deed,
    file: Option<Output>,
    asking: impl FnOnce(&mut dyn FnMut(Replies) -> Result<(), StoringStopped>) -> Result<T, Halted<StoringStopped>>,
) -> Result<T, NotRecorded> {
    std::thread::scope(|scope| {
        let (heard, batches) = sync_channel(WAITING);
        let storing = scope.spawn(move || {
            batches.into_iter().try_for_each(|replies| store(catalogue, &deed, file.as_ref(), &replies))
        });
        let asked = asking(&mut |replies| heard.send(replies).map_err(|_| StoringStopped));
        drop(heard);
        storing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        asked.map_err(|halted| NotRecorded::Halted(halted.to_string()))
    })
}

/// Nobody stores what is heard any more; why, the storing itself says.
#[derive(Debug, thiserror::Error)]
#[error("the answers cannot be stored")]
pub struct StoringStopped;

/// Stores a batch: in the catalogue, and in the file of a catalogue in its text form, so that a run which is killed has kept
/// what it knew there, too.
fn store(catalogue: &mut Catalogue, deed: &Deed, file: Option<&Output>, replies: &Replies) -> Result<(), NotRecorded> {
    let observations = catalogue.write(deed, |writing| {
        let observations = match replies {
            Replies::Existence(batch) => batch.iter().map(observe_existence).collect(),
            Replies::Records(batch) => batch.iter().flat_map(observe_record).collect(),
            Replies::Pages(batch) => batch.iter().map(observe_page).collect(),
            Replies::FullTexts(batch) => {
                batch.iter().map(|heard| keep_full_text(writing, heard)).collect::<Result<Vec<_>, Error>>()?
            }
            Replies::Candidates(batch) => {
                batch.iter().map(|heard| observe_candidate(writing, heard)).collect::<Result<Vec<_>, Error>>()?.concat()
            }
        };
        writing.observe(&observations)?;
        if let Replies::Records(batch) = replies {
            for heard in batch {
                complete_work(writing, heard)?;
            }
        }
        Ok::<_, Error>(observations)
    })?;
    file.map_or(Ok(()), |file| Ok(append_observations(file, &observations)?))
}

fn observe_existence(heard: &ExistenceReply) -> Observation {
    let answer = serde_json::to_string(&heard.answer).unwrap_or_default();
    let id = Identifier::Doi(heard.doi.clone());
    make_observation(heard.service, Subject::Exists, &id, answer, (heard.asked_at, &heard.body_sha256))
}

fn observe_page(heard: &PageReply) -> Observation {
    let answer = serde_json::to_string(&heard.answer).unwrap_or_default();
    let at = (heard.asked_at, heard.body_sha256.as_deref().unwrap_or_default());
    let said = make_observation(page::NAME, Subject::Page, &Identifier::Url(heard.page.clone()), answer, at);
    Observation { body_sha256: heard.body_sha256.clone(), ..said }
}

/// One record is an answer about metadata and one about notices; where the service keeps none, both are `null`. The
/// converter knows identifiers alone.
fn observe_record(heard: &RecordReply) -> Vec<Observation> {
    let (metadata, notices) = heard.record.as_ref().map(|r| (&r.metadata, &r.notices)).unzip();
    let answers = [
        (Subject::Metadata, serde_json::to_string(&metadata).unwrap_or_default()),
        (Subject::Notices, serde_json::to_string(&notices).unwrap_or_default()),
    ];
    let at = (heard.asked_at, heard.body_sha256.as_str());
    let tells = |subject: Subject| subject == Subject::Metadata || heard.service.rank(subject).is_some();
    let observed = answers.into_iter().filter(|(subject, _)| tells(*subject));
    observed.map(|(subject, answer)| make_observation(heard.service.name, subject, &heard.id, answer, at)).collect()
}

/// Keeps the paragraphs of a full text; what was heard says that it is open, and under which licence. One that cannot be read is as
/// good as none.
fn keep_full_text(writing: &Writing<'_>, heard: &FullTextReply) -> Result<Observation, Error> {
    let read = heard.full_text.as_ref().and_then(|text| Some((text, import::read_passages(&text.xml)?)));
    let (answer, passages) = read
        .map(|(text, passages)| {
            (FullTextAnswer { licence: text.licence.clone(), paragraphs: passages.len() }, passages)
        })
        .unzip();
    writing.keep_full_text(&heard.pmcid, &passages.unwrap_or_default())?;
    let answer = serde_json::to_string(&answer).unwrap_or_default();
    let (id, at) = (Identifier::Pmcid(heard.pmcid.clone()), (heard.asked_at, heard.body_sha256.as_str()));
    Ok(make_observation(europe_pmc::SERVICE.name, Subject::FullText, &id, answer, at))
}

/// The work found that an entry most likely means, and the notices on it, for a person to look at; `null` where none is like it.
/// Of two that are as like it, the one that stands: whether the other is meant, nobody can know.
fn observe_candidate(writing: &Writing<'_>, heard: &CandidatesReply) -> Result<[Observation; 2], Error> {
    let entry = writing.view().get::<Reference>(heard.reference)?;
    let likeness = |work: &WorkRecord| {
        let entry = entry.as_ref()?;
        Some((
            score_likeness(&entry.printed, &entry.csl, &work.metadata)?,
            find_taken_back(&work.notices.notices).is_none(),
        ))
    };
    let fitting = heard.works.iter().rev().filter_map(|work| Some((likeness(work)?, work)));
    let best = fitting.max_by_key(|(likeness, _)| *likeness).map(|(_, work)| work);
    let (metadata, notices) = best.map(|work| (&work.metadata, &work.notices)).unzip();
    let (id, at) = (Identifier::Reference(heard.reference), (heard.asked_at, heard.body_sha256.as_str()));
    let observe = |subject, answer| make_observation(heard.service, subject, &id, answer, at);
    Ok([
        observe(Subject::Metadata, serde_json::to_string(&metadata).unwrap_or_default()),
        observe(Subject::Notices, serde_json::to_string(&notices).unwrap_or_default()),
    ])
}

/// What a record says beside metadata and notices goes to the work that it is about, where nobody has said it yet.
fn complete_work(writing: &mut Writing<'_>, heard: &RecordReply) -> Result<(), Error> {
    let Some(record) = &heard.record else { return Ok(()) };
    let asked = match &heard.id {
        Identifier::Doi(doi) => Item { doi: Some(doi.key().to_owned()), ..Item::default() },
        Identifier::Pmid(pmid) => Item { pmid: Some(pmid.to_string()), ..Item::default() },
        Identifier::Pmcid(pmcid) => Item { pmcid: Some(pmcid.to_string()), ..Item::default() },
        _ => return Ok(()),
    };
    // An agency's words for types ("journal-article") tell nothing that a level of evidence is read from.
    let types = if heard.service.agency().is_none() { record.metadata.types.as_slice() } else { &[] };
    import::complete_from(writing, &asked, record, types)
}

/// An observation; `at` is when, and the SHA-256 of the body that it was read from.
fn make_observation(
    service: &str,
    subject: Subject,
    id: &Identifier,
    answer: String,
    at: (Timestamp, &str),
) -> Observation {
    // Whole seconds are all that freshness needs, and all that people read.
    let asked_at = Timestamp::from_second(at.0.as_second()).unwrap_or(at.0);
    Observation {
        uid: Uid::new(asked_at),
        service: service.to_owned(),
        subject,
        scheme: id.scheme().to_owned(),
        identifier: id.value().into_owned(),
        answer,
        body_sha256: Some(at.1.to_owned()),
        first_asked_at: asked_at,
        asked_at,
    }
}
