//! The pages on safety and security name tests; each of them is there.

use super::{nothing_wrong, texts_under};
use std::collections::BTreeSet;

/// Names between backticks that have the shape of a test's: three words or more.
fn named_tests(page: &str) -> BTreeSet<&str> {
    let quoted = page.split('`').skip(1).step_by(2);
    let is_name = |name: &&str| {
        name.matches('_').count() >= 2 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    quoted.filter(is_name).collect()
}

#[test]
fn every_test_that_a_promise_names_is_there() {
    let code: String = ["src", "tests/suite"].into_iter().flat_map(texts_under).map(|(_, text)| text).collect();
    let pages = ["safety", "security"].map(|page| {
        let path = format!("{}/docs/{page}.md", env!("CARGO_MANIFEST_DIR"));
        (page, std::fs::read_to_string(path).unwrap())
    });
    let mut wrong = Vec::new();
    for (page, text) in &pages {
        let names = named_tests(text);
        assert!(names.len() > 10, "docs/{page}.md names hardly any test");
        let missing = names.into_iter().filter(|name| !code.contains(&format!("fn {name}(")));
        wrong.extend(missing.map(|name| format!("docs/{page}.md: there is no test {name}")));
    }
    nothing_wrong("every test that a page promises is there", wrong);
}
