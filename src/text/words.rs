//! The words of a text as they are compared where nobody may be asked in vain and nothing may change unseen: what a
//! printer decides (quotes, dashes, spaces, ligatures, separators of thousands) is folded, and markers of references are
//! no part of them. Whatever carries meaning stays: digits, signs, and each letter.

mod reading;

use icu_normalizer::ComposingNormalizerBorrowed;

/// A word, a number or a sign, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedWord {
    /// As it is compared; upper and lower case are kept.
    pub text: String,
    /// Where it begins: the index of its first character in [`PlainText`].
    pub start: usize,
    /// Where it ends there, exclusive.
    pub end: usize,
    /// A hyphen alone stands between the word before and this one.
    pub glued: bool,
}

/// A text's characters as a typewriter would print them, without its markers, and where each came from.
#[derive(Debug, Clone, Default)]
pub struct PlainText {
    /// The characters.
    pub chars: Vec<char>,
    /// Where each begins in the text, in code points.
    from: Vec<u32>,
    /// Where each ends there, exclusive.
    to: Vec<u32>,
}

impl PlainText {
    /// Of a text whose markers are known: spans of code points, in order.
    pub fn new(text: &str, marks: &[(u32, u32)]) -> Self {
        let mut plain = Self::default();
        let mut marks = marks.iter().peekable();
        for (at, c) in (0..).zip(text.chars()) {
            while marks.next_if(|(_, end)| *end <= at).is_some() {}
            if marks.peek().is_some_and(|(start, _)| *start <= at) {
                continue;
            }
            match find_typed(c) {
                TypedSign::Nothing => {}
                TypedSign::One(c) => plain.push(c, at),
                TypedSign::Several(several) => several.chars().for_each(|c| plain.push(c, at)),
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
    pub fn find_inner(&self, at: u32) -> usize {
        self.from.partition_point(|from| *from < at)
    }

    /// The words.
    pub fn words(&self) -> Vec<PlacedWord> {
        reading::read_words(&self.chars)
    }
}

/// The same with the marks between them, as they are signed: a stop more is a change, however small.
pub fn split_words_and_marks(text: &str) -> Vec<String> {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let plain = PlainText::new(&composed, &[]);
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
enum TypedSign {
    Nothing,
    One(char),
    Several(&'static str),
}

fn find_typed(c: char) -> TypedSign {
    if c.is_ascii() {
        return TypedSign::One(c);
    }
    if super::fold::is_invisible(c) {
        return TypedSign::Nothing;
    }
    TypedSign::One(match c {
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
            return match spell_out(c) {
                Some(several) => TypedSign::Several(several),
                None => TypedSign::One(c),
            };
        }
    })
}

fn spell_out(c: char) -> Option<&'static str> {
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
            assert_eq!(split_words_and_marks(one), split_words_and_marks(other), "{one} / {other}");
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
            assert_ne!(split_words_and_marks(one), split_words_and_marks(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_point_before_decimals_is_no_stop() {
        let words = |text: &str| PlainText::new(text, &[]).words().into_iter().map(|w| w.text).collect::<Vec<_>>();
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
        let words = |text: &str| PlainText::new(text, &[]).words().into_iter().map(|w| w.text).collect::<Vec<_>>();
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
        let plain = PlainText::new(text, &marks);
        assert_eq!(plain.chars.iter().collect::<String>(), "It eased pain  in 8 weeks. Next.");
        let weeks = plain.words().into_iter().find(|w| w.text == "weeks").unwrap();
        assert_eq!((plain.outer_start(weeks.start), plain.outer_end(weeks.end)), (23, 28));
        assert_eq!(plain.find_inner(23), weeks.start);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived_and_places_are_in_order(text in "\\PC{0,80}") {
            let plain = PlainText::new(&text, &[]);
            let words = plain.words();
            proptest::prop_assert!(words.windows(2).all(|w| w[0].end <= w[1].start));
            for w in words {
                proptest::prop_assert!(w.start < w.end && plain.outer_start(w.start) < plain.outer_end(w.end));
            }
        }
    }
}
