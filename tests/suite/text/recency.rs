//! Words that call a source or a treatment new, and those that are new to somebody.

use claimbook::text::recency::find_recency_words;

fn list_words(text: &str) -> Vec<String> {
    find_recency_words(text).into_iter().map(|w| w.word).collect()
}

#[test]
fn what_calls_a_source_or_a_treatment_new_is_found() {
    for (text, expected) in [
        ("New research links sitting with back pain.", "new research"),
        ("A recent study found that walking helps.", "recent study"),
        ("The latest guidelines advise against it.", "latest guidelines"),
        ("The latest clinical guidance advises rest.", "latest clinical guidance"),
        ("According to the most recent evidence, rest helps.", "most recent evidence"),
        ("Recent systematic reviews agree.", "recent systematic reviews"),
        ("A new treatment shortens labour.", "new treatment"),
        ("Newer drugs cause fewer side effects.", "newer drugs"),
        ("New findings were published.", "new findings"),
        ("Emerging evidence shows a link.", "emerging evidence"),
        ("A recently published trial shows more.", "recently published"),
        ("Scientists have recently shown that it helps.", "scientists have recently"),
        ("The drug has recently been approved.", "has recently been"),
        ("The newest vaccines last longer.", "newest vaccines"),
        ("It rests on new data.", "new data"),
        ("More recent trials find less.", "more recent trials"),
        ("Recent advances make it easier.", "recent advances"),
        ("The very latest technology is used.", "very latest technology"),
        ("A new, large study disagrees.", ""),
        ("Recent figures show 40%.", "recent figures"),
        ("A new Danish survey shows 40%.", "new danish survey"),
    ] {
        let found = list_words(text);
        let last = |words: &String| words == expected || words.ends_with(expected) && !expected.is_empty();
        assert!(found.first().map_or(expected.is_empty(), last), "{text}: {found:?}");
    }
}

#[test]
fn what_is_new_to_somebody_denied_or_asked_is_not() {
    for text in [
        "New mothers often feel tired.",
        "Call your doctor if you have new symptoms.",
        "A newborn sleeps a lot.",
        "Report new or worsening pain.",
        "Ask before you take a new medicine.",
        "Tell your midwife about any new treatment.",
        "Starting a new drug can be hard.",
        "Your new medicine may cause nausea.",
        "There is no new evidence.",
        "No recent studies support it.",
        "Is there new research?",
        "Bring your recent test results.",
        "It is a new start.",
        "Try a new pillow.",
        "In recent years it has become common.",
        "She recently moved.",
        "If you recently gave birth, rest.",
        "A new home can be noisy.",
        "New bone forms within weeks.",
        "Learn a new skill.",
        "The pain is new.",
    ] {
        assert_eq!(list_words(text), Vec::<String>::new(), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_upsets_it(text in "\\PC{0,80}|((new|recent|latest|study|no|your|most)[ ,.?]){0,20}") {
        let _ = find_recency_words(&text);
    }
}
