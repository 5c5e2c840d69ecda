//! axe-core, which finds what bars people who do not see or do not use a mouse. It is installed beside the tests, never kept here:
//! `CLAIMBOOK_AXE` names its file, and `.ci/run` sets it.

use super::webdriver::Browser;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::OnceLock;

/// Where it is; none where nobody said.
pub(super) fn path() -> Option<PathBuf> {
    std::env::var_os("CLAIMBOOK_AXE").map(PathBuf::from)
}

fn source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    let read =
        || path().map(|path| std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
    SOURCE.get_or_init(read).as_deref()
}

/// The rules of WCAG 2.2, levels A and AA, and what axe calls best practice.
const RUN: &str = "const done = arguments[arguments.length - 1];
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(
    found => done(found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${v.help}: ${n.html.slice(0, 200)} ${n.failureSummary}`))),
    error => done([String(error)]));";

/// Lets axe look at the page, light and dark.
#[track_caller]
pub(super) fn finds_nothing(browser: &Browser, about: &str) {
    let Some(source) = source() else {
        return println!("{about}: not looked at by axe, which CLAIMBOOK_AXE would name");
    };
    for theme in ["light", "dark"] {
        browser.set_theme(theme);
        if browser.run("return typeof axe", &[]) != "object" {
            browser.run(source, &[]);
        }
        let found = browser.run_later(RUN, &[]);
        assert_eq!(found, json!([]), "{about}, {theme}: {}", show(&found));
    }
    browser.set_theme("light");
}

fn show(found: &Value) -> String {
    let lines = found.as_array().into_iter().flatten().filter_map(Value::as_str);
    lines.map(|line| format!("\n- {line}")).collect()
}
