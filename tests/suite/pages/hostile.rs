//! Texts from data that would like to be markup, script or an address: none of them is live on any page.

use super::html::{Page, read};
use crate::double::sample::sample_dressed;
use crate::double::terminal::Terminal;
use claimbook::catalogue::Deed;
use claimbook::model::Reference;
use std::fs;

/// Everything that a page may hold.
pub(super) const TAGS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "footer",
    "nav",
    "section",
    "div",
    "p",
    "span",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "fieldset",
    "legend",
    "label",
    "input",
    "blockquote",
    "q",
    "strong",
    "b",
    "i",
    "u",
    "sub",
    "sup",
    "br",
    "code",
    "mark",
    "svg",
    "symbol",
    "use",
    "path",
    "circle",
    "rect",
    "polygon",
    "text",
];

/// Attributes that run nothing and load nothing.
pub(super) const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "name",
    "content",
    "http-equiv",
    "class",
    "id",
    "href",
    "rel",
    "type",
    "checked",
    "scope",
    "role",
    "tabindex",
    "width",
    "height",
    "viewbox",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "d",
    "cx",
    "cy",
    "r",
    "x",
    "y",
    "rx",
    "points",
    "text-anchor",
    "preserveaspectratio",
    "focusable",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
];

pub(crate) const DRESSES: &[fn(&str) -> String] = &[
    |plain| format!("<script>alert(1)</script>{plain}"),
    |plain| format!("{plain}\"><img src=x onerror=alert(1)>"),
    |plain| format!("{plain}' onmouseover='alert(1)"),
    |plain| format!("{plain}</title></style></textarea><svg onload=alert(1)>"),
    |plain| format!("</details></div></main>{plain}<!-- "),
    |plain| format!("{{{{ 7*7 }}}} {{% include \"x\" %}} {plain}"),
    |plain| format!("{plain}&lt;b&gt; &#60;script&#62;"),
    |plain| format!("javascript:alert(1)//{plain}"),
    |plain| format!("{plain}\u{202e}\u{200b}\u{0}\u{1b}[2J").replace('\u{0}', "\u{7}"),
    |plain| format!("<iframe src=\"https://example.org\">{plain}"),
    |plain| format!("`{plain}` <a href=data:text/html,x>`"),
];

#[track_caller]
fn is_harmless(page: &Page, about: &str) {
    for tag in &page.tags {
        assert!(TAGS.contains(&tag.name.as_str()), "{about}: <{}>", tag.name);
        for (name, value) in &tag.attributes {
            assert!(ATTRIBUTES.contains(&name.as_str()), "{about}: {name}={value} of <{}>", tag.name);
        }
        let Some(href) = tag.get("href") else { continue };
        let leads_out = href.starts_with("https://") || href.starts_with("http://");
        let is_inside = href.starts_with('#') || href == "index.html" || href == "knee-pain.html";
        assert!(leads_out || is_inside, "{about}: {href}");
        assert_eq!(leads_out, tag.get("rel") == Some("noreferrer"), "{about}: {href}");
        assert!(tag.name != "use" || href.starts_with("#s-"), "{about}: {href}");
    }
    assert_eq!(page.tags.iter().filter(|tag| tag.name == "style").count(), 1, "{about}");
    let hidden =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    assert!(!page.text.contains(hidden), "{about}: a character hides or turns text");
}

/// Every text that people read is dressed, on every page.
#[test]
#[ignore = "long: .ci/run runs it"]
fn no_text_is_live_on_any_page() {
    for (n, dress) in DRESSES.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = sample_dressed(folder.path(), *dress);
        let deed = Deed {
            who: dress("E. Editor"),
            command: "edit".into(),
            at: "2026-11-22T09:00:00Z".parse().unwrap(),
            reason: Some(dress("it leads there")),
        };
        let reference = catalogue.view().article("knee-pain").unwrap();
        let reference = catalogue.view().references_of(reference.uid).unwrap().into_iter().next().unwrap();
        let mut csl = reference.csl.clone();
        (csl.url, csl.doi) = (Some("javascript:alert(1)".into()), None);
        let edited = Reference { csl, doi_printed: Some(dress("10.5555/x")), number: Some(dress("1")), ..reference };
        catalogue.write(&deed, |w| w.edit(&edited)).unwrap();
        drop(catalogue);
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["report", "--output", "pages", "--since", "2026-01-01"]);
        let mut seen = 0;
        for file in fs::read_dir(folder.path().join("pages")).unwrap() {
            let file = file.unwrap();
            let html = fs::read_to_string(file.path()).unwrap();
            is_harmless(&read(&html), &format!("dress {n}, {}", file.file_name().display()));
            seen += 1;
        }
        assert_eq!(seen, 2);
    }
}

#[test]
fn what_is_live_would_be_seen() {
    for bad in [
        "<p onclick=\"x\">a</p>",
        "<script>x</script>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\"https://example.org\">a</a>",
        "<svg><use href=\"x.svg#s-a\"/></svg>",
        "<p>a\u{202e}b</p>",
    ] {
        let page = read(&format!("<style></style>{bad}"));
        assert!(std::panic::catch_unwind(|| is_harmless(&page, "")).is_err(), "{bad}");
    }
}
