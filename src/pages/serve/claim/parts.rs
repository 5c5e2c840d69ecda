//! The parts of a claim's page: its places, what changed, and its sources, ready for the template.

use crate::model::Uid;
use crate::pages::figures::Figure;
use crate::pages::words::*;
use crate::tasks::card::{CardChange, CardPlace, CardReading, CardSource};
use crate::tasks::full_texts::KeptWords;
use crate::text::differences::mark_differences;
use crate::text::word_meanings::{WordMeaning, cut_telling};
use crate::write::find_web_address;

/// A stretch of a text, and how it is shown.
pub(super) struct StyledWords<'a> {
    pub(super) class: &'static str,
    pub(super) words: &'a str,
}

/// A text with its figures, denials and groups marked.
pub(super) fn style_words(text: &str) -> Vec<StyledWords<'_>> {
    let styled = cut_telling(text).into_iter().map(|(telling, words)| {
        let class = match telling {
            Some(WordMeaning::Figure) => "fig",
            Some(WordMeaning::Negation) => "neg",
            Some(WordMeaning::Population) => "pop",
            None => "",
        };
        StyledWords { class, words }
    });
    styled.collect()
}

/// Where a claim is worded.
pub(super) struct PlacePart<'a> {
    pub(super) place: &'a CardPlace,
    /// The state, where it is one to look at.
    pub(super) state: Option<&'static str>,
    /// The article beside the claim shows it as well.
    pub(super) is_beside: bool,
}

impl<'a> PlacePart<'a> {
    pub(super) fn new((at, place): (usize, &'a CardPlace)) -> Self {
        use crate::model::OccurrenceState::{Ambiguous, Changed, Confirmed, Exact, Moved, Orphaned, Proposed};
        let state = match place.state {
            Exact | Moved | Confirmed => None,
            Changed => Some("These words changed since they were judged."),
            Ambiguous => Some("Two places could be meant."),
            Orphaned => Some("These words are no longer in the article."),
            Proposed => Some("This may be the same claim in another article; somebody has to confirm that."),
        };
        Self { place, state, is_beside: at == 0 && state.is_none() && place.was.is_none() }
    }
}

/// What changed, old beside new.
pub(super) struct ChangePart<'a> {
    pub(super) words: String,
    /// The words of each, and whether the other lacks them.
    pub(super) was: Vec<(bool, &'a str)>,
    pub(super) is: Vec<(bool, &'a str)>,
}

impl<'a> ChangePart<'a> {
    pub(super) fn new(change: &'a CardChange) -> Self {
        let (was, is) = match (change.was.as_deref(), change.is.as_deref()) {
            (Some(was), Some(is)) => mark_differences(was, is),
            (was, is) => (plain_parts(was), plain_parts(is)),
        };
        Self { words: make_sentence(&change.change), was, is }
    }

    /// The words of a place that stand there otherwise now, which nobody has confirmed.
    pub(super) fn from_place(place: &'a CardPlace) -> Option<Self> {
        let (was, is) = mark_differences(place.was.as_deref()?, &place.bare);
        Some(Self { words: format!("In {}, the words are different now.", place.place), was, is })
    }
}

fn plain_parts(text: Option<&str>) -> Vec<(bool, &str)> {
    text.map(|text| (false, text)).into_iter().collect()
}

/// A source.
pub(super) struct SourcePart<'a> {
    pub(super) source: &'a CardSource,
    pub(super) uid: Uid,
    pub(super) figures: Vec<Figure>,
    /// The sentence of the abstract that comes nearest.
    pub(super) nearest: Option<Vec<StyledWords<'a>>>,
    /// All of them, in their order, each with its place in the list.
    pub(super) passages: Vec<(usize, Vec<StyledWords<'a>>)>,
    /// The paragraph of its full text that comes nearest.
    pub(super) full_text: Option<FullTextPart<'a>>,
    pub(super) notices: Vec<String>,
    /// Nobody's reading is shown.
    pub(super) unread: Option<&'static str>,
    pub(super) link: Option<String>,
}

/// A paragraph of a stored full text.
pub(super) struct FullTextPart<'a> {
    pub(super) styled: Vec<StyledWords<'a>>,
    /// Its section, and its number there.
    pub(super) place: String,
    /// Under which licence the text is open.
    pub(super) licence: Option<&'a str>,
}

impl<'a> FullTextPart<'a> {
    fn from_source(source: &'a CardSource) -> Option<Self> {
        let Some(KeptWords::Nearest(passage)) = &source.kept else { return None };
        let (styled, licence) = (style_words(&passage.words), passage.licence.as_deref());
        Some(Self { styled, place: capitalise(&passage.place()), licence })
    }
}

impl<'a> SourcePart<'a> {
    pub(super) fn new(source: &'a CardSource, withheld: bool) -> Self {
        let mut passages: Vec<(usize, &crate::text::quoting::Passage)> = source.passages.iter().enumerate().collect();
        passages.sort_by_key(|(_, passage)| passage.place);
        let unread =
            if withheld { "You have not recorded a reading of it." } else { "Nobody has recorded a reading of it." };
        let doi = source.doi.as_deref().filter(|_| !source.is_doi_bad).and_then(|doi| doi.split(' ').next());
        let link = doi.map(|doi| format!("https://doi.org/{doi}"));
        Self {
            source,
            uid: source.reference,
            figures: source.figures.iter().map(Figure::new).collect(),
            nearest: source.passages.first().filter(|near| near.shared > 0).map(|near| style_words(&near.words)),
            passages: passages.into_iter().map(|(at, passage)| (at, style_words(&passage.words))).collect(),
            full_text: FullTextPart::from_source(source),
            notices: source.notices.iter().map(write_notice).collect(),
            unread: source.readings.is_empty().then_some(unread),
            link: link.as_deref().and_then(find_web_address).map(str::to_owned),
        }
    }

    /// What somebody found, in a sentence.
    pub(super) fn read_by(&self, reading: &CardReading) -> String {
        let part = reading.read_as.map(|part| format!("; {}", describe_read_as(part))).unwrap_or_default();
        format!("{}, {}{part}", reading.by, format_day(reading.on))
    }

    pub(super) fn stance(&self, reading: &CardReading) -> &'static str {
        describe_stance(reading.stance)
    }

    pub(super) fn words(&self, text: &'a str) -> Vec<StyledWords<'a>> {
        style_words(text)
    }
}

fn write_notice(notice: &crate::model::RegisteredNotice) -> String {
    let date = notice.on.map(|on| format!(" ({})", format_date(on))).unwrap_or_default();
    format!("{}{date}, says {}.", describe_notice(notice.kind), name_service(&notice.source))
}
