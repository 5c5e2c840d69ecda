//! How a DOI gets dressed on its way into a text, and how that is undone: escapes, look-alikes, the punctuation of the
//! sentence around it.

use std::borrow::Cow;

/// `text` without HTML entities and LaTeX escapes, and with the percent-encoded angle brackets of a SICI as such.
/// Applied until nothing changes, so that its result is a fixed point.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let mut now = Cow::Borrowed(text);
    // Each round that changes something makes the text shorter, so this ends; the bound keeps a hostile text linear.
    for _ in 0..8 {
        let next = without_latex(&without_entities(&now));
        let next = decode_angles(&next).unwrap_or(next);
        if next == *now {
            break;
        }
        now = Cow::Owned(next);
    }
    now
}

fn without_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';').and_then(|(name, tail)| Some((decode_entity(name)?, tail))) {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character of an entity that occurs in DOIs.
pub(super) fn decode_entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "lt" | "LT" => Some('<'),
        "gt" | "GT" => Some('>'),
        "amp" | "AMP" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lpar" => Some('('),
        "rpar" => Some(')'),
        "sol" => Some('/'),
        "nbsp" => Some('\u{a0}'),
        "shy" => Some('\u{ad}'),
        _ if name.len() > 8 => None,
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}

fn without_latex(text: &str) -> String {
    if !text.contains(['\\', '$']) {
        return text.to_owned();
    }
    let text =
        text.replace("$<$", "<").replace("$>$", ">").replace("\\textless{}", "<").replace("\\textgreater{}", ">");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let braced = rest.strip_prefix('{').and_then(read_escape).and_then(|(c, r)| Some((c, r.strip_prefix('}')?)));
        if let Some((c, after)) = braced.or_else(|| read_escape(rest)) {
            out.push(c);
            rest = after;
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// The character behind a LaTeX backslash, and what follows it.
fn read_escape(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix('\\')?;
    let c = rest.chars().next().filter(|c| "_%&#$<>{}".contains(*c))?;
    Some((c, rest.get(c.len_utf8()..)?))
}

/// `%3C…%3E` in a DOI that is otherwise not percent-encoded: a SICI, decoded as a pair or not at all.
fn decode_angles(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let open = lower.find("%3c")?;
    let close = open + lower.get(open..)?.find("%3e")?;
    Some(format!("{}<{}>{}", text.get(..open)?, text.get(open + 3..close)?, text.get(close + 3..)?))
}

/// The ASCII text that a look-alike, typographic or invisible character stands for in a DOI; none for a character that
/// may be meant.
pub(super) fn ascii_for(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{2043}' => "-",
        _ if is_invisible(c) => "",
        '\u{2044}' | '\u{2215}' | '\u{29f8}' => "/",
        '\u{2024}' | '\u{3002}' => ".",
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{2039}' | '\u{27e8}' | '\u{3008}' => "<",
        '\u{203a}' | '\u{27e9}' | '\u{3009}' => ">",
        // Full-width forms lie as ASCII does, 0xFEE0 further on.
        '\u{ff01}'..='\u{ff5e}' => {
            let at = c as usize - 0xff01;
            return ASCII_GRAPHIC.get(at..at + 1);
        }
        _ => return LOOK_ALIKES.iter().find(|(like, _)| *like == c).map(|(_, ascii)| *ascii),
    })
}

const ASCII_GRAPHIC: &str =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Cyrillic and Greek letters that no reader tells from a Latin one (Unicode TR39, confusables).
#[rustfmt::skip]
const LOOK_ALIKES: &[(char, &str)] = &[
    ('а', "a"), ('с', "c"), ('ԁ', "d"), ('е', "e"), ('һ', "h"), ('і', "i"), ('ј', "j"), ('ӏ', "l"), ('о', "o"), ('р', "p"), ('ԛ', "q"),
    ('ѕ', "s"), ('ԝ', "w"), ('х', "x"), ('у', "y"), ('А', "A"), ('В', "B"), ('С', "C"), ('Е', "E"), ('Н', "H"), ('І', "I"), ('Ј', "J"),
    ('К', "K"), ('М', "M"), ('О', "O"), ('Р', "P"), ('Ѕ', "S"), ('Т', "T"), ('Х', "X"), ('У', "Y"), ('З', "3"),
    ('ο', "o"), ('ν', "v"), ('Α', "A"), ('Β', "B"), ('Ε', "E"), ('Ζ', "Z"), ('Η', "H"), ('Ι', "I"), ('Κ', "K"), ('Μ', "M"), ('Ν', "N"),
    ('Ο', "O"), ('Ρ', "P"), ('Τ', "T"), ('Υ', "Y"), ('Χ', "X"),
];

/// Characters that take no room on the page: zero-width, joiners, soft hyphen, bidi controls, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Letters of a script whose DOIs we never take at their word, because most of them are pasted look-alikes.
pub(super) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}')
}

/// Forms that exist to be taken for others, or that readers take for Latin: marks that stand on the letter before,
/// mathematical, circled, raised and small-capital letters, digits of other scripts, and the scripts whose letters are
/// Latin to the eye (Unicode TR39). No registry takes them in a DOI; letters such as `é` or `中` may be meant.
pub(super) fn is_disguise(c: char) -> bool {
    matches!(c, '\u{250}'..='\u{3ff}' // phonetic, modifiers, combining marks, Greek
        | '\u{530}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' // Armenian, Cherokee
        | '\u{2c80}'..='\u{2cff}' | '\u{a4d0}'..='\u{a4ff}' // Coptic, Lisu
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' // more marks
        | '\u{1d00}'..='\u{1dbf}' | '\u{2070}'..='\u{209f}' | '\u{2100}'..='\u{218f}' // small, raised, letter-like
        | '\u{2460}'..='\u{24ff}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f1ff}' // circled, mathematical
        | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}' // digits
        | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{aa}' | '\u{ba}' | '\u{130}' | '\u{131}' | '\u{17f}' | '\u{115f}' | '\u{1160}' | '\u{3164}'
        | '\u{ffa0}'..='\u{ffdc}' | '\u{fff9}'..='\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// `text` with every look-alike as ASCII and every invisible character gone.
pub(super) fn as_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match ascii_for(c) {
            Some(ascii) => out.push_str(ascii),
            None => out.push(c),
        }
    }
    out
}

/// `text` without what ends a sentence or closes what was opened before the DOI: punctuation always, a closing bracket
/// only where `text` does not open it itself, an opening one always.
pub(super) fn trim_end(text: &str) -> &str {
    let mut now = text;
    let mut depth = Depth::count_in(text);
    while let Some(last) = now.chars().next_back() {
        let off = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '`' | '*' | '’' | '‘' | '”' | '“' | '»' | '«' | '…'
            | '†' | '‡' => true,
            '(' | '[' | '{' | '<' => true,
            ')' | ']' | '}' | '>' => depth.is_unopened(last),
            _ => last.is_whitespace(),
        };
        if !off {
            break;
        }
        depth.remove(last);
        now = now.get(..now.len() - last.len_utf8()).unwrap_or_default();
    }
    now
}

/// How many brackets of each kind a text opens and closes.
#[derive(Default)]
struct Depth([(usize, usize); 4]);

impl Depth {
    fn count_in(text: &str) -> Self {
        let mut depth = Self::default();
        for c in text.chars() {
            depth.count(c, |n| *n += 1);
        }
        depth
    }

    fn remove(&mut self, c: char) {
        self.count(c, |n| *n = n.saturating_sub(1));
    }

    fn count(&mut self, c: char, change: impl Fn(&mut usize)) {
        const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];
        for ((open, close), counts) in PAIRS.iter().zip(self.0.iter_mut()) {
            if c == *open {
                change(&mut counts.0);
            } else if c == *close {
                change(&mut counts.1);
            }
        }
    }

    fn is_unopened(&self, close: char) -> bool {
        let kind = match close {
            ')' => 0,
            ']' => 1,
            '}' => 2,
            _ => 3,
        };
        self.0.get(kind).is_some_and(|(opened, closed)| closed > opened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for (dressed, plain) in [
            (r"10.1000/a\_b", "10.1000/a_b"),
            (r"10.1000/a{\_}b", "10.1000/a_b"),
            ("10.1000/a&lt;b&gt;", "10.1000/a<b>"),
            ("10.1000/a&amp;lt;b", "10.1000/a<b"),
            ("10.1016/S0140-6736&#40;97&#x29;1", "10.1016/S0140-6736(97)1"),
            ("10.1002/a%3C1::B%3E2", "10.1002/a<1::B>2"),
            ("10.1002/a%3C1", "10.1002/a%3C1"),
            ("10.1000/a&b;c", "10.1000/a&b;c"),
        ] {
            assert_eq!(unescape(dressed), plain);
        }
    }

    #[test]
    fn brackets_stay_where_they_are_opened() {
        for (text, kept) in [
            ("10.1016/S0140-6736(97)", "10.1016/S0140-6736(97)"),
            ("10.1016/S0140-6736(97)).", "10.1016/S0140-6736(97)"),
            ("10.1000/182]”", "10.1000/182"),
            ("10.1000/182>.", "10.1000/182"),
            ("10.1000/1(8)2);", "10.1000/1(8)2"),
        ] {
            assert_eq!(trim_end(text), kept);
        }
    }

    #[test]
    fn full_width_forms_lie_as_ascii_does() {
        assert_eq!(as_ascii("１０．１０００／ａＢ～"), "10.1000/aB~");
    }
}
