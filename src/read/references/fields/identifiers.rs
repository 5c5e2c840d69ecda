//! Identifiers and addresses in the fields of records, in whatever way they are written there.

use super::{join_lines, keep_field, set_field};
use crate::model::{ArxivId, Doi, Isbn, Issn, Item, Pmcid, Pmid};

/// Where a second DOI is kept: a work has one.
pub(in crate::read::references) const ANOTHER_DOI: &str = "another-doi";

/// So many serial numbers stand together; what is beyond them is kept beside them.
const MOST_NUMBERS: usize = 64;

/// A DOI in any spelling, bare; what is no DOI stays as it came, for a rule to name. Of several the first is the work's.
pub(in crate::read::references) fn set_doi(item: &mut Item, text: &str) {
    let text = join_lines(text);
    let text = if text.contains('&') { unescape(&text) } else { text };
    for one in split_dois(&text) {
        let one = one.strip_suffix("[doi]").unwrap_or(one).trim();
        let bare = one.parse::<Doi>().map_or_else(|_| one.to_owned(), |doi| doi.printed().to_owned());
        let same = |known: &String| known.parse::<Doi>().is_ok_and(|known| one.parse() == Ok(known));
        match item.doi.as_ref().map(same) {
            None => set_field(item, |i| &mut i.doi, "DOI", &bare),
            Some(true) => {}
            Some(false) => keep_field(item, ANOTHER_DOI, &bare),
        }
    }
}

/// The signs of HTML as letters.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#60;", "<").replace("&#62;", ">")
}

/// The DOIs of a field: a sign or a blank, and then what begins one. A semicolon may belong to a DOI.
fn split_dois(text: &str) -> Vec<&str> {
    let begins = |rest: &str| {
        let rest = rest.trim_start_matches([' ', ';', ',', '|']);
        let figures = || rest.strip_prefix("10.").is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        let named = |name: &str| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        figures() && rest.contains('/') || named("doi:") || named("https://") || named("http://")
    };
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, ';' | ',' | ' ' | '|') || at < from {
            continue;
        }
        // "doi: 10.5555/a" has one, and so has what another sign goes on with.
        let before = text.get(from..at).unwrap_or_default();
        let whole = before.contains("10.") && before.contains('/');
        let rest = text.get(at..).unwrap_or_default();
        if whole && begins(rest) {
            parts.push(before);
            from = text.len() - rest.trim_start_matches([' ', ';', ',', '|']).len();
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

/// A PubMed identifier; what is none is kept under the field's name.
pub(in crate::read::references) fn set_pmid(item: &mut Item, name: &str, text: &str) {
    match text.parse::<Pmid>() {
        Ok(id) => set_field(item, |i| &mut i.pmid, name, id.as_str()),
        Err(_) => keep_field(item, name, text),
    }
}

/// Identifiers behind their names, as registers of trials and libraries list them: `PUBMED 33111,EMBASE 2007222`, `PMID: 33111`.
/// What the item has already stays.
pub(in crate::read::references) fn read_labelled_numbers(item: &mut Item, text: &str) {
    for one in text.split([',', ';', '|', '\n']).map(str::trim).take(MOST_NUMBERS) {
        let Some(at) = one.find(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '-')) else { continue };
        let (label, value) = one.split_at_checked(at).unwrap_or_default();
        let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '-' | '"' | '{' | '}'));
        let label: String = label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        match label.as_str() {
            "pubmed" | "pmid" | "medline" | "pubmedid" if item.pmid.is_none() => {
                item.pmid = value.parse::<Pmid>().ok().map(|id| id.to_string());
            }
            "pmc" | "pmcid" | "pubmedcentral" if item.pmcid.is_none() => {
                item.pmcid = value.parse::<Pmcid>().ok().map(|id| id.to_string());
            }
            "doi" if item.doi.is_none() => {
                item.doi = value.parse::<Doi>().ok().map(|doi| doi.printed().to_owned());
            }
            _ => {}
        }
    }
}

/// Whether a record's database, in small letters, is PubMed.
pub(in crate::read::references) fn is_pubmed(provider: &str) -> bool {
    ["pubmed", "medline", "nlm"].iter().any(|name| provider.contains(name))
}

/// A PubMed Central identifier; what is none is kept under the field's name.
pub(in crate::read::references) fn set_pmcid(item: &mut Item, name: &str, text: &str) {
    match text.parse::<Pmcid>() {
        Ok(id) => set_field(item, |i| &mut i.pmcid, name, id.as_str()),
        Err(_) => keep_field(item, name, text),
    }
}

/// An address, or several between semicolons or white space: the first is the work's, unless it only repeats an identifier
/// that the record lacks. Others are kept under the field's name.
pub(in crate::read::references) fn set_url(item: &mut Item, name: &str, text: &str) {
    let text = text.trim();
    let addressed = text.contains("://");
    for one in text.split([';', ' ', '\n', '\t']).map(str::trim).filter(|one| !one.is_empty()) {
        // A semicolon may belong to the address before it.
        let one = if addressed && !one.contains("://") { text } else { one };
        set_from_address(item, one);
        set_field(item, |i| &mut i.url, name, one);
        if one.len() == text.len() {
            break;
        }
    }
}

/// What an address says of identifiers that the record does not give itself.
fn set_from_address(item: &mut Item, url: &str) {
    let lower = url.to_ascii_lowercase();
    if item.doi.is_none() && lower.contains("doi.org/") {
        item.doi = url.parse::<Doi>().ok().map(|doi| doi.printed().to_owned());
    } else if item.pmid.is_none() && lower.contains("pubmed") {
        item.pmid = url.parse::<Pmid>().ok().map(|id| id.to_string());
    } else if item.pmcid.is_none() && lower.contains("/articles/pmc") {
        item.pmcid = url.parse::<Pmcid>().ok().map(|id| id.to_string());
    } else if lower.contains("arxiv.org/")
        && let Ok(id) = url.parse::<ArxivId>()
    {
        item.other.entry("arXiv".to_owned()).or_insert_with(|| id.base().into());
    }
}

/// ISSNs and ISBNs, told apart by their check digits, whatever stands between or behind them (`2325-9671 (electronic)`).
/// What is neither goes where the type of the record says; zeros are none.
pub(in crate::read::references) fn set_serial_numbers(item: &mut Item, text: &str, book: bool) {
    for one in text.split([';', ',', '\n', '\r', '\t']).map(str::trim).filter(|one| !one.is_empty()) {
        let number = one.split('(').next().unwrap_or(one).trim();
        // ERIC writes `ISSN-0022-0663`.
        let bare = |label: &str| number.strip_prefix(label).map(|rest| rest.trim_start_matches([':', '-', ' ']));
        let number = bare("ISSN").or_else(|| bare("EISSN")).or_else(|| bare("ISBN")).unwrap_or(number);
        if super::says_nothing(number) || number.chars().all(|c| matches!(c, '0' | '-' | ' ')) {
            continue;
        }
        let (issn, isbn) = (number.parse::<Issn>(), number.parse::<Isbn>());
        match (issn, isbn) {
            (Ok(issn), _) => append_one(item, |i| &mut i.issn, issn.as_str()),
            (_, Ok(isbn)) => append_one(item, |i| &mut i.isbn, isbn.printed()),
            _ if book => append_one(item, |i| &mut i.isbn, number),
            _ => append_one(item, |i| &mut i.issn, number),
        }
    }
}

fn append_one(item: &mut Item, field: fn(&mut Item) -> &mut Option<String>, one: &str) {
    match field(item) {
        Some(has) if has.split(", ").any(|known| known == one) => {}
        // Whoever compares each with all that are there takes too long over a field that holds very many.
        Some(has) if has.len() > MOST_NUMBERS * 16 => keep_field(item, "more-numbers", one),
        Some(has) => {
            has.push_str(", ");
            has.push_str(one);
        }
        none => *none = Some(one.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_behind_their_names() {
        for (text, pmid, doi) in [
            ("PUBMED 44222,EMBASE 2007222333", Some("44222"), None),
            ("EMBASE 2007222333; PMID: 44222", Some("44222"), None),
            ("Medline:44222|DOI: 10.5555/q", Some("44222"), Some("10.5555/q")),
            ("CN-01234567", None, None),
            ("PubMed", None, None),
            ("44222", None, None),
        ] {
            let mut item = Item::default();
            read_labelled_numbers(&mut item, text);
            assert_eq!((item.pmid.as_deref(), item.doi.as_deref()), (pmid, doi), "{text}");
        }
    }

    #[test]
    fn one_doi_of_whatever_the_field_holds() {
        for (text, first, other) in [
            ("10.5555/abf;10.5555/abg", "10.5555/abf", Some("10.5555/abg")),
            ("10.5555/abf; 10.5555/abg", "10.5555/abf", Some("10.5555/abg")),
            ("https://doi.org/10.5555/abf, https://doi.org/10.5555/abg", "10.5555/abf", Some("10.5555/abg")),
            ("10.5555/abf doi:10.5555/abf", "10.5555/abf", None),
            ("doi: 10.5555/abf", "10.5555/abf", None),
            ("10.5555/abf [doi]", "10.5555/abf", None),
            (
                "10.1002/(SICI)1097-0142(19980101)82:1&lt;30::AID-CNCR4&gt;3.0.CO;2-Z",
                "10.1002/(SICI)1097-0142(19980101)82:1<30::AID-CNCR4>3.0.CO;2-Z",
                None,
            ),
            ("pending", "pending", None),
        ] {
            let mut item = Item::default();
            set_doi(&mut item, text);
            assert_eq!(item.doi.as_deref(), Some(first), "{text}");
            assert_eq!(item.other.get(ANOTHER_DOI).and_then(|v| v.as_str()), other, "{text}");
        }
    }
}
