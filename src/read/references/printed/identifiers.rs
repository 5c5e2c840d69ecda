//! What a machine can follow: DOI, PMID, PMCID, ISBN, NBK, addresses, and the date a page was read. Each is taken out
//! of the string, so that the styles see only words and figures.

use super::words::{find_word, is_month};
use crate::model::{CslDate, Item, PartialDate};

/// What was taken, beside what went into the item.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The DOI as printed, even where it is malformed.
    pub(super) doi_printed: Option<String>,
    /// What was wrong with any of them.
    pub(super) notes: Vec<String>,
}

/// No entry holds more of one kind; what is beyond stays in the text.
const MOST: usize = 8;

/// Takes everything that identifies the work out of `text` into `item`.
pub(super) fn take(text: &mut String, item: &mut Item) -> Taken {
    let mut taken = Taken::default();
    take_dois(text, item, &mut taken);
    take_addresses(text, item);
    take_accessed(text, item);
    take_numbered(text, item);
    take_labels(text);
    tidy(text);
    taken
}

/// Where a token that begins at `from` ends: at white space or at a mark that no address holds.
fn token_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '“')).unwrap_or(rest.len())
}

/// Without the marks that belong to the sentence: stops, and brackets that were opened before.
fn trim_tail(token: &str) -> &str {
    let mut t = token;
    loop {
        let cut = t.trim_end_matches(['.', ',', ';', ':', '\'', '’']);
        let unbalanced =
            |open: char, close: char| cut.ends_with(close) && cut.matches(close).count() > cut.matches(open).count();
        let next = if unbalanced('(', ')')
            || unbalanced('[', ']')
            || unbalanced('{', '}')
            || (cut.ends_with('>') && !cut.contains('<'))
        {
            cut.get(..cut.len() - 1).unwrap_or_default()
        } else {
            cut
        };
        if next == t {
            return t;
        }
        t = next;
    }
}

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

fn take_dois(text: &mut String, item: &mut Item, taken: &mut Taken) {
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

/// Addresses: with a scheme, with `www.`, or a host with a path. The first is the work's.
fn take_addresses(text: &mut String, item: &mut Item) {
    for _ in 0..MOST {
        let Some((start, end)) = find_address(text) else { return };
        let url = text.get(start..end).unwrap_or_default().to_owned();
        from_address(&url, item);
        let full = if url.contains("://") { url } else { format!("http://{url}") };
        item.url.get_or_insert(full);
        text.replace_range(address_label(text, start)..end, " ");
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
            let (host, path) = bare.split_once('/')?;
            let labels = host.split('.').count();
            let named = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
            let ends = host
                .rsplit('.')
                .next()
                .is_some_and(|t| (2..=12).contains(&t.len()) && t.chars().all(|c| c.is_ascii_alphabetic()));
            (labels >= 2 && named && ends && !path.is_empty()).then_some(here)
        })
    })?;
    let end = token_end(text, start);
    let token = text.get(start..end)?;
    let token = token.split(['<', '>']).next().unwrap_or(token);
    Some((start, start + trim_tail(token).len().max(1)))
}

/// Where the words that introduce an address begin.
fn address_label(text: &str, start: usize) -> usize {
    const LABELS: [&str; 15] = [
        "also available from:",
        "available:",
        "available from:",
        "available at:",
        "available online at:",
        "available online:",
        "available at",
        "available from",
        "retrieved from",
        "url:",
        "from:",
        "at:",
        ", from",
        "link:",
        "<",
    ];
    let before = text.get(..start).unwrap_or_default().trim_end().to_ascii_lowercase();
    let label = LABELS.iter().find(|l| before.strip_suffix(**l).is_some_and(|b| !b.ends_with(char::is_alphanumeric)));
    label.map_or(start, |l| before.len() - l.len())
}

/// Identifiers that NCBI's addresses carry.
fn from_address(url: &str, item: &mut Item) {
    let lower = url.to_ascii_lowercase();
    let digits_after = |mark: &str| {
        let at = lower.find(mark)? + mark.len();
        let digits: String = lower.get(at..)?.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    };
    let pmid =
        ["pubmed.ncbi.nlm.nih.gov/", "/pubmed/", "list_uids=", "pubmed/?term="].iter().find_map(|m| digits_after(m));
    if item.pmid.is_none() && (lower.contains("ncbi") || lower.contains("pubmed")) {
        item.pmid = pmid;
    }
    if item.pmcid.is_none() {
        item.pmcid = digits_after("/pmc/articles/pmc")
            .or_else(|| digits_after("pmc.ncbi.nlm.nih.gov/articles/pmc"))
            .map(|d| format!("PMC{d}"));
    }
    if let Some(nbk) = digits_after("/books/nbk") {
        item.other.entry("NBK".to_owned()).or_insert_with(|| format!("NBK{nbk}").into());
    }
}

/// "Accessed May 3, 2024", "Last accessed …", "Retrieved May 3, 2024, from", "[cited 2020 Jan 5]".
fn take_accessed(text: &mut String, item: &mut Item) {
    const LABELS: [&str; 9] = [
        "last accessed on",
        "last accessed",
        "date accessed",
        "accessed on",
        "accessed",
        "retrieved on",
        "retrieved",
        "cited",
        "viewed",
    ];
    for _ in 0..2 {
        let Some((start, date_at)) = LABELS.iter().find_map(|l| {
            let at = find_word(text, l)?;
            let end = at + l.len();
            let marked = text.get(..at).is_none_or(|b| b.is_empty() || b.ends_with([' ', '[', '(']));
            let begins = text.get(end..)?.trim_start_matches([':', ' ']);
            let dated = begins.starts_with(|c: char| c.is_ascii_digit())
                || begins.split([' ', ',']).next().is_some_and(is_month);
            (marked && dated).then_some((at, end))
        }) else {
            return;
        };
        let length = date_length(text.get(date_at..).unwrap_or_default());
        let printed = text.get(date_at..date_at + length).unwrap_or_default();
        let printed = printed.trim_matches([' ', ':', ',', '.', ')', ']']);
        if let Ok(date) = printed.parse::<PartialDate>() {
            item.accessed.get_or_insert(CslDate(date));
        }
        let rest = text.get(date_at + length..).unwrap_or_default();
        let closing = rest.len() - rest.trim_start_matches(['.', ']', ')', ',', ' ']).trim_start_matches("from").len();
        let opening = text.get(..start).is_some_and(|b| b.ends_with(['[', '(']));
        text.replace_range(start - usize::from(opening)..date_at + length + closing, " ");
    }
}

/// How many bytes of a string are a date: months and numbers of one, two or four digits.
fn date_length(text: &str) -> usize {
    let mut end = 0;
    for token in text.split_inclusive(' ') {
        let core = token.trim_matches(|c: char| !c.is_alphanumeric());
        let number = core.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let iso = core.len() >= 7 && core.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'/');
        let day = number.bytes().all(|b| b.is_ascii_digit()) && matches!(number.len(), 1 | 2 | 4);
        if !(core.is_empty() || iso || is_month(core) || (day && core.len() <= number.len() + 2)) {
            break;
        }
        end += token.len();
        if iso || token.trim_end().ends_with([']', '.', ')']) && number.len() == 4 {
            break;
        }
    }
    end
}

/// PMID, PMCID, ISBN and NBK numbers with their labels, and the bare PMID that PLOS prints last.
fn take_numbered(text: &mut String, item: &mut Item) {
    for label in ["pubmed central pmcid:", "pmcid:", "pmc id:", "pmcid"] {
        while let Some(found) = labelled(text, label, |c| c.is_ascii_alphanumeric()) {
            let digits = found.trim_start_matches(|c: char| !c.is_ascii_digit());
            if digits.is_empty() {
                break;
            }
            item.pmcid.get_or_insert(format!("PMC{digits}"));
        }
    }
    for label in ["pubmed pmid:", "pmid:", "pubmed id:", "pubmed:", "pmid"] {
        while let Some(digits) = labelled(text, label, |c| c.is_ascii_digit()) {
            item.pmid.get_or_insert(digits);
        }
    }
    for label in ["isbn-13:", "isbn-10:", "isbn:", "isbn"] {
        while let Some(isbn) = labelled(text, label, |c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | 'X' | 'x'))
        {
            let kept: String = isbn.chars().filter(|c| c.is_ascii_digit() || c.eq_ignore_ascii_case(&'x')).collect();
            item.isbn.get_or_insert(kept.to_uppercase());
        }
    }
    bare_pmcid(text, item);
    bare_pmid(text, item);
}

/// Cuts a label and what follows it out of the text.
fn labelled(text: &mut String, label: &str, part: fn(char) -> bool) -> Option<String> {
    let at = find_word(text, label)?;
    if text.get(..at)?.ends_with(char::is_alphanumeric) {
        return None;
    }
    let rest = text.get(at + label.len()..)?;
    let start = at + label.len() + rest.len() - rest.trim_start_matches([' ', ':']).len();
    let value = text.get(start..)?;
    let value = value.get(..value.find(|c| !part(c)).unwrap_or(value.len()))?.trim_end().to_owned();
    if !value.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    text.replace_range(at..start + value.len(), " ");
    Some(value)
}

fn bare_pmcid(text: &mut String, item: &mut Item) {
    let Some(at) = text.find("PMC").filter(|_| item.pmcid.is_none()) else { return };
    let digits: String = text.get(at + 3..).unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    if digits.len() >= 5 {
        text.replace_range(at..at + 3 + digits.len(), " ");
        item.pmcid = Some(format!("PMC{digits}"));
    }
}

/// Seven or eight digits that stand alone behind the last stop.
fn bare_pmid(text: &mut String, item: &mut Item) {
    let trimmed = text.trim_end_matches([' ', '.', ';', ',']);
    let digits = trimmed.len() - trimmed.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = trimmed.len() - digits;
    let before = trimmed.get(..start).unwrap_or_default();
    let alone = before.ends_with("  ") || before.trim_end().ends_with(['.', ']', ';']);
    if item.pmid.is_none() && (7..=8).contains(&digits) && alone && before.ends_with(' ') {
        item.pmid = trimmed.get(start..).map(str::to_owned);
        text.truncate(start);
    }
}

/// Labels of links and registers that say nothing about the work.
fn take_labels(text: &mut String) {
    const LABELS: [&str; 20] = [
        "[pubmed abstract]",
        "[pubmed]",
        "[medline]",
        "[abstract free full text]",
        "[full text]",
        "[free full text]",
        "[pdf]",
        "[google scholar]",
        "[crossref]",
        "[cross ref]",
        "[internet]",
        "[online]",
        "also available online",
        "available online",
        "[pii]",
        "epub ahead of print",
        "[epub",
        "epub",
        "[html]",
        "[pmc free article]",
    ];
    for label in LABELS {
        for _ in 0..MOST {
            let Some(at) = find_word(text, label) else { break };
            // "Epub" is also part of "Republic".
            if text.get(..at).is_some_and(|b| b.ends_with(char::is_alphanumeric)) {
                break;
            }
            let mut end = at + label.len();
            if label.ends_with("epub") {
                end += date_length(text.get(end..).unwrap_or_default());
            }
            let start = if label == "[pii]" {
                text.get(..at).and_then(|b| b.trim_end().rfind(' ')).map_or(at, |i| i + 1)
            } else {
                at
            };
            text.replace_range(start..end, " ");
        }
    }
    // "[Abstract]" at the end is a link; before a journal it says what the work is.
    while let Some(rest) = text.trim_end().strip_suffix("[Abstract]") {
        let length = rest.len();
        text.truncate(length);
    }
}

/// One space between words, and no marks left without words between them.
fn tidy(text: &mut String) {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let empty = matches!(word, "." | ";" | "()" | "[]" | "(" | "<>" | ".." | "].")
            || (word == "," && out.ends_with(['.', ',']));
        if empty && (out.is_empty() || out.ends_with(['.', ',', ';', '?', '!'])) {
            continue;
        }
        if !(out.is_empty() || word == "." || word == ";") {
            out.push(' ');
        }
        out.push_str(word);
    }
    *text = out;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Item, Taken, String) {
        let (mut text, mut item) = (text.to_owned(), Item::default());
        let taken = take(&mut text, &mut item);
        (item, taken, text)
    }

    #[test]
    fn dois_in_every_dress() {
        for (printed, want) in [
            ("A. doi:10.7759/cureus.57475", "10.7759/cureus.57475"),
            ("A. https://doi.org/10.1000/ab-c.", "10.1000/ab-c"),
            ("A (http://dx.doi.org/10.1000/abc).", "10.1000/abc"),
            ("A (10.1016/S0140-6736(97)11096-0).", "10.1016/S0140-6736(97)11096-0"),
            (
                "A. DOI: 10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S",
                "10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S",
            ),
            ("A. https://doi.org/10.1000%2Fabc", "10.1000/abc"),
            ("A. https://onlinelibrary.wiley.com/doi/10.1002/abc.1/full", "10.1002/abc.1"),
        ] {
            let (item, taken, _) = read(printed);
            assert_eq!(item.doi.as_deref(), Some(want), "{printed}");
            assert_eq!(taken.doi_printed.as_deref(), Some(want), "{printed}");
        }
        let (item, taken, rest) = read("A title. Journal, 9. doi:10.1002/146.pub4");
        assert_eq!((rest.as_str(), item.doi.is_some(), taken.notes.len()), ("A title. Journal, 9.", true, 0));
        let (item, taken, _) = read("A title. J. doi:10.1234.5678");
        assert_eq!((item.doi, taken.doi_printed.as_deref(), taken.notes.len()), (None, Some("10.1234.5678"), 1));
        assert_eq!(read("Seen on 01/10/2021 at 10:30").0.doi, None);
    }

    #[test]
    fn other_identifiers() {
        let (item, _, rest) = read(
            "T. J. 2010;1(1):14. Epub 2010/12/03. 2041-22 [pii] doi: 10.1186/2041 21122102; PubMed Central PMCID: PMC3012025.",
        );
        assert_eq!((item.pmid.as_deref(), item.pmcid.as_deref()), (Some("21122102"), Some("PMC3012025")));
        assert_eq!(rest, "T. J. 2010;1(1):14.");
        let (item, _, rest) = read("Back pain. Nhs.uk. https://www.nhs.uk/back-pain/ Accessed May 3, 2024.");
        assert_eq!(item.url.as_deref(), Some("https://www.nhs.uk/back-pain/"));
        assert_eq!(item.accessed.map(|d| d.0.to_string()).as_deref(), Some("2024-05-03"));
        assert_eq!(rest, "Back pain. Nhs.uk.");
        let (item, _, _) = read("W. https://www.ncbi.nlm.nih.gov/books/NBK573947/");
        assert_eq!(item.other.get("NBK").and_then(|v| v.as_str()), Some("NBK573947"));
        let (item, _, rest) = read("Q. U.S. Department. Accessed on 2004-09-06. cis.nci.nih.gov/fact/5_29.htm");
        assert_eq!(item.url.as_deref(), Some("http://cis.nci.nih.gov/fact/5_29.htm"));
        assert_eq!(rest, "Q. U.S. Department.");
    }
}
