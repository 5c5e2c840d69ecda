//! What became of an article's claims between two of its versions. Where each claim stood in a version is read out of the
//! event log, which keeps what every import found.

use super::Failure;
use crate::catalogue::View;
use crate::model::{Article, Block, Claim, OccurrenceState, Uid, Version};
use crate::text::anchor::{AnchoringText, HeadingIndex, describe_turns};
use crate::text::places::name_line;
use crate::text::spelling::have_same_words;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What became of the words of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordingFate {
    /// Other words stand there now, or others stand over them.
    Changed,
    /// Two places could be meant.
    Ambiguous,
    /// They are no longer there.
    Gone,
    /// They were not there before.
    New,
    /// The same words stand under another heading, or in another order.
    Moved,
    /// The same words stand there.
    Unchanged,
}

/// Words at their place in a version. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedWording {
    /// The words, without markers.
    pub words: String,
    /// The heading they stand under.
    pub section: String,
    /// The line in the version's file; in Word's, the number of the paragraph.
    pub line: Option<u32>,
    /// The same in words: `line 12`, `paragraph 12`.
    #[serde(skip)]
    pub place: Option<String>,
}

/// One place of a claim in both versions. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimChange {
    /// The claim's address.
    pub address: String,
    /// What became of its words.
    pub change: WordingFate,
    /// How it was worded, where it was there.
    pub was: Option<PlacedWording>,
    /// How it is worded, where it is there.
    pub now: Option<PlacedWording>,
    /// How alike the words are, 0 to 1, where they differ.
    pub score: Option<f64>,
    /// What differs, in words.
    pub because: Vec<String>,
}

/// What became of an article's claims. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleChanges {
    /// The article's key.
    pub article: String,
    /// The older version.
    pub from: u32,
    /// The newer version.
    pub to: u32,
    /// Each place of each claim, in the order of the text; what is gone stands where it stood.
    pub claims: Vec<ClaimChange>,
}

/// Compares two versions of an article; without numbers, the newest with the one before it.
///
/// # Errors
/// An article with one version, and versions that there are not.
pub fn compare_versions(
    view: View<'_>,
    article: &Article,
    from: Option<u32>,
    to: Option<u32>,
) -> Result<ArticleChanges, Failure> {
    let newest = view.newest_version(article.uid)?.map_or(0, |version| version.n);
    let to = to.unwrap_or(newest);
    let from = from.unwrap_or(to.saturating_sub(1));
    if newest <= 1 {
        let key = &article.key;
        return Err(Failure::usage(format!(
            "{key} has {newest} version, so there is nothing to compare; import its changed text first"
        )));
    }
    if from >= to || from == 0 || to > newest {
        return Err(Failure::usage(format!(
            "{} has the versions 1 to {newest}; --from has to be one of them, and --to a later one",
            article.key
        )));
    }
    let load = |n: u32| {
        let missing = || Failure::usage(format!("version {n} of {} is not there", article.key));
        view.version(article.uid, n)?.ok_or_else(missing)
    };
    let (old, new) = (load(from)?, load(to)?);
    let sides = (VersionText::new(&old), VersionText::new(&new));
    let mut claims: Vec<(u32, ClaimChange)> = Vec::new();
    for stand in PlacePair::read(view, article, from, to)? {
        let Some(claim) = view.get::<Claim>(stand.claim)? else { continue };
        let home = view.get::<Article>(claim.article)?;
        let address = home.map_or_else(String::new, |home| claim.address(&home));
        claims.extend(compare_stands(address, &stand, &sides));
    }
    claims.sort_by_key(|(at, _)| *at);
    let mut changes: Vec<ClaimChange> = claims.into_iter().map(|(_, change)| change).collect();
    mark_moved(&mut changes);
    Ok(ArticleChanges { article: article.key.clone(), from, to, claims: changes })
}

/// Where a claim's words stood, as an import found them.
#[derive(Debug, Clone, Copy)]
struct TextPlace {
    start: u32,
    end: u32,
    state: OccurrenceState,
}

/// Where an occurrence stood in two versions.
struct PlacePair {
    claim: Uid,
    from: Option<TextPlace>,
    to: Option<TextPlace>,
}

impl PlacePair {
    /// Of every occurrence of an article, by what the log says of its row.
    fn read(view: View<'_>, article: &Article, from: u32, to: u32) -> Result<Vec<Self>, Failure> {
        let rows: Vec<Uid> = view.occurrences_in(article.uid)?.iter().map(|o| o.uid).collect();
        let mut events = view.events_of(&rows)?;
        events.reverse();
        let mut known: BTreeMap<Uid, (Map<String, Value>, Self)> = BTreeMap::new();
        for event in events {
            let Some(Value::Object(after)) = event.after.as_deref().and_then(|text| serde_json::from_str(text).ok())
            else {
                continue;
            };
            let (fields, stands) =
                known.entry(event.row).or_insert_with(|| (Map::new(), Self { claim: event.row, from: None, to: None }));
            fields.extend(after);
            let Some((n, claim, stand)) = read_stand(fields) else { continue };
            stands.claim = claim;
            // What is only proposed stands in the one version that it was seen in.
            let holds = |at: u32| stand.state != OccurrenceState::Proposed || n == at;
            if n <= from {
                stands.from = Some(stand).filter(|_| holds(from));
            }
            if n <= to {
                stands.to = Some(stand).filter(|_| holds(to));
            }
        }
        Ok(known.into_values().map(|(_, stands)| stands).filter(|s| s.from.is_some() || s.to.is_some()).collect())
    }
}

/// The version, the claim and the place that the fields of an occurrence's row name.
fn read_stand(fields: &Map<String, Value>) -> Option<(u32, Uid, TextPlace)> {
    let number = |name: &str| u32::try_from(fields.get(name)?.as_u64()?).ok();
    let word = |name: &str| fields.get(name)?.as_str();
    let stand = TextPlace { start: number("start")?, end: number("end")?, state: word("state")?.parse().ok()? };
    Some((number("version")?, word("claim")?.parse().ok()?, stand))
}

/// A version made ready to be compared.
struct VersionText<'v> {
    version: &'v Version,
    text: AnchoringText,
    heads: HeadingIndex<'v>,
}

impl<'v> VersionText<'v> {
    fn new(version: &'v Version) -> Self {
        let heads = HeadingIndex::new(&version.text, &version.blocks);
        Self { version, text: AnchoringText::from_version(version), heads }
    }

    fn place_wording(&self, stand: TextPlace) -> PlacedWording {
        let block = self.version.blocks.block_at(stand.start);
        let line = self.version.blocks.line_column(stand.start).map(|(line, _)| line);
        PlacedWording {
            words: self.text.capture(stand.start, stand.end).exact,
            section: block.map(|block: &Block| block.section.clone()).unwrap_or_default(),
            line,
            place: line.map(|line| name_line(&self.version.reader, line)),
        }
    }
}

/// What became of one place, and where it is sorted; none where the claim was in neither version.
fn compare_stands(
    address: String,
    stands: &PlacePair,
    (old, new): &(VersionText<'_>, VersionText<'_>),
) -> Option<(u32, ClaimChange)> {
    let is_there = |stand: &TextPlace| stand.state != OccurrenceState::Orphaned;
    let (from, to) = (stands.from.filter(is_there), stands.to.filter(is_there));
    let was = from.map(|stand| old.place_wording(stand));
    let now = to.map(|stand| new.place_wording(stand));
    let (mut score, mut because) = (None, Vec::new());
    let change = match (from.zip(was.as_ref()), to.zip(now.as_ref())) {
        (None, None) => return None,
        (None, Some(_)) => WordingFate::New,
        (Some(_), None) => WordingFate::Gone,
        (Some((from, was)), Some((to, now))) => {
            let found = new.text.reanchor(&old.text.capture(from.start, from.end), Some(&old.text));
            let turns = describe_turns(
                &old.heads.headings_over(from.start, from.end),
                &new.heads.headings_over(to.start, to.end),
            );
            because = turns.into_iter().map(|turn| format!("above it, {turn}")).collect();
            let is_same = have_same_words(&was.words, &now.words);
            if !is_same {
                score = Some(found.score).filter(|score| *score > 0.0);
                because.extend(found.altered);
            }
            match to.state {
                OccurrenceState::Ambiguous => WordingFate::Ambiguous,
                _ if is_same && because.is_empty() => WordingFate::Unchanged,
                _ => WordingFate::Changed,
            }
        }
    };
    let at = to.or(from).map_or(0, |stand| stand.start);
    Some((at, ClaimChange { address, change, was, now, score, because }))
}

/// Of the claims whose words are the same, those moved that stand under another heading; the text around may be longer or
/// shorter now, which moves nothing.
fn mark_moved(changes: &mut [ClaimChange]) {
    for change in changes.iter_mut().filter(|change| change.change == WordingFate::Unchanged) {
        let sections = (change.was.as_ref().map(|w| &w.section), change.now.as_ref().map(|n| &n.section));
        if sections.0 != sections.1 {
            change.change = WordingFate::Moved;
        }
    }
}
