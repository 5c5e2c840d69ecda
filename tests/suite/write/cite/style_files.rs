//! Style files of the user's: what can be used is used, with the processor's gaps closed; what cannot be is refused with
//! file and line, before anything is printed.

use crate::double::sample::sample_in;
use crate::double::terminal::{Run, Terminal};

/// A style that says `body` in its bibliography.
fn style(attributes: &str, macros: &str, body: &str) -> String {
    format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\" {attributes}>\n\
         <info><title>T</title><id>https://styles.example/t</id><updated>2026-01-01T00:00:00+00:00</updated></info>\n\
         {macros}\n<citation><layout prefix=\"[\" suffix=\"]\"><text variable=\"citation-number\"/></layout></citation>\n\
         <bibliography><layout>{body}</layout></bibliography>\n</style>\n"
    )
}

fn dependent(parent: &str) -> String {
    format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\">\n<info><title>D</title>\
         <id>https://styles.example/d</id>\n<link href=\"{parent}\" rel=\"independent-parent\"/>\
         <updated>2026-01-01T00:00:00+00:00</updated></info>\n</style>\n"
    )
}

/// Cites the sample's list in a style file, beside the others.
fn cite(files: &[(&str, &str)], arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    Terminal::piped(folder.path()).run(&[&["cite", "knee-pain"], arguments].concat())
}

const NAMES: &str = "<names variable=\"author\"><et-al/></names><text variable=\"title\" prefix=\": \"/>";

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_is_no_style_is_refused_with_file_and_line() {
    let deep = style("", "", &format!("{}{}", "<group>".repeat(200), "</group>".repeat(200)));
    let ring = style(
        "",
        "<macro name=\"a\"><text macro=\"b\"/></macro>\n<macro name=\"b\"><group><text macro=\"a\"/></group></macro>",
        "<text macro=\"a\"/>",
    );
    let doubling: String = (0..40)
        .map(|n| format!("<macro name=\"m{n}\"><text macro=\"m{0}\"/><text macro=\"m{0}\"/></macro>\n", n + 1))
        .collect();
    let chain: String = (0..1000)
        .map(|n| format!("<macro name=\"m{n}\"><group><text macro=\"m{}\"/></group></macro>\n", n + 1))
        .collect();
    let chain = style("", &chain, "<text macro=\"m0\"/>");
    let attributes: String = (0..60_000).map(|n| format!("a{n}=\"x\" ")).collect();
    let namespaces: String = (0..60_000).map(|n| format!("xmlns:n{n}=\"x\" ")).collect();
    let many: String = (0..3_000).map(|n| format!("<macro name=\"m{n}\"><text value=\"x\"/></macro>\n")).collect();
    let many = style("", &many, "<text macro=\"m0\"/>");
    let (attributes, namespaces) = (style(&attributes, "", ""), style(&namespaces, "", ""));
    let inner = style("", "", &format!("<text value=\"x\" {}/>", "b=\"x\" ".repeat(60_000)));
    let doubling = style("", &doubling, "<text macro=\"m0\"/>");
    for (text, told) in [
        (chain.as_str(), "is nested more than 200 deep with those that it calls"),
        (doubling.as_str(), "comes to more than 20000 elements"),
        (attributes.as_str(), "s.csl:1: an element has more than 100 attributes"),
        (namespaces.as_str(), "s.csl:1: an element has more than 100 attributes"),
        (inner.as_str(), "an element has more than 100 attributes"),
        (many.as_str(), "it has more than 2000 macros"),
        ("", "s.csl:1: it holds no XML"),
        ("{\"a\": 1}", "s.csl:1: it holds no XML"),
        ("<html>\n<body/></html>", "s.csl:1: it is not a CSL style: its root element is <html>"),
        ("<!-- a\nb -->\n<locale/>", "s.csl:3: it is not a CSL style: its root element is <locale>"),
        ("<style>\n<info>\n</inf>", "s.csl:3: the XML is broken"),
        ("<style>\n<info>", "cut off"),
        ("<style version=\"1.0\">\n</style>", "s.csl:1: it is not a CSL style"),
        (&style("", "", "<text variable=\"no-such-variable\"/>"), "it is not a CSL style"),
        (&deep, "nested more than 100 deep"),
        (&ring, "calls itself"),
    ] {
        let run = cite(&[("s.csl", text)], &["--style", "s.csl"]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{text}\n{}", run.err);
        assert!(run.err.contains(told), "{told:?} is not in {}", run.err);
        assert!(run.err.contains("or one of claimbook's own"), "{}", run.err);
    }
}

#[test]
fn of_the_branches_of_a_choice_only_one_is_set() {
    // As in the large styles of author and date: each macro chooses between two ways of calling the next.
    let choices: String = (0..30)
        .map(|n| {
            let next = format!("<text macro=\"m{}\"/>", n + 1);
            format!(
                "<macro name=\"m{n}\"><choose><if type=\"book\">{next}</if><else-if type=\"report\">{next}</else-if>\
                 <else>{next}</else></choose></macro>\n"
            )
        })
        .collect();
    let last = "<macro name=\"m30\"><text variable=\"title\"/></macro>";
    let run =
        cite(&[("s.csl", &style("", &format!("{choices}{last}"), "<text macro=\"m0\"/>"))], &["--style", "s.csl"]);
    assert_eq!((run.exit, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("Knee pain in adults over 50"), "{}", run.out);
}

#[test]
fn a_stop_that_two_affixes_give_is_one() {
    for (body, expected) in [
        ("<text variable=\"title\" suffix=\".\"/><text value=\". End.\"/>", "study. End."),
        ("<text variable=\"title\" suffix=\",\"/><text value=\", end\"/>", "study, end"),
        ("<text variable=\"title\" suffix=\" \"/><text value=\" end\"/>", "study end"),
        ("<text variable=\"title\"/><text value=\"... end\"/>", "study... end"),
    ] {
        let run = cite(&[("s.csl", &style("", "", body))], &["--style", "s.csl"]);
        let first = run.out.lines().next().unwrap_or_default();
        assert!(first.ends_with(expected), "{body}: {first} {}", run.err);
    }
}

#[test]
fn a_dependent_style_needs_its_parent_beside_it() {
    let parent = style("", "", NAMES);
    let child = dependent("https://styles.example/parent");
    let run = cite(&[("child.csl", &child), ("parent.csl", &parent)], &["--style", "child.csl"]);
    assert_eq!((run.exit, run.err.as_str()), (0, ""));
    assert!(run.out.contains("Knee pain in adults over 50"), "{}", run.out);
    let run = cite(&[("child.csl", &child)], &["--style", "child.csl"]);
    assert_eq!(run.exit, 2);
    assert!(
        run.err.contains("child.csl depends on the style https://styles.example/parent, and parent.csl is not there")
    );
    let other = dependent("https://styles.example/child");
    let run = cite(&[("child.csl", &child), ("parent.csl", &other)], &["--style", "child.csl"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("in a ring: child.csl → parent.csl → child.csl"), "{}", run.err);
    let own = dependent("https://styles.example/child");
    let run = cite(&[("child.csl", &own)], &["--style", "child.csl"]);
    assert!(run.err.contains("in a ring: child.csl → child.csl"), "{}", run.err);
}

#[test]
fn names_without_a_name_element_are_printed_all_the_same() {
    let run = cite(&[("s.csl", &style("", "", NAMES))], &["--style", "s.csl"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(run.out.starts_with("A. Example, B. C. Sample: Knee pain"), "{}", run.out);
}

#[test]
fn a_style_that_sorts_is_set_as_a_whole_and_each_entry_is_known_again() {
    let sorted = style("", "", NAMES)
        .replace("<bibliography>", "<bibliography><sort><key variable=\"title\" sort=\"descending\"/></sort>");
    let run = cite(&[("s.csl", &sorted)], &["--style", "s.csl"]);
    let titles: Vec<&str> = run.out.lines().map(|line| line.split_once(": ").unwrap().1).collect();
    assert_eq!(titles.len(), 3, "{}", run.out);
    assert!(titles[0].starts_with("Strength") && titles[1].starts_with("Painkillers") && titles[2].starts_with("Knee"));
}

#[test]
fn its_own_form_of_numbers_is_used_in_the_text() {
    let run = cite(&[("s.csl", &style("", "", NAMES))], &["--style", "s.csl", "--in-text"]);
    assert_eq!(run.out, "knee-pain/r1\t[1]\nknee-pain/r2\t[2]\nknee-pain/r3\t[3]\n", "{}", run.err);
}

#[test]
fn a_locale_that_is_not_there_is_an_error_where_asked_for_and_a_word_where_a_style_wants_it() {
    let run = cite(&[], &["--locale", "xx-XX"]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""));
    assert!(run.err.contains("there is no locale “xx-XX”") && run.err.contains("en-US, en-GB"), "{}", run.err);
    let german = style("default-locale=\"de-DE\"", "", NAMES);
    let run = cite(&[("s.csl", &german)], &["--style", "s.csl"]);
    assert_eq!(run.exit, 0);
    assert!(run.err.contains("s.csl wants the locale de-DE, which is not there; en-US is used"), "{}", run.err);
}

#[test]
fn an_unknown_style_is_answered_with_the_nearest() {
    let run = cite(&[], &["--style", "apaa"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("there is no style “apaa”; did you mean apa?"), "{}", run.err);
    let run = cite(&[], &["--style", "missing.csl"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("there is no file missing.csl"), "{}", run.err);
}
