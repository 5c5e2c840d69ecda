//! Where a claim stands and why it waits for a person, as far as neither the day nor the settings decide: a pure function of the
//! snapshot of its home, so that what it says can be kept until something that it is made of changes.
//!
//! Nobody is asked again for what they decided: what a review signed is no reason to look at the claim, until it changes.

use super::{
    ClaimStanding, SignedPart, StalePart, collect_evidence_words, find_current_readings, find_notice_arrivals,
    find_notices, find_stale_parts, find_standing, is_verified, name_assertion, rank_waiting, reads_as_negative,
};
use crate::compare::EvidenceTexts;
use crate::model::{
    Article, Citation, Claim, ClaimState, FigureResult, Kind, Occurrence, OccurrenceState, QueueReason, QueueTask,
    Review, Snapshot, Stance, Status, Uid, Waiting,
};
use jiff::Timestamp;
use jiff::civil::Date;

/// A place outside its home where a claim is worded, or seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceElsewhere {
    /// The key of the article.
    pub article: String,
    /// The place; one that is only proposed stands in the article's newest version.
    pub occurrence: Occurrence,
    /// The day on which the article was last imported.
    pub imported_on: Option<Date>,
}

/// What the snapshot of a claim's home does not tell of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct StateExtras<'a, 's> {
    /// Its places in other articles.
    pub elsewhere: &'a [PlaceElsewhere],
    /// Who is asked to review it.
    pub assigned: Option<Uid>,
    /// The words of evidence that were read for other claims of that snapshot.
    pub evidence: Option<&'a EvidenceTexts<'s>>,
}

/// Derives where a claim stands, from the snapshot of its home and what that does not tell.
pub fn derive_claim_state<'s>(claim: &'s Claim, snapshot: &'s Snapshot, beside: StateExtras<'_, 's>) -> ClaimState {
    let standing = find_standing(claim, snapshot);
    let latest = standing.latest();
    let stale = latest.map(|review| find_stale_parts(review, claim, snapshot)).unwrap_or_default();
    let is_published = snapshot.article.as_ref().is_none_or(|article| article.retired_on.is_none());
    let asserted: Vec<&Citation> = snapshot.asserted_citations(claim.uid).collect();
    let has_place = |place: &&Occurrence| place.state != OccurrenceState::Orphaned;
    let state = ClaimState {
        claim: claim.uid,
        article: claim.article,
        kind: claim.kind,
        status: claim.status,
        rank: None,
        reasons: Vec::new(),
        stale_because: stale.iter().map(|part| part.change.clone()).collect(),
        assigned: beside.assigned,
        verdict: standing.verdict(),
        reviewer: latest.map(|review| review.person),
        reviewed_on: latest.map(|review| review.reviewed_on),
        due_on: latest.and_then(|review| review.due_on),
        sentences: u32::try_from(snapshot.occurrences_of(claim.uid).filter(has_place).count()).unwrap_or(u32::MAX),
        disputed: standing.is_disputed(),
        cited: !asserted.is_empty(),
        verified: asserted.iter().any(|citation| is_verified(citation, snapshot)),
        holds: false,
    };
    let is_claimed = matches!(claim.status, Status::Proposed | Status::Accepted) && claim.merged_into.is_none();
    if !is_published || !is_claimed {
        return state;
    }
    let alone = EvidenceTexts::default();
    let evidence = beside.evidence.unwrap_or(&alone);
    let case = ClaimCase { claim, snapshot, evidence, elsewhere: beside.elsewhere, standing, latest, stale, asserted };
    let reasons = case.list_reasons();
    let rank = reasons.first().map(|first| rank_waiting(first.reason, claim));
    let is_judged = claim.status == Status::Accepted && state.verdict.is_some();
    let holds = is_judged && rank.is_none() && state.stale_because.is_empty();
    ClaimState { rank, reasons, holds, ..state }
}

/// A claim that stands, and what is looked at.
struct ClaimCase<'a, 's> {
    claim: &'s Claim,
    snapshot: &'s Snapshot,
    evidence: &'a EvidenceTexts<'s>,
    elsewhere: &'a [PlaceElsewhere],
    standing: ClaimStanding<'s>,
    latest: Option<&'s Review>,
    stale: Vec<StalePart>,
    asserted: Vec<&'s Citation>,
}

impl<'s> ClaimCase<'_, 's> {
    /// Every reason, most consequential first; of one sort, one.
    fn list_reasons(&self) -> Vec<Waiting> {
        let found = [
            self.find_contradiction(),
            self.find_retraction(),
            self.find_staleness(),
            self.find_dispute(),
            self.find_lack(),
            self.find_figures(),
            self.find_changed_words(),
            self.find_unreviewed(),
            self.find_proposal(),
        ];
        let mut reasons: Vec<Waiting> = found.into_iter().flatten().collect();
        reasons.sort_by_key(|waiting| waiting.reason);
        reasons
    }

    /// The verdict that stands says that the claim does not hold; or a reading does, and no verdict has taken note of it.
    fn find_contradiction(&self) -> Option<Waiting> {
        let reason = QueueReason::Contradicted;
        if let Some(review) = self.latest.filter(|review| reads_as_negative(review.verdict)) {
            let why = format!(
                "{} found it {} on {}, but the article still says it",
                self.snapshot.person_name(review.person),
                review.verdict,
                review.reviewed_on
            );
            let still = self.still_makes();
            return still.then_some(Waiting { reason, task: QueueTask::Mend, why, since: Some(review.reviewed_on) });
        }
        let contradicts = self.asserted.iter().find_map(|citation| {
            let reading = find_current_readings(citation, self.snapshot).into_iter().last()?;
            let is_open = reading.stance == Stance::Contradicts && self.is_open(SignedPart::Evidence, citation);
            is_open.then_some((citation, reading))
        });
        let (citation, reading) = contradicts?;
        let why = format!(
            "{} read {} on {} and found that it contradicts the claim",
            self.snapshot.person_name(reading.person),
            self.name(citation),
            reading.read_on
        );
        Some(Waiting { reason, task: QueueTask::Review, why, since: Some(reading.read_on) })
    }

    /// A source was taken back, and no verdict has taken note of it.
    fn find_retraction(&self) -> Option<Waiting> {
        let taken_back = self.asserted.iter().find_map(|citation| {
            let notices = find_notices(self.snapshot.reference(citation.reference)?, self.snapshot)?;
            let notice = notices.find_taken_back()?;
            let is_open = self.is_open(SignedPart::Notices, citation);
            is_open.then(|| (citation, super::staleness::describe_notice(notice), notice.on))
        });
        let (citation, notice, on) = taken_back?;
        let why = format!("{notice} was noted on {}", self.name(citation));
        let since = on.map(|on| on.first_day()).or_else(|| self.find_day_heard(citation));
        Some(Waiting { reason: QueueReason::Retracted, task: QueueTask::Review, why, since })
    }

    /// What the newest review signed has changed.
    fn find_staleness(&self) -> Option<Waiting> {
        let review = self.latest.filter(|_| !self.stale.is_empty())?;
        let changed: Vec<&str> = self.stale.iter().map(|part| part.change.as_str()).collect();
        let since = self.stale.iter().filter_map(|part| self.find_day_changed(part)).max();
        // What changed after a review did not change before it, whatever day a notice bears.
        let since = since.map(|day| day.max(review.reviewed_on));
        let why = format!("since the review of {}, {}", review.reviewed_on, changed.join("; "));
        Some(Waiting { reason: QueueReason::Stale, task: QueueTask::Review, why, since })
    }

    /// Verdicts that stand differ.
    fn find_dispute(&self) -> Option<Waiting> {
        let latest = self.latest.filter(|_| self.standing.is_disputed())?;
        let said = |review: &&Review| {
            format!("{} says {} ({})", self.snapshot.person_name(review.person), review.verdict, review.reviewed_on)
        };
        let why = self.standing.list_open().iter().map(said).collect::<Vec<_>>().join(", ");
        let since = Some(latest.reviewed_on);
        Some(Waiting { reason: QueueReason::Disputed, task: QueueTask::Settle, why, since })
    }

    /// It needs evidence, cites nothing, and nobody has judged it so.
    fn find_lack(&self) -> Option<Waiting> {
        let is_open = self.asserted.is_empty() && self.latest.is_none();
        let offered = || self.snapshot.citations_of(self.claim.uid).filter(|citation| citation.is_offered()).count();
        let reason = match (self.claim.kind, self.claim.status) {
            (Kind::Benefit | Kind::Harm, _) => QueueReason::Unsupported,
            // Of a proposal it is asked first whether it is a claim.
            (Kind::Context, _) | (_, Status::Proposed) => return None,
            _ => QueueReason::Uncited,
        };
        let what = name_assertion(self.claim);
        let why = || match offered() {
            0 => format!("no citation backs this claim of {what}"),
            1 => format!("no citation backs this claim of {what}; 1 source is suggested"),
            n => format!("no citation backs this claim of {what}; {n} sources are suggested"),
        };
        is_open.then(|| Waiting { reason, task: QueueTask::Cite, why: why(), since: find_day_made(self.claim.uid) })
    }

    /// A figure of the claim is another one in the words of all its evidence, and no verdict that holds has taken note of that.
    fn find_figures(&self) -> Option<Waiting> {
        let is_english = self.snapshot.article.as_ref().is_none_or(Article::is_english);
        let is_open = self.latest.is_none() || !self.stale.is_empty();
        let is_open = is_open && !self.snapshot.withheld.contains(&self.claim.uid);
        if !is_english || !is_open {
            return None;
        }
        let words: Vec<&'s str> =
            self.asserted.iter().flat_map(|citation| collect_evidence_words(citation, self.snapshot)).collect();
        let compared = self.evidence.compare_figures(&self.claim.statement, &words);
        let found = compared.into_iter().find(|found| found.result == FigureResult::Disagrees)?;
        let why = match &found.source {
            Some(given) => format!("the claim says “{}”, its evidence says “{given}”", found.claim),
            None => format!("its evidence disagrees with “{}”", found.claim),
        };
        let since = self.asserted.iter().filter_map(|citation| find_day_made(citation.uid)).max();
        Some(Waiting { reason: QueueReason::Figures, task: QueueTask::Review, why, since })
    }

    /// Words that changed, or whose place was lost, and places that are proposed.
    fn find_changed_words(&self) -> Option<Waiting> {
        let since = || self.snapshot.version.as_ref().map(|version| day_of(version.imported_at));
        let here = self.snapshot.occurrences_of(self.claim.uid).find_map(|occurrence| {
            let change = describe_place(occurrence, "its sentence", self.snapshot.key())?;
            self.is_open_place(occurrence).then_some((change, since()))
        });
        let elsewhere = || {
            let mut changed = self.elsewhere.iter();
            changed.find_map(|place| {
                let change = describe_place(&place.occurrence, "its sentence", &place.article)?;
                let since = match place.occurrence.state {
                    OccurrenceState::Proposed => find_day_made(place.occurrence.uid),
                    _ => place.imported_on,
                };
                Some((change, since))
            })
        };
        let (why, since) = here.or_else(elsewhere)?;
        Some(Waiting { reason: QueueReason::Changed, task: QueueTask::Confirm, why, since })
    }

    /// It cites a source, and nobody has judged it; or it stands at a place that the newest review has not seen.
    fn find_unreviewed(&self) -> Option<Waiting> {
        let reason = QueueReason::Unreviewed;
        let waits = |why, since| Some(Waiting { reason, task: QueueTask::Review, why, since });
        let Some(review) = self.latest else {
            let newest = self.asserted.iter().filter_map(|citation| find_day_made(citation.uid)).max()?;
            let why = match self.asserted.as_slice() {
                _ if self.snapshot.withheld.contains(&self.claim.uid) => {
                    "more than one opinion is required, and you have not given yours yet".to_owned()
                }
                [one] => format!("it rests on {}, and nobody has given a verdict", self.name(one)),
                several => format!("it rests on {} sources, and nobody has given a verdict", several.len()),
            };
            return waits(why, Some(newest));
        };
        if let Some((names, since)) = self.find_unread_by_looker() {
            let names = names.join(", ");
            let why = format!("more than one opinion is required, and yours still lacks your reading of {names}");
            return waits(why, since.max(Some(review.reviewed_on)));
        }
        let (n, occurrence) = super::find_unreviewed_occurrences(review, self.claim, self.snapshot).next()?;
        let why = format!("its sentence {n} in the article was added after the review of {}", review.reviewed_on);
        waits(why, find_day_made(occurrence.uid))
    }

    /// The sources that whoever looks has not read, where others' opinions are withheld from them: of a withheld claim they see their
    /// own readings alone.
    fn find_unread_by_looker(&self) -> Option<(Vec<String>, Option<Date>)> {
        let is_withheld = self.snapshot.withheld.contains(&self.claim.uid);
        let unread = self.asserted.iter().filter(|citation| is_withheld && !is_verified(citation, self.snapshot));
        let unread: Vec<&&Citation> = unread.collect();
        let since = unread.iter().filter_map(|citation| find_day_made(citation.uid)).max();
        (!unread.is_empty()).then(|| (unread.iter().map(|citation| self.name(citation)).collect(), since))
    }

    fn find_proposal(&self) -> Option<Waiting> {
        let why = match self.claim.because.0.as_slice() {
            _ if self.claim.status != Status::Proposed => return None,
            [] => "nobody has said whether it is a claim".to_owned(),
            because => format!("nobody has said whether it is a claim; proposed for: {}", because.join(", ")),
        };
        let since = find_day_made(self.claim.uid);
        Some(Waiting { reason: QueueReason::Proposed, task: QueueTask::Accept, why, since })
    }

    /// Whether the article still makes the claim: not every place where it stood is gone from the text.
    fn still_makes(&self) -> bool {
        let mut places = self.snapshot.occurrences_of(self.claim.uid).peekable();
        places.peek().is_none() || places.any(|place| place.state != OccurrenceState::Orphaned)
    }

    /// Whether no review has taken note of what this part of a citation's work says now.
    fn is_open(&self, part: SignedPart, citation: &Citation) -> bool {
        let work = self.snapshot.work_of(citation).map_or(citation.reference, |work| work.uid);
        let changed =
            |stale: &StalePart| stale.of == Some(work) && (stale.part == part || stale.part == SignedPart::Citation);
        self.latest.is_none() || self.stale.iter().any(changed)
    }

    /// Whether no review has taken note of what became of a place.
    fn is_open_place(&self, occurrence: &Occurrence) -> bool {
        self.latest.is_none_or(|review| !review.signature.occurrences.contains_key(&occurrence.uid))
            || self.stale.iter().any(|stale| stale.of == Some(occurrence.uid))
    }

    /// A citation's work by its key, or its reference by its address where no work is known.
    fn name(&self, citation: &Citation) -> String {
        let reference = || Some(self.snapshot.reference_address(self.snapshot.reference(citation.reference)?));
        let work = self.snapshot.work_of(citation).map(|work| work.key.clone());
        work.or_else(reference).unwrap_or_else(|| "its source".to_owned())
    }

    /// The day on which a signed part changed, as far as the records tell; the log knows more.
    fn find_day_changed(&self, stale: &StalePart) -> Option<Date> {
        let of_work = || {
            let leads_to =
                |c: &&&Citation| Some(self.snapshot.work_of(c).map_or(c.reference, |work| work.uid)) == stale.of;
            self.asserted.iter().filter(leads_to)
        };
        match stale.part {
            SignedPart::Statement | SignedPart::Occurrence => {
                self.snapshot.version.as_ref().map(|version| day_of(version.imported_at))
            }
            SignedPart::Citation => of_work().filter_map(|citation| find_day_made(citation.uid)).max(),
            SignedPart::Notices => {
                let references = of_work().filter_map(|citation| self.snapshot.reference(citation.reference));
                let notices = references.filter_map(|reference| find_notices(reference, self.snapshot));
                let dates = notices.flat_map(|known| known.notices).filter_map(|notice| notice.on);
                let heard = || of_work().filter_map(|citation| self.find_day_heard(citation)).max();
                dates.map(|on| on.first_day()).max().or_else(heard)
            }
            SignedPart::Evidence => {
                let readings = of_work().flat_map(|citation| self.snapshot.every_reading_of(citation.uid));
                readings.map(|reading| reading.retired_on.unwrap_or(reading.read_on)).max()
            }
            // The newer one was there by then, or came with it.
            SignedPart::Newer => {
                let works = of_work().filter_map(|citation| self.snapshot.work_of(citation));
                works.filter_map(|work| work.superseded_by).filter_map(find_day_made).max()
            }
            SignedPart::Judgement => None,
        }
    }

    /// The day on which the newest notice on a citation's work was first heard of.
    fn find_day_heard(&self, citation: &Citation) -> Option<Date> {
        let reference = self.snapshot.reference(citation.reference)?;
        find_notice_arrivals(reference, self.snapshot).into_iter().filter_map(|(_, at)| at).max().map(day_of)
    }
}

/// What became of a place, as a clause; none where its words stand.
fn describe_place(occurrence: &Occurrence, sentence: &str, article: &str) -> Option<String> {
    Some(match occurrence.state {
        OccurrenceState::Changed => {
            format!("{sentence} in {article} was reworded: do the new words still make the claim?")
        }
        OccurrenceState::Ambiguous => format!("{sentence} in {article} could now be one of two places"),
        OccurrenceState::Orphaned => format!("{sentence} is no longer found in {article}"),
        OccurrenceState::Proposed => format!("a sentence of {article} seems to make this claim: does it?"),
        OccurrenceState::Exact | OccurrenceState::Moved | OccurrenceState::Confirmed => return None,
    })
}

/// The day on which a row was made.
fn find_day_made(uid: Uid) -> Option<Date> {
    let millis = i64::try_from(uid.millis()).ok()?;
    Timestamp::from_millisecond(millis).ok().map(day_of)
}

fn day_of(at: Timestamp) -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(at).date()
}
