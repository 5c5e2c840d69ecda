//! A terminal for the full screen: keys from a script, frames to be looked at.

use super::terminal::{Run, Terminal};
use claimbook::cli::{Console, Key, Pressed, ScreenFrame};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// What happens next at the terminal.
pub(crate) enum Step {
    /// A key is pressed.
    Press(Key),
    /// The terminal has this size from now on.
    Resize((u16, u16)),
    /// Something happens elsewhere.
    Meanwhile(Box<dyn FnOnce()>),
}

/// What came of a sitting.
pub(crate) struct Sat {
    pub(crate) run: Run,
    /// Every frame that was shown, as text.
    pub(crate) frames: Vec<String>,
}

impl Sat {
    /// The last frame.
    pub(crate) fn last(&self) -> &str {
        self.frames.last().map_or("", String::as_str)
    }
}

/// Keys as typed: a line end is Enter, `\u{1b}` Escape, `\t` Tab, `↓` and the like the arrows.
pub(crate) fn keys(typed: &str) -> Vec<Step> {
    let key = |c| match c {
        '\n' => Key::Enter,
        '\u{1b}' => Key::Escape,
        '\t' => Key::Tab,
        '↓' => Key::Down,
        '↑' => Key::Up,
        '⇟' => Key::PageDown,
        '⌫' => Key::Backspace,
        c => Key::Char(c),
    };
    typed.chars().map(|c| Step::Press(key(c))).collect()
}

struct Scripted {
    steps: VecDeque<Step>,
    size: (u16, u16),
    now: jiff::Timestamp,
    frames: Rc<RefCell<Vec<String>>>,
}

impl Console for Scripted {
    fn size(&mut self) -> (u16, u16) {
        self.size
    }

    fn draw(&mut self, frame: &ScreenFrame) -> std::io::Result<()> {
        let line = |line: &Vec<_>| line.iter().map(|(_, words): &(_, String)| words.as_str()).collect::<String>();
        let lines: Vec<String> = frame.lines.iter().map(line).collect();
        for line in &lines {
            let width = unicode_width::UnicodeWidthStr::width(line.as_str());
            assert!(width <= usize::from(self.size.0), "{width} columns of {}: {line}", self.size.0);
        }
        assert!(lines.len() <= usize::from(self.size.1), "{} lines of {}", lines.len(), self.size.1);
        let text: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
        self.frames.borrow_mut().push(format!("{}\n", text.join("\n")));
        Ok(())
    }

    fn next_key(&mut self) -> std::io::Result<Pressed> {
        loop {
            match self.steps.pop_front() {
                Some(Step::Press(key)) => return Ok(Pressed { key, at: self.now }),
                Some(Step::Meanwhile(happens)) => happens(),
                Some(Step::Resize(size)) => {
                    self.size = size;
                    return Ok(Pressed { key: Key::Resized, at: self.now });
                }
                // Whoever sat there is gone.
                None => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            }
        }
    }
}

impl Terminal {
    /// Runs `claimbook` at a terminal of that size, where this happens; then the terminal is gone.
    pub(crate) fn sit(&self, arguments: &[&str], size: (u16, u16), steps: Vec<Step>) -> Sat {
        let frames = Rc::new(RefCell::new(Vec::new()));
        let scripted = Scripted { steps: steps.into(), size, now: self.now, frames: Rc::clone(&frames) };
        let run = self.run_with(arguments, Some(Box::new(|_| Ok(Box::new(scripted)))));
        let frames = frames.borrow().clone();
        Sat { run, frames }
    }
}
