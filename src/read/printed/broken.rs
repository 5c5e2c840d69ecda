//! Words that the end of a line broke: `muscu- loskeletal`, `45- 52`. The printed entry keeps them; what is read of it does not.

use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

/// Parts of compounds, whose hyphen belongs to the word.
static COMPOUNDS: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("parts of compounds"));

/// Words that stand behind a hyphen that is left hanging: `pre- and postnatal`.
static HANGING: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("behind a hanging hyphen"));

/// Joins what was broken.
pub(super) fn join_broken(text: String) -> String {
    if !text.contains("- ") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once("- ") {
        out.push_str(before);
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let letters = last.ends_with(char::is_lowercase) && next.starts_with(char::is_lowercase);
        let figures = last.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit());
        // An address is broken behind a hyphen of its own.
        let address = before.rsplit(' ').next().is_some_and(|token| token.contains('/')) && !next.is_empty();
        out.push_str(match () {
            () if address => "-",
            () if HANGING.contains(next) => "- ",
            () if figures || (letters && COMPOUNDS.contains(last)) => "-",
            () if letters => "",
            () => "- ",
        });
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_broke_is_joined() {
        for (text, want) in [
            ("Muscu- loskeletal load", "Musculoskeletal load"),
            ("45- 52", "45-52"),
            ("See cdc.gov/hip- fractures/a.", "See cdc.gov/hip-fractures/a."),
            ("Pre- and postnatal", "Pre- and postnatal"),
            ("A low- back trial", "A low-back trial"),
            ("Knees - NHS", "Knees - NHS"),
            ("2000 Feb 29 - . A", "2000 Feb 29 - . A"),
        ] {
            assert_eq!(join_broken(text.to_owned()), want);
        }
    }
}
