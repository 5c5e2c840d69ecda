//! Lists and forms as text, HTML and Markdown. Everything that came from outside is escaped here, and nowhere else.

use super::{ListLine, ScriptPosition, StyledRun};
use crate::text::make_visible;
use std::io::{self, Write};

/// What a list can be written as.
#[derive(Debug)]
pub struct LinkTarget {
    /// Its name in `--to`.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Writes a list.
    pub list: fn(&[ListLine], &mut dyn Write) -> io::Result<()>,
    /// One line of runs.
    pub line: fn(&[StyledRun]) -> String,
}

/// Every target.
pub const TARGETS: &[&LinkTarget] = &[
    &LinkTarget { name: "text", summary: "plain text, an entry a line", list: write_text_list, line: write_text },
    &LinkTarget {
        name: "html",
        summary: "an HTML list, DOIs and addresses linked",
        list: write_html_list,
        line: write_html,
    },
    &LinkTarget {
        name: "markdown",
        summary: "Markdown, DOIs and addresses linked",
        list: write_markdown_list,
        line: write_markdown,
    },
];

fn write_text_list(lines: &[ListLine], out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        match line.number {
            Some(n) => writeln!(out, "{n}. {}", write_text(&line.runs))?,
            None => writeln!(out, "{}", write_text(&line.runs))?,
        }
    }
    Ok(())
}

fn write_text(runs: &[StyledRun]) -> String {
    let mut shown = String::new();
    for run in runs {
        match run.script {
            ScriptPosition::Line => shown.push_str(&make_visible(&run.text)),
            script => {
                shown.push_str(&make_visible(&shift_script(&run.text, script).unwrap_or_else(|| run.text.clone())))
            }
        }
    }
    shown
}

/// Figures below or above the line as characters of their own, where all of them have one.
fn shift_script(text: &str, script: ScriptPosition) -> Option<String> {
    const LINE: &str = "0123456789+-(),";
    let there = if script == ScriptPosition::Sub {
        "₀₁₂₃₄₅₆₇₈₉₊₋₍₎,"
    } else {
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾,"
    };
    text.chars().map(|c| LINE.chars().position(|l| l == c).and_then(|at| there.chars().nth(at))).collect()
}

fn write_html_list(lines: &[ListLine], out: &mut dyn Write) -> io::Result<()> {
    let numbered = lines.iter().any(|line| line.number.is_some());
    let (list, item) = if numbered { ("ol", "li") } else { ("div", "p") };
    writeln!(out, "<{list} class=\"references\">")?;
    for line in lines {
        writeln!(out, "<{item}>{}</{item}>", write_html(&line.runs))?;
    }
    writeln!(out, "</{list}>")
}

fn write_html(runs: &[StyledRun]) -> String {
    let mut shown = String::new();
    for run in runs {
        let mut text = escape(&make_visible(&run.text));
        for (is, tag) in [
            (run.script == ScriptPosition::Sub, "sub"),
            (run.script == ScriptPosition::Sup, "sup"),
            (run.italic, "i"),
            (run.bold, "b"),
        ] {
            if is {
                text = format!("<{tag}>{text}</{tag}>");
            }
        }
        match &run.link {
            Some(link) => shown.push_str(&format!("<a href=\"{}\">{text}</a>", escape(&make_visible(link)))),
            None => shown.push_str(&text),
        }
    }
    shown
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn write_markdown_list(lines: &[ListLine], out: &mut dyn Write) -> io::Result<()> {
    for (at, line) in lines.iter().enumerate() {
        match line.number {
            Some(n) => writeln!(out, "{n}. {}", write_markdown(&line.runs))?,
            None if at > 0 => writeln!(out, "\n{}", write_markdown(&line.runs))?,
            None => writeln!(out, "{}", write_markdown(&line.runs))?,
        }
    }
    Ok(())
}

fn write_markdown(runs: &[StyledRun]) -> String {
    let mut shown = String::new();
    for run in runs {
        let inner = run.text.trim();
        if inner.is_empty() {
            shown.push_str(&run.text);
            continue;
        }
        // A mark beside a space would not be one, so spaces stay outside.
        let (before, after) = (leading_blanks(&run.text), trailing_blanks(&run.text));
        let mut text = escape_literal(&make_visible(inner));
        match run.script {
            ScriptPosition::Sub => text = format!("<sub>{text}</sub>"),
            ScriptPosition::Sup => text = format!("<sup>{text}</sup>"),
            ScriptPosition::Line => {}
        }
        if run.italic {
            text = format!("*{text}*");
        }
        if run.bold {
            text = format!("**{text}**");
        }
        if let Some(link) = &run.link {
            let link = make_visible(link).replace('(', "%28").replace(')', "%29").replace('\\', "%5C");
            text = format!("[{text}]({})", link.replace('<', "%3C").replace('>', "%3E").replace(' ', "%20"));
        }
        shown.push_str(&format!("{before}{text}{after}"));
    }
    escape_line_start(&shown)
}

fn leading_blanks(text: &str) -> &str {
    text.get(..text.len() - text.trim_start().len()).unwrap_or_default()
}

fn trailing_blanks(text: &str) -> &str {
    text.get(text.trim_end().len()..).unwrap_or_default()
}

/// Text as CommonMark and GitHub read it back.
fn escape_literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' | '!' => true,
            // An entity: `&amp;`, `&#60;`.
            '&' => characters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What would begin a list or a rule at the beginning of a line.
fn escape_line_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    match line.chars().next() {
        Some('-' | '+' | '=') => format!("\\{line}"),
        Some(c) if c.is_ascii_digit() && after.starts_with(['.', ')']) => {
            format!("{}\\{after}", line.get(..digits).unwrap_or_default())
        }
        _ => line.to_owned(),
    }
}
