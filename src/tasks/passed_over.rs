//! The sentences of an article that were looked at and not proposed as claims, and taking one in that is a claim after all.

use super::{Failure, by_hand};
use crate::catalogue::{View, Writing};
use crate::detect::{self, PassedOver};
use crate::model::{Article, Kind, Occurrence, Snapshot, Version};
use serde::Serialize;

/// A sentence that was passed over, with its place in the article's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassedOverSentence {
    /// The line in the file, from 1; none where the format has no lines.
    pub line: Option<u32>,
    /// The column there, in code points, from 1.
    pub column: Option<u32>,
    /// Why it is held to make no claim, as a word.
    pub why: &'static str,
    /// The same for people.
    #[serde(skip)]
    pub reason: String,
    /// The heading that it stands under.
    pub section: String,
    /// Its words.
    pub text: String,
    #[serde(skip)]
    place: (u32, u32),
    #[serde(skip)]
    kind: Kind,
}

/// What becomes of the sentences of a text, as this version of the tool reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceCounts {
    /// How many were looked at.
    pub looked_at: usize,
    /// How many of them were passed over, without those that somebody took in since.
    pub passed_over: usize,
    /// The same by reason, the most frequent first.
    pub reasons: Vec<(String, usize)>,
}

/// Counts the sentences of an article's text.
pub fn count_sentences(article: &Article, snapshot: &Snapshot) -> Option<SentenceCounts> {
    let version = snapshot.version.as_ref().filter(|_| detect::knows_language(&article.language))?;
    let found = find_passed_over(version, &article.language, &snapshot.occurrences);
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for passed in &found.passed_over {
        let reason = passed.why.to_string();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, n)) => *n += 1,
            None => reasons.push((reason, 1)),
        }
    }
    reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    Some(SentenceCounts { looked_at: found.looked_at, passed_over: found.passed_over.len(), reasons })
}

/// What of an article's newest text was passed over, in order, without what somebody took in since. None where claims are not
/// found in its language.
///
/// # Errors
/// The catalogue cannot be read.
pub fn list_passed_over(view: View<'_>, article: &Article) -> Result<Option<Vec<PassedOverSentence>>, Failure> {
    let Some(version) = view.newest_version(article.uid)? else { return Ok(Some(Vec::new())) };
    if !detect::knows_language(&article.language) {
        return Ok(None);
    }
    let found = find_passed_over(&version, &article.language, &view.occurrences_in(article.uid)?);
    Ok(Some(found.passed_over.into_iter().map(|passed| place(&version, passed)).collect()))
}

struct FoundSentences {
    looked_at: usize,
    passed_over: Vec<PassedOver>,
}

fn find_passed_over(version: &Version, language: &str, occurrences: &[Occurrence]) -> FoundSentences {
    let is_free = |passed: &PassedOver| {
        !occurrences.iter().any(|o| o.has_place(version.n) && o.start < passed.end && passed.start < o.end)
    };
    let detected = detect::detect_claims(&version.text, &version.blocks, language);
    let looked_at = detected.count_sentences();
    FoundSentences { looked_at, passed_over: detected.passed_over.into_iter().filter(is_free).collect() }
}

fn place(version: &Version, passed: PassedOver) -> PassedOverSentence {
    let block = version.blocks.block_at(passed.start);
    let (line, column) = version.blocks.line_column(passed.start).unzip();
    PassedOverSentence {
        line,
        column,
        why: passed.why.token(),
        reason: passed.why.to_string(),
        section: block.map(|block| block.section.clone()).unwrap_or_default(),
        text: passed.text,
        place: (passed.start, passed.end),
        kind: passed.kind,
    }
}

/// An address of a sentence: `hip-pain:12`, or `hip-pain:12:40` where several sentences stand in one line.
pub fn parse_line_address(typed: &str) -> Option<(&str, u32, Option<u32>)> {
    let (key, rest) = typed.split_once(':')?;
    let (line, column) = rest.split_once(':').map_or((rest, None), |(line, column)| (line, Some(column)));
    let column = column.map(str::parse).transpose().ok()?;
    let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
    is_key.then_some(())?;
    Some((key, line.parse().ok()?, column))
}

/// Makes a claim of the sentence that stands at a line of an article's file; answers what was done.
///
/// # Errors
/// No sentence, or several, that was passed over stands there.
pub fn take_in(
    writing: &mut Writing<'_>,
    article: &Article,
    (line, column): (u32, Option<u32>),
    kind: Option<Kind>,
) -> Result<String, Failure> {
    let key = &article.key;
    let passed = list_passed_over(writing.view(), article)?.unwrap_or_default();
    let mut there: Vec<&PassedOverSentence> = passed.iter().filter(|sentence| sentence.line == Some(line)).collect();
    if let Some(column) = column {
        there.retain(|sentence| {
            let length = sentence.place.1 - sentence.place.0;
            sentence.column.is_some_and(|begins| (begins..begins + length).contains(&column))
        });
    }
    match there.as_slice() {
        [] => Err(Failure::usage(format!(
            "{key}:{line}{}: there is no passed-over sentence there. claimbook claims --passed-over {key} lists \
             them with their lines, claimbook claims --article {key} what is a claim already; nothing was stored",
            column.map(|column| format!(":{column}")).unwrap_or_default()
        ))),
        [sentence] => by_hand::add_claim_at(writing, article, kind.unwrap_or(sentence.kind), sentence.place),
        several => {
            let listed = several.iter().filter_map(|s| Some(format!("\n  {key}:{line}:{}  {}", s.column?, s.text)));
            let listed: String = listed.collect();
            let begin = format!("{key}:{line}: {} sentences begin in that line; nothing was stored.", several.len());
            Err(Failure::usage(format!("{begin} Say which:{listed}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_addressed_as_compilers_name_them() {
        for (typed, read) in [
            ("hip-pain:12", Some(("hip-pain", 12, None))),
            ("hip-pain:12:40", Some(("hip-pain", 12, Some(40)))),
            ("hip-pain/c3", None),
            ("Walking helps: 12", None),
            ("hip pain:12", None),
            (":12", None),
            ("hip-pain:12:x", None),
        ] {
            assert_eq!(parse_line_address(typed), read, "{typed}");
        }
    }
}
