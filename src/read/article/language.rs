//! The language of a text that states none, by the small words that every text of a language is full of. Taken for English, a text
//! would be searched for claims by rules that know English alone.

use crate::text::lexicon::{LANGUAGES, WordSet};
use std::sync::LazyLock;

/// Of each language its tag, and its small words.
static WORDS: LazyLock<Vec<(&str, WordSet)>> =
    LazyLock::new(|| LANGUAGES.lists().iter().map(|list| (list.name, LANGUAGES.words(list.name))).collect());

/// So many words are looked at.
const LOOKED_AT: usize = 2_000;
/// With fewer small words than these, nothing is told.
const LEAST: usize = 15;

/// The tag of the language that a text is in for sure, if that is not English.
pub(super) fn guess(text: &str) -> Option<&'static str> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(LOOKED_AT);
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let count = |set: &WordSet| words.iter().filter(|word| set.contains(word)).count();
    let counts: Vec<(&str, usize)> = WORDS.iter().map(|(tag, set)| (*tag, count(set))).collect();
    let english = counts.iter().find(|(tag, _)| *tag == "en").map_or(0, |(_, count)| *count);
    let (tag, most) = counts.iter().filter(|(tag, _)| *tag != "en").max_by_key(|(_, count)| *count)?;
    let second = counts.iter().filter(|(other, _)| other != tag).map(|(_, count)| *count).max().unwrap_or_default();
    let sure = *most >= LEAST && *most > english * 2 && *most > second;
    // One word in eight at least: a text in English that quotes another language has fewer.
    (sure && most * 8 >= words.len()).then_some(*tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_small_words() {
        for (text, want) in [
            (
                "Rückenschmerzen sind sehr häufig und können bei der Arbeit stören. Die meisten Menschen haben sie einmal im Leben. Bewegung ist gut, und Ruhe hilft nicht immer. Wer sich bewegt, wird schneller gesund, und das ist auch bei älteren Menschen so.",
                Some("de"),
            ),
            (
                "El dolor de espalda es muy frecuente y puede molestar en el trabajo. La mayoría de las personas lo tienen una vez en la vida. El ejercicio es bueno para la espalda, y el reposo no siempre ayuda a los pacientes con dolor.",
                Some("es"),
            ),
            (
                "A dor nas costas é muito frequente e pode incomodar no trabalho. A maioria das pessoas tem dor uma vez na vida. O exercício é bom para as costas, e o repouso não ajuda sempre os pacientes com dor. Para mais, fale com o médico da família.",
                Some("pt"),
            ),
            (
                "Back pain is very common and can be a burden at work. Most people have it once in their life. Exercise is good for the back, and rest does not always help those who are in pain.",
                None,
            ),
            ("Rücken", None),
            ("", None),
        ] {
            assert_eq!(guess(text), want, "{text}");
        }
    }
}
