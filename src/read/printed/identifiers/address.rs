//! Addresses, and the identifiers that NCBI's addresses carry.

use super::{MOST, find_token_end, trim_tail};
use crate::read::printed::words::find_word;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

/// The first address, and the first identifier of each kind that any of them carries.
#[derive(Debug, Default)]
pub(super) struct PrintedAddresses {
    pub(super) url: Option<String>,
    pub(super) pmid: Option<String>,
    pub(super) pmcid: Option<String>,
    pub(super) nbk: Option<String>,
}

/// Takes addresses out of the text: with a scheme, with `www.`, or a host with a path.
pub(super) fn take_addresses(text: &mut String) -> PrintedAddresses {
    let mut addresses = PrintedAddresses::default();
    for _ in 0..MOST {
        let Some((start, end)) = find_address(text) else { break };
        let end = find_real_end(text, end);
        let url = text.get(start..end).unwrap_or_default().replace(' ', "");
        addresses.read_identifiers(&url);
        // A line's end parted it from the DOI that was found already.
        let resolver = ["https://doi.org/", "http://dx.doi.org/", "http://doi.org/"].contains(&url.as_str());
        if resolver {
            text.replace_range(start..end, " ");
            continue;
        }
        let full = if url.contains("://") { url } else { format!("http://{url}") };
        addresses.url.get_or_insert(full);
        // "OrthoInfo: Gout (https://…)."
        let is_in_brackets = text.get(..start).is_some_and(|before| before.ends_with('('))
            && text.get(end..).is_some_and(|behind| behind.starts_with(')'));
        let closed = is_in_brackets || text.get(end..).is_some_and(|t| t.starts_with('>'));
        let from = if is_in_brackets { start - 1 } else { find_address_label(text, start) };
        let from = if is_in_brackets { text.get(..from).map_or(from, |before| before.trim_end().len()) } else { from };
        text.replace_range(from..end + usize::from(closed), if is_in_brackets { "" } else { " " });
    }
    addresses
}

/// `Available at Knees.gov.`: a host without a path, where a label tells that it is an address.
pub(super) fn take_named_host(text: &mut String) -> Option<String> {
    for label in ["available at ", "available at: ", "available from ", "available from: ", "retrieved from "] {
        let Some(at) = find_word(text, label) else { continue };
        let from = at + label.len();
        let host = trim_tail(text.get(from..find_token_end(text, from)).unwrap_or_default()).to_owned();
        let ends = host.rsplit('.').next().is_some_and(|t| (2..=6).contains(&t.len()));
        let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')) && host.contains('.');
        if plain && ends {
            text.replace_range(at..from + host.len(), " ");
            return Some(format!("http://{host}"));
        }
    }
    None
}

/// `(www.nhs.uk)` behind a name: a host alone says no more than the name.
pub(super) fn take_hosts(text: &mut String) {
    while let Some(at) = text.find("(www.") {
        let Some(length) = text.get(at..).and_then(|t| t.find(')')).filter(|length| *length <= 60) else { return };
        text.replace_range(at..at + length + 1, " ");
    }
}

fn find_address(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://"].iter().filter_map(|s| lower.find(s)).min();
    let start = scheme.or_else(|| {
        let mut at = 0;
        lower.split(' ').find_map(|token| {
            let bare = token.trim_start_matches(['(', '<', '[']);
            let here = at + token.len() - bare.len();
            at += token.len() + 1;
            // Without a path, only `www.` at the end of the entry tells an address from words without a space.
            let lone = bare.starts_with("www.") && at > lower.len();
            let (host, path) = bare.split_once('/').or(lone.then(|| (trim_tail(bare), "/")))?;
            let labels = host.split('.').count();
            let named = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
            let ends = host
                .rsplit('.')
                .next()
                .is_some_and(|t| (2..=12).contains(&t.len()) && t.chars().all(|c| c.is_ascii_alphabetic()));
            (labels >= 2 && named && ends && (!path.is_empty() || host.starts_with("www."))).then_some(here)
        })
    })?;
    let end = find_token_end(text, start);
    let token = text.get(start..end)?;
    // Between angle brackets of its own, its last sign is its own, too.
    let enclosed = text.get(..start).is_some_and(|before| before.ends_with('<'));
    if let Some((inner, _)) = token.split_once('>').filter(|(inner, _)| enclosed && !inner.is_empty()) {
        return Some((start, start + inner.len()));
    }
    let token = token.split(['<', '>']).next().unwrap_or(token);
    Some((start, start + trim_tail(token).len().max(1)))
}

/// Where an address really ends that a space cut behind a mark: `https://www.knees.org/articles/ 2011/heat-packs.html`.
fn find_real_end(text: &str, end: usize) -> usize {
    let cut = text.get(..end).is_some_and(|t| t.ends_with(['/', '-', '_', '=', '&', '?', '%']));
    let Some(behind) = text.get(end..).and_then(|b| b.strip_prefix(' ')).filter(|_| cut) else { return end };
    let token = trim_tail(behind.split(' ').next().unwrap_or_default());
    let plain = token
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '%' | '=' | '&' | '?' | '#'));
    let path = token.contains(['/', '_', '=', '%'])
        || token.matches('-').count() >= 2
        || [".htm", ".html", ".pdf", ".php", ".aspx", ".asp"].iter().any(|ending| token.ends_with(ending));
    let address = token.contains("www.") || token.contains("://") || token.starts_with("10.");
    if plain && path && !address { end + 1 + token.len() } else { end }
}

/// Where the words that introduce an address begin.
fn find_address_label(text: &str, start: usize) -> usize {
    static LABELS: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("before an address"));
    let before = text.get(..start).unwrap_or_default().trim_end().to_ascii_lowercase();
    // "Available at: <https://…>"
    let before = before.strip_suffix('<').map_or(before.as_str(), str::trim_end);
    let label = LABELS.iter().find(|l| before.strip_suffix(**l).is_some_and(|b| !b.ends_with(char::is_alphanumeric)));
    let bracket = text.get(..start).is_some_and(|text| text.trim_end().ends_with('<'));
    label.map_or(if bracket { before.len() } else { start }, |l| before.len() - l.len())
}

impl PrintedAddresses {
    /// Reads the identifiers that NCBI's addresses carry.
    fn read_identifiers(&mut self, url: &str) {
        let lower = url.to_ascii_lowercase();
        let digits_after = |mark: &str| {
            let at = lower.find(mark)? + mark.len();
            let digits: String = lower.get(at..)?.chars().take_while(char::is_ascii_digit).collect();
            (!digits.is_empty()).then_some(digits)
        };
        let first_after = |marks: &[&str]| marks.iter().find_map(|mark| digits_after(mark));
        let is_ncbi = lower.contains("ncbi") || lower.contains("pubmed");
        let pmid = || first_after(&["pubmed.ncbi.nlm.nih.gov/", "/pubmed/", "list_uids=", "pubmed/?term="]);
        let pmcid = || first_after(&["/pmc/articles/pmc", "pmc.ncbi.nlm.nih.gov/articles/pmc"]);
        self.pmid = self.pmid.take().or_else(|| pmid().filter(|_| is_ncbi));
        self.pmcid = self.pmcid.take().or_else(|| pmcid().map(|digits| format!("PMC{digits}")));
        self.nbk = self.nbk.take().or_else(|| digits_after("/books/nbk").map(|digits| format!("NBK{digits}")));
    }
}
