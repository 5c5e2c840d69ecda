//! Reads words, numbers and signs out of plain characters.

use super::PlacedWord;
use crate::text::lexicon::{QUANTITIES, WordSet};
use std::sync::LazyLock;

/// The words of plain characters.
pub(super) fn read_words(chars: &[char]) -> Vec<PlacedWord> {
    let mut reading = Reading { chars, at: 0, words: Vec::new() };
    reading.read_all();
    reading.words
}

/// What medicines are counted in.
static FORMS: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("forms of medicines"));

/// Whether a character says something by its shape, as `↑`, `✓`, `♀` or `∞` do.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2218}' | '\u{221a}'..='\u{22ff}' | '\u{2600}'..='\u{26ff}' | '\u{2b00}'..='\u{2bff}')
        || matches!(c, '\u{2705}' | '\u{2713}'..='\u{2718}' | '\u{274c}'..='\u{274e}' | '\u{2753}'..='\u{2757}' | '\u{2795}'..='\u{2797}')
        || ('\u{1f300}'..='\u{1faff}').contains(&c)
}

/// Reads words out of plain characters.
struct Reading<'a> {
    chars: &'a [char],
    at: usize,
    words: Vec<PlacedWord>,
}

impl Reading<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn read_all(&mut self) {
        while let Some(c) = self.peek(0) {
            match c {
                _ if c.is_ascii_digit() || self.opens_decimals() => self.read_number(),
                _ if c.is_alphanumeric() => self.read_word(),
                _ => self.read_sign(c),
            }
        }
    }

    fn push(&mut self, text: String, start: usize, end: usize) {
        let before = self.words.last().map(|w| w.end);
        let glued = before.is_some_and(|before| before + 1 == start && self.chars.get(before) == Some(&'-'));
        self.words.push(PlacedWord { text, start, end, glued });
        self.at = end;
    }

    /// Whether a point stands here that decimals follow and no figure comes before: `.5 mg` is 0.5 mg.
    fn opens_decimals(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|i| self.chars.get(i));
        self.peek(0) == Some('.')
            && self.peek(1).is_some_and(|c| c.is_ascii_digit())
            && before.is_none_or(|c| c.is_whitespace() || "([{=<>≤≥~≈±+-/—:|$£€\"".contains(*c))
    }

    /// Digits with the points, commas and strokes inside them; separators of thousands are left out.
    fn read_number(&mut self) {
        let start = self.at;
        let digit = |at: usize| self.chars.get(at).is_some_and(char::is_ascii_digit);
        let mut end = start;
        while digit(end) {
            end += 1;
        }
        let mut text: String = self.chars.get(start..end).unwrap_or_default().iter().collect();
        let groups = |at: usize| (1..=3).all(|n| digit(at + n)) && !digit(at + 4);
        let may_group = (1..=3).contains(&(end - start)) && !text.starts_with('0');
        let separator = self.chars.get(end).copied().filter(|c| matches!(c, ',' | ' ' | '\''));
        let counts =
            separator == Some(' ') && (end - start == 1 && self.counts_doses(end + 4) || self.ends_a_list(&text));
        if end == start {
            text.push('0');
        }
        if let Some(separator) = separator.filter(|_| may_group && !counts && !self.follows_number(start)) {
            while self.chars.get(end) == Some(&separator) && groups(end) {
                text.extend(self.chars.get(end + 1..end + 4).unwrap_or_default());
                end += 4;
            }
        }
        while let Some(c) = self.chars.get(end).filter(|c| "./,·⋅∙".contains(**c) && digit(end + 1)) {
            text.push(if matches!(c, '/' | ',') { *c } else { '.' });
            end += 1;
            while digit(end) {
                text.extend(self.chars.get(end));
                end += 1;
            }
        }
        // Raised and lowered digits belong to the number: 10² is no 102.
        while self.chars.get(end).is_some_and(|c| c.is_numeric() && !c.is_ascii_digit()) {
            text.extend(self.chars.get(end));
            end += 1;
        }
        self.push(text, start, end);
    }

    /// Whether a number ends right before a place, one space or comma apart.
    fn follows_number(&self, start: usize) -> bool {
        let gap = |c: Option<&char>| c.is_some_and(|c| matches!(c, ' ' | ',' | '.'));
        start >= 2
            && gap(self.chars.get(start - 1))
            && self.words.last().is_some_and(|w| w.end + 1 == start && w.text.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether a figure only counts on from the one before: in `groups 1 and 2 300 adults`, 2 is no thousand.
    fn ends_a_list(&self, figure: &str) -> bool {
        let mut before = self.words.iter().rev().map(|w| w.text.as_str());
        let is_joined = before.next().is_some_and(|word| matches!(word, "and" | "or"));
        let last = before.next().filter(|_| is_joined).and_then(|word| word.parse::<u32>().ok());
        last.is_some_and(|last| figure.parse() == Ok(last.saturating_add(1)))
    }

    /// Whether a unit and a form of medicine follow: `2 500 mg tablets` are two of them, and no 2,500 mg.
    fn counts_doses(&self, at: usize) -> bool {
        let rest: String = self.chars.iter().skip(at).take(40).collect();
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.next().is_some_and(|unit| ["mg", "mcg", "μg", "g", "ml", "IU"].contains(&unit))
            && words.next().is_some_and(|form| FORMS.contains(form.trim_end_matches('s')))
    }

    fn read_word(&mut self) {
        let start = self.at;
        let mut end = start;
        let mut text = String::new();
        while let Some(c) = self.chars.get(end).copied() {
            let next = self.chars.get(end + 1).copied();
            let inside = match c {
                // Some keyboards' grave accent is another's apostrophe.
                '\'' | '`' => next.is_some_and(char::is_alphabetic),
                // TNFα is printed TNF-α too.
                _ if is_greek(c) => !text.ends_with(|last: char| last.is_ascii_alphabetic()),
                _ => c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c),
            };
            if !inside {
                break;
            }
            text.push(match c {
                '`' => '\'',
                // B₁₂ is B12.
                '₀'..='₉' => char::from_digit(u32::from(c) - u32::from('₀'), 10).unwrap_or(c),
                _ => c,
            });
            end += 1;
        }
        if let Some((initials, after)) = self.read_initials(start).filter(|_| end == start + 1) {
            (text, end) = (initials, after);
        }
        if let Some((unit, power)) = text.split_at_checked(text.len().saturating_sub('²'.len_utf8()))
            && ["m", "mm", "cm", "dm", "km"].contains(&unit)
            && matches!(power, "²" | "³")
        {
            text = format!("{unit}{}", if power == "²" { '2' } else { '3' });
        }
        // "No, stretching helps" and "No stretching helps" are opposites.
        if text.eq_ignore_ascii_case("no")
            && self.chars.get(end).is_some_and(|c| matches!(c, ',' | ';' | ':' | '.' | '—'))
        {
            text.push(',');
        }
        self.push(text, start, end);
    }

    /// Letters with a stop behind each are one word, as it is printed without them: the U.S. is the US.
    fn read_initials(&self, start: usize) -> Option<(String, usize)> {
        let letter = |at: usize| self.chars.get(at).copied().filter(|c| c.is_ascii_alphabetic());
        let (mut text, mut at) = (String::from(letter(start)?), start + 1);
        while self.chars.get(at) == Some(&'.')
            && let Some(next) = letter(at + 1)
        {
            text.push(next);
            at += 2;
        }
        let is_whole = text.len() > 1 && self.chars.get(at).is_none_or(|c| !c.is_alphanumeric());
        is_whole.then_some((text, at))
    }

    /// A sign that carries meaning is a word of its own; a dash is one before a figure: a minus or a range.
    fn read_sign(&mut self, c: char) {
        let start = self.at;
        let two = |second: char| self.peek(1) == Some(second);
        let sign = match c {
            '>' if two('=') => Some(("≥", 2)),
            '<' if two('=') => Some(("≤", 2)),
            '+' if two('/') && self.peek(2) == Some('-') => Some(("±", 3)),
            '&' => Some(("and", 1)),
            '-' | '—' => self.read_dash(),
            // A ratio; a colon elsewhere is a mark.
            ':' if self.is_between_figures() => Some((":", 1)),
            _ => None,
        };
        if let Some((text, length)) = sign {
            return self.push(text.to_owned(), start, start + length);
        }
        if "%‰°€$£<>≤≥=±~≈+?|/".contains(c) || is_symbol(c) {
            return self.push(c.to_string(), start, start + 1);
        }
        self.at += 1;
    }

    fn is_between_figures(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|i| self.chars.get(i));
        before.is_some_and(char::is_ascii_digit) && self.peek(1).is_some_and(|c| c.is_ascii_digit())
    }

    fn read_dash(&self) -> Option<(&'static str, usize)> {
        let digit = |ahead: usize| self.peek(ahead).is_some_and(|c| c.is_ascii_digit());
        let figure = |ahead: usize| digit(ahead) || self.peek(ahead) == Some('.') && digit(ahead + 1);
        let before = self.at.checked_sub(1).and_then(|i| self.chars.get(i));
        let figure_before = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '°'));
        // COVID-19 and omega-3 are compounds.
        let compound = before.is_some_and(|c| c.is_alphabetic());
        if figure(1) && !compound {
            return Some(("−", 1));
        }
        if self.peek(1) != Some(' ') || !figure(2) {
            return None;
        }
        // "10 – 20" is the range that "10–20" is, and "below – 2" has a minus, where "Rest – 2 weeks" has a dash.
        let is_range = before == Some(&' ') && figure_before(self.at.checked_sub(2).and_then(|i| self.chars.get(i)));
        let is_minus = before == Some(&'(') || before == Some(&' ') && self.wants_figure();
        (is_range || is_minus).then_some(("−", 1))
    }

    /// Whether the word before, a space apart, is one behind which a figure is wanted.
    fn wants_figure(&self) -> bool {
        self.words.last().filter(|w| w.end + 1 == self.at).is_some_and(|w| {
            let word = w.text.to_ascii_lowercase();
            BEFORE_FIGURES.contains(&word)
        })
    }
}

/// Words and signs behind which a dash with a space is a minus.
static BEFORE_FIGURES: LazyLock<WordSet> = LazyLock::new(|| QUANTITIES.words("before figures"));

fn is_greek(c: char) -> bool {
    ('α'..='ω').contains(&c) || ('Α'..='Ω').contains(&c)
}
