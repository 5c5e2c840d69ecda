//! DOIs that were cut out of addresses of pages. The address may go on behind the DOI, and nobody but doi.org knows where the
//! DOI ends: `…/doi/10.1093/cid/ciaa1057/5877944` holds `10.1093/cid/ciaa1057`.

use super::Doi;

/// No address goes on for so many parts behind a DOI that more would be worth a question.
const MOST: usize = 6;

impl Doi {
    /// Whether nobody printed it as a DOI: it stands in a printed entry only as part of addresses, or not at all, and then in the
    /// address that the entry links to.
    pub fn is_cut_from(&self, printed: &str, address: Option<&str>) -> bool {
        let stands = |text: &str| -> Vec<bool> {
            let found = Self::find_all(text).into_iter();
            found.filter(|one| one.doi.as_ref() == Ok(self)).map(|one| one.in_address).collect()
        };
        let in_entry = stands(printed);
        let places = if in_entry.is_empty() { address.map(stands).unwrap_or_default() } else { in_entry };
        !places.is_empty() && places.into_iter().all(|in_address| in_address)
    }

    /// What is left of it where an address that it was cut out of goes on behind it, the longest first: without its last part
    /// behind a slash, or behind a stop where that is a word. What holds no figure is left out: the DOI of a journal, not of one
    /// of its articles.
    pub fn list_shorter(&self) -> Vec<Self> {
        let cut = |doi: &Self| {
            let (prefix, suffix) = doi.printed().split_once('/')?;
            let slash = suffix.rfind('/');
            let is_word =
                |w: &str| w.len() > 2 && w.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'_'));
            let stop = suffix.rfind('.').filter(|at| suffix.get(at + 1..).is_some_and(is_word));
            let rest = suffix.get(..slash.max(stop)?)?.trim_end_matches(['/', '.']);
            let rest = rest.contains(|c: char| c.is_ascii_digit()).then_some(rest)?;
            format!("{prefix}/{rest}").parse().ok()
        };
        std::iter::successors(cut(self), cut).take(MOST).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_adds_is_cut_part_by_part() {
        for (doi, expected) in [
            ("10.1093/cid/ciaa1057/5877944", &["10.1093/cid/ciaa1057"][..]),
            ("10.1021/acs.x.5b01/suppl_file/x_si_001", &["10.1021/acs.x.5b01/suppl_file", "10.1021/acs.x.5b01"]),
            ("10.1136/bmj.1.2.AD.supplementary-material", &["10.1136/bmj.1.2.AD"]),
            ("10.3389/x.2020.1/full/en", &["10.3389/x.2020.1/full", "10.3389/x.2020.1"]),
            ("10.1136/bmj.39489.470347.AD", &[]),
            ("10.1016/S0140-6736(97)11096-0", &[]),
            ("10.1000/full", &[]),
            ("10/gfz3v8", &[]),
        ] {
            let doi: Doi = doi.parse().unwrap();
            let shorter = doi.list_shorter();
            assert_eq!(shorter.iter().map(Doi::printed).collect::<Vec<_>>(), expected, "{doi}");
        }
        let long: Doi = format!("10.1000/1{}", "/a".repeat(500)).parse().unwrap();
        assert_eq!(long.list_shorter().len(), MOST);
    }

    #[test]
    fn a_doi_that_is_printed_as_one_is_not_cut_from_anything() {
        let doi: Doi = "10.1093/cid/ciaa1057/5877944".parse().unwrap();
        let page = "https://academic.oup.com/cid/article/doi/10.1093/cid/ciaa1057/5877944";
        for (printed, address, expected) in [
            (format!("Ager A. Colds. {page}."), None, true),
            (format!("Ager A. Colds. {}", page.trim_start_matches("https://")), None, true),
            ("Ager A. Colds. page".to_owned(), Some(page), true),
            (format!("Ager A. Colds. doi:{doi}"), Some(page), false),
            (format!("Ager A. Colds. https://doi.org/{doi}"), Some(page), false),
            (format!("Ager A. Colds. {page} {doi}"), None, false),
            ("Ager A. Colds.".to_owned(), None, false),
            ("Ager A. Colds.".to_owned(), Some("https://a.example/"), false),
        ] {
            assert_eq!(doi.is_cut_from(&printed, address), expected, "{printed}");
        }
    }
}
