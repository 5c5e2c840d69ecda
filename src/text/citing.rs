//! What stands inside a marker of references, whatever brackets it has: `1,3-5`, `ref. 2`, `1, p. 5`, `1a`.

use super::lexicon::{ENGLISH, WordSet};
use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// The most entries that a range can name.
const WIDEST: u32 = 60;

/// Words before the numbers that say what they number.
static LEADS: LazyLock<&[&str]> = LazyLock::new(|| ENGLISH.entries("before reference numbers"));

/// What begins the words that say where in a source: `p. 5`, `Table 2`.
static LOCATORS: LazyLock<WordSet> = LazyLock::new(|| ENGLISH.words("places in a source"));

/// Pairs of brackets that markers stand in.
pub const BRACKETS: &[(char, char)] =
    &[('[', ']'), ('(', ')'), ('【', '】'), ('［', '］'), ('（', '）'), ('〔', '〕'), ('⁽', '⁾')];

/// Signs that lead to notes.
pub const NOTE_SIGNS: &str = "*†‡§¶‖";

/// The bracket that closes what a character opens.
pub fn closing_bracket(open: char) -> Option<char> {
    BRACKETS.iter().find(|(o, _)| *o == open).map(|(_, close)| *close)
}

/// What a superscript character is on the line.
pub fn lower_superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10)?,
        '⁻' => '-',
        '⁽' => '(',
        '⁾' => ')',
        '˒' | '⸴' => ',',
        _ => return None,
    })
}

/// Whether a character is a dash of a range.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '‐' | '‑')
}

/// What is raised with signs in the place of the words that join its numbers, `2 to 4`, `2 and 3`, and without the stop behind
/// the last, `2.`.
pub fn replace_joining_words(label: &str) -> String {
    let label = label.trim().trim_end_matches(['.', ',', ';', ':']);
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_joined = words.len() > 2
        && words.iter().enumerate().all(|(nth, word)| {
            let is_number = parse_lettered(word.trim_end_matches(',')).is_some();
            is_number || nth > 0 && nth + 1 < words.len() && matches!(*word, "to" | "through" | "and" | "&")
        });
    if !is_joined {
        return label.to_owned();
    }
    let signs = words.iter().map(|word| match *word {
        "to" | "through" => "-".to_owned(),
        "and" | "&" => ",".to_owned(),
        number if number.ends_with(',') => number.to_owned(),
        number => format!("{number} "),
    });
    let joined: String = signs.collect();
    joined.replace(" -", "-").replace(" ,", ",").replace(",,", ",").trim_end().to_owned()
}

/// Numbers that are years rather than entries, where no list is as long as that.
const YEARS: RangeInclusive<u32> = 1500..=2199;

/// The numbers that a marker names, without the brackets and marks around it; none if it holds anything else, or a year. A
/// letter behind a number stays with it: `1a`.
pub fn parse_numbers(label: &str) -> Option<Vec<String>> {
    let numbers = parse_long_numbers(label)?;
    let is_year = |number: &String| digits_of(number).parse().is_ok_and(|number| YEARS.contains(&number));
    (!numbers.iter().any(is_year)).then_some(numbers)
}

/// The digits of a number with a letter behind.
fn digits_of(number: &str) -> &str {
    number.trim_end_matches(|c: char| c.is_ascii_lowercase())
}

/// The same of a list that may be long enough for numbers that look like years.
pub fn parse_long_numbers(label: &str) -> Option<Vec<String>> {
    let label: String = label.chars().map(|c| lower_superscript(c).unwrap_or(c)).collect();
    let is_rim = |c: char| c == '^' || BRACKETS.iter().any(|(open, close)| c == *open || c == *close);
    // Chat programs print `【1†source】`.
    let label = label.split('†').next().unwrap_or_default();
    let label = without_bracketed_places(label);
    let label = without_lead(label.trim().trim_start_matches(is_rim).trim());
    let label = match without_locator(label) {
        Some(label) => label,
        None => label.trim_end_matches(is_rim).trim(),
    };
    list(&label.replace(", and ", ",").replace(" and ", ",").replace('&', ","))
}

/// The number that a Roman numeral in small or in large letters is, and that is printed so: `iv`, not `iiii`.
pub fn parse_roman(text: &str) -> Option<u32> {
    const LONGEST: usize = 8;
    let small = text.to_ascii_lowercase();
    if text.len() > LONGEST || small != text && text.contains(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let value = |c: char| "ivxlc".find(c).and_then(|at| [1_u32, 5, 10, 50, 100].get(at)).copied();
    let values: Vec<u32> = small.chars().map(value).collect::<Option<_>>()?;
    let behind = values.iter().skip(1).chain([&0]);
    let number = values
        .iter()
        .zip(behind)
        .fold(0_i64, |sum, (one, next)| if one < next { sum - i64::from(*one) } else { sum + i64::from(*one) });
    let number = u32::try_from(number).ok().filter(|n| *n > 0)?;
    (print_roman(number) == small).then_some(number)
}

/// The Roman numerals that a marker names, without brackets around it: `ii`, `ii, iv`, `v–vii`.
pub fn parse_roman_numbers(label: &str) -> Option<Vec<String>> {
    let label = label.trim().trim_matches(['[', ']']);
    let is_large = label.contains(|c: char| c.is_ascii_uppercase());
    let is_sign = |c: char| matches!(c, ',' | ';' | ' ') || is_dash(c);
    let figures: Option<String> = label
        .split_inclusive(is_sign)
        .map(|part| {
            let numeral = part.trim_end_matches(is_sign);
            let number = if numeral.is_empty() { String::new() } else { parse_roman(numeral)?.to_string() };
            Some(number + part.get(numeral.len()..)?)
        })
        .collect();
    let numbers = parse_numbers(&figures?)?;
    let print = |number: &String| number.parse().ok().map(print_roman);
    let print = |number| print(number).map(|small| if is_large { small.to_uppercase() } else { small });
    numbers.iter().map(print).collect()
}

/// A number in Roman numerals, small letters; those that have none stay figures.
pub fn print_roman(mut number: u32) -> String {
    if !(1..4_000).contains(&number) {
        return number.to_string();
    }
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// Without the places in sources that stand in brackets behind numbers: `1(p12),2(pp3-5)`.
fn without_bracketed_places(label: &str) -> Cow<'_, str> {
    let (mut out, mut rest) = (String::new(), label);
    while let Some(at) = rest.find('(') {
        let inside = rest.get(at + 1..).unwrap_or_default();
        let (Some(end), Some(before)) = (inside.find(')'), rest.get(..at)) else { break };
        let place = inside.get(..end).unwrap_or_default();
        let word: String = place.chars().take_while(|c| c.is_alphabetic() || matches!(c, '§' | '¶')).collect();
        let hangs = before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let figure = place.get(word.len()..).unwrap_or_default().trim_start_matches(['.', ' ']);
        if !(hangs
            && LOCATORS.contains(&word.to_lowercase())
            && figure.starts_with(|c: char| c.is_ascii_alphanumeric()))
        {
            break;
        }
        out.push_str(before);
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    if out.is_empty() { Cow::Borrowed(label) } else { Cow::Owned(out + rest) }
}

fn list(text: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let is_part = |c: char| matches!(c, ',' | ';' | '，' | '、');
    for part in text.split(is_part).map(str::trim) {
        // Superscripts that a space parts: `1 2`.
        for part in split_at_spaces(part)? {
            let ends: Vec<&str> = part.split(is_dash).map(str::trim).collect();
            match ends.as_slice() {
                [one] => out.push(parse_lettered(one).or_else(|| parse_letter_after(one, out.last()))?),
                [from, to] => match (parse_number(from), parse_number(to)) {
                    (Some(from), Some(to)) if from <= to && to - from <= WIDEST => {
                        out.extend((from..=to).map(|n| n.to_string()));
                    }
                    (Some(_), Some(_)) => return None,
                    _ => out.extend(list_letters(from, to)?),
                },
                _ => return None,
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The numbers of a part that spaces part, where each is one; otherwise the part itself.
fn split_at_spaces(part: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    Some(if words.len() > 1 && words.iter().all(|w| parse_number(w).is_some()) { words } else { vec![part] })
}

fn parse_number(text: &str) -> Option<u32> {
    let is_short = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let value = is_short.then(|| text.parse::<u32>().ok()).flatten()?;
    (value > 0).then_some(value)
}

/// `12` or `12a`.
fn parse_lettered(text: &str) -> Option<String> {
    let digits = text.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(text);
    let value = parse_number(digits)?;
    Some(format!("{value}{}", text.get(digits.len()..).unwrap_or_default()))
}

/// The `b` of `1a,b`.
fn parse_letter_after(text: &str, last: Option<&String>) -> Option<String> {
    let last = last?.strip_suffix(|c: char| c.is_ascii_lowercase())?;
    let mut letters = text.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase)?;
    letters.next().is_none().then(|| format!("{last}{letter}"))
}

/// `1a-c`.
fn list_letters(from: &str, to: &str) -> Option<Vec<String>> {
    let from = parse_lettered(from)?;
    let (stem, first) = (from.trim_end_matches(char::is_alphabetic), from.chars().last()?);
    let last = to.strip_prefix(stem).unwrap_or(to);
    let last = last.chars().next().filter(|c| last.len() == 1 && c.is_ascii_lowercase())?;
    (first.is_ascii_lowercase() && first <= last).then(|| (first..=last).map(|c| format!("{stem}{c}")).collect())
}

/// Without `ref.` or `see reference` before the numbers.
fn without_lead(label: &str) -> &str {
    let mut rest = label;
    for lead in ["see", "cf."].iter().chain(LEADS.iter()) {
        let Some((head, tail)) = rest.split_at_checked(lead.len()) else { continue };
        let tail = tail.trim_start_matches(['.', ':', ' ', '#']);
        let next = tail.chars().next().is_some_and(|c| c.is_ascii_digit() || c.is_alphabetic() && *lead == "see");
        if head.eq_ignore_ascii_case(lead) && next && rest.len() > head.len() + tail.len() {
            rest = tail;
        }
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { label }
}

/// Without `, p. 5` or `(p5)` behind the numbers; none where nothing of the kind stands there.
fn without_locator(label: &str) -> Option<&str> {
    let at = label.find(|c: char| c.is_alphabetic() || matches!(c, '§' | '¶'));
    let mut from = at?;
    // A letter that goes with its number, as in `1c, p. 5`, is passed over.
    while label.get(..from).is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit())) {
        let behind = label.get(from..)?.char_indices().skip(1);
        from += behind.clone().find(|(_, c)| c.is_alphabetic() || matches!(c, '§' | '¶')).map(|(i, _)| i)?;
    }
    let (head, words) = label.split_at_checked(from)?;
    let word: String = words.chars().take_while(|c| c.is_alphabetic() || matches!(c, '§' | '¶')).collect();
    let known = LOCATORS.contains(&word.to_lowercase());
    let behind = words.get(word.len()..)?.trim_start_matches(['.', ' ']);
    let parted = head.ends_with([',', ';', '(', ' ']);
    let is_place = behind.starts_with(|c: char| c.is_ascii_alphanumeric()) && behind.chars().count() <= 24;
    (known && parted && is_place).then(|| head.trim_end_matches([',', ';', '(', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_brackets() {
        for (label, want) in [
            ("12", "12"),
            ("1,3-5", "1 3 4 5"),
            ("1, 2; 4–5", "1 2 4 5"),
            ("[1]", "1"),
            ("(1-3)", "1 2 3"),
            ("^[1]^", "1"),
            ("⁽¹⁾", "1"),
            ("¹ ²", "1 2"),
            ("¹⁻³", "1 2 3"),
            ("【4】", "4"),
            ("【4†source】", "4"),
            ("［4，5］", "4 5"),
            ("ref 1", "1"),
            ("Refs. 1, 2", "1 2"),
            ("see reference 3", "3"),
            ("1, p. 5", "1"),
            ("1, 2, pp. 5-7", "1 2"),
            ("12, Table 2", "12"),
            ("1(p5)", "1"),
            ("3 §2", "3"),
            ("1a", "1a"),
            ("1a,b", "1a 1b"),
            ("1a-c", "1a 1b 1c"),
            ("1c, p. 5", "1c"),
            ("1(p12),2(pp3-5)", "1 2"),
            ("1,2(p. 4)", "1 2"),
            ("[1(p5),3]", "1 3"),
            ("1&2", "1 2"),
            ("1 & 3", "1 3"),
            ("(1 and 2)", "1 2"),
            ("1, 2, and 4", "1 2 4"),
            ("1499-1501", ""),
            ("2(3)", ""),
            ("and 2", ""),
            ("2015", ""),
            ("5-3", ""),
            ("a", ""),
            ("", ""),
            ("1-999", ""),
            ("see below", ""),
            ("n = 12", ""),
            ("1 in 5", ""),
            ("5 mg", ""),
            ("12, p = .02", ""),
            ("ref", ""),
            ("references", ""),
        ] {
            let got = parse_numbers(label).unwrap_or_default().join(" ");
            assert_eq!(got, want, "{label}");
        }
    }

    #[test]
    fn words_between_numbers() {
        for (label, want) in [
            ("2 to 4", "2 3 4"),
            ("2 and 3", "2 3"),
            ("2, 3, and 5", "2 3 5"),
            ("2 through 4 and 6", "2 3 4 6"),
            ("2", "2"),
            ("2.", "2"),
            ("2,", "2"),
            ("2 3", "2 3"),
            ("and 3", ""),
            ("2 to", ""),
            ("2 of 3", ""),
            ("two to 4", ""),
        ] {
            let got = parse_numbers(&replace_joining_words(label)).unwrap_or_default().join(" ");
            assert_eq!(got, want, "{label}");
        }
    }

    #[test]
    fn roman_numerals() {
        for (text, want) in [("i", Some(1)), ("IV", Some(4)), ("xxix", Some(29)), ("xc", Some(90))] {
            assert_eq!(parse_roman(text), want, "{text}");
        }
        for (label, want) in [
            ("[ii]", "ii"),
            ("ii, iv", "ii iv"),
            ("v–vii", "v vi vii"),
            ("II,III", "II III"),
            ("ii, 4", ""),
            ("a", ""),
            ("", ""),
        ] {
            assert_eq!(parse_roman_numbers(label).unwrap_or_default().join(" "), want, "{label}");
        }
        for text in ["", "iiii", "vx", "Iv", "d", "a", "ivy", "iiiiiiiiiiiii"] {
            assert_eq!(parse_roman(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_label_upsets_it(label in "([0-9]{1,3}|[a-cé,;. \\[\\]()^–¹⁽†§-]|see |ref|p\\. ){0,10}") {
            let _ = parse_numbers(&replace_joining_words(&label));
        }
    }
}
