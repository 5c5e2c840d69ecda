//! What is raised, whatever stands for it in plain text: `<sup>1</sup>`, `^1^`, `¹`, stars and daggers.

use crate::text::citing::{NOTE_SIGNS, is_dash, lower_superscript, parse_numbers, replace_joining_words};

/// The longest marker, in characters.
pub(super) const LONGEST: usize = 160;

/// A marker among the characters of a block.
pub(super) struct SightedMarker {
    pub(super) length: usize,
    pub(super) numbers: Vec<String>,
}

impl SightedMarker {
    /// Takes over what follows; a dash between two numbers names those that lie between.
    pub(super) fn append(&mut self, between: &[char], more: Self) {
        let ends = self.numbers.last().zip(more.numbers.first()).filter(|_| between.iter().any(|c| is_dash(*c)));
        let through = ends.and_then(|(from, to)| parse_numbers(&format!("{from}-{to}")));
        self.numbers.extend(through.into_iter().flatten().skip(1));
        self.numbers.extend(more.numbers);
        self.numbers.dedup();
        self.length += between.len() + more.length;
    }
}

/// What may stand between two brackets of one marker.
pub(super) fn is_between(c: char) -> bool {
    matches!(c, ',' | ';' | ' ') || is_dash(c)
}

/// What is raised, one behind the other: `<sup>1</sup>,<sup>3</sup>`, where the format knows no such marks.
pub(super) fn read_raised_run(
    words: &[char],
    at: usize,
    read: fn(&[char], usize) -> Option<SightedMarker>,
) -> Option<SightedMarker> {
    let mut run = read(words, at).filter(|one| one.numbers.is_empty() || may_be_raised(words, at, &one.numbers))?;
    loop {
        let behind = words.get(at + run.length..).unwrap_or_default();
        let between: Vec<char> = behind.iter().copied().take_while(|c| is_between(*c)).take(3).collect();
        match read(words, at + run.length + between.len()) {
            Some(more) => run.append(&between, more),
            None => return Some(run),
        }
    }
}

/// `<sup>1</sup>`
pub(super) fn read_tagged(words: &[char], at: usize) -> Option<SightedMarker> {
    let text: String = words.get(at..)?.iter().take(LONGEST).collect::<String>().to_ascii_lowercase();
    let inner = text.strip_prefix("<sup>")?;
    let inner = inner.get(..inner.find("</sup>")?)?;
    let length = inner.chars().count() + "<sup></sup>".len();
    let numbers = if is_note(inner) { Vec::new() } else { parse_numbers(&replace_joining_words(inner))? };
    Some(SightedMarker { length, numbers })
}

/// `^1^`, `^[1,2]^`
pub(super) fn read_careted(words: &[char], at: usize) -> Option<SightedMarker> {
    let inner = words.get(at..)?.strip_prefix(&['^'])?.iter().take(LONGEST).position(|c| *c == '^')?;
    let label: String = words.get(at + 1..at + 1 + inner)?.iter().collect();
    Some(SightedMarker { length: inner + 2, numbers: parse_numbers(&label)? })
}

/// A star or dagger behind a word or a stop, which leads to a note of the text's own: "of exercise*". Where the list has it, it is one for sure.
pub(super) fn read_starred(words: &[char], at: usize, is_entry: bool) -> Option<SightedMarker> {
    let length = words.get(at..)?.iter().take_while(|c| NOTE_SIGNS.contains(**c)).take(4).count();
    let before = at.checked_sub(1).and_then(|i| words.get(i)).copied()?;
    let behind = words.get(at + length).copied();
    let ends = behind.is_none_or(|c| c == ' ' || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '"'));
    let hangs = before.is_alphabetic() || matches!(before, '.' | '!' | '?' | '%' | '”' | '"' | ')');
    // `**bold**` that a format does not know has stars on either side.
    let is_pair = !is_entry && words.get(..at)?.iter().rev().take(LONGEST).any(|c| *c == '*');
    (length <= 3 && hangs && ends && !is_pair).then(|| SightedMarker { length, numbers: Vec::new() })
}

/// What is raised and points at a note that is no entry: a letter, stars and daggers.
pub(in crate::read::article) fn is_note(label: &str) -> bool {
    let mut letters = label.chars();
    let is_letter = letters.next().is_some_and(|c| ('a'..='h').contains(&c)) && letters.next().is_none();
    is_letter || !label.is_empty() && label.chars().all(|c| NOTE_SIGNS.contains(c))
}

/// Superscript digits that point at something: behind a word, a stop or a figure that they are no power of.
pub(super) fn read_superscript(words: &[char], at: usize) -> Option<SightedMarker> {
    let is_raised = |i: usize| words.get(i).is_some_and(|c| lower_superscript(*c).is_some());
    let mut length = 0;
    while length < LONGEST
        && let Some(c) = words.get(at + length)
    {
        let gap = words.get(at + length + 1) == Some(&' ');
        let joins = is_between(*c) && (is_raised(at + length + 1) || gap && is_raised(at + length + 2));
        if lower_superscript(*c).is_none() && !joins {
            break;
        }
        length += 1;
    }
    let label: String = words.get(at..at + length)?.iter().collect();
    let numbers = parse_numbers(&label)?;
    may_be_raised(words, at, &numbers).then_some(SightedMarker { length, numbers })
}

/// Whether what is raised at a place stands behind something that it can mark, a space apart at most.
fn may_be_raised(words: &[char], at: usize, numbers: &[String]) -> bool {
    let before = words.get(..at).unwrap_or_default();
    let spaced = before.last() == Some(&' ');
    let before = before.get(..before.len().saturating_sub(usize::from(spaced))).unwrap_or_default();
    before.last().is_some_and(|c| {
        let is_stop = matches!(c, '.' | ',' | ')' | ']' | '”' | '"' | '’' | ';' | ':' | '?' | '!' | '%');
        let word = || before.iter().rev().take(3).take_while(|c| c.is_alphanumeric()).count();
        let may_end = if spaced { c.is_alphabetic() && word() > 2 } else { c.is_alphanumeric() };
        is_stop || may_end && !is_power(before.iter().rev().copied(), numbers)
    })
}

/// Words as short as a unit, which nothing squares.
#[rustfmt::skip]
const SMALL: &[&str] = &["am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of", "on", "or", "so", "to", "up", "us", "we"];

/// Words of whose kinds a single letter names one: "vitamin D", "hepatitis B".
#[rustfmt::skip]
const LETTERED: &[&str] = &["class", "flu", "grade", "group", "hepatitis", "influenza", "plan", "stage", "strain", "type", "vitamin"];

/// Words before the number ten that make it a count: "one in 10³" cites the third entry.
const COUNTING: &[&str] = &["in", "over", "under", "age", "aged"];

/// Whether raised numbers are a power of what stands before them, which is given from its end: `10⁹`, `kg/m²`, `R²`. An age or a
/// count has none: "over 60¹".
pub(in crate::read::article) fn is_power(before: impl Iterator<Item = char>, numbers: &[String]) -> bool {
    let [number] = numbers else { return false };
    let mut before = before.peekable();
    let mut take_while = |fits: fn(&char) -> bool| {
        let mut word: Vec<char> = std::iter::from_fn(|| before.next_if(fits)).take(LONGEST).collect();
        word.reverse();
        word.into_iter().collect::<String>()
    };
    let letters = take_while(|c| c.is_alphabetic());
    if !letters.is_empty() {
        // "vitamin D" and "the UK" are no units.
        let names = take_while(|c| c.is_whitespace()).len() == 1
            && LETTERED.contains(&take_while(|c| c.is_alphabetic()).to_lowercase().as_str());
        let short = letters.chars().count();
        let is_unit = short == 1 && !names || short == 2 && letters.contains(char::is_lowercase);
        return matches!(number.as_str(), "2" | "3" | "4") && is_unit && !SMALL.contains(&letters.as_str());
    }
    let figure = take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'));
    let space = take_while(|c| c.is_whitespace());
    let word = take_while(|c| c.is_alphabetic());
    let is_counted = !space.is_empty() && COUNTING.contains(&word.to_lowercase().as_str());
    figure == "10" && number != "1" && !is_counted
}
