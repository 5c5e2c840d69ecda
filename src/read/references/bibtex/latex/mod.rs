//! LaTeX inside a field, as the text that it prints: accents, symbols, math, ligatures; braces and fonts leave nothing
//! behind. What is not understood stays visible and is named. Groups are kept on a heap, so that depth costs nothing.

mod accents;
mod address;
mod characters;
mod commands;
mod scripts;
mod symbols;

use crate::text::{markup, normalise};
use commands::Command;
use std::borrow::Cow;

pub(super) use address::read_verbatim;

/// What a field says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PlainField {
    /// Its text, on one line.
    pub(super) text: String,
    /// Addresses behind `\url` and `\href`.
    pub(super) links: Vec<String>,
    /// The first command that is not known.
    pub(super) unknown: Option<String>,
}

/// Characters that mean something in LaTeX, or that the text must be looked through for.
const SPECIAL: &[char] = &['\\', '{', '}', '$', '~', '`', '\n', '\t', '&', '<'];

/// The text of a field.
pub(super) fn read_field(raw: &str) -> PlainField {
    let dull = raw.is_ascii()
        && !raw.contains(SPECIAL)
        && !["--", "''", "  "].iter().any(|pair| raw.contains(pair))
        && !raw.bytes().any(|b| b.is_ascii_control());
    if dull {
        return PlainField { text: raw.trim().to_owned(), ..PlainField::default() };
    }
    let mut reader = Reader { raw, at: 0, out: String::with_capacity(raw.len()), ..Reader::default() };
    while let Some(c) = reader.next() {
        reader.take(c);
        reader.take_plain();
    }
    let text =
        if reader.out.is_ascii() { reader.out.trim_end().to_owned() } else { normalise::normalise_text(&reader.out) };
    // What registries escaped, they escaped with its markup.
    let text = strip_markup(strip_markup(text));
    PlainField { text, links: reader.links, unknown: reader.unknown }
}

/// The text of a field, where nothing else of it counts.
pub(super) fn read_text(raw: &str) -> String {
    read_field(raw).text
}

/// Without the markup and the entities that registries put into titles; other tags are words.
fn strip_markup(text: String) -> String {
    const INLINE: [&str; 11] = ["i", "b", "em", "strong", "sub", "sup", "sc", "scp", "italic", "bold", "u"];
    let name = |tag: &str| {
        let tag = tag.split_once('>').map(|(tag, _)| tag.trim_start_matches('/').trim_start_matches("jats:"));
        tag.map(|tag| tag.split(' ').next().unwrap_or_default().to_lowercase()).unwrap_or_default()
    };
    let begins = |tag: &&str| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let mut tags = text.split('<').skip(1).filter(begins).peekable();
    let tagged = tags.peek().is_some();
    let inline = tags.all(|tag| INLINE.contains(&name(tag).as_str()));
    let entity = text.split('&').skip(1).any(|behind| {
        let name = behind.split(';').next().unwrap_or_default();
        name.len() < behind.len()
            && (2..=8).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
    });
    if inline && (tagged || entity) { markup::to_plain_line(&text) } else { text }
}

/// What happens to what is written next, once it is complete.
#[derive(Debug, Clone, Copy)]
enum Decoration {
    /// A combining mark goes on it.
    Accent(char),
    Sub,
    Super,
    /// It is not text.
    Drop,
    /// It stands over what follows.
    Over,
    Quote,
    Upper,
    Lower,
}

#[derive(Debug)]
struct Waiting {
    act: Decoration,
    from: usize,
}

#[derive(Debug, Default)]
struct Reader<'r> {
    raw: &'r str,
    at: usize,
    out: String,
    waiting: Vec<Waiting>,
    /// Groups that are open: what waits for each to end, and whether math was on.
    groups: Vec<(Vec<Waiting>, bool)>,
    math: bool,
    /// A single quotation mark is open.
    quoted: bool,
    links: Vec<String>,
    unknown: Option<String>,
}

impl<'r> Reader<'r> {
    fn rest(&self) -> &'r str {
        self.raw.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, c: char) {
        match c {
            '\\' => self.read_command(),
            '{' => self.groups.push((std::mem::take(&mut self.waiting), self.math)),
            '}' => {
                if let Some((waiting, math)) = self.groups.pop() {
                    (self.waiting, self.math) = (waiting, math);
                }
                self.finish_waiting();
            }
            '$' => self.read_dollar(),
            '~' => self.write_blank(),
            c if c.is_whitespace() => self.write_blank(),
            '_' if self.math => self.push_wait(Decoration::Sub),
            '^' if self.math => self.push_wait(Decoration::Super),
            '\'' if self.math => self.write_char('′'),
            '-' | '`' | '\'' | '?' | '!' if !self.math => self.write_ligature(c),
            c if c.is_control() => {}
            c => self.write_char(c),
        }
    }

    /// Letters and figures that nothing waits for, all at once: most of a text is of them.
    fn take_plain(&mut self) {
        if self.waiting.is_empty() {
            let plain = self.rest().bytes().take_while(u8::is_ascii_alphanumeric).count();
            self.out.push_str(self.rest().get(..plain).unwrap_or_default());
            self.at += plain;
        }
    }

    fn write_char(&mut self, c: char) {
        self.out.push(c);
        self.finish_waiting();
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
        self.finish_waiting();
    }

    /// White space, which an accent passes over.
    fn write_blank(&mut self) {
        if self.waiting.is_empty() && !self.out.is_empty() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    fn push_wait(&mut self, act: Decoration) {
        self.skip_blanks();
        self.waiting.push(Waiting { act, from: self.out.len() });
    }

    fn skip_blanks(&mut self) {
        self.at = self.raw.len() - self.rest().trim_start().len();
    }

    /// Something is complete: what waited for it is done to it.
    fn finish_waiting(&mut self) {
        while let Some(Waiting { act, from }) = self.waiting.pop() {
            let written = self.out.split_off(from.min(self.out.len()));
            self.out.push_str(&match act {
                Decoration::Accent(mark) => Cow::Owned(accents::add_mark(&written, mark)),
                Decoration::Sub => scripts::to_subscript(&written),
                Decoration::Super => scripts::to_superscript(&written),
                Decoration::Drop => Cow::Borrowed(""),
                Decoration::Over => Cow::Owned(written + "/"),
                Decoration::Quote => Cow::Owned(format!("“{written}”")),
                Decoration::Upper => Cow::Owned(written.to_uppercase()),
                Decoration::Lower => Cow::Owned(written.to_lowercase()),
            });
        }
    }

    /// `--`, quotation marks and the like.
    fn write_ligature(&mut self, c: char) {
        let run = 1 + self.rest().chars().take_while(|next| *next == c).count();
        let ends = !self.rest().starts_with(char::is_alphanumeric);
        let backquote = self.rest().starts_with('`');
        let (length, text) = match (c, run) {
            ('-', 2) => (2, "–"),
            ('-', 3) => (3, "—"),
            ('`', 2) => (2, "“"),
            ('`', 1) => {
                self.quoted = true;
                (1, "‘")
            }
            ('\'', 1) if self.quoted && ends => {
                self.quoted = false;
                (1, "’")
            }
            ('\'', 2) => (2, "”"),
            ('?', 1) if backquote => (2, "¿"),
            ('!', 1) if backquote => (2, "¡"),
            _ => return (0..run).for_each(|n| self.write_repeated(c, n)),
        };
        self.at += length - 1;
        self.write(text);
    }

    /// One more of a run that is no ligature.
    fn write_repeated(&mut self, c: char, nth: usize) {
        self.at += if nth > 0 { c.len_utf8() } else { 0 };
        self.write_char(c);
    }

    /// Math begins or ends; a dollar that has no partner, or whose partner cannot close it (`$5 to $10`), is money.
    fn read_dollar(&mut self) {
        if self.math {
            self.math = false;
            return;
        }
        let rest = self.rest();
        if rest.starts_with('$') {
            self.at += 1;
            return;
        }
        let end =
            rest.match_indices('$').map(|(at, _)| at).find(|at| !rest.get(..*at).unwrap_or_default().ends_with('\\'));
        let inside = end.and_then(|end| rest.get(..end));
        let follows = end.and_then(|end| rest.get(end + 1..)).unwrap_or_default();
        let tight = |text: &str| text.trim().len() == text.len() && !follows.starts_with(|c: char| c.is_ascii_digit());
        match inside {
            Some(inside) if inside.contains(['\\', '^', '_', '=', '<', '>', '+']) || tight(inside) => self.math = true,
            _ => self.write_char('$'),
        }
    }

    fn read_command(&mut self) {
        let letters = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let Some(word) = self.rest().get(..letters).filter(|word| !word.is_empty()) else { return self.read_sign() };
        self.at += letters;
        let behind = self.at;
        if !self.math {
            self.skip_blanks();
        }
        if let Some(mark) = accents::find_accent(word) {
            return self.push_wait(Decoration::Accent(mark));
        }
        match commands::find_command(word) {
            Some(Command::Nothing) => {}
            Some(Command::Blank) => self.write_blank(),
            Some(Command::Act(act)) => self.push_wait(act),
            Some(Command::Math) => self.read_math_group(),
            Some(Command::Character) => match characters::read_number(self.rest()) {
                Some((c, length)) => {
                    self.at += length;
                    self.write_char(c);
                }
                None => {
                    self.at = behind;
                    self.read_unknown(word);
                }
            },
            Some(Command::Address) => {
                let address = read_verbatim(self.read_argument());
                self.write(&address);
                self.links.push(address);
            }
            Some(Command::Link) => {
                let address = read_verbatim(self.read_argument());
                self.links.push(address);
            }
            None => match symbols::find_symbol(word) {
                Some(symbol) => self.write(symbol),
                None => {
                    self.at = behind;
                    self.read_unknown(word);
                }
            },
        }
    }

    /// A command of one character that is no letter.
    fn read_sign(&mut self) {
        let Some(c) = self.next() else { return self.write_char('\\') };
        match c {
            '\'' | '`' | '^' | '"' | '~' | '=' | '.' => {
                if let Some(mark) = accents::find_mark(c) {
                    self.push_wait(Decoration::Accent(mark));
                }
            }
            '-' | '/' | '!' | '@' | '*' => {}
            ',' | ':' | ';' | '>' | '\\' => self.write_blank(),
            '(' | '[' => self.math = true,
            ')' | ']' => self.math = false,
            c if c.is_whitespace() => self.write_blank(),
            c => self.write_char(c),
        }
    }

    /// The braced argument that follows, as it stands; an empty one where none does.
    fn read_argument(&mut self) -> &'r str {
        self.skip_blanks();
        let Some(inside) = self.rest().strip_prefix('{') else { return "" };
        let mut depth = 0_u32;
        let end = inside.bytes().position(|b| {
            let closes = b == b'}' && depth == 0;
            match b {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            closes
        });
        let end = end.unwrap_or(inside.len());
        self.at += (end + 2).min(self.rest().len());
        inside.get(..end).unwrap_or_default()
    }

    /// `\ensuremath{…}`: the group is math.
    fn read_math_group(&mut self) {
        self.skip_blanks();
        if self.rest().starts_with('{') {
            self.at += 1;
            self.groups.push((std::mem::take(&mut self.waiting), self.math));
            self.math = true;
        }
    }

    /// A command that is not known: with an argument it is taken for markup, without one it is kept as it stands.
    fn read_unknown(&mut self, word: &str) {
        self.unknown.get_or_insert_with(|| word.to_owned());
        if !self.rest().starts_with('{') {
            self.write(&format!("\\{word}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Two braces and a million braces are the same to it.
    #[test]
    fn depth_costs_nothing() {
        let deep = "{".repeat(1_000_000) + "x" + &"}".repeat(1_000_000);
        assert_eq!(read_text(&deep), "x");
        assert_eq!(read_text(&"\\'".repeat(200_000)), "");
        assert_eq!(read_text(&("\\emph{".repeat(100_000) + "x")), "x");
    }

    #[test]
    fn addresses_are_named() {
        let read = read_field("See \\url{https://a.example/x_y} and \\href{https://b.example/~c}{this \\emph{page}}");
        assert_eq!(read.text, "See https://a.example/x_y and this page");
        assert_eq!(read.links, ["https://a.example/x_y", "https://b.example/~c"]);
        assert_eq!(read_field("\\madeup{x} \\other y").unknown.as_deref(), Some("madeup"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(raw in prop_oneof![any::<String>(), "[\\\\{}$~`'^_a-e \n-]{0,60}"]) {
            let read = read_field(&raw);
            prop_assert!(!read.text.contains(['\n', '\t']) && read.text.trim() == read.text);
        }
    }
}
