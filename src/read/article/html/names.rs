//! What the names of elements, their classes and roles say: what is hidden, what is the site's and not the article's.

use super::tree::Element;
use crate::text::lexicon::{PAGES, WordSet};
use std::sync::LazyLock;

/// Classes of what only a screen reader says.
const SPOKEN: &[&str] = &[
    "assistive-text",
    "element-invisible",
    "hide-accessible",
    "offscreen",
    "screen-reader-only",
    "screen-reader-text",
    "screenreader-only",
    "screenreader",
    "show-for-sr",
    "sr-only",
    "sronly",
    "visually-hidden",
    "visuallyhidden",
];

/// Words of classes and ids that are never an article's own text.
static ALIEN: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("parts of a site"));

/// Words of classes and ids of what readers comment.
static COMMENTS: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("parts with comments"));

/// Words of classes and ids of boxes in which a publisher speaks to the readers of an article: no part of the text either, but a
/// change there is read like one.
static BOXES: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("boxes of a page"));

/// Words of classes and ids of what is rarely an article's own text: only where it is short, or much of it links.
static DOUBTFUL: LazyLock<WordSet> = LazyLock::new(|| PAGES.words("parts that may be a site's"));

/// Roles of what surrounds an article.
const ROLES: &[&str] = &[
    "alertdialog",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
    "tooltip",
];

/// How sure it is that an element is no part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alien {
    /// Nothing says so.
    No,
    /// It may be.
    Perhaps,
    /// It is.
    Yes,
}

/// Words of classes of a byline and its parts.
const BYLINE: &[&str] = &[
    "author",
    "authors",
    "byline",
    "bylines",
    "contributor",
    "date",
    "dateline",
    "entrymeta",
    "meta",
    "posted",
    "postmeta",
    "published",
    "reviewed",
    "reviewer",
    "updated",
];

/// Whether an element's classes say that it is a byline or a part of one.
pub(super) fn is_byline(element: &Element) -> bool {
    let named = [element.attribute("class"), element.attribute("itemprop")];
    named
        .into_iter()
        .flatten()
        .flat_map(str::split_whitespace)
        .flat_map(split_name)
        .any(|w| BYLINE.contains(&w.as_str()))
}

/// Words of classes of what points at a note, or holds one.
const NOTES: &[&str] = &[
    "citation",
    "citations",
    "cite",
    "endnote",
    "endnotes",
    "footnote",
    "footnotes",
    "marginnote",
    "note",
    "noteref",
    "ref",
    "reference",
    "refs",
    "sidenote",
];

/// Whether an element's classes or its role say that it points at a note, or holds one.
pub(super) fn is_note_name(element: &Element) -> bool {
    let classes = element.attribute("class").unwrap_or_default();
    matches!(element.attribute("role"), Some("doc-noteref" | "doc-footnote" | "note" | "tooltip"))
        || classes.split_whitespace().flat_map(split_name).any(|word| NOTES.contains(&word.as_str()))
}

/// Classes of boxes that hold the references of an article, in one word.
const LISTS: &[&str] =
    &["bibliography", "citationlist", "cslbibbody", "referencelist", "references", "reflist", "workscited"];

/// Whether an element's classes, its id or its role say that it holds the references.
pub(super) fn holds_references(element: &Element) -> bool {
    let names = [element.attribute("class"), element.attribute("id")];
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    element.attribute("role") == Some("doc-bibliography")
        || names.into_iter().flatten().flat_map(str::split_whitespace).any(|name| LISTS.contains(&plain(name).as_str()))
}

/// Whether a reader of the page does not see an element.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style = || {
        let style = element.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    element.attribute("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || element.attribute("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || element.has("style") && style()
        || is_spoken(element)
}

/// Whether only a screen reader says what is in an element.
pub(super) fn is_spoken(element: &Element) -> bool {
    let classes = element.attribute("class").unwrap_or_default();
    classes.split_whitespace().any(|class| {
        let class = class.to_ascii_lowercase().replace('_', "-");
        SPOKEN
            .iter()
            .any(|spoken| class.strip_suffix(spoken).is_some_and(|rest| rest.is_empty() || rest.ends_with('-')))
    })
}

/// Whether an element's name, role, classes and id say that it is no part of an article.
pub(super) fn is_alien(element: &Element) -> Alien {
    let role = element.attribute("role").unwrap_or_default().to_ascii_lowercase();
    if element.name == "nav" || ROLES.contains(&role.as_str()) {
        return Alien::Yes;
    }
    let is_aside = matches!(element.name.as_str(), "aside" | "form" | "fieldset" | "footer" | "dialog" | "menu");
    let by_element = if is_aside { Alien::Perhaps } else { Alien::No };
    find_names(element).map(judge_name).max().unwrap_or(Alien::No).max(by_element)
}

/// What an element is called: by its classes and its id, and by what builders of sites call its part of the page.
fn find_names(element: &Element) -> impl Iterator<Item = &str> {
    let named = ["class", "id", "data-hook", "data-testid", "data-component"].map(|name| element.attribute(name));
    named.into_iter().flatten().flat_map(str::split_whitespace)
}

/// Whether an element is the site's own, or holds what others wrote or what leads elsewhere: not a box that speaks to readers.
pub(super) fn is_site_name(element: &Element) -> bool {
    let role = element.attribute("role").unwrap_or_default().to_ascii_lowercase();
    if matches!(element.name.as_str(), "nav" | "footer") || ROLES.contains(&role.as_str()) && role != "complementary" {
        return true;
    }
    find_names(element).flat_map(split_name).any(|word| ALIEN.contains(&word) || COMMENTS.contains(&word))
}

/// Whether an element is called after what readers comment.
pub(super) fn holds_comments(element: &Element) -> bool {
    find_names(element).flat_map(split_name).any(|word| COMMENTS.contains(&word))
}

/// What one class or id says, `article-share-bar`, `relatedPosts`.
fn judge_name(name: &str) -> Alien {
    // Page builders call every block a widget.
    if name.starts_with("elementor-widget") || name.starts_with("wp-block-") && !name.contains("comment") {
        return Alien::No;
    }
    split_name(name)
        .map(|word| match () {
            () if ALIEN.contains(&word) || BOXES.contains(&word) || COMMENTS.contains(&word) => Alien::Yes,
            () if DOUBTFUL.contains(&word) => Alien::Perhaps,
            () => Alien::No,
        })
        .max()
        .unwrap_or(Alien::No)
}

/// The words of a name, in lower case: they are parted by signs or begin with a capital. The whole is one too.
pub(super) fn split_name(name: &str) -> impl Iterator<Item = String> {
    let mut out = vec![String::new()];
    let mut small = false;
    for c in name.chars().take(200) {
        let parts = !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && small;
        if parts {
            out.push(String::new());
        }
        if c.is_ascii_alphanumeric()
            && let Some(last) = out.last_mut()
        {
            last.push(c.to_ascii_lowercase());
        }
        small = c.is_ascii_lowercase();
    }
    let whole: String = name.chars().take(60).filter(char::is_ascii_alphanumeric).collect();
    out.push(whole.to_ascii_lowercase());
    out.into_iter().filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, attributes: &[(&str, &str)]) -> Element {
        let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Element { name: name.to_owned(), attributes }
    }

    #[test]
    fn what_is_hidden() {
        for (key, value, want) in [
            ("hidden", "", true),
            ("hidden", "until-found", false),
            ("aria-hidden", "true", true),
            ("aria-hidden", "false", false),
            ("style", "color: red; display : none", true),
            ("style", "display:block", false),
            ("class", "a sr-only", true),
            ("class", "nhsuk-u-visually-hidden", true),
            ("class", "screen-reader-text", true),
            ("class", "not-hidden", false),
        ] {
            assert_eq!(is_hidden(&element("p", &[(key, value)])), want, "{key}={value}");
        }
    }

    #[test]
    fn what_is_no_part_of_an_article() {
        use Alien::{No, Perhaps, Yes};
        for (name, class, want) in [
            ("nav", "", Yes),
            ("div", "article-share-bar", Yes),
            ("div", "relatedPosts", Yes),
            ("div", "jp-relatedposts", Yes),
            ("section", "cookie-banner", Yes),
            ("div", "alert", Perhaps),
            ("aside", "", Perhaps),
            ("div", "elementor-widget-text-editor", No),
            ("div", "shared-decisions", No),
            ("div", "entry-content", No),
            ("div", "tocilizumab", No),
        ] {
            assert_eq!(is_alien(&element(name, &[("class", class)])), want, "{name} {class}");
        }
    }
}
