//! Open full texts: what a service sent becomes paragraphs with their sections, and for a claim the one that comes nearest is
//! found, as a place where to read. It says nothing of whether the source backs the claim.

use crate::catalogue::{Error, View};
use crate::model::{BlockKind, Kind, Pmcid, TextPassage};
use crate::read::article::read_article;
use crate::suggest;
use crate::text::CharIndex;
use std::collections::BTreeMap;

/// The most that is kept of one text: paragraphs, and code points of all of them.
const MOST: (usize, usize) = (2_000, 1_500_000);
/// A longer paragraph is cut here, in code points.
const LONGEST: usize = 6_000;

/// The paragraphs of an article in JATS, each with its number in its section; none where it cannot be read.
pub fn read_passages(xml: &[u8]) -> Option<Vec<TextPassage>> {
    let read = read_article(xml, "full-text.xml", Some("jats"), xml.len() as u64).ok()?;
    let places = CharIndex::new(&read.text);
    let (mut passages, mut kept) = (Vec::new(), 0);
    let mut counted: BTreeMap<String, u32> = BTreeMap::new();
    for block in &read.blocks.0 {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote) {
            continue;
        }
        let text: String = places.slice(block.start, block.end).trim().chars().take(LONGEST).collect();
        kept += text.chars().count();
        if passages.len() == MOST.0 || kept > MOST.1 {
            break;
        }
        if !text.is_empty() {
            let paragraph = counted.entry(block.section.clone()).or_default();
            *paragraph += 1;
            passages.push(TextPassage { section: block.section.clone(), paragraph: *paragraph, text });
        }
    }
    (!passages.is_empty()).then_some(passages)
}

/// The kept paragraph of a work's full text that comes nearest to what is claimed; none where none is kept, or none shares a
/// word with it.
pub fn find_nearest_passage(
    view: View<'_>,
    pmcid: Option<&str>,
    (statement, kind): (&str, Kind),
) -> Result<Option<TextPassage>, Error> {
    let Some(pmcid) = pmcid.and_then(|pmcid| pmcid.parse::<Pmcid>().ok()) else { return Ok(None) };
    let mut passages = view.passages_of(&pmcid)?;
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    let nearest = suggest::find_nearest_passage(statement, kind, &texts);
    Ok(nearest.map(|at| passages.swap_remove(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "<article><front><article-meta><title-group><article-title>Knees</article-title></title-group>\
        </article-meta></front><body><sec><title>Methods</title><p>We followed 40 adults.</p></sec><sec><title>Results</title>\
        <p>Nobody fell ill.</p><p>Pain fell by 18 percent in those who trained.</p></sec></body></article>";

    #[test]
    fn paragraphs_are_counted_in_their_sections() {
        let passages = read_passages(ARTICLE.as_bytes()).unwrap();
        let told: Vec<_> = passages.iter().map(|p| (p.section.as_str(), p.paragraph, p.text.as_str())).collect();
        assert_eq!(
            told,
            [
                ("Methods", 1, "We followed 40 adults."),
                ("Results", 1, "Nobody fell ill."),
                ("Results", 2, "Pain fell by 18 percent in those who trained."),
            ]
        );
        assert_eq!(read_passages(b"<errorBean><errMsg>no</errMsg></errorBean>"), None);
    }
}
