//! What a machine can follow: DOI, PMID, PMCID, ISBN, NBK, addresses, and the date a page was read. Each is taken out
//! of the string, so that the styles see only words and figures.

mod accessed;
mod address;
mod doi;
mod numbered;

pub(super) use self::accessed::short_date;
pub(in crate::read) use self::accessed::take_accessed;
use self::address::{take_addresses, take_hosts, take_named_host};
use self::doi::take_dois;
use self::numbered::take_numbered;
use crate::model::Item;

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
    join(text);
    take_dois(text, item, &mut taken);
    take_addresses(text, item);
    take_named_host(text, item);
    take_hosts(text);
    take_accessed(text, item);
    take_numbered(text, item);
    taken
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Item, Taken, String) {
        let (mut text, mut item) = (text.to_owned(), Item::default());
        let taken = take(&mut text, &mut item);
        crate::read::printed::remarks::take(&mut text, &mut item);
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
