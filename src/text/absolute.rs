//! Words that leave no doubt: "safe", "proven", "cure", "no side effects". Those that the sentence itself denies, asks about,
//! reports as what others claim, puts into the past or qualifies are left out, and so are other senses of the words.

use super::governing::{Gap, find_clause, find_gaps, find_range_behind, holds_any, is_governed, only_asks};
use super::lexicon::{CERTAINTY, OTHER_SENSES, PhraseMatch, Phrases, WORDING};
use super::tokens::{Token, scan};
use super::wording::{FoundWord, make_found_word};
use std::sync::LazyLock;

/// What may stand in place of an absolute word, where something does.
pub fn find_replacement(word: &str) -> Option<&'static str> {
    static INSTEAD: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| WORDING.pairs("in place of absolute words"));
    INSTEAD.iter().find(|(absolute, _)| *absolute == word).map(|(_, instead)| *instead)
}

/// The absolute words of a sentence.
pub fn find_absolute_words(sentence: &str) -> Vec<FoundWord> {
    let tokens = scan(sentence);
    if only_asks(sentence, &tokens) {
        return Vec::new();
    }
    let gaps = find_gaps(sentence, &tokens);
    let hits = ABSOLUTE.find(&tokens).into_iter().filter(|hit| !is_qualified(&tokens, &gaps, *hit));
    hits.filter_map(|hit| make_found_word(&tokens, hit.first, hit.after)).collect()
}

static ABSOLUTE: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("absolute words"));

fn is_qualified(tokens: &[Token], gaps: &[Gap], hit: PhraseMatch) -> bool {
    let near = hit.first.saturating_sub(3).max(find_clause(tokens, gaps, hit).start)..hit.first;
    holds_any(&HEDGES, tokens, near)
        || is_governed(tokens, gaps, hit)
        || holds_any(&CONDITIONS, tokens, find_range_behind(tokens, gaps, hit))
        || OTHERWISE.iter().any(|sense| sense.fits(tokens, hit))
}

/// Words up to three places before an absolute word that take the certainty from it.
static HEDGES: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("hedges"));

/// What stands behind an absolute word and says for whom, when or how much.
static CONDITIONS: LazyLock<Phrases> = LazyLock::new(|| CERTAINTY.phrases("conditions"));

/// A word that means something else beside some others.
struct Sense {
    /// The words that are meant, as the text has them.
    words: Phrases,
    /// What stands right behind.
    behind: Phrases,
    /// What stands right before, word by word.
    before: Vec<Vec<&'static str>>,
}

impl Sense {
    fn fits(&self, tokens: &[Token], hit: PhraseMatch) -> bool {
        let before = |words: &Vec<&str>| {
            let from = hit.first.checked_sub(words.len());
            from.is_some_and(|from| words.iter().zip(tokens.iter().skip(from)).all(|(w, t)| *w == t.word))
        };
        self.words.match_at(tokens, hit.first).is_some()
            && (self.behind.match_at(tokens, hit.after).is_some() || self.before.iter().any(before))
    }
}

/// Senses beside some other words: for each sense its words, and two lists of what stands beside them.
static OTHERWISE: LazyLock<Vec<Sense>> = LazyLock::new(|| {
    let names = OTHER_SENSES.lists().iter().map(|list| list.name).filter(|name| !name.contains(": "));
    let sense = |name: &'static str| Sense {
        words: OTHER_SENSES.phrases(name),
        behind: OTHER_SENSES.phrases(&format!("{name}: behind")),
        before: OTHER_SENSES.entries(&format!("{name}: before")).iter().map(|p| p.split(' ').collect()).collect(),
    };
    names.map(sense).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_words_are_found_unless_the_text_qualifies_them() {
        for (text, expected) in [
            ("It is safe to use in pregnancy.", vec!["safe"]),
            ("It has been shown to be safe.", vec!["safe"]),
            ("This proven cure has no side effects.", vec!["proven", "cure", "no side effects"]),
            ("Guaranteed relief", vec!["guaranteed"]),
            ("Ginger cures nausea.", vec!["cures"]),
            ("Ginger can safely be taken by anyone.", vec!["can safely"]),
            ("It can be used safely.", vec!["used safely"]),
            ("Diabetes can be cured.", vec!["be cured"]),
            ("It is not only safe but cheap.", vec!["safe"]),
            ("It is not new, and it is safe.", vec!["safe"]),
            ("Turmeric is a miracle.", vec!["miracle"]),
            ("It is 100% effective and has zero side effects.", vec!["100 effective", "zero side effects"]),
            ("Aspirin is a wonder drug.", vec!["wonder drug"]),
            ("“It is safe for everyone,” says Dr. Poe.", vec!["safe"]),
            ("Massage has no risks.", vec!["no risks"]),
            ("Take paracetamol, which is safe in pregnancy.", vec!["safe"]),
            ("The benefits are proven.", vec!["proven"]),
            ("It has been proven to work.¹", vec!["proven"]),
            ("There is no doubt that ginger cures nausea.", vec!["cures"]),
            ("Without question, ginger is safe.", vec!["safe"]),
            ("It is no secret that ginger cures nausea.", vec!["cures"]),
            ("It is not a myth that ginger cures nausea.", vec!["cures"]),
            ("Few people know that ginger cures nausea.", vec!["cures"]),
            ("Nobody disputes that massage is safe.", vec!["safe"]),
            ("A few drops a day cure nausea.", vec!["cure"]),
            ("Nurses used to think it worthless, but ginger cures nausea.", vec!["cures"]),
            ("Years ago, nothing helped; now ginger cures nausea.", vec!["cures"]),
            ("In the past, sailors suffered, yet ginger cures nausea.", vec!["cures"]),
            ("Although it was once thought worthless, ginger cures nausea.", vec!["cures"]),
            ("What was once thought a fad is now a proven remedy.", vec!["proven"]),
            ("Some companies claim that it tastes good, and ginger does cure nausea.", vec!["cure"]),
            ("Ginger cures nausea, but some say that it burns.", vec!["cures"]),
            ("No study found harm, and ginger is safe.", vec!["safe"]),
            ("Contrary to popular belief, ginger cures nausea.", vec!["cures"]),
            ("Taken according to the label, ginger cures nausea.", vec!["cures"]),
            ("Ginger cures nausea, but see a doctor if you are pregnant.", vec!["cures"]),
            ("Did you know that ginger cures nausea?", vec!["cures"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_denied_asked_reported_past_or_meant_otherwise_is_no_absolute_word() {
        for text in [
            "It may be safe.",
            "It is not proven.",
            "Nothing is 100% safe.",
            "There is no evidence that garlic, onions or leeks cure colds.",
            "There is currently no known and lasting cure for it.",
            "It has never been proven.",
            "It cannot cure arthritis.",
            "The spray does not by itself cure a cold.",
            "No study has proven that it works.",
            "It is a myth that honey cures hay fever.",
            "The scan is far from harmless.",
            "Nurses used to believe that bed rest was a cure.",
            "It was once sold as a miracle.",
            "In the past, mercury was a cure for syphilis.",
            "“A proven cure,” the advert promised.",
            "Some companies claim that their tea cures insomnia.",
            "It is touted as a miracle.",
            "No side effects were seen in the trial.",
            "No side effects have been reported.",
            "The cure rate was 70%.",
            "Cure rates differ.",
            "Cured ham is salty.",
            "Ham is cured with salt.",
            "Safe sex protects.",
            "Safety comes first.",
            "The safety of the drug has not been established.",
            "A program that’s safe for you.",
            "It is generally considered safe.",
            "It is safe when used as directed.",
            "It is safe for most adults.",
            "Wait until it is safe to drive.",
            "Ask your doctor whether it is safe.",
            "Find out which painkillers are safe.",
            "Is it safe?",
            "Is it safe to fly while pregnant?[1]",
            "To be on the safe side, stop.",
            "Better safe than sorry.",
            "Store medicines safely.",
            "All fevers are serious until proven otherwise.",
            "This remains to be proven.",
            "There is no guarantee that it works.",
            "The infection proves fatal in many.",
            "The body eliminates it within a day.",
            "It can permanently damage the kidneys.",
            "People with no risk factors get it too.",
            "Scientists are searching for a cure.",
            "Few herbs cure nausea.",
            "Very few remedies are proven.",
            "There is some doubt that ginger cures nausea.",
            "It is no proven remedy.",
            "Doctors once thought that ginger, cloves, and mint cure nausea.",
            "There is no evidence that ginger, cloves, and mint cure nausea.",
            "It works, but there is no evidence that it is safe.",
            "The safe amount differs between people.",
            "Ask for the safe dosage.",
            "Free care is guaranteed by law.",
            "The scheme guarantees access to a midwife.",
            "The jab is safe, according to the ministry.",
            "According to its makers, the balm cures warts.",
            "Contrary to the myth that it is safe, lead harms.",
        ] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }

    fn words(text: &str) -> Vec<String> {
        find_absolute_words(text).into_iter().map(|w| w.word).collect()
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_it(text in "\\PC{0,80}|((safe|cure|no|not|risk|is|proven|the)[ ,.?]){0,20}") {
            let _ = find_absolute_words(&text);
        }
    }
}
