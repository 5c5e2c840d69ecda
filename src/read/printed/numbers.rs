//! The numbers behind a title: year, volume, issue, pages or article number, in the orders that styles print them.

use super::dates::{Dated, find_dates, read_date_at_head};
use super::words::{is_month, is_year};
use crate::model::PartialDate;
use crate::text::lexicon::{PRINTED_REFERENCES, WordSet};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Words that stand among the numbers.
static AMONG_NUMBERS: LazyLock<WordSet> = LazyLock::new(|| PRINTED_REFERENCES.words("among numbers"));

/// An atom of the numbers: `1010`, `e42010`, `S12`, `CD001139`, `2A`, a month, `Suppl`.
fn is_atom(atom: &str) -> bool {
    let letters_before = atom.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = atom.chars().skip(letters_before).collect();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let behind = rest.chars().count() - digits;
    let prefix: String = atom.chars().take(letters_before).collect();
    // "dju084" and "hoac099" are article numbers, "vii10" a page of a supplement.
    let numbered = (3..=4).contains(&letters_before) && digits >= 3 && prefix.chars().all(char::is_lowercase);
    let roman = !prefix.is_empty() && prefix.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    ((letters_before <= 2 || numbered || roman) && digits > 0 && behind <= 1)
        || (digits == 0 && letters_before == 1 && atom.chars().all(char::is_uppercase))
        || AMONG_NUMBERS.contains(&atom.to_lowercase())
        || is_month(atom)
}

fn is_numbers(token: &str) -> bool {
    !token.starts_with('[') && token.split(|c: char| !c.is_alphanumeric()).filter(|a| !a.is_empty()).all(is_atom)
}

/// Cuts a string before its longest tail of numbers, which holds at least one figure and begins with one or with a
/// word such as "vol.".
pub(super) fn split_numbers(text: &str) -> (&str, &str) {
    let text = text.get(..find_strong_end(text)).unwrap_or(text);
    let mut start = text.len();
    let mut end = text.len();
    for token in text.rsplit(' ') {
        let at = end - token.len();
        if !is_numbers(token) || closes_name(text, at, end) {
            break;
        }
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = token.to_ascii_lowercase();
        let opened = ["(no.", "(pg.", "(pp.", "(p."].iter().any(|label| lower.ends_with(label));
        let last = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(word);
        let label = opened
            || token.ends_with('.')
                && matches!(last.to_lowercase().as_str(), "p" | "pp" | "no" | "pt" | "vol" | "suppl");
        // "Gait, Volume 55, 2017"
        let named = matches!(word.to_ascii_lowercase().as_str(), "volume" | "vol")
            && text.get(end..).is_some_and(|b| b.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        let opens = named
            || word.contains(|c: char| c.is_ascii_digit())
            || is_month(word)
            || label
            || (word.len() > 1 && token.ends_with('.'));
        // "E6(R2). 2016": a sentence ends there, unless what ends with a stop is a label or a year.
        let plain = token.trim_end_matches('.');
        let ruled = text.get(end..).is_some_and(|b| b.starts_with(" – ") || b.starts_with(" - "));
        if token.ends_with('.')
            && end < text.len()
            && !(ruled
                || begins_with_label(text.get(end..).unwrap_or_default())
                || label
                || is_month(word)
                || is_year(plain)
                || plain.len() == word.len() && !word.contains(|c: char| c.is_ascii_digit()))
        {
            break;
        }
        if opens && (label || !(word.chars().count() <= 2 && word.starts_with(char::is_alphabetic))) {
            start = at;
        }
        end = at.saturating_sub(1);
        if at == 0 {
            break;
        }
    }
    let (words, numbers) = text.split_at_checked(start).unwrap_or((text, ""));
    // "NICE guideline NG59": the name of a document, not a volume.
    let capitals = numbers.chars().take_while(char::is_ascii_uppercase).count();
    let named = capitals >= 2
        && numbers.chars().skip(capitals).all(|c| c.is_ascii_digit())
        && words.trim_end().ends_with(char::is_lowercase);
    let (words, numbers) = if named { (text, "") } else { (words, numbers) };
    (words.trim_end(), numbers.trim())
}

/// Whether a label of a number stands at the head of a string: `P. 101-104` behind `Vol. 29, no 2.`
fn begins_with_label(text: &str) -> bool {
    ["P. ", "p. ", "pp. ", "No. ", "no. ", "Vol. ", "Iss. ", "N. "]
        .iter()
        .any(|label| text.trim_start().starts_with(label))
}

/// Whether a token is the end of a name rather than a number: `(Phila Pa 1976)`, whose bracket begins with words, and
/// `J Appl Physiol (1985) 2012;112`, where the year of publication follows.
fn closes_name(text: &str, at: usize, end: usize) -> bool {
    let Some(token) = text.get(at..end) else { return false };
    let plain = token.trim_end_matches(['.', ',', ';', ':']);
    let Some(inner) = plain.strip_suffix(')') else { return false };
    match inner.rfind('(') {
        // "(1985) 2012;112", "(1985). 2012 Mar;112"
        Some(0) => {
            let next = text.get(end..).unwrap_or_default().trim_start();
            let year = |text: &str| text.get(..4).is_some_and(is_year);
            let dated =
                next.get(4..).is_some_and(|behind| behind.is_empty() || behind.starts_with([';', ' ', ',', ':']));
            inner.get(1..).is_some_and(is_year) && year(next) && dated
        }
        Some(_) => false,
        None => {
            let opened = text.get(..at).and_then(|before| before.rfind('('));
            let words = opened.and_then(|open| text.get(open + 1..at)).unwrap_or_default();
            is_year(inner) && words.split_whitespace().any(|word| !is_numbers(word))
        }
    }
}

/// Where the first run of numbers ends that can be nothing else, `;14(2):e0212345.` or `58(11):1201-6.`, if words stand
/// behind it; otherwise the end.
fn find_strong_end(text: &str) -> usize {
    let mut at = 0;
    for token in text.split(' ') {
        let end = at + token.len();
        let plain = token.trim_end_matches('.');
        let pages = plain.rfind(':').and_then(|colon| Some((plain.get(..colon)?, plain.get(colon + 1..)?)));
        let strong = pages.is_some_and(|(volume, pages)| {
            volume.ends_with(|c: char| c.is_ascii_digit() || c == ')')
                && volume.contains(['(', ';'])
                && pages.contains(|c: char| c.is_ascii_digit())
                && is_numbers(plain)
        });
        if strong && plain.len() < token.len() && end < text.len() {
            return end;
        }
        at = end + 1;
    }
    text.len()
}

/// The numbers of a work: when it was published, and where in its journal it stands.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) issued: Option<PartialDate>,
    pub(super) volume: Option<String>,
    pub(super) issue: Option<String>,
    pub(super) page: Option<String>,
    pub(super) number: Option<String>,
}

/// Reads the numbers of a work in `journal`, whose date may be known.
pub(super) fn read_numbers(text: &str, journal: Option<&str>, known: Option<PartialDate>) -> Numbers {
    let text = text.trim_start_matches(['–', '—', '-', ' ']).trim_end().trim_end_matches('.');
    // A date known already is printed once more where a semicolon parts it from the volume.
    let again = || {
        read_date_at_head(text).is_some_and(|d| text.get(d.end..).is_some_and(|b| b.starts_with(';') || b.is_empty()))
    };
    let dated = if known.is_none() || again() { find_date(text) } else { None };
    let issued = known.or(dated.map(|found| found.date));
    let rest = dated.map_or_else(|| text.to_owned(), |found| without_date(text, &found));
    let rest = without_year(&rest, issued);
    let rest = rest.trim_matches([' ', ',', ';', ':', '.', '–', '—', '[', ']']);
    let (volume, behind) = split_volume(rest);
    // "BMJ Open 1, 2(1)": what has an issue behind it is the volume, no page.
    let counted = |b: &&str| b.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('(') && !b.starts_with('(');
    let (volume, behind) = behind.strip_prefix(", ").filter(counted).map_or((volume, behind), split_volume);
    let a_day = behind.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).is_some_and(is_month);
    if rest.is_empty() || a_day || volume.is_some_and(is_month) {
        // A newspaper: "14 April, p. 12"
        let pages = rest.rsplit_once(" p. ").filter(|_| a_day);
        return Numbers { issued, ..pages.map_or_else(Numbers::default, |(_, pages)| read_pages(pages, journal)) };
    }
    let (issue, behind) = split_between_commas(behind).unwrap_or_else(|| split_issue(behind));
    let pages = behind.trim_start_matches([' ', ':', ',', ';', '.', '–', '—']);
    let pages = pages.split([';']).next().unwrap_or(pages);
    // "Feet 3.2 (2014)": volume and issue, as MLA printed them.
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let dotted = volume.and_then(|volume| volume.split_once('.')).filter(|(a, b)| figures(a) && figures(b));
    let dotted = dotted.filter(|_| issue.is_none());
    let (volume, issue) = dotted.map_or((volume, issue), |(volume, issue)| (Some(volume), Some(issue)));
    // "Fict Law 13 (2021)": the year once more, where it was told before.
    let again = |issue: &String| issued.is_some_and(|date| is_year(issue) && *issue == date.year().to_string());
    Numbers {
        issued,
        volume: volume.filter(|volume| !volume.is_empty()).map(str::to_owned),
        issue: issue.map(|issue| issue.trim().to_owned()).filter(|issue| !issue.is_empty() && !again(issue)),
        ..read_pages(pages, journal)
    }
}

/// `4, 2 (2020), 33–41`: without the year, where it was told before.
fn without_year(text: &str, known: Option<PartialDate>) -> Cow<'_, str> {
    let year = known.map(|date| format!(" ({})", date.year()));
    match year.filter(|year| text.contains(year.as_str())) {
        Some(year) => Cow::Owned(text.replacen(&year, "", 1)),
        None => Cow::Borrowed(text),
    }
}

/// `, 2, 33–41` behind a volume: an issue, where a range of pages follows.
fn split_between_commas(text: &str) -> Option<(Option<&str>, &str)> {
    // Or "6:2, 101-110".
    let (issue, pages) = text.strip_prefix(", ").or_else(|| text.strip_prefix(':'))?.split_once(", ")?;
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (from, to) = pages.split_once(['-', '–'])?;
    (issue.len() <= 3 && figures(issue) && figures(from) && figures(to)).then_some((Some(issue), pages))
}

/// Without a label such as `vol.`; none if it is not there.
fn strip_label<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    labels.iter().find(|l| lower.starts_with(**l)).and_then(|l| {
        let rest = text.get(l.len()..)?;
        rest.starts_with(['.', ' ', ':']).then(|| rest.trim_start_matches(['.', ' ', ':']))
    })
}

fn split_volume(text: &str) -> (Option<&str>, &str) {
    if strip_label(text, &["pp", "p", "pages", "pg", "s", "issue", "iss", "no"]).is_some() {
        return (None, text);
    }
    let text = strip_label(text, &["volume", "vol"]).unwrap_or(text);
    let end = text.find(['(', ':', ',', ';', ' ']).unwrap_or(text.len());
    let (volume, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    // A range that stands alone is pages, not a volume.
    if behind.is_empty() && volume.contains(['-', '–', '—']) {
        return (None, text);
    }
    (Some(volume.trim_end_matches('.')), behind)
}

fn split_issue(text: &str) -> (Option<&str>, &str) {
    let trimmed = text.trim_start_matches([',', ' ']);
    // "vol. 11,2": nothing but a comma parts them.
    if let Some(rest) = text.strip_prefix(',').filter(|r| r.starts_with(|c: char| c.is_ascii_digit())) {
        let end = rest.find([',', ':', ' ']).unwrap_or(rest.len());
        return (rest.get(..end), rest.get(end..).unwrap_or_default());
    }
    if let Some(rest) = trimmed.strip_prefix('(') {
        if strip_label(rest, &["pages", "pg", "pp", "p"]).is_some() {
            return (None, rest);
        }
        let end = rest.find(')').unwrap_or(rest.len());
        let behind = rest.get(end + 1..).unwrap_or_default();
        return (rest.get(..end), behind);
    }
    if let Some(rest) = strip_label(trimmed, &["number", "issue", "iss", "num", "no"]) {
        let end = rest.find([',', ':', ';', ' ']).unwrap_or(rest.len());
        return (rest.get(..end).map(|i| i.trim_end_matches('.')), rest.get(end..).unwrap_or_default());
    }
    let lower = trimmed.to_ascii_lowercase();
    if lower.starts_with("sup") || lower.starts_with("pt ") {
        let end = trimmed.find([':', ',', ';']).unwrap_or(trimmed.len());
        return (trimmed.get(..end), trimmed.get(end..).unwrap_or_default());
    }
    (None, text)
}

/// Journals that number their articles instead of paging them; a lone number there is an article number.
const NUMBERED_JOURNALS: [&str; 8] =
    ["BMC ", "Front", "PLoS ", "PLOS ", "Cureus", "BMJ Open", "Sci Rep", "Scientific Reports"];

/// Reads pages, or the number of an article.
fn read_pages(text: &str, journal: Option<&str>) -> Numbers {
    let text = strip_label(text, &["article number", "article no", "article", "art no", "art"]).map_or(text, |t| t);
    let text = strip_label(text, &["pages", "pp", "pg", "p", "s"]).unwrap_or(text);
    let first = text.split([',', ' ']).find(|t| !t.is_empty()).unwrap_or_default().trim_matches(['.', ':', '(', ')']);
    if !first.contains(|c: char| c.is_ascii_digit()) {
        return Numbers::default();
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
    let in_numbered = journal.is_some_and(|name| NUMBERED_JOURNALS.iter().any(|journal| name.starts_with(journal)));
    let numbered = !ranged && (in_numbered || digits >= 5 || letters == "CD" || (letters == "e" && digits >= 3));
    let range = Some(range.trim_end_matches('.').to_owned());
    if numbered {
        Numbers { number: range, ..Numbers::default() }
    } else {
        Numbers { page: range, ..Numbers::default() }
    }
}

/// The numbers without the date that was found among them.
fn without_date(text: &str, found: &Dated) -> String {
    let (before, behind) = (text.get(..found.start).unwrap_or_default(), text.get(found.end..).unwrap_or_default());
    let before = before.trim_end_matches([' ', '(', ',', ';', '–', '—', '-']);
    let behind = behind.trim_start_matches([' ', ')', ',', ';', ':', '.', '–', '—', '-']);
    match (before.is_empty(), behind.is_empty()) {
        (true, _) => behind.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before}, {behind}"),
    }
}

/// The date among the numbers: at their head, at their end behind a comma, in brackets, or else the last.
fn find_date(text: &str) -> Option<Dated> {
    let stands = |d: &&Dated| {
        let before = text.get(..d.start).and_then(|b| b.chars().next_back());
        let behind = text.get(d.end..).and_then(|b| b.chars().next());
        !matches!(before, Some(':' | '.')) && !matches!(behind, Some('('))
    };
    let all = find_dates(text);
    let all: Vec<&Dated> = all.iter().filter(stands).collect();
    let head = all.first().filter(|d| d.start == 0);
    let before = |d: &Dated| text.get(..d.start).unwrap_or_default().trim_end();
    // "2017: 2504021, 2017": a volume may look like a year; the last one, behind a comma, is it.
    let tail = all.last().filter(|d| all.len() > 1 && d.end == text.len() && before(d).ends_with(','));
    let bracketed = || all.iter().find(|d| before(d).ends_with('('));
    tail.or(head).or_else(bracketed).or_else(|| all.last()).map(|d| **d)
}
