//! Organisations as authors: told by the words that name them.

/// Words that name an organisation.
const ORGANISATION: [&str; 78] = [
    "academy",
    "administration",
    "agency",
    "alliance",
    "assembly",
    "association",
    "authority",
    "board",
    "bulletin",
    "bureau",
    "centers",
    "center",
    "centre",
    "centres",
    "charity",
    "clinic",
    "clinics",
    "collaboration",
    "collaborative",
    "collaborators",
    "college",
    "commission",
    "committee",
    "consortium",
    "council",
    "department",
    "directorate",
    "federation",
    "foundation",
    "fund",
    "government",
    "group",
    "health",
    "hospital",
    "hospitals",
    "initiative",
    "institute",
    "institutes",
    "investigators",
    "league",
    "library",
    "ministry",
    "network",
    "office",
    "organisation",
    "organization",
    "programme",
    "service",
    "services",
    "society",
    "trust",
    "university",
    "campaign",
    "coalition",
    "company",
    "conference",
    "contributors",
    "corporation",
    "editors",
    "faculty",
    "force",
    "forum",
    "friends",
    "guild",
    "inc",
    "institution",
    "laboratory",
    "ltd",
    "members",
    "nations",
    "panel",
    "partnership",
    "registry",
    "school",
    "secretariat",
    "staff",
    "team",
    "union",
];

/// Short names of organisations that health content cites.
const SHORT_ORGANISATIONS: [&str; 20] = [
    "NHS", "WHO", "CDC", "NICE", "ACOG", "FDA", "NIH", "RCOG", "SIGN", "AHRQ", "EMA", "MHRA", "USPSTF", "NCI", "AAOS",
    "APTA", "ACSM", "NIAMS", "UNICEF", "OECD",
];

/// Words that a name holds without a capital.
const SMALL: [&str; 15] = [
    "of",
    "for",
    "and",
    "the",
    "on",
    "in",
    "&",
    "to",
    "contributors",
    "editors",
    "group",
    "members",
    "staff",
    "team",
    "de",
];

/// Whether a string reads as the name of an organisation.
pub(in crate::read::references) fn is_organisation(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let words: Vec<&str> = text.split_whitespace().collect();
    let name = |w: &&&str| w.trim_start_matches('(').starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let capitals = words.iter().filter(name).count();
    let small = words.iter().filter(|w| SMALL.contains(w)).count();
    // "Committee Opinion No. 650" is what a committee wrote.
    if text.contains(" No. ") || text.contains(" Number ") {
        return false;
    }
    let country =
        words.len() > 1 && matches!(words.last(), Some(&("UK" | "USA" | "International" | "England" | "Scotland")));
    if words.is_empty() || words.len() > 16 || capitals + small < words.len() {
        return false;
    }
    let known = |w: &&str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        ORGANISATION.contains(&w.to_lowercase().as_str()) || SHORT_ORGANISATIONS.contains(&w)
    };
    SHORT_ORGANISATIONS.contains(&text)
        || (words.len() > 1 && words.iter().any(known))
        || country
        || text.starts_with("U.S. ")
}

/// Whether every word but the small ones has a capital.
pub(super) fn reads_like_name(text: &str) -> bool {
    let small = |w: &str| matches!(w, "of" | "for" | "and" | "the" | "on" | "in" | "&" | "to" | "a");
    text.split_whitespace().all(|w| small(w) || w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}
