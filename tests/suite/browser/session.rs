//! The reviewer's session whole, in the browser: by keys, by forms alone, in a narrow window and with large text.

use super::axe;
use super::served::{Desk, Served};
use super::webdriver::Browser;
use std::path::Path;

/// An article of twelve claims, each with a source.
const ARTICLE: &str = "# Sore knees\n\n\
    About 40% of adults over 50 have knee pain in any month.[1] Knee pain affects 25% of runners.[1] \
    Osteoarthritis causes half of all knee pain in older adults.[1] Being overweight raises the risk of knee pain.[2]\n\n\
    Strength training for 12 weeks reduces knee pain.[2] Walking 30 minutes a day lowers the risk of knee pain.[2] \
    Cycling reduces stiffness in the knee by 20%.[3] Swimming does not increase knee pain.[3]\n\n\
    Ibuprofen relieves knee pain in most adults.[3] Taking ibuprofen for more than 10 days raises the risk of bleeding.[1] \
    Steroid injections relieve knee pain for 4 weeks.[2] Knee replacement reduces pain in 80% of patients.[3]\n\n\
    ## References\n\n\
    1. Example A, Sample B. Knee pain in adults over 50: a cohort study. J Invented Knees. 2021;4:1-9. doi:10.5555/knee.1\n\
    2. Sample B. Strength training for painful knees: a systematic review. Rev Invented Exerc. 2022;5:2-8. doi:10.5555/knee.2\n\
    3. Other C. Painkillers and knees: a randomized trial. Invented Trials. 2023;6:3-7. doi:10.5555/knee.3\n";

const ENTER: &str = "\u{e007}";
/// By it, spreadsheets know that a file is UTF-8; a file that is handed out has one, a pipe has not.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A catalogue that wants two opinions, and nothing in it.
fn empty(folder: &Path) {
    Desk::of(folder, None).ok(&["init"]);
    std::fs::write(folder.join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
}

fn count_judged(desk: &Desk) -> usize {
    let claims: serde_json::Value = serde_json::from_str(&desk.ok(&["claims", "--format", "json"])).unwrap();
    claims.as_array().unwrap().iter().filter(|claim| claim["verdict"].is_string()).count()
}

#[track_caller]
fn import(browser: &Browser, served: &Served, folder: &Path) {
    let file = folder.join("sore-knees.md");
    std::fs::write(&file, ARTICLE).unwrap();
    served.open(browser, "/import");
    browser.type_into("#file", &file.display().to_string());
    browser.click("main form button.main");
    browser.wait_until("the import", || browser.text_of("main").contains("What was done").then_some(()));
}

/// Has a person record, at a terminal, what the source of each claim says.
fn read_all_sources(reader: &Desk) {
    let claims: serde_json::Value = serde_json::from_str(&reader.ok(&["claims", "--format", "json"])).unwrap();
    for claim in claims.as_array().unwrap() {
        for citation in claim["citations"].as_array().unwrap() {
            let (claim, reference) = (claim["address"].as_str().unwrap(), citation["reference"].as_str().unwrap());
            reader.ok(&["verify", claim, reference, "--stance", "background", "--finding", "It counts in one region."]);
        }
    }
}

/// Gives a verdict by keys on the claim that is shown, and waits for the next page.
#[track_caller]
fn judge(browser: &Browser, verdict: &str, note: &str) {
    browser.find("input[name=verdict]");
    let shown = browser.text_of("h1");
    browser.press(verdict);
    let is_in_note = "return document.activeElement.matches('textarea[data-enter]')";
    browser.wait_until("the note to have the focus", || (browser.run(is_in_note, &[]) == true).then_some(()));
    browser.press(note);
    browser.press(ENTER);
    browser.wait_until("the next page to say so", || {
        let said = browser.has("#told.m-good") && browser.text_of("#told").contains("Recorded:");
        (said && browser.text_of("h1") != shown).then_some(())
    });
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_whole_session_by_keys_from_import_to_export() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    empty(folder.path());
    // Whoever has said nothing of themselves is asked once.
    let first = Desk::of(folder.path(), None);
    let served = first.serve();
    served.enter(&browser);
    browser.type_into("#name", "A. First");
    browser.type_into("#credentials", "PT");
    browser.click("main button.main");
    browser.wait_until("the name to stand there", || browser.text_of(".who").contains("A. First").then_some(()));
    import(&browser, &served, folder.path());
    // An opinion is given when the sources are read, too.
    read_all_sources(&Desk::of(folder.path(), Some("A. First")));
    browser.click("main a.button.main");
    browser.wait_until("what waits", || browser.text_of("h1").contains("12 claims wait").then_some(()));
    browser.keep_picture("serve queue wide light");
    browser.click(".lead a.button.main");
    for n in 0..12 {
        if n == 2 {
            browser.keep_picture("serve claim wide light");
            for open in [true, false] {
                browser.press("?");
                browser.wait_until("the keys to be explained, and no more", || {
                    (browser.run("return document.getElementById('keys').open", &[]) == open).then_some(())
                });
            }
            // One is undone, and given again.
            let claim = browser.address();
            judge(&browser, "5", "A slip");
            browser.press("u");
            browser.wait_until("the undoing", || browser.text_of("#told").contains("Und").then_some(()));
            browser.open(&claim);
        }
        judge(&browser, if n % 2 == 0 { "1" } else { "2" }, &format!("First opinion {n}"));
    }
    drop(served);
    assert_eq!(count_judged(&first), 12);
    // The second opinion is given without sight of the first, and differs once.
    let second = Desk::of(folder.path(), Some("B. Second"));
    read_all_sources(&second);
    let served = second.serve();
    served.enter(&browser);
    browser.click(".lead a.button.main");
    browser.find("h1.says");
    assert!(browser.text_of("main").contains("You have not given your opinion yet"), "{}", browser.text_of("main"));
    assert!(!browser.text_of("main").contains("First opinion"), "{}", browser.text_of("main"));
    browser.keep_picture("serve claim withheld light");
    browser.press("5");
    browser.press("One region is too little");
    browser.press(ENTER);
    browser.find("#told.m-good");
    drop(served);
    // A third person settles it, with both side by side.
    let third = Desk::of(folder.path(), Some("C. Third"));
    let served = third.serve();
    served.enter(&browser);
    served.open(&browser, "/?reason=disputed");
    browser.click(".lead a.button.main, .waiting a.says");
    browser.wait_until("both verdicts", || {
        (browser.run("return document.querySelectorAll('.opinions li').length", &[]) == 2).then_some(())
    });
    browser.keep_picture("serve settle wide light");
    browser.press("2");
    browser.press("The interval is wide");
    browser.press(ENTER);
    browser.wait_until("the decision", || browser.text_of("#told").contains("Recorded:").then_some(()));
    drop(served);
    // When no opinion is wanted any more, everything can be exported, and is what the terminal exports.
    std::fs::remove_file(folder.path().join("claimbook.toml")).unwrap();
    let served = first.serve();
    served.enter(&browser);
    let down = folder.path().join("down");
    let allow = serde_json::json!({"behavior": "allow", "downloadPath": down});
    browser.tell("Browser.setDownloadBehavior", allow);
    served.open(&browser, "/articles");
    browser.keep_picture("serve articles wide light");
    browser.click("a.button[href='/export/claims']");
    let exported = browser.wait_until("the export", || {
        let files = std::fs::read_dir(&down).ok()?.filter_map(Result::ok).map(|file| file.path());
        files
            .filter(|path| path.extension().is_some_and(|e| e == "csv"))
            .find_map(|path| std::fs::read_to_string(path).ok())
    });
    assert_eq!(exported.trim_start_matches(BYTE_ORDER_MARK), first.ok(&["export", "claims", "--to", "csv"]));
    assert!(exported.contains("partly"), "{exported}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn forms_alone_do_it_without_a_script() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    empty(folder.path());
    let desk = Desk::of(folder.path(), Some("A. First"));
    let served = desk.serve();
    browser.set_scripts(false);
    served.enter(&browser);
    import(&browser, &served, folder.path());
    browser.click("main a.button.main");
    browser.click(".lead a.button.main");
    browser.click("form[action*='/note'] textarea");
    browser.type_into("#note", "Which adults?");
    browser.click("form[action*='/note'] button");
    browser.wait_until("the note", || browser.text_of(".talk").contains("Which adults?").then_some(()));
    browser.click(".act summary");
    browser.type_into(".act textarea[name=quote]", "40% had knee pain");
    browser.click(".act input[name=stance][value=supports]");
    browser.click(".act button.main");
    browser.wait_until("the reading", || browser.text_of("main").contains("40% had knee pain").then_some(()));
    browser.click("input[name=verdict][value=supported]");
    browser.type_into("#why", "It says so");
    browser.click(".decide button.main");
    browser.wait_until("the verdict", || browser.text_of("#told").contains("supported").then_some(()));
    browser.click("#told button");
    browser.wait_until("the undoing", || browser.text_of("#told").contains("Und").then_some(()));
    browser.click("form[action*='/dismiss'] button");
    browser.wait_until("the dismissal", || browser.text_of("#told").contains("dismissed").then_some(()));
    assert!(desk.ok(&["claims", "--status", "dismissed"]).lines().count() == 1);
}

/// The paths of every page.
fn paths(browser: &Browser, served: &Served) -> Vec<(&'static str, String)> {
    served.open(browser, "/");
    let path = |selector: &str| {
        let script = format!("return document.querySelector(\"{selector}\").getAttribute('href')");
        browser.run(&script, &[]).as_str().unwrap().to_owned()
    };
    let claim = path(".waiting a.says");
    served.open(browser, "/articles");
    let findings = path("a[href$='/findings']");
    let record = path("a[href^='/records/']");
    let mut all = vec![("queue", "/".to_owned()), ("claim", claim), ("findings", findings), ("record", record)];
    for (name, path) in [
        ("articles", "/articles"),
        ("references", "/references"),
        ("works", "/works"),
        ("people", "/people"),
        ("rules", "/rules"),
        ("rule", "/rules/claim-uncited"),
        ("help", "/help"),
        ("import", "/import"),
        ("lost", "/claims/nothing"),
    ] {
        all.push((name, path.to_owned()));
    }
    all
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn every_page_bars_nobody_and_fits_every_window() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::of(folder.path(), Some("A. First"));
    desk.ok(&["init", "--example"]);
    let served = desk.serve();
    served.enter(&browser);
    for (name, path) in paths(&browser, &served) {
        served.open(&browser, &path);
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)", &[]);
        axe::finds_nothing(&browser, name);
        for (window, width, text) in [("wide", 1280, 100), ("narrow", 320, 100), ("large text", 1280, 200)] {
            browser.set_size(width, 900);
            browser.set_text_size(text);
            assert_eq!(browser.overflow(), 0, "{name}, {window}: the page scrolls sideways");
            for theme in ["light", "dark"] {
                browser.set_theme(theme);
                browser.keep_picture(&format!("serve {name} {window} {theme}"));
            }
        }
        browser.set_size(1280, 900);
        browser.set_text_size(100);
        browser.set_theme("light");
    }
    // Who has said nothing is asked on a page, too.
    let served = Desk::of(folder.path(), None).serve();
    served.enter(&browser);
    axe::finds_nothing(&browser, "you");
    browser.keep_picture("serve you wide light");
}

/// A session is done in a narrow window and with large text as in a wide one.
#[test]
#[ignore = "long: .ci/run runs it"]
fn a_narrow_window_and_large_text_hinder_nothing() {
    let Some(browser) = Browser::start() else { return };
    for (width, text) in [(320, 100), (1280, 200)] {
        let folder = tempfile::tempdir().unwrap();
        empty(folder.path());
        browser.set_size(width, 800);
        browser.set_text_size(text);
        let desk = Desk::of(folder.path(), Some("A. First"));
        let served = desk.serve();
        served.enter(&browser);
        import(&browser, &served, folder.path());
        browser.click("main a.button.main");
        browser.click(".lead a.button.main");
        for n in 0..2 {
            assert_eq!(browser.overflow(), 0, "claim {n} in a window of {width}, text of {text} %");
            browser.click("input[name=verdict][value=supported]");
            browser.type_into("#why", "It says so");
            browser.click(".decide button.main");
            browser.wait_until("the verdict", || browser.has("#told.m-good").then_some(()));
        }
        browser.click("#told button");
        browser.wait_until("the undoing", || browser.text_of("#told").contains("Und").then_some(()));
        assert_eq!(count_judged(&desk), 1);
    }
}
