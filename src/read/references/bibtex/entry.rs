//! One entry: its key and its fields, as they stand. An entry that is not closed, or a value that is not, is read again
//! carefully: there, a line that begins like a field ends the value before it.

use super::head::{Fault, Head};

/// An entry, or any block that holds fields.
#[derive(Debug, Default, Clone)]
pub(super) struct Entry<'t> {
    /// Where its `@` stands.
    pub(super) at: usize,
    /// Its type, as it stands there.
    pub(super) kind: &'t str,
    /// Its key; empty where it has none.
    pub(super) key: &'t str,
    /// Its fields in their order.
    pub(super) fields: Vec<Field<'t>>,
    /// What was wrong with it.
    pub(super) faults: Vec<Fault>,
}

/// A field.
#[derive(Debug, Clone)]
pub(super) struct Field<'t> {
    /// Where it begins.
    pub(super) at: usize,
    /// Its name, as it stands there.
    pub(super) name: &'t str,
    /// The pieces of its value, which `#` joins.
    pub(super) value: Vec<Piece<'t>>,
}

/// A piece of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text in braces or quotation marks, or a number.
    Text(&'t str),
    /// The name of an `@string`.
    Name(&'t str),
}

/// Fields by which a value that lacks its brace is known: it goes on over the line on which one of them begins.
const FIELDS: [&str; 24] = [
    "title",
    "author",
    "editor",
    "year",
    "date",
    "month",
    "journal",
    "journaltitle",
    "booktitle",
    "volume",
    "number",
    "pages",
    "publisher",
    "address",
    "location",
    "institution",
    "doi",
    "url",
    "isbn",
    "issn",
    "note",
    "abstract",
    "keywords",
    "pmid",
];

/// Reads the entry of a head, and answers where it ended. None where it is not closed before `limit`, where the next block
/// or the end of the file is.
pub(super) fn read_closed_entry<'t>(text: &'t str, head: Head<'t>, limit: usize) -> Option<(Entry<'t>, usize)> {
    read_entry(text, head, limit, false)
}

/// Reads what an entry that is not closed holds before `limit`, and answers where it ended.
pub(super) fn open_entry<'t>(text: &'t str, head: Head<'t>, limit: usize) -> (Entry<'t>, usize) {
    read_entry(text, head, limit, true).unwrap_or_default()
}

fn read_entry<'t>(text: &'t str, head: Head<'t>, end: usize, careful: bool) -> Option<(Entry<'t>, usize)> {
    let mut reader = Reader { text, at: head.inside, end, head, careful, cut: false, faults: Vec::new() };
    let entry = reader.read_entry_body(head.word.eq_ignore_ascii_case("string"))?;
    Some((entry, reader.at))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    head: Head<'t>,
    careful: bool,
    /// The last value ended where the next field begins: no comma is missing there.
    cut: bool,
    faults: Vec<Fault>,
}

/// What can stand in the name of a field or of an `@string`.
fn is_name(c: char) -> bool {
    !c.is_whitespace() && !"={}(),;\"#%@".contains(c)
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().as_bytes().first().copied()
    }

    fn note_fault(&mut self, what: impl Into<String>) {
        self.faults.push(Fault::new(self.at, what));
    }

    /// Over white space, and over what a `%` takes out up to the end of its line.
    fn skip_blanks(&mut self) {
        loop {
            let words = self.rest().trim_start();
            self.at = self.end - words.len();
            if !words.starts_with('%') {
                return;
            }
            self.at += words.find('\n').unwrap_or(words.len());
        }
    }

    /// None where it is not closed, unless it is read carefully.
    fn read_entry_body(&mut self, strings: bool) -> Option<Entry<'t>> {
        let key = if strings { "" } else { self.read_key() };
        let mut fields = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                None if self.careful => {
                    let ends = if self.end == self.text.len() { "the file ends" } else { "the next block begins" };
                    let what = format!("this entry is not closed before {ends}; what stands in it was read");
                    self.faults.insert(0, Fault::new(self.head.at, what));
                    break;
                }
                None => return None,
                Some(b',') => self.at += 1,
                Some(b';') => {
                    self.note_fault("a semicolon stands here for a comma");
                    self.at += 1;
                }
                Some(close) if close == self.head.close => {
                    self.at += 1;
                    if !self.goes_on() {
                        break;
                    }
                    self.faults
                        .push(Fault::new(self.at - 1, "a closing brace too many, after which the entry goes on"));
                }
                Some(_) => fields.extend(self.read_field()?),
            }
        }
        let faults = std::mem::take(&mut self.faults);
        Some(Entry { at: self.head.at, kind: self.head.word, key, fields, faults })
    }

    /// Whether a comma and a field follow behind what closed the entry.
    fn goes_on(&self) -> bool {
        let Some(rest) = self.rest().trim_start().strip_prefix(',') else { return false };
        let rest = rest.trim_start();
        let name = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        name > 0 && rest.get(name..).is_some_and(|rest| rest.trim_start().starts_with('='))
    }

    /// The key: what stands before the first comma, or before a line break where the comma is missing.
    fn read_key(&mut self) -> &'t str {
        self.skip_blanks();
        let rest = self.rest();
        let close = char::from(self.head.close);
        let end = rest.find(|c: char| ",;=\n\"{".contains(c) || c == close).unwrap_or(rest.len());
        let (key, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let key = key.trim_end();
        let name = key.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
        match behind.as_bytes().first() {
            Some(b'=') if name == 0 => {
                self.note_fault("this entry has no key");
                return "";
            }
            Some(b'=') => self.at += name,
            Some(b'"' | b'{') => return "",
            _ => self.at += end,
        }
        let key = if behind.starts_with('=') { key.get(..name).unwrap_or_default().trim_end() } else { key };
        self.skip_blanks();
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(b';') => {}
            Some(other) if other != self.head.close => self.note_fault("the comma after the key is missing"),
            _ => {}
        }
        key
    }

    /// A field; an empty answer where what stands there is none, and none where its value is not closed.
    fn read_field(&mut self) -> Option<Option<Field<'t>>> {
        let at = self.at;
        let rest = self.rest();
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim_end_matches(':');
        self.at += end;
        if name.is_empty() {
            self.skip_unexpected()?;
            return Some(None);
        }
        self.skip_blanks();
        match self.peek() {
            Some(b'=') => self.at += 1,
            Some(b'{' | b'"') => self.note_fault(format!("the equals sign after “{name}” is missing")),
            _ => {
                self.faults.push(Fault::new(at, format!("“{name}” has no value and was left out")));
                return Some(None);
            }
        }
        let value = self.read_value(name)?;
        self.skip_blanks();
        let follows = self.peek();
        if follows.is_some_and(|next| ![b',', b';', self.head.close].contains(&next)) && !self.cut {
            self.note_fault(format!("the comma after the field “{name}” is missing"));
        }
        Some(Some(Field { at, name, value }))
    }

    /// Over something that is no field.
    fn skip_unexpected(&mut self) -> Option<()> {
        let at = self.at;
        let passed = match self.peek() {
            Some(b'{' | b'"') => self.read_piece("")?.map(|piece| match piece {
                Piece::Text(text) | Piece::Name(text) => text,
            }),
            _ => {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
                self.text.get(at..self.at)
            }
        };
        let start: String = passed.unwrap_or_default().chars().take(40).collect();
        self.faults.push(Fault::new(at, format!("“{}” stands where a field should; it was left out", start.trim())));
        Some(())
    }

    fn read_value(&mut self, name: &str) -> Option<Vec<Piece<'t>>> {
        let mut pieces = Vec::with_capacity(1);
        self.cut = false;
        loop {
            self.skip_blanks();
            match self.read_piece(name)? {
                Some(piece) => pieces.push(piece),
                None => self.note_fault(format!("the field “{name}” has no value here")),
            }
            self.skip_blanks();
            if self.peek() != Some(b'#') {
                return Some(pieces);
            }
            self.at += 1;
        }
    }

    fn read_piece(&mut self, name: &str) -> Option<Option<Piece<'t>>> {
        match self.peek() {
            Some(open @ (b'{' | b'"')) => {
                self.at += 1;
                self.read_delimited(open, name).map(|text| Some(Piece::Text(text)))
            }
            _ => Some(self.read_bare(name)),
        }
    }

    /// A number or a name; or words that should stand in braces.
    fn read_bare(&mut self, name: &str) -> Option<Piece<'t>> {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let line = rest.find([',', ';', '\n', '{', '}', '=', '#', '"', '%']).unwrap_or(rest.len());
        let words =
            rest.get(..line).filter(|_| !rest.get(line..).is_some_and(|behind| behind.starts_with(['=', '{', '"'])));
        if let Some(words) = words.map(str::trim_end).filter(|words| end > 0 && words.len() > end) {
            self.note_fault(format!(
                "the value of “{name}” stands in no braces; it was read to the next comma or the end of its line"
            ));
            self.at += words.len();
            return Some(Piece::Text(words));
        }
        let word = rest.get(..end).unwrap_or_default();
        self.at += end;
        let number = word.bytes().all(|b| b.is_ascii_digit());
        (!word.is_empty()).then_some(if number { Piece::Text(word) } else { Piece::Name(word) })
    }

    /// What stands between braces or quotation marks, the opening one already passed.
    fn read_delimited(&mut self, open: u8, name: &str) -> Option<&'t str> {
        let rest = self.rest();
        let mut depth = 0_u32;
        let mut cut = None;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'"' if open == b'"' && depth == 0 => return self.take_to(at, at + 1),
                b'}' if open == b'{' && depth == 0 => return self.take_to(at, at + 1),
                // Inside quotation marks a brace must have a partner: this one closes the entry.
                b'}' if depth == 0 => {
                    cut = Some(at);
                    break;
                }
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b'\n' if begins_field(rest.get(at + 1..).unwrap_or_default(), self.careful) => {
                    cut = Some(at);
                    break;
                }
                _ => {}
            }
        }
        if !self.careful {
            return None;
        }
        self.cut = true;
        let cut = cut.unwrap_or(rest.len());
        self.faults.push(Fault::new(
            self.at,
            format!("the value of “{name}” is not closed; it was read to where the next field or the entry’s end is"),
        ));
        let value = self.take_to(cut, cut)?.trim_end();
        Some(value.strip_suffix(',').unwrap_or(value).trim_end_matches('"'))
    }

    fn take_to(&mut self, length: usize, past: usize) -> Option<&'t str> {
        let text = self.rest().get(..length);
        self.at += past;
        text
    }
}

/// Whether a line begins a field: its name, an equals sign, and how a value begins. A value that is closed holds such a
/// line rarely, so only the usual names count until it is known that something is not closed.
fn begins_field(line: &str, careful: bool) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || "_-+".contains(c))).unwrap_or(line.len());
    let Some((name, rest)) = line.split_at_checked(end).filter(|_| (2..=30).contains(&end)) else { return false };
    let Some(value) = rest.trim_start_matches([' ', '\t']).strip_prefix('=') else { return false };
    let value = value.trim_start_matches([' ', '\t']);
    let delimited = value.starts_with(['{', '"']);
    let bare = || {
        let end = value.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(value.len());
        end > 0 && value.get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with([',', '\n', '}']))
    };
    let usual = FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name));
    if careful { delimited || bare() } else { usual && delimited }
}
