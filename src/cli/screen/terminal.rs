//! A real terminal, by ratatui and crossterm: raw, on its alternate screen, and as it was before once this is dropped.

use super::console::{Console, Key, Pressed, ScreenFrame};
use crate::cli::show::page::Emphasis;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read,
};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::crossterm::{cursor, execute};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a key is waited for before signals are looked at.
const BREATH: Duration = Duration::from_millis(150);

type Output = Box<dyn Write>;

struct RealTerminal {
    terminal: Terminal<CrosstermBackend<Output>>,
    now: fn() -> jiff::Timestamp,
    colours: bool,
    signals: Signals,
    /// Set when the terminal is given back: it is watched no longer.
    done: Arc<AtomicBool>,
}

/// What was asked of the program meanwhile.
#[derive(Default)]
struct Signals {
    /// Set by the signals that ask a program to end.
    asked_to_end: Arc<AtomicBool>,
    /// Set by the one that says that the terminal is gone, or is to be given up.
    hung_up: Arc<AtomicBool>,
}

/// How often it is looked whether the terminal is still there.
const GLANCE: Duration = Duration::from_millis(250);

/// Takes over the terminal of this process. `output` is where it is drawn, `now` the clock.
pub fn open_terminal(
    mut output: Box<dyn Write>,
    now: fn() -> jiff::Timestamp,
    colours: bool,
) -> io::Result<Box<dyn Console>> {
    let signals = watch_signals()?;
    enable_raw_mode()?;
    let begun = execute!(output, EnterAlternateScreen, EnableBracketedPaste);
    let opened = begun.and_then(|()| Terminal::new(CrosstermBackend::new(output)));
    match opened {
        Ok(terminal) => {
            let done = Arc::new(AtomicBool::new(false));
            watch_terminal(Arc::clone(&done));
            Ok(Box::new(RealTerminal { terminal, now, colours, signals, done }))
        }
        Err(failed) => {
            disable_raw_mode()?;
            Err(failed)
        }
    }
}

/// From now on these signals end the sitting instead of the process, so that the terminal is put back. After that SIGHUP ends the
/// process as ever.
fn watch_signals() -> io::Result<Signals> {
    let signals = Signals::default();
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        for signal in [SIGTERM, SIGINT, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&signals.asked_to_end))?;
        }
        signal_hook::flag::register(SIGHUP, Arc::clone(&signals.hung_up))?;
    }
    Ok(signals)
}

/// Ends the process, as SIGHUP does, once the terminal is gone: crossterm would read from it without end. The signal itself does not
/// reach everybody: whoever runs behind `nohup`, or lost the shell, would wait for keys for ever.
fn watch_terminal(done: Arc<AtomicBool>) {
    #[cfg(unix)]
    {
        std::thread::spawn(move || {
            while !done.load(Ordering::Relaxed) {
                std::thread::sleep(GLANCE);
                if !done.load(Ordering::Relaxed) && !io::stdin().is_terminal() {
                    hang_up();
                }
            }
        });
    }
}

/// Ends the process as SIGHUP does.
fn hang_up() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGHUP);
}

impl Drop for RealTerminal {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        // Whoever closed the terminal sees none of this.
        let _ = execute!(self.terminal.backend_mut(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
        if self.signals.hung_up.load(Ordering::Relaxed) {
            hang_up();
        }
    }
}

impl Console for RealTerminal {
    fn size(&mut self) -> (u16, u16) {
        size().unwrap_or((80, 24))
    }

    fn draw(&mut self, frame: &ScreenFrame) -> io::Result<()> {
        let colours = self.colours;
        self.terminal.draw(|drawn| {
            let area = drawn.area();
            for (y, line) in (area.top()..area.bottom()).zip(&frame.lines) {
                let spans = line.iter().map(|(mark, words)| Span::styled(words.as_str(), find_style(*mark, colours)));
                drawn.buffer_mut().set_line(area.left(), y, &Line::from(spans.collect::<Vec<_>>()), area.width);
            }
            if let Some((x, y)) = frame.cursor {
                drawn.set_cursor_position(Position { x, y });
            }
        })?;
        Ok(())
    }

    fn next_key(&mut self) -> io::Result<Pressed> {
        loop {
            let key = match self.signals.asked_to_end.load(Ordering::Relaxed) {
                true => Some(Key::Closed),
                false if poll(BREATH)? => translate(read()?),
                false => None,
            };
            if let Some(key) = key {
                return Ok(Pressed { key, at: (self.now)() });
            }
        }
    }
}

/// What stands out without colours, too.
fn find_style(mark: Emphasis, colours: bool) -> Style {
    let coloured = |colour| if colours { Style::new().fg(colour) } else { Style::new() };
    match mark {
        Emphasis::Plain => Style::new(),
        Emphasis::Strong => Style::new().add_modifier(Modifier::BOLD),
        Emphasis::Sentence => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Emphasis::Good => coloured(Color::Green),
        Emphasis::Bad => coloured(Color::Red).add_modifier(Modifier::BOLD),
    }
}

fn translate(event: Event) -> Option<Key> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Press => translate_key(key),
        Event::Paste(text) => Some(Key::Paste(text)),
        Event::Resize(..) => Some(Key::Resized),
        _ => None,
    }
}

fn translate_key(key: KeyEvent) -> Option<Key> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Char('c' | 'd') if control => Key::Closed,
        KeyCode::Char(_) if control => return None,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Tab => Key::Tab,
        _ => return None,
    })
}
