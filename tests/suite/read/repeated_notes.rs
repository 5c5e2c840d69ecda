//! Notes and brackets that cite an earlier source again, and are no new one.

use super::articles::LIMIT;
use claimbook::read::article::{ReadArticle, read_article};

const A: &str = "R. J. Poe et al., “Long-term outcomes of rest,” <em>J Fict Med</em> 34, no. 12 (2001): 14, https://doi.org/10.5555/a.";
const B: &str = "E. G. Roe, “Knees on hills,” <em>J Fict Med</em> 59, no. 12 (2009): 22, https://doi.org/10.5555/b.";

fn read(name: &str, text: &str) -> ReadArticle {
    read_article(text.as_bytes(), name, None, LIMIT).unwrap()
}

/// How many entries there are, which of them each marker names, and what was noted.
fn describe(article: &ReadArticle) -> (usize, String, Vec<&str>) {
    let named = article
        .markers
        .iter()
        .map(|marker| marker.entries.iter().map(|entry| (entry + 1).to_string()).collect::<Vec<_>>().join("+"));
    let notes = article.notes.iter().map(|note| note.message.as_str()).collect();
    (article.references.len(), named.collect::<Vec<_>>().join(" "), notes)
}

const SENTENCES: [&str; 5] = [
    "Rest reduces knee pain by 30% in adults.",
    "Walking reduces knee pain by 20% in adults.",
    "Heat reduces knee pain by 10% in adults.",
    "Cold reduces knee pain by 5% in adults.",
    "Yoga reduces knee pain by 25% in adults.",
];

#[test]
fn notes_that_repeat_an_entry_cite_it() {
    let notes = [A, "Ibid., 15.", B, "Poe, “Long-term outcomes,” 16.", "Ibid."];
    let marked = |mark: &dyn Fn(usize) -> String| -> String {
        SENTENCES.iter().enumerate().map(|(n, sentence)| format!("{sentence}{} ", mark(n + 1))).collect()
    };
    let linked = marked(&|n| format!("<a id=\"n{n}r\" href=\"#n{n}\"><sup>{n}</sup></a>"));
    let footnotes: String =
        (1..).zip(notes).map(|(n, note)| format!("<p id=\"n{n}\"><a href=\"#n{n}r\">{n}.</a> {note}</p>")).collect();
    let items: String = notes.iter().map(|note| format!("<li>{note}</li>")).collect();
    let plain = |text: &str| text.replace("<em>", "").replace("</em>", "");
    let markdown: String = (1..).zip(notes).map(|(n, note)| format!("[^{n}]: {}\n", plain(note))).collect();
    let text: String = (1..).zip(notes).map(|(n, note)| format!("{n}. {}\n", plain(note))).collect();
    for (name, article) in [
        (
            "notes that lead back",
            read("a.html", &format!("<main><h1>Knees</h1><p>{linked}</p><h2>Notes</h2>{footnotes}</main>")),
        ),
        (
            "a list",
            read(
                "b.html",
                &format!(
                    "<main><h1>Knees</h1><p>{}</p><h2>References</h2><ol>{items}</ol></main>",
                    marked(&|n| format!(" [{n}]"))
                ),
            ),
        ),
        ("Markdown", read("c.md", &format!("# Knees\n\n{}\n\n{markdown}", marked(&|n| format!("[^{n}]"))))),
        ("text", read("d.txt", &format!("Knees\n\n{}\n\nReferences\n\n{text}", marked(&|n| format!(" [{n}]"))))),
    ] {
        let (entries, named, notes) = describe(&article);
        assert_eq!((entries, named.as_str()), (2, "1 1 2 1 1"), "{name}: {notes:?}");
        assert!(notes.is_empty(), "{name}: {notes:?}");
    }
}

#[test]
fn a_note_that_may_repeat_several_entries_is_told() {
    let text = format!(
        "Knees\n\n{} [1] {} [2] {} [3]\n\nReferences\n\n1. Poe A. Rest. J Fict Med. 2001;1(2):1-2.\n2. Poe A. Heat. J Fict Med. 2002;1(2):1-2.\n3. Poe, op. cit., p. 4.\n",
        SENTENCES[0], SENTENCES[1], SENTENCES[2]
    );
    let article = read("a.txt", &text);
    let (entries, named, notes) = describe(&article);
    assert_eq!((entries, named.as_str()), (3, "1 2 3"));
    assert!(notes.iter().any(|note| note.contains("name its source in full")), "{notes:?}");
}

#[test]
fn brackets_that_repeat_what_was_cited_before() {
    let list = "\n\nReferences\n\nPoe A. (2001). Rest. J Fict Med, 1(2), 1-2.\n\nRoe B. (2002). Walks. J Fict Med, 1(2), 3-4.\n";
    for (marks, want) in [
        (["(Poe, 2001)", "(ibid., p. 5)", "(Roe, 2002)", "(Ibid.)", "(Poe, op. cit., p. 4)"], "1 1 2 2 1"),
        (["(Poe, 2001; Roe, 2002)", "(ibid.)", "(Roe, 2002)", "(see Poe, 2001)", "(Zoe, op. cit.)"], "1+2  2 1"),
    ] {
        let body: String = SENTENCES
            .iter()
            .zip(marks)
            .map(|(sentence, mark)| format!("{} {mark}. ", sentence.trim_end_matches('.')))
            .collect();
        let article = read("a.txt", &format!("Knees\n\n{body}{list}"));
        let (entries, named, notes) = describe(&article);
        assert_eq!((entries, named.as_str()), (2, want), "{notes:?}");
        let is_unclear = notes.iter().any(|note| note.contains("repeats the source before it"));
        assert_eq!(is_unclear, want.contains('+'), "{notes:?}");
        // What is printed in such brackets is no part of the words.
        assert!(!article.blocks.0.iter().all(|block| block.marks.is_empty()));
    }
}
