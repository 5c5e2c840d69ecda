//! The numbers behind a title: year, volume, issue, pages or article number, in the orders that styles print them.

use super::words::{is_month, is_year};
use crate::model::{CslDate, Item, PartialDate};

/// Words that stand among the numbers.
const AMONG_NUMBERS: [&str; 41] = [
    "i",
    "suppl",
    "supplement",
    "supp",
    "pt",
    "part",
    "vol",
    "volume",
    "no",
    "num",
    "number",
    "issue",
    "iss",
    "pp",
    "p",
    "pg",
    "pages",
    "art",
    "article",
    "discussion",
    "author",
    "reply",
    "quiz",
    "passim",
    "ahead",
    "of",
    "print",
    "table",
    "contents",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "sup",
];

/// An atom of the numbers: `1010`, `e42010`, `S12`, `CD001139`, `2A`, a month, `Suppl`.
fn is_atom(atom: &str) -> bool {
    let letters_before = atom.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = atom.chars().skip(letters_before).collect();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let behind = rest.chars().count() - digits;
    let prefix: String = atom.chars().take(letters_before).collect();
    // "dju084" is an article number, "vii10" a page of a supplement.
    let numbered = letters_before == 3 && digits >= 3 && prefix.chars().all(char::is_lowercase);
    let roman = !prefix.is_empty() && prefix.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    ((letters_before <= 2 || numbered || roman) && digits > 0 && behind <= 1)
        || (digits == 0 && letters_before == 1 && atom.chars().all(char::is_uppercase))
        || AMONG_NUMBERS.contains(&atom.to_lowercase().as_str())
        || is_month(atom)
}

fn is_numbers(token: &str) -> bool {
    !token.starts_with('[') && token.split(|c: char| !c.is_alphanumeric()).filter(|a| !a.is_empty()).all(is_atom)
}

/// Cuts a string before its longest tail of numbers, which holds at least one figure and begins with one or with a
/// word such as "vol.".
pub(super) fn split_numbers(text: &str) -> (&str, &str) {
    let mut start = text.len();
    let mut end = text.len();
    for token in text.rsplit(' ') {
        let at = end - token.len();
        if !is_numbers(token) {
            break;
        }
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let opens =
            word.contains(|c: char| c.is_ascii_digit()) || is_month(word) || (word.len() > 1 && token.ends_with('.'));
        if opens && !(word.chars().count() <= 2 && word.starts_with(char::is_alphabetic)) {
            start = at;
        }
        end = at.saturating_sub(1);
        if at == 0 {
            break;
        }
    }
    let (words, numbers) = text.split_at_checked(start).unwrap_or((text, ""));
    (words.trim_end(), numbers.trim())
}

/// Reads the numbers: into the date unless it is known, and volume, issue, pages or article number.
pub(super) fn numbers(text: &str, item: &mut Item) {
    let mut rest = text.trim().trim_end_matches('.').to_owned();
    if item.issued.is_none() {
        rest = take_date(&rest, item);
    }
    let rest = rest.trim_matches([' ', ',', ';', ':', '.']);
    if rest.is_empty() {
        return;
    }
    let (volume, behind) = volume_part(rest);
    let (issue, behind) = issue_part(behind);
    let pages = behind.trim_start_matches([' ', ':', ',', ';', '.']);
    let pages = pages.split([';']).next().unwrap_or(pages);
    set_pages(pages, item);
    item.volume = volume.filter(|v| !v.is_empty()).map(str::to_owned);
    item.issue = issue.map(|i| i.trim().to_owned()).filter(|i| !i.is_empty());
}

/// Without a label such as `vol.`; none if it is not there.
fn after_label<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    labels.iter().find(|l| lower.starts_with(**l)).and_then(|l| {
        let rest = text.get(l.len()..)?;
        rest.starts_with(['.', ' ', ':']).then(|| rest.trim_start_matches(['.', ' ', ':']))
    })
}

fn volume_part(text: &str) -> (Option<&str>, &str) {
    if after_label(text, &["pp", "p", "pages", "pg"]).is_some() {
        return (None, text);
    }
    let text = after_label(text, &["volume", "vol"]).unwrap_or(text);
    let end = text.find(['(', ':', ',', ';', ' ']).unwrap_or(text.len());
    let (volume, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    // A range that stands alone is pages, not a volume.
    if behind.is_empty() && volume.contains(['-', '–', '—']) {
        return (None, text);
    }
    (Some(volume.trim_end_matches('.')), behind)
}

fn issue_part(text: &str) -> (Option<&str>, &str) {
    let trimmed = text.trim_start_matches([',', ' ']);
    if let Some(rest) = trimmed.strip_prefix('(') {
        let end = rest.find(')').unwrap_or(rest.len());
        let behind = rest.get(end + 1..).unwrap_or_default();
        return (rest.get(..end), behind);
    }
    if let Some(rest) = after_label(trimmed, &["number", "issue", "iss", "num", "no"]) {
        let end = rest.find([',', ':', ';']).unwrap_or(rest.len());
        return (rest.get(..end), rest.get(end..).unwrap_or_default());
    }
    if trimmed.to_ascii_lowercase().starts_with("sup") {
        let end = trimmed.find([':', ',', ';']).unwrap_or(trimmed.len());
        return (trimmed.get(..end), trimmed.get(end..).unwrap_or_default());
    }
    (None, text)
}

/// Journals that number their articles instead of paging them; a lone number there is an article number.
const NUMBERED_JOURNALS: [&str; 8] =
    ["BMC ", "Front", "PLoS ", "PLOS ", "Cureus", "BMJ Open", "Sci Rep", "Scientific Reports"];

fn set_pages(text: &str, item: &mut Item) {
    let text = after_label(text, &["article number", "article no", "article", "art no", "art"]).map_or(text, |t| t);
    let text = after_label(text, &["pages", "pp", "pg", "p"]).unwrap_or(text);
    let first = text.split([',', ' ']).find(|t| !t.is_empty()).unwrap_or_default().trim_matches(['.', ':', '(', ')']);
    if !first.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    // "1190 -1192" and "19.e1-6" are ranges too.
    let range = if text.contains(" -") || text.contains(" –") {
        text.split(',').next().unwrap_or(first).trim()
    } else {
        first
    };
    let digits = range.chars().filter(char::is_ascii_digit).count();
    let ranged = range.contains(['-', '–', '—']) && !range.starts_with("A-");
    let letters = range.chars().take_while(|c| c.is_alphabetic()).collect::<String>();
    let in_numbered =
        item.container_title.as_deref().is_some_and(|c| NUMBERED_JOURNALS.iter().any(|j| c.starts_with(j)));
    let numbered = !ranged && (in_numbered || digits >= 5 || letters == "CD" || (letters == "e" && digits >= 3));
    let slot = if numbered { &mut item.number } else { &mut item.page };
    *slot = Some(range.trim_end_matches('.').to_owned());
}

/// Takes the year, with month and day where they stand, out of the numbers.
fn take_date(text: &str, item: &mut Item) -> String {
    let Some((start, end)) = find_date(text) else { return text.to_owned() };
    let printed = text.get(start..end).unwrap_or_default();
    item.issued = date(printed).map(CslDate);
    let (before, behind) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let before = before.trim_end_matches([' ', '(', ',', ';']);
    let behind = behind.trim_start_matches([' ', ')', ',', ';', ':', '.']);
    match (before.is_empty(), behind.is_empty()) {
        (true, _) => behind.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before}, {behind}"),
    }
}

/// The date among the numbers: the year at their head with `;`, `:` or `,` behind, in brackets, or at their end.
fn find_date(text: &str) -> Option<(usize, usize)> {
    let years: Vec<usize> = text
        .char_indices()
        .filter(|(i, _)| {
            let four = text.get(*i..i + 4).is_some_and(is_year);
            let before = text.get(..*i).and_then(|b| b.chars().next_back());
            let behind = text.get(i + 4..).and_then(|b| b.chars().next());
            four && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | ':' | '.'))
                && !behind.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | '('))
        })
        .map(|(i, _)| i)
        .collect();
    let months_before = |i: usize| {
        let words = text.get(..i).unwrap_or_default();
        let month = words
            .trim_end()
            .rsplit([' ', '('])
            .take_while(|w| {
                is_month(w.trim_matches([',', '.']))
                    || w.trim_matches(',').len() <= 2 && w.contains(|c: char| c.is_ascii_digit())
            })
            .count();
        let has_month = words.trim_end().rsplit([' ', '(']).take(month).any(|w| is_month(w.trim_matches([',', '.'])));
        if !has_month {
            return i;
        }
        words
            .trim_end()
            .rsplitn(month + 1, [' ', '('])
            .last()
            .map_or(0, |r| if r.len() == words.trim_end().len() { 0 } else { r.len() + 1 })
    };
    let head = years.first().copied().filter(|i| months_before(*i) == 0);
    // "2017: 2504021, 2017": a volume may look like a year; the last one, behind a comma, is it.
    let tail = years
        .last()
        .copied()
        .filter(|i| years.len() > 1 && i + 4 == text.len() && text.get(..*i).is_some_and(|b| b.ends_with(", ")));
    let bracketed = || years.iter().copied().find(|i| text.get(..*i).is_some_and(|b| b.ends_with('(')));
    let start = tail.or(head).or_else(bracketed).or_else(|| years.last().copied())?;
    Some((months_before(start), start + date_behind(text.get(start..).unwrap_or_default())))
}

/// How far a date goes from its year: `2014 Jan-Feb`, `2023 Dec 2`, `2020, December 3`.
fn date_behind(text: &str) -> usize {
    let mut end = 4;
    for token in text.get(4..).unwrap_or_default().split_inclusive([' ', ';', ':', ')']) {
        let core = token.trim_matches([' ', ',', '.', ';', ':', ')']);
        let month = core.split(['-', '–', '/']).all(is_month) && !core.is_empty();
        let day = end > 4 && core.len() <= 2 && core.bytes().all(|b| b.is_ascii_digit()) && !core.is_empty();
        if !(core.is_empty() && token == " " || month || day) {
            break;
        }
        end += token.trim_end_matches([' ', ';', ':', ')']).len();
        if token.ends_with([';', ':', ')']) {
            break;
        }
        end += token.len() - token.trim_end_matches(' ').len();
    }
    end
}

/// A date as printed; of a span of months the first, of what cannot be read the year.
pub(super) fn date(printed: &str) -> Option<PartialDate> {
    let printed = printed.trim().trim_matches(['(', ')', '.', ',', ';']);
    printed.parse().ok().or_else(|| {
        let first =
            printed.split_whitespace().map(|w| w.split(['-', '–', '/']).next().unwrap_or(w)).collect::<Vec<_>>();
        let year = first.iter().map(|w| w.get(..4).unwrap_or(w)).find(|w| is_year(w))?;
        let month = first.iter().find(|w| is_month(w));
        month.and_then(|m| format!("{year} {m}").parse().ok()).or_else(|| year.parse().ok())
    })
}
