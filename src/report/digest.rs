//! A digest of what changed, as text, Markdown and HTML: for a terminal, a chat, a mail.

use super::markdown::escape as escape_markdown;
use super::wrapping;
use crate::model::{Digest, DueNews, NoticeNews, PageNews, StaleNews};
use crate::text::places::name_place;
use crate::text::{format_count, make_visible};
use std::collections::BTreeSet;
use std::fmt::Write;

/// One thing that a digest tells: a line, and what is to be said below it.
struct Item {
    head: String,
    more: Vec<String>,
}

/// Things of one sort.
struct Section {
    title: String,
    items: Vec<Item>,
}

/// A digest as plain text, in lines of so many columns where it goes to a terminal.
pub fn write_digest_text(digest: &Digest, width: Option<usize>) -> String {
    let line = |line: String, indent: usize| match width {
        Some(width) => format!("{}\n", wrapping::wrap(&line, width, indent)),
        None => format!("{line}\n"),
    };
    let mut page = line(make_visible(&write_title(digest)).into_owned(), 0);
    for section in list_sections(digest) {
        page.push_str(&format!("\n{}", line(section.title, 0)));
        for item in &section.items {
            page.push_str(&line(format!("- {}", make_visible(&item.head)), 2));
            item.more.iter().for_each(|more| page.push_str(&line(format!("  {}", make_visible(more)), 2)));
        }
    }
    page
}

/// A digest as Markdown.
pub fn write_digest_markdown(digest: &Digest) -> String {
    let mut page = format!("## {}\n", escape_markdown(&write_title(digest)));
    for section in list_sections(digest) {
        let _ = write!(page, "\n### {}\n\n", escape_markdown(&section.title));
        for item in &section.items {
            let _ = writeln!(page, "- {}", escape_markdown(&item.head));
            item.more.iter().for_each(|more| _ = writeln!(page, "  <br>{}", escape_markdown(more)));
        }
    }
    page
}

/// A digest as a page of HTML without anything that a mail program would refuse: no script, no style, no picture.
pub fn write_digest_html(digest: &Digest) -> String {
    let title = escape_html(&write_title(digest));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n"
    );
    for section in list_sections(digest) {
        let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escape_html(&section.title));
        for item in &section.items {
            let _ = write!(page, "<li>{}", escape_html(&item.head));
            item.more.iter().for_each(|more| _ = write!(page, "<br>{}", escape_html(more)));
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Text inside HTML.
fn escape_html(text: &str) -> String {
    let visible = make_visible(text);
    visible.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn write_title(digest: &Digest) -> String {
    let Digest { catalogue, since, today, .. } = digest;
    match digest.count_new() {
        0 => {
            format!(
                "{catalogue}, {today}: nothing to report {since} (no new notice, no lost page, no review \
                outdated or due)"
            )
        }
        n => format!("{catalogue}, {today}: {} {since}", format_count(n, "new thing")),
    }
}

fn list_sections(digest: &Digest) -> Vec<Section> {
    let section = |what: &str, items: Vec<Item>| Section { title: format_count(items.len(), what), items };
    let all = [
        section("new notice", digest.notices.iter().map(describe_notice).collect()),
        Section {
            title: format!("{} whose review no longer holds", format_count(digest.stale.len(), "claim")),
            items: digest.stale.iter().map(describe_stale).collect(),
        },
        section("lost page", digest.pages.iter().map(describe_page).collect()),
        Section {
            title: format!("{} due by {}", format_count(digest.due.len(), "review"), digest.due_by),
            items: digest.due.iter().map(describe_due).collect(),
        },
    ];
    all.into_iter().filter(|section| !section.items.is_empty()).collect()
}

fn describe_notice(news: &NoticeNews) -> Item {
    let on = news.on.map(|on| format!(" of {on}")).unwrap_or_default();
    let title = news.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
    let doi = news.doi.as_ref().map(|doi| format!(", doi {doi}")).unwrap_or_default();
    let head = format!("{}{title}", news.work);
    Item {
        head,
        more: [format!("{}{on} ({}{doi})", news.kind, news.source)]
            .into_iter()
            .chain(describe_claims(&news.claims))
            .collect(),
    }
}

fn describe_stale(news: &StaleNews) -> Item {
    let file = news.file.as_deref().zip(news.line);
    let file = file.map(|(file, line)| format!(" ({})", name_place(file, line, news.column.unwrap_or(1))));
    let head = format!("{}: {}{}", news.claim, news.statement, file.unwrap_or_default());
    let verdict = news.verdict.zip(news.reviewed_on).map(|(verdict, on)| format!("{verdict} on {on}; since then "));
    Item { head, more: vec![format!("{}{}", verdict.unwrap_or_default(), news.stale_because.join("; "))] }
}

fn describe_page(news: &PageNews) -> Item {
    let since = news.since.map(|day| format!(", lost since {day}")).unwrap_or_default();
    let named = format!("named by {}", list(&news.references));
    Item {
        head: format!("{}{since}", news.url),
        more: [named].into_iter().chain(describe_claims(&news.claims)).collect(),
    }
}

fn describe_due(news: &DueNews) -> Item {
    let whose = news.whose.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    Item { head: format!("{}, {}{whose}: {}", news.due, news.claim, news.statement), more: Vec::new() }
}

fn describe_claims(claims: &BTreeSet<String>) -> Option<String> {
    match claims.len() {
        0 => None,
        1 => Some(format!("1 claim rests on it: {}", list(claims))),
        n => Some(format!("{n} claims rest on it: {}", list(claims))),
    }
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
