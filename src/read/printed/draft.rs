//! What a style reads of an entry, before anybody judges it. A draft grows part by part: one function reads a part, a title or
//! numbers, out of a piece of text, and a `with_` adds it. Only the draft that is judged best becomes an item.

use super::dates::find_dates;
use super::names::Names;
use super::numbers::Numbers;
use super::publishers::Publisher;
use super::title::Title;
use crate::model::{CslDate, Item, Name, PartialDate};

/// One reading of an entry.
#[derive(Debug, Clone)]
pub(super) struct Draft<'e> {
    /// What identifiers and remarks told, which no style reads.
    pub(super) known: &'e Item,
    /// Who wrote it.
    pub(super) authors: Vec<Name>,
    /// The list of authors is cut short.
    pub(super) et_al: bool,
    /// Who edited it.
    pub(super) editors: Vec<Name>,
    /// Its title.
    pub(super) title: Option<String>,
    /// The journal, book or site that it stands in.
    pub(super) container: Option<String>,
    /// When it was published.
    pub(super) issued: Option<PartialDate>,
    /// The volume of the journal.
    pub(super) volume: Option<String>,
    /// The issue of the journal.
    pub(super) issue: Option<String>,
    /// Its pages.
    pub(super) page: Option<String>,
    /// The number of an article or a report.
    pub(super) number: Option<String>,
    /// The edition of a book.
    pub(super) edition: Option<String>,
    /// What sort of work it is, in the entry's words.
    pub(super) genre: Option<String>,
    /// Who published it.
    pub(super) publisher: Option<String>,
    /// Where it was published.
    pub(super) place: Option<String>,
    /// `in press`, `retracted`.
    pub(super) status: Option<String>,
    /// The CSL type, where the entry's form tells it.
    pub(super) kind: Option<&'static str>,
}

impl<'e> Draft<'e> {
    /// A draft of which nothing is read yet. What remarks told of fields that styles read as well is where it begins.
    pub(super) fn new(known: &'e Item) -> Self {
        Self {
            known,
            authors: Vec::new(),
            et_al: false,
            editors: Vec::new(),
            title: None,
            container: None,
            issued: known.issued.map(|date| date.0),
            volume: None,
            issue: None,
            page: known.page.clone(),
            number: known.number.clone(),
            edition: None,
            genre: known.genre.clone(),
            publisher: None,
            place: None,
            status: known.status.clone(),
            kind: None,
        }
    }

    /// With its authors; editors who stand where authors do are both.
    pub(super) fn with_authors(self, list: Names) -> Self {
        let editors = if list.editors { list.names.clone() } else { self.editors };
        Self { authors: list.names, et_al: list.et_al, editors, ..self }
    }

    /// With one group for its author.
    pub(super) fn with_group(self, name: &str) -> Self {
        Self { authors: vec![Name::group(name)], ..self }
    }

    /// With its title and what stood in brackets behind it.
    pub(super) fn with_title(self, title: Title) -> Self {
        Self { title: title.text, edition: title.edition.or(self.edition), genre: title.genre.or(self.genre), ..self }
    }

    /// With numbers: what they tell is new, but for a date that is known.
    pub(super) fn with_numbers(self, numbers: Numbers) -> Self {
        Self {
            issued: self.issued.or(numbers.issued),
            volume: numbers.volume.or(self.volume),
            issue: numbers.issue.or(self.issue),
            page: numbers.page.or(self.page),
            number: numbers.number.or(self.number),
            ..self
        }
    }

    /// With who published it and where, as far as it is told.
    pub(super) fn with_publisher(self, publisher: Publisher) -> Self {
        Self { publisher: publisher.name.or(self.publisher), place: publisher.place.or(self.place), ..self }
    }

    /// With a date, if none is known.
    pub(super) fn with_date(self, date: Option<PartialDate>) -> Self {
        Self { issued: self.issued.or(date), ..self }
    }

    /// With the last date within a text, if none is known: `Thousand Oaks, Calif: Amgen Inc., 2012. Monograph`.
    pub(super) fn with_date_within(self, text: &str) -> Self {
        if self.issued.is_some() { self } else { self.with_date(find_dates(text).last().map(|found| found.date)) }
    }

    /// Whether a volume, pages or a number tell where it stands.
    pub(super) fn is_numbered(&self) -> bool {
        self.volume.is_some() || self.page.is_some() || self.number.is_some()
    }

    /// Without the fields that hold no letter and no figure.
    pub(super) fn without_empty(self) -> Self {
        let says = |text: &str| text.contains(char::is_alphanumeric);
        let field = |text: Option<String>| text.filter(|text| says(text));
        let names = |mut names: Vec<Name>| {
            names.retain(|name| [&name.family, &name.literal].into_iter().flatten().any(|part| says(part)));
            names
        };
        Self {
            authors: names(self.authors),
            editors: names(self.editors),
            title: field(self.title),
            container: field(self.container),
            volume: field(self.volume),
            issue: field(self.issue),
            page: field(self.page),
            number: field(self.number),
            edition: field(self.edition),
            publisher: field(self.publisher),
            place: field(self.place),
            ..self
        }
    }

    /// The item that it describes, with what was known before.
    pub(super) fn to_item(&self) -> Item {
        let draft = self.clone();
        Item {
            kind: draft.kind.map_or_else(|| draft.known.kind.clone(), str::to_owned),
            author: draft.authors,
            et_al: draft.et_al,
            editor: draft.editors,
            title: draft.title,
            container_title: draft.container,
            issued: draft.issued.map(CslDate),
            volume: draft.volume,
            issue: draft.issue,
            page: draft.page,
            number: draft.number,
            edition: draft.edition,
            genre: draft.genre,
            publisher: draft.publisher,
            publisher_place: draft.place,
            status: draft.status,
            ..draft.known.clone()
        }
    }
}
