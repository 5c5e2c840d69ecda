//! Entries that print a dash for the author of the entry before: `———. 2020b. “Outdoor time.”`, `______. Dengue. 2024.`

use crate::read::printed::find_first_sentence;

/// The words of such an entry with the author spelt out, who ends the first sentence of the entry before.
pub(in crate::read) fn spell_out(words: &str, before: Option<&str>) -> Option<String> {
    let rest = words.trim_start_matches(['—', '–', '-', '_', '―', '⸺', '⸻']);
    let dashes = words.get(..words.len() - rest.len())?;
    let is_author = dashes.chars().count() >= 2 || dashes.starts_with(['⸺', '⸻']);
    let rest = rest.trim_start_matches([' ', '\u{a0}']);
    if !is_author || !rest.starts_with(['.', ',', ':', '(']) {
        return None;
    }
    let author = find_first_sentence(before?)?;
    let joint = if rest.starts_with('(') { " " } else { "" };
    Some(format!("{author}{joint}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_stands_for_the_author_before() {
        for (before, words, want) in [
            ("Office of Knees. 2020a. “Screens.”", "———. 2020b. “Stairs.”", Some("Office of Knees. 2020b. “Stairs.”")),
            (
                "Poe, Ann B. “Screens.” Knees 2: 1.",
                "---. “Stairs.” Knees 3: 1.",
                Some("Poe, Ann B. “Stairs.” Knees 3: 1."),
            ),
            ("LIVIA. Joelhos. 2019.", "______. Escadas. 2020.", Some("LIVIA. Escadas. 2020.")),
            ("Poe, A. (2019). Screens.", "— (2020). Stairs.", None),
            ("Poe, A. 2019. Screens.", "— a dash", None),
            ("Poe, A. 2019. Screens.", "Roe, B. 2020. Stairs.", None),
        ] {
            assert_eq!(spell_out(words, Some(before)).as_deref(), want, "{words}");
        }
        assert_eq!(spell_out("———. 2020.", None), None);
    }
}
