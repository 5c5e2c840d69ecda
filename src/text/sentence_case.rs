//! Titles in headline capitals, set like a sentence: only the first word, names and abbreviations keep their capitals. No program
//! can tell every name from a headline's word, so what this makes of a title is a proposal, and for a person to look at.

use super::fold;
use super::lexicon::{ENGLISH, NAMES, WordSet};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::sync::OnceLock;

/// How a title is set.
#[derive(Debug, Clone, Default)]
pub struct TitleCasing {
    /// Words that keep their capitals besides the names that everybody knows.
    pub keep: BTreeSet<String>,
    /// The first word behind a colon has a capital, as APA wants it; AMA and NLM do not.
    pub capital_after_colon: bool,
}

/// Where the title stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TitlePlace {
    Start,
    Stop,
    Colon,
    Word,
}

/// A title like a sentence.
pub fn to_sentence_case(title: &str, manner: &TitleCasing) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let shouted = !title.chars().any(char::is_lowercase);
    let in_name = mark_names(&words);
    let mut before = TitlePlace::Start;
    let mut set = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let kept = in_name.get(at).copied().unwrap_or(false);
        // A name in a title that shouts has its capital alone.
        let named = if kept && shouted { capitalise(&word.to_lowercase()) } else { (*word).to_owned() };
        let lettered = *word == "A" && at > 0 && is_letter(words.get(at - 1), words.get(at + 1));
        let plain = if kept || lettered { named } else { lower_word(word, shouted, manner) };
        let capital = match before {
            TitlePlace::Start | TitlePlace::Stop => true,
            TitlePlace::Colon => manner.capital_after_colon,
            TitlePlace::Word => false,
        };
        set.push(if capital { capitalise(&plain) } else { plain });
        if word.chars().any(char::is_alphanumeric) {
            before = match word.trim_end_matches(['"', '”', '’', ')', ']', '\'']).chars().next_back() {
                Some('?' | '!') => TitlePlace::Stop,
                // `vs.` and initials end no sentence.
                Some('.') if word.chars().filter(|c| c.is_alphabetic()).count() > 3 => TitlePlace::Stop,
                Some(':') => TitlePlace::Colon,
                _ => TitlePlace::Word,
            };
        }
    }
    set.join(" ")
}

/// The words of a text that have their capital in the middle of a sentence, and never lack it: names that a catalogue knows.
pub fn collect_names<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let (mut capital, mut small): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    for text in texts {
        let mut inside = false;
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            match bare.chars().next() {
                Some(first) if first.is_lowercase() => _ = small.insert(bare.to_owned()),
                Some(first) if first.is_uppercase() && inside => _ = capital.insert(bare.to_owned()),
                _ => {}
            }
            inside = !word.ends_with(['.', ':', '?', '!', '–', '—']) && !bare.is_empty();
        }
    }
    capital.retain(|word| !small.contains(&word.to_lowercase()));
    capital
}

/// Which words belong to a name of those that everybody knows.
fn mark_names(words: &[&str]) -> Vec<bool> {
    let bare: Vec<String> = words.iter().map(|word| fold_word(word)).collect();
    let mut inside = vec![false; words.len()];
    let names = list_names();
    for at in 0..bare.len() {
        let rest = bare.get(at..).unwrap_or_default();
        let longest = names.iter().filter(|name| rest.starts_with(name)).map(Vec::len).max().unwrap_or(0);
        for place in inside.iter_mut().skip(at).take(longest).filter(|_| longest > 0) {
            *place = true;
        }
    }
    // Small words inside a name (`Food and Drug`) have no capital of their own.
    for (place, word) in inside.iter_mut().zip(words) {
        *place &= word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    }
    inside
}

/// Whether an A is a letter and no article: influenza A, hepatitis A, or the last word.
fn is_letter(before: Option<&&str>, after: Option<&&str>) -> bool {
    static LETTERED: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("before a letter"));
    after.is_none() || before.is_some_and(|word| LETTERED.contains(&fold(word)))
}

fn fold_word(word: &str) -> String {
    let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    folded.strip_suffix("'s").or_else(|| folded.strip_suffix("’s")).unwrap_or(&folded).to_owned()
}

fn list_names() -> &'static Vec<Vec<String>> {
    static KNOWN: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    KNOWN.get_or_init(|| NAMES.entries("").iter().map(|name| name.split(' ').map(fold_word).collect()).collect())
}

/// A word without the capital of a headline, part by part.
fn lower_word(word: &str, shouted: bool, manner: &TitleCasing) -> String {
    let parts: Vec<&str> = word.split_inclusive(['-', '‐', '‑', '–', '—', '/']).collect();
    let known = |part: &str| {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let possessive = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        manner.keep.contains(possessive)
            || list_names().iter().any(|name| matches!(name.as_slice(), [one] if *one == self::fold_word(part)))
    };
    let set = parts.iter().map(|part| match (known(part), shouted) {
        (true, true) => capitalise(&part.to_lowercase()),
        (true, false) => (*part).to_owned(),
        (false, _) if keeps_capitals(part, shouted) => (*part).to_owned(),
        (false, _) => part.to_lowercase(),
    });
    set.collect()
}

/// Whether the capitals of a part are its own: `COVID`, `mRNA`, `L5`, the D of vitamin D, numbers in Roman figures.
fn keeps_capitals(part: &str, shouted: bool) -> bool {
    let letters: Vec<char> = part.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let digits = part.chars().any(|c| c.is_ascii_digit());
    let roman = letters.len() > 1 && letters.iter().all(|c| matches!(c, 'I' | 'V' | 'X'));
    match letters.as_slice() {
        ['A'] => false,
        [one] => one.is_uppercase(),
        _ if shouted => digits || roman,
        // `AIDS`, `pH`, `McKenzie`; a headline gives a word one capital, and that is its first letter.
        [first, rest @ ..] => {
            rest.iter().any(|c| c.is_uppercase())
                || (digits && capitals > 0 && letters.len() <= 2 && first.is_uppercase())
        }
        [] => true,
    }
}

/// With a capital where a small letter begins it; `mRNA` and its like begin with one of their own.
fn capitalise(word: &str) -> String {
    let Some((at, first)) = word.char_indices().find(|(_, c)| c.is_alphanumeric()) else { return word.to_owned() };
    if !first.is_lowercase() || word.chars().any(char::is_uppercase) {
        return word.to_owned();
    }
    let (head, tail) = (word.get(..at).unwrap_or_default(), word.get(at + first.len_utf8()..).unwrap_or_default());
    head.chars().chain(first.to_uppercase()).chain(tail.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_become_sentences() {
        for (title, expected) in [
            (
                "Exercise for Low Back Pain During Pregnancy: A Systematic Review",
                "Exercise for low back pain during pregnancy: a systematic review",
            ),
            (
                "The Effect of Vitamin D on COVID-19 in the United States",
                "The effect of vitamin D on COVID-19 in the United States",
            ),
            (
                "Pilates and Yoga in Chinese Adults With Parkinson's Disease",
                "Pilates and yoga in Chinese adults with Parkinson's disease",
            ),
            ("Does Walking Help? A Randomized Trial", "Does walking help? A randomized trial"),
            (
                "mRNA Vaccines and IgG Levels: Follow-Up of a Cohort",
                "mRNA vaccines and IgG levels: follow-up of a cohort",
            ),
            ("X-Ray Findings at L5-S1 and the McKenzie Method", "X-ray findings at L5-S1 and the McKenzie method"),
            ("Type II Diabetes and Omega-3 Fatty Acids", "Type II diabetes and omega-3 fatty acids"),
            ("LOW BACK PAIN IN AUSTRALIA: A COHORT STUDY", "Low back pain in Australia: a cohort study"),
            (
                "Guidance of the World Health Organization on “Safe” Exercise",
                "Guidance of the World Health Organization on “safe” exercise",
            ),
            ("A Study of a Study", "A study of a study"),
            ("Low back pain in pregnancy", "Low back pain in pregnancy"),
            ("Care Led by the Food and Drug Administration", "Care led by the Food and Drug Administration"),
            ("Surgery vs. Physiotherapy for Knees", "Surgery vs. physiotherapy for knees"),
            ("Ehlers-Danlos Syndromes in Sub-Saharan Africa", "Ehlers-Danlos syndromes in Sub-Saharan Africa"),
            ("Hepatitis B and Influenza A in Norway", "Hepatitis B and influenza A in Norway"),
            ("", ""),
        ] {
            assert_eq!(to_sentence_case(title, &TitleCasing::default()), expected, "{title}");
        }
    }

    #[test]
    fn what_a_person_wants_kept_is_kept() {
        let keep = BTreeSet::from(["Imaginary".to_owned()]);
        let manner = TitleCasing { keep, capital_after_colon: true };
        assert_eq!(to_sentence_case("The Imaginary Index: A Review", &manner), "The Imaginary index: A review");
    }

    #[test]
    fn names_are_learnt_where_they_stand_inside_a_sentence() {
        let learnt = collect_names([
            "Scores on the Fictional Index rose. Scores fell.",
            "An index of pain in Fictional adults: A note.",
        ]);
        assert_eq!(learnt.into_iter().collect::<Vec<_>>(), ["Fictional"]);
    }

    #[test]
    fn a_sentence_stays_one() {
        for line in NAMES.entries("") {
            assert_eq!(line.trim(), *line);
            let title = format!("Pain in {line}");
            assert_eq!(to_sentence_case(&title, &TitleCasing::default()), title);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_title_keeps_its_letters(title in "[A-Za-zé:?.’ /-]{0,40}") {
            let set = to_sentence_case(&title, &TitleCasing::default());
            proptest::prop_assert_eq!(set.to_lowercase(), title.to_lowercase());
        }
    }
}
