//! What blocks are for: captions, forms and calls to action, prices, disclaimers. Told by shape and vocabulary, and
//! with care, since a claim that is taken for navigation is not checked: a paragraph with a figure of outcome stays.

use crate::model::BlockKind;
use crate::read::piece::Piece;
use crate::text::ending::{ends_with_marker, ends_with_stop, trim_end_markers};
use crate::text::lexicon::{PAGES, PrintedPhrases, WordSet};
use std::sync::LazyLock;

/// Phrases of calls to action, forms, menus and prices.
static NAVIGATION: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("navigation"));

/// Phrases in which a publisher speaks of its own service.
static OWN_SERVICE: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("own service"));

/// Words for what a publisher serves.
static SERVICE_WORDS: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("words of service"));

/// Phrases of legal notices.
static NOTICE: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("notices"));

/// What a description of a picture begins with.
static PICTURED: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("pictured"));

/// What stands over a title and says what kind of article it is.
static KICKERS: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("kickers"));

/// Labels of captions.
static CAPTION_LABELS: LazyLock<PrintedPhrases> = LazyLock::new(|| PAGES.printed_phrases("caption labels"));

/// Tells what the pieces are for. References and bylines are told before.
pub(super) fn assign_kinds(pieces: &mut [Piece]) {
    mark_repeated_captions(pieces);
    for i in 0..pieces.len() {
        let Some(piece) = pieces.get(i) else { break };
        if let Some(kind) = detect_kind(piece) {
            set(pieces, i, kind);
        }
    }
    mark_forms(pieces);
    mark_own_sections(pieces);
}

fn open(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Item | BlockKind::Quote | BlockKind::Row)
}

fn set(pieces: &mut [Piece], i: usize, kind: BlockKind) {
    if let Some(piece) = pieces.get_mut(i).filter(|p| open(p.kind)) {
        piece.kind = kind;
        piece.level = 0;
    }
}

/// Nothing longer is a caption, a notice or a call to action.
const LONGEST: usize = 6_000;

/// What one piece is by its own words.
fn detect_kind(piece: &Piece) -> Option<BlockKind> {
    if !open(piece.kind) || piece.text().len() > LONGEST {
        return None;
    }
    let lower = piece.text().to_lowercase();
    let words = lower.split_whitespace().count();
    if NOTICE.are_in(&lower) && piece.kind != BlockKind::Heading
        || explains_abbreviations(piece.text())
        || matches!(lower.as_str(), "disclaimer" | "medical disclaimer" | "legal notice")
    {
        return Some(BlockKind::Notice);
    }
    if CAPTION_LABELS.are_in(&lower) && words <= 40 || describes_picture(piece.text()) {
        return Some(BlockKind::Caption);
    }
    // The cells of a table are no trail.
    if is_price(&lower, words) || piece.kind != BlockKind::Row && is_trail(piece.text()) {
        return Some(BlockKind::Navigation);
    }
    if words > 30 || speaks_of_outcome(&lower) || piece.marked {
        return None;
    }
    // "… (read more about this drug)." in the middle of a sentence makes no call of it.
    let leads = NAVIGATION.begin(&lower) || words <= 12 || !trim_end_markers(&lower).ends_with(['.', ')', '”']);
    ((leads && NAVIGATION.are_in(&lower)) || OWN_SERVICE.are_in(&lower)).then_some(BlockKind::Navigation)
}

/// Whether words say what the letters of a table stand for and nothing else: "CI, confidence interval; RR = relative risk."
fn explains_abbreviations(text: &str) -> bool {
    let text =
        text.split_once(": ").filter(|(head, _)| head.starts_with("Abbreviation")).map_or(text, |(_, rest)| rest);
    let explains = |part: &str| {
        let part = part.trim();
        let short = part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let words = part.get(short.len()..).unwrap_or_default().trim_start().strip_prefix([',', '=', ':', '–', '—']);
        words.is_some_and(|words| stand_for(words, short))
    };
    text.split(';').all(|part| explains(part.trim_end_matches('.')))
}

/// Whether words are what capital letters stand for: each begins with the next of them, but for small words.
fn stand_for(words: &str, short: &str) -> bool {
    let words: Vec<String> =
        words.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    let capitals: String = short.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect();
    let mut letters = capitals.chars().peekable();
    for (at, word) in words.iter().enumerate() {
        if letters.next_if(|letter| word.starts_with(*letter)).is_none() {
            if matches!(word.as_str(), "of" | "the" | "and" | "for" | "in" | "to" | "by" | "with") {
                continue;
            }
            return false;
        }
        // "NSAID, nonsteroidal anti-inflammatory drug"
        let next = words.get(at + 1);
        letters.next_if(|letter| !next.is_some_and(|next| next.starts_with(*letter)) && word.contains(*letter));
    }
    capitals.len() >= 2 && letters.peek().is_none()
}

/// Whether a text says what came of something: such a text is a claim, whoever makes it.
fn speaks_of_outcome(lower: &str) -> bool {
    const OUTCOMES: [&str; 8] = ["pain", "reduc", "improv", "less ", "fewer", "better", "lower", "risk"];
    let figure = lower.contains(|c: char| c.is_ascii_digit());
    let share = lower.contains('%') && !lower.contains("% off");
    share
        || ["in half", "-fold", "out of"].iter().any(|w| lower.contains(w))
        || (figure && OUTCOMES.iter().any(|o| lower.contains(o)))
}

/// "Woman in pink shirt experiencing back pain …": a noun of a picture, a participle or a place, no verb, no stop.
fn describes_picture(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace().peekable();
    while words.peek().is_some_and(|w| {
        matches!(
            *w,
            "a" | "an"
                | "the"
                | "two"
                | "three"
                | "young"
                | "older"
                | "elderly"
                | "pregnant"
                | "senior"
                | "smiling"
                | "female"
                | "male"
                | "middle-aged"
        )
    }) {
        words.next();
    }
    let Some(first) = words.next().filter(|w| PICTURED.contains(w)) else { return false };
    let rest: Vec<&str> = words.collect();
    let verb = rest.iter().any(|w| {
        matches!(
            *w,
            "is" | "are"
                | "was"
                | "were"
                | "can"
                | "may"
                | "should"
                | "have"
                | "has"
                | "who"
                | "need"
                | "often"
                | "will"
        )
    });
    let shown =
        rest.iter().take(3).any(|w| w.ends_with("ing") || matches!(*w, "in" | "on" | "at" | "with" | "of" | "showing"));
    !ends_with_stop(text)
        && !ends_with_marker(text)
        && !text.ends_with(':')
        && !verb
        && shown
        && rest.len() >= if matches!(first, "people" | "patient" | "women" | "men") { 6 } else { 4 }
}

/// "$0 Cost to you", "From £9.99 a month".
fn is_price(lower: &str, words: usize) -> bool {
    let at = lower.find(['$', '£', '€']);
    let priced = at.and_then(|i| lower.get(i..)).is_some_and(|t| t.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    priced && words <= 12
}

/// "Home > Conditions > Knee pain".
pub(super) fn is_trail(text: &str) -> bool {
    [" > ", " › ", " » ", " | "].iter().any(|m| text.matches(m).count() >= 2) && text.chars().count() < 150
}

/// Whether a line over the title says what kind of article it heads: "REVIEW", "Open access".
pub(super) fn is_kicker(text: &str) -> bool {
    let lower = text.to_lowercase();
    KICKERS.contains(&lower) || lower.split(['|', '·', '•']).all(|part| KICKERS.contains(part.trim()))
}

/// The same words without a final stop twice in an article are the text of a picture, not a sentence.
fn mark_repeated_captions(pieces: &mut [Piece]) {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let candidate = |p: &Piece| {
        let ends = ends_with_stop(p.text()) || ends_with_marker(p.text()) || p.text().ends_with(':');
        open(p.kind) && !p.marked && p.text().chars().count() >= 30 && !ends
    };
    for piece in pieces.iter().filter(|p| candidate(p)) {
        *seen.entry(piece.text().to_owned()).or_default() += 1;
    }
    for piece in pieces.iter_mut().filter(|p| candidate(p)) {
        if seen.get(piece.text()).is_some_and(|n| *n > 1) {
            let call = detect_kind(piece).filter(|k| *k == BlockKind::Navigation);
            piece.kind = call.unwrap_or(BlockKind::Caption);
            piece.level = 0;
        }
    }
}

/// Three short lines or more without blank lines, bullets and stops are the choices of a form; the heading over them
/// belongs to it.
fn mark_forms(pieces: &mut [Piece]) {
    let short = |p: &Piece| {
        p.number.is_none()
            && matches!(p.kind, BlockKind::Paragraph | BlockKind::Navigation)
            && p.text().split_whitespace().count() <= 16
            && !trim_end_markers(p.text()).ends_with(['.', ':', ';'])
    };
    let mut at = 0;
    while at < pieces.len() {
        let run = 1 + pieces.iter().skip(at + 1).take_while(|p| short(p) && !p.gap && !p.marked).count();
        let speaks = |p: &Piece| {
            p.text().starts_with("I ")
                || p.text().starts_with("I’")
                || p.text().starts_with("I'")
                || p.kind == BlockKind::Navigation
        };
        let is_form = run >= 3 && pieces.get(at).is_some_and(short) && pieces.iter().skip(at).take(run).any(speaks);
        if is_form {
            for i in at..at + run {
                set(pieces, i, BlockKind::Navigation);
            }
            if at > 0 && pieces.get(at - 1).is_some_and(|p| p.kind == BlockKind::Heading) {
                set(pieces, at - 1, BlockKind::Navigation);
            }
        }
        at += run;
    }
}

/// Under a heading in which the publisher offers its help, paragraphs that speak of its service are calls to action.
fn mark_own_sections(pieces: &mut [Piece]) {
    let mut offering = false;
    for piece in pieces.iter_mut() {
        let lower = piece.text().to_lowercase();
        if piece.kind == BlockKind::Heading {
            offering = lower.contains("can help you") && (lower.starts_with("how ") || lower.contains("we "));
            continue;
        }
        let figure = lower.contains('%');
        let is_our = |word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric()) == "our";
        let serves = SERVICE_WORDS.are_in(&lower) || lower.split_whitespace().any(is_our);
        if offering && open(piece.kind) && serves && !figure {
            piece.kind = BlockKind::Navigation;
            piece.level = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::{FileSpan, join_spans};

    #[test]
    fn single_pieces() {
        use BlockKind::{Caption, Navigation, Notice};
        for (text, want) in [
            ("Want expert care? Check if you're covered for our free program", Some(Navigation)),
            ("Join more than 1.2 million members and over 2,200 companies.", Some(Navigation)),
            ("This page is for informational purposes only.", Some(Notice)),
            ("Older man in a red jacket rubbing his knee on a bench", Some(Caption)),
            ("Photo: Ann Poe", Some(Caption)),
            ("SSRI, selective serotonin reuptake inhibitor.", Some(Notice)),
            ("Abbreviations: CI, confidence interval; RR = relative risk", Some(Notice)),
            ("NSAIDs: nonsteroidal anti-inflammatory drugs.", Some(Notice)),
            ("HRT: hormones raise the risk of clots.", None),
            ("MRI, which many ask for, is of little use; it misses most tears.", None),
            ("The authors declare no conflict of interest.", Some(Notice)),
            ("Women with back pain in pregnancy often feel better within 6 weeks of exercise", None),
            ("Women with low back pain feel better within six weeks of exercise.", None),
            ("Women with low back pain feel better within six weeks of exercise.¹", None),
            ("Women with low back pain feel better within six weeks of exercise.[1]", None),
            ("Women with low back pain feel better within six weeks of exercise.” [1,2]", None),
            ("Women with low back pain feel better within six weeks of exercise.[^a]", None),
            ("Women with low back pain feel better within six weeks of exercise.1", None),
            ("Women with low back pain feel better within six weeks of exercise*", None),
            ("Women with low back pain feel better within six weeks of exercise [1]", None),
            ("Check if your knee is swollen or hot.", None),
            ("Our members report 40% less pain.", None),
            ("Members of our program had pain on 3 days fewer.", None),
            ("People with arthritis often feel stiff in the morning", None),
            ("Women in their third trimester are advised to sleep on their side.", None),
            ("It may cause bleeding when it is taken for longer than a few days (read more about this drug).", None),
        ] {
            let piece = Piece::new(BlockKind::Paragraph, join_spans(&[FileSpan { text, line: 1, column: 1 }]));
            assert_eq!(detect_kind(&piece), want, "{text}");
        }
    }
}
