//! Types of entries, in BibTeX and BibLaTeX, and what they are in CSL.

/// A type's name, its CSL type, and what sort of work it is in words. Where several share a CSL type, the first is the
/// plain one: the others say more than the CSL type does.
const KINDS: &[(&str, &str, Option<&str>)] = &[
    ("article", "article-journal", None),
    ("suppperiodical", "article-journal", None),
    ("book", "book", None),
    ("mvbook", "book", None),
    ("collection", "book", None),
    ("mvcollection", "book", None),
    ("proceedings", "book", None),
    ("mvproceedings", "book", None),
    ("reference", "book", None),
    ("mvreference", "book", None),
    ("manual", "book", None),
    ("periodical", "periodical", None),
    ("incollection", "chapter", None),
    ("inbook", "chapter", None),
    ("bookinbook", "chapter", None),
    ("suppbook", "chapter", None),
    ("suppcollection", "chapter", None),
    ("inreference", "entry-encyclopedia", None),
    ("inproceedings", "paper-conference", None),
    ("conference", "paper-conference", None),
    ("report", "report", None),
    ("techreport", "report", None),
    ("thesis", "thesis", None),
    ("phdthesis", "thesis", Some("PhD thesis")),
    ("mastersthesis", "thesis", Some("Master’s thesis")),
    ("online", "webpage", None),
    ("electronic", "webpage", None),
    ("www", "webpage", None),
    ("webpage", "webpage", None),
    ("booklet", "pamphlet", None),
    ("unpublished", "manuscript", None),
    ("letter", "personal_communication", None),
    ("dataset", "dataset", None),
    ("software", "software", None),
    ("patent", "patent", None),
    ("standard", "standard", None),
    ("legislation", "legislation", None),
    ("legal", "legislation", None),
    ("jurisdiction", "legal_case", None),
    ("movie", "motion_picture", None),
    ("video", "motion_picture", None),
    ("audio", "song", None),
    ("music", "song", None),
    ("image", "graphic", None),
    ("artwork", "graphic", None),
    ("performance", "performance", None),
    ("review", "review", None),
    ("commentary", "article-journal", None),
    ("misc", "", None),
    ("unknown", "", None),
];

/// The types of CSL 1.0.2, one of which `entrysubtype` may name.
const CSL: &[&str] = &[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// What the word behind an `@` begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockWord {
    /// An entry.
    Entry,
    /// Definitions.
    Strings,
    /// A comment.
    Comment,
    /// LaTeX for the top of a bibliography.
    Preamble,
    /// Switches of a style.
    Control,
}

/// What a word behind an `@` begins.
pub(super) fn classify_word(word: &str) -> BlockWord {
    match word.to_ascii_lowercase().as_str() {
        "string" => BlockWord::Strings,
        "comment" => BlockWord::Comment,
        "preamble" => BlockWord::Preamble,
        "control" | "ieeetranbstctl" => BlockWord::Control,
        _ => BlockWord::Entry,
    }
}

/// Whether a type of entries is known.
pub(super) fn is_known(kind: &str) -> bool {
    find_row(kind).is_some() || ["xdata", "set"].iter().any(|known| known.eq_ignore_ascii_case(kind))
}

fn find_row(kind: &str) -> Option<&'static (&'static str, &'static str, Option<&'static str>)> {
    KINDS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(kind))
}

/// The CSL type of a type; empty where it has none.
pub(super) fn csl(kind: &str) -> &'static str {
    find_row(kind).map_or("", |row| row.1)
}

/// Whether a type says no more than its CSL type, so that it need not be kept: it is the first of its CSL type, or
/// another name for it.
pub(super) fn is_plain(kind: &str) -> bool {
    const SAME: &[&str] = &["techreport", "phdthesis", "conference", "electronic", "www", "webpage"];
    let first = KINDS.iter().find(|(_, csl, _)| *csl == self::csl(kind)).map(|(name, ..)| *name);
    first == Some(kind) || SAME.contains(&kind)
}

/// What sort of work a type is, in words.
pub(super) fn genre(kind: &str) -> Option<&'static str> {
    find_row(kind)?.2
}

/// The CSL type that a subtype names: its own name, or that of a magazine or newspaper, as programs write it.
pub(super) fn subtype(words: &str) -> Option<&'static str> {
    match words {
        "magazine" => Some("article-magazine"),
        "newspaper" => Some("article-newspaper"),
        _ => CSL.iter().find(|known| **known == words).copied(),
    }
}

/// The words of BibLaTeX's keys for sorts of works.
pub(super) fn genre_words(key: &str) -> Option<&'static str> {
    Some(match key {
        "phdthesis" => "PhD thesis",
        "mathesis" | "mastersthesis" => "Master’s thesis",
        "bathesis" => "Bachelor’s thesis",
        "candthesis" => "Candidate thesis",
        "techreport" => "Technical report",
        "resreport" => "Research report",
        _ => return None,
    })
}

/// The words of BibLaTeX's keys for states of publication.
pub(super) fn state(key: &str) -> Option<&'static str> {
    Some(match key {
        "inpress" => "in press",
        "inpreparation" => "in preparation",
        "prepublished" => "advance online publication",
        _ => return None,
    })
}

/// The tags of the languages that are named in words, or as babel names them.
pub(super) fn language(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "english" => "en",
        "american" | "usenglish" => "en-US",
        "british" | "ukenglish" => "en-GB",
        "german" | "ngerman" => "de",
        "austrian" | "naustrian" => "de-AT",
        "french" => "fr",
        "spanish" => "es",
        "portuguese" => "pt",
        "brazilian" | "brazil" => "pt-BR",
        "italian" => "it",
        "dutch" => "nl",
        "danish" => "da",
        "swedish" => "sv",
        "norwegian" | "norsk" => "no",
        "finnish" => "fi",
        "polish" => "pl",
        "russian" => "ru",
        "turkish" => "tr",
        "chinese" => "zh",
        "japanese" => "ja",
        "korean" => "ko",
        _ => return None,
    })
}
