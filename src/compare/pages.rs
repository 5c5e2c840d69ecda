//! Whether pages and article numbers are the same: ranges in full or abbreviated, any dash, `e42010` or `42010`.

use super::names::fold_token;

/// How two places in a container compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageComparison {
    /// The same.
    Same,
    /// The same first page; one side gives no last one.
    SameStart,
    /// Others.
    Differ,
    /// One side gives pages, the other an article number: nothing can be said.
    Unlike,
}

/// A page range or article number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PagePlace {
    first: String,
    last: Option<String>,
}

/// Compares what is printed with what is registered, each pages or article number or both. None where a side gives neither.
pub fn compare_pages(printed: &[&str], registered: &[&str]) -> Option<PageComparison> {
    let read = |texts: &[&str]| -> Vec<PagePlace> { texts.iter().filter_map(|t| PagePlace::read(t)).collect() };
    let (printed, registered) = (read(printed), read(registered));
    let pairs = || printed.iter().flat_map(|p| registered.iter().map(move |r| p.compare(r)));
    pairs().min_by_key(|pages| match pages {
        PageComparison::Same => 0,
        PageComparison::SameStart => 1,
        PageComparison::Differ => 2,
        PageComparison::Unlike => 3,
    })
}

impl PagePlace {
    fn read(text: &str) -> Option<Self> {
        let mut text = crate::text::fold(text);
        for label in ["article number", "article no", "art. no", "article", "art no", "pp", "p."] {
            if let Some(rest) = text.strip_prefix(label) {
                text = rest.trim_start_matches(['.', ':', ' ']).to_owned();
                break;
            }
        }
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let (first, last) = match text.split_once('-') {
            Some((first, last)) => (first, Some(fold_token(last))),
            None => (text, None),
        };
        let first = fold_token(first);
        let last = last.filter(|l| !l.is_empty()).map(|last| complete(&first, last)).filter(|last| *last != first);
        (!first.is_empty()).then_some(Self { first, last })
    }

    fn compare(&self, other: &Self) -> PageComparison {
        match (strip_zeros(&self.first) == strip_zeros(&other.first), &self.last, &other.last) {
            (true, Some(a), Some(b)) if strip_zeros(a) != strip_zeros(b) => PageComparison::Differ,
            (true, Some(_), None) | (true, None, Some(_)) => PageComparison::SameStart,
            (true, ..) => PageComparison::Same,
            (false, ..) if self.is_article_number() != other.is_article_number() => PageComparison::Unlike,
            (false, ..) => PageComparison::Differ,
        }
    }

    /// Article numbers have no last page, and five digits or a letter before them.
    fn is_article_number(&self) -> bool {
        let digits = self.first.chars().filter(char::is_ascii_digit).count();
        self.last.is_none() && (digits >= 5 || self.first.starts_with(|c: char| c.is_alphabetic()))
    }
}

/// The last page in full: `1695-9` ends on 1699.
fn complete(first: &str, last: String) -> String {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    match first.len().checked_sub(last.len()).and_then(|n| first.get(..n)) {
        Some(head) if digits(first) && digits(&last) && !head.is_empty() => format!("{head}{last}"),
        _ => last,
    }
}

/// Without the `e` of an electronic article and leading zeros.
fn strip_zeros(page: &str) -> &str {
    let bare = page.strip_prefix('e').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(page);
    let trimmed = bare.trim_start_matches('0');
    if trimmed.is_empty() { bare } else { trimmed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_article_numbers() {
        for (printed, registered, expected) in [
            ("53-64", "53–64", Some(PageComparison::Same)),
            ("53-64.", "53-64", Some(PageComparison::Same)),
            ("pp. 53--64", "53-64", Some(PageComparison::Same)),
            ("1695-9", "1695-1699", Some(PageComparison::Same)),
            ("1695-99", "1695-1699", Some(PageComparison::Same)),
            ("S12-S19", "s12–s19", Some(PageComparison::Same)),
            ("e42010", "42010", Some(PageComparison::Same)),
            ("Article 830", "830", Some(PageComparison::Same)),
            ("Art. No.: CD001139", "CD001139", Some(PageComparison::Same)),
            ("53", "53-64", Some(PageComparison::SameStart)),
            ("53-64", "53-65", Some(PageComparison::Differ)),
            ("53-64", "153-164", Some(PageComparison::Differ)),
            ("e42010", "e42011", Some(PageComparison::Differ)),
            ("1-21", "2163790", Some(PageComparison::Unlike)),
            ("773988", "12-19", Some(PageComparison::Unlike)),
            ("", "53-64", None),
            ("53-64", "n/a", Some(PageComparison::Unlike)),
        ] {
            assert_eq!(compare_pages(&[printed], &[registered]), expected, "{printed} / {registered}");
        }
        assert_eq!(compare_pages(&["e57475"], &["12-19", "57475"]), Some(PageComparison::Same));
        assert_eq!(compare_pages(&["1-2"], &[]), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(a in "\\PC{0,12}", b in "[0-9e–-]{0,9}") {
            let _ = compare_pages(&[&a], &[&b]);
            proptest::prop_assert!(compare_pages(&[&b], &[&b]).is_none_or(|p| p == PageComparison::Same));
        }
    }
}
