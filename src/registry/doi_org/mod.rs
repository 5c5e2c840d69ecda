//! doi.org, the only one that can say a DOI is absent: which agency registered it ([`read_agencies`], many in one
//! request), and its record in the handle system ([`read_record`], one by one).

mod agencies;
mod record;
mod tombstones;

pub use agencies::{Agency, build_agencies_request, read_agencies, split_into_lists};
pub use record::{Record, build_record_request, read_record};
pub(super) use tombstones::is_tombstone;

use super::{Role, Service};
use crate::http::Pace;
use crate::model::{Doi, Subject};

/// The descriptor. No limit is published; this pace is ours.
pub const SERVICE: Service = Service {
    name: "doi.org",
    base: "https://doi.org",
    variable: "CLAIMBOOK_DOI_ORG",
    pace: Pace::per_second(5, 2),
    identified: None,
    is_told: "the DOIs",
    answers: &[(Subject::Exists, 0)],
    role: Role::DoiSystem,
};

/// Whether it is a short DOI (`10/abc`): only the handle system knows those.
pub fn is_short(doi: &Doi) -> bool {
    doi.key().starts_with("10/")
}

/// A DOI as path segments. A comma separates DOIs in a list, so it is always escaped; a segment of dots would be
/// resolved away by URL libraries, so one slash beside it is escaped.
fn path(doi: &Doi) -> String {
    let encoded = doi.encoded().replace(',', "%2C");
    let dots = |segment: &str| matches!(segment, "." | "..");
    let mut path = String::with_capacity(encoded.len());
    for segment in encoded.split('/') {
        if !path.is_empty() {
            let last = path.rsplit('/').next().unwrap_or_default();
            path.push_str(if dots(segment) || dots(last) { "%2F" } else { "/" });
        }
        path.push_str(segment);
    }
    path
}

#[cfg(test)]
pub(super) fn base() -> super::Base {
    let own = crate::model::Service { url: Some("http://127.0.0.1:9/".to_owned()), pace_off: None };
    super::Base::new(&SERVICE, &[SERVICE], &own, false).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awkward_dois_survive_the_url() {
        let table = [
            ("10.1000/182", "10.1000/182"),
            ("10.1000/a#b?c%de+f", "10.1000/a%23b%3Fc%25de%2Bf"),
            ("10.1000/a,b", "10.1000/a%2Cb"),
            ("10.48612//a", "10.48612//a"),
            ("10.1000/a/../b", "10.1000/a%2F../b"),
            ("10.1000/./b", "10.1000%2F./b"),
            ("10.1000/a/", "10.1000/a/"),
        ];
        for (doi, expected) in table {
            let doi: Doi = doi.parse().unwrap();
            assert_eq!(path(&doi), expected);
            let url = base().join(&format!("api/handles/{}", path(&doi)), None);
            assert_eq!(url.path(), format!("/api/handles/{expected}"));
        }
        let sici: Doi = "10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S".parse().unwrap();
        assert!(path(&sici).contains("%3C952") && path(&sici).contains("mrm16%3E3"));
    }
}
