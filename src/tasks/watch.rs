//! What changed since a day, or since a digest was last made: new notices, reviews that no longer hold or come up, lost pages. It
//! reads what is stored, and asks no network.

use super::Failure;
use super::states::renew_states;
use super::undo::find_event;
use crate::catalogue::View;
use crate::evidence;
use crate::model::*;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};

/// Since when somebody wants to know.
#[derive(Debug, Clone)]
pub enum WatchStart {
    /// A moment, as it is called.
    Moment(Timestamp, String),
    /// The last digest, which told this; none where there was none yet.
    Digest(Option<(Timestamp, ToldNews)>),
}

impl WatchStart {
    /// Reads a day that is not after today, or an event by its name, by its hash or by the beginning of that.
    pub fn parse(view: View<'_>, typed: &str, today: Date) -> Result<Self, Failure> {
        if let Ok(day) = typed.parse::<Date>() {
            if day > today {
                return Err(Failure::usage(format!("--since {typed} is in the future; today is {today}")));
            }
            let begin = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_err(|e| Failure::usage(e.to_string()))?;
            return Ok(Self::Moment(begin, typed.to_owned()));
        }
        if typed.contains('/') {
            return Ok(Self::Moment(find_event(view, typed)?.at, format!("event {typed}")));
        }
        let is_hash = typed.len() >= LEAST_DIGITS && typed.bytes().all(|b| b.is_ascii_hexdigit());
        let at = if is_hash { view.time_of_event(&typed.to_ascii_lowercase())? } else { None };
        at.map(|at| Self::Moment(at, format!("event {typed}"))).ok_or_else(|| {
            Failure::usage(format!(
                "--since {typed}: expected a day such as 2026-11-23, an event such as 3f1a20/128, which `claimbook history` lists, or the first {LEAST_DIGITS} digits or more of an event's hash"
            ))
        })
    }

    /// The moment; none where everything is wanted.
    pub(super) fn moment(&self) -> Option<Timestamp> {
        match self {
            Self::Moment(at, _) => Some(*at),
            Self::Digest(told) => told.as_ref().map(|(at, _)| *at),
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Moment(_, words) => format!("since {words}"),
            Self::Digest(Some((at, _))) => format!("since the digest of {}", day_of(*at)),
            Self::Digest(None) => "so far".to_owned(),
        }
    }

    /// Whether a thing is news: it was not told, or it came after the moment. What has no known time is news.
    fn is_news(&self, told: fn(&ToldNews) -> &BTreeSet<String>, name: &str, came: Option<Timestamp>) -> bool {
        match self {
            Self::Moment(moment, _) => came.is_none_or(|came| came >= *moment),
            Self::Digest(before) => before.as_ref().is_none_or(|(_, all)| !told(all).contains(name)),
        }
    }
}

/// So many days ahead reviews are looked at, unless somebody says otherwise.
pub const DUE_WITHIN: u32 = 30;

/// So many digits of a hash tell an event.
const LEAST_DIGITS: usize = 8;

/// What is asked of a digest.
#[derive(Debug)]
pub struct Watch<'a> {
    /// The catalogue, as it is called.
    pub catalogue: String,
    /// What the user set.
    pub settings: &'a Settings,
    /// Today.
    pub today: Date,
    /// Since when.
    pub since: WatchStart,
    /// How many days ahead reviews are looked at.
    pub due_within: u32,
}

/// Makes the digest, and what it has then told.
pub fn make_digest(view: View<'_>, watch: &Watch<'_>) -> Result<(Digest, ToldNews), Failure> {
    renew_states(view)?;
    let names = view.persons()?.into_iter().map(|person| (person.uid, person.name)).collect();
    let mut gathering = Gathering::new(watch, names);
    for article in view.articles()? {
        gathering.add_article(&view.snapshot(&article)?, &view.states_of(article.uid)?);
    }
    Ok(gathering.finish())
}

/// The digest of one article, whose states were derived before.
pub fn make_article_digest(
    view: View<'_>,
    snapshot: &Snapshot,
    states: &[ClaimState],
    watch: &Watch<'_>,
) -> Result<Digest, Failure> {
    let names = view.persons()?.into_iter().map(|person| (person.uid, person.name)).collect();
    let mut gathering = Gathering::new(watch, names);
    gathering.add_article(snapshot, states);
    Ok(gathering.finish().0)
}

fn sort_by<T, K: Ord>(mut list: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    list.sort_by_key(key);
    list
}

struct Gathering<'a> {
    watch: &'a Watch<'a>,
    digest: Digest,
    told: ToldNews,
    notices: BTreeMap<String, NoticeNews>,
    pages: BTreeMap<String, PageNews>,
    /// What people are called.
    names: BTreeMap<Uid, String>,
}

impl<'a> Gathering<'a> {
    fn new(watch: &'a Watch<'a>, names: BTreeMap<Uid, String>) -> Self {
        let digest = Digest {
            schema: Digest::SCHEMA,
            catalogue: watch.catalogue.clone(),
            today: watch.today,
            since: watch.since.describe(),
            notices: Vec::new(),
            stale: Vec::new(),
            due: Vec::new(),
            due_by: watch.today.saturating_add(i64::from(watch.due_within).days()),
            pages: Vec::new(),
        };
        Self { watch, digest, told: ToldNews::default(), notices: BTreeMap::new(), pages: BTreeMap::new(), names }
    }

    fn add_article(&mut self, snapshot: &Snapshot, states: &[ClaimState]) {
        self.add_sources(snapshot);
        states.iter().for_each(|state| self.add_claim(state, snapshot));
    }

    fn finish(self) -> (Digest, ToldNews) {
        let Self { digest, told, notices, pages, .. } = self;
        let stale = sort_by(digest.stale, |news| (news.since.is_none(), news.since, news.claim.clone()));
        let due = sort_by(digest.due, |news| (news.due, news.claim.clone()));
        let (notices, pages) = (notices.into_values().collect(), pages.into_values().collect());
        (Digest { notices, stale, due, pages, ..digest }, told)
    }

    /// Adds what is known of the sources that an article's claims rest on.
    fn add_sources(&mut self, snapshot: &Snapshot) {
        let entries = snapshot.references.iter().chain(&snapshot.foreign_references);
        for reference in entries {
            let claims: BTreeSet<String> = snapshot
                .citations_of_reference(reference.uid)
                .filter(|citation| citation.state == CitationState::Asserted)
                .filter_map(|citation| snapshot.claim(citation.claim))
                .filter(|claim| matches!(claim.status, Status::Proposed | Status::Accepted))
                .map(|claim| snapshot.claim_address(claim))
                .collect();
            if claims.is_empty() && !reference.is_listed() {
                continue;
            }
            for (notice, came) in evidence::find_notice_arrivals(reference, snapshot) {
                self.add_notice(reference, notice, came, &claims, snapshot);
            }
            self.add_page(reference, &claims, snapshot);
        }
    }

    fn add_notice(
        &mut self,
        reference: &Reference,
        notice: RegisteredNotice,
        came: Option<Timestamp>,
        claims: &BTreeSet<String>,
        snapshot: &Snapshot,
    ) {
        let work = snapshot.work_behind(reference);
        let name = work.map_or_else(|| snapshot.reference_address(reference), |work| work.key.clone());
        let what = notice.doi.as_ref().map(ToString::to_string).or_else(|| notice.on.map(|on| on.to_string()));
        let key = format!("{name} {} {}", notice.kind, what.unwrap_or_default());
        self.told.notices.insert(key.clone());
        if !self.watch.since.is_news(|told| &told.notices, &key, came) {
            return;
        }
        let title = work.and_then(|work| work.csl.title.clone()).or_else(|| reference.csl.title.clone());
        let news = self.notices.entry(key).or_insert_with(|| NoticeNews {
            work: name,
            title,
            kind: notice.kind,
            on: notice.on,
            source: notice.source,
            doi: notice.doi,
            claims: BTreeSet::new(),
        });
        news.claims.extend(claims.iter().cloned());
    }

    fn add_page(&mut self, reference: &Reference, claims: &BTreeSet<String>, snapshot: &Snapshot) {
        let Some(Ok(standing)) = evidence::find_page(reference, snapshot) else { return };
        let Some((answer, _)) = standing.heard.filter(|(answer, _)| answer.is_lost()) else { return };
        let url = standing.page.key().to_owned();
        let came = answer.streak.as_ref().map(|streak| streak.last);
        self.told.pages.insert(url.clone());
        if !self.watch.since.is_news(|told| &told.pages, &url, came) {
            return;
        }
        let since = answer.streak.as_ref().map(|streak| day_of(streak.since));
        let (references, no_claims) = (BTreeSet::new(), BTreeSet::new());
        let entry = PageNews { url: url.clone(), since, references, claims: no_claims };
        let news = self.pages.entry(url).or_insert(entry);
        news.references.insert(snapshot.reference_address(reference));
        news.claims.extend(claims.iter().cloned());
    }

    /// Adds what became of a claim's review.
    fn add_claim(&mut self, state: &ClaimState, snapshot: &Snapshot) {
        let is_claimed = matches!(state.status, Status::Proposed | Status::Accepted);
        let Some(claim) = snapshot.claim(state.claim).filter(|_| is_claimed) else { return };
        let address = snapshot.claim_address(claim);
        if !state.stale_because.is_empty() {
            let key = format!("{address} {}", state.stale_because.join("; "));
            let waiting = state.reasons.iter().find(|waiting| waiting.reason == QueueReason::Stale);
            let since = waiting.and_then(|waiting| waiting.since);
            self.told.stale.insert(key.clone());
            // A day counts from its beginning to its end.
            let came = since.and_then(|day| TimeZone::UTC.to_timestamp(day.at(23, 59, 59, 0)).ok());
            if self.watch.since.is_news(|told| &told.stale, &key, came) {
                let place = snapshot.place_of(claim.uid);
                self.digest.stale.push(StaleNews {
                    claim: address,
                    statement: claim.statement.clone(),
                    stale_because: state.stale_because.clone(),
                    verdict: state.verdict,
                    reviewed_on: state.reviewed_on,
                    since,
                    file: place.file,
                    line: place.line,
                    column: place.column,
                });
            }
            return;
        }
        let Some((verdict, reviewed_on)) = state.verdict.zip(state.reviewed_on).filter(|_| state.holds) else { return };
        let due = evidence::compute_due(verdict, reviewed_on, state.due_on, self.watch.settings);
        let key = format!("{address} {due}");
        let came = TimeZone::UTC.to_timestamp(due.at(23, 59, 59, 0)).ok();
        if due > self.digest.due_by {
            return;
        }
        self.told.due.insert(key.clone());
        if self.watch.since.is_news(|told| &told.due, &key, came) {
            let whose = state.person().and_then(|person| self.names.get(&person).cloned());
            self.digest.due.push(DueNews { claim: address, statement: claim.statement.clone(), due, whose });
        }
    }
}

fn day_of(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}
