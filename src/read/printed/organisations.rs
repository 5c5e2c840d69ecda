//! Organisations as authors: told by the words that name them.

/// Words that name an organisation, in English and other languages, in the order of their bytes.
const ORGANISATION: [&str; 124] = [
    "academy",
    "administration",
    "agency",
    "agência",
    "alliance",
    "asociación",
    "assembly",
    "association",
    "associação",
    "authority",
    "autorité",
    "board",
    "bulletin",
    "bundesministerium",
    "bureau",
    "campaign",
    "center",
    "centers",
    "centre",
    "centres",
    "centro",
    "charity",
    "clinic",
    "clinics",
    "coalition",
    "collaboration",
    "collaborative",
    "collaborators",
    "college",
    "colleges",
    "commission",
    "committee",
    "company",
    "conference",
    "conselho",
    "consortium",
    "contributors",
    "corp",
    "corporation",
    "council",
    "departamento",
    "department",
    "directorate",
    "editors",
    "escola",
    "executive",
    "faculdade",
    "faculty",
    "federation",
    "force",
    "forum",
    "foundation",
    "friends",
    "fund",
    "fundación",
    "fundação",
    "fédération",
    "gesellschaft",
    "gmbh",
    "government",
    "group",
    "guild",
    "haute",
    "health",
    "healthcare",
    "hospital",
    "hospitals",
    "inc",
    "initiative",
    "institut",
    "institute",
    "institutes",
    "institution",
    "instituto",
    "investigators",
    "laboratory",
    "league",
    "library",
    "llc",
    "ltd",
    "medicine",
    "members",
    "ministerio",
    "ministerium",
    "ministry",
    "ministère",
    "ministério",
    "nations",
    "network",
    "news",
    "observatory",
    "office",
    "organisation",
    "organización",
    "organization",
    "organização",
    "panel",
    "parliament",
    "partnership",
    "program",
    "programme",
    "providers",
    "publishing",
    "registry",
    "school",
    "secretaria",
    "secretariat",
    "service",
    "services",
    "sociedad",
    "sociedade",
    "society",
    "société",
    "staff",
    "taskforce",
    "team",
    "trust",
    "union",
    "universidad",
    "universidade",
    "university",
    "universität",
    "université",
    "verband",
];

/// Short names of organisations that health content cites.
const SHORT_ORGANISATIONS: [&str; 30] = [
    "NHS", "WHO", "CDC", "NICE", "ACOG", "FDA", "NIH", "RCOG", "SIGN", "AHRQ", "EMA", "MHRA", "USPSTF", "NCI", "AAOS",
    "APTA", "ACSM", "NIAMS", "UNICEF", "OECD", "UNFPA", "ECDC", "EFSA", "USDA", "NINDS", "NIDDK", "NHLBI", "HSE",
    "IQWiG", "BBC",
];

/// Ends of German compounds that name an organisation.
const COMPOUNDS: [&str; 6] = ["gesellschaft", "institut", "kammer", "ministerium", "verband", "vereinigung"];

/// Countries and their parts: a name may end with one.
const COUNTRIES: [&str; 19] = [
    "UK",
    "USA",
    "US",
    "International",
    "England",
    "Scotland",
    "Wales",
    "Ireland",
    "Britain",
    "Australia",
    "Canada",
    "Zealand",
    "America",
    "Europe",
    "Deutschland",
    "Germany",
    "France",
    "India",
    "Africa",
];

/// Words that a name holds without a capital.
const SMALL: [&str; 30] = [
    "da",
    "das",
    "do",
    "dos",
    "e",
    "para",
    "at",
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
    "registry",
    "staff",
    "team",
    "de",
    "del",
    "des",
    "du",
    "für",
    "la",
    "und",
    "y",
];

/// Whether a string reads as the name of an organisation.
pub(in crate::read) fn is_organisation(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let words: Vec<&str> = text.split_whitespace().collect();
    let name =
        |w: &&&str| w.trim_start_matches(['(', '[']).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let capitals = words.iter().filter(name).count();
    let small = words.iter().filter(|w| SMALL.contains(w)).count();
    // "Committee Opinion No. 650" is what a committee wrote.
    if text.contains(" No. ") || text.contains(" Number ") {
        return false;
    }
    // "Back Pain in America" names nobody.
    let country = (2..=4).contains(&words.len())
        && !words.iter().any(|w| matches!(*w, "in" | "for"))
        && words.last().is_some_and(|w| COUNTRIES.contains(w));
    if words.is_empty() || words.len() > 16 || capitals + small < words.len() {
        return false;
    }
    let known = |w: &&str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = w.to_lowercase();
        ORGANISATION.binary_search(&lower.as_str()).is_ok()
            || SHORT_ORGANISATIONS.contains(&w)
            || COMPOUNDS.iter().any(|end| lower.len() > end.len() && lower.ends_with(end))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_order() {
        assert!(ORGANISATION.is_sorted());
    }
}
