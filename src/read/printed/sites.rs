//! Names of sites and organisations told by the address that is printed with them: "Orthoinfo" stands in
//! `orthoinfo.aaos.org`, "March of Dimes" in `marchofdimes.org`, "National Health Service" in `www.nhs.uk`.

use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

/// Parts of hosts that name nobody.
static NOBODY: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("hosts of nobody"));

/// Whether a name stands in the host of an address: spelt out, as its beginning, or by its initials.
pub(super) fn stands_in(name: &str, url: &str) -> bool {
    let host = url.split("://").last().unwrap_or(url).split(['/', '?', ':']).next().unwrap_or_default();
    let name = name.strip_prefix("The ").unwrap_or(name).split(" (").next().unwrap_or(name);
    let words = || name.split([' ', '-']).filter(|w| w.starts_with(char::is_alphanumeric));
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let plain = letters(&name.replace('&', "and"));
    let initials: String = words().filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
    let initials = initials.to_lowercase();
    // "ChoosePT: 5 things to know" is a title.
    if words().count() > 10 || plain.len() < 2 || name.contains(": ") {
        return false;
    }
    plain == letters(host.trim_start_matches("www."))
        || host.to_lowercase().split('.').filter(|part| !NOBODY.contains(part)).any(|part| {
            let part = letters(part);
            plain == part
                || (part.len() >= 3 && initials == part)
                || (plain.len() >= 5 && part.starts_with(&plain))
                || (part.len() >= 6 && plain.starts_with(&part))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_hosts() {
        for (name, url, want) in [
            ("OrthoInfo", "https://orthoinfo.aaos.org/en", true),
            ("March of Dimes", "https://www.marchofdimes.org/x", true),
            ("American Academy of Orthopaedic Surgeons", "https://orthoinfo.aaos.org/en", true),
            ("Mayo Clinic Staff", "http://mayoclinic.org/x", true),
            ("Tommy’s", "https://www.tommys.org", true),
            ("GOV.UK", "https://www.gov.uk/x", true),
            ("healthdirect Australia", "http://healthdirect.gov.au/x", true),
            ("Health", "https://www.health.sable.example/", false),
            ("Back pain", "https://www.nhs.uk/back-pain", false),
            ("Sleeping well", "http://who.int/sleeping-well", false),
        ] {
            assert_eq!(stands_in(name, url), want, "{name} {url}");
        }
    }
}
