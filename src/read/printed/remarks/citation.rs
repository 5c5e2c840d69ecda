//! Words with which a page says how to cite it: `Cite this as: BMJ 2019;364:l1234`.

use crate::read::printed::words::find_word;
use crate::text::lexicon::PRINTED_REFERENCES;
use std::sync::LazyLock;

/// What may stand before a whole entry, in lower case.
static LEADS: LazyLock<&[&str]> = LazyLock::new(|| PRINTED_REFERENCES.entries("cite this as"));

/// Takes the words out of the text. Where they stand behind a title, what is cited takes the place of the journal before.
pub(super) fn cut_citation_lead(text: &mut String) {
    // All of them hold it.
    if find_word(text, "cit").is_none() {
        return;
    }
    let Some((at, lead)) = LEADS.iter().find_map(|lead| Some((find_word(text, lead)?, *lead))) else { return };
    let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + lead.len()..).unwrap_or_default());
    let behind = behind.trim_start();
    if before.trim_matches(['•', '-', ' ', '.']).chars().all(|c| c.is_ascii_digit()) {
        *text = format!("{before}{behind}");
        return;
    }
    // "BMJ 2019" is printed twice: in the head of the page, without the page's number, and here.
    let journal = behind.split([';', ':', ',']).next().unwrap_or_default().trim();
    if journal.contains(' ') && !lead.starts_with("citation") {
        let title = before.rfind(journal).and_then(|at| before.get(..at)).unwrap_or(before);
        *text = format!("{}. {behind}", title.trim_end_matches([' ', '.', ',', ';', '(']));
    }
}
