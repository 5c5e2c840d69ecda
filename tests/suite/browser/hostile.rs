//! Hostile texts in a real browser: nothing of them comes alive.

use super::webdriver::Browser;
use crate::double::sample::sample_dressed;
use crate::double::terminal::Terminal;
use crate::pages::hostile::DRESSES;

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_hostile_text_opens_a_dialog_or_asks_for_anything() {
    let Some(browser) = Browser::start() else { return };
    for (n, dress) in DRESSES.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        drop(sample_dressed(folder.path(), *dress));
        Terminal::piped(folder.path()).ok(&["report", "--output", "pages"]);
        for name in ["index.html", "knee-pain.html"] {
            let page = folder.path().join("pages").join(name);
            browser.take_requests();
            browser.open_file(&page);
            let (asked, own) = (browser.take_requests(), format!("file://{}", page.display()));
            assert!(asked.contains(&own), "the log of requests sees nothing: {asked:?}");
            let others: Vec<&String> = asked.iter().filter(|address| **address != own).collect();
            assert!(others.is_empty(), "dress {n}, {name}: {others:?}");
            assert!(!browser.has_dialog(), "dress {n}, {name}: a dialog");
            let alive = "return document.querySelectorAll('script, iframe, img, object, embed, form, [onload], [onerror], [onmouseover]').length";
            assert_eq!(browser.run(alive, &[]), 0, "dress {n}, {name}");
        }
    }
}

/// The test above can fail: a page that is alive is seen to be.
#[test]
#[ignore = "long: .ci/run runs it"]
fn a_live_page_is_seen() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("live.html");
    std::fs::write(&page, "<img src=x.png><script>setTimeout(() => alert(1))</script>").unwrap();
    browser.take_requests();
    browser.open_file(&page);
    browser.wait_until("the dialog", || browser.has_dialog().then_some(()));
    assert!(browser.take_requests().iter().any(|address| address.ends_with("x.png")));
}
