//! A file's blocks in their order: entries, `@string`, `@preamble`, `@comment`. Text between blocks is comment, as BibTeX
//! has it, but what is passed over is told.

use super::entry::{Entry, open_entry, read_closed_entry};
use super::head::{Fault, Head};
use super::kinds;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Blocks<'t> {
    /// Its entries, those that only lend their fields too.
    pub(super) entries: Vec<Entry<'t>>,
    /// Its `@string` blocks; their fields are the definitions.
    pub(super) strings: Vec<Entry<'t>>,
    /// What stands in `@comment` blocks.
    pub(super) comments: Vec<&'t str>,
    /// Entries that cannot be read at all.
    pub(super) refused: Vec<Fault>,
    /// What was unsure outside of entries.
    pub(super) faults: Vec<Fault>,
}

/// Takes a text apart, in time that grows with its length alone.
pub(super) fn find_blocks(text: &str) -> Blocks<'_> {
    let begins: Vec<usize> = split_lines(text).filter_map(|(at, line)| find_beginning(text, at, line)).collect();
    let mut scan =
        Scan { text, begins: &begins, at: 0, line: 0, seen: 0, open_comment: false, torn: 0, outside: Vec::new() };
    let mut blocks = Blocks::default();
    while scan.next(&mut blocks) {}
    blocks.faults.extend(scan.into_fault());
    blocks
}

/// Where lines begin, and the lines.
fn split_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let begins = at;
        at += line.len() + 1;
        (begins, line)
    })
}

/// The place of the `@` of a line that begins a block. Inside an entry that is not closed, this is where it has to end.
fn find_beginning(text: &str, at: usize, line: &str) -> Option<usize> {
    let blanks = line.len() - line.trim_start().len();
    let behind = line.trim_start().strip_prefix('@')?;
    if lacks_brace(behind) {
        return Some(at + blanks);
    }
    let head = read_head(text, at + blanks)?;
    let named = kinds::is_known(head.word) || !matches!(kinds::classify_word(head.word), kinds::BlockWord::Entry);
    (named || is_keyed(text.get(head.inside..)?)).then_some(head.at)
}

/// Whether a line is a type and a key without the brace between them: `articlekey,`.
fn lacks_brace(line: &str) -> bool {
    let Some(word) = line.trim_end().strip_suffix(',') else { return false };
    let typed = |end: usize| word.get(..end).is_some_and(kinds::is_known);
    word.chars().all(|c| c.is_alphanumeric() || "_-:.".contains(c)) && (1..=word.len()).any(typed)
}

/// Whether a key and a comma follow.
fn is_keyed(inside: &str) -> bool {
    let inside = inside.trim_start();
    let key = inside.find(|c: char| c.is_whitespace() || ",{}()=\"#%\\".contains(c));
    key.is_some_and(|end| end > 0 && inside.get(end..).is_some_and(|rest| rest.trim_start().starts_with(',')))
}

/// The beginning of a block at an `@`.
fn read_head(text: &str, at: usize) -> Option<Head<'_>> {
    let rest = text.get(at + 1..)?.trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "_-+".contains(c))).unwrap_or(rest.len());
    let (word, behind) = rest.split_at_checked(end)?;
    let bracket = behind.trim_start();
    let close = match bracket.as_bytes().first()? {
        b'{' => b'}',
        b'(' => b')',
        _ => return None,
    };
    let inside = text.len() - bracket.len() + 1;
    (!word.is_empty() || is_keyed(bracket.get(1..)?)).then_some(Head { at, word, inside, close })
}

/// Where the first line behind `from` that looks like the head of a block begins; `limit` where none does.
fn find_next_head(text: &str, from: usize, limit: usize) -> usize {
    let inside = text.get(from..limit).unwrap_or_default();
    let heads = split_lines(inside).skip(1).filter(|(_, line)| line.trim_start().starts_with('@'));
    let places = heads.map(|(at, line)| from + at + line.len() - line.trim_start().len());
    places.into_iter().find(|at| read_head(text, *at).is_some()).unwrap_or(limit)
}

/// Where a bracket is closed again, counting braces; none where it is not before `end`.
pub(super) fn find_closing(text: &str, from: usize, close: u8, end: usize) -> Option<usize> {
    let mut depth = 0_u32;
    let inside = text.as_bytes().get(from..end)?;
    let at = inside.iter().position(|byte| match byte {
        b if *b == close && depth == 0 => true,
        b'{' => {
            depth += 1;
            false
        }
        b'}' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => false,
    })?;
    Some(from + at)
}

struct Scan<'t, 'b> {
    text: &'t str,
    /// Where lines begin blocks; those behind `at` alone.
    begins: &'b [usize],
    at: usize,
    /// Where the line of `at` has its first word.
    line: usize,
    /// How far line breaks were looked for.
    seen: usize,
    /// A comment was not closed to the end of the file: no other is looked through so far.
    open_comment: bool,
    /// Up to here something is not closed: any line that looks like a head ends what stands before it.
    torn: usize,
    /// Where lines that belong to no block begin.
    outside: Vec<usize>,
}

impl<'t> Scan<'t, '_> {
    /// Takes the next block; false at the end.
    fn next(&mut self, blocks: &mut Blocks<'t>) -> bool {
        let text = self.text;
        let rest = text.get(self.at..).unwrap_or_default();
        let Some(at) = rest.find('@').map(|found| self.at + found) else {
            self.pass_over(text.len());
            return false;
        };
        self.pass_over(at);
        if text.get(self.line..at).is_some_and(|before| before.starts_with('%')) {
            let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| at + line);
            if read_head(text, at).is_some() {
                blocks.faults.push(Fault::new(at, "this line is commented out with %: what it begins was not read"));
            }
            self.at = end;
            return true;
        }
        let in_word = text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        match read_head(text, at).filter(|_| !in_word) {
            Some(head) => self.take_block(head, blocks),
            None => self.take_stray(at, blocks),
        }
        true
    }

    fn take_block(&mut self, head: Head<'t>, blocks: &mut Blocks<'t>) {
        let passed = self.begins.partition_point(|begin| *begin <= head.at);
        self.begins = self.begins.get(passed..).unwrap_or_default();
        let limit = self.begins.first().copied().unwrap_or(self.text.len());
        match kinds::classify_word(head.word) {
            kinds::BlockWord::Comment => self.take_comment(head, limit, blocks),
            kinds::BlockWord::Preamble => {
                let end = find_closing(self.text, head.inside, head.close, limit);
                if end.is_none() {
                    blocks.faults.push(Fault::new(head.at, "this @preamble is not closed; it ends at the next block"));
                }
                self.at = end.map_or(limit, |end| end + 1);
            }
            word => {
                let (entry, end) = self.take_entry(head, limit);
                self.at = end;
                match word {
                    kinds::BlockWord::Strings => blocks.strings.push(entry),
                    kinds::BlockWord::Control => {
                        let what = format!("@{} sets switches of a style and is not a reference", head.word);
                        blocks.faults.push(Fault::new(head.at, what));
                    }
                    _ => blocks.entries.push(entry),
                }
            }
        }
    }

    /// An entry. Where it is not closed, a line with an unknown type and no key ends it too: nothing else would tell of
    /// what begins there.
    fn take_entry(&mut self, head: Head<'t>, limit: usize) -> (Entry<'t>, usize) {
        let text = self.text;
        let near = || find_next_head(text, head.inside, limit);
        let limit = if head.at < self.torn { near() } else { limit };
        read_closed_entry(text, head, limit).unwrap_or_else(|| {
            self.torn = self.torn.max(limit);
            open_entry(text, head, near().min(limit))
        })
    }

    /// A comment reaches to its own brace, whatever stands in it: people take entries out so.
    fn take_comment(&mut self, head: Head<'t>, limit: usize, blocks: &mut Blocks<'t>) {
        let far = if self.open_comment { limit } else { self.text.len() };
        let end = find_closing(self.text, head.inside, head.close, far);
        self.open_comment |= end.is_none();
        if end.is_none() {
            blocks.faults.push(Fault::new(head.at, "this @comment is not closed; it ends at the next block"));
        }
        self.at = end.map_or(limit, |end| end + 1);
        let inside = self.text.get(head.inside..end.unwrap_or(limit)).unwrap_or_default();
        let held = self.begins.partition_point(|begin| *begin < self.at);
        if held > 0 {
            let what = format!("this @comment holds what looks like {held} more, which was not read");
            blocks.faults.push(Fault::new(head.at, what));
        }
        blocks.comments.push(inside);
    }

    /// An `@` that begins no block: refused with its line where it was meant to, text otherwise.
    fn take_stray(&mut self, at: usize, blocks: &mut Blocks<'t>) {
        self.at = at + 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (word, behind) = rest.split_at(rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()));
        let meant = kinds::is_known(word) || (!word.is_empty() && behind.starts_with(','));
        if self.line >= at && meant {
            let what = format!("“@{word}” begins an entry, but no brace follows; write it as @type{{key, …}}");
            blocks.refused.push(Fault::new(at, what));
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    /// Goes to a place, and remembers the lines before it that say something. What closes a block once more says nothing.
    fn pass_over(&mut self, to: usize) {
        let between = self.text.get(self.at..to).unwrap_or_default();
        for (at, line) in split_lines(between) {
            let words = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '}' | ')' | ','));
            if !words.is_empty() && !words.starts_with('%') {
                self.outside.push(self.at + at);
            }
        }
        let passed = self.text.get(self.seen..to).unwrap_or_default();
        if let Some(line) = passed.rfind('\n') {
            let line = self.seen + line + 1;
            let words = self.text.get(line..).unwrap_or_default();
            self.line = line + words.find(|c: char| !c.is_whitespace() || c == '\n').unwrap_or(words.len());
        }
        self.seen = self.seen.max(to);
        self.at = to;
    }

    fn into_fault(self) -> Option<Fault> {
        let first = self.outside.first().copied()?;
        let what = match self.outside.len() {
            1 => "this line does not belong to an entry and was skipped".to_owned(),
            n => format!("{n} pieces of text, this one first, do not belong to an entry and were skipped"),
        };
        Some(Fault::new(first, what))
    }
}
