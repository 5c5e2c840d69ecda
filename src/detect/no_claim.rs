//! What shows that a sentence makes no claim, whatever signals stand in it.

use super::sentence::Sentence;
use crate::model::BlockKind;
use crate::text::ending::trim_end_markers;
use crate::text::phrases::Phrases;
use std::sync::LazyLock;

/// A reason why a sentence is no claim.
struct Exclusion {
    /// What such a sentence is.
    is: &'static str,
    fits: fn(&Sentence) -> bool,
}

/// Every exclusion, the cheap ones first.
const EXCLUSIONS: &[Exclusion] = &[
    Exclusion { is: "a label", fits: is_label },
    Exclusion { is: "a question", fits: is_question },
    Exclusion { is: "a call to action", fits: |s| begins_with_call(s) || s.has(&OFFERS) },
    Exclusion { is: "only the advice to ask somebody", fits: only_asks_a_provider },
    Exclusion { is: "a price", fits: is_price },
    Exclusion { is: "a membership count", fits: is_membership_count },
    Exclusion { is: "a biography", fits: |s| s.has(&BIOGRAPHY) },
    Exclusion { is: "encouragement", fits: |s| s.has(&ENCOURAGEMENT) },
    Exclusion { is: "a disclaimer", fits: |s| s.has(&DISCLAIMERS) },
    Exclusion { is: "what a reader says in a form", fits: |s| s.begins_with(&FORM_ANSWERS) },
];

/// Why a sentence is no claim, if it is none.
pub(super) fn find_exclusion(sentence: &Sentence) -> Option<&'static str> {
    EXCLUSIONS.iter().find(|e| (e.fits)(sentence)).map(|e| e.is)
}

/// Three words are no proposition unless they are cited, and a paragraph that neither ends like a sentence nor is cited
/// is a caption or a label.
fn is_label(sentence: &Sentence) -> bool {
    let ends = trim_end_markers(sentence.text).ends_with(['.', '!', '?', '…', '”', '"', ')', ']', '*', ':', ';'])
        || sentence.text.ends_with(|c: char| c.is_numeric())
        || sentence.cited;
    sentence.tokens.len() + usize::from(sentence.cited) < 4 || (sentence.block == BlockKind::Paragraph && !ends)
}

/// "Learn more…", also after one word: "Here, learn more…".
fn begins_with_call(sentence: &Sentence) -> bool {
    let led = sentence
        .tokens
        .first()
        .is_some_and(|t| matches!(t.word.as_str(), "here" | "also" | "then" | "now" | "so" | "and" | "please"));
    sentence.begins_with(&CALLS) || (led && CALLS.match_at(&sentence.tokens, 1).is_some())
}

fn is_question(sentence: &Sentence) -> bool {
    trim_end_markers(sentence.text).trim_end_matches(['”', '"', '’', ')', '*']).ends_with('?')
}

fn is_price(sentence: &Sentence) -> bool {
    sentence.figures.iter().any(|q| q.unit == "money") || sentence.has(&PRICES)
}

/// A count of members or companies, unless the sentence says what became of them.
fn is_membership_count(sentence: &Sentence) -> bool {
    sentence.has(&MEMBERS) && !sentence.figures.iter().any(|q| q.unit == "%")
}

/// "Talk to your doctor about it": advice that no evidence is needed for. With a sign that calls for it, or with
/// something to avoid, it is a claim.
fn only_asks_a_provider(sentence: &Sentence) -> bool {
    sentence.has(&ASKS) && !sentence.has(&ASKS_BECAUSE)
}

/// Sentences that send the reader somewhere.
static CALLS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "learn more, learn how, learn about, learn what, here learn, find out, read more, read on, read about, \
         read our, see if you, see how, see our, see more, check if, check whether youre covered, check out, \
         click, tap, sign up, log in, join, get started, get expert, get the app, download, subscribe, share \
         this, follow us, contact us, call us, book, schedule, start your, explore, discover, looking for, want \
         expert, here are, heres how, heres what, here is, keep reading, try our, shop, watch our, watch the \
         video, visit our, for more information, jump to, in this article, this article, this page, this guide, \
         table of contents, last updated, medically reviewed, reviewed by, written by, we can, well show, well \
         explain, well cover, below youll, ready to, the following exercises",
    )
});

/// What a publisher offers, anywhere in a sentence.
static OFFERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "our app, our online, personal care team, youll have access, youve been looking for, because our program, \
         see if you qualify, free coverage, benefit plan, your employer, for our free, join us, sign up for, our \
         newsletter, get the care you need, learn more here, click here, found below, listed below, shown below",
    )
});

static PRICES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "cost to you, no cost to, free trial, free shipping, free program, money back, per month subscription, \
         costs you nothing, discount",
    )
});

static MEMBERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "million members, thousand members, million users, companies that trust, trusted by, trust hinge, members \
         trust, million people trust, million customers, companies trust",
    )
});

static BIOGRAPHY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "years of experience, years of combined experience, years experience, specializes in, specialises in, \
         board certified, graduated from, received her, received his, earned her, earned his, is a physical \
         therapist, movement specialist, is a registered, is a licensed, she is a, he is a, lives in, her work \
         has, his work has, is the author of, degree from, degree in",
    )
});

static ENCOURAGEMENT: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "give yourself, be kind to yourself, youve got this, you got this, you are not alone, youre not alone, \
         doesnt mean you, does not mean you, dont give up, be patient with yourself, be proud, congratulations, \
         take heart, hang in there, we know how, were here for you, we are here for you, celebrate, dont worry",
    )
});

static DISCLAIMERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "does not constitute, do not constitute, is not a substitute, not intended to, is not responsible for, \
         educational purposes, informational purposes, medical advice, all rights reserved, terms of, privacy \
         policy, cookie, cookies, not your healthcare provider",
    )
});

static FORM_ANSWERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::from_list("im, i am, i have, i want, i dont, i need, i would like, id like"));

static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "talk to your, talk with your, speak to your, speak with your, ask your, ask a, check with your, consult \
         your, consult with your, consult a, contact your, call your, see your doctor, see a doctor, see your \
         provider, tell your doctor, tell your provider, talk to a, speak to a, discuss with your, let your \
         doctor, let your provider, work with your",
    )
});

/// What makes a claim of the advice to ask.
static ASKS_BECAUSE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "avoid, risk, risks, symptom*, bleeding, fever, red flag*, warning sign*, severe, sudden, may be used, \
         can be used, safe, weeks, percent, can help, may help, can cause, lead to, if you notice, if you have \
         pain, pain that, numbness",
    )
});
