//! The report in a browser: light and dark, narrow, with large text, on paper, without a script and without a mouse.

use super::axe;
use super::webdriver::Browser;
use crate::double::sample::{sample_in, word_elsewhere};
use crate::double::terminal::Terminal;
use serde_json::json;
use std::path::PathBuf;

/// The built-in example, an article of the sample with notes and two opinions, and the page over several.
fn pages(terminal: &Terminal) -> Vec<(&'static str, PathBuf)> {
    let mut catalogue = sample_in(&terminal.folder);
    word_elsewhere(&mut catalogue);
    drop(catalogue);
    for arguments in [
        &["review", "knee-pain/c1", "--verdict", "contradicted", "--by", "B. Second, MD"][..],
        &["note", "knee-pain/c1", "Is that a month or a year?", "--question", "--by", "B. Second, MD"],
        &["report", "--output", "pages", "--since", "2026-11-21"],
        &["--example", "report", "--output", "example.html", "--since", "2026-11-01"],
    ] {
        terminal.ok(arguments);
    }
    let named = [("example", "example.html"), ("article", "pages/knee-pain.html"), ("index", "pages/index.html")];
    named.into_iter().map(|(name, page)| (name, terminal.folder.join(page))).collect()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn reports_bar_nobody_and_fit_every_window() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, page) in pages(&Terminal::piped(folder.path())) {
        browser.open_file(&page);
        axe::finds_nothing(&browser, name);
        for (window, width, text) in [("wide", 1280, 100), ("narrow", 320, 100), ("large text", 1280, 200)] {
            browser.set_size(width, 900);
            browser.set_text_size(text);
            assert_eq!(browser.overflow(), 0, "{name}, {window}: the page scrolls sideways");
            for theme in ["light", "dark"] {
                browser.set_theme(theme);
                browser.keep_picture(&format!("report {name} {window} {theme}"));
            }
            if window != "wide" {
                // Every card open: what is folded has to fit, too.
                browser.run("document.querySelectorAll('details').forEach(d => d.open = true)", &[]);
                assert_eq!(browser.overflow(), 0, "{name}, {window}: an open card scrolls sideways");
            }
        }
        browser.set_size(1280, 900);
        browser.set_text_size(100);
        axe::finds_nothing(&browser, &format!("{name}, every card open"));
        browser.tell("Emulation.setEmulatedMedia", json!({"media": "print"}));
        let hidden = "return [...document.querySelectorAll('details .in, .signatures')].filter(e => !e.checkVisibility()).length";
        assert_eq!(browser.run(hidden, &[]), 0, "{name}: paper lacks something");
        browser.tell("Emulation.setEmulatedMedia", json!({"media": ""}));
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_report_works_without_a_script_and_by_keys() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let pages = pages(&Terminal::piped(folder.path()));
    browser.set_scripts(false);
    browser.open_file(&pages[1].1);
    let shown = "return [...document.querySelectorAll('.card')].filter(c => c.checkVisibility()).length";
    let (all, open) =
        (browser.run(shown, &[]).as_i64().unwrap(), "return document.querySelectorAll('.card[open]').length");
    assert!(all > 3, "{all}");
    // A filter leaves the claims of one state.
    browser.click("label:has(#f-none)");
    let left = browser.run(shown, &[]).as_i64().unwrap();
    assert!(0 < left && left < all, "{left} of {all}");
    browser.click("label:has(#f-all)");
    // The words of a claim lead to its card, which opens; the card leads back.
    assert_eq!(browser.run(open, &[]), 0);
    browser.click("mark a");
    browser.wait_until("the card to open", || (browser.run(open, &[]) == 1).then_some(()));
    let in_view = "const r = document.querySelector('.card[open] .in').getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0";
    assert_eq!(browser.run(in_view, &[]), true);
    browser.click(".card[open] .foot-line a");
    assert!(browser.address().contains("#t-c"), "{}", browser.address());
    // The first key leads past the head, and a card opens by the enter key.
    browser.open_file(&pages[1].1);
    browser.press("\u{e004}");
    assert_eq!(browser.run("return document.activeElement.className", &[]), "skip");
    browser.press("\u{e007}");
    browser.run("document.querySelector('.card summary').focus()", &[]);
    browser.press("\u{e007}");
    assert_eq!(browser.run(open, &[]), 1);
}
