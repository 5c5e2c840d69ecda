//! Sections that list other documents: links to other pages ("Helpful links") and an author's publications. The title of another page
//! or paper is not a claim of this article, whatever it says.

use super::no_claim::NoClaim;
use super::sentence::Words;
use crate::text::ending::ends_with_stop;
use crate::text::lexicon::{CLAIMS, Phrases};
use crate::text::tokens::scan;
use std::sync::LazyLock;

static OVER_LINKS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: headings over links"));
static OVER_PUBLICATIONS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no claim: headings over publications"));

/// What a section lists. Only a heading that matches as a whole decides: a section "Links between salt and health" can hold claims.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum SectionKind {
    #[default]
    Text,
    Links,
    Publications,
}

impl SectionKind {
    /// Reads the kind of a section from its heading.
    pub(super) fn from_heading(heading: &str) -> Self {
        let words = scan(heading);
        let is_one_of = |list: &Phrases| list.match_at(&words, 0).is_some_and(|found| found.after == words.len());
        match () {
            () if is_one_of(&OVER_LINKS) => Self::Links,
            () if is_one_of(&OVER_PUBLICATIONS) => Self::Publications,
            () => Self::Text,
        }
    }

    /// Why a line in such a section is not a claim of the article, or `None` if it can be one. The text of a link is not a complete
    /// sentence, and a publication has a year.
    pub(super) fn exclude_line(self, line: &str) -> Option<NoClaim> {
        match self {
            Self::Links if !ends_with_stop(line) => Some(NoClaim::WhereToGo),
            Self::Publications if Words::new(line).tokens.iter().any(|token| token.word == "<year>") => {
                Some(NoClaim::PeopleAndNews)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_the_lines_under_it_are() {
        let (link, cited) = ("How smoking harms the lungs", "Lee K. Walking eases pain. J Fict Med. 2019;3:1-9.");
        for (heading, line, why) in [
            ("Helpful links", link, Some(NoClaim::WhereToGo)),
            ("Further reading:", link, Some(NoClaim::WhereToGo)),
            ("Helpful links", "Smoking harms the lungs.", None),
            ("Links between smoking and cancer", link, None),
            ("Selected publications", cited, Some(NoClaim::PeopleAndNews)),
            ("Selected publications", "Walking eases pain.", None),
            ("Smoking", link, None),
        ] {
            assert_eq!(SectionKind::from_heading(heading).exclude_line(line), why, "{heading}: {line}");
        }
    }
}
