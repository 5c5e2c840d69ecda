//! How sure a sentence is of an effect: "reduces", "probably reduces", or neither, where the sentence hedges it, denies it, asks
//! about it, makes it a condition or passes it on. Nouns that look like verbs ("the causes of") are none.

use super::governing::{Gap, find_clause, find_gaps, find_range_behind, holds_any, is_governed, only_asks};
use super::lexicon::{PhraseMatch, Phrases, WORDING, WordSet};
use super::tokens::{Token, scan};
use std::ops::Range;
use std::sync::LazyLock;

/// What a sentence says without a hedge that something does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectWords {
    /// Where the words begin, in code points.
    pub start: u32,
    /// Where they end, exclusive.
    pub end: u32,
    /// The words, as printed.
    pub words: String,
    /// The verb among them, as printed.
    pub verb: String,
    /// The verb as it stands behind "may": `reduce`.
    pub plain: &'static str,
    /// It says that one thing brings about another, or stops it.
    pub is_causal: bool,
    /// It says that this is probable.
    pub is_probable: bool,
}

/// So many words before a verb can hedge it.
const NEAR: usize = 7;

/// The effects that a sentence asserts, in order.
pub fn find_effects(sentence: &str) -> Vec<EffectWords> {
    let tokens = scan(sentence);
    if only_asks(sentence, &tokens) {
        return Vec::new();
    }
    let gaps = find_gaps(sentence, &tokens);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let Some((verb, hit)) = Verb::find(&tokens, at) else {
            at += 1;
            continue;
        };
        at = hit.after;
        found.extend(read_assertion(sentence, (&tokens, &gaps), verb, hit));
    }
    found
}

/// A verb of an effect, found in one of its two forms.
#[derive(Clone, Copy)]
struct Verb {
    plain: &'static str,
    is_causal: bool,
    /// It stands without its "s", as after a plural or "will".
    is_bare: bool,
}

impl Verb {
    /// The verb that begins at a word.
    fn find(tokens: &[Token], at: usize) -> Option<(Self, PhraseMatch)> {
        let longest = |lists: &'static [VerbList]| {
            let hits = lists.iter().filter_map(|list| Some((list, list.forms.match_at(tokens, at)?)));
            hits.max_by_key(|(_, hit)| hit.after)
        };
        let (list, hit) = longest(&VERBS)?;
        let (_, plain) = list.pairs.get(hit.index)?;
        Some((Self { plain, is_causal: list.is_causal, is_bare: list.is_bare }, hit))
    }
}

/// What a verb found asserts; none where it is no verb, or the sentence does not stand behind it.
fn read_assertion(
    sentence: &str,
    (tokens, gaps): (&[Token], &[Gap]),
    verb: Verb,
    hit: PhraseMatch,
) -> Option<EffectWords> {
    let sure = find_phrase_before(&SURE, tokens, hit.first, 3);
    let probable = find_phrase_before(&PROBABLE, tokens, hit.first, 3).or_else(|| {
        // "Is likely to reduce".
        let to = hit.first.checked_sub(1).filter(|to| word_at(tokens, *to) == "to")?;
        find_phrase_before(&PROBABLE, tokens, to, 3)
    });
    let led_in = sure.or(probable);
    let stands = if verb.is_bare { led_in.is_some() || has_plural_subject(tokens, hit.first) } else { true };
    let first = led_in.unwrap_or(hit.first);
    let own = find_clause(tokens, gaps, hit);
    let near = hit.first.saturating_sub(NEAR).max(own.start)..first;
    let is_open = !stands
        || is_noun(tokens, first, hit, verb.is_bare)
        || is_of_anything(tokens, first)
        || lacks_object(tokens, verb, hit.after)
        || verb.plain == "help" && holds_any(&HELPERS, tokens, hit.first.saturating_sub(4)..hit.first)
        || holds_any(&HEDGED, tokens, near)
        || holds_any(&HEDGED_BEHIND, tokens, find_range_behind(tokens, gaps, hit))
        || holds_any(&CONDITION, tokens, range_since_comma(gaps, own.start, hit.first))
        || is_governed(tokens, gaps, PhraseMatch { first, ..hit });
    if is_open {
        return None;
    }
    let (start, end) = (tokens.get(first)?.start, tokens.get(hit.after.checked_sub(1)?)?.end);
    let printed = |from: u32| sentence.chars().skip(from as usize).take(end.saturating_sub(from) as usize).collect();
    let (words, verb_as_printed) = (printed(start), printed(tokens.get(hit.first)?.start));
    let (plain, is_causal, is_probable) = (verb.plain, verb.is_causal, probable.is_some());
    Some(EffectWords { start, end, words, verb: verb_as_printed, plain, is_causal, is_probable })
}

/// Where a phrase begins that ends right before a word.
fn find_phrase_before(list: &Phrases, tokens: &[Token], before: usize, most: usize) -> Option<usize> {
    let whole = |from: &usize| list.match_at(tokens, *from).is_some_and(|hit| hit.after == before);
    (before.saturating_sub(most)..before).find(whole)
}

fn word_at(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.word.as_str())
}

/// Whether a verb without its "s" has a subject of its own: "exercises relieve", not "to relieve" or "Relieve your pain".
fn has_plural_subject(tokens: &[Token], verb: usize) -> bool {
    let mut at = verb;
    // "Exercises often also relieve".
    while at > 0 && (word_at(tokens, at - 1).ends_with("ly") || BETWEEN.contains(word_at(tokens, at - 1))) {
        at -= 1;
    }
    let Some(subject) = at.checked_sub(1) else { return false };
    if (subject..verb).any(|i| tokens.get(i + 1).is_some_and(|t| t.after_break)) {
        return false;
    }
    let noun = word_at(tokens, subject);
    let others = subject.saturating_sub(3)..subject;
    let is_plural = noun.len() > 3
        && noun.ends_with('s')
        && !noun.ends_with("ss")
        && !noun.ends_with("us")
        && !noun.ends_with("is")
        && !NO_PLURAL.contains(noun);
    // "Yoga and stretching relieve".
    let is_joined = subject > 1 && word_at(tokens, subject - 1) == "and" && !BETWEEN.contains(noun);
    (is_plural || is_joined || PLURAL.contains(noun)) && !others.clone().any(|i| MAKES.contains(word_at(tokens, i)))
}

/// "The causes of", "common triggers include": no verb.
fn is_noun(tokens: &[Token], first: usize, hit: PhraseMatch, is_bare: bool) -> bool {
    let alone = hit.after - hit.first == 1;
    let unbroken = !tokens.get(first).is_some_and(|t| t.after_break);
    let before = first.checked_sub(1).filter(|_| unbroken).map_or("", |i| word_at(tokens, i));
    // "These cause pain", but "these causes".
    let before = NOUN_AFTER.contains(before) && !(is_bare && PLURAL.contains(before));
    let behind = alone
        && !tokens.get(hit.after).is_some_and(|t| t.after_break)
        && NOUN_BEFORE.match_at(tokens, hit.after).is_some();
    before || behind
}

/// "What helps", "movements that cause pain": of no thing by name.
fn is_of_anything(tokens: &[Token], verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1) else { return false };
    let relative = matches!(word_at(tokens, before), "that" | "which" | "who");
    ANYTHING.match_at(tokens, before).is_some()
        || relative && before.checked_sub(1).is_some_and(|i| ANY_THAT.contains(word_at(tokens, i)))
}

/// "Symptoms improve after birth": something goes on, and nothing has an effect on it.
fn lacks_object(tokens: &[Token], verb: Verb, after: usize) -> bool {
    let mut next = after;
    while word_at(tokens, next).ends_with("ly") {
        next += 1;
    }
    let ends = tokens.get(next).is_none_or(|t| t.after_break);
    BY_ITSELF.contains(verb.plain) && (ends || NO_OBJECT.contains(word_at(tokens, next)))
}

/// The words since the last comma before a word, in its clause.
fn range_since_comma(gaps: &[Gap], from: usize, until: usize) -> Range<usize> {
    let comma = (from..=until).rev().find(|at| gaps.get(*at).is_some_and(|gap| *gap != Gap::None));
    comma.unwrap_or(from)..until
}

/// Verbs in one form, with what goes in their place.
struct VerbList {
    forms: Phrases,
    pairs: Vec<(&'static str, &'static str)>,
    is_causal: bool,
    is_bare: bool,
}

static VERBS: LazyLock<Vec<VerbList>> = LazyLock::new(|| {
    let lists = [(WORDING.pairs("effects"), false), (WORDING.pairs("causes"), true)];
    let mut verbs = Vec::new();
    for (pairs, is_causal) in lists {
        let said: Vec<&'static str> = pairs.iter().map(|(said, _)| *said).collect();
        verbs.push(VerbList { forms: Phrases::new(&said), pairs: pairs.clone(), is_causal, is_bare: false });
        // "May be effective" has no plural of its own: "are effective" is in the list.
        let bare: Vec<_> = pairs.into_iter().filter(|(_, plain)| !plain.starts_with("be ")).collect();
        let plain: Vec<&'static str> = bare.iter().map(|(_, plain)| *plain).collect();
        verbs.push(VerbList { forms: Phrases::new(&plain), pairs: bare, is_causal, is_bare: true });
    }
    verbs
});

/// Words after which a form is a noun.
static NOUN_AFTER: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("a noun behind these"));

/// Words before which a form is a noun.
static NOUN_BEFORE: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("a noun before these"));

/// Plurals without an "s".
static PLURAL: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("plural without s"));

/// Words in "s" that are no plural.
static NO_PLURAL: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("no plural"));

/// What may stand between a subject and its verb.
static BETWEEN: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("between"));

/// Verbs that make others do something.
static MAKES: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("makes others"));

/// What leaves no doubt of a verb without its "s".
static SURE: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("sure"));

/// What makes a verb probable.
static PROBABLE: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("probable"));

/// What leaves a verb open.
static HEDGED: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("hedged"));

/// The same behind it.
static HEDGED_BEHIND: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("hedged behind"));

/// What makes a clause a condition or a case.
static CONDITION: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("on a condition"));

/// Subjects that name no thing.
static ANYTHING: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("of anything"));

/// Nouns before "that" that name no thing.
static ANY_THAT: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("of any that"));

/// Verbs that also say what something does by itself.
static BY_ITSELF: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("by itself"));

/// What stands behind such a verb where it has no object.
static NO_OBJECT: LazyLock<WordSet> = LazyLock::new(|| WORDING.words("no object"));

/// People who help.
static HELPERS: LazyLock<Phrases> = LazyLock::new(|| WORDING.phrases("helpers"));
