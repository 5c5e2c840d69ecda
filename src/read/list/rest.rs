//! What goes on with the entry before it: what only the rest of one begins with, and the address that stands below.

use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::read::printed;
use crate::text::lexicon::{PRINTED_REFERENCES, REFERENCE_LISTS, WordSet};
use std::sync::LazyLock;

/// The number of a page, as a PDF leaves it among the lines.
pub(super) fn is_page_number(text: &str) -> bool {
    is_bare_number(text) || is_page_count(text)
}

/// Figures alone.
pub(in crate::read) fn is_bare_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a page with a word or a sign that says so: `Page 4 of 6`, `4 of 6`, `4/6`, `- 4 -`, `4 | Page`.
pub(in crate::read) fn is_page_count(text: &str) -> bool {
    const PAGE: [&str; 4] = ["page", "seite", "página", "pagina"];
    const OF: [&str; 3] = ["of", "von", "de"];
    /// Nothing longer is one, in bytes.
    const LONGEST: usize = 40;
    if text.len() > LONGEST || is_bare_number(text) || text.ends_with('.') {
        return false;
    }
    // Word spreads the letters: "P a g e | 4".
    let lower = text.to_lowercase().replace("p a g e", "page");
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '/' | '.' | '·' | '•');
    let parts: Vec<&str> = lower.split(is_mark).filter(|part| !part.is_empty()).collect();
    let figures = parts.iter().filter(|part| is_bare_number(part)).count();
    let has_page = parts.iter().any(|part| PAGE.contains(part));
    let is_share =
        matches!(parts.as_slice(), [one, of, all] if OF.contains(of) && is_bare_number(one) && is_bare_number(all));
    let is_framed = || lower.starts_with(['-', '–', '—', '|']) && lower.ends_with(['-', '–', '—', '|']);
    let is_counted = || has_page || is_share || lower.contains('/') && figures == 2 || figures == 1 && is_framed();
    (1..=2).contains(&figures)
        && parts.len() <= 4
        && parts.iter().all(|part| is_bare_number(part) || PAGE.contains(part) || OF.contains(part))
        && is_counted()
}

/// An entry that does not end as entries do.
pub(super) fn is_unfinished(before: Option<&Piece>) -> bool {
    before.is_some_and(|b| {
        let text = b.text();
        let last = text.rsplit(' ').next().unwrap_or_default();
        !(text.ends_with(['.', ']', ')', '/']) || last.contains("://") || last.contains("10."))
    })
}

/// Whether a line is an entry by itself, people first: "van Leeuwen FE. …" goes on with nothing.
pub(super) fn begins_entry(text: &str) -> bool {
    let parsed = printed::parse(text);
    parsed.confident && parsed.item.author.iter().any(|n| n.family.is_some())
}

/// Whether a line is an address alone, and the entry before it has another: two entries of a list, of which one is a page.
pub(super) fn is_other_page(text: &str, before: &str) -> bool {
    let is_page = |text: &str| text.starts_with("http") && !text.contains(' ') && !identifies(text);
    let is_told = |text: &str| text.rsplit(' ').next().is_some_and(|last| last.contains("://") || last.contains("10."));
    is_page(text) && is_told(before)
}

/// Whether an address is that of a register of works.
fn identifies(address: &str) -> bool {
    ["doi.org/", "pubmed", "/pmc/", "handle.net"].iter().any(|register| address.contains(register))
}

/// Whether a block is nothing but links that journals print under each entry: `PubMed Abstract | CrossRef Full Text`.
pub(super) fn is_links_line(text: &str) -> bool {
    static LABELS: LazyLock<WordSet> = LazyLock::new(|| REFERENCE_LISTS.words("links under an entry"));
    let mut parts = text.split(['|', '·', '•']).map(|part| part.trim().to_lowercase()).filter(|part| !part.is_empty());
    text.len() <= 200 && !text.is_empty() && parts.all(|part| LABELS.contains(&part))
}

/// Whether a block stands below a list and is the page's own: whose it is, or how it is to be cited.
pub(super) fn is_of_page(piece: &Piece) -> bool {
    static CITED: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("cite this as"));
    let text = piece.text().trim();
    let lower = text.to_lowercase();
    let owned = text.starts_with(['©', 'Ⓒ'])
        || ["copyright ©", "copyright 20", "all rights reserved"].iter().any(|words| lower.starts_with(words))
        || text.contains('©') && !printed::begins_with_names(text);
    let cited = || piece.kind == BlockKind::Paragraph && CITED.iter().any(|lead| lower.starts_with(lead));
    piece.number.is_none() && (owned || cited())
}

/// What only the rest of an entry begins with: a lower-case word, an address, a DOI.
pub(in crate::read) fn is_rest(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // "[PubMed] [Google Scholar]", "knees.org/pain"
    let labels = text.starts_with('[') && text.ends_with(']') && !text.starts_with(|c: char| c.is_ascii_digit());
    let address = !text.contains(' ') && text.contains('/') && text.contains('.');
    text.starts_with(char::is_lowercase)
        || labels
        || address
        || ["http", "doi", "www.", "pmid", "available", "accessed", "retrieved"].iter().any(|m| lower.starts_with(m))
}

/// Whether a line is nothing but where the entry before it is found, and that entry does not say it.
pub(super) fn locates(piece: &Piece, before: Option<&Piece>) -> bool {
    let entry = before.filter(|b| b.kind == BlockKind::Reference && b.level == 0);
    piece.number.is_none() && is_locator(piece.text()) && entry.is_some_and(|entry| !has_locator(entry))
}

/// An address or a DOI, alone or behind one word: `https://knees.org/pain`, `doi: 10.5555/jj.11`.
fn is_locator(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let address = match words.as_slice() {
        [address] => address,
        [label, address] if label.ends_with(':') => address,
        _ => return false,
    };
    address.contains('/') && address.contains('.') && !address.ends_with(':')
}

fn has_locator(entry: &Piece) -> bool {
    let lower = entry.text().to_ascii_lowercase();
    entry.links.iter().any(|link| link.url.contains("://"))
        || ["http", "www.", "doi", "10."].iter().any(|mark| lower.contains(mark) && lower.contains('/'))
}
