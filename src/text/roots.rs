//! Words of one root: "thinning" and "thinner", "infected" and "infection".

/// A shorter root is shared by words that have nothing to do with each other.
const SHORTEST: usize = 4;
/// What forms of a word end in, the longest first. What turns a word round ("-less") is none of them.
const ENDINGS: [&str; 24] = [
    "ations", "ation", "ities", "ments", "ness", "ions", "ings", "ment", "ous", "ion", "ing", "ity", "ety", "ive",
    "est", "ic", "al", "ed", "er", "en", "es", "is", "ly", "y",
];

/// Whether two folded words are forms of one root.
pub fn have_one_root(a: &str, b: &str) -> bool {
    let (one, other) = (find_root(a), find_root(b));
    one == other && one.len() >= SHORTEST
}

/// A word without its ending, the letter that it doubles, and a silent "e".
fn find_root(word: &str) -> &str {
    let word = word.strip_suffix('s').filter(|word| !word.ends_with('s')).unwrap_or(word);
    let long_enough = |root: &&str| root.len() >= SHORTEST;
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(long_enough)).unwrap_or(word);
    let mut last = cut.bytes().rev();
    let is_doubled = !cut.ends_with('s') && last.next() == last.next() && cut.len() < word.len();
    let single = if is_doubled { cut.get(..cut.len() - 1).unwrap_or(cut) } else { cut };
    single.strip_suffix('e').unwrap_or(single)
}

#[cfg(test)]
mod tests {
    use super::have_one_root;

    #[test]
    fn forms_of_a_word_share_its_root_and_other_words_do_not() {
        for (a, b) in [
            ("thinning", "thinner"),
            ("infected", "infection"),
            ("itchy", "itching"),
            ("allergic", "allergy"),
            ("inflamed", "inflammation"),
            ("hormonal", "hormones"),
            ("breathless", "breathlessness"),
        ] {
            assert!(have_one_root(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("pain", "painless"),
            ("acne", "acute"),
            ("active", "inactive"),
            ("hypertension", "hypotension"),
            ("men", "menopause"),
            ("zolpidem", "zopiclone"),
            ("gastric", "gastritis"),
        ] {
            assert!(!have_one_root(a, b), "{a} {b}");
        }
    }
}
