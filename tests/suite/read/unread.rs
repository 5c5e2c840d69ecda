//! Kinds of files that are not read yet are refused by their content, with what they are and what to do; nothing is stored.

use crate::double::terminal::Terminal;

/// A file, and words that the refusal says.
const FILES: &[(&str, &str)] = &[
    (
        "<?xml version=\"1.0\"?>\n<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96)//EN\" \"a.dtd\">\n<article><body/></article>\n",
        "a journal article in XML (JATS)",
    ),
    (
        "<article article-type=\"research-article\"><front><article-meta/></front></article>\n",
        "a journal article in XML (JATS)",
    ),
    ("<?xml version=\"1.0\"?>\n<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>\n", ".nbib"),
    ("<modsCollection xmlns=\"http://www.loc.gov/mods/v3\"><mods/></modsCollection>\n", "a library in XML"),
    ("<rdf:RDF xmlns:rdf=\"x\"><bib:Article/></rdf:RDF>\n", "a library in XML"),
    ("<?xml version=\"1.0\"?>\n<notes><note>About 40% of adults have knee pain.</note></notes>\n", "XML"),
    ("From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>\n", "in one file"),
    ("% made by hand\n\\documentclass{article}\n\\begin{document}\nAbout 40%\n\\end{document}\n", "a LaTeX document"),
    ("{\"notes\": \"About 40% of adults have knee pain.\"}\n", "not a list of references in CSL-JSON"),
    ("poe2001:\n  type: article\n  title: Knees on stairs\n  date: 2001\n", "a list of references in YAML"),
    ("---\nreferences:\n- id: poe\n  type: book\n  title: Knees\n", "a list of references in YAML"),
    ("%0 Journal Article\n%A Poe, Ada\n%T Knees on stairs\n%D 2001\n", "EndNote's tagged form"),
    ("%PDF-1.7\n", "begins like a PDF"),
    ("PK\u{3}\u{4}word/document.xml", "a Word document"),
    ("{\\rtf1 Knees}", "RTF"),
];

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_is_not_read_yet_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    // The name says nothing: people give a page the name of a text.
    for name in ["file.txt", "file.md"] {
        for (text, words) in FILES {
            std::fs::write(folder.path().join(name), text).unwrap();
            for kind in [&[][..], &["--as", "references"], &["--as", "article"]] {
                let refused = terminal.run(&[&["import", name][..], kind].concat());
                assert_eq!(refused.exit, 2, "{text}: {}", refused.out);
                for said in [words, "; nothing was ", name] {
                    assert!(refused.err.contains(said), "{said}: {}", refused.err);
                }
                assert!(refused.err.contains("import"), "what to do next: {}", refused.err);
            }
        }
    }
    assert_eq!(terminal.ok(&["articles", "--format", "json"]).trim(), "[]");
    assert_eq!(terminal.ok(&["works", "--format", "json"]).trim(), "[]");
}

#[test]
fn a_reader_that_is_named_reads_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    std::fs::write(folder.path().join("a.txt"), "<h1>Knees</h1>\n<p>About 40% of adults have knee pain.</p>\n")
        .unwrap();
    assert!(terminal.ok(&["import", "--reader", "markdown", "a.txt"]).contains("stored as version 1"));
}

/// A page is an article; what it lists comes with it.
#[test]
fn a_page_is_no_file_of_references() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    for (name, text) in [
        (
            "a.txt",
            "<!DOCTYPE html>\n<html><body><h1>Knees</h1><p>About 40% of adults have knee pain.</p></body></html>\n",
        ),
        ("b.html", "\u{feff}\n<!-- saved from a site -->\n<HTML lang=en>\n<p>About 30% of adults have hip pain.\n"),
        (
            "c.md",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\" \"\">\n<html><p>About 20% of adults have back pain.</p></html>",
        ),
        ("d.txt", "<div class=\"text\"><p>About 10% of adults have foot pain.</p></div>\n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
        let refused = terminal.run(&["import", "--as", "references", name]);
        assert_eq!(refused.exit, 2, "{text}: {}", refused.out);
        assert!(refused.err.contains("an HTML page") && refused.err.contains("as an article"), "{}", refused.err);
        assert!(terminal.ok(&["import", name]).contains("1 claim proposed"), "{name}");
    }
}
