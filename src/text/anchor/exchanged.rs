//! One word of a line over a claim that was exchanged for another: *helps* for *hurts*, *asthma* for *COPD*, *left* for
//! *right*. What only words the line anew is no exchange: other forms of one word, words of one sense, and what could stand
//! in any heading.

use crate::text::spelling::unify_spelling;
use crate::text::words::PlainText;

/// Prefixes that make another thing of a word when they come, go or change.
#[rustfmt::skip]
const PREFIXES: &[&str] = &[
    "un", "in", "im", "il", "ir", "non", "ab", "dis", "hyper", "hypo", "a", "anti", "counter", "mis", "mal", "over", "under", "sub", "super", "pre", "post", "peri",
    "intra", "extra", "inter", "macro", "micro", "poly", "mono", "ante", "neo", "contra", "de",
];

/// Words and signs of which one is the other's opposite, so that they are seen in a line that was worded anew.
#[rustfmt::skip]
const OPPOSITES: &[(&[&str], &[&str])] = &[
    (&["help", "helps", "helping", "heal", "heals", "healing", "work", "works"], &["hurt", "hurts", "hurting", "harm", "harms", "fail", "fails"]),
    (&["prevent", "prevents", "preventing", "cure", "cures", "treat", "treats"], &["cause", "causes", "causing", "trigger", "triggers"]),
    (&["protective", "protects", "protect", "protecting"], &["risk", "risks", "harmful"]),
    (&["common", "usual", "frequent", "typical"], &["rare", "rarely", "uncommon", "unusual", "infrequent"]),
    (&["left"], &["right"]),
    (&["gain", "gains", "gaining"], &["loss", "lose", "losing"]),
    (&["positive"], &["negative"]),
    (&["intervention", "active"], &["control", "placebo"]),
    (&["short", "brief"], &["long", "lasting"]),
    (&["most", "many", "all", "every", "everyone", "everybody", "always", "anyone", "often"], &["few", "some", "nobody", "none", "never", "rarely", "seldom", "sometimes", "hardly"]),
    (&["eat", "drink", "take", "try", "use", "do", "choose", "start", "keep", "include"], &["skip", "refuse", "drop", "quit", "stop", "shun", "exclude"]),
    (&["during", "inside", "within", "in", "while"], &["outside", "beyond"]),
    (&["with"], &["without", "instead"]),
    (&["start", "begin", "starting"], &["stop", "end", "stopping"]),
    (&["first", "early", "earlier"], &["last", "late", "later"]),
    (&["morning"], &["evening", "night", "bedtime"]),
    (&["day", "daytime"], &["night", "nighttime"]),
    (&["empty"], &["full"]),
    (&["hot", "warm", "heat"], &["cold", "cool", "ice"]),
    (&["strong", "stronger"], &["weak", "weaker"]),
    (&["upper"], &["lower"]),
    (&["front", "anterior"], &["back", "posterior"]),
    (&["can", "may", "should", "must"], &["cannot"]),
    (&["better", "best", "improve", "improves", "improving"], &["worse", "worst", "worsen", "worsens"]),
    (&["true", "fact", "facts"], &["false", "myth", "myths"]),
    (&["proven"], &["unproven"]),
    (&["✓", "✔", "☑", "✅", "👍", "🟢"], &["✗", "✘", "✖", "❌", "❎", "🚫", "⛔", "👎", "🔴", "☒"]),
];

/// Words of one sense in a heading.
#[rustfmt::skip]
const SENSES: &[&[&str]] = &[
    &["pain", "ache", "sore", "painful", "soreness", "aching", "discomfort"],
    &["help", "work", "effective", "useful", "helpful"],
    &["cause", "reason", "why"],
    &["sign", "symptom"],
    &["doctor", "physician", "gp", "clinician"],
    &["illness", "disease", "condition", "disorder", "sickness"],
    &["belly", "stomach", "tummy", "abdomen", "abdominal"],
    &["kid", "child", "children", "pediatric"],
    &["exercise", "workout", "movement", "move", "activity", "training"],
    &["food", "diet", "eat", "nutrition", "eating", "meal"],
    &["diagnosis", "diagnose", "test", "testing", "diagnosed"],
    &["sleep", "asleep"],
    &["treatment", "remedy", "therapy", "medicine", "cure", "drug", "medication", "treat"],
    &["tired", "fatigue", "tiredness", "exhaustion"],
    &["surgery", "operation", "surgical"],
    &["amount", "dose", "dosage", "much"],
    &["injection", "shot", "jab"],
    &["vaccine", "vaccination", "jab", "immunization"],
    &["high", "raised", "elevated", "rich", "hypertension"],
    &["cancer", "tumor"],
    &["heart", "cardiac"],
    &["kidney", "renal"],
    &["liver", "hepatic"],
    &["lung", "pulmonary"],
    &["period", "menstruation", "menstrual"],
    &["flu", "influenza"],
    &["common", "frequent", "often", "usual"],
    &["rare", "uncommon", "infrequent", "unusual", "rarely"],
    &["start", "begin", "beginning", "onset"],
    &["people", "person", "patient", "those", "who", "anyone", "everyone"],
    &["prevent", "prevention", "avoid"],
    &["recover", "recovery", "heal", "healing"],
    &["walk", "walking", "stroll"],
];

/// Words that may come and go in any heading without a change of what it says.
#[rustfmt::skip]
const NEUTRAL: &str = "
a an the of in on at to for from by with and or as is are was were be been being it its this that these those there here which who whom whose what when where how why
if than then so such do does did done doing have has had having can could may might will would shall should must i you your yours we our us they them their he she his her
my me one's about into onto upon via per through throughout while during within between among across around near toward along s
advice answer answered answers approach approaches article aspects background basic basics best better book brief briefly bring check checklist choose choosing common consider
considered considering consult deal dealing details different discover discuss does ease eases easing easy easier effective effect effects evidence examples
expect experience expert experts explain explained explanation explore facts faq faqs fast feel feeling find finding findings first five four find fight follow
general get gets getting give given gives giving go goes going good great guidance guide guidelines handle handling help helpful helps important include includes including info
information inside intro introduction issue issues it's key kind kinds know knowing knowledge lasting latest learn learning lessen list live living look looking main make makes making manage
managed management managing many matter matters mean meaning means measures method methods more much naturally natural need needs new next note
notes now number offer option options other our out outline overview own part parts people plan plans point points possible practical preparing prepare problem problems proven question questions quick quickly
read ready really reason reasons recap relate related relief relieve relieves relieving research review role rules safe safely say says science section see seek should show shows simple soothe soothing
some something source start started starting step steps story strategy strategies studies study suffer suffering suggestion suggestions sum summary sure tackle tackling take taking talk tell ten thing things
think three tip tips today together tool tools top topic treat treating treated trouble try trying turn two type types typical under understand understanding use used useful uses using value various view
want ways way well whole wise work works worth write yes yourself you're you'll condition conditions cope coping beat beating care caring person beat
contents detail data result results conclusion conclusions discussion methods introduction background objective objectives aim aims resources links references further reading contact glossary definition definitions
also again always ever just really quite very still even soon right away long explained simply glance brief nutshell truth behind hidden little surprising essential ultimate complete definitive bottom side reaction reactions short stay flags life worry call seek visit control happen happens leads lead notice pick picks favorite favorites suit suits right
";

/// Endings by which forms of one word differ, the longest first.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "izations", "ization", "ations", "fulness", "ation", "ments", "iness", "ement", "ities", "ment", "ness", "ions", "able", "ible", "ally", "ical", "ancy", "ency", "ants", "ents",
    "ings", "ized", "izes", "ance", "ence", "ion", "ing", "ies", "ful", "ity", "ive", "ous", "ers", "ize", "ant", "ent", "ied", "ily", "ary", "als", "ed", "er", "es", "ly", "al", "ic", "'s", "y",
    "s", "e",
];

/// What was exchanged between two lines for something that says another thing, in words. Words of which `is_judged` says so are compared elsewhere.
pub(super) fn exchanged(before: &str, now: &str, is_judged: impl Fn(&str) -> bool) -> Vec<String> {
    let (was, is) = (words(before), words(now));
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|w| !others.contains(w)).cloned().collect()
    };
    let (mut gone, mut come) = (only(&was, &is), only(&is, &was));
    let mut pairs: Vec<(String, String)> = Vec::new();
    for old in &gone {
        pairs.extend(
            come.iter()
                .filter(|new| is_opposed(old, new) || is_opposed(new, old) || differs_by_prefix(old, new))
                .map(|new| (old.clone(), new.clone())),
        );
    }
    if pairs.is_empty() {
        gone.retain(|word| !is_judged(word));
        come.retain(|word| !is_judged(word));
        pairs.extend(one_for_one(&gone, &come, (&was, &is)));
    }
    pairs.into_iter().map(|(old, new)| format!("“{old}” became “{new}”")).collect()
}

/// A content word or two that stand where a content word or two stood.
fn one_for_one<'w>(
    gone: &'w [String],
    come: &'w [String],
    (was, is): (&[String], &[String]),
) -> Option<(String, String)> {
    const MOST: usize = 2;
    let telling = |these: &'w [String], others: &[String]| -> Vec<&'w String> {
        these.iter().filter(|w| !is_neutral(w) && !others.iter().any(|other| is_one_sense(w, other))).collect()
    };
    let (gone, come) = (telling(gone, is), telling(come, was));
    let stands_for = |short: &[&String], long: &[&String]| matches!(short, [one] if is_abbreviation(one, long));
    let is_exchange = (1..=MOST).contains(&gone.len()) && (1..=MOST).contains(&come.len());
    let is_abbreviated = stands_for(&gone, &come) || stands_for(&come, &gone);
    let pair = gone.first().zip(come.first()).filter(|_| is_exchange && !is_abbreviated);
    pair.map(|(old, new)| ((*old).clone(), (*new).clone()))
}

/// The words of a line in lower case, each once; figures are looked at elsewhere.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let all = unify_spelling(&PlainText::new(line, &[]).words());
    for (i, word) in all.iter().enumerate() {
        let mut text = word.text.to_lowercase().trim_end_matches("'s").to_owned();
        // Who was treated in a trial is not who was treated in a ward.
        if text == "treatment"
            && all.get(i + 1).is_some_and(|next| matches!(next.text.as_str(), "group" | "groups" | "arm"))
        {
            text = "intervention".to_owned();
        }
        let is_word = text.chars().any(char::is_alphabetic) || !text.is_ascii();
        if is_word && text.chars().count() > 1 | usize::from(!text.is_ascii()) && !words.contains(&text) {
            words.push(text);
        }
    }
    words
}

fn is_opposed(one: &str, other: &str) -> bool {
    OPPOSITES.iter().any(|(these, those)| these.contains(&one) && those.contains(&other))
}

/// Whether two words are one stem behind other prefixes, or one of them has none: *likely* and *unlikely*.
fn differs_by_prefix(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let stem_of = |word: &str, prefix: &str| word.strip_prefix(prefix).map(stem).filter(|s| s.len() >= STEM);
    let (plain_one, plain_other) = (stem(one), stem(other));
    let long_enough = |prefix: &str, s: &str| prefix.len() > 1 || s.len() > 7;
    PREFIXES.iter().any(|prefix| {
        stem_of(one, prefix).is_some_and(|s| long_enough(prefix, &s) && s == plain_other)
            || stem_of(other, prefix).is_some_and(|s| {
                long_enough(prefix, &s)
                    && (s == plain_one
                        || PREFIXES
                            .iter()
                            .filter(|p| p.len() > 1 && *p != prefix)
                            .any(|p| stem_of(one, p).as_ref() == Some(&s)))
            })
    })
}

fn is_neutral(word: &str) -> bool {
    NEUTRAL.split_whitespace().any(|neutral| neutral == word)
}

fn is_one_sense(one: &str, other: &str) -> bool {
    let (a, b) = (stem(one), stem(other));
    let has = |sense: &[&str], word: &str, stemmed: &str| sense.iter().any(|w| *w == word || stem(w) == stemmed);
    a == b || SENSES.iter().any(|sense| has(sense, one, &a) && has(sense, other, &b))
}

/// A word without the endings that its forms differ by.
fn stem(word: &str) -> String {
    let mut word = word;
    for _ in 0..2 {
        let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3));
        let Some(cut) = cut else { break };
        word = cut;
    }
    let mut letters = word.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && word.len() > 3 => {
            word.chars().take(word.chars().count() - 1).collect()
        }
        (Some('i' | 'e'), _) if word.len() > 3 => word.chars().take(word.chars().count() - 1).collect(),
        _ => word.to_owned(),
    }
}

/// Whether a word is made of the first letters of others.
fn is_abbreviation(word: &str, of: &[&String]) -> bool {
    of.len() > 1 && word.chars().eq(of.iter().filter_map(|w| w.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::super::describe_turns;

    #[test]
    fn an_exchanged_word_asks() {
        let mut silent = Vec::new();
        for (before, now) in [
            ("What helps", "What hurts"),
            ("What works", "What fails"),
            ("What prevents it", "What causes it"),
            ("Protective factors", "Risk factors"),
            ("Common side effects", "Rare side effects"),
            ("Left knee", "Right knee"),
            ("Weight gain", "Weight loss"),
            ("After a positive test", "After a negative test"),
            ("Normal values", "Abnormal values"),
            ("Treatment group", "Control group"),
            ("Sleep at least this long", "Sleep at most this long"),
            ("Up to 2 weeks", "From 2 weeks"),
            ("Type I", "Type II"),
            ("Grade I sprains", "Grade III sprains"),
            ("Stage one", "Stage two"),
            ("Phase II", "Phase III"),
            ("Hypertension", "Hypotension"),
            ("Hyperthyroidism", "Hypothyroidism"),
            ("Daily dose", "Weekly dose"),
            ("Weekly dose", "Monthly dose"),
            ("Short-term use", "Long-term use"),
            ("Likely causes", "Unlikely causes"),
            ("Approved uses", "Unapproved uses"),
            ("Where it is legal", "Where it is illegal"),
            ("Most people", "Few people"),
            ("For everyone", "For nobody"),
            ("Asthma", "COPD"),
            ("Living with gout", "Living with lupus"),
            ("Infants", "Toddlers"),
            ("During exercise", "Outside exercise"),
            ("Foods to eat", "Foods to skip"),
            ("Foods to try", "Foods to stay away from"),
            ("Instead of surgery", "With surgery"),
            ("✓ Exercise", "✗ Exercise"),
            ("Exercise ✅", "Exercise ❌"),
            ("Symptomatic people", "Asymptomatic people"),
            ("Ibuprofen", "Paracetamol"),
            ("Vitamin D", "Vitamin K"),
            ("Hepatitis B", "Hepatitis C"),
            ("For nurses", "For runners"),
            ("In the morning", "In the evening"),
            ("Hip", "Shoulder"),
            ("Once a day", "Twice a day"),
            ("Arthritis", "Arthrosis"),
            ("Tolerance", "Intolerance"),
            ("Regular doses", "Irregular doses"),
            ("Two weeks", "Four weeks"),
            ("Adults", "Older adults"),
            ("In England", "In Canada"),
            ("Fact", "Myth"),
            ("With food", "Without food"),
            ("Remedies", "Complications"),
            ("Side effects", "Benefits"),
            ("Causes", "Symptoms"),
            ("For patients", "For nurses"),
            ("Two capsules", "Two sachets"),
            ("Stroke", "Heart attack"),
            ("Pain in the upper back", "Pain in the lower back"),
            ("Stage IIIA", "Stage IIIB"),
            ("Part one", "Part two"),
            ("Class A drugs", "Class B drugs"),
            ("Summer", "Winter"),
            ("What heals wounds", "What harms wounds"),
            ("Deficiency", "Excess"),
            ("Inpatients", "Outpatients"),
            ("For beginners", "For experts in judo"),
            ("Always", "Sometimes"),
            ("Reversible damage", "Irreversible damage"),
            ("Vaccinated people", "Unvaccinated people"),
            ("Ages 2 to 5", "Ages 6 to 12"),
            ("Every 4 hours", "Every 6 hours"),
        ] {
            silent.extend(
                [(before, now), (now, before)].into_iter().filter(|(one, other)| describe_turns(one, other).is_empty()),
            );
        }
        assert_eq!(silent, []);
    }

    #[test]
    fn a_line_that_is_only_worded_anew_does_not() {
        let mut asks = Vec::new();
        for (before, now) in [
            ("Reduce your pain", "Ease your pain"),
            ("High-protein snacks", "Protein-rich snacks"),
            ("Tips for older adults", "Tips for seniors"),
            ("Can't sleep?", "Trouble sleeping?"),
            ("What helps", "What works"),
            ("Causes", "Reasons"),
            ("Overview", "Introduction"),
            ("Sore knees", "Knee pain"),
            ("Treating asthma", "Asthma treatments"),
            ("Asthma", "What is asthma?"),
            ("How to prevent falls", "Preventing falls"),
            ("Preventing falls", "Prevention of falls"),
            ("Exercise for sore backs", "Exercises that ease back pain"),
            ("Signs of gout", "Gout: symptoms"),
            ("When to see a doctor", "When to call your doctor"),
            ("The bottom line", "In short"),
            ("Remedies", "Home remedies that work"),
            ("5 ways to sleep better", "7 tips for better sleep"),
            ("Irritable bowel syndrome", "IBS"),
            ("Two weeks", "2 weeks"),
            ("Type II diabetes", "Type 2 diabetes"),
            ("COVID-19 vaccine", "COVID-19 vaccination"),
            ("Diabetes diet", "A diet for diabetes"),
            ("Walking and your knees", "Your knees and walking"),
            ("In pregnancy", "If you are pregnant"),
            ("Dosage", "Dose"),
            ("Kids", "Children"),
            ("Medicines", "Medication"),
            ("Vaccines for children", "Children's vaccines"),
            ("Side effects", "Adverse reactions"),
            ("Women's health", "Health of women"),
            ("Relief for aching joints", "Soothing aching joints"),
            ("Treatment", "What you can do"),
            ("Causes of gout", "Why gout happens"),
            ("Symptoms", "What you may notice"),
            ("Asthma treatment", "Asthma control"),
            ("Eating well", "A healthy diet"),
            ("When to worry", "When to call a doctor"),
            ("Exercise", "Exercise and activity"),
            ("The benefits of yoga", "How yoga helps"),
            ("FAQ", "Frequently asked questions"),
            ("Dose for adults", "How much adults should take"),
        ] {
            asks.extend(
                [(before, now), (now, before)]
                    .into_iter()
                    .filter(|(one, other)| !describe_turns(one, other).is_empty()),
            );
        }
        assert_eq!(asks, []);
    }
}
