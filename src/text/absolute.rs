//! Words that leave no doubt: "safe", "proven", "cure", "no side effects". Those that the sentence itself denies, asks about,
//! reports as what others claim, puts into the past or qualifies are left out, and so are other senses of the words.

use super::ending::unmarked;
use super::phrases::{Hit, Phrases};
use super::tokens::{Token, scan};
use super::wording::{Word, word};
use std::sync::LazyLock;

/// The absolute words of a sentence.
pub fn absolute_words(sentence: &str) -> Vec<Word> {
    let asks = unmarked(sentence).trim_end_matches(['”', '"', '’', ')', '*']).ends_with('?');
    let tokens = scan(sentence);
    if asks || has(&REPORTED, &tokens, 0..tokens.len()) {
        return Vec::new();
    }
    let hits = ABSOLUTE.find(&tokens).into_iter().filter(|hit| !is_qualified(&tokens, *hit));
    hits.filter_map(|hit| word(&tokens, hit.first, hit.after)).collect()
}

static ABSOLUTE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "safe, can safely, be safely, is safely, are safely, safely be, safely take, safely use*, used safely, taken safely, harmless, risk free, proven, proves, cure, cures, is cured, are cured, be cured, guarantee*, always \
         works, never fails, no side effects, without side effects, free of side effects, no risk, no risks, without risk, \
         without any risk, 100 effective, completely effective, totally effective, miracle, eliminates, permanently",
    )
});

fn is_qualified(tokens: &[Token], hit: Hit) -> bool {
    let (first, after) = (hit.first, hit.after);
    let near = first.saturating_sub(3)..first;
    let clause = (0..first).rev().take(8).take_while(|i| !tokens.get(i + 1).is_some_and(|t| t.after_break));
    let clause = clause.last().unwrap_or(first)..first;
    has(&HEDGES, tokens, near)
        || clause.clone().any(|i| DENIALS.at(tokens, i).is_some() && ONLY.at(tokens, i).is_none())
        || has(&OPEN, tokens, clause)
        || has(&ELSEWHERE, tokens, 0..first)
        || has(&CONDITIONS, tokens, after..tokens.len())
        || OTHERWISE.iter().any(|sense| sense.fits(tokens, hit))
}

fn has(list: &Phrases, tokens: &[Token], mut places: std::ops::Range<usize>) -> bool {
    places.any(|at| list.at(tokens, at).is_some())
}

/// Words up to three places before an absolute word that take the certainty from it.
static HEDGES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "may, might, could, probably, possibly, likely, unlikely, appears, appear, appeared, seems, seem, seemed, if, unclear, \
         uncertain, considered, deemed, regarded, generally, usually, typically, often, sometimes, mostly, largely, mainly, \
         normally, relatively, reasonably, fairly, apparently, thought, believed, assumed, most, many, feel, feels, less, more, as, \
         than, keep, keeps, stay, stays",
    )
});

/// Words before an absolute word in its clause that deny it.
static DENIALS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "not, no, never, none, nobody, nothing, neither, nor, cannot, cant, wont, dont, doesnt, didnt, isnt, arent, wasnt, werent, \
         hasnt, havent, hadnt, couldnt, wouldnt, shouldnt, without, hardly, rarely, seldom, scarcely, far from, anything but, \
         fails to, failed to, fail to, lack of, absence of",
    )
});

/// "Not only safe but cheap" denies nothing.
static ONLY: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("not only, not just, not merely, no doubt"));

/// Words before an absolute word in its clause that leave it open.
static OPEN: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "whether, until, unless, when it, when its, how safe, how to, what is, what are, whats, make sure, be sure, check, ask, decide, determine, find out, establish, \
         to know, wonder*, doubt*, question*, search for, searching for, looking for, look for, hope for, hoping for, hopes of, \
         quest for, research into, towards a, toward a",
    )
});

/// What stands anywhere before an absolute word and makes it a belief of the past, or one that is wrong.
static ELSEWHERE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "used to, once thought, once believed, was thought, were thought, was believed, were believed, was once, were once, long \
         thought, long believed, previously thought, formerly, historically, in the past, years ago, decades ago, centuries ago, \
         century, ancient, traditionally, people thought, doctors thought, people believed, doctors believed, no evidence, little \
         evidence, not enough evidence, insufficient evidence, limited evidence, weak evidence, lack of evidence, no proof, no good \
         evidence, no reliable evidence, not been shown, not been proven, no study, no studies, no trial, no trials, myth, myths, \
         misconception*, misleading*, false, falsely, wrongly, mistaken*, untrue, no truth, contrary to, not true, debunk*",
    )
});

/// What stands anywhere in a sentence that passes on what others claim, at a distance.
static REPORTED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "claimed, claims that, claims to, claim that, claim to, claims it, claiming, advert, adverts, advertised, advertises, \
         advertisement*, advertising, marketed, touted, touts, billed as, promised, promises, promising, so called, alleged, \
         allegedly, supposed, supposedly, purport*, hyped, sellers say, makers say, manufacturers say, some say, some people say, \
         people say, it is said, rumour*, rumor*",
    )
});

/// What stands behind an absolute word and says for whom, when or how much.
static CONDITIONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "when used, when taken, if used, if taken, if you, as long as, so long as, provided, unless, for most, in most, for many, in \
         moderation, under medical, under supervision, at recommended, at the recommended, at low, in low, in small, in limited",
    )
});

/// A word that means something else beside some others.
struct Sense {
    /// The words that are meant, as the text has them; a list of phrases.
    of: LazyLock<Phrases>,
    /// What stands right behind.
    behind: LazyLock<Phrases>,
    /// What stands right before.
    before: &'static [&'static str],
}

impl Sense {
    fn fits(&self, tokens: &[Token], hit: Hit) -> bool {
        let before = |words: &&str| {
            let words: Vec<&str> = words.split(' ').collect();
            let from = hit.first.checked_sub(words.len());
            from.is_some_and(|from| words.iter().zip(tokens.iter().skip(from)).all(|(w, t)| *w == t.word))
        };
        self.of.at(tokens, hit.first).is_some()
            && (self.behind.at(tokens, hit.after).is_some() || self.before.iter().any(before))
    }
}

macro_rules! senses {
    ($($of:literal: behind $behind:literal, before [$($before:literal),* $(,)?];)*) => {
        [$(Sense {
            of: LazyLock::new(|| Phrases::of($of)),
            behind: LazyLock::new(|| Phrases::of($behind)),
            before: &[$($before),*],
        }),*]
    };
}

static OTHERWISE: [Sense; 8] = senses! {
    "safe": behind "for you, and sound, sex, space, spaces, place, places, distance, side, bet, haven, havens, house, houses, word, \
        words, mode, storage, disposal, handling, lifting, driving, sleep, sleeping, water, drinking water, environment, working, \
        staffing, motherhood, delivery, return, travel, journey, than sorry, in the knowledge, to say, to assume, to conclude, \
        system, harbour, harbor, deposit, custody, hands, home, at home, from harm, level, levels, limit, limits",
        before ["play it", "playing it", "better"];
    "proven, proves": behind "otherwise, wrong, false, guilty, innocent, ineffective, harmful, fatal, difficult, hard, useful, helpful, \
        too, popular, challenging, necessary, nothing, unhelpful, deadly, disappointing, cases, infection*, by biopsy, by testing",
        before ["to be", "yet to be", "be", "biopsy", "culture", "laboratory", "lab", "once", "innocent until"];
    "cure, cures, is cured, are cured, be cured": behind "rate, rates, fraction, time, times, models, all end, meat*, ham, bacon, fish, \
        sausage*, salmon, with salt, in salt, by smoking, by salting, after treatment",
        before ["rest", "water", "spa", "grape", "test of", "rate of", "chance of", "proportion"];
    "guarantee*": behind "minimum, income, period, is void", before ["back", "money back"];
    "no risk, no risks": behind "factor, factors, assessment, was, were, of bias, group", before [];
    "no side effects, without side effects, free of side effects": behind "were, was, have been, has been, had been, are known, are \
        reported, reported, seen, found, observed, noted, occurred, in the trial*, in the stud*, in the two, in the small, in trials, \
        in studies, in this study, in this trial, in any", before [];
    "eliminates": behind "the need, the body, waste, it through, it in, waste products",
        before ["body", "kidney", "liver", "which", "the body", "system"];
    "permanently": behind "damag*, disab*, injur*, scar*, los*, clos*, impair*, harm*, ill, blind, deaf, in the, paralys*, paralyz*",
        before ["damaged", "disabled", "injured", "damage", "disable", "live", "lived"];
};

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
            ("“It is safe for everyone,” says Dr. Poe.", vec!["safe"]),
            ("Massage has no risks.", vec!["no risks"]),
            ("Take paracetamol, which is safe in pregnancy.", vec!["safe"]),
            ("The benefits are proven.", vec!["proven"]),
            ("It has been proven to work.¹", vec!["proven"]),
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
        ] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }

    fn words(text: &str) -> Vec<String> {
        absolute_words(text).into_iter().map(|w| w.word).collect()
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_it(text in "\\PC{0,80}|((safe|cure|no|not|risk|is|proven|the)[ ,.?]){0,20}") {
            let _ = absolute_words(&text);
        }
    }
}
