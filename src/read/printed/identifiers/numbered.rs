//! Numbers with labels: PMID, PMCID, ISBN, ISSN.

use crate::model::Item;
use crate::read::printed::words::find_word;

/// PMID, PMCID, ISBN and ISSN numbers with their labels, and the bare PMID that PLOS prints last.
pub(super) fn take_numbered(text: &mut String, item: &mut Item) {
    for label in ["pubmed central pmcid:", "pmcid:", "pmc id:", "pmcid"] {
        while let Some(found) = take_labelled(text, label, |c| c.is_ascii_alphanumeric()) {
            let digits = found.trim_start_matches(|c: char| !c.is_ascii_digit());
            if digits.is_empty() {
                break;
            }
            item.pmcid.get_or_insert(format!("PMC{digits}"));
        }
    }
    for label in ["pubmed pmid:", "pmid:", "pubmed id:", "pubmed:", "pmid"] {
        while let Some(digits) = take_labelled(text, label, |c| c.is_ascii_digit()) {
            item.pmid.get_or_insert(digits);
        }
    }
    for label in ["isbn-13:", "isbn-10:", "isbn:", "isbn"] {
        while let Some(isbn) =
            take_labelled(text, label, |c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | 'X' | 'x'))
        {
            let kept: String = isbn.chars().filter(|c| c.is_ascii_digit() || c.eq_ignore_ascii_case(&'x')).collect();
            item.isbn.get_or_insert(kept.to_uppercase());
        }
    }
    for label in ["issn:", "issn"] {
        while let Some(issn) = take_labelled(text, label, |c| c.is_ascii_digit() || matches!(c, '-' | '–' | 'X' | 'x'))
        {
            item.issn.get_or_insert(issn);
        }
    }
    bare_pmcid(text, item);
    bare_pmid(text, item);
}

/// Cuts a label and what follows it out of the text.
fn take_labelled(text: &mut String, label: &str, part: fn(char) -> bool) -> Option<String> {
    let at = find_word(text, label)?;
    if text.get(..at)?.ends_with(char::is_alphanumeric) {
        return None;
    }
    let rest = text.get(at + label.len()..)?;
    let start = at + label.len() + rest.len() - rest.trim_start_matches([' ', ':']).len();
    let value = text.get(start..)?;
    let value = value.get(..value.find(|c| !part(c)).unwrap_or(value.len()))?.trim_end().to_owned();
    if !value.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    text.replace_range(at..start + value.len(), " ");
    Some(value)
}

fn bare_pmcid(text: &mut String, item: &mut Item) {
    let Some(at) = text.find("PMC").filter(|_| item.pmcid.is_none()) else { return };
    let digits: String = text.get(at + 3..).unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    if digits.len() >= 5 {
        text.replace_range(at..at + 3 + digits.len(), " ");
        item.pmcid = Some(format!("PMC{digits}"));
    }
}

/// Seven or eight digits that stand alone behind the last stop.
fn bare_pmid(text: &mut String, item: &mut Item) {
    let trimmed = text.trim_end_matches([' ', '.', ';', ',']);
    let digits = trimmed.len() - trimmed.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = trimmed.len() - digits;
    let before = trimmed.get(..start).unwrap_or_default();
    let alone = before.ends_with("  ") || before.trim_end().ends_with(['.', ']', ';']);
    if item.pmid.is_none() && (7..=8).contains(&digits) && alone && before.ends_with(' ') {
        item.pmid = trimmed.get(start..).map(str::to_owned);
        text.truncate(start);
    }
}
