//! Text that is hostile in the target comes out as text, and no entry, however odd, costs another.

use super::{cited, set_list, sheet, target, written};
use claimbook::text::visible::is_hidden;
use claimbook::write::cite::{STYLES, StyleSheet, find_style};
use proptest::prelude::*;
use serde_json::json;

const SCRIPT: &str = "<script>alert('x')</script> & \"more\"";

fn hostile(text: &str) -> serde_json::Value {
    json!({"type": "article-journal", "author": [{"family": text, "given": text}, {"literal": text}], "title": text,
        "container-title": text, "volume": text, "issue": text, "page": text, "issued": {"date-parts": [[2021]]},
        "DOI": "10.5555/a\"><script>", "URL": "javascript:alert(1)", "publisher": text, "edition": text})
}

#[test]
fn html_holds_no_markup_that_came_from_outside() {
    for style in STYLES {
        let page = written(&sheet(style.name), &[cited(hostile(SCRIPT))], "html");
        let rest = ["i", "sub", "sup", "b", "li", "ol", "p", "div"]
            .iter()
            .fold(page.clone(), |page, tag| page.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), ""));
        let rest = rest.replace("<ol class=\"references\">", "").replace("<div class=\"references\">", "");
        let (before, after) = rest.split_once("<a href=\"").unwrap_or((&rest, ""));
        assert!(!before.contains(['<', '>', '"']), "{}: {page}", style.name);
        let (link, after) = after.split_once("\">").unwrap_or(("", ""));
        assert!(link.is_empty() || link.starts_with("https://doi.org/10.5555/a%22"), "{}: {link}", style.name);
        assert!(!after.replace("</a>", "").contains(['<', '>', '"']), "{}: {page}", style.name);
        assert!(!page.contains("javascript:alert") || !page.contains("href=\"javascript"), "{}", style.name);
    }
}

#[test]
fn only_the_web_is_linked() {
    let web = |url: &str| {
        let page =
            json!({"type": "webpage", "title": "A page", "URL": url, "accessed": {"date-parts": [[2024, 5, 2]]}});
        written(&sheet("ama"), &[cited(page)], "html")
    };
    assert!(web("https://a.example/?a=1&b=2").contains("href=\"https://a.example/?a=1&amp;b=2\""));
    for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "\u{1}javascript:alert(1)"] {
        assert!(!web(url).contains("href"), "{url}");
    }
}

#[test]
fn nothing_steers_a_terminal_or_turns_text_round() {
    let item = hostile("\u{1b}[31mred\u{202e}txt\u{200b}\r\nnext\u{7}");
    for to in ["text", "html", "markdown"] {
        for style in STYLES {
            let text = written(&sheet(style.name), &[cited(item.clone())], to);
            let hidden: Vec<char> = text.chars().filter(|c| is_hidden(*c) && *c != '\n').collect();
            assert!(hidden.is_empty(), "{} to {to}: {hidden:?} in {text}", style.name);
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn markdown_is_read_back_as_the_same_text() {
    for text in
        ["*bold* _it_ [x](y) `c` <b> # 1. a|b ~~s~~ $m$ ![i](j) \\ &amp;amp;", "1. not a list", "- not a list", "a_b_c"]
    {
        let item = json!({"type": "book", "title": text, "publisher": "P", "issued": {"date-parts": [[2021]]}});
        for style in STYLES.iter().map(|s| s.name) {
            let cited = [cited(item.clone())];
            let markdown = written(&sheet(style), &cited, "markdown");
            let plain = written(&sheet(style), &cited, "text");
            let read: String = pulldown_cmark::Parser::new(&markdown)
                .filter_map(|event| match event {
                    pulldown_cmark::Event::Text(text) => Some(text.to_string()),
                    _ => None,
                })
                .collect();
            let plain = plain
                .trim()
                .strip_prefix("1. ")
                .filter(|_| sheet(style).is_numbered())
                .unwrap_or(plain.trim())
                .to_owned();
            assert_eq!(read, plain, "{style}: {markdown}");
        }
    }
}

#[test]
fn f1_f2_f3_a_doi_in_every_spelling_leads_to_its_place() {
    for (doi, printed, href) in [
        ("https://doi.org/10.5555/abc", "doi:10.5555/abc", "https://doi.org/10.5555/abc"),
        ("doi:10.5555/abc", "doi:10.5555/abc", "https://doi.org/10.5555/abc"),
        (
            "10.1002/(SICI)1097-0142(19990101)85:1<1::AID-CNCR1>3.0.CO;2-2",
            "doi:10.1002/(SICI)1097-0142(19990101)85:1&lt;1::AID-CNCR1&gt;3.0.CO;2-2",
            "%3C1::",
        ),
    ] {
        let item = json!({"type": "article-journal", "title": "T", "container-title": "Pain", "volume": "1", "DOI": doi,
            "issued": {"date-parts": [[2021]]}});
        let html = written(&sheet("ama"), &[cited(item)], "html");
        let text = html.replace("<a href=\"", "\u{1}").replace("</a>", "");
        assert!(html.contains(href), "{doi}: {html}");
        let shown: String =
            text.split('\u{1}').map(|part| part.split_once("\">").map_or(part, |(_, after)| after)).collect();
        assert!(shown.to_lowercase().contains(&printed.to_lowercase()), "{doi}: {shown}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn odd_entries_are_set_or_shown_as_printed() {
    let long = "word ".repeat(200_000);
    let odd = [
        json!({}),
        json!({"title": ""}),
        json!({"title": long}),
        json!({"title": "T", "issued": {"date-parts": [[2020, 9], [2020, 10]]}, "container-title": "Pain", "volume": "1"}),
        json!({"title": "T", "issued": {"date-parts": [[]]}}),
        json!({"title": "T", "issued": {"literal": "n.d."}, "volume": "99999999999999999999", "page": "99999999999-1"}),
        json!({"title": "T", "edition": "99999999999", "issue": "-", "page": "-", "author": [{"family": "", "given": ""}]}),
        json!({"title": "T", "author": [{"given": "Only"}, "others"], "page": "&,&,-"}),
        json!({"title": "\u{e000}\u{e008}…", "author": [{"family": "\u{e00a}", "given": "-"}]}),
        json!({"type": "no-such-type", "title": "T", "number": "x", "translator": [1, 2]}),
    ];
    let all: Vec<_> = odd.into_iter().map(cited).collect();
    for style in STYLES {
        let lines = set_list(&sheet(style.name), &all);
        let mut places: Vec<usize> = lines.iter().map(|line| line.at).collect();
        places.sort_unstable();
        assert_eq!(places, (0..all.len()).collect::<Vec<_>>(), "{}: none is lost", style.name);
        for line in lines.iter().filter(|line| line.as_printed) {
            assert_eq!((target("text").line)(&line.runs), "As printed.", "{}", style.name);
        }
    }
    let lines = set_list(&sheet("ama"), &all);
    assert_eq!(lines.iter().filter(|line| line.as_printed).map(|line| line.at).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn many_entries_keep_their_order_and_are_each_as_alone() {
    let item = |n: usize| {
        cited(
            json!({"type": "article-journal", "title": format!("Title {n}"), "author": [{"family": format!("Name{n}"),
            "given": "A"}], "container-title": "Pain", "volume": n.to_string(), "issued": {"date-parts": [[2021]]}}),
        )
    };
    let all: Vec<_> = (0..300).map(item).collect();
    let sheet = sheet("ama");
    let lines = set_list(&sheet, &all);
    assert_eq!(lines.len(), 300);
    for (nth, line) in lines.iter().enumerate() {
        assert_eq!((line.at, line.number), (nth, Some(nth + 1)));
        assert_eq!(line.runs, set_list(&sheet, &all[nth..=nth])[0].runs);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn any_text_is_survived_and_escaped(text in "\\PC{0,24}", more in "[<>&\"'.,?!/-]{0,12}", at in 0..STYLES.len()) {
        let style = find_style(STYLES[at].name).unwrap();
        let item = hostile(&format!("{text}{more}"));
        let page = written(&StyleSheet::from_style(style, None).unwrap(), &[cited(item)], "html");
        prop_assert!(!page.contains("<script"), "{page}");
    }
}
