//! DOIs, in every dress they are printed in.

use super::{MOST, Taken, token_end, trim_tail};
use crate::model::Item;
use crate::read::references::printed::words::find_word;

/// Where a bare DOI stands in a string: `10.`, four to nine digits, further parts, a slash and something.
fn find_doi(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while let Some(i) = text.get(at..)?.find("10.") {
        let start = at + i;
        let before = text.get(..start)?.chars().next_back();
        let rest = text.get(start + 3..)?;
        let prefix = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let digits = rest.get(..prefix)?;
        let slash = rest.get(prefix..)?;
        let after_slash =
            slash.strip_prefix('/').or_else(|| slash.strip_prefix("%2F")).or_else(|| slash.strip_prefix("%2f"));
        let suffix = after_slash.and_then(|s| s.chars().next());
        if digits.len() >= 4
            && suffix.is_some_and(|c| !c.is_whitespace())
            && before.is_none_or(|c| !c.is_alphanumeric() && c != '.')
        {
            let end = token_end(text, start);
            return Some((start, start + trim_tail(text.get(start..end)?).len()));
        }
        at = start + 3;
    }
    None
}

pub(super) fn take_dois(text: &mut String, item: &mut Item, taken: &mut Taken) {
    for _ in 0..MOST {
        let Some((start, end)) = find_doi(text, 0) else { break };
        let bare = text.get(start..end).unwrap_or_default().to_owned();
        let token_start = text.get(..start).and_then(|b| b.rfind(char::is_whitespace)).map_or(0, |i| i + 1);
        let wrapper = text.get(token_start..start).unwrap_or_default().to_lowercase();
        let resolver = wrapper.ends_with("doi.org/") || !wrapper.contains("://");
        let bare = if wrapper.contains("://") { decoded(&bare) } else { bare };
        if item.doi.is_none() {
            let plain = without_page_part(&bare, resolver);
            item.doi = Some(plain.to_owned());
            taken.doi_printed = Some(plain.to_owned());
        } else if item.doi.as_deref().is_some_and(|d| !d.eq_ignore_ascii_case(&bare)) {
            taken.notes.push(format!("a second DOI, {bare}, is kept in the printed entry only"));
        }
        if resolver {
            text.replace_range(doi_label(text, start)..end, " ");
        } else {
            if item.url.is_none() {
                item.url = text.get(token_start..end).map(|t| t.trim_start_matches(['(', '<', '[']).to_owned());
            }
            text.replace_range(token_start..end, " ");
        }
    }
    if item.doi.is_none() {
        malformed_doi(text, taken);
    }
}

/// The percent escapes that stand in DOIs of addresses.
fn decoded(doi: &str) -> String {
    percent_encoding::percent_decode_str(doi).decode_utf8().map_or_else(|_| doi.to_owned(), |d| d.into_owned())
}

/// A publisher's address goes on after the DOI: `/full`, `/abstract`, `/pdf`, a query.
fn without_page_part(doi: &str, resolver: bool) -> &str {
    if resolver {
        return doi;
    }
    let doi = doi.split(['?', '#']).next().unwrap_or(doi);
    ["/full", "/abstract", "/pdf", "/fulltext", "/meta", ".pdf"].iter().find_map(|t| doi.strip_suffix(t)).unwrap_or(doi)
}

/// Where the label before a DOI begins: `doi:`, `https://doi.org/`, `DOI: `.
fn doi_label(text: &str, start: usize) -> usize {
    let mut from = start;
    loop {
        let before = text.get(..from).unwrap_or_default().trim_end().to_ascii_lowercase();
        let label = [
            "https://",
            "http://",
            "dx.",
            "www.",
            "doi.org/",
            "doi.org:",
            "doi:",
            "doi",
            "available from:",
            "available at:",
        ];
        match label.iter().find(|l| before.ends_with(**l)) {
            Some(l)
                if before.len() > l.len()
                    && *l == "doi"
                    && before.as_bytes().get(before.len() - 4).is_some_and(u8::is_ascii_alphabetic) =>
            {
                return from;
            }
            Some(l) => from = before.len() - l.len(),
            None => return from,
        }
    }
}

/// Something is called a DOI but is none: kept as printed.
fn malformed_doi(text: &mut String, taken: &mut Taken) {
    let Some(at) = find_word(text, "doi:").or_else(|| find_word(text, "doi.org/")) else { return };
    let label = if text.get(at..).is_some_and(|t| t.to_ascii_lowercase().starts_with("doi.org/")) { 8 } else { 4 };
    let rest = text.get(at + label..).unwrap_or_default();
    let start = at + label + (rest.len() - rest.trim_start().len());
    let token = trim_tail(text.get(start..token_end(text, start)).unwrap_or_default()).to_owned();
    if token.contains(|c: char| c.is_ascii_digit()) {
        taken.notes.push(format!("“{token}” is called a DOI but is not formed like one; it is kept as printed"));
        text.replace_range(doi_label(text, start)..start + token.len(), " ");
        taken.doi_printed = Some(token);
    }
}
