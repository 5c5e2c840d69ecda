//! Sentences. The splitter is `sentencex`; reference marks such as `sleep.1,2 However` and `longer.[3,4] But`, which
//! no splitter knows, are taken out before it looks and put back after.

use super::citing::{closing_bracket, lower_superscript};
use super::ending::measure_markers;
use super::lexicon::{ENGLISH, WordSet};
use std::sync::LazyLock;

/// A stretch of text, in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceSpan {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

/// The sentences of one block of text, in order, without the space around them. A reference mark belongs to the
/// sentence it follows, and what a speaker says stays with the words that name the speaker.
pub fn split_sentences(text: &str, language: &str) -> Vec<SentenceSpan> {
    let chars: Vec<char> = text.chars().collect();
    let masked = Masked::new(&chars);
    let mut spans: Vec<SentenceSpan> = Vec::new();
    for (start, end) in masked.split(&chars, language) {
        let Some(span) = trim_span(&chars, start, end) else { continue };
        match spans.last_mut() {
            Some(last) if !masked.begins_between(*last, span) && continues(&chars, *last, span) => last.end = span.end,
            _ => spans.push(span),
        }
    }
    spans
}

/// sentencex goes back to the last space from every mark: what is longer than this, in characters, is no word, and holds no
/// end of a sentence.
const LONGEST_WORD: usize = 1_000;

/// A text without its reference marks, and where each character of it stood.
struct Masked {
    text: String,
    from: Vec<usize>,
    length: usize,
    /// Where a sentence begins, whatever the splitter says.
    begins: Vec<usize>,
}

impl Masked {
    fn new(chars: &[char]) -> Self {
        let mut masked = Self {
            text: String::with_capacity(chars.len()),
            from: Vec::new(),
            length: chars.len(),
            begins: Vec::new(),
        };
        let (mut at, mut run) = (0, 0);
        while let Some(c) = chars.get(at) {
            run = if c.is_whitespace() { 0 } else { run + 1 };
            at += match measure_reference_mark(chars, at) {
                // sentencex never splits inside quotation marks, however many sentences somebody says.
                0 if is_quotation_mark(*c) => 1,
                0 => {
                    masked.text.push(match c {
                        '\n' => ' ',
                        _ if run > LONGEST_WORD => 'x',
                        c => *c,
                    });
                    masked.from.push(at);
                    if c.is_whitespace() && ends_surely(chars, at, at) {
                        masked.begins.push(at);
                    }
                    1
                }
                mark => {
                    // "in the U.S.2 Walking": a mark ends the sentence, whatever its last word is short for.
                    let is_end = ends_in_initials(chars, at) || is_bracket(chars, at) && begins_big(chars, at + mark);
                    if chars.get(at + mark).is_some_and(|c| c.is_whitespace())
                        && (is_end || ends_surely(chars, at, at + mark))
                    {
                        masked.begins.push(at + mark);
                    }
                    mark
                }
            };
        }
        masked
    }

    /// Whether a sentence begins between two pieces, whatever the splitter says.
    fn begins_between(&self, last: SentenceSpan, next: SentenceSpan) -> bool {
        let from = self.begins.partition_point(|begin| *begin < last.end as usize);
        self.begins.get(from).is_some_and(|begin| *begin <= next.start as usize)
    }

    /// The sentences in places of the text with its marks; each ends where the next begins.
    fn split(&self, chars: &[char], language: &str) -> Vec<(usize, usize)> {
        let mut end = 0;
        let mut begins: Vec<usize> = Vec::new();
        for sentence in sentencex::get_sentence_boundaries(language, &self.text) {
            let begin = if begins.is_empty() { 0 } else { self.from.get(end).copied().unwrap_or(self.length) };
            begins.push(find_opening_quote(chars, begin));
            end += sentence.text.chars().count();
        }
        if begins.is_empty() {
            begins.push(0); // nothing but marks was left out of what it looked at
        }
        if !self.begins.is_empty() {
            begins.extend(&self.begins);
            begins.sort_unstable();
            begins.dedup();
        }
        let ends = begins.iter().skip(1).copied().chain([self.length]);
        begins.iter().copied().zip(ends).collect()
    }
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The place of the quotation mark that opens right before `begin`, or `begin`.
fn find_opening_quote(chars: &[char], begin: usize) -> usize {
    let before = |n: usize| begin.checked_sub(n).and_then(|i| chars.get(i)).copied();
    let opens = before(1).is_some_and(is_quotation_mark) && before(2).is_none_or(char::is_whitespace);
    if opens { begin - 1 } else { begin }
}

/// No marks of reference that stand in a row are longer, in code points.
const LONGEST_RUN: usize = 80;

/// The length of the reference mark that begins here, right after the mark that ends a sentence; 0 if there is none.
fn measure_reference_mark(chars: &[char], at: usize) -> usize {
    let before = |n: usize| at.checked_sub(n).and_then(|i| chars.get(i)).copied();
    let quoted = matches!(before(1), Some('"' | '”' | '’' | '\'' | ')'));
    let (end, word) = if quoted { (before(2), before(3)) } else { (before(1), before(2)) };
    let goes_on = |w: char| w.is_ascii_digit() && !is_bracket(chars, at) && !ends_in_year(chars, at);
    if !matches!(end, Some('.' | '!' | '?' | '…')) || word.is_none_or(goes_on) {
        return 0;
    }
    let rest = chars.get(at..).unwrap_or_default();
    let length = reach_over_space(rest, measure_markers(rest));
    let mut after = rest.iter().skip(length);
    let closed = after.next().is_none_or(|c| c.is_whitespace())
        && after.find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_lowercase());
    if length <= LONGEST_RUN && closed { length } else { 0 }
}

/// `2, 3` before a capital: the numbers that go on behind a space are part of the mark too.
fn reach_over_space(rest: &[char], mut length: usize) -> usize {
    while let Some([',', ' ']) = length.checked_sub(1).and_then(|i| rest.get(i..i + 2)) {
        let behind = rest.get(length + 1..).unwrap_or_default();
        let digits = behind.iter().take_while(|c| c.is_ascii_digit()).count();
        let end = behind.get(digits..).unwrap_or_default();
        let goes_on =
            matches!(end, [',', ' ', ..]) || matches!(end, [' ', next, ..] if next.is_uppercase()) || end.is_empty();
        if digits == 0 || !goes_on {
            break;
        }
        length += 1 + digits + usize::from(end.first() == Some(&','));
    }
    length
}

/// Whether a year and its stop end right before a place: "in 2019.2 Walking".
fn ends_in_year(chars: &[char], at: usize) -> bool {
    let year: String = at.checked_sub(5).and_then(|from| chars.get(from..at)).unwrap_or_default().iter().collect();
    let is_apart = at.checked_sub(6).and_then(|i| chars.get(i)).is_none_or(|c| !c.is_alphanumeric() && *c != '.');
    let digits = year.strip_suffix('.').unwrap_or_default();
    (digits.starts_with("19") || digits.starts_with("20")) && digits.bytes().all(|b| b.is_ascii_digit()) && is_apart
}

/// Whether initials with their stops end right before a place: `U.S.`
fn ends_in_initials(chars: &[char], at: usize) -> bool {
    let tail = at.checked_sub(4).and_then(|from| chars.get(from..at));
    matches!(tail, Some([a, '.', b, '.']) if a.is_uppercase() && b.is_uppercase())
}

/// Whether the first word from a place on has a capital.
fn begins_big(chars: &[char], at: usize) -> bool {
    let rest = chars.get(at..).unwrap_or_default();
    rest.iter().find(|c| !c.is_whitespace() && !is_quotation_mark(**c)).is_some_and(|c| c.is_uppercase())
}

/// Whether the stop right before `at` ends a sentence though the word before it may be short for something: the letter of
/// "vitamin D.", the unit of "for 30 min." or "below 5 mmol/L.", the capitals of "people with MS.". What follows from `next` on
/// begins with a capital.
fn ends_surely(chars: &[char], at: usize, next: usize) -> bool {
    let Some((['.'], before)) = at.checked_sub(1).and_then(|stop| Some((chars.get(stop..at)?, chars.get(..stop)?)))
    else {
        return false;
    };
    if !begins_big(chars, next) {
        return false;
    }
    let mut words = before.rsplit(|c| c.is_whitespace()).map(|word| word.iter().collect::<String>());
    let (last, earlier) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let letters = last.trim_start_matches(['(', '[', '“']);
    let is_letter = letters.chars().count() == 1 && letters.chars().all(char::is_uppercase);
    let is_unit = |unit: &str| UNITS.contains(&unit.to_lowercase());
    let is_measured = earlier.ends_with(|c: char| c.is_ascii_digit()) && is_unit(letters);
    let is_quotient = letters.rsplit_once('/').is_some_and(|(_, below)| is_unit(below));
    is_letter && LETTERED.contains(&earlier.to_lowercase())
        || is_measured
        || is_quotient
        || !earlier.is_empty() && is_acronym(letters) && !is_shouted(chars, next)
}

/// Whether a word is some capitals, such as `MS`.
fn is_acronym(word: &str) -> bool {
    (2..=6).contains(&word.chars().count()) && word.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether the next word is all in capitals, as in "DR. SMITH".
fn is_shouted(chars: &[char], at: usize) -> bool {
    let rest = chars.get(at..).unwrap_or_default();
    let word = rest.iter().skip_while(|c| !c.is_alphanumeric()).take_while(|c| c.is_alphabetic());
    word.clone().count() > 3 && word.into_iter().all(|c| c.is_uppercase())
}

fn is_bracket(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| closing_bracket(*c).is_some() || lower_superscript(*c).is_some())
}

/// The span without the space around it; none if nothing else is in it.
fn trim_span(chars: &[char], start: usize, end: usize) -> Option<SentenceSpan> {
    let inside = chars.get(start..end)?;
    let first = inside.iter().position(|c| !c.is_whitespace())?;
    let last = inside.iter().rposition(|c| !c.is_whitespace())?;
    Some(SentenceSpan { start: u32::try_from(start + first).ok()?, end: u32::try_from(start + last + 1).ok()? })
}

/// Whether the next piece belongs to the sentence before it: it goes on in lower case (`“Is it?” she asks.`), it is
/// a lone closing mark, or the piece before ended in an abbreviation that is never the end.
fn continues(chars: &[char], last: SentenceSpan, next: SentenceSpan) -> bool {
    let piece = |s: SentenceSpan| chars.get(s.start as usize..s.end as usize).unwrap_or_default();
    let (before, after) = (piece(last), piece(next));
    if !after.iter().any(|c| c.is_alphanumeric()) {
        return true;
    }
    let goes_on = after.first().is_some_and(|c| c.is_lowercase());
    let word: String = before
        .iter()
        .rev()
        .take_while(|c| !c.is_whitespace() && **c != '(')
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    goes_on && !before.ends_with(&[':']) || NEVER_LAST.contains(&word.to_lowercase()) && !is_answer(before, after)
}

/// "No." answers where a sentence follows: "No. It is safe." In "No. 5" and "No. IV" it counts.
fn is_answer(before: &[char], after: &[char]) -> bool {
    let next: Vec<char> = after.iter().copied().take_while(|c| c.is_alphanumeric()).collect();
    let counts = next.iter().all(|c| matches!(c, 'I' | 'V' | 'X')) && next != ['I'];
    before == ['N', 'o', '.'] && !counts && next.first().is_some_and(|c| c.is_uppercase())
}

/// Abbreviations after which a sentence goes on.
static NEVER_LAST: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("abbreviations inside sentences"));

/// Nouns that a letter stands behind.
static LETTERED: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("before a letter"));

/// Units, as they are shortened.
static UNITS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("shortened units"));

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        split_sentences(text, "en").iter().map(|s| chars[s.start as usize..s.end as usize].iter().collect()).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        // Each row is a text whose sentences are parted by `|`.
        for row in [
            "It helps sleep.1,2 |However, it is slow.",
            "It lasted longer.[3,4] |But it worked.",
            "It lasted longer [3,4]. |But it worked.",
            "It rose by ten percent.¹ |Adults did best.",
            "It rose by ten percent.¹⁻³ |Adults did best.",
            "Yes.[12] |Next comes rest.",
            "It lasted longer.[1]-[3] |But it worked.",
            "It lasted longer.[1],[3] |But it worked.",
            "It lasted longer.[1][3] |But it worked.",
            "It lasted longer.(1,2) |But it worked.",
            "It lasted longer.¹ ² |But it worked.",
            "It lasted longer.⁽¹⁾ |But it worked.",
            "It lasted longer.【1】【2】 |But it worked.",
            "It lasted longer.[ref 1] |But it worked.",
            "It lasted longer.[1, p. 5] |But it worked.",
            "It lasted longer.^[1]^ |But it worked.",
            "It lasted longer.[^smith] |But it worked.",
            "It lasted longer.^1,2^ |But it worked.",
            "It lasted longer.<sup>1</sup> |But it worked.",
            "It lasted longer.† |But it worked.",
            "“It helps.”5 |Rest is good.",
            "See Dr. Toprani about it. |She knows.",
            "Use heat (e.g. a warm bath). |It helps.",
            "Try yoga, e.g. prenatal yoga, twice a week. |Rest on the other days.",
            "The figure was 40.5% in all. |It was 28.3% in the first trimester.",
            "Exercise vs. rest was compared. |Exercise won.",
            "Pain fell by 2.6 points (P = .002). |It stayed low.",
            "“Yoga can be great for pain,” says Dr. Charlotin. |She recommends it.",
            "“Give yourself grace. |Your body is changing.” |Sitting too long can hurt.",
            "“Is it safe?” she asks. |It is.",
            "Why? |It’s to help loosen (get it? relax) pelvic ligaments.",
            "Rest. |Then move!",
            "Stay active.  |Movement helps.",
            "No end",
            "No. |It is safe in pregnancy.",
            "Is it safe? |No. |It can harm the baby.",
            "No. 5 helps most. |No. IV does not.",
            "Take 0.5 mg. |Do not take 1.5 mg.",
            "It began at week 20. |In week 28 it ended.",
            "In the U.S. many adults are affected. |Few are treated.",
            "Many lack vitamin D. |Women need more.",
            "Many lack vitamin D.[1] |Supplements help.",
            "Many lack vitamin D.1 |Supplements help.",
            "All are tested for hepatitis B. |Nearly all can be protected.",
            "It is influenza A. |Children catch it.",
            "Walk for 30 min. |Women walk less.",
            "Keep it below 360 micromol/L.[1] |Nurses help.",
            "Keep it below 5 mmol/L. |Higher values harm.",
            "Millions have MS. |Women are at risk.",
            "She is a PA. |Smoking harms.",
            "Use a U.K. site. |It helps.",
            "Ask Ms. Smith or DR. SMITH. |She knows.",
            "It was shown by J. Smith in 2019. |It held.",
            "It was shown by A. Smith and B. Jones. |It held.",
            "See Fig. 2 or Ref. 3. |They agree.",
        ] {
            let expected: Vec<String> = row.split('|').map(|s| s.trim().to_owned()).collect();
            assert_eq!(split(&row.replace('|', "")), expected, "{row}");
        }
        assert_eq!(split(" \n "), Vec::<String>::new());
        assert_eq!(split("“"), ["“"], "a text of nothing but what is taken out");
    }

    proptest::proptest! {
        #[test]
        fn every_letter_is_in_exactly_one_sentence(text in "[a-zA-Z0-9 .,;?!()\\[\\]“”’é¹²\n-]{0,200}") {
            let spans = split_sentences(&text, "en");
            let mut covered = 0;
            for pair in spans.windows(2) {
                proptest::prop_assert!(pair[0].end <= pair[1].start);
            }
            for span in &spans {
                covered += text.chars().skip(span.start as usize).take((span.end - span.start) as usize).filter(|c| !c.is_whitespace()).count();
            }
            proptest::prop_assert_eq!(covered, text.chars().filter(|c| !c.is_whitespace()).count());
        }
    }
}
