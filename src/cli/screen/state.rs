//! What a key means: from a state and a key to the next state, and to what is asked of the tasks. No terminal, no catalogue.

use super::console::Key;
use super::picking::ListPicker;
use super::text_line::TextLine;
use crate::model::{ReadAs, Stance, Uid, Verdict, Waiting, Word};
use crate::tasks::card::{CardSource, ClaimCard};
use crate::tasks::decisions::{Decision, ReadingWords, VerdictWords};
use crate::text::quoting::join_passages;

/// What is asked of whoever runs the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Decide so on the claim that is shown.
    Decide(Decision),
    /// Keep a remark with the claim.
    Note(String),
    /// Go on to the next claim.
    Skip,
    /// Take the last decision of this sitting back.
    Undo,
    /// End.
    Leave,
}

/// What is being done with the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// Looking at it.
    Looking,
    /// Reading what the keys do.
    Helping,
    /// Picking a source.
    Picking(Purpose, ListPicker),
    /// Picking sentences of a stored abstract as the quote.
    Quoting(Draft, ListPicker),
    /// Typing a part of a reading.
    Typing(Draft, Field, TextLine),
    /// Saying how much was read.
    Extent(Draft),
    /// Saying what the source says about the claim.
    Stance(Draft),
    /// A verdict that was chosen and waits for Enter, with a note.
    Verdict(Verdict, TextLine),
    /// Typing a remark.
    Noting(TextLine),
}

/// What a source is picked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The claim rests on it.
    Link,
    /// The claim does not rest on it.
    Reject,
    /// It was read.
    Read,
}

/// What is typed of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The source's own words.
    Quote,
    /// Where in the source.
    Locator,
}

/// A reading under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) reference: Uid,
    pub(super) quote: Option<String>,
    pub(super) locator: Option<String>,
    pub(super) read_as: Option<ReadAs>,
}

/// What the last key led to, told above the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) text: String,
    /// Whether something was refused.
    pub(super) refused: bool,
}

/// The claim on the screen, and what is being done with it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ScreenState {
    pub(super) card: ClaimCard,
    /// Why it is asked, most consequential first.
    pub(super) reasons: Vec<Waiting>,
    /// Which one it is of how many that waited.
    pub(super) progress: (usize, usize),
    /// Who decides, as they sign.
    pub(super) person: String,
    pub(super) mode: Mode,
    /// The first line of the body that is shown.
    pub(super) scroll: usize,
    pub(super) message: Option<Message>,
}

impl ScreenState {
    pub(super) fn new(card: ClaimCard, reasons: Vec<Waiting>, progress: (usize, usize), person: String) -> Self {
        Self { card, reasons, progress, person, mode: Mode::Looking, scroll: 0, message: None }
    }

    /// The same claim after a decision was recorded.
    pub(super) fn show_recorded(&mut self, card: ClaimCard, reasons: Vec<Waiting>, said: &[String]) {
        (self.card, self.reasons, self.mode) = (card, reasons, Mode::Looking);
        self.show_message(&said.join(" "));
    }

    /// The same claim after something was refused: what was typed stays, to be tried again.
    pub(super) fn show_refused(&mut self, card: Option<ClaimCard>, why: &str) {
        if let Some(card) = card {
            self.card = card;
            // A verdict is on what was seen: it is chosen again.
            if matches!(self.mode, Mode::Verdict(..)) {
                self.mode = Mode::Looking;
            }
        }
        self.message = Some(Message { text: why.to_owned(), refused: true });
    }

    pub(super) fn show_message(&mut self, text: &str) {
        self.message = (!text.is_empty()).then(|| Message { text: text.to_owned(), refused: false });
    }

    /// What a key does.
    pub(super) fn press(&mut self, key: &Key) -> Option<Action> {
        match key {
            Key::Closed => return Some(Action::Leave),
            Key::Resized => return None,
            _ => self.message = None,
        }
        match std::mem::replace(&mut self.mode, Mode::Looking) {
            Mode::Looking => self.press_looking(key),
            Mode::Helping => {
                // The help of a small terminal is longer than it.
                match self.scroll_with(key) {
                    true => self.mode = Mode::Helping,
                    false => self.scroll = 0,
                }
                None
            }
            _ if *key == Key::Escape => None,
            Mode::Picking(purpose, picking) => self.press_picking(purpose, picking, key),
            Mode::Quoting(draft, picking) => self.press_quoting(draft, picking, key),
            Mode::Typing(draft, field, line) => self.press_typing(draft, field, line, key),
            Mode::Extent(draft) => self.press_extent(draft, key),
            Mode::Stance(draft) => self.press_stance(draft, key),
            Mode::Verdict(verdict, line) => self.press_verdict(verdict, line, key),
            Mode::Noting(line) => self.press_noting(line, key),
        }
    }

    fn press_looking(&mut self, key: &Key) -> Option<Action> {
        match key {
            Key::Char('a') => return Some(Action::Decide(Decision::Accept)),
            Key::Char('d') => return Some(Action::Decide(Decision::Dismiss)),
            Key::Char('c') => return Some(Action::Decide(Decision::Confirm)),
            Key::Char('l') => self.pick(Purpose::Link),
            Key::Char('x') => self.pick(Purpose::Reject),
            Key::Char('q') => self.pick(Purpose::Read),
            Key::Char('n') => self.mode = Mode::Noting(TextLine::default()),
            Key::Char('s') => return Some(Action::Skip),
            Key::Char('u') => return Some(Action::Undo),
            Key::Char('?' | 'h') => (self.mode, self.scroll) = (Mode::Helping, 0),
            Key::Char('Q') | Key::Escape => return Some(Action::Leave),
            Key::Char(digit) => match find_verdict(*digit) {
                Some(verdict) => self.mode = Mode::Verdict(verdict, TextLine::default()),
                None => self.refuse_key(),
            },
            Key::Paste(_) => self.refuse_key(),
            _ => _ = self.scroll_with(key),
        }
        None
    }

    /// Scrolls what is shown; whether the key does that.
    fn scroll_with(&mut self, key: &Key) -> bool {
        match key {
            Key::Up => self.scroll = self.scroll.saturating_sub(1),
            Key::Down => self.scroll = self.scroll.saturating_add(1),
            Key::PageUp => self.scroll = self.scroll.saturating_sub(10),
            Key::PageDown => self.scroll = self.scroll.saturating_add(10),
            Key::Home => self.scroll = 0,
            // The view knows where the end is.
            Key::End => self.scroll = usize::MAX,
            _ => return false,
        }
        true
    }

    fn refuse_key(&mut self) {
        self.message = Some(Message { text: "That key does nothing; ? explains the keys.".to_owned(), refused: true });
    }

    /// The sources that may be picked.
    pub(super) fn candidates(&self, purpose: Purpose) -> Vec<&CardSource> {
        match purpose {
            Purpose::Link => self.card.suggested.iter().chain(&self.card.others).collect(),
            Purpose::Reject => self.card.sources.iter().chain(&self.card.suggested).collect(),
            Purpose::Read => self.card.sources.iter().collect(),
        }
    }

    /// The source of a reading that is under way.
    pub(super) fn source(&self, reference: Uid) -> Option<&CardSource> {
        self.card.sources.iter().find(|source| source.reference == reference)
    }

    fn pick(&mut self, purpose: Purpose) {
        let candidates = self.candidates(purpose);
        let nothing = match purpose {
            Purpose::Link => "The article's list has nothing else that it could rest on.",
            Purpose::Reject => "It cites nothing, and nothing is suggested.",
            Purpose::Read => "It cites nothing yet: l says what it rests on.",
        };
        match (purpose, candidates.as_slice()) {
            (_, []) => self.message = Some(Message { text: nothing.to_owned(), refused: true }),
            (Purpose::Read, [only]) => {
                let reference = only.reference;
                self.begin_reading(reference);
            }
            (_, several) => self.mode = Mode::Picking(purpose, ListPicker::new(several.len())),
        }
    }

    fn begin_reading(&mut self, reference: Uid) {
        let draft = Draft { reference, quote: None, locator: None, read_as: None };
        let sentences = self.source(reference).map_or(0, |source| source.passages.len());
        self.mode = match sentences {
            0 => Mode::Typing(draft, Field::Quote, TextLine::default()),
            n => Mode::Quoting(draft, ListPicker::new(n)),
        };
    }

    fn press_picking(&mut self, purpose: Purpose, mut picking: ListPicker, key: &Key) -> Option<Action> {
        let taken = picking.press(key, false).and_then(|taken| taken.first().copied());
        let Some(at) = taken else {
            self.mode = Mode::Picking(purpose, picking);
            return None;
        };
        let reference = self.candidates(purpose).get(at).map(|source| source.reference)?;
        match purpose {
            Purpose::Link => Some(Action::Decide(Decision::Link(reference))),
            Purpose::Reject => Some(Action::Decide(Decision::Reject(reference))),
            Purpose::Read => {
                self.begin_reading(reference);
                None
            }
        }
    }

    fn press_quoting(&mut self, mut draft: Draft, mut picking: ListPicker, key: &Key) -> Option<Action> {
        if *key == Key::Char('t') {
            self.mode = Mode::Typing(draft, Field::Quote, TextLine::default());
            return None;
        }
        let Some(taken) = picking.press(key, true) else {
            self.mode = Mode::Quoting(draft, picking);
            return None;
        };
        let passages = self.source(draft.reference).map(|source| source.passages.as_slice()).unwrap_or_default();
        let quote = join_passages(taken.iter().filter_map(|at| passages.get(*at)));
        (draft.quote, draft.read_as) = (Some(quote), Some(ReadAs::Abstract));
        self.mode = Mode::Typing(draft, Field::Locator, TextLine::with_text("Abstract"));
        None
    }

    fn press_typing(&mut self, mut draft: Draft, field: Field, mut line: TextLine, key: &Key) -> Option<Action> {
        if *key != Key::Enter {
            line.press(key);
            self.mode = Mode::Typing(draft, field, line);
            return None;
        }
        self.mode = match field {
            Field::Quote => {
                draft.quote = line.words();
                Mode::Typing(draft, Field::Locator, TextLine::default())
            }
            Field::Locator => {
                draft.locator = line.words();
                if draft.read_as.is_some() { Mode::Stance(draft) } else { Mode::Extent(draft) }
            }
        };
        None
    }

    fn press_extent(&mut self, draft: Draft, key: &Key) -> Option<Action> {
        let read_as = match key {
            Key::Char('a') => Some(ReadAs::Abstract),
            Key::Char('f') => Some(ReadAs::FullText),
            Key::Enter => None,
            _ => {
                self.mode = Mode::Extent(draft);
                return None;
            }
        };
        self.mode = Mode::Stance(Draft { read_as, ..draft });
        None
    }

    fn press_stance(&mut self, draft: Draft, key: &Key) -> Option<Action> {
        let stance = match key {
            Key::Char('s') => Stance::Supports,
            Key::Char('p') => Stance::Partly,
            Key::Char('c') => Stance::Contradicts,
            Key::Char('b') => Stance::Background,
            _ => {
                self.mode = Mode::Stance(draft);
                return None;
            }
        };
        let words = ReadingWords {
            stance,
            quote: draft.quote.clone(),
            finding: None,
            locator: draft.locator.clone(),
            read_as: draft.read_as,
        };
        let reference = draft.reference;
        self.mode = Mode::Stance(draft);
        Some(Action::Decide(Decision::Read(reference, words)))
    }

    fn press_verdict(&mut self, verdict: Verdict, mut line: TextLine, key: &Key) -> Option<Action> {
        if *key != Key::Enter {
            line.press(key);
            self.mode = Mode::Verdict(verdict, line);
            return None;
        }
        let words = VerdictWords { verdict, note: line.words(), due: None };
        self.mode = Mode::Verdict(verdict, line);
        Some(Action::Decide(Decision::Review(words)))
    }

    fn press_noting(&mut self, mut line: TextLine, key: &Key) -> Option<Action> {
        if *key != Key::Enter {
            line.press(key);
            self.mode = Mode::Noting(line);
            return None;
        }
        let text = line.words()?;
        self.mode = Mode::Noting(line);
        Some(Action::Note(text))
    }
}

/// The verdict of a key: 1 is the first of the list.
fn find_verdict(digit: char) -> Option<Verdict> {
    let at = digit.to_digit(10)?.checked_sub(1)?;
    Verdict::ALL.get(usize::try_from(at).ok()?).copied()
}
