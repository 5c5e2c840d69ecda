//! Figures in text: "more than 40%", "40.5% (95% CI 33–48.4)", "two-thirds", "1 in 7", "after about 20 weeks",
//! "n = 12,908", "2.6-fold".

mod bounds;
mod lex;
mod measures;
mod multiples;
mod nouns;
mod numbers;
mod units;

use super::is_stop_word;
use crate::model::{Comparator, Quantity};
use lex::{Piece, split_pieces};

/// How many words on each side of a figure may say what is counted.
const CONTEXT: usize = 7;

/// How far from it they are looked for, in words and marks.
const REACH: usize = 60;

/// The figures of a text that say how much of something, in order.
pub fn find_quantities(text: &str) -> Vec<Quantity> {
    let mut found = find_all_quantities(text);
    found.retain(|q| !matches!(q.unit, "p-value" | "number") && !is_loose_time(q));
    found
}

/// "For a year", "half an hour": a length only where it is compared with another.
fn is_loose_time(q: &Quantity) -> bool {
    q.low <= 1.0 && nouns::is_time(q.unit) && q.text.split(' ').any(|word| matches!(word, "a" | "an"))
}

/// Every figure of a text, in order: also p-values, numbers in words whose unit is unknown, and "for a year".
pub fn find_all_quantities(text: &str) -> Vec<Quantity> {
    let pieces = split_pieces(text);
    let mut found: Vec<Quantity> = Vec::new();
    let (mut at, mut adjacent) = (0, None);
    while at < pieces.len() {
        if let Some(interval) = read_interval(&pieces, at).filter(|i| i.named || adjacent == Some(at)) {
            if let Some(last) = found.last_mut().filter(|q| q.interval.is_none()) {
                last.interval = Some(interval.ends);
            }
            at = interval.after;
        } else if let Some((quantity, after)) = read_quantity(&pieces, at) {
            found.push(quantity);
            (at, adjacent) = (after, Some(after));
        } else {
            at += 1;
        }
    }
    write_texts(text, &mut found);
    found
}

/// The figure whose number begins at a piece, without its text, and the piece after it.
fn read_quantity(pieces: &[Piece], at: usize) -> Option<(Quantity, usize)> {
    let (number, unit) = match multiples::read_multiple(pieces, at) {
        Some(multiple) => multiple,
        None => {
            let number = numbers::read_number(pieces, at)?;
            (number, units::read_unit(pieces, at, number)?)
        }
    };
    let before = bounds::read_before(pieces, at);
    let bound = bounds::read_after(pieces, unit.after);
    let after = bound.map_or(unit.after, |(_, after)| after);
    let last = after.checked_sub(1).and_then(|i| pieces.get(i))?;
    let comparator = match bound {
        Some((comparator, _)) if before.comparator == Comparator::Exactly => comparator,
        _ => before.comparator,
    };
    let quantity = Quantity {
        text: String::new(),
        start: pieces.get(if unit.name == "p-value" { at.checked_sub(2)? } else { before.first })?.start,
        end: last.end,
        comparator,
        low: number.low,
        high: number.high,
        decimals: number.decimals,
        unit: unit.name,
        lead: before.lead,
        of: list_context(pieces, before.first, number.after),
        interval: None,
    };
    Some((quantity, after))
}

/// The words around a figure that say what is counted: within its clause, up to the next figure, without stop words.
fn list_context(pieces: &[Piece], first: usize, after: usize) -> Vec<String> {
    let is_context = |w: &&str| !is_stop_word(w) && w.len() > 1;
    let goes_on = |p: &&Piece| !p.ends_clause() && p.read_number().is_none();
    // What stands before "and" belongs to another figure: "54% less incontinence and 67% less pain".
    let goes_back =
        |p: &&Piece| !p.ends_clause() && !matches!(p.word(), Some("and" | "but" | "while" | "versus" | "vs"));
    let back = pieces.iter().take(first).rev().take(REACH).take_while(goes_back).filter_map(Piece::word);
    let mut words: Vec<String> = back.filter(is_context).take(CONTEXT).map(str::to_owned).collect();
    words.reverse();
    let on = pieces.iter().skip(after).take(REACH).take_while(goes_on).filter_map(Piece::word);
    words.extend(on.filter(is_context).take(CONTEXT).map(str::to_owned));
    words
}

/// An interval that belongs to the figure before it.
struct Interval {
    ends: (f64, f64),
    /// It is called an interval or a range; otherwise it must stand right after its figure.
    named: bool,
    after: usize,
}

/// The interval that begins at a piece: "(95% CI 33–48.4)", "(10.5 to 57.1)", ", 95% confidence interval: 2 to 5".
fn read_interval(pieces: &[Piece], at: usize) -> Option<Interval> {
    let word = |i: usize| pieces.get(i).and_then(Piece::word);
    let is = |i: usize, mark: char| pieces.get(i).is_some_and(|p| p.is_mark(mark));
    let opened = is(at, '(') || is(at, '[');
    let mut at = if opened || is(at, ',') || is(at, ';') { at + 1 } else { at };
    let level =
        pieces.get(at).and_then(Piece::read_number).is_some_and(|(n, _)| (80.0..100.0).contains(&n)) && is(at + 1, '%');
    let mut named = false;
    if level {
        at += 2;
    }
    let names = |w| matches!(w, "ci" | "cri" | "confidence" | "credible" | "interval" | "intervals" | "range" | "iqr");
    // "Estimates range from 2% to 73%."
    if word(at) == Some("range") && word(at + 1) == Some("from") {
        return None;
    }
    for _ in 0..4 {
        if word(at).is_some_and(names) {
            (named, at) = (true, at + 1);
        }
    }
    if !named && (level || !opened) {
        return None;
    }
    // "CI 95%: 3 to 7", "CI95 3–7"
    let leveled = |n: f64| matches!(n as u32, 80 | 90 | 95 | 99) && is(at + 1, '%');
    if !level && pieces.get(at).and_then(Piece::read_number).is_some_and(|(n, _)| leveled(n)) {
        at += 2;
    }
    while is(at, ',')
        || is(at, ':')
        || is(at, '=')
        || is(at, '[')
        || is(at, '(')
        || matches!(word(at), Some("of" | "from"))
    {
        at += 1;
    }
    let low = pieces.get(at)?.read_number()?.0;
    let sign = |i: usize| usize::from(is(i, '%'));
    let joint = at + 1 + sign(at + 1);
    let joins = pieces.get(joint)?.is_dash()
        || word(joint) == Some("to")
        || named && (is(joint, ',') || is(joint, ';') || word(joint) == Some("and"));
    let high = pieces.get(joint + 1)?.read_number()?.0;
    let after = joint + 2 + sign(joint + 2);
    let closed = named || is(after, ')') || is(after, ']') || is(after, ',') || is(after, ';');
    (joins && closed && low <= high).then_some(Interval { ends: (low, high), named, after })
}

/// Fills in the words each figure was read from, in one pass over the text.
fn write_texts(text: &str, found: &mut [Quantity]) {
    let places = super::CharIndex::new(text);
    for quantity in found {
        quantity.text = places.slice(quantity.start, quantity.end).to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure in short: comparator, value or range, unit, `@lead`, `[interval]`.
    fn short(q: &Quantity) -> String {
        let value = if q.low == q.high { format!("{:.4}", q.low) } else { format!("{}..{}", q.low, q.high) };
        let value =
            if value.contains("..") { value } else { value.trim_end_matches('0').trim_end_matches('.').to_owned() };
        let comparator = if q.comparator == Comparator::Exactly { String::new() } else { q.comparator.to_string() };
        let lead = if q.lead.is_empty() { String::new() } else { format!(" @{}", q.lead) };
        let interval = q.interval.map(|(l, h)| format!(" [{l}..{h}]")).unwrap_or_default();
        format!("{comparator}{value} {}{lead}{interval}", q.unit).replace("  ", " ").trim_end().to_owned()
    }

    #[test]
    fn figures_as_people_write_them() {
        let mut wrong = Vec::new();
        for row in include_str!("../../../tests/fixtures/detect/quantities.tsv").lines().filter(|l| !l.starts_with('#'))
        {
            let (text, expected) = row.split_once('\t').unwrap();
            let found: Vec<String> = find_quantities(text).iter().map(short).collect();
            let found = found.join(" | ");
            if found != expected {
                wrong.push(format!("{text}: {found}, expected {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_figure_keeps_its_words_and_what_it_counts() {
        let found = find_quantities("É: more than 40% of pregnant women experience back pain, and so on.");
        let [q] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((q.text.as_str(), q.start, q.end), ("more than 40%", 3, 16));
        assert_eq!(q.of, ["pregnant", "women", "experience", "back", "pain"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_them(text in "([0-9]{1,3}[.,%–-]? ?|[a-z]{1,4} |in |of |to |CI |\\(|\\)|\\[|\\]|third |\\PC){0,30}") {
            for q in find_quantities(&text) {
                proptest::prop_assert!(q.start < q.end && q.low <= q.high);
            }
        }
    }
}
