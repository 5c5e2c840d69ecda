//! As much of an XML reader as it takes to see that JUnit files are well formed.

/// Reads a JUnit file, stopping at whatever XML does not allow; answers `classname` and `name` of each case.
pub(super) fn cases(document: &str) -> Vec<(String, String)> {
    let mut rest = document.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration first");
    let (mut open, mut cases) = (Vec::new(), Vec::new());
    while let Some((before, after)) = rest.split_once('<') {
        text(before);
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "tags nest");
            continue;
        }
        let (name, attributes) = attributes(tag.trim_end_matches('/'));
        match name {
            "testsuites" | "testsuite" => {}
            "testcase" => cases.push((value(&attributes, "classname"), value(&attributes, "name"))),
            "failure" | "skipped" | "system-out" => assert_eq!(open.last(), Some(&"testcase")),
            other => panic!("<{other}> is no part of JUnit"),
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest:?}");
    cases
}

/// The name of a tag, and its attributes.
fn attributes(tag: &str) -> (&str, Vec<(&str, &str)>) {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_once("=\"").expect("a value in quotation marks");
        let (value, after) = after.split_once('"').expect("a value ends");
        assert!(key.chars().all(|c| c.is_ascii_alphabetic()), "{key}");
        text(value);
        attributes.push((key, value));
        rest = after.trim_start();
    }
    (name, attributes)
}

fn value(attributes: &[(&str, &str)], name: &str) -> String {
    attributes.iter().find(|(key, _)| *key == name).unwrap_or_else(|| panic!("no {name}")).1.to_owned()
}

/// Text holds characters that XML 1.0 knows, and an ampersand only where it begins an entity.
fn text(text: &str) {
    let allowed = |c: char| matches!(c, '\n' | ' '..='\u{fffd}' | '\u{10000}'..) && c != '>';
    assert!(text.chars().all(allowed), "{text:?}");
    for after in text.split('&').skip(1) {
        assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| after.starts_with(entity)), "{text:?}");
    }
}

#[test]
fn what_is_not_well_formed_is_seen() {
    let read = |body: &str| {
        let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}");
        std::panic::catch_unwind(|| cases(&document)).ok()
    };
    assert_eq!(
        read("<testsuites><testcase classname=\"a\" name=\"b\"/></testsuites>"),
        Some(vec![("a".into(), "b".into())])
    );
    for wrong in [
        "<testsuites>",
        "<testsuites></testsuite>",
        "<testsuites>&nbsp;</testsuites>",
        "<testsuites>\u{1b}</testsuites>",
        "<script></script>",
    ] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}
