//! DOIs, as the model finds them in prose.

use super::MOST;
use crate::model::Doi;

/// The DOIs of an entry.
#[derive(Debug, Default)]
pub(super) struct PrintedDois {
    /// The work's.
    pub(super) first: Option<String>,
    /// The same as printed, or one that is malformed.
    pub(super) printed: Option<String>,
    /// A publisher's address with a DOI in it.
    pub(super) url: Option<String>,
    /// What was wrong with any of them.
    pub(super) notes: Vec<String>,
}

/// Takes the DOIs out of the text, with their labels and addresses. The first is the work's; one that is malformed is
/// kept as printed.
pub(super) fn take_dois(text: &mut String) -> PrintedDois {
    let mut dois = PrintedDois::default();
    let found: Vec<_> = Doi::find_all(text).into_iter().take(MOST).collect();
    for one in &found {
        match &one.doi {
            Ok(doi) if dois.first.is_none() => {
                dois.first = Some(doi.printed().to_owned());
                dois.printed = Some(doi.printed().to_owned());
                dois.notes.extend(one.note.map(|n| format!("the DOI {}: {n}", doi.printed())));
            }
            Ok(doi) if dois.first.as_deref().and_then(|d| d.parse::<Doi>().ok()).as_ref() != Some(doi) => {
                dois.notes.push(format!("a second DOI, {doi}, is kept in the printed entry only"));
            }
            Ok(_) => {}
            Err(wrong) => {
                dois.printed.get_or_insert_with(|| without_label(&one.printed).to_owned());
                dois.notes.push(format!("{wrong}; it is kept as printed"));
            }
        }
        // A publisher's address is where the work is read; doi.org's only repeats the DOI.
        let lower = one.printed.to_ascii_lowercase();
        if lower.starts_with("http") && !lower.contains("doi.org/") {
            dois.url.get_or_insert_with(|| one.printed.clone());
        }
    }
    for one in found.iter().rev() {
        if text.get(one.start..one.end).is_some() {
            text.replace_range(one.start..one.end, " ");
        }
    }
    dois
}

/// What is called a DOI, without the word.
fn without_label(printed: &str) -> &str {
    let label = printed.get(..3).filter(|l| l.eq_ignore_ascii_case("doi")).map_or(0, str::len);
    printed.get(label..).unwrap_or(printed).trim_start_matches([':', ' '])
}
