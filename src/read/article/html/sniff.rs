//! Whether a text is HTML: a page by what it begins with, a piece of one by its tags.

use crate::read::entry::Source;
use crate::read::unread::is_markdown;

/// So much of a file is looked at, in bytes.
const LOOKED_AT: usize = 200_000;

/// Whether a text is HTML. Markdown may hold HTML, and is none for that.
pub(in crate::read) fn is_html(source: &Source<'_>) -> bool {
    let text = source.text.get(..source.text.floor_char_boundary(LOOKED_AT)).unwrap_or(source.text);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    is_page(text) || !is_markdown(source) && is_fragment(text)
}

/// A text without the comments and the XML declaration before its first element.
fn first_element(mut text: &str) -> &str {
    for (open, close) in [("<?", "?>"), ("<!--", "-->"), ("<!--", "-->"), ("<!--", "-->")] {
        if let Some((_, rest)) = text.starts_with(open).then(|| text.split_once(close)).flatten() {
            text = rest.trim_start();
        }
    }
    text
}

/// Whether a text begins with a tag of one of these names, in any case.
fn opens(text: &str, names: &[&str]) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn is_page(text: &str) -> bool {
    let text = first_element(text);
    let doctype = text.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
    doctype || opens(text, &["html", "head", "body"])
}

/// Elements that blocks of an article's text are made of, and in which a page's parts stand.
const BLOCKS: [&str; 26] = [
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "header",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "section",
    "span",
    "table",
    "title",
    "ul",
    "link",
];

/// HTML without the frame of a page: it begins with a block, and most lines begin with a tag, or its blocks are closed.
fn is_fragment(text: &str) -> bool {
    let text = first_element(text);
    let closes = text.split("</").skip(1).filter(|end| BLOCKS.iter().any(|name| begins_with_name(end, name))).count();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let (tags, all) =
        lines.fold((0, 0), |(tags, all), line| (tags + usize::from(line.trim().starts_with('<')), all + 1));
    let is_jats =
        text.starts_with("<article") && ["<front", "article-type=", "<article-meta"].iter().any(|m| text.contains(m));
    opens(text, &BLOCKS) && closes > 0 && (tags * 2 > all || closes * 3 >= all) && !is_jats
}

fn begins_with_name(end: &str, name: &str) -> bool {
    end.split('>').next().is_some_and(|inside| inside.trim().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_html() {
        for (file_name, text, want) in [
            ("a.txt", "<!DOCTYPE html>\n<html><body>", true),
            ("a.txt", "\u{feff}\n<!-- saved -->\n<HTML lang=en>", true),
            ("a.txt", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\" \"\">\n<html>", true),
            ("a.md", "<!DOCTYPE html><html>", true),
            ("a.txt", "<h1>Knees</h1>\n<p>About 40%.</p>\n", true),
            ("a.md", "<h1>Knees</h1>\n<p>About 40%.</p>\n", false),
            ("a.txt", "<div class=\"a\"><p>About 40%.</p></div>", true),
            ("a.txt", "<p>About 40% of\nadults have\nsore knees.</p>\n<p>Walking\nhelps.</p>", true),
            ("a.txt", "<article article-type=\"x\"><front></front></article>", false),
            ("a.txt", "<notes><note>About</note></notes>", false),
            ("a.txt", "Knees < hips, and </p> is a tag.", false),
            ("a.txt", "<p is smaller than 0.05", false),
        ] {
            assert_eq!(is_html(&Source { text, file_name }), want, "{text}");
        }
    }
}
