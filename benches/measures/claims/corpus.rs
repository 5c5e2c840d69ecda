//! Labelled sentences: ours, in `benches/sentences`, and those of public health pages beside the project, where they are there.

use crate::Failed;
use claimbook::model::{Blocks, Kind, Word};
use claimbook::read::article::read_article;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// No article of ours is larger, in bytes.
const LARGEST: u64 = 10_000_000;

/// What a labelled sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Claim(Kind),
    /// A definition, common knowledge: to propose it is no mistake, and none is missed.
    Context,
    Not,
}

/// A sentence that somebody labelled.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    pub(crate) words: String,
    pub(crate) label: Label,
    /// Two careful people might differ.
    pub(crate) unsure: bool,
}

/// An article with its labels.
pub(crate) struct LabelledArticle {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) blocks: Blocks,
    pub(crate) labels: Vec<Labelled>,
}

/// Our own articles; those whose names begin with `free-` hold no claim.
pub(crate) fn own() -> Result<Vec<LabelledArticle>, Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/sentences");
    files(&folder, "txt")?.iter().map(|path| read_own(path)).collect()
}

/// The labelled public pages beside the project; none where they are not there.
pub(crate) fn shared() -> Result<Vec<LabelledArticle>, Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples/claims");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    files(&folder.join("labels"), "tsv")?.iter().map(|path| read_shared(path)).collect()
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failed> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry?.path();
        paths.extend(path.extension().is_some_and(|e| e == extension).then_some(path));
    }
    paths.sort();
    Ok(paths)
}

/// A line of ours: `claim/risk unsure | words`, `context | words`, `- not | a bullet`, `## heading`.
fn read_own(path: &Path) -> Result<LabelledArticle, Failed> {
    let (mut markdown, mut labels) = (String::new(), Vec::new());
    let mut before = "";
    for (number, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        let (mark, rest) =
            ["- ", "> "].iter().find_map(|mark| Some((*mark, line.strip_prefix(mark)?))).unwrap_or(("", line));
        // Without an empty line, a paragraph behind a list would go on with its last item.
        if !before.is_empty() && mark.is_empty() {
            writeln!(markdown)?;
        }
        before = mark;
        match rest.split_once(" | ") {
            None => writeln!(markdown, "{line}")?,
            Some((tag, words)) => {
                let wrong = || format!("{}:{}: no label: {tag}", path.display(), number + 1);
                let label = tag.split(' ').find(|w| *w != "lead" && *w != "unsure").ok_or_else(wrong)?;
                labels.push(Labelled {
                    words: words.trim().to_owned(),
                    label: parse_label(label, label.strip_prefix("claim/").unwrap_or_default())?,
                    unsure: tag.split(' ').any(|w| w == "lead" || w == "unsure"),
                });
                writeln!(markdown, "{mark}{words}")?;
                // The words that lead to a list stand before it.
                if tag.contains("lead") && mark.is_empty() {
                    writeln!(markdown)?;
                }
            }
        }
    }
    article(path, markdown, labels)
}

fn read_shared(path: &Path) -> Result<LabelledArticle, Failed> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let markdown = std::fs::read_to_string(path.with_file_name(format!("../articles/{name}.md")))?;
    let mut labels = Vec::new();
    for line in std::fs::read_to_string(path)?.lines().skip(1) {
        let [_, words, label, kind, unsure, ..] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        labels.push(Labelled { words: words.to_owned(), label: parse_label(label, kind)?, unsure: unsure == "true" });
    }
    article(path, markdown, labels)
}

fn parse_label(label: &str, kind: &str) -> Result<Label, Failed> {
    Ok(match label {
        "context" => Label::Context,
        "not" => Label::Not,
        _ => match Kind::parse(kind)? {
            Kind::Context => Label::Context,
            kind => Label::Claim(kind),
        },
    })
}

fn article(path: &Path, markdown: String, labels: Vec<Labelled>) -> Result<LabelledArticle, Failed> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let read = read_article(markdown.as_bytes(), &format!("{name}.md"), None, LARGEST)?;
    Ok(LabelledArticle { name, text: read.text, blocks: read.blocks, labels })
}

/// Words without Markdown's marks and with single blanks, for finding a label's words in a text.
pub(crate) fn plain(words: &str) -> String {
    let mut bare = words.replace("**", "").replace("__", "");
    while let Some((start, middle)) = bare.find('[').and_then(|at| Some((at, at + bare[at..].find("](")?))) {
        let Some(end) = bare[middle..].find(')') else { break };
        bare = format!("{}{}{}", &bare[..start], &bare[start + 1..middle], &bare[middle + end + 1..]);
    }
    bare.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches('|').trim().to_owned()
}

/// Whether one is a part of the other, and not much shorter.
pub(crate) fn are_same(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && long.contains(short) && short.chars().count() * 10 >= long.chars().count() * 6
}
