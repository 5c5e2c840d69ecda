//! A claim on a card: everything that a reviewer looks at before deciding, in one place for the full screen and the review page.

mod changes;
mod sources;

pub use changes::CardChange;
pub use sources::{CardReading, CardSource};

use super::Failure;
use super::decisions::SeenClaim;
use crate::catalogue::View;
use crate::evidence;
use crate::model::{Article, Claim, Occurrence, OccurrenceState, Settings, Snapshot, Uid, Verdict, Version};
use crate::text::CharIndex;
use crate::text::context::ContextFinder;
use crate::text::marks::remove_marks;
use crate::text::places::name_place;
use crate::text::spelling::have_same_words;

/// A claim with everything that a decision about it looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimCard {
    /// `article/cN`.
    pub address: String,
    /// The claim.
    pub claim: Claim,
    /// Where it is worded.
    pub places: Vec<CardPlace>,
    /// What it rests on.
    pub sources: Vec<CardSource>,
    /// What the tool suggests: no evidence.
    pub suggested: Vec<CardSource>,
    /// The rest of the article's list, in its order.
    pub others: Vec<CardSource>,
    /// What was rejected, by address.
    pub rejected: Vec<String>,
    /// What changed since the newest review signed it.
    pub changes: Vec<CardChange>,
    /// The verdicts, in the order in which they were recorded.
    pub reviews: Vec<CardReview>,
    /// Verdicts that stand differ.
    pub disputed: bool,
    /// When it is due again.
    pub due: Option<jiff::civil::Date>,
    /// Whether others' verdicts and readings are withheld from whoever looks, whose own opinion is still to come.
    pub withheld: bool,
    /// What a decision is checked against.
    pub seen: SeenClaim,
}

/// A place where a claim is worded, in its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPlace {
    /// File, line and column, or the article's key.
    pub place: String,
    /// The heading over it.
    pub section: String,
    /// The paragraph before the words; at its beginning, what they go on with.
    pub before: String,
    /// The claim's words.
    pub words: String,
    /// The same without the markers of references.
    pub bare: String,
    /// The paragraph behind them.
    pub after: String,
    /// How it was worded when that differs.
    pub was: Option<String>,
    /// Its state.
    pub state: OccurrenceState,
}

/// A verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardReview {
    /// Whose.
    pub by: String,
    /// When.
    pub on: jiff::civil::Date,
    /// What.
    pub verdict: Verdict,
    /// Why.
    pub note: Option<String>,
}

/// Lays out a claim; none where it is no longer there.
pub fn build_card(view: View<'_>, settings: &Settings, claim: Uid) -> Result<Option<ClaimCard>, Failure> {
    let Some(claim) = view.get::<Claim>(claim)? else { return Ok(None) };
    let Some(home) = view.get::<Article>(claim.article)? else { return Ok(None) };
    build_card_in(view, &view.snapshot(&home)?, settings, claim).map(Some)
}

/// The same in its home, which is loaded.
pub fn build_card_in(
    view: View<'_>,
    snapshot: &Snapshot,
    settings: &Settings,
    claim: Claim,
) -> Result<ClaimCard, Failure> {
    let standing = evidence::find_standing(&claim, snapshot);
    let latest = standing.latest();
    let listed = sources::list_sources(view, &claim, snapshot)?;
    let reviews = snapshot.reviews_of(claim.uid).map(|review| CardReview {
        by: snapshot.person_name(review.person).to_owned(),
        on: review.reviewed_on,
        verdict: review.verdict,
        note: review.note.clone(),
    });
    Ok(ClaimCard {
        address: snapshot.claim_address(&claim),
        places: list_places(view, snapshot, &claim)?,
        sources: listed.asserted,
        suggested: listed.suggested,
        others: listed.others,
        rejected: listed.rejected,
        changes: latest
            .map(|review| changes::list_changes(view, snapshot, &claim, review))
            .transpose()?
            .unwrap_or_default(),
        reviews: reviews.collect(),
        disputed: standing.is_disputed(),
        due: latest.map(|review| evidence::find_review_due(review, settings)),
        withheld: snapshot.withheld.contains(&claim.uid),
        seen: SeenClaim::from_snapshot(&claim, snapshot),
        claim,
    })
}

/// Where the claim is worded: its home first.
fn list_places(view: View<'_>, snapshot: &Snapshot, claim: &Claim) -> Result<Vec<CardPlace>, Failure> {
    let mut places = Vec::new();
    for occurrence in view.occurrences_of(claim.uid)? {
        let is_home = snapshot.article.as_ref().is_some_and(|article| article.uid == occurrence.article);
        let elsewhere = if is_home { None } else { view.newest_version(occurrence.article)? };
        let version = if is_home { snapshot.version.as_ref() } else { elsewhere.as_ref() };
        let is_there = version.is_some_and(|version| occurrence.has_place(version.n));
        if occurrence.state == OccurrenceState::Proposed && !is_there {
            continue;
        }
        let article = view.get::<Article>(occurrence.article)?;
        let (key, language) = article.map(|article| (article.key, article.language)).unwrap_or_default();
        let mut place = build_place(&occurrence, &key, version);
        if place.before.trim().is_empty()
            && let Some(version) = version.filter(|_| is_there)
        {
            place.before = ContextFinder::new(version, &language).bracket((occurrence.start, occurrence.end));
        }
        places.push(place);
    }
    places.sort_by_key(|place| place.state == OccurrenceState::Proposed);
    Ok(places)
}

fn build_place(occurrence: &Occurrence, article: &str, version: Option<&Version>) -> CardPlace {
    let lost = occurrence.state == OccurrenceState::Orphaned;
    let block = version.filter(|_| !lost).and_then(|v| Some((v, v.blocks.block_at(occurrence.start)?)));
    let Some((version, block)) = block else {
        return CardPlace {
            place: article.to_owned(),
            section: String::new(),
            before: String::new(),
            words: occurrence.exact.clone(),
            bare: occurrence.exact.clone(),
            after: String::new(),
            was: None,
            state: occurrence.state,
        };
    };
    let source = version.source.as_deref().unwrap_or(article);
    let place = match version.blocks.line_column(occurrence.start) {
        Some((line, column)) => name_place(source, line, column),
        None => source.to_owned(),
    };
    let chars = CharIndex::new(&version.text);
    let words = chars.slice(occurrence.start, occurrence.end);
    let marks = version.blocks.marks_within(occurrence.start, occurrence.end);
    let bare = remove_marks(words, occurrence.start, &marks);
    CardPlace {
        place,
        section: block.section.clone(),
        before: chars.slice(block.start, occurrence.start).to_owned(),
        words: words.to_owned(),
        after: chars.slice(occurrence.end, block.end.max(occurrence.end)).to_owned(),
        was: (!have_same_words(&bare, &occurrence.exact)).then(|| occurrence.exact.clone()),
        bare,
        state: occurrence.state,
    }
}
