//! A small model of an article, and how it is written down here: a line is a block, `##` begins a heading, `*` a bullet, `+` a
//! numbered item, `|` a row whose first stands over the columns, `>` a quotation. `{1,3}` is a marker of entries 1 and 3, and
//! `[words](address)` a link.

/// An article of our own.
pub(super) struct Article {
    /// What is special about it.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// Lines under the title, as they are printed.
    pub(super) byline: &'static [&'static str],
    pub(super) body: &'static str,
    /// How its markers look.
    pub(super) markers: Markers,
    /// Its lists of references, each behind the part of the body with its number; most articles have one.
    pub(super) lists: &'static [List],
    /// Formats that cannot say what it says.
    pub(super) not_in: &'static [&'static str],
}

/// A list of references.
pub(super) struct List {
    pub(super) heading: &'static str,
    pub(super) numbered: bool,
    pub(super) entries: &'static [&'static str],
}

/// How the markers of an article look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Markers {
    /// `[1,3]`
    Brackets,
    /// `(1,3)`
    Round,
    /// Raised figures.
    Raised,
    /// Notes at the foot of the page, or behind the text; the entries have no heading.
    Footnotes,
    /// None but the words themselves: `(Poe, 2020)`, or links.
    Words,
}

/// A block of the body.
pub(super) enum Part {
    Heading(u8, Vec<Run>),
    Paragraph(Vec<Run>),
    Bullets(Vec<Vec<Run>>),
    Numbered(Vec<Vec<Run>>),
    Table(Vec<Vec<Vec<Run>>>),
    Quote(Vec<Run>),
    /// One of the lists of references stands here.
    List(usize),
}

/// Words, a marker or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Words(String),
    Marker(Vec<u32>),
    Link(String, String),
}

impl Article {
    /// The blocks of the body, its lists among them: a line of `---` stands for the next list, and what is left comes last.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut lists = 0;
        for line in self.body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line == "---" {
                parts.push(Part::List(lists));
                lists += 1;
                continue;
            }
            let (mark, words) = line.split_once(' ').unwrap();
            match (mark, parts.last_mut()) {
                ("##" | "###", _) => parts.push(Part::Heading(mark.len() as u8, runs(words))),
                (">", _) => parts.push(Part::Quote(runs(words))),
                ("*", Some(Part::Bullets(items))) => items.push(runs(words)),
                ("*", _) => parts.push(Part::Bullets(vec![runs(words)])),
                ("+", Some(Part::Numbered(items))) => items.push(runs(words)),
                ("+", _) => parts.push(Part::Numbered(vec![runs(words)])),
                ("|", Some(Part::Table(rows))) => rows.push(words.split(" | ").map(runs).collect()),
                ("|", _) => parts.push(Part::Table(vec![words.split(" | ").map(runs).collect()])),
                _ => parts.push(Part::Paragraph(runs(line))),
            }
        }
        parts.extend((lists..self.lists.len()).map(Part::List));
        parts
    }
}

/// The runs of a line.
pub(super) fn runs(mut line: &str) -> Vec<Run> {
    let mut out = Vec::new();
    while let Some(at) = line.find(['{', '[']) {
        let (words, rest) = line.split_at(at);
        out.extend(Some(Run::Words(words.to_owned())).filter(|_| !words.is_empty()));
        if let Some(marker) = rest.strip_prefix('{') {
            let (numbers, behind) = marker.split_once('}').unwrap();
            out.push(Run::Marker(numbers.split(',').map(|n| n.trim().parse().unwrap()).collect()));
            line = behind;
        } else {
            let (words, behind) = rest[1..].split_once("](").unwrap();
            let (url, behind) = behind.split_once(')').unwrap();
            out.push(Run::Link(words.to_owned(), url.to_owned()));
            line = behind;
        }
    }
    out.extend(Some(Run::Words(line.to_owned())).filter(|_| !line.is_empty()));
    out
}

/// Numbers as a marker prints them.
pub(super) fn joined(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}
