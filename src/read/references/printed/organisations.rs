//! Organisations as authors: told by the words that name them.

/// Words that name an organisation.
const ORGANISATION: [&str; 52] = [
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
];

/// Short names of organisations that health content cites.
const SHORT_ORGANISATIONS: [&str; 20] = [
    "NHS", "WHO", "CDC", "NICE", "ACOG", "FDA", "NIH", "RCOG", "SIGN", "AHRQ", "EMA", "MHRA", "USPSTF", "NCI", "AAOS",
    "APTA", "ACSM", "NIAMS", "UNICEF", "OECD",
];

/// Whether a string reads as the name of an organisation.
pub(in crate::read::references) fn is_organisation(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words.iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
    let small = words.iter().filter(|w| matches!(**w, "of" | "for" | "and" | "the" | "on" | "in" | "&" | "to")).count();
    if words.is_empty() || words.len() > 16 || capitals + small < words.len() {
        return false;
    }
    let known = |w: &&str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        ORGANISATION.contains(&w.to_lowercase().as_str()) || SHORT_ORGANISATIONS.contains(&w)
    };
    SHORT_ORGANISATIONS.contains(&text) || (words.len() > 1 && words.iter().any(known)) || text.starts_with("U.S. ")
}

/// Whether every word but the small ones has a capital.
pub(super) fn reads_like_name(text: &str) -> bool {
    let small = |w: &str| matches!(w, "of" | "for" | "and" | "the" | "on" | "in" | "&" | "to" | "a");
    text.split_whitespace().all(|w| small(w) || w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}
