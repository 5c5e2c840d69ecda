//! What site generators add to Markdown, made plain before it is parsed: marks of admonitions go and their words stay, and
//! shortcodes, attributes and imports go. Every line stays a line, so that places in the file can be told.

use super::notes_of_vaults;
use crate::text::citing::parse_numbers;
use std::borrow::Cow;

/// A body that is Markdown alone.
pub(super) struct Prepared<'t> {
    pub(super) text: Cow<'t, str>,
    /// How many columns were cut off the front of each line; empty where none were.
    pub(super) cut: Vec<u32>,
}

/// What stands for the `^` of a note in line, `^[Roe B. Knees. 2020]`, which would raise words to the parser.
pub(super) const NOTE: char = '\u{e000}';

/// Makes a body plain.
pub(super) fn prepare(body: &str) -> Prepared<'_> {
    const ADDED: [&str; 15] =
        ["\n:::", "!!!", "???", "=== \"", "[!", "{{", "{%", "{:", "{#", "{.", "^[", "[TOC]", "[[", "==", "%%"];
    let is_plain = !ADDED.iter().any(|mark| body.contains(mark))
        && !body.starts_with(":::")
        && !["import ", "export ", "{/*", "{target", "[[toc]]"].iter().any(|mark| body.contains(mark));
    if is_plain {
        return Prepared { text: Cow::Borrowed(body), cut: Vec::new() };
    }
    let mut text = String::with_capacity(body.len() + 64);
    let mut lines = Lines::default();
    let mut cut = Vec::new();
    for row in body.split_inclusive('\n') {
        let (line, end) = row.strip_suffix('\n').map_or((row, ""), |line| (line, "\n"));
        let (plain, columns) = lines.make_plain(line);
        text.push_str(&plain);
        text.push_str(end);
        cut.push(columns);
    }
    Prepared { text: Cow::Owned(text), cut }
}

/// What is open at a line.
#[derive(Default)]
struct Lines {
    /// The fence of the code that is open.
    fence: Option<String>,
    /// Admonitions that hold what is indented under them, one in the other.
    indented: usize,
}

impl Lines {
    /// The line without marks, and how many columns it lost in front.
    fn make_plain<'l>(&mut self, line: &'l str) -> (Cow<'l, str>, u32) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if self.fence.is_none() && !line.trim().is_empty() {
            self.indented = self.indented.min(indent / 4);
        }
        let dedent = (self.indented * 4).min(indent);
        let inside = line.get(dedent..).unwrap_or_default();
        if self.is_code(inside) {
            return (Cow::Borrowed(inside), dedent as u32);
        }
        if let Some(title) = strip_indent(inside) {
            self.indented += 1;
            return indent_title(line, title);
        }
        if let Some(title) = strip_fence(inside).or_else(|| read_alert(inside)) {
            return indent_title(line, title);
        }
        if is_no_text(inside) {
            return (Cow::Borrowed(""), 0);
        }
        let masked = mask(inside);
        match notes_of_vaults::rewrite_line(&masked) {
            Some(plain) => (Cow::Owned(plain), dedent as u32),
            None => (masked, dedent as u32),
        }
    }

    fn is_code(&mut self, line: &str) -> bool {
        let mark: String = {
            let first = line.trim_start().chars().next().filter(|c| matches!(c, '`' | '~'));
            line.trim_start().chars().take_while(|c| Some(*c) == first).collect()
        };
        match &self.fence {
            Some(open) => {
                if mark.starts_with(open.as_str()) && line.trim().len() == mark.len() {
                    self.fence = None;
                }
                true
            }
            None if mark.len() >= 3 && !line.trim_start().get(mark.len()..).unwrap_or_default().contains('`') => {
                self.fence = Some(mark);
                true
            }
            None => false,
        }
    }
}

/// A title on a line of its own: the break behind it parts it from the words.
fn indent_title<'l>(line: &'l str, title: &str) -> (Cow<'l, str>, u32) {
    if !title.contains(char::is_alphanumeric) {
        return (Cow::Borrowed(""), 0);
    }
    let before = line.find(title).and_then(|at| line.get(..at)).map_or(0, |before| before.chars().count());
    (Cow::Owned(format!("{title}  ")), before as u32)
}

/// `!!! note "Title"`, `???+ tip`, `=== "Tab"`: the title of a block that is indented under it.
fn strip_indent(line: &str) -> Option<&str> {
    let mark = ["!!! ", "???+ ", "??? ", "=== \"", "===! \""].into_iter().find(|mark| line.starts_with(mark))?;
    let rest = line.get(mark.len()..)?;
    if mark.starts_with('=') {
        return rest.strip_suffix('"');
    }
    match rest.split_once('"') {
        Some((_, title)) => Some(title.trim_end().trim_end_matches('"')),
        None => rest.split_whitespace().all(|word| word.chars().all(|c| c.is_alphanumeric() || c == '-')).then_some(""),
    }
}

/// `:::note Title`, `::: {.callout-tip}`, `:::`: the title of a block between such lines.
fn strip_fence(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches([' ', ':']);
    let colons = line.trim_start_matches(' ').len() - rest.len();
    if !line.trim_start_matches(' ').starts_with(":::") || colons < 3 {
        return None;
    }
    let rest = rest.trim().trim_end_matches(':').trim_end();
    if let Some(attributes) = rest.strip_prefix('{') {
        let title = attributes.split_once("title=\"").and_then(|(_, title)| title.split_once('"'));
        return Some(title.map_or("", |(title, _)| title));
    }
    let name = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-').len();
    let title = rest.get(name..)?.trim();
    Some(title.strip_prefix('[').map_or(title, |title| title.split(']').next().unwrap_or(title)))
}

/// `> [!NOTE] Title`: the quote with its title.
fn read_alert(line: &str) -> Option<&str> {
    let inside = line.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?;
    let (name, title) = inside.split_once(']')?;
    name.chars().all(|c| c.is_alphanumeric() || c == '-').then(|| title.trim_start_matches(['+', '-']).trim())
}

/// A line that is for the generator alone.
fn is_no_text(line: &str) -> bool {
    let is_import = line.starts_with("import ") && (line.contains(" from '") || line.contains(" from \""));
    let is_export =
        ["export const ", "export default ", "export function "].iter().any(|start| line.starts_with(start));
    let alone = line.trim();
    let is_list = alone.starts_with("{:") && alone.ends_with('}');
    is_import || is_export || is_list || matches!(alone, "[TOC]" | "[[toc]]" | "[[TOC]]" | "[toc]")
}

/// Shortcodes and attributes, which nobody reads, as spaces.
fn mask(line: &str) -> Cow<'_, str> {
    if !line.contains(['{', '^']) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['{', '^']) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        if here.starts_with("^[") && is_note(here) {
            out.push(NOTE);
            rest = here.get(1..).unwrap_or_default();
            continue;
        }
        let length = measure_generated(here, before.chars().next_back()).unwrap_or(0);
        match here.get(..length).filter(|code| !code.is_empty()) {
            Some(code) => out.extend(code.chars().map(|_| ' ')),
            None => out.extend(here.chars().next()),
        }
        rest = here.get(length.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The bytes of a shortcode, or of attributes behind what they belong to, at the head of a text.
fn measure_generated(text: &str, before: Option<char>) -> Option<usize> {
    let pairs = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}"), ("{/*", "*/}")];
    if let Some((open, close)) = pairs.into_iter().find(|(open, _)| text.starts_with(open)) {
        return text.get(open.len()..)?.find(close).map(|at| open.len() + at + close.len());
    }
    let inside = text.strip_prefix('{')?;
    let close = inside.find('}')?;
    let words = inside.get(..close)?;
    let is_attribute = words.starts_with([':', '.', '#']) || words.contains('=');
    (is_attribute && before.is_some_and(|c| matches!(c, ')' | ']' | '*' | '`' | ' ')))
        .then_some(close + 2)
        // Attributes of a heading are read with it.
        .filter(|_| !words.starts_with('#') || before != Some(' '))
}

/// Whether `^[` opens a note, and not numbers: `^[1,2]^`.
fn is_note(text: &str) -> bool {
    let inside = text.get(1..).unwrap_or_default();
    inside.find(']').and_then(|end| inside.get(..=end)).is_none_or(|label| parse_numbers(label).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_generators_go_and_words_stay() {
        for (body, plain) in [
            ("Heat helps.", "Heat helps."),
            (":::note\nHeat helps.\n:::", "\nHeat helps.\n"),
            (":::tip Warm\nHeat helps.\n:::", "Warm  \nHeat helps.\n"),
            (":::tip[Warm]\nHeat helps.\n:::", "Warm  \nHeat helps.\n"),
            ("::: {.callout-tip title=\"Warm\"}\nHeat helps.\n:::", "Warm  \nHeat helps.\n"),
            (
                "!!! note \"Warm\"\n    Heat helps.\n\n    !!! tip\n        Rest.\nEnd.",
                "Warm  \nHeat helps.\n\n\nRest.\nEnd.",
            ),
            ("??? note\n    Heat helps.", "\nHeat helps."),
            ("> [!NOTE]\n> Heat helps.", "\n> Heat helps."),
            ("> [!warning]- Warm\n> Heat helps.", "Warm  \n> Heat helps."),
            ("Heat {{< cite 3 >}} helps.", "Heat                helps."),
            ("{% include x %}Heat.", "               Heat."),
            ("Heat.\n{: .lead}", "Heat.\n"),
            ("## References {#refs .x}", "## References {#refs .x}"),
            ("[Heat](a.md){target=_blank} helps", "[Heat](a.md)                helps"),
            ("import Tabs from '@theme/Tabs';\n\nHeat.", "\n\nHeat."),
            ("```\n:::note\n{{< x >}}\n```\n{{< x >}}", "```\n:::note\n{{< x >}}\n```\n         "),
            (
                "In [[Gut health|the gut]] and [[Reflux]]: ==safe==.",
                "In              the gut   and   Reflux  :   safe  .",
            ),
            ("[^a]: [[Papers/Roe2018]] Roe B.", "[^a]:                    Roe B."),
            ("![[gut.png]] It beats placebo %%check%%.", "             It beats placebo          ."),
            (
                "It helps [[@poe2020]]; a == b, `==x==`, [[1]](https://a.example)",
                "It helps  [@poe2020] ; a == b, `==x==`, [[1]](https://a.example)",
            ),
            ("By half.^[Roe B.] 10^[1]^", "By half.\u{e000}[Roe B.] 10^[1]^"),
        ] {
            assert_eq!(prepare(body).text, plain, "{body}");
        }
        assert_eq!(prepare("!!! note\n    Heat helps.").cut, [0, 4]);
    }

    proptest::proptest! {
        #[test]
        fn lines_stay_lines(text in "([a-z ]{0,4}|[{}%:!?=\"\\[\\]^<>\n`~é]|    |:::|\\{\\{<|>\\}\\}){0,30}") {
            let prepared = prepare(&text);
            proptest::prop_assert_eq!(prepared.text.matches('\n').count(), text.matches('\n').count());
        }
    }
}
