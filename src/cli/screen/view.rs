//! How a state looks: the claim's address and why it is asked at the top, the card below, then what is being done, and the
//! keys. Never wider or longer than the terminal.

use super::body::write_body;
use super::console::ScreenFrame;
use super::lines::Lines;
use super::picking::ListPicker;
use super::source_lines::name_source;
use super::state::{Field, Mode, Purpose, ScreenState};
use super::text_line::TextLine;
use crate::cli::show::page::{Emphasis, MarkedWord, width_of, wrap_spans};
use crate::model::{QueueReason, Verdict, Waiting, Word};
use crate::text::format_count;
use unicode_width::UnicodeWidthStr;

/// The least columns and lines.
pub(super) const LEAST: (u16, u16) = (60, 16);

/// The keys while somebody looks at a claim.
const KEYS: &[(&str, &str)] = &[
    ("a", "accept"),
    ("d", "dismiss"),
    ("c", "confirm"),
    ("l", "link"),
    ("x", "reject"),
    ("q", "quote"),
    ("n", "note"),
    ("s", "skip"),
    ("u", "undo"),
    ("?", "help"),
    ("Q", "leave"),
];

/// What the keys do, in full.
const HELP: &[(&str, &str)] = &[
    ("1 … 5", "your verdict; Enter records it, with a note if you type one"),
    ("a", "accept it as a claim of the article"),
    ("d", "dismiss it: the sentence is not a claim"),
    ("c", "confirm: the words that changed still make the claim"),
    ("l", "link: pick what it rests on, from the suggestions and the article's list"),
    ("x", "reject a citation: it does not rest on that"),
    (
        "q",
        "quote: record what a source says. Pick sentences of the stored abstract, or type them; then the place, how much you read, and what it says about the claim",
    ),
    ("n", "keep a note with the claim, which changes nothing"),
    ("s", "skip it; it stays in the queue"),
    ("u", "undo your last decision of this session"),
    ("arrows", "scroll; PageUp, PageDown, Home, End as well"),
    ("Esc", "back; on the claim itself, leave"),
    ("Q", "leave; every decision is already stored"),
];

/// Whether a terminal has no room for a claim.
pub(super) fn is_too_small((width, height): (u16, u16)) -> bool {
    width < LEAST.0 || height < LEAST.1
}

/// The frame for a state in so many columns and lines. The state's scrolling is kept within the card.
pub(super) fn draw(state: &mut ScreenState, (width, height): (u16, u16)) -> ScreenFrame {
    if is_too_small((width, height)) {
        return draw_too_small(width, height);
    }
    let (width, height) = (usize::from(width), usize::from(height));
    let head = draw_head(state, width);
    let (mut foot, cursor) = draw_foot(state, width, height.saturating_sub(head.len() + 4));
    let rule = vec![(Emphasis::Plain, "─".repeat(width))];
    let body = match state.mode {
        Mode::Helping => draw_help(width),
        _ => write_body(&state.card, width),
    };
    let room = height.saturating_sub(head.len() + foot.len() + 2);
    state.scroll = state.scroll.min(body.len().saturating_sub(room));
    let (above, below) = (state.scroll, body.len().saturating_sub(state.scroll + room));
    let mut lines = head;
    lines.push(rule);
    lines.extend(body.into_iter().skip(state.scroll).take(room));
    while lines.len() + foot.len() + 1 < height {
        lines.push(Vec::new());
    }
    lines.push(draw_lower_rule(width, above, below));
    let foot_at = lines.len();
    lines.append(&mut foot);
    // A long message costs the reasons at the top, never the keys.
    let over = lines.len().saturating_sub(height);
    lines.drain(1.min(lines.len())..(1 + over).min(lines.len()));
    let foot_at = foot_at.saturating_sub(over);
    let place =
        |(column, line): (usize, usize)| Some((u16::try_from(column).ok()?, u16::try_from(foot_at + line).ok()?));
    ScreenFrame { lines, cursor: cursor.and_then(place) }
}

fn draw_too_small(width: u16, height: u16) -> ScreenFrame {
    let told = format!(
        "The terminal has {width} columns and {height} lines; {} and {} are needed. Make it larger, or press Q to leave.",
        LEAST.0, LEAST.1
    );
    let mut lines = wrap_spans(&[(Emphasis::Plain, &told)], usize::from(width).max(1));
    lines.truncate(usize::from(height));
    ScreenFrame { lines, cursor: None }
}

fn draw_head(state: &ScreenState, width: usize) -> Vec<MarkedWord> {
    let claim = &state.card.claim;
    let sure = claim.confidence.filter(|_| claim.status == crate::model::Status::Proposed);
    let sure = sure.map(|confidence| format!(" ({confidence})")).unwrap_or_default();
    let (nth, of) = state.progress;
    let progress = format!("{nth} of {of} ");
    let about = format!(" · {}{sure} · {}", claim.status, claim.kind);
    let room = width.saturating_sub(progress.width() + 2);
    let title = wrap_spans(&[(Emphasis::Strong, &format!(" {}", state.card.address)), (Emphasis::Plain, &about)], room);
    let mut lines: Vec<MarkedWord> = title.into_iter().take(2).map(|line| indent(line, 1)).collect();
    if let Some(first) = lines.first_mut() {
        let gap = width.saturating_sub(width_of(first) + progress.width());
        first.push((Emphasis::Plain, format!("{}{progress}", " ".repeat(gap))));
    }
    let why = match state.reasons.split_first() {
        // A reason may tell what others decided.
        _ if state.card.withheld => {
            "Asked because you have not given your opinion yet; others' are withheld until then.".to_owned()
        }
        None => "Nothing is asked of you about this claim.".to_owned(),
        Some((first, [])) => format!("Asked because {}", describe(first)),
        Some((first, others)) => {
            let others: Vec<String> = others.iter().map(|waiting| waiting.reason.to_string()).collect();
            format!("Asked because {}; other reasons: {}", describe(first), others.join(", "))
        }
    };
    lines.extend(wrap_spans(&[(Emphasis::Plain, &why)], width - 2).into_iter().take(3).map(|line| indent(line, 1)));
    lines
}

fn describe(waiting: &Waiting) -> String {
    // Most reasons that tell a day tell this one; these tell that of the review.
    let tells_another = matches!(waiting.reason, QueueReason::Stale | QueueReason::Unreviewed);
    let since = waiting.since.map(|day| day.to_string());
    let since = since.filter(|day| tells_another || !waiting.why.contains(day.as_str()));
    let since = since.map(|day| format!(" (since {day})")).unwrap_or_default();
    format!("{}{since}", waiting.why)
}

fn indent(line: MarkedWord, by: usize) -> MarkedWord {
    [vec![(Emphasis::Plain, " ".repeat(by))], line].concat()
}

/// The rule under the card, which says what of it is out of sight.
fn draw_lower_rule(width: usize, above: usize, below: usize) -> MarkedWord {
    let told = match (above, below) {
        (0, 0) => String::new(),
        (0, below) => format!(" {}: ↓ or PageDown ", format_count(below, "more line")),
        (above, 0) => format!(" {} above: ↑ or PageUp ", format_count(above, "line")),
        (above, below) => format!(" {} above, {below} below: ↑ ↓ ", format_count(above, "line")),
    };
    let rest = width.saturating_sub(told.width() + 2);
    vec![(Emphasis::Plain, format!("{}{told}──", "─".repeat(rest)))]
}

fn draw_help(width: usize) -> Vec<MarkedWord> {
    let mut lines = Lines::new(width);
    lines.heading("What the keys do");
    for (key, meaning) in HELP {
        lines.field(3, key, &[(Emphasis::Plain, (*meaning).to_owned())]);
    }
    lines.heading("The same as plain commands");
    lines.text(
        3,
        "claimbook queue, show, accept, dismiss, link, unlink, verify, review, note, undo: see claimbook help COMMAND",
    );
    lines.lines
}

/// What is below the card, and where in it somebody types.
fn draw_foot(state: &ScreenState, width: usize, most: usize) -> (Vec<MarkedWord>, Option<(usize, usize)>) {
    let mut foot = Foot { width, lines: Vec::new(), cursor: None };
    foot.draw_panel(state, most.saturating_sub(3) / 2);
    if let Some(message) = &state.message {
        let mark = if message.refused { Emphasis::Bad } else { Emphasis::Good };
        let head = if message.refused { "! " } else { "" };
        let told = format!("{head}{}", message.text);
        let lines = wrap_spans(&[(mark, &told)], width - 2);
        foot.lines.extend(lines.into_iter().take(6).map(|line| indent(line, 1)));
    }
    foot.draw_keys(state);
    (foot.lines, foot.cursor)
}

struct Foot {
    width: usize,
    lines: Vec<MarkedWord>,
    cursor: Option<(usize, usize)>,
}

impl Foot {
    fn push_words(&mut self, mark: Emphasis, words: &str) {
        self.lines.extend(wrap_spans(&[(mark, words)], self.width - 2).into_iter().map(|line| indent(line, 1)));
    }

    /// What is being done, in at most so many lines where it is a list.
    fn draw_panel(&mut self, state: &ScreenState, most: usize) {
        match &state.mode {
            Mode::Looking | Mode::Helping => {}
            Mode::Picking(purpose, picking) => {
                self.push_words(
                    Emphasis::Strong,
                    match purpose {
                        Purpose::Link => "What does the claim rest on?",
                        Purpose::Reject => "What does the claim not rest on?",
                        Purpose::Read => "Which source did you read?",
                    },
                );
                let all: Vec<String> = state.candidates(*purpose).into_iter().map(name_source).collect();
                self.list(&all, picking, most);
            }
            Mode::Quoting(draft, picking) => {
                let source = state.source(draft.reference);
                let entry = source.map_or("", |source| source.entry.as_str());
                self.push_words(
                    Emphasis::Strong,
                    &format!("What does {entry} say? From its abstract, the nearest first:"),
                );
                let passages = source.map(|source| source.passages.as_slice()).unwrap_or_default();
                let all: Vec<String> = passages.iter().map(|passage| passage.words.clone()).collect();
                self.list(&all, picking, most);
            }
            Mode::Typing(draft, field, line) => {
                let entry = state.source(draft.reference).map_or("", |source| source.entry.as_str());
                if let Some(quote) = &draft.quote {
                    self.push_words(Emphasis::Plain, &format!("“{quote}”"));
                }
                let ask = match field {
                    Field::Quote => format!("The words of {entry}, or Enter without any:"),
                    Field::Locator => "Where in it (Results, p. 12); leave it empty for no place:".to_owned(),
                };
                self.push_words(Emphasis::Strong, &ask);
                self.draw_typed(line);
            }
            Mode::Extent(_) => self.push_words(Emphasis::Strong, "How much of it did you read?"),
            Mode::Stance(draft) => {
                if let Some(quote) = &draft.quote {
                    let place = draft.locator.as_deref().map(|place| format!(" ({place})")).unwrap_or_default();
                    self.push_words(Emphasis::Plain, &format!("“{quote}”{place}"));
                }
                self.push_words(Emphasis::Strong, "What does the source say about the claim?");
            }
            Mode::Verdict(verdict, line) => {
                self.push_words(Emphasis::Strong, &format!("Your verdict: {verdict}. Type why, if you like:"));
                self.draw_typed(line);
            }
            Mode::Noting(line) => {
                self.push_words(Emphasis::Strong, "A note that stays with the claim and changes nothing:");
                self.draw_typed(line);
            }
        }
    }

    /// A list with its cursor in sight.
    fn list(&mut self, all: &[String], picking: &ListPicker, most: usize) {
        let mut blocks: Vec<Vec<MarkedWord>> = Vec::new();
        for (at, words) in all.iter().enumerate() {
            let is_here = at == picking.at;
            let mark = if picking.marked.contains(&at) { "*" } else { " " };
            let head = format!("{}{mark}{:>2} ", if is_here { ">" } else { " " }, at + 1);
            let style = if is_here { Emphasis::Strong } else { Emphasis::Plain };
            let wrapped = wrap_spans(&[(style, words)], self.width.saturating_sub(7).max(8));
            let lines = wrapped.into_iter().take(3).enumerate().map(|(n, line)| {
                let head = if n == 0 { head.clone() } else { " ".repeat(5) };
                [vec![(style, head)], line].concat()
            });
            blocks.push(lines.collect());
        }
        // From the cursor upwards as far as there is room, then downwards.
        let mut first = picking.at;
        let length =
            |from: usize, to: usize| blocks.get(from..=to).map_or(0, |b| b.iter().map(Vec::len).sum::<usize>());
        while first > 0 && length(first - 1, picking.at) <= most.max(3) {
            first -= 1;
        }
        let mut shown = 0;
        for block in blocks.iter().skip(first) {
            if shown > 0 && shown + block.len() > most.max(3) {
                break;
            }
            shown += block.len();
            self.lines.extend(block.iter().cloned());
        }
    }

    fn draw_typed(&mut self, line: &TextLine) {
        let room = self.width.saturating_sub(5).max(8);
        let before = break_at(line.before_cursor(), room);
        let last = before.last().map_or(0, |words| words.width());
        let (column, row) = if last >= room { (0, before.len()) } else { (last, before.len().saturating_sub(1)) };
        self.cursor = Some((3 + column, self.lines.len() + row));
        let whole = format!("{}{}", line.before_cursor(), line.after_cursor());
        let mut shown = break_at(&whole, room);
        if row >= shown.len() {
            shown.push(String::new());
        }
        for (n, words) in shown.into_iter().enumerate() {
            let head = if n == 0 { " > " } else { "   " };
            self.lines.push(vec![(Emphasis::Plain, format!("{head}{words}"))]);
        }
    }

    /// The keys that mean something now.
    fn draw_keys(&mut self, state: &ScreenState) {
        let keys: Vec<(String, &str)> = match &state.mode {
            Mode::Looking => {
                let verdicts = (1..).zip(Verdict::ALL).map(|(n, verdict): (usize, _)| (n.to_string(), verdict.token()));
                self.draw_key_line(&verdicts.collect::<Vec<_>>());
                KEYS.iter().map(|(key, what)| ((*key).to_owned(), *what)).collect()
            }
            Mode::Helping => own_keys(&[("↑ ↓", "scroll"), ("any other key", "back")]),
            Mode::Picking(..) => own_keys(&[("↑ ↓ or a number", "choose"), ("Enter", "take it"), ("Esc", "back")]),
            Mode::Quoting(..) => own_keys(&[
                ("Enter", "take it"),
                ("Space", "mark several"),
                ("t", "type instead"),
                ("↑ ↓", "choose"),
                ("Esc", "back"),
            ]),
            Mode::Typing(..) => own_keys(&[("Enter", "go on"), ("Esc", "back to the claim")]),
            Mode::Extent(_) => {
                own_keys(&[("a", "abstract"), ("f", "full text"), ("Enter", "leave it open"), ("Esc", "back")])
            }
            Mode::Stance(_) => own_keys(&[
                ("s", "supports"),
                ("p", "partly"),
                ("c", "contradicts"),
                ("b", "background"),
                ("Esc", "back"),
            ]),
            Mode::Verdict(..) => {
                self.push_words(Emphasis::Plain, &format!("Signed by {} with what the claim rests on.", state.person));
                own_keys(&[("Enter", "record it"), ("Esc", "back")])
            }
            Mode::Noting(_) => own_keys(&[("Enter", "keep it"), ("Esc", "back")]),
        };
        self.draw_key_line(&keys);
    }

    fn draw_key_line(&mut self, keys: &[(String, &str)]) {
        // A key and its word stay together.
        let glue = "\u{a0}";
        let mut spans: Vec<(Emphasis, String)> = Vec::new();
        for (key, what) in keys {
            spans.push((Emphasis::Strong, key.replace(' ', glue)));
            spans.push((Emphasis::Plain, format!("{glue}{}{glue} ", what.replace(' ', glue))));
        }
        let spans: Vec<(Emphasis, &str)> = spans.iter().map(|(mark, words)| (*mark, words.as_str())).collect();
        for line in wrap_spans(&spans, self.width - 2) {
            let line = line.into_iter().map(|(mark, words)| (mark, words.replace(glue, " "))).collect();
            self.lines.push(indent(line, 1));
        }
    }
}

fn own_keys(keys: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    keys.iter().map(|(key, what)| ((*key).to_owned(), *what)).collect()
}

/// Text broken wherever the line is full, spaces included: what somebody types does not jump about.
fn break_at(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for c in text.chars() {
        let needs = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used + needs > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.push(c);
        used += needs;
    }
    lines.push(line);
    lines
}
