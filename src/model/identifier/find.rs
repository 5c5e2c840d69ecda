//! Finding identifiers in prose: only where a label, a URL or their own letters say what they are. A number alone is
//! never a PMID.

use super::{ArxivId, Isbn, Issn, Nbk, NotAnIdentifier, Orcid, Pmcid, Pmid};

/// An identifier of one of the kinds that are found in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherIdentifier {
    /// PubMed.
    Pmid(Pmid),
    /// PubMed Central.
    Pmcid(Pmcid),
    /// NCBI Bookshelf.
    Nbk(Nbk),
    /// A book.
    Isbn(Isbn),
    /// A journal.
    Issn(Issn),
    /// arXiv.
    Arxiv(ArxivId),
    /// A person.
    Orcid(Orcid),
}

/// What a text says is an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundIdentifier {
    /// Where it begins, with its label or URL, in bytes of the text.
    pub start: usize,
    /// Where it ends, exclusive, in bytes of the text.
    pub end: usize,
    /// The text between the two.
    pub printed: String,
    /// The identifier, or why it is none.
    pub identifier: Result<OtherIdentifier, NotAnIdentifier>,
}

/// Every identifier in a text but DOIs, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identifiers(pub Vec<FoundIdentifier>);

/// Declares the first identifier of each kind.
macro_rules! first {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($type:ty)),+) => { $(
        $(#[$doc])*
        pub fn $name(&self) -> Option<&$type> {
            self.0.iter().find_map(|found| match &found.identifier {
                Ok(OtherIdentifier::$variant(id)) => Some(id),
                _ => None,
            })
        }
    )+ };
}

impl Identifiers {
    first! {
        /// The first PMID.
        pmid: Pmid(Pmid),
        /// The first PMCID.
        pmcid: Pmcid(Pmcid),
        /// The first Bookshelf accession.
        nbk: Nbk(Nbk),
        /// The first ISBN.
        isbn: Isbn(Isbn),
        /// The first ISSN.
        issn: Issn(Issn),
        /// The first arXiv identifier.
        arxiv: Arxiv(ArxivId),
        /// The first ORCID iD.
        orcid: Orcid(Orcid)
    }

    /// What is labelled as an identifier and is none.
    pub fn malformed(&self) -> impl Iterator<Item = &NotAnIdentifier> {
        self.0.iter().filter_map(|found| found.identifier.as_ref().err())
    }

    /// Finds them all.
    pub fn find(text: &str) -> Self {
        let mut found: Vec<FoundIdentifier> = Vec::new();
        let mut before = None;
        for (start, c) in text.char_indices() {
            let begins_word = !before.is_some_and(char::is_alphanumeric);
            before = Some(c);
            if !begins_word || !c.is_ascii_alphabetic() || found.last().is_some_and(|last| start < last.end) {
                continue;
            }
            found.extend(text.get(start..).and_then(|rest| read_at(rest, start)));
        }
        Self(found)
    }
}

/// What announces an identifier: its opening words, how its value is cut out, how it is read.
struct Sign {
    opening: &'static str,
    value: fn(&str) -> Option<usize>,
    read: fn(&str) -> Result<OtherIdentifier, NotAnIdentifier>,
    /// The opening words are part of the value (`PMC1234`).
    own: bool,
}

/// The opening words, the longer before the shorter.
const SIGNS: &[Sign] = &[
    Sign { opening: "PubMed PMID", value: digits, read: pmid, own: false },
    Sign { opening: "PubMed ID", value: digits, read: pmid, own: false },
    Sign { opening: "PMID", value: digits, read: pmid, own: false },
    Sign { opening: "pubmed.ncbi.nlm.nih.gov/", value: digits, read: pmid, own: false },
    Sign { opening: "ncbi.nlm.nih.gov/pubmed/", value: digits, read: pmid, own: false },
    Sign { opening: "europepmc.org/article/MED/", value: digits, read: pmid, own: false },
    Sign { opening: "PMCID", value: accession, read: pmcid, own: false },
    Sign { opening: "PMC", value: digits, read: pmcid, own: true },
    Sign { opening: "NBK", value: digits, read: nbk, own: true },
    Sign { opening: "ISBN-13", value: book, read: isbn, own: false },
    Sign { opening: "ISBN-10", value: book, read: isbn, own: false },
    Sign { opening: "ISBN13", value: book, read: isbn, own: false },
    Sign { opening: "ISBN10", value: book, read: isbn, own: false },
    Sign { opening: "ISBN", value: book, read: isbn, own: false },
    Sign { opening: "eISSN", value: serial, read: issn, own: false },
    Sign { opening: "ISSN", value: serial, read: issn, own: false },
    Sign { opening: "arXiv.org/abs/", value: preprint, read: arxiv, own: false },
    Sign { opening: "arXiv.org/pdf/", value: preprint, read: arxiv, own: false },
    Sign { opening: "arXiv", value: preprint, read: arxiv, own: false },
    Sign { opening: "orcid.org/", value: person, read: orcid, own: false },
    Sign { opening: "ORCID iD", value: person, read: orcid, own: false },
    Sign { opening: "ORCID", value: person, read: orcid, own: false },
];

fn read_at(rest: &str, start: usize) -> Option<FoundIdentifier> {
    // A URL opens at its scheme, so that the whole of it counts as printed.
    let host = ["https://www.", "http://www.", "https://", "http://", "www."].iter().find_map(|s| opens_with(rest, s));
    let body = host.unwrap_or(rest);
    let sign = SIGNS
        .iter()
        .find(|sign| opens_with(body, sign.opening).is_some() && (host.is_none() || sign.opening.contains('/')));
    let sign =
        sign.or_else(|| SIGNS.iter().find(|s| s.own && host.is_none() && opens_with(body, s.opening).is_some()))?;
    let after = opens_with(body, sign.opening)?;
    let value = if sign.own { after } else { after.trim_start_matches([':', '=', '#', ' ', '\u{a0}', '(']) };
    if after.len() - value.len() > 4 {
        return None;
    }
    let length = (sign.value)(value)?;
    let value_start = rest.len() - value.len();
    let (from, to) = (if sign.own { value_start - sign.opening.len() } else { value_start }, value_start + length);
    let slash = usize::from(host.is_some() && rest.get(to..).is_some_and(|r| r.starts_with('/')));
    Some(FoundIdentifier {
        start,
        end: start + to + slash,
        printed: rest.get(..to + slash)?.to_owned(),
        identifier: (sign.read)(rest.get(from..to)?),
    })
}

fn opens_with<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(words.len())?;
    head.eq_ignore_ascii_case(words).then_some(rest)
}

/// The length of a run of digits; none if there is none.
fn digits(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then_some(end)
}

/// `PMC1234`, with its letters or, wrongly, without.
fn accession(text: &str) -> Option<usize> {
    match opens_with(text, "PMC") {
        Some(rest) => {
            let number = digits(rest)?;
            let version = rest.get(number..).and_then(|r| r.strip_prefix('.')).and_then(digits).map_or(0, |n| n + 1);
            Some(3 + number + version)
        }
        None => digits(text),
    }
}

fn book(text: &str) -> Option<usize> {
    grouped(text, |seen| if seen.starts_with("978") || seen.starts_with("979") { 13 } else { 10 })
}

fn serial(text: &str) -> Option<usize> {
    grouped(text, |_| 8)
}

fn person(text: &str) -> Option<usize> {
    let skipped = opens_with(text, "https://orcid.org/")
        .or_else(|| opens_with(text, "orcid.org/"))
        .map_or(0, |r| text.len() - r.len());
    grouped(text.get(skipped..)?, |_| 16).map(|n| n + skipped)
}

/// The length of a number in groups, up to as many digits as it should have.
fn grouped(text: &str, wanted: fn(&str) -> usize) -> Option<usize> {
    let mut seen = String::new();
    let mut end = None;
    for (i, c) in text.char_indices() {
        match c {
            '0'..='9' | 'X' | 'x' => seen.push(c),
            '-' | ' ' | '\u{a0}' | '\u{2010}'..='\u{2015}' if !seen.is_empty() => continue,
            _ => break,
        }
        end = Some(i + 1);
        if seen.len() >= wanted(&seen) {
            break;
        }
    }
    end
}

fn preprint(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "./-".contains(c))).unwrap_or(text.len());
    let id = text.get(..end)?.trim_end_matches(['.', '/', '-']);
    let id = id.strip_suffix(".pdf").unwrap_or(id);
    id.contains(|c: char| c.is_ascii_digit()).then_some(id.len())
}

fn pmid(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Pmid)
}
fn pmcid(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Pmcid)
}
fn nbk(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Nbk)
}
fn isbn(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Isbn)
}
fn issn(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Issn)
}
fn arxiv(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Arxiv)
}
fn orcid(text: &str) -> Result<OtherIdentifier, NotAnIdentifier> {
    text.parse().map(OtherIdentifier::Orcid)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was found, as `printed = identifier` or `printed ! what`.
    fn found(text: &str) -> Vec<String> {
        let shown = |found: FoundIdentifier| {
            assert_eq!(text.get(found.start..found.end), Some(found.printed.as_str()));
            match found.identifier {
                Ok(OtherIdentifier::Pmid(id)) => format!("{} = {id}", found.printed),
                Ok(OtherIdentifier::Pmcid(id)) => format!("{} = {id}", found.printed),
                Ok(OtherIdentifier::Nbk(id)) => format!("{} = {id}", found.printed),
                Ok(OtherIdentifier::Isbn(id)) => format!("{} = {id}", found.printed),
                Ok(OtherIdentifier::Issn(id)) => format!("{} = {id}", found.printed),
                Ok(OtherIdentifier::Arxiv(id)) => format!("{} = {id}", found.printed),
                Ok(OtherIdentifier::Orcid(id)) => format!("{} = {id}", found.printed),
                Err(e) => format!("{} ! {}", found.printed, e.what),
            }
        };
        Identifiers::find(text).0.into_iter().map(shown).collect()
    }

    #[test]
    fn labelled_identifiers_are_found() {
        for (text, expected) in [
            (
                "Lancet. 1998. PMID: 9500348; PMCID: PMC1234567.",
                vec!["PMID: 9500348 = 9500348", "PMCID: PMC1234567 = PMC1234567"],
            ),
            ("(PMID 9500348)", vec!["PMID 9500348 = 9500348"]),
            ("in PMC1234567, and NBK430685", vec!["PMC1234567 = PMC1234567", "NBK430685 = NBK430685"]),
            ("https://pubmed.ncbi.nlm.nih.gov/9500348/", vec!["https://pubmed.ncbi.nlm.nih.gov/9500348/ = 9500348"]),
            ("www.ncbi.nlm.nih.gov/pubmed/9500348", vec!["www.ncbi.nlm.nih.gov/pubmed/9500348 = 9500348"]),
            ("https://www.ncbi.nlm.nih.gov/books/NBK430685/", vec!["NBK430685 = NBK430685"]),
            ("https://pmc.ncbi.nlm.nih.gov/articles/PMC12/", vec!["PMC12 = PMC12"]),
            ("ISBN 978-1-4731-4227-5 2019", vec!["ISBN 978-1-4731-4227-5 = 9781473142275"]),
            ("ISBN-10: 0-306-40615-2. 2nd ed.", vec!["ISBN-10: 0-306-40615-2 = 9780306406157"]),
            ("ISSN 1471-2393, 2023", vec!["ISSN 1471-2393 = 1471-2393"]),
            ("arXiv:2101.12345v2 [cs]", vec!["arXiv:2101.12345v2 = 2101.12345v2"]),
            (
                "https://orcid.org/0000-0002-1825-0097",
                vec!["https://orcid.org/0000-0002-1825-0097 = 0000-0002-1825-0097"],
            ),
            ("ISBN 978-1-4731-4227-6", vec!["ISBN 978-1-4731-4227-6 ! ISBN"]),
            ("PMID: 123456789", vec!["PMID: 123456789 ! PMID"]),
            ("PMCID: 1234567", vec!["PMCID: 1234567 ! PMCID"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn an_unlabelled_number_is_nothing() {
        for text in [
            "9500348",
            "2023;23:830",
            "1471-2393",
            "0000-0002-1825-0097",
            "XPMID: 1",
            "PMID pending",
            "PMC members",
            "the ISBN",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
