//! Spellings of one word, from one list: British and American, closed and open compounds, hyphens behind prefixes. What
//! is not in the list is another word, however alike it looks: *fetal* and *fatal* differ by a letter.

use super::words::PlacedWord;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The list as it is read once.
struct Spellings {
    /// Parts of words by their first byte, the longest first.
    parts: BTreeMap<u8, Vec<(&'static str, &'static str)>>,
    whole: BTreeMap<&'static str, &'static str>,
    endings: Vec<(&'static str, &'static str)>,
    /// Two words and the one that they are read as, however they are parted, and where a hyphen parts them.
    joined: BTreeMap<(&'static str, &'static str), &'static str>,
    hyphened: BTreeMap<(&'static str, &'static str), &'static str>,
    prefixes: BTreeSet<&'static str>,
}

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut list = Spellings {
        parts: BTreeMap::new(),
        whole: BTreeMap::new(),
        endings: Vec::new(),
        joined: BTreeMap::new(),
        hyphened: BTreeMap::new(),
        prefixes: BTreeSet::new(),
    };
    for line in include_str!("spellings.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (kind, this, read_as) =
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        match kind {
            "part" => list.parts.entry(first_byte(this)).or_default().push((this, read_as)),
            "word" => _ = list.whole.insert(this, read_as),
            "ise" => list.endings.push((this, read_as)),
            "join" => list.joined.extend(this.split_once(' ').map(|pair| (pair, read_as))),
            "hyphen" => list.hyphened.extend(this.split_once(' ').map(|pair| (pair, read_as))),
            _ => _ = list.prefixes.insert(this),
        }
    }
    list.parts.values_mut().for_each(|parts| parts.sort_by_key(|(this, _)| std::cmp::Reverse(this.len())));
    list.endings.sort_by_key(|(this, _)| std::cmp::Reverse(this.len()));
    list
});

fn first_byte(text: &str) -> u8 {
    text.bytes().next().unwrap_or_default()
}

/// A word in lower case as it is spelt in America; one that the list does not know stays as it is.
pub fn to_american(word: &str) -> String {
    let list = &*SPELLINGS;
    if let Some(whole) = list.whole.get(word) {
        return (*whole).to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let part =
            list.parts.get(&first_byte(rest)).and_then(|parts| parts.iter().find(|(this, _)| rest.starts_with(this)));
        match part {
            Some((this, read_as)) => {
                out.push_str(read_as);
                rest = rest.get(this.len()..).unwrap_or_default();
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    let ending = list.endings.iter().find_map(|(this, read_as)| {
        out.strip_suffix(this).filter(|stem| stem.chars().count() >= 3).map(|stem| format!("{stem}{read_as}"))
    });
    ending.unwrap_or(out)
}

/// The words of a text, each in the one spelling that all its spellings share: what two wordings of the same words have
/// in common. A capital that only begins a word is none; other capitals stay, for *AIDS* are no *aids*.
pub fn unify_spelling(words: &[PlacedWord]) -> Vec<PlacedWord> {
    let list = &*SPELLINGS;
    let mut out: Vec<PlacedWord> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        // Words of two sentences are no compound, and a figure at the end of one no figure before a unit.
        let beside = out.last().is_some_and(|w| w.end + 1 >= word.start);
        let after_number = beside && out.last().is_some_and(|w| w.text.ends_with(|c: char| c.is_ascii_digit()));
        let mut text = to_lower(&word.text, after_number);
        // The value of a test is printed P and p.
        if text == "P" && words.get(at + 1).is_some_and(|next| is_of_p_value(&next.text)) {
            text = "p".to_owned();
        }
        if let Some(before) = out.last_mut().filter(|_| beside) {
            let pair = (before.text.as_str(), text.as_str());
            let hyphened = || list.hyphened.get(&pair).filter(|_| word.glued);
            let is_prefixed = word.glued && list.prefixes.contains(pair.0) && text.chars().count() >= 4;
            let joined = list.joined.get(&pair).or_else(hyphened).map(|one| (*one).to_owned());
            if let Some(one) = joined.or_else(|| is_prefixed.then(|| before.text.clone() + &text)) {
                before.text = to_american(&one);
                before.end = word.end;
                continue;
            }
        }
        out.push(PlacedWord { text: to_american(&text), ..word.clone() });
    }
    out
}

/// Whether a word or sign stands behind the p of a p value.
fn is_of_p_value(next: &str) -> bool {
    matches!(next, "<" | ">" | "=" | "≤" | "≥" | "≈" | "value" | "values")
}

/// A word without the capital that only begins it. Behind a figure a capital may be a unit's: 5 M is no 5 m.
fn to_lower(word: &str, after_number: bool) -> String {
    let mut rest = word.chars();
    let begins = rest.next().is_some_and(char::is_uppercase);
    let alone = word.chars().count() == 1 && !matches!(word, "A" | "I");
    if begins && !after_number && !alone && rest.all(|c| !c.is_uppercase()) {
        word.chars().flat_map(char::to_lowercase).collect()
    } else {
        word.to_owned()
    }
}

/// Whether two wordings have the same words, whatever the spelling, the marks between them and their printing.
pub fn have_same_words(one: &str, other: &str) -> bool {
    one == other || list_words(one) == list_words(other)
}

/// The words of a text, each in the one spelling by which [`have_same_words`] compares them.
pub fn list_words(text: &str) -> Vec<String> {
    let plain = super::words::PlainText::new(text, &[]);
    unify_spelling(&plain.words()).into_iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_the_same_word() {
        for (one, other) in [
            ("Colour, coloured, colours", "color, colored, colors"),
            ("oedema of the oesophagus", "edema of the esophagus"),
            ("paediatric orthopaedics", "pediatric orthopedics"),
            ("anaemia and leukaemia", "anemia and leukemia"),
            ("diarrhoea, dyspnoea, apnoea", "diarrhea, dyspnea, apnea"),
            ("randomised, randomisation, organising", "randomized, randomization, organizing"),
            ("analysed by analysers", "analyzed by analyzers"),
            ("a fibre-rich diet in the centre", "a fiber-rich diet in the center"),
            ("labelled and counselling", "labeled and counseling"),
            ("foetal œdema", "fetal edema"),
            ("post-operative care", "postoperative care"),
            ("pre-eclampsia in non-smokers", "preeclampsia in nonsmokers"),
            ("long-term care", "long term care"),
            ("a 12-week plan", "a 12 week plan"),
            ("COVID-19", "COVID 19"),
            ("health-care and follow-up", "healthcare and follow up"),
            ("Relaxin loosens it.", "relaxin loosens it"),
            ("stress, sleep and worry", "stress, sleep, and worry"),
            ("the Sjögren syndrome", "the Sjogren syndrome"),
            ("a manoeuvre, manoeuvring", "a maneuver, maneuvering"),
            ("sulphonamides, sulphonylureas, sulphasalazine", "sulfonamides, sulfonylureas, sulfasalazine"),
            ("paraesthesia and dysaesthesia", "paresthesia and dysesthesia"),
            ("amoebic naevus, apnoeic, dyspnoeic", "amebic nevus, apneic, dyspneic"),
            ("phaeochromocytoma with leucorrhoea", "pheochromocytoma with leukorrhea"),
            ("a goitre, a titre, centred", "a goiter, a titer, centered"),
            ("spirochaetes and tranquillisers", "spirochetes and tranquilizers"),
            ("catalysing liquorice", "catalyzing licorice"),
            ("a dietician's artefact", "a dietitian's artifact"),
            ("5 per cent, focussed, benefitted", "5 percent, focused, benefited"),
            ("gelatine, glycerine, pharmacopoeia", "gelatin, glycerin, pharmacopeia"),
            ("caesarian, caesarean", "cesarean, cesarean"),
            ("burnt, spelt, learnt, dreamt", "burned, spelled, learned, dreamed"),
            ("in-patients and out-patients", "inpatients and outpatients"),
            ("pain-killers for ear-ache", "painkillers for earache"),
            ("the knee-cap, the blood-stream", "the kneecap, the bloodstream"),
            ("re-infection, over-active", "reinfection, overactive"),
            ("X-rays", "x-rays"),
            ("X-rays of it", "Xrays of it"),
            ("x-rays of it", "xrays of it"),
            ("behind a façade, sautéed", "behind a facade, sauteed"),
            ("TNF-α", "TNF-alpha"),
            ("TNFα", "TNF alpha"),
            ("β-blockers", "beta-blockers"),
            ("50 mcg", "50 µg"),
            ("P<0.05", "p<0.05"),
            ("the P value", "the p-value"),
            ("in the U.S.", "in the US"),
        ] {
            assert!(have_same_words(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn one_letter_makes_another_word() {
        for (one, other) in [
            ("fetal", "fatal"),
            ("strain", "sprain"),
            ("dysphagia", "dysphasia"),
            ("lactase", "lactose"),
            ("iodine", "iodide"),
            ("Insulin", "Inulin"),
            ("ileum", "ilium"),
            ("perineal", "peroneal"),
            ("ureter", "urethra"),
            ("hypertension", "hypotension"),
            ("adduction", "abduction"),
            ("prise", "prize"),
            ("cecal", "fecal"),
            ("aural", "oral"),
            ("mucus", "mucous"),
            ("affect", "effect"),
            ("device", "devise"),
            ("AIDS", "aids"),
            ("US", "us"),
            ("U.S.", "us"),
            ("5 P", "5 p"),
            ("in patients", "inpatients"),
            ("re-form", "reform"),
            ("résumé", "resume"),
            ("10²", "102"),
            ("paresis", "paraesthesis"),
            ("perinaeum", "peroneum"),
            ("nerve", "naeve"),
            ("5 Mg", "5 mg"),
            ("sulfate", "sulfite"),
            ("may be", "maybe"),
            ("every day", "everyday"),
            ("re-cover", "recover"),
            ("symptomatic", "asymptomatic"),
            ("ligments", "ligaments"),
            ("tonne", "ton"),
            ("hormone", "hormones"),
            ("pain relief", "pain, belief"),
        ] {
            assert!(!have_same_words(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn nothing_in_the_list_is_read_as_two_things() {
        for line in include_str!("spellings.tsv").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            if matches!(cells[0], "part" | "word") {
                assert_eq!(to_american(cells[1]), to_american(cells[2]), "{line}");
                assert_eq!(to_american(&to_american(cells[1])), to_american(cells[1]), "{line}");
            }
        }
    }
}
