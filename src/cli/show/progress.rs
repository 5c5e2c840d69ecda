//! How a run that takes time is shown: a line that moves on a terminal, a line every few seconds in a log, nothing when
//! quiet; and Ctrl-C, which ends it with what is known by then.

use crate::cli::Session;
use crate::refresh::{Progress, Watch};
use crate::text::visible::make_lines_visible as make_visible;
use std::io::Write;
use std::time::Duration;

/// Takes the cursor to the line's begin and clears the line.
const ANEW: &str = "\r\u{1b}[K";

/// Shows which of many steps is under way: on a terminal alone, where they are many.
pub(crate) fn show_step(session: &mut Session<'_>, many: bool, step: impl FnOnce() -> String) {
    if many && session.ambient.stderr_is_terminal && !session.globals.quiet {
        let width = session.ambient.width.map_or(80, usize::from).saturating_sub(1);
        let line: String = make_visible(&step()).chars().take(width).collect();
        // A line that cannot be shown must not stop the work that it tells of.
        let _ = write!(session.ambient.stderr, "{ANEW}{line}").and_then(|()| session.ambient.stderr.flush());
    }
}

/// Takes the line of [`show_step`] away.
pub(crate) fn clear_step(session: &mut Session<'_>, many: bool) {
    show_step(session, many, String::new);
}

/// Shows a run on a stream.
pub(crate) struct ProgressDisplay<'a> {
    out: &'a mut dyn Write,
    manner: ProgressManner,
    /// A line stands there that is to be overwritten.
    standing: bool,
}

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProgressManner {
    /// A line that moves, this wide.
    Moving(usize),
    /// A line now and then.
    Lines,
    /// Not at all.
    Quiet,
}

impl<'a> ProgressDisplay<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, manner: ProgressManner) -> Self {
        Self { out, manner, standing: false }
    }
}

impl Watch for ProgressDisplay<'_> {
    fn interval(&self) -> Option<Duration> {
        match self.manner {
            ProgressManner::Moving(_) => Some(Duration::from_millis(120)),
            ProgressManner::Lines => Some(Duration::from_secs(5)),
            ProgressManner::Quiet => None,
        }
    }

    fn show(&mut self, progress: &Progress) {
        let line = write_line(progress);
        // A line that cannot be shown must not stop the work that it tells of.
        let _ = match self.manner {
            ProgressManner::Moving(width) => {
                self.standing = true;
                let line: String = line.chars().take(width.saturating_sub(1)).collect();
                write!(self.out, "{ANEW}{line}").and_then(|()| self.out.flush())
            }
            ProgressManner::Lines => writeln!(self.out, "{line}"),
            ProgressManner::Quiet => Ok(()),
        };
    }

    fn heeds_interrupts(&self) -> bool {
        true
    }
}

impl Drop for ProgressDisplay<'_> {
    fn drop(&mut self) {
        if self.standing {
            let _ = write!(self.out, "{ANEW}").and_then(|()| self.out.flush());
        }
    }
}

/// `412 of 1,000 · 85 a second · about 7 s left · waiting for crossref (31 of 100)`.
fn write_line(progress: &Progress) -> String {
    let (settled, asked) = progress.total();
    let mut parts = vec![format!("{settled} of {asked}"), format!("{:.0} a second", progress.rate())];
    if let Some(left) = progress.remaining() {
        parts.push(format!("about {} left", describe_span(left)));
    }
    if let Some(slowest) = progress.slowest() {
        parts.push(format!("waiting for {} ({} of {})", slowest.service, slowest.settled, slowest.asked));
    }
    parts.join(" · ")
}

/// `40 s`, `3 min`, `2 h`.
pub(crate) fn describe_span(time: Duration) -> String {
    match time.as_secs() {
        s @ 0..90 => format!("{} s", s.max(1)),
        s @ 90..5_400 => format!("{} min", s.div_ceil(60)),
        s => format!("{} h", s.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refresh::ServiceShare;

    fn progress() -> Progress {
        let services = vec![
            ServiceShare { service: "doi.org", asked: 100, settled: 100 },
            ServiceShare { service: "crossref", asked: 100, settled: 25 },
        ];
        Progress { elapsed: Duration::from_secs(10), services }
    }

    #[test]
    fn the_line_names_rate_rest_and_whom_it_waits_for() {
        assert_eq!(
            write_line(&progress()),
            "125 of 200 · 12 a second · about 30 s left · waiting for crossref (25 of 100)"
        );
        assert_eq!(write_line(&Progress::default()), "0 of 0 · 0 a second");
    }

    #[test]
    fn a_terminal_gets_one_line_that_is_gone_at_the_end_and_a_log_gets_whole_lines() {
        for (manner, expected) in [
            (ProgressManner::Moving(10), format!("{ANEW}125 of 20{ANEW}125 of 20{ANEW}")),
            (ProgressManner::Lines, format!("{0}\n{0}\n", write_line(&progress()))),
            (ProgressManner::Quiet, String::new()),
        ] {
            let mut out = Vec::new();
            let mut shown = ProgressDisplay::new(&mut out, manner);
            shown.show(&progress());
            shown.show(&progress());
            drop(shown);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{manner:?}");
        }
    }
}
