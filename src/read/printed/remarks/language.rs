//! The language of a work that is not in the entry's own, as libraries name it.

use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

/// `French.` behind a translated title's numbers, `[Article in German]`; the last one that is told.
pub(super) fn take_language(text: &mut String) -> Option<&'static str> {
    let mut language = None;
    static LANGUAGES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| PRINTED_REFERENCES.pairs("languages"));
    let code = |word: &str| LANGUAGES.iter().find(|(name, _)| *name == word).map(|(_, code)| *code);
    for open in ["[Article in ", "(Article in ", "(in ", "[in "] {
        let Some(at) = text.find(open) else { continue };
        let name = text.get(at + open.len()..).unwrap_or_default();
        let Some(end) = name.find([']', ')']) else { continue };
        if let Some(code) = name.get(..end).and_then(code) {
            language = Some(code);
            text.replace_range(at..at + open.len() + end + 1, " ");
        }
    }
    let trimmed = text.trim_end().trim_end_matches('.');
    let Some(at) = trimmed.rfind(". ") else { return language };
    let last = trimmed.get(at + 2..).unwrap_or_default();
    let codes: Option<Vec<&str>> = last.split([',', ';']).map(|w| code(w.trim())).collect();
    if let Some(first) = codes.as_ref().and_then(|c| c.first()) {
        language = Some(*first);
        text.truncate(at + 1);
    }
    language
}
