//! The pages of agencies and of their services that stand where a deleted DOI pointed. Each answers 200, so only its address
//! tells.

use url::Url;

/// Hosts, with those below them, and the parts of a path that name such a page there: folded to letters and digits, without an
/// ending such as `.html`.
const TOMBSTONES: &[(&str, &[&str])] = &[
    ("crossref.org", &["deleteddoi", "deleteddois", "invaliddoi"]),
    ("datacite.org", &["invalid", "invaliddoi", "deleteddoi", "tombstone"]),
    ("crosscite.org", &["invalid", "invaliddoi", "deleteddoi"]),
    ("doi.org", &["deleteddoi", "invaliddoi", "tombstone"]),
    ("medra.org", &["deleteddoi", "invaliddoi", "tombstone"]),
    ("japanlinkcenter.org", &["deleteddoi", "invaliddoi", "tombstone"]),
    // DOIs that libraries mint there belong to DataCite or Crossref.
    ("ezid.cdlib.org", &["tombstone"]),
];

/// Whether an address is one of the pages that stand where a deleted DOI pointed. A page elsewhere of such a name is a page
/// about deleted DOIs, or the tombstone of one thing, with the DOI in its place.
pub(in crate::registry) fn is_tombstone(target: &str) -> bool {
    let Ok(url) = Url::parse(target.trim()) else { return false };
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let is_at = |name: &str| host.strip_suffix(name).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    let named = |pages: &[&str]| url.path().split('/').any(|part| pages.contains(&fold_part(part).as_str()));
    TOMBSTONES.iter().any(|(host, pages)| is_at(host) && named(pages))
}

fn fold_part(part: &str) -> String {
    let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
    stem.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_own_pages_for_deleted_dois_are_known_by_their_address() {
        for (target, expected) in [
            ("http://www.crossref.org/deleted_DOI.html", true),
            ("https://www.crossref.org/_deleted-doi/", true),
            ("https://crossref.org/_deleted-doi", true),
            ("https://www.crossref.org/_deleted-doi/?doi=10.5555/a", true),
            ("https://www.crossref.org/deleted-doi/index.html", true),
            ("https://datacite.org/invalid.html", true),
            ("https://www.datacite.org/invalid.html#top", true),
            ("http://datacite.org/invalidDOI", true),
            ("https://www.datacite.org/invalidDOI/", true),
            ("https://ezid.cdlib.org/tombstone/id/doi:10.5555/a", true),
            ("https://www.crossref.org/blog/what-becomes-of-deleted-dois-in-2020/", false),
            ("https://crossref.org.example/deleted_DOI.html", false),
            ("https://notcrossref.org/deleted_DOI.html", false),
            ("https://x.example/?p=deleted_DOI.html", false),
            ("https://repository.example/invalid.html", false),
            ("https://support.datacite.org/docs/tombstone-pages", false),
            ("https://datacite.org/", false),
            ("deleted_DOI.html", false),
        ] {
            assert_eq!(is_tombstone(target), expected, "{target}");
        }
    }
}
