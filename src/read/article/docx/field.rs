//! Fields: a code that says what stands there, and what was there when the document was saved.

use super::managers::{self, CitationField};
use percent_encoding::percent_decode_str;

/// A field that is open.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) code: String,
    /// What stands beside the code, in base64.
    pub(super) data: String,
    /// The code is over, and what follows is shown.
    pub(super) is_result: bool,
    /// The run at which the result begins.
    pub(super) run: usize,
    pub(super) meaning: FieldMeaning,
}

/// What a field stands for.
#[derive(Debug)]
pub(super) enum FieldMeaning {
    Link(String),
    Carried(CitationField),
    /// A table of contents or an index.
    Contents,
    /// The number of a footnote that stands elsewhere.
    NoteMark,
    /// What is shown is text as any other.
    Plain,
}

impl Field {
    pub(super) fn new(run: usize) -> Self {
        Self { code: String::new(), data: String::new(), is_result: false, run, meaning: FieldMeaning::Plain }
    }
}

impl FieldMeaning {
    pub(super) fn parse(code: &str, data: &str) -> Self {
        let words = split_code(code);
        let name = words.first().map(|word| word.to_ascii_uppercase()).unwrap_or_default();
        match name.as_str() {
            "HYPERLINK" => Self::read_link(&words),
            "TOC" | "INDEX" | "TOA" => Self::Contents,
            "NOTEREF" => Self::NoteMark,
            _ => match managers::read_code(code, data) {
                CitationField::Nothing => Self::Plain,
                carried => Self::Carried(carried),
            },
        }
    }

    /// `HYPERLINK "https://…" \l "part" \o "tip"`
    fn read_link(words: &[String]) -> Self {
        let behind = |switch: &str| words.iter().position(|w| w == switch).and_then(|at| words.get(at + 1));
        let target = words.get(1).filter(|word| !word.starts_with('\\'));
        match (target, behind("\\l")) {
            (Some(url), Some(part)) if !url.contains('#') => Self::Link(format!("{}#{part}", unwrap_redirect(url))),
            (Some(url), _) => Self::Link(unwrap_redirect(url)),
            (None, Some(part)) => Self::Link(format!("#{part}")),
            (None, None) => Self::Plain,
        }
    }
}

/// The words of a code; those in quotation marks are one.
fn split_code(code: &str) -> Vec<String> {
    /// What comes behind so many words is data.
    const MOST: usize = 12;
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while !rest.is_empty() && words.len() < MOST {
        let (word, behind) = match rest.strip_prefix(['"', '“', '”']) {
            Some(quoted) => quoted.split_once(['"', '“', '”']).unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = behind.trim_start();
    }
    words
}

/// Where an address leads that Google Docs puts its own before.
pub(super) fn unwrap_redirect(url: &str) -> String {
    let query = url.strip_prefix("https://www.google.com/url?").unwrap_or_default();
    let inner = query.split('&').find_map(|part| part.strip_prefix("q="));
    match inner {
        Some(inner) => percent_decode_str(inner).decode_utf8_lossy().into_owned(),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_fields() {
        for (code, want) in [
            (r#" HYPERLINK "https://a.example/x" "#, "https://a.example/x"),
            (r#"HYPERLINK https://a.example/x \t "_blank""#, "https://a.example/x"),
            (r##" hyperlink \l "_Ref12" "##, "#_Ref12"),
            (r#"HYPERLINK "https://a.example/x" \l "part" \o "a tip""#, "https://a.example/x#part"),
            (
                r#"HYPERLINK "https://www.google.com/url?q=https://doi.org/10.5555/a%2528b&sa=D&source=docs""#,
                "https://doi.org/10.5555/a%28b",
            ),
            ("HYPERLINK", "-"),
            ("PAGEREF _Toc1 \\h", "-"),
        ] {
            let got = match FieldMeaning::parse(code, "") {
                FieldMeaning::Link(url) => url,
                _ => "-".to_owned(),
            };
            assert_eq!(got, want, "{code}");
        }
    }
}
