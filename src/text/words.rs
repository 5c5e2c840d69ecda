//! The words of a text as they are compared where nobody may be asked in vain and nothing may change unseen: what a
//! printer decides (quotes, dashes, spaces, ligatures, separators of thousands) is folded, and markers of references are
//! no part of them. Whatever carries meaning stays: digits, signs, and each letter.

use icu_normalizer::ComposingNormalizerBorrowed;

/// A word, a number or a sign, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is compared; upper and lower case are kept.
    pub text: String,
    /// Where it begins: the index of its first character in [`Plain`].
    pub start: usize,
    /// Where it ends there, exclusive.
    pub end: usize,
    /// A hyphen alone stands between the word before and this one.
    pub glued: bool,
}

/// A text's characters as a typewriter would print them, without its markers, and where each came from.
#[derive(Debug, Clone, Default)]
pub struct Plain {
    /// The characters.
    pub chars: Vec<char>,
    /// Where each begins in the text, in code points.
    from: Vec<u32>,
    /// Where each ends there, exclusive.
    to: Vec<u32>,
}

impl Plain {
    /// Of a text whose markers are known: spans of code points, in order.
    pub fn new(text: &str, marks: &[(u32, u32)]) -> Self {
        let mut plain = Self::default();
        let mut marks = marks.iter().peekable();
        for (at, c) in (0..).zip(text.chars()) {
            while marks.next_if(|(_, end)| *end <= at).is_some() {}
            if marks.peek().is_some_and(|(start, _)| *start <= at) {
                continue;
            }
            match typed(c) {
                Typed::Nothing => {}
                Typed::One(c) => plain.push(c, at),
                Typed::Several(several) => several.chars().for_each(|c| plain.push(c, at)),
            }
        }
        plain
    }

    fn push(&mut self, c: char, at: u32) {
        self.chars.push(c);
        self.from.push(at);
        self.to.push(at + 1);
    }

    /// Where a character begins in the text; the end of the text behind the last.
    pub fn outer_start(&self, at: usize) -> u32 {
        self.from.get(at).or(self.to.last()).copied().unwrap_or(0)
    }

    /// Where the text before a place ends: a marker that stands between is not in it.
    pub fn outer_end(&self, at: usize) -> u32 {
        at.checked_sub(1).map_or(0, |last| self.to.get(last).or(self.to.last()).copied().unwrap_or(0))
    }

    /// The first character that begins at or behind a place of the text.
    pub fn inner(&self, at: u32) -> usize {
        self.from.partition_point(|from| *from < at)
    }

    /// The words.
    pub fn words(&self) -> Vec<Word> {
        let mut reading = Reading { chars: &self.chars, at: 0, words: Vec::new() };
        reading.all();
        reading.words
    }
}

/// The same with the marks between them, as they are signed: a stop more is a change, however small.
pub fn words_and_marks(text: &str) -> Vec<String> {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let plain = Plain::new(&composed, &[]);
    let between = |from: usize, to: usize| -> Option<String> {
        let marks = plain.chars.get(from..to)?.iter().filter(|c| !c.is_whitespace());
        let marks: String = marks.map(|c| if *c == '—' { '-' } else { *c }).collect();
        (!marks.is_empty()).then_some(marks)
    };
    let (mut out, mut at) = (Vec::new(), 0);
    for word in plain.words() {
        out.extend(between(at, word.start));
        out.push(word.text);
        at = word.end;
    }
    out.extend(between(at, plain.chars.len()));
    out
}

/// What a typewriter would print for a character.
enum Typed {
    Nothing,
    One(char),
    Several(&'static str),
}

fn typed(c: char) -> Typed {
    if c.is_ascii() {
        return Typed::One(c);
    }
    if super::fold::is_invisible(c) {
        return Typed::Nothing;
    }
    Typed::One(match c {
        '\n' => '\n',
        c if c.is_whitespace() => ' ',
        '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '﹘' | '﹣' | '−' | '⁃' => '-',
        '—' | '―' => '—',
        // Full-width forms.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        'µ' => 'μ',
        '⁄' | '∕' => '/',
        '⩽' | '≦' => '≤',
        '⩾' | '≧' => '≥',
        '∼' => '~',
        'º' | '˚' => '°',
        '×' | '✕' => 'x',
        _ => {
            return match several(c) {
                Some(several) => Typed::Several(several),
                None => Typed::One(c),
            };
        }
    })
}

fn several(c: char) -> Option<&'static str> {
    Some(match c {
        '…' => "...",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        '℃' => "°C",
        '℉' => "°F",
        '‰' => "‰",
        '½' => " 1/2",
        '⅓' => " 1/3",
        '⅔' => " 2/3",
        '¼' => " 1/4",
        '¾' => " 3/4",
        '⅕' => " 1/5",
        '⅛' => " 1/8",
        _ => return None,
    })
}

/// What medicines are counted in.
const FORMS: &[&str] = &[
    "tablet", "tab", "capsule", "cap", "caplet", "pill", "dose", "sachet", "ampoule", "vial", "drop", "puff", "lozenge",
];

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
    words: Vec<Word>,
}

impl Reading<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn all(&mut self) {
        while let Some(c) = self.peek(0) {
            match c {
                _ if c.is_ascii_digit() || self.opens_decimals() => self.number(),
                _ if c.is_alphanumeric() => self.word(),
                _ => self.sign(c),
            }
        }
    }

    fn push(&mut self, text: String, start: usize, end: usize) {
        let before = self.words.last().map(|w| w.end);
        let glued = before.is_some_and(|before| before + 1 == start && self.chars.get(before) == Some(&'-'));
        self.words.push(Word { text, start, end, glued });
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
    fn number(&mut self) {
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
            && words.next().is_some_and(|form| FORMS.contains(&form.trim_end_matches('s')))
    }

    fn word(&mut self) {
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
        if let Some((initials, after)) = self.initials(start).filter(|_| end == start + 1) {
            (text, end) = (initials, after);
        }
        if let Some((unit, power)) = text.split_at_checked(text.len().saturating_sub('²'.len_utf8())) {
            if ["m", "mm", "cm", "dm", "km"].contains(&unit) && matches!(power, "²" | "³") {
                text = format!("{unit}{}", if power == "²" { '2' } else { '3' });
            }
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
    fn initials(&self, start: usize) -> Option<(String, usize)> {
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
    fn sign(&mut self, c: char) {
        let start = self.at;
        let two = |second: char| self.peek(1) == Some(second);
        let sign = match c {
            '>' if two('=') => Some(("≥", 2)),
            '<' if two('=') => Some(("≤", 2)),
            '+' if two('/') && self.peek(2) == Some('-') => Some(("±", 3)),
            '&' => Some(("and", 1)),
            '-' | '—' => self.dash(),
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

    fn dash(&self) -> Option<(&'static str, usize)> {
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
            BEFORE_FIGURES.contains(&word.as_str())
        })
    }
}

/// Words and signs behind which a dash with a space is a minus.
#[rustfmt::skip]
const BEFORE_FIGURES: &[&str] = &[
    "below", "above", "than", "of", "to", "from", "at", "by", "is", "was", "were", "are", "be", "and", "or", "under", "over", "between", "reached",
    "reaches", "averaged", "about", "around", "approximately", "nearly", "almost", "equals", "exceeds", "score", "scores", "until", "least", "most", "=",
    "<", ">", "≤", "≥", "~", "≈", "±",
];

fn is_greek(c: char) -> bool {
    ('α'..='ω').contains(&c) || ('Α'..='Ω').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_printer_decides_is_no_difference() {
        for (one, other) in [
            ("You don't need it", "You don’t need it"),
            ("10 µg", "10 μg"),
            ("1,200 mg", "1200 mg"),
            ("1,200 mg", "1\u{202f}200 mg"),
            ("12,908 women", "12\u{a0}908 women"),
            ("1,234,567", "1’234’567"),
            ("10–20 weeks", "10-20 weeks"),
            ("10–20 weeks", "10 – 20 weeks"),
            ("5 mg", "5\u{a0}mg"),
            ("5mg", "5\u{2009}mg"),
            ("30 %", "30%"),
            ("“safe”", "\"safe\""),
            ("and so on…", "and so on..."),
            ("bene\u{ad}fit", "benefit"),
            ("ﬁrst ﬂuid", "first fluid"),
            ("œdema", "oedema"),
            ("１２％", "12%"),
            ("pain — and rest", "pain—and rest"),
            ("pain – and rest", "pain — and rest"),
            ("p >= 0.05", "p ≥ 0.05"),
            ("37 °C", "37℃"),
            ("1½ cups", "1 1/2 cups"),
            ("well‑known", "well-known"),
            ("cafe\u{301}", "café"),
            ("2,000–4,000", "2000-4000"),
            ("0·5 mg", "0.5 mg"),
            ("B₁₂ and H₂O", "B12 and H2O"),
            ("HbA₁c", "HbA1c"),
            ("a BMI of 30 kg/m²", "a BMI of 30 kg/m2"),
            ("don`t", "don't"),
            ("don´t", "don't"),
        ] {
            assert_eq!(words_and_marks(one), words_and_marks(other), "{one} / {other}");
        }
    }

    #[test]
    fn what_carries_meaning_stays() {
        for (one, other) in [
            ("1,2", "12"),
            ("1,200", "1.200"),
            ("10²", "102"),
            ("1½", "11/2"),
            ("-2 points", "2 points"),
            ("5, 100 and 200", "5,100 and 200"),
            ("30%", "30‰"),
            ("Yoga is safe.", "Yoga is safe?"),
            ("No, rest helps", "No rest helps"),
            ("can't", "cant"),
            ("mg", "Mg"),
            ("10 to 20", "10–20"),
            ("< 5", "> 5"),
            ("Take .5 mg", "Take 5 mg"),
            ("P = .05", "P = 05"),
            ("a ratio of .75", "a ratio of 75"),
            ("(.25)", "(25)"),
            ("a change of -.5", "a change of .5"),
            ("groups 1 and 2 300 adults", "groups 1 and 2300 adults"),
            ("below - 2.5", "below 2.5"),
            ("below – 2.5", "below 2.5"),
            ("a score (- 3)", "a score (3)"),
            ("5 mg/kg", "5 mg kg"),
            ("a ratio of 2:1", "a ratio of 2 1"),
            ("H²O", "H2O"),
            ("Take 2 500 mg tablets", "Take 2500 mg tablets"),
        ] {
            assert_ne!(words_and_marks(one), words_and_marks(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_point_before_decimals_is_no_stop() {
        let words = |text: &str| Plain::new(text, &[]).words().into_iter().map(|w| w.text).collect::<Vec<_>>();
        assert_eq!(words("Take .5 mg"), words("Take 0.5 mg"));
        assert_eq!(words("p<.05"), words("p < 0.05"));
        assert_eq!(words("It helps.5 Rest"), ["It", "helps", "5", "Rest"]);
        assert_eq!(words("TNFα"), words("TNF-α"));
        assert_eq!(words("10 μg"), ["10", "μg"]);
        assert_eq!(words("in the U.S. at 5 p.m."), words("in the US at 5 pm"));
        assert_eq!(words("rest - 2 weeks"), words("rest, 2 weeks"));
        assert_eq!(words("2 300 adults and 3 400 more"), ["2300", "adults", "and", "3400", "more"]);
    }

    #[test]
    fn a_symbol_and_the_joint_of_two_cells_are_words() {
        let words = |text: &str| Plain::new(text, &[]).words().into_iter().map(|w| w.text).collect::<Vec<_>>();
        for (one, other) in [
            ("Blood pressure ↑", "Blood pressure ↓"),
            ("✓ | ✗", "✗ | ✓"),
            ("Safe ✅", "Safe ❌"),
            ("♀ 12%", "♂ 12%"),
            ("5 mg | ", " | 5 mg"),
        ] {
            assert_ne!(words(one), words(other), "{one} / {other}");
        }
        assert_eq!(words("• rest † and walk"), words("rest and walk"));
    }

    #[test]
    fn markers_are_cut_and_places_stay() {
        let text = "It eased pain [1] in 8 weeks.[2,3] Next.";
        let marks = [(14, 17), (29, 34)];
        let plain = Plain::new(text, &marks);
        assert_eq!(plain.chars.iter().collect::<String>(), "It eased pain  in 8 weeks. Next.");
        let weeks = plain.words().into_iter().find(|w| w.text == "weeks").unwrap();
        assert_eq!((plain.outer_start(weeks.start), plain.outer_end(weeks.end)), (23, 28));
        assert_eq!(plain.inner(23), weeks.start);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived_and_places_are_in_order(text in "\\PC{0,80}") {
            let plain = Plain::new(&text, &[]);
            let words = plain.words();
            proptest::prop_assert!(words.windows(2).all(|w| w[0].end <= w[1].start));
            for w in words {
                proptest::prop_assert!(w.start < w.end && plain.outer_start(w.start) < plain.outer_end(w.end));
            }
        }
    }
}
