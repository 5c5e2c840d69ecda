//! The codes of three letters that libraries have for languages (MARC), beside the tags that everybody else uses, for the
//! languages that PubMed has most of.

/// The tag of a code; the code itself where it is not known.
pub fn to_tag(code: &str) -> &str {
    CODES.iter().find(|(three, _)| *three == code).map_or(code, |(_, tag)| tag)
}

/// The code of a tag, whatever its region; the tag itself where it is not known.
pub fn to_code(tag: &str) -> &str {
    let language = tag.split('-').next().unwrap_or(tag);
    CODES.iter().find(|(_, two)| *two == language).map_or(tag, |(three, _)| three)
}

const CODES: &[(&str, &str)] = &[
    ("eng", "en"),
    ("ger", "de"),
    ("fre", "fr"),
    ("spa", "es"),
    ("ita", "it"),
    ("por", "pt"),
    ("dut", "nl"),
    ("pol", "pl"),
    ("rus", "ru"),
    ("chi", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("tur", "tr"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nor", "no"),
    ("fin", "fi"),
    ("hun", "hu"),
    ("cze", "cs"),
    ("gre", "el"),
    ("heb", "he"),
    ("ara", "ar"),
    ("per", "fa"),
    ("ukr", "uk"),
];
