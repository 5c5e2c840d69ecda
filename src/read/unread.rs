//! Kinds of text that no reader takes yet. Read as plain text, their markup would stand in titles and claims, so they are
//! refused, each with what to do instead. Content tells them, never the file's name alone.

use super::ReadError;
use super::entry::Source;

/// Extensions of Markdown, which may hold HTML and is no page of it.
pub(super) const MARKDOWN: &[&str] = &["md", "markdown", "mdx"];

/// A kind of text that is not read.
struct UnreadKind {
    /// What it is, with its article.
    what: &'static str,
    /// What to do with it.
    next: &'static str,
    /// Whether a text is of this kind: the text from its first word on, and the file.
    shows: fn(&str, &Source<'_>) -> bool,
}

const COPY: &str = "Open it in a browser, save the page again as HTML alone (Web page, HTML only) and import that";
const LIBRARY: &str = "Export it from the program that made it as BibTeX, RIS or CSL-JSON and import that";
const ENDNOTE: &str = "Export it as RIS or as EndNote's XML and import that";
const TEXT: &str = "Save its text as plain text or Markdown and import that";

/// Every kind; the first that a text shows names it.
const UNREAD: &[UnreadKind] = &[
    UnreadKind {
        what: "a list of PubMed in XML",
        next: "Save it from PubMed again in the format PubMed (.nbib) and import that",
        shows: |text, _| is_xml(text) && holds(text, &["<PubmedArticle", "<MedlineCitation"]),
    },
    // Where an article is expected, it is read as one.
    UnreadKind {
        what: "a journal article in XML (JATS)",
        next: "Import it as an article: claimbook import --as article FILE",
        shows: |text, _| is_xml(text) && holds(text, &["//DTD JATS", "JATS-", "<article-meta", "<pmc-articleset"]),
    },
    UnreadKind {
        what: "a library in XML (MODS, RDF, TEI or RefWorks)",
        next: LIBRARY,
        shows: |text, _| is_xml(text) && holds(text, &["<mods", "<rdf:RDF", "<TEI", "<refworks", "<listBibl"]),
    },
    UnreadKind { what: "XML", next: TEXT, shows: |text, _| is_xml(text) },
    UnreadKind { what: "a web page or mail with its parts in one file", next: COPY, shows: |text, _| is_mime(text) },
    UnreadKind { what: "a LaTeX document", next: TEXT, shows: |text, _| is_latex(text) },
    UnreadKind {
        what: "JSON, but not a list of references in CSL-JSON",
        next: LIBRARY,
        shows: |text, source| is_json(text) && !(is_markdown(source) && has_more_than_json(text)),
    },
    UnreadKind {
        what: "a list of references in EndNote's tagged form (.enw)",
        next: ENDNOTE,
        shows: |text, _| is_refer(text),
    },
    UnreadKind { what: "a list of references in YAML", next: LIBRARY, shows: |text, _| is_yaml(text) },
];

/// Refuses a text of a kind that no reader takes yet.
///
/// # Errors
/// What it is, and what to do with it.
pub(super) fn refuse_unread(source: &Source<'_>) -> Result<(), ReadError> {
    let text = source.text.trim_start();
    let Some(kind) = UNREAD.iter().find(|kind| (kind.shows)(text, source)) else { return Ok(()) };
    Err(ReadError::Unread { file: source.file_name.to_owned(), what: kind.what, next: kind.next })
}

/// The elements of a document's beginning that say what it is stand in so many bytes.
const HEAD: usize = 4096;

fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text)
}

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| head(text).contains(word))
}

/// Whether a file's name says that it is Markdown, before whose text YAML or JSON may stand.
pub(super) fn is_markdown(source: &Source<'_>) -> bool {
    let (_, extension) = source.file_name.rsplit_once('.').unwrap_or_default();
    MARKDOWN.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

fn is_xml(text: &str) -> bool {
    let declared = text.starts_with("<?xml");
    let named = || {
        let tag = text.strip_prefix('<').and_then(|tag| tag.split(['>', '\n']).next());
        tag.is_some_and(|tag| tag.starts_with("!DOCTYPE") || tag.contains("xmlns") || tag.contains("article-type="))
            || holds(
                text.get(..64).unwrap_or(text),
                &["<PubmedArticle", "<article>", "<pmc-", "<mods", "<TEI", "<xml>"],
            )
    };
    declared || text.starts_with('<') && named()
}

fn is_mime(text: &str) -> bool {
    let (headers, _) = head(text).split_once("\n\n").unwrap_or((head(text), ""));
    let name = |line: &str| line.split_once(':').is_some_and(|(name, _)| !name.contains(' '));
    headers.lines().next().is_some_and(name)
        && headers.lines().any(|line| line.to_ascii_lowercase().starts_with("mime-version:"))
}

fn is_latex(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('%'));
    let starts = ["\\documentclass", "\\begin{document}", "\\begin{thebibliography}", "\\documentstyle"];
    lines.next().is_some_and(|first| starts.iter().any(|start| first.starts_with(start)))
}

fn is_json(text: &str) -> bool {
    let inside = |open: char| text.strip_prefix(open).map(str::trim_start);
    inside('{').is_some_and(|rest| rest.starts_with('"'))
        || inside('[').is_some_and(|rest| rest.starts_with("{\n") || rest.starts_with("{ ") || rest.starts_with("{\""))
}

/// Whether words stand behind an object, as an article's do behind what Hugo keeps before them.
fn has_more_than_json(text: &str) -> bool {
    let mut read = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let is_read = read.next().is_some_and(|object| object.is_ok());
    is_read && text.get(read.byte_offset()..).is_some_and(|rest| !rest.trim().is_empty())
}

/// `%0 Journal Article`, `%A Poe, Ada`, `%T Knees`: a percent sign, a letter or sign, a space.
fn is_refer(text: &str) -> bool {
    let tag = |line: &str| line.strip_prefix('%').and_then(|rest| rest.split_once(' ')).map(|(tag, _)| tag.to_owned());
    let tags: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).take(6).filter_map(tag).collect();
    let has = |name: &str| tags.iter().any(|tag| tag == name);
    text.starts_with('%') && tags.iter().all(|tag| tag.chars().count() == 1) && (has("0") || has("A")) && has("T")
}

/// Lines of keys, among them those of a reference, further in than the first. What stands before an article's text is closed.
fn is_yaml(text: &str) -> bool {
    if text.strip_prefix("---").is_some_and(|rest| rest.contains("\n---")) {
        return false;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && *line != "---").take(6);
    let key = |line: &str| {
        let line = line.trim().trim_start_matches("- ");
        line.split_once(':')
            .filter(|(key, value)| !key.contains(' ') && (value.is_empty() || value.starts_with(' ')))
            .map(|(key, _)| key.to_owned())
    };
    let first = lines.next().is_some_and(|line| line.trim_end().ends_with(':') && !line.contains(' '));
    let rest: Vec<&str> = lines.collect();
    let deeper = rest.iter().all(|line| line.starts_with([' ', '-']));
    let keys: Vec<String> = rest.iter().filter_map(|line| key(line)).collect();
    first
        && deeper
        && keys.len() == rest.len()
        && keys.iter().any(|key| matches!(key.as_str(), "type" | "title" | "id" | "author"))
}
