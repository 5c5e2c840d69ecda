//! Numbers with labels: PMID, PMCID, ISBN, ISSN, and those of registers that identify nothing here.

use crate::read::printed::words::find_word;

/// Numbers that stand behind their labels.
#[derive(Debug, Default)]
pub(super) struct LabelledNumbers {
    pub(super) pmid: Option<String>,
    pub(super) pmcid: Option<String>,
    pub(super) isbn: Option<String>,
    pub(super) issn: Option<String>,
}

/// Takes PMID, PMCID, ISBN and ISSN numbers out of the text, with their labels.
pub(super) fn take_labelled_numbers(text: &mut String) -> LabelledNumbers {
    let mut numbers = LabelledNumbers::default();
    for label in ["pubmed central pmcid:", "pmcid:", "pmc id:", "pmcid"] {
        while let Some(found) = take_labelled(text, label, |c| c.is_ascii_alphanumeric()) {
            let digits = found.trim_start_matches(|c: char| !c.is_ascii_digit());
            if digits.is_empty() {
                break;
            }
            numbers.pmcid.get_or_insert(format!("PMC{digits}"));
        }
    }
    for label in ["pubmed pmid:", "pmid:", "pubmed id:", "pubmed:", "pmid"] {
        while let Some(digits) = take_labelled(text, label, |c| c.is_ascii_digit()) {
            numbers.pmid.get_or_insert(digits);
        }
    }
    for label in ["isbn-13:", "isbn-10:", "isbn:", "isbn"] {
        while let Some(isbn) =
            take_labelled(text, label, |c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | 'X' | 'x'))
        {
            let kept: String = isbn.chars().filter(|c| c.is_ascii_digit() || c.eq_ignore_ascii_case(&'x')).collect();
            numbers.isbn.get_or_insert(kept.to_uppercase());
        }
    }
    for label in ["issn:", "issn"] {
        while let Some(issn) = take_labelled(text, label, |c| c.is_ascii_digit() || matches!(c, '-' | '–' | 'X' | 'x'))
        {
            numbers.issn.get_or_insert(issn);
        }
    }
    for label in OTHERS {
        while take_labelled(text, label, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '&')).is_some()
        {
        }
    }
    numbers
}

/// Registers whose numbers stand behind an entry, as in those of Wikipedia.
const OTHERS: [&str; 8] = ["s2cid", "oclc", "bibcode:", "bibcode", "jstor", "hdl:", "lccn", "citeseerx"];

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

/// Takes a number that begins with `PMC`, perhaps with a space behind.
pub(super) fn take_bare_pmcid(text: &mut String) -> Option<String> {
    let at = text.find("PMC")?;
    let behind = text.get(at + 3..)?;
    let space = usize::from(behind.starts_with(' '));
    let digits: String = behind.chars().skip(space).take_while(char::is_ascii_digit).collect();
    if digits.len() < 5 {
        return None;
    }
    text.replace_range(at..at + 3 + space + digits.len(), " ");
    Some(format!("PMC{digits}"))
}

/// Takes seven or eight digits that stand alone behind the last stop: the PMID that PLOS prints last.
pub(super) fn take_bare_pmid(text: &mut String) -> Option<String> {
    let trimmed = text.trim_end_matches([' ', '.', ';', ',']);
    let digits = trimmed.len() - trimmed.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = trimmed.len() - digits;
    let before = trimmed.get(..start)?;
    let alone = before.ends_with("  ") || before.trim_end().ends_with(['.', ']', ';']);
    if !((7..=8).contains(&digits) && alone && before.ends_with(' ')) {
        return None;
    }
    let pmid = trimmed.get(start..).map(str::to_owned);
    text.truncate(start);
    pmid
}
