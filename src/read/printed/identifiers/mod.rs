//! What a machine can follow: DOI, PMID, PMCID, ISBN, NBK, addresses, and the date a page was read. Each is taken out
//! of the string, so that the styles see only words and figures.

mod accessed;
mod address;
mod doi;
mod numbered;

pub(in crate::read) use self::accessed::take_accessed;
pub(super) use self::accessed::{is_before_access, read_short_date};
use self::address::{take_addresses, take_hosts, take_named_host};
use self::doi::take_dois;
use self::numbered::{take_bare_pmcid, take_bare_pmid, take_labelled_numbers};
use crate::model::PartialDate;

/// What identifies the work of an entry, and where it is read. Of several of one kind the first counts.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    pub(super) doi: Option<String>,
    /// The DOI as printed, even where it is malformed.
    pub(super) doi_printed: Option<String>,
    pub(super) pmid: Option<String>,
    pub(super) pmcid: Option<String>,
    pub(super) nbk: Option<String>,
    pub(super) isbn: Option<String>,
    pub(super) issn: Option<String>,
    pub(super) url: Option<String>,
    /// When the page was read.
    pub(super) accessed: Option<PartialDate>,
    /// What was wrong with any of them.
    pub(super) notes: Vec<String>,
}

/// No entry holds more of one kind; what is beyond stays in the text.
const MOST: usize = 8;

/// Takes everything that identifies the work out of a text.
pub(super) fn take(text: &mut String) -> Identifiers {
    join(text);
    let dois = take_dois(text);
    let addresses = take_addresses(text);
    let url = dois.url.or(addresses.url).or_else(|| take_named_host(text));
    take_hosts(text);
    let accessed = take_accessed(text);
    let numbers = take_labelled_numbers(text);
    Identifiers {
        doi: dois.first,
        doi_printed: dois.printed,
        pmcid: addresses.pmcid.or(numbers.pmcid).or_else(|| take_bare_pmcid(text)),
        pmid: addresses.pmid.or(numbers.pmid).or_else(|| take_bare_pmid(text)),
        nbk: addresses.nbk,
        isbn: numbers.isbn,
        issn: numbers.issn,
        url,
        accessed,
        notes: dois.notes,
    }
}

/// Puts addresses together that a space cut: `https: //doi.org/…`, `https:// www.`, `doi. org/`.
fn join(text: &mut String) {
    const CUT: [(&str, &str); 7] = [
        ("http: //", "http://"),
        ("https: //", "https://"),
        ("http:// ", "http://"),
        ("https:// ", "https://"),
        ("doi. org/", "doi.org/"),
        ("doi.org/ 10.", "doi.org/10."),
        ("http//", "http://"),
    ];
    for (cut, whole) in CUT {
        if text.contains(cut) {
            *text = text.replace(cut, whole);
        }
    }
}

/// Where a token that begins at `from` ends: at white space or at a mark that no address holds.
fn find_token_end(text: &str, from: usize) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Identifiers, String) {
        let mut text = text.to_owned();
        let taken = take(&mut text);
        crate::read::printed::remarks::take(&mut text, &taken);
        (taken, text)
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
            ("A. doi:10.1000/heart.2025.epub1", "10.1000/heart.2025.epub1"),
            ("A. https://doi.org/10.1000/jacc.fict. 2014.028", "10.1000/jacc.fict.2014.028"),
            ("A. https://doi.org/10.1000/jacc. fict.2014.030", "10.1000/jacc.fict.2014.030"),
            ("A. doi:10.1000/jacc.2014. 2015. B", "10.1000/jacc.2014"),
            ("A. doi:10.1000/jacc.2014. see fig.2", "10.1000/jacc.2014"),
            ("A. doi:10.1000/jacc.2014.Epub 2014 May 3", "10.1000/jacc.2014"),
            ("A. https://onlinelibrary.wiley.com/doi/10.1002/abc.1/full", "10.1002/abc.1"),
        ] {
            let (taken, _) = read(printed);
            assert_eq!(taken.doi.as_deref(), Some(want), "{printed}");
            assert_eq!(taken.doi_printed.as_deref(), Some(want), "{printed}");
        }
        let (taken, rest) = read("A title. Journal, 9. doi:10.1002/146.pub4");
        assert_eq!((rest.as_str(), taken.doi.is_some(), taken.notes.len()), ("A title. Journal, 9.", true, 0));
        let (taken, _) = read("A title. J. doi:10.1234.5678");
        assert_eq!((taken.doi, taken.doi_printed.as_deref(), taken.notes.len()), (None, Some("10.1234.5678"), 1));
        assert_eq!(read("Seen on 01/10/2021 at 10:30").0.doi, None);
    }

    #[test]
    fn other_identifiers() {
        let (taken, rest) = read(
            "T. J. 2010;1(1):14. Epub 2010/12/03. 2041-22 [pii] doi: 10.1186/2041 21122102; PubMed Central PMCID: PMC3012025.",
        );
        assert_eq!((taken.pmid.as_deref(), taken.pmcid.as_deref()), (Some("21122102"), Some("PMC3012025")));
        assert_eq!(rest, "T. J. 2010;1(1):14.");
        let (taken, rest) = read("Back pain. Nhs.uk. https://www.nhs.uk/back-pain/ Accessed May 3, 2024.");
        assert_eq!(taken.url.as_deref(), Some("https://www.nhs.uk/back-pain/"));
        assert_eq!(taken.accessed.map(|date| date.to_string()).as_deref(), Some("2024-05-03"));
        assert_eq!(rest, "Back pain. Nhs.uk.");
        let (taken, _) = read("W. https://www.ncbi.nlm.nih.gov/books/NBK573947/");
        assert_eq!(taken.nbk.as_deref(), Some("NBK573947"));
        let (taken, rest) = read("Q. U.S. Department. Accessed on 2004-09-06. cis.nci.nih.gov/fact/5_29.htm");
        assert_eq!(taken.url.as_deref(), Some("http://cis.nci.nih.gov/fact/5_29.htm"));
        assert_eq!(rest, "Q. U.S. Department.");
    }
}
