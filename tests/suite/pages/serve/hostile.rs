//! Texts that would like to be markup or script, in every field of every page: none of them is live.

use crate::double::page::OpenPage;
use crate::double::sample::sample_dressed;
use crate::double::terminal::Terminal;
use crate::pages::hostile::DRESSES;
use crate::pages::html::{Page, read};
use std::collections::BTreeSet;

/// What a page of ours may hold beside what a report holds.
const TAGS: &[&str] = &[
    "script", "nav", "form", "button", "select", "option", "textarea", "progress", "kbd", "del", "ins", "article",
    "input", "label",
];

/// The same of attributes.
const ATTRIBUTES: &[&str] = &[
    "method",
    "action",
    "value",
    "for",
    "rows",
    "required",
    "checked",
    "selected",
    "open",
    "autocomplete",
    "max",
    "target",
    "aria-live",
    "aria-current",
    "aria-keyshortcuts",
    "data-key",
    "data-enter",
    "data-read",
    "data-source",
    "data-place",
    "enctype",
    "accept",
];

#[track_caller]
fn is_harmless(page: &Page, html: &str, about: &str) {
    let forms: BTreeSet<&str> = page.tags.iter().filter_map(|tag| tag.get("action")).collect();
    for tag in &page.tags {
        let is_known = crate::pages::hostile::TAGS.contains(&tag.name.as_str()) || TAGS.contains(&tag.name.as_str());
        assert!(is_known, "{about}: <{}>", tag.name);
        for (name, value) in &tag.attributes {
            let is_known =
                crate::pages::hostile::ATTRIBUTES.contains(&name.as_str()) || ATTRIBUTES.contains(&name.as_str());
            assert!(is_known, "{about}: {name}={value} of <{}>", tag.name);
        }
        let Some(href) = tag.get("href") else { continue };
        let leads_out = href.starts_with("https://") || href.starts_with("http://");
        assert!(
            leads_out || href.starts_with('/') && !href.starts_with("//") || href.starts_with('#'),
            "{about}: {href}"
        );
        assert_eq!(leads_out, tag.get("rel") == Some("noreferrer"), "{about}: {href}");
    }
    assert!(forms.iter().all(|action| action.starts_with('/') && !action.starts_with("//")), "{about}: {forms:?}");
    assert_eq!(page.tags.iter().filter(|tag| tag.name == "script").count(), 1, "{about}");
    assert_eq!(page.tags.iter().filter(|tag| tag.name == "style").count(), 1, "{about}");
    let hidden =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    let shown = html.replace(['\r', '\t'], "");
    assert!(!shown.contains(hidden), "{about}: a character hides or turns text");
}

/// Every page that a page leads to, from the first one on.
pub(super) fn walk(page: &OpenPage, mut see: impl FnMut(&str, &str)) -> usize {
    let mut open = vec!["/".to_owned()];
    let mut met: BTreeSet<String> = open.iter().cloned().collect();
    while let Some(path) = open.pop() {
        let reply = page.get(&path);
        if reply.status == 303 {
            continue;
        }
        assert_eq!(reply.status, 200, "{path}");
        if !reply.header("content-type").unwrap_or_default().starts_with("text/html") {
            continue;
        }
        see(&path, &reply.body);
        for tag in read(&reply.body).tags {
            let here = tag
                .get("href")
                .filter(|href| href.starts_with('/'))
                .map(|href| href.split('#').next().unwrap().to_owned());
            open.extend(here.filter(|href| met.insert(href.clone())));
        }
    }
    met.len()
}

/// What runs something, or leads somewhere, where it gets out of its place.
const CORES: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script href=data:,alert(1) />",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)>",
    "<form action=https://evil.example><button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
    "{{7*7}}{%raw%}${7*7}#{7*7}",
    "&lt;script&gt;&#60;script&#62;&#x3c;",
    "javascript:alert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\u{202e}\u{2066}gnp.exe\u{200b}\u{feff}",
];

/// How it would get out.
const WAYS: &[(&str, &str)] = &[
    ("", ""),
    ("\">", ""),
    ("'>", ""),
    ("\" autofocus onfocus=alert(1) x=\"", ""),
    ("' onmouseover='alert(1)' x='", ""),
    ("</title></style></script></textarea></select></option>", ""),
    ("-->", "<!--"),
    ("]]>", "<![CDATA["),
    ("</main></form></details></p>", ""),
    ("`", "`"),
    ("\\\"", "//"),
    ("\n\r\t", "\u{1b}[2J"),
    ("\u{0}<", ">"),
    ("<<<", ">>>"),
    ("a=b&c=d;", "#?%00"),
];

thread_local! {
    static NEXT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// One of 300 payloads beside a text: in each round another one, and in a round the same for the same text.
fn dress_anew(plain: &str) -> String {
    let sum: usize = plain.bytes().map(usize::from).sum();
    let n = NEXT.get() + sum * 7;
    let (core, (before, behind)) = (CORES[n % CORES.len()], WAYS[n / CORES.len() % WAYS.len()]);
    let payload = format!("{before}{core}{behind}").replace('\u{0}', "\u{7}");
    if n.is_multiple_of(2) { format!("{payload} {plain}") } else { format!("{plain} {payload}") }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn none_of_three_hundred_payloads_is_live_in_any_field() {
    assert_eq!(CORES.len() * WAYS.len(), 300);
    for round in 0..8 {
        // Each field meets others in each round.
        NEXT.set(round * 37);
        let folder = tempfile::tempdir().unwrap();
        drop(sample_dressed(folder.path(), dress_anew));
        let mut terminal = Terminal::piped(folder.path());
        super::introduce(&mut terminal, "A. Reviewer", Some("PT"));
        let page = OpenPage::open(&terminal, &[]);
        let claim = super::session::path_of(&page, "");
        for n in 0..40 {
            let kept = page.post(&format!("{claim}/note"), &[("text", &dress_anew(&format!("note {n} of {}", n * n)))]);
            assert_eq!(kept.status, 303, "{}", kept.body);
        }
        walk(&page, |path, html| is_harmless(&read(html), html, &format!("round {round}, {path}")));
        for (deed, field) in [
            ("review", "note"),
            ("review", "due"),
            ("note", "text"),
            ("settle", "note"),
            ("read", "quote"),
            ("edit", "statement"),
            ("edit", "kind"),
            ("merge", "address"),
        ] {
            for n in 0..10 {
                let words = dress_anew(&format!("typed {} {n}", n * n * 3));
                let reply = page.post(&format!("{claim}/{deed}"), &[("seen", "0"), (field, &words)]);
                if reply.status == 303 {
                    continue;
                }
                is_harmless(&read(&reply.body), &reply.body, &format!("round {round}, {deed} {field}"));
            }
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_text_is_live_on_any_page() {
    for (n, dress) in DRESSES.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        drop(sample_dressed(folder.path(), *dress));
        let mut terminal = Terminal::piped(folder.path());
        super::introduce(&mut terminal, "A. Reviewer", Some("PT"));
        terminal.ok(&["note", "knee-pain/c1", &dress("a note"), "--question"]);
        let page = OpenPage::open(&terminal, &[]);
        let seen = walk(&page, |path, html| is_harmless(&read(html), html, &format!("dress {n}, {path}")));
        assert!(seen > 4, "{seen} pages");
        // What is typed and refused comes back in the form, and is told.
        let claim = super::session::path_of(&page, "");
        for (deed, field) in [("review", "note"), ("review", "due"), ("note", "text"), ("settle", "note"), ("fly", "x")]
        {
            let words = dress("typed");
            let path = format!("{claim}/{deed}");
            let reply = page.post(&path, &[("seen", &dress("0")), (field, &words), ("verdict", &words)]);
            if reply.status == 303 {
                continue;
            }
            is_harmless(&read(&reply.body), &reply.body, &format!("dress {n}, {path} {field}"));
        }
        let findings = super::by_hand::findings_path(&page);
        let words = dress("typed");
        let refused = page.post(&findings.replace("/findings", "/waive"), &[("reason", &words), ("until", &words)]);
        assert_eq!(refused.status, 409);
        is_harmless(&read(&refused.body), &refused.body, &format!("dress {n}, a waiver"));
        let unknown = page.get(&format!("/nowhere?x={}", "%3Cscript%3E"));
        assert!(!unknown.body.contains("<script"), "{}", unknown.body);
        let chosen = page.get("/?kind=%3Cscript%3E&reason=%22&article=%27&told=%3Cb%3E&mine=%3Cb%3E");
        is_harmless(&read(&chosen.body), &chosen.body, "a choice");
    }
}
