//! What the registries keep about the work behind a reference, out of what they last answered: its metadata, and the
//! notices on it from every source.

use super::doi::list_dois;
use super::find_doi_standing;
use crate::compare::metadata::{compare_metadata, may_be_meant};
use crate::model::{
    Doi, FieldResult, Identifier, MetadataAnswer, Notice, NoticeKind, NoticesAnswer, Observation, PartialDate,
    Reference, RegisteredNotice, Snapshot, Subject, Work, list_identifiers,
};
use crate::registry::{SERVICES, find_authority, includes_agency, rank_authority};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// An answer, who gave it, and when it was last heard.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedAnswer<T> {
    /// The answer.
    pub answer: T,
    /// The service.
    pub service: String,
    /// When it was last heard.
    pub asked_at: jiff::Timestamp,
}

/// What is known of a reference's registered metadata.
#[derive(Debug, Clone, PartialEq)]
pub enum KnownMetadata {
    /// It has no identifier to ask by.
    NoIdentifier,
    /// Nobody has been asked.
    Unasked,
    /// Registered with an agency whose metadata are not read: its name.
    OtherAgency(String),
    /// Those that were asked keep no record: their names.
    NotHeld(Vec<String>),
    /// A record, from the agency itself where it was asked.
    Held(Box<DatedAnswer<MetadataAnswer>>),
}

/// The name of the service that is believed first about a subject, of those who are asked about works with a DOI, or without.
pub fn name_authority(subject: Subject, by_doi: bool) -> &'static str {
    find_authority(SERVICES, subject, by_doi).map_or("nobody", |service| service.name)
}

/// The metadata registered for a reference.
pub fn find_metadata(reference: &Reference, snapshot: &Snapshot) -> KnownMetadata {
    let identifiers = list_reference_identifiers(reference, snapshot);
    if identifiers.is_empty() {
        return KnownMetadata::NoIdentifier;
    }
    let heard = find_answers::<Option<MetadataAnswer>>(Subject::Metadata, &identifiers, snapshot);
    let silent: Vec<String> = heard.iter().filter(|h| h.answer.is_none()).map(|h| h.service.clone()).collect();
    let held = heard
        .into_iter()
        .filter_map(|h| Some(DatedAnswer { answer: h.answer?, service: h.service, asked_at: h.asked_at }));
    // A converter knows identifiers alone: that is nothing to compare with.
    if let Some(best) = held
        .filter(|h| h.answer.item.title.is_some())
        .min_by_key(|h| rank_authority(SERVICES, &h.service, Subject::Metadata))
    {
        return KnownMetadata::Held(Box::new(best));
    }
    let agency = find_doi_standing(reference, snapshot).and_then(|s| s.agency);
    let other = agency.filter(|agency| !includes_agency(SERVICES, agency));
    match (other, silent.is_empty()) {
        (Some(agency), _) => KnownMetadata::OtherAgency(agency),
        (None, true) => KnownMetadata::Unasked,
        (None, false) => KnownMetadata::NotHeld(silent),
    }
}

impl KnownMetadata {
    /// What is printed in a reference beside what is registered for it, field by field; empty where nothing is known to compare with.
    pub fn compare_with(&self, reference: &Reference) -> Vec<FieldResult> {
        match self {
            Self::Held(heard) => compare_metadata(&reference.printed, &reference.csl, &heard.answer),
            _ => Vec::new(),
        }
    }
}

/// The published version of the preprint behind a reference, and who says so: whoever of all that were asked names one.
pub fn find_published_version(reference: &Reference, snapshot: &Snapshot) -> Option<(String, Doi)> {
    let heard = find_answers::<Option<MetadataAnswer>>(
        Subject::Metadata,
        &list_reference_identifiers(reference, snapshot),
        snapshot,
    );
    heard.into_iter().find_map(|h| Some((h.service, h.answer?.published_as?)))
}

/// The registered work with a DOI that a reference without identifier may mean, where a search found one. For a person to
/// decide: nothing is compared with it, and nothing rests on it.
pub fn find_candidate(reference: &Reference, snapshot: &Snapshot) -> Option<DatedAnswer<MetadataAnswer>> {
    let itself = Identifier::Reference(reference.uid);
    let heard = find_answers::<Option<MetadataAnswer>>(Subject::Metadata, &[itself], snapshot);
    let best = heard
        .into_iter()
        .find_map(|h| Some(DatedAnswer { answer: h.answer?, service: h.service, asked_at: h.asked_at }))?;
    // The entry may have been edited since: what no longer fits is not offered.
    may_be_meant(&reference.printed, &reference.csl, &best.answer).then_some(best)
}

/// The notice that takes back the work which a reference without identifier most likely means, with that work. Whether it is the
/// work that is meant is for a person to say.
pub fn find_candidate_taken_back(
    reference: &Reference,
    snapshot: &Snapshot,
) -> Option<(DatedAnswer<MetadataAnswer>, RegisteredNotice)> {
    let likely = find_candidate(reference, snapshot)?;
    let itself = Identifier::Reference(reference.uid);
    let heard = find_answers::<Option<NoticesAnswer>>(Subject::Notices, &[itself], snapshot);
    let notices = heard.into_iter().find(|h| h.service == likely.service)?.answer?.notices;
    let notice = find_taken_back(&notices)?.clone();
    Some((likely, notice))
}

/// Everything that is known of notices on the work behind a reference.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownNotices {
    /// Who was asked, and when: what is not among the notices is known not to be there on their word.
    pub asked: Vec<(String, jiff::Timestamp)>,
    /// Who was asked and keeps no record of the work.
    pub silent: Vec<String>,
    /// What happened to the work, from every source, each once, oldest first.
    pub notices: Vec<RegisteredNotice>,
    /// What the work is itself a notice about.
    pub about: Vec<RegisteredNotice>,
    /// What the sources contradict themselves in.
    pub contradictions: Vec<String>,
}

/// The notices on the work behind a reference: those stored with it, and those the registries last answered. None where it
/// has no identifier to ask by, and nothing is stored.
pub fn find_notices(reference: &Reference, snapshot: &Snapshot) -> Option<KnownNotices> {
    let identifiers = list_reference_identifiers(reference, snapshot);
    let mut all = KnownNotices::default();
    if let Some(work) = snapshot.work_behind(reference) {
        all.notices.extend(snapshot.notices_of(work.uid).map(to_registered));
    }
    if identifiers.is_empty() && all.notices.is_empty() {
        return None;
    }
    for heard in find_answers::<Option<NoticesAnswer>>(Subject::Notices, &identifiers, snapshot) {
        // Who keeps no record of a work says nothing about what happened to it.
        let Some(answer) = heard.answer else {
            all.silent.push(heard.service);
            continue;
        };
        all.asked.push((heard.service, heard.asked_at));
        all.notices.extend(answer.notices);
        all.about.extend(answer.about);
        all.contradictions.extend(answer.contradictions);
    }
    for list in [&mut all.notices, &mut all.about] {
        *list = keep_once(std::mem::take(list));
    }
    Some(all)
}

/// The notices on the work behind a reference, each with the time at which it was first heard of: answers that were given before
/// are kept.
pub fn find_notice_arrivals(reference: &Reference, snapshot: &Snapshot) -> Vec<(RegisteredNotice, Option<Timestamp>)> {
    let Some(known) = find_notices(reference, snapshot) else { return Vec::new() };
    let stored = snapshot.work_behind(reference).into_iter().flat_map(|work| snapshot.notices_of(work.uid));
    let made = |notice: &Notice| Timestamp::from_millisecond(i64::try_from(notice.uid.millis()).ok()?).ok();
    let mut told: Vec<(RegisteredNotice, Timestamp)> =
        stored.filter_map(|notice| Some((to_registered(notice), made(notice)?))).collect();
    for identifier in list_reference_identifiers(reference, snapshot) {
        let answers = snapshot.observations.list_about(&identifier).iter().filter(|o| o.subject == Subject::Notices);
        for observation in answers {
            let answer = serde_json::from_str::<Option<NoticesAnswer>>(&observation.answer).ok().flatten();
            let notices = answer.into_iter().flat_map(|answer| answer.notices);
            told.extend(notices.map(|notice| (notice, observation.first_asked_at)));
        }
    }
    let arrival = |notice: &RegisteredNotice| {
        let same = |one: &RegisteredNotice| one.kind == notice.kind && may_be_of_one_date(one, notice);
        told.iter().filter(|(one, _)| same(one)).map(|(_, at)| *at).min()
    };
    known.notices.into_iter().map(|notice| (notice.clone(), arrival(&notice))).collect()
}

/// Everything that is known of notices on a work, each once, oldest first: what is stored with it, and what the registries
/// last answered about its identifiers and those of the references to it.
pub fn find_work_notices(work: &Work, snapshot: &Snapshot) -> Vec<RegisteredNotice> {
    let all = snapshot.references.iter().chain(&snapshot.foreign_references);
    keep_once(list_notices(
        Some(work),
        all.filter(|r| r.work.is_some_and(|w| snapshot.canonical(w) == work.uid)),
        snapshot,
    ))
}

/// The notices on a work from every source, as often as they are told.
pub(super) fn list_notices<'a>(
    work: Option<&'a Work>,
    references: impl Iterator<Item = &'a Reference>,
    snapshot: &'a Snapshot,
) -> Vec<RegisteredNotice> {
    let mut asked: BTreeSet<Identifier> = references.flat_map(|r| list_reference_identifiers(r, snapshot)).collect();
    let mut all: Vec<RegisteredNotice> = Vec::new();
    if let Some(work) = work {
        asked.extend(work.identifiers());
        all.extend(snapshot.notices_of(work.uid).map(to_registered));
    }
    let asked: Vec<Identifier> = asked.into_iter().collect();
    let heard = find_answers::<Option<NoticesAnswer>>(Subject::Notices, &asked, snapshot);
    all.extend(heard.into_iter().filter_map(|h| h.answer).flat_map(|answer| answer.notices));
    all
}

/// A stored notice as a registry would tell it.
fn to_registered(stored: &Notice) -> RegisteredNotice {
    RegisteredNotice {
        on: stored.noticed_on,
        doi: stored.doi.clone(),
        label: stored.label.clone(),
        ..RegisteredNotice::new(stored.kind, &stored.source)
    }
}

/// Each notice once, oldest first; one without a DOI is taken for one of its kind that has one and may be of its date.
fn keep_once(mut all: Vec<RegisteredNotice>) -> Vec<RegisteredNotice> {
    all.sort_by_key(|n| (n.doi.is_none(), n.on.is_none(), n.on));
    let again: Vec<PartialDate> =
        all.iter().filter(|n| n.kind == NoticeKind::Reinstatement).filter_map(|n| n.on).collect();
    // What happened before a reinstatement and after it happened twice.
    let are_parted = |a: &RegisteredNotice, b: &RegisteredNotice| {
        let (Some(a), Some(b)) = (a.on, b.on) else { return false };
        again.iter().any(|d| a.min(b).last_day() < d.first_day() && d.last_day() < a.max(b).first_day())
    };
    let mut kept: Vec<RegisteredNotice> = Vec::new();
    for notice in all {
        let one = |k: &RegisteredNotice| may_be_of_one_date(k, &notice) && !are_parted(k, &notice);
        let same = |k: &RegisteredNotice| k.doi == notice.doi && k.doi.is_some() || notice.doi.is_none() && one(k);
        if !kept.iter().any(|k| k.kind == notice.kind && same(k)) {
            kept.push(notice);
        }
    }
    kept.sort_by_key(|n| (n.on.is_none(), n.on));
    kept
}

/// Whether two notices may be of one date: an index often has the year alone, and that of the issue, not of the day.
fn may_be_of_one_date(a: &RegisteredNotice, b: &RegisteredNotice) -> bool {
    let year = |n: &RegisteredNotice| n.on.map(PartialDate::year);
    year(a).zip(year(b)).is_none_or(|(a, b)| a.abs_diff(b) <= 1)
}

impl KnownNotices {
    /// The notices of a kind.
    pub fn notices_of_kind(&self, kind: NoticeKind) -> impl Iterator<Item = &RegisteredNotice> {
        self.notices.iter().filter(move |n| n.kind == kind)
    }

    /// The gravest notice that takes the work back, the newest of several; one that a later notice lifts does not count.
    pub fn find_taken_back(&self) -> Option<&RegisteredNotice> {
        find_taken_back(&self.notices)
    }

    /// The newest concern that stands: none where the work was taken back, or was reinstated after it.
    pub fn find_concern(&self) -> Option<&RegisteredNotice> {
        let stands = |n: &&RegisteredNotice| !is_lifted(n, &self.notices);
        self.notices_of_kind(NoticeKind::Concern).filter(stands).last().filter(|_| self.find_taken_back().is_none())
    }
}

/// The gravest of these notices that takes the work back, the newest of several; one that a later notice lifts does not count.
pub fn find_taken_back(notices: &[RegisteredNotice]) -> Option<&RegisteredNotice> {
    let stands = |n: &&RegisteredNotice| takes_back(n.kind) && !is_lifted(n, notices);
    notices.iter().filter(stands).max_by_key(|n| (weight(n.kind), n.on))
}

/// Whether a later reinstatement lifts a notice. Of dates that are no more than a year or a month, the later may be meant, since
/// nothing is reinstated before it was in doubt.
fn is_lifted(notice: &RegisteredNotice, all: &[RegisteredNotice]) -> bool {
    let again = all.iter().filter(|n| n.kind == NoticeKind::Reinstatement);
    let mut dates = again.map(|again| again.on.zip(notice.on));
    dates.any(|dates| dates.is_none_or(|(again, taken)| again.last_day() >= taken.first_day()))
}

/// Whether such a notice says that the work no longer stands.
fn takes_back(kind: NoticeKind) -> bool {
    weight(kind) > 0
}

fn weight(kind: NoticeKind) -> u8 {
    match kind {
        NoticeKind::Retraction => 3,
        NoticeKind::Removal | NoticeKind::Withdrawal => 2,
        NoticeKind::PartialRetraction => 1,
        _ => 0,
    }
}

/// The identifiers under which observations of a reference's work are kept: its own, then its work's.
fn list_reference_identifiers(reference: &Reference, snapshot: &Snapshot) -> Vec<Identifier> {
    let work = snapshot.work_behind(reference);
    let dois = list_dois(reference, snapshot).into_iter().map(Identifier::Doi);
    let pmid = reference.csl.pmid.as_deref().or_else(|| work?.pmid.as_deref());
    let pmcid = reference.csl.pmcid.as_deref().or_else(|| work?.pmcid.as_deref());
    dois.chain(list_identifiers(None, pmid, pmcid)).collect()
}

/// The newest answer of each service about each identifier, as far as it can be read.
fn find_answers<T: serde::de::DeserializeOwned>(
    subject: Subject,
    identifiers: &[Identifier],
    snapshot: &Snapshot,
) -> Vec<DatedAnswer<T>> {
    let mut newest: BTreeMap<(usize, &str), &Observation> = BTreeMap::new();
    for (at, identifier) in identifiers.iter().enumerate() {
        let all = snapshot.observations.list_about(identifier);
        for observation in all.iter().filter(|o| o.subject == subject) {
            let kept = newest.entry((at, observation.service.as_str())).or_insert(observation);
            if kept.asked_at < observation.asked_at {
                *kept = observation;
            }
        }
    }
    let read = |o: &Observation| {
        let answer = serde_json::from_str(&o.answer).ok()?;
        Some(DatedAnswer { answer, service: o.service.clone(), asked_at: o.asked_at })
    };
    newest.into_values().filter_map(read).collect()
}
