//! Edits of an article, each with what it should do.

use super::{Reviewed, Row};

/// An article with every sort of marker.
pub(super) const MARKED: &str = "\
# Sore knees

Exercise eased pain [1] in 8 weeks in most adults.

Swimming lowered pain in 30%<sup>1</sup> of women after 6 weeks.

Massage lowered pain by 12 points in adults.[^note]

Heat lowers stiffness by 20% in adults.²

Stretching prevents 15% of falls in older people [1,3-4].

Rest raises the risk of weakness by 10% in adults (2,3).

A brace relieves pain in 40% of runners.[1][2]

[^note]: Doe J. Massage. J Fict Med. 2024;1(1):1-2.

## References

1. Doe J. Sleep and knees: a review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11
2. Roe A. Heat and knees: a trial. J Fict Med. 2023;3(1):1-9. doi:10.5555/jfm.3.1.1
3. Poe B. Stretching and falls: a trial. J Fict Med. 2022;2(1):1-9. doi:10.5555/jfm.2.1.1
4. Moe C. Falls: a review. J Fict Med. 2021;1(1):1-9. doi:10.5555/jfm.1.1.1
";

/// Words that a letter or two make another word of.
#[rustfmt::skip]
const LETTERS: &[(&str, &str)] = &[
    ("fetal", "fatal"), ("strain", "sprain"), ("dysphagia", "dysphasia"), ("lactase", "lactose"), ("iodine", "iodide"), ("insulin", "inulin"),
    ("ileum", "ilium"), ("perineal", "peroneal"), ("ureter", "urethra"), ("mucus", "mucous"), ("palpation", "palpitation"), ("cord", "chord"),
    ("sulfate", "sulfite"), ("nitrate", "nitrite"), ("glycogen", "glucagon"), ("thymine", "thiamine"), ("ketones", "ketosis"), ("humeral", "humoral"),
    ("hypertension", "hypotension"), ("hyperthermia", "hypothermia"), ("adduction", "abduction"), ("afferent", "efferent"), ("prenatal", "perinatal"),
    ("tonsil", "tinsel"), ("venous", "venious"), ("plantar", "planter"), ("gastric", "gastrin"), ("arthritis", "arteritis"), ("cyst", "cysts"),
    ("menorrhagia", "metrorrhagia"), ("oral", "aural"), ("dose", "doze"), ("stroke", "strike"), ("stool", "stole"), ("colon", "colony"),
    ("tremor", "tumor"), ("stent", "stint"), ("apnea", "apneic"), ("sheath", "sheaths"), ("lesion", "lessons"), ("vagus", "vagal"), ("biotin", "biotic"),
];

/// Pairs that are one word, printed or spelt in two ways.
#[rustfmt::skip]
const PRINTED: &[(&str, &str)] = &[
    ("don't", "don’t"), ("10 µg", "10 μg"), ("1,200 mg", "1200 mg"), ("1,200 mg", "1\u{202f}200 mg"), ("1,200 mg", "1\u{a0}200 mg"), ("10–20", "10-20"),
    ("10–20", "10 – 20"), ("10–20", "10—20"), ("400 mg", "400\u{a0}mg"), ("400 mg", "400\u{2009}mg"), ("400 mg", "400mg"), ("25%", "25 %"),
    ("“mild”", "\"mild\""), ("benefit", "bene\u{ad}fit"), ("first", "ﬁrst"), ("well-known", "well‑known"), ("naïve", "nai\u{308}ve"),
    ("...", "…"), ("women's", "women’s"), ("12,908", "12\u{202f}908"), ("a fever of 39 °C", "a fever of 39\u{a0}°C"),
    ("B12", "B₁₂"), ("H2O", "H₂O"), ("HbA1c", "HbA₁c"), ("0.5", "0·5"), ("TNF-α", "TNF-alpha"), ("the U.S.", "the US"), ("don't", "don`t"), ("don't", "don´t"),
    ("50 mcg", "50 µg"), ("P<0.05", "p<0.05"), (".5 mg", "0.5 mg"),
];
#[rustfmt::skip]
const SPELT: &[(&str, &str)] = &[
    ("colour", "color"), ("paediatric", "pediatric"), ("oedema", "edema"), ("anaemia", "anemia"), ("diarrhoea", "diarrhea"), ("randomised", "randomized"),
    ("fibre", "fiber"), ("tumours", "tumors"), ("haemorrhage", "hemorrhage"), ("oesophagus", "esophagus"), ("labelled", "labeled"), ("counselling", "counseling"),
    ("organisation", "organization"), ("analysed", "analyzed"), ("behaviours", "behaviors"), ("postoperative", "post-operative"), ("healthcare", "health care"),
    ("long-term", "long term"), ("orthopaedic", "orthopedic"), ("gynaecologist", "gynecologist"),
    ("manoeuvre", "maneuver"), ("sulphonamide", "sulfonamide"), ("dysaesthesia", "dysesthesia"), ("naevus", "nevus"), ("dyspnoeic", "dyspneic"),
    ("phaeochromocytoma", "pheochromocytoma"), ("goitre", "goiter"), ("tranquilliser", "tranquilizer"), ("dietician", "dietitian"), ("artefact", "artifact"),
    ("per cent", "percent"), ("focussed", "focused"), ("caesarian", "cesarean"), ("burnt", "burned"), ("in-patient", "inpatient"), ("pain-killers", "painkillers"),
    ("X-rays", "x-rays"), ("re-infection", "reinfection"), ("façade", "facade"),
];

/// Headings over claims, and what they become.
#[rustfmt::skip]
const TURNED: &[(&str, &str)] = &[
    ("Medicines to avoid", "Medicines that are safe"), ("Medicines to avoid", "Medicines"), ("Medicines to avoid", "Medicines you need not avoid"),
    ("Dose for adults", "Dose for children"), ("Not while breastfeeding:", "While breastfeeding:"), ("What lowers the risk", "What raises the risk"),
    ("Before surgery", "After surgery"), ("In pregnancy", "In men"), ("From week 20", "From week 28"), ("Remedies", "Remedies to avoid"),
    ("From week 20", "Before week 20"), ("In pregnancy", "Outside pregnancy"), ("Before surgery", "Instead of surgery"), ("What lowers the risk", "What lowers nothing"),
    ("Dose for adults", "Dose for toddlers"), ("Remedies", "Complications"),
];
#[rustfmt::skip]
const RENAMED: &[(&str, &str)] = &[
    ("Medicines to avoid", "Medicines to be avoided"), ("Dose for adults", "Daily dose for adults"), ("Not while breastfeeding:", "Not during breastfeeding:"),
    ("What lowers the risk", "What lowers your risk"), ("Before surgery", "Before your surgery"), ("In pregnancy", "During pregnancy"),
    ("From week 20", "From week 20 on"), ("Remedies", "5 remedies to try"), ("Remedies", "Home remedies"), ("Remedies", "4. Remedies"),
];

const UNDER: &str = "\
# Pain relief

## Medicines to avoid

- Fictamol 400 mg raises the risk of bleeding.

### From week 20

Plazebine raises blood pressure by 10%.

## Doses

| Medicine | Dose for adults |
|---|---|
| Invented salt | 4,000 mg in 24 hours is the highest dose |

## Other

Not while breastfeeding:

- Imagine oil, 20 drops, lowers pain by 5%.

## What lowers the risk

Walking 30 minutes lowers pain by 20%.

## Before surgery

Breathing lowers pain by 15% within 2 days.

## In pregnancy

Swimming lowers pain by 25% within 6 weeks.

## Remedies

Warm baths lower stiffness by 35% within 3 weeks.
";

/// One sentence a pair, each a claim: a figure, and the word in its middle.
fn sentences(pairs: &[(&str, &str)]) -> String {
    let verbs = ["seen", "found", "noted", "measured", "described", "counted"];
    let places = ["the clinic", "a trial at home", "two hospitals", "the second survey", "a school", "one small town"];
    let sentence = |(i, (word, _)): (usize, &(&str, &str))| {
        format!(
            "In {place}, {word} was {verb} in {n}% of the adults.\n\n",
            place = places[i % 6],
            verb = verbs[(i / 6) % 6],
            n = 20 + i
        )
    };
    String::from("# Words\n\n") + &pairs.iter().enumerate().map(sentence).collect::<String>()
}

/// Edits of one word each, in an article with a sentence for each.
fn words(pairs: &[(&str, &str)], harmless: bool) -> Row {
    let site = Reviewed::new(&sentences(pairs));
    assert_eq!(site.claims.len(), pairs.len());
    let mut row = Row { harmless, ..Row::default() };
    for (i, (word, other)) in pairs.iter().enumerate() {
        let n = format!(" in {}%", 20 + i);
        let edited: Vec<String> = site
            .source
            .split("\n\n")
            .map(|p| if p.contains(&n) { p.replacen(word, other, 1) } else { p.to_owned() })
            .collect();
        let asked = site.asked(&edited.join("\n\n"));
        row.edits += 1;
        row.asked += usize::from(!asked.is_empty());
        let own = format!("a/c{}", i + 1);
        if !harmless && !asked.contains(&own) || asked.iter().any(|a| *a != own) {
            println!("{word} → {other}: {asked:?}");
            row.wrong += 1;
        }
        if harmless && !asked.is_empty() {
            println!("{word} → {other} asks");
        }
    }
    row
}

/// Edits of what stands over claims.
fn over(edits: &[(&str, &str)], harmless: bool) -> Row {
    let site = Reviewed::new(UNDER);
    let mut row = Row { harmless, ..Row::default() };
    for (head, other) in edits {
        assert!(site.source.contains(head), "{head}");
        let asked = site.asked(&site.source.replacen(head, other, 1));
        row.edits += 1;
        row.asked += usize::from(!asked.is_empty());
        row.wrong += usize::from(!harmless && asked.is_empty());
        if harmless != asked.is_empty() {
            println!("{head} → {other}: {asked:?}");
        }
    }
    row
}

/// Sentences as they stand, what they become, and whether that changes what is said.
#[rustfmt::skip]
const FRAMED: &[(&str, bool)] = &[
    ("It is false that {}.", true), ("It is a myth that {}.", true), ("It is unlikely that {}.", true), ("Experts doubt that {}.", true), ("Myth: {}.", true),
    ("False: {}.", true), ("Nobody thinks that {}.", true), ("If you are under 40, {}.", true), ("There is no good reason, say the authors of three large reviews, to think that {}.", true),
    ("{}, unless they have arthritis.", true), ("{}, except after surgery.", true), ("{} (not true).", true), ("{}, which is wrong.", true), ("{}, but only for a day.", true),
    ("{} in mice.", true), ("{} – or does it?", true), ("{}?", true),
    ("Also, {}.", false), ("In addition, {}.", false), ("However, {}.", false), ("For example, {}.", false), ("{}, too.", false), ("{}!", false), ("“{}.”", false),
    ("{} (Doe et al., 2021).", false),
];

/// What stands beside a claim in its own sentence.
fn framed(harmless: bool) -> Row {
    const WORDS: &str = "stretching for 10 minutes a day lowers neck pain by 20% in office workers";
    let site = Reviewed::new(
        "# Necks\n\nA neck is a joint. Stretching for 10 minutes a day lowers neck pain by 20% in office workers. Ask a nurse.\n",
    );
    let mut row = Row { harmless, ..Row::default() };
    for (frame, _) in FRAMED.iter().filter(|(_, turns)| *turns != harmless) {
        let sentence = frame.replace("{}", WORDS);
        let begin: String = sentence.chars().next().into_iter().flat_map(char::to_uppercase).collect();
        let sentence = begin
            + sentence
                .get(1..)
                .filter(|_| sentence.is_char_boundary(1))
                .unwrap_or(sentence.get(3..).unwrap_or_default());
        let asked = site.asked(&format!("# Necks\n\nA neck is a joint. {sentence} Ask a nurse.\n"));
        row.edits += 1;
        row.asked += usize::from(!asked.is_empty());
        row.wrong += usize::from(!harmless && asked.is_empty());
        if harmless != asked.is_empty() {
            println!("{frame}: {asked:?}");
        }
    }
    row
}

/// Figures and signs that read otherwise than they look.
#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    (".5 mg", "5 mg"), (".25 of it", "25 of it"), ("a ratio of .75", "a ratio of 75"), ("P = .05", "P = 05"), ("groups 1 and 2 300 adults", "groups 1 and 2300 adults"),
    ("a value below - 2.5", "a value below 2.5"), ("a value below – 2.5", "a value below 2.5"), ("5 mg/kg", "5 mg kg"), ("10²", "102"), ("a ratio of 2:1", "a ratio of 2 1"),
];

/// Every marker renumbered, taken away or set otherwise.
fn renumbered() -> Row {
    let site = Reviewed::new(MARKED);
    let entries = "1. Doe J. Sleep";
    let first = "1. Zoe Z. A new first entry: a review. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1\n";
    let shifted = |text: &str| {
        text.replace("[1] in", "[2] in")
            .replace("<sup>1</sup>", "<sup>2</sup>")
            .replace("adults.²", "adults.³")
            .replace("[1,3-4]", "[2,4-5]")
            .replace("(2,3)", "(3,4)")
            .replace("[1][2]", "[2][3]")
            .replace("4. Moe", "5. Moe")
            .replace("3. Poe", "4. Poe")
            .replace("2. Roe", "3. Roe")
            .replace(entries, &format!("{first}2. Doe J. Sleep"))
    };
    let edits: Vec<String> = vec![
        shifted(MARKED),
        MARKED.replace("[^note]", "[^massage]"),
        MARKED.replace("pain [1] in", "pain[1] in"),
        MARKED.replace("[1] in", "<sup>1</sup> in"),
        MARKED.replace("adults.²", "adults.<sup>2</sup>"),
        MARKED.replace("adults.²", "adults.[2]"),
        MARKED.replace("adults.²", "adults [2]."),
        MARKED.replace("[1][2]", "[1,2]"),
        MARKED.replace("[1,3-4]", "[1,3–4]"),
    ];
    let mut row = Row { harmless: true, ..Row::default() };
    for edited in edits {
        let found = {
            site.write(&edited);
            site.found()
        };
        // An entry that the article newly cites is news; that the words changed is none.
        let about: Vec<&str> =
            found.iter().filter_map(|f| f["message"].as_str()).filter(|m| !m.contains("citation of")).collect();
        row.edits += 1;
        row.asked += usize::from(!about.is_empty());
        if !about.is_empty() {
            println!("renumbered: {about:?}");
        }
    }
    row
}

pub(super) fn rows() -> Vec<(String, Row)> {
    vec![
        ("one letter makes another word".to_owned(), words(LETTERS, false)),
        ("a point, minus, stroke or raised figure lost".to_owned(), words(SIGNS, false)),
        ("a frame round the sentence".to_owned(), framed(false)),
        ("a word that leads on to the sentence".to_owned(), framed(true)),
        ("typography".to_owned(), words(PRINTED, true)),
        ("spelling of one word".to_owned(), words(SPELT, true)),
        ("a heading, column head or lead-in that turns the words".to_owned(), over(TURNED, false)),
        ("another edit of these".to_owned(), over(RENAMED, true)),
        ("markers renumbered or set otherwise".to_owned(), renumbered()),
    ]
}
