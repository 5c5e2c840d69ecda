//! Citations in a house style: lists and in-text forms, rendered by a CSL processor (hayagriva) from style files of our own
//! or of the user's, with its gaps closed on both sides. Before: what is cited is mapped into the few variables it reads
//! well (`item`). After: what it answers is walked into runs of our own (`runs`), and only `target` writes markup.
//!
//! One file a style in `styles/`, one line in `STYLES`; docs/citing.md says which published rules each follows.

mod csl_xml;
mod dates;
mod figures;
mod item;
mod journals;
mod kinds;
mod locale;
mod marks;
mod names;
mod order;
mod press;
mod runs;
mod sheet;
mod style_file;
mod style_form;
mod target;

pub use journals::abbreviate_title;
pub use locale::{LOCALES, UnknownLocale};
pub use press::{ListLine, set_in_text, set_list};
pub use runs::{ScriptPosition, StyledRun};
pub use sheet::StyleSheet;
pub use style_file::StyleError;
pub use target::{LinkTarget, TARGETS};

use crate::model::{Doi, Item, NoticeKind, PartialDate};

/// A style that comes with claimbook.
#[derive(Debug)]
pub struct CitationStyle {
    /// Its name in `--style`.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    csl: &'static str,
    manner: Manner,
}

/// What a style wants that no CSL file says, or that the processor does not take from it.
#[derive(Debug, Clone, Copy)]
struct Manner {
    /// How it cites in the text.
    marker: Marker,
    /// Given names become initials.
    initials: bool,
    /// Initials and suffixes have no full stops: `King ML Jr`.
    bare: bool,
    /// `3rd` for `III`.
    ordinal_suffix: bool,
    /// A group that wrote with people stands behind a semicolon, and how a long list of people is cut before it.
    group: Option<GroupApart>,
    /// Journals go by their NLM abbreviation.
    short_journals: bool,
    /// Article numbers are told from pages: `Article e42`.
    article_numbers: bool,
    /// Where a supplement stands.
    supplements: Supplements,
    /// A publisher who is the author is left out.
    no_twin_publisher: bool,
    /// Where it is said that a work was retracted.
    fate: FatePlace,
    /// The language of a translated title is named at the end.
    names_language: bool,
    /// What ends an entry.
    stop: StopRule,
    /// The ellipsis before the last of many authors.
    ellipsis: &'static str,
    /// Article titles are set like a sentence.
    sentence_titles: bool,
    /// What stands around a date that is only about right.
    circa: (&'static str, &'static str),
    /// Where it is said when an older work first came out.
    original: Original,
}

/// Where it is said when an older work first came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Original {
    /// At the end: `(Original work published 1984)`.
    End,
    /// As the style file says.
    AsFiled,
}

/// How a list of people is cut before the group that wrote with them.
#[derive(Debug, Clone, Copy)]
struct GroupApart {
    /// So many people are all named.
    all: usize,
    /// Of more, so many are.
    first: usize,
    /// What stands behind `et al`.
    stop: &'static str,
}

/// How a style cites in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// By a raised number.
    Raised,
    /// By a number in parentheses.
    Parentheses,
    /// By author and date.
    AuthorDate,
    /// As the style file says.
    AsFiled,
}

/// Where a supplement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Supplements {
    /// `12(3)(suppl 1)`.
    Bracketed,
    /// `12 Suppl 1`, `12(3 Suppl 1)`.
    Bare,
    /// `12(Suppl. 1)`.
    Stopped,
}

/// Where it is said that a work was retracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FatePlace {
    /// Behind the title: `[Retracted]`.
    Title,
    /// At the end: `(Retraction published 2021)`.
    End,
}

/// What ends an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StopRule {
    /// A full stop, but none after a DOI or address.
    ButAfterLinks,
    /// A full stop, but none after an address; after a DOI there is one.
    ButAfterAddresses,
    /// What the style file says.
    AsFiled,
}

const MEDICAL: Manner = Manner {
    marker: Marker::Parentheses,
    initials: true,
    bare: true,
    ordinal_suffix: true,
    group: Some(GroupApart { all: 6, first: 6, stop: "." }),
    short_journals: true,
    article_numbers: false,
    supplements: Supplements::Bare,
    no_twin_publisher: false,
    fate: FatePlace::Title,
    names_language: true,
    stop: StopRule::ButAfterLinks,
    ellipsis: "…",
    sentence_titles: true,
    circa: ("[", "?]"),
    original: Original::AsFiled,
};

const FULL: Manner = Manner {
    marker: Marker::AuthorDate,
    initials: false,
    bare: false,
    ordinal_suffix: false,
    group: None,
    short_journals: false,
    names_language: false,
    stop: StopRule::AsFiled,
    sentence_titles: false,
    circa: ("ca. ", ""),
    ..MEDICAL
};

/// Every style that comes with claimbook.
pub const STYLES: &[&CitationStyle] = &[
    &CitationStyle {
        name: "ama",
        summary: "AMA Manual of Style, 11th edition",
        csl: include_str!("styles/ama.csl"),
        manner: Manner {
            marker: Marker::Raised,
            ordinal_suffix: false,
            group: Some(GroupApart { all: 6, first: 3, stop: "" }),
            supplements: Supplements::Bracketed,
            names_language: false,
            circa: ("ca ", ""),
            ..MEDICAL
        },
    },
    &CitationStyle {
        name: "apa",
        summary: "Publication Manual of the APA, 7th edition",
        csl: include_str!("styles/apa.csl"),
        manner: Manner {
            initials: true,
            article_numbers: true,
            supplements: Supplements::Stopped,
            no_twin_publisher: true,
            fate: FatePlace::End,
            stop: StopRule::ButAfterLinks,
            ellipsis: ". . .",
            sentence_titles: true,
            original: Original::End,
            ..FULL
        },
    },
    &CitationStyle {
        name: "vancouver",
        summary: "Vancouver, as in the ICMJE's sample references",
        csl: include_str!("styles/vancouver.csl"),
        manner: MEDICAL,
    },
    &CitationStyle {
        name: "nlm",
        summary: "NLM, as in Citing Medicine and PubMed",
        csl: include_str!("styles/nlm.csl"),
        manner: Manner { stop: StopRule::ButAfterAddresses, ..MEDICAL },
    },
    &CitationStyle {
        name: "chicago",
        summary: "Chicago Manual of Style, 17th edition, author-date",
        csl: include_str!("styles/chicago.csl"),
        manner: FULL,
    },
    &CitationStyle {
        name: "harvard",
        summary: "Harvard, as in Cite Them Right, 12th edition",
        csl: include_str!("styles/harvard.csl"),
        manner: Manner { initials: true, article_numbers: true, sentence_titles: true, circa: ("c. ", ""), ..FULL },
    },
];

/// The style of a name, in whatever case.
pub fn find_style(name: &str) -> Option<&'static CitationStyle> {
    STYLES.iter().copied().find(|style| style.name.eq_ignore_ascii_case(name))
}

/// Something that is cited.
#[derive(Debug, Clone, Default)]
pub struct CitedWork {
    /// Under which address it is kept.
    pub address: String,
    /// What is known of it, the best of print and registry.
    pub item: Item,
    /// The entry as printed, which is shown where no style can set it.
    pub printed: String,
    /// What became of it, where it was taken back.
    pub fate: Option<WorkFate>,
}

/// That a work was retracted, withdrawn or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkFate {
    /// Which of them.
    pub kind: NoticeKind,
    /// When.
    pub on: Option<PartialDate>,
    /// The DOI of the notice.
    pub doi: Option<Doi>,
}

impl WorkFate {
    /// The word for it.
    fn word(&self) -> &'static str {
        match self.kind {
            NoticeKind::PartialRetraction => "Retracted in part",
            NoticeKind::Withdrawal => "Withdrawn",
            NoticeKind::Removal => "Removed",
            _ => "Retracted",
        }
    }

    /// The noun for it.
    fn noun(&self) -> &'static str {
        match self.kind {
            NoticeKind::PartialRetraction => "Partial retraction",
            NoticeKind::Withdrawal => "Withdrawal",
            NoticeKind::Removal => "Removal",
            _ => "Retraction",
        }
    }
}
