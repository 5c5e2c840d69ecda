//! What the processor answers, as runs of text with their formatting: marks resolved, punctuation mended, addresses made
//! safe. The processor's own writers are never used: its HTML lets a title's `<script>` through.

use super::dates::CitedDate;
use super::marks::*;
use super::{FatePlace, Manner, StopRule};
use crate::model::Doi;
use hayagriva::citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted};

/// A stretch of text that looks alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StyledRun {
    /// The text, with no markup of any target.
    pub text: String,
    /// Italic.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// On, below or above the line.
    pub script: ScriptPosition,
    /// Where it leads.
    pub link: Option<String>,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ScriptPosition {
    /// On the line.
    #[default]
    Line,
    /// Below it.
    Sub,
    /// Above it.
    Sup,
}

/// What is put into an entry's date, which the processor cannot set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Insert<'s> {
    /// What tells it from another of its year.
    pub(super) suffix: Option<&'s str>,
    /// The date of publication in full.
    pub(super) date: Option<&'s CitedDate>,
}

/// The runs of an entry.
pub(super) fn make_runs(children: &ElemChildren, insert: Insert<'_>, manner: Manner) -> Vec<StyledRun> {
    let mut pieces = Pieces { all: Vec::new(), suffix: insert.suffix, date: insert.date, dated: false };
    pieces.walk(children);
    pieces.insert_suffix();
    let mut setting = Setting::new(manner);
    for piece in &pieces.all {
        setting.push_piece(piece);
    }
    setting.finish()
}

/// Ends an entry as the style does.
pub(super) fn end_runs(mut runs: Vec<StyledRun>, manner: Manner) -> Vec<StyledRun> {
    while runs.last().is_some_and(|run| run.text.trim_end().is_empty()) {
        runs.pop();
    }
    let was_linked = runs.iter().any(|run| run.link.is_some());
    let Some(last) = runs.last_mut() else { return runs };
    last.text.truncate(last.text.trim_end().len());
    let is_doi = last.link.as_deref().is_some_and(|link| link.starts_with("https://doi.org/"));
    let open = match manner.stop {
        StopRule::AsFiled => true,
        StopRule::ButAfterLinks => last.link.is_some(),
        StopRule::ButAfterAddresses => last.link.is_some() && !is_doi,
    };
    let closed = last.text.ends_with(['.', '?', '!']);
    // A note on what the work was, or what became of it, ends the entry in its own parentheses.
    let noted = manner.fate == FatePlace::End && last.text.ends_with(')') && (was_linked || last.text.contains(". ("));
    if !(open || closed || noted) {
        runs.push(StyledRun { text: ".".to_owned(), ..StyledRun::default() });
    }
    runs
}

/// A piece of the processor's answer.
struct Piece {
    text: String,
    look: StyledRun,
}

struct Pieces<'s> {
    all: Vec<Piece>,
    suffix: Option<&'s str>,
    date: Option<&'s CitedDate>,
    /// The date of publication has gone by.
    dated: bool,
}

impl Pieces<'_> {
    fn walk(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            match child {
                ElemChild::Text(text) => self.push(text, None),
                ElemChild::Elem(elem) => {
                    let from = self.all.len();
                    if elem.display.is_some() && !self.all.is_empty() {
                        self.all.push(Piece { text: " ".to_owned(), look: StyledRun::default() });
                    }
                    self.walk(&elem.children);
                    if matches!(elem.meta, Some(ElemMeta::Date)) {
                        self.insert_date(from);
                    }
                }
                ElemChild::Markup(text) => self.all.push(Piece { text: text.clone(), look: StyledRun::default() }),
                ElemChild::Link { text, url } => self.push(text, safe_link(&text.text, url)),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn push(&mut self, text: &Formatted, link: Option<String>) {
        let look = StyledRun {
            italic: text.formatting.font_style == FontStyle::Italic,
            bold: text.formatting.font_weight == FontWeight::Bold,
            script: match text.formatting.vertical_align {
                VerticalAlign::Sup => ScriptPosition::Sup,
                VerticalAlign::Sub => ScriptPosition::Sub,
                _ => ScriptPosition::Line,
            },
            link,
            text: String::new(),
        };
        self.all.push(Piece { text: text.text.clone(), look });
    }

    /// Ends the date that begins at this piece. A missing day or month leaves its space behind: `2000 ;284`.
    fn insert_date(&mut self, from: usize) {
        if let Some(last) = self.all.iter_mut().skip(from).last() {
            last.text.truncate(last.text.trim_end().len());
        }
        let Some(date) = self.date.filter(|_| !self.dated) else { return };
        self.join(from);
        let Some(piece) = self.all.iter_mut().skip(from).find(|piece| date.is_in(&piece.text)) else { return };
        piece.text = date.set(&piece.text, self.suffix.take().unwrap_or_default());
        self.dated = true;
    }

    /// Makes one piece of those from here on, where they look alike.
    fn join(&mut self, from: usize) {
        let mut rest = self.all.split_off(from.min(self.all.len())).into_iter();
        let Some(mut joined) = rest.next() else { return };
        for piece in rest {
            match piece.look == joined.look {
                true => joined.text.push_str(&piece.text),
                false => self.all.push(std::mem::replace(&mut joined, piece)),
            }
        }
        self.all.push(joined);
    }

    /// Where there is no date, the suffix goes behind the words that say so. The stop of `n.d.` may have been that of its
    /// element too, which needs one of its own then.
    fn insert_suffix(&mut self) {
        let Some(suffix) = self.suffix else { return };
        let next: Vec<Option<char>> = self.all.iter().skip(1).map(|piece| piece.text.chars().next()).collect();
        for (nth, piece) in self.all.iter_mut().enumerate() {
            for (words, between) in [("n.d.", "-"), ("no date", " "), ("in press", "-")] {
                if let Some(at) = piece.text.find(words) {
                    let end = at + words.len();
                    let behind = piece.text.get(end..).and_then(|rest| rest.chars().next());
                    let behind = behind.or_else(|| next.get(nth).copied().flatten());
                    let stop = if words.ends_with('.') && behind.is_some_and(char::is_whitespace) { "." } else { "" };
                    piece.text.insert_str(end, &format!("{between}{suffix}{stop}"));
                    self.suffix = None;
                    return;
                }
            }
        }
    }
}

/// Where a piece may lead: a DOI's address, percent-encoded by us, or an address of the web; nowhere else.
fn safe_link(text: &str, url: &str) -> Option<String> {
    let bare = text.trim_start_matches("https://doi.org/");
    if url.starts_with("https://doi.org/") {
        return bare.parse::<Doi>().ok().map(|doi| doi.url());
    }
    let parsed = url::Url::parse(url.trim()).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}

/// Whether these words stand in a text, around this place.
fn stands_around(text: &str, at: usize, words: &str) -> bool {
    let from = at.saturating_sub(words.len() - 1);
    (from..=at).any(|from| text.get(from..).is_some_and(|rest| rest.starts_with(words)))
}

/// Runs in the making.
struct Setting {
    out: Vec<StyledRun>,
    manner: Manner,
    italic: usize,
    roman: usize,
    sub: usize,
    sup: usize,
    /// The last character of a field that has just ended.
    field_end: Option<char>,
    /// A number that stands as it is has just ended, and its blank goes away.
    as_is: bool,
}

impl Setting {
    fn new(manner: Manner) -> Self {
        Self { out: Vec::new(), manner, italic: 0, roman: 0, sub: 0, sup: 0, field_end: None, as_is: false }
    }

    fn push_piece(&mut self, piece: &Piece) {
        for (at, c) in piece.text.char_indices() {
            // The style's own dots are meant where there are three.
            let folded =
                |setting: &Self| c != '.' || !stands_around(&piece.text, at, "...") && setting.last() == Some('.');
            match c {
                AS_IS_MARK => self.as_is = !self.as_is,
                AS_IS_BLANK if self.as_is => {}
                ITALIC => self.italic += 1,
                ITALIC_END => self.italic = self.italic.saturating_sub(1),
                ROMAN => self.roman += 1,
                ROMAN_END => self.roman = self.roman.saturating_sub(1),
                SUB => self.sub += 1,
                SUB_END => self.sub = self.sub.saturating_sub(1),
                SUP => self.sup += 1,
                SUP_END => self.sup = self.sup.saturating_sub(1),
                END => {
                    self.field_end = self.last();
                    // What a title opened and did not close ends with it.
                    (self.italic, self.roman, self.sub, self.sup) = (0, 0, 0, 0);
                }
                RANGE => self.push(if self.manner.bare { '-' } else { '–' }, &piece.look),
                OTHERS => self.insert_others(&piece.look),
                GROUP => {
                    self.trim(&[' ', ',']);
                    "; ".chars().for_each(|c| self.push(c, &piece.look));
                }
                ELLIPSIS => self.push('…', &piece.look),
                '…' => self.manner.ellipsis.chars().for_each(|c| self.push(c, &piece.look)),
                '.' if matches!(self.field_end, Some('?' | '!' | '.' | '…')) => self.field_end = None,
                DOT => self.push('.', &piece.look),
                // Two affixes, or a field and an affix, have given the same mark twice.
                '.' | ',' | ';' | ' ' if piece.look.link.is_none() && self.last() == Some(c) && folded(self) => {}
                c if is_mark(c) => {}
                c => self.push(c, &piece.look),
            }
        }
    }

    fn push(&mut self, c: char, look: &StyledRun) {
        // Only a blank may stand between the marks of a number.
        self.as_is = false;
        // A closing quotation mark leaves the field's end where it is.
        if !matches!(c, '”' | '’' | '"') {
            self.field_end = None;
        }
        let script = match (self.sub > 0, self.sup > 0) {
            (true, _) => ScriptPosition::Sub,
            (_, true) => ScriptPosition::Sup,
            _ => look.script,
        };
        let italic = self.roman == 0 && (look.italic != (self.italic > 0));
        let like =
            |run: &StyledRun| (run.italic, run.bold, run.script, &run.link) == (italic, look.bold, script, &look.link);
        match self.out.last_mut().filter(|run| like(run)) {
            Some(run) => run.text.push(c),
            None => {
                self.out.push(StyledRun {
                    text: c.to_string(),
                    italic,
                    bold: look.bold,
                    script,
                    link: look.link.clone(),
                });
            }
        }
    }

    fn last(&self) -> Option<char> {
        self.out.iter().rev().find_map(|run| run.text.chars().next_back())
    }

    /// Takes these away from the end.
    fn trim(&mut self, ends: &[char]) {
        while let Some(run) = self.out.last_mut() {
            run.text.truncate(run.text.trim_end_matches(ends).len());
            if !run.text.is_empty() {
                break;
            }
            self.out.pop();
        }
    }

    /// "and others", with the comma that the list has before its last name, and no "and".
    fn insert_others(&mut self, look: &StyledRun) {
        let mut comma = true;
        self.trim(&[' ']);
        if let Some(run) = self.out.last_mut() {
            for and in ["&", " and"] {
                if let Some(before) = run.text.strip_suffix(and) {
                    comma = before.trim_end().ends_with(',');
                    run.text.truncate(before.len());
                    break;
                }
            }
        }
        self.trim(&[' ', ',']);
        let words = match (comma, self.manner.bare) {
            (true, true) => ", et al",
            (true, false) => ", et al.",
            (false, true) => " et al",
            (false, false) => " et al.",
        };
        words.chars().for_each(|c| self.push(c, look));
        self.field_end = self.last();
    }

    fn finish(self) -> Vec<StyledRun> {
        self.out.into_iter().filter(|run| !run.text.is_empty()).collect()
    }
}
