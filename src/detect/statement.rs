//! The statement of a claim: the sentence as worded, without marks of reference and without the words that only say
//! who said it.

use crate::text::lexicon::{CERTAINTY, CLAIMS, Phrases, WordSet};
use crate::text::tokens::scan;
use std::sync::LazyLock;

/// Verbs that attribute words to a speaker.
static SAYS: LazyLock<WordSet> = LazyLock::new(|| CLAIMS.words("verbs of saying"));

/// What a question tells: "Did you know that ginger cures migraine?" says "Ginger cures migraine." None where it only asks.
pub(super) fn restate_question(sentence: &str) -> Option<String> {
    let tokens = scan(sentence);
    let asked = sentence.trim_end_matches(['”', '"', ' ']).strip_suffix('?')?;
    let after = TELLING.match_at(&tokens, 0)?.after;
    let first = tokens.get(after).filter(|token| token.word != "that").or_else(|| tokens.get(after + 1))?;
    let mut letters = asked.chars().skip(first.start as usize);
    let head: String = letters.next()?.to_uppercase().collect();
    Some(head + &letters.collect::<String>() + ".")
}

static TELLING: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("questions that tell"));

/// The statement that a sentence makes.
pub(super) fn restate_claim(sentence: &str) -> String {
    let told = restate_question(sentence.trim());
    let unmarked = remove_inner_marks(told.as_deref().unwrap_or(sentence).trim());
    let bare = remove_final_marks(&unmarked);
    let said = strip_attribution(bare);
    let unquoted = strip_wrapping(said.unwrap_or(bare));
    let mut statement = unquoted.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_closed = statement.trim_end_matches(['”', '"']).ends_with(['.', '!', '?', '…', ')']);
    if !is_closed {
        statement.truncate(statement.trim_end_matches([',', ';', ':', '—', '–', ' ']).len());
        if bare.ends_with(['.', '”', '"']) {
            statement.push('.');
        }
    }
    if said.is_some() { close_quotation(statement) } else { statement }
}

/// The words that a speaker says: `“…,” says Dr. X.` and `…, explains X, PT, a therapist.` lose their end. A speaker
/// begins with a capital or is "she", "he", "they".
fn strip_attribution(sentence: &str) -> Option<&str> {
    let joints = sentence.char_indices().filter(|(_, c)| matches!(c, ',' | '”' | '"' | '?' | '!'));
    joints.map(|(at, c)| (at, at + c.len_utf8())).find_map(|(at, after)| {
        let rest = sentence.get(after..)?.trim_start_matches(['”', '"', ' ']);
        let mut words = rest.split_whitespace();
        let (first, second) = (words.next()?, words.next()?);
        let speaker = |w: &str| {
            w.starts_with(char::is_uppercase) || matches!(w.trim_end_matches([',', '.']), "she" | "he" | "they")
        };
        let bare = |w: &'_ str| SAYS.contains(w.trim_end_matches([',', '.']));
        let attributes = (bare(first) && speaker(second))
            || (speaker(first) && first.starts_with(char::is_lowercase) && bare(second));
        let short = rest.split_whitespace().count() <= 16 && !rest.contains('“');
        let end = if sentence.get(at..).is_some_and(|s| s.starts_with(['?', '!'])) { after } else { at };
        (attributes && short).then(|| sentence.get(..end)).flatten()
    })
}

/// Without quotation marks that only open or only close, or that wrap the whole; the same for brackets around it. A pair
/// inside the sentence stays, both of it.
fn strip_wrapping(sentence: &str) -> &str {
    const CLOSING: [char; 2] = ['”', '"'];
    let mut inside = sentence.trim();
    if let Some(bare) = inside.strip_prefix(['“', '"']).filter(|s| !s.contains('“')) {
        let ended = bare.trim_end_matches(CLOSING);
        if !ended.contains(CLOSING) {
            inside = ended;
        }
    }
    let opens = inside.contains('“') || inside.matches('"').count() > 1;
    if !opens && inside.ends_with(CLOSING) {
        inside = inside.trim_end_matches(CLOSING);
    }
    match inside.strip_prefix('(').and_then(|s| s.strip_suffix(')')).filter(|s| !s.contains(['(', ')'])) {
        Some(bare) => bare,
        None => inside,
    }
}

/// A quotation that ended behind the words, with what it was attributed by, ends with them.
fn close_quotation(mut statement: String) -> String {
    let close = match statement.matches('“').count() > statement.matches('”').count() {
        true => '”',
        false if statement.matches('"').count() % 2 == 1 => '"',
        false => return statement,
    };
    let stop = statement.trim_end_matches(['.', '!', '?', '…']).len();
    statement.insert(stop, close);
    statement
}

/// Without marks in square brackets, wherever they stand: `… in 8 weeks [2,9].`
fn remove_inner_marks(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('[') {
        let is_mark = |inside: &str| {
            inside.starts_with(|c: char| c.is_ascii_digit())
                && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | ';' | ' '))
        };
        // `20 [12–34] weeks` and `95% CI [12, 34]` say where a figure may lie.
        let is_interval = |inside: &str| {
            let ends = inside.split([',', '-', '–', ';']).filter(|end| !end.trim().is_empty()).count();
            let figure = before.trim_end();
            ends == 2 && (figure.ends_with(|c: char| c.is_ascii_digit() || c == '%') || figure.ends_with("CI"))
        };
        match after.split_once(']').filter(|(inside, _)| is_mark(inside) && !is_interval(inside)) {
            Some((_, behind)) => {
                out.push_str(before.trim_end());
                rest = behind;
            }
            None => {
                out.push_str(before);
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

/// Without `[3,4]`, `1,2` or `¹` behind the mark that ends the sentence.
fn remove_final_marks(sentence: &str) -> &str {
    let bare = sentence
        .trim_end_matches(|c: char| c.is_numeric() || matches!(c, ',' | '-' | '–' | '[' | ']' | '*' | '†' | '‡'));
    if bare.ends_with(['.', '!', '?', '”', '"']) { bare } else { sentence }
}

#[cfg(test)]
mod tests {
    #[test]
    fn statements_lose_what_is_no_part_of_the_claim() {
        for (sentence, statement) in [
            ("Yoga helps.", "Yoga helps."),
            ("Did you know that ginger cures migraine?", "Ginger cures migraine."),
            ("Did you know ginger cures migraine?", "Ginger cures migraine."),
            ("Did you know?", "Did you know?"),
            ("Does ginger cure migraine?", "Does ginger cure migraine?"),
            ("“Yoga can be great for pain,” says Dr. Charlotin.", "Yoga can be great for pain."),
            ("The muscles can stretch, explains Sam Smith, PT, DPT, a physical therapist.", "The muscles can stretch."),
            (
                "Sitting makes it worse — and that’s true for all, she explains.",
                "Sitting makes it worse — and that’s true for all.",
            ),
            ("“The aim is to move.", "The aim is to move."),
            ("Your body changes.”", "Your body changes."),
            ("Your body changes.\"", "Your body changes."),
            ("\"Your body changes.\"", "Your body changes."),
            ("\"Erenumab isn't a cure,\" the authors wrote.", "\"Erenumab isn't a cure,\" the authors wrote."),
            ("“Erenumab is no cure” was the verdict.", "“Erenumab is no cure” was the verdict."),
            ("\"Good\" and \"bad\" fats differ.\"", "\"Good\" and \"bad\" fats differ.\""),
            ("They call it \"a cure.\"", "They call it \"a cure.\""),
            ("She calls it “a cure,” says Dr. Poe.", "She calls it “a cure”."),
            ("(Do not apply heat to your belly.)", "Do not apply heat to your belly."),
            ("It helps sleep.1,2", "It helps sleep."),
            ("It eased pain in 8 weeks [2,9].", "It eased pain in 8 weeks."),
            ("It lasted 20 [12–34] weeks.", "It lasted 20 [12–34] weeks."),
            ("It eased [1] pain [sic] in weeks.", "It eased pain [sic] in weeks."),
            ("It helps sleep.[3,4]", "It helps sleep."),
            ("It rose by 40%", "It rose by 40%"),
            ("It takes 20", "It takes 20"),
            ("The word “safe” is used.", "The word “safe” is used."),
            ("It  helps\n you.", "It helps you."),
            ("", ""),
        ] {
            assert_eq!(super::restate_claim(sentence), statement, "{sentence}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_sentence_upsets_it(text in "([a-zA-Z]{1,4}|[ ,.“”\"()?!0-9é]|says|she){0,40}") {
            let _ = super::restate_claim(&text);
        }
    }
}
