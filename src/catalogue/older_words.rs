//! What an earlier claimbook did not keep of words: where markers of references stand in a text, and what stands over an
//! occurrence. Both follow from the article's original, which every version holds.

use super::{Result, View, Writing};
use crate::model::{Article, Block, Blocks, Occurrence, OccurrenceState, Version};
use crate::read::article;
use crate::text::CharIndex;
use crate::text::anchor::{AnchoringText, HeadingIndex, Selector};
use crate::text::citing::{closing_bracket, lower_superscript};
use crate::text::spelling::have_same_words;

/// A version's blocks. Those of an earlier claimbook know no markers, or not every kind that is known now: where the words
/// of an occurrence may still have some, the original is read again.
pub fn find_blocks(view: View<'_>, version: &Version, occurrences: &[Occurrence]) -> Result<Blocks> {
    let may_mark = |b: &u8| matches!(b, b'[' | b'<' | b'^' | b'(') || *b >= 0x80;
    let is_unknown = version.blocks.marks().is_empty() || occurrences.iter().any(|o| o.exact.contains(opens_marker));
    let whole = if is_unknown { view.version(version.article, version.n)? } else { None };
    let Some(whole) = whole.filter(|whole| whole.original.iter().any(may_mark)) else {
        return Ok(version.blocks.clone());
    };
    let name = version.source.as_deref().unwrap_or_default();
    Ok(match article::read_article(&whole.original, name, Some(&version.reader), u64::MAX) {
        Ok(read) if read.text == version.text => read.blocks,
        _ => version.blocks.clone(),
    })
}

fn opens_marker(c: char) -> bool {
    matches!(c, '<' | '^' | '*' | '†' | '‡') || closing_bracket(c).is_some() || lower_superscript(c).is_some()
}

/// A stored version, as far as finding its words again needs it.
#[derive(Debug)]
pub struct FormerText<'v> {
    n: u32,
    places: CharIndex<'v>,
    /// Its text.
    pub text: AnchoringText,
    heads: HeadingIndex<'v>,
}

impl<'v> FormerText<'v> {
    /// Of a version and [its blocks](find_blocks).
    pub fn new(version: &'v Version, blocks: &'v Blocks) -> Self {
        let text = AnchoringText::with_marks(&version.text, blocks.marks());
        Self {
            n: version.n,
            places: CharIndex::new(&version.text),
            text,
            heads: HeadingIndex::new(&version.text, blocks),
        }
    }

    /// Whether the occurrence's place in this version is known to hold its words.
    fn holds(&self, was: &Occurrence) -> bool {
        use OccurrenceState::{Confirmed, Exact, Moved};
        was.version == self.n && matches!(was.state, Exact | Moved | Confirmed)
    }

    /// An occurrence with what was not kept: words without their markers (those with them stay beside, for reviews that
    /// signed them), and what stood over them.
    pub fn complete(&self, was: &Occurrence) -> Occurrence {
        let mut now = was.clone();
        if !self.holds(was) {
            return now;
        }
        let here = self.text.capture(was.start, was.end).exact;
        // An earlier claimbook carried words over although a letter of them had changed: those are not made to say what the
        // text says now, so that the next version asks about them.
        let is_there = || have_same_words(self.places.slice(was.start, was.end), &was.exact);
        if !here.trim().is_empty() && !have_same_words(&here, &was.exact) && is_there() {
            now.exact_with_markers.get_or_insert_with(|| was.exact.clone());
            now.exact = here.trim().to_owned();
        }
        now.heads.get_or_insert_with(|| self.heads.headings_over(was.start, was.end));
        now
    }

    /// What is looked for: the words with the neighbours that they have in this version, where their place is known.
    pub fn build_selector(&self, was: &Occurrence) -> Selector {
        match self.holds(was) {
            true => Selector { exact: was.exact.clone(), ..self.text.capture(was.start, was.end) },
            false => Selector::from_occurrence(was),
        }
    }
}

/// Completes every occurrence of every article. No review becomes stale by it.
pub(super) fn complete_all(writing: &mut Writing<'_>) -> Result<()> {
    for article in writing.view().articles()? {
        complete(writing, &article)?;
    }
    Ok(())
}

fn complete(writing: &mut Writing<'_>, article: &Article) -> Result<()> {
    let occurrences = writing.view().occurrences_in(article.uid)?;
    let Some(version) = writing.view().newest_version(article.uid)?.filter(|_| !occurrences.is_empty()) else {
        return Ok(());
    };
    let blocks = find_blocks(writing.view(), &version, &occurrences)?;
    let former = FormerText::new(&version, &blocks);
    for was in &occurrences {
        writing.edit(&former.complete(was))?;
    }
    Ok(())
}

/// Reads every article's newest text again for the markers that name what its list does not have: an earlier claimbook did not
/// keep them, and the same bytes are not imported twice.
pub(super) fn name_unlisted(writing: &mut Writing<'_>) -> Result<()> {
    for article in writing.view().articles()? {
        let Some(newest) = writing.view().newest_version(article.uid)? else { continue };
        let Some(mut version) = writing.view().version(article.uid, newest.n)? else { continue };
        let name = version.source.as_deref().unwrap_or_default();
        let read = match article::read_article(&version.original, name, Some(&version.reader), u64::MAX) {
            Ok(read) if read.text == version.text => read,
            _ => continue,
        };
        for block in read.blocks.0.into_iter().filter(|block| !block.unlisted.is_empty()) {
            let is_it = |known: &&mut Block| (known.start, known.end) == (block.start, block.end);
            if let Some(known) = version.blocks.0.iter_mut().find(is_it) {
                known.unlisted = block.unlisted;
            }
        }
        writing.edit(&version)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Catalogue, migrate::tests::make_deed};
    use super::*;
    use crate::model::Uid;

    #[test]
    fn markers_that_an_earlier_claimbook_did_not_keep_are_named() {
        let mut catalogue = Catalogue::in_memory(jiff::Timestamp::UNIX_EPOCH).unwrap();
        let bytes = b"# Naps\n\nNaps help 20% of adults [7].\n\n## References\n\n1. Poe A. Naps. J Nap. 2020;1:1-2.\n";
        let read = article::read_article(bytes, "naps.md", None, u64::MAX).unwrap();
        let uid = |second| Uid::new(jiff::Timestamp::from_second(second).unwrap());
        let article = Article {
            uid: uid(1),
            key: "naps".to_owned(),
            title: "Naps".to_owned(),
            url: None,
            publisher: None,
            language: "en".to_owned(),
            updated_on: None,
            last_reviewed_on: None,
            retired_on: None,
        };
        let mut version = Version {
            uid: uid(2),
            article: article.uid,
            n: 1,
            sha256: "0".repeat(64),
            text_sha256: "0".repeat(64),
            imported_at: jiff::Timestamp::UNIX_EPOCH,
            source: Some("naps.md".to_owned()),
            reader: read.reader.to_owned(),
            encoding: read.encoding.clone(),
            original: bytes.to_vec(),
            text: read.text.clone(),
            blocks: read.blocks.clone(),
        };
        version.blocks.0.iter_mut().for_each(|block| block.unlisted.clear());
        assert_ne!(version.blocks, read.blocks);
        let store = |writing: &mut Writing<'_>| {
            writing.add(&article)?;
            writing.add(&version)
        };
        catalogue.write(&make_deed(), store).unwrap();
        // As in a migration, where no trigger is there.
        catalogue.connection.execute_batch("DROP TRIGGER version_no_edit").unwrap();
        catalogue.write(&make_deed(), name_unlisted).unwrap();
        assert_eq!(catalogue.view().newest_version(article.uid).unwrap().unwrap().blocks, read.blocks);
    }
}
