//! DOIs, as the model finds them in prose.

use super::{MOST, Taken};
use crate::model::{Doi, Item};

/// Takes the DOIs out of the text, with their labels and addresses. The first is the work's; one that is malformed is
/// kept as printed.
pub(super) fn take_dois(text: &mut String, item: &mut Item, taken: &mut Taken) {
    let found: Vec<_> = Doi::find_all(text).into_iter().take(MOST).collect();
    for one in &found {
        match &one.doi {
            Ok(doi) if item.doi.is_none() => {
                item.doi = Some(doi.printed().to_owned());
                taken.doi_printed = Some(doi.printed().to_owned());
                taken.notes.extend(one.note.map(|n| format!("the DOI {}: {n}", doi.printed())));
            }
            Ok(doi) if item.doi.as_deref().and_then(|d| d.parse::<Doi>().ok()).as_ref() != Some(doi) => {
                taken.notes.push(format!("a second DOI, {doi}, is kept in the printed entry only"));
            }
            Ok(_) => {}
            Err(wrong) => {
                taken.doi_printed.get_or_insert_with(|| without_label(&one.printed).to_owned());
                taken.notes.push(format!("{wrong}; it is kept as printed"));
            }
        }
        // A publisher's address is where the work is read; doi.org's only repeats the DOI.
        let lower = one.printed.to_ascii_lowercase();
        if lower.starts_with("http") && !lower.contains("doi.org/") {
            item.url.get_or_insert_with(|| one.printed.clone());
        }
    }
    for one in found.iter().rev() {
        if text.get(one.start..one.end).is_some() {
            text.replace_range(one.start..one.end, " ");
        }
    }
}

/// What is called a DOI, without the word.
fn without_label(printed: &str) -> &str {
    let label = printed.get(..3).filter(|l| l.eq_ignore_ascii_case("doi")).map_or(0, str::len);
    printed.get(label..).unwrap_or(printed).trim_start_matches([':', ' '])
}
