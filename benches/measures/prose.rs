//! Sentences, titles and names to fill a catalogue with: the same seed gives the same words. No study, person or
//! journal in them exists.

use claimbook::model::Kind;

/// A small, fast, repeatable source of numbers (SplitMix64, Steele and others 2014).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True this often out of a hundred.
    pub(crate) fn percent(&mut self, often: usize) -> bool {
        self.below(100) < often
    }

    /// One of them.
    pub(crate) fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

const TREATMENTS: &[&str] = &[
    "regular walking",
    "strength training",
    "aquatic exercise",
    "manual therapy",
    "a pelvic belt",
    "heat",
    "acupuncture",
    "yoga",
    "graded activity",
    "cognitive behavioural therapy",
    "a home exercise programme",
    "supervised physical therapy",
];
const PROBLEMS: &[&str] = &[
    "low back pain",
    "knee osteoarthritis",
    "neck pain",
    "pelvic girdle pain",
    "shoulder stiffness",
    "plantar heel pain",
    "tension headache",
    "hip pain",
    "urinary leakage",
    "chronic fatigue",
    "wrist pain",
    "sciatica",
];
const PEOPLE: &[&str] = &[
    "adults over 60",
    "pregnant people",
    "office workers",
    "runners",
    "people with diabetes",
    "women after childbirth",
    "nurses",
    "people who smoke",
];
const PLACES: &[&str] = &["What helps", "Causes", "How common it is", "When to seek care", "What the research says"];
const FAMILIES: &[&str] = &[
    "Marlowe",
    "Okafor",
    "Brandt",
    "Silva",
    "Vale",
    "Ashby",
    "Lindqvist",
    "Tanaka",
    "Novak",
    "Haddad",
    "Moreau",
    "Petrov",
    "Castellan",
    "Whitlock",
    "Ferreira",
    "Ngata",
    "Oduya",
    "Sorensen",
    "Bianchi",
    "Keller",
];
const JOURNALS: &[&str] = &[
    "Journal of Fictional Rheumatology",
    "Imaginary Journal of Sports Medicine",
    "Annals of Invented Physiotherapy",
    "Notional Pain Reports",
    "Archives of Supposed Obstetrics",
];
const DESIGNS: &[&str] = &["a randomized trial", "a cohort study", "a systematic review", "a survey of four towns"];

/// A sentence that claims something, with the kind of its claim.
pub(crate) fn claim(dice: &mut Dice) -> (Kind, String) {
    let (treatment, problem, people) = (dice.of(TREATMENTS), dice.of(PROBLEMS), dice.of(PEOPLE));
    let (few, many, weeks) = (dice.between(5, 45), dice.between(46, 90), dice.between(2, 26));
    match dice.below(10) {
        0 => (Kind::Prevalence, format!("Between {few}% and {many}% of {people} report {problem} at some point.")),
        1 => {
            (Kind::Prevalence, format!("About {few} in 100 {people} live with {problem} for more than {weeks} weeks."))
        }
        2 => (
            Kind::Benefit,
            capital(&format!("{treatment} reduced {problem} by {few}% within {weeks} weeks in {people}.")),
        ),
        3 => (Kind::Benefit, capital(&format!("{treatment} may ease {problem} in {people} and improve sleep."))),
        4 => (Kind::Harm, capital(&format!("{treatment} is not safe for {people} with severe {problem}."))),
        5 => (
            Kind::Risk,
            format!(
                "{} who sit for more than {weeks} hours a week have a {few}% higher risk of {problem}.",
                capital(people)
            ),
        ),
        6 => (
            Kind::Mechanism,
            capital(&format!("{problem} often starts because tissues adapt to load more slowly in {people}.")),
        ),
        7 => (
            Kind::Recommendation,
            format!("Most guidelines recommend {treatment} as a first step for {people} with {problem}."),
        ),
        8 => (
            Kind::Prognosis,
            format!("In {people}, {problem} usually settles within {weeks} to {} weeks.", weeks + few),
        ),
        _ => {
            let (year, n) = (dice.between(1998, 2025), dice.between(40, 4000));
            (
                Kind::SourceDescription,
                format!("A {year} study of {n} {people} found that {treatment} always helps with {problem}."),
            )
        }
    }
}

/// A sentence that claims nothing.
pub(crate) fn filler(dice: &mut Dice) -> String {
    let (problem, people) = (dice.of(PROBLEMS), dice.of(PEOPLE));
    match dice.below(3) {
        0 => format!("If {problem} keeps you from what you enjoy, you are not alone."),
        1 => format!("Here is what {people} often ask us."),
        _ => format!("Talk with your physical therapist about {problem} before you change anything."),
    }
}

/// The heading of a section.
pub(crate) fn heading(at: usize) -> &'static str {
    PLACES.get(at % PLACES.len()).copied().unwrap_or_default()
}

/// The title of an article.
pub(crate) fn article_title(dice: &mut Dice) -> String {
    format!("{} and {}: a guide for {}", capital(dice.of(PROBLEMS)), dice.of(TREATMENTS), dice.of(PEOPLE))
}

/// The title of a work.
pub(crate) fn work_title(dice: &mut Dice, n: usize) -> String {
    let (treatment, problem, people) = (dice.of(TREATMENTS), dice.of(PROBLEMS), dice.of(PEOPLE));
    format!("Effect of {treatment} on {problem} in {people}: {} ({n})", dice.of(DESIGNS))
}

/// A family name.
pub(crate) fn family(dice: &mut Dice) -> &'static str {
    dice.of(FAMILIES)
}

/// A journal.
pub(crate) fn journal(dice: &mut Dice) -> &'static str {
    dice.of(JOURNALS)
}

/// What somebody copied out of a source.
pub(crate) fn quotation(dice: &mut Dice) -> String {
    let (few, weeks) = (dice.between(5, 45), dice.between(2, 26));
    format!("{} was lower by {few}% (95% CI {} to {}) at {weeks} weeks", capital(dice.of(PROBLEMS)), few - 4, few + 5)
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
